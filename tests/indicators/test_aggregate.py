"""Counts go up: what a sum is, when it is none, and what it says then."""

import datetime as dt
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.counting.aggregate import Matrix, add_parts, blank
from indicators.counting.tree import AreaTree
from indicators.model import Flag, Status
from indicators.observations import Observations, concatenate
from tests.indicators.six import BEZIRK, EVER, Said, at, counted, day, told, tree, variable

ALL = {"11": 10, "12": 20, "13": 0, "21": 40, "22": 50, "23": 60}


def residents(values: dict[str, Said], level: str = "stadtteil", flags: int = 0, number: float | None = None):
    return told("bev", level, day(2022), values, flags, number)


def test_counts_add_up_every_hierarchy_and_over_levels_that_cross() -> None:
    counts = counted(residents(ALL))
    assert at(counts, "bev", "bezirk", "1") == 10 + 20 + 0
    assert at(counts, "bev", "bezirk", "2") == 40 + 50 + 60
    assert at(counts, "bev", "sozialraum", "N") == 10 + 40
    assert at(counts, "bev", "sozialraum", "S") == 20 + 0 + 50 + 60
    assert at(counts, "bev", "stadt", "0") == 180


@pytest.mark.parametrize(
    ("part", "sum_"),
    [
        ("missing", "missing"),
        ("secret", "secret"),
        ("later", "later"),
        ("uncertain", "uncertain"),
        ("not_applicable", 40 + 60),  # where nobody can be, nobody is
        (0, 40 + 60),
    ],
)
def test_a_part_without_a_number_leaves_the_sum_without_one(part: Said, sum_: Said) -> None:
    counts = counted(residents(ALL | {"22": part}))
    assert at(counts, "bev", "bezirk", "2") == sum_
    assert at(counts, "bev", "stadt", "0") == (sum_ if isinstance(sum_, str) else 130)
    assert at(counts, "bev", "bezirk", "1") == 30, "the other Bezirk knows nothing of it"


def test_the_share_of_parts_that_are_known_is_kept() -> None:
    counts = counted(residents(ALL | {"22": "missing"}))
    covered = counts.matrices["bev"]["bezirk"].covered[:, -1]
    assert covered.tolist() == [1, 2 / 3]


def test_the_gravest_reason_speaks_for_the_sum() -> None:
    for order in permutations(["21", "22", "23"]):
        graver = dict(zip(order, ("secret", "missing", "later"), strict=True))
        assert at(counted(residents(ALL | graver)), "bev", "bezirk", "2") == "secret"
        milder = dict(zip(order, ("missing", "later", "not_applicable"), strict=True))
        assert at(counted(residents(ALL | milder)), "bev", "bezirk", "2") == "missing"


@pytest.mark.parametrize("reason", ["secret", "later", "not_applicable", "uncertain"])
def test_parts_that_all_give_one_reason_give_it_to_the_sum(reason: str) -> None:
    counts = counted(residents(dict.fromkeys(ALL, reason)))
    assert at(counts, "bev", "bezirk", "1") == reason
    assert at(counts, "bev", "stadt", "0") == reason


def test_an_area_that_was_not_delivered_is_missing_and_not_nothing() -> None:
    counts = counted(residents({k: v for k, v in ALL.items() if k != "22"}))
    assert at(counts, "bev", "stadtteil", "22") == "missing"
    assert at(counts, "bev", "bezirk", "2") == "missing"


def test_a_sum_of_nothings_is_nothing_and_of_rounded_nothings_a_rounded_one() -> None:
    assert at(counted(residents(dict.fromkeys(ALL, 0))), "bev", "stadt", "0") == 0
    counts = counted(residents(dict.fromkeys(ALL, 0) | {"11": "rounded_zero"}))
    assert at(counts, "bev", "stadt", "0") == "rounded_zero"
    assert at(counts, "bev", "bezirk", "2") == 0


def test_soft_numbers_make_a_sum_an_estimate_and_flags_are_carried_but_not_breaks() -> None:
    flags = counted(residents(ALL | {"11": "uncertain"}, number=10)).matrices["bev"]["bezirk"].flags
    assert flags[:, -1].tolist() == [Flag.estimated, Flag.none]
    flags = counted(residents(ALL, flags=Flag.provisional | Flag.break_before)).matrices["bev"]["stadt"].flags
    assert flags.tolist() == [[Flag.provisional]]


# --- totals that were delivered --------------------------------------------------------------------------------------


def test_a_delivered_total_wins_over_the_sum() -> None:
    counts = counted(residents(ALL), residents({"1": 33}, "bezirk"))
    assert at(counts, "bev", "bezirk", "1") == 33, "three people more than its Stadtteile have"
    assert at(counts, "bev", "bezirk", "2") == 150
    assert at(counts, "bev", "stadt", "0") == 33 + 150
    assert at(counts, "bev", "sozialraum", "N") == 50


def test_a_delivered_total_stands_where_parts_are_unknown() -> None:
    counts = counted(residents(ALL | {"22": "secret"}), residents({"2": 151}, "bezirk"))
    assert at(counts, "bev", "bezirk", "2") == 151
    assert at(counts, "bev", "stadt", "0") == 30 + 151


def test_a_total_delivered_as_secret_is_not_added_up_behind_its_back() -> None:
    assert at(counted(residents(ALL), residents({"1": "secret"}, "bezirk")), "bev", "bezirk", "1") == "secret"


# --- not to be assigned ----------------------------------------------------------------------------------------------


def test_rows_without_an_area_join_the_sum_of_their_parent_and_no_area() -> None:
    rest = [residents({"0": 7}, "stadt")]
    counts = counted(residents(ALL), rest=rest)
    assert at(counts, "bev", "stadt", "0") == 180 + 7
    assert [at(counts, "bev", "stadtteil", key) for key in ALL] == list(ALL.values())
    assert [at(counts, "bev", "bezirk", key) for key in "12"] == [30, 150]


def test_a_delivered_total_has_its_residual_already() -> None:
    counts = counted(residents(ALL), residents({"0": 190}, "stadt"), rest=[residents({"0": 7}, "stadt")])
    assert at(counts, "bev", "stadt", "0") == 190


@pytest.mark.parametrize(
    ("rest", "whole"), [("secret", "secret"), ("missing", "missing"), ("not_applicable", 180), (0, 180)]
)
def test_a_residual_without_a_number(rest: Said, whole: Said) -> None:
    assert at(counted(residents(ALL), rest=[residents({"0": rest}, "stadt")]), "bev", "stadt", "0") == whole


def test_a_residual_alone_is_no_sum() -> None:
    counts = counted(told("other", "stadtteil", day(2022), ALL), rest=[residents({"0": 7}, "stadt")])
    assert "bev" not in counts.matrices or "stadt" not in counts.matrices["bev"]


def test_a_secret_residual_of_a_bezirk_makes_the_city_secret_although_all_stadtteile_are_known() -> None:
    counts = counted(residents(ALL), rest=[residents({"1": "secret"}, "bezirk")])
    assert at(counts, "bev", "bezirk", "1") == "secret"
    assert at(counts, "bev", "stadt", "0") == "secret"


def test_the_residual_of_a_bezirk_is_not_lost_when_the_city_is_added_up_past_it() -> None:
    rest = [residents({"1": 3}, "bezirk"), residents({"0": 7}, "stadt")]
    counts = counted(residents(ALL), residents({"2": "missing"}, "bezirk"), rest=rest)
    assert at(counts, "bev", "bezirk", "1") == 30 + 3
    assert at(counts, "bev", "bezirk", "2") == "missing"
    assert at(counts, "bev", "stadt", "0") == 180 + 3 + 7


def test_residuals_of_levels_inside_each_other_are_all_kept() -> None:
    ever = (EVER,)
    one = np.zeros(1, np.int32)
    levels = ("stadt", "bezirk", "region", "stadtteil")
    pairs = {(c, p): one for i, p in enumerate(levels) for c in levels[i + 1 :]}
    land = AreaTree(levels, dict.fromkeys(levels, ("0",)), pairs, dict.fromkeys(levels, ever))
    closed = residents({"0": "missing"}, "bezirk")
    rest = [residents({"0": 1}, "region"), residents({"0": 2}, "bezirk"), residents({"0": 4}, "stadt")]
    counts = counted(residents({"0": 100}), residents({"0": "missing"}, "region"), closed, rest=rest, land=land)
    assert at(counts, "bev", "stadt", "0") == 100 + 1 + 2 + 4


# --- what adds up to what --------------------------------------------------------------------------------------------


def test_a_level_that_leaves_out_a_stadtteil_does_not_stand_for_the_city() -> None:
    partly = {k: ("N" if k in ("11", "21") else "") for k in BEZIRK}  # a programme area, and no Bezirke to ask
    land = tree({"bezirk": partly})
    assert at(counted(residents(ALL), land=land), "bev", "bezirk", "N") == 50
    assert at(counted(residents(ALL), land=land), "bev", "stadt", "0") == 180
    only = counted(residents({"N": 50}, "bezirk"), land=land)
    assert "stadt" not in only.matrices["bev"], "50 is the number of a part of the city"


def test_a_level_of_a_part_of_the_town_does_not_stand_for_the_town() -> None:
    one = np.zeros(1, np.int32)
    land = AreaTree(
        ("stadt", "stadtteil", "quartier"),
        {"stadt": ("0",), "stadtteil": ("11", "12"), "quartier": ("111", "112")},
        {("stadtteil", "stadt"): np.repeat(one, 2), ("quartier", "stadtteil"): np.repeat(one, 2)}
        | {("quartier", "stadt"): np.repeat(one, 2)},
        {"stadt": (EVER,), "stadtteil": (EVER, EVER), "quartier": (EVER, EVER)},
    )
    counts = counted(told("bev", "quartier", day(2022), {"111": 3, "112": 4}), land=land)
    assert at(counts, "bev", "stadtteil", "11") == 3 + 4
    assert at(counts, "bev", "stadtteil", "12") == "missing", "no Quartier lies in it"
    assert at(counts, "bev", "stadt", "0") == "missing"


def test_an_area_counts_only_while_it_exists() -> None:
    end, begin = dt.date(2022, 12, 30), dt.date(2022, 12, 31)
    land = tree(windows={"11": ((dt.date.min, end),), "12": ((begin, dt.date.max),)})
    counts = counted(told("bev", "stadtteil", day(2021), ALL), residents(ALL), land=land)
    assert at(counts, "bev", "bezirk", "1", day(2021)) == 10 + 0
    assert at(counts, "bev", "bezirk", "1", day(2022)) == 20 + 0


def test_a_rate_that_came_without_counts_is_never_added() -> None:
    counts = counted(residents(ALL), variables=[variable("bev", kind="given")])
    assert set(counts.matrices["bev"]) == {"stadtteil"}


# --- properties ------------------------------------------------------------------------------------------------------

numbers = st.one_of(st.integers(0, 10**6), st.sampled_from(["secret", "missing", "later", "not_applicable"]))
tables = st.fixed_dictionaries(dict.fromkeys(ALL, numbers))


@given(st.fixed_dictionaries({key: st.integers(0, 10**6) for key in ALL}))
def test_every_hierarchy_adds_up_to_the_city(values: dict[str, int]) -> None:
    counts = counted(residents(values))
    total = sum(values.values())
    assert at(counts, "bev", "stadt", "0") == total
    for level in ("bezirk", "sozialraum"):
        assert counts.matrices["bev"][level].number.sum() == total


@given(tables, st.randoms())
def test_the_order_of_rows_does_not_matter(values: dict[str, Said], random) -> None:
    rows = [residents({key: said}) for key, said in values.items()]
    first = counted(*rows)
    random.shuffle(rows)
    again = counted(*rows)
    for level, matrix in first.matrices["bev"].items():
        other = again.matrices["bev"][level]
        assert np.array_equal(matrix.number, other.number, equal_nan=True)
        assert (matrix.status == other.status).all()


@given(tables)
def test_a_sum_has_a_number_exactly_where_no_part_is_unknown(values: dict[str, Said]) -> None:
    counts = counted(residents(values))
    for level, parent in (("bezirk", BEZIRK), ("stadt", dict.fromkeys(BEZIRK, "0"))):
        for key in counts.tree.keys[level]:
            parts = [values[k] for k in BEZIRK if parent[k] == key]
            known = [p for p in parts if not isinstance(p, str)]
            open_ = {p for p in parts if p in ("secret", "missing", "later")}
            if level not in counts.matrices["bev"]:
                assert not known
            elif open_ or not known:
                assert isinstance(at(counts, "bev", level, key), str)
            else:
                assert at(counts, "bev", level, key) == sum(known)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=8), st.integers(0, 1000), st.data())
def test_more_people_in_a_part_are_as_many_more_in_the_sum(parts: list[int], more: int, data) -> None:
    place = data.draw(st.integers(0, len(parts) - 1))
    parent = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(parts), max_size=len(parts))), np.int32)
    valid = np.ones((len(parts), 1), np.bool_)
    before = add_parts(_column(parts), parent, valid, 3)
    after = add_parts(_column([n + more * (i == place) for i, n in enumerate(parts)]), parent, valid, 3)
    gained = np.nan_to_num(after.number - before.number)[:, 0]
    assert gained.tolist() == [more * (row == parent[place]) for row in range(3)]


def _column(numbers: list[int]) -> Matrix:
    empty = blank(len(numbers), 1)
    column = np.array(numbers, float)[:, None]
    status = np.where(column == 0, Status.zero, Status.ok).astype(np.uint8)
    return Matrix(column, status, empty.flags, ~empty.delivered, empty.covered + 1)


def test_a_sum_over_no_part_is_missing() -> None:
    none = add_parts(_column([5]), np.array([0], np.int32), np.zeros((1, 1), np.bool_), 2)
    assert none.status.tolist() == [[Status.missing], [Status.missing]]
    assert np.isnan(none.number).all()


def test_observations_of_several_deliveries_keep_their_names() -> None:
    one, other = residents({"11": 1}), told("x", "bezirk", day(2021), {"2": 3})
    both: Observations = concatenate([one, other])
    said = [
        (both.variables[v], both.levels[lv], both.areas[a], both.periods[p].iso, n)
        for v, lv, a, p, n in zip(both.variable, both.level, both.area, both.period, both.number, strict=True)
    ]
    assert said == [("bev", "stadtteil", "11", "2022-12-31", 1), ("x", "bezirk", "2", "2021-12-31", 3)]
    assert len(both.take(both.number > 2)) == 1
