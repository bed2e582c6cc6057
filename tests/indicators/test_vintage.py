"""A level in all its periods on its newest areas: counts first, then the rate; what is hidden stays hidden.

Until 2019 there are 11, 12, 13, 21, 22, 23. On 1.1.2020 a quarter of 11 passes to 12 and the rest to 13, and 21 whole
into 22.
"""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.counting.counts import Counts
from indicators.counting.cube import Cube, build
from indicators.counting.vintage import OneVintage, Reform, changes, on_vintages, vintage_cube
from indicators.disclosure.rules import hide
from indicators.errors import FaultyInput
from indicators.methods import family
from indicators.model import Flag, Indicator, Rules
from tests.indicators.six import Said, cell_of, counted, day, indicator, told, tree, variable

DAY = dt.date(2020, 1, 1)
UNTIL = ((dt.date.min, dt.date(2019, 12, 31)),)
LAND = tree(windows={"11": UNTIL, "21": UNTIL}, breaks={"12": (DAY,), "13": (DAY,), "22": (DAY,)})
REFORM = Reform(
    "stadtteil",
    DAY,
    "Einwohner am 31.12.2019",
    (
        ("11", "12", 0.25),
        ("11", "13", 0.75),
        ("12", "12", 1.0),
        ("13", "13", 1.0),
        ("21", "22", 1.0),
        ("22", "22", 1.0),
        ("23", "23", 1.0),
    ),
)
N19 = {"11": 400, "12": 100, "13": 200, "21": 300, "22": 500, "23": 600}
X19 = {"11": 80, "12": 10, "13": 30, "21": 60, "22": 40, "23": 90}
N20 = {"12": 210, "13": 490, "22": 810, "23": 590}
X20 = {"12": 31, "13": 92, "22": 99, "23": 88}


def counts(x19: dict[str, Said] | None = None, x20: dict[str, Said] | None = None) -> Counts:
    return counted(
        told("n", "stadtteil", day(2019), N19),
        told("n", "stadtteil", day(2020), N20),
        told("x", "stadtteil", day(2019), x19 or X19),
        told("x", "stadtteil", day(2020), x20 or X20),
        land=LAND,
    )


def newest(found: Counts) -> OneVintage:
    (made,) = on_vintages(found, {}, "stadtteil", [REFORM])
    assert made.last == dt.date.max
    return made


def cube(found: Counts, of: Indicator | None = None) -> Cube:
    one = of or indicator()
    made = vintage_cube(one, family()[one.method], newest(found), build(one, found)["stadtteil"])
    assert made is not None
    return made


def test_the_days_on_which_a_level_changes() -> None:
    assert changes(LAND, "stadtteil") == {DAY}
    assert changes(LAND, "bezirk") == set()
    on = ((dt.date.min, dt.date(2010, 12, 31)), (dt.date(2011, 1, 1), dt.date.max))
    assert changes(tree(windows={"11": on}), "stadtteil") == set(), "the key goes on"


def test_numerator_and_denominator_are_converted_each_by_itself() -> None:
    found = cube(counts())
    assert cell_of(found, "12", day(2019)) == (10 + 0.25 * 80, 100 + 0.25 * 400, "ok")
    assert cell_of(found, "13", day(2019)) == (30 + 0.75 * 80, 200 + 0.75 * 400, "ok")
    assert cell_of(found, "22", day(2019)) == (40 + 60, 500 + 300, "ok")
    assert cell_of(found, "23", day(2019)) == (90, 600, "ok")
    assert cell_of(found, "12", day(2020)) == (31, 210, "ok"), "from the reform on as delivered"
    exists = {key: row.tolist() for key, row in zip(found.keys, found.exists, strict=True)}
    assert exists == {k: [k not in ("11", "21")] * 2 for k in exists}


def test_estimates_say_how_much_of_them_is_estimated_and_no_break_is_left() -> None:
    found = cube(counts())
    assert found.split is not None
    estimated = {k for k, f in zip(found.keys, found.flags[:, 0].tolist(), strict=True) if f & Flag.estimated}
    assert estimated == {"12", "13"}
    row = found.keys.index("12")
    # of numerator and denominator the one that is estimated more: 20 of 30 against 100 of 200
    assert found.split[row].tolist() == [max(20 / 30, 100 / 200), 0]
    assert found.split[found.keys.index("22")].tolist() == [0, 0]
    assert not (found.flags & Flag.break_before).any()
    delivered = build(indicator(), counts())["stadtteil"]
    assert (delivered.flags & Flag.break_before).any()
    assert delivered.split is None


def test_a_cell_hidden_on_its_own_areas_is_hidden_wherever_it_passes_into() -> None:
    """21 has 2 of 300: 42 of 800 minus the 40 of 500 that 22 shows would be its 2."""
    few = indicator(rules=Rules(min_numerator=5))
    found = cube(counts(x19=X19 | {"21": 2}), few)
    assert cell_of(found, "22", day(2019)) == (None, None, "secret")
    shown = hide(found, few, family()["share"])
    assert cell_of(shown, "23", day(2019)) == (90, 600, "ok")
    assert cell_of(found, "22", day(2020)) == (99, 810, "ok")


def test_rules_are_asked_of_the_converted_counts_and_not_only_of_the_delivered_ones() -> None:
    """11 shows its 8 of 400; a quarter of it and none of 12 are 2 of 200, fewer than may be said of any area."""
    few, share = indicator(rules=Rules(min_numerator=5)), family()["share"]
    told_ = counts(x19=X19 | {"11": 8, "12": 0})
    own = hide(build(few, told_)["stadtteil"], few, share)
    assert [cell_of(own, key, day(2019))[::2] for key in ("11", "12")] == [(8, "ok"), (0, "zero")]
    made = cube(told_, few)
    assert cell_of(made, "12", day(2019)) == (0.25 * 8, 100 + 0.25 * 400, "ok"), "converted before the rule is asked"
    shown = hide(made, few, share)
    assert cell_of(shown, "12", day(2019))[::2] == (None, "secret")
    assert cell_of(shown, "13", day(2019)) == (30 + 0.75 * 8, 200 + 0.75 * 400, "ok")


@given(st.sampled_from(["11", "12", "13", "21", "22", "23"]), st.integers(1, 4), st.integers(1, 4))
def test_towns_that_differ_in_a_hidden_number_look_the_same_converted(key: str, one: int, other: int) -> None:
    few = indicator(rules=Rules(min_numerator=5))
    shown = [hide(cube(counts(x19=X19 | {key: x}), few), few, family()["share"]) for x in (one, other)]
    for plane in ("numerator", "denominator", "status", "flags", "split"):
        assert np.array_equal(*(getattr(found, plane) for found in shown), equal_nan=plane.endswith("ator")), plane


def test_a_base_too_small_to_be_said_cannot_be_told_by_a_sum() -> None:
    """21 has 300 residents, of whom nobody knows the x: 800 less the 500 of 22 would be its base."""
    rules = Rules(min_denominator=400)
    found = cube(counts(x19=X19 | {"21": "missing"}), indicator(rules=rules))
    assert cell_of(found, "22", day(2019)) == (None, None, "secret")
    assert cell_of(found, "23", day(2019)) == (90, 600, "ok")


def test_a_secret_part_is_never_computed() -> None:
    found = cube(counts(x19=X19 | {"11": "secret"}))
    assert [cell_of(found, key, day(2019))[::2] for key in ("12", "13")] == [(None, "secret")] * 2


def test_too_few_institutions_on_the_old_areas_hide_the_new_one() -> None:
    rules = Rules(min_contributors=3, contributors="kitas")
    kitas = (
        told("kitas", "stadtteil", day(2019), {"11": 9, "12": 9, "13": 9, "21": 2, "22": 9, "23": 9}),
        told("kitas", "stadtteil", day(2020), {"12": 9, "13": 2, "22": 9, "23": 9}),
    )
    found = counted(
        *kitas,
        *(told("n", "stadtteil", day(y), n) for y, n in ((2019, N19), (2020, N20))),
        *(told("x", "stadtteil", day(y), x) for y, x in ((2019, X19), (2020, X20))),
        land=LAND,
    )
    made = cube(found, indicator(rules=rules))
    assert cell_of(made, "22", day(2019)) == (None, None, "secret")
    assert cell_of(made, "13", day(2019))[2] == "ok"
    assert cell_of(made, "13", day(2020)) == (None, None, "secret")


def test_finished_values_are_not_converted() -> None:
    given = indicator(method="given", numerator="q", denominator="")
    found = counted(
        told("q", "stadtteil", day(2019), N19),
        told("q", "stadtteil", day(2020), N20),
        told("n", "stadtteil", day(2019), N19),
        land=LAND,
    )
    (made,) = on_vintages(found, {"q": variable("q", kind="given")}, "stadtteil", [REFORM])
    assert np.isnan(made.counts.matrices["q"]["stadtteil"].number[:, 0]).all()
    assert vintage_cube(given, family()["given"], made, build(given, found)["stadtteil"]) is None


def test_a_change_over_years_reaches_over_the_reform() -> None:
    growth = indicator(method="change", numerator="n - lag(n, 1)", denominator="lag(n, 1)")
    found = cube(counts(), growth)
    assert cell_of(found, "22", day(2020)) == (810 - 800, 800, "ok")
    assert cell_of(found, "12", day(2020)) == (210 - 200, 200, "ok")


def test_periods_before_a_change_without_a_table_are_left_out() -> None:
    early = dt.date(2015, 1, 1)
    land = replace(LAND, breaks={"stadtteil": {**LAND.breaks["stadtteil"], 5: (early,)}})
    found = counted(*(told("n", "stadtteil", day(y), N20 if y == 2020 else N19) for y in (2014, 2019, 2020)), land=land)
    made = newest(found)
    assert made.since == early
    assert not made.counts.ground.valid["stadtteil"][:, 0].any()
    count = vintage_cube(
        one := indicator(method="count", numerator="n", denominator=""),
        family()["count"],
        made,
        build(one, found)["stadtteil"],
    )
    assert count is not None
    assert count.periods == (day(2019), day(2020))


def test_two_reforms_follow_on_each_other() -> None:
    """On 1.1.2021 23 passes half into 22; what was estimated before stays an estimate."""
    second = dt.date(2021, 1, 1)
    land = replace(LAND, breaks={"stadtteil": {**LAND.breaks["stadtteil"], 4: (DAY, second), 5: (second,)}})
    later = Reform(
        "stadtteil",
        second,
        "Fläche",
        (("12", "12", 1), ("13", "13", 1), ("22", "22", 1), ("23", "22", 0.5), ("23", "23", 0.5)),
    )
    found = counted(*(told("n", "stadtteil", day(y), n) for y, n in ((2019, N19), (2020, N20), (2021, N20))), land=land)
    *_, made = on_vintages(found, {}, "stadtteil", [later, REFORM])
    number = dict(zip(land.keys["stadtteil"], made.counts.matrices["n"]["stadtteil"].number.tolist(), strict=True))
    assert number["22"] == [500 + 300 + 0.5 * 600, 810 + 0.5 * 590, 810]
    assert number["12"] == [100 + 0.25 * 400, 210, 210]
    assert sum(row[0] for row in number.values() if row[0] == row[0]) == sum(N19.values())
    share = dict(zip(land.keys["stadtteil"], made.split["n"].number.tolist(), strict=True))
    assert share["12"] == pytest.approx([100, 0, 0])


def test_a_level_without_a_reform_or_without_earlier_periods_has_nothing_to_convert() -> None:
    assert on_vintages(counts(), {}, "bezirk", [REFORM]) == ()
    late = counted(told("n", "stadtteil", day(2020), N20), land=LAND)
    assert on_vintages(late, {}, "stadtteil", [REFORM]) == ()


def test_an_area_that_the_table_forgets_is_named() -> None:
    with pytest.raises(FaultyInput, match=r"Reform zum 01\.01\.2020: alte Gebiete ohne Zeile \(1\): 23"):
        on_vintages(counts(), {}, "stadtteil", [replace(REFORM, weights=REFORM.weights[:-1])])
