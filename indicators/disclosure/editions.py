"""What two editions give away together: a number that both have is one cell, and what one shows the other cannot hide.

Where the numbers differ, it was revised and is two cells. Where one or both hide it, a reader takes it for the same,
unless that contradicts what is shown; then everything there is taken for revised. Whoever has the true numbers of the
newer edition knows better which were revised; a reader may guess as much.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from indicators.counting.cube import Cube
from indicators.disclosure.attack import Finding, Need, findings, reach
from indicators.disclosure.decide import minimums
from indicators.disclosure.publication import Publication, publication
from indicators.disclosure.reading import said_secret
from indicators.disclosure.relations import Mask, Numbers, Relations, put_in
from indicators.disclosure.said import Frame

Cells = NDArray[np.int64]


@dataclass(frozen=True)
class Together:
    """Two editions over the same cells: those of both first, then the old ones of revised numbers."""

    both: Publication  # names the cells of both
    older: Publication
    relations: Relations
    number: Numbers  # (cells,) what either shows
    hidden: Mask  # (cells,) what either hides and none shows
    cell: Cells  # (cells of the older edition,) which cell each is


@dataclass(frozen=True)
class Joint:
    """What a reader of both editions computes."""

    together: Together
    findings: tuple[Finding, ...]  # cells of `together`

    def name(self, cell: int) -> tuple[Publication, int]:
        """The publication that names a cell, and its number there."""
        if cell < len(self.together.both.number):
            return self.together.both, cell
        return self.together.older, int(np.flatnonzero(self.together.cell == cell)[0])


def joint_attack(newer: Iterable[Cube], older: Iterable[Cube], frame: Frame, truth: Iterable[Cube] = ()) -> Joint:
    """Attack both editions as one; `truth`: the true cubes of the newer.

    `frame` has the indicators, levels and areas of both. Of cells that only the older one has, what falls out exactly:
    rules may have become stricter since.
    """
    newer, older = list(newer), [on_keys(cube, frame.tree.keys[cube.level]) for cube in older]
    true = list(truth) or newer
    now, then = (publication(cubes, frame.catalogue, frame.methods, frame.tree, frame.known) for cubes in (true, older))
    revised = _revised(then, now)
    while True:
        found = _together(newer, older, frame, then, revised)
        apart = _contradicted(found, revised)
        if not apart.any():
            break
        revised = revised | apart
    least = np.zeros(len(found.number))
    least[: len(found.both.number)] = minimums(found.both, frame.catalogue)
    for block, first in found.both.blocks.items():
        if block not in now.blocks:
            least[first : first + found.both.rows[block[1]]] = 0.0
    needs = [
        Need(cell, float(least[cell]), float(least[cell]), perhaps=True)
        for cell in np.flatnonzero(found.hidden & (least > 0)).tolist()
    ]
    return Joint(found, tuple(findings(found.relations, found.number, found.hidden, needs)))


def on_keys(cube: Cube, keys: tuple[str, ...]) -> Cube:
    """The cube on the areas `keys`; one that it does not have did not exist for it. KeyError for one that is lost."""
    if cube.keys == keys:
        return cube
    place = {key: row for row, key in enumerate(keys)}
    rows = [place[key] for key in cube.keys]
    shape = len(keys), len(cube.periods)

    def moved(plane: NDArray, empty: float) -> NDArray:  # type: ignore[type-arg]  # numbers or codes
        wide = np.full(shape, empty, plane.dtype)
        wide[rows] = plane
        return wide

    return replace(
        cube,
        keys=keys,
        numerator=moved(cube.numerator, np.nan),
        denominator=None if cube.denominator is None else moved(cube.denominator, np.nan),
        status=moved(cube.status, 0),
        flags=moved(cube.flags, 0),
        exists=moved(cube.exists, False),
        covered=moved(cube.covered, 1.0),
        split=None if cube.split is None else moved(cube.split, 0.0),
    )


def _revised(then: Publication, now: Publication) -> Mask:
    """(cells of the older edition,) where both have a number, and not the same."""
    result = np.zeros(len(then.number), np.bool_)
    for block, first in then.blocks.items():
        if block in now.blocks:
            rows, there = then.rows[block[1]], now.blocks[block]
            old, new = then.number[first : first + rows], now.number[there : there + rows]
            with np.errstate(invalid="ignore"):
                result[first : first + rows] = np.abs(old - new) > 0
    return result


def _together(newer: list[Cube], older: list[Cube], frame: Frame, then: Publication, revised: Mask) -> Together:
    kept = [_without(cube, then, number, revised) for number, cube in enumerate(older)]
    both = publication([*newer, *kept], frame.catalogue, frame.methods, frame.tree, frame.known)
    size, alone = len(both.number), np.flatnonzero(revised)
    cell = np.zeros(len(then.number), np.int64)
    for block, first in then.blocks.items():
        cell[first : first + then.rows[block[1]]] = both.blocks[block] + np.arange(then.rows[block[1]])
    cell[alone] = size + np.arange(len(alone))
    every = size + len(alone)
    hidden = np.concatenate([said_secret(both), said_secret(then)[alone]])
    number = np.concatenate([both.number, then.number[alone]])
    a, b = both.relations, then.relations
    wide = sp.hstack([a.rows, sp.csr_array((a.rows.shape[0], len(alone)))], format="csr")
    moved = sp.csr_array((np.ones(len(cell)), (np.arange(len(cell)), cell)), shape=(len(cell), every))
    relations = Relations(
        sp.csr_array(sp.vstack([wide, b.rows @ moved], format="csr")),
        *(np.concatenate([getattr(p, end) for p in (a, b)]) for end in ("low", "high")),
        *(np.concatenate([getattr(a, end), getattr(b, end)[alone]]) for end in ("floor", "ceiling")),
    )
    return Together(both, then, relations, number, hidden & np.isnan(number), cell)


def _without(cube: Cube, then: Publication, place: int, revised: Mask) -> Cube:
    """A cube of the older edition without its revised numbers."""
    top = cube.numerator.copy()
    bottom = None if cube.denominator is None else cube.denominator.copy()
    mine = next((n for n, one in enumerate(then.cubes) if one is cube), -1)
    for use in then.uses:
        if use.cube == mine:
            rows = slice(use.numerator, use.numerator + len(cube.keys))
            top[revised[rows], use.column] = np.nan
            if bottom is not None and use.denominator >= 0:
                rows = slice(use.denominator, use.denominator + len(cube.keys))
                bottom[revised[rows], use.column] = np.nan
    return replace(cube, numerator=top, denominator=bottom)


def _contradicted(found: Together, revised: Mask) -> Mask:
    """(cells of the older edition,) those taken for the same where one hides them, and that cannot be."""
    touched = np.zeros(len(found.number), np.bool_)
    rows = found.relations.rows
    for row in put_in(found.relations, found.number).broken:
        touched[rows[[row]].indices] = True
    seen = reach(found.relations, found.number, np.flatnonzero(found.hidden).tolist(), np.full(len(found.number), 0.5))
    columns = rows.tocsc()
    for cells in seen.impossible:
        near = np.unique(columns[:, list(cells)].indices)
        touched[rows[near].indices] = True
    secret = np.concatenate([said_secret(found.both), np.zeros(int(revised.sum()), np.bool_)])
    guessed = ~revised & (np.isnan(found.older.number) | secret[found.cell])
    return np.asarray(guessed & touched[found.cell])
