"""The relations between quantities of an edition: over areas, parts of a whole, the terms of an expression."""

import datetime as dt
from collections.abc import Collection, Hashable
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from indicators.counting.tree import AreaTree
from indicators.disclosure.relations import INF, SLACK, Numbers, Relations
from indicators.expression import parse

Block = tuple[str, str, dt.date]  # quantity, level, last day: one cell an area of the level
Cells = NDArray[np.int64]
INSIDE: Final = "part <= whole"  # begins the name of a family of inequalities
MEAN: Final = "mean_of_two: "  # before the name of a quantity that is the mean of two year ends


@dataclass(frozen=True)
class Contradiction:
    """A whole that is smaller than its parts."""

    whole: int  # cells
    parts: tuple[int, ...]


class Sums:
    """Relations while they are found, a family at a time; those of `loose` families are known not to add up."""

    def __init__(
        self,
        blocks: dict[Block, int],
        tree: AreaTree,
        number: Numbers,
        secret: NDArray[np.bool_],
        nowhere: NDArray[np.bool_],
        loose: Collection[str] = (),
    ) -> None:
        self.blocks, self.tree, self.number = blocks, tree, number
        self._nowhere, self._loose = nowhere, frozenset(loose)
        self._unknown = np.isnan(number) & ~secret  # missing: nobody knows it
        self._first: list[int] = []
        self._row: list[Cells] = []
        self._cell: list[Cells] = []
        self._factor: list[Numbers] = []
        self._said: list[Numbers] = []
        self._missing: list[NDArray[np.bool_]] = []
        self._family: list[Hashable] = []
        self._exact: dict[Hashable, bool] = {}
        self._next = 0

    def add(self, row: Cells, cell: Cells, factor: Numbers, rows: int, family: Hashable) -> None:
        """`rows` relations of one `family`: the sum of factor * cell is what the numbers say; see `_limits`."""
        said = np.zeros(rows)
        np.add.at(said, row, factor * self.number[cell])
        self._first.append(self._next)
        self._row.append(row + self._next)
        self._cell.append(cell)
        self._factor.append(np.asarray(factor, np.float64))
        self._said.append(said)
        missing = np.zeros(rows, np.bool_)
        np.logical_or.at(missing, row, self._unknown[cell])
        self._missing.append(missing)
        self._family.append(family)
        self._next += rows

    def areas(self, quantity: str, day: dt.date) -> None:
        """Areas add up to those above them."""
        tree = self.tree
        there = [level for level in tree.levels if (quantity, level, day) in self.blocks]
        pairs = {(child, parent) for child, parent in product(there, there) if (child, parent) in tree.parents}
        for child, parent in sorted(pairs):
            if any((child, mid) in pairs and (mid, parent) in pairs for mid in there):
                continue
            parents = tree.parents[child, parent]
            first, above = self.blocks[quantity, child, day], self.blocks[quantity, parent, day]
            mine = np.flatnonzero(parents >= 0)
            whole, row = np.unique(parents[mine], return_inverse=True)
            self.add(
                np.concatenate([row, np.arange(len(whole))]).astype(np.int64),
                np.concatenate([first + mine, above + whole]).astype(np.int64),
                np.concatenate([np.full(len(mine), -1.0), np.ones(len(whole))]),
                len(whole),
                (quantity, child, parent),
            )

    def expressions(self) -> None:
        """A quantity of several terms is their sum, where all are quantities of their own."""
        for (quantity, level, day), first in list(self.blocks.items()):
            if quantity.startswith(MEAN):
                name, before = quantity.removeprefix(MEAN), _back(day, 1)
                self._sum([(name, before, 0.5), (name, day, 0.5)], level, first, quantity)
            elif not quantity.isidentifier():
                terms = [(t.variable, _back(day, t.lag), float(t.sign)) for t in parse(quantity).terms]
                self._sum(terms, level, first, quantity)

    def _sum(self, terms: list[tuple[str, dt.date, float]], level: str, first: int, family: Hashable) -> None:
        blocks = [self.blocks.get((name, level, day)) for name, day, _ in terms]
        if all(block is not None for block in blocks):
            firsts = [first, *(block for block in blocks if block is not None)]
            self._line(firsts, [1.0, *(-factor for _, _, factor in terms)], level, family)

    def parts(self, whole: str, parts: tuple[str, ...]) -> None:
        """Parts add up to their whole, wherever all of them are quantities."""
        terms = [(t.variable, float(t.sign)) for t in parse(whole).terms] + [(part, -1.0) for part in parts]
        for level, day in dict.fromkeys((lv, day) for q, lv, day in self.blocks if q == terms[0][0]):
            blocks = [self.blocks.get((variable, level, day)) for variable, _ in terms]
            if all(block is not None for block in blocks):
                self._line([b for b in blocks if b is not None], [sign for _, sign in terms], level, (whole, parts))

    def inside(self, part: str, whole: str) -> None:
        """A part is no more than its whole."""
        for (quantity, level, day), first in list(self.blocks.items()):
            if quantity == part and (whole, level, day) in self.blocks:
                self.pair(first, self.blocks[whole, level, day], len(self.tree.keys[level]), (INSIDE, part, whole))

    def pair(self, part: int, whole: int, rows: int, family: Hashable = (INSIDE,)) -> None:
        """The same for two blocks of so many areas."""
        each = np.arange(rows)
        cell = np.concatenate([part + each, whole + each])
        factor = np.concatenate([np.full(rows, -1.0), np.ones(rows)])
        self.add(np.concatenate([each, each]), cell, factor, rows, family)

    def _line(self, firsts: list[int], factors: list[float], level: str, family: Hashable) -> None:
        there = np.flatnonzero(~self._nowhere[firsts[0] :][: len(self.tree.keys[level])])  # else nothing is said of it
        cell = np.concatenate([first + there for first in firsts])
        each = np.arange(len(there))
        self.add(np.tile(each, len(firsts)), cell, np.repeat(factors, len(each)), len(each), family)

    def relations(self, floor: Numbers, ceiling: Numbers) -> Relations:
        """All that were added; `floor`, `ceiling` (cells,) the least and the most that each cell can be."""

        def all_of(parts: list[NDArray]) -> NDArray:  # type: ignore[type-arg]
            return np.concatenate(parts) if parts else np.zeros(0)

        at = all_of(self._row).astype(np.int64), all_of(self._cell).astype(np.int64)
        rows = sp.csr_array((all_of(self._factor), at), shape=(self._next, len(floor)))
        for said, name in zip(self._said, self._family, strict=True):
            rest = np.nan_to_num(said)
            adds_up = bool(np.all(rest > -SLACK if _inside(name) else np.abs(rest) < SLACK))
            always = name == (INSIDE,)  # a share of more than all is refused long before
            self._exact[name] = always or (self._exact.get(name, _named(name) not in self._loose) and adds_up)
        every = zip(self._said, self._missing, self._family, strict=True)
        limits = [self._limits(said, missing, family) for said, missing, family in every]
        low, high = all_of([low for low, _ in limits]), all_of([high for _, high in limits])
        return Relations(rows, low, high, floor, ceiling)

    def _limits(self, said: Numbers, missing: NDArray[np.bool_], family: Hashable) -> tuple[Numbers, Numbers]:
        """What a row may be: what it is, where all its numbers are known; else what others of its family are.

        A whole whose parts add up everywhere adds up here, too; one with a residual somewhere is at least its parts,
        and so is one with a missing part. Of a difference with a missing term nothing is known.
        """
        silent = np.isnan(said)
        if _inside(family):
            low = np.minimum(np.nan_to_num(said), 0.0)
            return (low if self._exact[family] else np.where(silent, -INF, low)), np.full(len(said), INF)
        anything = np.full(len(said), not self._counts(family)) & (missing | (not self._exact[family]))
        least = np.where(anything, -INF, 0.0)
        most = np.where(missing | (not self._exact[family]), INF, 0.0)
        return np.where(silent, least, said), np.where(silent, most, said)

    def loose(self) -> tuple[str, ...]:
        """The families that do not add up everywhere, as far as there are numbers; after `relations`."""
        return tuple(sorted(_named(family) for family, exact in self._exact.items() if not exact))

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Wholes of areas or of parts that add up to them and are more than they; each once."""
        found: dict[Contradiction, None] = {}
        for said, rows, cells, factors, family, first in zip(
            self._said, self._row, self._cell, self._factor, self._family, self._first, strict=True
        ):
            if not isinstance(family, tuple) or _inside(family) or not self._counts(family):
                continue
            for row in np.flatnonzero(np.nan_to_num(said) < -SLACK).tolist():
                mine = np.flatnonzero(rows == row + first)
                whole = cells[mine][factors[mine] > 0]
                if len(whole) == 1:
                    found[Contradiction(int(whole[0]), tuple(cells[mine][factors[mine] < 0].tolist()))] = None
        return tuple(found)

    @staticmethod
    def _counts(family: Hashable) -> bool:
        """Whether the rows are sums of counts over areas or parts."""
        name = family[0] if isinstance(family, tuple) else str(family)
        return "-" not in name


def _back(day: dt.date, years: int) -> dt.date:
    leap = day.month == 2 and day.day == 29
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def _inside(family: Hashable) -> bool:
    return isinstance(family, tuple) and family[0] == INSIDE


def _named(family: Hashable) -> str:
    """`bev_u18: stadtteil, bezirk`, as a release says it."""
    if not isinstance(family, tuple):
        return str(family)
    first, *rest = family
    return f"{first}: {', '.join(word for one in rest for word in ([one] if isinstance(one, str) else one))}"
