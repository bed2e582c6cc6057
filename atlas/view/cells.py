"""Cells out of grids: the one place where a number becomes print."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from atlas.city import City, Grid
from atlas.numbers import NBSP, SIGNS, cell_text, text, with_unit
from atlas.view.model import Cell
from indicators.counting.cube import Cube, together, values
from indicators.disclosure.rules import hide
from indicators.errors import CannotAggregate
from indicators.model import Flag, Indicator, Status

STATUSES = tuple(Status)  # by code, without the cost of asking the enum
ESTIMATED = int(Flag.estimated)
MARKED = ((Flag.provisional, "p"), (Flag.revised, "r"), (Flag.estimated, "s"))
MARKS = tuple("".join(mark for flag, mark in MARKED if flags & flag) for flags in range(2 * max(Flag)))  # by flags


def count_text(count: float) -> str:
    """A count in print; non-integer counts keep one decimal."""
    return text(count, 0 if float(count).is_integer() else 1)


def cell(city: City, indicator: Indicator, grid: Grid, row: int, column: int, name: str) -> Cell:
    """The cell of one area (row) in one period (column)."""
    return cells_at(city, indicator, grid, [row], [column], [name])[0]


def cells_at(
    city: City, indicator: Indicator, grid: Grid, rows: Sequence[int], columns: Sequence[int], names: Sequence[str]
) -> tuple[Cell, ...]:
    """The cells at (row, column), one a name; an area that does not exist in the period says so."""
    cube, method = grid.cube, city.method(indicator)
    at = np.asarray(rows, np.int64), np.asarray(columns, np.int64)
    numerators, found = cube.numerator[at], grid.value[at]
    denominators = None if cube.denominator is None else cube.denominator[at]
    limits = method.interval(numerators, denominators, indicator.factor, 0.95)
    lowers: list[float | None] = [None] * len(names)
    uppers = lowers
    if limits is not None:
        lowers, uppers = _numbers(limits[0]), _numbers(limits[1])
    counted = _numbers(numerators) if method.ADDS_UP else [None] * len(names)  # a given rate is no count
    bases = [None] * len(names) if denominators is None else _numbers(denominators)
    described = zip(
        rows,
        names,
        counted,
        bases,
        _numbers(found),
        lowers,
        uppers,
        cube.status[at].tolist(),
        cube.flags[at].tolist(),
        cube.covered[at].tolist(),
        cube.exists[at].tolist(),
        [0.0] * len(names) if cube.split is None else cube.split[at].tolist(),
        strict=True,
    )
    cells = []
    for row, name, numerator, denominator, value, lower, upper, code, flags, covered, exists, split in described:
        if not exists:
            cells.append(gone(cube.keys[row], name, row))
            continue
        status, exact = STATUSES[code], value is not None and not flags & ESTIMATED
        printed, full = prints(indicator, value, status, flags)
        full += covered_text(status, covered)
        counts = _counts(numerator, denominator, whole=split > 0) if indicator.denominator else ""
        low, high = (lower, upper) if exact else (None, None)
        cells.append(
            Cell(
                key=cube.keys[row],
                name=name,
                numerator=numerator,
                denominator=denominator,
                value=value,
                lower=low,
                upper=high,
                status=status,
                flags=flags,
                text=printed,
                full=full,
                counts=counts,
                row=row,
                reason=secret_by(city, indicator) if status == Status.secret else "",
                split=split,
            )
        )
    return tuple(cells)


def secret_by(city: City, indicator: Indicator) -> str:
    """By whose rule small numbers of the indicator are secret, in the house; in public nobody learns which it was."""
    return "" if city.public else indicator.rules.source


def _numbers(column: NDArray[np.float64]) -> list[float | None]:
    """None where there is no number."""
    return [None if number != number else number for number in column.tolist()]  # nan is not itself


def gone(key: str, name: str, row: int = -1) -> Cell:
    """The cell of an area that does not exist in the period."""
    sign = SIGNS[Status.not_applicable].sign
    said = "gibt es zu diesem Zeitpunkt nicht"
    return Cell(key, name, None, None, None, None, None, Status.not_applicable, 0, sign, said, "", row)


def covered_text(status: Status, covered: float) -> str:
    """What is known where a sum lacks some of its parts: ` (Werte für 67 % der Teilgebiete)`."""
    if status not in (Status.missing, Status.later) or not 0 < covered < 1:
        return ""
    return f" (Werte für {min(int(100 * covered + 0.5), 99)}{NBSP}% der Teilgebiete)"


def prints(indicator: Indicator, value: float | None, status: Status, flags: int) -> tuple[str, str]:
    """Text without unit and with unit; a cell without a number prints the sign and the word of its status."""
    if value is None or status == Status.rounded_zero:
        sign = SIGNS[status]
        return sign.sign, sign.word
    said = cell_text(value, status, indicator.decimals)
    plain = status == Status.ok
    full = with_unit(said, indicator.unit) if plain else cell_text(value, status, indicator.decimals, indicator.unit)
    marks = MARKS[flags]
    return said + marks, full + (f" {marks}" if marks else "")


def _counts(numerator: float | None, denominator: float | None, *, whole: bool) -> str:
    """`30 von 322`; `whole`: an estimate, of which nobody knows tenths of a person."""
    said = [text(n, 0) if whole else count_text(n) for n in (numerator, denominator) if n is not None]
    return "" if numerator is None else " von ".join(said)


def group_grid(city: City, indicator: Indicator, grid: Grid, rows: list[int], name: str) -> Grid | None:
    """Several areas as one; None where counts are unknown, secret or the method does not add up."""
    method = city.method(indicator)
    try:
        whole: Cube = together(grid.cube.take(rows), method, name)
    except CannotAggregate:
        return None
    hidden = hide(whole, indicator, method)
    return Grid(hidden, values(hidden, indicator, method))
