"""Levels, areas and their vintages: frozen words; knows neither files nor numbers."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Level:
    """Raumebene: one way to divide the town."""

    id: str  # stadt, bezirk, stadtteil, stat_bezirk, sozialraum, prognoseraum ... or an own one
    name: str  # "Stadtteil"
    plural: str  # "Stadtteile"
    order: int  # coarse (small) to fine (large)
    nested_in: str = ""  # the level whose areas it partitions; empty: overlaps the others


@dataclass(frozen=True)
class Area:
    """Gebiet: one unit of a level while it is valid; a reform makes new areas, even under an old key."""

    level: str
    key: str  # text, always
    name: str
    parents: Mapping[str, str] = field(default_factory=dict)  # level -> key of the area that it lies in
    valid_from: dt.date | None = None  # first day; None: since ever
    valid_to: dt.date | None = None  # last day; None: until further notice
    outline: BaseGeometry | None = field(default=None, compare=False, repr=False)  # WGS84; None: a key only
    shown_before: bool = False  # its outline also stands for the days before valid_from


@dataclass(frozen=True)
class Vintage:
    """Gebietsstand: the areas of one level that are valid together, keys ascending."""

    level: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    shown_before: bool
    areas: tuple[Area, ...]

    @property
    def id(self) -> str:
        """A name for files and addresses: the level, and the first day if there is one.

        >>> Vintage("planungsraum", dt.date(2021, 1, 1), None, False, ()).id
        'planungsraum-2021-01-01'
        """
        return self.level if self.valid_from is None else f"{self.level}-{self.valid_from.isoformat()}"


class Valid(Protocol):
    """Whatever is valid from a day to a day."""

    @property
    def valid_from(self) -> dt.date | None:
        """First day; None: since ever."""

    @property
    def valid_to(self) -> dt.date | None:
        """Last day; None: until further notice."""


def first_day(area: Valid) -> dt.date:
    """The first day of validity; the earliest date there is when it has been valid since ever."""
    return area.valid_from or dt.date.min


def last_day(area: Valid) -> dt.date:
    """The last day of validity; the latest date there is when it is valid until further notice."""
    return area.valid_to or dt.date.max


def overlap(one: Valid, other: Valid) -> bool:
    """Whether there is a day on which both are valid."""
    return first_day(one) <= last_day(other) and first_day(other) <= last_day(one)


def vintages(areas: Iterable[Area]) -> tuple[Vintage, ...]:
    """The areas by level and validity, in order of level and first day."""
    groups: dict[tuple[str, dt.date, dt.date], list[Area]] = {}
    for area in areas:
        groups.setdefault((area.level, first_day(area), last_day(area)), []).append(area)
    return tuple(
        Vintage(
            level,
            members[0].valid_from,
            members[0].valid_to,
            any(area.shown_before for area in members),
            tuple(sorted(members, key=lambda area: area.key)),
        )
        for (level, _, _), members in sorted(groups.items(), key=lambda item: item[0])
    )


def valid_on(areas: Iterable[Area], date: dt.date) -> tuple[Area, ...]:
    """The areas that a value of `date` is shown on, in the order given.

    Where a level has none yet, its earliest areas stand in if the town declared `shown_before`; a level
    without areas on that day gives none.
    """
    candidates = list(areas)
    found = [area for area in candidates if first_day(area) <= date <= last_day(area)]
    covered = {area.level for area in found}
    early: dict[str, dt.date] = {}
    for area in candidates:
        if area.shown_before and area.level not in covered and date < first_day(area):
            early[area.level] = min(early.get(area.level, dt.date.max), first_day(area))
    chosen = set(map(id, found))
    chosen |= {id(a) for a in candidates if a.shown_before and early.get(a.level) == first_day(a)}
    return tuple(area for area in candidates if id(area) in chosen)


def newest(areas: Iterable[Area], like: Valid) -> tuple[Area, ...]:
    """Of the areas of one level, the newest set with a day in common with `like`."""
    sets = [vintage for vintage in vintages(areas) if overlap(vintage, like)]
    return max(sets, key=first_day).areas if sets else ()


def changes(areas: Sequence[Area], share: float = 0.01) -> dict[tuple[str, str], tuple[dt.date, ...]]:
    """(level, key) -> the first days on which a continuing key stands for other land than the day before.

    Two outlines of one key differ when more than `share` of the larger area is in only one of them; a key
    without outlines on either side is taken as unchanged. Keys that begin or end have no entry.
    """
    histories: dict[tuple[str, str], list[Area]] = {}
    for area in sorted(areas, key=first_day):
        histories.setdefault((area.level, area.key), []).append(area)
    found: dict[tuple[str, str], tuple[dt.date, ...]] = {}
    for which, history in histories.items():
        days = []
        for before, after in pairwise(history):
            if before.outline is None or after.outline is None or after.valid_from is None:
                continue
            larger = max(before.outline.area, after.outline.area)
            if before.outline.symmetric_difference(after.outline).area > share * larger:
                days.append(after.valid_from)
        if days:
            found[which] = tuple(days)
    return found
