"""Cubes: one indicator at one level as (areas, periods) counts with statuses; values are derived from them on demand.

Building runs once an edition; serving reads cubes from the store and never adds anything up again,
except over a free selection of areas.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.aggregate import Matrix, blank, combined_status, delivered_matrices, fill_levels
from indicators.errors import CannotAggregate
from indicators.expression import Expression, parse
from indicators.methods import Method
from indicators.model import Catalogue, Flag, Indicator, Period, Status
from indicators.observations import Observations
from indicators.tree import AreaTree


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

    def take(self, rows: NDArray[np.int64] | list[int]) -> "Cube":
        """The chosen areas."""
        picked = {n: getattr(self, n)[rows] for n in ("numerator", "status", "flags", "exists", "covered")}
        denominator = None if self.denominator is None else self.denominator[rows]
        return replace(self, keys=tuple(self.keys[r] for r in rows), denominator=denominator, **picked)


def values(cube: Cube, indicator: Indicator, method: Method) -> NDArray[np.float64]:
    """(areas, periods) values in the indicator's unit; nan exactly where the status carries no number."""
    result = method.values(cube.numerator, cube.denominator, indicator.factor)
    return np.where(np.isnan(cube.numerator), np.nan, result)


def together(cube: Cube, method: Method, name: str) -> Cube:
    """All areas of `cube` as one area called `name`: counts are added, then the method applies; `given` refuses.

    Raises CannotAggregate for a method that does not add up.
    """
    if not method.ADDS_UP:
        raise CannotAggregate(
            f"Der Indikator {cube.indicator} wurde ohne Zähler und Nenner geliefert und kann nicht "
            "zusammengefasst werden; wählen Sie ein einzelnes Gebiet."
        )
    exists = np.asarray(cube.exists.any(axis=0, keepdims=True))
    missing = combined_status(
        *(np.where(cube.exists, cube.status, Status.ok)[i : i + 1] for i in range(len(cube.keys)))
    )
    has = ~np.isnan(cube.numerator)
    # areas where nobody can be counted (0/0) add nothing; any other one without a number leaves the whole without one
    known = (has | (cube.status == Status.not_applicable) | ~cube.exists).all(axis=0, keepdims=True)
    numerator = np.where(known, np.where(has & cube.exists, cube.numerator, 0).sum(axis=0, keepdims=True), np.nan)
    denominator = None
    if cube.denominator is not None:
        inside = np.where(cube.exists & ~np.isnan(cube.denominator), cube.denominator, 0)
        denominator = np.where(known, inside.sum(axis=0, keepdims=True), np.nan)
    status = np.where(known, _status_of(numerator, denominator, method), missing).astype(np.uint8)
    flags = np.bitwise_or.reduce(np.where(cube.exists & has, cube.flags, 0), axis=0, keepdims=True).astype(np.uint8)
    covered = (has & cube.exists).sum(axis=0, keepdims=True) / np.maximum(cube.exists.sum(axis=0, keepdims=True), 1)
    return Cube(
        cube.indicator,
        cube.level,
        (name,),
        cube.periods,
        numerator,
        denominator,
        status,
        flags,
        exists,
        covered,
    )


def _status_of(
    numerator: NDArray[np.float64], denominator: NDArray[np.float64] | None, method: Method
) -> NDArray[np.uint8]:
    status = np.where(numerator == 0, Status.zero, Status.ok)
    if denominator is not None:
        status = np.where(denominator == 0, Status.not_applicable, status)
    return status.astype(np.uint8)


# --- building -----------------------------------------------------------------------------------------------------

Variables = dict[str, dict[str, Matrix]]  # variable -> level -> matrix over the common periods


@dataclass(frozen=True)
class Counts:
    """All variables of an edition at every level they can be known for, over common periods."""

    periods: tuple[Period, ...]
    matrices: Variables
    tree: AreaTree

    def by_end(self) -> dict[dt.date, list[int]]:
        """Last day -> columns of the periods that end on it."""
        ends: dict[dt.date, list[int]] = {}
        for place, period in enumerate(self.periods):
            ends.setdefault(period.end, []).append(place)
        return ends


def count_up(observations: Observations, residuals: Observations, tree: AreaTree, catalogue: Catalogue) -> Counts:
    """Resolve every delivered and derived variable at every level."""
    periods = tuple(sorted(set(observations.periods) | set(residuals.periods)))
    delivered = delivered_matrices(observations, tree, periods)
    rest = delivered_matrices(residuals, tree, periods)
    matrices: Variables = {}
    for variable, by_level in delivered.items():
        adds = variable not in catalogue.variables or catalogue.variables[variable].kind != "given"
        matrices[variable] = fill_levels(by_level, rest.get(variable, {}), tree, periods, adds_up=adds)
    counts = Counts(periods, matrices, tree)
    pending = {k: parse(v.expression) for k, v in catalogue.variables.items() if v.expression and k not in matrices}
    while pending:
        ready = [k for k, e in pending.items() if e.variables <= matrices.keys()]
        if not ready:
            break
        for key in ready:
            expression = pending.pop(key)
            levels = set.intersection(*(set(matrices[v]) for v in expression.variables))
            matrices[key] = {lv: evaluate(expression, counts, lv) for lv in tree.levels if lv in levels}
    return counts


def evaluate(expression: Expression, counts: Counts, level: str) -> Matrix:
    """The signed sum of an expression at one level: (areas, all periods of the edition)."""
    columns = {p: i for i, p in enumerate(counts.periods)}
    shape = len(counts.tree.keys[level]), len(counts.periods)
    total, flags, covered = np.zeros(shape), np.zeros(shape, np.uint8), np.ones(shape)
    statuses = []
    soft = np.zeros(shape, np.uint8)
    for term in expression.terms:
        matrix = counts.matrices.get(term.variable, {}).get(level) or blank(*shape)
        if term.lag:
            matrix = _earlier(matrix, counts.periods, columns, term.lag)
        total = total + term.sign * matrix.number
        flags = flags | np.where(matrix.has_number, matrix.flags, 0).astype(np.uint8)
        covered = np.minimum(covered, matrix.covered)
        statuses.append(np.where(matrix.has_number, Status.ok, matrix.status).astype(np.uint8))
        for mild in (Status.uncertain, Status.rounded_zero):
            soft[(matrix.status == mild) & matrix.has_number] = mild
    status = combined_status(*statuses)
    has = ~np.isnan(total)
    status = np.where(has, np.where(soft > 0, soft, np.where(total == 0, Status.zero, Status.ok)), status)
    return Matrix(total, status.astype(np.uint8), flags, np.ones(shape, np.bool_), covered)


def _earlier(matrix: Matrix, periods: tuple[Period, ...], columns: Mapping[Period, int], years: int) -> Matrix:
    source = [columns.get(_shift(p, -years), -1) for p in periods]
    return _pick_columns(matrix, np.array(source))


def _pick_columns(matrix: Matrix, source: NDArray[np.int64]) -> Matrix:
    there = source >= 0
    none = blank(matrix.number.shape[0], len(source))
    place = np.where(there, source, 0)

    def pick(name: str) -> NDArray[np.generic]:
        return np.where(there[None, :], getattr(matrix, name)[:, place], getattr(none, name))  # type: ignore[no-any-return]  # numpy stubs give Any

    return Matrix(*(pick(n) for n in ("number", "status", "flags", "delivered", "covered")))  # type: ignore[arg-type]  # one dtype each


def _shift(period: Period, years: int) -> Period:
    def moved(day: dt.date) -> dt.date:
        leap = day.month == 2 and day.day == 29
        return day.replace(year=day.year + years, day=28 if leap else day.day)

    return Period(moved(period.end), moved(period.start), period.kind)


def _year_ends(period: Period, rule: str) -> tuple[dt.date, ...]:
    year = period.start.year if period.kind == "school_year" else period.end.year
    last, before = dt.date(year, 12, 31), dt.date(year - 1, 12, 31)
    return {"year_end": (last,), "previous_year_end": (before,), "mean_of_two": (before, last)}[rule]


def _align(matrix: Matrix, counts: Counts, wanted: list[int], rule: str) -> Matrix:
    """Bring denominators to the periods of the numerator (columns `wanted`) by the indicator's declared date."""
    ends = counts.by_end()
    known = (matrix.delivered | matrix.has_number).any(axis=0) & (matrix.covered > 0).any(axis=0)

    def column_of(day: dt.date, at: int) -> int:
        same = [c for c in ends.get(day, []) if known[c]]
        return at if at in same else (same[0] if same else -1)

    if rule == "same_date":
        return _pick_columns(matrix, np.array([column_of(counts.periods[c].end, c) for c in wanted]))
    days = [_year_ends(counts.periods[c], rule) for c in wanted]
    parts = [
        _pick_columns(matrix, np.array([column_of(d[i], c) for d, c in zip(days, wanted, strict=True)]))
        for i in range(len(days[0]) if days else 1)
    ]
    if len(parts) == 1:
        return parts[0]
    number = sum(p.number for p in parts) / len(parts)
    status = combined_status(*(np.where(p.has_number, Status.ok, p.status).astype(np.uint8) for p in parts))
    flags = np.bitwise_or.reduce([p.flags for p in parts])
    covered = np.minimum.reduce([p.covered for p in parts])
    return Matrix(np.asarray(number), status, flags, parts[0].delivered, covered)


def build(indicator: Indicator, method: Method, counts: Counts) -> dict[str, Cube]:
    """level -> cube of one indicator, for every level at which its numerator is known; empty where it is nowhere."""
    top = parse(indicator.numerator)
    bottom = parse(indicator.denominator) if indicator.denominator else None
    cubes: dict[str, Cube] = {}
    for level in counts.tree.levels:
        if not all(level in counts.matrices.get(v, {}) for v in top.variables):
            continue
        if bottom is not None and not all(level in counts.matrices.get(v, {}) for v in bottom.variables):
            continue
        numerator = evaluate(top, counts, level)
        wanted = _columns_with_news(numerator, top, counts, level)
        if not wanted:
            continue
        upper = _pick_columns(numerator, np.array(wanted))
        lower = _align(evaluate(bottom, counts, level), counts, wanted, indicator.denominator_date) if bottom else None
        cubes[level] = _cube(indicator, method, counts, level, wanted, upper, lower)
    return cubes


def _columns_with_news(numerator: Matrix, top: Expression, counts: Counts, level: str) -> list[int]:
    """Periods in which the numerator says something at this level: a number, or a status other than missing."""
    valid = np.column_stack([counts.tree.valid(level, p) for p in counts.periods])
    plain = [counts.matrices[t.variable][level] for t in top.terms if not t.lag] or [numerator]
    spoken = np.any([(m.has_number | (m.status != Status.missing)) for m in plain], axis=0)
    # a year in which every part of a lagged expression is unknown is not a period of the indicator
    some = np.asarray(
        (numerator.has_number | (numerator.status != Status.missing) | (spoken & (not _lags(top)))) & valid
    )
    return [int(c) for c in np.flatnonzero(some.any(axis=0))]


def _lags(expression: Expression) -> bool:
    return any(term.lag for term in expression.terms)


def _cube(
    indicator: Indicator,
    method: Method,
    counts: Counts,
    level: str,
    wanted: list[int],
    upper: Matrix,
    lower: Matrix | None,
) -> Cube:
    periods = tuple(counts.periods[c] for c in wanted)
    exists = np.column_stack([counts.tree.valid(level, p) for p in periods])
    status, flags, covered = upper.status.copy(), upper.flags.copy(), upper.covered
    numerator = upper.number
    denominator = None
    if lower is not None:
        denominator = lower.number
        both = upper.has_number & lower.has_number
        reasons = combined_status(
            np.where(upper.has_number, Status.ok, upper.status).astype(np.uint8),
            np.where(lower.has_number, Status.ok, lower.status).astype(np.uint8),
        )
        status = np.where(both, status, reasons).astype(np.uint8)
        status[both & (lower.number == 0)] = Status.not_applicable
        flags = flags | np.where(lower.has_number, lower.flags & ~np.uint8(Flag.break_before), 0).astype(np.uint8)
        covered = np.minimum(covered, lower.covered)
    status[~exists] = Status.not_applicable
    for row, days in counts.tree.breaks.get(level, {}).items():
        for day in days:
            after = [c for c, p in enumerate(periods) if p.end >= day and exists[row, c]]
            if after and after[0] > 0:
                flags[row, after[0]] |= np.uint8(Flag.break_before)
    numerator = np.where(exists, numerator, np.nan)
    if denominator is not None:
        denominator = np.where(exists, denominator, np.nan)
    return Cube(
        indicator.id,
        level,
        counts.tree.keys[level],
        periods,
        numerator,
        denominator,
        status,
        flags,
        exists,
        covered,
    )


def subset_faults(cube: Cube, method: Method) -> list[tuple[str, Period, float, float]]:
    """Cells of a share whose numerator exceeds its denominator: (key, period, x, n); a data fault."""
    if not method.SUBSET or cube.denominator is None:
        return []
    over = cube.numerator > cube.denominator
    return [
        (cube.keys[a], cube.periods[p], float(cube.numerator[a, p]), float(cube.denominator[a, p]))
        for a, p in np.argwhere(over)
    ]
