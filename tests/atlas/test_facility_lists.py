"""Lists of facilities as offices keep them: workbooks, metres, decimal commas, address keys; and where none can be."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from atlas.facilities import facility_text, read_facilities, said_of_facilities
from tests.atlas.lists import ADDRESSED, FAR, HEAD, KITA, addresses, faults, places, read, workbook
from tests.towns import Town, town  # noqa: F401  # a fixture

# --- what is read ----------------------------------------------------------------------------------------------------


def test_several_lists_with_columns_of_their_own_are_one_layer(tmp_path: Path) -> None:
    kitas = {"file": "kitas.csv", "key": "Nr", "name": "Einrichtung", "all_of_type": "Kita", "places": "Plätze"}
    kitas |= {"x": "Länge", "y": "Breite", "decimal": ",", "provider": "Träger"}
    reading = read(
        tmp_path,
        {"file": "orte.csv"},
        kitas,
        orte=HEAD + "S1;Nordschule;Schule;;9.41;54.705\n",
        kitas="Nr;Einrichtung;Träger;Plätze;Länge;Breite\n7;Kita Mond;AWO;45;9,405;54,705\n",
    )
    assert places(reading) == [("S1", "9.41", "54.705"), ("7", "9.405", "54.705")]
    kita = reading.facilities[1]
    assert (kita["name"], kita["type"], kita["provider"], kita["places"]) == ("Kita Mond", "Kita", "AWO", "45")


def test_a_workbook_is_read_from_its_sheet_below_a_title(tmp_path: Path) -> None:
    head = ("key", "name", "type", "places", "lon", "lat")
    rows = [
        ("Kitas der Stadt",),
        head,
        (7, "Kita Mond", "Kita", 45, 9.405, 54.705),
        ("8", "B", "Kita", None, "9.41", "54.7"),
    ]
    workbook(tmp_path / "orte.xlsx", *rows)
    reading = read(tmp_path, {"file": "orte.xlsx", "sheet": "Liste", "skip_rows": 1})
    assert places(reading) == [("7", "9.405", "54.705"), ("8", "9.41", "54.7")]
    assert [f["places"] for f in reading.facilities] == ["45", ""]


def test_numbers_of_a_workbook_need_no_decimal_sign(tmp_path: Path) -> None:
    head = ("key", "name", "type", "lon", "lat")
    workbook(tmp_path / "orte.xlsx", head, ("1", "A", "Kita", 9.405, 54.705), ("2", "B", "Kita", "9,405", "54,705"))
    reading = read(tmp_path, {"file": "orte.xlsx", "decimal": ","})
    assert places(reading) == [("1", "9.405", "54.705"), ("2", "9.405", "54.705")]


@given(
    st.floats(9.4001, 9.4199),
    st.floats(54.7001, 54.7099),
    st.sampled_from(["EPSG:4326", "EPSG:25832", "EPSG:25833", "EPSG:3857"]),
    st.sampled_from([".", ","]),
)
def test_a_place_is_the_same_in_any_reference_system(lon: float, lat: float, crs: str, decimal: str) -> None:
    x, y = Transformer.from_crs(4326, crs, always_xy=True).transform(lon, lat)
    written = f"{x:.8f};{y:.8f}".replace(".", decimal)
    with tempfile.TemporaryDirectory() as name:
        spec = {"file": "orte.csv", "x": "x", "y": "y", "crs": crs, "decimal": decimal}
        reading = read(Path(name), spec, orte=f"key;name;type;x;y\nK1;Kita;Kita;{written}\n")
    ((_, found_lon, found_lat),) = places(reading)
    assert (float(found_lon), float(found_lat)) == pytest.approx((lon, lat), abs=2e-7)  # two centimetres


def test_thousands_and_blanks_in_metres(tmp_path: Path) -> None:
    x, y = Transformer.from_crs(4326, 25832, always_xy=True).transform(9.405, 54.705)
    dotted = f"{int(x):,}".replace(",", ".") + ",50"
    blank = f"{int(y):,}".replace(",", "\u00a0")
    spec = {"file": "orte.csv", "x": "x", "y": "y", "crs": "EPSG:25832", "decimal": ","}
    ((_, lon, lat),) = places(read(tmp_path, spec, orte=f"key;name;type;x;y\nK1;Kita;Kita;{dotted};{blank}\n"))
    assert (float(lon), float(lat)) == pytest.approx((9.405, 54.705), abs=2e-5)  # a metre


def test_an_address_key_leads_to_coordinates_in_a_second_file(tmp_path: Path) -> None:
    kitas = "key;name;adr\nK1;Kita Sonne;007\nK2;Kita Mond;008\n"
    reading = read(tmp_path, ADDRESSED, kitas=kitas, adressen=addresses("007", "008", "008", "009"))
    assert places(reading) == [("K1", "9.405", "54.705"), ("K2", "9.405", "54.705")]


# --- what has no place -----------------------------------------------------------------------------------------------


def test_rows_without_coordinates_are_counted_and_named(tmp_path: Path) -> None:
    rows = "K2;Kita Mond;Kita;45;;\n;;;;;\n\nK3;Kita Stern;Kita;20;9.41;54.705\n"
    reading = read(tmp_path, orte=HEAD + KITA + rows)
    assert [key for key, _, _ in places(reading)] == ["K1", "K3"]
    assert said_of_facilities(reading.lists) == [
        {
            "file": "orte.csv",
            "rows": 5,
            "placed": 2,
            "blank": 2,
            "without_coordinates": [{"row": 3, "key": "K2", "name": "Kita Mond", "reason": "keine Koordinaten"}],
            "remarks": [],
        }
    ]
    assert facility_text(reading.lists).splitlines() == [
        "",
        "Einrichtungen",
        "  orte.csv: 3 Einrichtungen, 2 mit Koordinaten, 2 leere Zeilen",
        "    nicht auf der Karte: Zeile 3, Kita Mond (K2): keine Koordinaten",
    ]


def test_an_address_that_nobody_knows_is_counted_and_named(tmp_path: Path) -> None:
    kitas = "key;name;adr\nK1;Sonne;007\nK2;Mond;7\nK3;Stern;\nK4;Wolke;009\n"
    reading = read(tmp_path, ADDRESSED, kitas=kitas, adressen=addresses("007") + "009;;\n")
    assert [key for key, _, _ in places(reading)] == ["K1"]
    assert [(u.row, u.name, u.reason) for u in reading.lists[0].unplaced] == [
        (3, "Mond", "der Adressschlüssel „7“ steht nicht in der Adressdatei"),
        (4, "Stern", "kein Adressschlüssel"),
        (5, "Wolke", "die Adressdatei hat keine Koordinaten dazu"),
    ]


def test_the_report_of_a_load_names_them(town: Town) -> None:  # noqa: F811  # the fixture
    town.write("raw/orte.csv", HEAD + "K1;Kita Sonne;Kita;60;9.405;54.705\nK2;Kita Mond;Kita;45;;\n")
    before = (town.folder / "city.toml").read_text("utf-8")
    town.write("city.toml", before + '\n[[facilities]]\nfile = "orte.csv"\n')
    loaded = town.load()
    assert "orte.csv: 2 Einrichtungen, 1 mit Koordinaten" in loaded.text
    assert "Zeile 3, Kita Mond (K2): keine Koordinaten" in loaded.text
    assert [entry["placed"] for entry in loaded.report["facilities"]] == [1]  # type: ignore[attr-defined]  # JSON
    assert [f["key"] for f in town.open().facilities] == ["K1"]


# --- what stands in a place one cannot believe -----------------------------------------------------------------------


def test_longitude_and_latitude_are_swapped(tmp_path: Path) -> None:
    swapped = "K2;Mond;Kita;;54.705;9.405\nK3;Stern;Kita;;54.705;9.41\n"
    ((place, sentence),) = faults(read(tmp_path, orte=HEAD + KITA + swapped))
    assert (place, sentence.split(";")[0]) == ("orte.csv, Zeile 3, 4", "Länge und Breite sind vertauscht")


def test_east_and_north_are_swapped_in_metres(tmp_path: Path) -> None:
    x, y = Transformer.from_crs(4326, 25832, always_xy=True).transform(9.405, 54.705)
    spec = {"file": "orte.csv", "x": "x", "y": "y", "crs": "EPSG:25832"}
    ((_, sentence),) = faults(read(tmp_path, spec, orte=f"key;name;type;x;y\nK1;Kita;Kita;{y:.2f};{x:.2f}\n"))
    assert sentence.startswith("Länge und Breite sind vertauscht")


def test_a_place_outside_of_the_town_is_a_fault_with_its_row(tmp_path: Path) -> None:
    ((place, sentence),) = faults(read(tmp_path, orte=HEAD + KITA + FAR))
    assert place == "orte.csv"
    assert sentence.startswith("Außerhalb der Stadt: Zeile 3 (Kita Fern, 1,3 km); prüfen Sie Koordinaten und crs")


def test_a_place_outside_of_the_town_is_kept_with_a_reason(tmp_path: Path) -> None:
    spec = {"file": "orte.csv", "outside_reason": "das Landesinternat gehört dazu"}
    reading = read(tmp_path, spec, orte=HEAD + FAR)
    assert len(places(reading)) == 1
    assert reading.lists[0].remarks == (
        "außerhalb der Stadt: Zeile 2 (Kita Fern, 1,3 km); das Landesinternat gehört dazu.",
    )


def test_a_door_on_the_border_is_in_the_town(tmp_path: Path) -> None:
    # 30 m north of 54.71: 0.03 km / 111.32 km a degree
    near = f"K1;Kita;Kita;;9.405;{54.71 + 0.03 / 111.32:.6f}\n"
    assert len(places(read(tmp_path, orte=HEAD + near))) == 1


def test_a_town_without_outlines_still_knows_swapped_places(tmp_path: Path) -> None:
    (tmp_path / "orte.csv").write_text(HEAD + KITA.replace("9.405;54.705", "54.705;9.405"), "utf-8")
    ((_, sentence),) = faults(read_facilities({"facilities": {"file": "orte.csv"}}, tmp_path))
    assert sentence.startswith("Länge und Breite sind vertauscht")
