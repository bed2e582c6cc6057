"""What numbers need to know of places: keys per level, which areas make up which, and when each was valid.

Built by the atlas out of the areas of `geo`; holds keys only, no outlines.
"""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.model import Period

Window = tuple[dt.date, dt.date]  # first and last day of validity, both included


@dataclass(frozen=True)
class AreaTree:
    """Levels from coarse to fine with their keys; parents may cross (a Sozialraum over two Bezirke)."""

    levels: tuple[str, ...]  # coarse to fine
    keys: dict[str, tuple[str, ...]]  # level -> keys of all vintages, ascending
    parents: dict[
        tuple[str, str], NDArray[np.int32]
    ]  # (level, parent level) -> (areas,) index into parent's keys, -1: none
    windows: dict[str, tuple[tuple[Window, ...], ...]]  # level -> per key its windows of validity
    breaks: dict[str, dict[int, tuple[dt.date, ...]]] = field(default_factory=dict)  # level -> row -> days on which
    # a continuing key came to stand for another piece of land
    _valid: dict[tuple[str, dt.date], NDArray[np.bool_]] = field(default_factory=dict, compare=False, repr=False)

    def index(self, level: str) -> dict[str, int]:
        """Key -> row of the level."""
        return {key: row for row, key in enumerate(self.keys[level])}

    def valid(self, level: str, period: Period) -> NDArray[np.bool_]:
        """(areas,) which areas of `level` exist on the last day of `period`."""
        day = period.end
        known = self._valid.get((level, day))
        if known is None:
            rows = (any(first <= day <= last for first, last in windows) for windows in self.windows[level])
            known = np.fromiter(rows, np.bool_, len(self.keys[level]))
            self._valid[level, day] = known
        return known

    def finer(self, level: str) -> tuple[str, ...]:
        """Levels whose areas add up to areas of `level`, the coarsest first."""
        return tuple(child for child in self.levels if (child, level) in self.parents)
