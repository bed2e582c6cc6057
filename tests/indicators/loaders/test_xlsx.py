"""Workbooks: numbers as numbers, numbers as text, dates, several sheets."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from indicators.errors import FaultyInput
from indicators.loaders import xlsx
from tests.indicators.loaders.specs import WIDE, cells, delivery

SHEET = WIDE.replace("csv_wide", "xlsx").replace("*.csv", "*.xlsx")


def write(path: Path, **sheets: list[list[object]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()


def test_cells_are_what_excel_says_they_are(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["gebiet", "jahr", "ew"],
        [1, 2021, 1234],  # key and year as numbers
        ["2", "2021", "1.234,5"],  # numbers as text
        ["3", dt.date(2021, 12, 31), ",9"],
        ["4", 2021, "–"],
        ["5", 2021, None],
        ["6", 2021, 0],
        ["7", 2021, "7p"],
    ]
    write(tmp_path / "a.xlsx", Daten=rows)
    spec = SHEET + 'symbols = "din55301"\nsymbols_own = { "0" = "zero" }\n'
    reading = xlsx.read(tmp_path, delivery(tmp_path, spec))
    assert [cells(reading.observations)[f"bev_insg stadtteil {n} 2021-12-31"] for n in range(1, 8)] == [
        1234, 1234.5, 0.9, "zero", "missing", "zero", 7,
    ]  # fmt: skip  # one line
    assert reading.observations.flags.tolist() == [0, 0, 0, 0, 0, 0, 1]


def test_the_period_may_stand_in_the_sheets_name(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Einwohner der Stadt"], ["gebiet", "ew"], ["A", 5], ["Quelle: Amt", None]]
    write(tmp_path / "a.xlsx", **{"Inhalt": [["x"]], "Stand 2021": rows, "Stand 2022": rows})
    spec = SHEET.replace('column = "jahr"', "sheet = '(?P<year>\\d{4})'")
    spec += 'read = { sheet = "Stand *", skip_rows = 1, stop = "Quelle" }\n'
    reading = xlsx.read(tmp_path, delivery(tmp_path, spec))
    assert cells(reading.observations) == {
        "bev_insg stadtteil A 2021-12-31": 5,
        "bev_insg stadtteil A 2022-12-31": 5,
    }
    assert [(f.name, f.rows) for f in reading.files] == [("a.xlsx", 2)]


def test_a_fault_names_sheet_and_row(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", Daten=[["gebiet", "jahr", "ew"], ["A", 2021, "fünf"]])
    with pytest.raises(FaultyInput, match=r"^a\.xlsx, Blatt Daten, Zeile 2, Spalte ew: „fünf“ ist weder"):
        xlsx.read(tmp_path, delivery(tmp_path, SHEET))


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", Daten=[["gebiet", "jahr", "ew"]], Impressum=[["x"]])
    with pytest.raises(FaultyInput, match="Ein Blatt „Zahlen“ gibt es nicht; vorhanden: Daten, Impressum"):
        xlsx.read(tmp_path, delivery(tmp_path, SHEET + 'read = { sheet = "Zahlen" }\n'))
