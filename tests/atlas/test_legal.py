"""What a public atlas must say of itself: every text that is missing, empty or not shown is named."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.__main__ import main
from atlas.components.markdown import elements
from atlas.components.still import markup
from atlas.demo.legal import write_legal
from atlas.founding.legal_texts import legal_texts
from atlas.publishing.legal import TEXTS, legal_faults, legal_files, legal_text
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


def gaps(folder: Path) -> None:
    """The texts of a new town."""
    (folder / "recht").mkdir()
    for name, said in legal_texts("Sechsfeld").items():
        (folder / name).write_text(said, "utf-8")


def test_a_new_town_has_every_text_and_every_gap_is_named(tmp_path: Path) -> None:
    gaps(tmp_path)
    assert {fault.place for fault in legal_faults(tmp_path)} == {f"recht/{name}.md" for name in TEXTS}
    assert len(legal_faults(tmp_path)) == 4, "one sentence a text"
    for path in (tmp_path / "recht").iterdir():
        said = path.read_text("utf-8")
        count = said.count("[hier ausfüllen: ")
        (fault,) = (one for one in legal_faults(tmp_path) if one.place == f"recht/{path.name}")
        number = f"noch {count} Lücken" if count > 1 else "noch eine Lücke"
        assert f"hat {number} „[hier ausfüllen: …]“" in fault.sentence
        path.write_text(re.sub(r"\[hier ausfüllen: [^\]]*\]", "post@sechsfeld.example", said), "utf-8")
    assert legal_faults(tmp_path) == []


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("Amt [hier ausfüllen: Name]", "eine Lücke „[hier ausfüllen: …]“ (Zeile 1)"),
        ("Amt\n\n[ Hier ausfüllen ]", "eine Lücke „[hier ausfüllen: …]“ (Zeile 3)"),
        ("[hier ausfüllen: a] [hier ausfüllen: b]\n[hier ausfüllen: c]", "3 Lücken „[hier ausfüllen: …]“ (Zeile 1, 2)"),
        ("Amt\n[hier ausfüllen: Name\nund Ort]", "eine Lücke „[hier ausfüllen: …]“ (Zeile 2)"),
        ("Amt\n[hier ausfüllen: Name", "eine Lücke „[hier ausfüllen: …]“ (Zeile 2)"),
    ],
)
def test_a_gap_is_named_with_its_line(folder: Path, said: str, lines: str) -> None:
    (folder / "recht" / "impressum.md").write_text(said, "utf-8")
    (fault,) = legal_faults(folder)
    assert lines in fault.sentence


def test_a_text_with_gaps_stays_in_the_house(town: Town) -> None:
    town.load()
    gaps(town.folder)
    (town.folder / "recht" / "lizenz.md").write_text("Frei verwendbar.", "utf-8")
    city = town.open()
    assert set(legal_files(city)) == {"recht/lizenz"}
    assert "[hier ausfüllen" in legal_text(city, "impressum"), "colleagues see what is left to do"


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
