"""GeoPackage of downloads: layers and tables whose rows name areas, opened in memory."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers.geojson import from_feature
from indicators.disclosure.said import Frame, Said

TITLE = "GeoPackage"
START = b"SQLite format 3\x00"
APPLICATION = slice(68, 72)  # where a database says whose it is
JOURNAL = slice(18, 20)  # how it is written: programs that write ahead leave 2, which memory cannot do


def fits(artefact: Artefact) -> bool:
    """Whether it is a database that calls itself one."""
    return artefact.body.startswith(START) and artefact.body[APPLICATION] == b"GPKG"


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Every row that names an area; ValueError where there is none, or where the file is damaged."""
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(artefact.body[: JOURNAL.start] + b"\x01\x01" + artefact.body[JOURNAL.stop :])
            rows = list(_rows(database))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
    if not rows:
        raise ValueError("keine Zeile nennt ein Gebiet (area_key)")
    return [said for row in rows for said in from_feature(row, artefact)]


def _rows(database: sqlite3.Connection) -> Iterator[Mapping[str, Any]]:
    for (table,) in database.execute("SELECT table_name FROM gpkg_contents ORDER BY 1").fetchall():
        quoted = str(table).replace('"', '""')
        found = database.execute(f'SELECT * FROM "{quoted}"')
        names = [column[0] for column in found.description]
        if "area_key" in names:
            yield from (dict(zip(names, row, strict=True)) for row in found)
