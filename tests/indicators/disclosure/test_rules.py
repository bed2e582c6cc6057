"""Minimum counts: what is hidden, and that nothing of a hidden count is left in the cube."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.counting.cube import values
from indicators.disclosure.rules import hide, secret_cells
from indicators.model import Rules, Status
from tests.indicators.six import METHODS, Said, cell_of, counted, cube_of, day, indicator, told

AREAS = ("11", "12", "13", "21", "22", "23")


def hidden(x: Said, n: Said, method: str = "share", **rules: object) -> tuple[float | None, float | None, str]:
    """Stadtteil 11 with x of n after the rules: numerator, denominator, status."""
    of = {"method": method, "denominator": "n" if METHODS[method].NEEDS_DENOMINATOR else ""}
    tables = ("x", {"11": x, "12": 50}), ("n", {"11": n, "12": 100})
    counts = counted(*(told(name, "stadtteil", day(2022), table) for name, table in tables))
    made = indicator(rules=Rules(**rules), **of)  # type: ignore[arg-type]  # the fields of Rules
    return cell_of(hide(cube_of(counts, **of), made, METHODS[method]), "11")


@pytest.mark.parametrize(
    ("x", "n", "rules", "seen"),
    [
        # a numerator above zero and below the minimum
        (2, 100, {"min_numerator": 3}, (None, 100, "secret")),
        (3, 100, {"min_numerator": 3}, (3, 100, "ok")),
        (0, 100, {"min_numerator": 3}, (0, 100, "zero")),
        (2.5, 100, {"min_numerator": 3}, (None, 100, "secret")),
        # zero protects nobody unless the rule says that it does
        (0, 100, {"zero_is_safe": False}, (None, 100, "secret")),
        # nearly all of them tell as much as nearly none
        (98, 100, {"min_complement": 3}, (None, 100, "secret")),
        (97, 100, {"min_complement": 3}, (97, 100, "ok")),
        (100, 100, {"min_complement": 3}, (100, 100, "ok")),
        (100, 100, {"min_complement": 3, "zero_is_safe": False}, (None, 100, "secret")),
        # all of a group tell as much as each of them
        (100, 100, {"full_is_safe": False}, (None, 100, "secret")),
        (99, 100, {"full_is_safe": False}, (99, 100, "ok")),
        (0, 0, {"full_is_safe": False}, (0, 0, "not_applicable")),
        (100, 100, {"min_complement": 3, "full_is_safe": False}, (None, 100, "secret")),
        # a small base hides both
        (1, 9, {"min_denominator": 10}, (None, None, "secret")),
        (1, 10, {"min_denominator": 10}, (1, 10, "ok")),
        # nobody there, nobody to protect
        (0, 0, {"min_numerator": 3, "min_denominator": 10, "zero_is_safe": False}, (0, 0, "not_applicable")),
        # a reason for having no number stays what it was, and a small base is hidden all the same
        ("missing", 100, {"min_numerator": 3}, (None, 100, "missing")),
        ("later", 9, {"min_denominator": 10}, (None, None, "later")),
        (2, "missing", {"min_numerator": 3}, (None, None, "secret")),
        (1, 100, {}, (1, 100, "ok")),
    ],
)
def test_what_the_minimum_counts_hide(x: Said, n: Said, rules: dict, seen: tuple) -> None:
    assert hidden(x, n, **rules) == seen


def test_the_other_group_counts_only_where_it_is_one() -> None:
    assert hidden(98, 100, "rate", min_complement=3) == (98, 100, "ok")
    assert hidden(100, 100, "rate", full_is_safe=False) == (100, 100, "ok")


def test_a_count_has_no_base_to_hide() -> None:
    assert hidden(2, 100, "count", min_numerator=3, min_denominator=10) == (None, None, "secret")


rules = st.builds(
    Rules,
    min_numerator=st.integers(0, 5),
    min_complement=st.integers(0, 5),
    min_denominator=st.integers(0, 12),
    zero_is_safe=st.booleans(),
    full_is_safe=st.booleans(),
)
counts = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted), min_size=6, max_size=6)


@given(counts, rules)
def test_nothing_of_a_hidden_count_is_left(pairs: list[list[int]], minimum: Rules) -> None:
    table = dict(zip(AREAS, pairs, strict=True))
    made, method = indicator(rules=minimum), METHODS["share"]
    cube = cube_of(
        counted(
            told("x", "stadtteil", day(2022), {k: x for k, (x, _) in table.items()}),
            told("n", "stadtteil", day(2022), {k: n for k, (_, n) in table.items()}),
        )
    )
    seen, cells = hide(cube, made, method), secret_cells(cube, minimum, True)
    lower, upper = method.interval(seen.numerator, seen.denominator, 100, 0.95)
    for found in (seen.numerator, values(seen, made, method), lower, upper):
        assert np.isnan(found[cells]).all()
    assert (seen.status[cells] == Status.secret).all()
    assert (seen.status[~cells] == cube.status[~cells]).all()
    for key, (x, n) in table.items():
        small = 0 < x < minimum.min_numerator or 0 < n - x < minimum.min_complement or 0 < n < minimum.min_denominator
        small |= x == n and not minimum.full_is_safe
        if small and n:
            assert cell_of(seen, key)[0] is None


@given(counts)
def test_a_cube_without_rules_is_as_it_was(pairs: list[list[int]]) -> None:
    table = dict(zip(AREAS, pairs, strict=True))
    cube = cube_of(
        counted(
            *(told(v, "stadtteil", day(2022), {k: p[i] for k, p in table.items()}) for i, v in enumerate(("x", "n")))
        )
    )
    seen = hide(cube, indicator(), METHODS["share"])
    assert np.array_equal(seen.numerator, cube.numerator)
    assert np.array_equal(seen.status, cube.status)
