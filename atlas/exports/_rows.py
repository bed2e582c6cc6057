"""The plain rows behind a View, a Profile or a Table: one value each, unrounded, with its status in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from atlas.view import Cell, Profile, Table, View
from atlas.view.values import ValueRow
from indicators.model import Indicator, Period

CITY = "stadt"  # the level of the whole town, in every town


@dataclass(frozen=True)
class Told:
    """A row and what it is a value of."""

    indicator: Indicator
    period: Period
    cell: Cell
    row: ValueRow


def told(content: View | Profile | Table) -> Iterator[Told]:
    """All values of the content: areas in their order, then the whole town where the content compares with it."""
    if isinstance(content, View):
        for cell in content.cells:
            yield _told(content.indicator, content.period, cell, content.level.id)
        if content.level.id != CITY:
            yield _told(content.indicator, content.period, content.city, CITY)
    elif isinstance(content, Profile):
        for _, section in content.sections:
            for one in section:
                yield _told(one.indicator, one.period, one.cell, content.level.id)
                if content.level.id != CITY:
                    yield _told(one.indicator, one.period, one.city, CITY)
    else:
        for place, (indicator, period) in enumerate(content.columns):
            for _, _, cells in content.rows:
                yield _told(indicator, period, cells[place], content.level.id)
            if content.level.id != CITY:
                yield _told(indicator, period, content.city[place], CITY)


def rows(content: View | Profile | Table) -> list[ValueRow]:
    """The rows alone, as `atlas values` has them."""
    return [one.row for one in told(content)]


def _told(indicator: Indicator, period: Period, cell: Cell, level: str) -> Told:
    row = ValueRow(
        cell.key,
        cell.name,
        level,
        period.iso,
        cell.numerator,
        cell.denominator,
        cell.value,
        cell.lower,
        cell.upper,
        cell.status.name,
    )
    return Told(indicator, period, cell, row)
