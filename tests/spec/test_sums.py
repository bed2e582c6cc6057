"""Rates never add, counts do: up every hierarchy, over levels that cross, over a free selection, to the city.

Sechsfeld's children under 15 and those of them who live on SGB II, 31.12.2023 (tests/city/raw/sgb2.csv):

    Stadtteil   Bezirk  Sozialraum   SGB II   children
    11 Altfeld     1        N           28        158
    12 Brückfeld   1        S            6         48
    13 Carlsfeld   1        S            0          0
    21 Dornfeld    2        N          110        410
    22 Eichfeld    2        S            5         18
    23 Freifeld    2        S            9         58
    without area   -        -            5          0
"""

import json

import pytest

from atlas.city import City
from atlas.intake.ingest import Loaded
from atlas.selection import Selection
from atlas.view import look, look_profile
from atlas.view.values import look_values
from tests.towns import Town

SGB2 = "sgb2_u15_nef"


def cell(city: City, level: str, key: str, year: int = 2023, indicator: str = SGB2) -> tuple:
    rows = [r for r in look_values(city, indicator, level, str(year)) if r.area_key == key]
    assert len(rows) == 1
    return rows[0].numerator, rows[0].denominator, rows[0].value, rows[0].status


def test_the_value_of_a_bezirk_is_the_sum_of_its_counts(six: City) -> None:
    assert cell(six, "bezirk", "1") == (28 + 6 + 0, 158 + 48 + 0, 100 * 34 / 206, "ok")
    assert cell(six, "bezirk", "2") == (110 + 5 + 9, 410 + 18 + 58, 100 * 124 / 486, "ok")


def test_sozialraeume_cross_the_bezirke_and_add_up_as_well(six: City) -> None:
    assert cell(six, "sozialraum", "N") == (28 + 110, 158 + 410, 100 * 138 / 568, "ok")
    assert cell(six, "sozialraum", "S") == (6 + 0 + 5 + 9, 48 + 0 + 18 + 58, 100 * 20 / 124, "ok")


def test_children_without_an_area_belong_to_the_city_and_to_no_area(six: City) -> None:
    assert cell(six, "stadt", "0") == (34 + 124 + 5, 206 + 486, 100 * 163 / 692, "ok")


def test_the_mean_of_rates_is_another_number(six: City) -> None:
    rates = [100 * x / n for x, n in ((28, 158), (6, 48), (110, 410), (5, 18), (9, 58))]
    value = cell(six, "stadt", "0")[2]
    assert abs(value - sum(rates) / 5) > 3, "Dornfeld has most of the children"


def test_several_areas_taken_together(six: City) -> None:
    selection = Selection(SGB2, "stadtteil", "2023-12-31", ("11", "22", "23"))
    group = look(selection, six).group
    assert group is not None
    assert (group.numerator, group.denominator) == (28 + 5 + 9, 158 + 18 + 58)
    assert group.value == 100 * 42 / 234
    assert group.counts == "42 von 234"
    (row,) = (r for _, rows in look_profile(six, "stadtteil", ("11", "22", "23"), 2023, (SGB2,)).sections for r in rows)
    assert (row.cell.value, row.cell.lower, row.cell.upper) == (group.value, group.lower, group.upper)


def test_an_area_named_twice_counts_once(six: City) -> None:
    (row,) = (r for _, rows in look_profile(six, "stadtteil", ("11", "11"), 2023, (SGB2,)).sections for r in rows)
    assert (row.cell.numerator, row.cell.denominator) == (28, 158)


def test_a_missing_part_leaves_the_sum_missing_and_says_how_much_is_known(town: Town) -> None:
    town.change("raw/sgb2.csv", "2023;22;5;18", "2023;22;;18")
    town.load()
    city = town.open()
    assert cell(city, "bezirk", "2") == (None, 486, None, "missing")
    assert cell(city, "sozialraum", "N")[3] == "ok"
    assert cell(city, "stadt", "0")[3] == "missing"
    shown = {c.key: c.full for c in look(Selection(SGB2, "bezirk", "2023-12-31"), city).cells}
    assert shown["2"] == "keine Angabe (Werte für 67\u00a0% der Teilgebiete)"


def test_a_secret_part_makes_the_sum_secret(town: Town) -> None:
    town.change("raw/sgb2.csv", "2023;22;5;18", "2023;22;.;18")
    town.load()
    city = town.open()
    for level, key in (("bezirk", "2"), ("sozialraum", "S"), ("stadt", "0")):
        assert cell(city, level, key)[3] == "secret"
    group = look(Selection(SGB2, "stadtteil", "2023-12-31", ("21", "22")), city).group
    assert group is not None
    assert (group.status.name, group.numerator, group.value) == ("secret", None, None)


# --- totals that were delivered --------------------------------------------------------------------------------------


@pytest.fixture
def totals(town: Town) -> tuple[City, Loaded]:
    """The Bezirk West reports 3 children more than its Stadtteile, the city 170 on SGB II."""
    town.deliver("west", {"nef_u15": "sgb2_nef_u15", "kinder": "bev_u15"}, "2023;1;34;209", level="bezirk")
    town.deliver("alle", {"nef_u15": "sgb2_nef_u15"}, "2023;0;170", level="stadt")
    loaded = town.load()
    return town.open(), loaded


def test_a_delivered_total_wins_over_the_sum(totals: tuple[City, Loaded]) -> None:
    city, _ = totals
    assert cell(city, "bezirk", "1") == (34, 209, 100 * 34 / 209, "ok")
    assert cell(city, "bezirk", "2") == (124, 486, 100 * 124 / 486, "ok")
    assert cell(city, "stadt", "0") == (170, 209 + 486, 100 * 170 / 695, "ok")


def test_what_a_total_has_beyond_its_parts_and_what_has_no_area_stand_in_the_report(
    totals: tuple[City, Loaded],
) -> None:
    report = totals[1].report
    differences = [
        (t["variable"], t["level"], t["parts"], d["delivered"], d["sum"], d["residual"], d["beyond"])
        for t in report["totals"]
        for d in t["differences"]
    ]
    assert ("bev_u15", "bezirk", "stadtteil", 209, 158 + 48 + 0, 0, 3) in differences
    assert ("sgb2_nef_u15", "stadt", "stadtteil", 170, 28 + 6 + 0 + 110 + 5 + 9, 5, 7) in differences
    without = [(r["variable"], r["level"], r["key"], r["period"], r["number"]) for r in report["residuals"]]
    assert ("sgb2_nef_u15", "stadt", "0", "2023-12-31", 5) in without
    json.dumps(report)


def test_no_area_is_made_of_what_cannot_be_assigned(totals: tuple[City, Loaded]) -> None:
    city, _ = totals
    assert city.tree.keys["stadtteil"] == ("11", "12", "13", "21", "22", "23")
    quarters = [r.numerator for r in look_values(city, SGB2, "stadtteil", "2023")]
    assert quarters == [28, 6, 0, 110, 5, 9]


# --- rates that came without counts ----------------------------------------------------------------------------------

GIVEN = """title = "Fertige Quote"
short = "Fertige Quote"
theme = "soz"
tier = "overview"
life_phase = "alle"
method = "given"
numerator = "fertige_quote"
unit = "%"
decimals = 1
direction = "neutral"
per = "je 100"
statement = "Von 100 sind es {value}."
definition = "So geliefert."
sources = ["ba"]
population = "wie geliefert"
periodicity = "jährlich"
"""


@pytest.fixture
def given(town: Town) -> City:
    town.write("catalogue/indicators/fertig.toml", GIVEN)
    town.write(
        "catalogue/variables/fertig.toml",
        '[fertige_quote]\ntitle = "Fertige Quote"\nunit = "%"\nsource = "ba"\nkind = "given"\ninteger = false\n',
    )
    town.deliver("fertig", {"quote": "fertige_quote"}, "2023;11;12,5\n2023;12;7,5", extra="")
    town.change("deliveries/fertig.toml", "[read]\n", '[read]\ndecimal = ","\n')
    town.load()
    return town.open()


def test_a_given_rate_is_shown_and_never_added(given: City) -> None:
    assert given.levels_of("fertig") == ("stadtteil",)
    assert cell(given, "stadtteil", "11", indicator="fertig") == (None, None, 12.5, "ok")


def test_a_given_rate_refuses_to_be_taken_together_and_says_so(given: City) -> None:
    found = look(Selection("fertig", "stadtteil", "2023-12-31", ("11", "12")), given)
    assert found.group is None
    assert any("ohne Zähler und Nenner" in notice for notice in found.notices)
    profile = look_profile(given, "stadtteil", ("11", "12"), 2023)
    assert all(row.indicator.id != "fertig" for _, rows in profile.sections for row in rows)
    assert any("Fertige Quote" in notice for notice in profile.notices)
