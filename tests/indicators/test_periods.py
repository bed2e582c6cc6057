"""Periods as files write them."""

import pytest

from indicators.deliveries.periods import read_period


@pytest.mark.parametrize(
    ("text", "kind", "day", "iso"),
    [
        ("2022", "date", "12-31", "2022-12-31"),
        ("2022", "date", "06-30", "2022-06-30"),
        ("2022.0", "date", "12-31", "2022-12-31"),
        ("31.12.2022", "date", "", "2022-12-31"),
        ("1.3.2022", "kita_year", "", "2022-03-01"),
        ("2022-12-31", "date", "", "2022-12-31"),
        ("2022-12-31 00:00:00", "date", "", "2022-12-31"),
        ("18691231", "date", "", "1869-12-31"),
        ("2020-02", "date", "", "2020-02-29"),
        ("12/2022", "date", "", "2022-12-31"),
        ("2022", "year", "", "2022"),
        ("2022", "kita_year", "", "2022-03-01"),
        ("2022/23", "school_year", "", "2022/2023"),
        ("1999/00", "school_year", "", "1999/2000"),
        ("2022/2023", "school_year", "", "2022/2023"),
        ("2020-2022", "pooled", "", "2020-2022"),
        ("2020 – 2022", "pooled", "", "2020-2022"),
        ("2022", "date", "", None),  # which day?
        ("2022", "school_year", "", None),  # which of two?
        ("2022/24", "school_year", "", None),
        ("2022-2020", "pooled", "", None),
        ("30.02.2022", "date", "", None),
        ("2022-13", "date", "", None),
        ("9999", "date", "12-31", None),
        ("zwanzig", "year", "", None),
        ("", "year", "", None),
    ],
)
def test_a_text_means(text: str, kind: str, day: str, iso: str | None) -> None:
    period = read_period(text, kind, day)
    assert (period.iso if period else None) == iso


def test_a_school_year_runs_from_august_to_july() -> None:
    period = read_period("2022/23", "school_year")
    assert period is not None
    assert (period.start.isoformat(), period.end.isoformat()) == ("2022-08-01", "2023-07-31")
