"""Change (Veränderung): how much a count has grown since an earlier one, in per cent of the earlier one.

The numerator is the difference itself (`bev - lag(bev, 5)`, may be negative), the denominator the earlier
count (`lag(bev, 5)`): value = factor * x / n. Both add up over areas. No interval: the two counts share most
of their people.
"""

import numpy as np
from numpy.typing import NDArray

from indicators.methods._quotient import quotient

Floats = NDArray[np.float64]

TITLE = "Veränderung"
EXPLANATION = (
    "Differenz der beiden Bestände (Zähler) geteilt durch den früheren Bestand (Nenner), mal Faktor; "
    "negativ bei Rückgang, ohne Schwankungsbereich."
)
NEEDS_DENOMINATOR = True
TAKES_DENOMINATOR = True
ADDS_UP = True
SUBSET = False


def values(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x / n with x = newer - older and n = older; nan where n is 0 or an input is nan.

    >>> values(np.array([950.0 - 1000.0]), np.array([1000.0]), 100).tolist()
    [-5.0]
    """
    return quotient(numerator, denominator, factor)


def interval(
    numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
) -> tuple[Floats, Floats] | None:
    """None: the method has no interval."""
    return None
