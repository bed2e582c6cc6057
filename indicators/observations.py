"""Delivered numbers as columns: what every loader returns and the store keeps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.model import Period

COLUMNS = ("variable", "level", "area", "period", "number", "status", "flags")  # of Observations
MOST_MARKS = 50_000_000  # bytes to mark codes in before they are sorted instead


@dataclass(frozen=True)
class Observations:
    """n delivered numbers, column by column; the four key columns are indices into the tuples of names."""

    variables: tuple[str, ...]
    levels: tuple[str, ...]
    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    variable: NDArray[np.int32]  # (n,) into variables
    level: NDArray[np.int32]  # (n,) into levels
    area: NDArray[np.int32]  # (n,) into areas (keys; a key is unique within its level)
    period: NDArray[np.int32]  # (n,) into periods
    number: NDArray[np.float64]  # (n,) nan exactly where the status says that there is no number
    status: NDArray[np.uint8]  # (n,) Status
    flags: NDArray[np.uint8]  # (n,) Flag

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "Observations":
        """The chosen rows, with the same names."""
        return replace(self, **{name: getattr(self, name)[rows] for name in COLUMNS})


def spoken_of(rows: Observations) -> Iterator[tuple[str, str, Period]]:
    """Level, area and period of every cell that some row speaks of, each once, in the order of the names."""
    areas, periods = max(len(rows.areas), 1), max(len(rows.periods), 1)
    codes = (rows.level.astype(np.int64) * areas + rows.area) * periods + rows.period
    for code in distinct(codes, len(rows.levels) * areas * periods).tolist():
        place, period = divmod(code, periods)
        yield rows.levels[place // areas], rows.areas[place % areas], rows.periods[period]


def distinct(codes: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """The codes (0 <= code < size) that occur, ascending; much faster than sorting them while `size` is small."""
    if size > MOST_MARKS:
        return np.unique(codes)
    seen = np.zeros(size, np.bool_)
    seen[codes] = True
    return np.flatnonzero(seen)


def empty() -> Observations:
    """No observations."""
    codes, small = np.zeros(0, np.int32), np.zeros(0, np.uint8)
    return Observations((), (), (), (), codes, codes, codes, codes, np.zeros(0), small, small)


def renamed(parts: Sequence[Observations]) -> list[Observations]:
    """The parts over common names (sorted; periods by date); columns whose codes stay as they are are shared."""
    variables = tuple(sorted({v for p in parts for v in p.variables}))
    levels = tuple(sorted({v for p in parts for v in p.levels}))
    areas = tuple(sorted({v for p in parts for v in p.areas}))
    periods = tuple(sorted({v for p in parts for v in p.periods}))
    return [
        replace(
            part,
            variables=variables,
            levels=levels,
            areas=areas,
            periods=periods,
            variable=_translated(part.variable, part.variables, variables),
            level=_translated(part.level, part.levels, levels),
            area=_translated(part.area, part.areas, areas),
            period=_translated(part.period, part.periods, periods),
        )
        for part in parts
    ]


def _translated(codes: NDArray[np.int32], names: tuple[object, ...], common: tuple[object, ...]) -> NDArray[np.int32]:
    if names == common[: len(names)] or not len(codes):
        return codes
    place = {value: index for index, value in enumerate(common)}
    return np.array([place[value] for value in names], np.int32)[codes]


def concatenate(parts: Sequence[Observations]) -> Observations:
    """All rows of `parts`, in order, over common names; one part alone shares its columns."""
    if not parts:
        return empty()
    same = renamed(parts)
    if len(same) == 1:
        return same[0]
    joined = (np.concatenate([getattr(part, name) for part in same]) for name in COLUMNS)
    names = same[0]
    return Observations(names.variables, names.levels, names.areas, names.periods, *joined)
