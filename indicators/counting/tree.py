"""What numbers need to know of places: keys per level, which areas make up which, and when each was valid.

Built by the atlas out of the areas of `geo`; holds keys only, no outlines.
"""

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.model import Period

Window = tuple[dt.date, dt.date]  # first and last day of validity, both included


@dataclass(frozen=True)
class AreaTree:
    """Levels from coarse to fine with their keys; parents may cross (a Sozialraum over two Bezirke)."""

    levels: tuple[str, ...]  # coarse to fine
    keys: dict[str, tuple[str, ...]]  # level -> keys of all vintages, ascending
    parents: dict[
        tuple[str, str], NDArray[np.int32]
    ]  # (level, parent level) -> (areas,) index into parent's keys, -1: none
    windows: dict[str, tuple[tuple[Window, ...], ...]]  # level -> per key its windows of validity
    breaks: dict[str, dict[int, tuple[dt.date, ...]]] = field(default_factory=dict)  # level -> row -> days on which
    # a continuing key came to stand for another piece of land
    _valid: dict[tuple[str, dt.date], NDArray[np.bool_]] = field(default_factory=dict, compare=False, repr=False)

    def index(self, level: str) -> dict[str, int]:
        """Key -> row of the level."""
        return {key: row for row, key in enumerate(self.keys[level])}

    def valid(self, level: str, period: Period) -> NDArray[np.bool_]:
        """(areas,) which areas of `level` exist on the last day of `period`."""
        day = period.end
        known = self._valid.get((level, day))
        if known is None:
            rows = (any(first <= day <= last for first, last in windows) for windows in self.windows[level])
            known = np.fromiter(rows, np.bool_, len(self.keys[level]))
            self._valid[level, day] = known
        return known

    def finer(self, level: str) -> tuple[str, ...]:
        """Levels whose areas add up to areas of `level`, the coarsest first."""
        return tuple(child for child in self.levels if (child, level) in self.parents)


@dataclass(frozen=True)
class Ground:
    """A tree seen at the periods of an edition: who exists when, and what adds up to what."""

    tree: AreaTree
    periods: tuple[Period, ...]
    valid: dict[str, NDArray[np.bool_]]  # level -> (areas, periods)
    holes: dict[tuple[str, str], NDArray[np.bool_]]  # (level, parent level) -> (parents, periods): where the level
    # leaves out a piece of the parent, as areas of other levels show, so that it does not add up to it


def ground(tree: AreaTree, periods: tuple[Period, ...]) -> Ground:
    """The tree at these periods."""
    valid = {level: _columns(tree, level, periods) for level in tree.levels}
    holes = {}
    for level, parent in tree.parents:
        holes[level, parent] = _not_yet(tree, valid, level, parent)
        for finer in tree.finer(level):
            if (finer, parent) in tree.parents:
                holes[level, parent] |= _left_out(tree, valid, finer, level, parent)
        for between in tree.finer(parent):
            if (level, between) in tree.parents:
                holes[level, parent] |= _without_parts(tree, valid, level, between, parent)
    return Ground(tree, periods, valid, holes)


def _columns(tree: AreaTree, level: str, periods: tuple[Period, ...]) -> NDArray[np.bool_]:
    if not periods:
        return np.zeros((len(tree.keys[level]), 0), np.bool_)
    return np.column_stack([tree.valid(level, period) for period in periods])


def _not_yet(tree: AreaTree, valid: dict[str, NDArray[np.bool_]], level: str, parent: str) -> NDArray[np.bool_]:
    """(parents, periods) where the parent is not there because a part is not: the others are not the parent then."""
    return ~valid[parent] & _any_inside(~valid[level], tree.parents[level, parent], len(tree.keys[parent]))


def _left_out(
    tree: AreaTree, valid: dict[str, NDArray[np.bool_]], finer: str, level: str, parent: str
) -> NDArray[np.bool_]:
    """(parents, periods) where some area of `finer` belongs to the parent, but to no area of `level` inside it."""
    above, between = tree.parents[finer, parent], tree.parents[finer, level]
    reached = np.where(between >= 0, tree.parents[level, parent][between], -1)
    through = valid[level][between] & ((between >= 0) & (reached == above))[:, None]
    return _any_inside(valid[finer] & ~through, above, len(tree.keys[parent]))


def _without_parts(
    tree: AreaTree, valid: dict[str, NDArray[np.bool_]], level: str, between: str, parent: str
) -> NDArray[np.bool_]:
    """(parents, periods) where some area of `between` belongs to the parent and no area of `level` lies in it."""
    parts = _any_inside(valid[level], tree.parents[level, between], len(tree.keys[between]))
    return _any_inside(valid[between] & ~parts, tree.parents[between, parent], len(tree.keys[parent]))


def _any_inside(cells: NDArray[np.bool_], above: NDArray[np.int32], parents: int) -> NDArray[np.bool_]:
    """(parents, periods) where any of the areas (areas, periods) that belong to the parent is True."""
    result = np.zeros((parents, cells.shape[1]), np.bool_)
    np.logical_or.at(result, np.where(above >= 0, above, 0), cells & (above >= 0)[:, None])
    return result
