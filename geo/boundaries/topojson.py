"""TopoJSON: areas as rings of shared arcs ; the town names one object where several hold them.

Read here and not by GDAL, so that both sides of a border get the very same points and a wrong arc has a name.
Format: the TopoJSON specification 1.0.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely

from geo.boundaries import Outlines
from geo.boundaries._arcs import Arcs, read_arcs
from geo.boundaries._file import located, text
from geo.boundaries._json import read_json
from geo.errors import Unreadable, named
from geo.outline_spec import BoundarySpec
from geo.projection import array

TITLE = "TopoJSON"
AREAS = ("Polygon", "MultiPolygon")
Json = Mapping[str, Any]
DEEPEST = 50  # collections within collections; more is a trap


def read(path: Path, spec: BoundarySpec) -> Outlines:
    """All geometries of one object of the topology, collections within collections included."""
    document = read_json(path, spec.encoding, "TopoJSON")
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "FeatureCollection":
        raise Unreadable('die Datei enthält „FeatureCollection“, also GeoJSON; bitte format = "geojson" angeben.')
    if kind != "Topology":
        found = f"„{kind}“" if isinstance(kind, str) else "etwas anderes"
        raise Unreadable(f"erwartet ist TopoJSON mit einer „Topology“, die Datei enthält {found}.")
    rows = _rows(document.get("objects"), spec.layer)
    arcs = read_arcs(document)
    outlines: list[shapely.Geometry | None] = []
    wrong: dict[str, list[str]] = {}
    for number, row in enumerate(rows, 1):
        try:
            outlines.append(_outline(row, arcs))
        except Unreadable as error:
            wrong.setdefault(str(error), []).append(str(number))
    if wrong:
        raise Unreadable("; ".join(f"Umriss Nr. {named(where)}: {what}" for what, where in wrong.items()) + ".")
    remarks = []
    if arcs.collapsed:
        rings = "1 Ring ist" if len(arcs.collapsed) == 1 else f"{len(arcs.collapsed)} Ringe sind"
        remarks.append(f"{rings} durch die Rasterung der Datei auf einen Strich geschrumpft und weggelassen.")
    return located(array(outlines), _columns(rows), _crs(document), spec.crs, *remarks)


def _rows(objects: object, wanted: str) -> list[Json]:
    """The geometries of the chosen object; members of a collection inherit its properties."""
    if not isinstance(objects, dict) or not objects:
        raise Unreadable("die Datei enthält keine Objekte („objects“ fehlt oder ist leer).")
    if wanted and wanted not in objects:
        raise Unreadable(f"ein Objekt „{wanted}“ (layer) gibt es nicht; die Datei hat {named(list(objects), 20)}.")
    found = {name: list(_flat(member, {}, 0)) for name, member in objects.items() if wanted in ("", name)}
    drawn = [name for name, rows in found.items() if any(row.get("type") in AREAS for row in rows)]
    if not drawn:
        what = f"das Objekt „{wanted}“" if wanted else "die Datei"
        raise Unreadable(f"{what} enthält keine Flächen; die Datei hat {named(list(objects), 20)}.")
    if len(drawn) > 1:
        raise Unreadable(f"mehrere Objekte enthalten Flächen; bitte eines mit layer wählen: {named(drawn, 20)}.")
    return found[drawn[0]]


def _flat(member: object, inherited: Json, depth: int) -> Iterator[Json]:
    """A geometry, or those of a collection one after another; depth first, as they stand in the file."""
    if not isinstance(member, dict) or depth > DEEPEST:
        raise Unreadable("ein Objekt der Datei ist keine Geometrie oder zu tief verschachtelt.")
    own = member.get("properties")
    named_so = {"id": member["id"]} if "id" in member else {}
    said = {**inherited, **named_so, **(own if isinstance(own, dict) else {})}
    if member.get("type") != "GeometryCollection":
        yield {**member, "properties": said}
        return
    members = member.get("geometries")
    for inner in members if isinstance(members, list) else ():
        yield from _flat(inner, said, depth + 1)


def _outline(row: Json, arcs: Arcs) -> shapely.Geometry | None:
    """The outline of one geometry; None where it has none; `Unreadable` is a sentence without its end."""
    kind, parts = row.get("type"), row.get("arcs")
    if kind is None:
        return None
    if kind == "Polygon":
        return arcs.polygon(parts)
    if kind == "MultiPolygon":
        polygons = [arcs.polygon(part) for part in arcs.listed(parts)]
        return shapely.multipolygons([polygon for polygon in polygons if polygon is not None])
    if kind in ("LineString", "MultiLineString", "Point", "MultiPoint"):
        raise Unreadable(f"ist als {kind} gezeichnet, verlangt sind Polygon oder MultiPolygon")
    raise Unreadable(f"die Art „{str(kind)[:40]}“ gibt es nicht")


def _columns(rows: list[Json]) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(name for row in rows for name in row["properties"])
    return {name: tuple(text(row["properties"].get(name)) for row in rows) for name in names}


def _crs(document: Json) -> str:
    """WGS84, or what an older `crs` member names."""
    crs = document.get("crs")
    said = crs.get("properties") if isinstance(crs, dict) else None
    name = said.get("name") if isinstance(said, dict) else None
    return name if isinstance(name, str) else "EPSG:4326"
