"""Ratio (Verhältnis): two groups of which neither holds the other, young people to people of working age.

value = factor * x / n. No interval.
"""

import numpy as np
from numpy.typing import NDArray

from indicators.methods._quotient import quotient

Floats = NDArray[np.float64]

TITLE = "Verhältnis"
EXPLANATION = "Zähler geteilt durch Nenner, mal Faktor; beide zählen verschiedene Gruppen, ohne Schwankungsbereich."
NEEDS_DENOMINATOR = True
TAKES_DENOMINATOR = True
ADDS_UP = True
SUBSET = False


def values(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x / n; nan where n is 0 or an input is nan.

    >>> values(np.array([300.0]), np.array([1200.0]), 100).tolist()
    [25.0]
    """
    return quotient(numerator, denominator, factor)


def interval(
    numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
) -> tuple[Floats, Floats] | None:
    """None: the method has no interval."""
    return None
