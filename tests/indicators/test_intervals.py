"""Limits of proportions and rates: published tables, an independent library, and what holds for any count."""

import csv
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson

from indicators.intervals import poisson, wilson
from tests.shared import SHARED, needs_shared

CONFIDENCES = (0.95, 0.998)
COLUMNS = {0.95: ("lower95_0cl", "upper95_0cl"), 0.998: ("lower99_8cl", "upper99_8cl")}


def published(name):
    """The rows of a published table, numbers as floats, empty cells as nan."""
    with (SHARED / "vectors" / "phe" / name).open(newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ("Numerator", "Denominator", "multiplier", *COLUMNS[0.95], *COLUMNS[0.998])
    return {column: np.array([float(row[column] or "nan") for row in rows]) for column in columns}


@needs_shared
@pytest.mark.parametrize(("name", "limits", "rows"), [("proportion.csv", wilson, 16), ("rate.csv", poisson, 17)])
@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_published_limits_are_met(name, limits, rows, confidence):
    table = published(name)
    lower, upper = limits(table["Numerator"], table["Denominator"], confidence)
    for ours, column in ((lower, COLUMNS[confidence][0]), (upper, COLUMNS[confidence][1])):
        theirs = table[column] / table["multiplier"]
        assert np.isfinite(theirs).sum() == rows
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=0, equal_nan=True)


@pytest.mark.parametrize(
    ("x", "n", "printed"),  # Newcombe (1998), Statistics in Medicine 17:857, table I, score method
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_the_examples_of_the_literature(x, n, printed):
    lower, upper = wilson(x, n)
    assert (round(float(lower), 4), round(float(upper), 4)) == printed


def test_garwood_s_table_of_small_numbers():
    # Garwood (1936), Biometrika 28:437: 95 % limits of the mean for 0 .. 5 events
    lower, upper = poisson(np.arange(6), 1)
    assert upper.round(2).tolist() == [3.69, 5.57, 7.22, 8.77, 10.24, 11.67]
    assert lower.round(3).tolist() == [0.0, 0.025, 0.242, 0.619, 1.090, 1.623]


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.998, 0.9999])
def test_limits_equal_those_of_an_independent_library(confidence):
    x = np.repeat(np.arange(0, 40.0), 4)
    n = np.tile([40.0, 97.0, 1000.0, 123_456.0], 40)
    theirs = proportion_confint(x, n, 1 - confidence, method="wilson")
    np.testing.assert_allclose(wilson(x, n, confidence)[0], theirs[0], rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(wilson(x, n, confidence)[1], theirs[1], rtol=1e-9)
    few = np.arange(1, 10.0)  # for 0 events the library halves the error, the published rule does not
    theirs = confint_poisson(few, 50.0, method="exact-c", alpha=1 - confidence)
    np.testing.assert_allclose(poisson(few, 50.0, confidence)[0], theirs[0], rtol=1e-9)
    np.testing.assert_allclose(poisson(few, 50.0, confidence)[1], theirs[1], rtol=1e-9)


@pytest.mark.parametrize("limits", [wilson, poisson])
@pytest.mark.parametrize(
    ("x", "n"), [(0, 0), (5, 0), (np.nan, 10), (5, np.nan), (-1, 10), (5, -10), (5, np.inf), (np.inf, np.inf)]
)
def test_where_there_is_no_ratio_there_are_no_limits(limits, x, n):
    lower, upper = limits(x, n)
    assert np.isnan(lower)
    assert np.isnan(upper)


def test_a_part_larger_than_the_whole_has_no_limits_but_more_events_than_the_base_have():
    assert np.isnan(wilson(11, 10)).all()
    assert np.isfinite(poisson(250, 220)).all()


def test_a_part_that_passes_the_whole_by_a_rounding_error_is_the_whole():
    x = 0.1 + 0.2  # 0.30000000000000004
    assert wilson(x, 0.3)[1] == 1.0


def test_a_fraction_below_ten_has_no_exact_limits():
    assert np.isnan(poisson(2.5, 100)).all()
    assert np.isfinite(poisson(12.5, 100)).all()


def test_one_event_has_a_positive_lower_limit_where_the_approximation_would_go_below_zero():
    # Byar at x = 1, z = 3.09: 1 - 1/9 - 3.09/3 < 0; exactly 1 - exp(-m) = 0.001 gives m = -ln(0.999)
    assert poisson(1, 1, 0.998)[0] == pytest.approx(-math.log(0.999), rel=1e-9)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
def test_a_confidence_outside_0_to_1_is_refused(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 10, confidence)


def test_shapes_follow_the_inputs():
    lower, upper = wilson(np.zeros((3, 2)), 10)
    assert lower.shape == upper.shape == (3, 2)
    assert lower.dtype == np.float64
    assert poisson(4, 10)[0].shape == ()


counts = st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, st.sampled_from(CONFIDENCES))
def test_a_share_lies_within_its_limits_and_these_within_0_and_1(pair, confidence):
    x, n = pair
    lower, upper = wilson(x, n, confidence)
    assert 0 <= lower <= x / n <= upper <= 1
    assert (lower == 0) == (x == 0)
    assert (upper == 1) == (x == n)


@given(counts)
def test_the_limits_of_the_others_are_the_mirror_image(pair):
    x, n = pair
    lower, upper = wilson(x, n)
    mirrored_lower, mirrored_upper = wilson(n - x, n)
    assert lower == pytest.approx(1 - mirrored_upper, abs=1e-12)
    assert upper == pytest.approx(1 - mirrored_lower, abs=1e-12)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_rate_lies_within_its_limits_and_the_wider_ones_hold_the_narrower(x, n):
    (lower, upper), (wide_lower, wide_upper) = poisson(x, n, 0.95), poisson(x, n, 0.998)
    assert wide_lower <= lower <= x / n <= upper <= wide_upper


def test_the_approximation_meets_the_exact_limits_where_they_change_over():
    # at 10 events Byar and Garwood differ by less than 1 %: 4.795 .. 18.39 exactly (Garwood)
    lower, upper = poisson(10, 1)
    assert lower == pytest.approx(4.795, rel=0.01)
    assert upper == pytest.approx(18.39, rel=0.01)
