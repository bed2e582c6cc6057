"""look_spine: where an area lies among all of its level, one row an indicator."""

import functools
from collections.abc import Iterable

import numpy as np

from atlas.city import City
from atlas.selection import Selection
from atlas.view.look import look
from atlas.view.model import Cell, Profile, ProfileRow, SpineRow

FEWEST = 4  # fewer areas have no spread


def look_spine(city: City, profile: Profile, rows: Iterable[ProfileRow]) -> tuple[SpineRow, ...]:
    """The rows of the profile with the spread over its level; only ratios with a value, for counts have no place."""
    vintage = profile.comparison.word if profile.comparison else ""
    return tuple(
        _row(city, profile, row, vintage) for row in rows if row.indicator.denominator and row.cell.value is not None
    )


def _row(city: City, profile: Profile, row: ProfileRow, vintage: str) -> SpineRow:
    lowest, highest, quartiles, of = _spread(city, row.indicator.id, profile.level.id, row.period.iso, vintage)
    return SpineRow(row, lowest, highest, quartiles, of)


Spread = tuple[Cell | None, Cell | None, tuple[float, float, float] | None, int]


@functools.lru_cache(512)
def _spread(city: City, indicator: str, level: str, period: str, vintage: str) -> Spread:
    """The ends and quartiles of all areas that have a value, and how many have one; the same for every profile."""
    view = look(Selection(indicator, level, period, vintage=vintage), city)
    known = sorted((c for c in view.cells if c.value is not None), key=lambda c: (c.value, c.key))
    if len(known) < FEWEST:
        return None, None, None, len(known)
    low, middle, high = np.quantile([c.value for c in known if c.value is not None], (0.25, 0.5, 0.75))
    return known[0], known[-1], (float(low), float(middle), float(high)), len(known)
