"""Every method: what it gives for counts one can work out by hand, and what all of them promise."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intervals import poisson, wilson
from indicators.methods import Method, family
from indicators.model import METHODS_WITH_DENOMINATOR

METHODS = family()
DIVIDING = [key for key, method in METHODS.items() if method.NEEDS_DENOMINATOR]
one = np.array


def value(key, x, n, factor=1.0):
    """The one value of one pair of numbers."""
    return float(METHODS[key].values(one([float(x)]), None if n is None else one([float(n)]), factor)[0])


@pytest.mark.parametrize(
    ("key", "x", "n", "factor", "expected"),
    [
        ("count", 87_000, None, 1, 87_000),
        ("share", 30, 240, 100, 12.5),  # 30/240 = 1/8
        ("share", 0, 240, 100, 0),
        ("share", 240, 240, 100, 100),
        ("rate", 250, 200, 100, 125),  # places may exceed children
        ("rate", 7, 3500, 1000, 2),
        ("density", 1200, 48, 1, 25),
        ("mean", 43_000, 1000, 1, 43),
        ("ratio", 300, 1200, 100, 25),
        ("ratio", 1200, 300, 100, 400),
        ("change", 950 - 1000, 1000, 100, -5),
        ("balance", 12 - 15, None, 1, -3),
        ("balance", 12 - 15, 60, 100, -5),
        ("given", 12.5, None, 1, 12.5),
        ("given", 0.125, None, 100, 12.5),
    ],
)
def test_values_by_hand(key, x, n, factor, expected):
    assert value(key, x, n, factor) == expected


def test_the_family_is_the_nine_methods_and_each_keeps_the_promise():
    keys = ["balance", "change", "count", "density", "given", "mean", "rate", "ratio", "share"]
    assert list(METHODS) == keys
    promised = [*Method.__annotations__, "values", "interval"]
    for method in METHODS.values():
        assert all(hasattr(method, name) for name in promised)
        assert method.EXPLANATION.endswith(".")
        assert method.TAKES_DENOMINATOR or not method.NEEDS_DENOMINATOR


def test_what_the_model_says_of_denominators_is_what_the_methods_say():
    assert set(DIVIDING) == set(METHODS_WITH_DENOMINATOR)


def test_only_a_given_value_refuses_to_be_added_and_only_a_share_counts_a_part():
    assert [key for key, method in METHODS.items() if not method.ADDS_UP] == ["given"]
    assert [key for key, method in METHODS.items() if method.SUBSET] == ["share"]


@pytest.mark.parametrize("key", [*DIVIDING, "balance"])
@pytest.mark.parametrize("x", [0, 5])
def test_nothing_divided_by_nothing_is_no_number(key, x):
    assert np.isnan(value(key, x, 0, 100))


@pytest.mark.parametrize("key", list(METHODS))
def test_missing_stays_missing(key):
    n = 10 if METHODS[key].NEEDS_DENOMINATOR else None
    assert np.isnan(value(key, np.nan, n))
    if METHODS[key].TAKES_DENOMINATOR:
        assert np.isnan(value(key, 5, np.nan))


@pytest.mark.parametrize("key", DIVIDING)
def test_a_dividing_method_without_a_denominator_is_an_error(key):
    with pytest.raises(ValueError, match="denominator"):
        value(key, 5, None)


@pytest.mark.parametrize("key", ["count", "given"])
def test_a_denominator_where_there_can_be_none_is_an_error(key):
    with pytest.raises(ValueError, match="denominator"):
        value(key, 5, 10)


def test_more_than_the_whole_is_no_share_but_a_rate():
    assert np.isnan(value("share", 250, 220, 100))
    assert np.isnan(value("share", -1, 220, 100))
    assert value("rate", 250, 220, 100) == pytest.approx(113.636363636)


def test_intervals_are_wilson_s_for_shares_and_poisson_s_for_rates_in_the_unit_of_the_value():
    x, n = one([3.0, 81.0]), one([100.0, 263.0])
    for key, limits, factor in (("share", wilson, 100), ("rate", poisson, 1000)):
        ours = METHODS[key].interval(x, n, factor, 0.998)
        np.testing.assert_allclose(ours, [factor * limit for limit in limits(x, n, 0.998)], rtol=1e-15)


@pytest.mark.parametrize("key", [key for key in METHODS if key not in ("share", "rate")])
def test_all_others_have_no_interval(key):
    n = one([100.0]) if METHODS[key].NEEDS_DENOMINATOR else None
    assert METHODS[key].interval(one([3.0]), n, 100) is None


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.sampled_from([1, 100, 1000, 10_000]))
def test_the_value_is_the_float_nearest_to_the_true_ratio(x, n, factor):
    assert value("ratio", x, n, factor) == float(Fraction(factor * x, n))


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 5000)), min_size=1, max_size=20))
def test_the_rate_of_a_union_is_the_mean_of_the_rates_weighted_by_their_base(parts):
    x, n = (np.array(column, float) for column in zip(*parts, strict=True))
    rates = METHODS["rate"].values(x, n, 100)
    assert value("rate", x.sum(), n.sum(), 100) == pytest.approx((rates * n).sum() / n.sum())
