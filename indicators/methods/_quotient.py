"""The division that most methods share; its caller decides what the two numbers mean."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def quotient(numerator: Floats, denominator: Floats | None, factor: float) -> Floats:
    """factor * x / n, nan where n is 0 (0/0 is not applicable, never 0) or an input is nan.

    ValueError without a denominator: the catalogue refuses such an indicator before anything is computed.

    >>> quotient(np.array([3.0, 0.0, 0.0]), np.array([8.0, 8.0, 0.0]), 100).tolist()
    [37.5, 0.0, nan]
    """
    if denominator is None:
        raise ValueError("this method divides and was given no denominator")
    base = np.asarray(denominator, np.float64)
    return factor * np.asarray(numerator, np.float64) / np.where(base == 0, np.nan, base)
