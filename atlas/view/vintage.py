"""On whose areas numbers stand: those of their time, or of one vintage, with what that means said beside them."""

import datetime as dt

from atlas.city import City, Vintage
from atlas.comparison import TODAY, Comparison
from atlas.levels import LevelInfo
from atlas.numbers import date_text, period_text
from atlas.selection import Selection
from atlas.view.model import View
from indicators.model import Indicator, Period

DAY = dt.timedelta(days=1)


def compared(city: City, indicator: str, level: str, vintage: str) -> Comparison | None:
    """On which areas the indicator was converted to be seen; None: as delivered."""
    word = city.standing(indicator, level, vintage)
    return city.comparison(level, word) if word else None


def outlines(city: City, level: str, period: Period, comparison: Comparison | None) -> Vintage | None:
    """The outlines to draw: of the vintage that numbers were converted to, else of their own time."""
    return city.vintage(level, comparison.last if comparison else period.end)


def areas_text(comparison: Comparison) -> str:
    """`Gebietsstand ab 01.01.2023`, `bis 31.12.2022`, or between two reforms from when to when."""
    if comparison.word == TODAY:
        return f"Gebietsstand ab {date_text(comparison.day)}"
    since = "" if comparison.day == dt.date.min else f"vom {date_text(comparison.day)} "
    return f"Gebietsstand {since}bis {date_text(comparison.last)}"


def option_text(comparison: Comparison) -> str:
    """How a chooser calls the areas."""
    if comparison.word == TODAY:
        return f"ab {date_text(comparison.day)}"
    since = "" if comparison.day == dt.date.min else f"{date_text(comparison.day)} "
    return f"{since}bis {date_text(comparison.last)}"


def converted(source: str, comparison: Comparison | None) -> str:
    """The source with reform and basis, so that no picture and no file is without them."""
    if comparison is None:
        return source
    return f"{source}; umgerechnet auf den {areas_text(comparison)} ({comparison.basis})"


def refusals(city: City, selection: Selection, indicator: Indicator, level: LevelInfo) -> tuple[str, ...]:
    """Why numbers that were asked for on the areas of a vintage stand on those of their time; () where they do not."""
    if not selection.vintage or city.standing(indicator.id, level.id, selection.vintage):
        return ()
    missing = no_crosswalk(city, level, selection.vintage)
    return (missing,) if missing else (not_converted(city, indicator),)


def no_crosswalk(city: City, level: LevelInfo, vintage: str) -> str:
    """Why the level is not there on the areas of the vintage; "" where it is."""
    if not vintage or city.comparison(level.id, vintage):
        return ""
    if not any(c.level == level.id for c in city.comparisons):
        return f"Für {level.plural} liegt kein Umsteigeschlüssel vor; gezeigt wird, wie geliefert."
    return f"{level.plural} gibt es nicht auf dem Gebietsstand „{vintage}“; gezeigt wird, wie geliefert."


def not_converted(city: City, indicator: Indicator) -> str:
    """Why an indicator has no values on other areas than those of its time."""
    if not city.method(indicator).ADDS_UP:
        why = "wurde ohne Zähler und Nenner geliefert und kann nicht umgerechnet werden"
    else:
        why = "hat von der anderen Seite der Reform nichts, das umzurechnen wäre"
    return f"{indicator.short} {why}; gezeigt wird, wie geliefert."


def gone(comparison: Comparison, names: list[str]) -> tuple[str, ...]:
    """That these areas are none of the vintage."""
    return (f"Auf dem {areas_text(comparison)} gibt es nicht: {', '.join(names)}.",) if names else ()


def span(comparison: Comparison, periods: tuple[Period, ...]) -> str:
    """From when to when the periods compare."""
    said = f"Vergleichbar seit {period_text(periods[0])}" if periods else ""
    end = "" if comparison.until == dt.date.max else f" bis {date_text(comparison.until)}"
    return f"{said}{end}. " if said else ""


def comparable(view: View, comparison: Comparison) -> str:
    """What the numbers are: whose areas, since when, by which weights, and what is an estimate."""
    lines = [line for line in view.series if line.role == "area" and line.periods]
    periods = min((line.periods for line in lines), default=view.periods, key=lambda found: found[0])
    which = "heutige" if comparison.word == TODAY else "frühere"
    sides = [f"bis {date_text(comparison.day - DAY)}"] if comparison.since < comparison.day else []
    sides += [f"ab dem {date_text(comparison.last + DAY)}"] if comparison.last < comparison.until else []
    return (
        f"{span(comparison, periods)}Werte {' und '.join(sides)} sind auf die {which}n {view.level.plural} "
        f"umgerechnet (Grundlage der Gewichte: {comparison.basis}). Was ganz in ein {which}s Gebiet überging, ist "
        "genau; was aus geteilten Gebieten stammt, ist geschätzt (s, im Bild der Zeitreihe hohle Punkte)."
    )
