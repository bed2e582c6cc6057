"""A finding: something in the numbers that can hardly be true, said in one German sentence."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indicators.wording import thousands

SEVERITIES: Final = ("error", "warning", "note")
FINGERPRINT: Final = 12  # hexadecimal digits: among a million findings two are equal with a chance of 1 in 500
MOST: Final = 200  # cells of one subject and level that are named one by one; the others are counted in one finding


@dataclass(frozen=True)
class Finding:
    """One place where the numbers contradict each other, a definition, or their own history."""

    check: str  # key of the rule
    severity: str  # one of SEVERITIES
    subject: str  # id of a variable, an indicator or a declared group
    level: str
    area: str  # key; "": most areas of the level together
    period: str  # iso; "": the whole series
    sentence: str  # German, with the numbers and what to do
    numbers: tuple[float, ...] = ()  # what stands against each other, as delivered

    @property
    def fingerprint(self) -> str:
        """The same as long as rule, place and numbers are: an answer holds for these numbers and no others."""
        numbers = ",".join(f"{number:.12g}" for number in self.numbers)
        said = "|".join((self.check, self.subject, self.level, self.area, self.period, numbers))
        return hashlib.sha256(said.encode()).hexdigest()[:FINGERPRINT]

    @property
    def place(self) -> str:
        """Where it is, as reports name a cell: `bev_insg, stadtteil STGT01, 2022-12-31`."""
        where = f"{self.level} {self.area}".strip()
        return ", ".join(part for part in (self.subject, where, self.period) if part)

    @property
    def order(self) -> tuple[int, str, str, str, str, str]:
        """The gravest first, then by rule and place."""
        return SEVERITIES.index(self.severity), self.check, self.subject, self.level, self.period, self.area


def others(check: str, severity: str, subject: str, level: str, cells: int) -> Iterator[Finding]:
    """One finding for the cells beyond MOST, if there are any; `cells`: all that the rule found there."""
    if cells > MOST:
        n = thousands(cells - MOST)
        sentence = (
            f"{n} weitere Werte dieser Ebene haben denselben Befund. Prüfen Sie, ob ganze Spalten vertauscht sind."
        )
        yield Finding(check, severity, subject, level, "", "", sentence, (float(cells - MOST),))
