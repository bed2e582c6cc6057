"""Numbers as German and English offices write them: how a column is written, and what one text is worth.

Knows no symbols and no files; expects texts without surrounding blanks and with "-" as the only minus.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

BLANKS: Final = " \u00a0\u202f\u2009\u2007"  # blank, no-break blank, narrow no-break blank, thin blank, figure blank
_GROUPED: Final = re.compile(r"[+-]?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")  # 1.234 or 1,234,567
_SIGNED: Final = re.compile(r"[.,]")


@dataclass(frozen=True)
class Notation:
    """How a column writes its numbers. Blanks and apostrophes between groups of three always read."""

    decimal: str  # "," or "."
    thousands: str = ""  # "." or ","; "" when the column uses none

    def __str__(self) -> str:
        """In the words of a report.

        >>> str(Notation(",", "."))
        'Dezimalzeichen „,“, Tausenderzeichen „.“'
        """
        rest = f"Tausenderzeichen „{self.thousands}“" if self.thousands else "kein Tausenderzeichen"
        return f"Dezimalzeichen „{self.decimal}“, {rest}"


@cache
def reader(notation: Notation) -> Callable[[str], float | None]:
    """text -> number, or None where the text is no number in this notation.

    >>> read = reader(Notation(",", "."))
    >>> read("1.234,5"), read(",9"), read("1 234"), read("-12"), read("1.23"), read("12a")
    (1234.5, 0.9, 1234.0, -12.0, None, None)
    """
    groups = re.escape(notation.thousands + BLANKS + "'’")
    decimal = re.escape(notation.decimal)
    whole = rf"[1-9]\d{{0,2}}([{groups}])\d{{3}}(?:\1\d{{3}})*|\d+"
    power = r"(?:[eE][+-]?\d{1,3})?" if notation.decimal == "." else ""
    pattern = re.compile(rf"[+-]?(?:(?:{whole})(?:{decimal}\d*)?|{decimal}\d+){power}", re.ASCII)
    table = {ord(c): None for c in notation.thousands + BLANKS + "'’"} | {ord(notation.decimal): "."}

    def read(text: str) -> float | None:
        if pattern.fullmatch(text) is None:
            return None
        number = float(text.translate(table))
        return number if abs(number) < 1e300 else None  # infinity is no count of anything

    return read


def notation(texts: Iterable[str], decimal: str = "", thousands: str = "") -> tuple[Notation, str]:
    """How a column whose numbers are `texts` writes them, and one German sentence where that was a decision.

    What the delivery declares holds. What it leaves open is decided over the whole column: "1.234" beside
    "12.5" has a decimal point; "1.234" beside "1500" too, for then the column groups nothing; "1.234" alone
    is read the German way, 1234. Texts that fit neither way are left to the reader, who refuses them.

    >>> notation(["1.234", "12.345"], decimal=",")[0]
    Notation(decimal=',', thousands='.')
    >>> notation(["1.234", "12.5"])[0]
    Notation(decimal='.', thousands='')
    """
    if decimal and thousands:
        return Notation(decimal, thousands), ""
    texts = list(texts)
    signed = [text for text in texts if not text.isdecimal() and _SIGNED.search(text)]
    if decimal:
        other = "," if decimal == "." else "."
        with_other = [text for text in signed if other in text]
        if not with_other:
            return Notation(decimal), ""
        return Notation(decimal, other), f"„{with_other[0]}“ wird mit Tausenderzeichen gelesen ({other})."
    if thousands:
        return Notation("," if thousands == "." else ".", thousands), ""
    return _decide(signed, texts)


def _decide(signed: list[str], texts: list[str]) -> tuple[Notation, str]:
    """Neither sign is declared: take the way that reads every text, the German one where both do."""
    if not signed:
        return Notation(","), ""
    german, english = Notation(",", "."), Notation(".", ",")
    fits = [way for way in (german, english) if all(reader(way)(text) is not None for text in signed)]
    plain = [way for way in (Notation(","), Notation(".")) if all(reader(way)(t) is not None for t in signed)]
    if not fits:
        commas = sum("," in text for text in signed)
        return (german if 2 * commas >= len(signed) else english), ""
    if len(fits) == 1:
        way = plain[0] if plain else fits[0]
        return way, _settled(way, signed)
    # every text reads both ways
    long = next((text for text in texts if re.fullmatch(r"[+-]?\d{4,}", text)), None)
    if all(_GROUPED.fullmatch(text) for text in signed):
        sign = "." if "." in signed[0] else ","
        if long is not None:
            return Notation(sign), f"„{signed[0]}“ ist mehrdeutig; neben „{long}“ gilt „{sign}“ als Dezimalzeichen."
        if sign == ".":
            return (
                german,
                f"„{signed[0]}“ ist mehrdeutig und gilt als Zahl mit Tausenderzeichen (deutsch).",
            )
        return Notation(","), f"„{signed[0]}“ ist mehrdeutig und gilt als Zahl mit Dezimalkomma (deutsch)."
    return (plain[0] if plain else german), ""


def _settled(way: Notation, signed: list[str]) -> str:
    """Why a text that could be read both ways is read this way; "" where the column has no such text."""
    unclear = next((text for text in signed if _GROUPED.fullmatch(text) and len(_SIGNED.findall(text)) == 1), None)
    other = reader(Notation(",", ".") if way.decimal == "." else Notation(".", ","))
    clear = next((text for text in signed if other(text) is None), None)
    if unclear is None or clear is None:
        return ""
    return f"„{unclear}“ ist mehrdeutig; „{clear}“ zeigt: {way}."
