"""Areas, years and dates: who exists when, which series are broken, and whose residents a number is held against.

On 1 January 2023 Carlsfeld (13) ends, and Neufeld (14) begins on its land; Dornfeld (21) keeps its key and loses
its eastern half to Eichfeld (22).
"""

import datetime as dt
import json

import pytest

from atlas.city import City
from atlas.selection import Selection
from atlas.view import look, look_matrix, look_profile, look_table
from atlas.view.look import ABSENT
from atlas.view.values import look_values
from tests.towns import SIX, Town


@pytest.fixture
def reformed(town: Town) -> City:
    document = json.loads((SIX / "raw" / "stadtteile.geojson").read_text("utf-8"))
    for feature in document["features"]:
        key = feature["properties"]["key"]
        if key == "13":
            feature["properties"] |= {"key": "14", "name": "Neufeld"}
        ring = feature["geometry"]["coordinates"][0]
        if key == "21":
            ring[1][0] = ring[2][0] = 9.43
        if key == "22":  # an L around what is left of Dornfeld
            ring[:] = [
                [9.42, 54.712],
                [9.44, 54.712],
                [9.44, 54.736],
                [9.43, 54.736],
                [9.43, 54.724],
                [9.42, 54.724],
                [9.42, 54.712],
            ]
    town.write("raw/stadtteile_2023.geojson", json.dumps(document))
    town.change(
        "city.toml",
        'file = "stadtteile.geojson"\n',
        'file = "stadtteile.geojson"\nvalid_to = 2022-12-31\n',
    )
    text = (town.folder / "city.toml").read_text("utf-8")
    start = text.index('[[boundaries]]\nlevel = "stadtteil"')
    end = text.index("[[boundaries]]", start + 1)
    again = text[start:end].replace("stadtteile.geojson", "stadtteile_2023.geojson")
    town.write("city.toml", text + "\n" + again.replace("valid_to = 2022-12-31", "valid_from = 2023-01-01"))
    for name in ("einwohner", "sgb2"):
        (town.folder / "deliveries" / f"{name}.toml").unlink()
    rows = []
    for year in range(2020, 2026):
        last = "14" if year >= 2023 else "13"
        rows += [
            f"{year};{key};{100 * place + year - 2000};{10 * place}"
            for place, key in enumerate(("11", "12", last, "21", "22", "23"), 1)
        ]
    town.deliver("bev", {"n": "bev_insg", "u": "bev_u18"}, "\n".join(rows))
    town.load()
    return town.open()


def keys(city: City, year: int) -> list[str]:
    return [r.area_key for r in look_values(city, "ant_u18", "stadtteil", str(year))]


def test_an_area_out_of_its_time_is_absent_and_not_missing(reformed: City) -> None:
    assert keys(reformed, 2022) == ["11", "12", "13", "21", "22", "23"]
    assert keys(reformed, 2023) == ["11", "12", "14", "21", "22", "23"]
    found = look(Selection("ant_u18", "stadtteil", "2023-12-31"), reformed)
    assert [c.key for c in found.cells] == ["11", "12", "14", "21", "22", "23"]
    assert found.legend.statuses == ()


def test_the_map_knows_who_is_absent_and_which_outlines_to_show(reformed: City) -> None:
    matrix = look_matrix(Selection("ant_u18", "stadtteil", "2023-12-31"), reformed)
    absent = {
        period["iso"][:4]: [k for k, s in zip(reformed.tree.keys["stadtteil"], row, strict=True) if s == ABSENT]
        for period, row in zip(matrix.header["periods"], matrix.statuses, strict=True)
    }
    assert absent == {str(y): ["14" if y < 2023 else "13"] for y in range(2020, 2026)}
    assert [p["vintage"] for p in matrix.header["periods"]] == [0, 0, 0, 1, 1, 1]


def test_bezirke_and_the_city_go_on_over_the_reform(reformed: City) -> None:
    for year in (2022, 2023):
        (row,) = look_values(reformed, "ant_u18", "bezirk", str(year), "1")
        assert (row.numerator, row.denominator) == (10 + 20 + 30, 100 + 200 + 300 + 3 * (year - 2000))


def test_a_chosen_area_that_is_gone_says_so_and_keeps_its_line(reformed: City) -> None:
    found = look(Selection("ant_u18", "stadtteil", "2024-12-31", ("13", "11")), reformed)
    gone = found.chosen[0]
    assert (gone.key, gone.value, gone.full) == ("13", None, "gibt es zu diesem Zeitpunkt nicht")
    assert found.reading.startswith("Altfeld, 31.12.2024")
    assert found.group is None, "one area is no group"
    (line,) = (s for s in found.series if s.key == "13")
    assert [p.year for p in line.periods] == [2020, 2021, 2022]


def test_a_series_is_broken_where_a_key_came_to_stand_for_other_land(reformed: City) -> None:
    found = look(Selection("ant_u18", "stadtteil", "2024-12-31", ("11", "21", "22")), reformed)
    assert {s.key: [p.year for p in s.breaks] for s in found.series if s.role == "area"} == {
        "11": [],
        "21": [2023],
        "22": [2023],
    }


def test_no_growth_is_computed_over_a_break_or_from_nothing(reformed: City) -> None:
    rows = {r.area_key: r for r in look_values(reformed, "bev_entw_5j", "stadtteil", "2025")}
    assert rows["11"].numerator == 5
    assert rows["11"].value == 100 * 5 / 120
    assert [rows[key].status for key in ("14", "21", "22")] == ["missing"] * 3
    (city,) = look_values(reformed, "bev_entw_5j", "stadt", "2025")
    assert (city.numerator, city.denominator) == (6 * 5, sum(100 * p + 20 for p in range(1, 7)))


def test_a_profile_and_a_table_hold_who_exists(reformed: City) -> None:
    rows = [key for key, _, _ in look_table(reformed, "stadtteil", ("ant_u18",)).rows]
    assert rows == ["11", "12", "14", "21", "22", "23"]
    rows = [key for key, _, _ in look_table(reformed, "stadtteil", ("ant_u18",), 2021).rows]
    assert rows == ["11", "12", "13", "21", "22", "23"]
    (section,) = look_profile(reformed, "stadtteil", ("13",), indicators=("ant_u18",)).sections
    assert [r.period.year for r in section[1]] == [2022]


def test_areas_taken_together_break_where_one_of_them_ends(reformed: City) -> None:
    (section,) = look_profile(reformed, "stadtteil", ("12", "13", "14"), indicators=("ant_u18",)).sections
    (row,) = section[1]
    assert [p.year for p in row.trend.periods] == list(range(2020, 2026))
    assert [p.year for p in row.trend.breaks] == [2023]
    assert [c.numerator for c in row.trend.cells] == [20 + 30] * 6


# --- dates of denominators -------------------------------------------------------------------------------------------


def test_kita_children_of_1_march_are_held_against_the_residents_of_the_december_before(town: Town) -> None:
    town.deliver("kita", {"kinder": "betreut_u3"}, "2024;11;11\n2024;12;4", kind="kita_year")
    town.load()
    city = town.open()
    row = next(r for r in look_values(city, "kita_u3", "stadtteil") if r.area_key == "11")
    assert (row.period, row.numerator, row.denominator) == ("2024-03-01", 11, 33)
    assert row.value == 100 * 11 / 33


def test_births_of_a_year_are_asked_for_by_the_year(town: Town) -> None:
    town.deliver("geburten", {"n": "geburten"}, "2022;11;9\n2023;11;12", kind="year")
    town.deliver("frauen", {"n": "frauen_15_u45"}, "2022;11;200\n2023;11;240")
    town.load()
    rows = {r.period: r for r in look_values(town.open(), "geburtenziffer", "stadtteil", area="11")}
    assert {iso: (r.numerator, r.denominator, r.value) for iso, r in rows.items()} == {
        "2022": (9, 200, 1000 * 9 / 200),
        "2023": (12, 240, 1000 * 12 / 240),
    }


def test_a_year_takes_every_period_that_ends_in_it(six: City) -> None:
    assert {r.period for r in look_values(six, "ant_u18", "stadt", "2022")} == {"2022-12-31"}
    assert {r.period for r in look_values(six, "ant_u18", "stadt", "2022-12-31")} == {"2022-12-31"}
    assert {r.period for r in look_values(six, "ant_u18", "stadt")} == {"2022-12-31", "2023-12-31"}


def test_windows_of_the_same_key_follow_each_other(reformed: City) -> None:
    area = next(a for a in reformed.areas["stadtteil"] if a.key == "21")
    assert area.windows == ((dt.date.min, dt.date(2022, 12, 31)), (dt.date(2023, 1, 1), dt.date.max))
    assert area.breaks == (dt.date(2023, 1, 1),)
