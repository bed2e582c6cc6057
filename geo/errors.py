"""Faults and remarks about places: each one German sentence and where, as in the room of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in what a town brought: without mending it the outlines are not taken in."""

    place: str  # file or field, as the person who mends it knows it: "city.toml, boundaries[2].key"
    sentence: str  # what was found, what is allowed, what to do

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


@dataclass(frozen=True)
class Remark:
    """One thing that was settled by a rule or a declared correction, and that a reader should know."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class Unreadable(Exception):
    """A sentence for people: a file cannot be understood as what it is declared to be; nothing of it was taken."""


def named(keys: Sequence[str], most: int = 5) -> str:
    """The first `most` keys in words, and how many more there are.

    >>> named(["01", "02", "03"], most=2)
    '01, 02 und 1 weitere'
    """
    shown = ", ".join(keys[:most])
    return shown if len(keys) <= most else f"{shown} und {len(keys) - most} weitere"


def comma(number: float, decimals: int) -> str:
    """A measured number inside a sentence, with a decimal comma (a report, not a statistic).

    >>> comma(52.5, 2)
    '52,50'
    """
    return f"{number:.{decimals}f}".replace(".", ",")
