"""Ticks are round, lines break, text is escaped: what the charts on paper are drawn with."""

import math
import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from atlas.charts._scale import span, ticks
from atlas.charts._svg import clean, el, fit, number, picture, said, width_of, words, wrap

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)


@given(NUMBERS, st.floats(1e-6, 1e9))
def test_ticks_are_few_inside_and_evenly_spaced(low: float, wide: float) -> None:
    high = low + wide
    if not high > low:
        return
    places, decimals = ticks(low, high)
    slack = 1e-6 * max(abs(low), abs(high), wide)
    assert len(places) <= 8
    assert all(low - slack <= p <= high + slack for p in places)
    steps = [b - a for a, b in pairwise(places)]
    assert all(math.isclose(s, steps[0], rel_tol=1e-3, abs_tol=slack) for s in steps)
    assert all(abs(p - round(p, decimals)) <= slack for p in places)


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.booleans())
def test_an_axis_holds_all_values(values: list[float], from_zero: bool) -> None:
    low, high = span(values, from_zero)
    assert low <= min(values) <= max(values) <= high
    assert low < high
    if from_zero:
        assert low <= 0 <= high


@given(st.text(max_size=300), st.floats(30, 400))
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str, width: float) -> None:
    lines = wrap(text, 12, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert "\u00a0" not in text or "\u00a0" in "".join(lines)
    assert all(width_of(line, 12) <= width for line in lines)


@given(st.text(min_size=1, max_size=300))
def test_a_fitted_line_fits(text: str) -> None:
    assert width_of(fit(text, 12, 120), 12) <= 120 or fit(text, 12, 120) == text


def one_line_end(text: str) -> str:
    """As XML reads it: every kind of line end is one."""
    return clean(text).replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(max_size=60), st.text(max_size=60))
@example("", "\r\n")
def test_any_text_gives_a_well_formed_picture(text: str, title: str) -> None:
    root = ET.fromstring(picture(10, 10, title, text, words(1, 2, text), el("g", el("title", said(title)), id=text)))
    assert root.tag.endswith("svg")
    assert (root[2].text or "") == one_line_end(text)
    assert root[3][0].text == (one_line_end(title) or None)


def test_lengths_are_short() -> None:
    assert [number(n) for n in (1.0, 0.5, 1 / 3, -0.001, 12.345)] == ["1", "0.5", "0.33", "0", "12.35"]
    assert number(12) == "12"
