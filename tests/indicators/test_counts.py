"""Expressions over counted variables: derived ones, earlier ones, and the date that a denominator is taken from."""

import datetime as dt

import pytest

from indicators.counting.counts import Counts, align, evaluate
from indicators.expression import parse
from indicators.model import Flag, Period, Status
from tests.indicators.six import Said, at, counted, day, school_year, told, tree, variable, year

QUARTER = "11"


def one(variable: str, said: Said, period: Period | None = None, number: float | None = None):
    """A variable of the Stadtteil 11 on 31.12.2022, or in `period`."""
    return told(variable, "stadtteil", period or day(2022), {QUARTER: said}, number=number)


def summed(expression: str, counts: Counts, period: Period | None = None) -> Said:
    """The expression in Stadtteil 11: a number whose status agrees with it, else the name of its status."""
    found = evaluate(parse(expression), counts, "stadtteil")
    place = counts.tree.keys["stadtteil"].index(QUARTER), counts.periods.index(period) if period else -1
    number, status = found.number[place], Status(int(found.status[place]))
    return number if number == number and status == (Status.ok if number else Status.zero) else status.name


@pytest.mark.parametrize(
    ("a", "b", "plus", "minus"),
    [
        (5, 3, 8, 2),
        (5, 5, 10, 0),
        (0, 0, 0, 0),
        (5, "zero", 5, 5),
        (5, "missing", "missing", "missing"),
        (5, "secret", "secret", "secret"),
        ("missing", "secret", "secret", "secret"),
        ("later", "missing", "missing", "missing"),
        (5, "not_applicable", "not_applicable", "not_applicable"),
        (0, "rounded_zero", "rounded_zero", "rounded_zero"),
        (5, "rounded_zero", 5, 5),
    ],
)
def test_a_sum_of_variables_is_as_good_as_its_terms(a: Said, b: Said, plus: Said, minus: Said) -> None:
    counts = counted(one("a", a), one("b", b))
    assert summed("a + b", counts) == plus
    assert summed("a - b", counts) == minus


def test_an_uncertain_term_makes_the_sum_uncertain_and_keeps_its_number() -> None:
    counts = counted(one("a", 5), one("b", "uncertain", number=7))
    found = evaluate(parse("a + b"), counts, "stadtteil")
    assert (found.number[0, 0], found.status[0, 0]) == (5 + 7, Status.uncertain)


def test_a_term_rounded_to_zero_makes_an_estimate_of_the_sum() -> None:
    counts = counted(one("a", 5), one("b", "rounded_zero"))
    assert evaluate(parse("a + b"), counts, "stadtteil").flags[0, 0] == Flag.estimated


def test_a_difference_may_be_negative() -> None:
    assert summed("a - b", counted(one("a", 3), one("b", 5))) == -2


# --- derived variables -----------------------------------------------------------------------------------------------


def test_a_derived_variable_is_the_sum_of_its_parts_at_every_level() -> None:
    u3 = told("u3", "stadtteil", day(2022), {"11": 30, "12": 9, "13": 0, "21": 80, "22": 7, "23": 12})
    rest = told("o3", "stadtteil", day(2022), {"11": 170, "12": 41, "13": 0, "21": 420, "22": 18, "23": 40})
    counts = counted(u3, rest, variables=[variable("u18", "u3 + o3")])
    assert at(counts, "u18", "stadtteil", "11") == 30 + 170
    assert at(counts, "u18", "bezirk", "1") == (30 + 170) + (9 + 41) + 0
    assert at(counts, "u18", "stadt", "0") == (30 + 9 + 80 + 7 + 12) + (170 + 41 + 420 + 18 + 40)


def test_variables_derived_of_derived_ones_come_in_any_order() -> None:
    chain = [variable("c", "b + b2"), variable("b", "a + a2"), variable("b2", "a - a2")]
    counts = counted(one("a", 5), one("a2", 3), variables=chain)
    assert at(counts, "c", "stadtteil", "11") == (5 + 3) + (5 - 3)


def test_a_variable_without_its_parts_is_not_derived() -> None:
    assert "u18" not in counted(one("u3", 5), variables=[variable("u18", "u3 + o3")]).matrices


def test_what_was_delivered_stays_and_is_derived_elsewhere() -> None:
    parts = [one("a", 5, day(y)) for y in (2021, 2022)] + [one("b", 3, day(y)) for y in (2021, 2022)]
    counts = counted(*parts, one("total", 9, day(2021)), variables=[variable("total", "a + b")])
    assert at(counts, "total", "stadtteil", "11", day(2021)) == 9
    assert at(counts, "total", "stadtteil", "11", day(2022)) == 5 + 3


def test_a_total_delivered_as_secret_is_not_derived_from_its_parts() -> None:
    counts = counted(one("a", 5), one("b", 3), one("total", "secret"), variables=[variable("total", "a + b")])
    assert at(counts, "total", "stadtteil", "11") == "secret"


# --- years before ----------------------------------------------------------------------------------------------------


def test_a_lag_reaches_back_to_the_same_day() -> None:
    counts = counted(one("bev", 100, day(2017)), one("bev", 110, day(2022)))
    assert summed("bev - lag(bev, 5)", counts, day(2022)) == 10
    assert summed("bev - lag(bev, 5)", counts, day(2017)) == "missing"


def test_the_day_before_is_not_the_same_day() -> None:
    counts = counted(one("bev", 100, day(2017, 12, 30)), one("bev", 110, day(2022)))
    assert summed("bev - lag(bev, 5)", counts, day(2022)) == "missing"


@pytest.mark.parametrize("kind", [year, school_year])
def test_years_and_school_years_reach_back_to_their_own_kind(kind) -> None:
    counts = counted(one("x", 4, kind(2021)), one("x", 7, kind(2022)), one("x", 99, day(2021)))
    assert summed("x - lag(x, 1)", counts, kind(2022)) == 7 - 4


def test_a_leap_day_reaches_back_to_28_february() -> None:
    counts = counted(one("x", 4, day(2023, 2, 28)), one("x", 7, day(2024, 2, 29)))
    assert summed("x - lag(x, 1)", counts, day(2024, 2, 29)) == 3


def test_an_area_that_did_not_exist_then_has_no_number_of_then() -> None:
    land = tree(windows={"11": ((dt.date(2020, 1, 1), dt.date.max),)})
    counts = counted(one("bev", 100, day(2017)), one("bev", 110, day(2022)), land=land)
    assert summed("bev - lag(bev, 5)", counts, day(2022)) == "missing"


def test_no_change_is_computed_over_a_reform_of_the_area_itself() -> None:
    land = tree(breaks={"11": (dt.date(2020, 1, 1),)})
    counts = counted(*(one("bev", 100 + y, day(2000 + y)) for y in range(17, 26)), land=land)
    assert summed("bev - lag(bev, 5)", counts, day(2022)) == "missing"
    assert summed("bev - lag(bev, 5)", counts, day(2024)) == "missing", "31.12.2019 lies before the reform"
    assert summed("bev - lag(bev, 5)", counts, day(2025)) == 5


# --- the date of a denominator ---------------------------------------------------------------------------------------

STOCK = [one("n", 1000, day(2020)), one("n", 1100, day(2021)), one("n", 1300, day(2022))]


@pytest.mark.parametrize(
    ("numerator", "rule", "n"),
    [
        (day(2022), "same_date", 1300),
        (day(2022, 6, 30), "same_date", "missing"),
        (day(2022, 6, 30), "year_end", 1300),
        (day(2022, 3, 1, "kita_year"), "previous_year_end", 1100),
        (day(2022, 3, 1, "kita_year"), "mean_of_two", (1100 + 1300) / 2),
        (year(2022), "same_date", 1300),
        (year(2022), "year_end", 1300),
        (year(2022), "mean_of_two", (1100 + 1300) / 2),
        (year(2020), "mean_of_two", "missing"),
        (year(2019), "year_end", "missing"),
        (school_year(2021), "year_end", 1100),
        (school_year(2021), "previous_year_end", 1000),
        (day(2021, 9, 26, "election"), "year_end", 1100),
    ],
)
def test_the_denominator_is_that_of_the_declared_date(numerator: Period, rule: str, n: Said) -> None:
    counts = counted(*STOCK, one("x", 5, numerator))
    wanted = [counts.periods.index(numerator)]
    found = align(evaluate(parse("n"), counts, "stadtteil"), counts, wanted, rule)
    number, status = found.number[0, 0], Status(int(found.status[0, 0]))
    assert (number if number == number else status.name) == n


def test_of_two_kinds_of_period_on_one_day_the_numerators_own_counts() -> None:
    counts = counted(one("n", 50, year(2022)), one("n", 60, day(2022)), one("x", 5, day(2022)), one("x", 5, year(2022)))
    for period, n in ((year(2022), 50), (day(2022), 60)):
        wanted = [counts.periods.index(period)]
        assert align(evaluate(parse("n"), counts, "stadtteil"), counts, wanted, "same_date").number[0, 0] == n


def test_the_mean_of_a_secret_and_a_known_stock_is_secret() -> None:
    counts = counted(one("n", "secret", day(2021)), one("n", 10, day(2022)), one("x", 5, year(2022)))
    wanted = [counts.periods.index(year(2022))]
    found = align(evaluate(parse("n"), counts, "stadtteil"), counts, wanted, "mean_of_two")
    assert found.status[0, 0] == Status.secret
