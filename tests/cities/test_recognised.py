"""Raw files of real towns, understood without their specs: what was recognised is what people had written down."""

import re
from functools import cache
from pathlib import Path

import pytest

from atlas.recipe import read_recipe
from geo.outlines import read_outlines
from indicators.deliveries.names import Known
from indicators.deliveries.recognise import recognise
from indicators.deliveries.recognised import Knows
from indicators.deliveries.rules import Place
from indicators.deliveries.spec import read_delivery
from tests.cities.towns import raw_folder
from tests.shared import ROOT, needs_shared

pytestmark = needs_shared

FILES = [  # town, file, the delivery that people wrote for it
    ("flensburg", "tables/fl_births_by_district.csv", "geburten"),
    ("flensburg", "tables/fl_beneficiaries_by_district.csv", "sgb2"),
    ("flensburg", "tables/fl_beneficiaries_characteristics_by_district.csv", "sgb2_merkmale"),
    ("flensburg", "tables/fl_housing_assistance_cases_by_district.csv", "wohnungshilfe"),
    ("flensburg", "tables/fl_migration_background_by_district.csv", "migrationshintergrund"),
    ("koeln", "bevoelkerung.csv", "bevoelkerung"),
    ("koeln", "bundestag-2013-stadtteil.csv", "bundestagswahl"),
    ("berlin", "pop/pop-2020-12-t1-planning-areas.csv", "bevoelkerung_herkunft"),
    ("berlin", "pop/pop-2023-12-t2-districts.csv", "bevoelkerung_alter"),
    ("berlin", "mss/mss-2013-2-1-planning-areas.csv", "mss_2013_index"),
    ("berlin", "gssa/gssa-2022-districts.csv", "gssa_2022"),
    ("muenchen", "atlas2025/export_ki.xlsx", "kinderbetreuung"),
]


@cache
def known(town: str) -> tuple[Knows, Path]:
    recipe = read_recipe(ROOT / "data" / town)
    raw = raw_folder(town)
    found = read_outlines(ROOT / "data" / town, raw, recipe.outlines).areas
    areas = {(area.level, area.key): Known(area.name, area.key, area.level) for area in found}
    top = recipe.outlines.levels[0].id
    place = Place(top, str(recipe.document["area_key"]))
    levels = {level.id: level.name for level in recipe.outlines.levels}
    return Knows(place, recipe.head.name, tuple(areas.values()), levels, recipe.catalogue.variables), raw


@pytest.mark.parametrize(("town", "file", "name"), FILES, ids=[file.rpartition("/")[2] for _, file, _ in FILES])
def test_what_is_recognised_is_what_people_wrote_down(town: str, file: str, name: str) -> None:
    knows, raw = known(town)
    spec, faults = read_delivery(ROOT / "data" / town / "deliveries" / f"{name}.toml")
    assert spec is not None, faults
    assert any((raw / file).match(pattern) for pattern in spec.file), "the delivery reads this file"
    r = recognise(raw / file, knows)
    assert r.key.header in spec.area.column
    assert r.key.level in spec.area.levels_named
    if spec.read.delimiter:
        assert (r.delimiter, r.encoding) == (spec.read.delimiter, spec.read.encoding)
    if spec.period.column:
        assert r.period is not None and r.period.column in spec.period.column
    elif spec.period.file:
        assert r.period is not None and not r.period.column
        mine, theirs = (re.search(pattern, Path(file).name) for pattern in (r.period.file, spec.period.file))
        assert mine and theirs and mine.groupdict() == theirs.groupdict()
    assert spec.value_columns <= {*r.values} or spec.loader == "indikatorenatlas"
