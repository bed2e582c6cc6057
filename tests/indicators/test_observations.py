"""Observations as columns: what they speak of, once, however the rows lie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import observations
from indicators.observations import concatenate, distinct, empty, spoken_of
from tests.indicators.six import day, told

cells = st.lists(
    st.tuples(
        st.sampled_from(["bev", "x"]),
        st.sampled_from(["stadtteil", "stadt"]),
        st.sampled_from("abc"),
        st.integers(2020, 2022),
    ),
    max_size=12,
)


@given(cells)
def test_every_place_and_period_is_spoken_of_once(rows: list[tuple[str, str, str, int]]) -> None:
    found = concatenate([told(v, level, day(y), {key: 1}) for v, level, key, y in rows])
    said = [(level, key, period.year) for level, key, period in spoken_of(found)]
    assert sorted(said) == sorted({(level, key, y) for _, level, key, y in rows})


@given(st.lists(st.integers(0, 99)))
def test_distinct_codes_are_the_same_marked_or_sorted(codes: list[int]) -> None:
    column = np.array(codes, np.int64)
    assert distinct(column, 100).tolist() == sorted(set(codes))
    assert distinct(column, observations.MOST_MARKS + 1).tolist() == sorted(set(codes))


def test_nothing_together_is_nothing() -> None:
    assert len(concatenate([])) == len(concatenate([empty(), empty()])) == len(empty()) == 0
    assert list(spoken_of(empty())) == []


def test_chosen_rows_keep_their_names() -> None:
    rows = told("bev", "stadtteil", day(2022), {"11": 1, "12": "secret", "13": 3})
    chosen = rows.take(np.array([2, 0]))
    assert [rows.areas[a] for a in chosen.area] == ["13", "11"]
    assert chosen.number.tolist() == [3, 1]
    assert chosen.areas == rows.areas


@pytest.mark.parametrize("said", ["secret", "missing", "later", "not_applicable"])
def test_a_number_is_absent_exactly_where_the_status_says_so(said: str) -> None:
    rows = told("bev", "stadtteil", day(2022), {"11": said, "12": 0})
    assert np.isnan(rows.number).tolist() == [True, False]
