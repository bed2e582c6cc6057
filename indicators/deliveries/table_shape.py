"""Where the table lies among the rows of a sheet: the lines above, the header's rows, and what stands below."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indicators.deliveries.figures import BLANKS
from indicators.deliveries.first_rows import Cell, Merged, Sheet

MOST_HEADS: Final = 4  # rows of a header
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_FIGURE: Final = re.compile(rf"\(?[+-]?(?:\d[\d.,'{BLANKS}]*|[.,]\d+)\s*[%prse*¹²³]?\)?")
_NOTE: Final = (  # how the lines below a table begin, and the pattern that finds them next time
    (re.compile(r"quellen?\b", re.I), "[Qq]uellen?"),
    (re.compile(r"anmerkung", re.I), "[Aa]nmerkung"),
    (re.compile(r"hinweise?\b", re.I), "[Hh]inweis"),
    (re.compile(r"erläuterung|zeichenerklärung", re.I), "(?:[Ee]rläuterung|[Zz]eichenerklärung)"),
    (re.compile(r"\d\)"), r"\d\)"),
    (re.compile(r"\*"), r"\*"),
    (re.compile(r"©|\(c\)", re.I), r"(?:©|\([cC]\))"),
    (re.compile(r"(?:daten)?stand\b", re.I), "(?:[Dd]aten)?[Ss]tand"),
    (re.compile(r"_{3,}|-{3,}"), r"(?:_{3,}|-{3,})"),
)


@dataclass(frozen=True)
class Shape:
    """One table of a sheet; rows are counted from 0."""

    top: int  # its first header row
    heads: int  # header rows
    header: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]  # its rows as far as they were looked at, each as wide as the header
    above: tuple[str, ...]  # the texts of the lines above
    notes: tuple[str, ...]  # the lines below
    stop: str  # pattern of the first of them; "" where the table ends with the file
    fill: bool  # an upper header row holds good to the right


def text_of(cell: Cell) -> str:
    """A cell as text; 3.0 of a workbook reads "3"."""
    return cell if isinstance(cell, str) else f"{cell:.15g}"


def is_figure(text: str) -> bool:
    """Whether the text looks like a number, perhaps with a mark behind it.

    >>> is_figure("1.234,5"), is_figure("(12)"), is_figure("12 %"), is_figure("Nord 12")
    (True, True, True, False)
    """
    return bool(_FIGURE.fullmatch(text))


def is_year(text: str) -> bool:
    """Whether the text is a bare year of our time."""
    return bool(_YEAR.fullmatch(text))


def shape_of(sheet: Sheet, text: bool) -> Shape | None:
    """The table of a sheet; None where no row looks like data below a header. `text`: lines of a CSV file."""
    rows = [[text_of(cell) for cell in row] for row in sheet.rows]
    first = _first_data(rows)
    if first is None:
        return None
    top = _top(rows, first, sheet.merged)
    heads = first - top
    width = len(rows[top]) if text else max(len(row) for row in rows[top : first + 1])
    fill = heads > 1 and not sheet.merged
    header = _header(rows[top:first], width, sheet.merged, top, fill)
    while (
        header and not header[-1] and not any(row[len(header) - 1 : len(header)] != [""] for row in rows[first:][:50])
    ):
        if text:
            break
        header = header[:-1]
    below = rows[first:]
    cut = _end(below, len(header))
    notes = [" ".join(filter(None, row)) for row in below[cut:] if any(row)]
    rest = [[text_of(cell) for cell in row] for row in (*sheet.further, *sheet.last)]
    if cut == len(below) and sheet.last:
        last = [[text_of(cell) for cell in row] for row in sheet.last]
        end = _end(last, len(header))
        notes = [" ".join(filter(None, row)) for row in last[end:] if any(row)]
        rest = [[text_of(cell) for cell in row] for row in sheet.further] + last[:end]
        lead = last[end][0] if end < len(last) else ""
    else:
        lead = below[cut][0] if cut < len(below) and below[cut] else ""
    size = len(header)
    kept = [row for row in below[:cut] if any(row)] + [row for row in rest if len(row) == size and any(row)]
    body = [tuple([*row, *[""] * size][:size]) for row in kept]
    above = tuple(" ".join(filter(None, row)) for row in rows[:top] if any(row))
    stop = _stop(lead, [row[0] for row in body]) if notes else ""
    return Shape(top, heads, tuple(header), tuple(body), above, tuple(notes), stop, fill)


def _first_data(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row of the data: where numbers, other than years, begin to stand under each other."""
    counts = Counter(at for row in rows for at, cell in enumerate(row) if is_figure(cell))
    if not counts:
        return None
    often = max(counts.values())
    columns = [at for at, number in counts.items() if number >= max(often / 2, 1)]
    for at, row in enumerate(rows):
        if sum(map(bool, row)) < 2:
            continue
        figures = [row[c] for c in columns if c < len(row) and is_figure(row[c])]
        if not figures or len(figures) < len([c for c in columns if c < len(row) and row[c]]) / 2:
            continue
        words = [cell for cell in row if cell and not is_figure(cell)]
        if all(map(is_year, figures)) and len(figures) > 1 and words and at < len(rows) - 1:
            continue  # years as heads of columns
        return at if at else None
    return None


def _top(rows: Sequence[Sequence[str]], first: int, merged: Sequence[Merged]) -> int:
    """The first header row: rows of several texts directly above the data, and texts over several columns."""
    top = first
    while top > 0 and first - top < MOST_HEADS:
        row = rows[top - 1]
        filled = [at for at, cell in enumerate(row) if cell]
        spread = any(upper == top - 1 and left > 0 and right > left for upper, left, _, right in merged)
        width = len(rows[first])
        if len(filled) >= 2 and (len(row) >= width / 2 or top == first):
            if first - top >= 1 and len(filled) == 2 and width > 4 and filled == [0, 1] and not spread:
                break  # "Stand" | "31.12.2024" above a wide table
        elif not (len(filled) == 1 and (spread or (filled[0] > 0 and first - top >= 1))):
            break
        top -= 1
    return top if top < first else max(first - 1, 0)


def _header(rows: Sequence[Sequence[str]], width: int, merged: Sequence[Merged], top: int, fill: bool) -> list[str]:
    """The names of the columns, as the loaders will make them of these rows."""
    from indicators.deliveries.rules import Layout
    from indicators.loaders._pieces import pieces

    layout = Layout(header_rows=len(rows), fill_header=fill)
    moved = [(a - top, left, b - top, right) for a, left, b, right in merged if a >= top]
    lines = [[*row, *[""] * (width - len(row))] for row in rows]
    return list(next(pieces(lines, layout, "", moved)).header)


def _end(rows: Sequence[Sequence[str]], width: int) -> int:
    """Behind the last row of the table: below it stand only lines of one or two texts, without figures."""
    end = len(rows)
    while end:
        row = rows[end - 1]
        filled = [cell for cell in row if cell]
        table = len(filled) > 1 and (len(filled) >= 3 or width <= 3) and any(is_figure(c) for c in filled[1:])
        if table or (len(filled) > 1 and len(row) == width and any(is_figure(cell) for cell in row[1:])):
            break
        if len(filled) > max(2, width // 2) and len(row) == width:
            break
        end -= 1
    while end < len(rows) and not any(rows[end]):
        end += 1
    return end


def _stop(lead: str, firsts: Sequence[str]) -> str:
    """A pattern that finds the line below the table, and no row of the table."""
    if not lead:
        return ""
    known = next((pattern for shape, pattern in _NOTE if shape.match(lead)), "")
    words = re.match(r"[^\d,;.:]{3,30}", lead)
    for pattern in (known, re.escape(words[0].strip()) if words else "", re.escape(lead[:40])):
        if pattern and not any(re.match(pattern, text) for text in firsts):
            return f"^{pattern}"
    return ""
