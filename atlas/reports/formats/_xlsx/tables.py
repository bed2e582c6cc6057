"""Tables of a report as real tables of Excel: numbers are unrounded numbers that show what is printed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from atlas.charts.ranking import ordered
from atlas.colours import SOFT, class_colours, ink_on
from atlas.numbers import SIGNS, period_text
from atlas.numbers import text as print_number
from atlas.reports.document import Column, Entry, Picture, Spine, Tabular, Tiles, value_entry
from atlas.reports.formats._xlsx.page import NARROW, TEXT, WIDE, Page, clean, height, text
from atlas.view import Cell, View

NUMBER: Final = re.compile(r"(\(?)([−+]?)\d[\d.]*(,\d+)?(.*)", re.DOTALL)


@dataclass(frozen=True)
class Placed:
    """Where the body of a table lies, rows and columns counted from 0."""

    room: int  # below the caption
    head: int
    first: int
    next: int  # free row below


def table(page: Page, row: int, block: Tabular, colours: Mapping[int, str] | None = None, room: int = 0) -> Placed:
    """Caption, table, source; `colours`: row of the body -> ground of its last cell; `room`: rows below the caption."""
    free = text(page, row, f"{block.label}: {block.caption}" if block.label else block.caption, "caption")
    row = free + room
    heads = _heads(block.columns)
    for place, head in enumerate(heads):
        page.sheet.write_string(row, place, head, _head(page, block.columns[place]))
    page.sheet.set_row(row, max(height(head, WIDE if n == 0 else NARROW - 2) for n, head in enumerate(heads)))
    body = block.rows[:-1] if block.last_is_total else block.rows
    for number, line in enumerate(block.rows):
        whole = number >= len(body)
        for place, entry in enumerate(line):
            ground = (colours or {}).get(number, "") if place == len(line) - 1 else ""
            _write(page, row + 1 + number, place, entry, block.columns[place].right, whole, ground)
        if len(line[0].text) > WIDE:
            page.sheet.set_row(row + 1 + number, height(line[0].text, WIDE))
    if len(heads) > TEXT + 1:
        page.sheet.set_landscape()
    if body:
        columns = zip(heads, block.columns, strict=True)
        named = [{"header": head, "header_format": _head(page, column)} for head, column in columns]
        about = {"columns": named, "style": "Table Style Light 1", "title": clean(block.label or block.caption)[:250]}
        page.sheet.add_table(
            row, 0, row + len(body), len(heads) - 1, {**about, "description": clean(block.caption)[:250]}
        )
    below = row + 1 + len(block.rows)
    below = text(page, below, block.source, "soft") if block.source else below
    return Placed(free, row, row + 1, below + 1)


def _head(page: Page, column: Column) -> Any:
    return page.styles["head_right" if column.right else "head"]


def _heads(columns: Sequence[Column]) -> list[str]:
    """Heads of a table, which Excel wants to differ."""
    found: list[str] = []
    for number, column in enumerate(columns, 1):
        head = plain = clean(column.title)[:240] or f"Spalte {number}"
        turn = 1
        while head.lower() in (one.lower() for one in found):
            turn += 1
            head = f"{plain} ({turn})"
        found.append(head)
    return found


def _write(page: Page, row: int, place: int, entry: Entry, right: bool, whole: bool, ground: str) -> None:
    pattern = shown(entry)
    if pattern is not None:
        page.sheet.write_number(row, place, entry.value, _format(page, pattern, True, whole, False, ground, 0))
    elif entry.text:
        page.sheet.write_string(
            row, place, clean(entry.text), _format(page, "", right, whole, entry.soft, ground, place)
        )
    else:
        page.sheet.write_blank(row, place, None, _format(page, "", right, whole, False, ground, place))


def shown(entry: Entry) -> str | None:
    """The number format that shows an entry as it is printed, a sign too; None where there is no number behind.

    >>> shown(Entry("(1.234,5 % p)", 1234.46, 1)), shown(Entry("> 0", 0.03, 1))
    ('"("#,##0.0" % p)"', '"> 0"')
    """
    if entry.value is None:
        return None
    found = NUMBER.fullmatch(entry.text)
    if found is None:
        return _literal(entry.text)
    before, sign, decimals, after = found.groups()
    digits = "#,##0" + ("." + "0" * (len(decimals) - 1) if decimals else "")
    body = _literal(before) + digits + _literal(after)
    return f'"+"{body};−{body}' if sign == "+" else body


def _literal(said: str) -> str:
    return '"' + clean(said).replace('"', "") + '"' if said else ""


def _format(page: Page, pattern: str, right: bool, whole: bool, soft: bool, ground: str, place: int) -> Any:
    apart = not right and place > 0  # from numbers at its left
    made, key = page.styles["made"], (pattern, right, whole, soft, ground, apart)
    if key not in made:
        asked = {**page.styles["font"], "valign": "top", "bold": whole, "text_wrap": not right}
        asked |= {"num_format": pattern} if pattern else {}
        asked |= {"align": "right"} if right else {"align": "left", "indent": 1} if apart else {}
        asked |= {"font_color": SOFT} if soft else {}
        asked |= {"bg_color": ground, "font_color": ink_on(ground)} if ground else {}
        made[key] = page.book.add_format(asked)
    return made[key]


# --- what other blocks say, as tables -----------------------------------------------------------------------------


def of_tiles(block: Tiles, town: bool) -> Tabular:
    """The numbers at a glance, beside the town's."""
    rows = [
        (
            Entry(one.indicator.short),
            Entry(period_text(one.period)),
            _entry(one.cell, one.indicator.decimals),
            *(() if town else (_entry(one.city, one.indicator.decimals),)),
        )
        for one in block.rows
    ]
    beside = () if town else (Column(block.rows[0].city.name if block.rows else "Stadt", 1, True),)
    return Tabular(
        (Column("Indikator"), Column("Zeitbezug"), Column("Wert", 1, True), *beside), tuple(rows), "Auf einen Blick"
    )


def of_spine(block: Spine) -> Tabular:
    """Where the area lies: its value and the town's, then the spread."""
    heads = ("Wert", "Stadt", "niedrigster Wert", "unteres Viertel", "Mitte", "oberes Viertel", "höchster Wert")
    columns = (Column("Indikator"), Column("Zeitbezug"), *(Column(head, 1, True) for head in heads))
    rows = []
    for one in block.rows:
        indicator = one.row.indicator
        unit, decimals = indicator.unit, indicator.decimals
        spread = [Entry("")] * 5
        if one.lowest and one.highest and one.quartiles:
            middle = (Entry(print_number(q, decimals, unit), q, decimals) for q in one.quartiles)
            spread = [_entry(one.lowest, decimals), *middle, _entry(one.highest, decimals)]
        named = (Entry(indicator.short), Entry(period_text(one.row.period)))
        rows.append((*named, _entry(one.row.cell, decimals), _entry(one.row.city, decimals), *spread))
    return Tabular((*columns, Column("Gebiete", 1, True)), _counted(rows, block), block.caption, label=block.label)


def _counted(rows: list[tuple[Entry, ...]], block: Spine) -> tuple[tuple[Entry, ...], ...]:
    return tuple((*row, Entry(str(one.of), one.of)) for row, one in zip(rows, block.rows, strict=True))


def _entry(cell: Cell, decimals: int) -> Entry:
    return Entry(cell.full, cell.value, decimals, soft=cell.value is None)


def of_areas(picture: Picture, highest_first: bool) -> tuple[Tabular, dict[int, str]]:
    """The areas of a map or a ranking: value, counts, class; and the colours of the classes by row."""
    view = picture.view
    known = ordered(view)
    cells = [*known, *(one for one in view.cells if one.value is None)] if highest_first else list(view.cells)
    classes = {} if highest_first else _classes(view)
    fills = (
        class_colours(view.legend.kind, view.legend.bins, view.legend.lowest) if view.legend.kind != "circle" else []
    )
    unit = f" ({view.indicator.unit})" if view.indicator.unit else ""
    columns = [Column(view.level.name, 2), Column(f"Wert{unit}", 1, True), Column("Anzahl", 1, True)]
    columns += [] if highest_first else [Column("Klasse")]
    rows = []
    for cell in cells:
        line = [Entry(cell.name), value_entry(view.indicator, cell, view.level.id, view.period.iso), Entry(cell.counts)]
        label = classes.get(cell.key, ("", -1))[0] or ("" if cell.value is not None else SIGNS[cell.status].word)
        rows.append((*line, *([] if highest_first else [Entry(label)])))
    whole = value_entry(view.indicator, view.city, "", view.period.iso)
    town = (Entry(view.city.name), whole, Entry(view.city.counts), *([] if highest_first else [Entry("")]))
    alone = any(cell.key == view.city.key for cell in cells)  # the level is the town
    lines = tuple(rows) if alone else (*rows, town)
    grounds = {n: fills[classes[c.key][1]] for n, c in enumerate(cells) if c.key in classes and fills}
    made = Tabular(tuple(columns), lines, picture.caption, view.source, picture.label, not alone)
    return made, grounds


def _classes(view: View) -> dict[str, tuple[str, int]]:
    """Key -> label and number of the class that a map gives the area."""
    if view.legend.labelled:
        return {}
    count = len(view.legend.classes)
    places = ((cell.key, int(own)) for cell, own in zip(view.cells, view.classes, strict=True))
    return {key: (view.legend.classes[own].label, own) for key, own in places if 0 <= own < count}
