"""Patterns and the attacker, on small tables where every possible truth can be counted out."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.attack import Need, findings, reach, singleton_findings
from indicators.disclosure.protection import make_safe
from indicators.disclosure.relations import Row, relate
from tests.indicators.disclosure.tables import table

INF = float("inf")


def possible(numbers: list[list[int]], hidden: np.ndarray) -> np.ndarray:
    """Every table of counts with the same published cells, counted out."""
    relations, truth = table(numbers)
    free = np.flatnonzero(hidden)
    most = int(truth.max())
    tried = np.tile(truth, ((most + 1) ** len(free), 1))
    tried[:, free] = list(product(range(most + 1), repeat=len(free)))
    return tried[~np.any(tried @ relations.rows.toarray().T, axis=1)]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2), st.data())
def test_the_attackers_interval_is_what_counting_out_gives(numbers, data):
    relations, truth = table(numbers)
    inner = [0, 1, 3, 4, 2]
    hidden = np.zeros(len(truth), bool)
    hidden[data.draw(st.lists(st.sampled_from(inner), min_size=1, max_size=4, unique=True))] = True
    worlds = possible(numbers, hidden)
    found = reach(relations, np.where(hidden, np.nan, truth))
    assert found.low[hidden].tolist() == worlds[:, hidden].min(axis=0).tolist()
    assert found.high[hidden].tolist() == worlds[:, hidden].max(axis=0).tolist()


counts = st.integers(3, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=3, max_size=5)
)


def protected(numbers):
    relations, truth = table(numbers)
    weight = truth + 1
    weight[-1] = INF
    inner = np.zeros(len(truth), bool)
    inner.reshape(len(numbers) + 1, -1)[:-1, :-1] = True
    secret = inner & (truth > 0) & (truth < 3)
    needs = [Need(int(cell), least=3, width=3) for cell in np.flatnonzero(secret)]
    return relations, truth, secret, needs, make_safe(relations, truth, secret, needs, weight)


@settings(max_examples=60, deadline=None)
@given(counts)
def test_what_was_made_safe_lets_nobody_compute_a_secret(numbers):
    relations, truth, _, needs, safe = protected(numbers)
    if safe.findings:  # a table so empty that nothing can hide in it is refused, not published
        return
    found = reach(relations, np.where(safe.hidden, np.nan, truth))
    for need in needs:
        assert found.low[need.cell] <= truth[need.cell] <= found.high[need.cell]
        assert found.high[need.cell] >= 3
        assert found.high[need.cell] - found.low[need.cell] >= 3
    assert np.all((found.high - found.low)[safe.hidden] >= 1)
    assert not safe.hidden[-1]  # the total of everything stays


@settings(max_examples=40, deadline=None)
@given(counts, st.data())
def test_a_secondary_cell_put_back_turns_the_attacker_red_or_was_not_needed(numbers, data):
    relations, truth, secret, needs, safe = protected(numbers)
    secondary = np.flatnonzero(safe.hidden & ~secret)
    if safe.findings or not len(secondary):
        return
    back = data.draw(st.sampled_from(secondary.tolist()))
    hidden = safe.hidden.copy()
    hidden[back] = False
    known = np.where(hidden, np.nan, truth)
    red = findings(relations, known, hidden, needs)
    red += singleton_findings(relations, known, hidden, np.flatnonzero(hidden & (truth == 1)))
    exact = reach(relations, known)
    open_ = [n for n in needs if exact.high[n.cell] < 3 or exact.high[n.cell] - exact.low[n.cell] < 3]
    assert bool([f for f in red if f.verdict != "P4" and f.cell in {n.cell for n in needs}]) == bool(open_)


def test_the_only_case_of_one_area_must_not_learn_the_other():
    """Two hidden cells 1 and 1 in a row with total 2: neither outsiders nor anybody else may know, but either does."""
    relations = relate(3, [Row(((0, 1.0), (1, 1.0), (2, -1.0)))])
    truth = np.array([1.0, 4.0, 5.0])
    hidden = np.array([True, True, False])
    known = np.where(hidden, np.nan, truth)
    assert not findings(relations, known, hidden, [Need(0, least=3, width=3)])
    (found,) = singleton_findings(relations, known, hidden, [0])
    assert (found.verdict, found.cell, found.low, found.high, found.knows) == ("P4", 1, 4, 4, 0)


def test_numbers_that_contradict_each_other_are_said():
    relations = relate(3, [Row(((0, 1.0), (1, 1.0), (2, -1.0)))])
    hidden = np.zeros(3, bool)
    assert [f.verdict for f in findings(relations, np.array([1.0, 2.0, 4.0]), hidden, [])] == ["contradiction"]
    hidden[0] = True
    known = np.array([np.nan, 5.0, 4.0])  # the hidden part would have to be -1
    assert "contradiction" in [f.verdict for f in findings(relations, known, hidden, [])]


@pytest.mark.parametrize("width", [1, 3, 5, 10])
def test_the_interval_is_as_wide_as_the_rule_asks(width):
    relations, truth = table([[2, 40, 60], [30, 50, 20], [80, 35, 45]])
    weight = truth + 1
    weight[-1] = INF
    secret = truth == 2
    safe = make_safe(relations, truth, secret, [Need(0, least=3, width=width)], weight)
    found = reach(relations, np.where(safe.hidden, np.nan, truth))
    assert not safe.findings and found.high[0] - found.low[0] >= width


def test_what_has_no_upper_end_is_wide_enough():
    """Two hidden cells of which only is known that they differ by 2: any number from 2 on, and from 0 on."""
    relations = relate(2, [Row(((0, 1.0), (1, -1.0)), 2.0, 2.0)])
    found = reach(relations, np.array([np.nan, np.nan]), enough=np.array([3.0, 3.0]))
    assert (found.low.tolist(), found.high.tolist()) == ([2, 0], [INF, INF])
    assert not findings(relations, np.array([np.nan, np.nan]), np.array([True, True]), [Need(0, least=3, width=3)])


def test_whole_numbers_say_more_than_weighed_sums_of_any_numbers() -> None:
    relations = relate(2, [Row(((0, 2.0), (1, 3.0)), 7.0, 7.0)])  # 2 x + 3 y = 7: x = 2, y = 1 and nothing else
    known, hidden = np.full(2, np.nan), np.ones(2, bool)
    assert findings(relations, known, hidden, []) == []
    found = findings(relations, known, hidden, [], whole=hidden)
    assert [(f.verdict, f.low, f.high) for f in found] == [("P0", 2, 2), ("P0", 1, 1)]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 4), min_size=2, max_size=3),
    st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=1, max_size=2),
    st.integers(0, 1),
)
def test_intervals_of_whole_numbers_are_what_counting_out_gives(
    truth: list[int], weights: list[list[int]], room: int
) -> None:
    rows = []
    for line in weights:
        terms = tuple((cell, float(w)) for cell, w in enumerate(line[: len(truth)]) if w)
        said = float(sum(w * n for w, n in zip(line, truth, strict=False)))
        rows += [Row(terms, said - room, said + room)] if terms else []
    cap = Row(tuple((cell, 1.0) for cell in range(len(truth))), 0.0, 12.0)
    relations = relate(len(truth), [*rows, cap])
    every = np.ones(len(truth), bool)
    found = reach(relations, np.full(len(truth), np.nan), whole=every)
    able = [
        state
        for state in product(range(13), repeat=len(truth))
        if all(row.low <= sum(f * state[c] for c, f in row.terms) <= row.high for row in [*rows, cap])
    ]
    if any(abs(f) != 1 for row in rows for _, f in row.terms):  # else rounding inwards is all that is done
        linked = {c for row in rows for c, _ in row.terms}
        for cell in linked:
            assert (found.low[cell], found.high[cell]) == (min(s[cell] for s in able), max(s[cell] for s in able))
