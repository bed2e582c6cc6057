"""From degrees to the metres of the local UTM zone and back; assumes outlines in or near Germany."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

ZONES = {31: 25831, 32: 25832, 33: 25833}  # UTM zone on ETRS89 -> EPSG code
WGS84 = 4326


def metric_system(outlines: NDArray[np.object_] | Sequence[shapely.Geometry]) -> int:
    """The EPSG code of the UTM zone (25831-25833) that the middle of the outlines lies in.

    >>> metric_system([shapely.Point(9.4, 54.8)]), metric_system([shapely.Point(13.4, 52.5)])
    (25832, 25833)
    """
    bounds = shapely.bounds(np.asarray(outlines, dtype=object))
    middle = float(np.nanmedian((bounds[:, 0] + bounds[:, 2]) / 2))
    return ZONES[min(33, max(31, int(middle // 6) + 31))]


@cache
def _between(source: int, target: int) -> Transformer:
    """Making one takes longer than moving the outlines of a town."""
    return Transformer.from_crs(source, target, always_xy=True)


def to_metres(outlines: NDArray[np.object_], system: int) -> NDArray[np.object_]:
    """(n,) outlines in the metres of `system`, from longitude and latitude."""
    transform = _between(WGS84, system).transform
    moved: NDArray[np.object_] = shapely.transform(outlines, transform, interleaved=False)
    return moved


def to_degrees(outlines: NDArray[np.object_], system: int) -> NDArray[np.object_]:
    """(n,) outlines in longitude and latitude, from the metres of `system`."""
    transform = _between(system, WGS84).transform
    moved: NDArray[np.object_] = shapely.transform(outlines, transform, interleaved=False)
    return moved


def array(outlines: Sequence[shapely.Geometry | None]) -> NDArray[np.object_]:
    """A one-dimensional object array, also of multi-part outlines and of none at all."""
    found = np.empty(len(outlines), dtype=object)
    found[:] = outlines
    return found
