"""Facilities: the point layer out of a CSV file, with every fault named."""

import json
from pathlib import Path

import pytest

from atlas.facilities import FacilityReading, facility_file
from atlas.facilities import read_facilities as read_lists

HEAD = "key;name;type;provider;places;lon;lat\n"
KITA = "K1;Kita Sonne;Kita;Stadt;60;9.41;54.71\n"


def read(raw: Path, text: str | bytes, **spec: object):
    path = raw / "orte.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    reading = read_lists({"facilities": {"file": "orte.csv", **spec}}, raw)
    return reading.facilities, reading.faults


def test_a_town_without_facilities() -> None:
    assert read_lists({}, Path("raw")) == FacilityReading()


def test_facilities_are_read_as_text(tmp_path: Path) -> None:
    (kita,), faults = read(tmp_path, HEAD + KITA)
    assert faults == []
    assert kita == {
        "key": "K1",
        "name": "Kita Sonne",
        "type": "Kita",
        "provider": "Stadt",
        "places": "60",
        "age_from": "",
        "age_to": "",
        "lon": "9.41",
        "lat": "54.71",
    }


def test_the_point_layer_has_place_type_name_and_places(tmp_path: Path) -> None:
    found, _ = read(tmp_path, HEAD + KITA + "S1;Spielplatz;Spielplatz;;;9.42;54.72\n")
    features = json.loads(facility_file(found))["features"]
    assert [f["geometry"]["coordinates"] for f in features] == [[9.41, 54.71], [9.42, 54.72]]
    assert [f["properties"]["places"] for f in features] == [60, None], "no places is not zero places"


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        ("key;name;type;lon\n", "orte.csv", "Es fehlen die Spalten lat"),
        ("", "orte.csv", "vorhanden sind: keine"),
        (HEAD + "K1;Kita;Kita;;60;9,41;54.71\n", "orte.csv, Zeile 2", "„9,41“ und „54.71“ sind keine Koordinaten"),
        (HEAD + "K1;Kita;Kita;;60;9.41;540\n", "orte.csv, Zeile 2", "sind keine Koordinaten"),
        (HEAD + "K1;Kita;Kita;;60;nan;54\n", "orte.csv, Zeile 2", "sind keine Koordinaten"),
        (HEAD + "K1;Kita\n", "orte.csv, Zeile 2", "Die Zeile hat 2 Zellen, die Kopfzeile 7"),
        (HEAD + KITA.replace("60", "viele"), "orte.csv, Zeile 2", "„viele“ ist keine Zahl von Plätzen"),
        (HEAD + KITA.replace("60", "6²"), "orte.csv, Zeile 2", "„6²“ ist keine Zahl von Plätzen"),
        (HEAD + KITA + KITA, "orte.csv, Zeile 3", "„K1“ steht schon weiter oben"),
        ("käse".encode("cp1252"), "orte.csv", "keine CSV-Datei in UTF-8"),
    ],
)
def test_what_cannot_be_read_is_a_fault_with_its_line(tmp_path: Path, text: str, place: str, sentence: str) -> None:
    _, faults = read(tmp_path, text)
    assert [f.place for f in faults] == [place]
    assert sentence in faults[0].sentence


@pytest.mark.parametrize(
    ("declared", "place"),
    [
        ({"file": "nirgends.csv"}, "city.toml, [facilities], Feld file"),
        ({}, "city.toml, [facilities]"),
        ("orte.csv", "city.toml, [facilities]"),
        ({"file": "orte.csv", "delimter": ","}, "city.toml, [facilities], Feld delimter"),
        ({"file": "orte.csv", "delimiter": ";;"}, "city.toml, [facilities], Feld delimiter"),
        ({"file": "orte.csv", "delimiter": 3}, "city.toml, [facilities], Feld delimiter"),
    ],
)
def test_what_is_wrong_in_the_declaration_is_a_fault_with_its_field(tmp_path: Path, declared, place: str) -> None:
    (tmp_path / "orte.csv").write_text(HEAD)
    assert [f.place for f in read_lists({"facilities": declared}, tmp_path).faults] == [place]
