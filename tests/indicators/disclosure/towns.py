"""Small editions over the six areas: what the house has, what a careless office publishes, and what we publish."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indicators.counting.counts import Counts
from indicators.counting.cube import Cube, build, values
from indicators.disclosure.decide import publish
from indicators.disclosure.publication import Known, Publication
from indicators.disclosure.rules import hide
from indicators.disclosure.said import Frame, Said
from indicators.disclosure.statements import printed
from indicators.model import Catalogue, Indicator, Rules
from tests.indicators.six import METHODS, catalogue, counted, day, indicator, told, tree

AREAS = ("11", "12", "13", "21", "22", "23")
LEAST = Rules(min_numerator=3)


@dataclass(frozen=True)
class Edition:
    """Indicators over the six areas, with the true cubes."""

    frame: Frame
    cubes: tuple[Cube, ...]

    def careless(self) -> list[Cube]:
        """What the rules name is hidden, and nothing else."""
        of = self.frame.catalogue.indicators
        return [hide(cube, of[cube.indicator], METHODS[of[cube.indicator].method]) for cube in self.cubes]

    def ours(self, levels: Sequence[str] = ()) -> list[Cube]:
        """What we publish (of some levels); the decision has to be one that can be published."""
        chosen = [cube for cube in self.cubes if not levels or cube.level in levels]
        f = self.frame
        decision, shown = publish(chosen, f.catalogue, f.methods, f.tree, f.known)
        assert not decision.findings
        return shown


def share(key: str, numerator: str, denominator: str = "", rules: Rules | None = None, method: str = "") -> Indicator:
    """An indicator of its own name; a count where there is no denominator."""
    how = method or ("share" if denominator else "count")
    factor = 100 if denominator else 1
    return replace(indicator(how, numerator, denominator, factor, rules or Rules()), id=key)


def edition(
    indicators: Iterable[Indicator], tables: Mapping[tuple[str, int], Sequence[float]], known: Known | None = None
) -> Edition:
    """`tables`: (variable, year) -> one number an area, in the order of AREAS."""
    numbers = (
        told(name, "stadtteil", day(year), dict(zip(AREAS, row, strict=True))) for (name, year), row in tables.items()
    )
    counts: Counts = counted(*numbers)
    of: Catalogue = catalogue(indicators=tuple(indicators))
    cubes = tuple(cube for one in of.indicators.values() for cube in build(one, counts).values())
    periods = {(cube.indicator, cube.level): cube.periods for cube in cubes}
    return Edition(Frame(of, METHODS, tree(), known or Known(), periods), cubes)


def cell(p: Publication, quantity: str, key: str, year: int, level: str = "stadtteil") -> int:
    """The number of a cell."""
    return p.blocks[quantity, level, day(year).end] + tree().keys[level].index(key)


def rates(cubes: Iterable[Cube], of: Edition, decimals: int) -> list[Said]:
    """Every value of the cubes as it is printed with so many decimals."""
    found = []
    for cube in cubes:
        one = of.frame.catalogue.indicators[cube.indicator]
        for (row, column), value in np.ndenumerate(values(cube, one, METHODS[one.method])):
            if not np.isnan(value):
                where = cube.indicator, cube.level, cube.keys[row], cube.periods[column].iso
                found.append(Said(*where, "value", printed(round(value, decimals), decimals)))
    return found
