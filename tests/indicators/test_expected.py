"""Expected deliveries: what is there, late or to come on a day; worked out by hand from the calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.deliveries.expected import EVERY, Expected, due_day, expected_faults, following, owed
from indicators.deliveries.periods import read_period
from indicators.deliveries.rules import PeriodRule
from indicators.deliveries.series import Series, read_series, write_series
from indicators.model import Period

DAY = PeriodRule(kind="date", day="12-31")
YEARLY = Expected("year", due="03-31")


def period(text: str, kind: str = "date") -> Period:
    found = read_period(text, kind, "12-31")
    assert found is not None
    return found


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "lacking", "coming", "due", "late"),
    [
        ("2026-01-15", [], "2025-12-31", "2026-03-31", 0),
        ("2026-03-31", [], "2025-12-31", "2026-03-31", 0),  # the due day itself is in time
        ("2026-04-01", ["2025-12-31"], "2026-12-31", "2026-03-31", 1),
        ("2027-04-01", ["2025-12-31", "2026-12-31"], "2027-12-31", "2026-03-31", 366),
        ("2024-06-01", [], "2025-12-31", "2026-03-31", 0),
    ],
)
def test_what_follows_the_newest_is_owed(on: str, lacking: list[str], coming: str, due: str, late: int) -> None:
    found = owed(YEARLY, DAY, {period("2023"), period("2024")}, day(on))
    assert [p.iso for p in found.lacking] == lacking
    assert (found.coming and found.coming.iso, found.due, found.late) == (coming, day(due), late)
    assert found.newest == period("2024")


def test_gaps_are_owed_from_the_first_period_that_is_named() -> None:
    there = {period("2020"), period("2022"), period("2024")}
    without = owed(YEARLY, DAY, there, day("2026-03-31"))
    since = owed(Expected("year", due="03-31", since="2020"), DAY, there, day("2026-03-31"))
    assert without.lacking == ()
    assert [p.iso for p in since.lacking] == ["2021-12-31", "2023-12-31"]
    assert since.late == (day("2026-03-31") - day("2022-03-31")).days
    assert since.coming == without.coming == period("2025")


def test_a_series_without_figures_is_owed_only_where_it_is_said_from_when_on() -> None:
    assert owed(YEARLY, DAY, set(), day("2026-06-01")) == owed(YEARLY, DAY, (), day("2030-01-01"))
    found = owed(Expected("year", due="03-31", since="2025"), DAY, set(), day("2026-04-10"))
    assert ([p.iso for p in found.lacking], found.late, found.newest) == (["2025-12-31"], 10, None)


@pytest.mark.parametrize(
    ("every", "due", "days", "there", "kind", "coming", "until"),
    [
        ("school_year", "10-31", 0, "2024/25", "school_year", "2025/2026", "2026-10-31"),
        ("year", "06-30", 0, "2024", "year", "2025", "2026-06-30"),
        ("year", "06-30", 0, "2025-03-01", "kita_year", "2026-03-01", "2026-06-30"),
        ("year", "12-31", 0, "2024", "date", "2025-12-31", "2026-12-31"),
        ("quarter", "", 45, "2025-09-30", "date", "2025-12-31", "2026-02-14"),
        ("month", "", 20, "2025-12", "date", "2026-01-31", "2026-02-20"),
        ("year", "", 90, "2024-02-29", "date", "2025-02-28", "2025-05-29"),
    ],
)
def test_rhythms(every: str, due: str, days: int, there: str, kind: str, coming: str, until: str) -> None:
    known = period(there, kind)
    expected = Expected(every, due=due, days=days)
    found = owed(expected, PeriodRule(kind=kind), {known}, known.end)
    assert found.coming is not None
    assert (found.coming.iso, found.due) == (coming, day(until))


@given(st.sampled_from(sorted(EVERY)), st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 4000))
def test_periods_follow_each_other_and_late_days_lead_back_to_the_due_day(every: str, last: dt.date, gone: int) -> None:
    there = Period(last, last, "date")
    expected = Expected(every, days=30)
    assert following(there, every).end > last
    on = last + dt.timedelta(days=gone)
    found = owed(expected, DAY, {there}, on)
    assert found.coming is not None
    assert due_day(expected, found.coming) >= on
    assert (found.late > 0) == bool(found.lacking)
    if found.lacking:
        assert due_day(expected, found.lacking[0]) + dt.timedelta(days=found.late) == on
        assert all(due_day(expected, p) < on for p in found.lacking)
        assert found.coming == following(found.lacking[-1], every)


@pytest.mark.parametrize(
    ("expected", "kind", "field", "words"),
    [
        (Expected("yearly", due="03-31"), "date", "expected.every", "gemeint ist wohl „year“"),
        (Expected("year", due="10-31"), "school_year", "expected.every", "„school_year“ gehört zu"),
        (Expected("school_year", due="10-31"), "date", "expected.every", "„school_year“ gehört zu"),
        (Expected("year", due="03-31"), "election", "expected.every", "Wahlen"),
        (Expected("year"), "date", "expected.due", "entweder due"),
        (Expected("year", due="03-31", days=3), "date", "expected.due", "entweder due"),
        (Expected("year", due="02-29"), "date", "expected.due", "kein Tag, den jedes Jahr hat"),
        (Expected("year", due="31.3."), "date", "expected.due", "kein Tag"),
        (Expected("quarter", due="03-31"), "date", "expected.due", "nennen Sie days"),
        (Expected("month", days=-3), "date", "expected.days", "negativ"),
        (Expected("year", due="03-31", since="früher"), "date", "expected.since", "kein Zeitbezug"),
    ],
)
def test_a_fault_says_what_to_do(expected: Expected, kind: str, field: str, words: str) -> None:
    ((where, sentence),) = expected_faults(expected, PeriodRule(kind=kind, day="12-31"))
    assert where == field
    assert words in sentence


def test_a_file_of_series_is_read_as_it_was_written() -> None:
    there = (period("2023"), period("2024"))
    full = Series("ew", "Einwohner", "Amt", ("a", "b"), "date", "12-31", there, Expected("year", due="03-31"))
    bare = Series("x", "X", "Amt", (), "school_year", "", (period("2024/25", "school_year"),), None)
    assert read_series(write_series([full, bare])) == [full, bare]
    assert (full.office, full.rule) == ("Amt", PeriodRule(kind="date", day="12-31"))
