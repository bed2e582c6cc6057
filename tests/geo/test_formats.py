"""Files are read in any reference system; one that is not what it is declared to be is one sentence."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.outlines import read_outlines
from tests.geo.drawing import collection, recipe, said, shapefile, spec_of, square, stadtteile


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\xff\xfe junk", "kein Text in UTF-8"),
        (b'{"type": "FeatureCollection",\n "features": [', "kein gültiges JSON (Zeile 2, Zeichen 15)"),
        (b"[" * 100_000, "endlos verschachtelt"),
        (b"<kml></kml>", "kein gültiges JSON (Zeile 1"),
        (b'{"type": "Topology", "objects": {}}', "die Datei enthält „Topology“"),
        (b"[1, 2]", "die Datei enthält etwas anderes"),
        (b'{"type": "FeatureCollection", "features": []}', "die FeatureCollection ist leer"),
        (
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}}]}',
            "„key“",
        ),
        (b'{"type": "FeatureCollection", "features": [3]}', ""),
    ],
)
def test_a_file_that_is_no_geojson_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "teile.geojson").write_bytes(content)
    result = read_outlines(tmp_path, tmp_path, spec_of(recipe(stadtteile(name=""))))
    assert len(result.faults) == 1
    assert sentence in said(result)


def test_forty_megabytes_of_junk_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "teile.geojson").write_bytes(b"Schrott;" * 5_000_000)
    result = read_outlines(tmp_path, tmp_path, spec_of(recipe(stadtteile())))
    assert [f.sentence for f in result.faults] == ["die Datei ist kein gültiges JSON (Zeile 1, Zeichen 1)."]


def test_a_file_that_is_not_there_is_a_fault_and_so_is_one_outside(tmp_path: Path) -> None:
    inside = tmp_path / "town"
    inside.mkdir()
    (tmp_path / "teile.geojson").write_text(collection([({"key": "1"}, square(0, 0))]), encoding="utf-8")
    for file in ("fehlt.geojson", "../teile.geojson", str(tmp_path / "teile.geojson")):
        result = read_outlines(inside, inside, spec_of(recipe(stadtteile(file=file))))
        assert "keine Datei passt auf" in said(result)


SHAPES = {"level": "stadtteil", "file": "t.shp", "format": "shapefile", "key": "KEY"}
LOCAL = shapely.box(526_000, 6_071_000, 527_000, 6_072_000)  # metres of UTM zone 32
NO_CODE = (
    'PROJCS["UTM 32 mit 2500000",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],'
    'PARAMETER["false_easting",2500000],PARAMETER["false_northing",0],UNIT["metre",1]]'
)


def test_a_shapefile_is_brought_to_longitude_and_latitude(tmp_path: Path) -> None:
    shapefile(tmp_path / "t.shp", ["1"], [LOCAL], "EPSG:25832")
    result = read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES)))
    assert said(result) == ""
    west, south, east, north = result.areas[0].outline.bounds
    # on the axis of zone 32 (9 degrees east = 500,000 m) 26 km are 26,000 / (111,320 * cos 54.78°) = 0.405 degrees
    assert (west, south) == pytest.approx((9.405, 54.785), abs=0.003)
    assert (east, north) == pytest.approx((9.421, 54.794), abs=0.003)
    assert result.report["boundaries"][0]["files"] == [{"file": "t.shp", "crs": "EPSG:25832", "outlines": 1}]


def test_a_reference_system_without_a_number_is_read_as_it_is_described(tmp_path: Path) -> None:
    moved = shapely.transform(LOCAL, lambda at: at + np.array([2_000_000, 0]))  # the usual false easting is 500,000
    shapefile(tmp_path / "t.shp", ["1"], [moved], NO_CODE)
    shapefile(tmp_path / "u.shp", ["1"], [LOCAL], "EPSG:32632")
    described = read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES)))
    numbered = read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES | {"file": "u.shp"})))
    assert said(described) == ""
    assert described.areas[0].outline.equals_exact(numbered.areas[0].outline, 1e-9)
    assert "ohne EPSG-Nummer" in described.report["boundaries"][0]["files"][0]["crs"]


def test_a_file_without_a_reference_system_needs_a_declared_one(tmp_path: Path) -> None:
    shapefile(tmp_path / "t.shp", ["1"], [LOCAL], "EPSG:25832")
    (tmp_path / "t.prj").unlink()
    assert "die Datei nennt kein Bezugssystem" in said(read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES))))
    declared = read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES | {"crs": "EPSG:25832"})))
    assert said(declared) == ""
    wrong = read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES | {"crs": "EPSG:99"})))
    assert "das Bezugssystem „EPSG:99“ (city.toml) ist unbekannt" in said(wrong)


def test_a_declared_reference_system_wins_with_a_remark(tmp_path: Path) -> None:
    shapefile(tmp_path / "t.shp", ["1"], [LOCAL], "EPSG:25833")
    result = read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES | {"crs": "EPSG:25832"})))
    assert said(result) == ""
    assert result.areas[0].outline.bounds[0] == pytest.approx(9.405, abs=0.003)
    assert "es gilt die Angabe" in str(result.remarks[0])


def test_a_file_that_is_no_shapefile_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "t.shp").write_text("kein Shapefile", encoding="utf-8")
    assert "kein Shapefile" in said(read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES))))
    shapefile(tmp_path / "t.shp", ["1"], [LOCAL], "EPSG:25832")
    (tmp_path / "t.dbf").unlink()
    assert "neben der Datei fehlt t.dbf" in said(read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES))))
    (tmp_path / "t.shp").write_bytes((9994).to_bytes(4, "big") + b"\0" * 20)
    (tmp_path / "t.dbf").write_bytes(b"")
    result = read_outlines(tmp_path, tmp_path, spec_of(recipe(SHAPES)))
    assert len(result.faults) == 1
    assert "lässt sich nicht lesen" in said(result)
