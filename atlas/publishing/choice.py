"""What is to be published: indicators, years and levels, and the cubes of the house that they mean."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atlas.city import City
from indicators import store
from indicators.counting.cube import Cube
from indicators.errors import AtlasError, WrongUse
from indicators.forms import nearest


@dataclass(frozen=True)
class Choice:
    """What somebody wants to publish, checked against the edition."""

    indicators: tuple[str, ...]
    levels: tuple[str, ...]  # coarse to fine; the whole city is always there
    years: tuple[int, ...]  # (): all that there are


def choose(
    city: City, indicators: Sequence[str] = (), levels: Sequence[str] = (), years: Collection[int] = ()
) -> Choice:
    """The choice; without indicators all whose visibility is public, without levels and years all that there are.

    WrongUse names what the edition does not have; AtlasError where nothing is to be published.
    """
    there = {indicator for indicator, _ in city.index}
    for indicator in indicators:
        if indicator not in there:
            raise WrongUse(
                f"Den Indikator „{indicator}“ gibt es in {city.head.name} nicht; {nearest(indicator, there)}."
            )
    for level in levels:
        city.level(level)
    known = {period.year for periods in city.index.values() for period in periods}
    if absent := sorted(set(years) - known):
        said = ", ".join(map(str, absent))
        raise WrongUse(f"Für {said} gibt es keine Werte; vorhanden sind {min(known)} bis {max(known)}.")
    public = [i.id for i in city.indicators() if i.visibility == "public"]
    chosen = tuple(dict.fromkeys(indicators)) or tuple(public)
    if not chosen:
        raise AtlasError(
            f"{city.head.name}: Kein Indikator ist zur Veröffentlichung bestimmt; setzen Sie visibility = „public“ im "
            "Katalog oder nennen Sie Indikatoren mit --indicator. Es wurde nichts veröffentlicht."
        )
    wanted = {city.top, *(levels or (info.id for info in city.levels))}
    return Choice(chosen, tuple(info.id for info in city.levels if info.id in wanted), tuple(sorted(set(years))))


def chosen_cubes(city: City, choice: Choice) -> list[Cube]:
    """The cubes as the house has them, before any rule; only the chosen years."""
    cubes = []
    for indicator, level in city.index:
        if indicator not in choice.indicators or level not in choice.levels:
            continue
        cube = store.read_cube(city.engine, city.edition.number, indicator, level, city.tree.keys[level])
        if cube is not None:
            columns = [n for n, p in enumerate(cube.periods) if not choice.years or p.year in choice.years]
            cubes += [columns_of(cube, columns)] if columns else []
    return cubes


def columns_of(cube: Cube, columns: list[int]) -> Cube:
    """The cube with some of its periods."""
    if len(columns) == len(cube.periods):
        return cube
    picked: dict[str, Any] = {
        n: getattr(cube, n)[:, columns] for n in ("numerator", "status", "flags", "exists", "covered")
    }
    denominator = None if cube.denominator is None else cube.denominator[:, columns]
    split = None if cube.split is None else cube.split[:, columns]
    periods = tuple(cube.periods[c] for c in columns)
    return replace(cube, periods=periods, denominator=denominator, split=split, **picked)
