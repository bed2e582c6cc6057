"""Where the area lies among all of its level: one line an indicator."""

from dataclasses import dataclass

from atlas.reports.ask import Ask, chosen_ids, rows_of, without
from atlas.reports.document import Block, Paragraph, Spine
from atlas.view import look_spine

TITLE = "Einordnung"
HINTS = {"themes": "Gelten, wenn keine Indikatoren genannt sind.", "tier": "Gilt, wenn keine Indikatoren genannt sind."}


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    indicators: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    tier: str = "core"


def blocks(form: Form, ask: Ask) -> list[Block]:
    """The lines of ratios; the town itself lies among nothing."""
    if ask.town:
        return []
    ids = chosen_ids(ask, form.indicators, form.themes, form.tier)
    rows, lost = rows_of(ask, ids)
    profile = ask.profile(tuple(one for one in ids if one in ask.known))
    lines = look_spine(ask.city, profile, rows)
    gaps = without(lost, ask) if form.indicators else []
    if not lines:
        return [*gaps, Paragraph(f"{profile.name}: Für eine Einordnung liegt kein Wert vor.", "gap")]
    caption = f"{profile.name} im Vergleich der {profile.level.plural}"
    said = "; ".join(f"{one.row.indicator.short}: {one.row.cell.full}" for one in lines)
    return [Spine(lines, caption, f"{caption}. {said}."), *gaps]
