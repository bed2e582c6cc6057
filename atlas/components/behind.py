"""What stands behind the indicators of a theme: the variables they are made of, derived ones opened to any depth."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from atlas.city import City
from indicators.expression import parse
from indicators.model import Indicator

PARTS: Final = ("numerator", "denominator", "rules")  # in the order in which they claim one


def named(indicator: Indicator, part: str) -> frozenset[str]:
    """The variables that a part of an indicator names."""
    if part == "rules":
        return indicator.rules.variables
    expression = getattr(indicator, part)
    return parse(expression).variables if expression else frozenset()


def opened(city: City, names: Iterable[str]) -> list[str]:
    """The variables and those that they are derived from."""
    waiting, met = sorted(names), []
    while waiting:
        name = waiting.pop(0)
        if name in met:
            continue
        met.append(name)
        variable = city.catalogue.variables.get(name)
        waiting += sorted(parse(variable.expression).variables) if variable and variable.expression else []
    return met


@lru_cache(8)
def behind(city: City) -> dict[str, frozenset[str]]:
    """Theme -> the variables behind its indicators, and these themselves."""
    found: dict[str, set[str]] = {}
    for i in city.indicators():
        of = found.setdefault(i.theme, set())
        of.add(i.id)
        for part in PARTS:
            of.update(opened(city, named(i, part)))
    return {theme: frozenset(of) for theme, of in found.items()}


@lru_cache(4096)
def delivered(city: City, names: tuple[str, ...]) -> frozenset[str]:
    """The variables behind names of variables and indicators, those that they are derived from with them."""
    found: set[str] = set()
    for name in names:
        indicator = city.catalogue.indicators.get(name)
        found.update(*(opened(city, named(indicator, part)) for part in PARTS) if indicator else [opened(city, [name])])
    return frozenset(found)
