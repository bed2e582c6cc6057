"""Rows of placeholders: an area that the figures do not speak of carries zeros in every column."""

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.rules import EMPTY
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault
from indicators.loaders._cells import Cells, read_cells
from indicators.loaders._rows import matches
from indicators.loaders._table import Column, Table
from indicators.model import Status


def hollow_rows(table: Table, columns: list[Column], spec: Delivery) -> NDArray[np.bool_]:
    """(rows,) where every one of `columns` holds a text of the delivery's placeholder rule, or nothing."""
    if spec.placeholder is None or not columns:
        return np.zeros(table.rows, np.bool_)
    texts = (*spec.placeholder.texts, "")
    hollow = np.ones(table.rows, np.bool_)
    for column in columns:
        hollow &= matches(column, texts)
    return hollow


def read_solid(
    table: Table,
    name: str,
    column: Column,
    rows: NDArray[np.int64],
    hollow: NDArray[np.bool_],
    spec: Delivery,
    faults: list[Fault],
) -> Cells:
    """The cells of `column` in `rows`; those of hollow rows have the status of the placeholder rule and no number."""
    inside = hollow[rows]
    read = read_cells(table, name, column, rows[~inside], spec, faults)
    if spec.placeholder is None or not inside.any():
        return read
    meaning = EMPTY[spec.placeholder.status]
    number = np.full(len(rows), 0.0 if meaning is Status.zero else np.nan)
    status = np.full(len(rows), meaning, np.uint8)
    flags = np.zeros(len(rows), np.uint8)
    for whole, part in ((number, read.number), (status, read.status), (flags, read.flags)):
        whole[~inside] = part
    signs = dict(read.signs)
    texts = column.texts()
    for code, cells in enumerate(np.bincount(column.codes[rows[inside]], minlength=len(texts)).tolist()):
        if cells:
            signs[texts[code], meaning] = signs.get((texts[code], meaning), 0) + cells
    return Cells(number, status, flags, signs, read.decision)
