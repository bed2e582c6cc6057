"""Rounding as an alternative to hiding: every count by itself, to the nearest multiple of a base, the same everywhere.

A reader of a rounded count knows an interval. Sums that are no counts (areas in hectares, hours) are not rounded: they
are no secret of anybody.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators.counting.cube import Cube
from indicators.disclosure.sums import MEAN
from indicators.expression import parse
from indicators.model import Catalogue, Flag, Indicator, Status

Numbers = NDArray[np.float64]
BASES: Final = (0, 3, 5, 10)  # 0: off
TOTALS: Final = ("rounded", "hidden")


@dataclass(frozen=True)
class Rounding:
    """How a town rounds what it publishes."""

    base: int = 0  # of BASES
    totals: str = "rounded"  # of TOTALS: whether what others add up to is printed


def rounded(number: Numbers, base: int) -> Numbers:
    """The nearest multiples of `base`, half away from zero; nan stays.

    >>> rounded(np.array([2.0, 3.0, 7.0, 8.0, -3.0]), 5).tolist()
    [0.0, 5.0, 5.0, 10.0, -5.0]
    """
    up = np.floor(np.abs(number) / base + 0.5) * base
    return np.asarray(np.copysign(up, number) + 0.0)


def interval(shown: Numbers, base: int, whole: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """What a reader knows of numbers that are `shown` rounded: the least and the most; `whole`: they were whole.

    >>> low, high = interval(np.array([0.0, 5.0, 10.0]), 5, np.array([True, True, True]))
    >>> list(zip(low.tolist(), high.tolist()))
    [(-2.0, 2.0), (3.0, 7.0), (8.0, 12.0)]
    """
    away = np.abs(shown)
    near, far = away - base / 2, away + base / 2
    least, most = np.where(whole, np.ceil(near), near), np.where(whole, np.ceil(far) - 1, far)
    least = np.where(away == 0, -most, least)
    return np.where(shown < 0, -most, least), np.where(shown < 0, -least, most)


def counted(quantity: str, catalogue: Catalogue) -> bool:
    """Whether a quantity is made of counts, and so rounded."""
    named = [catalogue.variables.get(name) for name in parse(quantity.removeprefix(MEAN)).variables]
    return all(variable is not None and variable.kind == "count" for variable in named)


def is_whole(quantity: str, catalogue: Catalogue) -> bool:
    """Whether it is a whole number for sure."""
    if quantity.startswith(MEAN):
        return False
    named = [catalogue.variables.get(name) for name in parse(quantity).variables]
    return all(variable is not None and variable.kind == "count" and variable.integer for variable in named)


def round_cube(cube: Cube, indicator: Indicator, catalogue: Catalogue, base: int) -> Cube:
    """The cube with its counts rounded; each cell says so. A small number and none look the same."""
    top = counted(indicator.numerator, catalogue)
    bottom = bool(indicator.denominator) and counted(indicator.denominator, catalogue)
    numerator = rounded(cube.numerator, base) if top else cube.numerator
    denominator = cube.denominator
    if bottom and denominator is not None:
        denominator = rounded(denominator, base)
    plain = np.isin(cube.status, (Status.ok, Status.zero, Status.rounded_zero)) & ~np.isnan(numerator)
    status = np.where(plain, np.where(numerator == 0, Status.zero, Status.ok), cube.status)
    if denominator is not None:
        status = np.where((denominator == 0) & ~np.isnan(numerator), Status.not_applicable, status)
    touched = np.zeros(cube.numerator.shape, np.bool_)
    for some, number in ((top, numerator), (bottom, denominator)):
        if some and number is not None:
            touched |= ~np.isnan(number)
    return replace(
        cube,
        numerator=numerator,
        denominator=denominator,
        status=status.astype(np.uint8),
        flags=np.where(touched & cube.exists, cube.flags | np.uint8(Flag.rounded), cube.flags).astype(np.uint8),
    )
