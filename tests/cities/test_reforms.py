"""Berlin and Musterstadt over their reforms: converted counts against the raw files and the table of weights."""

import csv
import shutil
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from atlas.city import City, open_city
from atlas.demo import write_town
from atlas.intake.ingest import load
from indicators.model import Flag
from tests.checkout import ROOT
from tests.cities.towns import raw_folder, rows
from tests.shared import needs_shared

YEARS = range(2015, 2021)
YOUNG = ("inhabitants_age_below_6", "inhabitants_age_6_15", "inhabitants_age_15_18")


@pytest.fixture(scope="module")
def berlin(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Berlin with its residents by age."""
    folder = tmp_path_factory.mktemp("reforms") / "berlin"
    shutil.copytree(ROOT / "data" / "berlin", folder, ignore=shutil.ignore_patterns("*.sqlite*", "deliveries"))
    (folder / "deliveries").mkdir()
    shutil.copy(ROOT / "data" / "berlin" / "deliveries" / "bevoelkerung_alter.toml", folder / "deliveries")
    return opened(folder, raw_folder("berlin"))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reforms") / "musterstadt"
    write_town(folder)
    return folder


@pytest.fixture(scope="module")
def musterstadt(invented: Path) -> City:
    return opened(invented, invented / "raw")


def opened(folder: Path, files: Path) -> City:
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("ATLAS_DATABASE_URL", raising=False)
        environment.setenv("ATLAS_RAW", str(files))
        load(folder)
        return open_city(folder)


def weights() -> list[tuple[str, str, float]]:
    """The published shares of land, brought to 1 for every old Prognoseraum."""
    table = rows("berlin", "crosswalk/pgr2020_pgr2021_area.csv", ",")
    sums: dict[str, float] = defaultdict(float)
    for row in table:
        sums[row["pgr2020"]] += float(row["share_of_old"])
    return [(r["pgr2020"], r["pgr2021"], float(r["share_of_old"]) / sums[r["pgr2020"]]) for r in table]


def expected(year: int, columns: tuple[str, ...]) -> dict[str, float]:
    """Residents of the new Prognoseräume in a year before there were any."""
    file = f"pop/pop-{year}-12-t2-forecast-areas.csv"
    counted = {r["id"]: sum(float(r[c]) for c in columns) for r in rows("berlin", file, ",") if len(r["id"]) == 4}
    sums: dict[str, float] = defaultdict(float)
    for old, new, weight in weights():
        sums[new] += counted[old] * weight
    return dict(sums)


@needs_shared
def test_ten_years_of_berlin_stand_on_the_prognoseraeume_of_today(berlin: City) -> None:
    older, said = berlin.comparisons
    assert (said.level, said.day.isoformat(), said.basis) == ("prognoseraum", "2021-01-01", "Fläche")
    assert (older.level, older.word, older.basis) == ("prognoseraum", "2020-12-31", "Fläche")
    grid = berlin.grid("ant_u18", "prognoseraum", "heute")
    assert grid is not None
    cube = grid.cube
    assert [p.year for p in cube.periods] == list(range(2015, 2025))
    today = {new for _, new, _ in weights()}
    assert {k for k, there in zip(cube.keys, cube.exists, strict=True) if there.all()} == today
    for year in YEARS:
        column = [p.year for p in cube.periods].index(year)
        young, all_ages = expected(year, YOUNG), expected(year, ("inhabitants",))
        found = {k: (cube.numerator[r, column], cube.denominator[r, column]) for r, k in enumerate(cube.keys)}  # type: ignore[index]  # a share has one
        for key in today:
            assert found[key] == pytest.approx((young[key], all_ages[key]), rel=1e-9), (key, year)


@needs_shared
def test_the_residents_of_berlin_survive(berlin: City) -> None:
    grid = berlin.grid("bev_insg", "prognoseraum", "heute")
    assert grid is not None
    for year in YEARS:
        file = f"pop/pop-{year}-12-t2-city.csv"
        column = [p.year for p in grid.cube.periods].index(year)
        (city,) = rows("berlin", file, ",")
        assert np.nansum(grid.cube.numerator[:, column]) == pytest.approx(float(city["inhabitants"]), rel=1e-9)


def returned(year: int, columns: tuple[str, ...]) -> dict[str, float]:
    """Residents of the Prognoseräume of 2020 in a year after their reform: shares of the new ones, brought to 1."""
    table = rows("berlin", "crosswalk/pgr2020_pgr2021_area.csv", ",")
    file = f"pop/pop-{year}-12-t2-forecast-areas.csv"
    counted = {r["id"]: sum(float(r[c]) for c in columns) for r in rows("berlin", file, ",") if len(r["id"]) == 4}
    sums: dict[str, float] = defaultdict(float)
    for row in table:
        sums[row["pgr2021"]] += float(row["share_of_new"])
    there: dict[str, float] = defaultdict(float)
    for row in table:
        there[row["pgr2020"]] += counted[row["pgr2021"]] * float(row["share_of_new"]) / sums[row["pgr2021"]]
    return dict(there)


@needs_shared
def test_ten_years_of_berlin_stand_on_the_prognoseraeume_before_the_reform(berlin: City) -> None:
    """All 60 of 2020; among them Moabit (0102), of whose land a part went to Wedding (0140)."""
    grid = berlin.grid("ant_u18", "prognoseraum", "2020-12-31")
    own = berlin.grid("ant_u18", "prognoseraum")
    assert grid is not None
    assert own is not None
    cube = grid.cube
    assert [p.year for p in cube.periods] == list(range(2015, 2025))
    former = {old for old, _, _ in weights()}
    assert {k for k, there in zip(cube.keys, cube.exists, strict=True) if there.all()} == former
    assert len(former) == 60
    row = {key: place for place, key in enumerate(cube.keys)}
    for year in range(2021, 2025):
        column = [p.year for p in cube.periods].index(year)
        young, all_ages = returned(year, YOUNG), returned(year, ("inhabitants",))
        for key in former:
            found = cube.numerator[row[key], column], cube.denominator[row[key], column]  # type: ignore[index]  # a share has one
            assert found == pytest.approx((young[key], all_ages[key]), rel=1e-9), (key, year)
        assert np.nansum(cube.denominator[:, column]) == pytest.approx(  # type: ignore[index]  # a share has one
            np.nansum(own.cube.denominator[:, column]),
            rel=1e-9,  # type: ignore[index]  # a share has one
        )
        assert cube.flags[row["0102"], column] & Flag.estimated
    last = [p.year for p in cube.periods].index(2020)
    assert cube.numerator[row["0102"], last] == own.cube.numerator[row["0102"], last], "until the reform as delivered"


def cell(city: City, vintage: str, level: str, key: str, year: int) -> tuple[float, float, bool]:
    """Young and all residents of one area in one year, and whether they are an estimate."""
    grid = city.grid("ant_u18", level, vintage)
    assert grid is not None
    cube = grid.cube
    assert cube.denominator is not None
    at = cube.keys.index(key), [p.year for p in cube.periods].index(year)
    return float(cube.numerator[at]), float(cube.denominator[at]), bool(cube.flags[at] & Flag.estimated)


def delivered(year: int, key: str) -> tuple[float, float]:
    """Young and all residents of a Prognoseraum, as the raw file has them."""
    (row,) = [r for r in rows("berlin", f"pop/pop-{year}-12-t2-forecast-areas.csv", ",") if r["id"] == key]
    return sum(float(row[c]) for c in YOUNG), float(row["inhabitants"])


@needs_shared
def test_gatow_kladow_kept_its_borders_and_has_its_delivered_numbers_on_either_side(berlin: City) -> None:
    """0504 became 0540: the table has one row for it, of the whole land both ways."""
    assert cell(berlin, "heute", "prognoseraum", "0540", 2018) == (*delivered(2018, "0504"), False)
    assert cell(berlin, "2020-12-31", "prognoseraum", "0504", 2023) == (*delivered(2023, "0540"), False)


@needs_shared
def test_wilmersdorf_zentrum_is_the_sum_of_its_weighted_parts(berlin: City) -> None:
    """0450 is all of CW 5 (0405) and 0.2362 of CW 3 (0403), whose other rows are 0.7636 and nothing else."""
    whole, divided, part = delivered(2018, "0405"), delivered(2018, "0403"), 0.2362 / (0.2362 + 0.7636)
    young, people, guessed = cell(berlin, "heute", "prognoseraum", "0450", 2018)
    assert (young, people) == pytest.approx([w + part * d for w, d in zip(whole, divided, strict=True)], rel=1e-9)
    assert guessed
    # the way back: 0.2362 of CW 3 are 0.3381 of the new area, CW 5 0.6618 of it
    new, other = delivered(2023, "0450"), 0.6618 / (0.6618 + 0.3381)
    back = cell(berlin, "2020-12-31", "prognoseraum", "0405", 2023)
    assert back == (pytest.approx(other * new[0], rel=1e-9), pytest.approx(other * new[1], rel=1e-9), True)


def counted(folder: Path, year: int, key: str) -> tuple[float, float]:
    """Young and all residents of a Stadtteil of Musterstadt, as the raw file has them."""
    span = "2014-2019" if year < 2020 else "2020-2025"
    path = folder / "raw" / "statistik" / f"einwohner_{span}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = [r for r in csv.DictReader(file, delimiter=";") if (r["Gebiet"], r["Zeit"]) == (key, str(year))]
    return float(row["unter 18"]), float(row["Einwohner"])


def test_the_way_back_of_musterstadt(invented: Path, musterstadt: City) -> None:
    """0605 stayed; 0604 was divided into 0607 and 0608; 0601 and 0603 became 0609, parted by their last residents."""

    def back(key: str) -> tuple[float, float, bool]:
        return cell(musterstadt, "2019-12-31", "stadtteil", key, 2022)

    assert back("0605") == (*counted(invented, 2022, "0605"), False)
    pieces = zip(counted(invented, 2022, "0607"), counted(invented, 2022, "0608"), strict=True)
    assert back("0604") == (*(sum(pair) for pair in pieces), False)
    one, other = counted(invented, 2019, "0601")[1], counted(invented, 2019, "0603")[1]
    young, people = counted(invented, 2022, "0609")
    for key, residents in (("0601", one), ("0603", other)):
        part = residents / (one + other)
        assert back(key) == (pytest.approx(part * young, rel=1e-9), pytest.approx(part * people, rel=1e-9), True)


def test_every_stadtteil_of_musterstadt_has_an_unbroken_line(musterstadt: City) -> None:
    grid, before = musterstadt.grid("ant_u18", "stadtteil", "heute"), musterstadt.grid("ant_u18", "stadtteil")
    assert grid is not None
    assert before is not None
    cube, own = grid.cube, before.cube
    there = cube.exists.any(axis=1)
    assert cube.exists[there].all(), "who is there today is there in every year"
    silent = {cube.keys[r] for r in np.flatnonzero(there) if np.isnan(grid.value[r]).any()}
    assert cube.denominator is not None
    nobody = {key for key, n in zip(cube.keys, cube.denominator, strict=True) if (n == 0).all()}
    assert silent == nobody, "a share of nobody is no number, every other area has a value in every year"
    assert not (cube.flags & Flag.break_before).any()
    assert (own.flags & Flag.break_before).any() or (own.exists[there] != cube.exists[there]).any()
    estimated = {k for k, f in zip(cube.keys, cube.flags, strict=True) if (f & Flag.estimated).any()}
    assert estimated == {"0607", "0608"}, "one Stadtteil was divided, and two became one whole"
    row = {key: place for place, key in enumerate(cube.keys)}
    last = [p.year for p in cube.periods].index(2019)
    assert cube.numerator[row["0609"], last] == own.numerator[row["0601"], last] + own.numerator[row["0603"], last]
    divided = cube.numerator[row["0607"], last] + cube.numerator[row["0608"], last]
    assert divided == pytest.approx(own.numerator[row["0604"], last])
