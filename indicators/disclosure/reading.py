"""What a reader computes of an edition, from its cubes and from whatever else anybody says of it.

What anything says to be secret is hidden, whoever else shows it: a number in a file beside a secret in the database
is a finding.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from indicators.counting.cube import Cube
from indicators.disclosure.attack import Finding, Need, findings, pinned, reach, singleton_findings
from indicators.disclosure.decide import minimums
from indicators.disclosure.publication import Publication, publication
from indicators.disclosure.relations import SLACK, Mask, Numbers, Relations, Row, relate
from indicators.disclosure.rounded import numerator_minimums, small_findings
from indicators.disclosure.said import Frame, Said, heard
from indicators.disclosure.sums import MEAN
from indicators.expression import parse
from indicators.model import Status


@dataclass(frozen=True)
class Attacked:
    """What an attack found."""

    publication: Publication
    findings: tuple[Finding, ...]
    cells: int  # hidden ones that were attacked
    rounded: int = 0  # shown ones that are rounded, and could be small
    wrong: tuple[int, ...] = ()  # cells whose truth is outside of what was computed
    strange: tuple[Said, ...] = ()  # what artefacts say of nothing that is in the edition


def attack_said(
    frame: Frame,
    cubes: Iterable[Cube],
    said: Iterable[Said] = (),
    truth: Iterable[Cube] | None = None,
    rows: Callable[[Publication], Iterable[Row]] = lambda _: (),
) -> Attacked:
    """Attack cubes, statements on single cells, and `rows` over several: changes, means, ranks.

    With the `truth` also P3, P4, and whether it contradicts what was published.
    """
    p = publication(cubes, frame.catalogue, frame.methods, frame.tree, frame.known)
    hidden = said_secret(p)
    told = heard(said, p, frame)
    every = [*told.rows, *rows(p)]
    relations = p.relations.and_rows(relate(len(p.number), every, -np.inf)) if every else p.relations
    whole = whole_cells(p, frame) if every else None
    number = p.seen if whole is None else pinned(relations, p.seen, whole & ~hidden)
    least = minimums(p, frame.catalogue)
    needs = [
        Need(cell, float(least[cell]), max(float(least[cell]), 1.0), perhaps=True)
        for cell in np.flatnonzero(hidden & (least > 0)).tolist()
    ]
    shown = np.flatnonzero(hidden & ~np.isnan(p.number)).tolist()
    found = [Finding("P0", cell, float(p.number[cell]), float(p.number[cell])) for cell in shown]
    closed = hidden & np.isnan(p.number)
    found += findings(relations, number, closed, [need for need in needs if closed[need.cell]], whole)
    small, rounded = numerator_minimums(p, frame.catalogue), np.isnan(p.seen) & ~np.isnan(p.number)
    found += small_findings(relations, number, small, rounded)
    wrong: tuple[int, ...] = ()
    if truth is not None:
        real = truth_of(p, truth, frame)
        more, wrong = _with_truth(p, relations, number, closed, real, frame)
        found += more
        outside = (real < relations.floor - SLACK) | (real > relations.ceiling + SLACK)
        wrong += tuple(np.flatnonzero(rounded & outside).tolist())
    counted = [one for one in told.strange if _counted(one, frame)]
    could = rounded & (relations.floor < small)
    return Attacked(p, tuple(found), int(hidden.sum()), int(could.sum()), wrong, tuple(counted))


def _counted(one: Said, frame: Frame) -> bool:
    """Whether a statement should have been about a cell: rates without counts are none."""
    indicator = frame.catalogue.indicators.get(one.indicator)
    return indicator is None or frame.methods[indicator.method].ADDS_UP


def whole_cells(p: Publication, frame: Frame) -> Mask:
    """(cells,) which cells are whole numbers: all but means of two dates, and what is delivered with fractions."""
    known, whole = frame.catalogue.variables, np.ones(len(p.number), np.bool_)
    for (quantity, level, _), first in p.blocks.items():
        some = parse(quantity.removeprefix(MEAN)).variables
        if quantity.startswith(MEAN) or not all(v not in known or known[v].integer for v in some):
            whole[first : first + p.rows[level]] = False
    return whole


def said_secret(p: Publication) -> Mask:
    """(cells,) which cells any cube says to be secret, also where another cube shows the number."""
    hidden = p.secret.copy()
    for use in p.uses:
        cube = p.cubes[use.cube]
        secret = (cube.status[:, use.column] == Status.secret) & cube.exists[:, use.column]
        rows = slice(use.numerator, use.numerator + len(cube.keys))
        hidden[rows] |= secret & np.isnan(cube.numerator[:, use.column])
    return hidden


def _with_truth(
    p: Publication, relations: Relations, number: Numbers, hidden: Mask, real: Numbers, frame: Frame
) -> tuple[list[Finding], tuple[int, ...]]:
    """Who knows their own case (P4), where nobody is (P3), and hidden cells whose truth was not thought possible."""
    found = singleton_findings(relations, number, hidden, np.flatnonzero(hidden & (real == 1)).tolist())
    far = reach(relations, number, np.flatnonzero(hidden & ~np.isnan(real)).tolist())
    outside = (real < far.low - SLACK) | (real > far.high + SLACK)
    found += [Finding("P3", cell, 0, 0) for cell in _nobody(p, hidden, far.high, frame)]
    return found, tuple(np.flatnonzero(outside).tolist())


def truth_of(p: Publication, truth: Iterable[Cube], frame: Frame) -> Numbers:
    """(cells,) the numbers of the house for the cells of the publication; nan where it has none either."""
    mine = [replace(c) for c in truth if c.indicator in frame.catalogue.indicators and c.level in frame.tree.keys]
    whole = publication(mine, frame.catalogue, frame.methods, frame.tree, replace(frame.known, rounding=0))
    real = np.full(len(p.number), np.nan)
    for block, first in p.blocks.items():
        if block in whole.blocks:
            rows, there = p.rows[block[1]], whole.blocks[block]
            real[first : first + rows] = whole.number[there : there + rows]
    return real


def _nobody(p: Publication, hidden: Mask, high: Numbers, frame: Frame) -> list[int]:
    """Hidden cells that are provably nobody, where a rule says that a zero is a secret, too."""
    guarded = np.zeros(len(hidden), np.bool_)
    for use in p.uses:
        cube = p.cubes[use.cube]
        if not frame.catalogue.indicators[cube.indicator].rules.zero_is_safe:
            guarded[use.numerator : use.numerator + len(cube.keys)] = True
    return np.flatnonzero(guarded & hidden & (high <= 0)).tolist()
