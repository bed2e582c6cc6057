"""Axes on paper: round places for ticks, and where an axis begins."""

import math
from typing import Final

LEAST: Final = 0.2  # of the greatest value: what an axis without zero spans


def ticks(low: float, high: float, most: int = 7) -> tuple[list[float], int]:
    """At most `most` round values within [low, high], steps of 1, 2 or 5 times a power of ten; their decimals.

    >>> ticks(0.3, 22)
    ([5.0, 10.0, 15.0, 20.0], 0)
    """
    span = high - low
    if not span > 0:
        return [low], 1
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(
        power * n for n in (1, 2, 5, 10, 20) if math.floor(high / (power * n)) - math.ceil(low / (power * n)) < most
    )
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [step * n for n in range(first, last + 1)], decimals


def span(values: list[float], from_zero: bool) -> tuple[float, float]:
    """Where an axis begins and ends: at zero where values reach down to half of their height, or where asked.

    An axis that leaves zero out spans a fifth of the greatest value at least: a small change must not look large.
    """
    low, high = min(values), max(values)
    if from_zero or low < 0 or low < 0.5 * high:
        low, high = min(low, 0.0), max(high, 0.0)
        return (low * 1.05, high * 1.05) if high > low else (low, low + 1.0)
    if not high > 0:
        return low, low + 1.0
    pad = max((high - low) * 0.15, (LEAST * high - (high - low)) / 2)
    return low - pad, high + pad
