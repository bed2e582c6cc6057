"""What the rules look at: the counts of all deliveries at every level, which of them were delivered, and the cubes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.checks._declared import Declared
from indicators.counting.aggregate import Matrix, delivered_matrices
from indicators.counting.counts import Counts, Variables
from indicators.counting.cube import Cube
from indicators.expression import parse
from indicators.model import Catalogue
from indicators.observations import Observations

Marks = NDArray[np.bool_]  # (areas, periods)


@dataclass(frozen=True)
class Material:
    """All numbers of a town, before anything is hidden."""

    counts: Counts
    delivered: Variables  # only what stood in a delivery
    residuals: Variables  # what belongs to a parent without an area
    cubes: tuple[Cube, ...]
    catalogue: Catalogue
    declared: Declared

    def own(self) -> Iterator[tuple[str, str, Matrix]]:
        """(variable, level, matrix) of everything delivered; numbers of areas that did not exist are left out."""
        for variable, by_level in sorted(self.delivered.items()):
            for level in (lv for lv in self.counts.tree.levels if lv in by_level):
                matrix, valid = by_level[level], self.counts.ground.valid[level]
                number = np.where(valid, matrix.number, np.nan)
                yield variable, level, Matrix(number, matrix.status, matrix.flags, matrix.delivered & valid, number)

    def spoken(self, level: str, variables: Iterable[str]) -> Marks:
        """Cells in which one of the variables, or of those that it is derived from, was delivered at this level itself.

        A contradiction between delivered numbers is said where they were delivered, not again at each coarser level.
        """
        shape = len(self.counts.tree.keys[level]), len(self.counts.periods)
        marks = np.zeros(shape, np.bool_)
        for name in self._leaves(variables):
            matrix = self.delivered.get(name, {}).get(level)
            if matrix is not None:
                marks |= matrix.delivered
        return marks & self.counts.ground.valid[level]

    def _leaves(self, variables: Iterable[str]) -> set[str]:
        """The variables and everything that they are derived from."""
        seen: set[str] = set()
        waiting = list(variables)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                known = self.catalogue.variables.get(name)
                waiting += parse(known.expression).variables if known is not None and known.expression else ()
        return seen

    def title(self, variable: str) -> str:
        """The variable as a sentence names it."""
        known = self.catalogue.variables.get(variable)
        return f"„{known.title}“" if known is not None else variable

    def at(self, level: str, row: int, column: int) -> tuple[str, str]:
        """Area key and period of a cell."""
        return self.counts.tree.keys[level][row], self.counts.periods[column].iso


def material(
    observations: Observations,
    residuals: Observations,
    counts: Counts,
    cubes: Iterable[Cube],
    catalogue: Catalogue,
    declared: Declared,
) -> Material:
    """What the rules look at, out of what a load has made of the deliveries."""
    delivered = delivered_matrices(observations, counts.tree, counts.periods)
    rest = delivered_matrices(residuals, counts.tree, counts.periods)
    return Material(counts, delivered, rest, tuple(cubes), catalogue, declared)


def differs(one: NDArray[np.float64], other: NDArray[np.float64], tolerance: float = 0) -> NDArray[np.float64]:
    """one - other where it exceeds the tolerance and the dust of binary fractions, else 0; 0 without two numbers."""
    apart = np.nan_to_num(one - other)
    dust = 1e-6 * np.maximum(np.abs(np.nan_to_num(one)), 1.0)
    return np.where(np.abs(apart) > tolerance + dust, apart, 0.0)
