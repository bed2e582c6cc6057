"""Confidence limits of proportions and rates, element by element; assumes counts without unit or factor.

The limits describe the chance fluctuation of a process ("Schwankungsbereich"), not a sampling error.
"""

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EXACT_BELOW = 10  # events: Garwood's exact limits below, Byar's approximation from here on
SLACK = 1e-9  # relative; sums of weighted counts may pass their base by a rounding error


def wilson(x: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson score limits (0 .. 1) of the proportion x/n, x being a part of n.

    lower, upper = (2x + z² -/+ z sqrt(z² + 4x(1 - x/n))) / (2(n + z²)); the lower limit is written as
    2x² / (n (2x + z² + root)), the same number without the difference of two equal ones at x = 0.
    nan where x or n is nan, n is not positive, or x lies outside 0 .. n.

    Wilson (1927), JASA 22:209; Newcombe (1998), Statistics in Medicine 17:857, whose 81/263 is:

    >>> [round(float(limit), 4) for limit in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    z = _z(confidence)
    x, n = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(n, np.float64))
    valid = np.isfinite(x) & np.isfinite(n) & (n > 0) & (x >= 0) & (x <= n * (1 + SLACK))
    base = np.where(valid, n, np.nan)
    part = np.minimum(np.where(valid, x, np.nan), base)
    middle = 2 * part + z * z
    root = z * np.sqrt(z * z + 4 * part * (1 - part / base))
    lower = 2 * part * part / (base * (middle + root))
    upper = np.where(part == base, 1.0, (middle + root) / (2 * (base + z * z)))
    return lower, upper


def poisson(x: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Limits of the rate x/n of x events, which may exceed n: exact below 10 events, Byar's from 10 on.

    x < 10:  lower = chi2(alpha/2; 2x)/2, 0 at x = 0;  upper = chi2(1 - alpha/2; 2x + 2)/2;
    x >= 10: lower = x (1 - 1/(9x) - z/(3 sqrt x))³;  upper = (x+1) (1 - 1/(9(x+1)) + z/(3 sqrt(x+1)))³;
    all over n. nan where x or n is nan, n is not positive, x is negative, or x is a fraction below 10 (an
    estimate has no exact interval). Byar's lower limit would go below 0 only where the exact one is taken.

    Garwood (1936), Biometrika 28:437; Breslow & Day (1987), Statistical Methods in Cancer Research II, p. 69.

    >>> [round(float(limit), 4) for limit in poisson(5, 100)]
    [0.0162, 0.1167]
    """
    z = _z(confidence)
    x, n = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(n, np.float64))
    valid = np.isfinite(x) & np.isfinite(n) & (n > 0) & (x >= 0)
    base = np.where(valid, n, np.nan)
    events = np.where(valid & (x >= EXACT_BELOW), x, np.nan)
    lower = events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3
    above = events + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    few = valid & (x < EXACT_BELOW) & (x == np.floor(x))
    if few.any():
        number = np.where(few, x, 0).astype(np.int64)
        exact_lower, exact_upper = _garwood(confidence)
        lower = np.where(few, exact_lower[number], lower)
        upper = np.where(few, exact_upper[number], upper)
    return lower / base, upper / base


def _z(confidence: float) -> float:
    """The normal quantile of a two-sided interval: 1.959964 for 0.95; ValueError outside 0 .. 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence {confidence} is not between 0 and 1")
    return NormalDist().inv_cdf(0.5 + confidence / 2)


@lru_cache(maxsize=8)
def _garwood(confidence: float) -> tuple[Floats, Floats]:
    """Exact limits of 0 .. 9 events, each (10,): the means at which so many, or so few, are improbable."""
    alpha = 1 - confidence
    lower = [0.0] + [_poisson_mean(events - 1, 1 - alpha / 2) for events in range(1, EXACT_BELOW)]
    return np.array(lower), np.array([_poisson_mean(events, alpha / 2) for events in range(EXACT_BELOW)])


def _poisson_mean(events: int, probability: float) -> float:
    """The mean at which at most `events` happen with `probability`: half a chi2 quantile (2 events + 2).

    Bisection to the last bit of the finite sum exp(-m) (1 + m + m²/2! + ...), which falls with m; needs no
    scipy, whose import costs every serving process 28 MB.
    """
    low, high = 0.0, 1.0
    while _at_most(events, high) > probability:
        high *= 2
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if _at_most(events, middle) > probability else (low, middle)
    return middle


def _at_most(events: int, mean: float) -> float:
    """Poisson probability of at most `events`."""
    return math.exp(-mean) * math.fsum(mean**k / math.factorial(k) for k in range(events + 1))
