"""Cells out of grids: the one place where a number becomes print."""

from collections.abc import Sequence

import numpy as np

from atlas.city import City, Grid
from atlas.numbers import NBSP, SIGNS, cell_text, text
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
    return column_cells(city, indicator, grid, [row], column, [name])[0]


def column_cells(
    city: City, indicator: Indicator, grid: Grid, rows: Sequence[int], column: int, names: Sequence[str]
) -> tuple[Cell, ...]:
    """The cells of several areas in one period; an area that does not exist then says so."""
    cube, method, chosen = grid.cube, city.method(indicator), list(rows)
    numerators, values_ = cube.numerator[chosen, column], grid.value[chosen, column]
    denominators = None if cube.denominator is None else cube.denominator[chosen, column]
    limits = method.interval(numerators, denominators, indicator.factor, 0.95)
    cells = []
    for place, (row, name) in enumerate(zip(chosen, names, strict=True)):
        if not cube.exists[row, column]:
            cells.append(gone(cube.keys[row], name, row))
            continue
        value = number(values_[place])
        numerator = number(numerators[place]) if method.ADDS_UP else None  # a given rate is no count
        denominator = None if denominators is None else number(denominators[place])
        status, flags = Status(int(cube.status[row, column])), int(cube.flags[row, column])
        lower = upper = None
        if limits is not None and value is not None and not flags & Flag.estimated:
            lower, upper = number(limits[0][place]), number(limits[1][place])
        printed, full = prints(indicator, value, status, flags)
        full += covered_text(status, float(cube.covered[row, column]))
        counts = _counts(numerator, denominator) if indicator.denominator else ""
        cells.append(
            Cell(
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
        )
    return tuple(cells)


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
