"""Declared parts: who is counted in a part is counted in the whole, so that groups of age nest."""

from collections.abc import Iterator

import numpy as np

from indicators.checks._finding import MOST, Finding, others
from indicators.checks._material import Marks, Material, differs
from indicators.wording import figure

KEY = "subset"
TITLE = "Teilgruppe höchstens so groß wie ihr Ganzes"


def find(found: Material) -> Iterator[Finding]:
    """An error for every cell in which a variable exceeds the nearest known one that it is declared to be a part of."""
    matrices, ground = found.counts.matrices, found.counts.ground
    for variable in found.declared.part_of:
        for level in matrices.get(variable, {}):
            part = matrices[variable][level].number
            for name, cells in _wholes(variable, level, ground.valid[level] & ~np.isnan(part), found).items():
                whole = matrices[name][level].number
                wrong = cells & (differs(part, whole) > 0) & found.spoken(level, (variable, name))
                yield from _said(found, variable, name, level, np.argwhere(wrong).tolist())


def _said(found: Material, variable: str, name: str, level: str, cells: list[list[int]]) -> Iterator[Finding]:
    matrices = found.counts.matrices
    for row, column in cells[:MOST]:
        x, n = float(matrices[variable][level].number[row, column]), float(matrices[name][level].number[row, column])
        sentence = (
            f"{found.title(variable)}: {figure(x)}, aber {found.title(name)}: {figure(n)}; ein Teil kann "
            "nicht größer sein als das Ganze. Prüfen Sie beide Lieferungen."
        )
        area, period = found.at(level, row, column)
        yield Finding(KEY, "error", variable, level, area, period, sentence, (x, n))
    yield from others(KEY, "error", variable, level, len(cells))


def _wholes(variable: str, level: str, cells: Marks, found: Material) -> dict[str, Marks]:
    """whole -> cells in which it is the nearest known one; where it has no number, its own wholes stand for it."""
    known: dict[str, Marks] = {}
    for name in found.declared.part_of.get(variable, ()):
        matrix = found.counts.matrices.get(name, {}).get(level)
        there = np.zeros_like(cells) if matrix is None else cells & matrix.has_number
        known[name] = known.get(name, np.zeros_like(cells)) | there
        if (cells & ~there).any():
            for above, marks in _wholes(name, level, cells & ~there, found).items():
                known[above] = known.get(above, np.zeros_like(cells)) | marks
    return {name: marks for name, marks in known.items() if marks.any()}
