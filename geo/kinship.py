"""Which area lies in which: complete the parents of all areas, and find those that do not exist."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from geo.areas import Area, Level, overlap
from geo.errors import Fault, Unreadable, named
from geo.features import parent_key
from geo.outline_spec import CITY, ParentRule


def read_table(path: Path, rule: ParentRule) -> dict[str, str]:
    """Key -> parent of a CSV file; raises `Unreadable` when a column or the text is not as declared."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=rule.delimiter))
    except UnicodeDecodeError:
        raise Unreadable("die Datei ist kein Text in UTF-8.") from None
    columns = list(rows[0]) if rows else []
    for column in (rule.key, rule.parent):
        if column not in columns:
            raise Unreadable(f"die Datei hat keine Spalte „{column}“; vorhanden sind {', '.join(columns) or 'keine'}.")
    return {row[rule.key]: row[rule.parent] for row in rows}


def parents_of(
    key: str,
    columns: Mapping[str, str],
    rules: Mapping[str, ParentRule],
    tables: Mapping[str, Mapping[str, str]],
) -> dict[str, str]:
    """Level -> parent key for every rule that finds one; `tables` holds the files of the rules by level."""
    found = {level: parent_key(rule, key, columns, tables.get(level, {})) for level, rule in rules.items()}
    return {level: parent for level, parent in found.items() if parent}


def completed(areas: Sequence[Area], city_key: str) -> tuple[Area, ...]:
    """The areas with the parents of their parents, and the city as the parent of all others.

    What an area says itself wins over what it inherits; it inherits from parents that share a day with it.
    """
    by_name: dict[tuple[str, str], list[Area]] = {}
    for area in areas:
        by_name.setdefault((area.level, area.key), []).append(area)

    def inherited(area: Area, seen: frozenset[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for level, key in area.parents.items():
            for parent in by_name.get((level, key), []):
                if overlap(parent, area) and level not in seen:
                    found |= inherited(parent, seen | {level})
        return found | dict(area.parents)

    result = []
    for area in areas:
        city = {} if area.level == CITY else {CITY: city_key}
        result.append(replace(area, parents=dict(sorted((city | inherited(area, frozenset())).items()))))
    return tuple(result)


def orphans(areas: Sequence[Area], levels: Iterable[Level], open_levels: Iterable[str] = ()) -> list[Fault]:
    """One fault for every level and parent level with keys that are no area on any common day.

    `open_levels` get more areas later (from deliveries) and are not held against anyone yet.
    """
    by_name: dict[tuple[str, str], list[Area]] = {}
    for area in areas:
        by_name.setdefault((area.level, area.key), []).append(area)
    missing: dict[tuple[str, str], dict[str, list[str]]] = {}
    for area in areas:
        for level, key in area.parents.items():
            if level in set(open_levels):
                continue
            if not any(overlap(parent, area) for parent in by_name.get((level, key), [])):
                missing.setdefault((area.level, level), {}).setdefault(key, []).append(area.key)
    faults = []
    for (level, parent_level), keys in sorted(missing.items()):
        children = sorted({child for named_in in keys.values() for child in named_in})
        sentence = f"{named(children)} liegt in {parent_level} {named(sorted(keys))}, was es dann nicht gibt."
        faults.append(Fault(f"{level}, Elterngebiete", sentence))
    nested = {level.id: level.nested_in for level in levels if level.nested_in}
    for level, parent_level in nested.items():
        without = sorted(area.key for area in areas if area.level == level and parent_level not in area.parents)
        if without:
            sentence = f"zu {named(without)} ist kein Gebiet der Ebene {parent_level} bekannt."
            faults.append(Fault(f"{level}, Elterngebiete", sentence))
    return faults
