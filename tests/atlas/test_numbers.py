"""German printing: half up against exact fractions, and all signs distinct."""

import datetime as dt
import time
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.numbers import (
    FLAG_SIGNS,
    NBSP,
    NO_UNITS,
    PROFILES,
    SIGNS,
    cell_text,
    date_text,
    period_text,
    printed_units,
    rounded,
    rounded_ratio,
    signed,
    status_sign,
    text,
)
from indicators.methods import family
from indicators.model import Flag, Period, Status


def day(iso):
    return dt.date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.125, 2, "0.13"),  # python and numpy: 0.12
        (2.5, 0, "3"),  # 2
        (2.675, 2, "2.68"),  # the float lies below the tie; written as 2.675 it is one
        (1.005, 2, "1.01"),
        (-0.125, 2, "-0.13"),
        (-2.5, 0, "-3"),
        (0.4999, 0, "0"),
        (-0.04, 1, "0.0"),
        (-0.0, 1, "0.0"),
        (12, 1, "12.0"),
        (Fraction(1, 3), 3, "0.333"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Decimal("0.045"), 2, "0.05"),
        (1e22, 0, "10000000000000000000000"),
        (np.float64(0.35), 1, "0.4"),
        (np.int64(7), 0, "7"),
    ],
)
def test_rounding_is_half_up_away_from_zero(value, decimals, expected):
    assert str(rounded(value, decimals)) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_not_printed(value):
    with pytest.raises(ValueError, match="no number"):
        text(value, 1)


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "expected"),
    [
        (1234.5, 1, "%", "1.234,5 %"),
        (1234567, 0, "", "1.234.567"),
        (999.95, 1, "", "1.000,0"),
        (0, 1, "", "0,0"),
        (0, 0, "", "0"),
        (-1234.56, 2, "€", "−1.234,56 €"),
        (-0.04, 1, "", "0,0"),
        (12.3, 1, "je 1.000", "12,3 je 1.000"),
    ],
)
def test_numbers_are_written_in_german(value, decimals, unit, expected):
    assert text(value, decimals, unit) == expected.replace(" ", NBSP, 1)


@pytest.mark.parametrize(
    ("value", "expected"), [(1.25, "+1,3"), (-1.25, "−1,3"), (0, "0,0"), (0.04, "0,0"), (-0.04, "0,0")]
)
def test_differences_have_a_sign_unless_they_round_to_nothing(value, expected):
    assert signed(value, 1) == expected


def test_a_signed_number_keeps_its_unit():
    assert signed(1234.5, 1, "Prozentpunkte") == f"+1.234,5{NBSP}Prozentpunkte"


@pytest.mark.parametrize(
    ("x", "n", "factor", "decimals", "expected"),
    [
        (49, 400, 100, 1, "12.3"),
        (1, 8, 1, 2, "0.13"),
        (2, 3, 100, 1, "66.7"),
        (-1, 8, 100, 0, "-13"),
        (0.1, 0.8, 100, 0, "13"),
    ],
)
def test_ratios_are_rounded_from_their_exact_value(x, n, factor, decimals, expected):
    assert str(rounded_ratio(x, n, factor, decimals)) == expected


def test_nothing_divided_by_nothing_is_not_printed():
    with pytest.raises(ZeroDivisionError):
        rounded_ratio(0, 0, 100, 1)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(day("2024-12-31"), day("2024-12-31"), "date"), "31.12.2024"),
        (Period(day("2024-03-01"), day("2024-03-01"), "kita_year"), "01.03.2024"),
        (Period(day("2024-07-31"), day("2023-08-01"), "kita_year"), "Kita-Jahr 2023/2024"),
        (Period(day("2025-09-14"), day("2025-09-14"), "election"), "14.09.2025"),
        (Period(day("2024-12-31"), day("2024-01-01"), "year"), "2024"),
        (Period(day("2024-07-31"), day("2023-08-01"), "school_year"), "Schuljahr 2023/2024"),
        (Period(day("2023-12-31"), day("2021-01-01"), "pooled"), "Mittel 2021–2023"),
    ],
)
def test_periods_are_written_in_german(period, expected):
    assert period_text(period) == expected


def test_dates_have_two_digits_a_day_and_a_month():
    assert date_text(day("2024-03-01")) == "01.03.2024"


@pytest.mark.parametrize("profile", PROFILES)
def test_every_status_has_a_sign_a_word_and_an_explanation_of_its_own(profile):
    signs = [status_sign(status, profile) for status in Status]
    for part in ("sign", "word", "explanation"):
        assert len({getattr(sign, part) for sign in signs}) == len(Status)
    assert all(sign.word and sign.explanation for sign in signs)
    assert {sign.sign for sign in signs}.isdisjoint(sign.sign for sign in FLAG_SIGNS.values())
    assert set(FLAG_SIGNS) == set(Flag)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_no_two_statuses_print_alike(profile, decimals):
    numbers = {Status.ok: 12.3, Status.zero: 0.0, Status.rounded_zero: 0.0}
    cells = [cell_text(numbers.get(status), status, decimals, "", profile) for status in Status]
    cells.append(cell_text(12.3, Status.uncertain, decimals, "", profile))
    assert len(set(cells)) == len(Status) + 1
    assert "" not in cells


def test_cells_by_hand():
    assert cell_text(12.35, Status.ok, 1, "%") == f"12,4{NBSP}%"
    assert cell_text(12.35, Status.uncertain, 1, "%") == f"(12,4{NBSP}%)"
    assert cell_text(None, Status.uncertain, 1, "%") == "/"
    assert cell_text(0, Status.zero, 1, "%") == f"0,0{NBSP}%"
    assert cell_text(0, Status.zero, 1, "%", "din55301") == "–"
    assert cell_text(None, Status.secret, 1, "%") == SIGNS[Status.secret].sign == "•"


def test_a_secret_number_is_never_printed():
    assert cell_text(2, Status.secret, 0) == "•"


def test_a_cell_that_claims_a_number_and_has_none_is_an_error():
    with pytest.raises(ValueError, match="has none"):
        cell_text(float("nan"), Status.ok, 1)


def test_arrays_keep_their_shape_and_missing_stays_missing():
    units = printed_units([[12.25, np.nan], [-0.125, 3]], 1)
    assert units.tolist() == [[123, NO_UNITS], [-1, 30]]
    assert units.dtype == np.int64
    assert printed_units(2.675, 2).tolist() == 268
    assert printed_units([], 1).tolist() == []


@pytest.mark.parametrize("value", [float("inf"), 1e19])
def test_what_has_no_integer_is_an_error(value):
    with pytest.raises(ValueError, match="too large"):
        printed_units([1.0, value], 1)


@given(st.floats(-1e16, 1e16), st.integers(0, 4))
def test_arrays_are_rounded_as_single_numbers_are(value, decimals):
    if abs(value) * 10**decimals < 2**62:
        assert printed_units([value], decimals)[0] == int(rounded(value, decimals).scaleb(decimals))


@given(st.integers(-(10**12), 10**12), st.integers(0, 4), st.sampled_from([0, -1, 1]))
def test_ties_and_their_neighbours_are_rounded_as_single_numbers_are(units, decimals, side):
    tie = float(Fraction(2 * units + 1, 2 * 10**decimals))
    value = tie if not side else float(np.nextafter(tie, side * np.inf))
    assert printed_units([value], decimals)[0] == int(rounded(value, decimals).scaleb(decimals))


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 5))
def test_rounding_equals_the_decimal_module_s_on_the_written_number(value, decimals):
    expected = Decimal(repr(value))
    if expected.adjusted() < 20:
        assert rounded(value, decimals) == expected.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def written(number: Decimal, decimals: int) -> str:
    """As `text` prints what is already rounded, group by group."""
    whole, _, behind = f"{abs(number):.{decimals}f}".partition(".")
    groups = [whole[max(end - 3, 0) : end] for end in range(len(whole), 0, -3)][::-1]
    return ("\u2212" if number < 0 else "") + ".".join(groups) + ("," + behind if decimals else "")


@given(st.floats(-1e15, 1e15), st.integers(0, 4))
def test_a_float_prints_as_it_is_rounded(value, decimals):
    assert text(value, decimals) == written(rounded(value, decimals), decimals)
    assert text(np.float64(value), decimals) == text(value, decimals)


@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.sampled_from([0, -1, 1]))
def test_ties_and_their_neighbours_print_as_they_are_rounded(units, decimals, side):
    tie = float(Fraction(2 * units + 1, 2 * 10**decimals))
    value = tie if not side else float(np.nextafter(tie, side * np.inf))
    assert text(value, decimals) == written(rounded(value, decimals), decimals)


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.sampled_from([1, 100, 1000, 10_000]), st.integers(0, 3))
def test_values_print_as_their_exact_ratio_does(x, n, factor, decimals):
    value = family()["ratio"].values(np.array([float(x)]), np.array([float(n)]), factor)
    assert rounded(value[0], decimals) == rounded_ratio(x, n, factor, decimals)
    assert printed_units(value, decimals)[0] == int(rounded_ratio(x, n, factor, decimals).scaleb(decimals))


@given(st.integers(0, 10**5), st.sampled_from([8, 16, 40, 80, 200, 400, 800, 2000, 8000]), st.integers(0, 3))
def test_exact_ties_of_ratios_go_up(x, n, decimals):
    value = family()["share"].values(np.array([float(min(x, n))]), np.array([float(n)]), 100)[0]
    assert rounded(value, decimals) == rounded_ratio(min(x, n), n, 100, decimals)


def test_a_map_of_all_years_is_rounded_at_once():
    values = np.random.default_rng(3).random((20, 11_000)).round(3) * 100  # many ties
    start = time.perf_counter()
    printed_units(values, 1)
    assert time.perf_counter() - start < 0.2
