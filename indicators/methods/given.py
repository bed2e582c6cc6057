"""Given (übernommen): a rate that came without its counts; it is shown and refuses to be added up over areas.

value = factor * x, x being the delivered number (factor 100 for a delivered 0.123 that is shown as 12.3 %).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TITLE = "Übernommener Wert"
EXPLANATION = (
    "Fertig geliefert, ohne die zugrunde liegenden Zahlen; lässt sich nicht zu größeren Gebieten zusammenfassen."
)
NEEDS_DENOMINATOR = False
TAKES_DENOMINATOR = False
ADDS_UP = False
SUBSET = False


def values(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x; nan where x is nan. ValueError with a denominator.

    >>> values(np.array([12.5]), None, 1).tolist()
    [12.5]
    """
    if denominator is not None:
        raise ValueError("a given value has no denominator")
    return factor * np.asarray(numerator, np.float64)


def interval(
    numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
) -> tuple[Floats, Floats] | None:
    """None: the method has no interval."""
    return None
