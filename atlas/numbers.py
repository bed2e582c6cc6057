"""How numbers, dates and statuses are written in German, on screen and on paper; nothing else prints them.

Rounding is half up, away from zero (kaufmännisch), which neither python nor numpy do. A float stands for the
shortest decimal that gives it (its repr): 2.675 is a tie and prints 2,68. Values come out of one division
(see `indicators.methods`), so that a ratio whose exact value is a tie is the float whose repr is that tie.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from numbers import Rational
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from indicators.model import Flag, Period, Status

Number = float | int | Fraction | Decimal

MINUS: Final = "\u2212"
NBSP: Final = "\u00a0"  # between a number and its unit
NO_UNITS: Final = np.iinfo(np.int64).min  # where `printed_units` was given nan
_EXACT: Final = 10**14  # ties below this many units have at most 15 digits: one float, and its repr, for each
_GERMAN: Final = str.maketrans(",.", ".,")
_WIDE: Final = Context(prec=400, rounding=ROUND_HALF_UP)


# --- numbers ---------------------------------------------------------------------------------------------


def rounded(value: Number, decimals: int) -> Decimal:
    """`value` with so many decimals, half up; never a negative zero. ValueError for nan and infinity.

    >>> rounded(2.675, 2), rounded(-0.5, 0), rounded(Fraction(1, 8), 2), rounded(-0.04, 1)
    (Decimal('2.68'), Decimal('-1'), Decimal('0.13'), Decimal('0.0'))
    """
    if isinstance(value, Rational):
        doubled = 2 * abs(int(value.numerator)) * 10**decimals + int(value.denominator)
        units = doubled // (2 * int(value.denominator))
        return Decimal(-units if value < 0 else units).scaleb(-decimals, _WIDE)
    number = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    if not number.is_finite():
        raise ValueError(f"{value} is no number to print")
    return _WIDE.plus(number.quantize(Decimal(1).scaleb(-decimals), context=_WIDE))


def rounded_ratio(x: Number, n: Number, factor: Number, decimals: int) -> Decimal:
    """factor * x / n with so many decimals, half up, without a float between; ZeroDivisionError for n = 0.

    >>> rounded_ratio(49, 400, 100, 1)
    Decimal('12.3')
    """
    return rounded(_exact(factor) * _exact(x) / _exact(n), decimals)


def _exact(number: Number) -> Fraction:
    return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)


def text(value: Number, decimals: int, unit: str = "") -> str:
    """`1.234,5 %`: point between thousands, decimal comma, a real minus, a no-break space before the unit.

    >>> text(1234.45, 1, "%").replace(NBSP, " "), text(-12, 0), text(0, 1)
    ('1.234,5 %', '−12', '0,0')
    """
    number = value if _no_tie(value, decimals) else rounded(value, decimals)
    digits = f"{abs(number):,.{decimals}f}".translate(_GERMAN)
    minus = MINUS if number < 0 and digits.strip("0.,") else ""
    return with_unit(minus + digits, unit)


def with_unit(printed: str, unit: str) -> str:
    """A printed number and its unit, with a no-break space between."""
    return f"{printed}{NBSP}{unit}" if unit else printed


def _no_tie(value: Number, decimals: int) -> bool:
    """Whether Python's own formatting of a float rounds as we do: its shortest print does not end in a tie.

    A tie between the float and its shortest print would be a shorter or a nearer print; so there is none.
    """
    if not isinstance(value, float):
        return False
    digits = float.__repr__(value)
    behind = digits.partition(".")[2]
    plain = abs(value) * 10**decimals < _EXACT and "e" not in digits
    return plain and (len(behind) != decimals + 1 or behind[-1] != "5")


def signed(value: Number, decimals: int, unit: str = "") -> str:
    """As `text`, with a plus before what still is more than nothing when rounded: `+1,2`, `−1,2`, `0,0`."""
    plus = "+" if rounded(value, decimals) > 0 else ""
    return plus + text(value, decimals, unit)


def printed_units(values: ArrayLike, decimals: int) -> NDArray[np.int64]:
    """Values as `rounded` gives them, times 10**decimals, shaped like `values`; NO_UNITS where there is nan.

    Each value is compared with the float of the tie (floor + 1/2) / 10**decimals. ValueError for infinity and
    for more than 2**62 units.

    >>> printed_units([12.25, -0.125, 3], 1).tolist()
    [123, -1, 30]
    """
    numbers = np.asarray(values, np.float64)
    flat = numbers.ravel()
    missing = np.isnan(flat)
    size = np.abs(np.where(missing, 0.0, flat))
    power = 10.0**decimals
    whole = np.floor(size * power)
    if (whole >= 2.0**62).any():
        raise ValueError(f"{size.max()} is too large to print with {decimals} decimals")
    units = whole.astype(np.int64) + (size >= (whole + 0.5) / power)
    for place in np.flatnonzero(whole >= _EXACT):  # beyond any count of people; one by one
        units[place] = int(rounded(float(size[place]), decimals).scaleb(decimals, _WIDE))
    return np.where(missing, NO_UNITS, np.where(flat < 0, -units, units)).reshape(numbers.shape)


# --- dates -----------------------------------------------------------------------------------------------


def date_text(date: dt.date) -> str:
    """`31.12.2024`."""
    return f"{date:%d.%m.}{date.year}"


def period_text(period: Period) -> str:
    """`31.12.2024` (a date, an election, the 1 March of a Kita year), `2024`, `Schuljahr 2023/2024`,
    `Mittel 2021–2023` (pooled years)."""
    if period.start == period.end:
        return date_text(period.end)
    first, last = period.start.year, period.end.year
    if period.kind == "pooled" and first != last:
        return f"Mittel {first}–{last}"
    if period.kind == "school_year":
        return f"Schuljahr {first}/{last}"
    if period.kind == "kita_year":
        return f"Kita-Jahr {first}/{last}"
    return str(last)


# --- statuses --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sign:
    """How a status is written where there is no room, in a word, and in the explanation of signs."""

    sign: str
    word: str
    explanation: str


SIGNS: Final[Mapping[Status, Sign]] = {
    Status.ok: Sign("", "Wert", "Zahl wie angegeben"),
    Status.zero: Sign("0", "null", "genau null"),
    Status.rounded_zero: Sign(
        "> 0", "gerundet null", "mehr als nichts, aber weniger als die Hälfte der letzten gedruckten Stelle"
    ),
    Status.secret: Sign("•", "geheim", "Wert ist geheim zu halten"),
    Status.not_applicable: Sign(
        "x", "nicht sinnvoll", "Wert kann es nicht geben, zum Beispiel weil niemand zur Bezugsgruppe gehört"
    ),
    Status.missing: Sign("k. A.", "keine Angabe", "Wert ist unbekannt oder wurde nicht geliefert"),
    Status.later: Sign("…", "folgt später", "Wert wird später geliefert"),
    Status.uncertain: Sign("/", "unsicher", "Wert ist nicht sicher genug; in Klammern: eingeschränkt sicher"),
}  # on the screen zero is the number 0: a dash reads as "no data"

PROFILES: Final[Mapping[str, Mapping[Status, Sign]]] = {
    "atlas": SIGNS,
    "din55301": {
        **SIGNS,
        Status.zero: Sign("–", "nichts vorhanden", "genau null"),
        Status.rounded_zero: Sign("0", "gerundet null", SIGNS[Status.rounded_zero].explanation),
    },  # the classical signs of official tables; the standard was withdrawn in 2020
}

FLAG_SIGNS: Final[Mapping[Flag, Sign]] = {
    Flag.provisional: Sign("p", "vorläufig", "vorläufige Zahl"),
    Flag.revised: Sign("r", "berichtigt", "berichtigte Zahl"),
    Flag.estimated: Sign("s", "geschätzt", "geschätzte Zahl"),
    Flag.rounded: Sign("g", "gerundet", "aus gerundeten Zahlen; steht im Vermerk, nicht an jeder Zahl"),
    Flag.break_before: Sign("|", "Bruch", "Zeitreihe davor nicht vergleichbar (Gebiet, Definition oder Quelle)"),
}


def status_sign(status: Status, profile: str = "atlas") -> Sign:
    """The sign of `status` in one of PROFILES; where there is a number, that is printed instead."""
    return PROFILES[profile][status]


def cell_text(value: float | None, status: Status, decimals: int, unit: str = "", profile: str = "atlas") -> str:
    """A cell as it is printed: its number, `(12,3)` for an uncertain one, or the sign of its status.

    A rounded zero is its sign, whatever number it carries, and so is a zero where the profile has no `0` for
    it: no two statuses print alike. ValueError for ok without a number.
    """
    sign = PROFILES[profile][status].sign
    if status == Status.zero:
        return text(0, decimals, unit) if sign == "0" else sign
    if value is None or math.isnan(value) or status not in (Status.ok, Status.uncertain):
        if status == Status.ok:
            raise ValueError("a cell says that it has a number and has none")
        return sign
    printed = text(value, decimals, unit)
    return f"({printed})" if status == Status.uncertain else printed
