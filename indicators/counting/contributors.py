"""Contributors: whether enough institutions stand behind a number; their counts are never added up over areas.

One institution can stand behind the numbers of several areas, so the sum of two areas' institutions counts it
twice. Where no count was delivered for a larger area, it has enough exactly when all its parts have.
"""

import numpy as np
from numpy.typing import NDArray

from indicators.counting.aggregate import Matrix, blank
from indicators.counting.counts import Counts, evaluate
from indicators.expression import parse
from indicators.model import Indicator


def enough_contributors(indicator: Indicator, counts: Counts) -> dict[str, NDArray[np.bool_]]:
    """level -> (areas, all periods) True where the rule holds, or where there is nobody to protect; {} without a rule.

    An unknown count is not enough.
    """
    rules = indicator.rules
    if not (rules.min_contributors and rules.contributors):
        return {}
    base = parse(indicator.denominator or indicator.numerator)
    delivered = counts.matrices.get(rules.contributors, {})
    enough: dict[str, NDArray[np.bool_]] = {}
    for level in reversed(counts.tree.levels):
        people = evaluate(base, counts, level).number
        known = _same_day(delivered.get(level) or blank(*people.shape), counts)
        nobody = ~(people > 0)
        enough[level] = (known.number >= rules.min_contributors) | ((known.number == 0) & nobody) | (people == 0)
        enough[level] = np.where(known.delivered, enough[level], (people == 0) | _parts(enough, counts, level))
    return enough


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
