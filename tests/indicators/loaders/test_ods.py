"""OpenDocument workbooks: the same cells as Excel's, and nothing that would fill the memory."""

import zipfile
from pathlib import Path

import pytest

from indicators.errors import FaultyInput
from indicators.loaders import ods
from tests.indicators.loaders.books import ods_cell, ods_rows, write_ods
from tests.indicators.loaders.specs import WIDE, cells, delivery

SHEET = WIDE.replace("csv_wide", "ods").replace("*.csv", "*.ods")
HEAD: list[object] = ["gebiet", "jahr", "ew"]


def refused(folder: Path, spec: str = SHEET) -> str:
    with pytest.raises(FaultyInput) as caught:
        ods.read(folder, delivery(folder, spec))
    return str(caught.value)


def test_cells_are_what_the_program_says_they_are(tmp_path: Path) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="2021-12-31"/>'
    rows = ods_rows([HEAD, [1, 2021, 1234], ["2", "2021", "1.234,5"], ["4", 2021, "–"], ["5", 2021, None]])
    rows += f"<table:table-row>{ods_cell('6')}{day}{ods_cell(',9')}</table:table-row>"
    filler = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows += f'<table:table-row table:number-rows-repeated="1048570">{filler}</table:table-row>'
    write_ods(tmp_path / "a.ods", Daten=rows)
    reading = ods.read(tmp_path, delivery(tmp_path, SHEET + 'symbols = "din55301"\n'))
    assert cells(reading.observations) == {
        "bev_insg stadtteil 1 2021-12-31": 1234,
        "bev_insg stadtteil 2 2021-12-31": 1234.5,
        "bev_insg stadtteil 4 2021-12-31": "zero",
        "bev_insg stadtteil 5 2021-12-31": "missing",
        "bev_insg stadtteil 6 2021-12-31": 0.9,
    }
    assert (reading.rows_read, reading.kept) == (5, 5)


def test_merged_cells_carry_over(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"
    spans = [ods_cell(text, 'table:number-rows-spanned="2"') for text in ("gebiet", "jahr")]
    wide = ods_cell("Einwohner", 'table:number-columns-spanned="2"')
    rows = f"<table:table-row>{''.join(spans)}{wide}{covered}</table:table-row>"
    rows += f"<table:table-row>{covered * 2}{ods_cell('m')}{ods_cell('w')}</table:table-row>"
    tall = ods_cell("A", 'table:number-rows-spanned="2"')
    rows += f"<table:table-row>{tall}{ods_cell(2020)}{ods_cell(1)}{ods_cell(2)}</table:table-row>"
    rows += f"<table:table-row>{covered}{ods_cell(2021)}{ods_cell(3)}{ods_cell(4)}</table:table-row>"
    write_ods(tmp_path / "a.ods", Daten=rows)
    spec = SHEET.replace("ew =", '"Einwohner / m" = "bev_m", "Einwohner / w" =') + "read = { header_rows = 2 }\n"
    assert cells(ods.read(tmp_path, delivery(tmp_path, spec)).observations) == {
        "bev_m stadtteil A 2020-12-31": 1,
        "bev_m stadtteil A 2021-12-31": 3,
        "bev_insg stadtteil A 2020-12-31": 2,
        "bev_insg stadtteil A 2021-12-31": 4,
    }


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    write_ods(tmp_path / "a.ods", Daten=ods_rows([HEAD]), Impressum=ods_rows([["x"]]))
    said = refused(tmp_path, SHEET + 'read = { sheet = "Zahlen" }\n')
    assert said == "a.ods: Ein Blatt „Zahlen“ gibt es nicht; vorhanden: Daten, Impressum."


def test_letters_in_numbers_have_their_place(tmp_path: Path) -> None:
    write_ods(tmp_path / "a.ods", Daten=ods_rows([HEAD, ["A", 2021, "fünf"]]))
    assert refused(tmp_path).startswith("a.ods, Blatt Daten, Zeile 2, Spalte ew: „fünf“ ist weder")


def test_one_cell_a_billion_times_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    cell = ods_cell(1, 'table:number-columns-repeated="1024"')
    rows = ods_rows([HEAD]) + f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    write_ods(tmp_path / "a.ods", Daten=rows)
    said = refused(tmp_path)
    assert said.startswith("a.ods, Blatt Daten: Das Blatt reicht über 1000001 Zeilen und 1024 Spalten, erlaubt sind 30")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: data[: len(data) // 2], "keine OpenDocument-Tabelle"),
        (lambda data: data.replace(b"</table:table>", b"</table:tabel>"), "beschädigt"),
        (lambda _: b"", "leer"),
        (lambda _: b"gebiet;jahr;ew\n", "keine OpenDocument-Tabelle"),
        (lambda _: b"\xd0\xcf\x11\xe0 altes Format", "speichern Sie die Datei als .ods"),
    ],
    ids=["truncated", "broken", "empty", "text", "xls"],
)
def test_a_damaged_file_is_refused(tmp_path: Path, damage: object, words: str) -> None:
    path = tmp_path / "a.ods"
    write_ods(path, Daten=ods_rows([HEAD, ["A", 2021, 5]]))
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]  # a table of functions
    said = refused(tmp_path)
    assert said.startswith("a.ods: ")
    assert words in said


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("content.xml", b"\x93\x12 hidden")
        archive.writestr("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>")
    assert refused(tmp_path) == (
        "a.ods: Die Arbeitsmappe ist mit einem Kennwort geschützt; speichern Sie sie ohne Kennwort."
    )


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("brief.txt", "Guten Tag")
    assert "keine .ods-Datei (content.xml fehlt)" in refused(tmp_path)
