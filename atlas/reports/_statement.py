"""The Aussage of an indicator with the place where German wants it; assumes nothing of statements that towns write."""

import re
from collections.abc import Iterator
from typing import Final

from atlas.numbers import MINUS, NBSP
from atlas.reports._spoken import ONE
from atlas.reports.grammar import capital
from indicators.model import Indicator

SLOT: Final = "{value}"
VERB: Final = re.compile(
    r"\b(?:arbeiten|bekäme|beträgt|betragen|betreuen|besuchen|bestehen|beziehen|bleiben|entfallen|erhalten|erreichen"
    r"|fanden|fühlen|gab|gaben|gehen|gehören|gibt|gingen|haben|hat|ist|kamen|kommen|kommt|lebt|leben|lebten|lernen"
    r"|liefen|liegen|liegt|nehmen|nutzen|sind|sprechen|stehen|wachsen|waren|werden|wird|wohnen|wohnt|wurden)"
    r"(?: sich| es)?(?= )"
)  # finite, in the second place of the sentence; a verb before a comma ends a clause
HERE: Final = re.compile(r"\bhier\b")
TOWN: Final = re.compile(r"^(?:Hier|In der Stadt)(?= )")
LOWERED: Final = ("Auf", "Bei", "Das", "Der", "Die", "Für", "Gegenüber", "Im", "In", "Je", "Nach", "Unter", "Von")


def stated(indicator: Indicator, place: str, value: str) -> str:
    """The statement for one place, without a full stop; "" where it cannot be said of `value` or of a place.

    `Von 100 Kindern leben {value} von Leistungen.` is `Von 100 Kindern leben im Stadtteil Nord 12,3 von Leistungen`,
    and where the name ends with a number `Im Sozialraum 3 leben von 100 Kindern 12,3 von Leistungen`.
    """
    statement = indicator.statement.strip().removesuffix(".")
    several = re.search(r"[.!?] [A-ZÄÖÜ]", statement)
    if statement.count(SLOT) != 1 or several or value == ONE:
        return ""
    if indicator.method == "change":
        statement, value = _moved(statement, value)
    head, _, tail = statement.partition(SLOT)
    if tail[1:2].isdigit():  # `12,3 15 bis unter 18 Jahre alt`
        return ""
    if says_unit(indicator):
        tail = f"{NBSP}{tail[1:]}"
    ways = (way for way in _ways(head, value, tail, place) if way)
    return next((way for way in ways if not (place[-1:].isdigit() and f"{place} {value}" in way)), "")


def _ways(head: str, value: str, tail: str, place: str) -> Iterator[str]:
    """The statement in the words of a place, the best first; "" for a way that it has not."""
    if TOWN.match(head):
        yield f"{capital(place)}{TOWN.sub('', head)}{value}{tail}"
    for part, before, after in ((head, "", f"{value}{tail}"), (tail, f"{head}{value}", "")):
        if here := HERE.search(part):
            yield f"{before}{part[: here.start()]}{place}{part[here.end() :]}{after}"
            return
    if tail.endswith(" im Gebiet"):
        yield f"{head}{value}{tail.removesuffix('im Gebiet')}{place}"
    first, _, rest = head.partition(" ")
    lowered = f"{first.lower()} {rest}" if first in LOWERED else ""
    verbs, later = list(VERB.finditer(head)), VERB.search(tail)
    if verbs:
        verb, end = verbs[-1], verbs[-1].end()
        yield f"{head[:end]} {place}{head[end:]}{value}{tail}"
        yield f"{capital(place)} {verb[0]} {lowered[: verb.start()]}{head[end + 1 :]}{value}{tail}" if lowered else ""
    elif later and lowered:  # `In {value} von 100 Haushalten lebt ...`
        yield f"{capital(place)} {later[0]} {lowered}{value}{tail[: later.start()].rstrip()}{tail[later.end() :]}"


def _moved(statement: str, value: str) -> tuple[str, str]:
    """`um 3,2 % verringert` for `um −3,2 % verändert`."""
    if "hat sich" not in statement or not statement.endswith("verändert") or not value.strip("0,"):
        return statement, value
    movement = "verringert" if value.startswith(MINUS) else "erhöht"
    return f"{statement.removesuffix('verändert')}{movement}", value.removeprefix(MINUS)


def says_unit(indicator: Indicator) -> bool:
    """Whether the statement prints the unit behind its value."""
    return bool(indicator.unit) and f"{SLOT} {indicator.unit}" in indicator.statement
