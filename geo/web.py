"""Geometry for the browser: small, deterministic GeoJSON of outlines, border lines and label points.

Assumes areas of one vintage, cleaned and simplified; all in degrees with five decimals, about a metre.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.areas import Area
from geo.outline_spec import CITY
from geo.projection import array, metric_system, to_degrees, to_metres

DECIMALS = 5


@dataclass(frozen=True)
class LabelPoint:
    """Where the name of an area stands: the middle of the largest circle inside it."""

    key: str
    lon: float
    lat: float
    radius: float  # metres: how much room there is


def rows_by_key(areas: Sequence[Area]) -> dict[str, int]:
    """Key -> row: the place of each key among the ascending keys, areas without outlines included."""
    return {key: row for row, key in enumerate(sorted({area.key for area in areas}))}


def geometry_file(areas: Sequence[Area], rows: Mapping[str, int] | None = None) -> bytes:
    """A FeatureCollection: features in ascending key order, `id` the row of the key, property `k` the key.

    Areas without an outline keep their row and have no feature. `rows` may say other rows, for a table that
    holds more keys than this vintage. A bbox of the whole comes with it.
    """
    rows = rows_by_key(areas) if rows is None else rows
    drawn = sorted((area for area in areas if area.outline is not None), key=lambda area: area.key)
    outlines = shapely.orient_polygons(array([area.outline for area in drawn]), exterior_cw=False)
    features = [
        {
            "type": "Feature",
            "id": rows[area.key],
            "properties": {"k": area.key},
            "geometry": _geometry(outline),
        }
        for area, outline in zip(drawn, outlines, strict=True)
    ]
    return _collection(features, outlines)


def border_file(areas: Sequence[Area], parent_levels: Sequence[str] = ()) -> bytes:
    """A FeatureCollection of border lines for orientation: one feature a level, its id in the property `l`.

    The lines are the edges of these areas, so they lie exactly on what is drawn: first `stadt`, the edge of
    the whole, then for every level of `parent_levels` the borders between areas of different parents.
    """
    drawn = sorted((area for area in areas if area.outline is not None), key=lambda area: area.key)
    outlines = array([area.outline for area in drawn])
    edge = shapely.boundary(shapely.coverage_union_all(outlines)) if drawn else shapely.LineString()
    lines = {CITY: edge}
    for level in parent_levels:
        lines[level] = shapely.difference(parent_borders(drawn, outlines, level), edge)
    features = [
        {"type": "Feature", "properties": {"l": level}, "geometry": _lines(line)} for level, line in lines.items()
    ]
    return _collection(features, outlines)


def parent_borders(drawn: Sequence[Area], outlines: NDArray[np.object_], level: str) -> shapely.Geometry:
    """The borders of the parents at `level`, out of the outlines (parallel to `drawn`) of a coverage."""
    parents = np.array([area.parents.get(level, "") for area in drawn])
    whole = [shapely.coverage_union_all(outlines[parents == parent]) for parent in np.unique(parents)]
    return shapely.union_all(shapely.boundary(array(whole)))


def label_points(areas: Sequence[Area]) -> tuple[LabelPoint, ...]:
    """One point an area with an outline, in ascending key order."""
    drawn = sorted((area for area in areas if area.outline is not None), key=lambda area: area.key)
    if not drawn:
        return ()
    outlines = array([area.outline for area in drawn])
    system = metric_system(outlines)
    circles = inscribed_circles(to_metres(outlines, system))
    points = _rounded(shapely.get_coordinates(to_degrees(shapely.get_point(circles, 0), system)))
    return tuple(
        LabelPoint(area.key, lon, lat, round(radius, 1))
        for area, (lon, lat), radius in zip(drawn, points, shapely.length(circles).tolist(), strict=True)
    )


def inscribed_circles(metres: NDArray[np.object_]) -> NDArray[np.object_]:
    """(n,) lines, the radius of the largest circle inside each outline, from its middle to its rim."""
    side = np.sqrt(shapely.area(metres))
    circles: NDArray[np.object_] = shapely.maximum_inscribed_circle(metres, tolerance=side / 50)
    return circles


def _rounded(coordinates: NDArray[np.float64]) -> list[list[float]]:
    rounded: list[list[float]] = (np.round(coordinates, DECIMALS) + 0.0).tolist()
    return rounded


def _ring(ring: shapely.Geometry) -> list[list[float]]:
    """The points of a ring, once where rounding made two equal; a ring that would vanish stays exact."""
    exact = shapely.get_coordinates(ring)
    points = _rounded(exact)
    kept = [point for index, point in enumerate(points) if index == 0 or point != points[index - 1]]
    return kept if len(kept) >= 4 else exact.tolist()


def _geometry(outline: shapely.Geometry) -> dict[str, Any]:
    polygons = [[_ring(polygon.exterior), *map(_ring, polygon.interiors)] for polygon in shapely.get_parts(outline)]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _lines(lines: shapely.Geometry) -> dict[str, Any]:
    merged = shapely.normalize(shapely.line_merge(lines))
    parts = [_rounded(shapely.get_coordinates(part)) for part in shapely.get_parts(merged)]
    return {"type": "MultiLineString", "coordinates": parts}


def _collection(features: Sequence[dict[str, Any]], outlines: NDArray[np.object_]) -> bytes:
    document: dict[str, Any] = {"type": "FeatureCollection"}
    if len(outlines):
        document["bbox"] = (np.round(shapely.total_bounds(outlines), DECIMALS) + 0.0).tolist()
    document["features"] = list(features)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
