"""Density (Dichte): how many of something on a unit of area or length, residents a hectare; assumes n > 0.

value = factor * x / n. No interval: neither number is a draw from the other.
"""

import numpy as np
from numpy.typing import NDArray

from indicators.methods._quotient import quotient

Floats = NDArray[np.float64]

TITLE = "Dichte"
EXPLANATION = "Zähler geteilt durch die Fläche (oder Länge) im Nenner, mal Faktor; ohne Schwankungsbereich."
NEEDS_DENOMINATOR = True
TAKES_DENOMINATOR = True
ADDS_UP = True
SUBSET = False


def values(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x / n; nan where n is 0 or an input is nan.

    >>> values(np.array([1200.0]), np.array([48.0]), 1).tolist()
    [25.0]
    """
    return quotient(numerator, denominator, factor)


def interval(
    numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
) -> tuple[Floats, Floats] | None:
    """None: the method has no interval."""
    return None
