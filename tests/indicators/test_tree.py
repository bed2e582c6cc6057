"""Places as numbers know them: who exists when, and which levels add up to which."""

import datetime as dt
from dataclasses import replace

import numpy as np

from indicators.counting.tree import ground
from tests.indicators.six import BEZIRK, at, counted, day, school_year, told, tree, year

OLD = ((dt.date.min, dt.date(2020, 12, 31)),)
NEW = ((dt.date(2021, 1, 1), dt.date.max),)


def test_an_area_exists_on_the_last_day_of_a_period() -> None:
    land = tree(windows={"11": OLD, "12": NEW})
    for period in (day(2020), year(2020)):
        assert land.valid("stadtteil", period)[:2].tolist() == [True, False]
    for period in (day(2021, 1, 1), year(2021), school_year(2020)):
        assert land.valid("stadtteil", period)[:2].tolist() == [False, True]


def test_an_area_may_come_again() -> None:
    land = tree(windows={"11": (*OLD, (dt.date(2023, 1, 1), dt.date.max))})
    assert [bool(land.valid("stadtteil", day(y))[0]) for y in range(2019, 2025)] == [
        True,
        True,
        False,
        False,
        True,
        True,
    ]


def test_finer_levels_come_from_coarse_to_fine() -> None:
    land = tree()
    assert land.finer("stadt") == ("bezirk", "sozialraum", "stadtteil")
    assert land.finer("bezirk") == land.finer("sozialraum") == ("stadtteil",)
    assert land.finer("stadtteil") == ()


def test_levels_that_cover_the_town_have_no_holes() -> None:
    assert not any(hole.any() for hole in ground(tree(), (day(2022),)).holes.values())


def test_a_stadtteil_without_a_bezirk_is_a_hole_of_the_bezirke_in_the_town() -> None:
    land = tree({"bezirk": BEZIRK | {"13": ""}})
    holes = ground(land, (day(2022),)).holes
    assert holes["bezirk", "stadt"].tolist() == [[True]]
    assert holes["sozialraum", "stadt"].tolist() == [[False]]
    assert holes["stadtteil", "bezirk"].tolist() == [[False], [False]]


def test_a_hole_lasts_as_long_as_the_area_that_makes_it() -> None:
    land = tree({"bezirk": BEZIRK | {"13": ""}}, windows={"13": OLD})
    assert ground(land, (day(2020), day(2021))).holes["bezirk", "stadt"].tolist() == [[True, False]]


def test_a_bezirk_without_a_stadtteil_is_a_hole_of_the_stadtteile() -> None:
    land = tree(windows=dict.fromkeys(("21", "22", "23"), OLD))
    holes = ground(land, (day(2020), day(2021))).holes
    assert holes["stadtteil", "stadt"].tolist() == [[False, True]]
    assert np.array_equal(holes["stadtteil", "bezirk"], np.zeros((2, 2), np.bool_))


def test_no_periods_are_no_columns() -> None:
    assert ground(tree(), ()).valid["stadtteil"].shape == (6, 0)


def test_an_area_that_is_not_there_yet_is_not_the_sum_of_the_parts_that_are() -> None:
    """Of two parts one begins in 2021, and with it the area: 10 alone is not its number of 2020."""
    old, new = (tree(parents={"own": {"11": "a", "12": "a"}}, windows={"12": NEW}) for _ in range(2))
    new = replace(new, windows={**new.windows, "own": (NEW,)})
    said = (told("n", "stadtteil", day(2020), {"11": 10}), told("n", "stadtteil", day(2021), {"11": 10, "12": 20}))
    counts = counted(*said, land=new)
    assert at(counts, "n", "own", "a", day(2020)) == "missing"
    assert at(counts, "n", "own", "a", day(2021)) == 10 + 20
    assert at(counted(*said, land=old), "n", "own", "a", day(2020)) == 10, "an area of old that gains a part"
