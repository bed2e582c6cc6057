"""Outlines for geographic software: a valid coverage that lies where it was drawn, in degrees and in metres."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.city import City
from atlas.exports import geojson, gpkg
from atlas.selection import Selection
from atlas.view import look
from atlas.view.outlines import look_outlines, read_outlines
from geo.projection import array, to_metres
from tests.atlas.exports.reading import layer
from tests.atlas.views import OUTLINES, view


def features(file: bytes) -> list[dict[str, Any]]:
    return json.loads(file)["features"]


def test_outlines_lie_where_they_were_drawn() -> None:
    """Six squares of a tenth of a degree from 8 east, 50 north on; the fourth lies above the first."""
    file = features(geojson.write(view(chosen=()), OUTLINES))
    assert [one["id"] for one in file] == ["01", "02", "03", "04", "05", "06"]
    ring = file[3]["geometry"]["coordinates"][0][0]
    assert {tuple(at) for at in ring} == {(8.0, 50.1), (8.1, 50.1), (8.1, 50.2), (8.0, 50.2)}
    found = layer(gpkg.write(view(chosen=()), OUTLINES))
    assert (found.system, found.kind) == ("EPSG:25832", "MultiPolygon")
    # 0.1 degrees of a meridian are 11.12 km; of a parallel at 50 degrees, 11.13 km x cos 50 = 7.16 km
    assert shapely.area(found.fields["geometry"][0]) == pytest.approx(11_120 * 7_160, rel=0.005)
    degrees = shapely.from_geojson([json.dumps(one["geometry"]) for one in file])
    moved = to_metres(degrees, 25832)
    assert shapely.hausdorff_distance(moved, array(found.fields["geometry"])).max() < 0.02


@pytest.mark.parametrize("level", ["stadtteil", "bezirk", "stadt"])
def test_areas_meet_and_add_up_to_the_town(ten: City, level: str) -> None:
    """Thinned by half a metre at most, so that the sum over a level is the town's to a thousandth."""
    shown = look(Selection("bev_insg", level, "2023-12-31"), ten)
    town = look(Selection("bev_insg", "stadt", "2023-12-31"), ten)
    metres = array(layer(gpkg.write(shown, look_outlines(ten, shown.vintage))).fields["geometry"])
    whole = array(layer(gpkg.write(town, look_outlines(ten, town.vintage))).fields["geometry"])
    assert shapely.is_valid(metres).all()
    assert shapely.coverage_is_valid(metres)
    assert shapely.area(metres).sum() == pytest.approx(shapely.area(whole).sum(), rel=1e-3)
    degrees = shapely.from_geojson(
        [json.dumps(f["geometry"]) for f in features(geojson.write(shown, look_outlines(ten, shown.vintage)))]
    )
    assert shapely.is_valid(degrees).all()
    assert shapely.coverage_is_valid(degrees)
    assert shapely.is_ccw(shapely.get_exterior_ring(shapely.get_parts(degrees))).all()


def kept(*rings: list[list[float]]) -> bytes:
    """A file of the edition with one area a ring."""
    shapes = [{"type": "Polygon", "coordinates": [ring]} for ring in rings]
    found = [{"type": "Feature", "properties": {"k": str(n)}, "geometry": one} for n, one in enumerate(shapes)]
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()


def test_an_outline_that_rounding_made_touch_itself_is_mended_and_its_neighbour_with_it() -> None:
    """A square with a spike of no width into its neighbour, whose border has no point where the spike begins."""
    left = [[9, 51], [9.01, 51], [9.01, 51.005], [9.015, 51.005], [9.01, 51.005], [9.01, 51.01], [9, 51.01], [9, 51]]
    right = [[9.01, 51], [9.02, 51], [9.02, 51.01], [9.01, 51.01], [9.01, 51]]
    raw = shapely.from_geojson([json.dumps({"type": "Polygon", "coordinates": [ring]}) for ring in (left, right)])
    assert not shapely.is_valid(raw).all()
    found = read_outlines(kept(left, right))
    for mended in (
        shapely.from_geojson([json.dumps(one) for one in found.degrees.values()]),
        shapely.from_wkb([written for _, written in found.metres.values()]),
    ):
        assert shapely.is_valid(mended).all()
        assert shapely.coverage_is_valid(mended)
    assert list(found.degrees) == list(found.metres) == ["0", "1"]


def test_an_outline_of_which_nothing_is_left_is_none_and_its_row_stays() -> None:
    """Three points on one line enclose nothing."""
    found = read_outlines(kept([[9, 51], [9.01, 51], [9.01, 51.01], [9, 51]], [[8, 50], [8, 50.1], [8, 50.2], [8, 50]]))
    assert list(found.degrees) == list(found.metres) == ["0"]
    shown = view([(3, 100), (4, 100)], chosen=())
    shown = replace(shown, cells=tuple(replace(c, key=str(n)) for n, c in enumerate(shown.cells)))
    assert [one["geometry"] is None for one in features(geojson.write(shown, found))] == [False, True]
    assert [one is None for one in layer(gpkg.write(shown, found)).fields["geometry"]] == [False, True]


@settings(max_examples=25, deadline=None)
@given(
    st.tuples(st.floats(6, 15), st.floats(47.5, 55)),
    st.lists(st.floats(0.2, 1.0), min_size=5, max_size=24),
    st.lists(st.floats(0.2, 1.0), min_size=5, max_size=24),
)
def test_stars_anywhere_in_germany_come_back(middle: tuple[float, float], one: list[float], two: list[float]) -> None:
    """Two stars side by side, on the grid of five decimals."""

    def star(west: float, rays: list[float]) -> list[list[float]]:
        turn = np.linspace(0, 2 * np.pi, len(rays), endpoint=False)
        at = np.column_stack([west + 0.01 * np.cos(turn) * rays, middle[1] + 0.01 * np.sin(turn) * rays])
        ring = np.round(at, 5).tolist()
        return [*ring, ring[0]]

    rings = star(middle[0], one), star(middle[0] + 0.03, two)
    drawn = shapely.from_geojson([json.dumps({"type": "Polygon", "coordinates": [ring]}) for ring in rings])
    found = read_outlines(kept(*rings))
    degrees = shapely.from_geojson([json.dumps(shape) for shape in found.degrees.values()])
    assert shapely.is_valid(degrees).all()
    assert shapely.area(degrees) == pytest.approx(shapely.area(shapely.make_valid(drawn)), rel=1e-6)
    boxes, written = zip(*found.metres.values(), strict=True)
    assert np.allclose(shapely.bounds(shapely.from_wkb(list(written))), boxes, atol=1e-9)
