"""A View as GeoPackage (OGC 12-128r19): its areas as a layer in the town's metres, what belongs to it as a table."""

import datetime as dt
import sqlite3
import struct
from collections.abc import Iterable
from contextlib import closing
from typing import Final

from pyproj import CRS

from atlas.exports._features import FIELDS, LAYER, features, remarks
from atlas.exports.csv import Value
from atlas.view import View
from atlas.view.outlines import Box, Outlines

MIME = "application/geopackage+sqlite3"
SUFFIX = ".gpkg"
TITLE = "GeoPackage (für QGIS)"
ACCEPTS = (View,)
OUTLINES = True
NOTES: Final = "hinweise"  # the table beside the layer
NUMBERS: Final = {"numerator", "denominator", "value", "lower", "upper", "estimated_share"}
WGS84: Final = 4326
NOWHERE: Final = -1  # system of a layer without any outline: undefined, cartesian
SCHEMA: Final = f"""
PRAGMA application_id = {int.from_bytes(b"GPKG")};
PRAGMA user_version = 10300;
PRAGMA secure_delete = ON;
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE {LAYER} (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON,
  {
    ", ".join(
        f'"{field}" {"DOUBLE" if field in NUMBERS else "INTEGER" if field == "edition" else "TEXT"}' for field in FIELDS
    )
});
CREATE TABLE {NOTES} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, thema TEXT, text TEXT);
"""


def write(content: View, outlines: Outlines | None = None) -> bytes:
    """The file; an area without an outline has none in it, a number that is not there is NULL."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(SCHEMA)
        with database:
            _tell(database, content, outlines)
            _fill(database, LAYER, _rows(content, outlines))
            _fill(database, NOTES, ((None, *line) for line in remarks(content)))
        return database.serialize()


def _tell(database: sqlite3.Connection, view: View, outlines: Outlines | None) -> None:
    """What the file says of its layer and its table."""
    system = outlines.system if outlines else NOWHERE
    undefined = [("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinates")]
    undefined += [("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinates")]
    known = {WGS84: CRS.from_epsg(WGS84).to_wkt("WKT1_GDAL")} | ({system: outlines.definition} if outlines else {})
    systems = [(text.split('"')[1], code, "EPSG", code, text, None) for code, text in known.items()]
    _fill(database, "gpkg_spatial_ref_sys", [*undefined, *systems])
    boxes = [box for box, _ in outlines.metres.values()] if outlines else []
    sides = list(zip(*boxes, strict=True))
    extent = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])) if boxes else (None,) * 4
    said = "; ".join(part for part in (view.stamp.title, view.stamp.line, view.stamp.notice, view.source) if part)
    day, beside = _day(view.stamp.made_on), f"Hinweise: {view.title}"
    layer = (LAYER, "features", view.title, said, day, *extent, system)
    _fill(database, "gpkg_contents", [layer, (NOTES, "attributes", beside, said, day, *(None,) * 5)])
    _fill(database, "gpkg_geometry_columns", [(LAYER, "geom", "MULTIPOLYGON", system, 0, 0)])


def _rows(view: View, outlines: Outlines | None) -> Iterable[tuple[Value | bytes, ...]]:
    for key, row in features(view):
        drawn = outlines.metres.get(key) if outlines else None
        yield None, _geometry(outlines.system, *drawn) if outlines and drawn else None, *row


def _geometry(system: int, box: Box, wkb: bytes) -> bytes:
    """A geometry as the format keeps it: its head, little endian with an envelope, then the WKB."""
    west, south, east, north = box
    return struct.pack("<2sBBi4d", b"GP", 0, 0b011, system, west, east, south, north) + wkb


def _fill(database: sqlite3.Connection, table: str, rows: Iterable[tuple[Value | bytes, ...]]) -> None:
    for row in rows:
        database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _day(made_on: str) -> str:
    """The day of the Stand, so that the same Stand gives the same bytes at any time.

    >>> _day("23.11.2026")
    '2026-11-23T00:00:00.000Z'
    """
    return dt.datetime.strptime(made_on, "%d.%m.%Y").strftime("%Y-%m-%dT00:00:00.000Z")
