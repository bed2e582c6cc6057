"""The Aussage of an indicator with the place where German wants it; assumes nothing of statements that towns write."""

import re
from typing import Final

from atlas.numbers import NBSP
from atlas.reports.grammar import capital
from indicators.model import Indicator

SLOT: Final = "{value}"
VERB: Final = re.compile(
    r"\b(?:arbeiten|beträgt|betragen|besuchen|bestehen|beziehen|bleiben|entfallen|erhalten|erreichen|fühlen|gehen|gehören"
    r"|gibt|haben|hat|ist|kommen|kommt|lebt|leben|lernen|liegen|liegt|nehmen|nutzen|sind|sprechen|stehen|wachsen|werden"
    r"|wird|wohnen|wohnt)(?: sich)?(?= )"
)  # finite, in the second place of the sentence; a verb before a comma ends a clause
SMALL_FIRST: Final = ("In", "Bei", "Von", "Auf", "Für", "Je", "Unter")


def stated(indicator: Indicator, place: str, value: str) -> str:
    """The statement for one place, without a full stop; "" where it cannot be said of `value` or of a place.

    `Von 100 Kindern leben {value} von Leistungen.` is `Von 100 Kindern leben im Stadtteil Nord 12,3 von Leistungen`.
    """
    statement = indicator.statement.strip().removesuffix(".")
    if (
        statement.count(SLOT) != 1 or value == "1" or re.search(r"[.!?] [A-ZÄÖÜ]", statement)
    ):  # eins: one is never plural
        return ""
    changed = value
    if indicator.method == "change" and "hat sich" in statement and statement.endswith("verändert"):
        fallen = value.startswith("−")
        changed = value.removeprefix("−")
        statement = f"{statement.removesuffix('verändert')}{'verringert' if fallen else 'erhöht'}"
    head, _, tail = statement.partition(SLOT)
    unit = f" {indicator.unit}"
    if tail.startswith(unit) and not tail.removeprefix(unit)[:1].isalnum():
        tail = f"{NBSP}{tail[1:]}"
    if head.startswith("Hier "):
        return f"{capital(place)}{head[4:]}{changed}{tail}"
    if tail.endswith(" im Gebiet"):
        return f"{head}{changed}{tail.removesuffix('im Gebiet')}{place}"
    found = list(VERB.finditer(head))
    if found:
        end = found[-1].end()
        return f"{head[:end]} {place}{head[end:]}{changed}{tail}"
    verb = VERB.search(tail)
    if verb and head.strip() in SMALL_FIRST:  # `In {value} von 100 Haushalten lebt ...`
        before, after = tail[: verb.start()].rstrip(), tail[verb.end() :]
        return f"{capital(place)} {verb[0]} {head[0].lower()}{head[1:]}{changed}{before}{after}"
    return ""


def says_unit(indicator: Indicator) -> bool:
    """Whether the statement prints the unit behind its value."""
    return bool(indicator.unit) and f"{SLOT} {indicator.unit}" in indicator.statement
