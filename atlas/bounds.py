"""Printed bounds of legend classes: breaks stay unrounded, and no printed value contradicts its class.

Rounding keeps order, so a value of class c prints between the rounded breaks of c, both included. What is
left to settle is a value just above a break: 20,04 lies above the break 20,01, and both print 20,0. Which
areas a class holds depends on the values alone, so any bound between the greatest value below the break and
the least one above it tells the same. Hence a class ends one step before the first printed value above it,
where its own values allow, and the next begins one step after its end. Where values on both sides of a break
print alike, no bound can part them, and both classes name that number. More decimals in the bounds would
contradict: the value still prints 20,0, which lies outside of 20,02 to 30,00.
"""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike

from atlas.numbers import rounded, text


def printed_bounds(
    bins: Sequence[float], lowest: float, decimals: int, values: ArrayLike
) -> tuple[tuple[str, str], ...]:
    """First and last printed number of each class, both included, as German text without unit.

    `bins` and `lowest` as in `indicators.classes.Breaks`; `values` all values that are shown under them, any
    shape; nan and values of other years above the last class are left out. Two classes share a number only
    where both print it.

    >>> printed_bounds((20.01, 30.0), 10.0, 1, [10.0, 19.5, 20.04, 30.0])
    (('10,0', '19,9'), ('20,0', '30,0'))
    """
    if not len(bins):
        return ()
    shown = np.asarray(values, np.float64)
    step = Decimal(1).scaleb(-decimals)
    bounds = [rounded(float(bound), decimals) for bound in bins]
    lasts, aboves = [], []
    for edge, bound in zip(bins[:-1], bounds, strict=False):  # the last class ends at its own bound
        below = shown.max(where=shown <= edge, initial=-np.inf)
        above = shown.min(where=(shown > edge) & (shown <= bins[-1]), initial=np.inf)
        taken = _prints(above, bound, decimals) and not _prints(below, bound, decimals)
        lasts.append(bound - step if taken else bound)
        aboves.append(rounded(float(above), decimals) if np.isfinite(above) else bounds[-1])
    lasts.append(bounds[-1])
    firsts = [min(rounded(float(lowest), decimals), lasts[0])]
    for before, last, above in zip(lasts, lasts[1:], aboves, strict=False):
        firsts.append(min(before + step, last, above))
    return tuple((text(first, decimals), text(last, decimals)) for first, last in zip(firsts, lasts, strict=True))


def _prints(value: float, number: Decimal, decimals: int) -> bool:
    """Whether `value` is there and prints as `number`."""
    return bool(np.isfinite(value)) and rounded(float(value), decimals) == number
