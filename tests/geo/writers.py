"""One small town on squared paper, written in every outline format; what is written is what the format's paper says."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer

from geo.projection import array
from tests.geo.drawing import SIDE, SOUTH, WEST, collection

Grid = Sequence[Sequence[str]]  # rows from south to north, cells from west to east: the key of the area


def on_paper(grid: Grid) -> dict[str, shapely.Geometry]:
    """key -> the squares of that key as one outline, in squares."""
    cells: dict[str, list[shapely.Polygon]] = {}
    for y, row in enumerate(grid):
        for x, key in enumerate(row):
            cells.setdefault(key, []).append(shapely.box(x, y, x + 1, y + 1))
    return {key: shapely.union_all(found) for key, found in sorted(cells.items())}


def in_degrees(outline: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(outline, lambda at: np.round(at * SIDE + [WEST, SOUTH], 6))


def rows_of(grid: Grid) -> list[tuple[dict[str, str], shapely.Geometry]]:
    """(attributes, outline in degrees) of every area."""
    return [({"key": key, "name": f"Feld {key}"}, in_degrees(o)) for key, o in on_paper(grid).items()]


def geojson(path: Path, grid: Grid) -> None:
    path.write_text(collection(rows_of(grid)), encoding="utf-8")


def geopackage(
    path: Path, layers: Mapping[str, Sequence[tuple[Mapping[str, str], Any]]], crs: str = "EPSG:4326"
) -> None:
    """Each layer with its (attributes, outline in degrees), moved to `crs`."""
    import pyogrio.raw

    move = Transformer.from_crs(4326, crs, always_xy=True).transform
    for number, (layer, rows) in enumerate(layers.items()):
        outlines = shapely.transform(array([outline for _, outline in rows]), move, interleaved=False)
        kinds = {outline.geom_type for outline in outlines}
        names = list(rows[0][0])
        pyogrio.raw.write(
            path,
            geometry=shapely.to_wkb(outlines),
            field_data=[np.array([row[name] for row, _ in rows], dtype=object) for name in names],
            fields=names,
            geometry_type=kinds.pop() if len(kinds) == 1 else "Unknown",
            crs=crs,
            driver="GPKG",
            layer=layer,
            append=number > 0,
        )


def kml(rows: Sequence[tuple[Mapping[str, str], Any]], way: str = "data", folders: Sequence[str] = ("Karte",)) -> str:
    """Attributes as `data` (Data), `schema` (SimpleData), `table` or `list` (HTML of the description)."""
    marks = "".join(f"<Placemark>{_said(row, way)}{_drawn(outline)}</Placemark>" for row, outline in rows)
    for name in reversed(folders):
        marks = f"<Folder><name>{escape(name)}</name>{marks}</Folder>"
    return f'<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'


def _said(row: Mapping[str, str], way: str) -> str:
    pairs = [(escape(name), escape(value)) for name, value in row.items()]
    if way == "data":
        inner = "".join(f'<Data name="{name}"><value>{value}</value></Data>' for name, value in pairs)
        return f"<ExtendedData>{inner}</ExtendedData>"
    if way == "schema":
        inner = "".join(f'<SimpleData name="{name}">{value}</SimpleData>' for name, value in pairs)
        return f"<ExtendedData><SchemaData>{inner}</SchemaData></ExtendedData>"
    if way == "table":
        inner = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in pairs)
        return f"<description><![CDATA[<table><tr><td>Titel<table>{inner}</table></td></tr></table>]]></description>"
    inner = "".join(f"<li><b>{name}</b>: <i>{value}</i></li>" for name, value in pairs)
    return f"<description>{escape(f'<h4>Titel</h4><ul>{inner}</ul>')}</description>"


def _drawn(outline: shapely.Geometry) -> str:
    parts = list(shapely.get_parts(outline))
    inner = "".join(_polygon(part) for part in parts)
    return inner if len(parts) == 1 else f"<MultiGeometry>{inner}</MultiGeometry>"


def _polygon(polygon: shapely.Polygon) -> str:
    def ring(line: shapely.LinearRing, tag: str) -> str:
        said = " ".join(f"{x!r},{y!r},0" for x, y in shapely.get_coordinates(line).tolist())
        return f"<{tag}><LinearRing><coordinates>{said}</coordinates></LinearRing></{tag}>"

    holes = "".join(ring(hole, "innerBoundaryIs") for hole in polygon.interiors)
    return f"<Polygon>{ring(polygon.exterior, 'outerBoundaryIs')}{holes}</Polygon>"


def topojson(grid: Grid, quantized: bool, name: str = "teile") -> dict[str, Any]:
    """Every side of a square that is a border is one arc, whichever areas it parts."""
    arcs: dict[tuple[tuple[int, int], tuple[int, int]], int] = {}

    def ring(line: shapely.LinearRing) -> list[int]:
        found = []
        corners = np.round(shapely.get_coordinates(line)).astype(int).tolist()
        for (x, y), (to_x, to_y) in pairwise(corners):
            steps = max(abs(to_x - x), abs(to_y - y))
            across, up = (to_x - x) // steps, (to_y - y) // steps
            for step in range(steps):
                a = (x + step * across, y + step * up)
                b = (a[0] + across, a[1] + up)
                found.append(~arcs[b, a] if (b, a) in arcs else arcs.setdefault((a, b), len(arcs)))
        return found

    def polygon(one: shapely.Polygon) -> list[list[int]]:
        return [ring(one.exterior), *map(ring, one.interiors)]

    geometries = []
    for key, outline in on_paper(grid).items():
        parts = [polygon(part) for part in shapely.get_parts(outline)]
        drawn = {"type": "Polygon", "arcs": parts[0]} if len(parts) == 1 else {"type": "MultiPolygon", "arcs": parts}
        geometries.append({**drawn, "id": key, "properties": {"key": key, "name": f"Feld {key}"}})
    document: dict[str, Any] = {
        "type": "Topology",
        "objects": {name: {"type": "GeometryCollection", "geometries": geometries}},
    }
    if quantized:
        document["transform"] = {"scale": [SIDE, SIDE], "translate": [WEST, SOUTH]}
        document["arcs"] = [[list(a), [b[0] - a[0], b[1] - a[1]]] for a, b in arcs]
    else:
        document["arcs"] = [shapely.get_coordinates(in_degrees(shapely.LineString(edge))).tolist() for edge in arcs]
    return document


def save(path: Path, document: object) -> None:
    path.write_text(json.dumps(document), encoding="utf-8")


def other_database(path: Path) -> None:
    """A SQLite file that is no GeoPackage."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE teile (key TEXT)")
        database.commit()
