"""The Aussage of an indicator with the place where German wants it; assumes nothing of statements that towns write."""

import re
from typing import Final

from atlas.numbers import MINUS, NBSP
from atlas.reports._spoken import ONE
from atlas.reports.grammar import capital
from indicators.model import Indicator

SLOT: Final = "{value}"
VERB: Final = re.compile(
    r"\b(?:arbeiten|beträgt|betragen|besuchen|bestehen|beziehen|bleiben|entfallen|erhalten|erreichen|fühlen|gehen|gehören"
    r"|gibt|haben|hat|ist|kommen|kommt|lebt|leben|lernen|liegen|liegt|nehmen|nutzen|sind|sprechen|stehen|wachsen|werden"
    r"|wird|wohnen|wohnt)(?: sich)?(?= )"
)  # finite, in the second place of the sentence; a verb before a comma ends a clause
PREPOSITIONS: Final = ("In", "Bei", "Von", "Auf", "Für", "Je", "Unter")


def stated(indicator: Indicator, place: str, value: str) -> str:
    """The statement for one place, without a full stop; "" where it cannot be said of `value` or of a place.

    `Von 100 Kindern leben {value} von Leistungen.` is `Von 100 Kindern leben im Stadtteil Nord 12,3 von Leistungen`.
    """
    statement = indicator.statement.strip().removesuffix(".")
    several = re.search(r"[.!?] [A-ZÄÖÜ]", statement)
    if statement.count(SLOT) != 1 or several or value == ONE:
        return ""
    if indicator.method == "change":
        statement, value = _moved(statement, value)
    head, _, tail = statement.partition(SLOT)
    if says_unit(indicator):
        tail = f"{NBSP}{tail[1:]}"
    if head.startswith("Hier "):
        return f"{capital(place)}{head[4:]}{value}{tail}"
    if tail.endswith(" im Gebiet"):
        return f"{head}{value}{tail.removesuffix('im Gebiet')}{place}"
    found = list(VERB.finditer(head))
    if found:
        end = found[-1].end()
        return f"{head[:end]} {place}{head[end:]}{value}{tail}"
    verb = VERB.search(tail)
    if verb and head.strip() in PREPOSITIONS:  # `In {value} von 100 Haushalten lebt ...`
        before, after = tail[: verb.start()].rstrip(), tail[verb.end() :]
        return f"{capital(place)} {verb[0]} {head[0].lower()}{head[1:]}{value}{before}{after}"
    return ""


def _moved(statement: str, value: str) -> tuple[str, str]:
    """`um 3,2 % verringert` for `um −3,2 % verändert`."""
    if "hat sich" not in statement or not statement.endswith("verändert") or not value.strip("0,"):
        return statement, value
    movement = "verringert" if value.startswith(MINUS) else "erhöht"
    return f"{statement.removesuffix('verändert')}{movement}", value.removeprefix(MINUS)


def says_unit(indicator: Indicator) -> bool:
    """Whether the statement prints the unit behind its value."""
    return bool(indicator.unit) and f"{SLOT} {indicator.unit}" in indicator.statement
