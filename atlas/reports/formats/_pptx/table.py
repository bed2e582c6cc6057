"""Tables as native tables: as many rows as a slide holds, heads repeated on the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from atlas.charts._frame import Box
from atlas.reports.document import Column, Entry, Tabular
from atlas.reports.formats._pptx.shapes import NOTHING, Canvas
from atlas.reports.formats._pptx.text import (
    HAIR,
    INK,
    LINE,
    QUIET,
    body,
    broken,
    emu,
    lines,
    paragraph,
    run,
    solid,
    whole,
)

PAD: Final = (5.0, 3.5)  # pt within a cell: at the sides, above and below
SIZES: Final = (12.0, 11.0, 10.0, 9.0)
BOLD: Final = 1.12  # wider than plain type
PLAIN: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # Office's name for a table without a style
Row = Sequence[Entry]


@dataclass(frozen=True)
class Sheet:
    """What of a table stands on one slide."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: float
    widths: tuple[float, ...]
    total: bool  # the last row is the whole town
    heights: tuple[float, ...] = ()  # of the rows; given where something is drawn upon them


def sheets(table: Tabular, width: float, height: float) -> Iterator[Sheet]:
    """The table over as many slides as it needs; a row that no slide holds goes on in the next row."""
    widths = _widths(table.columns, width)
    size = size_of(table.columns, table.rows, widths)
    head = row_height([Entry(one.title) for one in table.columns], widths, size * BOLD)
    room = max(height - head, 3 * size)
    rows = [part for row in table.rows for part in _parts(row, widths, size, room)]
    heights = [row_height(row, widths, size) for row in rows]
    ends = _ends(heights, room)
    about = sum(heights) / len(ends) + max(heights, default=0.0)
    even = _ends(heights, min(about, room))
    ends = even if len(even) == len(ends) else ends
    for start, end in pairwise((0, *ends)):
        last = table.last_is_total and end == len(rows)
        yield Sheet(table.columns, tuple(rows[start:end]), size, widths, last)


def _ends(heights: Sequence[float], room: float) -> list[int]:
    """Behind which rows a slide ends; at least one slide."""
    found: list[int] = []
    used = 0.0
    for place, high in enumerate(heights):
        if used and used + high > room:
            found.append(place)
            used = 0.0
        used += high
    return [*found, len(heights)]


def _widths(columns: Sequence[Column], width: float) -> tuple[float, ...]:
    whole = sum(one.share for one in columns) or 1.0
    wide = min(width, 140 * whole)  # a table of two columns needs no whole slide
    return tuple(wide * one.share / whole for one in columns)


def size_of(columns: Sequence[Column], rows: Sequence[Row], widths: Sequence[float]) -> float:
    """The largest type in which no word is cut; the smallest where each cuts one."""
    for size in SIZES:
        room = [wide - 2 * PAD[0] for wide in widths]
        heads = all(whole(one.title, size * BOLD, wide) for one, wide in zip(columns, room, strict=True))
        if heads and all(whole(e.text, size, wide) for row in rows for e, wide in zip(row, room, strict=True)):
            return size
    return SIZES[-1]


def row_height(row: Row, widths: Sequence[float], size: float) -> float:
    """How high a row stands."""
    most = max((lines(entry.text, size, wide - 2 * PAD[0]) for entry, wide in zip(row, widths, strict=True)), default=1)
    return most * size * LINE + 2 * PAD[1]


def _parts(row: Row, widths: Sequence[float], size: float, room: float) -> Iterator[Row]:
    most = max(int((room - 2 * PAD[1]) / (size * LINE)), 1)
    cells = [broken(entry.text, size, wide - 2 * PAD[0]) for entry, wide in zip(row, widths, strict=True)]
    if all(len(cell) <= most for cell in cells):
        yield row
        return
    for start in range(0, max(len(cell) for cell in cells), most):
        yield [
            Entry(" ".join(cell[start : start + most]), entry.value, entry.decimals, entry.of, entry.soft)
            for entry, cell in zip(row, cells, strict=True)
        ]


def _heights(sheet: Sheet) -> tuple[float, ...]:
    """Of the head and the rows."""
    head = row_height([Entry(one.title) for one in sheet.columns], sheet.widths, sheet.size * BOLD)
    return head, *(sheet.heights or (row_height(row, sheet.widths, sheet.size) for row in sheet.rows))


def height_of(sheet: Sheet) -> float:
    """How high a table stands on its slide."""
    return sum(_heights(sheet))


def draw(canvas: Canvas, sheet: Sheet, box: Box, name: str, alt: str) -> float:
    """The native table at the top of the box; gives its height."""
    heads = [Entry(one.title) for one in sheet.columns]
    head, *heights = _heights(sheet)
    grid = "".join(f'<a:gridCol w="{emu(wide)}"/>' for wide in sheet.widths)
    said = [_row(sheet, heads, head, "head")]
    for place, (row, high) in enumerate(zip(sheet.rows, heights, strict=True)):
        said.append(_row(sheet, row, high, "total" if sheet.total and place == len(sheet.rows) - 1 else ""))
    looks = f'<a:tblPr firstRow="1"{" lastRow=" + chr(34) + "1" + chr(34) if sheet.total else ""}>'
    whole = f"<a:tbl>{looks}<a:tableStyleId>{PLAIN}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>"
    tall = head + sum(heights)
    place_of = Box(box.x, box.y, sum(sheet.widths), tall)
    canvas.add(canvas.graphic(name, alt, place_of, "table", f"{whole}{''.join(said)}</a:tbl>"))
    return tall


def _row(sheet: Sheet, row: Row, high: float, kind: str) -> str:
    cells = "".join(_cell(entry, column, sheet.size, kind) for entry, column in zip(row, sheet.columns, strict=True))
    return f'<a:tr h="{emu(high)}">{cells}</a:tr>'


def _cell(entry: Entry, column: Column, size: float, kind: str) -> str:
    ink = QUIET if entry.soft and not kind else INK
    said = (
        run(entry.text, size, bool(kind), ink)
        if entry.text
        else f'<a:endParaRPr lang="de-DE" sz="{round(size * 100)}"/>'
    )
    text = body(paragraph(said, align="r" if column.right else "l"), tag="a:txBody")
    line = _edge("B", "accent1", 1.5) if kind == "head" else _edge("B", HAIR, 0.75)
    above = _edge("T", INK, 1.0) if kind == "total" else ""
    sides = f'marL="{emu(PAD[0])}" marR="{emu(PAD[0])}" marT="{emu(PAD[1])}" marB="{emu(PAD[1])}"'
    anchor = "b" if kind == "head" else "ctr"
    return f'<a:tc>{text}<a:tcPr {sides} anchor="{anchor}">{above}{line}{NOTHING}</a:tcPr></a:tc>'


def _edge(side: str, ink: str, width: float) -> str:
    return f'<a:ln{side} w="{emu(width)}">{solid(ink)}</a:ln{side}>'
