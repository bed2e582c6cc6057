"""TopoJSON is read arc by arc; a topology that does not hold together is one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.outlines import OutlineResult, read_outlines
from tests.geo.drawing import collection, recipe, said, spec_of, square, stadtteile
from tests.geo.writers import save, topojson

# two squares side by side: arc 0 is the border, upwards; 1 the rest of the western one, 2 that of the eastern one
BORDER, WEST, EAST = [[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]


def topology(geometries: list[Any], arcs: list[Any] | None = None, **members: Any) -> dict[str, Any]:
    return {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [9.4, 54.7]},
        "objects": {"teile": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [BORDER, WEST, EAST] if arcs is None else arcs,
    } | members


def part(key: str, *rings: list[Any], **fields: Any) -> dict[str, Any]:
    return {"type": "Polygon", "arcs": list(rings), "properties": {"key": key, "name": f"Feld {key}"}} | fields


PAIR = [part("1", [0, 1]), part("2", [2, ~0])]


def read(folder: Path, document: object, **fields: Any) -> OutlineResult:
    save(folder / "t.json", document)
    said_so = stadtteile(file="t.json", format="topojson", **fields)
    return read_outlines(folder, folder, spec_of(recipe(said_so)))


def outlines(result: OutlineResult) -> dict[str, shapely.Geometry]:
    assert said(result) == ""
    return {a.key: a.outline for a in result.areas if a.level == "stadtteil"}


def test_arcs_are_summed_up_and_walked_in_both_directions(tmp_path: Path) -> None:
    found = outlines(read(tmp_path, topology(PAIR)))
    assert found["1"].symmetric_difference(square(0, 0)).area < 1e-12
    assert found["2"].symmetric_difference(square(1, 0)).area < 1e-12
    assert shapely.coverage_is_valid(list(found.values()))


def test_of_several_objects_the_town_names_one(tmp_path: Path) -> None:
    document = topology(PAIR)
    document["objects"] |= {"stadt": part("0", [1, 2]), "bach": {"type": "LineString", "arcs": [0]}}
    assert "mehrere Objekte enthalten Flächen; bitte eines mit layer wählen: teile, stadt." in said(
        read(tmp_path, document)
    )
    assert list(outlines(read(tmp_path, document, layer="teile"))) == ["1", "2"]
    assert "ein Objekt „Teile“ (layer) gibt es nicht; die Datei hat teile, stadt, bach." in said(
        read(tmp_path, document, layer="Teile")
    )
    assert "das Objekt „bach“ enthält keine Flächen" in said(read(tmp_path, document, layer="bach"))


def test_collections_lie_in_collections_and_hand_their_properties_down(tmp_path: Path) -> None:
    inner = [{"type": "Polygon", "arcs": [[0, 1]], "id": 1}, {"type": "Polygon", "arcs": [[2, ~0]], "id": 2}]
    nested = [{"type": "GeometryCollection", "properties": {"bezirk": "Mitte"}, "geometries": inner}]
    result = read(tmp_path, topology(nested), key="id", name="bezirk")
    assert {a.key: a.name for a in result.areas if a.level == "stadtteil"} == {"1": "Mitte", "2": "Mitte"}


def test_a_hole_and_several_parts(tmp_path: Path) -> None:
    ring = [[0, 0], [3, 0], [0, 3], [-3, 0], [0, -3]]
    hole = [[1, 1], [1, 0], [0, 1], [-1, 0], [0, -1]]
    far = [[5, 0], [1, 0], [0, 1], [-1, 0], [0, -1]]
    both = {"type": "MultiPolygon", "arcs": [[[0], [1]], [[2]]], "properties": {"key": "1", "name": ""}}
    found = outlines(read(tmp_path, topology([both], [ring, hole, far])))
    assert found["1"].area == pytest.approx((9 - 1 + 1) * 0.0001)


def test_a_ring_that_the_raster_has_flattened_is_left_out_with_a_remark(tmp_path: Path) -> None:
    stroke = [[1, 1], [1, 0], [-1, 0]]
    result = read(tmp_path, topology([part("1", [0, 1], [3]), PAIR[1]], [BORDER, WEST, EAST, stroke]))
    assert outlines(result)["1"].area == pytest.approx(0.0001)
    assert "1 Ring ist durch die Rasterung der Datei auf einen Strich geschrumpft" in str(result.remarks[0])
    alone = read(tmp_path, topology([*PAIR, part("3", [3])], [BORDER, WEST, EAST, stroke]))
    assert "Gebiet 3: ohne Umriss in der Datei." in said(alone)


def test_a_geometry_without_a_kind_is_an_area_without_an_outline(tmp_path: Path) -> None:
    nothing = {"type": None, "properties": {"key": "3"}}
    assert "Gebiet 3: ohne Umriss in der Datei." in said(read(tmp_path, topology([*PAIR, nothing])))


def test_the_reference_system_is_that_of_the_town_then_that_of_the_file(tmp_path: Path) -> None:
    metres = {"transform": {"scale": [1000, 1000], "translate": [526_000, 6_071_000]}}
    assert "die keine Grad sind" in said(read(tmp_path, topology(PAIR, **metres)))
    declared = outlines(read(tmp_path, topology(PAIR, **metres), crs="EPSG:25832"))
    named = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}}
    result = read(tmp_path, topology(PAIR, **metres, **named))
    assert outlines(result)["1"].equals(declared["1"])
    assert result.report["boundaries"][0]["files"][0]["crs"] == "EPSG:25832"


def replaced(number: int, arc: object) -> list[Any]:
    arcs: list[Any] = [BORDER, WEST, EAST]
    return [*arcs[:number], arc, *arcs[number + 1 :]]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (topology([part("1", [0, 3])]), "Umriss Nr. 1: den Bogen 3 gibt es nicht, die Datei hat 3."),
        (topology([PAIR[0], part("2", [2, -4])]), "Umriss Nr. 2: den Bogen -4 gibt es nicht, die Datei hat 3."),
        (topology([part("1", [0, True])]), "den Bogen True gibt es nicht"),
        (topology([part("1", [0, 1.0])]), "den Bogen 1.0 gibt es nicht"),
        (topology([part("1", [0, 2])]), "die Bögen eines Rings schließen nicht aneinander an"),
        (topology([part("1", [])]), "ein Ring hat keine Bögen"),
        (topology([part("1", 7)]), "die Bögen („arcs“) fehlen"),  # type: ignore[arg-type]  # the wrong kind is the test
        (topology([{"type": "Polygon", "properties": {"key": "1"}}]), "die Bögen („arcs“) fehlen"),
        (topology([*PAIR, {"type": "Point", "coordinates": [0, 0]}]), "Umriss Nr. 3: ist als Point gezeichnet"),
        (topology([*PAIR, {"type": "Kreis"}]), "die Art „Kreis“ gibt es nicht"),
        (topology(PAIR, replaced(1, [[1, 1]])), "Bogen 1: verlangt sind mindestens zwei Punkte"),
        (topology(PAIR, replaced(1, [[1, 1], ["0", 1]])), "Bogen 1: verlangt sind"),
        (topology(PAIR, replaced(1, [[1, 1], [float("nan"), 1]])), "Bogen 1: verlangt sind"),
        (topology(PAIR, replaced(1, [[1, 1], [10**400, 1]])), "Bogen 1: verlangt sind"),
        (topology(PAIR, replaced(1, None)), "Bogen 1: verlangt sind"),
        (topology(PAIR, arcs=None, transform={"scale": [1]}), "„transform“ ist unlesbar"),
        (topology(PAIR, arcs=None, transform={"scale": ["a", 1], "translate": [0, 0]}), "„transform“ ist unlesbar"),
        (topology(PAIR, arcs=None, transform=3), "„transform“ ist unlesbar"),
        ({"type": "Topology", "objects": {"teile": PAIR[0]}}, "die Datei enthält keine Bögen"),
        ({"type": "Topology", "arcs": []}, "die Datei enthält keine Objekte"),
        (topology([]), "die Datei enthält keine Flächen; die Datei hat teile."),
        (topology([3]), "keine Geometrie oder zu tief verschachtelt"),
        (json.loads(collection([])), "also GeoJSON"),
        ({"type": "Kreis"}, "die Datei enthält „Kreis“"),
        ([1, 2], "die Datei enthält etwas anderes"),
        (topology([part("1", [0, 1], properties={"NR": "1"})]), "die Datei hat keine Spalte „key“; sie hat NR."),
    ],
)
def test_a_topology_that_does_not_hold_together_is_one_sentence(
    tmp_path: Path, document: object, sentence: str
) -> None:
    result = read(tmp_path, document, name="")
    assert len(result.faults) == 1
    assert sentence in said(result)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe junk", "die Datei ist kein Text in UTF-8, also kein TopoJSON."),
        (b'{"type": "Topology",\n "arcs": [', "kein gültiges JSON (Zeile 2"),
        (b"[" * 100_000, "endlos verschachtelt"),
        (b'{"type": ' + b"9" * 5000 + b"}", "eine Zahl hat Tausende von Ziffern"),
        (b"", "kein gültiges JSON (Zeile 1, Zeichen 1)"),
    ],
)
def test_a_file_that_is_no_topology_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "t.json").write_bytes(content)
    spec = spec_of(recipe(stadtteile(file="t.json", format="topojson")))
    result = read_outlines(tmp_path, tmp_path, spec)
    assert len(result.faults) == 1
    assert sentence in said(result)


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [("utf-16", "kein Text in utf-16"), ("klingonisch", "den Zeichensatz „klingonisch“ gibt es")],
)
def test_a_character_set_that_is_not_that_of_the_file_is_one_sentence(
    tmp_path: Path, encoding: str, sentence: str
) -> None:
    assert sentence in said(read(tmp_path, topology(PAIR), encoding=encoding))


def test_a_topology_nested_without_end_is_one_sentence(tmp_path: Path) -> None:
    inner: dict[str, Any] = PAIR[0]
    for _ in range(60):
        inner = {"type": "GeometryCollection", "geometries": [inner]}
    assert "zu tief verschachtelt" in said(read(tmp_path, topology([inner])))


def test_geojson_and_topojson_say_which_of_them_a_file_is(tmp_path: Path) -> None:
    save(tmp_path / "teile.geojson", topojson(["12"], quantized=True))
    result = read_outlines(tmp_path, tmp_path, spec_of(recipe(stadtteile())))
    assert 'also TopoJSON; bitte format = "topojson" angeben' in said(result)
