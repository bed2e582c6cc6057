"""Delimited text as tables: one a file, or several that are looked for among its lines."""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._header import LONGEST, Header, delimiter_of, head_lines, require, split_header
from indicators.loaders._pieces import pieces
from indicators.loaders._table import Column, Table, encode, with_constants
from indicators.loaders._text import read_text

SHOWN: Final = 20  # how many faults of one kind are spelled out
Demand = Callable[[Header, Delivery, str, str], None]  # header, delivery, file, place: faults of the header


def read_csv(path: Path, name: str, spec: Delivery, demand: Demand = require) -> Iterator[Table]:
    """A delimited text file as a table, or as several where the layout looks for them.

    FaultyInput says why it is none: no text, a header that `demand` refuses, ragged rows.
    """
    layout = spec.read
    data, text, encoding = read_text(path, name, layout.encoding)
    digest = hashlib.sha256(data).hexdigest()
    empty = Table(name, "", (), (), 0, 0, 0, len(data), digest, encoding)
    if layout.parted or layout.fill_header:
        yield from _pieces_of(text, empty, spec, demand)
        return
    lines, start = head_lines(text, layout, name)
    delimiter = layout.delimiter or delimiter_of(lines)
    header = split_header(lines, delimiter, layout.quote)
    demand(header, spec, name, name)
    body, below = _cut(text, start, layout.stop)
    first = layout.skip_rows + layout.header_rows + 1
    columns = _columns(body, delimiter, layout.quote, len(header), first, name)
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
    for piece in pieces(rows, layout, name):
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


def _cut(text: str, start: int, stop: str) -> tuple[str, int]:
    """The data's text, and how many lines stand under the end of the table."""
    if stop:
        found = re.compile(rf"^(?:{stop})", re.MULTILINE).search(text, start)
        if found:
            return text[start : found.start()], len(text[found.start() :].splitlines())
    return text[start:], 0


def _columns(text: str, delimiter: str, quote: str, width: int, first_row: int, name: str) -> tuple[Column, ...]:
    """Columns of the data; FaultyInput for rows with another number of fields than the header."""
    import pandas as pd

    quoted = bool(quote) and quote in text
    if not text.strip("\n"):
        raise FaultyInput([Fault(name, "Unter der Kopfzeile stehen keine Daten; bitten Sie um eine neue Lieferung.")])
    ragged = [(first_row + row, found) for row, found in _ragged(text, delimiter, quote if quoted else "", width)]
    if ragged:
        raise FaultyInput(_ragged_faults(ragged, width, delimiter, name))
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            sep=delimiter,
            header=None,
            names=range(width),
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
            quotechar=quote or '"',
            quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
            engine="c",
        )
    except pd.errors.ParserError:
        sentence = f'Ein Anführungszeichen {quote} bleibt offen; berichtigen Sie es oder setzen Sie quote = "".'
        raise FaultyInput([Fault(name, sentence)]) from None
    pairs = (pd.factorize(frame[c]) for c in frame)
    return tuple(_column(codes, list(found)) for codes, found in pairs)


def _column(codes: NDArray[np.intp], found: Sequence[object]) -> Column:
    """Stripped texts; "" for a field that is not there (pandas: nan, code -1)."""
    values = [v.strip() if isinstance(v, str) else "" for v in found]
    distinct = dict.fromkeys([*values, ""] if (codes < 0).any() else values)
    if len(distinct) == len(values):
        return Column(codes.astype(np.int32), tuple(values))
    place = {value: code for code, value in enumerate(distinct)}
    table = np.array([place[v] for v in values] + [place.get("", 0)], np.int32)
    return Column(table[codes], tuple(distinct))


def _ragged(text: str, delimiter: str, quote: str, width: int) -> Iterator[tuple[int, int]]:
    """(row, fields) of every row that is neither blank nor `width` fields wide."""
    if quote:
        try:
            for row, fields in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter, quotechar=quote)):
                if len(fields) not in (0, width):
                    yield row, len(fields)
        except csv.Error:
            yield 0, 0
        return
    data = np.frombuffer(text.encode() if text.endswith("\n") else f"{text}\n".encode(), np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    starts = np.concatenate([[0], ends[:-1] + 1])
    signs = np.flatnonzero(data == ord(delimiter))
    found = np.searchsorted(signs, ends) - np.searchsorted(signs, starts) + 1
    for row in np.flatnonzero((found != width) & (ends > starts)).tolist():
        yield row, int(found[row])
