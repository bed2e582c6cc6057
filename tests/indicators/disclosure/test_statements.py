"""Statements hold for the counts that they were made of, whatever was printed; and say what they say by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.disclosure.attack import pinned, reach
from indicators.disclosure.relations import INF, relate
from indicators.disclosure.statements import WIDEST, limits, order, printed, quotient, total, unrounded
from tests.indicators.six import METHODS

bases = st.integers(1, 3000)


def holds(rows, x: float, n: float) -> bool:
    """Whether x in cell 0 and n in cell 1 fulfil all rows."""
    said = [sum(factor * (x, n)[cell] for cell, factor in row.terms) for row in rows]
    return all(row.low - 1e-6 <= value <= row.high + 1e-6 for row, value in zip(rows, said, strict=True))


@given(bases, st.data(), st.integers(0, 3), st.sampled_from([100, 1000]))
def test_a_printed_quotient_fits_its_counts(n: int, data: st.DataObject, decimals: int, factor: int) -> None:
    x = data.draw(st.integers(0, n))
    rows = quotient([(0, 1.0)], [(1, 1.0)], printed(round(factor * x / n, decimals), decimals), factor)
    assert holds(rows, x, n)
    assert not holds(rows, x + n * 10.0**-decimals / factor * 1.1 + 0.01, n), "one printed step more is too many"


@given(bases, st.data(), st.integers(0, 2), st.sampled_from(["share", "rate"]))
def test_printed_limits_fit_their_counts_and_a_known_base_leaves_no_more_than_an_unknown_one(
    n: int, data: st.DataObject, decimals: int, name: str
) -> None:
    x, method = data.draw(st.integers(0, n)), METHODS[name]
    low, high = (float(end[0]) for end in method.interval(np.array([x]), np.array([n]), 100))
    ends = printed(round(low, decimals), decimals), printed(round(high, decimals), decimals)
    known = limits(0, 1, *ends, (n, n), method, 100)
    unknown = limits(0, 1, *ends, (max(1, n - 40), n + 40), method, 100)
    assert holds(known, x, n)
    assert holds(unknown, x, n)
    assert unknown[0].low <= known[0].low <= known[0].high <= unknown[0].high


def test_the_limits_of_2_of_47_with_one_decimal_are_those_of_no_other_counts() -> None:
    low, high = METHODS["share"].interval(np.array([2]), np.array([47]), 100)
    assert (round(float(low[0]), 1), round(float(high[0]), 1)) == (1.2, 14.2)
    assert limits(0, 1, printed(1.2, 1), printed(14.2, 1), (1, 5000), METHODS["share"], 100) == [
        total([(0, 1.0)], (2, 2)),
        total([(1, 1.0)], (47, 47)),
    ]


def test_rounded_numbers_that_leave_one_whole_number_are_that_number() -> None:
    """Four areas of 900 with 2, 30, 45 and 61 cases of 138; of three the rate is printed: 3,3 %, 5,0 % and 6,8 %."""
    rows = [total([(c, 1.0) for c in range(4)], (138, 138))]
    for cell, value in ((1, 3.3), (2, 5.0), (3, 6.8)):
        low, high = printed(value, 1)
        rows.append(total([(cell, 1.0)], (9 * low, 9 * high)))  # 29,25 to 30,15; 44,55 to 45,45; 60,75 to 61,65
    relations, unknown = relate(4, rows), np.full(4, np.nan)
    found = reach(relations, unknown)
    # as real numbers 138 - 30,15 - 45,45 - 61,65 = 0,75 to 138 - 29,25 - 44,55 - 60,75 = 3,45
    assert (found.low[0], found.high[0]) == (1, 3)
    assert pinned(relations, unknown, np.ones(4, bool)).tolist() == [2, 30, 45, 61]
    fractions = np.array([True, True, False, True])
    assert np.isnan(pinned(relations, unknown, fractions)).tolist() == [True, False, True, False]


def test_limits_say_nothing_of_a_base_that_may_be_anything() -> None:
    ends = printed(1.2, 1), printed(14.2, 1)
    assert limits(0, 1, *ends, (0, INF), METHODS["share"], 100) == []
    assert limits(0, 1, *ends, (1, WIDEST + 2), METHODS["share"], 100) == []


def test_limits_of_no_counts_contradict_every_number() -> None:
    (row,) = limits(0, 1, printed(60, 1), printed(61, 1), (47, 47), METHODS["share"], 100)
    assert row.low > row.high


def test_an_open_end_says_nothing() -> None:
    assert quotient([(0, 1.0)], [(1, 1.0)], (-INF, INF), 100) == []
    (row,) = quotient([(0, 1.0)], [(1, 1.0)], (5.0, INF), 100)  # 100 x - 5 n >= 0
    assert (dict(row.terms), row.low, row.high) == ({0: 100.0, 1: -5.0}, 0.0, INF)


def test_a_cell_on_both_sides_is_one_term() -> None:
    # a change of -60 % in whole per cent: 100 (x - y) / y between -60,5 and -59,5
    upper, lower = quotient([(0, 1.0), (1, -1.0)], [(1, 1.0)], printed(-60, 0), 100)
    assert dict(upper.terms) == {0: 100.0, 1: -100.0 + 59.5}
    assert dict(lower.terms) == {0: 100.0, 1: -100.0 + 60.5}
    assert dict(order([(0, 2.0)], [(0, 1.0), (1, 1.0)]).terms) == {0: 1.0, 1: -1.0}


@pytest.mark.parametrize("value", [4.25531914893617, 0.0, -3.5])
def test_an_unrounded_number_is_itself(value: float) -> None:
    low, high = unrounded(value)
    assert low <= value <= high
    assert high - low <= 1e-8
