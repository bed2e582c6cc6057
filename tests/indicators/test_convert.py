"""Counts move from old to new areas: whole areas exactly, divided ones as estimates, nothing is lost or made up."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.counting.aggregate import Matrix
from indicators.counting.convert import (
    Converted,
    convert,
    convertible,
    reached,
    weighting,
    weights_of_parts,
)
from indicators.errors import CannotAggregate, FaultyInput
from indicators.model import Flag, Status
from tests.indicators.six import Said, variable

# alt -> neu: A stays; B is divided, a quarter to P; C and D become Q whole
TABLE = (("A", "A", 1.0), ("B", "B", 0.75), ("B", "P", 0.25), ("C", "Q", 1.0), ("D", "Q", 1.0))
OLD, NEW = ("A", "B", "C", "D"), ("A", "B", "P", "Q")
REFORM = weighting(TABLE, OLD, NEW, "reform.csv")


def matrix(*cells: Said, flags: int = 0, number: float | None = None) -> Matrix:
    """One period; the areas in order, each a number or the name of a status."""
    numbers, statuses = np.full((len(cells), 1), np.nan), np.zeros((len(cells), 1), np.uint8)
    for row, said in enumerate(cells):
        if isinstance(said, str):
            statuses[row] = Status[said]
            numbers[row] = {"zero": 0.0, "rounded_zero": 0.0, "uncertain": number or math.nan}.get(said, math.nan)
        else:
            numbers[row], statuses[row] = said, Status.ok if said else Status.zero
    shape = numbers.shape
    return Matrix(numbers, statuses, np.full(shape, flags, np.uint8), np.ones(shape, np.bool_), np.ones(shape))


def moved(given: Matrix, there: tuple[bool, ...] = (True,) * 4) -> Converted:
    return convert(given, REFORM, np.array(there)[:, None])


def read(found: Converted) -> dict[str, Said]:
    """New key -> number, or the name of the status that has none."""
    cells = zip(NEW, found.matrix.number[:, 0].tolist(), found.matrix.status[:, 0].tolist(), strict=True)
    return {key: Status(status).name if math.isnan(number) else number for key, number, status in cells}


def flagged(found: Converted, flag: Flag) -> list[str]:
    return [key for key, flags in zip(NEW, found.matrix.flags[:, 0].tolist(), strict=True) if flags & flag]


def sentences(call: object, *args: object) -> list[str]:
    with pytest.raises(FaultyInput) as caught:
        call(*args)  # type: ignore[operator]  # any function that refuses
    return [str(fault) for fault in caught.value.faults]


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_whole_areas_are_exact_and_divided_ones_estimates() -> None:
    found = moved(matrix(10, 40, 7, 5))
    assert read(found) == {"A": 10, "B": 40 * 0.75, "P": 40 * 0.25, "Q": 7 + 5}
    assert flagged(found, Flag.estimated) == ["B", "P"]
    assert found.split[:, 0].tolist() == [0, 1, 1, 0]


def test_the_share_that_comes_from_divided_areas_is_a_share_of_the_value() -> None:
    both = weighting((("A", "N", 1.0), ("B", "N", 0.25), ("B", "R", 0.75)), ("A", "B"), ("N", "R"), "t")
    found = convert(matrix(30, 40), both, np.ones((2, 1), np.bool_))
    assert found.matrix.number[:, 0].tolist() == [30 + 10, 30]
    assert found.split[:, 0].tolist() == [10 / (30 + 10), 1]


def test_what_was_estimated_before_stays_estimated() -> None:
    found = convert(matrix(10, 40, 6, 2), REFORM, np.ones((4, 1), np.bool_), np.array([[0.0], [0.0], [0.5], [0.0]]))
    assert found.split[:, 0].tolist() == [0, 1, 1, 0.5 * 6 / (6 + 2)]


def test_of_nothing_every_part_is_nothing() -> None:
    found = moved(matrix(0, 0, 0, 0))
    assert read(found) == {"A": 0, "B": 0, "P": 0, "Q": 0}
    assert found.matrix.status[:, 0].tolist() == [Status.zero] * 4
    assert flagged(found, Flag.estimated) == []


def test_an_unchanged_area_keeps_status_and_flags() -> None:
    found = moved(matrix("uncertain", 4, "uncertain", 5, flags=Flag.provisional | Flag.break_before, number=12))
    assert found.matrix.status[:, 0].tolist() == [Status.uncertain, Status.ok, Status.ok, Status.ok]
    assert read(found)["Q"] == 12 + 5
    assert flagged(found, Flag.provisional) == list(NEW)
    assert flagged(found, Flag.break_before) == list(NEW), "a break of the definition is not healed by new areas"
    assert flagged(found, Flag.estimated) == ["B", "P", "Q"], "a sum with an uncertain part is an estimate"


def test_rounded_to_zero_is_not_nothing() -> None:
    found = moved(matrix("rounded_zero", "rounded_zero", "rounded_zero", 0))
    assert found.matrix.status[:, 0].tolist() == [Status.rounded_zero] * 4


# --- what has no number ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["secret", "missing", "later", "not_applicable"])
def test_a_part_without_a_number_gives_its_reason_to_every_target(reason: str) -> None:
    assert read(moved(matrix(1, reason, 3, 4))) == {"A": 1, "B": reason, "P": reason, "Q": 7}


@pytest.mark.parametrize(
    ("parts", "together"),
    [
        (("secret", "missing"), "secret"),
        (("missing", "later"), "missing"),
        (("secret", 9), "secret"),
        (("later", 9), "later"),
        (("not_applicable", 9), 9),
        (("not_applicable", "not_applicable"), "not_applicable"),
    ],
)
def test_the_gravest_reason_of_the_parts_wins(parts: tuple[Said, Said], together: Said) -> None:
    assert read(moved(matrix(1, 1, *parts)))["Q"] == together
    assert read(moved(matrix(1, 1, *reversed(parts))))["Q"] == together


def test_the_share_covered_counts_what_is_known() -> None:
    some = weighting((("A", "N", 1.0), ("B", "N", 0.25), ("B", "R", 0.75)), ("A", "B"), ("N", "R"), "t")
    found = convert(matrix(5, "missing"), some, np.ones((2, 1), np.bool_))
    assert found.matrix.covered[:, 0].tolist() == [1 / 1.25, 0]


def test_areas_that_did_not_exist_add_nothing() -> None:
    found = moved(matrix(1, 4, 7, "missing"), (True, True, True, False))
    assert read(found)["Q"] == 7
    assert moved(matrix(1, 4, 7, 5), (True, True, False, False)).exists[:, 0].tolist() == [True, True, True, False]


def test_what_could_not_be_assigned_converts_where_something_was_delivered() -> None:
    rest = matrix(3, 8, "missing", "missing")
    found = moved(rest, (True, True, False, False))
    assert read(found) == {"A": 3, "B": 6, "P": 2, "Q": "missing"}
    assert found.matrix.delivered[:, 0].tolist() == [True, True, True, False]


def test_a_mark_reaches_every_new_area_that_a_part_of_it_passes_into() -> None:
    assert reached(np.array([[False], [True], [False], [True]]), REFORM)[:, 0].tolist() == [False, True, True, True]


def test_finished_values_are_refused() -> None:
    convertible(variable("kinder"))
    with pytest.raises(CannotAggregate, match="ohne Zähler und Nenner geliefert und kann nicht"):
        convertible(variable("quote", kind="given"))


# --- tables that cannot be -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ((("A", "A", 0.9),), "die Gewichte eines alten Gebiets müssen zusammen 1 ergeben, und tun es nicht bei: A."),
        ((("A", "A", 1.2),), "die Gewichte müssen zwischen 0 und 1 liegen bei: A nach A."),
        ((("A", "A", math.nan),), "die Gewichte müssen zwischen 0 und 1 liegen bei: A nach A."),
        ((("A", "A", 1.0), ("A", "A", 1.0)), "zweimal stehen da; jedes Paar hat eine Zeile: A nach A."),
        ((("A", "A", 1.0), ("X", "A", 1.0)), "als altes Gebiet nicht bekannt: X."),
        ((("A", "X", 1.0),), "als neues Gebiet nicht bekannt: X."),
    ],
)
def test_a_table_that_cannot_be_is_refused(change: tuple[tuple[str, str, float], ...], sentence: str) -> None:
    assert sentences(weighting, (*change, *TABLE[1:]), OLD, NEW, "reform.csv") == [f"reform.csv: {sentence}"]


def test_an_area_without_weights_is_named_and_not_lost() -> None:
    short = weighting(TABLE[:3], OLD, NEW, "reform.csv")
    (said,) = sentences(convert, matrix(1, 2, 3, 4), short, np.ones((4, 1), np.bool_))
    assert said == (
        "reform.csv: alte Gebiete ohne Zeile (2): C, D; ergänzen Sie sie oder nehmen Sie die Tabelle des "
        "Gebietsstands, auf dem geliefert wurde (unverändert ist das Gewicht 1)."
    )
    gone = np.array([[True], [True], [False], [False]])
    assert read(convert(matrix(1, 2, 3, 4), short, gone))["A"] == 1, "who did not exist needs no weights"


# --- totals ----------------------------------------------------------------------------------------------------------


@st.composite
def reforms(draw: st.DrawFn) -> tuple[list[float], list[tuple[str, str, float]]]:
    """Counts of old areas, and weights that add to 1 for each of them."""
    counts = draw(st.lists(st.integers(0, 10**7).map(float), min_size=1, max_size=12))
    table = []
    for row in range(len(counts)):
        parts = draw(st.dictionaries(st.sampled_from("PQRSTU"), st.integers(1, 1000), min_size=1, max_size=4))
        table += [(str(row), new, size / sum(parts.values())) for new, size in parts.items()]
    return counts, table


@given(reforms())
def test_totals_survive(made: tuple[list[float], list[tuple[str, str, float]]]) -> None:
    counts, table = made
    keys = tuple(map(str, range(len(counts))))
    found = convert(matrix(*counts), weighting(table, keys, tuple("PQRSTU"), "t"), np.ones((len(counts), 1), np.bool_))
    assert np.nansum(found.matrix.number) == pytest.approx(sum(counts), rel=1e-9)
    assert ((found.split >= 0) & (found.split <= 1 + 1e-12)).all()
    whole = {new for _, new, _ in table} - {new for _, new, weight in table if weight < 1}
    exact = [row for row, key in enumerate("PQRSTU") if key in whole]
    assert not (found.matrix.flags[exact] & Flag.estimated).any()


# --- weights by residents --------------------------------------------------------------------------------------------


def test_weights_by_the_residents_of_smaller_areas() -> None:
    old = {"1": "A", "2": "A", "3": "A", "4": "B", "5": "B"}
    new = {"1": "N", "2": "N", "3": "R", "4": "R", "5": "N"}
    assert weights_of_parts({"1": 10, "2": 20, "3": 30, "4": 0, "5": 0}, old, new) == (
        ("A", "N", (10 + 20) / 60),
        ("A", "R", 30 / 60),
        ("B", "N", 1 / 2),  # nobody lives there: by number of parts
        ("B", "R", 1 / 2),
    )
    assert sentences(weights_of_parts, {"1": 10, "9": 1}, old, new) == [
        "Umsteigeschlüssel: ohne altes oder neues Gebiet, in dem sie liegen: 9; nennen Sie es (parents)."
    ]
