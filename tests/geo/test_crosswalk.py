"""The table of a reform is read and checked: weights of an old area add up to one."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from geo.crosswalk import Crosswalk, read_crosswalk
from geo.errors import Fault, Remark
from geo.outline_spec import CrosswalkSpec
from geo.outlines import read_outlines
from geo.recipe import read_spec
from tests.geo.drawing import collection, recipe, said, spec_of, square, stadtteile

REFORM = {
    "level": "stadtteil",
    "file": "u.csv",
    "date": dt.date(2020, 1, 1),
    "old": "alt",
    "new": "neu",
    "weight": "anteil",
    "basis": "Einwohner am 31.12.2019",
}
OLD, NEW = {"1", "2", "3"}, {"1", "2", "4"}


def read(folder: Path, rows: str, **fields: Any) -> tuple[Crosswalk, list[Fault], list[Remark]]:
    (folder / "u.csv").write_text("alt;neu;anteil\n" + rows, encoding="utf-8")
    spec = CrosswalkSpec(**(REFORM | fields))
    return read_crosswalk(folder / "u.csv", spec, OLD, NEW)


def test_weights_are_shares_of_the_old_area(tmp_path: Path) -> None:
    table, faults, remarks = read(tmp_path, "1;1;1\n2;2;0,75\n2;4;0.25\n3;4;1\n")
    assert (faults, remarks) == ([], [])
    assert table.weights == (("1", "1", 1.0), ("2", "2", 0.75), ("2", "4", 0.25), ("3", "4", 1.0))
    assert table.date == dt.date(2020, 1, 1)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("1;1;1\n2;2;0,7\n2;4;0,2\n3;4;1\n", "die Gewichte ergeben nicht 1 (erlaubte Abweichung 0,00001) bei: 2."),
        ("1;1;1\n2;2;1,2\n3;4;1\n", "Gewichte müssen zwischen 0 und 1 liegen: Zeile 3."),
        ("1;1;1\n2;2;viel\n2;2;1\n3;4;1\n", "Gewichte müssen zwischen 0 und 1 liegen: Zeile 3."),
        ("1;1;1\n2;2;1\n2;2;1\n3;4;1\n", "doppelt stehen: 2 nach 2."),
        ("1;1;1\n2;2;1\n3;4;1\n9;4;1\n", "als altes Gebiet nicht bekannt: 9."),
        ("1;1;1\n2;2;1\n3;7;1\n", "als neues Gebiet nicht bekannt: 7."),
        ("1;1;1\n2;2;1\n", "ohne Zeile (unverändert ist das Gewicht 1): 3."),
        ("", "es fehlen die Spalten alt, neu, anteil; vorhanden: keine."),
    ],
)
def test_a_table_that_cannot_be_is_a_fault(tmp_path: Path, rows: str, sentence: str) -> None:
    faults = read(tmp_path, rows)[1]
    assert [fault.sentence for fault in faults] == [sentence]


TWO_WAYS = "alt;neu;anteil;zurück\n1;1;1;1\n2;2;0,75;1\n2;4;0,25;0,2\n3;4;1;0,8\n"


def both(folder: Path, rows: str) -> tuple[Crosswalk, list[Fault], list[Remark]]:
    (folder / "u.csv").write_text(rows, encoding="utf-8")
    return read_crosswalk(folder / "u.csv", CrosswalkSpec(**REFORM, back="zurück"), OLD, NEW)


def test_a_second_column_has_the_way_back(tmp_path: Path) -> None:
    """Of what is in 4 today a fifth was in 2."""
    table, faults, _ = both(tmp_path, TWO_WAYS)
    assert faults == []
    assert table.weights == (("1", "1", 1.0), ("2", "2", 0.75), ("2", "4", 0.25), ("3", "4", 1.0))
    assert table.back == (("1", "1", 1.0), ("2", "2", 1.0), ("4", "2", 0.2), ("4", "3", 0.8))


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (TWO_WAYS.replace("0,2\n", "0,1\n"), "die Gewichte ergeben nicht 1 (erlaubte Abweichung 0,00001) bei: 4."),
        (TWO_WAYS.replace("0,2\n", "\n"), "Gewichte müssen zwischen 0 und 1 liegen: Zeile 4."),
    ],
)
def test_a_way_back_that_cannot_be_is_a_fault(tmp_path: Path, rows: str, sentence: str) -> None:
    faults = [fault for fault in both(tmp_path, rows)[1] if "Spalte zurück" in fault.place]
    assert sentence in [fault.sentence for fault in faults]


def test_weights_written_with_few_decimals_are_no_remark(tmp_path: Path) -> None:
    table, faults, remarks = read(tmp_path, "1;1;0,333333\n1;2;0,333333\n1;4;0,333333\n2;2;1\n3;4;1\n")
    assert (faults, remarks) == ([], [])
    assert sum(weight for old, _, weight in table.weights if old == "1") == pytest.approx(1, abs=1e-12)


def test_small_differences_are_brought_to_one_within_a_declared_tolerance(tmp_path: Path) -> None:
    table, faults, remarks = read(tmp_path, "1;1;0.998\n2;2;1\n3;4;1\n", tolerance=0.005)
    assert faults == []
    assert table.weights[0] == ("1", "1", 1.0)
    assert [r.sentence for r in remarks] == ["Gewichte auf die Summe 1 gebracht: 1."]


def test_a_reform_is_held_against_the_areas_before_and_after(tmp_path: Path) -> None:
    """Until 2019 areas 1, 2 and 3; from 2020 areas 1, 2 and 4."""
    for name, keys in (("alt", "123"), ("neu", "124")):
        rows = [({"key": key, "name": ""}, square(int(key), 0)) for key in keys]
        (tmp_path / f"{name}.geojson").write_text(collection(rows), encoding="utf-8")
    old = stadtteile(file="alt.geojson", valid_to=dt.date(2019, 12, 31))
    new = stadtteile(file="neu.geojson", valid_from=dt.date(2020, 1, 1))
    document = recipe(old, new, crosswalks=[REFORM])
    (tmp_path / "u.csv").write_text("alt;neu;anteil\n1;1;1\n2;2;1\n3;4;1\n", encoding="utf-8")
    result = read_outlines(tmp_path, tmp_path, spec_of(document))
    assert said(result) == ""
    assert list(result.crosswalks[0].weights) == [("1", "1", 1.0), ("2", "2", 1.0), ("3", "4", 1.0)]
    (tmp_path / "u.csv").write_text("alt;neu;anteil\n1;1;1\n2;2;1\n3;3;1\n", encoding="utf-8")
    assert "als neues Gebiet nicht bekannt: 3." in said(read_outlines(tmp_path, tmp_path, spec_of(document)))
    (tmp_path / "u.csv").unlink()
    assert "die Datei „u.csv“ gibt es nicht." in said(read_outlines(tmp_path, tmp_path, spec_of(document)))


def test_the_table_of_a_recipe_is_checked() -> None:
    without = {name: value for name, value in REFORM.items() if name != "date"}
    assert [str(fault) for fault in read_spec(recipe(crosswalks=[without]))[1]] == [
        "city.toml, crosswalks[1].date: das Feld „date“ fehlt; verlangt ist: Datum."
    ]
    elsewhere = recipe(crosswalks=[REFORM | {"level": "kreis"}])
    assert "die Raumebene „kreis“ ist nicht erklärt" in str(read_spec(elsewhere)[1][0])
