"""When figures are owed: the table `[expected]` of a delivery; what of it is there, late or to come on a day."""

import calendar
import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from indicators.deliveries.periods import read_period
from indicators.deliveries.rules import PeriodRule, Said
from indicators.forms import nearest
from indicators.model import Period

EVERY: Final = {"year": 12, "school_year": 12, "quarter": 3, "month": 1}  # rhythm -> months


@dataclass(frozen=True)
class Expected:
    """Who owes the figures of which periods, and until when."""

    every: str  # key of EVERY
    due: str = ""  # "03-31": the first such day after the period's last
    days: int = 0  # or: so many days after the period's last
    office: str = ""  # who owes it; empty: the producer
    contact: str = ""  # whom to ask
    since: str = ""  # the first period that is owed; empty: only those after the newest that is there


@dataclass(frozen=True)
class Owed:
    """What of an expected delivery is there on a day."""

    newest: Period | None  # the last that is there
    lacking: tuple[Period, ...]  # not there although due, the oldest first
    coming: Period | None  # the next that is not due yet
    due: dt.date | None  # until when the first of them was or is to be there
    late: int  # days since then; 0: nothing is late


def expected_faults(e: Expected, period: PeriodRule) -> Said:
    """What contradicts itself in an expectation."""
    if e.every not in EVERY:
        yield "expected.every", f"„{e.every}“ ist kein Rhythmus; {nearest(e.every, EVERY)}."
    elif period.kind == "election":
        yield "expected.every", "Wahlen haben keinen Rhythmus, den der Atlas kennt; streichen Sie [expected]."
    elif (e.every == "school_year") != (period.kind == "school_year"):
        yield "expected.every", "„school_year“ gehört zu Zeitbezügen der Art „school_year“, zu anderen year, month ..."
    if bool(e.due) == bool(e.days):
        yield "expected.due", "Nennen Sie entweder due (ein Tag wie „03-31“) oder days (Tage nach dem Zeitbezug)."
    elif e.due and not _is_day(e.due):
        yield "expected.due", f"„{e.due}“ ist kein Tag, den jedes Jahr hat; schreiben Sie Monat-Tag wie „03-31“."
    elif e.due and EVERY.get(e.every, 12) < 12:
        yield "expected.due", "Ein Tag im Jahr genügt nur für Jahreszahlen; nennen Sie days."
    if e.days < 0:
        yield "expected.days", "Die Zahl der Tage darf nicht negativ sein."
    if e.since and read_period(e.since, period.kind, period.day) is None:
        yield (
            "expected.since",
            f"„{e.since}“ ist kein Zeitbezug dieser Lieferung; schreiben Sie ihn wie in ihren Dateien.",
        )


def _is_day(text: str) -> bool:
    found = re.fullmatch(r"(\d\d)-(\d\d)", text)
    month, day = (int(found[1]), int(found[2])) if found else (0, 0)
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2023, month)[1]  # 2023: no leap year


def due_day(e: Expected, period: Period) -> dt.date:
    """Until when the figures of the period should be there.

    >>> year = Period(dt.date(2025, 12, 31), dt.date(2025, 1, 1), "year")
    >>> due_day(Expected("year", due="03-31"), year), due_day(Expected("month", days=45), year)
    (datetime.date(2026, 3, 31), datetime.date(2026, 2, 14))
    """
    if e.days:
        return period.end + dt.timedelta(days=e.days)
    month, day = int(e.due[:2]), int(e.due[3:])
    same = dt.date(period.end.year, month, day)
    return same if same > period.end else dt.date(period.end.year + 1, month, day)


def following(period: Period, every: str) -> Period:
    """The period one step later; the last day of a month stays the last of its month.

    >>> following(Period(dt.date(2025, 9, 30), dt.date(2025, 9, 30), "date"), "quarter").iso
    '2025-12-31'
    """
    months = EVERY[every]
    last = _shifted(period.end, months, _ends_month(period.end))
    first = last if period.start == period.end else _shifted(period.start, months, False)
    return Period(last, first, period.kind)


def _ends_month(day: dt.date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]


def _shifted(day: dt.date, months: int, to_end: bool) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, longest if to_end else min(day.day, longest))


def owed(e: Expected, rule: PeriodRule, there: Collection[Period], on: dt.date) -> Owed:
    """What is lacking on a day. A figure is late from the day after its due day."""
    newest = max(there, default=None)
    lacking: list[Period] = []
    coming = None
    for period in _asked(e, rule, newest):
        if due_day(e, period) >= on:
            if newest is None or period > newest:
                coming = period
                break
        elif period not in there:
            lacking.append(period)
    first = lacking[0] if lacking else coming
    due = due_day(e, first) if first else None
    return Owed(newest, tuple(lacking), coming, due, (on - due).days if due and lacking else 0)


def _asked(e: Expected, rule: PeriodRule, newest: Period | None) -> Iterator[Period]:
    """The periods that are owed, one after the other without an end; none where it is not known from when on."""
    since = read_period(e.since, rule.kind, rule.day) if e.since else None
    period = since or (following(newest, e.every) if newest else None)
    while period is not None:
        yield period
        period = following(period, e.every)
