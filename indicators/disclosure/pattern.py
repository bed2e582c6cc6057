"""Complementary suppression: which further cells are hidden, so that no secret one can be computed, at little cost.

For each secret cell a linear programme looks for the cheapest way to move it: a vector d with rows @ d = 0 that
changes the cell by what its rule asks for and leaves every count a count. If all cells that d moves are hidden, the
publication looks the same for the truth and for the truth + d, so that no reader can tell them apart (Fischetti and
Salazar 2001, section 5; Kelly, Golden and Assad 1992). What is hidden already costs nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from indicators.disclosure.programme import Infeasible, Programme
from indicators.disclosure.relations import SLACK, Mask, Numbers, Relations, Rest, put_in

MOVED = 1e-7  # less is the solver's arithmetic


@dataclass(frozen=True)
class Target:
    """A cell that must not be known more closely."""

    cell: int
    width: float  # what a reader's interval must have
    still: tuple[int, ...] = ()  # cells that the reader knows anyway (their own case)


@dataclass(frozen=True)
class Pattern:
    """Which cells are hidden, and which targets no pattern protects."""

    hidden: Mask  # (cells,)
    open: tuple[Target, ...]


def protect(
    relations: Relations,
    truth: Numbers,
    weight: Numbers,
    hidden: Mask,
    targets: Iterable[Target],
    ample: float = np.inf,
) -> Pattern:
    """Hide further cells until every target can move by its width.

    `truth` (cells,); `weight` (cells,) what hiding a cell costs, inf: it stays. `ample`: inequalities that hold by so
    much are left out; the attacker knows them, so attack afterwards.
    """
    hidden = hidden.copy()
    fixed = np.where(np.isinf(weight) & ~hidden, truth, np.nan)
    said = relations.rows @ truth
    room = np.minimum(said - relations.low, relations.high - said)
    equal = relations.low == relations.high
    left = put_in(relations, fixed, link=equal | (room < ample))
    where = np.full(relations.cells, -1, np.int64)
    for number, rest in enumerate(left.components):
        where[rest.cells] = number
    by_component: dict[int, list[Target]] = {}
    for target in targets:
        by_component.setdefault(int(where[target.cell]), []).append(target)
    stuck: list[Target] = by_component.pop(-1, [])
    for number, mine in by_component.items():
        stuck += _protect(left.components[number], truth, weight, hidden, mine)
    return Pattern(hidden, tuple(stuck))


def _protect(rest: Rest, truth: Numbers, weight: Numbers, hidden: Mask, targets: list[Target]) -> list[Target]:
    """Hide cells of one component in place; gives the targets that cannot move."""
    size = len(rest.cells)
    number = truth[rest.cells]
    said = rest.rows @ number
    down = np.maximum(number - rest.floor, 0.0)
    programme = Programme(
        sp.csr_array(sp.hstack([rest.rows, -rest.rows], format="csr")),
        np.minimum(rest.low - said, 0.0),
        np.maximum(rest.high - said, 0.0),
        np.zeros(2 * size),
        np.concatenate([np.maximum(rest.ceiling - number, 0.0), down]),
    )
    cost = np.where(hidden[rest.cells], 0.0, weight[rest.cells])
    for place in np.flatnonzero(cost > 0).tolist():
        programme.cost(place, cost[place])
        programme.cost(size + place, cost[place])
    places = {int(cell): place for place, cell in enumerate(rest.cells.tolist())}
    stuck = []
    for target in sorted(targets, key=lambda t: (-t.width, t.cell)):
        moved = _cheapest(programme, places, rest, number, target)
        if moved is None:
            stuck.append(target)
            continue
        for place in np.flatnonzero((np.abs(moved) > MOVED) & ~hidden[rest.cells]).tolist():
            hidden[rest.cells[place]] = True
            programme.cost(place, 0.0)
            programme.cost(size + place, 0.0)
    return stuck


def _cheapest(
    programme: Programme, places: dict[int, int], rest: Rest, number: Numbers, target: Target
) -> Numbers | None:
    """(cells,) the cheapest movement of the target by its width, up, else down; None: it cannot."""
    size, place = len(rest.cells), places[target.cell]
    held = [places[cell] for cell in target.still if cell in places]
    for one in held:
        programme.bound(one, 0.0, 0.0)
        programme.bound(size + one, 0.0, 0.0)
    try:
        up = max(rest.ceiling[place] - number[place], 0.0)
        down = max(number[place] - rest.floor[place], 0.0)
        for column, other, most in ((place, size + place, up), (size + place, place, down)):
            if most < target.width - SLACK:
                continue
            programme.bound(column, target.width, most)
            programme.bound(other, 0.0, 0.0)
            try:
                _, found = programme.least()
                return np.asarray(found[:size] - found[size:])
            except Infeasible:
                pass
            finally:
                programme.bound(place, 0.0, up)
                programme.bound(size + place, 0.0, down)
        return None
    finally:
        for one in held:
            programme.bound(one, 0.0, max(rest.ceiling[one] - number[one], 0.0))
            programme.bound(size + one, 0.0, max(number[one] - rest.floor[one], 0.0))
