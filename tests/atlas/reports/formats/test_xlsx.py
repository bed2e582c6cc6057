"""Excel: what openpyxl reads back is what the document says; charts are native and point at cells of the sheet."""

import io
import re
import subprocess
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from atlas.charts.ranking import ordered
from atlas.reports.design import Design
from atlas.reports.document import Chapter, Column, Document, Entry, Paragraph, Pictures, Tabular, drawn, printed
from atlas.reports.formats import xlsx
from indicators.model import Status
from tests.atlas.reports.formats.hand_made import EVIL, PRINTED, bare, blocks, chapters, document, drawing, papers, town
from tests.atlas.views import STAMP, series, view

Papers = list[tuple[Document, Any]]


def opened(file: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(file))


def shown(cell: Any) -> str:
    """What Excel shows of a cell, by its number format, as German does."""
    if not isinstance(cell.value, int | float):
        return "" if cell.value is None else str(cell.value)
    parts = re.fullmatch(r'(?:"([^"]*)")?#,##0(?:\.(0+))?(?:"([^"]*)")?', cell.number_format)
    assert parts, cell.number_format
    before, decimals, after = (part or "" for part in parts.groups())
    value = Decimal(repr(float(cell.value))).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    return before + f"{value:,f}".translate(str.maketrans({",": ".", ".": ",", "-": "\u2212"})) + after


def cells(book: Any) -> list[str]:
    return [shown(cell) for sheet in book for row in sheet.iter_rows() for cell in row]


def chart_cells(book: Any, ref: str) -> list[Any]:
    name, _, area = ref.rpartition("!")
    sheet = book[name.strip("'").replace("''", "'")]
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    return [cell.value for row in sheet.iter_rows(top, bottom, left, right) for cell in row]


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    found = papers(town(tmp_path_factory.mktemp("towns") / "six"))
    return [(paper, opened(xlsx.write(paper, Design()))) for paper in found]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return xlsx.write(document(*chapters(blocks())), Design(footer="Amt für Jugend"))


# --- the same numbers ---------------------------------------------------------------------------------------------


def test_every_printed_number_stands_in_a_cell_in_its_order(six: Papers) -> None:
    for paper, book in six:
        found, place = cells(book), 0
        for entry in printed(paper):
            if paper.keys == ("0",) and entry.of and entry.of.level == "":  # the town is not held against itself
                continue
            place = found.index(entry.text, place)


def test_numbers_are_unrounded(six: Papers) -> None:
    for paper, book in six:
        found = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
        values = {digits(value) for value in found if isinstance(value, int | float)}
        asked = [entry.value for entry in printed(paper) if entry.value is not None]
        assert [value for value in asked if digits(value) not in values] == []


def digits(value: float | None) -> str:
    """A number as far as a workbook keeps it."""
    return "" if value is None else f"{value:.13g}"


def test_every_drawn_number_stands_in_the_sheet_of_its_picture(six: Papers) -> None:
    for paper, book in six:
        sheets = {chapter.title: chapter for chapter in paper.chapters}
        said = {
            name: [shown(cell) for row in book[name].iter_rows() for cell in row] for name in sheets if name in book
        }
        homes = {
            one.label: chapter.title
            for chapter in paper.chapters
            for block in chapter.blocks
            if isinstance(block, Pictures)
            for one in block.items
        }
        for picture, entry in drawn(paper):
            here = said[homes[picture.label]]
            known = bare(entry) in here
            assert known or any(f": {bare(entry)}" in one for one in here), (picture.label, entry)


def test_charts_are_native_and_show_the_numbers_of_their_pictures(six: Papers) -> None:
    for paper, book in six:
        for sheet, kind in (("Zeitreihen", "series"), ("Rangfolge", "ranking")):
            pictures = [
                one
                for chapter in paper.chapters
                for block in chapter.blocks
                if isinstance(block, Pictures)
                for one in block.items
                if one.kind == kind
            ]
            charts = book[sheet]._charts
            assert len(charts) == len(pictures) > 0
            for chart, picture in zip(charts, pictures, strict=True):
                drawn_here = [[digits(n) for n in chart_cells(book, one.val.numRef.f)] for one in chart.series]
                if kind == "ranking":
                    assert drawn_here == [[digits(cell.value) for cell in ordered(picture.view)]]
                else:
                    lines = [[digits(cell.value) for cell in line.cells] for line in picture.view.series]
                    assert sorted(drawn_here) == sorted(lines)


def test_every_text_is_there(six: Papers) -> None:
    for paper, book in six:
        found = set(cells(book))
        texts = [b.text for c in paper.chapters for b in c.blocks if isinstance(b, Paragraph)]
        assert [text for text in texts if text not in found] == []


# --- how it is built ----------------------------------------------------------------------------------------------


def test_the_same_document_gives_the_same_bytes(whole: bytes) -> None:
    assert xlsx.write(document(*chapters(blocks())), Design(footer="Amt für Jugend")) == whole


def test_the_first_sheet_says_what_it_is_and_leads_to_all_others(whole: bytes) -> None:
    book = opened(whole)
    first = book["Inhalt"]
    assert book.sheetnames == ["Inhalt", *(f"Kapitel {n}" for n in range(2, 14))]
    assert [first.cell(row, 1).value for row in range(1, 5)] == [
        "Alt & Neu – Profil",
        "Stadtteil, Sechsfeld",
        "Sozialatlas Sechsfeld · Stand 7 vom 23.11.2026",
        "Intern – nicht zur Veröffentlichung · Erfundene Stadt.",
    ]
    links = [cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert "Diese Zahlen im Atlas: /bericht/profil?stand=7" in cells(book)
    assert "Amt für Jugend" in cells(book)


def test_tables_are_tables_without_the_row_of_the_whole_town() -> None:
    rows = ((Entry("Nord"), Entry("1,0", 1.0, 1)), (Entry("Stadt"), Entry("•", soft=True)))
    columns = (Column("Gebiet"), Column("Gebiet", 1, True))
    block = Tabular(columns, rows, "Werte", "Quelle: Amt", "Tabelle 1", last_is_total=True)
    sheet = opened(xlsx.write(document(Chapter("table", "Alle", (block,))), Design()))["Alle"]
    (made,) = sheet.tables.values()
    first, last = (int(part) for part in re.findall(r"\d+", made.ref))
    assert [column.name for column in made.tableColumns] == ["Gebiet", "Gebiet (2)"]
    assert [sheet.cell(row, 1).value for row in range(first - 1, last + 3)] == [
        "Tabelle 1: Werte", "Gebiet", "Nord", "Stadt", "Quelle: Amt",
    ]  # fmt: skip
    assert sheet.cell(last + 1, 2).value == "•"


def test_a_sign_that_has_a_number_shows_the_sign_and_keeps_the_number() -> None:
    rows = ((Entry("Nord"), Entry("> 0", 0.03, 1)), (Entry("Süd"), Entry("(1.234,5 % p)", 1234.46, 1)))
    block = Tabular((Column("Gebiet"), Column("Wert", 1, True)), rows, "Werte")
    sheet = opened(xlsx.write(document(Chapter("table", "Alle", (block,))), Design()))["Alle"]
    (made,) = sheet.tables.values()
    last = int(re.findall(r"\d+", made.ref)[1])
    assert [sheet.cell(row, 2).value for row in (last - 1, last)] == [0.03, 1234.46]
    assert [sheet.cell(row, 2).number_format for row in (last - 1, last)] == ['"> 0"', '"("#,##0.0" % p)"']


def test_a_line_that_may_not_be_joined_stands_in_two_columns() -> None:
    broken = series([(9, 100), (10, 100), (12, 100)], "Nord", "area", 2021, broken=(2022,))
    shown_here = replace(view(), series=(broken, series([(9, 100), Status.secret, (11, 100)], "Stadt", "city", 2021)))
    picture = drawing("series", shown_here)
    book = opened(xlsx.write(document(Chapter("series", "Linien", (Pictures((picture,)),))), Design()))
    (chart,) = book["Linien"]._charts
    assert [chart_cells(book, one.tx.strRef.f) for one in chart.series] == [
        ["Nord (%)"], ["Nord, ab 31.12.2022 (%)"], ["Stadt (%)"],
    ]  # fmt: skip
    assert [chart_cells(book, one.val.numRef.f) for one in chart.series] == [
        [9, None, None], [None, 10, 12], [9, None, 11],
    ]  # fmt: skip
    assert "Stadt: •" in cells(book)


def test_a_map_is_its_areas_with_values_and_classes() -> None:
    picture = drawing("map", view())
    sheet = opened(xlsx.write(document(Chapter("map", "Karte", (Pictures((picture,)),))), Design()))["Karte"]
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows()]
    assert ["Alt & Neu", 12, "12 von 100", "8,0 bis 15,0"] in rows
    assert ["Dorf", "•", None, "geheim"] in rows
    assert ["Sechsfeld", pytest.approx(120 / 900 * 100), "120 von 900", None] in rows


def test_pages_are_set_up_for_print(whole: bytes) -> None:
    for sheet in opened(whole):
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert STAMP.notice in sheet.oddHeader.right.text
        assert STAMP.line in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "Seite &P von &N"


def test_the_file_says_what_it_is(whole: bytes) -> None:
    about = opened(whole).properties
    assert (about.title, about.subject, about.creator) == (
        "Alt & Neu – Profil",
        "Stadtteil, Sechsfeld",
        "Amt für Jugend",
    )
    assert about.created.isoformat()[:10] == "2026-11-23"


# --- what is hard -------------------------------------------------------------------------------------------------


def test_names_that_mean_something_to_machines_are_texts() -> None:
    shown_here = view(names=[EVIL] * 6)
    parts = [replace(one, title=EVIL, notes=EVIL) for one in chapters(blocks(EVIL, shown_here))]
    book = opened(xlsx.write(document(*parts, title=EVIL, subtitle=EVIL, address="=1+1"), Design(footer=EVIL)))
    assert PRINTED in cells(book)
    for sheet in book:
        assert not set(sheet.title) & set("[]:*?/\\")
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert all(cell.hyperlink.target is None for cell in row if cell.hyperlink)


@pytest.mark.parametrize(
    ("titles", "named"),
    [
        (["Kita", "KITA", "Kita"], ["Kita", "KITA (2)", "Kita (3)"]),
        (["x" * 200, "x" * 200], ["x" * 31, "x" * 27 + " (2)"]),
        (["[a]:*?/\\b", "'quoted'", "History"], ["-a------b", "quoted", "History (2)"]),
        (["inhalt"], ["inhalt (2)"]),
        (["😀" * 31], ["😀" * 15]),
    ],
)
def test_sheets_have_names_that_excel_takes(titles: list[str], named: list[str]) -> None:
    parts = [Chapter("text", title, (Paragraph("Text"),)) for title in titles]
    assert opened(xlsx.write(document(*parts), Design())).sheetnames == ["Inhalt", *named]


def test_nothing_but_secrets_600_areas_and_empty_chapters() -> None:
    secret = view([Status.secret] * 6, bins=(), lines=())
    many = view([(n, 2000) for n in range(600)], chosen=(3,))
    parts = [
        Pictures((drawing(kind, one),)) for one in (secret, many) for kind in ("map", "series", "ranking", "strip")
    ]
    book = opened(xlsx.write(document(Chapter("map", "Karten", tuple(parts)), Chapter("text", "Leer", ())), Design()))
    assert cells(book).count("•") == 3 * 6
    assert cells(book).count("Gebiet 600") == 3
    assert [len(chart.series) for chart in book["Karten"]._charts] == [2, 1]


def test_a_long_text_loses_nothing() -> None:
    long = "Wort " * 15_000
    book = opened(xlsx.write(document(Chapter("text", "Lang", (Paragraph(long),))), Design()))
    assert long in "".join(cells(book))


def test_a_broken_logo_is_refused_and_a_good_one_is_shown() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10"/></svg>'
    good = Design(logo=svg, logo_kind="svg", logo_alt="Wappen", accent="#FFEE00")
    assert xlsx.check(good) == []
    assert len(opened(xlsx.write(document(), good))["Inhalt"]._images) == 1
    assert len(xlsx.check(replace(good, logo=b"<svg"))) == 1


def test_libreoffice_prints_it(whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "paper.xlsx").write_bytes(whole)
    profile = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "paper.xlsx")], check=True, capture_output=True, timeout=60)
    told = subprocess.run(["pdftotext", "-layout", str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True)
    pages = told.stdout.decode().rstrip("\f\n").split("\f")
    assert len(pages) >= 13
    assert all(STAMP.notice in page and STAMP.line in page for page in pages)
    assert f"Seite 1 von {len(pages)}" in pages[0]
