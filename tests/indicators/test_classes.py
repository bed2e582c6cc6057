"""Class breaks: published breaks of 58 values, an independent library, and what holds for any values."""

import csv
import json
import time
from itertools import combinations, pairwise

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.classes import SCHEMES, assign, classify, too_few
from indicators.errors import WrongUse
from tests.shared import SHARED, needs_shared

PUBLISHED = {
    "EqualInterval": "equal",
    "Quantiles": "quantiles",
    "FisherJenks": "jenks",
    "StdMean": "stdmean",
    "PrettyBreaks": "pretty",
    "UserDefined": "own",
}
nan = float("nan")


def table(name):
    with (SHARED / "vectors" / "class" / name).open(newline="") as file:
        return list(csv.DictReader(file))


@needs_shared
@pytest.mark.parametrize("theirs", PUBLISHED)
def test_published_breaks_and_counts_are_met(theirs):
    values = [float(row["value"]) for row in table("calemp_input.csv")]
    assert len(values) == 58
    (row,) = (
        row
        for row in table("calemp_expected.csv")
        if row["classifier"] == theirs and "anchor" not in row["args"]  # breaks through the mean are not ours
    )
    args = json.loads(row["args"])
    breaks = classify(values, PUBLISHED[theirs], args.get("k", 5), args.get("bins"))
    np.testing.assert_allclose(breaks.bins, json.loads(row["expected_bins"]), rtol=1e-9)
    counts = np.bincount(assign(values, breaks.bins), minlength=len(breaks.bins))
    assert counts.tolist() == json.loads(row["expected_counts"])


@pytest.mark.parametrize(
    ("scheme", "k", "expected"),
    [
        ("quantiles", 4, (1.75, 2.5, 3.25, 4)),  # 1 .. 4: positions 0.75, 1.5, 2.25 of 0 .. 3
        ("equal", 3, (2, 3, 4)),
        ("jenks", 2, (2, 4)),  # 0.5 + 0.5, less than 2 with 1 | 2 3 4
        ("pretty", 4, (2, 4)),  # range 3, nice 5; 5/3, nice 2: 0, 2, 4
    ],
)
def test_breaks_by_hand(scheme, k, expected):
    assert classify([4, 1, 3, 2], scheme, k).bins == expected


def test_mean_and_standard_deviation_by_hand():
    # 2, 4, 4, 4, 6: mean 4, sum of squares 8, over n - 1 = 4: sd sqrt 2
    root = 2**0.5
    assert classify([2, 4, 4, 4, 6], "stdmean").bins == pytest.approx((4 - 2 * root, 4 - root, 4 + root, 4 + 2 * root))


def test_own_breaks_get_a_last_class_only_where_values_lie_above():
    assert classify([5, 25, 40], "own", own=[10, 30]).bins == (10, 30, 40)
    assert classify([5, 25], "own", own=[10, 30]).bins == (10, 30)


@pytest.mark.parametrize("own", [None, [], [20, 10], [10, 10], [10, nan], [10, float("inf")]])
def test_own_breaks_that_do_not_ascend_are_one_sentence(own):
    with pytest.raises(WrongUse, match=r"^Eigene Klassengrenzen: .*wachsen\.$"):
        classify([1, 2, 3], "own", own=own)


def test_an_unknown_scheme_and_no_class_at_all_are_one_sentence():
    with pytest.raises(WrongUse, match=r"„kmeans“ gibt es nicht; erlaubt sind quantiles, equal, jenks"):
        classify([1, 2], "kmeans")
    with pytest.raises(WrongUse, match="0 Klassen gibt es nicht"):
        classify([1, 2], "equal", 0)


def test_missing_values_make_no_class_and_belong_to_none():
    breaks = classify([1, nan, 2, nan, 3], "equal", 2)
    assert breaks.bins == (2, 3)
    assert assign([1, nan, 2, 2.5], breaks.bins).tolist() == [0, -1, 0, 1]


def test_a_bound_belongs_to_the_class_below_it():
    assert assign([[9, 10], [10.5, 20]], (10, 20)).tolist() == [[0, 0], [1, 1]]


def test_a_value_above_the_last_bound_is_an_error_and_not_a_colour():
    with pytest.raises(ValueError, match="above the last class bound"):
        assign([21], (10, 20))


@pytest.mark.parametrize("scheme", [scheme for scheme in SCHEMES if scheme != "own"])
def test_degenerate_inputs(scheme):
    assert classify([], scheme).bins == ()
    assert classify([nan, nan], scheme).bins == ()
    assert classify([7, 7, 7], scheme).bins == (7,)
    assert classify([7, 7, 7], scheme).lowest == 7


@pytest.mark.parametrize("scheme", ["quantiles", "equal", "jenks"])
def test_fewer_distinct_values_than_classes(scheme):
    assert len(classify([1, 1, 1, 2, 2, 3], scheme, 5).bins) <= 3
    assert len(classify([1, 2, 3], scheme, 5).bins) == 3


def test_an_infinite_value_is_an_error():
    with pytest.raises(ValueError, match="infinite"):
        classify([1, float("inf")])


def test_seven_areas_are_too_few_for_classes():
    assert too_few([1, 2, 3, 4, 5, 6, 7, nan])
    assert not too_few(range(8))


tenths = st.lists(st.integers(-500, 5000).map(lambda i: i / 10), min_size=1, max_size=60)
floats = st.lists(
    st.floats(-1e9, 1e9, allow_nan=False, allow_subnormal=False).filter(lambda x: x == 0 or abs(x) > 1e-6),
    min_size=1,
    max_size=60,
)


@given(tenths | floats, st.sampled_from([scheme for scheme in SCHEMES if scheme != "own"]), st.integers(1, 9))
def test_classes_ascend_and_hold_every_value(values, scheme, k):
    breaks = classify(values, scheme, k)
    assert all(a < b for a, b in pairwise(breaks.bins))
    assert breaks.lowest <= min(values)
    assert breaks.lowest <= breaks.bins[0]
    classes = assign(values, breaks.bins)
    for value, c in zip(values, classes, strict=True):
        assert value <= breaks.bins[c]
        assert c == 0 or value > breaks.bins[c - 1]


@given(tenths, st.integers(2, 7))
def test_the_order_of_the_areas_does_not_matter(values, k):
    for scheme in ("quantiles", "equal", "jenks", "pretty"):
        assert classify(values, scheme, k) == classify(values[::-1], scheme, k)


@given(st.lists(st.integers(-50, 300), min_size=2, max_size=40), st.integers(2, 7))
def test_quantiles_equal_intervals_and_pretty_breaks_equal_those_of_an_independent_library(values, k):
    values = np.array(values, float)
    k = min(k, len(np.unique(values)))
    if k < 2:
        return
    theirs = {
        "quantiles": np.unique(np.quantile(values, np.arange(1, k + 1) / k)),
        "equal": mapclassify.EqualInterval(values, k).bins,
        "pretty": mapclassify.PrettyBreaks(values, k).bins,
    }
    for scheme, bins in theirs.items():
        np.testing.assert_allclose(classify(values, scheme, k).bins, bins, rtol=1e-9, atol=1e-9, err_msg=scheme)


def spread(values, bins):
    """Sum of squared deviations from the class means."""
    classes = assign(values, bins)
    return sum(((values[classes == c] - values[classes == c].mean()) ** 2).sum() for c in np.unique(classes))


@given(st.lists(st.integers(0, 60), min_size=2, max_size=10), st.integers(2, 4))
def test_no_other_breaks_have_less_spread(values, k):
    values = np.array(values, float)
    distinct = np.unique(values)
    k = min(k, len(distinct))
    bins = classify(values, "jenks", k).bins
    assert len(bins) == k
    every = [(*distinct[list(chosen)], distinct[-1]) for chosen in combinations(range(len(distinct) - 1), k - 1)]
    assert spread(values, bins) == pytest.approx(min(spread(values, other) for other in every), abs=1e-9)


@pytest.mark.filterwarnings("ignore:Numba not installed")  # the library works without it, slowly
def test_natural_breaks_spread_as_little_as_those_of_an_independent_library():
    random = np.random.default_rng(20)
    for values in (
        random.lognormal(3, 1, 80),
        random.normal(50, 10, 60),
        random.integers(0, 40, 90).astype(float),
    ):
        for k in (3, 5, 7):
            theirs = mapclassify.FisherJenks(values, k).bins
            assert spread(values, classify(values, "jenks", k).bins) == pytest.approx(spread(values, theirs), rel=1e-9)


def test_a_common_offset_does_not_blur_the_classes():
    values = np.random.default_rng(20).normal(0, 1, 60).round(3)
    bins = classify(values, "jenks", 5).bins
    assert classify(values + 1e6, "jenks", 5).bins == pytest.approx([bound + 1e6 for bound in bins], abs=1e-6)


def test_an_outlier_does_not_blur_the_classes_below_it():
    low = [0.1, 0.2, 0.3, 5.1, 5.2, 5.3]
    assert classify([*low, 1e9], "jenks", 3).bins == (0.3, 5.3, 1e9)


def test_eleven_thousand_areas_take_less_than_a_second():
    values = np.random.default_rng(7).lognormal(3, 1.5, 11_000)
    start = time.perf_counter()
    classify(values, "jenks", 7)
    assert time.perf_counter() - start < 1
