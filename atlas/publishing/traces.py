"""Traces of hidden numbers in artefacts of any shape, for whoever knows the truth: their digits, wherever they stand.

Readers know where a number belongs; a trace needs no reader. It is looked for as `12 von 345` and as a value with so
many digits that it is nobody else's, in every byte that was received, and in what is packed in them.
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np

from atlas.numbers import text
from atlas.publishing.account import Named, cell_words
from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers import silent
from atlas.publishing.readers._names import COUNTS
from atlas.publishing.unpacked import unpacked
from indicators.disclosure.publication import Publication
from indicators.disclosure.reading import said_secret
from indicators.disclosure.relations import Numbers
from indicators.disclosure.said import Frame
from indicators.errors import Fault

DIGITS = 9  # significant digits with which a value is told from all others
VALUES = re.compile(r"(?<![\d.])[−-]?\d+[.,]\d{3,}(?!\d)")


def traces(
    artefacts: Iterable[Artefact], publication: Publication, real: Numbers, frame: Frame, names: Named
) -> list[Fault]:
    """A fault for each hidden number whose digits stand in an artefact; `real` (cells,) what is true."""
    hidden = _forms(publication, real, frame, secret=True)
    for form in _forms(publication, real, frame, secret=False):
        hidden.pop(form, None)  # somebody else's, who may be seen
    faults = []
    for one in artefacts:
        if silent.fits(one):  # programmes and outlines are full of digits
            continue
        for form in dict.fromkeys(_numbers_in(one)):
            if form in hidden:
                whose = cell_words(hidden[form], publication, names)
                said = f"Hier steht „{form}“ wie bei einer verborgenen Zahl: {whose}; prüfen Sie, ob sie gemeint ist,"
                faults.append(Fault(one.name, f"{said} und nehmen Sie die Datei zurück."))
    return faults


def _numbers_in(artefact: Artefact) -> Iterator[str]:
    said = unpacked(artefact.body)
    for found in COUNTS.finditer(said):
        yield found[0]
    for found in VALUES.finditer(said):
        if form := _significant(float(found[0].replace(",", ".").replace("−", "-"))):
            yield form


def _significant(value: float) -> str:
    """The first digits of a value; empty where it has fewer than tell it from others."""
    form = f"{value:.{DIGITS}g}"
    return form if len(form.replace(".", "").lstrip("-0")) >= DIGITS else ""


def _forms(p: Publication, real: Numbers, frame: Frame, *, secret: bool) -> dict[str, int]:
    """How numerators and values of secret, or of shown cells are written -> their cell."""
    mask = said_secret(p)
    found: dict[str, int] = {}
    for use in p.uses:
        cube = p.cubes[use.cube]
        factor = frame.catalogue.indicators[cube.indicator].factor
        for row in np.flatnonzero(cube.exists[:, use.column]).tolist():
            cell, base = use.numerator + row, use.denominator + row
            if use.denominator < 0 or bool(mask[cell]) != secret or not (real[cell] > 0 and real[base] > 0):
                continue
            x, n = float(real[cell]), float(real[base])
            found.setdefault(f"{text(x, 0)} von {text(n, 0)}", cell)
            if form := _significant(factor * x / n):
                found.setdefault(form, cell)
    return found
