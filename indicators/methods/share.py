"""Share (Anteil): how many of n belong to a group that is a part of them; assumes 0 <= x <= n.

value = factor * x / n; interval: Wilson score, factor * limits (see `indicators.intervals.wilson`).
"""

import numpy as np
from numpy.typing import NDArray

from indicators.intervals import SLACK, wilson
from indicators.methods._quotient import quotient

Floats = NDArray[np.float64]

TITLE = "Anteil"
EXPLANATION = (
    "Zähler geteilt durch Nenner, mal Faktor; der Zähler ist eine Teilmenge des Nenners, "
    "Schwankungsbereich nach Wilson."
)
NEEDS_DENOMINATOR = True
TAKES_DENOMINATOR = True
ADDS_UP = True
SUBSET = True


def values(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x / n; nan where n is 0, an input is nan, or x is no part of n (below 0, above n).

    >>> values(np.array([81.0, 264.0]), np.array([263.0, 263.0]), 100).round(2).tolist()
    [30.8, nan]
    """
    part = np.asarray(numerator, np.float64)
    result = quotient(part, denominator, factor)
    whole = np.asarray(denominator, np.float64)
    return np.where((part >= 0) & (part <= whole * (1 + SLACK)), result, np.nan)


def interval(
    numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Wilson limits times factor; nan where the share is undefined."""
    if denominator is None:
        raise ValueError("a share was given no denominator")
    lower, upper = wilson(numerator, denominator, confidence)
    return factor * lower, factor * upper
