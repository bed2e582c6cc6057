"""How sentences tell a change: since when, by how much, and whether by more than chance."""

import datetime as dt
from dataclasses import replace
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.numbers import text
from atlas.reports import _chance
from atlas.reports.sentences import about
from indicators.model import Flag, Period, Status
from tests.atlas.reports.rows import (
    BALANCE,
    CHANGE,
    GIVEN,
    MEAN,
    NONE,
    OPENING,
    PLACES,
    RATE,
    RATIO,
    profile,
    row,
    said,
)
from tests.atlas.views import COUNT

TRENDS = [
    # 11/100 -> 12/100: the interval of the difference holds 0
    (
        {"before": [(11, 100)]},
        (
            "Seit dem 31.12.2023 ist der Anteil um 1,0 Prozentpunkte gestiegen, von 11,0 auf 12,0 %; das liegt im "
            "Bereich zufälliger Schwankungen."
        ),
    ),
    # 50/100 -> 12/100: 38 points, standard error sqrt(0,25/100 + 0,1056/100) = 6 points
    (
        {"before": [(50, 100), (30, 100)]},
        (
            "Seit dem 31.12.2022 ist der Anteil um 38,0 Prozentpunkte gesunken, von 50,0 auf 12,0 %; das ist mehr, als "
            "durch Zufall zu erwarten wäre."
        ),
    ),
    ({"before": [(24, 200)]}, "Am 31.12.2023 war der Anteil ebenso hoch."),
    # 1196/10000 = 11,96 % prints 12,0, and the difference 0,04 prints 0,0
    ({"before": [(1196, 10000)]}, "Am 31.12.2023 war der Anteil ebenso hoch."),
    # a secret and a missing year before: the first that has a value counts, and where it is small nothing is said
    (
        {"before": [Status.secret, (50, 100), Status.missing]},
        (
            "Seit dem 31.12.2022 ist der Anteil um 38,0 Prozentpunkte gesunken, von 50,0 auf 12,0 %; das ist mehr, als "
            "durch Zufall zu erwarten wäre."
        ),
    ),
    ({"before": [(2, 100), (50, 100)]}, "Die Zahl vom 31.12.2022 ist für einen Vergleich in Worten zu klein."),
    ({"before": [Status.secret, Status.secret]}, ""),
    ({"before": [Status.not_applicable, Status.later, Status.uncertain]}, ""),
    ({"before": []}, ""),
    # a break: only what stands after it
    (
        {"before": [(90, 100), (50, 100), (30, 100)], "broken": (2022,)},
        (
            "Seit dem 31.12.2022 (davor nicht vergleichbar) ist der Anteil um 38,0 Prozentpunkte gesunken, von 50,0 "
            "auf 12,0 %; das ist mehr, als durch Zufall zu erwarten wäre."
        ),
    ),
    (
        {"before": [(90, 100), Status.secret, (30, 100), (24, 200)], "broken": (2021, 2023)},
        "Am 31.12.2023 (davor nicht vergleichbar) war der Anteil ebenso hoch.",
    ),
    # the first year after the break is secret: the next counts
    (
        {"before": [(90, 100), Status.secret, (50, 100)], "broken": (2022,)},
        (
            "Seit dem 31.12.2023 ist der Anteil um 38,0 Prozentpunkte gesunken, von 50,0 auf 12,0 %; das ist mehr, als "
            "durch Zufall zu erwarten wäre."
        ),
    ),
    ({"before": [(90, 100), (50, 100)], "broken": (2024,)}, "Frühere Werte sind damit nicht vergleichbar."),
    ({"before": [Status.missing], "broken": (2024,)}, ""),
]


@pytest.mark.parametrize(("words", "sentence"), TRENDS)
def test_the_change_since_the_first_comparable_year(words, sentence):
    assert said((12, 100), **words) == f"{OPENING}{NONE} {sentence}".strip()


def test_nothing_rises_from_a_number_to_the_same():
    """12,04 % after 11,96 %: both print 12,0, the difference 0,08 prints 0,1."""
    assert said((1204, 10000), before=[(1196, 10000)]).endswith("Am 31.12.2023 war der Anteil nahezu ebenso hoch.")


def test_the_chance_of_many_events_is_quick():
    """A million moves and a million and three thousand: standard deviation sqrt(2.003.000), z = 3.000/1.415 = 2,12."""
    p = _chance.rates_p((1_000_000, 10_000), (1_003_000, 10_000))
    assert p == pytest.approx(2 * NormalDist().cdf(-3000 / 2003000**0.5), rel=0.01)


def test_a_value_that_stays_nothing_is_still_nothing():
    assert said((0, 456), before=[(0, 400)]).endswith(
        "Der Wert ist null; stadtweit liegt keine Angabe vor. Am 31.12.2023 war der Anteil ebenfalls null."
    )


def test_no_chance_is_told_of_estimates_rounded_counts_and_parts_of_people():
    plain = "Seit dem 31.12.2023 ist der Anteil um 38,0 Prozentpunkte gesunken, von 50,0 auf 12,0 %. "
    for flag in (Flag.estimated, Flag.rounded):
        assert plain in said((12, 100), before=[(50, 100)], flags=int(flag))
    assert plain in f"{said((12, 100), before=[(50.5, 101)])} "


def test_an_estimate_is_named_where_a_change_begins_with_it():
    known = row((12, 100), before=[(50, 100)])
    first = replace(known.trend.cells[0], flags=int(Flag.estimated), lower=None, upper=None)
    begun = replace(known, trend=replace(known.trend, cells=(first, known.cell)))
    assert "gesunken, von geschätzt 50,0 auf 12,0" in about(begun, profile())


COUNTED = [
    # 1.000 -> 1.234: 234 more, 23,4 %
    ([1000.0], 1234.0, "Seit dem 31.12.2023 ist die Zahl um 234 (23,4 %) gestiegen, von 1.000 auf 1.234."),
    # 50 -> 40: 10 fewer, 20 %; 49 -> 40: 9 fewer of too few for a percentage
    ([50.0], 40.0, "Seit dem 31.12.2023 ist die Zahl um 10 (20,0 %) gesunken, von 50 auf 40."),
    ([49.0], 40.0, "Seit dem 31.12.2023 ist die Zahl um 9 gesunken, von 49 auf 40."),
    ([40.0], 40.0, "Am 31.12.2023 war die Zahl ebenso hoch."),
    # one or two more or fewer are single persons
    ([39.0], 40.0, "Seit dem 31.12.2023 hat sich die Zahl kaum verändert."),
    ([42.0], 40.0, "Seit dem 31.12.2023 hat sich die Zahl kaum verändert."),
    ([37.0], 40.0, "Seit dem 31.12.2023 ist die Zahl um 3 gestiegen, von 37 auf 40."),
    ([0.0], 40.0, "Seit dem 31.12.2023 ist die Zahl um 40 gestiegen, von 0 auf 40."),
    ([2.0], 40.0, "Die Zahl vom 31.12.2023 ist für einen Vergleich in Worten zu klein."),
]


@pytest.mark.parametrize(("before", "now", "sentence"), COUNTED)
def test_counts_change_by_people_and_by_per_cent_of_enough(before, now, sentence):
    opening = f"Im Stadtteil Nord leben {text(now, 0)} Menschen (31.12.2024){NONE}"
    assert said(now, before=before, indicator=COUNT) == f"{opening} {sentence}"


CHANGES = [
    # 5 cases after none on as many: p = 2 (1/2)^5 = 0,0625; 6 cases: 2 (1/2)^6 = 0,03125
    (
        RATE,
        (0, 100),
        (5, 100),
        "ist der Wert um 50,0 gestiegen, von 0,0 auf 50,0 je 1.000; das liegt im Bereich zufälliger Schwankungen.",
    ),
    (
        RATE,
        (0, 100),
        (6, 100),
        "ist der Wert um 60,0 gestiegen, von 0,0 auf 60,0 je 1.000; das ist mehr, als durch Zufall zu erwarten wäre.",
    ),
    # neither means nor ratios nor balances nor places have a random model
    (MEAN, (400, 10), (430, 10), "ist der Wert um 3,0 m² gestiegen, von 40,0 auf 43,0 m²."),
    (RATIO, (10, 100), (90, 100), "ist der Wert um 80,0 gestiegen, von 10,0 auf 90,0 je 100."),
    (BALANCE, (-30, 100), (-10, 100), "ist der Wert um 20,0 gestiegen, von −30,0 auf −10,0 je 100."),
    (CHANGE, (30, 100), (-10, 100), "ist der Wert um 40,0 Prozentpunkte gesunken, von 30,0 auf −10,0 %."),
    (PLACES, (0, 100), (60, 100), "ist der Wert um 60,0 Prozentpunkte gestiegen, von 0,0 auf 60,0 %."),
    (GIVEN, 9.0, 9.5, "ist der Wert um 0,5 € gestiegen, von 9,0 auf 9,5 €."),
]


@pytest.mark.parametrize(
    ("indicator", "before", "now", "sentence"), CHANGES, ids=[f"{c[0].title} {c[2]}" for c in CHANGES]
)
def test_only_shares_and_rates_change_by_chance(indicator, before, now, sentence):
    assert said(now, before=[before], indicator=indicator).endswith(f" Seit dem 31.12.2023 {sentence}")


def day(*parts: int) -> dt.date:
    return dt.date(*parts)


PERIODS = [
    (
        Period(day(2024, 12, 31), day(2024, 1, 1), "year"),
        "(2024;",
        "Seit 2023 ist",
        "Im Jahr 2023 war",
        "Die Zahl für das Jahr 2023 ",
    ),
    (
        Period(day(2024, 7, 31), day(2023, 8, 1), "school_year"),
        "(Schuljahr 2023/2024;",
        "Seit dem Schuljahr 2022/2023 ist",
        "Im Schuljahr 2022/2023 war",
        "Die Zahl für das Schuljahr 2022/2023 ",
    ),
    (
        Period(day(2024, 7, 31), day(2023, 8, 1), "kita_year"),
        "(Kita-Jahr 2023/2024;",
        "Seit dem Kita-Jahr 2022/2023 ist",
        "Im Kita-Jahr 2022/2023 war",
        "Die Zahl für das Kita-Jahr 2022/2023 ",
    ),
    (
        Period(day(2024, 12, 31), day(2022, 1, 1), "pooled"),
        "(Mittel 2022–2024;",
        "Seit dem Mittel 2021–2023 ist",
        "Im Mittel 2021–2023 war",
        "Die Zahl für das Mittel 2021–2023 ",
    ),
    (
        Period(day(2024, 6, 9), day(2024, 6, 9), "election"),
        "(09.06.2024;",
        "Seit dem 09.06.2023 ist",
        "Am 09.06.2023 war",
        "Die Zahl vom 09.06.2023 ",
    ),
]


@pytest.mark.parametrize(("last", "now", "since", "at", "of"), PERIODS, ids=[p[0].kind for p in PERIODS])
def test_every_kind_of_period_is_declined(last, now, since, at, of):
    assert now in said((12, 100), last=last)
    assert since in said((12, 100), before=[(50, 100)], last=last)
    assert at in said((12, 100), before=[(24, 200)], last=last)
    assert of in said((12, 100), before=[(2, 200)], last=last)


def test_a_published_interval_of_a_difference():
    """Newcombe (1998), table II, method 10: 56/70 - 48/80 and 9/10 - 3/10."""
    assert [round(x, 4) for x in _chance.difference_of_proportions((56, 70), (48, 80))] == [0.0524, 0.3339]
    assert [round(x, 4) for x in _chance.difference_of_proportions((9, 10), (3, 10))] == [0.1705, 0.8090]


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 9000), st.integers(1, 9000))
def test_the_chance_of_two_rates_is_the_binomial_one(x, y, n, k):
    """Twice the smaller tail of scipy's binomial distribution."""
    from scipy.stats import binom

    twice = 2 * min(binom.cdf(x, x + y, n / (n + k)), binom.sf(x - 1, x + y, n / (n + k)))
    assert _chance.rates_p((x, n), (y, k)) == pytest.approx(min(1.0, twice), rel=1e-6, abs=1e-12)
