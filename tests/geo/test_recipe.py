"""Every mistake in a town's tables of levels and outlines is named, all at once, with table and field."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from geo.boundaries import formats
from geo.outline_spec import FORMATS
from geo.recipe import (
    BOUNDARY_FIELDS,
    CORRECTION_FIELDS,
    CROSSWALK_FIELDS,
    KEYED_FIELDS,
    LEVEL_FIELDS,
    PARENT_FIELDS,
    WITHIN_FIELDS,
    read_spec,
)
from tests.checkout import ROOT
from tests.geo.drawing import LEVELS, recipe, stadtteile


def faults(document: dict[str, Any]) -> list[str]:
    return [str(fault) for fault in read_spec(document)[1]]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"nmae": "x"}, "city.toml, boundaries[1].nmae: das Feld „nmae“ gibt es nicht; gemeint ist wohl „name“."),
        ({"level": "ortsteil"}, "die Raumebene „ortsteil“ ist nicht erklärt; erklärt sind stadt, bezirk, stadtteil."),
        (
            {"format": "gml"},
            "boundaries[1].format: „gml“ ist unbekannt; erlaubt sind geojson, geopackage, kml, shapefile, topojson.",
        ),
        ({"key": ""}, "boundaries[1].key: es fehlt, welche Spalte den Schlüssel enthält."),
        ({"key_pad": "8"}, "boundaries[1].key_pad: „8“ passt nicht; verlangt ist: ganze Zahl."),
        ({"key_pad": True}, "boundaries[1].key_pad: „True“ passt nicht; verlangt ist: ganze Zahl."),
        ({"shown_before": 1}, "boundaries[1].shown_before: „1“ passt nicht; verlangt ist: true oder false."),
        ({"valid_from": "2020-01-01"}, "boundaries[1].valid_from: „2020-01-01“ passt nicht; verlangt ist: Datum."),
        ({"valid_from": dt.date(2021, 1, 1), "valid_to": dt.date(2020, 1, 1)}, "valid_from liegt nach valid_to."),
        ({"repair": "irgendwie"}, "boundaries[1].repair: „irgendwie“ ist unbekannt; erlaubt ist make_valid."),
        ({"drop": ["1"]}, "boundaries[1].drop_reason: wer Gebiete weglässt (drop), muss den Grund nennen."),
        ({"key_pattern": "("}, "boundaries[1].key_pattern: „(“ ist kein regulärer Ausdruck"),
        ({"name_pattern": "x"}, "boundaries[1].name_pattern: verlangt ist genau eine Klammer"),
        ({"key_format": "STGT"}, "boundaries[1].key_format: „STGT“ ist kein Muster für eine Zahl"),
        ({"key_format": "{:x}{"}, "boundaries[1].key_format: „{:x}{“ ist kein Muster für eine Zahl"),
        ({"file": ""}, "verlangt ist genau eines von file und from_level."),
        ({"from_level": "bezirk"}, "verlangt ist genau eines von file und from_level."),
        ({"layer": "teile"}, "boundaries[1].layer: eine Ebene (layer) haben nur geopackage, kml, topojson"),
        ({"parents": {"bezirk": {}}}, "parents.bezirk: verlangt ist genau eines von prefix, column, area, table."),
        (
            {"parents": {"bezirk": {"prefix": 1, "area": "A"}}},
            "verlangt ist genau eines von prefix, column, area, table.",
        ),
        ({"parents": {"bezirk": {"table": "t.csv"}}}, "eine Tabelle braucht die Spaltennamen key und parent."),
        ({"parents": {"bezirk": 2}}, "verlangt ist eine Tabelle, etwa { prefix = 2 }."),
        ({"parents": {"kreis": {"prefix": 1}}}, "die Raumebene „kreis“ ist nicht erklärt"),
        ({"correction": [{"key": "1", "new_key": "2"}]}, "correction[1].reason: das Feld „reason“ fehlt"),
        (
            {"correction": [{"key": "1", "new_key": "2", "reason": "x", "within": {"near": [1]}}]},
            "correction[1].within.near: verlangt sind zwei Zahlen: [Länge, Breite].",
        ),
        (
            {"correction": [{"key": "1", "new_key": "2", "reason": "x", "within": {"parent_outline": "04"}}]},
            "within.parent_outline: verlangt ist „Ebene:Schlüssel“, etwa „bezirk:04“.",
        ),
    ],
)
def test_a_mistake_in_a_set_of_outlines_is_one_sentence(fields: dict[str, Any], sentence: str) -> None:
    found = faults(recipe(stadtteile(**fields)))
    assert len(found) == 1
    assert sentence in found[0]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (recipe() | {"area_key": ""}, "city.toml.area_key: das Feld „area_key“ ist leer"),
        (recipe(levels=LEVELS[1:]), "es fehlt die Raumebene „stadt“"),
        (recipe(levels=[*LEVELS, LEVELS[2]]), "die Raumebene „stadtteil“ ist zweimal erklärt."),
        (recipe(levels=[*LEVELS[:2], LEVELS[2] | {"nested_in": "kreis"}]), "liegt in „kreis“, das nicht erklärt ist."),
        (recipe(levels=[*LEVELS[:2], LEVELS[2] | {"nested_in": "bezirk", "order": 2}]), "muss feiner sein (order)"),
        (recipe(levels={"id": "stadt"}), "city.toml.levels: verlangt ist eine Liste von Tabellen, also [[levels]]."),
        (
            recipe(stadtteile(), levels=[*LEVELS[:2], LEVELS[2] | {"nested_in": "bezirk"}]),
            "boundaries[1].parents: „stadtteil“ liegt in „bezirk“; es fehlt, in welchem.",
        ),
        (recipe(areas=[{"level": "bezirk"}]), 'verlangt ist entweder keys_from = "deliveries" oder eine Liste keys.'),
        (recipe(areas=[{"level": "bezirk", "keys_from": "irgendwo"}]), "verlangt ist entweder keys_from"),
        (
            recipe(areas=[{"level": "stadtteil", "keys": ["1"], "parents": {"bezirk": {"column": "B"}}}]),
            "ohne Umrisse gibt es keine Spalten; erlaubt: prefix, area, table.",
        ),
    ],
)
def test_a_contradiction_between_tables_is_a_fault(document: dict[str, Any], sentence: str) -> None:
    assert any(sentence in fault for fault in faults(document))


def test_all_faults_are_named_at_once() -> None:
    wrong = stadtteile(level="kreis", format="gml", repair="x", key_pad="8", nmae="y")
    assert len(faults(recipe(wrong))) == 5


def test_tables_of_other_rooms_are_not_looked_at() -> None:
    assert faults(recipe(stadtteile(), key="x", catalogue={"indicators": []}, title=3)) == []


def test_the_formats_named_are_the_members_of_the_family() -> None:
    assert tuple(formats()) == FORMATS


@pytest.mark.parametrize("city", ["flensburg", "berlin"])
def test_the_recipes_that_come_along_have_no_faults(city: str) -> None:
    text = (ROOT / "data" / city / "city.toml").read_text(encoding="utf-8")
    assert faults(tomllib.loads(text)) == []


def test_the_page_for_towns_explains_every_field() -> None:
    page = Path(ROOT / "docs" / "boundaries.md").read_text(encoding="utf-8")
    tables = (
        LEVEL_FIELDS,
        BOUNDARY_FIELDS,
        KEYED_FIELDS,
        PARENT_FIELDS,
        CORRECTION_FIELDS,
        WITHIN_FIELDS,
        CROSSWALK_FIELDS,
    )
    named = {name for table in tables for name in table}
    assert [name for name in sorted(named) if f"`{name}`" not in page] == []
