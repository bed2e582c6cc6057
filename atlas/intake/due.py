"""What the offices of a town owe on a day: for the page Datenstand and for `atlas due`."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from atlas.city import City, open_city
from atlas.numbers import date_text, period_text
from indicators.deliveries import series
from indicators.deliveries.expected import Owed, owed
from indicators.deliveries.series import Series
from indicators.errors import AtlasError, WrongUse
from indicators.model import Period

BEFORE: Final = "Dieser Stand wurde ohne Übersicht der Lieferungen gebildet; laden Sie die Kommune noch einmal."
SOON: Final = 30  # days before the due day from which it is said how many are left
SHOWN: Final = 3  # periods that are named; the others are counted
YEARS: Final = range(1990, 2201)  # that a day to look from may lie in


@dataclass(frozen=True)
class Due:
    """One delivery that is expected, on a day."""

    series: Series
    owed: Owed
    on: dt.date

    @property
    def what(self) -> str:
        """The periods that are lacking, else the next."""
        if self.owed.lacking:
            return periods_text(self.owed.lacking)
        return period_text(self.owed.coming) if self.owed.coming else "ohne Zeitbezug"

    @property
    def until(self) -> str:
        """The day until when it was or is to be there."""
        return date_text(self.owed.due) if self.owed.due else ""

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.owed.late:
            return f"überfällig seit {days_text(self.owed.late)}"
        if self.owed.due is None:
            return "noch nie mit Zahlen geliefert; nennen Sie in der Lieferung expected.since"
        left = (self.owed.due - self.on).days
        if left == 0:
            return "heute fällig"
        return f"fällig in {days_text(left)}" if left <= SOON else "noch nicht fällig"

    @property
    def there(self) -> str:
        """The newest period with figures."""
        return period_text(self.owed.newest) if self.owed.newest else "nichts"


@lru_cache(8)
def all_series(city: City) -> list[Series]:
    """The series of the edition; none for editions made before the atlas kept them."""
    file = city.file(series.FILE)
    return series.read_series(file) if file else []


def due(city: City, on: dt.date) -> list[Due]:
    """Every expected delivery on that day: what is late longest first, then what is due next."""
    found = [Due(s, owed(s.expected, s.rule, s.there, on), on) for s in all_series(city) if s.expected is not None]
    return sorted(found, key=lambda d: (-d.owed.late, d.owed.due or dt.date.max, d.series.title))


def due_text(found: Sequence[Due], on: dt.date) -> str:
    """German, one line a delivery."""
    lines = [f"Erwartete Lieferungen am {date_text(on)}"]
    for one in found:
        contact = one.series.expected.contact if one.series.expected else ""
        who = f"{one.series.office}{f' ({contact})' if contact else ''}"
        until = f", bis {one.until}" if one.until else ""
        sign = "!" if one.owed.late else " "
        lines.append(f"{sign} {one.series.title}: {one.what}{until}: {one.state}; {who}; vorhanden bis {one.there}")
    if not found:
        lines.append("  keine; eine Lieferung wird mit [expected] erwartet")
    return "\n".join(lines) + "\n"


def print_due(folder: Path, on: str, write: Callable[[str], object]) -> None:
    """Say what is owed on a day (ISO; "": today). AtlasError where something is late."""
    day = _day(on)
    city = open_city(folder)
    try:
        if not all_series(city):
            raise AtlasError(BEFORE)
        found = due(city, day)
    finally:
        city.engine.dispose()
    write(due_text(found, day))
    late = sum(one.owed.late > 0 for one in found)
    if late:
        raise AtlasError(f"{_count(late)} überfällig.")


def _day(text: str) -> dt.date:
    if not text:
        return dt.date.today()
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"--on {text}: Das ist kein Tag; schreiben Sie ihn wie 2026-03-31.") from None
    if day.year not in YEARS:
        raise WrongUse(f"--on {text}: erlaubt sind Tage von {YEARS[0]} bis {YEARS[-1]}.")
    return day


def _count(n: int) -> str:
    return "1 Lieferung ist" if n == 1 else f"{n} Lieferungen sind"


def days_text(n: int) -> str:
    """1 Tag, 2 Tagen: after "seit" and "in".

    >>> days_text(1), days_text(2)
    ('einem Tag', '2 Tagen')
    """
    return "einem Tag" if n == 1 else f"{n} Tagen"


def periods_text(periods: Sequence[Period]) -> str:
    """The oldest few, and how many more."""
    named = ", ".join(period_text(p) for p in periods[:SHOWN])
    return f"{named} und {len(periods) - SHOWN} weitere" if len(periods) > SHOWN else named
