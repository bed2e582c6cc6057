"""What anybody knows of the cells of a publication before reading a number: their sums, and that counts are counts.

A cell is a number of a table, published or not; a relation is one linear row over cells. Cells that relations join,
directly or through other unknown cells, are a component: what happens in one says nothing about another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]
INF = float("inf")


@dataclass(frozen=True)
class Relations:
    """low <= rows @ cells <= high, and floor <= cells <= ceiling."""

    rows: sp.csr_array  # (relations, cells)
    low: Numbers  # (relations,)
    high: Numbers
    floor: Numbers  # (cells,) what a reader knows without a number: a count is at least 0
    ceiling: Numbers

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return int(self.rows.shape[1])

    def and_rows(self, more: "Relations") -> "Relations":
        """The same cells under the rows of both."""
        return Relations(
            sp.csr_array(sp.vstack([self.rows, more.rows], format="csr")),
            np.concatenate([self.low, more.low]),
            np.concatenate([self.high, more.high]),
            np.maximum(self.floor, more.floor),
            np.minimum(self.ceiling, more.ceiling),
        )


@dataclass(frozen=True)
class Row:
    """One relation: low <= sum of factor * cell <= high."""

    terms: tuple[tuple[int, float], ...]  # (cell, factor)
    low: float = 0.0
    high: float = 0.0


def relate(cells: int, rows: Iterable[Row], floor: float = 0.0) -> Relations:
    """Relations over `cells` cells, every one at least `floor`."""
    rows = list(rows)
    place = np.repeat(np.arange(len(rows)), [len(row.terms) for row in rows])
    cell = np.array([c for row in rows for c, _ in row.terms], np.int64)
    factor = np.array([f for row in rows for _, f in row.terms], np.float64)
    return Relations(
        sp.csr_array((factor, (place, cell)), shape=(len(rows), cells)),
        np.array([row.low for row in rows], np.float64),
        np.array([row.high for row in rows], np.float64),
        np.full(cells, floor),
        np.full(cells, INF),
    )


@dataclass(frozen=True)
class Rest:
    """What is left of relations for one component of unknown cells, when everything known is put in."""

    cells: NDArray[np.int64]  # their numbers in the whole
    rows: sp.csr_array  # (relations, cells of the component)
    low: Numbers
    high: Numbers
    floor: Numbers
    ceiling: Numbers


@dataclass(frozen=True)
class Left:
    """Unknown cells in components, and the relations over known cells that do not hold."""

    components: tuple[Rest, ...]
    broken: tuple[int, ...]  # numbers of relations


SLACK = 1e-6  # counts are whole numbers; what the solver's arithmetic may be off


def put_in(relations: Relations, known: Numbers, link: Mask | None = None) -> Left:
    """Put in `known` (cells,), nan for unknown; `link` (relations,): False for rows that join no components.

    Rows that do not link are left out. Known numbers that contradict a row are named, not raised.
    """
    unknown = np.isnan(known)
    said = relations.rows @ np.where(unknown, 0.0, known)
    low, high = relations.low - said, relations.high - said
    columns = np.flatnonzero(unknown)
    rows = sp.csr_array(relations.rows[:, columns])
    filled = np.diff(rows.indptr)
    room = SLACK * np.maximum(1.0, np.abs(said))
    broken = np.flatnonzero((filled == 0) & ((low > room) | (high < -room)))
    used = filled > 0
    if link is not None:
        used &= link
    rows, low, high = sp.csr_array(rows[used]), low[used], high[used]
    pattern = sp.csr_array((np.ones(rows.nnz), rows.indices, rows.indptr), shape=rows.shape)
    bridge = sp.block_array([[None, pattern], [pattern.T, None]], format="csr") if rows.shape[0] else None
    if bridge is None:
        labels = np.arange(len(columns))
        row_labels = np.zeros(0, np.int64)
    else:
        _, both = connected_components(bridge, directed=False)
        row_labels, labels = both[: rows.shape[0]], both[rows.shape[0] :]
    return Left(
        tuple(_components(relations, columns, rows, low, high, labels, row_labels)),
        tuple(broken.tolist()),
    )


def _components(
    relations: Relations,
    columns: NDArray[np.int64],
    rows: sp.csr_array,
    low: Numbers,
    high: Numbers,
    labels: NDArray[np.int64],
    row_labels: NDArray[np.int64],
) -> Iterable[Rest]:
    """The unknown cells by label, each with its rows."""
    if not len(columns):
        return
    by_cell, by_row = np.argsort(labels, kind="stable"), np.argsort(row_labels, kind="stable")
    names, starts = np.unique(labels[by_cell], return_index=True)
    for name, members in zip(names.tolist(), np.split(by_cell, starts[1:]), strict=True):
        first, last = np.searchsorted(row_labels[by_row], [name, name + 1])
        mine = np.sort(by_row[first:last])
        cells = columns[members]
        part = sp.csr_array(rows[mine][:, members])
        yield Rest(cells, part, low[mine], high[mine], relations.floor[cells], relations.ceiling[cells])


def joined(parts: Sequence[Relations]) -> Relations:
    """Relations over different cells, side by side."""
    return Relations(
        sp.csr_array(sp.block_diag([p.rows for p in parts], format="csr")),
        *(np.concatenate([getattr(p, name) for p in parts]) for name in ("low", "high", "floor", "ceiling")),
    )
