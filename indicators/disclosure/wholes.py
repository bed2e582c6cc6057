"""Areas that people chose say nothing that their parts hide: as with areas taken together by a visitor.

Whoever may choose the parts could else make an area of a secret part and a known one, and subtract.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from indicators.counting.cube import Cube, without
from indicators.counting.tree import AreaTree
from indicators.disclosure.rules import hide
from indicators.methods import Method
from indicators.model import Catalogue, Flag, Status


def hide_in_wholes(
    cubes: Iterable[Cube],
    made_of: Mapping[str, str],
    tree: AreaTree,
    catalogue: Catalogue,
    methods: Mapping[str, Method],
) -> list[Cube]:
    """The cubes; those of levels in `made_of` (level -> level of its parts) without what a part of theirs hides."""
    known = list(cubes)
    by_name = {(cube.indicator, cube.level): cube for cube in known}
    result = []
    for cube in known:
        parts = by_name.get((cube.indicator, made_of.get(cube.level, "")))
        if parts is not None:
            indicator = catalogue.indicators[cube.indicator]
            after = hide(parts, indicator, methods[indicator.method])
            cube = _without(cube, parts, after, tree)
        result.append(cube)
    return result


def _without(whole: Cube, parts: Cube, after: Cube, tree: AreaTree) -> Cube:
    """`whole` without the cells of which a part is secret, or has lost its base between `parts` and `after`."""
    lost = (np.isnan(after.numerator) & ~np.isnan(parts.numerator)) | (parts.status == Status.secret)
    if parts.denominator is not None and after.denominator is not None:
        lost |= np.isnan(after.denominator) & ~np.isnan(parts.denominator)
    parent = tree.parents[parts.level, whole.level]
    there = {period: column for column, period in enumerate(parts.periods)}
    hidden = np.zeros(whole.numerator.shape, np.bool_)
    for column, period in enumerate(whole.periods):
        if period in there:
            rows = np.flatnonzero(lost[:, there[period]] & parts.exists[:, there[period]] & (parent >= 0))
            hidden[parent[rows], column] = True
    emptied = without(whole, hidden)
    gone = hidden & np.isnan(emptied.numerator) & ~np.isnan(whole.numerator)
    return replace(emptied, flags=np.where(gone, emptied.flags & np.uint8(Flag.break_before), emptied.flags))
