"""The formulas of the rules by hand, and what a finding is known by."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.checks import Declared, Finding, family, find_all, findings_text, material
from indicators.checks._answers import Answer
from indicators.checks._declared import Group, Jump
from indicators.checks._folding import fold
from indicators.checks._series import Series, most, row_medians, sudden_zeros
from indicators.checks.jump import jumps
from indicators.observations import concatenate, empty
from tests.indicators.six import BEZIRK, catalogue, counted, day, told, variable


def series(*rows: list[float]) -> Series:
    """Rows of a variable, a year apart."""
    number = np.array(rows, float)
    before = np.full(number.shape, np.nan)
    before[:, 1:] = number[:, :-1]
    years = np.where(np.isnan(before), np.nan, 1.0)
    return Series("v", "l", np.arange(number.shape[1]), number, before, years)


def test_the_key_of_a_rule_is_its_file() -> None:
    assert {key: rule.KEY for key, rule in family().items()} == {key: key for key in family()}
    assert all(rule.TITLE for rule in family().values())


def test_the_z_of_a_spike_is_that_of_its_level() -> None:
    numbers = [100.0, 104.0, 96.0, 100.0, 200.0, 102.0, 98.0]
    z, marks = jumps(series(numbers), Jump())
    logs = [math.log(x + 0.5) for x in numbers]
    middle = math.log(100.5)  # of 96, 98, 100, 100, 102, 104, 200
    apart = sorted(abs(y - middle) for y in logs)
    by_hand = (math.log(200.5) - middle) / math.sqrt((1.4826 * apart[3]) ** 2 + 1 / 200.5)
    assert z[0, 4] == pytest.approx(by_hand)
    assert np.argwhere(marks).tolist() == [[0, 4]]


def test_the_z_of_a_shift_is_that_of_its_step() -> None:
    numbers = [100.0, 102.0, 100.0, 103.0, 200.0, 202.0, 205.0, 203.0]
    z, marks = jumps(series(numbers), Jump())
    logs = [math.log(x + 0.5) for x in numbers]
    steps = sorted(b - a for a, b in pairwise(logs))
    apart = sorted(abs(step - steps[3]) for step in steps)
    noise = 1 / 200.5 + 1 / 103.5
    by_hand = (logs[4] - logs[3] - steps[3]) / math.sqrt((1.4826 * apart[3]) ** 2 + noise)
    assert z[0, 4] == pytest.approx(by_hand)
    assert 5 < by_hand < 6
    assert not marks.any(), "a hundred persons are few: 6 standard deviations are more"
    assert np.argwhere(jumps(series([10 * x for x in numbers]), Jump())[1]).tolist() == [[0, 4]]


def test_a_short_series_has_no_jump() -> None:
    _, marks = jumps(series([100, 100, 100, 900]), Jump(history=4))
    assert not marks.any()
    _, marks = jumps(series([100, 100, 100, 100, 900]), Jump(history=4))
    assert np.argwhere(marks).tolist() == [[0, 4]]


def test_a_small_step_is_no_jump_however_steady_the_series() -> None:
    steady = [100000.0] * 6
    assert not jumps(series([*steady, 124000.0]), Jump())[1].any()  # 24 %
    assert jumps(series([*steady, 126000.0]), Jump())[1].any()


@given(st.lists(st.lists(st.one_of(st.just(math.nan), st.floats(-1e6, 1e6)), min_size=4, max_size=4), min_size=1))
def test_the_median_of_a_row_is_that_of_its_numbers(rows: list[list[float]]) -> None:
    found = row_medians(np.array(rows))
    for row, median in zip(rows, found.tolist(), strict=True):
        numbers = sorted(x for x in row if not math.isnan(x))
        if numbers:
            half = len(numbers) // 2
            expected = numbers[half] if len(numbers) % 2 else (numbers[half - 1] + numbers[half]) / 2
            assert median == pytest.approx(expected)
        else:
            assert math.isnan(median)


def test_a_zero_is_sudden_behind_ten() -> None:
    marks = sudden_zeros(
        series([10, 12, 0, 11], [9, 9, 0, 9], [0, 0, 0, 0], [2, 3, 12, 0], [0, 75, 0, 0], [50, 0, 0, 0])
    )
    assert np.argwhere(marks).tolist() == [[0, 2], [5, 1]]


def test_most_is_more_than_half_of_at_least_four() -> None:
    marks = np.array([[1, 1, 1], [1, 1, 1], [1, 0, 0], [0, 0, 0]], bool)
    there = np.array([[1, 1, 1], [1, 1, 1], [1, 1, 0], [1, 1, 1]], bool)
    assert most(marks, there).tolist() == [True, False, False]


def test_a_fingerprint_is_that_of_rule_place_and_numbers() -> None:
    one = Finding("jump", "warning", "v", "l", "1", "2020", "Satz", (1.0, 2.0))
    same = Finding("jump", "error", "v", "l", "1", "2020", "anderer Satz", (1.0, 2.0))
    others = [
        Finding("zero", "warning", "v", "l", "1", "2020", "Satz", (1.0, 2.0)),
        Finding("jump", "warning", "v", "l", "2", "2020", "Satz", (1.0, 2.0)),
        Finding("jump", "warning", "v", "l", "1", "2020", "Satz", (1.0, 3.0)),
    ]
    assert one.fingerprint == same.fingerprint
    assert len({one.fingerprint, *(f.fingerprint for f in others)}) == 4


def test_the_text_puts_errors_first_and_what_is_open_before_what_is_answered() -> None:
    said = [Finding("range", "note", "v", "l", str(n), "2020", f"Hinweis {n}") for n in range(3)]
    said.append(Finding("parts", "error", "g", "l", "1", "2020", "Fehler"))
    answers = {said[0].fingerprint: Answer(said[0].fingerprint, "ist so", "A", "2026-01-31")}
    lines = findings_text(said, answers).splitlines()
    assert [line.split("] ")[-1].strip() for line in lines] == [
        "Plausibilität",
        "Fehler: 1",
        "g, l 1, 2020: Fehler",
        "Hinweise: 3, davon 1 beantwortet",
        "v, l 1, 2020: Hinweis 1",
        "v, l 2, 2020: Hinweis 2",
        "v, l 0, 2020: Hinweis 0",
        "Antwort von A (2026-01-31): ist so",
    ]
    assert "    und 2 weitere (atlas check --data nennt alle)" in findings_text(said, answers, 1)


def test_what_happened_to_a_whole_is_said_once() -> None:
    part_of = {"u3": ("u6",), "u6": ("u18",), "u18": ("all",)}
    said = [Finding("zero", "warning", v, "l", "1", "2020", "Null.", (12.0, 0.0)) for v in ("u3", "u18", "w")]
    elsewhere = Finding("zero", "warning", "u3", "l", "2", "2020", "Null.", (12.0, 0.0))
    contradiction = Finding("subset", "error", "u3", "l", "1", "2020", "Mehr.", (12.0, 0.0))
    found = fold([*said, elsewhere, contradiction], part_of)
    assert {(f.check, f.subject, f.area, f.sentence) for f in found} == {
        ("zero", "u18", "1", "Null. Ebenso in u3."),  # also over u6, which has no finding
        ("zero", "w", "1", "Null."),
        ("zero", "u3", "2", "Null."),
        ("subset", "u3", "1", "Mehr."),
    }
    assert {f.fingerprint for f in found} < {f.fingerprint for f in [*said, elsewhere, contradiction]}


COUNTED = st.lists(st.integers(0, 500), min_size=12, max_size=12)


@given(COUNTED, COUNTED, st.integers(0, 11), st.integers(0, 5), st.integers(6, 500))
def test_parts_that_add_are_quiet_and_one_that_does_not_is_named(
    boys: list[int], girls: list[int], cell: int, tolerance: int, wrong: int
) -> None:
    def look(whole: list[int]) -> list[Finding]:
        days = day(2022), day(2023)
        delivered = [
            told(name, "stadtteil", days[y], dict(zip(BEZIRK, numbers[6 * y : 6 * y + 6], strict=True)))
            for name, numbers in (("kinder", whole), ("jungen", boys), ("maedchen", girls))
            for y in (0, 1)
        ]
        rows = concatenate(delivered)
        names = [variable(name) for name in ("kinder", "jungen", "maedchen")]
        group = Group("kinder", ("jungen", "maedchen"), tolerance=tolerance)
        declared = Declared({"geschlecht": group}, {"jungen": ("kinder",), "maedchen": ("kinder",)})
        counts = counted(*delivered, variables=names)
        found = material(rows, empty(), counts, [], catalogue(*names), declared)
        return [f for f in find_all(found) if f.check in ("parts", "subset", "totals")]

    whole = [a + b for a, b in zip(boys, girls, strict=True)]
    assert look(whole) == []
    more = [n + wrong if place == cell else n for place, n in enumerate(whole)]
    (one,) = look(more)
    assert (one.check, one.level, one.area) == ("parts", "stadtteil", list(BEZIRK)[cell % 6])
    assert (one.period, one.numbers) == (f"{2022 + cell // 6}-12-31", (whole[cell], whole[cell] + wrong))


def test_means_with_one_decimal_may_miss_their_total_by_the_last_place() -> None:
    def look(total: float) -> list[Finding]:
        thirds = dict.fromkeys(BEZIRK, 12.3)  # six of 12,333 are 74,0; six of 12,3 are 73,8
        rows = concatenate([told("n", "stadtteil", day(2022), thirds), told("n", "stadt", day(2022), {"0": total})])
        found = material(
            rows, empty(), counted(rows, variables=[variable("n")]), [], catalogue(variable("n")), Declared()
        )
        return [f for f in find_all(found) if f.check == "totals"]

    assert look(74.0) == []
    assert look(73.5) == []
    assert [f.severity for f in look(73.0)] == ["error"]
    assert [f.numbers for f in look(75.0)] == [(75.0, pytest.approx(73.8))]
