"""Which area a drawn part belongs to: parts of one key are one area, parts in another parent a fault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.areas import Area
from geo.errors import Fault, Remark, comma, named
from geo.features import Feature
from geo.projection import array, metric_system, to_metres

SPLINTER_M2 = 10_000.0  # smaller parts beyond a border are differences of two drawings


@dataclass(frozen=True)
class _Part:
    """One polygon of a key, in metres."""

    key: str
    polygon: shapely.Geometry


def strays(
    drawn: Sequence[Feature], expected: Mapping[str, str], parents: Sequence[Area], place: str
) -> tuple[list[Fault], list[Remark]]:
    """Parts that lie in another area than the one `expected` of their key; `parents` are of one level.

    A part belongs where most of it lies. In another parent: a fault (two places with one key), unless it is a
    splinter of less than a hectare. In no parent at all: a fault for a key's largest part, else a remark.
    """
    drawn_parents = [area for area in parents if area.outline is not None]
    if not drawn_parents or not drawn:
        return [], []
    outlines = array([area.outline for area in drawn_parents])
    system = metric_system(outlines)
    metres = to_metres(outlines, system)
    shapely.prepare(metres)
    by_key = {area.key: metres[index] for index, area in enumerate(drawn_parents)}
    polygons, owner = shapely.get_parts(
        to_metres(array([feature.outline for feature in drawn]), system), return_index=True
    )
    parts = [_Part(drawn[index].key, polygon) for index, polygon in zip(owner, polygons, strict=True)]
    largest: dict[str, float] = {}
    for part in parts:
        largest[part.key] = max(largest.get(part.key, 0.0), part.polygon.area)
    counted: dict[str, int] = {}
    for feature in drawn:
        counted[feature.key] = counted.get(feature.key, 0) + 1
    faults, remarks = [], []
    tree = shapely.STRtree(metres)
    for part in parts:
        parent = expected.get(part.key, "")
        home = by_key.get(parent)
        if home is None or shapely.covers(home, part.polygon):
            continue  # the usual case, and quickly told
        if shapely.intersection(part.polygon, home).area >= part.polygon.area / 2:
            continue
        near = tree.query(part.polygon, predicate="intersects")
        shares = [(shapely.intersection(part.polygon, metres[i]).area, drawn_parents[i].key) for i in near]
        best, found = max(shares, default=(0.0, ""))
        level = drawn_parents[0].level
        size = f"{comma(part.polygon.area / 10_000, 1)} ha"
        if best >= part.polygon.area / 2 and part.polygon.area >= SPLINTER_M2:
            twice = f" ({counted[part.key]} Umrisse tragen ihn)" if counted[part.key] > 1 else ""
            faults.append(
                Fault(
                    place,
                    f"der Schlüssel {part.key}{twice} gehört nach seiner Angabe zu {level} {parent}, "
                    f"aber {size} von ihm liegen in {level} {found}; ist das ein anderes Gebiet, bitte mit "
                    "[[boundaries.correction]] erklären.",
                )
            )
        elif best < part.polygon.area / 2 and part.polygon.area >= max(SPLINTER_M2, largest[part.key]):
            sentence = f"Gebiet {part.key} ({size}) liegt außerhalb aller Umrisse der Ebene {level}."
            faults.append(Fault(place, sentence))
        else:
            sentence = f"ein Teil von {part.key} ({size}) liegt außerhalb von {level} {parent}; er bleibt dort."
            remarks.append(Remark(place, sentence))
    return faults, remarks


def dissolved(drawn: Sequence[Feature], place: str) -> tuple[dict[str, Feature], list[Fault], list[Remark]]:
    """One feature a key, in the order of the file; two names under one key are two places, so a fault."""
    groups: dict[str, list[Feature]] = {}
    for feature in drawn:
        groups.setdefault(feature.key, []).append(feature)
    result, faults, remarks = {}, [], []
    for key, members in groups.items():
        names = sorted({feature.name for feature in members if feature.name})
        if len(names) > 1:
            sentence = f"der Schlüssel {key} steht für {len(members)} Umrisse mit den Namen {named(names)}."
            faults.append(Fault(place, f"{sentence[:-1]}; ein Schlüssel ist ein Gebiet."))
        if len(members) > 1:
            outlines = array([feature.outline for feature in members])
            gap = _widest_gap(outlines)
            apart = f", bis {comma(gap / 1000, 1)} km auseinander" if gap >= 50 else ""
            remarks.append(
                Remark(place, f"Gebiet {key} besteht aus {len(members)} Umrissen{apart}; sie sind vereinigt.")
            )
            result[key] = replace(members[0], outline=shapely.union_all(outlines), name=names[0] if names else "")
        else:
            result[key] = members[0]
    return result, faults, remarks


def _widest_gap(outlines: NDArray[np.object_]) -> float:
    """Metres from the part that lies loneliest to the nearest other part."""
    metres = to_metres(outlines, metric_system(outlines))
    gaps = [
        min(shapely.distance(part, other) for j, other in enumerate(metres) if j != i) for i, part in enumerate(metres)
    ]
    return float(max(gaps))


def agreeing(drawn: Sequence[Feature], parents: Sequence[Mapping[str, str]], place: str) -> list[Fault]:
    """Faults where the outlines of one key name different parents; `parents` is parallel to `drawn`."""
    first: dict[str, Mapping[str, str]] = {}
    faults = []
    for feature, own in zip(drawn, parents, strict=True):
        if first.setdefault(feature.key, own) != own:
            sentence = f"die Umrisse von {feature.key} nennen verschiedene Elterngebiete."
            faults.append(Fault(place, f"{sentence[:-1]}; ein Schlüssel ist ein Gebiet."))
    return faults
