"""What a reader learns of cells from anything that was said of them, as linear rows.

A printed number is an interval. A quotient is linear in its counts even where the base is not known: that k * x / n
lies between v - h and v + h says k * x - (v + h) * n <= 0 and k * x - (v - h) * n >= 0. What is no sum of counts
(the limits of an interval) is searched: all counts that print so.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from indicators.disclosure.relations import INF, Mask, Numbers, Row
from indicators.methods import Method

Terms = Sequence[tuple[int, float]]  # (cell, factor)
Span = tuple[float, float]  # the least and the most that a number can be
WIDEST: Final = 200_000  # bases that are tried where the base is not known; a wider span says nothing
EXACT: Final = 1e-9  # relative: what an unrounded number may be off


def printed(value: float, decimals: int) -> Span:
    """What a number was before it was printed with so many decimals.

    >>> printed(4.5, 0)
    (4.0, 5.0)
    """
    half = 0.5 * 10.0**-decimals
    return value - half, value + half


def unrounded(value: float) -> Span:
    """A number with all its decimals, as files for programmes carry it."""
    return value - EXACT * abs(value), value + EXACT * abs(value)


def total(terms: Terms, span: Span) -> Row:
    """A sum of cells: a count, a sum over chosen areas, a difference, a mean of years (with factors)."""
    return Row(tuple(terms), *span)


def quotient(top: Terms, bottom: Terms, span: Span, factor: float = 1.0) -> list[Row]:
    """factor * top / bottom lies in the span: a rate, a share, a change in per cent, a rate of pooled years, a class.

    The bottom is a sum of counts and positive; an infinite end of the span says nothing.
    """
    least, most = span
    rows = []
    if np.isfinite(most):
        rows.append(Row(_merged([(c, factor * f) for c, f in top], [(c, -most * f) for c, f in bottom]), -INF, 0.0))
    if np.isfinite(least):
        rows.append(Row(_merged([(c, factor * f) for c, f in top], [(c, -least * f) for c, f in bottom]), 0.0, INF))
    return rows


def order(larger: Terms, smaller: Terms) -> Row:
    """One sum is at least the other, as a rank or the order of a list says; rates with known bases as factors."""
    return Row(_merged(list(larger), [(cell, -factor) for cell, factor in smaller]), 0.0, INF)


def limits(x: int, n: int, lower: Span, upper: Span, bases: Span, method: Method, factor: float) -> list[Row]:
    """What printed limits say of the cells x and n: all counts on any of the `bases` that have such limits.

    Both limits rise with x, so that the counts on one base are a range. No row where the bases span more than WIDEST.
    """
    if not bases[1] - bases[0] <= WIDEST:
        return []
    base = np.arange(max(np.ceil(bases[0]), 1.0), np.floor(bases[1]) + 1)
    if not len(base):
        return []
    most = np.ceil(max(upper[1], 0.0) * base / factor)
    most = np.minimum(most, base) if method.SUBSET else most

    def is_reached(tried: Numbers) -> Mask:
        low, high = _limits(method, tried, base, factor)
        return np.asarray((low >= lower[0]) & (high >= upper[0]))

    def is_passed(tried: Numbers) -> Mask:
        low, high = _limits(method, tried, base, factor)
        return np.asarray((low > lower[1]) | (high > upper[1]))

    first, last = _first(is_reached, most), _first(is_passed, most) - 1
    fits = first <= last
    if not fits.any():
        return [Row(((x, 1.0),), 1.0, 0.0)]  # no counts print so: a contradiction
    return [
        Row(((x, 1.0),), float(first[fits].min()), float(last[fits].max())),
        Row(((n, 1.0),), float(base[fits].min()), float(base[fits].max())),
    ]


def _limits(method: Method, x: Numbers, n: Numbers, factor: float) -> tuple[Numbers, Numbers]:
    found = method.interval(x, n, factor)
    if found is None:
        raise ValueError("this method has no limits")
    return found


def _first(holds: Callable[[Numbers], Mask], most: Numbers) -> Numbers:
    """The smallest whole number up to `most` from which on it holds, one a base; most + 1 where it never does."""
    low, high = np.zeros(len(most)), most + 1
    while (low < high).any():
        middle = np.minimum(np.floor((low + high) / 2), most)
        yes = holds(middle)
        open_ = low < high
        high = np.where(open_ & yes, middle, high)
        low = np.where(open_ & ~yes, middle + 1, low)
    return low


def _merged(*parts: list[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    """The terms of all parts, a cell once: relations count what stands in a row."""
    found: dict[int, float] = {}
    for part in parts:
        for cell, factor in part:
            found[cell] = found.get(cell, 0.0) + factor
    return tuple(found.items())
