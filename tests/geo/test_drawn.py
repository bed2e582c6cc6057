"""What the browser and the printer get: small, in order, the same bytes every time, and true to the outlines."""

import json
import re
from typing import Any

import numpy as np
import pytest
import shapely

from geo.areas import Area
from geo.paper import paper_shapes
from geo.web import border_file, geometry_file, label_points, rows_by_key
from tests.geo.drawing import SOUTH, WEST, area, square

HOLE = square(0, 0, 3, 3) - square(1, 1)


def town() -> list[Area]:
    """Four squares in a row, two in each Bezirk; a fifth area without an outline."""
    drawn = [
        area(f"{bezirk}{n}", square(n, 0), parents={"bezirk": bezirk, "stadt": "0"})
        for n, bezirk in enumerate(["A", "A", "B", "B"])
    ]
    return [drawn[2], drawn[0], drawn[3], drawn[1], area("A9", None)]


def parsed(file: bytes) -> Any:
    return json.loads(file)


def test_features_stand_in_the_order_of_their_keys_with_their_rows() -> None:
    document = parsed(geometry_file(town()))
    # rows: A0, A1, A9, B2, B3
    assert [(f["id"], f["properties"]) for f in document["features"]] == [
        (0, {"k": "A0"}),
        (1, {"k": "A1"}),
        (3, {"k": "B2"}),
        (4, {"k": "B3"}),
    ]
    assert document["bbox"] == [9.4, 54.7, 9.44, 54.71]
    assert rows_by_key(town()) == {"A0": 0, "A1": 1, "A9": 2, "B2": 3, "B3": 4}


def test_rows_can_be_those_of_a_larger_table() -> None:
    rows = {"A0": 7, "A1": 8, "B2": 9, "B3": 12}
    assert [f["id"] for f in parsed(geometry_file(town(), rows))["features"]] == [7, 8, 9, 12]


def test_the_same_areas_give_the_same_bytes_in_any_order() -> None:
    assert geometry_file(town()) == geometry_file(town()[::-1])
    assert border_file(town(), ["bezirk"]) == border_file(town()[::-1], ["bezirk"])
    assert paper_shapes(town(), 100, ["bezirk"]) == paper_shapes(town()[::-1], 100, ["bezirk"])


def test_coordinates_are_written_to_a_metre_and_holes_stay_holes() -> None:
    moved = shapely.transform(HOLE, lambda at: at + np.array([0.000001234, 0]))
    geometry = parsed(geometry_file([area("1", moved)]))["features"][0]["geometry"]
    assert geometry["type"] == "Polygon"
    assert shapely.Polygon(geometry["coordinates"][0], geometry["coordinates"][1:]).equals(HOLE)
    outer, inner = geometry["coordinates"]
    assert shapely.is_ccw(shapely.LinearRing(outer))  # RFC 7946, section 3.1.6
    assert not shapely.is_ccw(shapely.LinearRing(inner))


def test_parts_far_apart_are_a_multipolygon_and_tiny_ones_survive() -> None:
    tiny = shapely.box(WEST, SOUTH, WEST + 1e-7, SOUTH + 1e-7)
    geometry = parsed(geometry_file([area("1", shapely.union_all([tiny, square(2, 0)]))]))["features"][0]["geometry"]
    assert geometry["type"] == "MultiPolygon"
    assert sorted(len(part[0]) for part in geometry["coordinates"]) == [5, 5]


def lines(file: bytes) -> dict[str, shapely.Geometry]:
    return {
        f["properties"]["l"]: shapely.MultiLineString(f["geometry"]["coordinates"]) for f in parsed(file)["features"]
    }


def test_border_lines_lie_on_the_edges_of_the_areas() -> None:
    found = lines(border_file(town(), ["bezirk"]))
    assert list(found) == ["stadt", "bezirk"]
    assert found["stadt"].equals(square(0, 0, 4, 1).exterior)
    assert found["bezirk"].equals(shapely.LineString([(9.42, 54.7), (9.42, 54.71)]))


def test_a_vintage_without_outlines_has_empty_files() -> None:
    nothing = [area("1", None)]
    assert parsed(geometry_file(nothing)) == {"type": "FeatureCollection", "features": []}
    assert [f["geometry"]["coordinates"] for f in parsed(border_file(nothing, ["bezirk"]))["features"]] == [[], []]
    assert label_points(nothing) == ()
    assert paper_shapes(nothing, 100).paths == {}


def test_a_label_stands_where_there_is_most_room() -> None:
    # a square of three sides with a handle of five: the middle of the largest circle is the middle of the square
    handle = square(0, 0, 3, 3) | square(3, 0, 5, 0.2)
    point = label_points([area("1", handle)])[0]
    side_m = 0.01 * 111_320 * np.cos(np.radians(54.71))  # east-west, the shorter side
    assert point.lon == pytest.approx(9.415, abs=0.001)
    assert 54.7 < point.lat < 54.73
    assert point.radius == pytest.approx(1.5 * side_m, rel=0.02)


def points(path: str) -> list[tuple[float, float]]:
    """The corners of a path of one ring, by hand: relative steps added up."""
    start, steps = re.fullmatch(r"M([-\d. ]+)l([-\d. ]+)z", path).groups()  # type: ignore[union-attr]  # a test: fails loudly
    x, y = map(float, start.split())
    found = [(x, y)]
    moves = list(map(float, steps.split()))
    for dx, dy in zip(moves[::2], moves[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((round(x, 1), round(y, 1)))
    return found


def test_paper_shows_a_town_in_its_true_proportions() -> None:
    drawing = paper_shapes(town(), 202)
    # four sides of longitude on 200 units: 1 unit = 4 * 1113.2 m * cos(54.705°) / 200 = 12.87 m
    side_m = 0.01 * 111_320
    assert drawing.metres_a_unit == pytest.approx(4 * side_m * np.cos(np.radians(54.705)) / 200, rel=0.01)
    assert drawing.width == 202
    assert drawing.height == pytest.approx(2 + side_m / drawing.metres_a_unit, rel=0.02)
    assert drawing.view_box == f"0 0 202 {drawing.height:g}"
    assert list(drawing.paths) == ["A0", "A1", "B2", "B3"]
    xs = [x for x, _ in points(drawing.paths["A1"])]
    assert (min(xs), max(xs)) == pytest.approx((51, 101), abs=0.7)
    assert drawing.labels["A1"][:2] == pytest.approx((76, drawing.height / 2), abs=25)
    assert set(drawing.borders) == {"stadt"}
    assert set(paper_shapes(town(), 202, ["bezirk"]).borders) == {"stadt", "bezirk"}


def test_neighbours_on_paper_share_their_corners() -> None:
    drawing = paper_shapes(town(), 500)
    assert len(set(points(drawing.paths["A0"])) & set(points(drawing.paths["A1"]))) == 2


def test_a_picture_can_be_held_within_a_height() -> None:
    tall = [area("1", square(0, 0, 1, 9))]
    drawing = paper_shapes(tall, 100, height=50)
    assert drawing.height == 50
    assert drawing.width < 20
