"""Time series of the subject beside the town."""

from dataclasses import dataclass

from atlas.reports.ask import Ask, picture, view_of
from atlas.reports.document import Block, Paragraph, Pictures
from atlas.view import View

TITLE = "Zeitreihe"
LABELS = {"beside": "Zwei nebeneinander", "intervals": "Mit Schwankungsbereich"}


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    indicators: tuple[str, ...]
    beside: bool = False  # two in a row
    intervals: bool = False  # 95 per cent limits


def blocks(form: Form, ask: Ask) -> list[Block]:
    """A chart an indicator."""
    level = ask.city.top if ask.town else ""
    chosen = not ask.town  # the town's own line is there anyway
    views = [view_of(ask, one, level, chosen=chosen, intervals=form.intervals) for one in form.indicators]
    drawn = [picture(ask, "series", one, _caption(one)) for one in views if not isinstance(one, Paragraph)]
    step = 2 if form.beside else 1
    rows: list[Block] = [Pictures(tuple(drawn[n : n + step])) for n in range(0, len(drawn), step)]
    return [*rows, *(one for one in views if isinstance(one, Paragraph))]


def _caption(view: View) -> str:
    indicator, first, last = view.indicator, view.periods[0], view.periods[-1]
    return f"{indicator.title}, {first.year} bis {last.year}" if first.year != last.year else indicator.title
