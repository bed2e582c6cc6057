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
    above: int  # rows above its header that read.start, after or block pass over
    below: int  # rows under read.stop, not read
    named: dict[str, str]  # what the row above the block says: column -> text, the same for all its rows


def pieces(rows: Sequence[Row], layout: Layout, place: str, merged: Sequence[Merged] = ()) -> Iterator[Piece]:
    """The tables that the layout finds. FaultyInput where a line is not there, or a header is empty."""
    begin = _begin(rows, layout, place)
    top, height = begin + layout.skip_rows, layout.header_rows
    if not layout.block:
        header = _header(rows, top, len(rows), layout, place, merged)
        yield _piece(header, top + height, len(rows), begin, {}, rows, layout)
        return
    pattern = re.compile(layout.block)
    found = [(at, match) for at in range(begin, len(rows)) if (match := pattern.search(_lead(rows[at])))]
    if not found:
        sentence = f"Keine Zeile passt auf read.block „{layout.block}“; so beginnt aber jeder Block."
        raise FaultyInput([Fault(place, sentence)])
    once, above = layout.block_header == "once", found[0][0]
    header = _header(rows, top, found[0][0], layout, place, merged) if once else ()
    if once:
        above = begin
        if any(map(_lead, rows[top + height : found[0][0]])):  # they belong to no block
            nothing = dict.fromkeys(pattern.groupindex, "")
            yield _piece(header, top + height, found[0][0], above, nothing, rows, layout)
            above = 0
    ends = [at for at, _ in found[1:]] + [len(rows)]
    for (at, match), end in zip(found, ends, strict=True):
        first = at + 1
        if not once:
            header = _header(rows, first + layout.skip_rows, end, layout, place, merged)
            first += layout.skip_rows + height
        named = {name: " ".join((text or "").split()) for name, text in match.groupdict().items()}
        yield _piece(header, first, end, above, named, rows, layout)
        above = 0


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


def _header(rows: Sequence[Row], top: int, end: int, layout: Layout, place: str, merged: Sequence[Merged]) -> Header:
    """Column names out of the header's rows, in which a cell shown over several columns names what stands below."""
    lines = [[_text(cell) for cell in row] for row in rows[top : min(top + layout.header_rows, end)]]
    width = max(map(len, lines), default=0)
    lines = [line + [""] * (width - len(line)) for line in lines]
    if not any(map(_lead, rows)):
        sentence = (
            "Das Blatt ist leer; bitten Sie um eine neue Lieferung, oder löschen Sie es, wenn nichts darin fehlt."
        )
        raise FaultyInput([Fault(place, sentence)])
    if len(lines) < layout.header_rows or not any(map(any, lines)):
        sentence = f"Die Kopfzeile (Zeile {top + 1}) ist leer; prüfen Sie sheet, skip_rows und header_rows."
        raise FaultyInput([Fault(place, sentence)])
    for upper, left, _, right in merged:
        if top <= upper < top + len(lines):
            line = lines[upper - top]
            for at in range(left + 1, min(right + 1, width)):
                line[at] = line[left] if _below(lines, upper - top, at) else line[at]
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


def _piece(
    header: Header, first: int, end: int, above: int, named: dict[str, str], rows: Sequence[Row], layout: Layout
) -> Piece:
    stop = end
    if layout.stop:
        pattern = re.compile(layout.stop)
        found = (at for at in range(first, end) if rows[at] and pattern.match(_text(rows[at][0])))
        stop = next(found, end)
    return Piece(header, min(first, end), stop, above, max(end - stop, 0), named)
