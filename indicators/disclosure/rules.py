"""Primary secrecy: which cells of a cube the minimum counts of its indicator hide, inside the house too.

One door: the atlas takes cubes from the store only through `hide`, so that nothing derived from a secret
count (value, interval, rank, colour, sum) can be built from the count. What too few institutions or residents stand
behind does not even reach the store, nor does a sum that one of them dominates (see `counting.contributors`).
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from indicators.counting.cube import Cube
from indicators.methods import Method
from indicators.model import Indicator, Rules, Status


def secret_cells(cube: Cube, rules: Rules, subset: bool) -> NDArray[np.bool_]:
    """(areas, periods) True where a rule hides a number; `subset`: the numerator is part of the denominator.

    Where the base is empty (0/0) nobody is there to protect, and the cell stays as it is.
    """
    x, n = cube.numerator, cube.denominator
    hidden = np.zeros(x.shape, np.bool_)
    with np.errstate(invalid="ignore"):
        if rules.min_numerator:
            hidden |= (x > 0) & (x < rules.min_numerator)
        if not rules.zero_is_safe:
            hidden |= x == 0
        if n is not None:
            if rules.min_denominator:
                hidden |= (n > 0) & (n < rules.min_denominator)
            if subset and rules.min_complement:
                least = 0 if rules.zero_is_safe else -1  # all of n: as telling as none of it
                hidden |= (n - x > least) & (n - x < rules.min_complement)
            if subset and not rules.full_is_safe:
                hidden |= x == n
            hidden &= n != 0
    return hidden & ~np.isnan(x)


def hide(cube: Cube, indicator: Indicator, method: Method) -> Cube:
    """The cube with secret cells emptied: no numerator, status secret; a denominator below its own minimum goes too."""
    rules, denominator = indicator.rules, cube.denominator
    least = rules.min_numerator or rules.min_complement or rules.min_denominator
    if not least and rules.zero_is_safe and rules.full_is_safe:
        return cube
    hidden = secret_cells(cube, rules, method.SUBSET)
    if denominator is not None and rules.min_denominator:
        with np.errstate(invalid="ignore"):
            small = (denominator > 0) & (denominator < rules.min_denominator)
        denominator = np.where(small, np.nan, denominator)
    return replace(
        cube,
        numerator=np.where(hidden, np.nan, cube.numerator),
        denominator=denominator,
        status=np.where(hidden, Status.secret, cube.status).astype(np.uint8),
        split=None if cube.split is None else np.where(hidden, 0.0, cube.split),
    )
