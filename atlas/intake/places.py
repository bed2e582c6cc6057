"""From the outlines of `geo` to what the atlas keeps of places: levels, areas, vintages and their files.

Runs while loading only; serving reads the result out of the store.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import brotli

from atlas.city import AreaInfo, Vintage
from atlas.levels import LevelInfo, OwnInfo
from geo.areas import Area, changes, first_day, last_day, vintages
from geo.coverage import clean, fitting_tolerance, simplify
from geo.errors import Fault, Remark
from geo.outline_spec import CITY, OutlineSpec
from geo.outlines import OutlineResult, with_delivered_keys
from geo.own import covers, with_own
from geo.paper import paper_shapes
from geo.web import border_file, geometry_file, label_points, rows_by_key
from indicators.observations import Observations, spoken_of

PAPER_WIDTH = 480  # units of the drawing on paper


@dataclass(frozen=True)
class Places:
    """All that an edition keeps of places."""

    levels: tuple[LevelInfo, ...]
    areas: dict[str, tuple[AreaInfo, ...]]
    vintages: tuple[Vintage, ...]
    files: dict[str, bytes]
    report: list[dict[str, object]]  # what cleaning moved, vintage by vintage
    remarks: tuple[Remark, ...] = ()
    faults: tuple[Fault, ...] = ()

    def said(self, before: Mapping[str, Any]) -> dict[str, object]:
        """What the report of the outlines gains: areas that only deliveries know, and what cleaning moved."""
        more = [{"place": r.place, "sentence": r.sentence} for r in self.remarks]
        return {"remarks": [*before.get("remarks", ()), *more], "coverage": self.report}


def make(
    outlines: OutlineResult,
    spec: OutlineSpec,
    observations: Observations,
    residuals: Observations,
    folders: Sequence[Path] = (),
) -> Places:
    """Clean, thin out and write the outlines of every vintage; add areas that only deliveries know."""
    days: dict[str, dict[str, set[dt.date]]] = {}
    for where, key, day in (*_delivered(observations), *_delivered(residuals)):
        days.setdefault(where, {}).setdefault(key, set()).add(day)
    known = with_delivered_keys(outlines.areas, spec, days, folders)
    whole, remarks, faults = with_own(known.areas, spec.own, spec.area_key)
    areas, report = clean(whole)
    broken = changes(areas)
    files: dict[str, bytes] = {}
    found: list[Vintage] = []
    own = {one.id: OwnInfo(one.from_level, one.by, one.on, covers(areas, one)) for one in spec.own}
    for level in spec.all_levels:
        sets = vintages(a for a in areas if a.level == level.id)
        rows = rows_by_key([a for a in areas if a.level == level.id])
        for number, one in enumerate(v for v in sets if any(a.outline is not None for a in v.areas)):
            drawn = simplify(one.areas, fitting_tolerance(one.areas))
            last = one.valid_to or dt.date.max
            first = dt.date.min if one.shown_before else (one.valid_from or dt.date.min)
            geometry = geometry_file(drawn, rows)
            files |= _files(level.id, number, drawn, geometry, {level.id, *own})
            west, south, east, north = json.loads(geometry)["bbox"]
            found.append(Vintage(level.id, number, first, last, (west, south, east, north)))
    mapped = {v.level for v in found}
    levels = tuple(
        LevelInfo(lv.id, lv.name, lv.plural, lv.id in mapped, bool(lv.nested_in) or lv.id == CITY, own.get(lv.id))
        for lv in spec.all_levels
    )
    merged = {lv.id: _merge([a for a in areas if a.level == lv.id], broken) for lv in spec.all_levels}
    packed = {f"{name}.br": brotli.compress(file, quality=9) for name, file in files.items() if "paper" not in name}
    said = (*known.remarks, *remarks), (*known.faults, *faults)
    return Places(levels, merged, tuple(found), files | packed, report, *said)


def _delivered(rows: Observations) -> Iterator[tuple[str, str, dt.date]]:
    """Level, key and last day of every place and period that something was delivered for."""
    for level, area, period in spoken_of(rows):
        yield level, area, period.end


def _files(
    level: str, number: int, drawn: tuple[Area, ...], geometry: bytes, beside: Collection[str]
) -> dict[str, bytes]:
    """The drawn files of one set of outlines; borders of the levels `beside` are not drawn into it."""
    parents = sorted({parent for area in drawn for parent in area.parents} - {CITY, *beside})
    points = {point.key: point for point in label_points(drawn)}
    labels = [
        [points[a.key].lon, points[a.key].lat, a.name, round(points[a.key].radius)]
        if a.key in points
        else [0, 0, "", 0]
        for a in sorted(drawn, key=lambda a: a.key)
    ]
    return {
        f"geometry/{level}/{number}": geometry,
        f"borders/{level}/{number}": border_file(drawn, parents[:1]),
        f"labels/{level}/{number}": json.dumps(labels, ensure_ascii=False, separators=(",", ":")).encode(),
        f"paper/{level}/{number}": json.dumps(
            asdict(paper_shapes(drawn, PAPER_WIDTH, parents[:1])), ensure_ascii=False, separators=(",", ":")
        ).encode(),
    }


def _merge(areas: list[Area], broken: dict[tuple[str, str], tuple[dt.date, ...]]) -> tuple[AreaInfo, ...]:
    """One entry a key over all its vintages; name and parents are the newest."""
    by_key: dict[str, list[Area]] = {}
    for area in sorted(areas, key=first_day):
        by_key.setdefault(area.key, []).append(area)
    merged = []
    for key, history in sorted(by_key.items()):
        windows = tuple((dt.date.min if a.shown_before else first_day(a), last_day(a)) for a in history)
        newest = history[-1]
        shape = next((a.outline for a in reversed(history) if a.outline is not None), None)
        inside = shape.representative_point() if shape is not None else None
        label = (round(inside.x, 5), round(inside.y, 5)) if inside is not None else None
        days = broken.get((newest.level, key), ())
        merged.append(AreaInfo(key, newest.name, dict(newest.parents), windows, label, days))
    return tuple(merged)
