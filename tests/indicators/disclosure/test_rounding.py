"""Rounding: which numbers look the same, and what a reader of rounded numbers and totals computes."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.relations import Row, relate
from indicators.disclosure.rounded import small_findings
from indicators.disclosure.rounding import BASES, interval, rounded

USED = [base for base in BASES if base]
WHOLE = np.array([True])


@pytest.mark.parametrize("base", USED)
def test_a_reader_knows_exactly_the_numbers_that_look_the_same(base: int) -> None:
    numbers = np.arange(-60, 61, dtype=float)
    shown = rounded(numbers, base)
    for value in np.unique(shown).tolist()[1:-1]:  # the outer ones have neighbours beyond
        alike = numbers[shown == value]
        low, high = interval(np.array([value]), base, WHOLE)
        assert (low[0], high[0]) == (alike.min(), alike.max())


@given(st.floats(-1e6, 1e6), st.sampled_from(USED))
def test_a_number_lies_in_its_interval_and_halves_go_away_from_zero(number: float, base: int) -> None:
    one = np.array([number])
    shown = rounded(one, base)
    assert abs(shown[0] - number) <= base / 2 + 1e-9
    low, high = interval(shown, base, ~WHOLE)
    assert low[0] - 1e-9 <= number <= high[0] + 1e-9
    assert rounded(-one, base)[0] == -shown[0]


@pytest.mark.parametrize(("number", "base", "shown"), [(2.5, 5, 5), (5, 10, 10), (-5, 10, -10), (4, 10, 0), (1, 3, 0)])
def test_halves_and_small_numbers(number: float, base: int, shown: float) -> None:
    assert rounded(np.array([number]), base)[0] == shown


def looks(parts: tuple[int, ...], base: int) -> list[float]:
    return rounded(np.array([*parts, sum(parts)], float), base).tolist()


def attacked(parts: tuple[int, ...], base: int, least: int) -> dict[int, tuple[str, float, float]]:
    """Cell -> verdict and what is known, of parts and their total, all rounded."""
    shown, cells = np.array(looks(parts, base)), len(parts) + 1
    terms = tuple((cell, 1.0) for cell in range(len(parts)))
    relations = relate(cells, [Row(((len(parts), -1.0), *terms))])
    low, high = interval(shown, base, np.ones(cells, bool))
    relations.floor[:], relations.ceiling[:] = np.maximum(low, 0), high
    every = np.ones(cells, bool)
    found = small_findings(relations, np.full(cells, np.nan), np.full(cells, float(least)), every)
    return {one.cell: (one.verdict, one.low, one.high) for one in found}


def test_two_parts_that_look_like_none_are_given_away_by_their_total() -> None:
    # 2 and 1 are printed 0 and 0, together 3 are printed 5: each part is at most 2, together at least 3
    assert attacked((2, 1), 5, 3) == {0: ("P1", 1, 2), 1: ("P1", 1, 2)}


def test_a_third_part_that_looks_like_none_hides_them() -> None:
    assert attacked((2, 1, 0), 5, 3) == {}


def test_a_base_no_larger_than_the_minimum_tells_too_much_by_itself() -> None:
    # 4 is printed 5, which is 3 to 7: known to within 4, where 5 are asked for
    assert attacked((4, 40, 40), 5, 5)[0] == ("P2", 3, 7)
    assert 0 not in attacked((4, 40, 40), 10, 5)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=3).map(tuple), st.sampled_from([3, 5, 10]), st.sampled_from([3, 5])
)
def test_what_is_found_is_what_all_possible_towns_have_in_common(parts: tuple[int, ...], base: int, least: int) -> None:
    shown = looks(parts, base)
    worlds = np.array(list(product(range(15), repeat=len(parts))), float)
    numbers = np.column_stack([worlds, worlds.sum(axis=1)])
    numbers = numbers[(rounded(numbers, base) == shown).all(axis=1)]
    expected = {}
    for cell, (low, high) in enumerate(zip(numbers.min(axis=0).tolist(), numbers.max(axis=0).tolist(), strict=True)):
        if 1 <= low < least and high - low < least:
            expected[cell] = ("P0" if high == low else "P1" if high < least else "P2", low, high)
    assert attacked(parts, base, least) == expected
