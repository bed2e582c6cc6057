"""Whom a count of residents takes in: main residences, or everybody with a home in the town; from what definitions say.

Definitions are in words, so that only these two concepts, which differ by some percent and look alike, are told apart.
"""

from typing import Final

from indicators.expression import parse
from indicators.model import Catalogue

MAIN: Final = "Hauptwohnung"
ALL_HOMES: Final = "Haupt- oder Nebenwohnung"
SECOND: Final = "Nebenwohnung"


def concept(population: str) -> str:
    """MAIN, ALL_HOMES or SECOND; "" where the words speak of something else.

    >>> concept("Haupt- oder alleinige Wohnung"), concept("Wohnberechtigte"), concept("Wohnort laut Fachverfahren")
    ('Hauptwohnung', 'Haupt- oder Nebenwohnung', '')
    """
    said = population.lower()
    main = "hauptwohnung" in said or "haupt- oder alleinige wohnung" in said
    if "wohnberechtigt" in said or "haupt- oder nebenwohnung" in said or "haupt- und nebenwohnung" in said:
        return ALL_HOMES
    if "nebenwohnung" in said:
        return ALL_HOMES if main else SECOND
    return MAIN if main else ""


def concepts_of(expression: str, catalogue: Catalogue) -> frozenset[str]:
    """The concepts of everything that an expression is made of, derived variables taken apart."""
    found: set[str] = set()
    for name in parse(expression).variables if expression else ():
        known = catalogue.variables.get(name)
        if known is not None and known.population:
            found.add(concept(known.population))
        elif known is not None and known.expression:
            found |= concepts_of(known.expression, catalogue)
    return frozenset(found - {""})
