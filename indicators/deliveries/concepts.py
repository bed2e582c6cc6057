"""Whether a file counts other residents than what is known already: a few percent more or less in nearly every area."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from indicators.catalogue.concepts import ALL_HOMES, MAIN, concept
from indicators.model import Catalogue, Period
from indicators.observations import Observations

LEAST_AREAS: Final = 4
ONE_SIDED: Final = 0.9  # share of the areas that lie on the same side
SAME_DATE, YEAR_BEFORE = 1.0, 2.0  # percent from which it is said; towns grow by some percent in a few years only
MOST: Final = 15.0  # percent; beyond, it is something else than second homes
YEAR: Final = dt.timedelta(days=366)
Numbers = dict[str, float]  # area key -> number


@dataclass(frozen=True)
class Apart:
    """Residents of a file beside residents that are known."""

    variable: str
    other: str  # the variable that they were held against; the same, or one with a concept where the file's has none
    level: str
    period: str  # iso
    before: str  # iso of the other's; equals `period`, or lies a year back
    percent: float  # of the sum of all areas that both have; more than 0: the file has more
    areas: int  # those that lie on this side ...
    of: int  # ... of so many
    population: str  # the other's concept: MAIN (the file has more) or ALL_HOMES (it has less)


def apart(mine: Observations, known: Observations, catalogue: Catalogue) -> Iterator[Apart]:
    """Of each variable of residents and level of a file, in its newest period, the nearest that it differs from."""
    for code, name in enumerate(mine.variables):
        there = catalogue.variables.get(name)
        if there is None or there.kind != "count" or not (concept(there.population) or not there.population):
            continue
        if there.population:
            others = [name]
        else:  # it does not say whom it counts: any residents may be its like
            others = [v for v in known.variables if v in catalogue.variables and v != name]
            others = [v for v in others if catalogue.variables[v].unit == there.unit]
        for level in np.unique(mine.level[mine.variable == code]).tolist():
            found = [
                one for other in others if (one := _beside(mine, name, mine.levels[level], known, other, catalogue))
            ]
            yield from sorted(found, key=lambda one: abs(one.percent))[:1]


def _beside(
    mine: Observations, name: str, level: str, known: Observations, other: str, catalogue: Catalogue
) -> Apart | None:
    """The two beside each other; None where there is nothing to say."""
    whom = concept(catalogue.variables[other].population)
    period = max(_periods(mine, name, level), default=None)
    if period is None or whom not in (MAIN, ALL_HOMES):
        return None
    at = [p for p in _periods(known, other, level) if p.kind == period.kind and p.end <= period.end <= p.end + YEAR]
    if not at:
        return None
    new, old = _numbers(mine, name, level, period), _numbers(known, other, level, max(at))
    both = [(new[key], old[key]) for key in new.keys() & old.keys() if new[key] > 0 and old[key] > 0]
    if len(both) < LEAST_AREAS:
        return None
    before = sum(b for _, b in both)
    percent = 100 * (sum(a for a, _ in both) - before) / before
    more = whom == MAIN  # second homes come on top of main residences
    side = sum(a > b if more else a < b for a, b in both)
    least = SAME_DATE if max(at) == period else YEAR_BEFORE
    if not least <= (percent if more else -percent) <= MOST or side < ONE_SIDED * len(both):
        return None
    return Apart(name, other, level, period.iso, max(at).iso, percent, side, len(both), whom)


def _periods(o: Observations, variable: str, level: str) -> list[Period]:
    if variable not in o.variables or level not in o.levels:
        return []
    rows = (o.variable == o.variables.index(variable)) & (o.level == o.levels.index(level))
    return [o.periods[place] for place in np.unique(o.period[rows]).tolist()]


def _numbers(o: Observations, variable: str, level: str, period: Period) -> Numbers:
    codes = o.variables.index(variable), o.levels.index(level), o.periods.index(period)
    rows = (o.variable == codes[0]) & (o.level == codes[1]) & (o.period == codes[2]) & ~np.isnan(o.number)
    return {o.areas[a]: n for a, n in zip(o.area[rows].tolist(), o.number[rows].tolist(), strict=True)}
