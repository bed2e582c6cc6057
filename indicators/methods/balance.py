"""Balance (Saldo): arrivals less departures, plain or on a base; may be negative, 0: as many came as left.

The numerator is the difference (`zuzuege - fortzuege`): value = factor * x without a denominator,
factor * x / n with one. No interval: a difference of two counts is no count.
"""

import numpy as np
from numpy.typing import NDArray

from indicators.methods._quotient import quotient

Floats = NDArray[np.float64]

TITLE = "Saldo"
EXPLANATION = (
    "Zugänge minus Abgänge, gegebenenfalls geteilt durch die Bezugsgröße, mal Faktor; kann negativ sein, "
    "ohne Schwankungsbereich."
)
NEEDS_DENOMINATOR = False
TAKES_DENOMINATOR = True
ADDS_UP = True
SUBSET = False


def values(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x, or factor * x / n (nan where n is 0); nan where an input is nan.

    >>> values(np.array([12.0 - 15.0]), None, 1).tolist()
    [-3.0]
    >>> values(np.array([12.0 - 15.0]), np.array([60.0]), 100).tolist()
    [-5.0]
    """
    if denominator is None:
        return factor * np.asarray(numerator, np.float64)
    return quotient(numerator, denominator, factor)


def interval(
    numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
) -> tuple[Floats, Floats] | None:
    """None: the method has no interval."""
    return None
