"""Running text: what the template writes, and sentences that the atlas makes out of numbers; people may change both."""

from dataclasses import dataclass

from atlas.reports.ask import Ask, rows_of, view_of, without
from atlas.reports.chapters._words import filled
from atlas.reports.document import Block, Of, Paragraph, place_of
from atlas.reports.sentences import about, spread

TITLE = "Text"
LABELS = {"text": "Text", "spread": "Ein Satz über alle Gebiete zu"}
HINTS = {
    "text": "Eine leere Zeile trennt Absätze. Der Atlas füllt {name}, {town}, {kind}, {edition}, {date}, {residents}.",
    "indicators": "Zu jedem schreibt der Atlas einen Absatz über das Gebiet des Berichts.",
    "level": "Der Gebiete im Satz.",
}
LIKE = {"spread": "indicators"}


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    text: str = ""  # paragraphs, apart by an empty line
    indicators: tuple[str, ...] = ()  # a paragraph on each, of the subject
    spread: tuple[str, ...] = ()  # a sentence on each, over all areas
    level: str = ""  # of `spread`


def blocks(form: Form, ask: Ask) -> list[Block]:
    """The paragraphs, each at a place of its own."""
    written = (part.strip() for part in filled(form.text, ask).split("\n\n"))
    said: list[tuple[str, Of | None]] = [(part, None) for part in written if part]
    rows, lost = rows_of(ask, form.indicators) if form.indicators else ([], [])
    for row in rows:
        of = Of(row.indicator.id, ask.level, place_of(ask.keys), row.period.iso)
        said.append((about(row, ask.profile(tuple(i for i in form.indicators if i in ask.known))), of))
    gaps = without(lost, ask)
    for indicator in form.spread:
        view = view_of(ask, indicator, form.level, chosen=False)
        if isinstance(view, Paragraph):
            gaps.append(view)
        else:
            said.append((spread(view), None))
    return [*(Paragraph(text, place=f"{ask.chapter}-{n}", of=of) for n, (text, of) in enumerate(said, 1)), *gaps]
