"""Word: what python-docx reads back is what the document says; headings, captions and heads of tables are real."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.reports.design import Design
from atlas.reports.document import Chapter, Column, Document, Entry, Paragraph, Pictures, Tabular, drawn, printed
from atlas.reports.formats import docx
from indicators.model import Status
from tests.atlas.reports.formats.hand_made import EVIL, PRINTED, bare, blocks, chapters, document, drawing, papers, town
from tests.atlas.reports.formats.reading_word import W, lines, opened, said, tables, texts
from tests.atlas.views import STAMP, view

Papers = list[tuple[Document, bytes]]


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    found = papers(town(tmp_path_factory.mktemp("towns") / "six"))
    return [(paper, docx.write(paper, Design())) for paper in found]


# --- the same numbers ---------------------------------------------------------------------------------------------


def test_every_printed_number_stands_in_a_cell_in_its_order(six: Papers) -> None:
    for paper, file in six:
        cells = [cell for table in tables(file) for row in table for cell in row]
        place = 0
        for entry in printed(paper):
            if paper.keys == ("0",) and entry.of and entry.of.level == "":  # the town is not held against itself
                continue
            place = next(n for n in range(place, len(cells)) if entry.text in cells[n])
        assert len([*printed(paper)]) > 40


def test_every_drawn_number_stands_in_the_table_behind_its_picture(six: Papers) -> None:
    for paper, file in six:
        read = opened(file)
        named = zip([t for t in texts(file, "Caption") if t.startswith("Tabelle")], captioned(read), strict=True)
        behind = {
            text.split(": ")[1]: {said(cell._tc) for row in one.rows for cell in row.cells} for text, one in named
        }
        for picture, entry in drawn(paper):
            assert bare(entry) in behind[picture.label]
        assert len({picture.label for picture, _ in drawn(paper)}) == 6


def captioned(read: Any) -> list[Any]:
    return [one for one in read.tables if one.style.name == "Atlas Tabelle" and said(one.rows[0].cells[-1]._tc)]


def test_every_text_is_there_in_reading_order(six: Papers) -> None:
    for paper, file in six:
        read = [text for _, text in lines(file)]
        place = 0
        for chapter in paper.chapters:
            place = read.index(chapter.title, place) if chapter.title else place
            for block in chapter.blocks:
                if isinstance(block, Paragraph):
                    place = read.index(block.text, place)


# --- how it is built ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole() -> bytes:
    return docx.write(document(*chapters(blocks())), Design(footer="Amt für Jugend"))


def test_the_same_document_gives_the_same_bytes(whole: bytes) -> None:
    assert docx.write(document(*chapters(blocks())), Design(footer="Amt für Jugend")) == whole


def test_headings_are_headings_in_their_order(whole: bytes) -> None:
    assert texts(whole, "Heading 1") == [f"Kapitel {n}" for n in range(1, 14)]
    assert texts(whole, "Title") == ["Alt & Neu"]


def test_a_paper_without_a_title_page_begins_with_its_title() -> None:
    read = lines(docx.write(document(Chapter("text", "Eins", (Paragraph("Zwei"),))), Design()))
    assert read[:4] == [
        ("Title", "Alt & Neu – Profil"),
        ("Subtitle", "Stadtteil, Sechsfeld"),
        ("Heading 1", "Eins"),
        ("Normal", "Zwei"),
    ]


def test_captions_are_counted_by_fields_that_show_their_numbers(whole: bytes) -> None:
    read = opened(whole).element.body
    fields = [(one.get(f"{W}instr").split()[1], said(one)) for one in read.iter(f"{W}fldSimple")]
    assert fields == [("Tabelle", "1"), *(("Abbildung", str(n)) for n in range(1, 6))]
    assert texts(whole, "Caption")[:2] == ["Tabelle 1: Werte: Alt & Neu", "Abbildung 1: Karte der Kinder"]


def test_heads_of_tables_repeat_and_rows_stay_whole(whole: bytes) -> None:
    read = opened(whole)
    table = next(one for one in read.tables if said(one.rows[0].cells[0]._tc) == "Gebiet")
    assert table.style is not None
    assert table.style.name == "Atlas Tabelle"
    assert [bool(row._tr.findall(f"{W}trPr/{W}tblHeader")) for row in table.rows] == [True, False, False]
    assert all(row._tr.findall(f"{W}trPr/{W}cantSplit") for one in read.tables for row in one.rows)


def test_every_picture_has_its_words(whole: bytes) -> None:
    read = opened(whole).element.body
    about = [one for one in read.iter() if one.tag.endswith("}docPr")]
    assert [one.get("name") for one in about] == [
        "Lageplan", "Abbildung 1", "Abbildung 2", "Abbildung 3", "Abbildung 4", "Anteil 0 (Demografie)",
    ]  # fmt: skip
    assert all(one.get("descr") for one in about)
    assert about[1].get("descr") == "Bild: Karte der Kinder, 12,0 %"
    assert len({one.get("id") for one in about}) == len(about)


def test_tones_have_styles_of_their_own(whole: bytes) -> None:
    named = {text.split(":")[0]: name for name, text in lines(whole) if text.startswith("Ton ")}
    assert named == {
        "Ton lead": "Atlas Vorspann",
        "Ton gap": "Atlas Hinweis",
        "Ton edited": "Normal",
        "Ton changed": "Atlas Geändert",
    }


def test_what_is_to_be_filled_in_is_marked(whole: bytes) -> None:
    read = opened(whole)
    marked = [run.text for p in read.paragraphs for run in p.runs if run.style.name == "Atlas Lücke"]
    assert marked == ["[bitte ausfüllen: Anlass]"]


def test_every_page_says_title_status_stand_and_number(whole: bytes) -> None:
    section = opened(whole).sections[0]
    assert not section.different_first_page_header_footer
    above, below = said(section.header._element), said(section.footer._element)
    assert "Alt & Neu – Profil" in above
    assert "Intern – nicht zur Veröffentlichung · Erfundene Stadt." in above
    assert "Amt für Jugend" in below
    assert "Stand 7 vom 23.11.2026" in below
    asked = [one.get(f"{W}instr").strip() for one in section.footer._element.iter(f"{W}fldSimple")]
    assert asked == ["PAGE", "NUMPAGES"]


def test_the_file_says_what_it_is(whole: bytes) -> None:
    about = opened(whole).core_properties
    assert (about.title, about.subject, about.language) == ("Alt & Neu – Profil", "Stadtteil, Sechsfeld", "de-DE")
    assert (about.author, about.keywords) == ("Amt für Jugend", "Sozialatlas Sechsfeld, Stand 7 vom 23.11.2026, intern")
    assert about.created is not None
    assert about.created.isoformat()[:10] == about.modified.isoformat()[:10] == "2026-11-23"  # type: ignore[union-attr]  # set
    parts = zipfile.ZipFile(io.BytesIO(whole)).namelist()
    assert not [name for name in parts if "thumbnail" in name or "customXml" in name or "app.xml" in name]


def test_settings_are_those_of_a_new_german_document(whole: bytes) -> None:
    settings = zipfile.ZipFile(io.BytesIO(whole)).read("word/settings.xml").decode()
    assert re.search(r'"compatibilityMode"[^>]*w:val="15"', settings)
    assert "<w:autoHyphenation/>" in settings
    assert "updateFields" not in settings
    styles = zipfile.ZipFile(io.BytesIO(whole)).read("word/styles.xml").decode()
    assert set(re.findall(r'w:lang w:val="([^"]+)"', styles)) == {"de-DE"}


@pytest.mark.parametrize(("address", "links"), [("https://a.de/bericht?x=1&y=2", 1), ("/bericht?x=1", 0)])
def test_the_address_stands_at_the_end(address: str, links: int) -> None:
    file = docx.write(document(address=address), Design())
    assert lines(file)[-1][1] == f"Diese Zahlen im Atlas: {address}"
    assert len(list(opened(file).element.body.iter(f"{W}hyperlink"))) == links


def test_an_own_page_for_the_title_and_new_pages() -> None:
    cover = replace(blocks()[0], compact=False)
    parts = [Chapter("title", "", (cover,)), Chapter("text", "Eins", ()), Chapter("text", "", (), new_page=True)]
    body = opened(docx.write(document(*parts), Design())).element.body
    assert [said(one.getparent().getparent()) for one in body.iter(f"{W}pageBreakBefore")] == ["Eins"]
    assert [one.get(f"{W}type") for one in body.iter(f"{W}br")] == ["page"]


# --- what is hard -------------------------------------------------------------------------------------------------


def test_names_that_mean_something_to_machines_are_texts() -> None:
    shown = view(names=[EVIL] * 6)
    parts = [replace(one, title=EVIL) for one in chapters(blocks(EVIL, shown))]
    file = docx.write(document(*parts, title=EVIL, subtitle=EVIL), Design(footer=EVIL))
    assert texts(file, "Title") == [PRINTED]
    assert set(texts(file, "Heading 1")) == {PRINTED}
    assert [PRINTED, "12,0"] in [row for table in tables(file) for row in table]


def test_long_names_are_kept_whole_but_for_the_head_of_the_page() -> None:
    long = "Donaudampfschifffahrt" * 9 + "sgesellsch"
    file = docx.write(document(*chapters(blocks(long)), title=long), Design())
    assert texts(file, "Title") == [long]
    above = said(opened(file).sections[0].header._element)
    assert long[:69] + "…" in above


def test_nothing_but_secrets_and_no_outlines() -> None:
    secret = view([Status.secret] * 6, bins=(), lines=())
    parts = [Pictures((replace(drawing(kind, secret), paper=None),)) for kind in ("map", "series", "ranking", "strip")]
    file = docx.write(document(Chapter("map", "Karten", tuple(parts))), Design())
    assert len(texts(file, "Caption")) == 4
    assert docx.write(document(Chapter("text", "Leer", ())), Design())


def test_no_word_of_a_head_is_cut_where_others_have_room() -> None:
    columns = (Column("Gebiet", 2), Column("Betreuungsquote unter 3 (%)", 1, True), *(Column("Wert", 1, True),) * 4)
    block = Tabular(columns, ((Entry("Nord"), *(Entry("1,0"),) * 5),), "Werte")
    table = opened(docx.write(document(Chapter("table", "Alle", (block,))), Design())).tables[0]
    wide = [int(one.get(f"{W}w")) for one in table._tbl.iter(f"{W}gridCol")]
    assert sum(wide) == pytest.approx((21 - 2.5 - 2) * 1440 / 2.54, abs=2)
    assert wide[1] > max(wide[2:])
    assert wide[1] > 20 * 8 * 0.6 * len("Betreuungsquote")  # 0.6 of the size: a letter of bold office type


def test_a_table_of_600_areas_has_600_rows() -> None:
    rows = tuple((Entry(f"Gebiet {n}"), Entry(f"{n},0", float(n), 1)) for n in range(600))
    block = Tabular((Column("Gebiet"), Column("Wert", 1, True)), rows, "Alle", last_is_total=True)
    read = tables(docx.write(document(Chapter("table", "Alle", (block,))), Design()))
    assert read[0][1:] == [[entry.text for entry in row] for row in rows]


# --- as it is seen ------------------------------------------------------------------------------------------------


def test_libreoffice_prints_it(tmp_path: Path) -> None:
    columns = (Column("Gebiet"), *(Column(f"Betreuungsquote {n} (%)", 1, True) for n in range(5)))
    rows = tuple((Entry(f"Gebiet {n};"), *(Entry(f"{n},{m}") for m in range(5))) for n in range(150))
    long = [Tabular(columns, rows[start : start + 50], "Lang", "Quelle: Amt") for start in (0, 50, 100)]
    parts = [*chapters(blocks()), Chapter("table", "Lang", tuple(long))]
    (tmp_path / "paper.docx").write_bytes(docx.write(document(*parts), Design()))
    profile = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "paper.docx")], check=True, capture_output=True, timeout=60)
    told = subprocess.run(["pdftotext", "-layout", str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True)
    pages = told.stdout.decode().rstrip("\f\n").split("\f")
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Seite {number} von {len(pages)}" in page
        assert STAMP.notice in page
        assert STAMP.line in page
    assert "Abbildung 4: Rang" in told.stdout.decode()
    assert [n for n in range(150) if f"Gebiet {n};" not in told.stdout.decode()] == []
