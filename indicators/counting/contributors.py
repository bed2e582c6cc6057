"""What must stand behind a number, so that it may be said: enough institutions, residents, and nobody who dominates it.

One institution can stand behind the numbers of several areas, so the sum of two areas' institutions counts it
twice. Where no count was delivered for a larger area, it has enough exactly when all its parts have; nor does
anybody dominate a sum who dominates none of its parts. Residents live in one area, and are added up.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indicators.counting.aggregate import Matrix, blank
from indicators.counting.counts import Counts, evaluate
from indicators.disclosure.dominance import Numbers, by_largest, by_second
from indicators.expression import parse
from indicators.model import Indicator, Rules

Mask = NDArray[np.bool_]
Enough = dict[str, Mask]  # level -> (areas, all periods)


def enough_behind(indicator: Indicator, counts: Counts) -> Enough:
    """True where the rules hold, or where there is nobody to protect; {} without such a rule. Unknown is not enough."""
    rules = indicator.rules
    found: list[Enough] = []
    if rules.min_contributors and rules.contributors:
        found.append(_enough_told(indicator, counts, (rules.contributors,), _so_many(rules)))
    if (rules.dominance_n or rules.p_percent) and rules.largest:
        found.append(_enough_told(indicator, counts, rules.largest, _nobody_dominates(rules)))
    if rules.min_residents and rules.residents:
        found.append(_enough_residents(indicator, counts))
    return {level: np.all([one[level] for one in found], axis=0) for level in counts.tree.levels} if found else {}


def impossible(indicator: Indicator, counts: Counts) -> Enough:
    """True where a structural zero is: what the rules name is known to be 0 there; {} without such a rule."""
    name = indicator.rules.structural_zero
    if not name:
        return {}
    known = {level: counts.matrices.get(name, {}).get(level) for level in counts.tree.levels}
    return {level: _of_day(matrix.number, counts) == 0 for level, matrix in known.items() if matrix is not None}


def _enough_told(
    indicator: Indicator, counts: Counts, names: tuple[str, ...], holds: Callable[[Numbers, list[Numbers]], Mask]
) -> Enough:
    """Whether a rule holds for what was delivered of `names` at each level; else whether it holds for all parts."""
    base, top = parse(indicator.denominator or indicator.numerator), parse(indicator.numerator)
    enough: Enough = {}
    for level in reversed(counts.tree.levels):
        people = evaluate(base, counts, level).number
        told = [counts.matrices.get(name, {}).get(level) or blank(*people.shape) for name in names]
        known = [_same_day(matrix, counts) for matrix in told]
        delivered = np.all([matrix.delivered for matrix in known], axis=0)
        nobody = ~(people > 0) & np.all([matrix.number == 0 for matrix in known], axis=0)
        with np.errstate(invalid="ignore"):
            fine = holds(evaluate(top, counts, level).number, [matrix.number for matrix in known])
        enough[level] = np.where(delivered, fine | nobody, _parts(enough, counts, level)) | (people == 0)
    return enough


def _so_many(rules: Rules) -> Callable[[Numbers, list[Numbers]], Mask]:
    return lambda _, known: np.asarray(known[0] >= rules.min_contributors)


def _nobody_dominates(rules: Rules) -> Callable[[Numbers, list[Numbers]], Mask]:
    def holds(total: Numbers, known: list[Numbers]) -> Mask:
        largest = np.stack(known, axis=-1)
        unknown = np.isnan(total) | np.isnan(largest).any(axis=-1)
        first = by_largest(total, largest, rules.dominance_n, rules.dominance_k) if rules.dominance_n else unknown
        second = by_second(total, largest, rules.p_percent) if rules.p_percent else unknown
        return np.asarray(~(first | second | unknown))

    return holds


def _enough_residents(indicator: Indicator, counts: Counts) -> Enough:
    """Whether so many live in an area, by the newest count that is not after the period."""
    base = parse(indicator.denominator or indicator.numerator)
    count = parse(indicator.rules.residents)
    enough: Enough = {}
    for level in counts.tree.levels:
        people = evaluate(base, counts, level).number
        if level not in counts.matrices.get(indicator.rules.residents, {}):
            enough[level] = people == 0
            continue
        known = _of_day(evaluate(count, counts, level).number, counts)
        for before, column in pairwise(sorted(range(known.shape[1]), key=lambda c: counts.periods[c].end)):
            known[:, column] = np.where(np.isnan(known[:, column]), known[:, before], known[:, column])
        enough[level] = (known >= indicator.rules.min_residents) | (people == 0)
    return enough


def _of_day(number: Numbers, counts: Counts) -> Numbers:
    """(areas, periods) with every column knowing what any column knows that ends on the same day."""
    result = number.copy()
    for columns in counts.by_end().values():
        for column in columns:
            for other in columns:
                result[:, column] = np.where(np.isnan(result[:, column]), number[:, other], result[:, column])
    return result


def _same_day(matrix: Matrix, counts: Counts) -> Matrix:
    """Every column filled from the delivered one that ends on the same day, of whatever kind of period."""
    source = np.arange(len(counts.periods))
    for columns in counts.by_end().values():
        told = [c for c in columns if matrix.delivered[:, c].any()]
        for column in columns:
            source[column] = told[0] if told and column not in told else column
    number, delivered = matrix.number[:, source], matrix.delivered[:, source]
    return Matrix(number, matrix.status[:, source], matrix.flags[:, source], delivered, matrix.covered[:, source])


def _parts(enough: dict[str, NDArray[np.bool_]], counts: Counts, level: str) -> NDArray[np.bool_]:
    """(areas, periods) True where all existing parts at some finer level have enough."""
    tree, result = counts.tree, np.zeros((len(counts.tree.keys[level]), len(counts.periods)), np.bool_)
    for child in tree.finer(level):
        parent = tree.parents[child, level]
        inside = counts.ground.valid[child] & (parent >= 0)[:, None]
        there, short = np.zeros_like(result), np.zeros_like(result)
        rows = np.where(parent >= 0, parent, 0)
        np.logical_or.at(there, rows, inside)
        np.logical_or.at(short, rows, inside & ~enough[child])
        result |= there & ~short & ~counts.ground.holes[child, level]
    return result
