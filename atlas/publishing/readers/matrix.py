"""The matrix that a map draws: printed values, classes and statuses of all periods; and the n behind the values."""

import re

import numpy as np

from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import is_count, whole
from atlas.web.transport import MAGIC, NO_NUMBER, UNCLASSED, Matrix, unpack
from indicators.disclosure.said import Frame, Said
from indicators.disclosure.statements import printed
from indicators.model import Indicator, Status

TITLE = "Matrix der Karte"
ADDRESS = re.compile(r"/(?P<indicator>[a-z][a-z0-9_]*)/(?P<level>[a-z][a-z0-9_]*)/n\.matrix")


def fits(artefact: Artefact) -> bool:
    """Whether it begins like one."""
    return artefact.body.startswith(MAGIC)


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Values with their decimals and classes; of a matrix of bases, named by its address, the n."""
    matrix = unpack(artefact.body)
    address = ADDRESS.search(artefact.name)
    indicator = address["indicator"] if address else str(matrix.header.get("indicator", ""))
    level = address["level"] if address else str(matrix.header.get("level", ""))
    definition = frame.catalogue.indicators.get(indicator)
    if definition is None or len(frame.tree.keys.get(level, ())) != matrix.printed.shape[1]:
        raise ValueError(f"{indicator or 'ohne Indikator'} auf {level or 'keiner Ebene'} gehört nicht zur Ausgabe")
    if address:
        return _bases(matrix, definition, level, frame)
    if matrix.header.get("signed"):
        raise ValueError("Abweichungen von der Stadt")
    return _values(matrix, definition, level, frame)


def _bases(matrix: Matrix, indicator: Indicator, level: str, frame: Frame) -> list[Said]:
    exact = indicator.denominator_date != "mean_of_two" and whole(frame, indicator.denominator)
    said = []
    for column, row in np.argwhere(matrix.classes != NO_NUMBER).tolist():
        number = float(matrix.printed[column, row])
        where = indicator.id, level, frame.tree.keys[level][row], str(matrix.header["periods"][column]["iso"])
        said.append(Said(*where, "denominator", (number, number) if exact else printed(number, 0)))
    return said


def _values(matrix: Matrix, indicator: Indicator, level: str, frame: Frame) -> list[Said]:
    decimals = int(matrix.header["decimals"])
    count = decimals == 0 and is_count(frame, indicator)
    said = []
    for (column, row), code in np.ndenumerate(matrix.statuses):
        period, place = matrix.header["periods"][column], int(matrix.classes[column, row])
        where = indicator.id, level, frame.tree.keys[level][row], str(period["iso"])
        if code == Status.secret:
            said.append(Said(*where, "secret"))
        if place == NO_NUMBER:
            continue
        number = float(matrix.printed[column, row]) / 10**decimals
        said.append(Said(*where, *(("numerator", (number, number)) if count else ("value", printed(number, decimals)))))
        if place != UNCLASSED and place < len(period["bins"]):
            lowest = period["bins"][place - 1] if place else period["lowest"]
            said.append(Said(*where, "value", (float(lowest), float(period["bins"][place]))))
    return said
