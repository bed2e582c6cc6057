"""Rows and profiles made by hand for the tests of sentences: Nord, a Stadtteil of Sechsfeld, at the end of 2024."""

from collections.abc import Sequence
from dataclasses import replace

from atlas.levels import LevelInfo
from atlas.numbers import NBSP, signed
from atlas.reports.sentences import about
from atlas.view import Cell, Profile, ProfileRow, Series
from indicators.model import Indicator, Period, Status
from tests.atlas import views
from tests.atlas.views import COUNT, SHARE, Counts, year

RATE = replace(
    SHARE,
    title="Hilfen zur Erziehung",
    method="rate",
    factor=1000.0,
    unit="je 1.000",
    statement="Auf 1.000 junge Menschen kommen {value} Hilfen.",
)
PLACES = replace(
    RATE,
    title="Plätze",
    factor=100.0,
    unit="%",
    principle="institution",
    statement="Auf 100 Kinder kommen {value} Plätze im Gebiet.",
)
RATIO = replace(
    RATE, title="Altenquotient", method="ratio", factor=100.0, unit="je 100", statement="Auf 100 kommen {value} Alte."
)
MEAN = replace(
    RATE,
    title="Wohnfläche",
    method="mean",
    factor=1.0,
    unit="m²",
    statement="Auf jede Person kommen im Durchschnitt {value} m² Wohnfläche.",
)
DENSITY = replace(
    MEAN, title="Dichte", method="density", unit="je ha", statement="Auf einem Hektar leben {value} Menschen."
)
CHANGE = replace(
    RATE,
    title="Entwicklung",
    method="change",
    factor=100.0,
    unit="%",
    statement="Gegenüber dem Stand vor 5 Jahren hat sich die Zahl der Menschen um {value} % verändert.",
)
BALANCE = replace(
    RATE,
    title="Wanderungssaldo",
    method="balance",
    factor=100.0,
    unit="je 100",
    statement="Je 100 Kinder beträgt der Saldo im Jahr {value}.",
)
GIVEN = replace(
    RATE, title="Mietniveau", method="given", denominator="", unit="€", statement="Die Miete beträgt {value} €."
)
WHOLE = replace(SHARE, decimals=0)
HOMES = replace(SHARE, statement="In {value} von 100 Haushalten lebt ein Kind.")
CARED = replace(SHARE, statement="Von 100 Kindern, die hier leben, werden {value} betreut (in einer Kita).")
ODD = replace(SHARE, statement="Quote: {value}.")
EVERY = [SHARE, WHOLE, HOMES, CARED, ODD, RATE, PLACES, RATIO, MEAN, DENSITY, CHANGE, BALANCE, COUNT, GIVEN]


def cell(counts: Counts, indicator: Indicator, name: str = "Nord", flags: int = 0) -> Cell:
    one = views.cell(0, counts, indicator, name, name, flags)
    return replace(one, counts=one.counts.replace("-", "−"))


def row(
    now: Counts,
    city: Counts = Status.missing,
    before: Sequence[Counts] = (),
    indicator: Indicator = SHARE,
    *,
    band: str = "",
    broken: tuple[int, ...] = (),
    flags: int = 0,
    last: Period | None = None,
) -> ProfileRow:
    """One indicator of Nord at the end of 2024, `before`: the years up to it, all in the city of Sechsfeld."""
    own, whole = cell(now, indicator, flags=flags), cell(city, indicator, "Sechsfeld")
    periods = tuple(_moved(last or year(2024), back) for back in range(len(before), -1, -1))
    cells = (*(cell(one, indicator) for one in before), own)
    breaks = tuple(p for p in periods if p.year in broken)
    gap = "" if own.value is None or whole.value is None else signed(own.value - whole.value, indicator.decimals)
    gap = "" if indicator.method == "count" else gap
    trend = Series("Nord", "Nord", "area", periods, cells, breaks)
    return ProfileRow(indicator, periods[-1], own, whole, None, gap, band, trend, trend)


def _moved(period: Period, years: int) -> Period:
    """The same period some years before."""
    start, end = (day.replace(year=day.year - years) for day in (period.start, period.end))
    return Period(end, start, period.kind)


def profile(
    level: LevelInfo = views.LEVEL, name: str = "Nord", kind: str = "", keys: tuple[str, ...] = ("01",)
) -> Profile:
    return replace(views.profile(), level=level, name=name, kind=kind or level.name, keys=keys)


def said(*args, at: Profile | None = None, **words) -> str:
    """The sentences with plain blanks, which are easier to write."""
    return about(row(*args, **words), at or profile()).replace(NBSP, " ")


# 12 of 100 are 12 %
OPENING = "Von 100 Menschen sind im Stadtteil Nord 12,0 unter 18 Jahre alt (31.12.2024; n = 12 von 100)"
NONE = "; stadtweit liegt keine Angabe vor."  # nothing is known of the city
