"""The areas that people made: unions of whole areas of one level, there while all of their parts are.

Members are keys, whatever land they stand for at a time. Where a reform ends one of them, the area ends with it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import shapely

from geo.areas import Area, first_day, last_day
from geo.errors import Fault, Remark, named
from geo.outline_spec import CITY, OwnArea, OwnLevel
from geo.own_spec import nearest_keys

DAY = dt.timedelta(days=1)
Span = tuple[dt.date, dt.date]  # first and last day
Parts = Mapping[str, Sequence[Area]]  # key -> the areas that bear it over time


def with_own(
    areas: Sequence[Area], own: Sequence[OwnLevel], city_key: str
) -> tuple[tuple[Area, ...], tuple[Remark, ...], tuple[Fault, ...]]:
    """The areas with those that people made, which their parts, and the parts of those, name as a parent."""
    faults: list[Fault] = []
    remarks: list[Remark] = []
    made: list[Area] = []
    named_in = list(areas)
    for level in own:
        parts: dict[str, list[Area]] = {}
        for area in areas:
            if area.level == level.from_level:
                parts.setdefault(area.key, []).append(area)
        wrong = [fault for one in level.areas for fault in _unknown(one, level, parts)]
        faults += wrong
        if wrong:
            continue
        for one in level.areas:
            found = _pieces(one, level, parts, city_key)
            made += found
            if not found:
                sentence = f"die Teile von „{one.name}“ gibt es nie zur selben Zeit; trennen Sie das Gebiet."
                faults.append(Fault(f"{level.place}.areas", sentence))
            elif all(last_day(piece) != dt.date.max for piece in found):
                end = max(map(last_day, found)).strftime("%d.%m.%Y")
                sentence = f"„{one.name}“ gibt es nur bis {end}: danach fehlt wenigstens eines seiner Teile."
                remarks.append(Remark(level.place, sentence))
        owner = {member: one.key for one in level.areas for member in one.members}
        named_in = [_belonging(area, level, owner) for area in named_in]
    return (*named_in, *made), tuple(remarks), tuple(faults)


def covers(areas: Sequence[Area], level: OwnLevel) -> bool:
    """Whether every part that there is today lies in an area of the level."""
    today = [a for a in areas if a.level == level.from_level and last_day(a) == dt.date.max]
    return all(level.id in area.parents for area in today)


def _unknown(one: OwnArea, level: OwnLevel, parts: Parts) -> list[Fault]:
    lost = [member for member in one.members if member not in parts]
    if not lost:
        return []
    names = {key: history[-1].name for key, history in parts.items()}
    sentence = f"„{one.name}“ nennt {named(lost)}, was es auf der Ebene {level.from_level} nicht gibt"
    return [Fault(f"{level.place}.areas", f"{sentence}; {nearest_keys(lost[0], names)}.")]


def _belonging(area: Area, level: OwnLevel, owner: Mapping[str, str]) -> Area:
    part = area.key if area.level == level.from_level else area.parents.get(level.from_level, "")
    return replace(area, parents={**area.parents, level.id: owner[part]}) if part in owner else area


def _pieces(one: OwnArea, level: OwnLevel, parts: Parts, city_key: str) -> list[Area]:
    """The area in each span of time between two changes of any part of the level; none where a part is not there.

    All areas of a level have the same spans, so that they are one set of outlines.
    """
    pieces = []
    for first, last in _spans([area for key in _members(level) for area in parts.get(key, ())]):
        there = [
            area for key in one.members for area in parts[key] if _span(area)[0] <= first and last <= _span(area)[1]
        ]
        if len(there) < len(one.members):
            continue
        drawn = [area.outline for area in there if area.outline is not None]
        outline = shapely.union_all(drawn) if len(drawn) == len(there) else None
        valid = (None if first == dt.date.min else first, None if last == dt.date.max else last)
        pieces.append(Area(level.id, one.key, one.name, {CITY: city_key}, *valid, outline))
    return pieces


def _members(level: OwnLevel) -> list[str]:
    return [member for one in level.areas for member in one.members]


def _span(area: Area) -> Span:
    """The days that the area is shown on."""
    return dt.date.min if area.shown_before else first_day(area), last_day(area)


def _spans(areas: Sequence[Area]) -> list[Span]:
    """The days from the first to the last, parted wherever an area begins or ends."""
    starts = {_span(area)[0] for area in areas}
    starts |= {end + DAY for _, end in map(_span, areas) if end != dt.date.max}
    last = max(end for _, end in map(_span, areas))
    days = sorted(day for day in starts if day <= last)
    return [(day, (days[n + 1] - DAY) if n + 1 < len(days) else last) for n, day in enumerate(days)]
