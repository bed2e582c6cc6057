"""GeoPackage: one SQLite file with layers; the town names one where several hold areas."""

import sqlite3
from contextlib import closing
from pathlib import Path

from geo.boundaries import Outlines
from geo.boundaries._file import drivers, read_features
from geo.errors import Unreadable, named
from geo.outline_spec import BoundarySpec

TITLE = "GeoPackage"
MAGIC = b"SQLite format 3\0"  # GeoPackage 1.3, requirement 1
NO_AREAS = ("Point", "LineString", "MultiPoint", "MultiLineString")  # kinds of layers that hold no area


def read(path: Path, spec: BoundarySpec) -> Outlines:
    """All features of one layer; raises `Unreadable` when the file is none, is damaged, or holds no such layer."""
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise Unreadable("die Datei ist kein GeoPackage (die Kennung am Anfang fehlt).")
    _sound(path)
    return read_features(path, spec.crs, spec.encoding, _layer(path, spec.layer))


def _sound(path: Path) -> None:
    """Refuse a database that is cut off or another one: GDAL would give the rows that are left."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            tables = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_contents'").fetchone()
            if not tables[0]:
                raise Unreadable("die Datei ist eine SQLite-Datenbank, aber kein GeoPackage (gpkg_contents fehlt).")
            (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # damaged names are no text
        verdict = str(error)
    if verdict != "ok":
        raise Unreadable(f"die Datei ist beschädigt ({str(verdict)[:120]}); bitte erneut liefern lassen.")


def _layer(path: Path, wanted: str) -> str:
    """The layer that the town names, else the only one that can hold areas."""
    import pyogrio  # here: the drivers are needed when a town is taken in, never when it is served

    with drivers(path):  # what it warns of, it says again when the layer is read
        layers = {str(name): str(kind or "") for name, kind in pyogrio.list_layers(path)}
    there = f"die Datei hat {named(list(layers), 20)}" if layers else "die Datei ist leer"
    if wanted and wanted not in layers:
        raise Unreadable(f"eine Ebene „{wanted}“ (layer) gibt es nicht; {there}.")
    drawn = [name for name, kind in layers.items() if kind and kind.removesuffix(" Z") not in NO_AREAS]
    if not drawn or (wanted and wanted not in drawn):
        what = f"die Ebene „{wanted}“" if wanted else "die Datei"
        raise Unreadable(f"{what} enthält keine Flächen; {there}.")
    if len(drawn) > 1 and not wanted:
        raise Unreadable(f"mehrere Ebenen enthalten Flächen; bitte eine mit layer wählen: {named(drawn, 20)}.")
    return wanted or drawn[0]
