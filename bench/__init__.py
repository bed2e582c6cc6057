"""Benchmarks: `python -m bench [name ...]`; each public module measures one promise of the atlas.

A member offers `TITLE` and `rows() -> Iterator[Row]`. Every figure is the median of five; where a promise is
a ratio, both sides are measured in the same run on the same machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUNDS = 5


@dataclass(frozen=True)
class Row:
    """One measured figure beside what was promised."""

    what: str
    measured: float
    unit: str
    at_most: float | None = None  # none: reported, not promised
    at_least: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the figure is within its promise."""
        return (self.at_most is None or self.measured <= self.at_most) and (
            self.at_least is None or self.measured >= self.at_least
        )

    def __str__(self) -> str:
        promise = "" if self.at_most is None else f"<= {self.at_most:g}"
        promise = promise if self.at_least is None else f">= {self.at_least:g}"
        verdict = ("kept" if self.kept else "MISSED") if promise else ""
        return f"  {self.what:<58} {self.measured:>10.4g} {self.unit:<6} {promise:>9}  {verdict}".rstrip()


def median_of(measure: Callable[[], float], rounds: int = ROUNDS) -> float:
    """The median of several rounds."""
    return median(measure() for _ in range(rounds))
