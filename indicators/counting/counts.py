"""Count up: every delivered and derived variable at every level, and expressions over them at any date.

Runs once an edition, over all its periods together; what the atlas shows is built from the result.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.counting.aggregate import (
    COLUMNS,
    Matrix,
    blank,
    carried_flags,
    combined_status,
    delivered_matrices,
    fill_levels,
    number_status,
    open_status,
)
from indicators.counting.tree import AreaTree, Ground, ground
from indicators.expression import Expression, parse
from indicators.model import Catalogue, Flag, Period, Status
from indicators.observations import Observations

Variables = dict[str, dict[str, Matrix]]  # variable -> level -> matrix over the common periods


@dataclass(frozen=True)
class Counts:
    """All variables of an edition at every level they can be known for, over common periods."""

    ground: Ground
    matrices: Variables

    @property
    def tree(self) -> AreaTree:
        """The areas."""
        return self.ground.tree

    @property
    def periods(self) -> tuple[Period, ...]:
        """All periods of the edition, ascending; the columns of every matrix."""
        return self.ground.periods

    def by_end(self) -> dict[dt.date, list[int]]:
        """Last day -> columns of the periods that end on it."""
        ends: dict[dt.date, list[int]] = {}
        for place, period in enumerate(self.periods):
            ends.setdefault(period.end, []).append(place)
        return ends


def count_up(observations: Observations, residuals: Observations, tree: AreaTree, catalogue: Catalogue) -> Counts:
    """Resolve every delivered and derived variable at every level.

    A derived variable that is delivered, too, is computed only in the cells that no delivery speaks of.
    """
    land = ground(tree, tuple(sorted(set(observations.periods) | set(residuals.periods))))
    delivered = delivered_matrices(observations, tree, land.periods)
    rest = delivered_matrices(residuals, tree, land.periods)
    matrices: Variables = {}
    for variable, by_level in delivered.items():
        adds = variable not in catalogue.variables or catalogue.variables[variable].kind != "given"
        matrices[variable] = fill_levels(by_level, rest.get(variable, {}), land, adds_up=adds)
    counts = Counts(land, matrices)
    pending = {key: parse(v.expression) for key, v in catalogue.variables.items() if v.expression}
    while pending:
        known = [key for key, expression in pending.items() if expression.variables <= matrices.keys()]
        ready = [key for key in known if not (pending[key].variables & pending.keys())]
        if not known:
            break
        for key in ready or known:
            _derive(key, pending.pop(key), counts)
    return counts


def _derive(key: str, expression: Expression, counts: Counts) -> None:
    """Add a derived variable to `counts`, under what was delivered of it."""
    levels = set.intersection(*(set(counts.matrices[v]) for v in expression.variables))
    own = counts.matrices.setdefault(key, {})
    for level in counts.tree.levels:
        if level not in levels:
            continue
        derived = evaluate(expression, counts, level)
        if level in own:
            silent = ~own[level].delivered & ~own[level].has_number
            derived = Matrix(*(np.where(silent, getattr(derived, n), getattr(own[level], n)) for n in COLUMNS))
        own[level] = derived


def evaluate(expression: Expression, counts: Counts, level: str) -> Matrix:
    """The signed sum of an expression at one level: (areas, all periods of the edition).

    An uncertain term makes the sum uncertain; a term rounded to zero makes it an estimate.
    """
    shape = len(counts.tree.keys[level]), len(counts.periods)
    total, flags, covered = np.zeros(shape), np.zeros(shape, np.uint8), np.ones(shape)
    uncertain, rounded = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    statuses = []
    for term in expression.terms:
        matrix = counts.matrices.get(term.variable, {}).get(level) or blank(*shape)
        if term.lag:
            matrix = _earlier(matrix, counts, level, term.lag)
        total = total + term.sign * matrix.number
        flags = flags | np.where(matrix.has_number, matrix.flags, 0).astype(np.uint8)
        covered = np.minimum(covered, matrix.covered)
        statuses.append(open_status(matrix))
        uncertain |= (matrix.status == Status.uncertain) & matrix.has_number
        rounded |= (matrix.status == Status.rounded_zero) & matrix.has_number
    has = ~np.isnan(total)
    known = np.where(uncertain, np.uint8(Status.uncertain), number_status(total, rounded))
    estimated = np.where(has & rounded & (total != 0), np.uint8(Flag.estimated), np.uint8(0))
    status = np.where(has, known, combined_status(*statuses)).astype(np.uint8)
    flags = np.where(has, flags | estimated, 0).astype(np.uint8)
    return Matrix(total, status, flags, np.ones(shape, np.bool_), covered)


def _earlier(matrix: Matrix, counts: Counts, level: str, years: int) -> Matrix:
    """The matrix so many years before; unknown where the area did not exist then or was another piece of land."""
    columns = {p: i for i, p in enumerate(counts.periods)}
    source = np.array([columns.get(_shift(p, -years), -1) for p in counts.periods])
    moved = pick_columns(matrix, source)
    comparable = pick_valid(counts.ground.valid[level], source)
    for row, days in counts.tree.breaks.get(level, {}).items():
        for column, before in enumerate(source.tolist()):
            if before >= 0:
                span = counts.periods[before].end, counts.periods[column].end
                comparable[row, column] &= not any(span[0] < day <= span[1] for day in days)
    nothing = blank(*matrix.number.shape)
    return Matrix(*(np.where(comparable, getattr(moved, n), getattr(nothing, n)) for n in COLUMNS))


def pick_valid(valid: NDArray[np.bool_], source: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Columns of `valid` by index; False for -1."""
    return np.where((source >= 0)[None, :], valid[:, np.where(source >= 0, source, 0)], False)


def pick_columns(matrix: Matrix, source: NDArray[np.int64]) -> Matrix:
    """Columns of a matrix by index; -1 gives one of which nothing is known."""
    there = (source >= 0)[None, :]
    none = blank(matrix.number.shape[0], len(source))
    place = np.where(source >= 0, source, 0)
    return Matrix(*(np.where(there, getattr(matrix, n)[:, place], getattr(none, n)) for n in COLUMNS))


def _shift(period: Period, years: int) -> Period:
    def moved(day: dt.date) -> dt.date:
        leap = day.month == 2 and day.day == 29
        return day.replace(year=day.year + years, day=28 if leap else day.day)

    return Period(moved(period.end), moved(period.start), period.kind)


def _year_ends(period: Period, rule: str) -> tuple[dt.date, ...]:
    year = period.start.year if period.kind == "school_year" else period.end.year
    last, before = dt.date(year, 12, 31), dt.date(year - 1, 12, 31)
    return {"year_end": (last,), "previous_year_end": (before,), "mean_of_two": (before, last)}[rule]


def align(matrix: Matrix, counts: Counts, wanted: list[int], rule: str) -> Matrix:
    """Bring denominators to the periods of the numerator (columns `wanted`) by the indicator's declared date.

    Of several periods that end on the day, the numerator's own counts, else the first that anything is known for.
    """
    ends = counts.by_end()
    known = np.asarray((matrix.covered > 0).any(axis=0))

    def column_of(day: dt.date, at: int) -> int:
        same = [c for c in ends.get(day, []) if known[c]]
        return at if at in same else (same[0] if same else -1)

    if rule == "same_date":
        return pick_columns(matrix, np.array([column_of(counts.periods[c].end, c) for c in wanted]))
    days = [_year_ends(counts.periods[c], rule) for c in wanted]
    parts = [
        pick_columns(matrix, np.array([column_of(d[i], c) for d, c in zip(days, wanted, strict=True)]))
        for i in range(len(days[0]))
    ]
    if len(parts) == 1:
        return parts[0]
    number = np.asarray(sum(p.number for p in parts) / len(parts))
    soft = np.any([(p.status == Status.uncertain) & p.has_number for p in parts], axis=0)
    reasons = combined_status(*map(open_status, parts))
    plain = number_status(number, np.any([p.status == Status.rounded_zero for p in parts], axis=0))
    status = np.where(np.isnan(number), reasons, np.where(soft, np.uint8(Status.uncertain), plain))
    flags = np.bitwise_or.reduce([carried_flags(p) for p in parts])
    covered = np.minimum.reduce([p.covered for p in parts])
    return Matrix(number, status.astype(np.uint8), flags, parts[0].delivered, covered)
