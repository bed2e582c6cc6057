"""What a publication hides, where and at what cost, in numbers and in German sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from atlas.city import AreaInfo, City
from atlas.levels import LevelInfo
from atlas.numbers import date_text, text
from indicators.disclosure.attack import VERDICTS, Finding
from indicators.disclosure.decide import Decision
from indicators.disclosure.publication import Publication
from indicators.model import Catalogue

SHOWN = 20  # findings that are spelled out


@dataclass(frozen=True)
class Line:
    """One indicator at one level: cells with a number, hidden by a rule, hidden for the sake of others."""

    indicator: str
    level: str
    numbers: int
    primary: int
    secondary: int


def account(decision: Decision, order: tuple[str, ...]) -> list[Line]:
    """A line for each indicator and level, levels in `order`; a cell counts where its numerator is hidden."""
    found: dict[tuple[str, str], Line] = {}
    p = decision.publication
    for use in p.uses:
        cube = p.cubes[use.cube]
        cells = slice(use.numerator, use.numerator + len(cube.keys))
        there = cube.exists[:, use.column] & (~np.isnan(p.number[cells]) | p.secret[cells])
        first = there & decision.primary[cells]
        beside = there & decision.hidden[cells] & ~decision.primary[cells]
        old = found.get((cube.indicator, cube.level), Line(cube.indicator, cube.level, 0, 0, 0))
        found[cube.indicator, cube.level] = Line(
            cube.indicator,
            cube.level,
            old.numbers + int(there.sum()),
            old.primary + int(first.sum()),
            old.secondary + int(beside.sum()),
        )
    return sorted(found.values(), key=lambda line: (line.indicator, order.index(line.level)))


def account_text(lines: list[Line], city: City, base: int = 0) -> str:
    """A table for people, hidden ones only, and the sums; `base`: all counts are rounded to multiples of it."""
    said = []
    for line in lines:
        if line.primary or line.secondary:
            title, level = city.catalogue.indicators[line.indicator].short, city.level(line.level).plural
            said.append(
                f"  {title}, {level}: {_n(line.primary)} geheim, {_n(line.secondary)} weitere zum Schutz, "
                f"von {_n(line.numbers)}"
            )
    numbers, primary, secondary = (sum(getattr(one, n) for one in lines) for n in ("numbers", "primary", "secondary"))
    share = text(100 * (primary + secondary) / max(numbers, 1), 1)
    said.append(f"Zusammen: {_n(primary)} geheim, {_n(secondary)} weitere zum Schutz, von {_n(numbers)} ({share} %).")
    if base:
        said.append(f"Alle Anzahlen sind auf {base} gerundet.")
    return "\n".join(said) + "\n"


class Named(Protocol):
    """Where the names of cells are: an open city, or the description of one."""

    @property
    def areas(self) -> Mapping[str, tuple[AreaInfo, ...]]:
        """Level -> areas by key."""

    @property
    def catalogue(self) -> Catalogue:
        """Its variables."""

    def level(self, level: str) -> LevelInfo:
        """A level by its key."""


def finding_sentence(finding: Finding, decision: Decision, city: Named) -> str:
    """`SGB II unter 15 im Stadtteil 03, 31.12.2024: lässt sich genau berechnen.`"""
    return f"{cell_words(finding.cell, decision.publication, city)}: {VERDICTS[finding.verdict]}."


def cell_words(cell: int, publication: Publication, city: Named) -> str:
    """The quantity, area and date of a cell."""
    quantity, level, row, day = publication.name(cell)
    info = city.level(level)
    area = city.areas[level][row]
    variable = city.catalogue.variables.get(quantity)
    return f"{variable.title if variable else quantity}, {info.name} {area.name} ({area.key}), {date_text(day)}"


def _n(count: int) -> str:
    return text(count, 0)
