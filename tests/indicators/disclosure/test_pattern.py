"""Patterns and the attacker, on published traps and on small tables where every possible truth can be counted out."""

import csv
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.attack import Need, findings, reach, singleton_findings
from indicators.disclosure.pattern import Target, protect
from indicators.disclosure.protection import make_safe
from indicators.disclosure.relations import Relations, Row, relate
from tests.shared import SHARED, needs_shared

INF = float("inf")


def table(numbers: list[list[float]]) -> tuple[Relations, np.ndarray]:
    """The relations of a table with margins, rows and columns both with the total as the last."""
    rows, columns = len(numbers), len(numbers[0])
    width = columns + 1
    full = [[*row, sum(row)] for row in numbers]
    full.append([sum(column) for column in zip(*full, strict=True)])
    made = [
        Row((*((r * width + c, 1.0) for c in range(columns)), (r * width + columns, -1.0))) for r in range(rows + 1)
    ]
    made += [Row((*((r * width + c, 1.0) for r in range(rows)), (rows * width + c, -1.0))) for c in range(width)]
    return relate((rows + 1) * width, made), np.array([cell for row in full for cell in row], float)


def trap():
    """The 4 x 4 table with two or more hidden cells in every line, and the place of each cell."""
    with (SHARED / "vectors/sdc/sdctable_4x4_trap.csv").open() as file:
        lines = list(csv.DictReader(file))
    place = {(one["v1"], one["v2"]): number for number, one in enumerate(lines)}
    rows = [Row((*((place[a, b], 1.0) for b in "abcd"), (place[a, "tot"], -1.0))) for a in ("w", "x", "y", "z", "tot")]
    rows += [Row((*((place[a, b], 1.0) for a in "wxyz"), (place["tot", b], -1.0))) for b in ("a", "b", "c", "d", "tot")]
    truth = np.array([float(one["freq"]) for one in lines])
    return relate(len(lines), rows), truth, np.array([one["status_in"] == "u" for one in lines]), place


@needs_shared
def test_two_hidden_in_every_line_still_give_47_away():
    relations, truth, hidden, place = trap()
    found = reach(relations, np.where(hidden, np.nan, truth))
    cell = place["w", "b"]
    assert (found.low[cell], found.high[cell]) == (47, 47)  # published with the table
    assert [f.cell for f in findings(relations, np.where(hidden, np.nan, truth), hidden, [])].count(cell) == 1


@needs_shared
def test_one_more_cell_protects_the_trap_and_it_is_the_published_one():
    relations, truth, hidden, place = trap()
    weight = np.where([("tot" in key) for key in place], INF, truth + 1)
    pattern = protect(relations, truth, weight, hidden, [Target(place["w", "b"], 1.0)])
    assert [key for key, cell in place.items() if pattern.hidden[cell] and not hidden[cell]] == [("x", "d")]
    found = reach(relations, np.where(pattern.hidden, np.nan, truth))
    assert (found.low[place["w", "b"]], found.high[place["w", "b"]]) == (0, 78)  # published with the table


@needs_shared
def test_two_tables_that_are_safe_alone_are_open_together_and_are_protected_together():
    with (SHARED / "vectors/sdc/sdctable_linked.csv").open() as file:
        lines = list(csv.DictReader(file))
    place = {one["region"]: number for number, one in enumerate(lines)}
    totals = ["county-1", "county-2", "small", "big", "all"]
    place |= {name: len(place) + number for number, name in enumerate(totals)}
    members = {name: [one["region"] for one in lines if name in (one["county"], one["size"], "all")] for name in totals}
    members["all"] = [one["region"] for one in lines]
    rows = [Row((*((place[m], 1.0) for m in members[name]), (place[name], -1.0))) for name in totals]
    county = relate(len(place), [rows[0], rows[1], rows[4]])
    size = relate(len(place), [rows[2], rows[3], rows[4]])
    counts = {one["region"]: float(one["n"]) for one in lines}
    truth = np.array([counts.get(name, sum(counts[m] for m in members.get(name, []))) for name in place])
    hidden = np.zeros(len(place), bool)
    hidden[: len(lines)] = [one["status_in"] == "u" for one in lines]
    known = np.where(hidden, np.nan, truth)
    both = county.and_rows(size)
    assert not findings(county, known, hidden, []) and not findings(size, known, hidden, [])
    found = reach(both, known)
    assert (found.low[place["K"]], found.high[place["K"]]) == (3, 3)  # published
    weight = np.array([INF if name in totals else truth[cell] + 1 for name, cell in place.items()])
    pattern = protect(both, truth, weight, hidden, [Target(place["K"], 1.0)])
    assert [name for name, cell in place.items() if pattern.hidden[cell] and not hidden[cell]] == ["N"]  # published


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
