"""Copied periods: two periods in which every area has the same number are one table delivered twice.

Two Poisson counts of mean m are equal with a probability of about 1 / (2 sqrt(pi m)) (Skellam 1946, JRSS 109, 296); a
period is called copied where the product over all areas is below CHANCE, so that few small counts never are.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np

from indicators.checks._finding import Finding
from indicators.checks._material import Material

KEY = "copied"
TITLE = "Zeitbezug doppelt geliefert"
CHANCE: Final = 1e-9


def find(found: Material) -> Iterator[Finding]:
    """A warning for the later of two periods of a variable that are equal in every area."""
    for variable, level, matrix in found.own():
        known = found.catalogue.variables.get(variable)
        if known is not None and (known.kind != "count" or known.principle == "institution"):
            continue  # hectares and places do stay the same
        number = np.where(matrix.has_number, matrix.number, -1.0)
        with np.errstate(divide="ignore"):
            chances = np.log(np.minimum(1, 1 / (2 * np.sqrt(np.pi * np.maximum(number, 0))))).sum(axis=0)
        first: dict[bytes, int] = {}
        for column in np.flatnonzero(chances < np.log(CHANCE)).tolist():
            before = first.setdefault(np.ascontiguousarray(number[:, column]).tobytes(), column)
            if before != column:
                earlier, later = found.counts.periods[before].iso, found.counts.periods[column].iso
                sentence = (
                    f"Alle Zahlen sind dieselben wie {earlier}. Prüfen Sie, ob eine Datei doppelt geliefert wurde."
                )
                total = float(np.nansum(matrix.number[:, column]))
                yield Finding(KEY, "warning", variable, level, "", later, sentence, (total,))
