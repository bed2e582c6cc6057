"""KML and TopoJSON as three towns published them, against what is known of the towns by other means."""

import csv
import json
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
import shapely

from geo.areas import Area
from geo.boundaries import topojson
from geo.outline_spec import BoundarySpec
from geo.outlines import OutlineResult, read_outlines
from geo.projection import array, to_metres
from tests.geo.drawing import recipe, said, spec_of
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
CITIES = SHARED / "cities"
TOPOLOGY = "docs_static_topo_stadt-zurich.json"


def read(town: str, *boundaries: dict[str, Any]) -> OutlineResult:
    return read_outlines(CITIES / town, CITIES / town, spec_of(recipe(*boundaries)))


def of(result: OutlineResult, level: str) -> list[Area]:
    return [area for area in result.areas if area.level == level]


def zuerich(repair: str = "make_valid") -> OutlineResult:
    """The 12 Kreise, 34 Quartiere and 216 statistical zones, all out of one file."""
    kreis = {"level": "bezirk", "layer": "stadtkreise", "key": "id", "name": "Kreisname"}
    quartier = {"level": "stadtteil", "layer": "statistische_quartiere", "key": "id", "name": "Quartiername"}
    zone = {"level": "zone", "layer": "statistische_zonen", "key": "id", "name": "Zonenname"}
    parents = [{}, {"bezirk": {"column": "Kreisnummer"}}, {"stadtteil": {"column": "Quartiernummer"}}]
    levels = [
        *recipe()["levels"],
        {"id": "zone", "name": "Zone", "plural": "Zonen", "order": 4},
    ]
    tables = [
        {"file": TOPOLOGY, "format": "topojson", "repair": repair, "parents": rule, **table}
        for table, rule in zip((kreis, quartier, zone), parents, strict=True)
    ]
    return read_outlines(CITIES / "zuerich", CITIES / "zuerich", spec_of(recipe(*tables, levels=levels)))


def test_the_topology_of_zuerich_has_three_levels_that_nest() -> None:
    result = zuerich()
    assert said(result) == ""
    assert [len(of(result, level)) for level in ("bezirk", "stadtteil", "zone")] == [12, 34, 216]
    quartier = {area.key: area.parents["bezirk"] for area in of(result, "stadtteil")}
    # the keys of the Quartiere begin with their Kreis, and those of the zones with their Quartier
    assert all(key[:-1] == kreis for key, kreis in quartier.items())
    assert all(area.key[:-2] == area.parents["stadtteil"] for area in of(result, "zone"))


def borders(layer: str) -> Counter[frozenset[tuple[float, ...]]]:
    """How often each straight piece of a border is drawn, whichever way round."""
    drawn = topojson.read(CITIES / "zuerich" / TOPOLOGY, BoundarySpec(layer=layer)).geometry
    polygons = shapely.get_parts(drawn)
    rings = [ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]
    return Counter(
        frozenset(pair) for ring in rings for pair in pairwise(map(tuple, shapely.get_coordinates(ring).tolist()))
    )


def test_the_areas_of_zuerich_share_their_borders_exactly() -> None:
    """As the file draws them, point for point; its raster makes spikes, which `repair` takes away."""
    kreise, quartiere, zonen = map(borders, ("stadtkreise", "statistische_quartiere", "statistische_zonen"))
    assert set(kreise) < set(quartiere) < set(zonen)
    outer = [{piece for piece, times in found.items() if times % 2} for found in (kreise, quartiere, zonen)]
    assert outer[0] == outer[1] == outer[2]  # every piece inside of the town has an area on both sides
    # 0.0001776 degrees of longitude are 13.4 m here; rings that touch themselves are found
    assert "der Ring berührt sich selbst" in said(zuerich(repair=""))


def test_the_kreise_of_zuerich_are_where_its_geojson_draws_them() -> None:
    document = json.loads((CITIES / "zuerich" / "geodata_stadtkreise.json").read_text(encoding="utf-8"))
    other: dict[str, list[Any]] = {}
    for feature in document["features"]:
        number = str(feature["properties"]["Kreisnummer"])
        other.setdefault(number, []).append(shapely.from_geojson(json.dumps(feature["geometry"])))
    drawn = {area.key: area.outline for area in of(zuerich(), "bezirk")}
    assert sorted(drawn) == sorted(other)
    for key, outline in drawn.items():
        shared = outline.intersection(shapely.make_valid(shapely.union_all(other[key])))
        assert shared.area / outline.area > 0.97  # the raster of the topology is about 13 metres wide


def test_the_attributes_of_wien_stand_in_its_descriptions() -> None:
    bezirk = {"level": "bezirk", "file": "bezirke.kml", "format": "kml", "key": "BEZ", "name": "NAMEK"}
    result = read("wien", bezirk)
    assert said(result) == ""
    found = of(result, "bezirk")
    assert [area.key for area in found] == [f"{number:02d}" for number in range(1, 24)]
    assert {"03": "Landstraße", "08": "Josefstadt"}.items() <= {area.key: area.name for area in found}.items()
    # the file says itself how large each is in square metres; UTM zone 33 stretches by up to 0.04 %
    sizes = {"key": "BEZ", "name": "FLAECHE"}
    said_so = {area.key: float(area.name) for area in of(read("wien", bezirk | sizes), "bezirk")}
    measured = shapely.area(to_metres(array([area.outline for area in found]), 25833))
    for area, square_metres in zip(found, measured.tolist(), strict=True):
        assert square_metres == pytest.approx(said_so[area.key], rel=2e-3)


def test_the_kml_of_koeln_draws_what_its_shapefile_draws() -> None:
    fields = {"key": "STT_NR", "name": "STT_NAME", "repair": "make_valid"}
    one = {"level": "stadtteil", "file": "boundaries/stadtteile.kml", "format": "kml", **fields}
    other = {"level": "stadtteil", "file": "boundaries/Stadtteil/Stadtteil.shp", "format": "shapefile", **fields}
    kml, shapes = read("koeln", one), read("koeln", other)
    assert said(kml) == said(shapes) == ""
    assert [(a.key, a.name) for a in of(kml, "stadtteil")] == [(a.key, a.name) for a in of(shapes, "stadtteil")]
    for drawn, again in zip(of(kml, "stadtteil"), of(shapes, "stadtteil"), strict=True):
        assert drawn.outline.symmetric_difference(again.outline).area < 0.01 * again.outline.area
    with (CITIES / "koeln" / "bevoelkerung.csv").open(encoding="utf-8-sig", newline="") as file:
        keys = Counter(row["raum_id"] for row in csv.DictReader(file))
    assert {area.key for area in of(kml, "stadtteil")} <= set(keys)
