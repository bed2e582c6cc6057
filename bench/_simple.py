"""The simplest safe publication, as a yardstick: a number that must not be known takes its whole column with it.

Where the attacker finds a cell, all areas of its level lose that quantity at that date; where they have lost it
already, so do the columns beside it (the next larger level, the whole, the other parts), until nothing is found.
"""

import numpy as np

from indicators.disclosure.attack import findings
from indicators.disclosure.decide import Decision, secrets
from indicators.disclosure.protection import completed
from indicators.methods import family
from indicators.model import Catalogue

ROUNDS = 60


def simplest(decision: Decision, catalogue: Catalogue, top: str) -> np.ndarray:
    """(cells,) what is hidden that way; the city stays, as in ours. RuntimeError where that is never safe."""
    p = decision.publication
    primary, needs = secrets(p, catalogue, family())
    hidden, unknown = primary.copy(), np.isnan(p.number) & ~primary
    truth = completed(p.relations, p.number)
    column = np.zeros(len(truth), np.int64)
    of_city = np.zeros(len(p.blocks), bool)
    for number, ((_, level, _), first) in enumerate(p.blocks.items()):
        column[first : first + p.rows[level]] = number
        of_city[number] = level == top
    cells_of = p.relations.rows.tocsc()
    lost = np.zeros(len(p.blocks), bool)
    open_ = np.flatnonzero(hidden)
    for _ in range(ROUNDS):
        for cell in open_.tolist():
            if not lost[column[cell]] and not of_city[column[cell]]:
                lost[column[cell]] = True
                continue
            rows = cells_of[:, [cell]].indices
            lost[np.unique(column[p.relations.rows[rows].indices])] = True
        hidden = primary | ((lost & ~of_city)[column] & ~np.isnan(p.number) & ~p.nowhere)
        found = findings(p.relations, np.where(hidden | unknown, np.nan, truth), hidden, needs)
        if not found:
            return hidden
        open_ = np.array(sorted({one.cell for one in found}))
    raise RuntimeError(f"{len(found)} cells are open after {ROUNDS} rounds")
