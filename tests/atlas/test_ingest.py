"""Taking a town in: what is new makes a new edition, what is wrong changes nothing."""

import json

import pytest

from atlas.city import open_city
from atlas.intake.ingest import write_report
from atlas.view.values import look_values
from indicators import store
from indicators.errors import AtlasError, FaultyInput
from tests.databases import database, postgres  # noqa: F401  # fixtures
from tests.towns import Town


def rows(town: Town, indicator: str = "ant_u18") -> list[object]:
    return list(look_values(town.open(), indicator))


def sentences(town: Town) -> dict[str, str]:
    with pytest.raises(FaultyInput) as caught:
        town.load()
    return {fault.place: fault.sentence for fault in caught.value.faults}


# --- editions --------------------------------------------------------------------------------------------------------


def test_the_same_deliveries_again_make_no_new_edition(town: Town) -> None:
    first, again = town.load(), town.load()
    assert (first.edition, first.changed, again.edition, again.changed) == (1, True, 1, False)
    assert "Neuer Stand 1." in first.text
    assert "Unverändert: es gilt weiter Stand 1." in again.text
    assert again.report == first.report


def test_a_changed_file_makes_the_second_edition_and_keeps_the_first(town: Town) -> None:
    town.load()
    old = town.open()
    town.change("raw/einwohner.csv", "2023;11;1100;198;33", "2023;11;1100;199;33")
    assert town.load().edition == 2
    new = town.open()
    assert (old.edition.number, new.edition.number) == (1, 2)
    cell = old.grid("ant_u18", "stadtteil")
    assert cell is not None
    assert cell.cube.numerator[0, -1] == 198, "who has the first edition open still sees it"
    assert next(r.numerator for r in look_values(new, "ant_u18", "stadtteil", "2023")) == 199
    both = store.delivery_reports(new.engine, 1), store.delivery_reports(new.engine, 2)
    names = [{d["name"]: d["sha256"] for d in found} for found in both]
    assert names[0]["sgb2"] == names[1]["sgb2"], "an unchanged delivery is stored once"
    assert names[0]["einwohner"] != names[1]["einwohner"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("deliveries/sgb2.toml", 'title = "Nicht', 'title = "Alle nicht'),
        ("city.toml", 'title = "Sozialatlas Sechsfeld"', 'title = "Atlas"'),
        ("raw/stadtteile.geojson", "Altfeld", "Altenfeld"),
    ],
)
def test_spec_head_and_outlines_belong_to_the_edition_too(town: Town, name: str, old: str, new: str) -> None:
    town.load()
    town.change(name, old, new)
    assert town.load().edition == 2


def test_a_better_definition_makes_an_edition_out_of_the_same_deliveries(town: Town) -> None:
    town.load()
    town.write(
        "catalogue/variables/eigene.toml",
        '[bev_u18]\ntitle = "Unter 18"\nunit = "Personen"\nsource = "melderegister"\nexpression = "bev_u15 + bev_u3"\n',
    )
    town.change("deliveries/einwohner.toml", 'unter_18 = "bev_u18"\n', "")
    spec = (town.folder / "deliveries" / "einwohner.toml").read_text("utf-8")
    town.write("deliveries/einwohner.toml", spec + '[ignore]\nunter_18 = "wird abgeleitet"\n')
    assert town.load().edition == 2
    found = {r.area_key: r.numerator for r in look_values(town.open(), "ant_u18", "stadtteil", "2023")}
    assert found["11"] == 158 + 33


# --- faults change nothing -------------------------------------------------------------------------------------------


def test_a_fault_leaves_the_old_edition(town: Town) -> None:
    town.load()
    before = rows(town)
    town.change("raw/einwohner.csv", "2023;11;1100;198;33", "2023;11;1100;viele;33")
    found = sentences(town)
    assert any("viele" in sentence for sentence in found.values())
    assert town.open().edition.number == 1
    assert rows(town) == before


def test_a_fault_before_the_first_edition_leaves_no_database(town: Town) -> None:
    town.change("raw/einwohner.csv", "2023;11;1100;198;33", "2023;11;1100;viele;33")
    sentences(town)
    assert list(town.folder.glob("*.sqlite*")) == []
    with pytest.raises(AtlasError, match="noch keine Daten geladen"):
        town.open()


def test_faults_of_deliveries_outlines_and_facilities_are_named_together(town: Town) -> None:
    town.change("raw/einwohner.csv", "2023;11;1100;198;33", "2023;11;1100;viele;33")
    town.change("raw/sgb2.csv", "jahr;gebiet;nef_u15", "jahr;gebiet;nef")
    town.change("city.toml", 'file = "stadtteile.geojson"', 'file = "nirgends.geojson"')
    text = (town.folder / "city.toml").read_text("utf-8")
    town.write("city.toml", text + '\n[facilities]\nfile = "fehlt.csv"\n')
    places = " ".join(sentences(town))
    for word in ("einwohner", "sgb2", "facilities", "boundaries"):
        assert word in places, places


def test_more_children_than_residents_are_a_fault_with_the_place_and_both_numbers(town: Town) -> None:
    town.change("raw/einwohner.csv", "2023;22;110;22;0", "2023;22;110;111;0")
    found = sentences(town)["ant_u18, stadtteil 22, 2023-12-31"]
    assert "Der Zähler 111 ist größer als der Nenner 110" in found


def test_fewer_than_nobody_is_a_fault(town: Town) -> None:
    town.change("raw/einwohner.csv", "2023;22;110;22;0", "2023;22;110;-22;0")
    assert "-22 ist keine Anzahl" in sentences(town)["bev_u18, stadtteil 22, 2023-12-31"]


def test_many_faults_of_one_kind_are_counted(town: Town) -> None:
    lines = "\n".join(f"20{year};{key};10;11" for year in range(10, 20) for key in ("11", "12", "13", "21", "22", "23"))
    town.deliver("zuviel", {"n": "bev_insg", "x": "bev_u18"}, lines)
    found = sentences(town)
    assert "Weitere 55 Werte dieser Ebene" in found["ant_u18, stadtteil"]


def test_a_town_in_which_nothing_can_be_computed_says_so(town: Town) -> None:
    for path in (town.folder / "deliveries").iterdir():
        path.unlink()
    town.deliver("nur", {"n": "frauen_15_u45"}, "2023;11;9")
    with pytest.raises(AtlasError, match="lässt sich kein Indikator berechnen"):
        town.load()
    assert list(town.folder.glob("*.sqlite*")) == []


# --- the database ----------------------------------------------------------------------------------------------------


def test_every_database_gives_the_same_values(town: Town, database: str, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    town.load()
    expected = {i.id: rows(town, i.id) for i in town.open().indicators()}
    monkeypatch.setenv("ATLAS_DATABASE_URL", database)
    town.load()
    city = town.open()
    assert {i.id: list(look_values(city, i.id)) for i in city.indicators()} == expected
    assert len(expected) == 5
    assert not town.load().changed
    city.engine.dispose()


def test_a_database_of_another_town_is_refused_to_be_loaded_into_and_to_be_opened(town: Town, tmp_path) -> None:
    town.load()
    before = rows(town)
    other = Town(tmp_path / "other")
    other.change("city.toml", 'key = "sechsfeld"', 'key = "siebenfeld"')
    for suffix in ("", "-wal", "-shm"):
        path = town.folder / f"sechsfeld.sqlite{suffix}"
        if path.exists():
            (other.folder / f"other.sqlite{suffix}").write_bytes(path.read_bytes())
    for way in (other.load, other.open):
        with pytest.raises(AtlasError, match="enthält Sechsfeld"):
            way()
    assert rows(town) == before


def test_a_database_that_cannot_be_is_said_before_anything_is_read(town: Town, monkeypatch) -> None:
    (town.folder / "raw" / "einwohner.csv").unlink()
    monkeypatch.setenv("ATLAS_DATABASE_URL", "nonsense")
    with pytest.raises(AtlasError, match="ist keine Adresse einer Datenbank"):
        town.load()


def test_raw_files_may_lie_elsewhere(town: Town, tmp_path, monkeypatch) -> None:
    (town.folder / "raw").rename(tmp_path / "elsewhere")
    monkeypatch.setenv("ATLAS_RAW", str(tmp_path / "elsewhere"))
    assert town.load().edition == 1
    assert open_city(town.folder).head.name == "Sechsfeld"


# --- the report ------------------------------------------------------------------------------------------------------


def test_the_report_is_written_as_json_or_text(town: Town, tmp_path) -> None:
    loaded = town.load()
    write_report(loaded, tmp_path / "report.json")
    write_report(loaded, tmp_path / "report.txt")
    assert json.loads((tmp_path / "report.json").read_text("utf-8")) == loaded.report
    assert (tmp_path / "report.txt").read_text("utf-8") == loaded.text


def test_progress_names_every_delivery_and_ends_full(town: Town) -> None:
    from atlas.intake.ingest import load

    said: list[tuple[str, int, int]] = []
    load(town.folder, lambda what, done, of: said.append((what, done, of)))
    assert list(dict.fromkeys(what for what, _, _ in said))[:2] == [
        "Einwohner mit Hauptwohnung",
        "Nicht erwerbsfähige Leistungsberechtigte unter 15 Jahren",
    ]
    how_far = [done / of for _, done, of in said]
    assert how_far == sorted(how_far)
    assert said[-1][1] == said[-1][2]
