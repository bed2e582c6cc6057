"""What artefacts say of an edition, one number at a time by its names, and the cubes and rows that come of it.

Readers of files and answers give these; nobody who reads needs to know cells.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from indicators.counting.cube import Cube
from indicators.counting.tree import AreaTree
from indicators.disclosure.publication import Known, Publication, Use
from indicators.disclosure.relations import INF, Row
from indicators.disclosure.rounding import counted, interval, is_whole
from indicators.disclosure.statements import Span, limits, quotient, total
from indicators.methods import Method
from indicators.model import Catalogue, Period, Status

PARTS: Final = ("numerator", "denominator", "value", "lower", "upper", "secret")
NOTHING: Final = (-INF, INF)
TOGETHER: Final = " + "


@dataclass(frozen=True)
class Said:
    """One thing that is said of an indicator in an area and a period."""

    indicator: str
    level: str
    area: str  # its key; several areas together: keys or names with TOGETHER between
    period: str  # ISO
    part: str  # one of PARTS; secret: that there is a number, and that it is hidden
    span: Span = NOTHING  # between which numbers it lies

    @property
    def exact(self) -> bool:
        """Whether it says a number and not a span."""
        return self.span[0] == self.span[1]


@dataclass(frozen=True)
class Frame:
    """What everybody knows of an edition before reading a number."""

    catalogue: Catalogue
    methods: Mapping[str, Method]
    tree: AreaTree
    known: Known
    periods: Mapping[tuple[str, str], tuple[Period, ...]]  # (indicator, level) -> what there is
    names: Mapping[str, str] = field(default_factory=dict)  # level -> what people call it
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # level -> name of an area -> its key
    plurals: Mapping[str, str] = field(default_factory=dict)  # level -> what people call its areas


@dataclass(frozen=True)
class Heard:
    """What statements come to: rows over the cells of a publication, and statements about nothing that is in it."""

    rows: tuple[Row, ...]
    strange: tuple[Said, ...]


def cubes_of(frame: Frame, said: Iterable[Said]) -> list[Cube]:
    """The edition as statements tell it: exact counts as numbers, secret where anything says so, else unknown."""
    place = {name: _Place.of(frame, *name) for name in frame.periods}
    for one in said:
        cell = place[one.indicator, one.level].cell(one) if (one.indicator, one.level) in place else None
        if cell is not None:
            place[one.indicator, one.level].take(one, cell)
    return [found.cube for found in place.values()]


@dataclass(frozen=True)
class _Place:
    """A cube that is filled, and where its areas and periods are."""

    cube: Cube
    row: dict[str, int]
    column: dict[str, int]

    @staticmethod
    def of(frame: Frame, indicator: str, level: str) -> "_Place":
        keys, periods = frame.tree.keys[level], frame.periods[indicator, level]
        shape = len(keys), len(periods)
        exists = np.column_stack([frame.tree.valid(level, period) for period in periods])
        based = bool(frame.catalogue.indicators[indicator].denominator)
        cube = Cube(
            indicator,
            level,
            keys,
            periods,
            np.full(shape, np.nan),
            np.full(shape, np.nan) if based else None,
            np.full(shape, Status.missing, np.uint8),
            np.zeros(shape, np.uint8),
            exists,
            np.ones(shape),
        )
        return _Place(cube, {k: n for n, k in enumerate(keys)}, {p.iso: n for n, p in enumerate(periods)})

    def cell(self, one: Said) -> tuple[int, int] | None:
        row, column = self.row.get(one.area), self.column.get(one.period)
        return None if row is None or column is None else (row, column)

    def take(self, one: Said, cell: tuple[int, int]) -> None:
        """Keep a number, or that there is a secret; a number does not undo a secret."""
        cube = self.cube
        if one.part == "secret":
            cube.status[cell] = Status.secret
        elif one.part == "numerator" and one.exact:
            cube.numerator[cell] = one.span[0]
        elif one.part == "denominator" and one.exact and cube.denominator is not None:
            cube.denominator[cell] = one.span[0]


def heard(said: Iterable[Said], publication: Publication, frame: Frame) -> Heard:
    """Rows over the cells of the publication for all that is said."""
    uses = _uses(publication)
    rows: list[Row] = []
    strange: list[Said] = []
    ends: dict[tuple[int, int], dict[str, Said]] = {}
    for one in said:
        found = uses.get((one.indicator, one.level, one.period))
        areas = () if found is None else _areas(one, found[1], frame)
        if found is None or not areas:
            strange.append(one)
        elif one.part in ("lower", "upper"):
            if len(areas) == 1:  # of several areas together only counts and values are put into sums
                use = found[0]
                ends.setdefault((use.numerator + areas[0], use.denominator + areas[0]), {})[one.part] = one
        elif one.part != "secret":
            rows += _rows(one, found[0], areas, frame)
    for (x, n), both in ends.items():
        rows += _limit_rows(x, n, both, publication, frame)
    return Heard(tuple(rows), tuple(strange))


def _uses(publication: Publication) -> dict[tuple[str, str, str], tuple[Use, dict[str, int]]]:
    """(indicator, level, period) -> where its cells are, and the row of each area."""
    rows: dict[int, dict[str, int]] = {}
    found = {}
    for use in publication.uses:
        cube = publication.cubes[use.cube]
        if use.cube not in rows:
            rows[use.cube] = {key: row for row, key in enumerate(cube.keys)}
        found[cube.indicator, cube.level, cube.periods[use.column].iso] = use, rows[use.cube]
    return found


def _areas(one: Said, rows: dict[str, int], frame: Frame) -> tuple[int, ...]:
    """The rows of the area, or of all that are taken together; none where one of them is not there."""
    if one.area in rows:
        return (rows[one.area],)
    names = frame.places.get(one.level, {})
    parts = [rows.get(names.get(part, part), -1) for part in one.area.split(TOGETHER)]
    return tuple(parts) if -1 not in parts else ()


def _rows(one: Said, use: Use, areas: tuple[int, ...], frame: Frame) -> list[Row]:
    if frame.known.rounding:
        return _rounded_rows(one, use, areas, frame)
    x, n = ([(first + row, 1.0) for row in areas] for first in (use.numerator, use.denominator))
    if one.part == "numerator":
        return [total(x, one.span)]
    if one.part == "denominator":
        return [total(n, one.span)] if use.denominator >= 0 else []
    factor = frame.catalogue.indicators[one.indicator].factor
    if use.denominator < 0:
        return [total([(cell, factor) for cell, _ in x], one.span)]
    return quotient(x, n, one.span, factor)


def _rounded_rows(one: Said, use: Use, areas: tuple[int, ...], frame: Frame) -> list[Row]:
    """A rounded count says what it was rounded from; rates of rounded counts say nothing that these do not."""
    indicator, base = frame.catalogue.indicators[one.indicator], frame.known.rounding
    sides = {"numerator": (indicator.numerator, use.numerator), "denominator": (indicator.denominator, use.denominator)}
    quantity, first = sides.get(one.part, ("", -1))
    if first < 0 or len(areas) > 1:
        return []
    low, high = one.span
    if counted(quantity, frame.catalogue):
        whole = np.array([is_whole(quantity, frame.catalogue)])
        (low,), (high,) = (side.tolist() for side in interval(np.array([low]), base, whole))
    return [total([(first + areas[0], 1.0)], (low, high))]


def _limit_rows(x: int, n: int, both: dict[str, Said], publication: Publication, frame: Frame) -> list[Row]:
    """What one or both limits of a cell say, where its base is known."""
    one = next(iter(both.values()))
    indicator = frame.catalogue.indicators[one.indicator]
    base = publication.number[n] if n >= 0 and not frame.known.rounding else np.nan
    if np.isnan(base) or not np.isnan(publication.number[x]):
        return []
    low, high = (both[part].span if part in both else NOTHING for part in ("lower", "upper"))
    return limits(x, n, low, high, (base, base), frame.methods[indicator.method], indicator.factor)
