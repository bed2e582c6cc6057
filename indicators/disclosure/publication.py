"""Everything that an edition says as cells and relations: each quantity at each level, area and date, once.

A quantity is a numerator or a denominator, so that a count that two indicators share is one cell. Relations: areas
add up to those above them, parts to their whole, an expression to its terms, a numerator is part of its denominator.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.counting.cube import Cube
from indicators.counting.tree import AreaTree
from indicators.disclosure.relations import INF, Numbers, Relations
from indicators.disclosure.rounding import counted, interval, is_whole
from indicators.disclosure.sums import MEAN, Block, Contradiction, Sums
from indicators.expression import parse
from indicators.methods import Method
from indicators.model import Catalogue, Indicator, Period, Status


@dataclass(frozen=True)
class Known:
    """What must hold between quantities, as the catalogue declares it."""

    wholes: tuple[tuple[str, tuple[str, ...]], ...] = ()  # expression of the whole, variables of its parts
    part_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # variable -> wholes
    rounding: int = 0  # counts are published rounded to multiples of this; 0: as they are
    loose: tuple[str, ...] = ()  # sums with a residual somewhere: wholes are more than their parts


@dataclass(frozen=True)
class Use:
    """Where a cube's numbers are cells: one period of one cube."""

    cube: int  # place in `cubes`
    column: int  # its period
    numerator: int  # first cell of the block; the areas follow
    denominator: int  # the same of the denominator; -1: there is none


@dataclass(frozen=True)
class Publication:
    """Cells with what the edition says of them, and what they have to do with each other."""

    blocks: dict[Block, int]  # first cell of each
    number: Numbers  # (cells,) nan: no number
    secret: NDArray[np.bool_]  # without a number because it is secret
    nowhere: NDArray[np.bool_]  # the area was not there then: everybody knows that nobody was in it
    relations: Relations
    uses: tuple[Use, ...]
    cubes: tuple[Cube, ...]
    rows: dict[str, int]  # level -> areas
    seen: Numbers  # (cells,) what a reader knows exactly: `number`, save where it is rounded
    loose: tuple[str, ...] = ()  # as in `Known`, with what the numbers here say
    contradictions: tuple[Contradiction, ...] = ()

    def name(self, cell: int) -> tuple[str, str, int, dt.date]:
        """Quantity, level, row of the area, last day."""
        starts = np.fromiter(self.blocks.values(), np.int64)
        place = int(np.searchsorted(starts, cell, side="right")) - 1
        quantity, level, day = list(self.blocks)[place]
        return quantity, level, cell - int(starts[place]), day


def publication(
    cubes: Iterable[Cube], catalogue: Catalogue, methods: Mapping[str, Method], tree: AreaTree, known: Known
) -> Publication:
    """The cells and relations of `cubes`; those of rates without counts have no cells."""
    cubes = tuple(c for c in cubes if methods[catalogue.indicators[c.indicator].method].ADDS_UP)
    made = _Cells(tree)
    uses = tuple(use for place, cube in enumerate(cubes) for use in _uses(place, cube, catalogue, made))
    number, secret = made.arrays()
    low, high = _rounded(made, number, catalogue, known.rounding)
    shown = np.isnan(low) | (low == high)
    seen = np.where(shown, number, np.nan)
    rows = Sums(made.blocks, tree, seen, secret | ~shown, made.nowhere(), known.loose)
    for quantity, day in dict.fromkeys((q, day) for q, _, day in made.blocks):
        rows.areas(quantity, day)
    rows.expressions()
    for whole, parts in known.wholes:
        rows.parts(whole, parts)
    for part, wholes in known.part_of.items():
        for whole in wholes:
            rows.inside(part, whole)
    for use in uses:
        if methods[catalogue.indicators[cubes[use.cube].indicator].method].SUBSET and use.denominator >= 0:
            rows.pair(use.numerator, use.denominator, len(cubes[use.cube].keys))
    floor = np.full(len(number), 0.0)
    for (quantity, level, _), first in made.blocks.items():
        if any(term.sign < 0 for term in parse(quantity.removeprefix(MEAN)).terms):
            floor[first : first + made.rows[level]] = -INF
    relations = rows.relations(np.fmax(floor, low), np.where(shown, INF, high))
    there = made.nowhere()
    return Publication(
        made.blocks,
        number,
        secret,
        there,
        relations,
        uses,
        cubes,
        made.rows,
        seen,
        rows.loose(),
        rows.contradictions(),
    )


def _rounded(cells: "_Cells", number: Numbers, catalogue: Catalogue, base: int) -> tuple[Numbers, Numbers]:
    """(cells,) between what a reader knows a rounded number to be; nan where nothing is rounded, or nobody is."""
    low, high = np.full(len(number), np.nan), np.full(len(number), np.nan)
    for (quantity, level, _), first in cells.blocks.items() if base else ():
        if counted(quantity, catalogue):
            mine = slice(first, first + cells.rows[level])
            low[mine], high[mine] = interval(
                number[mine], base, np.full(cells.rows[level], is_whole(quantity, catalogue))
            )
    sure = cells.nowhere()
    return np.where(sure, np.nan, low), np.where(sure, np.nan, high)


def _uses(place: int, cube: Cube, catalogue: Catalogue, cells: "_Cells") -> Iterator[Use]:
    indicator = catalogue.indicators[cube.indicator]
    secret = cube.status == Status.secret
    nobody = (cube.status == Status.not_applicable) & np.isnan(cube.numerator)
    x = np.where(nobody, 0.0, cube.numerator)
    for column, period in enumerate(cube.periods):
        blocked = nobody[:, column]
        top = cells.put(indicator.numerator, cube.level, period.end, x[:, column], secret[:, column], blocked)
        if cube.denominator is None:
            yield Use(place, column, top, -1)
            continue
        n = np.where(nobody[:, column] & np.isnan(cube.denominator[:, column]), 0.0, cube.denominator[:, column])
        days = _days(indicator, period)
        hidden = secret[:, column] & np.isnan(n)
        if len(days) == 1:
            yield Use(place, column, top, cells.put(indicator.denominator, cube.level, days[0], n, hidden))
        else:
            yield Use(place, column, top, cells.put(MEAN + indicator.denominator, cube.level, days[1], n, hidden))


def _days(indicator: Indicator, period: Period) -> tuple[dt.date, ...]:
    """The dates that the denominator is of; see `counting.counts.align`."""
    year = period.start.year if period.kind == "school_year" else period.end.year
    last, before = dt.date(year, 12, 31), dt.date(year - 1, 12, 31)
    rule = indicator.denominator_date
    return {"same_date": (period.end,), "year_end": (last,), "previous_year_end": (before,)}.get(rule, (before, last))


class _Cells:
    """Blocks of cells while they are found; a number that one cube knows is known to all."""

    def __init__(self, tree: AreaTree) -> None:
        self.tree = tree
        self.rows = {level: len(keys) for level, keys in tree.keys.items()}
        self.blocks: dict[Block, int] = {}
        self._next = 0
        self._numbers: list[Numbers] = []
        self._secret: list[NDArray[np.bool_]] = []
        self._nowhere: list[NDArray[np.bool_]] = []
        self._place: dict[Block, int] = {}

    def put(
        self,
        quantity: str,
        level: str,
        day: dt.date,
        number: Numbers,
        secret: NDArray[np.bool_],
        blocked: NDArray[np.bool_] | None = None,
    ) -> int:
        """The first cell of a block; `blocked`: cells that cannot exist, as everybody knows."""
        quantity = " ".join(quantity.split())
        block = quantity, level, day
        there = self.tree.valid(level, Period(day, day, "date"))
        number = np.where(there, number, 0.0)  # where nobody can be, nobody is
        if block not in self.blocks:
            self.blocks[block], self._place[block] = self._next, len(self._numbers)
            self._next += self.rows[level]
            self._numbers.append(number.copy())
            self._secret.append(secret & np.isnan(number))
            self._nowhere.append(~there if blocked is None else ~there | blocked)
        else:
            place = self._place[block]
            mine = self._numbers[place]
            self._numbers[place] = np.where(np.isnan(mine), number, mine)
            self._secret[place] = (self._secret[place] | secret) & np.isnan(self._numbers[place])
        return self.blocks[block]

    def nowhere(self) -> NDArray[np.bool_]:
        return np.concatenate(self._nowhere) if self._nowhere else np.zeros(0, np.bool_)

    def arrays(self) -> tuple[Numbers, NDArray[np.bool_]]:
        if not self._numbers:
            return np.zeros(0), np.zeros(0, np.bool_)
        return np.concatenate(self._numbers), np.concatenate(self._secret)
