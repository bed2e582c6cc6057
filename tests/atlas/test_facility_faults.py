"""What is wrong in a list of facilities, or in what the town says of it, is named with its row or field."""

import tempfile
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.facilities import AddressSpec, FacilitySpec
from tests.atlas.lists import ADDRESSED, FAR, HEAD, KITA, addresses, faults, read, workbook
from tests.checkout import ROOT


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        (HEAD + ";Kita;Kita;;9.405;54.705\n", "orte.csv, Zeile 2", "Der Schlüssel fehlt"),
        (HEAD + "K1;;Kita;;9.405;54.705\n", "orte.csv, Zeile 2", "Der Name fehlt"),
        (HEAD + "K1;Kita;;;9.405;54.705\n", "orte.csv, Zeile 2", "Die Art fehlt"),
        (HEAD + "K1;Kita;Kita;;9.405;\n", "orte.csv, Zeile 2", "„9.405“ und „“ sind keine Koordinaten"),
        (HEAD + "K1;Kita;Kita;;9.405.1;54.7\n", "orte.csv, Zeile 2", "sind keine Koordinaten (Zahlen mit Dezimalpunkt"),
        (
            HEAD + "\n" + KITA.replace("9.4", "190.4"),
            "orte.csv, Zeile 3",
            "keine Koordinaten im Bezugssystem EPSG:4326",
        ),
        (HEAD + KITA.replace("Sonne", "Sonne; Mond"), "orte.csv, Zeile 2", "hat 7 Zellen, die Kopfzeile 6"),
        (HEAD + KITA.replace("Kita Sonne", '"Kita Sonne'), "orte.csv", "keine CSV-Datei in UTF-8"),
        (HEAD.replace("places", "lon") + KITA, "orte.csv", "Die Spalten lon stehen mehrmals"),
        ("\n", "orte.csv", "vorhanden sind: keine"),
    ],
)
def test_a_row_with_a_fault_is_named(tmp_path: Path, text: str, place: str, sentence: str) -> None:
    ((found, said),) = faults(read(tmp_path, orte=text))
    assert found == place
    assert sentence in said


def test_all_faults_of_all_lists_are_named_at_once(tmp_path: Path) -> None:
    lists = [{"file": "orte.csv"}, {"file": "mehr.csv"}, {"file": "fehlt.csv"}]
    reading = read(tmp_path, *lists, orte=HEAD + KITA + FAR + KITA, mehr=HEAD + KITA.replace("60", "viele"))
    assert [place for place, _ in faults(reading)] == [
        "orte.csv, Zeile 4",  # the key again
        "orte.csv",  # outside
        "mehr.csv, Zeile 2",  # the key of the other list
        "mehr.csv, Zeile 2",  # places
        "city.toml, facilities[3], Feld file",
    ]
    assert faults(reading)[2][1] == "Der Schlüssel „K1“ steht schon in orte.csv, Zeile 2."


def test_one_address_with_two_places_is_a_fault(tmp_path: Path) -> None:
    kitas = "key;name;adr\nK1;Sonne;007\n"
    ((place, sentence),) = faults(read(tmp_path, ADDRESSED, kitas=kitas, adressen=addresses("007") + "007;1,0;2,0\n"))
    assert place == "adressen.csv, Zeile 3"
    assert "Die Adresse „007“ hat andere Koordinaten als in adressen.csv, Zeile 2" in sentence


def test_a_coordinate_of_the_address_file_is_named_there(tmp_path: Path) -> None:
    kitas = "key;name;adr\nK1;Sonne;007\n"
    ((place, _),) = faults(read(tmp_path, ADDRESSED, kitas=kitas, adressen="id;ost;nord\n007;x;y\n"))
    assert place == "adressen.csv, Zeile 2"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"decimal": ";"}, "city.toml, facilities[1], Feld decimal"),
        ({"crs": "Gauß"}, "city.toml, facilities[1], Feld crs"),
        ({"encoding": "hex"}, "orte.csv"),
        ({"encoding": "utf-16"}, "orte.csv"),
        ({"encoding": "klingonisch"}, "city.toml, facilities[1], Feld encoding"),
        ({"skip_rows": -1}, "city.toml, facilities[1], Feld skip_rows"),
        ({"address": "adr"}, "city.toml, facilities[1], Feld address"),
        ({"addresses": {"file": "a.csv", "key": "id"}}, "city.toml, facilities[1], Feld addresses"),
        ({"address": "a", "addresses": {"file": "a.csv"}}, "city.toml, facilities[1], Feld addresses"),
        (
            {"address": "a", "addresses": {"file": "a.csv", "key": "id"}},
            "city.toml, facilities[1], Feld addresses.file",
        ),
        ({"file": "../orte.csv"}, "city.toml, facilities[1], Feld file"),
        ({"provider": "Träger"}, "orte.csv"),
        ({"sheet": 3}, "city.toml, facilities[1], Feld sheet"),
    ],
)
def test_a_declaration_with_a_fault_is_named(tmp_path: Path, fields: dict[str, Any], place: str) -> None:
    assert [p for p, _ in faults(read(tmp_path, {"file": "orte.csv"} | fields, orte=HEAD + KITA))] == [place]


@pytest.mark.parametrize(
    ("content", "fields", "sentence"),
    [
        (b"no workbook", {}, "Das ist keine lesbare Arbeitsmappe"),
        (b"PK\x03\x04 no workbook", {}, "Das ist keine lesbare Arbeitsmappe"),
        (None, {"sheet": "Kitas"}, "Ein Blatt „Kitas“ gibt es nicht; vorhanden: Liste."),
        (None, {"skip_rows": 5}, "vorhanden sind: keine"),
    ],
)
def test_a_workbook_with_a_fault_is_named(
    tmp_path: Path, content: bytes | None, fields: dict[str, Any], sentence: str
) -> None:
    path = tmp_path / "orte.xlsx"
    workbook(path, ("key", "name", "type", "lon", "lat"), ("1", "A", "Kita", 9.405, 54.705))
    if content is not None:
        path.write_bytes(content)
    ((place, said),) = faults(read(tmp_path, {"file": "orte.xlsx"} | fields))
    assert place == "orte.xlsx"
    assert sentence in said


def test_a_packed_file_that_is_no_workbook_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "orte.xlsx", "w") as packed:
        packed.writestr("liste.txt", "Kita")
    assert "Das ist keine lesbare Arbeitsmappe" in faults(read(tmp_path, {"file": "orte.xlsx"}))[0][1]


def test_the_page_for_towns_explains_every_field() -> None:
    page = (ROOT / "docs" / "boundaries.md").read_text(encoding="utf-8").partition("## [[facilities]]")[2]
    named = {field.name for form in (FacilitySpec, AddressSpec) for field in fields(form)}
    assert [name for name in sorted(named) if f"`{name}`" not in page] == []


kinds = st.sampled_from(["placed", "unplaced", "blank", "no number", "too long"])


@given(st.lists(kinds, max_size=12))
def test_every_row_is_counted_once(rows: list[str]) -> None:
    written = {
        "placed": "K{};Kita;Kita;;9.405;54.705\n",
        "unplaced": "K{};Kita;Kita;;;\n",
        "blank": ";;;;;\n",
        "no number": "K{};Kita;Kita;;a;b\n",
        "too long": "K{};Kita;Kita;;9.405;54.705;x\n",
    }
    text = HEAD + "".join(written[kind].format(number) for number, kind in enumerate(rows))
    with tempfile.TemporaryDirectory() as name:
        reading = read(Path(name), orte=text)
    # a line that does not fit the header is named before any cell is looked at
    wrong = "too long" if "too long" in rows else "no number"
    assert [place for place, _ in faults(reading)] == [
        f"orte.csv, Zeile {number}" for number, kind in enumerate(rows, 2) if kind == wrong
    ]
    if wrong not in rows:
        (one,) = reading.lists
        counted = [len(one.placed), len(one.unplaced), one.blank]
        assert counted == [rows.count(kind) for kind in ("placed", "unplaced", "blank")]


@given(st.binary(max_size=200))
def test_no_junk_is_a_crash(junk: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        assert len(faults(read(Path(name), orte=HEAD.encode() + b"\x01" + junk))) >= 1
        assert len(faults(read(Path(name), orte=junk))) == 1
