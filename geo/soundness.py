"""Look at outlines before they are believed: are they areas, in a believable place, with rings that close?"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import shapely

from geo.errors import Fault, Remark, comma, named
from geo.features import Checked, Feature
from geo.projection import array

EXTENT = (5.0, 45.0, 18.0, 56.0)  # degrees west, south, east, north: Germany and its neighbours
FAR_KM = 50.0  # an outline this far from the others' middle, and ten times the usual distance, is far off
RING_FAULTS = {
    "Ring Self-intersection": "der Ring berührt sich selbst",
    "Self-intersection": "der Ring überschneidet sich",
    "Hole lies outside shell": "ein Loch liegt außerhalb",
    "Nested holes": "Löcher liegen ineinander",
    "Nested shells": "Teile liegen ineinander",
    "Duplicate Rings": "ein Ring ist doppelt",
    "Interior is disconnected": "das Innere zerfällt",
    "Too few points in geometry component": "ein Ring hat zu wenige Punkte",
    "Invalid Coordinate": "eine Koordinate ist keine Zahl",
}
KM_PER_DEGREE = 111.32


def _inside(box: Sequence[float]) -> bool:
    west, south, east, north = EXTENT
    return west <= box[0] and south <= box[1] and box[2] <= east and box[3] <= north


def _position(feature: Feature) -> str:
    """How a sentence about a misplaced outline goes on after its key; "" when it is an area in its place."""
    outline = feature.outline
    if outline is None or outline.is_empty:
        return "ohne Umriss in der Datei."
    if outline.geom_type not in ("Polygon", "MultiPolygon"):
        return f"als {outline.geom_type} gezeichnet; verlangt sind Flächen (Polygon, MultiPolygon)."
    box = [float(v) for v in outline.bounds]
    if not np.isfinite(shapely.get_coordinates(outline)).all():
        return "mit Koordinaten, die sich nicht in Länge und Breite umrechnen lassen; bitte crs prüfen."
    if _inside(box):
        return ""
    if max(abs(box[0]), abs(box[2])) > 180 or max(abs(box[1]), abs(box[3])) > 90:
        return 'mit Koordinaten, die keine Grad sind; das Bezugssystem fehlt oder ist falsch (crs = "EPSG:…").'
    if _inside([box[1], box[0], box[3], box[2]]):
        return "mit vertauschter Länge und Breite; verlangt ist erst die Länge, dann die Breite."
    lon, lat = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    east, north = "Ost" if lon >= 0 else "West", "Nord" if lat >= 0 else "Süd"
    where = f"{comma(abs(lon), 1)}° {east}, {comma(abs(lat), 1)}° {north}"
    return f"bei {where} gezeichnet, also weder in Deutschland noch bei den Nachbarn."


def well_placed(drawn: Sequence[Feature], place: str) -> Checked:
    """The features that are areas in a believable place; the others are faults, one a kind, keys named."""
    wrong: dict[str, list[str]] = {}
    fine = []
    for feature in drawn:
        problem = _position(feature)
        if problem:
            wrong.setdefault(problem, []).append(feature.key)
        else:
            fine.append(feature)
    far = _far_off([feature.outline for feature in fine])
    for feature, distance in zip(fine, far, strict=True):
        if distance:
            sentence = f"{comma(distance, 0)} km von den übrigen entfernt gezeichnet; bitte Lage und crs prüfen."
            wrong.setdefault(sentence, []).append(feature.key)
    kept = [feature for feature, distance in zip(fine, far, strict=True) if not distance]
    return kept, [Fault(place, f"Gebiet {named(keys)}: {problem}") for problem, keys in wrong.items()], []


def _far_off(outlines: Sequence[shapely.Geometry]) -> list[float]:
    """km from the middle of all, where that is far beyond the usual; else 0."""
    if len(outlines) < 3:
        return [0.0] * len(outlines)
    middles = shapely.get_coordinates(shapely.centroid(array(outlines)))
    offset = (middles - np.median(middles, axis=0)) * KM_PER_DEGREE
    offset[:, 0] *= np.cos(np.radians(np.median(middles[:, 1])))
    distance = np.hypot(offset[:, 0], offset[:, 1])
    limit = max(FAR_KM, 10 * float(np.median(distance)))
    return [float(d) if d > limit else 0.0 for d in distance]


def ring_fault(outline: shapely.Geometry) -> str:
    """What is wrong with the rings of an outline, with the place in degrees; "" when nothing is.

    >>> ring_fault(shapely.Polygon([(9, 54), (10, 55), (10, 54), (9, 55)]))
    'der Ring überschneidet sich (9,50000 / 54,50000)'
    """
    if shapely.is_valid(outline):
        return ""
    kind, _, point = str(shapely.is_valid_reason(outline)).rstrip("]").partition("[")
    where = " / ".join(comma(float(value), 5) for value in point.split()[:2]) if point else "ohne Ort"
    return f"{RING_FAULTS.get(kind, kind)} ({where})"


def with_valid_rings(drawn: Sequence[Feature], repair: str, place: str) -> Checked:
    """The features with valid rings: invalid ones are faults, or repaired when the town declared it."""
    result: list[Feature] = []
    faults, remarks = [], []
    for feature in drawn:
        problem = ring_fault(feature.outline)
        if not problem:
            result.append(feature)
        elif repair:
            mended = shapely.make_valid(feature.outline, method="structure", keep_collapsed=False)
            if mended.is_empty:
                sentence = f"Gebiet {feature.key}: {problem}; repariert bleibt keine Fläche, zeichnen Sie es neu."
                faults.append(Fault(place, sentence))
                continue
            result.append(replace(feature, outline=mended))
            remarks.append(Remark(place, f"Gebiet {feature.key} repariert: {problem}."))
        else:
            sentence = f'Gebiet {feature.key}: {problem}; reparieren lassen mit repair = "make_valid".'
            faults.append(Fault(place, sentence))
    return result, faults, remarks
