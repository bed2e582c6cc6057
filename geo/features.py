"""From the rows of an outline file to features with keys and names; checks no geometry."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from geo.areas import Area
from geo.boundaries import Outlines
from geo.errors import Fault, Remark, named
from geo.outline_spec import BoundarySpec, Correction, ParentRule
from geo.projection import array


@dataclass(frozen=True)
class Feature:
    """One drawn thing of a file: a key may have several of them."""

    number: int  # counted from 1, as a person finds it in the file
    key: str
    name: str  # "" when the file has none
    outline: shapely.Geometry | None
    columns: Mapping[str, str] = field(default_factory=dict)


Checked = tuple[list[Feature], list[Fault], list[Remark]]  # what goes on, what is wrong, what a rule has settled


def shaped(raw: str, pattern: str, pad: int) -> str:
    """A key as the town writes it; raises ValueError when a number is wanted and none is there.

    >>> shaped("7", "STGT{:02d}", 0), shaped("101", "", 8)
    ('STGT07', '00000101')
    """
    return (pattern.format(int(raw)) if pattern else raw).zfill(pad)


def missing_columns(outlines: Outlines, spec: BoundarySpec) -> list[Fault]:
    """One fault for every column that the spec names and the file does not have."""
    wanted = {"key": spec.key, "name": spec.name}
    wanted |= {f"parents.{level}": rule.column for level, rule in spec.parents.items()}
    for correction in spec.corrections:
        wanted |= {f"correction.{correction.key}.columns": name for name in correction.columns}
    faults = []
    for where, column in wanted.items():
        if column and column not in outlines.columns:
            near = difflib.get_close_matches(column, outlines.columns, n=1)
            hint = f"; gemeint ist wohl „{near[0]}“" if near else ""
            faults.append(
                Fault(
                    f"{spec.place}.{where}",
                    f"die Datei hat keine Spalte „{column}“{hint}; sie hat {', '.join(outlines.columns)}.",
                )
            )
    return faults


def features(outlines: Outlines, spec: BoundarySpec, file: str) -> tuple[list[Feature], list[Fault]]:
    """Every feature with its key; features without a usable key are faults, named by their number."""
    place = f"{spec.level}, {file}"
    found, empty, no_number, odd = [], [], [], []
    names = outlines.columns[spec.name] if spec.name else ("",) * len(outlines.geometry)
    for index, raw in enumerate(outlines.columns[spec.key]):
        if not raw:
            empty.append(str(index + 1))
            continue
        try:
            key = shaped(raw, spec.key_format, spec.key_pad)
        except ValueError:
            no_number.append(raw)
            continue
        if spec.key_pattern and not re.fullmatch(spec.key_pattern, key):
            odd.append(key)
            continue
        match = re.search(spec.name_pattern, names[index]) if spec.name_pattern else None
        name = match.group(1).strip() if match else names[index]
        columns = {title: values[index] for title, values in outlines.columns.items()}
        found.append(Feature(index + 1, key, spec.names.get(key, name), outlines.geometry[index], columns))
    faults = []
    if empty:
        faults.append(Fault(place, f"in der Spalte „{spec.key}“ ist der Schlüssel leer (Umriss Nr. {named(empty)})."))
    if no_number:
        faults.append(Fault(place, f"key_format verlangt Zahlen als Schlüssel, gefunden: {named(no_number)}."))
    if odd:
        faults.append(Fault(place, f"die Schlüssel {named(odd)} passen nicht zu key_pattern „{spec.key_pattern}“."))
    return found, faults


def without_dropped(drawn: Sequence[Feature], spec: BoundarySpec, place: str) -> Checked:
    """The features without those that the town leaves out; a declared key that is not there is a fault."""
    keys = {feature.key for feature in drawn}
    absent = sorted(set(spec.drop) - keys)
    faults = [Fault(f"{spec.place}.drop", f"die Schlüssel {named(absent)} gibt es nicht.")] if absent else []
    gone = sorted(set(spec.drop) & keys)
    remarks = [Remark(place, f"weggelassen: {named(gone)} ({spec.drop_reason}).")] if gone else []
    return [feature for feature in drawn if feature.key not in spec.drop], faults, remarks


def corrected(drawn: Sequence[Feature], spec: BoundarySpec, parents: Sequence[Area], place: str) -> Checked:
    """The features with the declared corrections; `parents` are the coarser areas that conditions may name.

    A correction that finds no outline is a fault: the file has changed, or the condition is wrong.
    """
    result, faults, remarks = list(drawn), [], []
    for correction in spec.corrections:
        candidates = [index for index, feature in enumerate(drawn) if feature.key == correction.key]
        outlines = [a.outline for a in parents if f"{a.level}:{a.key}" == correction.parent_outline and a.outline]
        if correction.parent_outline and not outlines:
            sentence = f"„{correction.parent_outline}“ hat keinen Umriss; ohne ihn ist die Bedingung nicht prüfbar."
            faults.append(Fault(f"{correction.place}.within.parent_outline", sentence))
            continue
        chosen = [i for i in candidates if _holds(correction, drawn[i], outlines)]
        if correction.near and chosen:
            chosen = [_nearest(correction.near, drawn, chosen)]
        if not chosen:
            sentence = f"kein Umriss mit dem Schlüssel {correction.key} erfüllt die Bedingung der Berichtigung."
            faults.append(Fault(correction.place, sentence))
            continue
        for index in chosen:
            name = correction.new_name or drawn[index].name
            result[index] = replace(drawn[index], key=correction.new_key, name=name)
        numbers = named([str(drawn[index].number) for index in chosen])
        what = f"{correction.key} heißt {correction.new_key} (Umriss Nr. {numbers})"
        remarks.append(Remark(place, f"Berichtigung: {what}; {correction.reason}."))
    return result, faults, remarks


def _holds(correction: Correction, feature: Feature, outlines: Sequence[shapely.Geometry]) -> bool:
    """Whether the attributes agree and most of the outline lies in the parent named."""
    if correction.name and feature.name != correction.name:
        return False
    if any(feature.columns.get(name) != value for name, value in correction.columns.items()):
        return False
    if outlines and feature.outline is not None:
        inside = shapely.intersection(feature.outline, shapely.union_all(outlines))
        return bool(inside.area > feature.outline.area / 2)
    return True


def _nearest(point: tuple[float, float], drawn: Sequence[Feature], chosen: Sequence[int]) -> int:
    distances = shapely.distance(array([drawn[index].outline for index in chosen]), shapely.Point(point))
    return chosen[int(np.nanargmin(distances))]


def parent_key(rule: ParentRule, key: str, columns: Mapping[str, str], table: Mapping[str, str]) -> str:
    """The key of the parent by one rule, "" when there is none; `table` holds the rule's file, if it has one.

    >>> parent_key(ParentRule(prefix=2), "06010102", {}, {})
    '06'
    """
    if rule.prefix:
        return key[: rule.prefix]
    if rule.area:
        return rule.area
    raw = columns.get(rule.column, "") if rule.column else table.get(key, "")
    try:
        return shaped(raw, rule.format, rule.pad) if raw else ""
    except ValueError:
        return ""
