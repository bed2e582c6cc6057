"""The arcs of a topology as points, and rings made of them; both sides of a border get the very same points."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import Unreadable, named

Points = NDArray[np.float64]  # (n, 2)


@dataclass(frozen=True)
class Arcs:
    """The arcs of one file; what is wrong with a ring is a sentence without its end, as `Unreadable`."""

    points: tuple[Points, ...]
    collapsed: list[int] = field(default_factory=list)  # sizes of the rings that were left out as strokes

    def listed(self, parts: object) -> list[Any]:
        """`parts` where it is a list."""
        if not isinstance(parts, list):
            raise Unreadable("die Bögen („arcs“) fehlen")
        return parts

    def polygon(self, rings: object) -> shapely.Polygon | None:
        """A polygon of its outer ring and its holes; None where the outer ring is only a stroke."""
        shell, *holes = [self.ring(ring) for ring in self.listed(rings)] or [None]
        return None if shell is None else shapely.polygons(shell, [hole for hole in holes if hole is not None] or None)

    def ring(self, indices: object) -> shapely.LinearRing | None:
        """The ring of some arcs, each beginning where the last one ends; ~i is arc i backwards; None: only a stroke."""
        parts = [self._arc(index) for index in self.listed(indices)]
        if not parts:
            raise Unreadable("ein Ring hat keine Bögen")
        for one, following in zip(parts, [*parts[1:], parts[0]], strict=True):
            if not np.array_equal(one[-1], following[0]):
                raise Unreadable("die Bögen eines Rings schließen nicht aneinander an")
        points = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
        points = points[np.append(True, (points[1:] != points[:-1]).any(axis=1))]
        if len(points) < 4:  # the first point and the last are the same: two points are a stroke
            self.collapsed.append(len(points))
            return None
        return shapely.linearrings(points)

    def _arc(self, index: object) -> Points:
        if type(index) is not int or not -len(self.points) <= index < len(self.points):
            raise Unreadable(f"den Bogen {str(index)[:20]} gibt es nicht, die Datei hat {len(self.points)}")
        return self.points[index] if index >= 0 else self.points[~index][::-1]


def read_arcs(document: Mapping[str, Any]) -> Arcs:
    """All arcs of a topology, delta by delta where it has a `transform`; raises `Unreadable`."""
    arcs, transform = document.get("arcs"), document.get("transform")
    if not isinstance(arcs, list):
        raise Unreadable("die Datei enthält keine Bögen („arcs“).")
    scale, shift = np.ones(2), np.zeros(2)
    if transform is not None:
        try:
            scale, shift = (np.array(transform[name], dtype=np.float64) for name in ("scale", "translate"))
        except (TypeError, KeyError, ValueError):
            scale = np.zeros(0)
        if not (scale.shape == shift.shape == (2,) and np.isfinite([*scale, *shift]).all() and (scale != 0).all()):
            raise Unreadable("„transform“ ist unlesbar; verlangt sind je zwei Zahlen in „scale“ und „translate“.")
    found, odd = [], []
    for number, arc in enumerate(arcs):
        points = _points(arc)
        if points is None:
            odd.append(str(number))
        else:
            found.append(points if transform is None else np.cumsum(points, axis=0) * scale + shift)
    if odd:
        raise Unreadable(f"Bogen {named(odd)}: verlangt sind mindestens zwei Punkte aus je zwei Zahlen.")
    return Arcs(tuple(found))


def _points(arc: object) -> Points | None:
    """(n, 2) numbers, n at least 2, heights left out; None where it is anything else."""
    positions = [at[:2] if isinstance(at, list) else [] for at in arc] if isinstance(arc, list) else []
    if len(positions) < 2 or any(len(at) != 2 or {type(v) for v in at} - {int, float} for at in positions):
        return None
    try:
        points = np.array(positions, dtype=np.float64)
    except OverflowError:
        return None
    return points if np.isfinite(points).all() else None
