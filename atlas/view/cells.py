"""Cells out of grids: the one place where a number becomes print."""

import numpy as np

from atlas.city import City, Grid
from atlas.numbers import SIGNS, cell_text, text
from atlas.view.model import Cell
from indicators.cube import Cube, together, values
from indicators.disclosure.rules import hide
from indicators.errors import CannotAggregate
from indicators.model import Flag, Indicator, Status


def number(value: float) -> float | None:
    """None where there is no number."""
    return None if np.isnan(value) else float(value)


def count_text(count: float) -> str:
    """A count in print; non-integer counts keep one decimal."""
    return text(count, 0 if float(count).is_integer() else 1)


def cell(city: City, indicator: Indicator, grid: Grid, row: int, column: int, name: str) -> Cell:
    """The cell of one area (row) in one period (column)."""
    cube = grid.cube
    numerator, value = number(cube.numerator[row, column]), number(grid.value[row, column])
    denominator = None if cube.denominator is None else number(cube.denominator[row, column])
    status, flags = Status(int(cube.status[row, column])), int(cube.flags[row, column])
    lower = upper = None
    if value is not None and numerator is not None:
        x = np.array([numerator])
        n = None if denominator is None else np.array([denominator])
        limits = city.method(indicator).interval(x, n, indicator.factor, 0.95)
        if limits is not None and not flags & Flag.estimated:
            lower, upper = number(limits[0][0]), number(limits[1][0])
    printed, full = prints(indicator, value, status, flags)
    counts = _counts(numerator, denominator) if indicator.denominator else ""
    return Cell(
        cube.keys[row],
        name,
        numerator,
        denominator,
        value,
        lower,
        upper,
        status,
        flags,
        printed,
        full,
        counts,
        row,
    )


def prints(indicator: Indicator, value: float | None, status: Status, flags: int) -> tuple[str, str]:
    """Text without unit and with unit; a cell without a number prints the sign and the word of its status."""
    if value is None or status == Status.rounded_zero:
        sign = SIGNS[status]
        return sign.sign, sign.word
    said = cell_text(value, status, indicator.decimals)
    full = cell_text(value, status, indicator.decimals, indicator.unit)
    marks = "".join(m for f, m in ((Flag.provisional, "p"), (Flag.revised, "r"), (Flag.estimated, "s")) if flags & f)
    return said + marks, full + (f" {marks}" if marks else "")


def _counts(numerator: float | None, denominator: float | None) -> str:
    if numerator is None:
        return ""
    if denominator is None:
        return count_text(numerator)
    return f"{count_text(numerator)} von {count_text(denominator)}"


def group_grid(city: City, indicator: Indicator, grid: Grid, rows: list[int], name: str) -> Grid | None:
    """Several areas as one; None where counts are unknown, secret or the method does not add up."""
    method = city.method(indicator)
    try:
        whole: Cube = together(grid.cube.take(rows), method, name)
    except CannotAggregate:
        return None
    hidden = hide(whole, indicator, method)
    return Grid(hidden, values(hidden, indicator, method))
