"""Series that one area alone has, or that one area alone lacks: often a key with a slip of the pen."""

from collections.abc import Iterator

import numpy as np

from indicators.checks._finding import Finding
from indicators.checks._material import Material
from indicators.checks._series import FEW
from indicators.model import Status

KEY = "lonely"
TITLE = "Reihe nur eines Gebiets"


def find(found: Material) -> Iterator[Finding]:
    """A warning for each variable and level of at least FEW areas of which one is alone."""
    for variable, level, matrix in found.own():
        columns = matrix.delivered.any(axis=0)
        there = found.counts.ground.valid[level][:, columns].any(axis=1)
        has = (matrix.delivered & (matrix.status != Status.missing)).any(axis=1)
        n, having = int(there.sum()), int((has & there).sum())
        if n < FEW or having not in (1, n - 1):
            continue
        row = int(np.flatnonzero(has & there if having == 1 else there & ~has)[0])
        others = f"die {n - 1} anderen Gebiete der Ebene {level}"
        sentence = (
            f"Nur dieses Gebiet hat eine Reihe, {others} haben keine."
            if having == 1
            else f"Dieses Gebiet hat keine Reihe, {others} haben eine."
        )
        key = found.counts.tree.keys[level][row]
        yield Finding(KEY, "warning", variable, level, key, "", f"{sentence} Prüfen Sie die Schlüssel der Lieferung.")
