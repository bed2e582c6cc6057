"""Delimited text as tables: one a file, or several that are looked for among its lines."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._growing import Growing
from indicators.loaders._header import LONGEST, Header, delimiter_of, head_lines, require, split_header
from indicators.loaders._pieces import pieces as tables_among
from indicators.loaders._records import OPEN, Piece, pieces
from indicators.loaders._table import Column, Table, encode, with_constants
from indicators.loaders._text import Watch, arriving, look_over, unwatched

SHOWN: Final = 20  # how many faults of one kind are spelled out
Demand = Callable[[Header, Delivery, str, str], None]  # header, delivery, file, place: faults of the header


def read_csv(
    path: Path, name: str, spec: Delivery, watch: Watch = unwatched, demand: Demand = require
) -> Iterator[Table]:
    """A delimited text file as a table, or as several where the layout looks for them.

    FaultyInput says why it is none: no text, a header that `demand` refuses, ragged rows.
    """
    layout = spec.read
    text = look_over(path, name, layout.encoding)
    empty = Table(name, "", (), (), 0, 0, 0, text.size, text.sha256, text.encoding)
    arrives = arriving(text, watch)
    if layout.parted or layout.fill_header:
        yield from _pieces_of("".join(arrives), empty, spec, demand)
        return
    begin = next(arrives, "")
    lines, start = head_lines(begin, layout, name)
    delimiter = layout.delimiter or delimiter_of(lines)
    header = split_header(lines, delimiter, layout.quote)
    demand(header, spec, name, name)
    first = layout.skip_rows + layout.header_rows + 1
    body = pieces(chain([begin[start:]], arrives), layout.stop, delimiter, layout.quote, len(header))
    del begin
    columns, below = _columns(body, delimiter, layout.quote, len(header), first, name)
    yield replace(empty, header=header, columns=columns, first_row=first, rows=len(columns[0].codes), below=below)


def _pieces_of(text: str, empty: Table, spec: Delivery, demand: Demand) -> Iterator[Table]:
    """Tables that have to be looked for among the lines."""
    layout, name = spec.read, empty.name
    delimiter = layout.delimiter or delimiter_of(text[:LONGEST].split("\n"))
    if layout.quote:
        try:
            parsed = list(csv.reader(io.StringIO(text), delimiter=delimiter, quotechar=layout.quote))
        except csv.Error as error:
            raise FaultyInput([Fault(name, f"Die Zeilen lassen sich nicht trennen ({error}).")]) from None
    else:
        parsed = [line.split(delimiter) for line in text.removesuffix("\n").split("\n")]
    rows = [[" ".join(field.split()) for field in row] for row in parsed]
    faults: list[Fault] = []
    for piece in tables_among(rows, layout, name):
        try:
            demand((*piece.header, *piece.named), spec, name, name)
        except FaultyInput as error:
            faults += error.faults
            continue
        width = len(piece.header)
        body = rows[piece.first : piece.end]
        filled = any(map(any, body))
        if not filled:
            where = f"{name}, Zeile {piece.first + 1}"
            sentence = "Unter der Kopfzeile stehen keine Daten; bitten Sie um eine neue Lieferung."
            faults.append(Fault(where, sentence))
        ragged = [(piece.first + at + 1, len(row)) for at, row in enumerate(body) if any(row) and len(row) != width]
        faults += _ragged_faults(ragged, width, delimiter, name)
        if ragged or not filled:
            continue
        full = [row if len(row) == width else [""] * width for row in body]
        columns = tuple(encode([row[at] for row in full]) for at in range(width))
        first, above = piece.first + 1, piece.above
        whole = replace(empty, header=piece.header, columns=columns, first_row=first, rows=len(body), above=above)
        whole = replace(whole, below=piece.below)
        yield with_constants(whole, piece.named)
    if faults:
        raise FaultyInput(faults)


def _ragged_faults(ragged: list[tuple[int, int]], width: int, delimiter: str, name: str) -> list[Fault]:
    """Rows (line, fields) that are not `width` fields wide; the first are named, the rest is counted."""
    faults = [
        Fault(
            f"{name}, Zeile {line}",
            f"Hier stehen {found} statt {width} Felder; prüfen Sie das Trennzeichen „{delimiter}“.",
        )
        for line, found in ragged[:SHOWN]
    ]
    if len(ragged) > len(faults):
        faults.append(Fault(name, f"Weitere {len(ragged) - len(faults)} Zeilen haben nicht {width} Felder."))
    return faults


def _columns(
    body: Iterator[Piece], delimiter: str, quote: str, width: int, first_row: int, name: str
) -> tuple[tuple[Column, ...], int]:
    """Columns of the data, and lines under its end; FaultyInput for rows with another number of fields than the header.

    The texts of a piece become codes before the next one is read.
    """
    growing = tuple(Growing() for _ in range(width))
    ragged: list[tuple[int, int]] = []
    row, below, filled = first_row, 0, False
    for piece in body:
        ragged += [(row + at, found) for at, found in piece.ragged]
        if ragged and ragged[-1][1] == OPEN:
            raise FaultyInput([_never_closed(f"{name}, Zeile {ragged[-1][0]}", quote)])
        below += piece.below
        row += piece.rows
        filled = filled or bool(piece.text.strip("\n"))
        if piece.text and not ragged:
            _grow(growing, piece.text, delimiter, quote, name)
    if not filled:
        raise FaultyInput([Fault(name, "Unter der Kopfzeile stehen keine Daten; bitten Sie um eine neue Lieferung.")])
    if ragged:
        raise FaultyInput(_ragged_faults(ragged, width, delimiter, name))
    return tuple(column.whole() for column in growing), below


def _grow(growing: Sequence[Growing], text: str, delimiter: str, quote: str, name: str) -> None:
    """Add the records of `text` to the columns."""
    import pandas as pd

    try:
        frame = pd.read_csv(
            io.StringIO(text),
            sep=delimiter,
            header=None,
            names=range(len(growing)),
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
            quotechar=quote or '"',
            quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
            engine="c",
        )
    except pd.errors.ParserError:
        raise FaultyInput([_never_closed(name, quote)]) from None
    for column, c in zip(growing, frame, strict=True):
        codes, found = pd.factorize(frame[c])
        column.add(codes, [v.strip() if isinstance(v, str) else "" for v in found])


def _never_closed(place: str, quote: str) -> Fault:
    return Fault(place, f'Ein Anführungszeichen {quote} bleibt offen; berichtigen Sie es oder setzen Sie quote = "".')
