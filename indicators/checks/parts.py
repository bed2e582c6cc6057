"""Declared groups: the parts of a whole add up to it, or to no more than it where a part has no number."""

from collections.abc import Iterator

import numpy as np

from indicators.checks._declared import Group
from indicators.checks._finding import MOST, Finding, others
from indicators.checks._material import Material, differs
from indicators.counting.counts import evaluate
from indicators.expression import parse
from indicators.wording import figure

KEY = "parts"
TITLE = "Teile ergeben das Ganze"


def find(found: Material) -> Iterator[Finding]:
    """Every cell of every declared group in which the parts and the whole are apart by more than the tolerance."""
    for key, group in found.declared.groups.items():
        whole = parse(group.whole)
        for level in found.counts.tree.levels:
            if all(level in found.counts.matrices.get(name, {}) for name in whole.variables):
                yield from _at(found, key, group, level)


def _at(found: Material, key: str, group: Group, level: str) -> Iterator[Finding]:
    whole = evaluate(parse(group.whole), found.counts, level).number
    matrices = [found.counts.matrices.get(name, {}).get(level) for name in group.parts]
    numbers = [matrix.number for matrix in matrices if matrix is not None]
    if not numbers:
        return
    total = np.sum([np.nan_to_num(number) for number in numbers], axis=0)
    complete = ~np.any(np.isnan(numbers), axis=0) & (len(numbers) == len(group.parts))
    apart = differs(total, whole, group.tolerance)
    names = {*group.parts, *parse(group.whole).variables}
    wrong = (apart != 0) & (complete | (apart > 0)) & found.spoken(level, names)
    title = f"Die Teile ({group.title or ', '.join(group.parts)})"
    of = " + ".join(found.title(term.variable) for term in parse(group.whole).terms)
    cells = np.argwhere(wrong).tolist()
    for row, column in cells[:MOST]:
        x, n = float(total[row, column]), float(whole[row, column])
        so_far = "" if complete[row, column] else ", soweit bekannt,"
        allowed = f" (erlaubt: {group.tolerance})" if group.tolerance else ""
        sentence = (
            f"{title} ergeben{so_far} {figure(x)}, das Ganze {of} ist {figure(n)}; Abweichung "
            f"{figure(x - n)}{allowed}. Prüfen Sie, ob eine Zeile oder Spalte verschoben ist oder ein Teil fehlt."
        )
        area, period = found.at(level, row, column)
        yield Finding(KEY, group.severity, key, level, area, period, sentence, (x, n))
    yield from others(KEY, group.severity, key, level, len(cells))
