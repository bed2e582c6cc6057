"""Of any row: no number that is not printed, no secret, nothing left open; and all of a loaded town."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from atlas.numbers import SIGNS, text
from atlas.reports.sentences import about, glance, spread
from atlas.selection import Selection
from atlas.view import Cell, ProfileRow, look, look_profile
from indicators.model import Status
from tests.atlas import views
from tests.atlas.reports.rows import EVERY, profile, row
from tests.atlas.views import Counts

NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


@st.composite
def rows(draw) -> ProfileRow:
    indicator = draw(st.sampled_from(EVERY))

    def counts() -> Counts:
        if draw(st.integers(0, 4)) == 0:
            return draw(st.sampled_from([s for s in Status if s not in (Status.ok, Status.zero)]))
        lowest = -500 if indicator.method in ("change", "balance") else 0
        n = draw(st.integers(1, 5000))
        x = draw(st.integers(lowest, n if indicator.method in ("share", "change") else 5000))
        return (float(x), float(n)) if indicator.denominator else float(abs(x))

    before = [counts() for _ in range(draw(st.integers(0, 4)))]
    broken = draw(st.sets(st.integers(2020, 2024), max_size=2))
    flags = draw(st.sampled_from([0, 1, 2, 4, 5, 16, 20]))
    band = draw(st.sampled_from(["", "im obersten Viertel von 32 Stadtteilen"]))
    return row(counts(), counts(), before, indicator, band=band, broken=tuple(broken), flags=flags)


def numbers(printed: str) -> list[str]:
    return NUMBER.findall(printed)


@given(rows())
def test_no_number_is_said_that_is_not_printed(one):
    """The row's cells, their differences, its definition and its dates; nothing left open; twice the same."""
    sentence = about(one, profile())
    assert sentence == about(one, profile())
    assert sentence.endswith(".") and "  " not in sentence and ".." not in sentence and " ." not in sentence
    assert not re.search(r"\bnan\b|None|[{}]", sentence)
    i = one.indicator
    own = [c.value for c in (one.city, *one.trend.cells) if c.value is not None]
    gaps = [abs((one.cell.value or 0) - value) for value in own]
    parts = [100 * gap / abs(value) for gap, value in zip(gaps, own, strict=True) if value]
    known = [i.title, i.statement, one.difference, one.band, *(c.counts for c in (one.cell, one.city))]
    known += [c.full for c in (one.cell, one.city, *one.trend.cells)] + [text(gap, i.decimals) for gap in gaps]
    known += [text(part, 1) for part in parts] + [f"{p.end:%d.%m.%Y}" for p in one.trend.periods] + [i.unit, "0,0"]
    known += [text(c.denominator, 0) for c in (one.cell,) if c.denominator is not None]
    allowed = {number for printed in known for number in numbers(printed)}
    assert set(numbers(sentence)) <= allowed


def careless(cell: Cell, x: int = 123, n: int = 4567) -> Cell:
    """A secret cell in which somebody left the counts; any other as it is."""
    sign = SIGNS[Status.secret]
    left = replace(cell, numerator=float(x), denominator=float(n), value=100 * x / n, counts=f"{x} von {n}")
    return replace(left, text=sign.sign, full=sign.word) if cell.status == Status.secret else cell


@given(rows(), st.integers(100, 999), st.integers(1000, 9999))
def test_a_secret_is_called_secret_and_nothing_else(one, x, n):
    """Whatever counts are left in a secret cell, none of them is said, and nothing of its city or its years."""
    hidden = careless(replace(one.cell, status=Status.secret), x, n)
    secret = replace(one, cell=hidden, trend=replace(one.trend, cells=(*one.trend.cells[:-1], hidden)))
    assert about(secret, profile()) == f"{one.indicator.title} im Stadtteil Nord (31.12.2024): Der Wert ist geheim."


@given(rows())
def test_secret_years_and_a_secret_city_change_no_word(one):
    trend = replace(one.trend, cells=tuple(careless(cell) for cell in one.trend.cells))
    assert about(replace(one, city=careless(one.city), trend=trend), profile()) == about(one, profile())


def test_secret_areas_change_no_word_of_a_spread():
    seen = views.view(chosen=())
    left = replace(seen, cells=tuple(careless(cell) for cell in seen.cells))
    assert spread(left) == spread(seen) and any(cell.counts == "123 von 4567" for cell in left.cells)


def test_all_indicators_of_a_loaded_town_are_told(ten):
    """The town of the tests, every level, every indicator and area."""
    for level in ten.levels:
        for area in ten.areas[level.id]:
            seen = look_profile(ten, level.id, (area.key,))
            for paragraph, rows_ in zip(glance(seen), [r for _, found in seen.sections for r in found], strict=True):
                assert re.search(r"\.$", paragraph) and "{" not in paragraph
                assert level.id != ten.top or "stadtweit" not in paragraph
                assert (rows_.cell.status == Status.secret) == paragraph.endswith("Der Wert ist geheim.")
        for indicator in ten.indicators():
            periods = ten.periods(indicator.id, level.id)
            for period in periods[-1:]:
                assert indicator.title in spread(look(Selection(indicator.id, level.id, period.iso), ten))
