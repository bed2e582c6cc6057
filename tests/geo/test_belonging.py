"""One key is one place: a part in another parent is a fault unless the town has declared a correction."""

from pathlib import Path

import pytest
import shapely

from geo.outlines import OutlineResult, read_outlines
from tests.geo.drawing import collection, recipe, said, spec_of, square, stadtteile


def with_bezirke(folder: Path, shapes: list[tuple[str, str, shapely.Geometry]], **fields: object) -> OutlineResult:
    """Two Bezirke of 4 x 1 squares, A below B, and these (key, name, outline) as Stadtteile of them."""
    halves = [({"key": "A"}, square(0, 0, 4, 1)), ({"key": "B"}, square(0, 1, 4, 1))]
    (folder / "bezirke.geojson").write_text(collection(halves), encoding="utf-8")
    rows = [({"key": key, "name": name}, outline) for key, name, outline in shapes]
    (folder / "teile.geojson").write_text(collection(rows), encoding="utf-8")
    bezirke = {"level": "bezirk", "file": "bezirke.geojson", "format": "geojson", "key": "key"}
    parts = stadtteile(parents={"bezirk": {"prefix": 1}}, **fields)
    return read_outlines(folder, folder, spec_of(recipe(bezirke, parts)))


SCHLOSS = [
    ("A1", "Schloss", square(0, 0)),
    ("A1", "Schloss", square(3, 1)),
    ("B1", "Feld", square(0, 1, 3, 1)),
]


def test_two_places_with_one_key_are_a_fault(tmp_path: Path) -> None:
    result = with_bezirke(tmp_path, SCHLOSS)
    assert len(result.faults) == 1
    assert "der Schlüssel A1 (2 Umrisse tragen ihn) gehört nach seiner Angabe zu bezirk A" in said(result)
    assert "liegen in bezirk B" in said(result)
    assert "[[boundaries.correction]]" in said(result)


@pytest.mark.parametrize(
    "within",
    [
        {"parent_outline": "bezirk:B"},
        {"near": [9.435, 54.715]},
        {"parent_outline": "bezirk:B", "name": "Schloss", "columns": {"key": "A1"}},
    ],
)
def test_a_declared_correction_gives_the_second_place_its_own_key(tmp_path: Path, within: dict[str, object]) -> None:
    correction = {"key": "A1", "new_key": "B2", "reason": "die Datei nennt zweimal A1", "within": within}
    result = with_bezirke(tmp_path, SCHLOSS, correction=[correction])
    assert said(result) == ""
    places = {a.key: (a.parents["bezirk"], a.outline) for a in result.areas if a.level == "stadtteil"}
    assert places["A1"][0] == "A"
    assert places["A1"][1].equals(square(0, 0))
    assert places["B2"][0] == "B"
    assert places["B2"][1].equals(square(3, 1))
    told = [r.sentence for r in result.remarks if "Berichtigung" in r.sentence]
    assert told == ["Berichtigung: A1 heißt B2 (Umriss Nr. 2); die Datei nennt zweimal A1."]
    assert result.report["boundaries"][1]["corrections"] == [
        {"key": "A1", "new_key": "B2", "reason": "die Datei nennt zweimal A1"}
    ]


@pytest.mark.parametrize(
    ("within", "sentence"),
    [
        ({"name": "Burg"}, "kein Umriss mit dem Schlüssel A1 erfüllt die Bedingung"),
        ({"parent_outline": "bezirk:C"}, "„bezirk:C“ hat keinen Umriss"),
        ({"columns": {"ORT": "x"}}, "die Datei hat keine Spalte „ORT“"),
    ],
)
def test_a_correction_that_corrects_nothing_is_a_fault(
    tmp_path: Path, within: dict[str, object], sentence: str
) -> None:
    correction = {"key": "A1", "new_key": "B2", "reason": "…", "within": within}
    assert sentence in said(with_bezirke(tmp_path, SCHLOSS, correction=[correction]))


def test_one_key_with_two_names_is_a_fault(tmp_path: Path) -> None:
    result = with_bezirke(tmp_path, [("A1", "Alt", square(0, 0)), ("A1", "Neu", square(1, 0))])
    assert "der Schlüssel A1 steht für 2 Umrisse mit den Namen Alt, Neu" in said(result)


def test_an_outline_outside_of_every_parent_is_a_fault(tmp_path: Path) -> None:
    result = with_bezirke(tmp_path, [("A1", "Alt", square(0, 0)), ("A2", "Fern", square(8, 0))])
    assert "Gebiet A2" in said(result)
    assert "außerhalb aller Umrisse der Ebene bezirk" in said(result)


def test_a_splinter_beyond_the_border_is_a_remark(tmp_path: Path) -> None:
    splinter = square(2, 1, 0.1, 0.05)  # 64 m * 56 m = 0.4 ha
    result = with_bezirke(tmp_path, [("A1", "Alt", square(0, 0) | splinter)])
    assert said(result) == ""
    assert "ein Teil von A1 (0,4 ha) liegt außerhalb von bezirk A" in "\n".join(map(str, result.remarks))


def test_areas_without_a_name_are_called_by_their_key(tmp_path: Path) -> None:
    result = with_bezirke(tmp_path, [("A1", "", square(0, 0)), ("A2", "Zwei", square(1, 0))])
    assert {a.key: a.name for a in result.areas} == {
        "A": "A",
        "B": "B",
        "A1": "A1",
        "A2": "Zwei",
        "0": "Feldstadt",
    }
    assert "stadtteil: ohne Namen, also nach dem Schlüssel benannt: A1." in map(str, result.remarks)


def test_two_areas_may_have_one_name(tmp_path: Path) -> None:
    result = with_bezirke(tmp_path, [("A1", "Feld", square(0, 0)), ("B1", "Feld", square(0, 1))])
    assert said(result) == ""
