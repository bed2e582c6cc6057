"""Cubes: one indicator at one level as (areas, periods) counts with statuses; values are derived from them on demand.

Building runs once an edition; serving reads cubes from the store and never adds anything up again,
except over a free selection of areas.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indicators.counting.aggregate import PRECEDENCE, Matrix, carried_flags, combined_status, number_status, open_status
from indicators.counting.contributors import enough_behind, impossible
from indicators.counting.counts import Counts, align, evaluate, pick_columns
from indicators.errors import CannotAggregate
from indicators.expression import Expression, parse
from indicators.intervals import SLACK
from indicators.methods import Method
from indicators.model import Flag, Indicator, Period, Status


@dataclass(frozen=True)
class Cube:
    """Counts of one indicator at one level. Cells of areas that did not exist have `exists` False."""

    indicator: str
    level: str
    keys: tuple[str, ...]  # (areas,)
    periods: tuple[Period, ...]
    numerator: NDArray[np.float64]  # (areas, periods) nan: no number
    denominator: NDArray[np.float64] | None
    status: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    exists: NDArray[np.bool_]  # the area is valid in the period
    covered: NDArray[np.float64]  # share of parts known where the cell was added up and is incomplete
    split: NDArray[np.float64] | None = None  # on converted areas: share that comes from divided ones, an estimate

    def take(self, rows: NDArray[np.int64] | list[int]) -> "Cube":
        """The chosen areas."""
        picked = {n: getattr(self, n)[rows] for n in ("numerator", "status", "flags", "exists", "covered")}
        denominator = None if self.denominator is None else self.denominator[rows]
        split = None if self.split is None else self.split[rows]
        return replace(self, keys=tuple(self.keys[r] for r in rows), denominator=denominator, split=split, **picked)


def values(cube: Cube, indicator: Indicator, method: Method) -> NDArray[np.float64]:
    """(areas, periods) values in the indicator's unit; nan exactly where the status carries no number."""
    return method.values(cube.numerator, cube.denominator, indicator.factor)


# --- several areas as one ------------------------------------------------------------------------------------------


def together(cube: Cube, method: Method, name: str) -> Cube:
    """All areas of `cube` as one area called `name`: counts are added, then the method applies; `given` refuses.

    An area without a number leaves the whole without one, save where nobody can be counted. Areas that do not
    exist in a period are no part of it then; where that changes, the series is broken.
    Raises CannotAggregate for a method that does not add up.
    """
    if not method.ADDS_UP:
        raise CannotAggregate(
            f"Der Indikator {cube.indicator} wurde ohne Zähler und Nenner geliefert und kann nicht "
            "zusammengefasst werden; wählen Sie ein einzelnes Gebiet."
        )
    inside, bottom = cube.exists, cube.denominator
    exists = np.asarray(inside.any(axis=0, keepdims=True))
    has = inside & ~np.isnan(cube.numerator)
    whole = has if bottom is None else has & ~np.isnan(bottom)
    counted = whole | (inside & (cube.status == Status.not_applicable))
    known = np.asarray((counted | ~inside).all(axis=0, keepdims=True) & whole.any(axis=0, keepdims=True))
    numerator = np.where(known, np.where(has, cube.numerator, 0).sum(axis=0, keepdims=True), np.nan)
    denominator = None
    if bottom is not None:
        added = np.where(inside & ~np.isnan(bottom), bottom, 0).sum(axis=0, keepdims=True)
        denominator = np.where(known, added, np.nan)
    rounded = ((cube.status == Status.rounded_zero) & has).any(axis=0, keepdims=True)
    status = np.where(known, number_status(numerator, rounded), _gravest(cube.status, inside & ~whole))
    if denominator is not None:
        status = np.where(denominator == 0, Status.not_applicable, status)
    status = np.where(exists, status, Status.not_applicable).astype(np.uint8)
    covered = counted.sum(axis=0, keepdims=True) / np.maximum(inside.sum(axis=0, keepdims=True), 1)
    flags = _group_flags(cube, has & known)
    return Cube(
        cube.indicator, cube.level, (name,), cube.periods, numerator, denominator, status, flags, exists, covered
    )


def _gravest(status: NDArray[np.uint8], inside: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """(1, periods) the first of PRECEDENCE that any area has."""
    result = np.full((1, status.shape[1]), Status.missing, np.uint8)
    for reason in reversed(PRECEDENCE):
        result[((status == reason) & inside).any(axis=0, keepdims=True)] = reason
    return result


def _group_flags(cube: Cube, has: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """(1, periods) flags of the areas; a break where one of them has one, or where an area comes or goes."""
    parts = Matrix(cube.numerator, cube.status, cube.flags, has, cube.covered)
    flags = np.bitwise_or.reduce(np.where(has, carried_flags(parts), 0), axis=0, keepdims=True)
    broken = ((cube.flags & np.uint8(Flag.break_before)) > 0) & cube.exists
    there = np.flatnonzero(cube.exists.any(axis=0))
    changed = np.zeros(cube.exists.shape[1], np.bool_)
    for before, after in pairwise(there.tolist()):
        changed[after] = bool((cube.exists[:, before] != cube.exists[:, after]).any())
    breaks = broken.any(axis=0, keepdims=True) | changed[None, :]
    return np.asarray(flags | np.where(breaks, np.uint8(Flag.break_before), np.uint8(0)))


# --- building -----------------------------------------------------------------------------------------------------


def build(indicator: Indicator, counts: Counts) -> dict[str, Cube]:
    """level -> cube of one indicator, for every level at which its counts are known; empty where they are nowhere."""
    top = parse(indicator.numerator)
    bottom = parse(indicator.denominator) if indicator.denominator else None
    needed = top.variables | (bottom.variables if bottom else frozenset())
    enough, blocked = enough_behind(indicator, counts), impossible(indicator, counts)
    cubes: dict[str, Cube] = {}
    for level in counts.tree.levels:
        if not all(level in counts.matrices.get(v, {}) for v in needed):
            continue
        numerator = evaluate(top, counts, level)
        wanted = _columns_with_news(numerator, top, counts, level)
        if not wanted:
            continue
        upper = pick_columns(numerator, np.array(wanted))
        lower = align(evaluate(bottom, counts, level), counts, wanted, indicator.denominator_date) if bottom else None
        cube = _cube(indicator, counts, level, wanted, upper, lower)
        if level in blocked:
            cube = _blocked(cube, blocked[level][:, wanted])
        cubes[level] = without(cube, ~enough[level][:, wanted]) if level in enough else cube
    return cubes


def _columns_with_news(numerator: Matrix, top: Expression, counts: Counts, level: str) -> list[int]:
    """Periods in which the numerator says something at this level: a number, a reason, or a sum known in part."""
    valid = counts.ground.valid[level]
    plain = [counts.matrices[t.variable][level] for t in top.terms if not t.lag] or [numerator]
    partly = [(m.covered > 0) & ~m.delivered for m in plain]
    spoken = np.any(
        [m.has_number | (m.status != Status.missing) | p for m, p in zip(plain, partly, strict=True)], axis=0
    )
    # a year in which every part of a lagged expression is unknown is not a period of the indicator
    lagged = top.lags != {0}
    some = (numerator.has_number | (numerator.status != Status.missing) | (spoken & (not lagged))) & valid
    return [int(c) for c in np.flatnonzero(some.any(axis=0))]


def _cube(
    indicator: Indicator, counts: Counts, level: str, wanted: list[int], upper: Matrix, lower: Matrix | None
) -> Cube:
    periods = tuple(counts.periods[c] for c in wanted)
    exists = counts.ground.valid[level][:, wanted]
    status, flags, covered = upper.status.copy(), upper.flags.copy(), upper.covered
    denominator = None
    if lower is not None:
        both = upper.has_number & lower.has_number
        reasons = combined_status(open_status(upper), open_status(lower))
        status = np.where(both, status, reasons).astype(np.uint8)
        status[both & (lower.status == Status.uncertain)] = Status.uncertain
        status[both & (lower.number == 0)] = Status.not_applicable
        flags = flags | np.where(lower.has_number, lower.flags & ~np.uint8(Flag.break_before), 0).astype(np.uint8)
        covered = np.minimum(covered, lower.covered)
        denominator = np.where(exists, lower.number, np.nan)
    status[~exists] = Status.not_applicable
    flags[~exists] = 0
    for row, days in counts.tree.breaks.get(level, {}).items():
        for day in days:
            after = [c for c, p in enumerate(periods) if p.end >= day and exists[row, c]]
            if after and after[0] > 0:
                flags[row, after[0]] |= np.uint8(Flag.break_before)
    numerator = np.where(exists, upper.number, np.nan)
    keys = counts.tree.keys[level]
    return Cube(indicator.id, level, keys, periods, numerator, denominator, status, flags, exists, covered)


def _blocked(cube: Cube, cells: NDArray[np.bool_]) -> Cube:
    """The cube with `not_applicable` where nothing can be counted; a number that was counted all the same stays."""
    cells = cells & (cube.numerator == 0)
    status = np.where(cells, Status.not_applicable, cube.status).astype(np.uint8)
    return replace(cube, numerator=np.where(cells, np.nan, cube.numerator), status=status)


def without(cube: Cube, hidden: NDArray[np.bool_]) -> Cube:
    """The cube without the counts of hidden cells; where there is a number, nothing but `secret` is left."""
    there = ~np.isnan(cube.numerator)
    if cube.denominator is not None:
        there |= ~np.isnan(cube.denominator)
    cells = hidden & there & cube.exists
    denominator = None if cube.denominator is None else np.where(cells, np.nan, cube.denominator)
    status = np.where(cells, Status.secret, cube.status).astype(np.uint8)
    split = None if cube.split is None else np.where(cells, 0.0, cube.split)
    numerator = np.where(cells, np.nan, cube.numerator)
    return replace(cube, numerator=numerator, denominator=denominator, status=status, split=split)


def impossible_cells(cube: Cube, method: Method) -> list[tuple[str, Period, float, float]]:
    """Cells of a share whose numerator is no part of its denominator: (key, period, x, n) with x > n or x < 0."""
    if not method.SUBSET or cube.denominator is None:
        return []
    wrong = (cube.numerator > cube.denominator * (1 + SLACK)) | (cube.numerator < 0)
    return [
        (cube.keys[a], cube.periods[p], float(cube.numerator[a, p]), float(cube.denominator[a, p]))
        for a, p in np.argwhere(wrong).tolist()
    ]
