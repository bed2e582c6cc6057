"""Workbooks: numbers as numbers, numbers as text, dates, several sheets."""

import datetime as dt
from pathlib import Path

import openpyxl
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


def test_cells_that_show_an_error_or_were_never_computed_are_faults_and_not_empty(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["gebiet", "jahr", "ew"], ["A", 2021, "#DIV/0!"], ["B", 2021, "=1+1"], ["C", 2021, 3]):
        sheet.append(row)  # openpyxl computes nothing
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FaultyInput) as caught:
        xlsx.read(tmp_path, delivery(tmp_path, SHEET))
    said = [str(fault) for fault in caught.value.faults]
    assert [text.split(" ist weder")[0] for text in said] == [
        "a.xlsx, Blatt Sheet, Zeile 2, Spalte ew: „#DIV/0!“",
        "a.xlsx, Blatt Sheet, Zeile 3, Spalte ew: „Formel ohne Ergebnis“",
    ]


def test_a_computed_formula_is_its_result(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("Daten")
        sheet.write_row(0, 0, ["gebiet", "jahr", "ew"])
        sheet.write_row(1, 0, ["A", 2021])
        sheet.write_formula(1, 2, "=2+3", value=5)
    reading = xlsx.read(tmp_path, delivery(tmp_path, SHEET))
    assert cells(reading.observations) == {"bev_insg stadtteil A 2021-12-31": 5}


def test_a_date_where_a_number_should_be_is_said_to_be_one(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", Daten=[["gebiet", "jahr", "ew"], ["A", 2021, dt.date(2022, 12, 1)]])
    with pytest.raises(FaultyInput, match=r"„2022-12-01“ ist ein Datum, keine Zahl; Excel macht aus „1\.12“"):
        xlsx.read(tmp_path, delivery(tmp_path, SHEET))


@pytest.mark.parametrize("text", ["2020_12_59", "2020-12-59", "59.12.2020", "44561"])
def test_what_is_no_day_of_any_calendar_is_a_fault(tmp_path: Path, text: str) -> None:
    write(tmp_path / "a.xlsx", Daten=[["gebiet", "jahr", "ew"], ["A", text, 5], ["B", 2021, "2020_12_59"]])
    with pytest.raises(FaultyInput) as caught:
        xlsx.read(tmp_path, delivery(tmp_path, SHEET))
    assert [str(f).split(" ist ")[0] for f in caught.value.faults] == [
        f"a.xlsx, Blatt Daten, Zeile 2: Der Zeitbezug „{text}“",
        "a.xlsx, Blatt Daten, Zeile 3, Spalte ew: „2020_12_59“",
    ]


def test_text_numbers_and_numbers_of_one_row_are_each_read_their_own_way(tmp_path: Path) -> None:
    head: list[object] = ["gebiet", "jahr", "ew", "anteil"]
    rows: list[list[object]] = [["A", 2021, 42.3, ",9"], ["B", 2021, "1.234", "12 %"], ["C", 2021, "12.5", "12,3*"]]
    write(tmp_path / "a.xlsx", Daten=[head, *rows])
    spec = SHEET.replace("ew =", 'anteil = "quote", ew =')
    reading = xlsx.read(tmp_path, delivery(tmp_path, spec))
    assert cells(reading.observations) == {
        "bev_insg stadtteil A 2021-12-31": 42.3,
        "bev_insg stadtteil B 2021-12-31": 1.234,
        "bev_insg stadtteil C 2021-12-31": 12.5,
        "quote stadtteil A 2021-12-31": 0.9,
        "quote stadtteil B 2021-12-31": 12,
        "quote stadtteil C 2021-12-31": 12.3,
    }
    assert [str(r.sentence) for r in reading.remarks] == [
        "„1.234“ ist mehrdeutig; „12.5“ zeigt: Dezimalzeichen „.“, kein Tausenderzeichen."
    ]


@pytest.mark.parametrize("far", ["XFD1048576", "ZZ1000000"])
def test_one_cell_far_away_is_refused_before_the_sheet_is_opened(tmp_path: Path, far: str) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("Daten")
        sheet.write_row(0, 0, ["gebiet", "jahr", "ew"])
        sheet.write(far, 1)
    with pytest.raises(
        FaultyInput, match=r"^a\.xlsx, Blatt Daten: Das Blatt reicht über 10\d{5} Zeilen und \d+ Spalten"
    ):
        xlsx.read(tmp_path, delivery(tmp_path, SHEET))


def test_coloured_cells_without_content_reach_nowhere(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        grey = book.add_format({"bg_color": "#cccccc"})
        sheet = book.add_worksheet("Daten")
        sheet.write_row(0, 0, ["gebiet", "jahr", "ew"])
        sheet.write_row(1, 0, ["A", 2021, 5])
        sheet.write_blank("XFD1048576", None, grey)
    reading = xlsx.read(tmp_path, delivery(tmp_path, SHEET))
    assert cells(reading.observations) == {"bev_insg stadtteil A 2021-12-31": 5}


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", Daten=[["gebiet", "jahr", "ew"], ["A", 2021, 5]])
    whole = (tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "a.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FaultyInput, match="keine Excel-Arbeitsmappe"):
        xlsx.read(tmp_path, delivery(tmp_path, SHEET))


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", Daten=[["gebiet", "jahr", "ew"]], Impressum=[["x"]])
    with pytest.raises(FaultyInput, match="Ein Blatt „Zahlen“ gibt es nicht; vorhanden: Daten, Impressum"):
        xlsx.read(tmp_path, delivery(tmp_path, SHEET + 'read = { sheet = "Zahlen" }\n'))
