"""Tables inside sheets and files: several header rows, several tables, blocks under each other."""

import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import FaultyInput
from indicators.loaders import xlsx
from tests.indicators.loaders.specs import WIDE, cells, delivery, faults, load
from tests.indicators.loaders.test_xlsx import SHEET, write

BLOCKS = (
    WIDE.replace('column = "jahr"', 'column = "stand"')
    + "read = { block = 'Stand (?P<stand>\\S+)', stop = 'Quelle' }\n"
)
TWO = (
    "Einwohner;;\n;;\nStand 2020;;\ngebiet;ew;rest\nA;1;\nB;2;\n;;\n"
    "Stand 2021;;\ngebiet;ew;rest\nA;3;\nB;4;\nQuelle: Amt;;\n"
)


def test_blocks_under_each_other_bring_their_period(tmp_path: Path) -> None:
    reading = load(tmp_path, BLOCKS, a=TWO)
    assert cells(reading.observations) == {
        "bev_insg stadtteil A 2020-12-31": 1,
        "bev_insg stadtteil B 2020-12-31": 2,
        "bev_insg stadtteil A 2021-12-31": 3,
        "bev_insg stadtteil B 2021-12-31": 4,
    }
    assert {o.reason: o.rows for o in reading.left_out} == {
        "über dem Anfang der Tabelle (read.start, after oder block)": 2,
        "leere Zeile": 1,
        "unter dem Ende der Tabelle (read.stop)": 1,
    }
    assert [(f.name, f.rows) for f in reading.files] == [("a.csv", 5)]


def test_a_block_may_name_the_variable_and_the_header_may_stand_once(tmp_path: Path) -> None:
    spec = WIDE.replace("csv_wide", "csv_long").replace('values = { ew = "bev_insg" }', "") + (
        "[read]\nblock = '^(?P<merkmal>Frauen|Männer)$'\nblock_header = 'once'\n"
        '[category]\ncolumn = "merkmal"\nvalue = "zahl"\nvariables = { Frauen = "bev_w", "Männer" = "bev_m" }\n'
    )
    reading = load(tmp_path, spec, a="gebiet;jahr;zahl\nFrauen;;\nA;2021;5\nMänner;;\nA;2021;6\n")
    assert cells(reading.observations) == {"bev_w stadtteil A 2021-12-31": 5, "bev_m stadtteil A 2021-12-31": 6}


def test_rows_between_the_one_header_and_the_first_block_are_not_lost(tmp_path: Path) -> None:
    spec = BLOCKS.replace("stop =", "block_header = 'once', stop =")
    found = faults(tmp_path, spec, a="gebiet;ew\nA;1\nStand 2021;\nA;2\n")
    assert found == ["a.csv, Zeile 2: Der Zeitbezug „“ ist kein Zeitbezug der Art date."]


def test_a_fault_inside_a_block_names_its_line(tmp_path: Path) -> None:
    assert faults(tmp_path, BLOCKS, a=TWO.replace("B;4", "B;vier"))[0].startswith("a.csv, Zeile 11, Spalte ew: „vier“")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "Stand ",
            "Datum ",
            "a.csv: Keine Zeile passt auf read.block „Stand (?P<stand>\\S+)“; so beginnt aber jeder Block.",
        ),
        ("gebiet;ew;rest\nA;3", "gebiet;einw;rest\nA;3", "a.csv: Die Spalte „ew“ (values) fehlt"),
        ("A;3;\nB;4;\n", "", "a.csv, Zeile 10: Unter der Kopfzeile stehen keine Daten"),
        ("A;3;", "A;3", "a.csv, Zeile 10: Hier stehen 2 statt 3 Felder"),
        ("ew;rest", "ew;stand", "a.csv: "),
    ],
)
def test_a_block_that_is_not_as_declared(tmp_path: Path, old: str, new: str, fault: str) -> None:
    found = faults(tmp_path, BLOCKS, a=TWO.replace(old, new))
    assert found
    assert found[0].startswith(fault), found


def test_the_second_table_of_a_sheet_is_found_below_its_title(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Tabelle 1"], ["gebiet", "jahr", "ew"], ["A", 2021, 1], [None],
        [None, "Tabelle 2"], ["gebiet", "jahr", "ew"], ["A", 2021, 7], ["B", 2021, 8], ["Quelle: Amt"],
    ]  # fmt: skip  # a table a line
    write(tmp_path / "a.xlsx", Daten=rows)
    for layout, expected in (
        ("after = '^Tabelle 2', stop = 'Quelle'", [7, 8]),
        ("start = '^gebiet', stop = 'Tabelle|$'", [1]),
        ("after = '^Tabelle 1', stop = '$'", [1]),
    ):
        reading = xlsx.read(tmp_path, delivery(tmp_path, SHEET + f"read = {{ {layout} }}\n"))
        assert list(cells(reading.observations).values()) == expected


def test_a_line_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", Daten=[["gebiet", "jahr", "ew"], ["A", 2021, 1]])
    with pytest.raises(FaultyInput, match=r"Blatt Daten: Keine Zeile passt auf read\.after „Tabelle 9“"):
        xlsx.read(tmp_path, delivery(tmp_path, SHEET + "read = { after = 'Tabelle 9' }\n"))
    assert (
        "read.start" in faults(tmp_path, WIDE + "read = { start = 'Tabelle 9' }\n", a="gebiet;jahr;ew\nA;2021;1\n")[0]
    )


def merged(path: Path) -> None:
    """Two header rows, "Einwohner" over two columns and the keys over two rows; area A over two rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["gebiet", "jahr", "Einwohner", None],
        [None, None, "m", "w"],
        ["A", 2020, 1, 2],
        [None, 2021, 3, 4],
        ["B", 2021, 5, 6],
    ):
        sheet.append(row)
    for cells_shown_as_one in ("A1:A2", "B1:B2", "C1:D1", "A3:A4"):
        sheet.merge_cells(cells_shown_as_one)
    book.save(path)


MERGED = SHEET.replace("ew =", '"Einwohner / m" = "bev_m", "Einwohner / w" =') + "read = { header_rows = 2 }\n"


def test_merged_cells_of_a_workbook_carry_over(tmp_path: Path) -> None:
    merged(tmp_path / "a.xlsx")
    assert cells(xlsx.read(tmp_path, delivery(tmp_path, MERGED)).observations) == {
        "bev_m stadtteil A 2020-12-31": 1,
        "bev_m stadtteil A 2021-12-31": 3,
        "bev_m stadtteil B 2021-12-31": 5,
        "bev_insg stadtteil A 2020-12-31": 2,
        "bev_insg stadtteil A 2021-12-31": 4,
        "bev_insg stadtteil B 2021-12-31": 6,
    }


def test_one_header_row_keeps_the_names_it_shows(tmp_path: Path) -> None:
    merged(tmp_path / "a.xlsx")
    spec = SHEET.replace("ew =", "Einwohner =") + "read = { start = '^gebiet' }\n"
    with pytest.raises(FaultyInput) as caught:  # the second header row is data then, the column is there once
        xlsx.read(tmp_path, delivery(tmp_path, spec))
    assert "Kopf" not in str(caught.value)
    assert "„m“ ist weder eine Zahl" in str(caught.value)


def test_a_number_in_merged_cells_is_a_fault(tmp_path: Path) -> None:
    merged(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.active is not None
    book.active.merge_cells("C4:C5")
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FaultyInput) as caught:
        xlsx.read(tmp_path, delivery(tmp_path, MERGED))
    assert str(caught.value).startswith("a.xlsx, Blatt Sheet, Zeilen 4 bis 5, Spalte Einwohner / m: Eine Zahl steht in")


def test_a_header_of_text_is_filled_to_the_right_where_that_is_declared(tmp_path: Path) -> None:
    text = "gebiet;jahr;Einwohner;;Haushalte;\n;;m;w;m;w\nA;2021;1;2;3;4\n"
    spec = WIDE.replace("ew =", '"Einwohner / w" = "bev_w", "Haushalte / w" =')
    spec += "read = { header_rows = 2, fill_header = true }\n"
    assert cells(load(tmp_path, spec, a=text).observations) == {
        "bev_w stadtteil A 2021-12-31": 2,
        "bev_insg stadtteil A 2021-12-31": 4,
    }
    unfilled = faults(tmp_path, spec.replace(", fill_header = true", ""), a=text)
    assert "Die Spalte „Einwohner / w“ (values) fehlt" in unfilled[0]


def test_three_header_rows_keep_their_branches_apart(tmp_path: Path) -> None:
    text = "gebiet;jahr;Personen;;;\n;;deutsch;;andere;\n;;m;w;m;w\nA;2021;1;2;3;4\n"
    spec = WIDE.replace("ew =", '"Personen / deutsch / w" = "bev_d", "Personen / andere / m" =')
    spec += "read = { header_rows = 3, fill_header = true }\n"
    assert cells(load(tmp_path, spec, a=text).observations) == {
        "bev_d stadtteil A 2021-12-31": 2,
        "bev_insg stadtteil A 2021-12-31": 3,
    }


def test_keys_that_stand_once_for_several_rows_are_filled_down(tmp_path: Path) -> None:
    text = "gebiet;jahr;ew\nA;2020;1\n;2021;2\n;;\nB;2020;3\n;2021;4\n"
    reading = load(tmp_path, WIDE + 'read = { fill_down = "gebiet" }\n', a=text)
    assert cells(reading.observations) == {
        "bev_insg stadtteil A 2020-12-31": 1,
        "bev_insg stadtteil A 2021-12-31": 2,
        "bev_insg stadtteil B 2020-12-31": 3,
        "bev_insg stadtteil B 2021-12-31": 4,
    }
    assert {o.reason: o.rows for o in reading.left_out} == {"leere Zeile": 1}
    nothing_above = faults(
        tmp_path, WIDE + 'read = { fill_down = "gebiet" }\n', a="gebiet;jahr;ew\n;2020;1\nA;2021;2\n"
    )
    assert nothing_above[0].startswith("a.csv, Zeile 2: Der Schlüssel „“ nennt kein Gebiet")
    assert "(read.fill_down) fehlt" in faults(tmp_path, WIDE + 'read = { fill_down = "bezirk" }\n', a=text)[0]


CELL = st.sampled_from(["1", "22", ",5", ""])
ROWS = st.lists(st.one_of(st.just(None), CELL), max_size=4)  # None: a blank row
BLOCK_LIST = st.lists(ROWS.filter(lambda rows: any(row is not None for row in rows)), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(BLOCK_LIST, st.integers(0, 3), st.booleans())
def test_every_row_of_every_block_is_counted_once(blocks: list[list[str | None]], above: int, book: bool) -> None:
    lines: list[list[str]] = [["Titel", "", ""]] * above
    expected: dict[str, float | str] = {}
    for number, rows in enumerate(blocks):
        lines += [[f"Stand {2000 + number}", "", ""], ["gebiet", "ew", "rest"]]
        for place, cell in enumerate(rows):
            lines.append(["", "", ""] if cell is None else [f"G{place}", cell, "x"])
            if cell is not None:
                key = f"bev_insg stadtteil G{place} {2000 + number}-12-31"
                expected[key] = float(cell.replace(",", ".")) if cell else "missing"
    blank = sum(row is None for rows in blocks for row in rows)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if book:
            write(folder / "a.xlsx", Daten=[[cell or None for cell in line] for line in lines])
            spec = BLOCKS.replace("csv_wide", "xlsx").replace("*.csv", "*.xlsx")
            reading = xlsx.read(folder, delivery(folder, spec))
            trailing = next(n for n, row in enumerate([*blocks[-1][::-1], ""]) if row is not None)
            blank -= trailing  # a workbook ends with its last filled row
        else:
            reading = load(folder, BLOCKS, a="".join(";".join(line) + "\n" for line in lines))
    assert cells(reading.observations) == expected
    assert reading.rows_read == len(expected) + blank
    left = {o.reason: o.rows for o in reading.left_out}
    assert left.get("leere Zeile", 0) == blank
    assert left.get("über dem Anfang der Tabelle (read.start, after oder block)", 0) == above
