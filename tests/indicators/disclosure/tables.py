"""Tables with margins, written out or published by others, as cells and relations."""

import csv
from itertools import product

import numpy as np
from numpy.typing import NDArray

from indicators.disclosure.relations import Relations, Row, relate
from tests.shared import SHARED

SDC = SHARED / "vectors" / "sdc"
Place = dict[tuple[str, str], int]  # (row, column) -> cell; "tot" is the margin


def lines(name: str) -> list[dict[str, str]]:
    """The lines of a published table."""
    with (SDC / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def table(numbers: list[list[float]]) -> tuple[Relations, NDArray[np.float64]]:
    """The relations of a table with margins, rows and columns both with the total as the last."""
    named = {(str(r), str(c)): float(x) for r, row in enumerate(numbers) for c, x in enumerate(row)}
    rows, columns = [str(r) for r in range(len(numbers))], [str(c) for c in range(len(numbers[0]))]
    relations, truth, _ = crossed(named, rows, columns)
    return relations, truth


def crossed(
    numbers: dict[tuple[str, str], float], rows: list[str], columns: list[str]
) -> tuple[Relations, NDArray[np.float64], Place]:
    """The same of named cells, with the place of each."""
    place = {key: number for number, key in enumerate(product([*rows, "tot"], [*columns, "tot"]))}
    across = [Row((*((place[r, c], 1.0) for c in columns), (place[r, "tot"], -1.0))) for r in [*rows, "tot"]]
    down = [Row((*((place[r, c], 1.0) for r in rows), (place["tot", c], -1.0))) for c in [*columns, "tot"]]
    under = {"tot": set(rows)} | {r: {r} for r in rows}
    beside = {"tot": set(columns)} | {c: {c} for c in columns}
    truth = [sum(x for (r, c), x in numbers.items() if r in under[a] and c in beside[b]) for a, b in place]
    return relate(len(place), across + down), np.array(truth, float), place
