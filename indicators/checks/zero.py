"""Sudden zeros: nobody, where there have always been some; often a cell that was not filled in."""

from collections.abc import Iterator

import numpy as np

from indicators.checks._finding import Finding
from indicators.checks._material import Material
from indicators.checks._series import SUDDEN, all_series, most, sudden_zeros
from indicators.wording import figure

KEY = "zero"
TITLE = "Plötzliche Null"


def find(found: Material) -> Iterator[Finding]:
    """A warning for each zero behind numbers of at least SUDDEN; one for the level where most areas fall to zero."""
    for series in all_series(found):
        known = found.catalogue.variables.get(series.variable)
        if known is not None and known.kind == "given":
            continue
        marks = sudden_zeros(series)
        together = most(marks, series.before >= SUDDEN)
        for place in np.flatnonzero(marks.any(axis=0)).tolist():
            column = int(series.columns[place])
            period = found.counts.periods[column].iso
            rows = np.flatnonzero(marks[:, place]).tolist()
            before = [float(series.before[row, place]) for row in rows]
            if together[place]:
                sentence = (
                    f"In {len(rows)} Gebieten steht plötzlich 0, davor zusammen {figure(sum(before))}. "
                    "Prüfen Sie, ob die Spalte leer geliefert wurde."
                )
                yield Finding(
                    KEY, "warning", series.variable, series.level, "", period, sentence, (sum(before), len(rows))
                )
                continue
            for row, number in zip(rows, before, strict=True):
                sentence = (
                    f"Hier steht 0, davor {figure(number)}; prüfen Sie, ob die Zelle nur leer war oder geheim ist."
                )
                area = found.at(series.level, row, column)[0]
                yield Finding(KEY, "warning", series.variable, series.level, area, period, sentence, (number, 0.0))
