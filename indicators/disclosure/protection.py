"""Make a publication safe: rules name secrets, the pattern hides what would give them away, the attacker decides."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from indicators.disclosure.attack import Finding, Need, findings, singleton_findings
from indicators.disclosure.pattern import Target, protect
from indicators.disclosure.programme import Infeasible, Programme
from indicators.disclosure.relations import Mask, Numbers, Relations, put_in

ROUNDS = 12  # of attack and repair, before it is given up
AMPLE = 50.0  # an inequality that holds by so much is left to the attacker
Step = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _of: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Protected:
    """What is hidden, and what the last attack found."""

    hidden: Mask  # (cells,)
    findings: tuple[Finding, ...]  # none: safe
    rounds: int


def make_safe(
    relations: Relations,
    number: Numbers,
    secret: Mask,
    needs: Iterable[Need],
    weight: Numbers,
    step: Step = silent,
    small: Numbers | None = None,
    nameless: Mask | None = None,
) -> Protected:
    """Hide cells until the attacker finds nothing.

    `number` (cells,) what is true, nan where it is not known; `secret` (cells,) what must be hidden whatever it costs;
    `needs` what must not be known of some of them; `weight` (cells,) what hiding a cell costs, inf: it stays.
    `small` (cells,) the minimum count of what a cell counts, 0 for none: cells that are hidden for the sake of others
    must not look smaller, for a reader cannot tell them apart. `nameless` (cells,): those that nobody publishes, so
    that to be their only case is to know nothing.
    """
    needs = list(needs)
    truth = completed(relations, number)
    hidden = secret.copy()
    unknown = np.isnan(number)
    cover = hidden | unknown
    asked = {cell: Target(cell, 1.0) for cell in np.flatnonzero(hidden).tolist()}
    for need in needs:
        asked[need.cell] = _asked(need, truth[need.cell])
    targets: list[Target] = list(asked.values())
    found: list[Finding] = []
    ample = AMPLE
    for turn in range(ROUNDS):
        step("Muster", turn, ROUNDS)
        cover = protect(relations, truth, weight, cover, targets, ample).hidden
        hidden = cover & ~(unknown & ~secret)
        step("Angriff", turn, ROUNDS)
        known = np.where(cover, np.nan, truth)
        beside = [] if small is None else _beside(hidden & ~secret, small)
        asked |= {need.cell: _asked(need, truth[need.cell]) for need in beside if need.cell not in asked}
        found = findings(relations, known, hidden, [*needs, *beside])
        if not found:
            named = hidden if nameless is None else hidden & ~nameless
            found = singleton_findings(relations, known, named, np.flatnonzero(named & (truth == 1)).tolist())
        repairable = [one for one in found if one.verdict != "contradiction"]
        if not repairable:
            return Protected(hidden, tuple(found), turn + 1)
        ample = np.inf
        targets = [_target(one, asked) for one in repairable]
    return Protected(hidden, tuple(found), ROUNDS)


def _beside(hidden: Mask, small: Numbers) -> list[Need]:
    least = {cell: float(small[cell]) for cell in np.flatnonzero(hidden & (small > 0)).tolist()}
    return [Need(cell, count, count, perhaps=True) for cell, count in least.items()]


def _asked(need: Need, truth: float) -> Target:
    """How far a cell must be able to move, so that its need holds: up by more than it lacks."""
    up = need.least - truth if need.least > truth else 0.0
    return Target(need.cell, max(need.width, up, 1.0))


def _target(finding: Finding, asked: dict[int, Target]) -> Target:
    target = asked.get(finding.cell, Target(finding.cell, 1.0))
    return replace(target, still=(finding.knows,)) if finding.knows >= 0 else target


def completed(relations: Relations, number: Numbers) -> Numbers:
    """The numbers, and for those not known some that fulfil all relations: 0 where nothing is said of them."""
    result = number.copy()
    for rest in put_in(relations, number).components:
        try:
            one = Programme(rest.rows, rest.low, rest.high, rest.floor, rest.ceiling)
            result[rest.cells] = one.least()[1] if rest.rows.shape[0] else np.maximum(rest.floor, 0.0)
        except Infeasible:
            result[rest.cells] = 0.0
    return result
