"""What becomes of damaged files: each is refused in sentences that say where and what to do, or read to the last cell.

One table for all formats; the good file says 5 for A and 7 for B in 2021, and 6 and 8 in 2022.
"""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from indicators.deliveries.reading import Reading
from indicators.errors import FaultyInput
from indicators.plugins import discover
from tests.indicators.loaders.specs import WIDE, cells, delivery

ROWS = [("A", 2021, 5), ("B", 2021, 7), ("A", 2022, 6), ("B", 2022, 8)]
TEXT = "gebiet;jahr;ew\n" + "".join(f"{key};{year};{n}\n" for key, year, n in ROWS)
LONG = WIDE.split("values")[0].replace("csv_wide", "csv_long") + (
    '[[rows]]\nwhere = { was = "Einwohner" }\ncolumn = "zahl"\nvariable = "bev_insg"\n'
)
LONG_TEXT = "gebiet;jahr;was;zahl\n" + "".join(f"{key};{year};Einwohner;{n}\n" for key, year, n in ROWS)
XLSX = WIDE.replace("csv_wide", "xlsx").replace("*.csv", "*.xlsx")
JSON = WIDE.replace("csv_wide", "json_records").replace("*.csv", "*.json")
RECORDS = [{"gebiet": key, "jahr": year, "ew": n} for key, year, n in ROWS]
WHOLE = {f"bev_insg stadtteil {key} {year}-12-31": float(n) for key, year, n in ROWS}


def book(rows: list[list[object]], sheet: str = "Daten") -> bytes:
    """A workbook with one sheet."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet(sheet)
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
    return made.getvalue()


HEAD: list[object] = ["gebiet", "jahr", "ew"]


def sheets(**rows: list[list[object]]) -> bytes:
    """A workbook with several sheets."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        for name, told in rows.items():
            page = workbook.add_worksheet(name)
            for place, row in enumerate(told):
                page.write_row(place, 0, row)
    return made.getvalue()


BOOK = book([HEAD, *[list(row) for row in ROWS]])


def packed(**members: bytes) -> bytes:
    """A zip archive that is no workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()


def text(old: str, new: str) -> bytes:
    assert TEXT.count(old) >= 1
    return TEXT.replace(old, new, 1).encode()


def long(old: str, new: str) -> bytes:
    assert LONG_TEXT.count(old) >= 1
    return LONG_TEXT.replace(old, new, 1).encode()


def sheet(*rows: list[object]) -> bytes:
    return book([HEAD, *rows])


def records(change: Callable[[list[dict[str, object]]], object]) -> bytes:
    made: list[dict[str, object]] = json.loads(json.dumps(RECORDS))
    change(made)
    return json.dumps(made).encode()


def raw(told: object) -> bytes:
    return json.dumps(told).encode()


ALL = len(ROWS)
HTML = b"<!DOCTYPE html><html><body>Bitte melden Sie sich an</body></html>"
# what happened to the file, its bytes, and a word of the refusal, or how many cells are kept
CSV: list[tuple[str, bytes, str | int]] = [
    ("nothing", TEXT.encode(), ALL),
    ("it is empty", b"", "leer"),
    ("only blanks", b"   \n\n", ""),
    ("only the header", b"gebiet;jahr;ew\n", "keine Daten"),
    ("the header is gone", TEXT.split("\n", 1)[1].encode(), "gebiet"),
    ("the header stands twice", ("gebiet;jahr;ew\n" + TEXT).encode(), ""),
    ("a column is gone", b"gebiet;jahr\nA;2021\n", "ew"),
    ("a column was renamed", text("ew", "Einw."), "ew"),
    ("a column stands twice", b"gebiet;jahr;ew;ew\nA;2021;5;5\n", "ew"),
    ("another delimiter", TEXT.replace(";", "|").encode(), ALL),
    ("a line lacks a field", text("A;2021;5", "A;2021"), "Zeile 2"),
    ("a line has a field too many", text("A;2021;5", "A;2021;5;5"), "Zeile 2"),
    ("a row stands twice", (TEXT + "A;2021;5\n").encode(), "A"),
    ("a row stands twice, unequal", (TEXT + "A;2021;9\n").encode(), "A"),
    ("letters for a number", text(";5", ";fünf"), "fünf"),
    ("letters in a number", text(";5", ";5O"), "5O"),
    ("two decimal commas", text(";5", ";1,2,3"), "1,2,3"),
    ("a date for a number", text(";5", ";05.12.2021"), "05.12.2021"),
    ("an impossible year", text("2021;5", "2021_13_59;5"), "2021_13_59"),
    ("no year", text("2021;5", ";5"), "Zeile 2"),
    ("no key", text("A;2021", ";2021"), "Zeile 2"),
    ("it is cut off within a line", TEXT.encode()[:-4], "Zeile 5"),
    ("it is cut off after a line", TEXT.encode()[: TEXT.index("A;2022")], 2),
    ("zero bytes inside", TEXT.replace("A;2021", "A\0;2021").encode(), ""),
    ("UTF-16", TEXT.encode("utf-16"), ALL),
    ("a byte order mark", TEXT.encode("utf-8-sig"), ALL),
    ("Windows line ends", TEXT.replace("\n", "\r\n").encode(), ALL),
    ("blank lines between", TEXT.replace("B;2021", "\nB;2021").encode(), ALL),
    ("an open quote", text("A;2021", '"A;2021'), ""),
    ("noise", bytes(range(256)) * 4, ""),
    ("a page that asks to log in", HTML, ""),
    ("a workbook called .csv", BOOK, ""),
    ("an unknown sign", text(";5", ";§"), "§"),
    ("a number of 400 digits", text(";5", ";" + "9" * 400), ""),
    ("infinity", text(";5", ";inf"), "inf"),
    ("not a number", text(";5", ";NaN"), "NaN"),
    ("a formula as text", text(";5", ";=SUMME(A1:A3)"), "SUMME"),
    ("a minus alone in the dialect `plain`", text(";5", ";-"), ""),
]
LONGS: list[tuple[str, bytes, str | int]] = [
    ("nothing", LONG_TEXT.encode(), ALL),
    ("the category is gone", long(";was", ";merkmal"), "was"),
    ("an unknown category", long("A;2021;Einwohner", "A;2021;Einwohnr"), ALL - 1),
    ("no row of the category", LONG_TEXT.replace("Einwohner", "Personen").encode(), 0),
    ("letters for a number", long(";5", ";fünf"), "fünf"),
    ("a row stands twice, unequal", (LONG_TEXT + "A;2021;Einwohner;9\n").encode(), "A"),
    ("a line lacks a field", long("A;2021;Einwohner;5", "A;2021;5"), "Zeile 2"),
    ("it is cut off after a line", LONG_TEXT.encode()[: LONG_TEXT.index("A;2022")], 2),
]
BOOKS: list[tuple[str, bytes, str | int]] = [
    ("nothing", BOOK, ALL),
    ("it is empty", b"", ""),
    ("it is cut off", BOOK[: len(BOOK) // 2], ""),
    ("its end is damaged", BOOK[:-40] + b"\0" * 40, ""),
    ("a text file called .xlsx", TEXT.encode(), "Arbeitsmappe"),
    ("a page that asks to log in", HTML, "Arbeitsmappe"),
    ("the old Excel format", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
    ("an archive that is no workbook", packed(a=b"1"), ""),
    ("a workbook without sheets of data", book([]), ""),
    ("only the header", sheet(), "keine Daten"),
    ("a title above the header", book([["Einwohner"], HEAD, ["A", 2021, 5]]), ""),
    ("the header one column on", book([["", *HEAD], ["", "A", 2021, 5]]), ALL - 3),
    ("two sheets of the same columns", sheets(A=[HEAD, ["A", 2021, 5]], B=[HEAD, ["A", 2021, 6]]), "Mehrere Blätter"),
    ("a further sheet with other columns", sheets(A=[HEAD, ["A", 2021, 5]], B=[["Zeichen"], ["x"]]), 1),
    ("text numbers", sheet(["A", 2021, "5"], ["B", 2021, "7"]), 2),
    ("letters for a number", sheet(["A", 2021, "fünf"]), "fünf"),
    ("truth for a number", sheet(["A", 2021, True]), ""),
    ("a row stands twice, unequal", sheet(["A", 2021, 5], ["A", 2021, 6]), "A"),
    ("no year", sheet(["A", "", 5]), "Zeile 2"),
    ("an error for a number", sheet(["A", 2021, "#DIV/0!"]), "#DIV/0!"),
]
JSONS: list[tuple[str, bytes, str | int]] = [
    ("nothing", raw(RECORDS), ALL),
    ("it is empty", b"", ""),
    ("it is cut off", raw(RECORDS)[:-20], ""),
    ("no list", raw({"a": 1}), ""),
    ("an empty list", raw([]), ""),
    ("numbers for records", raw([1, 2]), ""),
    ("a field is gone everywhere", raw([{"gebiet": "A", "jahr": 2021}]), "ew"),
    ("letters for a number", records(lambda r: r[0].update(ew="fünf")), "fünf"),
    ("a list for a number", records(lambda r: r[0].update(ew=[5])), ""),
    ("a record stands twice, unequal", records(lambda r: r.append({"gebiet": "A", "jahr": 2021, "ew": 9})), "A"),
    ("not a number", raw(RECORDS).replace(b"5}", b"NaN}"), ""),
    ("a page that asks to log in", HTML, ""),
]
TABLE = [
    (name, spec, *case)
    for name, spec, cases in (
        ("a.csv", WIDE, CSV),
        ("a.csv", LONG, LONGS),
        ("a.xlsx", XLSX, BOOKS),
        ("a.json", JSON, JSONS),
    )
    for case in cases
]


def read(folder: Path, spec: str, name: str, data: bytes) -> Reading:
    (folder / name).write_bytes(data)
    found = delivery(folder, spec)
    reading: Reading = discover("indicators.loaders")[found.loader].read(folder, found)
    return reading


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 60
    assert len({(spec, what) for _, spec, what, *_ in TABLE}) == len(TABLE)


@pytest.mark.parametrize(
    ("name", "spec", "what", "data", "becomes"),
    TABLE,
    ids=[f"{spec.split('loader = ')[1].split(chr(10))[0]} {what}" for _, spec, what, *_ in TABLE],
)
def test_a_damaged_file_is_refused_in_words_or_read_to_the_last_cell(
    tmp_path: Path, name: str, spec: str, what: str, data: bytes, becomes: str | int
) -> None:
    try:
        reading = read(tmp_path, spec, name, data)
    except FaultyInput as error:
        assert isinstance(becomes, str), f"{what}: refused: {error}"
        for fault in error.faults:
            assert fault.place.startswith((name, "deliveries/probe.toml")), fault
            assert fault.sentence.rstrip().endswith((".", "?")), fault
        assert becomes in str(error), f"{what}: {error}"
        return
    assert isinstance(becomes, int), f"{what}: read as {cells(reading.observations)}"
    assert reading.kept + reading.summed + sum(out.cells for out in reading.left_out) == reading.cells_read
    assert len(reading.observations) == becomes
    found = cells(reading.observations)
    assert {place: n for place, n in found.items() if WHOLE.get(place) != n} == {}, what
