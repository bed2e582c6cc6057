"""The outlines of the levels: which column is what, which level lies in which; all checked as a load checks them."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from atlas.founding.city_toml import city_toml
from atlas.founding.outline_files import Looked, bring, look, own_words, why_no_key
from atlas.founding.record import Division, Founding
from geo.areas import Area
from geo.errors import named
from geo.outlines import OutlineResult, read_outlines
from geo.recipe import read_spec
from indicators.errors import Fault, FaultyInput
from indicators.forms import nearest

NUMBERED: Final = r"^\d+ (.+)$"  # a number before the name


@dataclass(frozen=True)
class Choice:
    """What a person says of a file of outlines; empty: what is likeliest."""

    layer: str = ""
    crs: str = ""
    key: str = ""
    title: str = ""
    parents: Mapping[str, str] = field(default_factory=dict)  # coarser level -> column, or how many characters


def tell_outlines(folder: Path, founding: Founding, level: str, path: Path, choice: Choice) -> Founding:
    """Take in the outlines of one level (empty: the finest); what is wrong with them leaves nothing behind."""
    if not founding.divisions:
        raise FaultyInput([Fault("Grenzen", "Nennen Sie zuerst die Ebenen.")])
    levels = [division.level for division in founding.divisions]
    if level and level not in levels:
        raise FaultyInput([Fault("Grenzen", f"Die Ebene „{level}“ ist nicht genannt; {nearest(level, levels)}.")])
    raw = folder / "raw"
    before = _files(raw)
    try:
        division = next(d for d in founding.divisions if d.level == (level or levels[-1]))
        looked = look(bring(raw, path), choice.layer, choice.crs)
        told = founding.with_division(_division(division, looked, raw, choice))
        if told.finest.file:
            told = _related(told, raw, choice.parents)
            told = _sound(told, folder)
    except FaultyInput:
        for left in _files(raw) - before:
            left.unlink()
        raise
    return told if told == founding else replace(told, template="", data="")


def _files(raw: Path) -> set[Path]:
    return {path for path in raw.rglob("*") if path.is_file()}


def _division(division: Division, looked: Looked, raw: Path, choice: Choice) -> Division:
    faults = [
        Fault(looked.path.name, f"Eine Spalte „{column}“ gibt es nicht; {nearest(column, looked.columns)}.")
        for column in (choice.key, choice.title)
        if column and column not in looked.columns
    ]
    if not faults and not (choice.key or looked.keys):
        faults.append(why_no_key(looked))
    elif not faults and choice.key and "" in looked.columns[choice.key]:
        faults.append(why_no_key(looked, choice.key))
    if faults:
        raise FaultyInput(faults)
    key = choice.key or looked.keys[0].column
    titles = [candidate.column for candidate in looked.titles if candidate.column != key]
    title = choice.title or (titles[0] if titles else "")
    numbered = bool(title) and all(re.fullmatch(NUMBERED, value) for value in looked.columns[title])
    return Division(
        division.level,
        division.name,
        division.plural,
        looked.path.relative_to(raw).as_posix(),
        looked.format,
        looked.layer,
        looked.crs,
        key,
        title,
        NUMBERED if numbered else "",
    )


def _related(founding: Founding, raw: Path, said: Mapping[str, str]) -> Founding:
    """The record with the way from the finest level to every coarser one; what is said wins, else what is likely."""
    finest = founding.finest
    looked = look(raw / finest.file, finest.layer, finest.crs)
    coarser = founding.divisions[:-1]
    faults = [
        Fault("Grenzen", f"Die Ebene „{level}“ ist keine gröbere; {nearest(level, [d.level for d in coarser])}.")
        for level in said
        if level not in [d.level for d in coarser]
    ]
    columns: dict[str, str] = {}
    prefixes: dict[str, int] = {}
    named_so: dict[str, dict[str, str]] = {}
    taken = {finest.key, finest.title}
    for division in coarser:
        ways = parent_ways(looked, finest, division, _keys_of(raw, division), taken)
        way = said.get(division.level) or finest.columns.get(division.level) or (ways[0] if ways else "")
        if way in looked.columns:
            columns[division.level] = way
            taken.add(way)
            groups = looked.columns[way]
        elif way.isdecimal() and 0 < int(way) <= max(map(len, looked.columns[finest.key])):
            prefixes[division.level] = int(way)
            groups = tuple(key[: int(way)] for key in looked.columns[finest.key])
        else:
            faults.append(_no_way(looked, division, way))
            continue
        if not division.file:
            named_so[division.level] = _names(looked, groups, taken)
    if faults:
        raise FaultyInput(faults)
    changed = replace(finest, columns=columns, prefixes=prefixes)
    for division in coarser:
        founding = founding.with_division(replace(division, names=named_so.get(division.level, {})))
    return founding.with_division(changed)


def _keys_of(raw: Path, division: Division) -> frozenset[str]:
    """The keys of a coarser level that has outlines of its own; empty where it has none."""
    if not division.file:
        return frozenset()
    return frozenset(look(raw / division.file, division.layer, division.crs).columns[division.key])


def parent_ways(
    looked: Looked, finest: Division, coarser: Division, keys: frozenset[str], taken: set[str]
) -> list[str]:
    """Columns and numbers of first characters that can name the parent, the likeliest first."""
    own = looked.columns[finest.key]
    words = {coarser.level.casefold(), coarser.name.casefold(), coarser.level.casefold()[:3]}
    found = []
    for name, values in looked.columns.items():
        if name in taken or not all(values) or (keys and not set(values) <= keys):
            continue
        called = any(word in name.casefold() for word in words)
        if (keys and called) or (called and 1 < len(set(values)) < len(own)) or (keys and len(set(values)) > 1):
            digits = all(any(sign.isdigit() for sign in value) for value in values)
            found.append((called, digits, name))
    ways = [name for *_, name in sorted(found, key=lambda item: item[:2], reverse=True)]
    lengths = {len(key) for key in own}
    for length in range(1, min(lengths)):
        groups = {key[:length] for key in own}
        if (groups <= keys) if keys else (len(lengths) == 1 and 1 < len(groups) < len(own)):
            ways.append(str(length))
    return ways


def _no_way(looked: Looked, division: Division, way: str) -> Fault:
    found = f"„{way}“ ist weder eine Spalte noch eine Zahl von Stellen" if way else "dazu wurde nichts gefunden"
    return Fault(
        looked.path.name,
        f"Zu jedem Gebiet braucht es den Schlüssel von „{division.name}“, {found}; nennen Sie eine Spalte "
        f"({named(list(looked.columns), 12)}) oder wie viele erste Stellen des Schlüssels es sind.",
    )


def _names(looked: Looked, groups: Sequence[str], taken: set[str]) -> dict[str, str]:
    """Key -> name of the groups out of a column that has one word for each of them; {} where none has."""
    for candidate in looked.titles:
        pairs = set(zip(groups, looked.columns[candidate.column], strict=True))
        names = dict(pairs)
        if candidate.column not in taken and len(pairs) == len(names) == len(set(names.values())) > 1:
            return dict(sorted(names.items()))
    return {}


def _sound(founding: Founding, folder: Path) -> Founding:
    """The record whose outlines read without a fault; damaged rings are repaired, and the record says so."""
    result = read(folder, founding)
    if any("make_valid" in fault.sentence for fault in result.faults):
        hurt = [d.level for d in founding.divisions if any(_is_ring(f.sentence, f.place, d) for f in result.faults)]
        for division in founding.divisions:
            founding = founding.with_division(replace(division, repair=division.level in hurt))
        result = read(folder, founding)
    if result.faults:
        raise FaultyInput(Fault(fault.place, own_words(fault.sentence)) for fault in result.faults)
    return founding


def _is_ring(sentence: str, place: str, division: Division) -> bool:
    return "make_valid" in sentence and place.startswith(f"{division.level},")


def read(folder: Path, founding: Founding) -> OutlineResult:
    """The areas of the town as a load would read them."""
    spec, faults = read_spec(tomllib.loads(city_toml(founding)))
    if faults:
        raise FaultyInput(Fault(fault.place, fault.sentence) for fault in faults)
    return read_outlines(folder, folder / "raw", spec)


def finest_areas(folder: Path, founding: Founding) -> list[Area]:
    """The areas that numbers are given for, by key."""
    areas = [area for area in read(folder, founding).areas if area.level == founding.finest.level]
    return sorted(areas, key=lambda area: area.key)
