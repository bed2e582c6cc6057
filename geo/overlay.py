"""Umsteigeschlüssel out of the outlines, where nobody delivered one: shares of land, measured in metres.

Land is a poor stand-in for people: a table by residents, where there is one, is better.
"""

import datetime as dt
from collections.abc import Sequence

import numpy as np
import shapely

from geo.areas import Area
from geo.crosswalk import MOST_TOLERANCE, Crosswalk
from geo.errors import Fault, Remark, comma, named
from geo.projection import array, metric_system, to_metres

BASIS = "Fläche, aus den Umrissen berechnet"
SLIVER = 0.001  # a smaller share of the old area is a border drawn twice, not land that changed hands


def overlay(
    old: Sequence[Area], new: Sequence[Area], level: str, date: dt.date
) -> tuple[Crosswalk, list[Fault], list[Remark]]:
    """The shares of land of the old areas (of the eve of `date`) in the new ones.

    And of the new ones in the old: the same pieces of land, as shares of the new areas. Slivers of the old areas are
    left out and the rest is brought to 1; an old area of which more than MOST_TOLERANCE lies in no new area is a fault,
    and so is one without an outline, unless its key goes on without an outline too.
    """
    bare = {a.key for a in old if a.outline is None} & {a.key for a in new if a.outline is None}
    blank = sorted({a.key for a in (*old, *new) if a.outline is None} - bare)
    place = f"{level}, Umsteigeschlüssel zum {date:%d.%m.%Y}"
    empty = Crosswalk(level, date, BASIS, ())
    if blank:
        sentence = f"ohne Umriss, also nicht zu überlagern: {named(blank)}; geben Sie eine Tabelle an (file)."
        return empty, [Fault(place, sentence)], []
    before, after = ([a for a in areas if a.outline is not None] for areas in (old, new))
    if not before or not after:
        weights = tuple(sorted((key, key, 1.0) for key in bare))
        return Crosswalk(level, date, BASIS, weights, weights), [], []
    shapes = array([a.outline for a in (*before, *after)])
    shapes = to_metres(shapes, metric_system(shapes))
    ours, theirs = shapes[: len(before)], shapes[len(before) :]
    pairs = shapely.STRtree(theirs).query(ours, predicate="intersects")
    land = shapely.area(shapely.intersection(ours[pairs[0]], theirs[pairs[1]]))
    share = land / shapely.area(ours)[pairs[0]]
    covered = np.bincount(pairs[0], share, len(before))
    real = share >= SLIVER
    kept = np.bincount(pairs[0][real], share[real], len(before))
    outside = [a.key for a, part in zip(before, covered.tolist(), strict=True) if abs(part - 1) > MOST_TOLERANCE]
    if outside:
        sentence = (
            f"mehr als {comma(MOST_TOLERANCE * 100, 1)} % der Fläche liegen in keinem neuen Gebiet oder in zweien "
            f"zugleich: {named(sorted(outside))}; prüfen Sie die Umrisse oder geben Sie eine Tabelle an (file)."
        )
        return empty, [Fault(place, sentence)], []
    table = [
        (before[o].key, after[n].key, part / float(kept[o]))
        for o, n, part in zip(pairs[0][real].tolist(), pairs[1][real].tolist(), share[real].tolist(), strict=True)
    ]
    table += [(key, key, 1.0) for key in bare]
    said = f"aus den Umrissen berechnet, nach Flächenanteilen; Anteile unter {comma(SLIVER * 100, 1)} % zählen nicht."
    remarks = [Remark(place, said)]
    pieces = np.bincount(pairs[1][real], land[real], len(after))
    gained = np.flatnonzero(pieces < (1 - MOST_TOLERANCE) * shapely.area(theirs)).tolist()
    back = [
        (after[n].key, before[o].key, part / float(pieces[n]))
        for o, n, part in zip(pairs[0][real].tolist(), pairs[1][real].tolist(), land[real].tolist(), strict=True)
    ]
    back = [] if gained else sorted([*back, *((key, key, 1.0) for key in bare)])
    if gained:
        grown = named(sorted(after[n].key for n in gained))
        remarks.append(Remark(place, f"kein Weg zurück: teils auf Land, das vorher zu keinem Gebiet gehörte: {grown}."))
    return Crosswalk(level, date, BASIS, tuple(sorted(table)), tuple(back)), [], remarks
