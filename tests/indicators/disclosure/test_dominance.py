"""Dominance rules and minimum counts against the published cases of sdcTable, and against all contributions by hand."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.disclosure.dominance import by_largest, by_second, largest_contributions
from tests.shared import SHARED, needs_shared

VECTORS = SHARED / "vectors" / "sdc"
REGIONS, SEXES = ("total", "A", "B", "C", "D"), ("total", "male", "female")
CELLS = [(region, sex) for region in REGIONS for sex in SEXES]  # as sdcTable numbers them, from 1


def table(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def contributions() -> tuple[np.ndarray, np.ndarray]:
    """Each value of the survey once for every cell that it belongs to: (values,), (cells,)."""
    rows = table("sdctable_microdata1.csv")
    told = [
        (float(row["val"]), CELLS.index((region, sex)))
        for row in rows
        for region in ("total", row["region"])
        for sex in ("total", row["gender"])
    ]
    return np.array([value for value, _ in told]), np.array([cell for _, cell in told])


@needs_shared
def test_the_primary_cells_of_sdctable() -> None:
    lines = table("sdctable_primary_expected.csv")
    expected = {line["rule"]: [int(n) for n in line["expected_primary_index"].split(",")] for line in lines}
    value, cell = contributions()
    count = np.bincount(cell, minlength=len(CELLS))
    total, largest = largest_contributions(value, cell, len(CELLS))
    found = {
        "freq maxN=2": (count > 0) & (count < 2 + 1),
        "nk n=2 k=75 on val": by_largest(total, largest, 2, 75),
        "p=70 on val": by_second(total, largest, 70),
        "pq=(60,80) on val": by_second(total, largest, 60, 80),
    }
    assert {rule: (np.flatnonzero(mask) + 1).tolist() for rule, mask in found.items()} == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 100)), max_size=20))
def test_the_largest_two_of_each_cell(told: list[tuple[int, int]]) -> None:
    value, cell = np.array([float(v) for _, v in told]), np.array([c for c, _ in told], np.int64)
    total, largest = largest_contributions(value, cell, 4)
    for one in range(4):
        mine = sorted((v for c, v in told if c == one), reverse=True)
        assert total[one] == sum(mine)
        assert largest[one].tolist() == [*mine[:2], 0, 0][:2]


@pytest.mark.parametrize(
    ("total", "first", "second", "secret"),
    [
        (100, 60, 15, (False, False)),  # 75 of 100, and 25 left beside 6
        (100, 60, 16, (True, False)),
        (100, 60, 35, (True, True)),  # 5 left, and 10 % of 60 are 6
        (100, 60, 34, (True, False)),  # 6 are not less than 6
        (8, 8, 0, (True, True)),  # one alone
        (0, 0, 0, (False, False)),  # nobody
    ],
)
def test_where_one_contribution_can_be_reckoned(total: int, first: int, second: int, secret: tuple) -> None:
    of, largest = np.array([float(total)]), np.array([[float(first), float(second)]])
    assert (bool(by_largest(of, largest, 2, 75)[0]), bool(by_second(of, largest, 10)[0])) == secret
