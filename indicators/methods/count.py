"""Count (Anzahl): how many there are; a register is a full count, so there is no interval.

value = factor * x (the factor is 1 unless the unit is thousands or the like).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TITLE = "Anzahl"
EXPLANATION = "Gezählter Bestand, ohne Nenner und ohne Schwankungsbereich."
NEEDS_DENOMINATOR = False
TAKES_DENOMINATOR = False
ADDS_UP = True
SUBSET = False


def values(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x; nan where x is nan. ValueError with a denominator.

    >>> values(np.array([0.0, 87_000.0]), None, 1).tolist()
    [0.0, 87000.0]
    """
    if denominator is not None:
        raise ValueError("a count has no denominator")
    return factor * np.asarray(numerator, np.float64)


def interval(
    numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
) -> tuple[Floats, Floats] | None:
    """None: the method has no interval."""
    return None
