"""Areas add up: a delivered number of a coarser level is the sum of the delivered parts and what has no area."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from indicators.checks._finding import MOST, Finding, others
from indicators.checks._material import Material, differs
from indicators.counting.aggregate import add_parts
from indicators.wording import figure

KEY = "totals"
LAST_PLACE = 0.05  # what rounding to one decimal may change
TITLE = "Gebiete ergeben die übergeordnete Ebene"


def find(found: Material) -> Iterator[Finding]:
    """Parts above the total: an error. A total above its parts: a note, a warning from the declared share on."""
    for variable, by_level in sorted(found.delivered.items()):
        known = found.catalogue.variables.get(variable)
        if known is not None and known.kind == "given":
            continue
        for parent in (level for level in found.counts.tree.levels if level in by_level):
            for child in (level for level in found.counts.tree.finer(parent) if level in by_level):
                yield from _between(found, variable, parent, child)


def _nearer(found: Material, variable: str, parent: str, child: str) -> NDArray[np.bool_]:
    """(periods,) in which a level between the two was delivered, too, with which `parent` is compared instead."""
    nearer = np.zeros(len(found.counts.periods), np.bool_)
    for level, matrix in found.delivered[variable].items():
        if (level, parent) in found.counts.tree.parents and (child, level) in found.counts.tree.parents:
            nearer |= matrix.has_number.any(axis=0)
    return nearer


def _between(found: Material, variable: str, parent: str, child: str) -> Iterator[Finding]:
    tree, ground = found.counts.tree, found.counts.ground
    whole, parts = found.delivered[variable][parent], found.delivered[variable][child]
    summed = add_parts(parts, tree.parents[child, parent], ground.valid[child], len(tree.keys[parent]))
    total: NDArray[np.float64] = np.where(ground.holes[child, parent], np.nan, summed.number)
    rest = found.residuals.get(variable, {}).get(parent)
    if rest is not None:
        total = total + np.where(rest.delivered, rest.number, 0.0)
    apart = differs(whole.number, total)
    rounded = _rounded(whole.number, total, tree.parents[child, parent])
    wrong = (apart != 0) & ~rounded & ground.valid[parent] & ~_nearer(found, variable, parent, child)
    cells = np.argwhere(wrong).tolist()
    cells.sort(key=lambda cell: apart[cell[0], cell[1]])  # errors first
    said = [
        _finding(found, variable, parent, child, cell, float(whole.number[tuple(cell)]), float(total[tuple(cell)]))
        for cell in cells[: MOST + 1]
    ]
    yield from said[:MOST]
    yield from others(KEY, said[-1].severity if said else "note", variable, parent, len(cells))


def _rounded(whole: NDArray[np.float64], total: NDArray[np.float64], parent: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Where both are alike but for the last place: means with one decimal, each off by up to 0.05."""
    members = np.bincount(parent[parent >= 0], minlength=len(whole))[:, None]
    fractions = (whole % 1 != 0) | (total % 1 != 0)
    near: NDArray[np.bool_] = fractions & (np.abs(whole - total) <= LAST_PLACE * (members + 1) + 1e-9)
    return near


def _finding(
    found: Material, variable: str, parent: str, child: str, cell: list[int], whole: float, parts: float
) -> Finding:
    area, period = found.at(parent, *cell)
    beyond = whole - parts
    if beyond < 0:
        severity = "error"
        said = "die Teile sind größer als das Ganze. Prüfen Sie, ob ein Gebiet doppelt oder falsch geliefert ist"
    else:
        severity = "note" if 100 * beyond <= found.declared.totals_percent * whole else "warning"
        said = f"{figure(beyond)} ohne Gebiet. Prüfen Sie, ob das „nicht zuzuordnen“ ist oder etwas fehlt"
    sentence = f"Geliefert ist {figure(whole)}, die Summe der Ebene {child} ist {figure(parts)}: {said}."
    return Finding(KEY, severity, variable, parent, area, period, sentence, (whole, parts))
