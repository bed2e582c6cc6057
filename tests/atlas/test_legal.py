"""What a public atlas must say of itself: every text that is missing, empty or not shown is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.__main__ import main
from atlas.components.markdown import elements
from atlas.components.still import markup
from atlas.demo.legal import write_legal
from atlas.publishing.legal import TEXTS, legal_faults
from tests.atlas.pages.tree import text
from tests.towns import Town


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_legal(tmp_path)
    return tmp_path


def test_the_texts_of_the_invented_town_are_whole(folder: Path) -> None:
    assert legal_faults(folder) == []


def test_every_missing_text_is_a_fault_of_its_own(tmp_path: Path) -> None:
    assert [fault.place for fault in legal_faults(tmp_path)] == [f"recht/{name}.md" for name in TEXTS]


@pytest.mark.parametrize(
    ("name", "said", "place", "sentence"),
    [
        ("impressum", b"", "recht/impressum.md", "„Impressum“ ist leer"),
        ("impressum", b"# Impressum\n\n  \n", "recht/impressum.md", "„Impressum“ ist leer"),
        ("datenschutz", b"gr\xfc\xdfe", "recht/datenschutz.md", "nicht in UTF-8"),
        ("lizenz", b"frei\n<b>sehr</b>", "recht/lizenz.md, Zeile 2", "HTML wird nicht gezeigt"),
        ("lizenz", b"![Bild](/x.png)", "recht/lizenz.md, Zeile 1", "ein Bild wird nicht gezeigt"),
        ("lizenz", b"[hier](javascript:x)", "recht/lizenz.md, Zeile 1", "führt nirgendwohin"),
        ("barrierefreiheit", b"Alles geht.", "recht/barrierefreiheit.md", "wie man eine Barriere meldet"),
    ],
)
def test_what_is_wrong_with_a_text_is_said(folder: Path, name: str, said: bytes, place: str, sentence: str) -> None:
    (folder / "recht" / f"{name}.md").write_bytes(said)
    fault = legal_faults(folder)[0]
    assert fault.place == place
    assert sentence in fault.sentence


def test_check_asks_for_them_only_of_a_public_atlas(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(town.folder)]) == 0
    assert main(["check", str(town.folder), "--public"]) == 1
    assert "4 Fehler" in capsys.readouterr().err
    write_legal(town.folder)
    assert main(["check", str(town.folder), "--public"]) == 0
    (town.folder / "recht" / "impressum.md").unlink()
    assert main(["check", str(town.folder), "--public"]) == 1
    assert "recht/impressum.md: „Impressum“ fehlt" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "html"),
    [
        ("# Eins\nzwei", "<h2>Eins</h2><p>zwei</p>"),
        ("#### Vier", "<h4>Vier</h4>"),
        ("eins\nzwei\n\ndrei", "<p>eins zwei</p><p>drei</p>"),
        ("Weg 1\\\nOrt", "<p>Weg 1<br>Ort</p>"),
        ("Weg 1  \nOrt", "<p>Weg 1<br>Ort</p>"),
        ("so:\n- a\n  b\n* c\n1. d", "<p>so:</p><ul><li>a b</li><li>c</li></ul><ol><li>d</li></ol>"),
        ("**fett** und *leise*", "<p><strong>fett</strong> und <em>leise</em></p>"),
        ("[da](https://a.de/x) hin", '<p><a href="https://a.de/x">da</a> hin</p>'),
        ("[da](javascript:x)", "<p>[da](javascript:x)</p>"),
        ("an a.b@c.de.", '<p>an <a href="mailto:a.b@c.de">a.b@c.de</a>.</p>'),
        ("https://a.de/x.", '<p><a href="https://a.de/x">https://a.de/x</a>.</p>'),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_elements(said: str, html: str) -> None:
    assert markup(elements(said)) == html


@given(st.text(alphabet="xyz#-*1.[]<> \n\\", max_size=60))
def test_no_letter_of_a_text_is_lost(said: str) -> None:
    assert [c for c in text(elements(said)) if c in "xyz"] == [c for c in said if c in "xyz"]
