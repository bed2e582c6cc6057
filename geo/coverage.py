"""Make the outlines of a level meet, then thin them out with shared borders kept; assumes outlines in WGS84.

Cleaning and thinning work in the metres of the local UTM zone, one level and vintage at a time.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.areas import Area, vintages
from geo.errors import Remark, comma
from geo.projection import array, metric_system, to_degrees, to_metres

GAP_M = 5.0  # gaps narrower than this are drawing errors and go to the neighbour with the longer border
FINEST_M = 0.5  # tolerance that takes out only points that no eye sees
COARSEST_M = 5_000.0
BYTES_A_POINT = 19  # "[9.41234,54.78123]," in the geometry file
BYTES_AN_AREA = 120  # the feature around the points
LEAST_BYTES = 250_000  # a town of few areas may show more detail
BYTES_PER_AREA = 400  # 4.4 MB (about 1.1 MB packed) at 11,000


def clean(areas: Sequence[Area]) -> tuple[tuple[Area, ...], list[dict[str, Any]]]:
    """The areas with outlines that form a valid coverage, in the order given, and what that took.

    Overlaps go to the neighbour with the longer border, gaps below `GAP_M` are closed, edges get the same
    points on both sides (shapely.coverage_clean). The report has, for each vintage with outlines: areas whose
    edges did not meet and the metres of such edges, square metres moved (in one drawing and not in the
    other), closed gaps, the areas that changed most, and those of which nothing is left (they stay, without
    an outline).
    """
    outlines = {id(area): area.outline for area in areas}
    report = []
    for vintage in vintages(areas):
        drawn = [area for area in vintage.areas if area.outline is not None]
        if not drawn:
            continue
        found = array([area.outline for area in drawn])
        system = metric_system(found)
        before = to_metres(found, system)
        torn = ~shapely.is_valid(before)
        before[torn] = shapely.make_valid(before[torn], method="structure", keep_collapsed=False)
        loose = shapely.coverage_invalid_edges(before, gap_width=GAP_M)
        meeting = shapely.is_empty(loose)
        fine = bool(meeting.all() and not torn.any())
        after = before if fine else shapely.coverage_clean(before, gap_width=GAP_M)
        moved, gaps = _moved(before, after)
        gone = shapely.is_empty(after)
        degrees = found if fine else to_degrees(after, system)
        for area, outline, empty in zip(drawn, degrees, gone, strict=True):
            outlines[id(area)] = None if empty else outline
        most = sorted(zip(moved.tolist(), [area.key for area in drawn], strict=True), reverse=True)[:5]
        report.append(
            {
                "level": vintage.level,
                "valid_from": vintage.valid_from.isoformat() if vintage.valid_from else None,
                "areas": len(drawn),
                "not_meeting": int((~meeting).sum()),
                "not_meeting_m": round(float(shapely.length(loose).sum()), 1),
                "moved_m2": round(float(moved.sum()), 1),
                "gaps_m2": round(gaps, 1),
                "most": [{"key": key, "m2": round(m2, 1)} for m2, key in most if m2 >= 0.05],
                "vanished": [area.key for area, empty in zip(drawn, gone, strict=True) if empty],
            }
        )
    return tuple(replace(area, outline=outlines[id(area)]) for area in areas), report


def mended(outlines: NDArray[np.object_]) -> NDArray[np.object_]:
    """(n,) outlines that are valid and share their borders; the same ones where they already do.

    For a coverage whose points were rounded, so that an outline may touch itself or a border run through a point.
    """
    torn = ~shapely.is_valid(outlines)
    if not torn.any() and shapely.coverage_is_valid(outlines):
        return outlines
    valid = outlines.copy()
    valid[torn] = shapely.make_valid(outlines[torn], method="structure", keep_collapsed=False)
    meeting: NDArray[np.object_] = shapely.coverage_clean(valid)
    return meeting


def _moved(before: NDArray[np.object_], after: NDArray[np.object_]) -> tuple[NDArray[np.float64], float]:
    """(n,) square metres in one drawing of an area and not in the other, and those that nobody had before."""
    moved = np.zeros(len(before))
    changed = ~shapely.equals_exact(_plain(before), _plain(after), tolerance=1e-6, normalize=True)
    if not changed.any():
        return moved, 0.0
    gained = shapely.difference(after[changed], before[changed])
    lost = shapely.difference(before[changed], after[changed])
    moved[changed] = shapely.area(gained) + shapely.area(lost)
    gained = gained[~shapely.is_empty(gained)]
    others = before[np.unique(shapely.STRtree(before).query(gained)[1])]
    gaps = shapely.difference(shapely.union_all(gained), shapely.union_all(others))
    return moved, float(gaps.area)


def _plain(outlines: NDArray[np.object_]) -> NDArray[np.object_]:
    """(n,) outlines where a collection of one part is that part."""
    return np.where(shapely.get_num_geometries(outlines) == 1, shapely.get_geometry(outlines, 0), outlines)


def sentences(report: Sequence[dict[str, Any]]) -> tuple[Remark, ...]:
    """The report of `clean` in words; levels whose outlines met already say nothing."""
    remarks = []
    for entry in report:
        place = entry["level"] if not entry["valid_from"] else f"{entry['level']}, ab {entry['valid_from']}"
        if entry["not_meeting"] or entry["moved_m2"] >= 1:
            remarks.append(
                Remark(
                    place,
                    f"bei {entry['not_meeting']} von {entry['areas']} Umrissen trafen sich die Ränder nicht; "
                    f"{comma(entry['moved_m2'], 0)} m² wurden verschoben.",
                )
            )
        remarks += [
            Remark(place, f"vom Umriss {key} bleibt nichts: er liegt ganz unter anderen.") for key in entry["vanished"]
        ]
    return tuple(remarks)


def simplify(areas: Sequence[Area], tolerance: float) -> tuple[Area, ...]:
    """The areas with thinner outlines, shared borders kept, in the order given; assumes a cleaned coverage.

    `tolerance` in metres is about the square root of the largest triangle taken away (Visvalingam and Whyatt
    1993; shapely.coverage_simplify). Every part keeps at least a triangle.
    """
    outlines = {id(area): area.outline for area in areas}
    for vintage in vintages(areas):
        drawn = [area for area in vintage.areas if area.outline is not None]
        if drawn:
            found = array([area.outline for area in drawn])
            system = metric_system(found)
            thin = shapely.coverage_simplify(to_metres(found, system), tolerance)
            outlines |= dict(zip(map(id, drawn), to_degrees(thin, system), strict=True))
    return tuple(replace(area, outline=outlines[id(area)]) for area in areas)


def budget(areas: int) -> int:
    """Bytes that the geometry file of so many areas should not exceed.

    >>> budget(13), budget(600), budget(11_000)
    (250000, 250000, 4400000)
    """
    return max(LEAST_BYTES, BYTES_PER_AREA * areas)


def fitting_tolerance(areas: Sequence[Area], most_bytes: int | None = None) -> float:
    """The tolerance in metres, to a tenth, that brings the areas of one vintage within their byte budget."""
    drawn = [area.outline for area in areas if area.outline is not None]
    if not drawn:
        return FINEST_M
    outlines = to_metres(array(drawn), metric_system(drawn))
    allowed = (most_bytes or budget(len(areas))) - BYTES_AN_AREA * len(drawn)
    low, high = FINEST_M, COARSEST_M
    outlines = shapely.coverage_simplify(outlines, low)
    if _bytes(outlines) <= allowed:
        return low
    while high / low > 1.1:
        middle = (low * high) ** 0.5
        thin = shapely.coverage_simplify(outlines, middle)
        if _bytes(thin) <= allowed:
            high = middle
        else:
            low, outlines = middle, thin  # what is gone by now is gone at every larger tolerance
    return round(high, 2)


def _bytes(outlines: NDArray[np.object_]) -> int:
    return int(shapely.get_num_coordinates(outlines).sum()) * BYTES_A_POINT
