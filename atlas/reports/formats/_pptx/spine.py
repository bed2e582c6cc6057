"""Numbers at a glance, and where an area lies among all of its level: native shapes upon a native table."""

from typing import Final

from atlas.charts._frame import Box
from atlas.charts.spine import HALF, SPAN, places, summary
from atlas.colours import ACCENT, PAPER
from atlas.numbers import period_text
from atlas.reports.document import Column, Entry, Spine
from atlas.reports.formats._pptx import table
from atlas.reports.formats._pptx.shapes import Canvas, stroke
from atlas.reports.formats._pptx.text import QUIET, body, largest, paragraph, run, solid
from atlas.reports.formats._pptx.text import tall as measured
from atlas.view import ProfileRow, SpineRow

ROW: Final = 27.0  # pt
TILE: Final = 176.0  # highest
GAP: Final = 20.0
SHARES: Final = (2.5, 1.15, 1.1, 1.15, 1.1, 2.2, 1.1)


def spine_rows(spine: Spine, height: float) -> list[tuple[SpineRow, ...]]:
    """The lines slide by slide, about as many on each."""
    most = max(int((height - 70) / ROW), 1)
    count = max(-(-len(spine.rows) // most), 1)
    size = max(-(-len(spine.rows) // count), 1)
    return [spine.rows[n : n + size] for n in range(0, len(spine.rows), size)]


def draw_spine(canvas: Canvas, rows: tuple[SpineRow, ...], box: Box, name: str, alt: str) -> float:
    """Gives its height: the table with the numbers, the line of each row upon its sixth column, the key below."""
    town = rows[0].row.city.name if rows else ""
    area = rows[0].row.cell.name if rows else ""
    heads = ("Indikator", "Stand", "Wert", town, "niedrigster", "Lage unter allen", "höchster")
    columns = tuple(Column(t, s, t in ("Wert", town, "niedrigster")) for t, s in zip(heads, SHARES, strict=True))
    widths = tuple(box.width * share / sum(SHARES) for share in SHARES)
    said = tuple(_entries(one) for one in rows)
    size = table.size_of(columns, said, widths)
    heights = tuple(max(ROW, table.row_height(row, widths, size)) for row in said)
    sheet = table.Sheet(columns, said, size, widths, False, heights)
    tall = table.draw(canvas, sheet, box, name, alt)
    y = box.y + tall - sum(heights)
    left = box.x + sum(widths[:5]) + 12
    for one, high in zip(rows, heights, strict=True):
        canvas.add(_line(canvas, one, Box(left, y, widths[5] - 24, high)))
        y += high
    key = "Band: alle Gebiete mit Wert; dunkler: die mittlere Hälfte, heller Strich darin: der Median; "
    key += f"Strich: {town}; Punkt: {area}. Jede Zeile hat ihre eigene Skala; die Lage ist keine Wertung."
    high = measured(key, 11, box.width) + 2
    canvas.add(canvas.shape("Lesehilfe", Box(box.x, y + 8, box.width, high), body(paragraph(run(key, 11, ink=QUIET)))))
    return y + 8 + high - box.y


def _entries(one: SpineRow) -> table.Row:
    row = one.row
    unit = f" ({row.indicator.unit})" if row.indicator.unit else ""
    return (
        Entry(f"{row.indicator.short}{unit}"),
        Entry(period_text(row.period), soft=True),
        Entry(row.cell.full),
        Entry(row.city.full),
        Entry(one.lowest.full if one.lowest else "", soft=True),
        Entry("" if one.lowest else "zu wenige Gebiete mit Wert", soft=True),
        Entry(one.highest.full if one.highest else "", soft=True),
    )


def _line(canvas: Canvas, one: SpineRow, box: Box) -> str:
    at = places(one)
    if not at:
        return ""
    middle = box.y + box.height / 2

    def x(name: str) -> float:
        return box.x + at[name] * box.width

    def bar(name: str, left: float, wide: float, high: float, ink: str, form: str = "rect") -> str:
        place = Box(left, middle - high / 2, wide, high)
        edge = stroke(PAPER, 1.2) if form == "ellipse" else ""
        return canvas.shape(name, place, "", solid(ink), edge, form=form)

    parts = [bar("alle Gebiete", box.x, box.width, 9, SPAN)]
    parts.append(bar("mittlere Hälfte", x("low"), max(x("high") - x("low"), 1.0), 9, HALF))
    parts.append(bar("Median", x("middle") - 0.6, 1.2, 9, PAPER))
    if "city" in at:
        parts.append(bar("Stadt", x("city") - 1, 2, 17, "tx1"))
    if "area" in at:
        parts.append(bar("Gebiet", x("area") - 5.5, 11, 11, ACCENT, "ellipse"))
    return canvas.group(f"Einordnung {one.row.indicator.short}", box, parts, alt=summary(one))


def draw_tiles(canvas: Canvas, rows: tuple[ProfileRow, ...], box: Box) -> None:
    """Up to four beside each other: the number large, what it is above, the town's below."""
    across = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}.get(len(rows), 4)
    down = -(-len(rows) // across)
    wide = (box.width - GAP * (across - 1)) / across
    high = min((box.height - GAP * (down - 1)) / down, TILE)
    for place, row in enumerate(rows):
        x = box.x + (place % across) * (wide + GAP)
        y = box.y + (place // across) * (high + GAP)
        line = Box(x, y, wide, 2.25)
        canvas.add(canvas.shape("Linie", line, "", solid("accent1"), decorative=True))
        inside = Box(x, y + 8, wide, high - 8)
        canvas.add(canvas.shape(f"Kachel {row.indicator.short}", inside, _tile(row, wide, inside.height)))


def _tile(row: ProfileRow, wide: float, high: float) -> str:
    head = largest(row.indicator.short, wide, 34, (16, 15, 14, 13, 12, 11))
    number = largest(row.cell.full, wide, high * 0.34, (40, 36, 32, 28, 24, 20, 16, 13))
    said = [paragraph(run(row.indicator.short, head)), paragraph(run(row.cell.full, number, bold=True), before=2)]
    if row.city.key != row.cell.key:
        said.append(paragraph(run(f"{row.city.name}: {row.city.full}", 14), before=2))
    below = "; ".join(part for part in (period_text(row.period), row.cell.counts) if part)
    return body(*said, paragraph(run(below, 12, ink=QUIET), before=2))
