"""Declared ranges: numbers and values beyond what can be; a percentage without counts keeps 0 to 100 anyway."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from indicators.checks._declared import Range
from indicators.checks._finding import MOST, Finding, others
from indicators.checks._material import Material
from indicators.counting.cube import values
from indicators.methods import family
from indicators.wording import figure

KEY = "range"
TITLE = "Wert im erwarteten Bereich"
PERCENT = Range(0, 100)


def find(found: Material) -> Iterator[Finding]:
    """Delivered numbers outside the range of their variable, and values outside that of their indicator."""
    ranges = found.declared.ranges
    for variable, level, matrix in found.own():
        known = found.catalogue.variables.get(variable)
        percent = known is not None and known.kind == "given" and known.unit == "%"
        limits = ranges.get(variable, PERCENT if percent else None)
        if limits is not None:
            cells = _outside(matrix.number, limits)
            for row, column in cells[:MOST]:
                place = variable, level, *found.at(level, row, column)
                yield _finding(place, float(matrix.number[row, column]), limits)
            yield from others(KEY, limits.severity, variable, level, len(cells))
    methods = family()
    for cube in found.cubes:
        limits = ranges.get(cube.indicator)
        if limits is not None and cube.indicator not in found.catalogue.variables:
            indicator = found.catalogue.indicators[cube.indicator]
            computed = np.where(cube.exists, values(cube, indicator, methods[indicator.method]), np.nan)
            cells = _outside(computed, limits)
            for row, column in cells[:MOST]:
                place = cube.indicator, cube.level, cube.keys[row], cube.periods[column].iso
                yield _finding(place, float(computed[row, column]), limits)
            yield from others(KEY, limits.severity, cube.indicator, cube.level, len(cells))


def _outside(numbers: NDArray[np.float64], limits: Range) -> list[tuple[int, int]]:
    low = -np.inf if limits.low is None else limits.low
    high = np.inf if limits.high is None else limits.high
    return [(row, column) for row, column in np.argwhere((numbers < low) | (numbers > high)).tolist()]


def _finding(place: tuple[str, str, str, str], value: float, limits: Range) -> Finding:
    ends = (("ab", limits.low), ("bis", limits.high))
    allowed = " ".join(f"{word} {figure(end)}" for word, end in ends if end is not None)
    sentence = f"{figure(value)} liegt außerhalb des erwarteten Bereichs ({allowed}); prüfen Sie Einheit und Komma."
    return Finding(KEY, limits.severity, *place, sentence, (value,))
