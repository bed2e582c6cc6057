"""Geometry for paper: SVG paths in the metres of the local projection, so that a town is not squashed.

Assumes areas of one vintage, cleaned; thins them out itself, to what a page can show.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.areas import Area
from geo.outline_spec import CITY
from geo.projection import array, metric_system, to_metres
from geo.web import inscribed_circles, parent_borders

DETAIL = 0.3  # of a unit of the drawing: what is smaller is left out
MARGIN = 1.0  # units around the town, for the lines


@dataclass(frozen=True)
class PaperMap:
    """A town as paths in one frame; x to the right and y downwards, in units of the drawing, one decimal."""

    width: float
    height: float
    metres_a_unit: float  # for a scale bar
    paths: dict[str, str]  # key -> the `d` of an SVG path (evenodd); keys ascending
    labels: dict[str, tuple[float, float, float]]  # key -> x, y and radius of the largest circle inside
    borders: dict[str, str]  # `stadt` and the parent levels asked for -> the `d` of a path of lines

    @property
    def view_box(self) -> str:
        """The `viewBox` of the SVG."""
        return f"0 0 {self.width:g} {self.height:g}"


def paper_shapes(
    areas: Sequence[Area], width: float, parent_levels: Sequence[str] = (), height: float | None = None
) -> PaperMap:
    """The areas with outlines, drawn `width` units wide; with `height`, as large as fits into both.

    Without any outline the map is empty, one unit high.
    """
    drawn = sorted((area for area in areas if area.outline is not None), key=lambda area: area.key)
    if not drawn:
        return PaperMap(width, 1.0, 1.0, {}, {}, {})
    outlines = array([area.outline for area in drawn])
    metres = to_metres(outlines, metric_system(outlines))
    west, south, east, north = shapely.total_bounds(metres).tolist()
    scale = (east - west) / (width - 2 * MARGIN)
    if height is not None:
        scale = max(scale, (north - south) / (height - 2 * MARGIN))
    thin = shapely.coverage_simplify(metres, DETAIL * scale)
    flat = shapely.transform(thin, lambda at: np.column_stack([at[:, 0] - west, north - at[:, 1]]) / scale + MARGIN)
    circles = inscribed_circles(flat)
    middles = shapely.get_coordinates(shapely.get_point(circles, 0)).tolist()
    edge = shapely.boundary(shapely.coverage_union_all(flat))
    borders = {CITY: _line_path(edge)}
    for level in parent_levels:
        borders[level] = _line_path(shapely.difference(parent_borders(drawn, flat, level), edge))
    return PaperMap(
        round((east - west) / scale + 2 * MARGIN, 1),
        round((north - south) / scale + 2 * MARGIN, 1),
        scale,
        {area.key: _area_path(outline) for area, outline in zip(drawn, flat, strict=True)},
        {
            area.key: (round(x, 1), round(y, 1), round(radius, 1))
            for area, (x, y), radius in zip(drawn, middles, shapely.length(circles).tolist(), strict=True)
        },
        borders,
    )


def _area_path(outline: shapely.Geometry) -> str:
    rings = shapely.get_rings(outline)
    return "".join(_path(shapely.get_coordinates(ring)[:-1]) + "z" for ring in rings)


def _line_path(lines: shapely.Geometry) -> str:
    parts = shapely.get_parts(shapely.normalize(shapely.line_merge(lines)))
    return "".join(_path(shapely.get_coordinates(part)) for part in parts if not part.is_empty)


def _path(points: NDArray[np.float64]) -> str:
    """Relative moves between points rounded to a tenth, so that errors do not add up.

    >>> _path(np.array([[1.04, 2.0], [3.0, 2.0], [3.0, 4.26]]))
    'M1 2l2 0 0 2.3'
    """
    tenths = np.rint(points * 10).astype(np.int64)
    steps = np.diff(tenths, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    moves = " ".join(f"{x / 10:g} {y / 10:g}" for x, y in steps.tolist())
    x, y = tenths[0].tolist()
    return f"M{x / 10:g} {y / 10:g}" + (f"l{moves}" if moves else "")
