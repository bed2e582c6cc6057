"""Where the tables lie among the rows of a sheet or a file: below a line, until a line, or block under block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.deliveries.rules import Layout
from indicators.errors import Fault, FaultyInput
from indicators.loaders._header import Header, join_header

Row = Sequence[str | float]
Merged = tuple[int, int, int, int]  # first row, first column, last row, last column: cells shown as one


@dataclass(frozen=True)
class Piece:
    """One table among the rows; rows are counted from 0."""

    header: Header
    first: int  # its first data row
    end: int  # behind its last data row
    below: int  # rows under read.stop, not read
    named: dict[str, str]  # what the row above the block says: column -> text, the same for all its rows


def pieces(rows: Sequence[Row], layout: Layout, place: str, merged: Sequence[Merged] = ()) -> Iterator[Piece]:
    """The tables that the layout finds. FaultyInput where a line is not there, or a header is empty."""
    begin = _begin(rows, layout, place)
    if not layout.block:
        top = begin + layout.skip_rows
        yield _piece(_header(rows, top, layout, place, merged), top + layout.header_rows, len(rows), {}, rows, layout)
        return
    pattern = re.compile(layout.block)
    found = [(at, match) for at in range(begin, len(rows)) if (match := pattern.search(_lead(rows[at])))]
    if not found:
        sentence = f"Keine Zeile passt auf read.block „{layout.block}“; so beginnt aber jeder Block."
        raise FaultyInput([Fault(place, sentence)])
    once = layout.block_header == "once"
    header: Header = ()
    if once:
        top = begin + layout.skip_rows
        header = _header(rows, top, layout, place, merged)
        if any(_lead(row) for row in rows[top + layout.header_rows : found[0][0]]):
            yield _piece(
                header, top + layout.header_rows, found[0][0], dict.fromkeys(pattern.groupindex, ""), rows, layout
            )
    ends = [at for at, _ in found[1:]] + [len(rows)]
    for (at, match), end in zip(found, ends, strict=True):
        first = at + 1
        if not once:
            header = _header(rows[:end], first + layout.skip_rows, layout, place, merged)
            first += layout.skip_rows + layout.header_rows
        named = {name: " ".join((text or "").split()) for name, text in match.groupdict().items()}
        yield _piece(header, first, end, named, rows, layout)


def _begin(rows: Sequence[Row], layout: Layout, place: str) -> int:
    """The row in which the header is looked for; without start and after the first."""
    for name, pattern in (("start", layout.start), ("after", layout.after)):
        if pattern:
            at = next((at for at, row in enumerate(rows) if re.search(pattern, _lead(row))), None)
            if at is None:
                sentence = f"Keine Zeile passt auf read.{name} „{pattern}“; prüfen Sie das Muster oder die Datei."
                raise FaultyInput([Fault(place, sentence)])
            return at + (name == "after")
    return 0


def _lead(row: Row) -> str:
    """The first filled field of a row; "" for a blank row."""
    return next((_text(cell) for cell in row if cell != ""), "")


def _text(cell: str | float) -> str:
    return cell if isinstance(cell, str) else f"{cell:.15g}"


def _header(rows: Sequence[Row], top: int, layout: Layout, place: str, merged: Sequence[Merged]) -> Header:
    """Column names out of the header's rows, in which a cell shown over several columns names them all."""
    lines = [[_text(cell) for cell in row] for row in rows[top : top + layout.header_rows]]
    width = max(map(len, lines), default=0)
    lines = [line + [""] * (width - len(line)) for line in lines]
    if len(lines) < layout.header_rows or not any(map(any, lines)):
        sentence = f"Die Kopfzeile (Zeile {top + 1}) ist leer; prüfen Sie sheet, skip_rows und header_rows."
        raise FaultyInput([Fault(place, sentence)])
    for upper, left, _, right in merged:
        if top <= upper < top + len(lines):
            line = lines[upper - top]
            line[left : right + 1] = [line[left]] * len(line[left : right + 1])
    if layout.fill_header:
        for upper, line in enumerate(lines[:-1]):
            for at in range(1, width):
                if not line[at] and _below(lines, upper, at) and not _rooted(lines, upper, at):
                    line[at] = line[at - 1]
    return join_header(lines)


def _below(lines: list[list[str]], upper: int, at: int) -> bool:
    """Whether a lower header row says something in this column."""
    return any(line[at] for line in lines[upper + 1 :])


def _rooted(lines: list[list[str]], upper: int, at: int) -> bool:
    """Whether a higher header row begins something new in this column, so that nothing from the left goes on."""
    return any(line[at] and line[at] != line[at - 1] for line in lines[:upper])


def _piece(header: Header, first: int, end: int, named: dict[str, str], rows: Sequence[Row], layout: Layout) -> Piece:
    stop = end
    if layout.stop:
        pattern = re.compile(layout.stop)
        found = (at for at in range(first, end) if rows[at] and pattern.match(_text(rows[at][0])))
        stop = next(found, end)
    return Piece(header, first, stop, end - stop, named)
