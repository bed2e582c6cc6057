"""Read all areas that a town declares; every fault and every rule used is named."""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from geo.areas import Area, first_day, last_day, overlap, valid_on
from geo.crosswalk import Crosswalk, from_parts, read_crosswalk
from geo.errors import Fault, Remark, named
from geo.kinship import completed, orphans
from geo.outline_spec import CITY, BoundarySpec, KeyedSpec, OutlineSpec
from geo.overlay import overlay
from geo.reading import Reading, find_files, from_files, joined, keyed_area, tables_of


@dataclass(frozen=True)
class OutlineResult:
    """What came of reading: with faults the areas are incomplete and must not be taken in."""

    areas: tuple[Area, ...]
    remarks: tuple[Remark, ...]
    faults: tuple[Fault, ...]
    report: dict[str, Any]  # JSON-able: what was read, by declared set of outlines
    crosswalks: tuple[Crosswalk, ...] = ()


def read_outlines(city_folder: Path, raw_folder: Path, spec: OutlineSpec) -> OutlineResult:
    """Every area of the town, outlines in WGS84, not yet cleaned; files lie below the raw or city folder."""
    order = {level.id: level.order for level in spec.levels}
    files = sorted((e for e in spec.boundaries if e.file), key=lambda e: (order[e.level], first_day(e)))
    from_levels = sorted((e for e in spec.boundaries if e.from_level), key=lambda e: (-order[e.level], first_day(e)))
    readings: list[tuple[BoundarySpec | KeyedSpec, Reading]] = []
    areas: list[Area] = []
    for entry in (*files, *from_levels):
        reading = (
            from_files(entry, (raw_folder, city_folder), areas, spec) if entry.file else joined(entry, areas, spec)
        )
        readings.append((entry, reading))
        areas += reading.areas
    for keyed in spec.keyed:
        tables, wrong = tables_of(keyed, (raw_folder, city_folder))
        reading = Reading(tuple(keyed_area(keyed, key, tables) for key in keyed.keys), faults=tuple(wrong))
        readings.append((keyed, reading))
        areas += reading.areas
    if not any(area.level == CITY for area in areas):
        areas.append(Area(CITY, spec.area_key, spec.area_name))
    remarks = [remark for _, reading in readings for remark in reading.remarks]
    faults = [fault for _, reading in readings for fault in reading.faults]
    others = sorted({area.key for area in areas if area.level == CITY} - {spec.area_key})
    if others:
        sentence = f"die Ebene {CITY} hat genau ein Gebiet, {spec.area_key} (area_key); gefunden: {named(others)}."
        faults.append(Fault(CITY, sentence))
    areas = [replace(area, name=spec.area_name) if area.level == CITY else area for area in areas]
    areas, nameless = _with_names(areas)
    remarks += nameless
    later = {entry.level for entry in spec.keyed if entry.keys_from}
    whole = completed(areas, spec.area_key)
    faults += _doubled(whole) + orphans(whole, spec.levels, later)
    crosswalks, wrong, told = _crosswalks(spec, whole, (raw_folder, city_folder))
    faults, remarks = faults + wrong, remarks + told
    report = _report(spec, readings, whole, remarks, faults)
    return OutlineResult(whole, tuple(remarks), tuple(faults), report, crosswalks)


def _with_names(areas: Sequence[Area]) -> tuple[list[Area], list[Remark]]:
    """Every area with a name: its own, else (if drawn) the one of its key at another time, else the key."""
    elsewhere = {(area.level, area.key): area.name for area in areas if area.name}
    borrowed: dict[str, list[str]] = {}
    nameless: dict[str, list[str]] = {}
    result = []
    for area in areas:
        other = elsewhere.get((area.level, area.key), "") if area.outline is not None else ""
        name = area.name or other
        if not area.name:
            (borrowed if name else nameless).setdefault(area.level, []).append(area.key)
        result.append(replace(area, name=name or area.key))
    remarks = [
        Remark(level, f"ohne Namen, also nach dem Schlüssel benannt: {named(sorted(keys))}.")
        for level, keys in nameless.items()
    ]
    remarks += [
        Remark(level, f"nach demselben Schlüssel eines anderen Gebietsstands benannt: {named(sorted(keys))}.")
        for level, keys in borrowed.items()
    ]
    return result, remarks


def _doubled(areas: Sequence[Area]) -> list[Fault]:
    """Faults for keys that two declared sets claim for the same day."""
    by_name: dict[tuple[str, str], list[Area]] = {}
    for area in areas:
        by_name.setdefault((area.level, area.key), []).append(area)
    twice: dict[str, list[str]] = {}
    for (level, key), members in sorted(by_name.items()):
        if any(overlap(one, other) for i, one in enumerate(members) for other in members[:i]):
            twice.setdefault(level, []).append(key)
    return [
        Fault(
            level,
            f"die Schlüssel {named(keys)} gelten zur selben Zeit zweimal (valid_from, valid_to).",
        )
        for level, keys in twice.items()
    ]


def _crosswalks(
    spec: OutlineSpec, areas: Sequence[Area], folders: Sequence[Path]
) -> tuple[tuple[Crosswalk, ...], list[Fault], list[Remark]]:
    """The declared tables of reforms, held against the areas of the eve and of the day."""
    found: list[Crosswalk] = []
    faults: list[Fault] = []
    remarks: list[Remark] = []
    for entry in spec.crosswalks:
        level = [area for area in areas if area.level == entry.level]
        old, new = valid_on(level, entry.date - dt.timedelta(days=1)), valid_on(level, entry.date)
        files = find_files(entry.file, folders) if entry.file else []
        if entry.overlay:
            crosswalk, wrong, told = overlay(old, new, entry.level, entry.date)
        elif entry.parts:
            crosswalk, wrong = from_parts(areas, entry, {a.key for a in old})
            told = []
        elif files:
            crosswalk, wrong, told = read_crosswalk(files[0][1], entry, {a.key for a in old}, {a.key for a in new})
        else:
            faults.append(Fault(f"{entry.place}.file", f"die Datei „{entry.file}“ gibt es nicht."))
            continue
        found.append(crosswalk)
        faults, remarks = faults + wrong, remarks + told
    return tuple(found), faults, remarks


def _report(
    spec: OutlineSpec,
    readings: Sequence[tuple[BoundarySpec | KeyedSpec, Reading]],
    areas: Sequence[Area],
    remarks: Sequence[Remark],
    faults: Sequence[Fault],
) -> dict[str, Any]:
    """What was read, as plain lists and texts."""
    sets = [
        {
            "level": entry.level,
            "valid_from": entry.valid_from.isoformat() if entry.valid_from else None,
            "valid_to": entry.valid_to.isoformat() if entry.valid_to else None,
            "files": list(reading.files),
            "from_level": entry.from_level if isinstance(entry, BoundarySpec) else "",
            "areas": len(reading.areas),
            "corrections": [
                {"key": c.key, "new_key": c.new_key, "reason": c.reason}
                for c in (entry.corrections if isinstance(entry, BoundarySpec) else ())
            ],
            "dropped": list(entry.drop) if isinstance(entry, BoundarySpec) else [],
        }
        for entry, reading in readings
    ]
    levels = {
        level.id: {
            "areas": sum(area.level == level.id for area in areas),
            "outlines": sum(area.level == level.id and area.outline is not None for area in areas),
        }
        for level in spec.levels
    }
    return {
        "boundaries": sets,
        "levels": levels,
        "remarks": [asdict(remark) for remark in remarks],
        "faults": [asdict(fault) for fault in faults],
    }


def with_delivered_keys(
    areas: Sequence[Area],
    spec: OutlineSpec,
    delivered: Mapping[str, Mapping[str, Collection[dt.date]]],
    folders: Sequence[Path] = (),
) -> OutlineResult:
    """The areas, and one more for every delivered key of the levels that have keys and no outlines.

    `delivered` is level -> key -> days that it has values for; a key becomes an area when one of its days is
    in the validity of an [[areas]] table with `keys_from = "deliveries"` and no area has that key then.
    Keys that do not fit `key_pattern` are left out, with a remark. `folders` are searched for the tables of
    parent rules.
    """
    more: list[Area] = []
    faults: list[Fault] = []
    remarks: list[Remark] = []
    for entry in spec.keyed:
        if not entry.keys_from:
            continue
        tables, wrong = tables_of(entry, folders)
        faults += wrong
        taken = {area.key for area in (*areas, *more) if area.level == entry.level and overlap(area, entry)}
        keys = [
            key
            for key, days in sorted(delivered.get(entry.level, {}).items())
            if key not in taken and any(first_day(entry) <= day <= last_day(entry) for day in days)
        ]
        odd = [key for key in keys if entry.key_pattern and not re.fullmatch(entry.key_pattern, key)]
        if odd:
            remarks.append(Remark(entry.level, f"keine Gebiete: {named(odd)} passen nicht zu key_pattern."))
        more += [keyed_area(entry, key, tables) for key in keys if key not in odd]
    whole, nameless = _with_names([*areas, *more])
    result = completed(whole, spec.area_key)
    faults += orphans(result, spec.levels)
    counts = {entry.level: sum(area.level == entry.level for area in more) for entry in spec.keyed}
    return OutlineResult(result, (*remarks, *nameless), tuple(faults), {"areas_from_deliveries": counts})
