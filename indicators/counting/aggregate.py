"""Add counts up an area tree or over a free selection; rates are never added, only their counts.

A delivered total wins over the sum of its parts. Parts without a number make the sum have none. Rows that
could not be assigned to an area ("nicht zuzuordnen") belong to the parent's sum alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.counting.groups import Groups
from indicators.counting.tree import AreaTree, Ground
from indicators.model import Flag, Period, Status
from indicators.observations import Observations

# Which reason a sum gives when several parts have no number: the one that must not be read away comes first.
PRECEDENCE = (Status.secret, Status.missing, Status.later, Status.uncertain, Status.not_applicable)
COLUMNS = ("number", "status", "flags", "delivered", "covered")  # of a Matrix


@dataclass(frozen=True)
class Matrix:
    """One variable at one level: (areas, periods) numbers with their statuses."""

    number: NDArray[np.float64]  # nan exactly where there is no number
    status: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    delivered: NDArray[np.bool_]  # False: added up from parts, or not there
    covered: NDArray[np.float64]  # share of parts that have a number; 1 for delivered cells

    def take(self, rows: NDArray[np.int64]) -> "Matrix":
        """The chosen areas."""
        return Matrix(*(getattr(self, n)[rows] for n in COLUMNS))

    def at(self, columns: NDArray[np.int64]) -> "Matrix":
        """The chosen periods."""
        return Matrix(*(getattr(self, n)[:, columns] for n in COLUMNS))

    @property
    def has_number(self) -> NDArray[np.bool_]:
        """Where a number stands behind the status."""
        return ~np.isnan(self.number)


def blank(areas: int, periods: int) -> Matrix:
    """Nothing known: every cell missing."""
    shape = (areas, periods)
    return Matrix(
        np.full(shape, np.nan),
        np.full(shape, Status.missing, np.uint8),
        np.zeros(shape, np.uint8),
        np.zeros(shape, np.bool_),
        np.zeros(shape),
    )


def combined_status(*parts: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The status of what is computed from `parts` (same shape): the first of PRECEDENCE that any part has, else ok."""
    result = np.full(parts[0].shape, Status.ok, np.uint8)
    for status in reversed(PRECEDENCE):
        for part in parts:
            result[part == status] = status
    return result


def open_status(matrix: Matrix) -> NDArray[np.uint8]:
    """Why there is no number, ok where there is one."""
    return np.where(matrix.has_number, Status.ok, matrix.status).astype(np.uint8)


def carried_flags(matrix: Matrix) -> NDArray[np.uint8]:
    """What a sum takes over from the flags of its parts: all but breaks; soft numbers make it an estimate."""
    soft = np.isin(matrix.status, (Status.rounded_zero, Status.uncertain))
    flags = (matrix.flags & ~np.uint8(Flag.break_before)) | np.where(soft, np.uint8(Flag.estimated), np.uint8(0))
    return np.where(matrix.has_number, flags, 0).astype(np.uint8)


def number_status(number: NDArray[np.float64], rounded: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The status of sums that have a number; `rounded`: where a part is more than nothing but rounds to it."""
    nothing = np.where(rounded, Status.rounded_zero, Status.zero)
    return np.where(number == 0, nothing, Status.ok).astype(np.uint8)


def add_parts(matrix: Matrix, parent: NDArray[np.int32], valid: NDArray[np.bool_], parents: int) -> Matrix:
    """Sum the rows of `matrix` (parts, periods) by `parent` (parts,); `valid` (parts, periods) says which parts exist.

    A cell of the result has a number only where every existing part has one (parts that cannot apply add nothing);
    its status is then ok, zero or rounded_zero. Otherwise it carries the gravest status of its parts and the share
    covered. A sum of uncertain or rounded numbers is flagged as estimated.
    """
    groups = Groups.of(parent, parents)
    part = matrix.take(groups.rows)
    exists, number = valid[groups.rows], part.number
    has = part.has_number & exists
    known = has | ((part.status == Status.not_applicable) & exists)
    total = groups.sums(np.where(has, number, 0.0))
    complete = groups.all(known | ~exists) & groups.any(has)
    rounded = groups.any((part.status == Status.rounded_zero) & has)
    status = np.full(total.shape, Status.missing, np.uint8)
    for grave in reversed(PRECEDENCE):
        status[groups.any((part.status == grave) & exists & ~has)] = grave
    status[complete] = number_status(total, rounded)[complete]
    count = groups.sums(exists.astype(float))
    covered = np.divide(groups.sums(known.astype(float)), count, out=np.zeros(count.shape), where=count > 0)
    flags = groups.union(np.where(exists, carried_flags(part), 0).astype(np.uint8))
    return Matrix(
        np.where(complete, total, np.nan),
        status,
        np.where(complete, flags, 0).astype(np.uint8),
        np.zeros(complete.shape, np.bool_),
        covered,
    )


def delivered_matrices(
    observations: Observations, tree: AreaTree, periods: tuple[Period, ...]
) -> dict[str, dict[str, Matrix]]:
    """variable -> level -> matrix of what was delivered; keys that the tree does not know are left to the report."""
    column = {period: place for place, period in enumerate(periods)}
    to_column = np.array([column.get(p, -1) for p in observations.periods], np.int32)
    result: dict[str, dict[str, Matrix]] = {}
    for level_code, level in enumerate(observations.levels):
        if level not in tree.keys:
            continue
        index = tree.index(level)
        to_row = np.array([index.get(key, -1) for key in observations.areas], np.int32)
        of_level = np.flatnonzero(observations.level == level_code)
        order = of_level[np.argsort(observations.variable[of_level], kind="stable")]
        bounds = np.searchsorted(observations.variable[order], np.arange(len(observations.variables) + 1))
        for code, variable in enumerate(observations.variables):
            rows = order[bounds[code] : bounds[code + 1]]
            if not len(rows):
                continue
            place = to_row[observations.area[rows]], to_column[observations.period[rows]]
            known = (place[0] >= 0) & (place[1] >= 0)
            rows, where = rows[known], (place[0][known], place[1][known])
            matrix = blank(len(index), len(periods))
            matrix.number[where] = observations.number[rows]
            matrix.status[where] = observations.status[rows]
            matrix.flags[where] = observations.flags[rows]
            matrix.delivered[where] = True
            matrix.covered[where] = 1.0
            result.setdefault(variable, {})[level] = matrix
    return result


def fill_levels(
    delivered: dict[str, Matrix], residual: dict[str, Matrix], ground: Ground, *, adds_up: bool = True
) -> dict[str, Matrix]:
    """One variable at every level that it can be known for: delivered cells, else sums of the finer levels' cells.

    `residual` holds what was delivered for a parent without an area ("nicht zuzuordnen"); it joins sums, never
    delivered totals. With `adds_up=False` (a rate delivered without counts) only delivered cells remain.
    A level whose areas leave out a piece of a parent does not add up to it; the next finer one does.
    """
    tree, periods = ground.tree, ground.periods
    result: dict[str, Matrix] = {}
    for level in reversed(tree.levels):
        own = delivered.get(level) or blank(len(tree.keys[level]), len(periods))
        valid = ground.valid[level]
        for child in _ways(tree, level, residual) if adds_up else ():
            if child in result and np.any(~own.delivered & ~own.has_number & valid):
                own = _fill(own, result[child], _rest(residual, tree, level, child), ground, level, child)
        if np.any(_speaks(own) & valid) or (own.delivered & valid).any():
            result[level] = own
    return {level: result[level] for level in tree.levels if level in result}


def _ways(tree: AreaTree, level: str, residual: dict[str, Matrix]) -> list[str]:
    """Finer levels to add up, the coarsest first; none that would miss the residual of a coarser one it crosses."""
    finer = tree.finer(level)
    return [
        child
        for place, child in enumerate(finer)
        if all((child, before) in tree.parents for before in finer[:place] if before in residual)
    ]


def _speaks(matrix: Matrix) -> NDArray[np.bool_]:
    """Where anything is known: a number, a part of one, or a reason other than missing."""
    return np.asarray((matrix.covered > 0) | (matrix.status != Status.missing))


def _fill(own: Matrix, parts: Matrix, rest: Matrix | None, ground: Ground, level: str, child: str) -> Matrix:
    """`own` with its open cells added up from `parts` and the residual, in the periods that the parts know of."""
    open_ = ~own.delivered & ~own.has_number
    columns = np.flatnonzero(open_.any(axis=0) & _speaks(parts).any(axis=0))
    if not len(columns):
        return own
    valid, parent = ground.valid[child][:, columns], ground.tree.parents[child, level]
    summed = add_parts(parts.at(columns), parent, valid, len(ground.tree.keys[level]))
    hole = ground.holes[child, level][:, columns]
    if hole.any():
        nothing = blank(*hole.shape)
        summed = Matrix(*(np.where(hole, getattr(nothing, n), getattr(summed, n)) for n in COLUMNS))
    if rest is not None:
        summed = _with_rest(summed, rest.at(columns))
    before = own.at(columns)
    gain = (summed.covered > before.covered) & (before.status != Status.secret)
    more = _speaks(summed) & (~_speaks(before) | gain)
    better = open_[:, columns] & (summed.has_number | more)
    result = Matrix(*(getattr(own, n).copy() for n in COLUMNS))
    for name in ("number", "status", "flags", "covered"):
        getattr(result, name)[:, columns] = np.where(better, getattr(summed, name), getattr(before, name))
    return result


def _with_rest(summed: Matrix, rest: Matrix) -> Matrix:
    """Sums with what could not be assigned to a part; an unknown rest makes the sum unknown."""
    counts = rest.delivered & (rest.status != Status.not_applicable) & _speaks(summed)
    unknown = counts & ~rest.has_number
    number = np.where(counts, summed.number + rest.number, summed.number)
    reasons = combined_status(
        open_status(summed),
        np.where(unknown, rest.status, Status.ok).astype(np.uint8),
    )
    rounded = (summed.status == Status.rounded_zero) | (counts & (rest.status == Status.rounded_zero))
    status = np.where(np.isnan(number), reasons, number_status(number, rounded)).astype(np.uint8)
    flags = np.where(np.isnan(number), 0, summed.flags | np.where(counts, carried_flags(rest), 0))
    return Matrix(number, status, flags.astype(np.uint8), summed.delivered, summed.covered)


def _rest(residual: dict[str, Matrix], tree: AreaTree, level: str, child: str) -> Matrix | None:
    """What sums of `child` lack at `level`: its own residual and those of nested levels that are passed over."""
    found = residual.get(level)
    passed: list[str] = []
    for between in tree.finer(level):
        nested = all((between, above) in tree.parents for above in passed)
        if (between in residual) and child in tree.finer(between) and nested:
            passed.append(between)
            found = _raise(residual[between], tree.parents[between, level], found, len(tree.keys[level]))
    return found


def _raise(rest: Matrix, parent: NDArray[np.int32], onto: Matrix | None, parents: int) -> Matrix:
    """The delivered cells of `rest` added to those of `onto` at their parents; there are few of them."""
    sums = blank(parents, rest.number.shape[1]) if onto is None else onto
    number, status, flags, delivered, covered = (getattr(sums, n).copy() for n in COLUMNS)
    counted = rest.delivered & (rest.status != Status.not_applicable) & (parent >= 0)[:, None]
    soft = carried_flags(rest)
    for row, column in np.argwhere(counted).tolist():
        at = parent[row], column
        pairs = [(rest.number[row, column], rest.status[row, column])]
        if delivered[at] and status[at] != Status.not_applicable:
            pairs.append((number[at], status[at]))
        reasons = [np.array([s if np.isnan(n) else Status.ok], np.uint8) for n, s in pairs]
        rounded = np.array([any(s == Status.rounded_zero for _, s in pairs)])
        number[at] = total = sum(n for n, _ in pairs)
        known = number_status(np.array([total]), rounded)[0]
        status[at] = combined_status(*reasons)[0] if np.isnan(total) else known
        flags[at] |= soft[row, column]
        delivered[at], covered[at] = True, 1.0
    return Matrix(number, status, flags, delivered, covered)
