"""Rate (Häufigkeit): events on a base that they may exceed (cases, places, births); assumes x >= 0.

value = factor * x / n; interval: factor * `indicators.intervals.poisson`, exact below 10 events, else Byar.
"""

import numpy as np
from numpy.typing import NDArray

from indicators.intervals import poisson
from indicators.methods._quotient import quotient

Floats = NDArray[np.float64]

TITLE = "Rate"
EXPLANATION = (
    "Zahl der Fälle geteilt durch die Bezugsgröße, mal Faktor; mehr Fälle als Bezugsgröße sind möglich, "
    "Schwankungsbereich exakt unter 10 Fällen, darüber nach Byar."
)
NEEDS_DENOMINATOR = True
TAKES_DENOMINATOR = True
ADDS_UP = True
SUBSET = False


def values(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x / n; nan where n is 0 or an input is nan.

    >>> values(np.array([250.0]), np.array([220.0]), 100).round(1).tolist()
    [113.6]
    """
    return quotient(numerator, denominator, factor)


def interval(
    numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Poisson limits of the events over n, times factor; nan where undefined."""
    if denominator is None:
        raise ValueError("a rate was given no denominator")
    lower, upper = poisson(numerator, denominator, confidence)
    return factor * lower, factor * upper
