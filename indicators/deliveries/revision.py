"""Deliveries of one series over time: the newer number counts, and what differs between two states is named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.reading import Reading, cell_numbers, name_cell, same_value, worth
from indicators.model import Flag
from indicators.observations import Observations, concatenate, renamed

LARGEST = 10  # how many changes are spelled out


@dataclass(frozen=True)
class Change:
    """A cell whose number or status differs."""

    cell: str  # "bev_insg, stadtteil 11, 2023-12-31"
    before: str  # number or status as people read it; "" where there was none
    after: str


@dataclass(frozen=True)
class Difference:
    """Two states side by side, counted by cells."""

    new: int
    changed: int
    removed: int
    unchanged: int
    largest: tuple[Change, ...]  # of the changed ones, those farthest from chance first


def revise(readings: Sequence[Reading], whole: Sequence[bool]) -> Reading:
    """The readings of one series, oldest first, as one: of each cell the newest value counts.

    `whole[i]`: reading i replaces everything before it, cells that it lacks included. A value that differs from
    the one before it is marked as revised.
    """
    start = max((place for place, replaces in enumerate(whole) if replaces), default=0)
    counting = readings[start:]
    if len(counting) == 1:
        return counting[0]
    observations = _newest([r.observations for r in counting])
    residuals = _newest([r.residuals for r in counting])
    return replace(counting[-1], observations=observations, residuals=residuals)


def _newest(parts: Sequence[Observations]) -> Observations:
    o = concatenate(parts)
    cells = cell_numbers(o)
    order = np.argsort(cells, kind="stable")  # a cell's rows side by side, the newest last
    cells = cells[order]
    followed = cells[:-1] == cells[1:]  # in `order`: by another value of its cell
    if not followed.any():
        return o
    older = np.flatnonzero(
        followed & ~np.append(followed[1:], False)
    )  # of the values that another one follows, the last
    wins = order[older + 1]
    o.flags[wins[~same_value(o, wins, o, order[older])]] |= int(Flag.revised)
    keep = np.ones(len(o), np.bool_)
    keep[order[:-1][followed]] = False
    return o.take(keep)


def difference(before: Observations, after: Observations) -> Difference:
    """What `after` has that `before` had not, had otherwise, had alike, and no longer has; each has a cell once."""
    one, other = renamed([before, after])
    cells = cell_numbers(other)
    old = _places(cell_numbers(one), cells)
    new = np.flatnonzero(old >= 0)
    old = old[new]
    equal = same_value(one, old, other, new)
    old, changed = old[~equal], new[~equal]
    by_cell = np.argsort(cells[changed])
    return Difference(
        new=len(after) - len(new),
        changed=len(changed),
        removed=len(before) - len(new),
        unchanged=int(equal.sum()),
        largest=tuple(_largest(one, old[by_cell], other, changed[by_cell])),
    )


def lacking(before: Sequence[Observations], after: Observations) -> int:
    """Cells that `before` has for the variables and periods of `after`, and `after` has not; each counts once."""
    one, other = renamed([concatenate(before), after])
    periods = len(one.periods)
    spoken_of = np.zeros(len(one.variables) * periods, np.bool_)
    spoken_of[other.variable * periods + other.period] = True
    asked = np.unique(cell_numbers(one)[spoken_of[one.variable * periods + one.period]])
    return len(asked) - int((_places(asked, cell_numbers(other)) >= 0).sum())


def _places(cells: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where in `cells`, which are distinct, every one of `wanted` stands; -1: nowhere."""
    if not len(cells):
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(cells, kind="stable")
    at = np.searchsorted(cells, wanted, sorter=order)
    at[at == len(cells)] = 0
    at = order[at]
    at[cells[at] != wanted] = -1
    return at


def _largest(before: Observations, old: NDArray[np.int64], after: Observations, new: NDArray[np.int64]) -> list[Change]:
    """Changes of status first, then by distance in units of chance: |b - a| / sqrt(max(a, 1))."""
    a, b = before.number[old], after.number[new]
    far = np.abs(b - a) / np.sqrt(np.maximum(np.abs(a), 1.0))
    order = np.argsort(-np.where(np.isnan(far), np.inf, far), kind="stable")[:LARGEST]
    rows = ((int(old[i]), int(new[i])) for i in order)
    return [Change(name_cell(after, n), worth(before, o), worth(after, n)) for o, n in rows]
