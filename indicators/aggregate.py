"""Add counts up an area tree or over a free selection; rates are never added, only their counts.

A delivered total wins over the sum of its parts. Parts without a number make the sum have none. Rows that
could not be assigned to an area ("nicht zuzuordnen") belong to the parent's sum alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.model import NUMBERED, Flag, Period, Status
from indicators.observations import Observations
from indicators.tree import AreaTree

_NUMBERED = np.zeros(len(Status), np.bool_)
_NUMBERED[list(NUMBERED)] = True

# Which reason a sum gives when several parts have no number: the one that must not be read away comes first.
PRECEDENCE = (Status.secret, Status.missing, Status.later, Status.uncertain, Status.not_applicable)


@dataclass(frozen=True)
class Matrix:
    """One variable at one level: (areas, periods) numbers with their statuses."""

    number: NDArray[np.float64]  # nan exactly where there is no number
    status: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    delivered: NDArray[np.bool_]  # False: added up from parts, or not there
    covered: NDArray[np.float64]  # share of parts that have a number; 1 for delivered cells

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


def add_parts(matrix: Matrix, parent: NDArray[np.int32], valid: NDArray[np.bool_], parents: int) -> Matrix:
    """Sum the rows of `matrix` (parts, periods) by `parent` (parts,); `valid` (parts, periods) says which parts exist.

    A cell of the result has a number only where every existing part has one (parts that cannot apply add nothing);
    its status is then ok or zero. Otherwise it carries the gravest status of its parts and the share covered.
    """
    periods = matrix.number.shape[1]
    inside = valid & (parent >= 0)[:, None]
    rows = np.where(parent >= 0, parent, 0)
    exists = np.zeros((parents, periods))
    known = np.zeros((parents, periods))
    applies = np.zeros((parents, periods))
    total = np.zeros((parents, periods))
    flags = np.zeros((parents, periods), np.uint8)
    has = matrix.has_number & inside
    not_applicable = (matrix.status == Status.not_applicable) & inside
    np.add.at(exists, rows, inside.astype(float))
    np.add.at(known, rows, (has | not_applicable).astype(float))
    np.add.at(applies, rows, has.astype(float))
    np.add.at(total, rows, np.where(has, matrix.number, 0.0))
    carried = np.where(has, matrix.flags & ~np.uint8(Flag.break_before), 0).astype(np.uint8)
    rounded = has & np.isin(matrix.status, (Status.rounded_zero, Status.uncertain))
    carried = np.where(rounded, carried | np.uint8(Flag.estimated), carried).astype(np.uint8)
    np.bitwise_or.at(flags, rows, carried)
    complete = (exists > 0) & (known == exists) & (applies > 0)
    status = np.full((parents, periods), Status.missing, np.uint8)
    for grave in reversed(PRECEDENCE):
        seen = np.zeros((parents, periods), np.bool_)
        np.logical_or.at(seen, rows, (matrix.status == grave) & inside & ~has)
        status[seen] = grave
    status[complete] = np.where(total[complete] == 0, Status.zero, Status.ok)
    covered = np.divide(known, exists, out=np.zeros_like(known), where=exists > 0)
    number = np.where(complete, total, np.nan)
    return Matrix(number, status, np.where(complete, flags, 0).astype(np.uint8), np.zeros_like(complete), covered)


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
    delivered: dict[str, Matrix],
    residual: dict[str, Matrix],
    tree: AreaTree,
    periods: tuple[Period, ...],
    *,
    adds_up: bool = True,
) -> dict[str, Matrix]:
    """One variable at every level that it can be known for: delivered cells, else sums of the finer levels' cells.

    `residual` holds what was delivered for a parent without an area ("nicht zuzuordnen"); it joins sums, never
    delivered totals. With `adds_up=False` (a rate delivered without counts) only delivered cells remain.
    """
    result: dict[str, Matrix] = {}
    for level in reversed(tree.levels):
        own = delivered.get(level) or blank(len(tree.keys[level]), len(periods))
        valid = np.column_stack([tree.valid(level, p) for p in periods]) if periods else np.zeros((0, 0), np.bool_)
        if adds_up:
            for child in tree.finer(level):
                if child in result:
                    own = _fill(own, result[child], residual.get(level), tree, level, child, periods)
        known = own.delivered | (own.covered > 0) | (own.status != Status.missing)
        if np.any(known & valid):
            result[level] = own
    return {level: result[level] for level in tree.levels if level in result}


def _fill(
    own: Matrix,
    parts: Matrix,
    residual: Matrix | None,
    tree: AreaTree,
    level: str,
    child: str,
    periods: tuple[Period, ...],
) -> Matrix:
    valid = np.column_stack([tree.valid(child, p) for p in periods])
    summed = add_parts(parts, tree.parents[child, level], valid, len(tree.keys[level]))
    number, status = summed.number, summed.status
    if residual is not None:
        both = summed.has_number & residual.has_number
        number = np.where(both, summed.number + np.where(both, residual.number, 0.0), number)
        unknown = summed.has_number & residual.delivered & ~residual.has_number
        number = np.where(unknown, np.nan, number)
        status = np.where(unknown, residual.status, status)
        status = np.where(~np.isnan(number), np.where(number == 0, Status.zero, Status.ok), status).astype(np.uint8)
    open_ = ~own.delivered & ~own.has_number
    better = open_ & (~np.isnan(number) | (summed.covered > own.covered))
    return Matrix(
        np.where(better, number, own.number),
        np.where(better, status, own.status).astype(np.uint8),
        np.where(better, summed.flags, own.flags).astype(np.uint8),
        own.delivered,
        np.where(better, summed.covered, own.covered),
    )


def union(matrix: Matrix, rows: NDArray[np.int64]) -> Matrix:
    """Several areas taken together as one: (1, periods)."""
    part = Matrix(*(getattr(matrix, n)[rows] for n in ("number", "status", "flags", "delivered", "covered")))
    valid = np.ones(part.number.shape, np.bool_)
    return add_parts(part, np.zeros(len(rows), np.int32), valid, 1)
