"""A rounded publication: what is hidden all the same, until a reader of rounded numbers finds no small one.

A rounded zero says that there are few or none, and tells of nobody; so a shown number is open where a reader knows that
somebody is there and that they are fewer than the minimum count, or nearly so. Rules other than the minimum count of
the numerator hide as they do without rounding.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from indicators.counting.cube import Cube
from indicators.counting.tree import AreaTree
from indicators.disclosure.attack import Finding, Need, findings
from indicators.disclosure.decide import Before, Decision, costs, minimums, secrets, shown_cubes
from indicators.disclosure.others import others
from indicators.disclosure.programme import Infeasible, Programme
from indicators.disclosure.protection import Step, silent
from indicators.disclosure.publication import Known, Publication, publication
from indicators.disclosure.relations import INF, Mask, Numbers, Relations, Rest, put_in
from indicators.disclosure.rounding import Rounding, round_cube
from indicators.methods import Method
from indicators.model import Catalogue

ROUNDS = 40  # of attack and repair, before it is given up
SURE = 1e-6  # what the solver's arithmetic may be off


def small_findings(relations: Relations, seen: Numbers, least: Numbers, shown: Mask) -> list[Finding]:
    """Of `shown` rounded cells (cells,) those that are provably somebody and fewer than `least` (cells,), or nearly so.

    P0 where the number is known exactly, P1 where it is surely small, P2 where it is known closer than `least` is wide.
    """
    asked = shown & np.isnan(seen) & (least > 0) & (relations.floor < least)
    result: list[Finding] = []
    for rest in put_in(relations, seen).components:
        mine = np.flatnonzero(asked[rest.cells])
        if len(mine):
            try:
                result += _small(rest, mine.tolist(), least)
            except Infeasible:
                result.append(Finding("contradiction", int(rest.cells[0]), np.nan, np.nan))
    return result


def _small(rest: Rest, asked: list[int], least: Numbers) -> Iterable[Finding]:
    programme = Programme(rest.rows, rest.low, rest.high, rest.floor, rest.ceiling)
    fewest = _all_at_once(programme, asked)
    for place in asked:
        wanted = least[rest.cells[place]]
        if fewest[place] < 1 - SURE:
            continue  # perhaps nobody
        low, at = programme.reach(place, largest=False)
        fewest = np.fmin(fewest, at)
        if low < 1 - SURE or low > wanted - SURE:
            continue
        low, high = np.ceil(low - SURE), np.floor(programme.reach(place, largest=True)[0] + SURE)
        if high - low < wanted:
            verdict = "P0" if high <= low else "P1" if high < wanted else "P2"
            yield Finding(verdict, int(rest.cells[place]), low, high)


def _hopeless(relations: Relations, found: Iterable[Finding], hidden: Mask, weight: Numbers, least: Numbers) -> bool:
    """Whether a cell that must stay is open by its own rounded number."""
    own = relations.ceiling - relations.floor < least
    return any(not hidden[f.cell] and np.isinf(weight[f.cell]) and own[f.cell] for f in found if f.verdict[0] == "P")


def small_needs(hidden: Iterable[int], least: Numbers) -> list[Need]:
    """What a reader must not know of hidden cells, who cannot tell why they are hidden."""
    return [Need(cell, least[cell], max(least[cell], 1.0), perhaps=True) for cell in hidden if least[cell] > 0]


def numerator_minimums(p: Publication, catalogue: Catalogue) -> Numbers:
    """(cells,) the minimum count of the numerator that a cell is, 0 for none; what rounding protects."""
    bases = {k: replace(i, rules=replace(i.rules, min_denominator=0)) for k, i in catalogue.indicators.items()}
    return minimums(p, replace(catalogue, indicators=bases))


def _all_at_once(programme: Programme, asked: list[int]) -> Numbers:
    """One state that the reader cannot exclude, with as few as possible in the cells `asked`."""
    for place in asked:
        programme.cost(place, 1.0)
    _, at = programme.least()
    for place in asked:
        programme.cost(place, 0.0)
    return at


def decide_rounded(
    p: Publication,
    rounding: Rounding,
    known: Known,
    catalogue: Catalogue,
    methods: Mapping[str, Method],
    tree: AreaTree,
    before: Before | None = None,
    step: Step = silent,
) -> tuple[Decision, Known]:
    """What is hidden of a publication whose counts are rounded; and what a reader of it can reckon with."""
    known = replace(known, rounding=rounding.base, loose=p.loose)
    primary, needs = secrets(p, without_small(catalogue, rounding.base), methods)
    shown = np.zeros_like(primary) if before is None else before.shown
    hidden = primary.copy()
    if rounding.totals == "hidden":
        hidden |= totals(p, tree) & ~p.nowhere & ~np.isnan(p.number)
    weight = costs(p, tree, primary)
    weight[shown] = INF
    least, small = minimums(p, catalogue), numerator_minimums(p, catalogue)
    blank = publication(
        [round_cube(c, catalogue.indicators[c.indicator], catalogue, rounding.base) for c in p.cubes],
        catalogue,
        methods,
        tree,
        known,
    )
    found: list[Finding] = []
    for turn in range(ROUNDS):
        step("Angriff auf die Rundung", turn, ROUNDS)
        relations, seen = _view(p, blank, hidden, shown)
        covered = hidden & ~shown
        asked = [need for need in needs if covered[need.cell]]
        asked += small_needs(np.setdiff1d(np.flatnonzero(covered), [need.cell for need in asked]).tolist(), least)
        guarded = others(p, catalogue, methods, covered)
        every = np.append(covered, np.ones(len(guarded.number), np.bool_))
        wide, view = guarded.beside(relations), np.append(seen, np.full(len(guarded.number), np.nan))
        found = [replace(f, cell=guarded.named(f.cell)) for f in findings(wide, view, every, [*asked, *guarded.needs])]
        found += small_findings(relations, seen, small, ~hidden)
        more = _hide_more(relations, found, hidden, weight)
        if not more.any() or _hopeless(relations, found, hidden, weight, small):
            break
        hidden |= more
    return Decision(p, primary, hidden, tuple(found), primary & shown, turn + 1), known


def _view(p: Publication, blank: Publication, hidden: Mask, shown: Mask) -> tuple[Relations, Numbers]:
    """What a reader knows where `hidden` is hidden and all else rounded; `shown`: exactly, by the last publication."""
    r = blank.relations
    relations = replace(
        r,
        floor=np.where(hidden, p.relations.floor, r.floor),
        ceiling=np.where(hidden, INF, r.ceiling),
    )
    seen = np.where(hidden, np.nan, blank.seen)
    return relations, np.where(shown, p.number, seen)


def _hide_more(relations: Relations, found: Iterable[Finding], hidden: Mask, weight: Numbers) -> Mask:
    """The cells that are open themselves; where they are hidden already, the cheapest beside each, if there is one."""
    more = np.zeros_like(hidden)
    columns = relations.rows.tocsc()
    for finding in found:
        cell = finding.cell
        if finding.verdict == "contradiction":
            continue
        if not hidden[cell]:
            more[cell] = np.isfinite(weight[cell])
        if hidden[cell] or not more[cell]:
            rows = columns.indices[columns.indptr[cell] : columns.indptr[cell + 1]]
            near = [relations.rows.indices[relations.rows.indptr[r] : relations.rows.indptr[r + 1]] for r in rows]
            beside = np.unique(np.concatenate(near)) if near else np.zeros(0, np.int64)
            beside = beside[~hidden[beside] & ~more[beside] & np.isfinite(weight[beside])]
            if len(beside):
                more[beside[np.argmin(weight[beside])]] = True
    return more


def without_small(catalogue: Catalogue, base: int) -> Catalogue:
    """The catalogue with all rules but the minimum count of a numerator: this is what rounding is instead of.

    Where a zero is a secret, a rounded zero would say that it is none: there all that rounds to it is hidden.
    """
    said = {}
    for key, indicator in catalogue.indicators.items():
        rules = indicator.rules
        least = 0 if rules.zero_is_safe else max(rules.min_numerator, (base + 1) // 2)
        said[key] = replace(indicator, rules=replace(rules, min_numerator=least))
    return replace(catalogue, indicators=said)


def totals(p: Publication, tree: AreaTree) -> Mask:
    """(cells,) of levels whose areas consist of others that are published, too."""
    result = np.zeros(len(p.number), np.bool_)
    for (quantity, level, day), first in p.blocks.items():
        if any((quantity, child, day) in p.blocks for child in tree.finer(level)):
            result[first : first + p.rows[level]] = True
    return result


def rounded_cubes(
    decision: Decision, cubes: Iterable[Cube], rounding: Rounding, catalogue: Catalogue, methods: Mapping[str, Method]
) -> list[Cube]:
    """The cubes as they may be seen: without what is hidden, and rounded."""
    shown = shown_cubes(decision, cubes, without_small(catalogue, rounding.base), methods)
    return [
        round_cube(cube, catalogue.indicators[cube.indicator], catalogue, rounding.base)
        if methods[catalogue.indicators[cube.indicator].method].ADDS_UP
        else cube
        for cube in shown
    ]
