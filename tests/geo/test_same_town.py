"""One town gives the same areas, whichever outline format it comes in."""

import tempfile
from pathlib import Path
from typing import Any

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.outlines import read_outlines
from tests.geo.drawing import recipe, said, spec_of, stadtteile
from tests.geo.writers import geojson, geopackage, kml, rows_of, save, topojson

# three by three squares of up to four areas: with exclaves, with areas inside others, touching in a corner
towns = st.lists(st.lists(st.sampled_from("1234"), min_size=3, max_size=3), min_size=3, max_size=3)
some = settings(max_examples=40)


def areas(folder: Path, **fields: Any) -> dict[tuple[str, str], shapely.Geometry]:
    result = read_outlines(folder, folder, spec_of(recipe(stadtteile(**fields))))
    assert said(result) == ""
    return {(a.key, a.name): a.outline for a in result.areas if a.level == "stadtteil"}


def same(grid: list[list[str]], folder: Path, **fields: Any) -> None:
    geojson(folder / "teile.geojson", grid)
    one, other = areas(folder), areas(folder, **fields)
    assert list(one) == list(other)
    assert (
        max(one[key].symmetric_difference(other[key]).area for key in one) < 1e-9
    )  # a square has 1e-4; 1e-9 is a millimetre along the border


@some
@given(towns, st.sampled_from(["EPSG:4326", "EPSG:25832", "EPSG:31467"]))
def test_a_geopackage_is_the_same_town_in_any_reference_system(grid: list[list[str]], crs: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        geopackage(folder / "t.gpkg", {"teile": rows_of(grid)}, crs)
        same(grid, folder, file="t.gpkg", format="geopackage")


@some
@given(towns, st.sampled_from(["data", "schema", "table", "list"]))
def test_a_kml_is_the_same_town_wherever_its_attributes_stand(grid: list[list[str]], way: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "t.kml").write_text(kml(rows_of(grid), way), encoding="utf-8")
        same(grid, folder, file="t.kml", format="kml")


@some
@given(towns, st.booleans())
def test_a_topology_is_the_same_town_with_and_without_a_raster(grid: list[list[str]], quantized: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save(folder / "t.json", topojson(grid, quantized))
        same(grid, folder, file="t.json", format="topojson")


@some
@given(towns, st.booleans())
def test_the_areas_of_a_topology_share_their_borders_exactly(grid: list[list[str]], quantized: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save(folder / "t.json", topojson(grid, quantized))
        found = list(areas(folder, file="t.json", format="topojson").values())
        assert shapely.coverage_is_valid(found)
