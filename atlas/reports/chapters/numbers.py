"""The numbers behind the pictures of the chapters before, as tables."""

from dataclasses import dataclass

from atlas.numbers import period_text
from atlas.reports.ask import Ask
from atlas.reports.document import Block, Column, Entry, Picture, Tabular, value_entry

TITLE = "Zahlen zu den Abbildungen"


@dataclass(frozen=True)
class Form:
    """Fields of the chapter: none."""


def blocks(form: Form, ask: Ask) -> list[Block]:
    """A table a picture; the same picture once."""
    return [_table(one) for one in ask.pictures]


def _table(picture: Picture) -> Tabular:
    view = picture.view
    caption = f"{picture.label}: {picture.caption}" if picture.label else picture.caption
    unit = f" ({view.indicator.unit})" if view.indicator.unit else ""
    if picture.kind == "series":
        periods = sorted({period for line in view.series for period in line.periods})
        rows = []
        for line in view.series:
            at = dict(zip(line.periods, line.cells, strict=True))
            cells = (value_entry(view.indicator, at[p], line.level, p.iso) if p in at else Entry("") for p in periods)
            rows.append((line.name, tuple(cells)))
        upright = zip(*(cells for _, cells in rows), strict=True)
        heads = (Column("Zeitbezug"), *(Column(f"{name}{unit}", 1.2, True) for name, _ in rows))
        lines = tuple((Entry(period_text(p)), *cells) for p, cells in zip(periods, upright, strict=True))
        return Tabular(heads, lines, caption, view.source)
    heads = (Column(view.level.name, 2), Column(f"Wert{unit}", 1, True), Column("Anzahl", 1.4, True))
    body = [
        (Entry(c.name), value_entry(view.indicator, c, view.level.id, view.period.iso), Entry(c.counts))
        for c in view.cells
    ]
    return Tabular(heads, tuple(body), caption, view.source)
