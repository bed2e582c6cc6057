"""What a publication hides: what its rules name, and what would give that away; nothing is decided without an attack.

Rules speak of cubes (an indicator at a level), secrets are cells of quantities: a count that is the numerator of one
indicator and the denominator of another is hidden in both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from indicators.counting.cube import Cube
from indicators.counting.tree import AreaTree
from indicators.disclosure.attack import Finding, Need
from indicators.disclosure.others import others
from indicators.disclosure.protection import Step, make_safe, silent
from indicators.disclosure.publication import Known, Publication, Use, publication
from indicators.disclosure.relations import INF, Mask, Numbers
from indicators.disclosure.rules import hide, secret_cells
from indicators.methods import Method
from indicators.model import Catalogue, Flag, Rules, Status

USUAL = 3.0  # width where a delivery came with secrets whose rule nobody named
DEARER = 4.0  # what a cell of the next larger level costs more
NEIGHBOUR = 0.5  # what a cell costs that is secret in the year before or after anyway
STABLE = 0.1  # and one that the last publication did not show


@dataclass(frozen=True)
class Before:
    """What the last publication showed, on the cells of this one."""

    shown: Mask  # (cells,) its number was published and is the same
    hidden: Mask  # (cells,) it was there and was hidden


@dataclass(frozen=True)
class Decision:
    """What is hidden, what of it the rules name, and what the last attack found."""

    publication: Publication
    primary: Mask  # (cells,)
    hidden: Mask
    findings: tuple[Finding, ...]  # none: it can be published
    open: Mask  # (cells,) secret by rule, and shown by the last publication
    rounds: int


def decide(
    p: Publication,
    catalogue: Catalogue,
    methods: Mapping[str, Method],
    tree: AreaTree,
    before: Before | None = None,
    step: Step = silent,
) -> Decision:
    """Hide what the rules name and what would give it away, until an attacker finds nothing.

    Numbers that contradict each other are findings, and nothing else is looked for.
    """
    primary, needs = secrets(p, catalogue, methods)
    if p.contradictions:
        found = tuple(Finding("contradiction", one.whole, np.nan, np.nan) for one in p.contradictions)
        return Decision(p, primary, primary, found, np.zeros_like(primary), 0)
    shown = np.zeros_like(primary) if before is None else before.shown
    weight = costs(p, tree, primary)
    if before is not None:
        weight = np.where(before.hidden, weight * STABLE, weight)
    weight[shown] = INF
    covered = primary & ~shown
    asked = [need for need in needs if covered[need.cell]]
    beside = others(p, catalogue, methods, covered)
    more = len(beside.number)
    safe = make_safe(
        beside.beside(p.relations),
        np.append(p.number, beside.number),
        np.append(covered, np.ones(more, np.bool_)),
        [*asked, *beside.needs],
        np.append(weight, np.zeros(more)),
        step,
        np.append(minimums(p, catalogue), np.zeros(more)),
        np.append(np.zeros(len(covered), np.bool_), np.ones(more, np.bool_)),
    )
    said = tuple(replace(one, cell=beside.named(one.cell)) for one in safe.findings)
    return Decision(p, primary, safe.hidden[: len(covered)] | primary, said, primary & shown, safe.rounds)


def secrets(p: Publication, catalogue: Catalogue, methods: Mapping[str, Method]) -> tuple[Mask, list[Need]]:
    """(cells,) what rules hide, or what came hidden; and what a reader must not know of each."""
    primary = p.secret.copy()
    needs = {cell: Need(cell, 0.0, USUAL) for cell in np.flatnonzero(p.secret).tolist()}
    for use in p.uses:
        cube = p.cubes[use.cube]
        indicator = catalogue.indicators[cube.indicator]
        subset = methods[indicator.method].SUBSET
        cells = secret_cells(cube, indicator.rules, subset)[:, use.column]
        for row in np.flatnonzero(cells).tolist():
            primary[use.numerator + row] = True
            _ask(needs, _need(use, cube, row, indicator.rules))
        if use.denominator >= 0 and indicator.rules.min_denominator and cube.denominator is not None:
            least = float(indicator.rules.min_denominator)
            n = cube.denominator[:, use.column]
            for row in np.flatnonzero((n > 0) & (n < least)).tolist():
                primary[use.denominator + row] = True
                _ask(needs, Need(use.denominator + row, least, least))
    return primary, list(needs.values())


def _need(use: Use, cube: Cube, row: int, rules: Rules) -> Need:
    """What must not be known of a numerator that its rules hide; of its others, see `others`."""
    x = cube.numerator[row, use.column]
    cell = use.numerator + row
    least = float(max(rules.min_numerator, 0 if rules.zero_is_safe else 1))
    small = least if x < least else 0.0
    width = max(least, float(rules.min_complement), 1.0)
    return Need(cell, small, width, none=not rules.zero_is_safe)


def _ask(needs: dict[int, Need], need: Need) -> None:
    """Where several rules hide a cell, the strictest of each holds."""
    one = needs.get(need.cell, need)
    needs[need.cell] = Need(
        need.cell,
        max(one.least, need.least),
        max(one.width, need.width),
        one.none or need.none,
    )


def minimums(p: Publication, catalogue: Catalogue) -> Numbers:
    """(cells,) the minimum count of the quantity that a cell is of, 0 for none."""
    least = np.zeros(len(p.number))
    for use in p.uses:
        cube = p.cubes[use.cube]
        rules = catalogue.indicators[cube.indicator].rules
        for first, count in ((use.numerator, rules.min_numerator), (use.denominator, rules.min_denominator)):
            if first >= 0 and count:
                cells = slice(first, first + len(cube.keys))
                least[cells] = np.maximum(least[cells], float(count))
    return least


def costs(p: Publication, tree: AreaTree, primary: Mask) -> Numbers:
    """(cells,) what hiding costs: more for large numbers and large areas, less beside a year that is secret anyway."""
    weight = np.zeros(len(p.number))
    finest = len(tree.levels) - 1
    series: dict[tuple[str, str], list[int]] = {}
    for (quantity, level, _), first in sorted(p.blocks.items(), key=lambda item: item[0][2]):
        cells = slice(first, first + p.rows[level])
        dear = INF if level == tree.levels[0] else DEARER ** (finest - tree.levels.index(level))
        weight[cells] = (np.abs(np.nan_to_num(p.number[cells])) + 1) * dear
        series.setdefault((quantity, level), []).append(first)
    weight[p.nowhere] = INF
    for (_, level), firsts in series.items():
        for one, next_ in pairwise(firsts):
            here, there = slice(one, one + p.rows[level]), slice(next_, next_ + p.rows[level])
            weight[here] = np.where(primary[there], weight[here] * NEIGHBOUR, weight[here])
            weight[there] = np.where(primary[here], weight[there] * NEIGHBOUR, weight[there])
    return weight


def shown_cubes(
    decision: Decision, cubes: Iterable[Cube], catalogue: Catalogue, methods: Mapping[str, Method]
) -> list[Cube]:
    """The cubes as they may be seen: no hidden number is left in them, and nothing says which rule hid it."""
    p = decision.publication
    uses: dict[tuple[str, str], list[Use]] = {}
    for use in p.uses:
        uses.setdefault((p.cubes[use.cube].indicator, p.cubes[use.cube].level), []).append(use)
    result = []
    for cube in cubes:
        indicator = catalogue.indicators[cube.indicator]
        mine = uses.get((cube.indicator, cube.level))
        if mine is None:
            result.append(hide(cube, indicator, methods[indicator.method]))
            continue
        rows = len(cube.keys)
        top, bottom = np.zeros(cube.numerator.shape, np.bool_), np.zeros(cube.numerator.shape, np.bool_)
        for use in mine:
            top[:, use.column] = decision.hidden[use.numerator : use.numerator + rows]
            if use.denominator >= 0:
                bottom[:, use.column] = decision.hidden[use.denominator : use.denominator + rows]
        result.append(emptied(cube, top & cube.exists, bottom & cube.exists))
    return result


def emptied(cube: Cube, top: Mask, bottom: Mask) -> Cube:
    """The cube without hidden numerators and denominators; where one is hidden, the cell is secret."""
    either = top | bottom
    denominator = None if cube.denominator is None else np.where(bottom, np.nan, cube.denominator)
    return replace(
        cube,
        numerator=np.where(top, np.nan, cube.numerator),
        denominator=denominator,
        status=np.where(either, Status.secret, cube.status).astype(np.uint8),
        flags=np.where(either, cube.flags & np.uint8(Flag.break_before), cube.flags).astype(np.uint8),
        covered=np.where(either, 1.0, cube.covered),
        split=None if cube.split is None else np.where(either, 0.0, cube.split),
    )


def publish(
    cubes: Iterable[Cube],
    catalogue: Catalogue,
    methods: Mapping[str, Method],
    tree: AreaTree,
    known: Known,
    step: Step = silent,
) -> tuple[Decision, list[Cube]]:
    """Decide over `cubes`, and give them as they may be seen; for those that nothing was published of before."""
    cubes = list(cubes)
    p = publication(cubes, catalogue, methods, tree, known)
    decision = decide(p, catalogue, methods, tree, step=step)
    return decision, shown_cubes(decision, cubes, catalogue, methods)
