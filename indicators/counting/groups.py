"""Sums over the parts of every parent at once, by runs of rows: what counting up spends its time with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Groups:
    """Parts in the order of their parents, so that a run of rows belongs to each; those without one are left out."""

    rows: NDArray[np.int64]  # parts by parent
    starts: NDArray[np.int64]  # where the run of each parent that has parts begins
    there: NDArray[np.int64]  # those parents
    parents: int  # how many there are at all

    @classmethod
    def of(cls, parent: NDArray[np.int32], parents: int) -> "Groups":
        """The groups of `parent` (parts,), -1 for none."""
        rows = np.argsort(parent, kind="stable")
        rows = rows[np.searchsorted(parent[rows], 0) :]
        there, starts = np.unique(parent[rows], return_index=True)
        return cls(rows, starts, there.astype(np.int64), parents)

    def sums(self, cells: NDArray[np.float64]) -> NDArray[np.float64]:
        """(parents, periods) sums of cells (rows, periods); 0 over no part."""
        result = np.zeros((self.parents, cells.shape[1]))
        if len(self.there):
            result[self.there] = np.add.reduceat(cells, self.starts, axis=0)
        return result

    def any(self, cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(parents, periods) whether any part is True."""
        result = np.zeros((self.parents, cells.shape[1]), np.bool_)
        if len(self.there):
            result[self.there] = np.logical_or.reduceat(cells, self.starts, axis=0)
        return result

    def all(self, cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(parents, periods) whether every part is True; True over no part."""
        return ~self.any(~cells)

    def union(self, cells: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """(parents, periods) flags that any part has."""
        result = np.zeros((self.parents, cells.shape[1]), np.uint8)
        if len(self.there):
            result[self.there] = np.bitwise_or.reduceat(cells, self.starts, axis=0)
        return result
