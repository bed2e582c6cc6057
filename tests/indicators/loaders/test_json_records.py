"""JSON with a list of records: found by its path, nested fields as columns."""

import json
from pathlib import Path

import pytest

from indicators.deliveries.reading import Reading
from indicators.errors import FaultyInput
from indicators.loaders import json_records
from tests.indicators.loaders.specs import WIDE, cells, delivery

RECORDS = WIDE.replace("csv_wide", "json_records").replace("*.csv", "*.json")
ROWS = [{"gebiet": "A", "jahr": 2021, "ew": 5}, {"gebiet": "B", "jahr": "2021", "ew": "1.234,5"}]
EXPECTED = {"bev_insg stadtteil A 2021-12-31": 5, "bev_insg stadtteil B 2021-12-31": 1234.5}


def read(folder: Path, document: object, spec: str = RECORDS) -> Reading:
    (folder / "a.json").write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return json_records.read(folder, delivery(folder, spec))


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("", ROWS),
        ("result.records", {"success": True, "result": {"total": 2, "records": ROWS}}),
        ("data[].rows", {"data": [{"rows": ROWS[:1]}, {"rows": ROWS[1:]}]}),
        ("[].rows", [{"rows": ROWS}]),
    ],
)
def test_a_path_leads_to_the_records(tmp_path: Path, path: str, document: object) -> None:
    reading = read(tmp_path, document, RECORDS + f'read = {{ path = "{path}" }}\n')
    assert cells(reading.observations) == EXPECTED
    assert (reading.rows_read, reading.cells_read, reading.kept) == (2, 2, 2)


def test_nested_fields_and_what_lies_on_the_way_are_columns(tmp_path: Path) -> None:
    spec = RECORDS.replace('"gebiet"', '"raum.key"').replace('"jahr"', '"data.stand"').replace("ew =", '"n.alle" =')
    document = {
        "data": [
            {"stand": "2020", "rows": [{"raum": {"key": "A", "name": "Altstadt"}, "n": {"alle": 5}}]},
            {"stand": "2021", "rows": [{"raum": {"key": "A"}, "n": {"alle": None}}]},
        ]
    }
    reading = read(tmp_path, document, spec + 'read = { path = "data[].rows" }\n')
    assert cells(reading.observations) == {
        "bev_insg stadtteil A 2020-12-31": 5,
        "bev_insg stadtteil A 2021-12-31": "missing",
    }
    assert [r.sentence.split("“")[0] for r in reading.remarks] == ["Die Spalte „raum.name"]


def test_long_records_name_their_variable(tmp_path: Path) -> None:
    spec = RECORDS.replace('values = { ew = "bev_insg" }', "")
    spec += '[category]\ncolumn = "art"\nvalue = "zahl"\nvariables = { alle = "bev_insg" }\n'
    rows = [{"gebiet": "A", "jahr": 2021, "art": art, "zahl": 3} for art in ("alle", "andere")]
    reading = read(tmp_path, rows, spec)
    assert cells(reading.observations) == {"bev_insg stadtteil A 2021-12-31": 3}
    assert {o.reason: o.rows for o in reading.left_out} == {"keine Regel liest diese Zeile": 1}


def test_a_field_that_a_record_lacks_is_an_empty_cell(tmp_path: Path) -> None:
    found = cells(read(tmp_path, [*ROWS, {"gebiet": "C", "jahr": 2021}]).observations)
    assert found == {**EXPECTED, "bev_insg stadtteil C 2021-12-31": "missing"}


@pytest.mark.parametrize(
    ("path", "document", "fault"),
    [
        ("", json.dumps(ROWS)[:40], "a.json: Die Datei endet mitten im Text; bitten Sie um eine neue Lieferung."),
        ("", "gebiet;jahr;ew", "a.json: Die Datei ist in Zeile 1, Stelle 1 kein JSON"),
        ("", "", "a.json: Die Datei ist leer"),
        ("", [], "a.json: Die Liste der Datensätze ist leer"),
        ("", {"rows": ROWS}, "a.json: Hier wird eine Liste von Datensätzen erwartet, der Anfang"),
        ("items", {"rows": ROWS}, "a.json: read.path findet „items“ am Anfang nicht; vorhanden: rows."),
        ("rows.items", {"rows": ROWS}, "a.json: read.path findet „items“ in rows nicht; vorhanden: eine Liste."),
        ("rows[]", {"rows": 5}, "a.json: read.path nennt „rows[]“, dort steht aber „5“."),
        ("", [ROWS[0], 7], "a.json, Zeile 2: Der Datensatz ist „7“; erlaubt ist ein Objekt"),
        ("", [{"gebiet": "A", "jahr": 2021}], "a.json: Die Spalte „ew“ (values) fehlt"),
        ("", [{**ROWS[0], "ew": "fünf"}], "a.json, Zeile 1, Spalte ew: „fünf“ ist weder eine Zahl"),
        ("", [{**ROWS[0], "ew": [1, 2]}], "a.json, Zeile 1, Spalte ew: „[2 Einträge]“ ist weder eine Zahl"),
        ("", [{**ROWS[0], "ew": True}], "a.json, Zeile 1, Spalte ew: „WAHR“ ist weder eine Zahl"),
        ("", [{**ROWS[0], "ew": 10**400}], "a.json, Zeile 1, Spalte ew: „1000"),
        ("", [{"gebiet": {"x": 1}, "gebiet.x": 2, "ew": 1}], "a.json, Zeile 1: Das Feld „gebiet.x“ kommt auf zwei"),
        ("", '[{"gebiet": "A", "gebiet": "B"}]', "a.json: Der Name „gebiet“ steht in einem Objekt zweimal"),
        ("", '[{"ew": Infinity}]', "a.json: Die Datei enthält eine Zahl, die keine ist (Infinity)"),
    ],
)  # fmt: skip  # a file a line
def test_a_file_that_is_none_or_broken(tmp_path: Path, path: str, document: object, fault: str) -> None:
    with pytest.raises(FaultyInput) as caught:
        read(tmp_path, document, RECORDS + f'read = {{ path = "{path}" }}\n')
    assert str(caught.value).startswith(fault), caught.value
