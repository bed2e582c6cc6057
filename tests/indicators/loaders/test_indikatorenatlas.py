"""The Indikatorenatlas: data found by their columns, contents and imprint as remarks, the CSV layout of 2014."""

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import read_delivery
from indicators.errors import FaultyInput
from indicators.loaders import indikatorenatlas
from tests.indicators.loaders.specs import cells, delivery

Rows = list[list[object]]
SPEC = """
title = "Indikatorenatlas"
loader = "indikatorenatlas"
file = "atlas.xlsx"
source = { producer = "Statistikamt" }
read = { decimal = "," }
period = { column = "Jahr", kind = "year" }
[area]
column = "Raumbezug"
level = "bezirk"
extract = '^(\\d\\d) '
total = "Feldstadt"
total_level = "stadt"
total_key = "1"
unassigned = "99 ohne Ort"
unassigned_level = "stadt"
unassigned_key = "1"
[[rows]]
where = { Indikator = "Arbeit", "Ausprägung" = "insgesamt" }
column = "Basiswert 1"
variable = "al_insg"
[[rows]]
where = { Indikator = "Arbeit", "Ausprägung" = "insgesamt" }
column = "Indikatorwert"
variable = "al_quote"
"""
HEAD: list[object] = ["Indikator", "Ausprägung", "Jahr", "Raumbezug", "Indikatorwert"]
DATA: Rows = [
    [*HEAD, "Basiswert 1", "Name Basiswert 1"],
    ["Arbeit", "insgesamt", 2024, "Feldstadt", "2,1", 40.3, "Arbeitslose"],
    ["Arbeit", "insgesamt", 2024, "01 Nord", ",9", 12, "Arbeitslose"],
    ["Arbeit", "Frauen", 2024, "01 Nord", "1,1", 7, "arbeitslose Frauen"],
]
CONTENTS: Rows = [
    ["Thema", "Indikator", "Ausprägung", "Beschreibung", "Zeitbezug", "Datenquelle"],
    ["Arbeit", "Arbeit", "insgesamt", "Personen ohne Arbeit", "Mittel aus vier Quartalen", "Agentur"],
]
IMPRINT: Rows = [
    ["IMPRESSUM"],
    ["Herausgegeben von:"],
    ["Statistikamt Feldstadt"],
    [None],
    ["Stand der Datei:  Mai 2025"],
]
OF_2014 = (
    '"INDIKATOR_BEZEICHNUNG","INDIKATOR_AUSPRAEGUNG","INDIKATOR_WERT","BASISWERT_1","NAME_BASISWERT_1","JAHR","NUMMER","NAME"\n'
    '"Arbeit","insgesamt","2,1","40,3","Arbeitslose","2012","#100","Feldstadt"\n'
    '"Arbeit","insgesamt",",9","12","Arbeitslose","2012","1","01 Nord"\n'
    '"Arbeit","insgesamt","-88888888","1,5","Arbeitslose","2012","99","99 ohne Ort"\n'
)


def load(folder: Path, sheets: dict[str, Rows], spec: str = SPEC) -> Reading:
    book = xlsxwriter.Workbook(str(folder / "atlas.xlsx"))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()
    return indikatorenatlas.read(folder, delivery(folder, spec))


def refused(folder: Path, sheets: dict[str, Rows], spec: str = SPEC) -> list[str]:
    with pytest.raises(FaultyInput) as error:
        load(folder, sheets, spec)
    return [str(fault) for fault in error.value.faults]


def test_the_data_sheet_is_found_by_its_columns(tmp_path: Path) -> None:
    reading = load(tmp_path, {"INHALT": CONTENTS, "ARBEIT": DATA, "IMPRESSUM": IMPRINT})
    assert cells(reading.observations) == {
        "al_insg stadt 1 2024": 40.3,
        "al_insg bezirk 01 2024": 12,
        "al_quote stadt 1 2024": 2.1,
        "al_quote bezirk 01 2024": 0.9,
    }
    assert [(f.name, f.rows) for f in reading.files] == [("atlas.xlsx", 3)]
    assert (reading.rows_read, reading.cells_read, reading.kept) == (3, 5, 4)
    assert [(left.reason, left.rows) for left in reading.left_out] == [("keine Regel liest diese Zeile", 1)]


def test_contents_and_imprint_become_remarks(tmp_path: Path) -> None:
    sheets = {"INHALT": CONTENTS, "ARBEIT": DATA, "IMPRESSUM": [*IMPRINT, ["Nennen Sie die Datenquelle."]]}
    said = [str(remark.sentence) for remark in load(tmp_path, sheets).remarks]
    assert said[-4:] == [
        "Herausgegeben von Statistikamt Feldstadt; Stand der Datei: Mai 2025.",
        "Jede Veröffentlichung muss die Datenquelle des Indikators nennen.",
        (
            "al_insg ist Basiswert 1 „Arbeitslose“ von „Arbeit, insgesamt“; Zeitbezug: Mittel aus vier Quartalen; "
            "Datenquelle: Agentur; 1 von 2 Zahlen mit Nachkommastellen."
        ),
        (
            "al_quote ist Indikatorwert von „Arbeit, insgesamt“; Zeitbezug: Mittel aus vier Quartalen; "
            "Datenquelle: Agentur; 2 von 2 Zahlen mit Nachkommastellen."
        ),
    ]


def test_a_book_without_contents_and_imprint_is_read_too(tmp_path: Path) -> None:
    said = [remark.sentence for remark in load(tmp_path, {"Blatt 1": DATA}).remarks]
    assert (
        said[-2]
        == "al_insg ist Basiswert 1 „Arbeitslose“ von „Arbeit, insgesamt“; 1 von 2 Zahlen mit Nachkommastellen."
    )


def test_the_layout_of_2014_is_read_by_the_same_rules(tmp_path: Path) -> None:
    (tmp_path / "atlas.csv").write_text(OF_2014, "utf-8-sig")
    spec = SPEC.replace("atlas.xlsx", "atlas.csv") + '[symbols_own]\n"-88888888" = "not_applicable"\n'
    reading = indikatorenatlas.read(tmp_path, delivery(tmp_path, spec))
    assert cells(reading.observations) == {
        "al_insg stadt 1 2012": 40.3,
        "al_insg bezirk 01 2012": 12,
        "al_quote stadt 1 2012": 2.1,
        "al_quote bezirk 01 2012": 0.9,
    }
    assert cells(reading.residuals) == {"al_insg stadt 1 2012": 1.5, "al_quote stadt 1 2012": "not_applicable"}
    assert "Die Spalte „Nummer“ wird nicht gelesen" in " ".join(r.sentence for r in reading.remarks)


def test_a_rule_that_finds_no_row_is_a_fault(tmp_path: Path) -> None:
    said = refused(tmp_path, {"ARBEIT": DATA}, SPEC.replace('"insgesamt"', '"insgesammt"', 1))
    assert said == [
        (
            "deliveries/probe.toml, Merkmal al_insg: Keine Zeile gehört zu „Arbeit, insgesammt“; "
            "gemeint ist wohl „Arbeit, insgesamt“."
        )
    ]


def test_two_names_of_one_basiswert_are_a_fault(tmp_path: Path) -> None:
    renamed: Rows = [*DATA, ["Arbeit", "insgesamt", 2023, "01 Nord", "1", 11, "Erwerbslose"]]
    said = refused(tmp_path, {"ARBEIT": renamed})
    assert said == [
        (
            "atlas.xlsx, Blatt ARBEIT, Spalte Name Basiswert 1: al_insg liest mehrere Größen als eine: "
            "„Arbeitslose“ und „Erwerbslose“; grenzen Sie sie mit where ab."
        )
    ]


@pytest.mark.parametrize(
    ("sheets", "start"),
    [
        ({"INHALT": CONTENTS}, "atlas.xlsx: Kein Blatt hat die Spalten Indikator, Ausprägung, Jahr"),
        ({"A": DATA, "B": DATA}, "atlas.xlsx: 2 Blätter haben die Spalten Indikator"),
        ({"A": DATA, "B": []}, "atlas.xlsx, Blatt B: Das Blatt ist leer; bitten Sie um eine neue Lieferung"),
        ({"INHALT": [], "A": DATA}, "atlas.xlsx, Blatt INHALT: Das Blatt ist leer; bitten Sie um eine neue"),
        ({"A": [[*HEAD, "Basiswert 9"], [*DATA[1][:5], 1]]}, "atlas.xlsx, Blatt A: Die Spalte „Basiswert 1“"),
        ({"A": [DATA[0], [*DATA[1][:5], "viel", "Arbeitslose"]]}, "atlas.xlsx, Blatt A, Zeile 2, Spalte Basiswert 1"),
    ],
)
def test_what_is_no_indikatorenatlas_is_refused(tmp_path: Path, sheets: dict[str, Rows], start: str) -> None:
    assert refused(tmp_path, sheets)[0].startswith(start)


def test_only_rows_name_its_variables(tmp_path: Path) -> None:
    wide = SPEC.split("[[rows]]", maxsplit=1)[0] + '[values]\n"Basiswert 1" = "al_insg"\n'
    (tmp_path / "probe.toml").write_text(wide, "utf-8")
    _, faults = read_delivery(tmp_path / "probe.toml")
    assert [f.sentence for f in faults] == [
        "indikatorenatlas liest Merkmale über [[rows]] oder [category], nicht über [values] oder [sum]."
    ]


COUNTS = st.dictionaries(
    st.tuples(st.integers(1, 25), st.integers(2000, 2024)),
    st.decimals(0, 99_999, places=1, allow_nan=False, allow_infinity=False),
    min_size=1,
    max_size=8,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counts=COUNTS)
def test_both_layouts_say_the_same(counts: dict[tuple[int, int], Decimal], tmp_path: Path) -> None:
    rows: Rows = [DATA[0]]
    lines = [OF_2014.splitlines()[0]]
    for (area, year), count in counts.items():
        german = str(count).replace(".", ",")
        rows.append(
            ["Arbeit", "insgesamt", year, f"{area:02d} Ort", german.removeprefix("0"), float(count), "Arbeitslose"]
        )
        lines.append(f'"Arbeit","insgesamt","{german}","{german}","Arbeitslose","{year}","{area}","{area:02d} Ort"')
    book = load(tmp_path, {"INHALT": CONTENTS, "ARBEIT": rows})
    (tmp_path / "atlas.csv").write_text("\n".join(lines) + "\n", "utf-8-sig")
    table = indikatorenatlas.read(tmp_path, delivery(tmp_path, SPEC.replace("atlas.xlsx", "atlas.csv")))
    assert cells(book.observations) == cells(table.observations)
    assert len(book.observations) == 2 * len(counts)
