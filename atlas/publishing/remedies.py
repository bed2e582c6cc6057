"""What would hide less: counted where that is cheap, by the rules alone, without what is hidden to protect others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from atlas.city import City
from atlas.numbers import text
from atlas.publishing.account import Line
from indicators import store
from indicators.counting.cube import Cube
from indicators.disclosure.publication import Known
from indicators.disclosure.relations import Numbers
from indicators.disclosure.rules import secret_cells
from indicators.model import Indicator

POOLED: Final = 3  # years that are counted together
POOLS: Final = ("share", "rate", "ratio", "mean")  # methods whose counts of several years mean the same together
ROUNDING: Final = (
    "Runden statt verbergen: Zeigt die Kommune alle Anzahlen nur als Vielfache von 5, bleibt keine Lücke, aber jede "
    "Zahl ist um bis zu 2 ungenau. Das entscheidet die Statistikstelle ([publication] rounding in city.toml)."
)


def remedies(
    lines: Sequence[Line], cubes: Sequence[Cube], city: City, known: Known
) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """(indicator, level) -> sentences, for those of which something is hidden; `cubes` as the house has them."""
    by_place = {(line.indicator, line.level): line for line in lines}
    found = {}
    for cube in cubes:
        here = cube.indicator, cube.level
        line = by_place.get(here)
        if line is None or not line.primary + line.secondary:
            continue
        indicator = city.catalogue.indicators[cube.indicator]
        said = [_above(line, by_place, city), _pooled(cube, indicator, city), _merged(cube, indicator, city, known)]
        found[here] = tuple(sentence for sentence in said if sentence)
    return found


def remedies_text(lines: Sequence[Line], cubes: Sequence[Cube], city: City, known: Known) -> str:
    """The same for the command line."""
    said = []
    for (indicator, level), sentences in remedies(lines, cubes, city, known).items():
        name = f"{city.catalogue.indicators[indicator].short}, {city.level(level).plural}"
        said += [f"  {name}: {sentence}" for sentence in sentences]
    return "".join(f"{line}\n" for line in ["Was hülfe:", *said, f"  {ROUNDING}"]) if said else ""


def _above(line: Line, by_place: Mapping[tuple[str, str], Line], city: City) -> str:
    """What is hidden on the next larger level."""
    order = [info.id for info in city.levels]
    coarser = (by_place.get((line.indicator, level)) for level in reversed(order[1 : order.index(line.level)]))
    up = next((one for one in coarser if one is not None), None)
    if up is None:
        return ""
    where = city.level(up.level).plural
    return f"Nur bis {where} zeigen: dort fehlen {_of(up.primary + up.secondary, up.numbers)}."


def _pooled(cube: Cube, indicator: Indicator, city: City) -> str:
    """What the rules would hide of three years together."""
    columns = pools([period.year for period in cube.periods])
    if indicator.method not in POOLS or not columns:
        return ""
    subset = city.method(indicator).SUBSET
    now = secret_cells(cube, indicator.rules, subset)[:, columns]
    together = replace(
        cube,
        numerator=_sums(cube.numerator[:, columns]),
        denominator=None if cube.denominator is None else _sums(cube.denominator[:, columns]),
    )
    then = secret_cells(together, indicator.rules, subset)
    if then.mean() >= now.mean():
        return ""
    after = _of(int(then.sum()), _numbers(together.numerator))
    before = _of(int(now.sum()), _numbers(cube.numerator[:, columns]))
    return f"Drei Jahre zusammen: nach der Regel geheim wären {after} statt {before}."


def pools(years: Sequence[int]) -> list[int]:
    """Places of years that can be counted together, three by three in a row, the newest first to be found.

    >>> pools([2018, 2019, 2021, 2022, 2023])
    [2, 3, 4]
    >>> pools([2016, 2019, 2022])
    []
    """
    found: list[int] = []
    place = len(years)
    while place >= POOLED:
        whole = years[place - 1] - years[place - POOLED] == POOLED - 1
        found = [*range(place - POOLED, place), *found] if whole else found
        place -= POOLED if whole else 1
    return found


def _numbers(counts: Numbers) -> int:
    return int((~np.isnan(counts)).sum())


def _sums(counts: Numbers) -> Numbers:
    """(areas, periods / 3) sums of three periods each; nan where one has no number."""
    return counts.reshape(len(counts), -1, POOLED).sum(axis=2)


def _merged(cube: Cube, indicator: Indicator, city: City, known: Known) -> str:
    """The declared whole that the counted group is part of, and what the rules would hide of that."""
    wholes = {whole for whole, parts in known.wholes if indicator.numerator in parts}
    wholes |= set(known.part_of.get(indicator.numerator, ()))
    for other in city.indicators():
        if other.numerator in wholes and other.method == indicator.method and other.id != indicator.id:
            keys = city.tree.keys[cube.level]
            wide = store.read_cube(city.engine, city.edition.number, other.id, cube.level, keys)
            if wide is not None:
                hidden = int(secret_cells(wide, other.rules, city.method(other).SUBSET).sum())
                said = _of(hidden, _numbers(wide.numerator))
                return f"Gruppen zusammenfassen: bei „{other.short}“ sind {said} nach der Regel geheim."
    names = sorted(city.catalogue.variables[w].title for w in wholes if w in city.catalogue.variables)
    return f"Gruppen zusammenfassen, etwa zu: {names[0]}." if names else ""


def _of(count: int, of: int) -> str:
    return f"{text(count, 0)} von {text(of, 0)}"
