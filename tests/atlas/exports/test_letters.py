"""Letters that no type has are seen as boxes; controls go, blanks stay; everything else is as it was."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from atlas.exports._letters import shown
from atlas.exports._typst import _fonts

OURS = (Path(_fonts()) / "SourceSansPro-Regular.ttf",)
GERMAN = "abzABZäöüÄÖÜßéčłş0189 .,;:–„“%§\u00a0\u00ad\u200b\n\t"


@given(st.text(GERMAN))
def test_what_germans_write_is_left_alone(text: str) -> None:
    assert shown({"a": [text, {"b": text}]}, OURS) == {"a": [text, {"b": text}]}


@given(st.text())
def test_every_letter_is_kept_boxed_or_a_control(text: str) -> None:
    said = shown(text, OURS)
    assert len(said) <= len(text)
    assert shown(said, OURS) == said


def test_boxes_and_controls() -> None:
    assert shown("a\x07b😀c中\ufeff\ud800d", OURS) == "ab☐c☐d"


def test_numbers_and_nothing_pass() -> None:
    assert shown({"a": [1, 2], "b": None, "c": (), "d": 1.5}, OURS) == {"a": [1, 2], "b": None, "c": (), "d": 1.5}
