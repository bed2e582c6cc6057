"""Mean (Durchschnitt): a sum over the number of units it was taken over, square metres a resident.

value = factor * x / n, so that the mean of a union is the sum of sums over the sum of numbers. No interval:
Student's t needs the spread inside the area, which is not delivered.
"""

import numpy as np
from numpy.typing import NDArray

from indicators.methods._quotient import quotient

Floats = NDArray[np.float64]

TITLE = "Durchschnitt"
EXPLANATION = "Summe im Zähler geteilt durch die Anzahl im Nenner, mal Faktor; ohne Schwankungsbereich."
NEEDS_DENOMINATOR = True
TAKES_DENOMINATOR = True
ADDS_UP = True
SUBSET = False


def values(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x / n; nan where n is 0 or an input is nan.

    >>> values(np.array([43_000.0]), np.array([1000.0]), 1).tolist()
    [43.0]
    """
    return quotient(numerator, denominator, factor)


def interval(
    numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
) -> tuple[Floats, Floats] | None:
    """None: the method has no interval."""
    return None
