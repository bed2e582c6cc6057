"""The other way: counts after a reform on the areas before it, and on those between two; the town of test_vintage."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.counting.counts import Counts
from indicators.counting.cube import Cube, build
from indicators.counting.vintage import Reform, on_vintages, vintage_cube
from indicators.methods import family
from indicators.model import Flag, Indicator, Rules
from tests.indicators.six import cell_of, counted, day, indicator, told
from tests.indicators.test_vintage import DAY, LAND, N19, N20, REFORM, X20, counts

# of the 200 people in 12 on the eve half had come from 11, of the 500 in 13 300, of the 800 in 22 300 from 21
BACK = (
    ("12", "11", 0.5),
    ("12", "12", 0.5),
    ("13", "11", 0.6),
    ("13", "13", 0.4),
    ("22", "21", 0.375),
    ("22", "22", 0.625),
    ("23", "23", 1.0),
)
BOTH_WAYS = replace(REFORM, back=BACK, back_basis="Einwohner am 31.12.2019, zurück")


def before(found: Counts, of: Indicator | None = None) -> Cube:
    one = of or indicator()
    old, new = on_vintages(found, {}, "stadtteil", [BOTH_WAYS])
    assert (old.first, old.last, new.last) == (dt.date.min, dt.date(2019, 12, 31), dt.date.max)
    assert (old.until, old.bases) == (dt.date.max, ("Einwohner am 31.12.2019, zurück",))
    made = vintage_cube(one, family()[one.method], old, build(one, found)["stadtteil"])
    assert made is not None
    return made


def test_later_counts_stand_on_the_areas_before_the_reform() -> None:
    found = before(counts())
    assert cell_of(found, "11", day(2020)) == (0.5 * 31 + 0.6 * 92, 0.5 * 210 + 0.6 * 490, "ok")
    assert cell_of(found, "21", day(2020)) == (0.375 * 99, 0.375 * 810, "ok")
    assert cell_of(found, "23", day(2020)) == (88, 590, "ok")
    assert cell_of(found, "11", day(2019)) == (80, 400, "ok"), "until the reform as delivered"
    assert found.exists.all(), "all six are there in both years"
    estimated = {k for k, f in zip(found.keys, found.flags[:, 1].tolist(), strict=True) if f & Flag.estimated}
    assert estimated == {"11", "12", "13", "21", "22"}
    assert found.split is not None
    assert found.split[:, 0].tolist() == [0] * 6
    assert not (found.flags & Flag.break_before).any()


def test_a_cell_hidden_after_the_reform_is_hidden_in_both_areas_that_it_came_from() -> None:
    few = indicator(rules=Rules(min_numerator=5))
    found = before(counts(x20=X20 | {"22": 3}), few)
    assert [cell_of(found, key, day(2020)) for key in ("21", "22")] == [(None, None, "secret")] * 2
    assert cell_of(found, "23", day(2020)) == (88, 590, "ok")


def test_without_a_way_back_only_the_newest_areas_are_there() -> None:
    assert [one.last for one in on_vintages(counts(), {}, "stadtteil", [REFORM])] == [dt.date.max]


def test_the_areas_between_two_reforms_have_what_was_before_and_what_came_after() -> None:
    second = dt.date(2021, 1, 1)
    land = replace(LAND, breaks={"stadtteil": {**LAND.breaks["stadtteil"], 4: (DAY, second), 5: (second,)}})
    same = (("12", "12", 1.0), ("13", "13", 1.0))
    moved = (*same, ("22", "22", 1.0), ("23", "22", 0.5), ("23", "23", 0.5))
    returned = (*same, ("22", "22", 0.75), ("22", "23", 0.25), ("23", "23", 1.0))
    later = Reform("stadtteil", second, "Fläche", moved, returned)
    found = counted(*(told("n", "stadtteil", day(y), n) for y, n in ((2019, N19), (2020, N20), (2021, N20))), land=land)
    old, between, new = on_vintages(found, {}, "stadtteil", [later, BOTH_WAYS])
    assert (between.first, between.last, between.bases) == (DAY, dt.date(2020, 12, 31), (REFORM.basis, "Fläche"))
    rows = {
        k: between.counts.matrices["n"]["stadtteil"].number[r].tolist() for r, k in enumerate(land.keys["stadtteil"])
    }
    assert rows["22"] == [500 + 300, 810, 0.75 * 810]
    assert rows["23"] == [600, 590, 590 + 0.25 * 810]
    first = old.counts.matrices["n"]["stadtteil"].number[land.keys["stadtteil"].index("21")].tolist()
    assert first == [300, 0.375 * 810, 0.375 * (0.75 * 810)], "over both reforms"
    assert new.until == dt.date.max


@given(
    st.lists(st.integers(0, 10_000), min_size=6, max_size=6),
    st.lists(st.integers(0, 10_000), min_size=4, max_size=4),
    st.lists(st.floats(0, 1), min_size=3, max_size=3),
)
def test_totals_survive_in_both_directions(old: list[int], new: list[int], shares: list[float]) -> None:
    """Whoever lived in the town lives in it on either areas, whatever the shares."""
    a, b, c = shares
    back = (("12", "11", a), ("12", "12", 1 - a), ("13", "11", b), ("13", "13", 1 - b))
    back += (("22", "21", c), ("22", "22", 1 - c), ("23", "23", 1.0))
    there = {"19": dict(zip(N19, old, strict=True)), "20": dict(zip(N20, new, strict=True))}
    found = counted(
        told("n", "stadtteil", day(2019), there["19"]), told("n", "stadtteil", day(2020), there["20"]), land=LAND
    )
    for one in on_vintages(found, {}, "stadtteil", [replace(REFORM, back=back)]):
        sums = np.nansum(one.counts.matrices["n"]["stadtteil"].number, axis=0)
        assert sums.tolist() == pytest.approx([sum(old), sum(new)], rel=1e-9)
