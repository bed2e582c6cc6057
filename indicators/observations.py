"""Delivered numbers as columns: what every loader returns and the store keeps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.model import Period

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
        return replace(
            self,
            variable=self.variable[rows],
            level=self.level[rows],
            area=self.area[rows],
            period=self.period[rows],
            number=self.number[rows],
            status=self.status[rows],
            flags=self.flags[rows],
        )


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


def concatenate(parts: Sequence[Observations]) -> Observations:
    """All rows of `parts`, in order, over common names (sorted; periods by date)."""
    if not parts:
        return empty()
    variables = tuple(sorted({v for p in parts for v in p.variables}))
    levels = tuple(sorted({v for p in parts for v in p.levels}))
    areas = tuple(sorted({v for p in parts for v in p.areas}))
    periods = tuple(sorted({v for p in parts for v in p.periods}))

    def column(name: str, names: str, common: tuple[object, ...]) -> NDArray[np.int32]:
        place = {value: index for index, value in enumerate(common)}
        translated = []
        for part in parts:
            table = np.array([place[value] for value in getattr(part, names)], np.int32)
            codes = getattr(part, name)
            translated.append(table[codes] if len(codes) else codes)
        return np.concatenate(translated).astype(np.int32)

    return Observations(
        variables,
        levels,
        areas,
        periods,
        column("variable", "variables", variables),
        column("level", "levels", levels),
        column("area", "areas", areas),
        column("period", "periods", periods),
        np.concatenate([p.number for p in parts]),
        np.concatenate([p.status for p in parts]),
        np.concatenate([p.flags for p in parts]),
    )
