"""The folder of Musterstadt: it adds up, its outlines meet, it is whole, repeatable, and loads without a fault."""

import csv
import hashlib
import json
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely

from atlas.__main__ import main
from atlas.demo import write_town
from geo.crosswalk import read_crosswalk
from geo.recipe import read_spec
from indicators.catalogue import read_catalogue
from indicators.deliveries.spec import read_deliveries
from indicators.errors import AtlasError, WrongUse
from indicators.model import Flag, Status
from indicators.observations import Observations, concatenate
from indicators.plugins import discover
from tests.checkout import ROOT

CATALOGUE = ROOT / "data" / "catalogue"
CITY = "99001000"
Row = dict[str, str]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default town: 32 Stadtteile, 2014 to 2025."""
    folder = tmp_path_factory.mktemp("demo") / "musterstadt"
    write_town(folder)
    return folder


@pytest.fixture(scope="module")
def observations(town: Path) -> Observations:
    """Everything that the town delivers, as the loaders read it."""
    loaders = discover("indicators.loaders")
    readings = [loaders[d.loader].read(town / "raw", d) for d in read_deliveries(town / "deliveries")]
    return concatenate([reading.observations for reading in readings])


def rows(town: Path, pattern: str, encoding: str = "utf-8-sig", skip: int = 0) -> list[Row]:
    """The rows of raw files, read by hand."""
    found = []
    for path in sorted((town / "raw").glob(pattern)):
        lines = path.read_text(encoding).splitlines()[skip:]
        found += list(csv.DictReader(lines, delimiter=";"))
    return found


def number(text: str) -> int:
    """A count as the statistics office writes it: "-" is nothing, "p" behind it is provisional."""
    return 0 if text == "-" else int(text.rstrip("ps").replace(".", ""))


def outlines(town: Path, name: str) -> dict[str, tuple[Row, shapely.Geometry]]:
    """key -> columns and outline of one file of outlines."""
    document = json.loads((town / "raw" / "boundaries" / f"{name}.geojson").read_text("utf-8"))
    return {
        next(iter(f["properties"].values())): (f["properties"], shapely.geometry.shape(f["geometry"]))
        for f in document["features"]
    }


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_town(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("two", 5), ("other", 6)):
        write_town(tmp_path / name, areas=9, years=3, seed=seed)
    one, two, other = (fingerprint(tmp_path / name) for name in ("one", "two", "other"))
    assert one == two
    assert one["raw/boundaries/stadt.geojson"] != other["raw/boundaries/stadt.geojson"]
    assert one["raw/statistik/einwohner_2023-2025.csv"] != other["raw/statistik/einwohner_2023-2025.csv"]


def test_age_groups_nest_and_add_up_to_the_residents(town: Path) -> None:
    for row in rows(town, "statistik/einwohner_*.csv"):
        count = {name: number(text) for name, text in row.items() if name not in ("Gebiet", "Name", "Zeit")}
        place = row["Gebiet"], row["Zeit"]
        assert (place, count["unter 3"] + count["3 bis unter 6"]) == (place, count["unter 6"])
        middle = count["6 bis unter 10"] + count["10 bis unter 14"] + count["14 bis unter 18"]
        assert (place, count["unter 6"] + middle) == (place, count["unter 18"])
        assert (place, count["unter 18"] + count["18 bis unter 21"]) == (place, count["unter 21"])
        assert (place, count["unter 21"] - count["unter 6"]) == (place, count["6 bis unter 21"])
        assert (place, count["unter 15"] + count["15 bis unter 65"]) == (place, count["unter 65"])
        assert (place, count["unter 18"] + count["18 bis unter 65"]) == (place, count["unter 65"])
        assert (place, count["unter 65"] + count["65 und älter"]) == (place, count["Einwohner"])


def test_the_city_total_is_the_sum_and_the_residual_is_small(town: Path) -> None:
    residents = rows(town, "statistik/einwohner_*.csv")
    benefits = rows(town, "arbeitsagentur/grundsicherung_2024.csv", skip=1)
    for year in range(2014, 2026):
        of_year = [row for row in residents if row["Zeit"] == str(year)]
        parts = [number(row["Einwohner"]) for row in of_year if row["Gebiet"] != CITY]
        assert len(parts) == 32
        assert [number(row["Einwohner"]) for row in of_year if row["Gebiet"] == CITY] == [sum(parts)]
    by_key = {row["Gebiet"]: number(row["Leistungsberechtigte"]) for row in benefits}
    city, rest = by_key.pop(CITY), by_key.pop("ohne Zuordnung")
    assert sum(by_key.values()) + rest == city
    assert 0 < rest < 0.01 * city


def test_outlines_of_every_level_meet_exactly_and_cover_the_same_land(town: Path) -> None:
    city = outlines(town, "stadt")[CITY][1]
    for name, count in (
        ("bezirk", 6),
        ("sozialraum", 12),
        ("stadtteile_bis_2019", 32),
        ("stadtteile_ab_2020", 32),
    ):
        shapes = [shape for _, shape in outlines(town, name).values()]
        assert (name, len(shapes)) == (name, count)
        assert shapely.is_valid(shapes).all()
        assert (name, shapely.coverage_is_valid(shapes)) == (name, True)
        together = shapely.coverage_union_all(shapes)
        assert together.symmetric_difference(city).area < 1e-12


def test_stadtteile_lie_in_their_bezirk_and_sozialraum_and_some_sozialraeume_cross_bezirke(town: Path) -> None:
    parts = outlines(town, "stadtteile_ab_2020")
    crossing = Counter()
    for level in ("bezirk", "sozialraum"):
        for key, (_, shape) in outlines(town, level).items():
            inside = [part for columns, part in parts.values() if columns[level] == key]
            assert shapely.coverage_union_all(inside).symmetric_difference(shape).area < 1e-12
    for columns, _ in parts.values():
        crossing[columns["sozialraum"]] |= 1 << int(columns["bezirk"])
    assert sum(bezirke.bit_count() > 1 for bezirke in crossing.values()) >= 4


def test_the_reform_splits_one_stadtteil_merges_two_and_leaves_the_others_alone(town: Path) -> None:
    before, today = outlines(town, "stadtteile_bis_2019"), outlines(town, "stadtteile_ab_2020")
    gone, new = sorted(before.keys() - today.keys()), sorted(today.keys() - before.keys())
    assert (len(gone), len(new)) == (3, 3)
    for key in before.keys() & today.keys():
        assert before[key][1].equals_exact(today[key][1], 0)
        assert before[key][0] == today[key][0]
    pairs = [(row["alt"], row["neu"]) for row in rows(town, "reform_2020.csv") if row["alt"] in gone]
    assert sorted({old for old, _ in pairs}) == gone and sorted({key for _, key in pairs}) == new
    for old, key in pairs:
        overlap = before[old][1].intersection(today[key][1]).area
        assert overlap == pytest.approx(min(before[old][1].area, today[key][1].area), rel=1e-6)


def test_the_crosswalk_is_one_that_geo_accepts(town: Path) -> None:
    recipe, faults = read_spec(tomllib.loads((town / "city.toml").read_text("utf-8")))
    (spec,) = recipe.crosswalks
    before, today = outlines(town, "stadtteile_bis_2019"), outlines(town, "stadtteile_ab_2020")
    crosswalk, wrong, remarks = read_crosswalk(town / "raw" / spec.file, spec, before.keys(), today.keys())
    assert ([*faults], wrong, remarks) == ([], [], [])
    assert len(crosswalk.weights) == 29 + 2 + 2  # unchanged, one into two, two into one


def test_every_variable_of_the_default_catalogue_is_delivered(observations: Observations) -> None:
    wanted = set(read_catalogue([CATALOGUE]).variables)
    assert sorted(wanted - set(observations.variables)) == []


def test_every_status_occurs_and_the_last_year_is_provisional(observations: Observations) -> None:
    assert sorted(Status(code).name for code in np.unique(observations.status)) == sorted(s.name for s in Status)
    residents = observations.variable == observations.variables.index("bev_insg")
    last = np.array([period.year == 2025 for period in observations.periods])[observations.period]
    ok = observations.status == Status.ok
    marked = (observations.flags & Flag.provisional) > 0
    assert marked[residents & last & ok].all() and not marked[residents & ~last].any()


def test_periods_are_of_the_kind_that_the_catalogue_says(observations: Observations) -> None:
    kinds = {name: variable.time for name, variable in read_catalogue([CATALOGUE]).variables.items()}
    found = set(zip(observations.variable.tolist(), observations.period.tolist(), strict=True))
    periods: dict[str, list[str]] = {}
    for variable, period in sorted(found):
        name = observations.variables[variable]
        assert (name, observations.periods[period].kind) == (name, kinds[name])
        periods.setdefault(name, []).append(observations.periods[period].iso)
    assert periods["bev_insg"] == [f"{year}-12-31" for year in range(2014, 2026)]
    assert periods["betreut_u3"] == [f"{year}-03-01" for year in range(2014, 2026)]
    assert periods["wahl_berecht"] == ["2014-05-25", "2019-05-26", "2024-06-09"]
    assert "2020/2021" in periods["gs_insg"] and "2020/2021" not in periods["seu_unters"]


def test_one_area_has_no_residents_at_all(observations: Observations, town: Path) -> None:
    harbour = next(k for k, (c, _) in outlines(town, "stadtteile_ab_2020").items() if c["name"] == "Industriehafen")
    at_harbour = observations.area == observations.areas.index(harbour)
    for name in ("bev_insg", "bev_u18", "hh_insg", "sgb2_lb", "seu_unters"):
        cells = at_harbour & (observations.variable == observations.variables.index(name))
        assert cells.any()
        assert set(observations.status[cells].tolist()) == {Status.zero}


def test_150_facilities_stand_inside_the_town_but_not_in_the_harbour(town: Path) -> None:
    parts = outlines(town, "stadtteile_ab_2020")
    facilities = rows(town, "facilities.csv")
    assert len(facilities) == 150 == len({row["key"] for row in facilities}) == len({row["name"] for row in facilities})
    kinds = {"Kita", "Grundschule", "Weiterführende Schule", "Jugendzentrum", "Beratungsstelle", "Spielplatz"}
    assert {row["type"] for row in facilities} == kinds
    for row in facilities:
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        (home,) = (columns for columns, shape in parts.values() if shape.covers(point))
        assert home["name"] != "Industriehafen"
        assert int(row["age_from"]) < int(row["age_to"])
        assert (
            (int(row["places"]) > 0) == (row["type"] not in ("Beratungsstelle", "Spielplatz"))
            if row["places"]
            else True
        )


def test_the_town_loads_without_a_fault_and_shows_all_indicators(town: Path) -> None:
    from atlas.intake.ingest import load

    loaded = load(town)
    assert loaded.changed
    assert "Schlüssel ohne Gebiet\n  keine" in loaded.text
    assert "ungleich" not in loaded.text


def test_a_new_town_replaces_the_files_of_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    write_town(tmp_path, areas=6, years=4)
    (tmp_path / "notizen.txt").write_text("bleibt", "utf-8")
    write_town(tmp_path, areas=5, years=2)
    assert (tmp_path / "notizen.txt").read_text("utf-8") == "bleibt"
    assert sorted(p.name for p in (tmp_path / "raw" / "statistik").glob("einwohner*")) == ["einwohner_2024-2025.csv"]
    assert not (tmp_path / ".neu").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"areas": 3}, "--areas 3: erlaubt sind 4 bis 12.000 Stadtteile."),
        ({"areas": 12_001}, "--areas 12001: erlaubt sind 4 bis 12.000 Stadtteile."),
        ({"years": 0}, "--years 0: erlaubt sind 1 bis 40 Jahre (sie enden 2025)."),
        ({"years": 41}, "--years 41: erlaubt sind 1 bis 40 Jahre (sie enden 2025)."),
        ({"seed": -1}, "--seed -1: erlaubt sind ganze Zahlen ab 0."),
    ],
)
def test_numbers_out_of_range_are_one_sentence(tmp_path: Path, arguments: dict[str, int], said: str) -> None:
    with pytest.raises(WrongUse) as wrong:
        write_town(tmp_path / "stadt", **arguments)
    assert str(wrong.value) == said
    assert not (tmp_path / "stadt").exists()


def test_a_folder_with_other_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "city.toml").write_text('key = "flensburg"\n', "utf-8")
    with pytest.raises(WrongUse, match="nicht leer und keine erfundene Stadt"):
        write_town(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["city.toml"]
    with pytest.raises(WrongUse, match="ist eine Datei; nennen Sie einen Ordner"):
        write_town(tmp_path / "city.toml")
    with pytest.raises(AtlasError, match="lässt sich nicht schreiben"):
        write_town(tmp_path / "city.toml" / "stadt", areas=4, years=1)


def test_the_command_writes_a_town_and_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", str(tmp_path / "a"), "--areas", "4", "--years", "1", "--seed", "7"]) == 0
    assert (tmp_path / "a" / "city.toml").is_file()
    assert main(["demo", str(tmp_path / "b"), "--areas", "2"]) == 2
    assert capsys.readouterr().err == "--areas 2: erlaubt sind 4 bis 12.000 Stadtteile.\n"
