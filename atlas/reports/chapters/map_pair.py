"""Two maps side by side: two indicators, or one in two years."""

from dataclasses import dataclass

from atlas.reports.ask import Ask, picture, view_of
from atlas.reports.document import Block, Paragraph, Pictures

TITLE = "Kartenpaar"
HINTS = {
    "indicators": "Einer zu zwei Zeitpunkten, oder zwei nebeneinander.",
    "years": "Leer: das erste und das neueste Jahr.",
}


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    indicators: tuple[str, ...]  # one or two
    years: tuple[int, ...] = ()  # of one indicator: two years; default: the first and the newest
    level: str = ""


def wrong(form: Form) -> list[str]:
    """What of the fields cannot be."""
    said = ["Ein Kartenpaar braucht ein oder zwei Indikatoren."] if not 1 <= len(form.indicators) <= 2 else []
    return said + (["Ein Kartenpaar hat zwei Jahre oder keine Angabe."] if len(form.years) not in (0, 2) else [])


def blocks(form: Form, ask: Ask) -> list[Block]:
    """Both maps with classes that hold for both where it is one indicator; what is missing as a sentence."""
    first, last = form.indicators[0], form.indicators[-1]
    level = ask.level_of(form.level).id
    years = form.years or (0, 0)
    if first == last and not form.years and first in ask.known:
        known = ask.city.periods(first, level)
        years = (known[0].year, 0) if known else (0, 0)
    views = [
        view_of(ask, one, form.level, year) for one, year in zip((first, last), (years[0], years[-1]), strict=True)
    ]
    drawn = [one for one in views if not isinstance(one, Paragraph)]
    gaps: list[Block] = [one for one in views if isinstance(one, Paragraph)]
    return [*([Pictures(tuple(picture(ask, "map", one) for one in drawn))] if drawn else []), *gaps]
