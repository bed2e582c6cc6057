"""Cubes: the counts of an indicator, what its cells say, and several areas taken together."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.counting.cube import Cube, build, impossible_cells, together, values
from indicators.errors import CannotAggregate
from indicators.model import Flag, Status
from tests.indicators.six import (
    BEZIRK,
    METHODS,
    Said,
    cell_of,
    counted,
    cube_of,
    day,
    indicator,
    school_year,
    told,
    tree,
    variable,
    year,
)

N = {"11": 1000, "12": 500, "13": 0, "21": 2000, "22": 100, "23": 400}
X = {"11": 200, "12": 50, "13": 0, "21": 500, "22": 25, "23": 40}


def town(x: dict[str, Said] | None = None, n: dict[str, Said] | None = None, period=None, **of):
    period = period or day(2022)
    return counted(told("x", "stadtteil", period, X | (x or {})), told("n", "stadtteil", period, N | (n or {})), **of)


def value_of(cube: Cube, key: str, method: str = "share", factor: float = 100) -> float:
    return float(values(cube, indicator(method, factor=factor), METHODS[method])[cube.keys.index(key), -1])


@pytest.mark.parametrize(
    ("x", "n", "cell"),
    [
        (25, 100, (25, 100, "ok")),
        (0, 100, (0, 100, "zero")),
        (0, 0, (0, 0, "not_applicable")),
        ("secret", 100, (None, 100, "secret")),
        (25, "secret", (25, None, "secret")),
        ("missing", "secret", (None, None, "secret")),
        ("later", 100, (None, 100, "later")),
        ("later", "missing", (None, None, "missing")),
        ("not_applicable", 100, (None, 100, "not_applicable")),
        ("rounded_zero", 100, (0, 100, "rounded_zero")),
    ],
)
def test_a_cell_says_why_it_has_no_value(x: Said, n: Said, cell: tuple) -> None:
    cube = cube_of(town({"22": x}, {"22": n}))
    assert cell_of(cube, "22") == cell
    has = cell[2] in ("ok", "zero", "rounded_zero")
    assert np.isnan(value_of(cube, "22")) != has


def test_a_value_is_the_sum_of_counts_over_the_sum_of_counts() -> None:
    counts = town()
    assert value_of(cube_of(counts, "bezirk"), "1") == 100 * (200 + 50 + 0) / (1000 + 500 + 0)
    assert value_of(cube_of(counts, "stadt"), "0") == 100 * 815 / 4000


def test_nobody_at_all_is_not_applicable_and_not_zero_per_cent_up_to_the_city() -> None:
    counts = town(dict.fromkeys(X, 0), dict.fromkeys(N, 0))
    for level in counts.tree.levels:
        assert set(cube_of(counts, level).status.ravel().tolist()) == {Status.not_applicable}


def test_an_indicator_stands_at_the_levels_where_all_its_variables_are_known() -> None:
    counts = counted(told("x", "stadt", day(2022), {"0": 8}), told("n", "stadtteil", day(2022), N))
    assert set(build(indicator(), counts)) == {"stadt"}


def test_a_year_without_denominators_is_missing_and_not_left_out() -> None:
    counts = counted(*(told("x", "stadtteil", day(y), X) for y in (2021, 2022)), told("n", "stadtteil", day(2022), N))
    cube = cube_of(counts)
    assert [p.iso for p in cube.periods] == ["2021-12-31", "2022-12-31"]
    assert cell_of(cube, "11", day(2021)) == (200, None, "missing")


def test_a_year_in_which_only_the_denominator_is_known_is_no_period_of_the_indicator() -> None:
    counts = counted(told("x", "stadtteil", day(2022), X), *(told("n", "stadtteil", day(y), N) for y in (2021, 2022)))
    assert [p.iso for p in cube_of(counts).periods] == ["2022-12-31"]


def test_a_level_whose_sums_all_lack_a_part_says_so() -> None:
    cube = cube_of(town({"12": "missing", "22": "missing"}), "bezirk")
    assert [cell_of(cube, key) for key in "12"] == [(None, 1500, "missing"), (None, 2500, "missing")]
    assert cube.covered[:, -1].tolist() == [2 / 3, 2 / 3]


def test_years_in_which_a_lag_reaches_nothing_are_no_periods_of_the_indicator() -> None:
    counts = counted(*(told("bev", "stadtteil", day(y), N) for y in range(2018, 2025)))
    cube = cube_of(counts, method="change", numerator="bev - lag(bev, 5)", denominator="lag(bev, 5)")
    assert [p.year for p in cube.periods] == [2023, 2024]
    assert cell_of(cube, "11") == (0, 1000, "zero")
    assert cell_of(cube, "13") == (0, 0, "not_applicable")


def test_school_years_stand_over_the_residents_of_the_year_they_begin_in() -> None:
    counts = counted(told("x", "stadtteil", school_year(2022), X), told("n", "stadtteil", day(2022), N))
    cube = cube_of(counts, date="year_end")
    assert [p.iso for p in cube.periods] == ["2022/2023"]
    assert cell_of(cube, "11") == (200, 1000, "ok")


def test_an_uncertain_denominator_makes_the_value_uncertain() -> None:
    n = told("n", "stadtteil", day(2022), N | {"22": "uncertain"}, number=100)
    cube = cube_of(counted(told("x", "stadtteil", day(2022), X), n))
    assert cell_of(cube, "22") == (25, 100, "uncertain")


def test_flags_of_both_counts_stand_at_the_value() -> None:
    x = told("x", "stadtteil", day(2022), X, Flag.provisional)
    n = told("n", "stadtteil", day(2022), N, Flag.revised)
    assert set(cube_of(counted(x, n)).flags.ravel().tolist()) == {Flag.provisional | Flag.revised}


# --- areas come and go -----------------------------------------------------------------------------------------------

REFORM = dt.date(2022, 1, 1)
BEFORE, AFTER = ((dt.date.min, dt.date(2021, 12, 31)),), ((REFORM, dt.date.max),)


def reformed(**of) -> Cube:
    """12 ends and 13 begins with the reform; 11 goes on, as another piece of land."""
    land = tree(windows={"12": BEFORE, "13": AFTER}, breaks={"11": (REFORM,)})
    rows = [told(v, "stadtteil", day(y), n) for y in (2020, 2021, 2022, 2023) for v, n in (("x", X), ("n", N))]
    return cube_of(counted(*rows, land=land), **of)


def test_an_area_out_of_its_time_is_absent_and_not_missing() -> None:
    cube = reformed()
    assert cube.exists[cube.keys.index("12")].tolist() == [True, True, False, False]
    assert cell_of(cube, "12", day(2022)) == (None, None, "not_applicable")
    assert cell_of(cube, "12", day(2021)) == (50, 500, "ok")
    assert cell_of(reformed(level="bezirk"), "1", day(2022)) == (200 + 0, 1000 + 0, "ok")


def test_a_series_is_broken_where_the_area_became_another_piece_of_land() -> None:
    cube = reformed()
    breaks = (cube.flags & Flag.break_before) > 0
    assert breaks[cube.keys.index("11")].tolist() == [False, False, True, False]
    assert breaks.sum() == 1


def test_a_reform_before_the_first_number_breaks_nothing() -> None:
    land = tree(breaks={"11": (dt.date(2010, 1, 1),)})
    assert not (cube_of(town(land=land)).flags & Flag.break_before).any()


# --- several areas as one --------------------------------------------------------------------------------------------


def joined(cube: Cube, *keys: str, method: str = "share") -> Cube:
    return together(cube.take([cube.keys.index(k) for k in keys]), METHODS[method], "zusammen")


def test_areas_together_have_the_sum_of_their_counts() -> None:
    whole = joined(cube_of(town()), "11", "12", "23")
    assert cell_of(whole, "zusammen") == (200 + 50 + 40, 1000 + 500 + 400, "ok")
    assert value_of(whole, "zusammen") == 100 * 290 / 1900
    assert whole.keys == ("zusammen",)


@pytest.mark.parametrize("reason", ["secret", "missing", "later", "uncertain"])
def test_areas_together_have_no_number_where_one_has_none(reason: str) -> None:
    assert cell_of(joined(cube_of(town({"22": reason})), "11", "22"), "zusammen") == (None, None, reason)
    assert cell_of(joined(cube_of(town(n={"22": reason})), "11", "22"), "zusammen") == (None, None, reason)


def test_the_gravest_reason_and_the_share_known_stand_at_areas_together() -> None:
    whole = joined(cube_of(town({"22": "missing", "23": "secret"})), "11", "22", "23", "13")
    assert cell_of(whole, "zusammen")[2] == "secret"
    assert whole.covered[0, -1] == 2 / 4


def test_uninhabited_areas_together_are_not_applicable_and_add_nothing_to_others() -> None:
    cube = cube_of(town(n={"12": 0}, x={"12": 0}))
    assert cell_of(joined(cube, "12", "13"), "zusammen") == (0, 0, "not_applicable")
    assert cell_of(joined(cube, "11", "13"), "zusammen") == (200, 1000, "ok")


def test_areas_together_that_cannot_apply() -> None:
    cube = cube_of(town({"22": "not_applicable", "23": "not_applicable"}))
    assert cell_of(joined(cube, "22", "23"), "zusammen")[2] == "not_applicable"
    assert cell_of(joined(cube, "11", "22"), "zusammen") == (200, 1000 + 100, "ok")


def test_areas_together_exist_while_one_does_and_break_where_they_change() -> None:
    whole = joined(reformed(), "12", "13")
    assert [cell_of(whole, "zusammen", day(y))[:2] for y in (2021, 2022)] == [(50, 500), (0, 0)]
    assert whole.exists.all()
    assert ((whole.flags & Flag.break_before) > 0).tolist() == [[False, False, True, False]]
    gone = joined(reformed(), "12")
    assert gone.exists.tolist() == [[True, True, False, False]]
    assert cell_of(gone, "zusammen", day(2023)) == (None, None, "not_applicable"), "no area, no number, not zero"


def test_a_rate_that_came_without_counts_refuses_to_be_taken_together() -> None:
    counts = counted(told("x", "stadtteil", day(2022), X), variables=[variable("x", kind="given")])
    cube = cube_of(counts, method="given", numerator="x", denominator="")
    with pytest.raises(CannotAggregate, match="ohne Zähler und Nenner geliefert"):
        joined(cube, "11", "12", method="given")


@pytest.mark.parametrize("method", ["count", "balance"])
def test_counts_without_a_denominator_are_added(method: str) -> None:
    whole = joined(cube_of(town(), method=method, denominator=""), "11", "12", method=method)
    assert cell_of(whole, "zusammen") == (250, None, "ok")


def test_an_estimate_stays_one() -> None:
    x = told("x", "stadtteil", day(2022), X, Flag.estimated)
    whole = joined(cube_of(counted(x, told("n", "stadtteil", day(2022), N))), "11", "12")
    assert whole.flags[0, 0] == Flag.estimated


cells = st.one_of(st.integers(0, 1000), st.sampled_from(["secret", "missing", "later", "not_applicable"]))


@given(st.fixed_dictionaries(dict.fromkeys(X, cells)), st.fixed_dictionaries(dict.fromkeys(X, cells)))
def test_the_areas_of_a_bezirk_together_say_what_the_bezirk_says(x: dict[str, Said], n: dict[str, Said]) -> None:
    x = {k: min(v, n[k]) if not isinstance(v, str) and not isinstance(n[k], str) else v for k, v in x.items()}
    counts = town(x, n)
    cubes = build(indicator(), counts)
    if "bezirk" not in cubes:
        return
    quarters, districts = cubes["stadtteil"], cubes["bezirk"]
    for key in "12":
        whole = joined(quarters, *(k for k in BEZIRK if BEZIRK[k] == key))
        mine, theirs = cell_of(whole, "zusammen"), cell_of(districts, key)
        if mine[2] in ("ok", "zero"):
            assert mine == theirs
        elif theirs[2] in ("ok", "zero"):  # the Bezirk adds each count by itself: x of one area over n of others
            assert any(isinstance(x[k], str) != isinstance(n[k], str) for k in BEZIRK if BEZIRK[k] == key)


@given(st.permutations(list(X)), st.integers(1, 6))
def test_the_order_of_areas_together_does_not_matter(keys: list[str], take: int) -> None:
    cube = cube_of(town({"22": "secret"}))
    assert cell_of(joined(cube, *keys[:take]), "zusammen") == cell_of(joined(cube, *sorted(keys[:take])), "zusammen")


# --- what cannot be --------------------------------------------------------------------------------------------------


def test_a_share_of_more_than_all_or_less_than_none_is_a_fault() -> None:
    cube = cube_of(town({"22": 101}))
    assert impossible_cells(cube, METHODS["share"]) == [("22", day(2022), 101, 100)]
    cube = replace(cube, numerator=np.where(cube.numerator == 101, -1, cube.numerator))
    assert impossible_cells(cube, METHODS["share"]) == [("22", day(2022), -1, 100)]


def test_a_rate_may_exceed_its_base_and_a_rounding_error_is_no_fault() -> None:
    assert impossible_cells(cube_of(town({"22": 101}), method="rate"), METHODS["rate"]) == []
    assert impossible_cells(cube_of(town({"22": 100 * (1 + 1e-12)})), METHODS["share"]) == []


def test_every_number_has_a_status_that_allows_it_and_every_other_cell_has_none() -> None:
    reasons = ["secret", "missing", "later", "not_applicable", "rounded_zero", "uncertain"]
    for place in range(len(reasons)):
        said = dict(zip(X, reasons[place:] + reasons[:place], strict=True))
        for x, n in ((said, {}), ({}, said), (said, said)):
            for level, cube in build(indicator(), town(x, n)).items():
                value = values(cube, indicator(), METHODS["share"])
                numbered = np.isin(cube.status, [Status.ok, Status.zero, Status.rounded_zero])
                assert (~np.isnan(value) == numbered).all(), (level, x, n)


def test_years_and_dates_are_periods_of_their_own() -> None:
    rows = [told(v, "stadtteil", p, n) for p in (year(2022), day(2022)) for v, n in (("x", X), ("n", N))]
    assert [p.iso for p in cube_of(counted(*rows)).periods] == ["2022", "2022-12-31"]
