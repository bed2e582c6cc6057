"""The shared indicator model: the words of the glossary as frozen dataclasses; no reading, no arithmetic.

A number is delivered once, as a count with a status; a rate is never stored when its counts exist.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Final


class Status(IntEnum):
    """What a cell says (Zeichen). Never expressed by NaN or 0 alone; the numbers are stored and sent as these codes."""

    ok = 0  # a number
    zero = 1  # exactly nothing
    rounded_zero = 2  # more than nothing, less than half of the last printed unit
    secret = 3  # hidden by a rule; primary and secondary secrecy look the same
    not_applicable = 4  # cannot exist: 0/0, blocked combination
    missing = 5  # unknown, not delivered
    later = 6  # will be delivered
    uncertain = 7  # limited reliability: with a number "(12)", without one "/"


NUMBERED: Final = (
    Status.ok,
    Status.zero,
    Status.rounded_zero,
    Status.uncertain,
)  # statuses that may carry a number


class Flag(IntFlag):
    """Remarks on a value that do not change whether it exists."""

    none = 0
    provisional = 1  # p
    revised = 2  # r
    estimated = 4  # s
    break_before = 8  # the series is broken before this period (territory, definition or source)
    rounded = 16  # the count behind it is rounded, so that small ones cannot be told apart


PERIOD_KINDS: Final = ("date", "year", "school_year", "kita_year", "election", "pooled")


@dataclass(frozen=True, order=True)
class Period:
    """Zeitbezug of a number; sorts by its end, then its start."""

    end: dt.date  # last day
    start: dt.date  # first day; equals end for reference dates and elections
    kind: str  # one of PERIOD_KINDS

    @property
    def iso(self) -> str:
        """`2022-12-31` (date, election, kita_year: 1 March), `2022`, `2022/2023`, `2020-2022` (pooled)."""
        if self.start == self.end:
            return self.end.isoformat()
        if self.kind == "school_year":
            return f"{self.start.year}/{self.end.year}"
        if self.kind == "pooled":
            return f"{self.start.year}-{self.end.year}"
        return str(self.end.year)

    @property
    def year(self) -> int:
        """The year that this period counts for on a time axis: the year it ends in."""
        return self.end.year


METHODS_WITH_DENOMINATOR: Final = ("share", "rate", "density", "mean", "ratio", "change")
DENOMINATOR_DATES: Final = ("same_date", "year_end", "previous_year_end", "mean_of_two")
DIRECTIONS: Final = ("better", "worse", "neutral")  # what a higher value means
TIERS: Final = ("core", "overview", "supplementary")
VISIBILITIES: Final = ("internal", "public")
PRINCIPLES: Final = ("residence", "institution")


@dataclass(frozen=True)
class Source:
    """Where numbers come from, as it must be named beside them."""

    producer: str  # office or register
    licence: str = ""  # as the producer names it; empty: internal data without a licence
    url: str = ""  # where the producer describes it; never fetched
    system: str = ""  # register or procedure: Melderegister, KJH-Statistik ...


@dataclass(frozen=True)
class Variable:
    """Merkmal: a count or sum as delivered."""

    id: str  # key, [a-z][a-z0-9_]*
    title: str  # German label
    unit: str  # what one is: Personen, Haushalte, m²
    kind: str  # count | sum | given  (given: a rate delivered without counts; refuses to be added)
    source: Source
    definition: str = ""  # who or what is counted
    population: str = ""  # population concept: Hauptwohnung, Wohnberechtigte ...
    principle: str = "residence"  # residence | institution
    time: str = "date"  # kind of period it is delivered for
    integer: bool = True  # non-integer deliveries of a count are a remark unless False
    expression: str = ""  # not delivered but derived: sums and differences of other variables, without lags
    file: str = ""  # the file that defines it, for faults


@dataclass(frozen=True)
class Rules:
    """Minimum counts of one indicator (primary secrecy inside the house, too). 0 switches a rule off."""

    min_numerator: int = 0  # 0 < x < this is secret
    min_complement: int = 0  # 0 < n - x < this is secret (share only)
    min_denominator: int = 0  # 0 < n < this is secret
    min_contributors: int = 0  # institutions behind the number: fewer are secret
    contributors: str = ""  # the variable that counts them, delivered and never added up over areas
    min_residents: int = 0  # an area with fewer says nothing
    residents: str = ""  # the variable that counts them
    dominance_n: int = 0  # so many of the largest contributors, 1 or 2,
    dominance_k: int = 0  # may not make up more than this percentage of a sum
    p_percent: int = 0  # nor may the second largest reckon the largest to within so many percent
    largest: tuple[str, ...] = ()  # the variables with the contribution of the largest, and of the second
    zero_is_safe: bool = True  # False: x = 0 is secret, too
    full_is_safe: bool = True  # False: x = n is secret, too (share only)
    structural_zero: str = ""  # a variable: where it is 0, x cannot be anything but 0, and everybody may know
    sensitive: bool = False  # personal enough to raise the minimum counts; see catalogue.secrecy
    preset: str = ""  # the rule of secrecy.toml that it follows
    source: str = ""  # who set the rule, in words for the Geheimhaltungsvermerk
    reference: str = ""  # where that is said

    @property
    def behind(self) -> bool:
        """Whether it asks for more than the counts themselves: how many stand or live behind them."""
        return bool(self.min_contributors or self.min_residents or self.dominance_n or self.p_percent)

    @property
    def variables(self) -> frozenset[str]:
        """What must be delivered besides the counts."""
        return frozenset({self.contributors, self.residents, self.structural_zero, *self.largest} - {""})


@dataclass(frozen=True)
class Indicator:
    """Indikator: a definition over variables with its whole Steckbrief."""

    id: str  # key, [a-z][a-z0-9_]*
    title: str  # full German title
    short: str  # at most 32 characters, for tables and legends
    theme: str  # key of themes.toml: dem, soz, arb, fam, kita, sch, ges, kjh, woh, tei
    tier: str  # core | overview | supplementary
    life_phase: str  # key of life_phases in themes.toml
    definition: str  # what is measured
    method: str  # key of the methods family
    numerator: str  # expression over variables
    denominator: str  # expression over variables; "" for count, balance, given
    factor: float  # 100, 1000, 10000 or 1
    unit: str  # %, je 1.000, Personen, m²
    decimals: int  # printed decimals
    direction: str  # better | worse | neutral
    statement: str  # the Aussage sentence with {value}: "Von 100 Kindern unter 15 Jahren leben {value} ..."
    per: str  # "what per what" for titles: "je 100 Einwohner unter 15 Jahren"
    relevance: str  # why it matters
    reading: str  # how to read it
    caveats: tuple[str, ...]  # definition traps
    source: Source
    population: str  # population concept
    principle: str  # residence | institution
    periodicity: str  # jährlich, alle fünf Jahre ...
    denominator_date: str = "same_date"  # one of DENOMINATOR_DATES
    rules: Rules = field(default_factory=Rules)
    visibility: str = "internal"  # internal | public
    version: int = 1  # definition version
    age: str = ""  # age group in words
    related: tuple[str, ...] = ()  # ids of indicators to read beside it
    file: str = ""  # the file that defines it, for faults


@dataclass(frozen=True)
class Theme:
    """A group of indicators in the chooser."""

    id: str
    title: str
    order: int


@dataclass(frozen=True)
class Catalogue:
    """Everything a city can show: its themes, variables and indicators, checked against each other."""

    themes: dict[str, Theme]
    life_phases: dict[str, str]  # key -> German label
    variables: dict[str, Variable]
    indicators: dict[str, Indicator]
