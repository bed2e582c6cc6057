"""From one declared set of outlines to areas: from files, or put together from a finer level."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import shapely

from geo.areas import Area, newest
from geo.belonging import agreeing, dissolved, strays
from geo.boundaries import formats
from geo.errors import Fault, Remark, Unreadable, named
from geo.features import Checked, Feature, corrected, features, missing_columns, without_dropped
from geo.kinship import parents_of, read_table
from geo.outline_spec import CITY, BoundarySpec, KeyedSpec, OutlineSpec
from geo.soundness import well_placed, with_valid_rings


@dataclass(frozen=True)
class Reading:
    """What one declared set of outlines gave."""

    areas: tuple[Area, ...] = ()
    remarks: tuple[Remark, ...] = ()
    faults: tuple[Fault, ...] = ()
    files: tuple[dict[str, Any], ...] = ()


def find_files(pattern: str, folders: Sequence[Path]) -> list[tuple[str, Path]]:
    """Names and paths that a pattern finds in the first folder that has any; none outside of the folders."""
    if PurePath(pattern).is_absolute() or ".." in PurePath(pattern).parts:
        return []
    for folder in folders:
        found = sorted(path for path in folder.glob(pattern) if path.is_file())
        if found:
            return [(path.relative_to(folder).as_posix(), path) for path in found]
    return []


def from_files(entry: BoundarySpec, folders: Sequence[Path], known: Sequence[Area], spec: OutlineSpec) -> Reading:
    """The areas in the files of one declared set; `known` are the areas of coarser levels, read before."""
    place = f"{entry.level}, {entry.file}"
    drawn, files, faults, remarks = _features(entry, folders)
    coarser = [area for level in spec.levels for area in newest([a for a in known if a.level == level.id], entry)]
    steps: tuple[Callable[[Sequence[Feature]], Checked], ...] = (
        lambda found: without_dropped(found, entry, place),
        lambda found: well_placed(found, place),
        lambda found: with_valid_rings(found, entry.repair, place),
        lambda found: corrected(found, entry, coarser, place),
    )
    for step in steps:
        drawn, wrong, told = step(drawn)
        faults, remarks = faults + wrong, remarks + told
    tables, wrong = tables_of(entry, folders)
    faults += wrong
    parents = [parents_of(feature.key, feature.columns, entry.parents, tables) for feature in drawn]
    faults += agreeing(drawn, parents, place)
    by_key = {feature.key: own for feature, own in zip(drawn, parents, strict=True)}
    for level in dict.fromkeys(area.level for area in coarser):
        if level in entry.parents or level == CITY:
            expected = {key: ({CITY: spec.area_key} | own).get(level, "") for key, own in by_key.items()}
            wrong, told = strays(drawn, expected, [area for area in coarser if area.level == level], place)
            faults, remarks = faults + wrong, remarks + told
    whole, wrong, told = dissolved(drawn, place)
    faults, remarks = faults + wrong, remarks + told
    if entry.shown_before and entry.valid_from:
        day = entry.valid_from.strftime("%d.%m.%Y")
        remarks.append(Remark(place, f"die Umrisse gelten ab {day} und stehen auch für frühere Jahre."))
    areas = tuple(
        _area(entry, key, feature.name, by_key[key], feature.outline) for key, feature in sorted(whole.items())
    )
    return Reading(areas, tuple(remarks), tuple(faults), tuple(files))


def _features(
    entry: BoundarySpec, folders: Sequence[Path]
) -> tuple[list[Feature], list[dict[str, Any]], list[Fault], list[Remark]]:
    """Every feature of every file of one declared set, and what was seen of the files."""
    drawn: list[Feature] = []
    seen: list[dict[str, Any]] = []
    faults: list[Fault] = []
    remarks: list[Remark] = []
    files = find_files(entry.file, folders)
    if not files:
        sentence = f"keine Datei passt auf „{entry.file}“ im Ordner der Rohdaten oder der Kommune."
        faults.append(Fault(f"{entry.place}.file", sentence))
    for name, path in files:
        place = f"{entry.level}, {name}"
        try:
            outlines = formats()[entry.format].read(path, entry)
        except Unreadable as error:
            faults.append(Fault(place, str(error)))
            continue
        seen.append({"file": name, "crs": outlines.crs, "outlines": len(outlines.geometry)})
        remarks += [Remark(place, sentence) for sentence in outlines.remarks]
        absent = missing_columns(outlines, entry)
        found, wrong = features(outlines, entry, name) if not absent else ([], absent)
        drawn, faults = drawn + found, faults + wrong
    return drawn, seen, faults, remarks


def _area(entry: BoundarySpec, key: str, name: str, parents: Mapping[str, str], outline: shapely.Geometry) -> Area:
    validity = (entry.valid_from, entry.valid_to)
    return Area(entry.level, key, name, parents, *validity, outline, entry.shown_before)


def tables_of(
    entry: BoundarySpec | KeyedSpec, folders: Sequence[Path]
) -> tuple[dict[str, dict[str, str]], list[Fault]]:
    """The files of the parent rules, by level."""
    tables = {}
    faults = []
    for level, rule in entry.parents.items():
        if not rule.table:
            continue
        place = f"{entry.place}.parents.{level}"
        found = find_files(rule.table, folders)
        try:
            if found:
                tables[level] = read_table(found[0][1], rule)
            else:
                faults.append(Fault(place, f"die Datei „{rule.table}“ gibt es nicht."))
        except Unreadable as error:
            faults.append(Fault(place, f"{rule.table}: {error}"))
    return tables, faults


def joined(entry: BoundarySpec, known: Sequence[Area], spec: OutlineSpec) -> Reading:
    """The areas made of whole areas of a finer level, from its newest set that is valid with them."""
    finer = newest([area for area in known if area.level == entry.from_level], entry)
    place = f"{entry.level}, aus {entry.from_level}"
    groups: dict[str, list[Any]] = {}
    homeless = []
    for area in finer:
        key = spec.area_key if entry.level == CITY else area.parents.get(entry.level, "")
        if not key:
            homeless.append(area.key)
        elif area.outline is not None:
            groups.setdefault(key, []).append(area.outline)
    faults = []
    if homeless:
        sentence = f"zu {named(homeless)} ist kein Gebiet der Ebene {entry.level} bekannt."
        faults.append(Fault(f"{entry.place}.from_level", sentence))
    if not groups and not homeless:
        sentence = f"die Ebene {entry.from_level} hat in dieser Zeit keine Umrisse."
        faults.append(Fault(f"{entry.place}.from_level", sentence))
    areas = tuple(
        _area(
            entry,
            key,
            entry.names.get(key, ""),
            parents_of(key, {}, entry.parents, {}),
            shapely.union_all(found),
        )
        for key, found in sorted(groups.items())
    )
    remark = Remark(place, f"zusammengesetzt aus {len(finer)} Gebieten.")
    return Reading(areas, (remark,), tuple(faults))


def keyed_area(entry: KeyedSpec, key: str, tables: Mapping[str, Mapping[str, str]]) -> Area:
    """An area without an outline; `tables` holds the files of its parent rules by level."""
    parents = parents_of(key, {}, entry.parents, tables)
    return Area(entry.level, key, entry.names.get(key, ""), parents, entry.valid_from, entry.valid_to)
