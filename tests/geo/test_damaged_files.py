"""Damage to an outline file, wherever it strikes, is a German sentence or harmless; never a crash."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.boundaries import formats
from geo.errors import Unreadable
from geo.outline_spec import BoundarySpec
from tests.geo.writers import geojson, geopackage, kml, rows_of, save, topojson

GRID = ["112", "132", "444"]
damage = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=3)), min_size=1, max_size=6
)


def good(folder: Path, format: str) -> Path:
    path = folder / {"geopackage": "t.gpkg"}.get(format, f"t.{format}")
    if format == "geojson":
        geojson(path, GRID)
    elif format == "geopackage":
        geopackage(path, {"teile": rows_of(GRID)})
    elif format == "kml":
        path.write_text(kml(rows_of(GRID), "list"), encoding="utf-8")
    else:
        save(path, topojson(GRID, quantized=True))
    return path


@pytest.mark.parametrize("format", ["geojson", "geopackage", "kml", "topojson"])
@settings(max_examples=60)
@given(hits=damage, cut=st.floats(0.2, 1.5))
def test_damaged_bytes_are_a_sentence_or_harmless(format: str, hits: list[tuple[float, bytes]], cut: float) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = good(Path(name), format)
        content = bytearray(path.read_bytes())
        for where, junk in hits:
            start = int(where * len(content))
            content[start : start + len(junk)] = junk
        path.write_bytes(bytes(content[: int(cut * len(content))]))
        read_or_refuse(path, format)


# what JSON can say: the same words at other places
words = st.sampled_from(
    ["type", "Polygon", "Topology", "arcs", "objects", "geometries", "GeometryCollection", "id", ""]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 40) | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150)
@given(st.data())
def test_a_topology_with_anything_in_the_place_of_anything(data: st.DataObject) -> None:
    document = topojson(GRID, quantized=data.draw(st.booleans()))
    at: object = document
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at))) if isinstance(at, list) else []
        key = data.draw(st.sampled_from(keys))
        inner = at[key]  # type: ignore[index]  # a dict or a list
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            at[key] = data.draw(anything)  # type: ignore[index]  # a dict or a list
            break
        at = inner
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "t.topojson"
        path.write_text(json.dumps(document), encoding="utf-8")
        read_or_refuse(path, "topojson")


def read_or_refuse(path: Path, format: str) -> None:
    """Either outlines, one a row, or a sentence."""
    try:
        outlines = formats()[format].read(path, BoundarySpec())
    except Unreadable as error:
        assert str(error).endswith(".")
        return
    assert {len(values) for values in outlines.columns.values()} <= {len(outlines.geometry)}
