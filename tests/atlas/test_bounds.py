"""Legends: no printed value contradicts the class that its area is drawn in."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.bounds import printed_bounds
from atlas.numbers import rounded
from indicators.classes import SCHEMES, assign, classify


def number(printed):
    """`1.234,5` as a number."""
    return Decimal(printed.replace(".", "").replace(",", ".").replace("−", "-"))


def bounds(bins, lowest, decimals, values):
    return " | ".join(" bis ".join(pair) for pair in printed_bounds(bins, lowest, decimals, values))


@pytest.mark.parametrize(
    ("bins", "lowest", "decimals", "values", "expected"),
    [
        # nothing is near the break: it is printed as it is, the next class begins one step later
        ((20, 30), 10, 1, [10, 15, 25, 30], "10,0 bis 20,0 | 20,1 bis 30,0"),
        # 20,04 prints 20,0 and is drawn above: the class below ends before it
        ((20.01, 30), 10, 1, [10, 15, 20.04, 30], "10,0 bis 19,9 | 20,0 bis 30,0"),
        # the greatest value below prints 20,0 and none above does: the class keeps it
        ((20.01, 30), 10, 1, [10, 20.01, 20.06, 30], "10,0 bis 20,0 | 20,1 bis 30,0"),
        # 20,01 and 20,04 print alike on both sides: both classes name it
        ((20.01, 30), 10, 1, [10, 20.01, 20.04, 30], "10,0 bis 20,0 | 20,0 bis 30,0"),
        # half up: 0,25 prints 0,3, so does the break
        ((0.25, 1), 0, 1, [0, 0.2, 0.25, 1], "0,0 bis 0,3 | 0,4 bis 1,0"),
        # classes narrower than a step
        ((20.01, 20.02, 20.04), 20, 1, [20, 20.02, 20.04], "20,0 bis 20,0 | 20,0 bis 20,0 | 20,0 bis 20,0"),
        # no value in the middle
        ((10, 20, 30), 0, 0, [1, 2, 25, 30], "0 bis 10 | 11 bis 20 | 21 bis 30"),
        # negative numbers and thousands
        ((-0.5, 1500), -1234.5, 0, [-1234.5, 0.2, 1500], "−1.235 bis −1 | 0 bis 1.500"),
        ((), float("nan"), 1, [], ""),
        ((7.0,), 7.0, 1, [7.0, float("nan")], "7,0 bis 7,0"),
    ],
)
def test_bounds_by_hand(bins, lowest, decimals, values, expected):
    assert bounds(bins, lowest, decimals, values) == expected


def test_values_of_other_years_above_the_last_class_do_not_stretch_it():
    assert bounds((20, 30), 10, 0, [10, 30, 99]) == "10 bis 20 | 21 bis 30"


hundredths = st.integers(-300, 3000).map(lambda i: i / 100)
values_of = st.lists(hundredths | st.floats(-50, 500), min_size=1, max_size=40)


@given(
    values_of,
    st.sampled_from(SCHEMES),
    st.integers(1, 7),
    st.lists(hundredths, min_size=1, max_size=5, unique=True).map(sorted),
    st.integers(0, 3),
)
def test_no_printed_value_contradicts_its_class(values, scheme, k, own, decimals):
    breaks = classify(values, scheme, k, own)
    classes = assign(values, breaks.bins)
    legend = [
        (number(first), number(last)) for first, last in printed_bounds(breaks.bins, breaks.lowest, decimals, values)
    ]
    printed = [rounded(value, decimals) for value in values]
    assert len(legend) == len(breaks.bins)
    assert all(first <= last for first, last in legend)
    assert legend == sorted(legend)
    for said, c in zip(printed, classes, strict=True):
        first, last = legend[c]
        assert first <= said <= last
        for other in {*classes} - {c}:  # a number that a second class names, too, is printed by an area of that class
            if legend[other][0] <= said <= legend[other][1]:
                assert said in {p for p, d in zip(printed, classes, strict=True) if d == other}


def test_a_legend_over_twenty_years_of_eleven_thousand_areas_holds():
    values = np.random.default_rng(5).lognormal(2.5, 0.8, (20, 11_000))
    breaks = classify(values, "quantiles", 5)
    legend = printed_bounds(breaks.bins, breaks.lowest, 1, values)
    classes = assign(values, breaks.bins)
    for c, (first, last) in enumerate(legend):
        inside = values[classes == c]
        assert number(first) <= rounded(float(inside.min()), 1)
        assert rounded(float(inside.max()), 1) <= number(last)
