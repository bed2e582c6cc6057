"""Faults that people can mend: one German sentence each, with where, what was found, what is allowed, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in what a city brought, said in one German sentence."""

    place: str  # file and field or row, as the person who mends it knows them: "city.toml, levels[2].parent"
    sentence: str  # what was found, what is allowed, what to do

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class AtlasError(Exception):
    """A sentence for people; shown without a traceback, exit code 1."""


class FaultyInput(AtlasError):
    """All faults of one input, collected before it was refused; `outcome` says what became of the rest."""

    def __init__(self, faults: Iterable[Fault], outcome: str = "es wurde nichts geändert") -> None:
        self.faults = tuple(faults)
        self.outcome = outcome
        super().__init__("\n".join(str(fault) for fault in self.faults))


class WrongUse(AtlasError):
    """The command or the address asks for something that does not exist; exit code 2."""


class CannotAggregate(AtlasError):
    """A value that was delivered without its counts cannot be added up over areas."""
