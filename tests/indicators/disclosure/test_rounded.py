"""A rounded publication of six areas under two crossing levels, against all towns that would look the same."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.counting.cube import build
from indicators.disclosure.publication import Known, publication
from indicators.disclosure.rounded import decide_rounded
from indicators.disclosure.rounding import Rounding, interval, rounded
from indicators.model import Rules
from tests.indicators.six import METHODS, catalogue, counted, day, indicator, told, tree, variable

QUARTERS = ("11", "12", "13", "21", "22", "23")
ABOVE = np.array([[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1], [1, 0, 0, 1, 0, 0], [0, 1, 1, 0, 1, 1], [1, 1, 1, 1, 1, 1]])
ALL = np.vstack([np.eye(6, dtype=int), ABOVE])  # Stadtteile, Bezirke 1 and 2, Sozialräume N and S, the city
BLOCKS = (("stadtteil", 0, 6), ("bezirk", 6, 8), ("sozialraum", 8, 10), ("stadt", 10, 11))
MOST = 14  # where nothing is shown, more than anybody in these towns has


def decided(numbers: list[int], base: int, least: int):
    of = indicator(method="count", denominator="", rules=Rules(min_numerator=least, source="s"))
    known = catalogue(variable("x"), indicators=[of])
    counts = counted(told("x", "stadtteil", day(2022), dict(zip(QUARTERS, numbers, strict=True))))
    p = publication(build(of, counts).values(), known, METHODS, tree(), Known())
    decision, _ = decide_rounded(p, Rounding(base), Known(), known, METHODS, tree())
    hidden = np.zeros(len(ALL), bool)
    for level, first, last in BLOCKS:
        start = p.blocks["x", level, day(2022).end]
        hidden[first:last] = decision.hidden[start : start + last - first]
    return decision, hidden


def worlds(numbers: list[int], hidden: np.ndarray, base: int) -> np.ndarray:
    """(worlds, 11) all numbers that look the same where nothing is hidden."""
    shown = rounded(ALL @ np.array(numbers, float), base)
    low, high = interval(shown, base, np.ones(len(shown), bool))
    ranges = [
        range(MOST + 1) if gone else range(int(max(first, 0)), int(last) + 1)
        for gone, first, last in zip(hidden[:6], low, high, strict=False)
    ]
    every = np.array(list(product(*ranges)), float) @ ALL.T
    return every[(rounded(every, base)[:, ~hidden] == shown[~hidden]).all(axis=1)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 2, 3, 7, 9]), min_size=6, max_size=6), st.sampled_from([(3, 2), (5, 3)]))
def test_nobody_knows_of_a_small_number_that_it_is_one(numbers: list[int], rule: tuple[int, int]) -> None:
    base, least = rule
    decision, hidden = decided(numbers, base, least)
    if decision.findings or hidden[:6].sum() > 2:
        return  # refused, or too many worlds to count
    possible = worlds(numbers, hidden, base)
    assert (possible == ALL @ np.array(numbers)).all(axis=1).any(), "the true town looks like itself"
    for cell in np.flatnonzero(~hidden):
        few, many = possible[:, cell].min(), possible[:, cell].max()
        assert not (1 <= few < least and many - few < least), (cell, few, many)


def test_what_a_crossing_level_gives_away_is_hidden() -> None:
    # 11 and 21 have 2 and 1, printed 0 and 0; Sozialraum N is both of them, 3, printed 5
    numbers = [2, 7, 9, 1, 7, 9]
    naive = worlds(numbers, np.zeros(11, bool), 5)
    assert (naive[:, 0].min(), naive[:, 0].max()) == (1, 2)
    decision, hidden = decided(numbers, 5, 3)
    assert decision.findings == ()
    assert hidden.any()
    after = worlds(numbers, hidden, 5)
    for cell in (0, 3):
        assert hidden[cell] or after[:, cell].min() == 0


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    assert not decided([30, 41, 52, 63, 74, 85], 5, 3)[1].any()
