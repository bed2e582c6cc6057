"""Tables of a Word paper: heads that repeat, rows that are not split; numbers, tiles and the lines of a spine."""

from collections.abc import Sequence
from typing import Final

from atlas.charts._svg import width_of
from atlas.colours import SOFT
from atlas.numbers import NBSP, period_text
from atlas.reports.document import Column, Entry, Spine, Tabular, Tiles
from atlas.reports.formats._docx.marks import paragraph, run, w
from atlas.reports.formats._docx.master import Sheet
from atlas.reports.formats._docx.pictures import line
from atlas.view import ProfileRow

FAINT: Final = w("color", val=SOFT[1:])
NARROW: Final = 7  # from so many columns on the type is smaller
CLOSE: Final = 5  # from so many on that of the heads
HEAD_PT: Final = 9.4  # what the heads take in estimates: office type is wider than ours
MARGINS: Final = 150  # of a cell, left and right, and a little
HEAD: Final = w("sz", val=16) + w("szCs", val=16)
SMALL: Final = w("sz", val=15) + w("szCs", val=15)
UNIT: Final = w("b", val=0) + FAINT + w("sz", val=22) + w("szCs", val=22)
A_ROW: Final = 4  # tiles beside each other


def table(sheet: Sheet, block: Tabular) -> str:
    """A table of the document; its caption and source stand around it."""
    marks = SMALL if len(block.columns) >= NARROW else ""
    widths = fitted(shared(sheet.width, [column.share for column in block.columns]), block.columns)
    lines = [_head(sheet, block.columns, widths, marks)]
    for number, entries in enumerate(block.rows, 1):
        last = number == len(block.rows)  # it stays with the source below
        total = block.last_is_total and last
        cells = [
            cell(wide, _entry(sheet, entry, column, marks, last))
            for entry, column, wide in zip(entries, block.columns, widths, strict=True)
        ]
        lines.append(row(cells, total=total))
    return grid(sheet, "Atlas Tabelle", widths, lines, block.caption, last=block.last_is_total)


def _head(sheet: Sheet, columns: Sequence[Column], widths: list[int], marks: str = "") -> str:
    marks = marks or (HEAD if len(columns) >= CLOSE else "")
    cells = [
        cell(
            wide,
            paragraph(sheet.style("Atlas Zelle"), run(column.title, marks), more=w("keepNext") + _side(column.right)),
        )
        for column, wide in zip(columns, widths, strict=True)
    ]
    return row(cells, head=True)


def _entry(sheet: Sheet, entry: Entry, column: Column, marks: str = "", kept: bool = False) -> str:
    marks = (FAINT if entry.soft else "") + marks
    more = (w("keepNext") if kept else "") + _side(column.right)
    return paragraph(sheet.style("Atlas Zelle"), run(entry.text, marks), more=more)


def _side(right: bool) -> str:
    return w("jc", val="right") if right else ""


# --- tiles and spines ---------------------------------------------------------------------------------------------


def tiles(sheet: Sheet, block: Tiles, town: bool) -> str:
    """A few numbers, large; `town`: the paper is about the whole town, which is not held against itself."""
    across = min(A_ROW, len(block.rows)) if len(block.rows) not in (5, 6) else 3
    widths = shared(sheet.width, [1.0] * across)
    lines = []
    for start in range(0, len(block.rows), across):
        found = [_tile(sheet, one, town) for one in block.rows[start : start + across]]
        found += [paragraph(sheet.style("Atlas Zelle"))] * (across - len(found))
        lines.append(row([cell(wide, said) for wide, said in zip(widths, found, strict=True)]))
    return grid(sheet, "Atlas Kacheln", widths, lines, "Auf einen Blick", first=False)


def _tile(sheet: Sheet, one: ProfileRow, town: bool) -> str:
    small, known = sheet.style("Atlas Zelle"), one.cell.value is not None
    number, space, unit = one.cell.full.partition(NBSP)
    value = run(number) + run(space + unit, UNIT) if known else run(one.cell.full, UNIT)
    beside = [] if town else [f"{one.city.name}: {one.city.full}"]
    return "".join(
        (
            paragraph(small, run(one.indicator.short), more=w("keepNext")),
            paragraph(sheet.style("Atlas Kennzahl"), value, more=w("keepNext")),
            *(paragraph(small, run(said, FAINT + SMALL)) for said in (*beside, period_text(one.period))),
        )
    )


SPINE: Final = (Column("Indikator", 2.6), Column("Wert", 1.1, True), Column("Stadt", 1.1, True), Column("", 2.6))


def spine(sheet: Sheet, block: Spine) -> str:
    """A line an indicator, with its picture."""
    widths = shared(sheet.width, [column.share for column in SPINE])
    lines = [_head(sheet, SPINE, widths)]
    for one in block.rows:
        known = one.row.cell.value is not None
        small, period = sheet.style("Atlas Zelle"), run(f", {period_text(one.row.period)}", FAINT + SMALL)
        said = (
            paragraph(small, run(one.row.indicator.short), period),
            _entry(sheet, Entry(one.row.cell.full, soft=not known), SPINE[1]),
            _entry(sheet, Entry(one.row.city.full, soft=one.row.city.value is None), SPINE[2]),
            paragraph(small, line(sheet, one, widths[-1] - 320), more=w("jc", val="center")),
        )
        lines.append(row([cell(wide, part, middle=True) for wide, part in zip(widths, said, strict=True)]))
    return grid(sheet, "Atlas Tabelle", widths, lines, block.alt)


def reading(block: Spine) -> str:
    """How the lines are read."""
    marks = "".join(f"; Strich: {one.row.city.name}; Punkt: {one.row.cell.name}" for one in block.rows[:1])
    return (
        "Jede Linie reicht vom niedrigsten zum höchsten Wert aller Gebiete; dunkler: die mittlere Hälfte, darin weiß "
        f"die Mitte{marks}. Die Lage ist keine Wertung."
    )


# --- grids --------------------------------------------------------------------------------------------------------


def shared(width: int, shares: list[float]) -> list[int]:
    """Widths of columns that make up the whole."""
    ends = [round(width * sum(shares[: n + 1]) / sum(shares)) for n in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def fitted(widths: list[int], columns: Sequence[Column]) -> list[int]:
    """Widths at which no word of a head is cut, taken from the columns that have room; as they are where none has."""
    longest = [max((width_of(word, HEAD_PT, bold=True) for word in one.title.split()), default=0.0) for one in columns]
    asked = [round(20 * wide) + MARGINS for wide in longest]
    short = [max(want - wide, 0) for want, wide in zip(asked, widths, strict=True)]
    spare = [max(wide - max(want, round(0.7 * wide)), 0) for want, wide in zip(asked, widths, strict=True)]
    if not sum(short) or sum(short) > sum(spare):
        return widths
    part = sum(short) / sum(spare)
    ends = [sum(widths[: n + 1]) + sum(short[: n + 1]) - round(part * sum(spare[: n + 1])) for n in range(len(widths))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def cell(wide: int, content: str, middle: bool = False) -> str:
    """A cell with its paragraphs."""
    return w("tc", w("tcPr", w("tcW", w=wide, type="dxa"), w("vAlign", val="center") if middle else ""), content)


def row(cells: list[str], head: bool = False, total: bool = False) -> str:
    """A row that is never split; a head repeats on every page."""
    shown = w("cnfStyle", val="100000000000", firstRow=1) if head else ""
    shown = w("cnfStyle", val="010000000000", lastRow=1) if total else shown
    return w("tr", w("trPr", shown, w("cantSplit"), w("tblHeader") if head else ""), *cells)


def grid(
    sheet: Sheet, style: str, widths: list[int], lines: list[str], alt: str, first: bool = True, last: bool = False
) -> str:
    """A table of fixed columns, as wide as the text."""
    look = {"firstRow": int(first), "lastRow": int(last), "firstColumn": int(first), "lastColumn": 0}
    about = w(
        "tblPr",
        w("tblStyle", val=sheet.style(style)),
        w("tblW", w=sum(widths), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val=f"{0x0600 | 0x20 * first | 0x40 * last | 0x80 * first:04X}", **look, noHBand=1, noVBand=1),
        w("tblCaption", val=alt[:250]),
    )
    return w("tbl", about, w("tblGrid", *(w("gridCol", w=wide) for wide in widths)), *lines)
