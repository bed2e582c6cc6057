"""KML: placemarks with areas in nested folders; attributes out of ExtendedData or the HTML of the description.

Read here and not by GDAL, which leaves the description as it is; always WGS84 (OGC KML 2.2) unless the town says
otherwise. Placemarks that are only points or lines (labels, routes) are left out with a remark.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np
import shapely

from geo.boundaries import Outlines
from geo.boundaries._file import located
from geo.boundaries._html import pairs
from geo.boundaries._xml import read_xml
from geo.errors import Unreadable, named
from geo.outline_spec import BoundarySpec
from geo.projection import array

TITLE = "KML"
OTHERS = ("Point", "LineString", "LinearRing", "Model", "Track", "MultiTrack")  # what a placemark may be but an area
FOLDER = "folder"  # the column with the names of the folders around a placemark
NULL = "<Null>"  # what ArcGIS writes where it has nothing


def read(path: Path, spec: BoundarySpec) -> Outlines:
    """All placemarks with areas; `layer` names the one folder they lie in, at any depth."""
    with path.open("rb") as file:
        if file.read(4) == b"PK\x03\x04":
            raise Unreadable("die Datei ist gepackt (KMZ); bitte auspacken und die Datei doc.kml darin angeben.")
    root = read_xml(path, spec.encoding, "KML")
    if root.tag != "kml":
        raise Unreadable(f"erwartet ist KML, die Datei enthält „{root.tag[:40]}“.")
    marks = list(_placemarks(root))
    folders = list(dict.fromkeys(name for names, _ in marks for name in names))
    if spec.layer and spec.layer not in folders:
        there = f"die Datei hat {named(folders, 20)}" if folders else "die Datei hat keine"
        raise Unreadable(f"einen Ordner „{spec.layer}“ (layer) gibt es nicht; {there}.")
    marks = [(names, mark) for names, mark in marks if not spec.layer or spec.layer in names]
    areas = [(names, mark) for names, mark in marks if _is_area(mark)]
    if not any(mark.find(".//Polygon") is not None for _, mark in areas):
        elsewhere = "; sie verweist nur auf eine andere Datei (NetworkLink)" if root.find(".//NetworkLink") else ""
        what = f"der Ordner „{spec.layer}“" if spec.layer else "die Datei"
        raise Unreadable(f"{what} enthält keine Flächen{elsewhere}.")
    outlines, wrong = [], []
    for number, (_, mark) in enumerate(areas, 1):
        try:
            outlines.append(_outline(mark))
        except Unreadable:
            wrong.append(f"Nr. {number} {_text(mark, 'name')}".strip())
    if wrong:
        raise Unreadable(f"die Koordinaten von {named(wrong)} sind unlesbar; verlangt ist „Länge,Breite“ je Punkt.")
    left = len(marks) - len(areas)
    what = (
        "1 Eintrag ist nur ein Punkt oder eine Linie" if left == 1 else f"{left} Einträge sind nur Punkte oder Linien"
    )
    remarks = (f"{what}, keine Flächen, und weggelassen.",) if left else ()
    return located(array(outlines), _columns(areas), "EPSG:4326", spec.crs, *remarks)


def _placemarks(root: Element) -> Iterator[tuple[tuple[str, ...], Element]]:
    """Every placemark with the names of its folders, in the order of the file."""
    todo: list[tuple[tuple[str, ...], Element]] = [((), root)]
    while todo:
        names, element = todo.pop()
        if element.tag == "Placemark":
            yield names, element
            continue
        own = _text(element, "name") if element.tag == "Folder" else ""
        inside = (*names, own) if own else names
        todo += [(inside, child) for child in reversed(element)]


def _is_area(mark: Element) -> bool:
    """Whether a placemark has an area, or no geometry at all, which is a fault further on."""
    tags = {element.tag for element in mark.iter()}
    return "Polygon" in tags or not tags & set(OTHERS)


def _outline(mark: Element) -> shapely.Geometry | None:
    """The areas of a placemark as one outline; `Unreadable` where coordinates are no numbers or no ring."""
    polygons = []
    for drawn in mark.iter("Polygon"):
        shell = drawn.find("outerBoundaryIs/LinearRing/coordinates")
        holes = drawn.findall("innerBoundaryIs/LinearRing/coordinates")
        polygons.append(shapely.polygons(_ring(shell), [_ring(hole) for hole in holes] or None))
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _ring(coordinates: Element | None) -> shapely.LinearRing:
    """A ring out of "lon,lat[,height] lon,lat[,height] ..."; blanks around the commas are forgiven."""
    words = re.sub(r"\s*,\s*", ",", (coordinates.text or "") if coordinates is not None else "").split()
    try:
        points = np.array([[float(number) for number in word.split(",")[:2]] for word in words])
    except ValueError:  # a word that is no number, or points of one number
        raise Unreadable("eine Koordinate ist keine Zahl") from None
    if points.ndim != 2 or points.shape[1] != 2 or any(word.count(",") > 2 for word in words):
        raise Unreadable("ein Punkt besteht nicht aus Länge und Breite")
    if len(points) < 4 or not np.isfinite(points).all() or (points[0] != points[-1]).any():
        raise Unreadable("ein Ring ist nicht geschlossen")
    return shapely.linearrings(points)


def _text(element: Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


def _attributes(names: tuple[str, ...], mark: Element) -> dict[str, str]:
    """What a placemark says of itself; what stands in ExtendedData wins over the description."""
    found = {"name": _text(mark, "name"), FOLDER: "/".join(names)}
    said = pairs(mark.findtext("description") or "")
    for data in mark.iterfind("ExtendedData/Data"):
        said[data.get("name", "")] = _text(data, "value")
    for data in mark.iterfind("ExtendedData/SchemaData/SimpleData"):
        said[data.get("name", "")] = " ".join((data.text or "").split())
    return found | {name: "" if value == NULL else value for name, value in said.items() if name}


def _columns(areas: list[tuple[tuple[str, ...], Element]]) -> dict[str, tuple[str, ...]]:
    """Every attribute that one of the placemarks has."""
    rows = [_attributes(names, mark) for names, mark in areas]
    titles = dict.fromkeys(name for row in rows for name in row)
    columns = {title: tuple(row.get(title, "") for row in rows) for title in titles}
    return {title: values for title, values in columns.items() if title not in ("name", FOLDER) or any(values)}
