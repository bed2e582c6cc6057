"""Class breaks for maps: six schemes over all values shown together; colours and words live in the atlas.

Classes are (a, b], the first one closed below, with unrounded breaks; common breaks over years are the breaks
of the pooled values. How breaks are printed so that no printed value contradicts its class: `atlas.bounds`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.errors import WrongUse
from indicators.jenks import jenks

Floats = NDArray[np.float64]

FEWEST_AREAS: Final = 8  # below this a map shows labelled values instead of classes
DEVIATIONS: Final = (-2, -1, 1, 2)  # standard deviations from the mean at which "stdmean" breaks


@dataclass(frozen=True)
class Breaks:
    """The classes of one scheme; no class at all if there was no value."""

    bins: tuple[float, ...]  # upper bound of each class, ascending; the last is no less than the largest value
    scheme: str  # one of SCHEMES
    lowest: float  # lower bound of the first class, no more than the smallest value; nan without classes


def classify(values: ArrayLike, scheme: str = "quantiles", k: int = 5, own: Sequence[float] | None = None) -> Breaks:
    """Breaks of `values` (any shape, nan left out) into about k classes.

    Fewer distinct values than k make as many classes as there are values; ties can merge quantiles further;
    "stdmean" and "own" have their own number, "pretty" comes near k. "own" takes upper bounds and adds a last
    class if values lie above. WrongUse for an unknown scheme, k below 1, or own breaks that do not ascend.

    >>> classify([1, 2, 3, 4, 5, 6, 7, 8, 9, 100], "jenks", 2).bins
    (9.0, 100.0)
    """
    if scheme not in SCHEMES:
        raise WrongUse(f"Das Klassenverfahren „{scheme}“ gibt es nicht; erlaubt sind {', '.join(SCHEMES)}.")
    if k < 1:
        raise WrongUse(f"{k} Klassen gibt es nicht; erlaubt ist 1 oder mehr.")
    shown = _numbers(values)
    if scheme == "own":
        chosen = _own(own)
    if not len(shown):
        return Breaks((), scheme, math.nan)
    distinct, times = np.unique(shown, return_counts=True)
    smallest, largest = float(distinct[0]), float(distinct[-1])
    if scheme == "own":
        bins, lowest = [*chosen, *([largest] if chosen[-1] < largest else [])], smallest
    elif len(distinct) == 1:
        bins, lowest = [largest], smallest
    else:
        bins, lowest = _SCHEMES[scheme](distinct, times, min(k, len(distinct)))
    return Breaks(tuple(bins), scheme, min(lowest, smallest, bins[0]))


def assign(values: ArrayLike, bins: Sequence[float]) -> NDArray[np.int64]:
    """Class of every value, 0 .. len(bins) - 1, shaped like `values`; -1 for nan.

    ValueError for a value above the last bound: the breaks were not made from all values that are shown.

    >>> assign([10, 10.1, float("nan")], (10, 20)).tolist()
    [0, 1, -1]
    """
    shown = np.asarray(values, np.float64)
    classes = np.searchsorted(np.asarray(bins, np.float64), shown, side="left").astype(np.int64)
    missing = np.isnan(shown)
    if ((classes == len(bins)) & ~missing).any():
        raise ValueError(f"values above the last class bound, up to {np.nanmax(shown)}")
    return np.where(missing, -1, classes)


def too_few(values: ArrayLike) -> bool:
    """Whether these are too few areas with a value for classes; their map shows labelled values instead."""
    return int(np.isfinite(np.asarray(values, np.float64)).sum()) < FEWEST_AREAS


Scheme = Callable[[Floats, NDArray[np.int64], int], tuple[list[float], float]]  # distinct, times, k -> bins, lowest


def _quantiles(distinct: Floats, times: NDArray[np.int64], k: int) -> tuple[list[float], float]:
    """Equal numbers of areas: the i/k quantiles, linear between values (Hyndman & Fan 1996, type 7)."""
    bounds = np.quantile(np.repeat(distinct, times), np.arange(1, k + 1) / k)
    bounds[-1] = distinct[-1]
    return np.unique(bounds).tolist(), float(distinct[0])


def _equal(distinct: Floats, times: NDArray[np.int64], k: int) -> tuple[list[float], float]:
    """Equal widths: min + i (max - min)/k."""
    low, high = float(distinct[0]), float(distinct[-1])
    bounds = low + np.arange(1, k + 1) * ((high - low) / k)
    bounds[-1] = high
    return np.unique(bounds).tolist(), low


def _jenks(distinct: Floats, times: NDArray[np.int64], k: int) -> tuple[list[float], float]:
    """Natural breaks."""
    return jenks(distinct, times, k), float(distinct[0])


def _stdmean(distinct: Floats, times: NDArray[np.int64], k: int) -> tuple[list[float], float]:
    """Mean and 1 or 2 standard deviations (n - 1) on both sides, whether values lie there or not."""
    everything = np.repeat(distinct, times)
    bounds = [float(everything.mean() + number * everything.std(ddof=1)) for number in DEVIATIONS]
    largest = float(distinct[-1])
    return [*bounds, *([largest] if bounds[-1] < largest else [])], float(distinct[0])


def _pretty(distinct: Floats, times: NDArray[np.int64], k: int) -> tuple[list[float], float]:
    """Multiples of 1, 2 or 5 times a power of ten that cover the values (Heckbert, Graphics Gems, 1990)."""
    low, high = float(distinct[0]), float(distinct[-1])
    whole, power = _nice(high - low, (1, 2, 5))
    step, power = _nice(whole * 10.0**power / max(k - 1, 1), (1.5, 3, 7))
    unit = 10 ** abs(power)  # a power of ten as a whole number, so that 3 * 1/10 is the float 0.3
    scaled = [value / (step * unit) if power >= 0 else value * unit / step for value in (low, high)]
    multiples = [float(i * step) for i in range(math.floor(scaled[0]), math.ceil(scaled[1]) + 1)]
    bounds = np.unique([value * unit if power >= 0 else value / unit for value in multiples])
    bounds[-1] = max(bounds[-1], high)
    return bounds[1:].tolist(), float(bounds[0])


def _nice(number: float, limits: tuple[float, float, float]) -> tuple[int, int]:
    """number = fraction * 10**power; the nice 1, 2, 5 or 10 for the fraction, and the power."""
    power = math.floor(math.log10(number))
    fraction = number / 10.0**power
    nice = next((nice for nice, limit in zip((1, 2, 5), limits, strict=True) if fraction <= limit), 10)
    return nice, power


def _own(own: Sequence[float] | None) -> list[float]:
    """The breaks that a planner typed, if they are numbers that ascend."""
    chosen = [float(bound) for bound in own or ()]
    ascending = all(a < b for a, b in pairwise(chosen))
    if not chosen or not ascending or not all(map(math.isfinite, chosen)):
        written = "; ".join(f"{bound:g}".replace(".", ",") for bound in chosen) or "keine"
        raise WrongUse(f"Eigene Klassengrenzen: {written}. Erlaubt sind Zahlen, die von Grenze zu Grenze wachsen.")
    return chosen


def _numbers(values: ArrayLike) -> Floats:
    """The values that are there, flat; ValueError for an infinite one, which no method gives."""
    flat = np.asarray(values, np.float64).ravel()
    if np.isinf(flat).any():
        raise ValueError("an infinite value has no class")
    return flat[~np.isnan(flat)]


_SCHEMES: Final[dict[str, Scheme]] = {
    "quantiles": _quantiles,
    "equal": _equal,
    "jenks": _jenks,
    "stdmean": _stdmean,
    "pretty": _pretty,
}
SCHEMES: Final = (*_SCHEMES, "own")
