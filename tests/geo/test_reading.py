"""Outlines become areas by declared rules, and whatever is wrong with them is said in one sentence each."""

import datetime as dt
from pathlib import Path

import pytest
import shapely

from geo.outlines import read_outlines
from tests.geo.drawing import SIDE, collection, read, recipe, said, spec_of, square, stadtteile

BOW_TIE = shapely.Polygon([(9.4, 54.7), (9.41, 54.71), (9.41, 54.7), (9.4, 54.71)])


def swapped(outline: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(outline, lambda at: at[:, ::-1])


def test_an_outline_becomes_an_area_of_its_level(tmp_path: Path) -> None:
    result = read(tmp_path, [("2", square(1, 0)), ("1", square(0, 0))])
    assert said(result) == ""
    drawn = [(a.level, a.key, a.name, dict(a.parents)) for a in result.areas]
    assert drawn == [
        ("stadtteil", "1", "Feld 1", {"stadt": "0"}),
        ("stadtteil", "2", "Feld 2", {"stadt": "0"}),
        ("stadt", "0", "Feldstadt", {}),
    ]
    assert result.areas[0].outline.equals(square(0, 0))


@pytest.mark.parametrize(
    ("outline", "sentence"),
    [
        (shapely.transform(square(0, 0), lambda at: at * [1, -1]), "bei 9,4° Ost, 54,7° Süd gezeichnet"),
        (shapely.transform(square(0, 0), lambda at: at * [-1, 1]), "bei 9,4° West, 54,7° Nord gezeichnet"),
        (swapped(square(0, 0)), "mit vertauschter Länge und Breite"),
        (shapely.box(526_000, 6_071_000, 527_000, 6_072_000), "die keine Grad sind"),
        (shapely.Point(9.4, 54.7), "als Point gezeichnet; verlangt sind Flächen"),
        (None, "ohne Umriss in der Datei"),
        (shapely.Polygon(), "ohne Umriss in der Datei"),
        (square(100, 0), "63 km von den übrigen entfernt gezeichnet"),  # 98 sides * 111.32 km * cos(54.7°)
        (BOW_TIE, "der Ring überschneidet sich (9,40500 / 54,70500)"),
    ],
)
def test_an_outline_one_cannot_believe_is_a_fault_with_its_key(
    tmp_path: Path, outline: shapely.Geometry, sentence: str
) -> None:
    others = [(str(number), square(number, 0)) for number in range(4)]
    result = read(tmp_path, [*others, ("9", outline)])
    assert len(result.faults) == 1
    assert "Gebiet 9" in said(result)
    assert sentence in said(result)
    assert "9" not in {a.key for a in result.areas}


def test_many_outlines_with_one_fault_are_one_sentence(tmp_path: Path) -> None:
    result = read(tmp_path, [(str(number), swapped(square(number, 0))) for number in range(7)])
    assert len(result.faults) == 1
    assert "Gebiet 0, 1, 2, 3, 4 und 2 weitere: mit vertauschter" in said(result)


def test_invalid_rings_are_repaired_when_the_town_declares_it(tmp_path: Path) -> None:
    result = read(tmp_path, [("1", BOW_TIE), ("2", square(1, 0))], repair="make_valid")
    assert said(result) == ""
    repaired = next(a for a in result.areas if a.key == "1")
    assert shapely.is_valid(repaired.outline)
    assert repaired.outline.area == pytest.approx(2 * (SIDE * SIDE / 4))  # two of the four triangles of a square
    assert any("Gebiet 1 repariert: der Ring überschneidet sich" in str(remark) for remark in result.remarks)


def test_parts_of_one_key_are_one_area_even_far_apart(tmp_path: Path) -> None:
    result = read(tmp_path, [("1", square(0, 0)), ("2", square(1, 0)), ("1", square(4, 0))])
    assert said(result) == ""
    assert next(a for a in result.areas if a.key == "1").outline.equals(square(0, 0) | square(4, 0))
    # three sides of a hundredth of a degree of longitude at 54.7 degrees: 3 * 1113.2 m * cos(54.7°) = 1930 m
    assert "Gebiet 1 besteht aus 2 Umrissen, bis 1,9 km auseinander" in "\n".join(map(str, result.remarks))


def test_a_missing_column_names_the_columns_there_are(tmp_path: Path) -> None:
    result = read(tmp_path, [("1", square(0, 0))], key="Key")
    assert said(result) == (
        "city.toml, boundaries[1].key: die Datei hat keine Spalte „Key“; gemeint ist wohl „key“; sie hat key, name."
    )


def test_keys_are_written_as_the_town_writes_them(tmp_path: Path) -> None:
    rows = [
        ({"key": 7, "name": "07 Südstadt"}, square(0, 0)),
        ({"key": 12, "name": "Ohne Nummer"}, square(1, 0)),
    ]
    (tmp_path / "teile.geojson").write_text(collection(rows), encoding="utf-8")
    for fields, keys in [
        ({"key_format": "STGT{:02d}"}, ["STGT07", "STGT12"]),
        ({"key_pad": 4}, ["0007", "0012"]),
    ]:
        spec = spec_of(recipe(stadtteile(name_pattern=r"^\d+ (.+)$", **fields)))
        result = read_outlines(tmp_path, tmp_path, spec)
        assert [a.key for a in result.areas[:2]] == keys
        assert [a.name for a in result.areas[:2]] == ["Südstadt", "Ohne Nummer"]


@pytest.mark.parametrize(
    ("key", "fields", "sentence"),
    [
        ("", {}, "ist der Schlüssel leer (Umriss Nr. 2)"),
        ("A", {"key_format": "{:02d}"}, "key_format verlangt Zahlen als Schlüssel, gefunden: A"),
        ("12", {"key_pattern": r"\d"}, r"die Schlüssel 12 passen nicht zu key_pattern „\d“"),
    ],
)
def test_a_key_one_cannot_use_is_a_fault(tmp_path: Path, key: str, fields: dict[str, str], sentence: str) -> None:
    result = read(tmp_path, [("1", square(0, 0)), (key, square(1, 0))], **fields)
    assert len(result.faults) == 1
    assert sentence in said(result)


def test_areas_are_left_out_by_a_declared_rule_only(tmp_path: Path) -> None:
    shapes = [("1", square(0, 0)), ("2", square(1, 0))]
    result = read(tmp_path, shapes, drop=["2"], drop_reason="gehört zum Nachbarn")
    assert [a.key for a in result.areas] == ["1", "0"]
    assert "weggelassen: 2 (gehört zum Nachbarn)." in str(result.remarks[0])
    assert "die Schlüssel 3 gibt es nicht" in said(read(tmp_path, shapes, drop=["3"], drop_reason="…"))


def test_a_pattern_takes_several_files_as_one_set(tmp_path: Path) -> None:
    for name, key, column in (("a", "1", 0), ("b", "2", 1)):
        text = collection([({"key": key, "name": name}, square(column, 0))])
        (tmp_path / f"teil-{name}.geojson").write_text(text, encoding="utf-8")
    result = read_outlines(tmp_path, tmp_path, spec_of(recipe(stadtteile(file="teil-*.geojson"))))
    assert said(result) == ""
    assert [a.key for a in result.areas] == ["1", "2", "0"]


def test_the_city_folder_is_searched_after_the_raw_folder(tmp_path: Path) -> None:
    city, raw = tmp_path / "city", tmp_path / "raw"
    raw.mkdir()
    city.mkdir()
    (city / "teile.geojson").write_text(collection([({"key": "1", "name": ""}, square(0, 0))]), encoding="utf-8")
    assert said(read_outlines(city, raw, spec_of(recipe(stadtteile())))) == ""


def test_one_key_twice_on_one_day_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "teile.geojson").write_text(collection([({"key": "1", "name": ""}, square(0, 0))]), encoding="utf-8")
    old, new = stadtteile(valid_to=dt.date(2020, 12, 31)), stadtteile(valid_from=dt.date(2021, 1, 1))
    assert said(read_outlines(tmp_path, tmp_path, spec_of(recipe(old, new)))) == ""
    late = stadtteile(valid_to=dt.date(2021, 1, 1))
    assert "die Schlüssel 1 gelten zur selben Zeit zweimal" in said(
        read_outlines(tmp_path, tmp_path, spec_of(recipe(late, new)))
    )


def test_the_city_has_the_key_that_the_town_says(tmp_path: Path) -> None:
    (tmp_path / "stadt.geojson").write_text(collection([({"key": "7"}, square(0, 0))]), encoding="utf-8")
    city = {"level": "stadt", "file": "stadt.geojson", "format": "geojson", "key": "key"}
    result = read_outlines(tmp_path, tmp_path, spec_of(recipe(city)))
    assert "die Ebene stadt hat genau ein Gebiet, 0 (area_key); gefunden: 7." in said(result)
