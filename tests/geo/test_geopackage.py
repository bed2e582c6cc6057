"""A GeoPackage is read by its layer; one that is none, damaged or without the layer is one sentence."""

from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.outlines import OutlineResult, read_outlines
from tests.geo.drawing import recipe, said, spec_of, square, stadtteile
from tests.geo.writers import geopackage, other_database

TWO = [({"key": "1", "name": "West"}, square(0, 0)), ({"key": "2", "name": "Ost"}, square(1, 0))]
ONE = [({"key": "1", "name": "Alles"}, square(0, 0, 2, 1))]
SIGNS = [({"key": "1", "name": "West"}, shapely.Point(9.4, 54.7))]


def read(folder: Path, **fields: Any) -> OutlineResult:
    said_so = stadtteile(file="t.gpkg", format="geopackage", **fields)
    return read_outlines(folder, folder, spec_of(recipe(said_so)))


def test_the_only_layer_with_areas_is_read(tmp_path: Path) -> None:
    geopackage(tmp_path / "t.gpkg", {"schilder": SIGNS, "teile": TWO}, "EPSG:25832")
    result = read(tmp_path)
    assert said(result) == ""
    assert [(a.key, a.name) for a in result.areas if a.level == "stadtteil"] == [("1", "West"), ("2", "Ost")]
    assert result.report["boundaries"][0]["files"] == [{"file": "t.gpkg", "crs": "EPSG:25832", "outlines": 2}]


def test_of_several_layers_the_town_names_one(tmp_path: Path) -> None:
    geopackage(tmp_path / "t.gpkg", {"schilder": SIGNS, "teile": TWO, "stadt": ONE})
    assert "mehrere Ebenen enthalten Flächen; bitte eine mit layer wählen: teile, stadt." in said(read(tmp_path))
    assert [a.name for a in read(tmp_path, layer="stadt").areas if a.level == "stadtteil"] == ["Alles"]
    unknown = said(read(tmp_path, layer="Teile"))
    assert "eine Ebene „Teile“ (layer) gibt es nicht; die Datei hat schilder, teile, stadt." in unknown
    assert "die Ebene „schilder“ enthält keine Flächen" in said(read(tmp_path, layer="schilder"))


def test_a_file_without_areas_or_without_the_key_is_one_sentence(tmp_path: Path) -> None:
    geopackage(tmp_path / "t.gpkg", {"schilder": SIGNS})
    assert "die Datei enthält keine Flächen; die Datei hat schilder." in said(read(tmp_path))
    (tmp_path / "t.gpkg").unlink()
    geopackage(tmp_path / "t.gpkg", {"teile": TWO})
    assert "die Datei hat keine Spalte „NUMMER“; sie hat key, name." in said(read(tmp_path, key="NUMMER"))


@pytest.mark.parametrize("content", [b"", b'{"type": "FeatureCollection"}', b"PK\x03\x04"])
def test_another_file_is_no_geopackage(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.gpkg").write_bytes(content)
    assert [f.sentence for f in read(tmp_path).faults] == [
        "die Datei ist kein GeoPackage (die Kennung am Anfang fehlt)."
    ]


def test_another_database_is_no_geopackage(tmp_path: Path) -> None:
    other_database(tmp_path / "t.gpkg")
    assert "eine SQLite-Datenbank, aber kein GeoPackage" in said(read(tmp_path))


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99])
def test_a_geopackage_that_is_cut_off_loses_nothing_in_silence(tmp_path: Path, share: float) -> None:
    path = tmp_path / "t.gpkg"
    geopackage(path, {"teile": [({"key": str(n), "name": "Feld"}, square(n, 0)) for n in range(200)]})
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    result = read(tmp_path)
    assert len(result.faults) == 1
    assert "beschädigt" in said(result)


def test_a_geopackage_is_not_changed_by_reading(tmp_path: Path) -> None:
    geopackage(tmp_path / "t.gpkg", {"teile": TWO})
    before = (tmp_path / "t.gpkg").read_bytes()
    read(tmp_path)
    assert (tmp_path / "t.gpkg").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["t.gpkg"]
