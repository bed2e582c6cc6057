"""Tables: the indicators of the subject by theme, or all areas of a level beside each other."""

from dataclasses import dataclass

from atlas.numbers import period_text
from atlas.reports.ask import Ask, chosen_ids, rows_of, title_of, without
from atlas.reports.chapters._words import named
from atlas.reports.document import Block, Column, Entry, Of, Tabular, place_of, value_entry
from atlas.view import ProfileRow, look_table
from atlas.view.words import source
from indicators.forms import nearest

TITLE = "Tabelle"
OF = ("subject", "areas")
MOST_COLUMNS = 5  # indicators beside each other on upright paper
LABELS = {"of": "Zeilen der Tabelle", "comment": "Mit Lesehilfe je Indikator"}
HINTS = {"level": "Nur für alle Gebiete einer Ebene."}
CHOICES = {"of": {"subject": "die Indikatoren, für das Gebiet des Berichts", "areas": "alle Gebiete einer Ebene"}}


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    indicators: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    tier: str = ""
    of: str = "subject"  # subject: a row an indicator; areas: a row an area
    level: str = ""  # of areas
    comment: bool = False  # how each indicator is read, below its name


def wrong(form: Form) -> list[str]:
    """What of the fields cannot be."""
    return [] if form.of in OF else [f"of = „{form.of}“ gibt es nicht; {nearest(form.of, OF)}."]


def blocks(form: Form, ask: Ask) -> list[Block]:
    """One table a theme, or one for every few indicators."""
    ids = chosen_ids(ask, form.indicators, form.themes, form.tier)
    if form.of == "areas":
        return _areas(form, ask, ids)
    rows, lost = rows_of(ask, ids)
    themes = ask.city.catalogue.themes
    by_theme: dict[str, list[ProfileRow]] = {}
    for row in rows:
        by_theme.setdefault(themes[row.indicator.theme].title, []).append(row)
    tables: list[Block] = [_subject(title, found, ask, form.comment) for title, found in by_theme.items()]
    return [*tables, *(without(lost, ask) if form.indicators else [])]


def _subject(title: str, rows: list[ProfileRow], ask: Ask, comment: bool) -> Tabular:
    town = (Column(ask.city.head.name, 1.1, True), Column("Unterschied", 1.1, True)) if not ask.town else ()
    columns = (
        Column("Indikator", 5 if comment else 3),
        Column("Stand", 1.5),
        Column("Wert", 1.1, True),
        Column("Anzahl", 1.5, True),
    )
    return Tabular(
        (*columns, *town),
        tuple(_line(row, ask, comment) for row in rows),
        f"{title}: {ask.profile(tuple(row.indicator.id for row in rows)).name}",
        named(_source(ask, row) for row in rows),
    )


def _line(row: ProfileRow, ask: Ask, comment: bool) -> tuple[Entry, ...]:
    one, period = row.indicator, row.period.iso
    of = Of(one.id, ask.level, place_of(ask.keys), period)
    name = f"{one.short} ({one.unit})" if one.unit else one.short
    line = [
        Entry(f"{name}. {one.reading}" if comment else name),
        Entry(period_text(row.period)),
        Entry(row.cell.text if row.cell.value is not None else row.cell.full, row.cell.value, one.decimals, of),
        Entry(row.cell.counts, of=Of(*_place(of), "counts") if row.cell.counts else None),
    ]
    if not ask.town:
        line.append(value_entry(one, row.city, ask.city.top, period))
        line.append(Entry(row.difference, of=Of(*_place(of), "difference") if row.difference else None))
    return tuple(line)


def _place(of: Of) -> tuple[str, str, str, str]:
    return of.indicator, of.level, of.key, of.period


def _source(ask: Ask, row: ProfileRow) -> str:
    return source(ask.city, row.indicator, ask.level)


def _areas(form: Form, ask: Ask, ids: tuple[str, ...]) -> list[Block]:
    level = ask.level_of(form.level)
    there = tuple(one for one in ids if one in ask.known)
    tables: list[Block] = []
    for start in range(0, len(there), MOST_COLUMNS):
        table = look_table(ask.city, level.id, there[start : start + MOST_COLUMNS], ask.year, ask.vintage)
        if not table.columns:
            continue
        heads = [
            f"{i.short} ({i.unit}), {period_text(p)}" if i.unit else f"{i.short}, {period_text(p)}"
            for i, p in table.columns
        ]
        rows = [
            (Entry(name), *(value_entry(i, c, level.id, p.iso) for (i, p), c in zip(table.columns, cells, strict=True)))
            for _, name, cells in table.rows
        ]
        whole = [value_entry(i, c, ask.city.top, p.iso) for (i, p), c in zip(table.columns, table.city, strict=True)]
        total = level.id != ask.city.top
        rows += [(Entry(ask.city.head.name), *whole)] if total else []
        caption = f"{level.plural} im Vergleich"
        columns = (Column(level.name, 2), *(Column(head, 1.2, True) for head in heads))
        tables.append(Tabular(columns, tuple(rows), caption, named(table.sources), last_is_total=total))
    lost = [one for one in ids if one not in ask.known or level.id not in ask.city.levels_of(one)]
    return [*tables, *(without([title_of(ask, one) for one in lost], ask) if form.indicators else [])]
