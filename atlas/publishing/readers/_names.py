"""From the words of a file to the names of an edition: levels, indicators, periods; and German numbers to spans."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping

from atlas.numbers import period_text
from indicators.disclosure.said import TOGETHER, Frame, Said
from indicators.disclosure.statements import Span, printed, unrounded
from indicators.expression import parse
from indicators.model import Indicator, Period

NUMBER = r"[−+-]?\d{1,3}(?:\.\d{3})*(?:,\d+)?|[−+-]?\d+(?:,\d+)?"
COUNTS = re.compile(rf"(?<![\d.,])({NUMBER}) von ({NUMBER})(?![\d,])")


def level_of(frame: Frame, key: str, wanted: str = "") -> str:
    """The level that an area's key means: the wanted one where it has it, else the only one; "" for none."""
    if key in frame.tree.keys.get(wanted, ()):
        return wanted
    found = [level for level, keys in frame.tree.keys.items() if key in keys]
    return found[0] if len(found) == 1 else ""


def indicator_of(frame: Frame, word: str) -> Indicator | None:
    """The indicator that a file names by key or title."""
    found = frame.catalogue.indicators.get(word)
    return found or next((i for i in frame.catalogue.indicators.values() if word in (i.title, i.short)), None)


def periods_of(frame: Frame, indicator: str, level: str = "") -> list[Period]:
    """All periods of an indicator, at a level or anywhere."""
    return sorted({p for (i, lv), ps in frame.periods.items() if i == indicator and level in ("", lv) for p in ps})


def period_named(frame: Frame, indicator: str, word: str) -> str:
    """The ISO name of the period that is written so; "" for none."""
    return next((p.iso for p in periods_of(frame, indicator) if word in (p.iso, period_text(p))), "")


def period_at(frame: Frame, indicator: str, day: str) -> str:
    """The ISO name of the period that a day of a time axis lies in; "" for none."""
    try:
        date = dt.date.fromisoformat(day[:10])
    except ValueError:
        return ""
    return next((p.iso for p in periods_of(frame, indicator) if p.start <= date <= p.end), "")


def whole(frame: Frame, expression: str) -> bool:
    """Whether a count of these variables is a whole number."""
    known = frame.catalogue.variables
    return all(v not in known or known[v].integer for v in parse(expression).variables)


def german(text: str) -> Span:
    """What a German print can stand for; a whole number is itself.

    >>> german("1.234"), [round(end, 2) for end in german("4,3")]
    ((1234.0, 1234.0), [4.25, 4.35])
    """
    plain = text.replace(".", "").replace(",", ".").replace("−", "-")
    value, decimals = float(plain), len(plain.partition(".")[2])
    return printed(value, decimals) if decimals else (value, value)


def rounded_span(text: str) -> Span:
    """What a print can stand for that a whole number was rounded to, too."""
    low, high = german(text)
    return (low - 0.5, high + 0.5) if low == high else (low, high)


def is_count(frame: Frame, indicator: Indicator) -> bool:
    """Whether the value of the indicator is its numerator, printed to the last digit."""
    bare = not indicator.denominator and indicator.factor == 1 and indicator.decimals == 0
    return bare and whole(frame, indicator.numerator)


def drawn(value: float) -> Span:
    """What a number with six significant digits can stand for, as figures carry it."""
    if not value:
        return 0.0, 0.0
    half = 0.5 * 10.0 ** (math.floor(math.log10(abs(value))) - 5)
    return value - half, value + half


def together(key: str, about: Mapping[str, str]) -> str:
    """The name of several areas; where a file cuts it off, the keys that were asked for."""
    asked = about.get("gebiete", "")
    return TOGETHER.join(asked.split(",")) if key.endswith(" …") and asked else key


Where = tuple[str, str, str, str]  # indicator, level, area, period


def counts_in(text: str, where: Where) -> Iterable[Said]:
    """Numerator and denominator of `12 von 345`."""
    found = COUNTS.search(text)
    if found:
        yield Said(*where, "numerator", german(found[1]))
        yield Said(*where, "denominator", german(found[2]))


def value_said(where: Where, text: str, indicator: Indicator, frame: Frame) -> Said:
    """What a printed value says: a count itself, or what the print can stand for."""
    if is_count(frame, indicator):
        return Said(*where, "numerator", german(text))
    return Said(*where, "value", rounded_span(text))


def row_said(where: Where, numbers: dict[str, float | None], status: str) -> Iterable[Said]:
    """A row of a file for programmes: unrounded numbers by part, and the status."""
    if status == "secret":
        yield Said(*where, "secret")
    for part, number in numbers.items():
        if number is not None:
            yield Said(*where, part, (number, number) if part in ("numerator", "denominator") else unrounded(number))
