"""Levels lie in each other by declared rules, are put together from finer ones, and live from a day to a day."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.areas import Area, changes, newest, valid_on, vintages
from geo.outlines import OutlineResult, read_outlines, with_delivered_keys
from tests.geo.drawing import LEVELS, area, collection, recipe, said, spec_of, square, stadtteile

REFORM = dt.date(2020, 1, 1)
EVE = dt.date(2019, 12, 31)
FOUR = [
    ("A1", "West", square(0, 0)),
    ("A2", "West", square(1, 0)),
    ("B1", "Ost", square(2, 0)),
    ("B2", "Ost", square(3, 0)),
]


def four(folder: Path, rule: dict[str, Any], *more: dict[str, Any]) -> OutlineResult:
    """Four Stadtteile in a row with a parent rule for their Bezirk."""
    rows = [({"key": key, "name": f"Feld {key}", "BEZ": bezirk}, outline) for key, bezirk, outline in FOUR]
    (folder / "teile.geojson").write_text(collection(rows), encoding="utf-8")
    return read_outlines(folder, folder, spec_of(recipe(stadtteile(parents={"bezirk": rule}), *more)))


JOINED = {"level": "bezirk", "from_level": "stadtteil", "names": {"A": "Bezirk A"}}


@pytest.mark.parametrize(
    ("rule", "parents"),
    [
        ({"prefix": 1}, ["A", "A", "B", "B"]),
        ({"column": "BEZ"}, ["West", "West", "Ost", "Ost"]),
        ({"area": "W"}, ["W", "W", "W", "W"]),
        ({"table": "lage.csv", "key": "teil", "parent": "bezirk", "pad": 2}, ["01", "01", "01", "02"]),
    ],
)
def test_a_parent_is_found_by_prefix_column_area_or_table(
    tmp_path: Path, rule: dict[str, Any], parents: list[str]
) -> None:
    (tmp_path / "lage.csv").write_text("teil;bezirk\nA1;1\nA2;1\nB1;1\nB2;2\n", encoding="utf-8")
    result = four(tmp_path, rule, JOINED)
    assert said(result) == ""
    assert [a.parents["bezirk"] for a in result.areas if a.level == "stadtteil"] == parents
    assert sorted(a.key for a in result.areas if a.level == "bezirk") == sorted(set(parents))


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"table": "fehlt.csv", "key": "teil", "parent": "bezirk"}, "die Datei „fehlt.csv“ gibt es nicht"),
        ({"table": "lage.csv", "key": "Teil", "parent": "bezirk"}, "keine Spalte „Teil“; vorhanden sind teil, bezirk"),
        ({"column": "BEZ", "format": "{:02d}"}, "zu A1, A2, B1, B2 ist kein Gebiet der Ebene bezirk bekannt"),
    ],
)
def test_a_parent_that_is_not_found_is_a_fault(tmp_path: Path, rule: dict[str, Any], sentence: str) -> None:
    (tmp_path / "lage.csv").write_text("teil;bezirk\nA1;1\n", encoding="utf-8")
    assert sentence in said(four(tmp_path, rule, JOINED))


def test_a_parent_that_is_no_area_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "bezirke.geojson").write_text(collection([({"key": "A"}, square(0, 0, 2, 1))]), encoding="utf-8")
    only_a = {"level": "bezirk", "file": "bezirke.geojson", "format": "geojson", "key": "key"}
    assert "B1, B2 liegt in bezirk B, was es dann nicht gibt." in said(four(tmp_path, {"prefix": 1}, only_a))


def test_a_level_is_put_together_from_a_finer_one(tmp_path: Path) -> None:
    result = four(tmp_path, {"prefix": 1}, JOINED, {"level": "stadt", "from_level": "stadtteil"})
    assert said(result) == ""
    outlines = {(a.level, a.key): a.outline for a in result.areas}
    assert outlines["bezirk", "A"].equals(square(0, 0, 2, 1))
    assert outlines["stadt", "0"].equals(square(0, 0, 4, 1))
    assert {a.key: a.name for a in result.areas if a.level == "bezirk"} == {"A": "Bezirk A", "B": "B"}


def test_parents_of_parents_are_parents(tmp_path: Path) -> None:
    levels = [*LEVELS, {"id": "block", "name": "Block", "plural": "Blöcke", "order": 4, "nested_in": "stadtteil"}]
    rows = [({"key": "A101"}, square(0, 0, 1, 0.5)), ({"key": "A102"}, square(0, 0.5, 1, 0.5))]
    (tmp_path / "bloecke.geojson").write_text(collection(rows), encoding="utf-8")
    (tmp_path / "teile.geojson").write_text(collection([({"key": "A1", "name": ""}, square(0, 0))]), encoding="utf-8")
    blocks = {
        "level": "block",
        "file": "bloecke.geojson",
        "format": "geojson",
        "key": "key",
        "parents": {"stadtteil": {"prefix": 2}},
    }
    parts = stadtteile(parents={"bezirk": {"prefix": 1}})
    spec = spec_of(recipe(blocks, parts, JOINED, levels=levels))
    result = read_outlines(tmp_path, tmp_path, spec)
    assert said(result) == ""
    parents = {a.key: dict(a.parents) for a in result.areas if a.level == "block"}
    assert parents["A102"] == {"bezirk": "A", "stadtteil": "A1", "stadt": "0"}


def two_sets() -> list[Area]:
    """Until 2019 areas 1 and 2; from 2020 a 1 that has taken half of 2, and 3 instead of the rest."""
    return [
        area("1", square(0, 0), valid_to=EVE),
        area("2", square(1, 0), valid_to=EVE),
        area("1", square(0, 0, 1.5, 1), valid_from=REFORM),
        area("3", square(1.5, 0, 0.5, 1), valid_from=REFORM),
    ]


def test_areas_are_valid_from_a_day_to_a_day() -> None:
    assert [a.key for a in valid_on(two_sets(), EVE)] == ["1", "2"]
    assert [a.key for a in valid_on(two_sets(), REFORM)] == ["1", "3"]
    assert valid_on(two_sets()[2:], EVE) == ()


def test_the_first_outlines_stand_for_earlier_years_when_the_town_says_so() -> None:
    later = [
        area("1", square(0, 0), valid_from=REFORM, valid_to=dt.date(2021, 12, 31), shown_before=True),
        area("9", square(0, 0), valid_from=dt.date(2022, 1, 1), shown_before=True),
    ]
    assert [a.key for a in valid_on(later, EVE)] == ["1"]
    assert [a.key for a in valid_on(later, REFORM)] == ["1"]
    assert [a.key for a in valid_on(later, dt.date(2023, 1, 1))] == ["9"]


def test_vintages_are_the_sets_of_areas_that_are_valid_together() -> None:
    old, new = vintages(reversed(two_sets()))
    assert (old.id, [a.key for a in old.areas]) == ("stadtteil", ["1", "2"])
    assert (new.id, [a.key for a in new.areas]) == ("stadtteil-2020-01-01", ["1", "3"])
    assert newest(two_sets(), area("x", None)) == new.areas
    assert newest(two_sets(), area("x", None, valid_to=EVE)) == old.areas


def test_a_series_breaks_where_a_key_changes_its_land() -> None:
    assert changes(two_sets()) == {("stadtteil", "1"): (REFORM,)}
    same = [area("1", square(0, 0), valid_to=EVE), area("1", square(0, 0, 1.009, 1), valid_from=REFORM)]
    assert changes(same) == {}  # 0.9 % of the land: drawn anew, not changed
    keys_only = [area("1", None, valid_to=EVE), area("1", None, valid_from=REFORM)]
    assert changes(keys_only) == {}


def keyed(**fields: Any) -> dict[str, Any]:
    return {"level": "stadtteil", "keys_from": "deliveries", "valid_from": REFORM, **fields}


def test_a_level_may_have_keys_and_no_outlines(tmp_path: Path) -> None:
    bezirke = [{"level": "bezirk", "keys": ["A", "B"], "names": {"A": "Anger"}}]
    parts = keyed(key_pattern=r"[AB]\d", parents={"bezirk": {"prefix": 1}})
    spec = spec_of(recipe(areas=[*bezirke, parts]))
    read = read_outlines(tmp_path, tmp_path, spec)
    days = {"A1": [EVE, REFORM], "B1": [REFORM], "A2": [EVE], "Summe": [REFORM]}
    result = with_delivered_keys(read.areas, spec, {"stadtteil": days})
    assert said(read) == said(result) == ""
    found = [(a.level, a.key, a.name, dict(a.parents), a.valid_from) for a in result.areas if a.level != "stadt"]
    assert found == [
        ("bezirk", "A", "Anger", {"stadt": "0"}, None),
        ("bezirk", "B", "B", {"stadt": "0"}, None),
        ("stadtteil", "A1", "A1", {"bezirk": "A", "stadt": "0"}, REFORM),
        ("stadtteil", "B1", "B1", {"bezirk": "B", "stadt": "0"}, REFORM),
    ]
    assert all(a.outline is None for a in result.areas)
    assert "keine Gebiete: Summe passen nicht zu key_pattern." in str(result.remarks)


def test_a_delivered_key_whose_parent_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    spec = spec_of(recipe(areas=[{"level": "bezirk", "keys": ["A"]}, keyed(parents={"bezirk": {"prefix": 1}})]))
    read = read_outlines(tmp_path, tmp_path, spec)
    assert said(read) == ""
    result = with_delivered_keys(read.areas, spec, {"stadtteil": {"C1": [REFORM]}})
    assert "C1 liegt in bezirk C, was es dann nicht gibt." in said(result)


def test_a_key_that_is_drawn_needs_no_second_area(tmp_path: Path) -> None:
    drawn = [area("1", square(0, 0)), Area("stadt", "0", "Feldstadt", outline=shapely.Polygon())]
    result = with_delivered_keys(drawn, spec_of(recipe(areas=[keyed()])), {"stadtteil": {"1": [REFORM], "2": [REFORM]}})
    assert [(a.key, a.outline is None) for a in result.areas if a.level == "stadtteil"] == [("1", False), ("2", True)]
    assert result.report == {"areas_from_deliveries": {"stadtteil": 1}}
