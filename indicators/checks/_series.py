"""Series of delivered numbers: what stood before each number, how many years ago, and where a series is broken.

Numbers are compared within one kind of period and one month: 30 June stands beside 30 June, not beside 31 December.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.checks._material import Marks, Material
from indicators.counting.aggregate import Matrix
from indicators.model import Flag, Period

Floats = NDArray[np.float64]
FEW = 4  # areas: in fewer of them "most" says nothing
SUDDEN = 10  # a number from which on a zero is sudden


@dataclass(frozen=True)
class Series:
    """One variable at one level in comparable periods: (areas, periods)."""

    variable: str
    level: str
    columns: NDArray[np.int64]  # into the periods of the edition
    number: Floats
    before: Floats  # the number known before; nan at the beginning and behind a break
    years: Floats  # between the two


def all_series(found: Material) -> Iterator[Series]:
    """Everything delivered, as series of at least two periods."""
    for variable, level, matrix in found.own():
        spoken = np.flatnonzero(matrix.has_number.any(axis=0)).tolist()
        groups: dict[tuple[str, int], list[int]] = {}
        for column in spoken:
            groups.setdefault(_alike(found.counts.periods[column]), []).append(column)
        for columns in groups.values():
            if len(columns) > 1:
                yield _series(found, variable, level, matrix, np.array(columns))


def _alike(period: Period) -> tuple[str, int]:
    return period.kind, 0 if period.kind == "election" else period.end.month


def _series(found: Material, variable: str, level: str, matrix: Matrix, columns: NDArray[np.int64]) -> Series:
    number = matrix.number[:, columns]
    broken = (matrix.flags[:, columns] & np.uint8(Flag.break_before)) > 0
    periods = [found.counts.periods[c] for c in columns.tolist()]
    for row, days in found.counts.tree.breaks.get(level, {}).items():
        for place in range(1, len(periods)):
            broken[row, place] |= any(periods[place - 1].end < day <= periods[place].end for day in days)
    before, years = np.full(number.shape, np.nan), np.full(number.shape, np.nan)
    last, since = np.full(len(number), np.nan), np.full(len(number), np.nan)
    for place, period in enumerate(periods):
        last = np.where(broken[:, place], np.nan, last)
        now = period.end.toordinal() / 365.25
        before[:, place], years[:, place] = last, now - since
        has = ~np.isnan(number[:, place])
        last, since = np.where(has, number[:, place], last), np.where(has, now, since)
    return Series(variable, level, columns, number, before, years)


def sudden_zeros(series: Series) -> Marks:
    """Zeros where the number before and the (lower) median of all earlier numbers of the area are at least SUDDEN."""
    zero: Marks = (series.number == 0) & (series.before >= SUDDEN)
    for row, place in np.argwhere(zero).tolist():
        earlier = series.number[row, :place]
        known = np.sort(earlier[~np.isnan(earlier)])
        zero[row, place] = known[(len(known) - 1) // 2] >= SUDDEN
    return zero


def row_medians(values: Floats) -> Floats:
    """(rows,) median of the numbers of each row; nan for a row without one.

    >>> row_medians(np.array([[3.0, np.nan, 1.0], [np.nan, np.nan, np.nan]])).tolist()
    [2.0, nan]
    """
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    ordered = np.sort(values, axis=1)  # nan stand last
    n = (~np.isnan(ordered)).sum(axis=1)
    rows = np.arange(len(ordered))
    return np.asarray((ordered[rows, np.maximum(n - 1, 0) // 2] + ordered[rows, n // 2]) / 2)


def most(marks: Marks, looked_at: Marks) -> NDArray[np.bool_]:
    """(periods,) where more than half of at least FEW areas are marked: it happened to the level, not to them."""
    n = looked_at.sum(axis=0)
    return np.asarray((n >= FEW) & (2 * (marks & looked_at).sum(axis=0) > n))
