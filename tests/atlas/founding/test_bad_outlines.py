"""Files of outlines that cannot be: one German sentence each, nothing of them is kept, the record stays."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import shapely

from atlas.founding.outlines import Choice, tell_outlines
from atlas.founding.record import open_record, write_record
from indicators.errors import FaultyInput
from tests.founded import OUTLINES, decided, files
from tests.geo.writers import kml, other_database, rows_of

SIX: dict[str, Any] = json.loads(OUTLINES.read_text("utf-8"))


def changed(change: Callable[[list[dict[str, Any]]], object], **top: object) -> Callable[[Path], Path]:
    """The six areas, with something done to their features."""

    def write(place: Path) -> Path:
        document = json.loads(json.dumps(SIX)) | top
        change(document["features"])
        path = place / "grenzen.geojson"
        path.write_text(json.dumps(document), "utf-8")
        return path

    return write


def raw(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(place: Path) -> Path:
        (place / name).write_bytes(content)
        return place / name

    return write


def zipped(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "."), content)
    return held.getvalue()


def shapefile(crs: str | None = None, without: str = "", scale: float = 1.0) -> Callable[[Path], Path]:
    """The six areas as a shapefile, their coordinates multiplied, without one of its parts."""

    def write(place: Path) -> Path:
        shapes = [shapely.from_geojson(json.dumps(f["geometry"])) for f in SIX["features"]]
        shapes = [shapely.transform(shape, lambda at: at * scale) for shape in shapes]
        named = {name: [f["properties"][name] for f in SIX["features"]] for name in ("key", "name", "sozialraum")}
        pyogrio.raw.write(
            place / "grenzen.shp",
            np.array([shapely.to_wkb(shape) for shape in shapes], object),
            [np.array(values, object) for values in named.values()],
            [*named],
            geometry_type="Polygon",
            crs=crs,
            driver="ESRI Shapefile",
        )
        if without:
            (place / f"grenzen.{without}").unlink()
        return place / "grenzen.shp"

    return write


def _points(features: list[dict[str, Any]]) -> None:
    for feature in features:
        feature["geometry"] = {"type": "Point", "coordinates": feature["geometry"]["coordinates"][0][0]}


def _all_same(features: list[dict[str, Any]]) -> None:
    for feature in features:
        feature["properties"] = {"key": "11", "sozialraum": "N"}


def _no_table(features: list[dict[str, Any]]) -> None:
    for feature in features:
        feature["properties"] = {}


def _one_empty(features: list[dict[str, Any]]) -> None:
    features[2]["geometry"] = None


def _bow(features: list[dict[str, Any]]) -> None:
    """A ring of two points."""
    features[0]["geometry"]["coordinates"] = [[[9.4, 54.7], [9.41, 54.71], [9.4, 54.7]]]


def _metres(features: list[dict[str, Any]]) -> None:
    for feature in features:
        for ring in feature["geometry"]["coordinates"]:
            ring[:] = [[x * 50_000, y * 100_000] for x, y in ring]


NOTHING = kml([])
BAD = {
    "not there": (lambda place: place / "fehlt.geojson", "Diese Datei gibt es nicht"),
    "a folder": (lambda place: place, "Diese Datei gibt es nicht"),
    "empty": (raw("leer.geojson", b""), "Das ist keine Datei mit Grenzen, die der Atlas kennt"),
    "a text": (raw("grenzen.txt", b"Altstadt\n"), "Das ist keine Datei mit Grenzen, die der Atlas kennt"),
    "no features": (changed(list.clear), "Die FeatureCollection ist leer; geben Sie eine andere Datei an."),
    "cut off": (
        raw("grenzen.geojson", OUTLINES.read_bytes()[:700]),
        "kein gültiges JSON (Zeile 54, Zeichen 7); sie ist wohl unvollständig",
    ),
    "points": (changed(_points), "Die Datei enthält keine Flächen, gezeichnet sind Point"),
    "no column": (changed(_no_table), "keine Sachdaten"),
    "keys twice": (changed(_all_same), "„key“ hat doppelt: 11"),
    "no outline": (changed(_one_empty), "Gebiet 13: ohne Umriss in der Datei; zeichnen Sie den Umriss"),
    "two points": (changed(_bow), "Gebiet 11: ein Ring hat zu wenige Punkte"),
    "metres as degrees": (changed(_metres), "das Bezugssystem fehlt oder ist falsch und lässt sich nennen (crs"),
    "no place": (shapefile(), "(crs)"),
    "a wrong place": (shapefile("EPSG:25832"), "nennen Sie es (crs, etwa EPSG:25832)"),
    "no dbf": (shapefile("EPSG:4326", "dbf"), "dbf"),
    "no shx": (shapefile("EPSG:4326", "shx"), "shx"),
    "an archive without": (raw("g.zip", zipped(liesmich_txt=b"x")), "genau eine Datei mit Grenzen, gefunden: keine"),
    "an archive with two": (raw("g.zip", zipped(a_geojson=b"{}", b_kml=b"<kml/>")), "a.geojson, b.kml"),
    "a broken archive": (raw("g.zip", zipped(a_geojson=b"{}" * 99)[:90]), "Das Archiv ist beschädigt"),
    "a KML of nothing": (raw("g.kml", NOTHING.encode()), "enthält keine Flächen; geben Sie eine andere"),
    "a KML cut off": (raw("g.kml", kml(rows_of(["ab"])).encode()[:300]), "kein gültiges XML"),
    "a web page": (raw("g.kml", b"<html><body>Anmelden</body></html>"), "KML"),
    "another database": (
        lambda place: (other_database(place / "g.gpkg"), place / "g.gpkg")[1],
        "kein GeoPackage (gpkg_contents fehlt); erlaubt sind GeoJSON",
    ),
}


@pytest.mark.filterwarnings("ignore:.crs. was not provided")  # as it shall be
@pytest.mark.parametrize("form", BAD)
def test_a_bad_file_is_one_sentence_and_leaves_nothing(tmp_path: Path, form: str) -> None:
    write, words = BAD[form]
    folder = tmp_path / "neu"
    founding = write_record(folder, decided())
    before = files(folder)
    (tmp_path / "von_aussen").mkdir()
    given = write(tmp_path / "von_aussen")
    with pytest.raises(FaultyInput) as raised:
        tell_outlines(folder, founding, "", given, Choice())
    assert words in str(raised.value)
    for fault in raised.value.faults:
        assert (
            fault.sentence[0].isupper()
            and ";" in fault.sentence
            and fault.sentence.endswith(".")
            and str(tmp_path) not in str(fault)
        )
    assert files(folder) == before
    assert open_record(folder) == founding
    told = tell_outlines(folder, founding, "", OUTLINES, Choice())
    assert told.finest.file == "grenzen/stadtteile.geojson", "the next file is taken"
