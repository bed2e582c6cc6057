"""The table of a reform is read and checked: weights of an old area add up to one."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from geo.crosswalk import Crosswalk, CrosswalkSpec, read_crosswalk, read_specs
from geo.errors import Fault, Remark
from tests.shared import SHARED, needs_shared

OLD, NEW = {"1", "2", "3"}, {"1", "2", "4"}


def read(folder: Path, rows: str, **fields: Any) -> tuple[Crosswalk, list[Fault], list[Remark]]:
    (folder / "u.csv").write_text("alt;neu;anteil\n" + rows, encoding="utf-8")
    values = {"level": "stadtteil", "file": "u.csv", "date": dt.date(2020, 1, 1), "old": "alt", "new": "neu"}
    spec = CrosswalkSpec(**(values | {"weight": "anteil", "basis": "Einwohner am 31.12.2019"} | fields))
    return read_crosswalk(folder / "u.csv", spec, OLD, NEW)


def test_weights_are_shares_of_the_old_area(tmp_path: Path) -> None:
    table, faults, remarks = read(tmp_path, "1;1;1\n2;2;0,75\n2;4;0.25\n3;4;1\n")
    assert (faults, remarks) == ([], [])
    assert table.weights == (("1", "1", 1.0), ("2", "2", 0.75), ("2", "4", 0.25), ("3", "4", 1.0))
    assert table.date == dt.date(2020, 1, 1)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("1;1;1\n2;2;0,7\n2;4;0,2\n3;4;1\n", "die Gewichte ergeben nicht 1 (erlaubte Abweichung 0,000001) bei: 2."),
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


def test_small_differences_are_brought_to_one_within_a_declared_tolerance(tmp_path: Path) -> None:
    table, faults, remarks = read(tmp_path, "1;1;0.998\n2;2;1\n3;4;1\n", tolerance=0.005)
    assert faults == []
    assert table.weights[0] == ("1", "1", 1.0)
    assert [r.sentence for r in remarks] == ["Gewichte auf die Summe 1 gebracht: 1."]


def test_the_table_of_a_recipe_is_checked() -> None:
    fine = {"level": "a", "file": "f", "date": dt.date(2020, 1, 1), "old": "o", "new": "n", "weight": "w", "basis": "b"}
    assert read_specs({"crosswalks": [fine]})[1] == []
    faults = read_specs({"crosswalks": [{name: value for name, value in fine.items() if name != "date"}]})[1]
    assert [str(f) for f in faults] == ["city.toml, crosswalks[1].date: das Feld „date“ fehlt; verlangt ist: Datum."]


@needs_shared
def test_the_published_weights_of_berlin_are_read() -> None:
    path = SHARED / "cities" / "berlin" / "crosswalk" / "pgr2020_pgr2021_area.csv"
    spec = CrosswalkSpec(
        "prognoseraum",
        path.name,
        dt.date(2021, 1, 1),
        "pgr2020",
        "pgr2021",
        "share_of_old",
        "Fläche",
        delimiter=",",
        tolerance=0.002,
    )
    lines = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    old, new = {line[0] for line in lines}, {line[2] for line in lines}
    table, faults, _ = read_crosswalk(path, spec, old, new)
    assert faults == []
    assert len(table.weights) == len(lines)
    assert sum(weight for _, _, weight in table.weights) == pytest.approx(60)  # 60 old areas, each of weight 1
    strict = CrosswalkSpec(**(spec.__dict__ | {"tolerance": 1e-6}))
    assert "die Gewichte ergeben nicht 1" in str(read_crosswalk(path, strict, old, new)[1][0])
