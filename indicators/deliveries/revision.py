"""Deliveries of one series over time: the newer number counts, and what differs between two states is named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.reading import Reading, cell_numbers, name_cell, same_value, worth
from indicators.model import Flag
from indicators.observations import Observations, concatenate

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
    origin = np.repeat(np.arange(len(parts)), [len(p) for p in parts])
    cells = cell_numbers(o)
    order = np.lexsort((origin, cells))
    last = np.ones(len(order), np.bool_)
    last[:-1] = cells[order][1:] != cells[order][:-1]
    wins = order[last]
    before = np.flatnonzero(last) - 1  # in `order`: the value that the winner follows, if it is of the same cell
    followed = (before >= 0) & (cells[order[np.maximum(before, 0)]] == cells[wins])
    if followed.any():
        mine, older = wins[followed], order[before[followed]]
        differs = mine[~same_value(o, mine, older)]
        o.flags[differs] |= int(Flag.revised)
    return o.take(np.sort(wins))


def difference(before: Observations, after: Observations) -> Difference:
    """What `after` has that `before` had not, had otherwise, had alike, and no longer has; every cell once in each."""
    o = concatenate([before, after])
    cells = cell_numbers(o)
    _, place, number = np.unique(cells, return_index=True, return_inverse=True)
    old = np.full(len(place), -1, np.int64)
    new = np.full(len(place), -1, np.int64)
    rows = np.arange(len(o))
    mine = rows < len(before)
    old[number[mine]] = rows[mine]
    new[number[~mine]] = rows[~mine]
    both = (old >= 0) & (new >= 0)
    equal = np.zeros(len(place), np.bool_)
    equal[both] = same_value(o, old[both], new[both])
    changed = np.flatnonzero(both & ~equal)
    return Difference(
        new=int(((old < 0) & (new >= 0)).sum()),
        changed=len(changed),
        removed=int(((old >= 0) & (new < 0)).sum()),
        unchanged=int(equal.sum()),
        largest=tuple(_largest(o, old[changed], new[changed])),
    )


def _largest(o: Observations, old: NDArray[np.int64], new: NDArray[np.int64]) -> list[Change]:
    """Changes of status first, then by distance in units of chance: |b - a| / sqrt(max(a, 1))."""
    a, b = o.number[old], o.number[new]
    far = np.abs(b - a) / np.sqrt(np.maximum(np.abs(a), 1.0))
    order = np.argsort(-np.where(np.isnan(far), np.inf, far), kind="stable")[:LARGEST]
    return [Change(name_cell(o, int(new[i])), worth(o, int(old[i])), worth(o, int(new[i]))) for i in order]
