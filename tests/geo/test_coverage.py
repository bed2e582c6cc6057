"""Cleaned outlines meet and cover what they covered before; thinned ones keep their shared borders."""

import datetime as dt
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.areas import Area
from geo.coverage import GAP_M, budget, clean, fitting_tolerance, sentences, simplify
from geo.projection import array, metric_system, to_degrees, to_metres
from geo.web import geometry_file
from tests.geo.drawing import area, square

UTM = 25832
CORNER = (530_000.0, 6_070_000.0)


def local(outline: shapely.Geometry) -> shapely.Geometry:
    """From metres beside a corner near Flensburg to degrees."""
    return to_degrees(array([shapely.transform(outline, lambda at: at + np.array(CORNER))]), UTM)[0]


def metres(areas: tuple[Area, ...]) -> Any:
    return to_metres(array([a.outline for a in areas]), UTM)


def test_an_overlap_goes_to_one_area_and_is_reported() -> None:
    left, right = shapely.box(0, 0, 1000, 1000), shapely.box(990, 0, 2000, 1000)
    cleaned, report = clean([area("1", local(left)), area("2", local(right))])
    found = metres(cleaned)
    assert shapely.coverage_is_valid(found)
    assert shapely.area(found).sum() == pytest.approx(2000 * 1000, abs=1)
    assert report[0]["not_meeting"] == 2
    assert report[0]["moved_m2"] == pytest.approx(10 * 1000, abs=1)  # one of them loses the strip of 10 m
    assert report[0]["gaps_m2"] == pytest.approx(0, abs=1)
    assert [str(remark) for remark in sentences(report)] == [
        "stadtteil: bei 2 von 2 Umrissen trafen sich die Ränder nicht; 10000 m² wurden verschoben."
    ]


def test_a_narrow_gap_is_closed_and_a_wide_one_stays() -> None:
    def ring(width: float) -> list[Area]:
        """A slit of `width` metres, closed at both ends, between two halves."""
        left = shapely.union_all([shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 1000 + width, 100)])
        right = shapely.box(1000 + width, 0, 2000, 1000) | shapely.box(1000, 900, 1000 + width, 1000)
        return [area("1", local(left)), area("2", local(right))]

    closed, report = clean(ring(2))
    assert shapely.area(metres(closed)).sum() == pytest.approx(2_000_000, abs=1)
    assert report[0]["gaps_m2"] == pytest.approx(2 * 800, abs=1)
    still, report = clean(ring(2 * GAP_M))
    assert shapely.area(metres(still)).sum() == pytest.approx(2_000_000 - 10 * 800, abs=1)
    assert report[0]["gaps_m2"] == 0


def test_outlines_that_meet_are_left_as_they_are() -> None:
    areas = [area(str(n), square(n, 0)) for n in range(3)]
    cleaned, report = clean(areas)
    assert [a.outline.equals_exact(b.outline, 1e-9) for a, b in zip(cleaned, areas, strict=True)] == [True] * 3
    assert (report[0]["not_meeting"], report[0]["moved_m2"]) == (0, 0.0)
    assert sentences(report) == ()


def test_an_area_under_another_loses_its_outline_and_is_named() -> None:
    big, small = shapely.box(0, 0, 1000, 1000), shapely.box(0, 0, 1000, 1000)
    cleaned, report = clean([area("1", local(big)), area("2", local(small))])
    without = [a.key for a in cleaned if a.outline is None]
    assert len(without) == 1
    assert report[0]["vanished"] == without
    assert f"vom Umriss {without[0]} bleibt nichts" in str(sentences(report)[-1])


def test_levels_and_vintages_are_cleaned_each_for_itself() -> None:
    day = dt.date(2020, 1, 1)
    areas = [
        area("A", square(0, 0, 2, 1), level="bezirk"),
        area("1", square(0, 0), valid_to=dt.date(2019, 12, 31)),
        area("1", square(0, 0, 2, 1), valid_from=day),
        area("9", None),
    ]
    cleaned, report = clean(areas)
    assert [a.key for a in cleaned] == ["A", "1", "1", "9"]
    assert [entry["moved_m2"] for entry in report] == [0.0, 0.0, 0.0]
    assert cleaned[3].outline is None


@st.composite
def torn_grids(draw: st.DrawFn) -> list[Area]:
    """A grid of 3 x 3 squares of 100 m with every corner moved by up to 1 m, for each square anew."""
    shift = st.floats(-1, 1, allow_nan=False)
    areas = []
    for column in range(3):
        for row in range(3):
            corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
            points = [(100 * x + draw(shift), 100 * y + draw(shift)) for x, y in corners]
            areas.append(area(f"{column}{row}", local(shapely.Polygon(points))))
    return areas


@settings(deadline=None)  # busy machines are slow, not wrong
@given(torn_grids())
def test_cleaned_outlines_meet_and_cover_the_same_land(areas: list[Area]) -> None:
    cleaned, report = clean(areas)
    assert all(a.outline is not None for a in cleaned)
    before, after = metres(tuple(areas)), metres(cleaned)
    assert shapely.coverage_is_valid(array([a.outline for a in cleaned]))
    whole = shapely.union_all(before)
    lost = shapely.difference(whole, shapely.union_all(after).buffer(1e-3)).area
    assert lost < 0.1
    gained = shapely.difference(shapely.union_all(after), whole.buffer(1e-3))
    assert gained.area == pytest.approx(report[0]["gaps_m2"], abs=2)


@st.composite
def coverages(draw: st.DrawFn) -> list[Area]:
    """Three strips whose shared borders run through drawn points: a valid coverage with detail."""
    areas = []
    lines = []
    for number in range(4):
        across = draw(st.lists(st.floats(-30, 30, allow_nan=False), min_size=9, max_size=9))
        lines.append([(200 * number + shift, 50.0 * step) for step, shift in enumerate(across)])
    for number, (left, right) in enumerate(pairwise(lines)):
        areas.append(area(str(number), local(shapely.Polygon([*left, *reversed(right)]))))
    return areas


@settings(deadline=None)
@given(coverages(), st.floats(0.5, 60))
def test_thinned_neighbours_share_their_border(areas: list[Area], tolerance: float) -> None:
    cleaned, _ = clean(areas)
    thin = simplify(cleaned, tolerance)
    outlines = metres(thin)
    assert shapely.coverage_is_valid(array([a.outline for a in thin]))
    union = shapely.union_all(outlines)
    assert shapely.area(outlines).sum() == pytest.approx(union.area, rel=1e-6)  # no overlap
    assert len(shapely.get_rings(union)) == 1  # no gap
    assert shapely.get_num_coordinates(outlines).sum() <= shapely.get_num_coordinates(metres(cleaned)).sum()


def test_the_tolerance_is_chosen_for_the_size_of_the_file() -> None:
    around = np.linspace(0, 2 * np.pi, 4000)
    wave = 500 + 5 * np.sin(150 * around)
    ring = shapely.Polygon(np.column_stack([wave * np.cos(around), wave * np.sin(around)]))
    wavy = [
        area(str(n), local(shapely.transform(ring, lambda at, n=n: at + np.array([n * 2000, 0])))) for n in range(9)
    ]
    assert fitting_tolerance(wavy[:1]) == 0.5  # 4,000 points are 76 kB: nothing to save
    tolerance = fitting_tolerance(wavy)
    size = len(geometry_file(simplify(wavy, tolerance)))
    assert 0.5 * budget(9) < size <= 1.05 * budget(9)
    assert len(geometry_file(simplify(wavy, fitting_tolerance(wavy, most_bytes=50_000)))) <= 52_500


def test_a_town_is_measured_in_the_zone_that_it_lies_in() -> None:
    assert [metric_system([shapely.Point(lon, 51)]) for lon in (5.9, 6.1, 11.9, 12.1, 16.4)] == [
        25831,
        25832,
        25832,
        25833,
        25833,
    ]
