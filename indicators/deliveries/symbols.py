"""Symbol dialects: what an office's signs mean as a status, and how a status is written in its signs.

Sources: DIN 55301 (withdrawn in 2020, still in use), the sign tables of the Landesamt für Statistik
Niedersachsen, of the open data of Köln, of Hamburg's CoSI and of the Bundesagentur für Arbeit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from indicators.model import Flag, Status

DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")  # hyphens, en and em dash, minus: all of them mean "-"
FOOTNOTES: Final = "*¹²³⁴⁵⁶⁷⁸⁹†"  # marks behind a number that change nothing of it


@dataclass(frozen=True)
class Dialect:
    """Signs of one office. A sign stands for a whole cell, a suffix stands behind a number."""

    key: str
    title: str
    signs: Mapping[str, Status]  # the first sign of a status is the one that is written
    digit_zero: Status = Status.zero  # what the figure 0 means: exactly nothing, or rounded to nothing
    flags: Mapping[str, Flag] = field(default_factory=dict)  # suffix -> flag
    uncertain: tuple[str, ...] = ()  # suffixes that say: limited reliability
    brackets: bool = True  # "(12)" is a number of limited reliability

    def status(self, text: str) -> Status | None:
        """The status that the whole cell stands for; None when it is no sign of this dialect."""
        return self.signs.get(text.translate(DASHES))


FLAGS: Final = tuple(f.name for f in Flag if f.name and f != Flag.rounded)  # what a letter beside a number may say
USUAL: Final = {"genesis": "genesis"}  # loader -> the dialect of its files, where the delivery names none
_P_R_S: Final = {"p": Flag.provisional, "r": Flag.revised, "s": Flag.estimated}
_DIN: Final = {
    "-": Status.zero,
    ".": Status.secret,  # unknown or secret: the cautious reading, a town may say missing
    "•": Status.secret,
    "·": Status.secret,
    "/": Status.uncertain,
    "x": Status.not_applicable,
    "X": Status.not_applicable,
    "...": Status.later,
    "…": Status.later,
}

DIALECTS: Final[Mapping[str, Dialect]] = {
    d.key: d
    for d in (
        Dialect("plain", "keine Zeichen; 0 ist genau null", {}, brackets=False),
        Dialect(
            "din55301",
            "DIN 55301 (Destatis, IT.NRW, Leipzig)",
            _DIN,
            digit_zero=Status.rounded_zero,
            flags=_P_R_S,
        ),
        Dialect(
            "lsn",
            "Landesamt für Statistik Niedersachsen",
            {
                "k": Status.rounded_zero,
                "g": Status.secret,
                ".": Status.secret,
                "[g]": Status.secret,
                "u": Status.uncertain,
                "x": Status.not_applicable,
                "t": Status.later,
            },
            flags=_P_R_S | {"e": Flag.none},  # e: final
            uncertain=("u", "f"),  # f: known to be faulty
        ),
        Dialect(
            "genesis",
            "GENESIS, Regionalstatistik: wie DIN 55301, dazu e (endgültig)",
            _DIN,
            digit_zero=Status.rounded_zero,
            flags=_P_R_S | {"e": Flag.none},
        ),
        Dialect("koeln", "Stadt Köln", {"*": Status.secret}),
        Dialect("cosi", "Hamburg, CoSI", {"-": Status.secret, "Keine Daten": Status.missing}),
        Dialect(
            "ba",
            "Bundesagentur für Arbeit",
            {
                "-": Status.zero,
                "*": Status.secret,
                "x": Status.not_applicable,
                "X": Status.not_applicable,
                "…": Status.later,
                "...": Status.later,
            },
        ),
    )
}


def dialect(key: str, own: Mapping[str, str]) -> Dialect:
    """The dialect `key` with a town's own signs on top (sign -> name of a status, or letter -> name of a flag)."""
    chosen = DIALECTS[key]
    signs = {text.translate(DASHES): Status[name] for text, name in own.items() if name in Status.__members__}
    zero = signs.pop("0", chosen.digit_zero)
    flags = {text: Flag[name] for text, name in own.items() if name in FLAGS}
    return replace(chosen, signs={**chosen.signs, **signs}, digit_zero=zero, flags={**chosen.flags, **flags})


def sign(status: Status, dialect: Dialect) -> str | None:
    """How the dialect writes a cell that has this status and no number; None when it has no sign for it.

    >>> sign(Status.zero, DIALECTS["din55301"]), sign(Status.zero, DIALECTS["koeln"])
    ('-', '0')
    """
    for text, meaning in dialect.signs.items():
        if meaning is status:
            return text
    return "0" if dialect.digit_zero is status else None
