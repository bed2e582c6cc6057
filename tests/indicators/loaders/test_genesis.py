"""Flat files of GENESIS in both layouts: the same numbers, with the signs that stand in or beside them."""

from pathlib import Path

import pytest

from indicators.loaders import genesis
from tests.indicators.loaders.specs import WIDE, cells, delivery, faults, load

HEAD = (
    "statistics_code;statistics_label;time_code;time_label;time;1_variable_code;1_variable_label;"
    "1_variable_attribute_code;1_variable_attribute_label;2_variable_code;2_variable_label;"
    "2_variable_attribute_code;2_variable_attribute_label;value;value_unit;value_variable_code;"
    "value_variable_label;value_q\n"
)
OLD_HEAD = (
    "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;"
    "1_Auspraegung_Label;2_Merkmal_Code;2_Merkmal_Label;2_Auspraegung_Code;2_Auspraegung_Label;"
    "BEVSTD__Bevölkerungsstand__Anzahl;BEVSTD__Bevölkerungsstand__q\n"
)
NO_FLAT = "a.csv: Das ist keine Flat-File-Datei von GENESIS: es fehlt "
FLAT = WIDE.replace("csv_wide", "genesis").replace('"gebiet"', '"GEMEIN"').replace('"jahr"', '"time"')
FLAT = FLAT.replace('values = { ew = "bev_insg" }', "")
NEW = FLAT + (
    '[[rows]]\nwhere = { variable = "BEVSTD", GES = "" }\ncolumn = "value"\nvariable = "bev_insg"\n'
    '[[rows]]\nwhere = { variable = "BEVSTD", GES = "GESW" }\ncolumn = "value"\nvariable = "bev_w"\n'
)
OLD = NEW.replace('variable = "BEVSTD", ', "").replace('"value"', '"BEVSTD__Bevölkerungsstand__Anzahl"')


def row(key: str, sex: str, value: str, quality: str = "", time: str = "31.12.2021", variable: str = "BEVSTD") -> str:
    """One line of the new layout."""
    who = {"": "Insgesamt", "GESW": "weiblich"}[sex]
    return (
        f"12411;Fortschreibung;STAG;Stichtag;{time};GEMEIN;Gemeinden;{key};Mühle;GES;Geschlecht;{sex};{who};"
        f"{value};Anzahl;{variable};Bevölkerungsstand;{quality}\n"
    )


def old_row(key: str, sex: str, value: str, quality: str = "") -> str:
    """The same line of the old layout."""
    return row(key, sex, value).rsplit(";", 5)[0].replace(";STAG", ";STAG") + f";{value};{quality}\n"


SIGNS = [
    ("1234", "e", 1234),
    ("1234", "p", 1234),
    ("-", "", "zero"),
    ("0", "", "rounded_zero"),
    (".", "", "secret"),
    ("...", "", "later"),
    ("/", "", "uncertain"),
    ("x", "", "not_applicable"),
    ("0", "-", "zero"),
    ("0", ".", "secret"),
    ("", ".", "secret"),
    ("17", ".", "secret"),
    ("17", "/", "uncertain"),
    ("17", "()", "uncertain"),
    ("", "", "missing"),
]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_both_layouts_give_the_same_numbers(tmp_path: Path, encoding: str) -> None:
    lines = [("05117000", "", "170000"), ("05117000", "GESW", "87000"), ("05113000", "", "580000")]
    expected = {
        "bev_insg stadtteil 05117000 2021-12-31": 170000,
        "bev_w stadtteil 05117000 2021-12-31": 87000,
        "bev_insg stadtteil 05113000 2021-12-31": 580000,
    }
    for spec, head, line in ((NEW, HEAD, row), (OLD, OLD_HEAD, old_row)):
        reading = load(tmp_path, spec, a=(head + "".join(line(*parts) for parts in lines)).encode(encoding))
        assert cells(reading.observations) == expected
        assert (reading.rows_read, reading.cells_read, reading.kept) == (3, 3, 3)


@pytest.mark.parametrize(("value", "quality", "meaning"), SIGNS)
def test_a_sign_in_or_beside_the_number(tmp_path: Path, value: str, quality: str, meaning: float | str) -> None:
    reading = load(tmp_path, NEW, a=HEAD + row("1", "", value, quality))
    assert cells(reading.observations) == {"bev_insg stadtteil 1 2021-12-31": meaning}
    assert reading.observations.flags.tolist() == [1 if quality == "p" else 0]
    again = load(tmp_path, OLD, a=OLD_HEAD + old_row("1", "", value, quality))
    assert cells(again.observations) == cells(reading.observations)


def test_a_number_that_is_uncertain_stays_and_a_secret_one_goes(tmp_path: Path) -> None:
    reading = load(tmp_path, NEW, a=HEAD + row("1", "", "17", "()") + row("2", "", "17", "."))
    assert str(reading.observations.number.tolist()) == "[17.0, nan]"


@pytest.mark.parametrize(
    ("values", "numbers"),
    [(["1,234", "5,5"], [1.234, 5.5]), (["1.234", "5.5"], [1.234, 5.5]), (["1.234", "7"], [1.234, 7])],
)
def test_a_flat_file_groups_nothing(tmp_path: Path, values: list[str], numbers: list[float]) -> None:
    rows = "".join(row(str(place), "", value) for place, value in enumerate(values))
    reading = load(tmp_path, NEW, a=HEAD + rows)
    assert list(cells(reading.observations).values()) == numbers
    grouped = load(tmp_path, NEW + '[read]\ndecimal = ","\nthousands = "."\n', a=HEAD + row("1", "", "1.234"))
    assert list(cells(grouped.observations).values()) == [1234]


def test_years_other_variables_and_columns_that_nobody_asks_for(tmp_path: Path) -> None:
    other = row("1", "", "7", time="2021", variable="BEVMIG")
    reading = load(tmp_path, NEW, a=HEAD + row("1", "", "5", time="2021") + other)
    assert cells(reading.observations) == {"bev_insg stadtteil 1 2021-12-31": 5}
    assert {o.reason: o.rows for o in reading.left_out} == {"keine Regel liest diese Zeile": 1}
    assert [r.sentence.split("“")[0] for r in reading.remarks] == [
        f"Die Spalte „{name}" for name in ("GEMEIN_label", "GES_label", "unit", "variable_label")
    ]


def test_a_characteristic_whose_code_changes_keeps_its_number(tmp_path: Path) -> None:
    text = HEAD + row("1", "", "5") + row("2", "", "6").replace("GEMEIN", "KREISE")
    spec = NEW.replace('"GEMEIN"', '"1_variable_attribute_code"')
    assert len(cells(load(tmp_path, spec, a=text).observations)) == 2
    assert faults(tmp_path, NEW, a=text)[0].startswith("a.csv: Die Spalte „GEMEIN“ (area.column) fehlt")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "a.csv: Die Datei ist leer"),
        (HEAD, "a.csv: Unter der Kopfzeile stehen keine Daten"),
        (HEAD + row("1", "", "5")[:60], "a.csv, Zeile 2: Hier stehen 7 statt 18 Felder"),
        (HEAD + row("1", "", "fünf"), "a.csv, Zeile 2, Spalte value: „fünf“ ist weder eine Zahl"),
        (HEAD + row("1", "", "5", "-"), "a.csv, Zeile 2, Spalte value_q: „-“ widerspricht der Zahl, neben"),
        (HEAD + row("1", "", "5", "?"), "a.csv, Zeile 2, Spalte value_q: „?“ ist kein Zeichen dieser Lieferung"),
        (HEAD + row("1", "", "5", time="2020_12_59"), "a.csv, Zeile 2: Der Zeitbezug „2020_12_59“ ist kein Zeitbezug"),
        (
            "Tabelle: 12411-0001;;\nBevölkerung;;\n;31.12.2021;31.12.2022\nMühle;5;6\n",
            NO_FLAT + "Zeit oder time, 1_Auspraegung_Code",
        ),
        (HEAD.replace(";value;", ";wert;") + row("1", "", "5"), NO_FLAT + "value"),
        (HEAD.replace("value_variable_code", "art") + row("1", "", "5"), "a.csv: Die Spalte „variable“ (rows.where)"),
    ],
)  # fmt: skip  # a file a line
def test_a_file_that_is_none_or_broken(tmp_path: Path, text: str, fault: str) -> None:
    found = faults(tmp_path, NEW, a=text)
    assert found
    assert found[0].startswith(fault), found


def test_a_column_of_signs_may_be_declared_for_any_format(tmp_path: Path) -> None:
    spec = WIDE + 'symbols = "din55301"\nquality = { ew = "q" }\n'
    reading = load(tmp_path, spec, a="gebiet;jahr;ew;q\nA;2021;5;p\nB;2021;0;.\nC;2021;6;\n")
    assert cells(reading.observations) == {
        "bev_insg stadtteil A 2021-12-31": 5,
        "bev_insg stadtteil B 2021-12-31": "secret",
        "bev_insg stadtteil C 2021-12-31": 6,
    }
    assert reading.observations.flags.tolist() == [1, 0, 0]
    assert [(s.text, s.status.name, s.cells) for s in reading.signs] == [(".", "secret", 1), ("p", "ok", 1)]
    assert "(quality) fehlt" in faults(tmp_path, spec, a="gebiet;jahr;ew\nA;2021;5\n")[0]


def test_the_family_finds_it(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + row("1", "", "5"), "utf-8")
    assert len(genesis.read(tmp_path, delivery(tmp_path, NEW)).observations) == 1
