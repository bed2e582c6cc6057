"""Read the levels and outlines of a parsed `city.toml`: every fault is named; no other file is opened."""

import re
from collections.abc import Mapping
from typing import Any

from geo.areas import Level
from geo.crosswalk import MOST_TOLERANCE
from geo.errors import Fault, comma
from geo.fields import checked
from geo.outline_spec import (
    CITY,
    FORMATS,
    LAYERED,
    REPAIRS,
    BoundarySpec,
    Correction,
    CrosswalkSpec,
    KeyedSpec,
    OutlineSpec,
    ParentRule,
)
from geo.own_spec import read_own
from geo.recipe_fields import (
    BOUNDARY_FIELDS,
    CORRECTION_FIELDS,
    CROSSWALK_FIELDS,
    HEAD_FIELDS,
    KEYED_FIELDS,
    LEVEL_FIELDS,
    PARENT_FIELDS,
    WITHIN_FIELDS,
)


def read_spec(
    document: Mapping[str, Any], place: str = "city.toml", own: Mapping[str, Mapping[str, Any]] | None = None
) -> tuple[OutlineSpec, tuple[Fault, ...]]:
    """The spec in a parsed `city.toml`, and every fault in it; tables of other rooms are not looked at.

    `own` holds the parsed files of levels that people made, by their ids.

    A spec that comes with faults is incomplete: show the faults and do not read outlines with it.
    """
    faults: list[Fault] = []
    head = {name: document[name] for name in HEAD_FIELDS if name in document}
    city, wrong = checked(head, HEAD_FIELDS, place)
    faults += wrong
    levels = []
    for where, table in _tables(document, "levels", place, faults):
        values, wrong = checked(table, LEVEL_FIELDS, where)
        faults += wrong
        levels.append(Level(**values))
    boundaries = tuple(
        _boundary(table, where, faults) for where, table in _tables(document, "boundaries", place, faults)
    )
    keyed = tuple(_keyed(table, where, faults) for where, table in _tables(document, "areas", place, faults))
    crosswalks = []
    for where, table in _tables(document, "crosswalks", place, faults):
        values, wrong = checked(table, CROSSWALK_FIELDS, where)
        faults += wrong
        crosswalks.append(CrosswalkSpec(**values, place=where))
    ordered = tuple(sorted(levels, key=lambda level: level.order))
    made, wrong = read_own(own or {}, ordered)
    faults += wrong
    spec = OutlineSpec(
        **city, levels=ordered, boundaries=boundaries, keyed=keyed, crosswalks=tuple(crosswalks), own=made
    )
    return spec, tuple(faults) + _contradictions(spec, place)


def _tables(
    document: Mapping[str, Any], name: str, place: str, faults: list[Fault]
) -> list[tuple[str, Mapping[str, Any]]]:
    """The tables of one name with their places, counted from 1."""
    tables = document.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.append(Fault(f"{place}.{name}", f"verlangt ist eine Liste von Tabellen, also [[{name}]]."))
        return []
    return [(f"{place}, {name}[{number}]", table) for number, table in enumerate(tables, start=1)]


def _parents(tables: Mapping[str, Any], place: str, faults: list[Fault]) -> dict[str, ParentRule]:
    rules = {}
    for level, table in tables.items():
        where = f"{place}.parents.{level}"
        if not isinstance(table, dict):
            faults.append(Fault(where, "verlangt ist eine Tabelle, etwa { prefix = 2 }."))
            continue
        values, wrong = checked(table, PARENT_FIELDS, where)
        faults += wrong
        ways = [way for way in ("prefix", "column", "area", "table") if values[way]]
        if len(ways) != 1:
            faults.append(Fault(where, "verlangt ist genau eines von prefix, column, area, table."))
        if ways == ["table"] and not (values["key"] and values["parent"]):
            faults.append(Fault(where, "eine Tabelle braucht die Spaltennamen key und parent."))
        rules[level] = ParentRule(**values)
    return rules


def _correction(table: Mapping[str, Any], place: str, faults: list[Fault]) -> Correction:
    values, wrong = checked(table, CORRECTION_FIELDS, place)
    faults += wrong
    within, wrong = checked(values.pop("within"), WITHIN_FIELDS, f"{place}.within")
    faults += wrong
    point, outline = within["near"], within["parent_outline"]
    if point and not (len(point) == 2 and all(isinstance(v, int | float) for v in point)):
        faults.append(Fault(f"{place}.within.near", "verlangt sind zwei Zahlen: [Länge, Breite]."))
        point = []
    if outline and outline.count(":") != 1:
        faults.append(Fault(f"{place}.within.parent_outline", "verlangt ist „Ebene:Schlüssel“, etwa „bezirk:04“."))
        outline = ""
    near = (float(point[0]), float(point[1])) if point else None
    columns = {name: str(value) for name, value in within["columns"].items()}
    return Correction(**values, parent_outline=outline, name=within["name"], near=near, columns=columns, place=place)


def _boundary(table: Mapping[str, Any], place: str, faults: list[Fault]) -> BoundarySpec:
    values, wrong = checked(table, BOUNDARY_FIELDS, place)
    faults += wrong
    corrections = tuple(
        _correction(inner, f"{place}.correction[{number}]", faults)
        for number, inner in enumerate(values.pop("correction"), start=1)
    )
    values["parents"] = _parents(values["parents"], place, faults)
    values["drop"] = tuple(str(key) for key in values["drop"])
    values["names"] = {key: str(name) for key, name in values["names"].items()}
    spec = BoundarySpec(**values, corrections=corrections, place=place)
    if bool(spec.file) == bool(spec.from_level):
        faults.append(Fault(place, "verlangt ist genau eines von file und from_level."))
    if spec.file and spec.format not in FORMATS:
        faults.append(Fault(f"{place}.format", f"„{spec.format}“ ist unbekannt; erlaubt sind {', '.join(FORMATS)}."))
    elif spec.layer and spec.format not in LAYERED:
        faults.append(Fault(f"{place}.layer", f"eine Ebene (layer) haben nur {', '.join(LAYERED)}; streichen Sie sie."))
    if spec.file and not spec.key:
        faults.append(Fault(f"{place}.key", "es fehlt, welche Spalte den Schlüssel enthält."))
    if spec.repair and spec.repair not in REPAIRS:
        faults.append(Fault(f"{place}.repair", f"„{spec.repair}“ ist unbekannt; erlaubt ist {REPAIRS[0]}."))
    if spec.drop and not spec.drop_reason:
        faults.append(Fault(f"{place}.drop_reason", "wer Gebiete weglässt (drop), muss den Grund nennen."))
    faults += _patterns(place, key_pattern=spec.key_pattern, name_pattern=spec.name_pattern)
    faults += _key_format(spec.key_format, f"{place}.key_format")
    return spec


def _keyed(table: Mapping[str, Any], place: str, faults: list[Fault]) -> KeyedSpec:
    values, wrong = checked(table, KEYED_FIELDS, place)
    faults += wrong
    values["parents"] = _parents(values["parents"], place, faults)
    values["keys"] = tuple(str(key) for key in values["keys"])
    values["names"] = {key: str(name) for key, name in values["names"].items()}
    spec = KeyedSpec(**values, place=place)
    if (spec.keys_from == "deliveries") == bool(spec.keys) or spec.keys_from not in ("", "deliveries"):
        faults.append(Fault(place, 'verlangt ist entweder keys_from = "deliveries" oder eine Liste keys.'))
    if any(rule.column for rule in spec.parents.values()):
        faults.append(Fault(f"{place}.parents", "ohne Umrisse gibt es keine Spalten; erlaubt: prefix, area, table."))
    faults += _patterns(place, key_pattern=spec.key_pattern)
    return spec


def _patterns(place: str, **patterns: str) -> list[Fault]:
    faults = []
    for name, pattern in patterns.items():
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            faults.append(Fault(f"{place}.{name}", f"„{pattern}“ ist kein regulärer Ausdruck ({error})."))
            continue
        if name == "name_pattern" and pattern and groups != 1:
            faults.append(Fault(f"{place}.{name}", "verlangt ist genau eine Klammer: sie ist der Name."))
    return faults


def _key_format(pattern: str, place: str) -> list[Fault]:
    try:
        fine = not pattern or pattern.format(1) != pattern.format(2)
    except (ValueError, IndexError, KeyError, AttributeError):
        fine = False
    return (
        [] if fine else [Fault(place, f"„{pattern}“ ist kein Muster für eine Zahl; erlaubt ist etwa „STGT{{:02d}}“.")]
    )


def _contradictions(spec: OutlineSpec, place: str) -> tuple[Fault, ...]:
    """Doubled or unknown levels, unnamed parents of a nested level, validity that ends before it begins."""
    faults = []
    known = {level.id: level for level in spec.levels}
    for number, level in enumerate(spec.levels):
        if any(other.id == level.id for other in spec.levels[:number]):
            faults.append(Fault(f"{place}, levels", f"die Raumebene „{level.id}“ ist zweimal erklärt."))
        if level.nested_in and level.nested_in not in known:
            faults.append(
                Fault(f"{place}, levels", f"„{level.id}“ liegt in „{level.nested_in}“, das nicht erklärt ist.")
            )
        elif level.nested_in and known[level.nested_in].order >= level.order:
            faults.append(Fault(f"{place}, levels", f"„{level.id}“ muss feiner sein (order) als „{level.nested_in}“."))
    if CITY not in known:
        faults.append(Fault(f"{place}, levels", f"es fehlt die Raumebene „{CITY}“: das eine Gebiet, das alle enthält."))
    for crosswalk in spec.crosswalks:
        if crosswalk.level not in known:
            sentence = f"die Raumebene „{crosswalk.level}“ ist nicht erklärt; erklärt sind {', '.join(known)}."
            faults.append(Fault(crosswalk.place, sentence))
        faults += _way_of(crosswalk, known)
    entries: list[BoundarySpec | KeyedSpec] = [*spec.boundaries, *spec.keyed]
    for entry in entries:
        used = {entry.level, *entry.parents} | ({entry.from_level} - {""} if isinstance(entry, BoundarySpec) else set())
        for name in sorted(used - set(known)):
            faults.append(
                Fault(entry.place, f"die Raumebene „{name}“ ist nicht erklärt; erklärt sind {', '.join(known)}.")
            )
        nested = known[entry.level].nested_in if entry.level in known else ""
        if nested and nested != CITY and nested not in entry.parents:
            faults.append(
                Fault(f"{entry.place}.parents", f"„{entry.level}“ liegt in „{nested}“; es fehlt, in welchem.")
            )
        if entry.valid_from and entry.valid_to and entry.valid_from > entry.valid_to:
            faults.append(Fault(entry.place, "valid_from liegt nach valid_to."))
    return tuple(faults)


def _way_of(crosswalk: CrosswalkSpec, levels: Mapping[str, Level]) -> list[Fault]:
    """Faults of a crosswalk that is not exactly one of: a table with all its columns, an overlay, counts of parts."""
    place, faults = crosswalk.place, []
    ways = {"overlay": ("overlay",), "parts": ("parts", "variable"), "file": ("file", "old", "new", "weight", "basis")}
    may = {"file": ("back", "variable")}  # for the way back, either
    way = next((name for name in ("overlay", "parts") if getattr(crosswalk, name)), "file")
    given = {name for names in (*ways.values(), *may.values()) for name in names if getattr(crosswalk, name)}
    more = sorted(given - {*ways[way], *may.get(way, ())})
    if more:
        sentence = f"mit {way} werden die Gewichte berechnet; streichen Sie {', '.join(more)} oder {way}."
        faults.append(Fault(place, sentence))
    if way == "file" and {"back", "variable"} <= given:
        faults.append(Fault(place, "back und variable geben beide den Weg zurück; streichen Sie eines von beiden."))
    for name in ways[way]:
        if name not in given:
            instead = " (oder overlay = true, aus den Umrissen berechnet)" if way == "file" else ""
            sentence = f"das Feld „{name}“ fehlt; verlangt ist: Text{instead}."
            faults.append(Fault(f"{place}.{name}", sentence))
    if way == "parts" and crosswalk.parts not in levels:
        sentence = f"die Raumebene „{crosswalk.parts}“ ist nicht erklärt; erklärt sind {', '.join(levels)}."
        faults.append(Fault(f"{place}.parts", sentence))
    if not 0 <= crosswalk.tolerance <= MOST_TOLERANCE:
        sentence = (
            f"„{comma(crosswalk.tolerance, 3)}“ ist zu viel; erlaubt sind 0 bis {comma(MOST_TOLERANCE, 3)}. "
            "Berichtigen Sie die Gewichte."
        )
        faults.append(Fault(f"{place}.tolerance", sentence))
    return faults
