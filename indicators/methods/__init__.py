"""One module a method (Rechenweg); the module's name is the method's key; each keeps the promise of `Method`.

x is the evaluated numerator, n the evaluated denominator. Values are computed as (factor * x) / n in this
order: with whole numbers the product is exact, so that the one division gives the float nearest to the true
ratio and a tie such as 12.25 % is still a tie when it is rounded for print. Counts are added up over areas
before a method is applied.
"""

from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from indicators.plugins import discover

Floats = NDArray[np.float64]


class Method(Protocol):
    """What every module of this package offers."""

    TITLE: str  # German name
    EXPLANATION: str  # one German sentence for the Steckbrief
    NEEDS_DENOMINATOR: bool  # an indicator of this method is faulty without a denominator
    TAKES_DENOMINATOR: bool  # an indicator of this method may have one (always True where it needs one)
    ADDS_UP: bool  # False: the delivered numbers are no counts and refuse to be added over areas
    SUBSET: bool  # True: x counts a part of n, x > n is a fault in the data

    def values(self, numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
        """Values in the indicator's unit, shaped like the inputs; nan where an input is nan or n is 0."""

    def interval(
        self, numerator: Floats, denominator: Floats | None, factor: float, confidence: float = 0.95
    ) -> tuple[Floats, Floats] | None:
        """Lower and upper limit in the indicator's unit, nan where undefined; None: no interval."""


def family() -> dict[str, Method]:
    """All methods by key, sorted.

    >>> ", ".join(family())
    'balance, change, count, density, given, mean, rate, ratio, share'
    """
    return {key: cast(Method, module) for key, module in discover(__name__).items()}
