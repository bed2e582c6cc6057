"""checks.toml and answers.toml: what is taken, and every fault with its place."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue import read_catalogue
from indicators.checks import (
    Declared,
    Finding,
    read_answers,
    read_declared,
    read_findings,
    write_answer,
    write_findings,
)
from indicators.errors import FaultyInput
from indicators.toml_text import text as toml_text
from tests.checkout import ROOT

DEFAULT = ROOT / "data" / "catalogue"
CATALOGUE = read_catalogue([DEFAULT])
FINDING = Finding("zero", "warning", "bev_u3", "stadtteil", "21", "2020-12-31", "Hier steht 0, davor 82.", (82.0, 0.0))


def declared(folder: Path, text: str) -> list[tuple[str, str]]:
    """The faults of a town's checks.toml: (field, sentence)."""
    (folder / "checks.toml").write_text(text, "utf-8")
    with pytest.raises(FaultyInput) as refused:
        read_declared([DEFAULT, folder], CATALOGUE)
    return [(f.place.rpartition("Feld ")[2], f.sentence) for f in refused.value.faults]


def test_a_town_overrides_by_key_adds_and_switches_off(tmp_path: Path) -> None:
    before = read_declared([DEFAULT], CATALOGUE)
    assert before.groups["einwohner"].parts == ("bev_u18", "bev_18_u65", "bev_65")
    (tmp_path / "checks.toml").write_text(
        '[groups.einwohner]\n[groups.neu]\nwhole = "hh_insg"\nparts = ["hh_1pers", "hh_kind"]\n'
        '[part_of]\nbev_u3 = []\n[ranges.ant_u18]\nhigh = 60\n[jump]\nthreshold = 4\n[quiet.zero]\nbev_65 = "so"\n',
        "utf-8",
    )
    after = read_declared([DEFAULT, tmp_path], CATALOGUE)
    assert after.groups.keys() == (before.groups.keys() - {"einwohner"}) | {"neu"}
    assert (after.part_of["bev_u3"], after.part_of["bev_u6"]) == ((), ("bev_u15",))
    assert (after.jump.threshold, after.jump.least) == (4, before.jump.least)
    assert after.quiet["zero"] == before.quiet["zero"] | {"bev_65": "so"}


@pytest.mark.parametrize(
    ("text", "field", "sentence"),
    [
        ('[groups.a]\nwhole = "bev_u81"\nparts = ["bev_u3", "bev_u6"]', "groups.a.whole", "gemeint ist wohl „bev_u21“"),
        ('[groups.a]\nwhole = "bev_u6"\nparts = ["bev_u3"]', "groups.a.parts", "mindestens zwei"),
        ('[groups.a]\nwhole = "bev_u6"\nparts = ["bev_u3", "bev_u33"]', "groups.a.parts", "„bev_u33“ gibt es nicht"),
        ('[groups.a]\nwhole = "lag(bev_u6, 1)"\nparts = ["bev_u3", "bev_3_u6"]', "groups.a.whole", "ohne lag"),
        ('[groups.a]\nwhole = "bev_u6 *"\nparts = ["bev_u3", "bev_3_u6"]', "groups.a.whole", "Erlaubt sind Merkmale"),
        (
            '[groups.a]\nwhole = "bev_u6"\nparts = ["bev_u3", "bev_3_u6"]\nseverity = "err"',
            "groups.a.severity",
            "gemeint ist wohl „error“",
        ),
        (
            '[groups.a]\nwhole = "bev_u6"\nparts = ["bev_u3", "bev_3_u6"]\ntolerance = -1',
            "groups.a.tolerance",
            "0 und mehr",
        ),
        ('[part_of]\nbev_u3 = "bev"', "part_of.bev_u3", "„bev“ gibt es nicht"),
        ('[part_of]\nbev_insg = "bev_u3"', "part_of.bev_insg", "im Kreis Teile voneinander: bev_insg → bev_u3"),
        ("[ranges.ant_u81]\nlow = 0", "ranges.ant_u81", "gemeint ist wohl „ant_u21“"),
        ("[ranges.ant_u18]\nlow = 9\nhigh = 1", "ranges.ant_u18", "liegt über"),
        ("[ranges.ant_u18]", "ranges.ant_u18", "ergänzen Sie eine Grenze"),
        ("[jump]\nthreshold = 0", "jump.threshold", "zu klein"),
        ('[quiet.jumps]\nbev_u3 = "x"', "quiet.jumps", "gemeint ist wohl „jump“"),
        ("[group]", "group", "gemeint ist wohl „groups“"),
    ],
)
def test_every_fault_has_its_field(tmp_path: Path, text: str, field: str, sentence: str) -> None:
    ((where, said),) = declared(tmp_path, text)
    assert where == field
    assert sentence in said


def test_a_file_that_is_no_toml_is_one_fault(tmp_path: Path) -> None:
    ((_, said),) = declared(tmp_path, "[part_of\n")
    assert "kein gültiges TOML" in said


def test_answers_are_appended_and_the_last_one_holds(tmp_path: Path) -> None:
    assert read_answers(tmp_path) == {}
    write_answer(tmp_path, FINDING, "wird geprüft", "A", dt.date(2026, 1, 5))
    write_answer(tmp_path, FINDING, "stimmt,  Sonderunterbringung", "B", dt.date(2026, 1, 7))
    (said,) = read_answers(tmp_path).values()
    assert (said.fingerprint, said.answer, said.who, said.when) == (
        FINDING.fingerprint, "stimmt, Sonderunterbringung", "B", "2026-01-07",
    )  # fmt: skip  # one line
    written = tomllib.loads((tmp_path / "answers.toml").read_text("utf-8"))["answers"]
    assert [a["answer"] for a in written] == ["wird geprüft", "stimmt, Sonderunterbringung"]
    assert written[0]["finding"] == "bev_u3, stadtteil 21, 2020-12-31: Hier steht 0, davor 82."


@pytest.mark.parametrize(("text", "who", "said"), [(" ", "A", "Antwort fehlt"), ("ja", "", "Name fehlt")])
def test_an_answer_says_something_and_has_an_author(tmp_path: Path, text: str, who: str, said: str) -> None:
    with pytest.raises(FaultyInput, match=said):
        write_answer(tmp_path, FINDING, text, who, dt.date(2026, 1, 5))
    assert not (tmp_path / "answers.toml").exists()


def test_a_broken_file_of_answers_is_not_made_longer(tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text("[[answers]\n", "utf-8")
    with pytest.raises(FaultyInput, match="kein gültiges TOML"):
        write_answer(tmp_path, FINDING, "ja", "A", dt.date(2026, 1, 5))
    assert (tmp_path / "answers.toml").read_text("utf-8") == "[[answers]\n"


@given(st.text())
def test_any_text_can_be_kept(text: str) -> None:
    assert tomllib.loads(f"a = {toml_text(text)}")["a"] == text.encode("utf-8", "replace").decode("utf-8")


SAID = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


NUMBERS = st.lists(st.one_of(st.integers(0, 10**9), st.floats(0, 1e9)), max_size=3).map(tuple)
SEVERITY = st.sampled_from(["error", "note"])


@given(st.lists(st.builds(Finding, SAID, SEVERITY, SAID, SAID, SAID, SAID, SAID, NUMBERS)))
def test_findings_are_read_as_they_were_written(findings: list[Finding]) -> None:
    kept = read_findings(write_findings(findings, Declared()))
    assert list(kept.findings) == findings
    assert [f.fingerprint for f in kept.findings] == [f.fingerprint for f in findings], "answers still hold"


def test_a_group_that_is_named_brings_its_variables() -> None:
    named = Finding("parts", "error", "einwohner", "stadtteil", "21", "2020-12-31", "passt nicht", (1.0, 2.0))
    kept = read_findings(write_findings([named, FINDING], read_declared([DEFAULT], CATALOGUE)))
    assert kept.variables("einwohner") == ("bev_insg", "bev_u18", "bev_18_u65", "bev_65")
    assert kept.variables("bev_u3") == ("bev_u3",)
