"""Numerator and denominator of one indicator: a part is at most its whole, and cases need somebody to happen to."""

from collections.abc import Iterator

import numpy as np

from indicators.checks._finding import MOST, Finding, others
from indicators.checks._material import Material
from indicators.counting.cube import impossible_cells
from indicators.methods import family
from indicators.wording import figure

KEY = "numerator"
TITLE = "Zähler höchstens so groß wie der Nenner"


def find(found: Material) -> Iterator[Finding]:
    """An error where the numerator of a share is above its denominator, a note where cases have no base at all."""
    methods = family()
    for cube in found.cubes:
        indicator = found.catalogue.indicators[cube.indicator]
        method = methods[indicator.method]
        wrong = impossible_cells(cube, method)
        for key, period, x, n in wrong[:MOST]:
            sentence = (
                f"Der Zähler {figure(x)} ist größer als der Nenner {figure(n)}; bei einem Anteil kann das nicht sein. "
                "Prüfen Sie, ob beide dieselben Personen und denselben Stichtag meinen."
            )
            yield Finding(KEY, "error", cube.indicator, cube.level, key, period.iso, sentence, (x, n))
        yield from others(KEY, "error", cube.indicator, cube.level, len(wrong))
        if cube.denominator is None or method.SUBSET:
            continue
        cells = np.argwhere((cube.numerator > 0) & (cube.denominator == 0)).tolist()
        for row, column in cells[:MOST]:
            x = float(cube.numerator[row, column])
            sentence = (
                f"Im Zähler steht {figure(x)}, im Nenner 0; es gibt keinen Wert. "
                "Prüfen Sie, ob die Fälle hier richtig zugeordnet sind."
            )
            place = cube.level, cube.keys[row], cube.periods[column].iso
            yield Finding(KEY, "note", cube.indicator, *place, sentence, (x, 0.0))
        yield from others(KEY, "note", cube.indicator, cube.level, len(cells))
