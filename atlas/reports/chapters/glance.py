"""At a glance: a few numbers of the subject, large, the town's beside them."""

from dataclasses import dataclass

from atlas.reports.ask import Ask, chosen_ids, rows_of, without
from atlas.reports.document import Block, Tiles

TITLE = "Auf einen Blick"
MOST = 8
HINTS = {"themes": "Gelten, wenn keine Indikatoren genannt sind.", "tier": "Gilt, wenn keine Indikatoren genannt sind."}


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    indicators: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    tier: str = "core"


def blocks(form: Form, ask: Ask) -> list[Block]:
    """Up to MOST tiles."""
    rows, lost = rows_of(ask, chosen_ids(ask, form.indicators, form.themes, form.tier))
    gaps = without(lost, ask) if form.indicators else []
    return [*([Tiles(tuple(rows[:MOST]))] if rows else []), *gaps]
