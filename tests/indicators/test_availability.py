"""Availability on three areas: what was delivered, what was added up or derived, and why the rest has no number."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.counting.availability import Availability, Known, availability, read, write
from indicators.counting.counts import count_up
from indicators.counting.tree import AreaTree
from indicators.model import Catalogue, Flag, Period, Source, Status, Variable
from indicators.observations import Observations, empty

SOURCE = Source("Statistikstelle")
ALWAYS = ((dt.date.min, dt.date.max),)
UNTIL_2021 = ((dt.date.min, dt.date(2021, 12, 30)),)
TREE = AreaTree(
    ("stadt", "stadtteil"),
    {"stadt": ("0",), "stadtteil": ("A", "B", "C")},
    {("stadtteil", "stadt"): np.zeros(3, np.int32)},
    {"stadt": (ALWAYS,), "stadtteil": (ALWAYS, ALWAYS, UNTIL_2021)},
)
PERIODS = tuple(Period(dt.date(y, 12, 31), dt.date(y, 12, 31), "date") for y in (2020, 2021, 2022))
CATALOGUE = Catalogue(
    {},
    {},
    {
        "jung": Variable("jung", "Junge", "Personen", "count", SOURCE),
        "alt": Variable("alt", "Alte", "Personen", "count", SOURCE),
        "alle": Variable("alle", "Alle", "Personen", "count", SOURCE, expression="jung + alt"),
    },
    {},
)
ROWS = (  # variable, area, year, number, status, flag
    ("jung", "A", 2020, 10, Status.ok, Flag.none),
    ("jung", "B", 2020, np.nan, Status.secret, Flag.none),
    ("jung", "C", 2020, 0, Status.zero, Flag.none),
    ("jung", "A", 2021, 11, Status.ok, Flag.none),
    ("jung", "B", 2021, 12, Status.ok, Flag.provisional),
    ("alt", "A", 2020, 5, Status.ok, Flag.none),
    ("alt", "B", 2020, 5, Status.ok, Flag.none),
    ("alt", "C", 2020, 5, Status.ok, Flag.none),
    ("alt", "A", 2021, 6, Status.ok, Flag.none),
    ("alle", "B", 2021, 30, Status.ok, Flag.none),
    ("alle", "A", 2022, np.nan, Status.later, Flag.none),
)


def _observations() -> Observations:
    variables, areas = ("alle", "alt", "jung"), ("A", "B", "C")
    years = [p.year for p in PERIODS]

    def column(values: list[int]) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
        return np.array(values, np.int32)

    return replace(
        empty(),
        variables=variables,
        levels=("stadtteil",),
        areas=areas,
        periods=PERIODS,
        variable=column([variables.index(r[0]) for r in ROWS]),
        level=column([0] * len(ROWS)),
        area=column([areas.index(r[1]) for r in ROWS]),
        period=column([years.index(r[2]) for r in ROWS]),
        number=np.array([r[3] for r in ROWS], np.float64),
        status=np.array([r[4] for r in ROWS], np.uint8),
        flags=np.array([r[5] for r in ROWS], np.uint8),
    )


@pytest.fixture(scope="module")
def found() -> Availability:
    rows = _observations()
    return availability(count_up(rows, empty(), TREE, CATALOGUE), rows, CATALOGUE)


def _at(found: Availability, variable: str, level: str, year: int) -> Known:
    return next(known for known in found[variable][level] if known.period.year == year)


def test_numbers_as_delivered_and_why_others_are_not_there(found: Availability) -> None:
    known = _at(found, "jung", "stadtteil", 2020)
    assert (known.areas, known.delivered, known.computed, known.without) == (3, 2, 0, {Status.secret: 1})


def test_an_area_that_is_gone_is_not_missing(found: Availability) -> None:
    known = _at(found, "jung", "stadtteil", 2021)
    assert (known.areas, known.delivered, known.without) == (2, 2, {})
    assert known.flags == {Flag.provisional: 1}


def test_the_city_is_added_up_or_says_why_not(found: Availability) -> None:
    assert _at(found, "jung", "stadt", 2020).without == {Status.secret: 1}
    summed = _at(found, "jung", "stadt", 2021)
    assert (summed.delivered, summed.computed, summed.flags) == (0, 1, {Flag.provisional: 1})
    assert _at(found, "alt", "stadt", 2021).without == {Status.missing: 1}


def test_a_derived_variable_is_computed_where_no_delivery_speaks_of_it(found: Availability) -> None:
    known = _at(found, "alle", "stadtteil", 2020)
    assert (known.delivered, known.computed, known.without) == (0, 2, {Status.secret: 1})
    known = _at(found, "alle", "stadtteil", 2021)
    assert (known.delivered, known.computed) == (1, 1)  # B delivered, A = 11 + 6
    assert _at(found, "alle", "stadtteil", 2022).without == {Status.later: 1, Status.missing: 1}


def test_periods_of_which_nothing_is_known_are_left_out(found: Availability) -> None:
    assert [known.period.year for known in found["jung"]["stadtteil"]] == [2020, 2021]


def test_every_area_is_counted_once(found: Availability) -> None:
    cells = [known for by_level in found.values() for members in by_level.values() for known in members]
    assert [k for k in cells if k.delivered + k.computed + sum(k.without.values()) != k.areas] == []


numbers = st.integers(0, 12_000)
knowns = st.builds(
    Known,
    st.sampled_from(PERIODS),
    numbers,
    numbers,
    numbers,
    st.dictionaries(st.sampled_from(Status), numbers),
    st.dictionaries(st.sampled_from([Flag.provisional, Flag.estimated]), numbers),
)
names = st.sampled_from(["jung", "alt"])


@given(st.dictionaries(names, st.dictionaries(names, st.lists(knowns, max_size=3).map(tuple))))
def test_what_is_written_is_read(found: Availability) -> None:
    assert read(write(found)) == found
