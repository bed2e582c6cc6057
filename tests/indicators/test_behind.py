"""What must stand behind a number besides institutions: residents of the area, and nobody who dominates a sum."""

import pytest

from indicators.counting.cube import Cube, build
from indicators.disclosure.rules import hide
from indicators.model import Rules
from tests.indicators.six import METHODS, Said, cell_of, counted, day, indicator, told, year

CHILDREN = {"11": 40, "12": 20, "13": 0, "21": 80, "22": 10, "23": 30}
CASES = {"11": 8, "12": 5, "13": 0, "21": 15, "22": 3, "23": 6}
RESIDENTS = {"11": 300, "12": 100, "13": 0, "21": 500, "22": 99, "23": 240}
HUNDRED = Rules(min_residents=100, residents="bev", source="Hamburg: Gebiete unter 100")


def cubes(rules: Rules, *more, period=None) -> dict[str, Cube]:
    period = period or day(2022)
    rows = [told("x", "stadtteil", period, CASES), told("n", "stadtteil", period, CHILDREN)]
    return build(indicator(rules=rules), counted(*rows, *more))


def bev(table: dict[str, Said], period=None, level: str = "stadtteil"):
    return told("bev", level, period or day(2022), table)


def test_an_area_with_too_few_residents_says_nothing_and_larger_areas_add_theirs_up() -> None:
    made = cubes(HUNDRED, bev(RESIDENTS))
    assert cell_of(made["stadtteil"], "22") == (None, None, "secret")
    assert cell_of(made["stadtteil"], "12") == (5, 20, "ok"), "100 are not fewer than 100"
    assert cell_of(made["stadtteil"], "13") == (0, 0, "not_applicable"), "nobody lives there"
    assert cell_of(made["bezirk"], "2") == (15 + 3 + 6, 80 + 10 + 30, "ok"), "500 + 99 + 240 residents"


@pytest.mark.parametrize("unknown", ["missing", "secret", "later"])
def test_residents_that_are_not_known_are_not_enough(unknown: Said) -> None:
    assert cell_of(cubes(HUNDRED, bev(RESIDENTS | {"21": unknown}))["stadtteil"], "21")[2] == "secret"
    assert cell_of(cubes(HUNDRED)["stadtteil"], "21")[2] == "secret"


def test_the_newest_count_of_residents_before_the_period_holds() -> None:
    later = bev(RESIDENTS | {"21": 50}, day(2022))
    assert cell_of(cubes(HUNDRED, bev(RESIDENTS, day(2020)), later, period=day(2021))["stadtteil"], "21")[2] == "ok"
    assert cell_of(cubes(HUNDRED, later, period=day(2021))["stadtteil"], "21")[2] == "secret", "only known afterwards"


def test_residents_of_the_same_day_hold_for_a_year_at_every_level() -> None:
    made = cubes(HUNDRED, bev(RESIDENTS, day(2022)), period=year(2022))
    assert [cell_of(made["stadtteil"], key)[2] for key in ("21", "22")] == ["ok", "secret"]
    assert cell_of(made["bezirk"], "2")[2] == "ok"


# --- dominance: of a sum of places, the two largest providers of each area ------------------------------------------

LARGEST = {"11": 20, "12": 10, "13": 0, "21": 30, "22": 9, "23": 10}
SECOND = {"11": 10, "12": 5, "13": 0, "21": 10, "22": 1, "23": 10}


def places(rules: Rules, *more) -> dict[str, Cube]:
    rows = [told("x", "stadtteil", day(2022), CHILDREN), told("first", "stadtteil", day(2022), LARGEST)]
    rows += [told("second", "stadtteil", day(2022), SECOND), *more]
    return build(indicator(method="count", denominator="", rules=rules), counted(*rows))


def test_a_sum_that_two_dominate_is_secret() -> None:
    made = places(Rules(dominance_n=2, dominance_k=75, largest=("first", "second"), source="s"))["stadtteil"]
    # 20 + 10 of 40 are 75 %, not more; 10 + 5 of 20 too; 9 + 1 of 10 are all
    assert [cell_of(made, key)[2] for key in ("11", "12", "13", "21", "22", "23")] == [
        "ok",
        "ok",
        "zero",
        "ok",
        "secret",
        "ok",
    ]


def test_a_sum_by_which_the_second_reckons_the_first_is_secret() -> None:
    rules = Rules(p_percent=40, largest=("first", "second"), source="s")
    made = places(rules)["stadtteil"]
    # what is left of 20 is 20 - 10 - 5 = 5, and 40 % of 10 is 4; of 10: 10 - 9 - 1 = 0 < 3.6
    assert [cell_of(made, key)[2] for key in ("12", "22")] == ["ok", "secret"]
    assert (
        cell_of(places(Rules(p_percent=51, largest=("first", "second"), source="s"))["stadtteil"], "12")[2] == "secret"
    )


def test_a_larger_area_is_dominated_by_nobody_when_no_part_is() -> None:
    made = places(Rules(dominance_n=1, dominance_k=60, largest=("first",), source="s"))
    assert cell_of(made["bezirk"], "1") == (40 + 20 + 0, None, "ok")
    assert cell_of(made["bezirk"], "2")[2] == "secret", "9 of 10 in Stadtteil 22, and nobody said who has most of all"
    known = told("first", "bezirk", day(2022), {"1": 20, "2": 30})
    made = places(Rules(dominance_n=1, dominance_k=60, largest=("first",), source="s"), known)
    assert cell_of(made["bezirk"], "2") == (80 + 10 + 30, None, "ok")


# --- structural zeros -----------------------------------------------------------------------------------------------


def test_where_nothing_can_be_counted_the_zero_is_shown_as_such_though_zeros_are_secret() -> None:
    rules = Rules(zero_is_safe=False, structural_zero="schools", source="s")
    schools = told("schools", "stadtteil", day(2022), {"11": 1, "12": 0, "13": 1, "21": 2, "22": 0, "23": 1})
    rows = [told("x", "stadtteil", day(2022), {"11": 0, "12": 0, "13": 4, "21": 7, "22": 3, "23": 1}), schools]
    of = indicator(method="count", denominator="", rules=rules)
    made = build(of, counted(*rows))
    seen = hide(made["stadtteil"], of, METHODS["count"])
    assert cell_of(seen, "11") == (None, None, "secret")
    assert cell_of(seen, "12") == (None, None, "not_applicable")
    assert cell_of(seen, "22") == (3, None, "ok"), "counted all the same"
    assert cell_of(made["bezirk"], "1") == (0 + 0 + 4, None, "ok")
