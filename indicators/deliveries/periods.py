"""Periods as files write them: 2022, 31.12.2022, 20221231, 2022-12, 2022/23, 2020-2022."""

import calendar
import datetime as dt
import re
from typing import Final

from indicators.model import Period

_DATES: Final = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)(?:[T ].*)?"),
    re.compile(r"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)"),
    re.compile(r"(?P<m>\d\d)[./](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})(?:\.0)?"),
)
_SPAN: Final = re.compile(r"(?P<y>\d{4}) ?[-–/] ?(?P<z>\d{4}|\d\d)")


def read_period(text: str, kind: str, day: str = "") -> Period | None:
    """The period that `text` means as a period of this kind; None when it means none.

    A bare year becomes the day `day` ("12-31") of that year for reference dates and elections, 1 March for a
    Kita year without `day`; a month is its last day. School years, 1 August to 31 July, name two years.

    >>> read_period("2022", "date", "12-31").iso, read_period("2022/23", "school_year").iso
    ('2022-12-31', '2022/2023')
    >>> read_period("2020–2022", "pooled").iso, read_period("2022", "date") is None
    ('2020-2022', True)
    """
    if kind in ("school_year", "pooled"):
        return _span(text, kind)
    for pattern in _DATES:
        found = pattern.fullmatch(text)
        if found:
            return _dated({k: int(v) for k, v in found.groupdict().items()}, kind, day)
    return None


def _dated(parts: dict[str, int], kind: str, day: str) -> Period | None:
    year = parts["y"]
    if kind == "year":
        return Period(dt.date(year, 12, 31), dt.date(year, 1, 1), kind) if _exists(year, 1, 1) else None
    if "m" not in parts:
        day = day or ("03-01" if kind == "kita_year" else "")
        if not day:
            return None
        parts |= {"m": int(day[:2]), "d": int(day[3:])}
    month = parts["m"]
    if not _exists(year, month, 1):
        return None
    number = parts.get("d") or calendar.monthrange(year, month)[1]
    if not _exists(year, month, number):
        return None
    date = dt.date(year, month, number)
    return Period(date, date, kind)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return 1700 <= year <= 2200  # nobody counts districts before, nobody knows them after


def _span(text: str, kind: str) -> Period | None:
    found = _SPAN.fullmatch(text)
    if not found:
        return None
    first = int(found["y"])
    last = int(found["z"]) if len(found["z"]) == 4 else first - first % 100 + int(found["z"])  # 2022/23
    if last < first and len(found["z"]) == 2:  # 1999/00
        last += 100
    if not (_exists(first, 1, 1) and _exists(last, 1, 1)) or last < first:
        return None
    if kind == "pooled":
        return Period(dt.date(last, 12, 31), dt.date(first, 1, 1), kind)
    return Period(dt.date(last, 7, 31), dt.date(first, 8, 1), kind) if last == first + 1 else None
