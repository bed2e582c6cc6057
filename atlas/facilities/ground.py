"""Where facilities stand: any reference system to longitude and latitude, and how far that is from the town."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geo.areas import Area
from geo.projection import array, metric_system, to_metres
from geo.soundness import EXTENT

Numbers = NDArray[np.float64]
NEAR: Final = 50.0  # metres: outlines are drawn less finely than doors


def known_system(name: str) -> bool:
    """Whether that is a reference system.

    >>> known_system("EPSG:25832"), known_system("Gauß")
    (True, False)
    """
    try:
        CRS.from_user_input(name)
    except CRSError:
        return False
    return True


def degrees(points: Numbers, system: str) -> Numbers:
    """(n, 2) longitude and latitude of x and y in `system`; nan where x and y are no place in it."""
    source = CRS.from_user_input(system)
    if source.equals(CRS.from_epsg(4326), ignore_axis_order=True):
        moved = points
    else:
        moved = np.column_stack(Transformer.from_crs(source, 4326, always_xy=True).transform(*points.T))
    fine = (np.isfinite(moved) & (np.abs(moved) <= np.array([180.0, 90.0]))).all(axis=1, keepdims=True)
    return np.where(fine, moved, np.nan)


class Ground:
    """The land of the town: every area that is drawn, at any time."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self.outlines = [area.outline for area in areas if area.outline is not None]
        self.system = metric_system(self.outlines) if self.outlines else 0
        self.tree = shapely.STRtree(to_metres(array(self.outlines), self.system)) if self.outlines else None

    def distance(self, points: Numbers) -> Numbers:
        """(n,) metres from points in degrees to the town, 0 inside, inf where there is no point.

        Without outlines: 0 in or near the country, inf elsewhere.
        """
        found = np.full(len(points), np.inf)
        fine = np.flatnonzero(np.isfinite(points).all(axis=1))
        if self.tree is None:
            west, south, east, north = EXTENT
            inside = ((points >= [west, south]) & (points <= [east, north])).all(axis=1)
            return np.where(inside, 0.0, found)
        if len(fine):
            here = to_metres(array(list(shapely.points(points[fine]))), self.system)
            (asked, _), metres = self.tree.query_nearest(here, return_distance=True, all_matches=False)
            found[fine[asked]] = metres
        return found
