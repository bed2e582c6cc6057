"""A file as a table: columns as codes into their distinct values, so that a million rows cost little."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._header import Header, delimiter_of, head_lines, require, split_header
from indicators.loaders._text import read_text

Value = str | float  # a number only where the file itself says that it is one (xlsx)
SHOWN = 20  # how many faults of one kind are spelled out


@dataclass(frozen=True)
class Column:
    """One column: `values[codes[row]]`."""

    codes: NDArray[np.int32]  # (rows,)
    values: tuple[Value, ...]  # distinct; texts without surrounding blanks

    def texts(self) -> tuple[str, ...]:
        """The distinct values as texts; 3.0 of a workbook reads "3"."""
        return tuple(v if isinstance(v, str) else f"{v:.15g}" for v in self.values)


@dataclass(frozen=True)
class Table:
    """One file or sheet. Column names may repeat; `name` is the path below the raw folder."""

    name: str
    sheet: str  # "" for csv
    header: Header
    columns: tuple[Column, ...]
    first_row: int  # what people call the first data row: 2 under one header row
    rows: int
    below: int  # rows under the end of the table, not read
    size: int
    sha256: str
    encoding: str

    @property
    def place(self) -> str:
        """File, and sheet."""
        return f"{self.name}, Blatt {self.sheet}" if self.sheet else self.name

    def column(self, name: str) -> Column:
        """The column of that name, which the caller knows to be there."""
        return self.columns[self.header.index(name)]


def encode(values: Sequence[Value]) -> Column:
    """Codes for a list of values."""
    known: dict[Value, int] = {}
    codes = np.fromiter((known.setdefault(v, len(known)) for v in values), np.int32, len(values))
    return Column(codes, tuple(known))


def files(raw: Path, spec: Delivery) -> list[Path]:
    """The files of a delivery below `raw`, each once, by name. FaultyInput where a pattern finds none."""
    found: dict[Path, None] = {}
    faults = []
    for pattern in spec.file:
        here = sorted(p for p in raw.glob(pattern) if p.is_file())
        if not here:
            sentence = f"Im Rohdatenordner passt keine Datei auf „{pattern}“; legen Sie sie dort ab."
            faults.append(Fault(f"deliveries/{spec.name}.toml", sentence))
        found |= dict.fromkeys(here)
    if faults:
        raise FaultyInput(faults)
    return list(found)


def read_csv(path: Path, name: str, spec: Delivery) -> Iterator[Table]:
    """A delimited text file as one table. FaultyInput says why it is none: no text, lacking columns, ragged rows."""
    layout = spec.read
    data, text, encoding = read_text(path, name, layout.encoding)
    lines, start = head_lines(text, layout, name)
    delimiter = layout.delimiter or delimiter_of(lines)
    header = split_header(lines, delimiter, layout.quote)
    require(header, spec, name, name)
    body, below = _cut(text, start, layout.stop)
    first = layout.skip_rows + layout.header_rows + 1
    columns = _columns(body, delimiter, layout.quote, len(header), first, name)
    digest = hashlib.sha256(data).hexdigest()
    yield Table(name, "", header, columns, first, len(columns[0].codes), below, len(data), digest, encoding)


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
    ragged = list(_ragged(text, delimiter, quote if quoted else "", width))
    if ragged:
        faults = [
            Fault(
                f"{name}, Zeile {first_row + row}",
                f"Hier stehen {found} statt {width} Felder; prüfen Sie das Trennzeichen „{delimiter}“.",
            )
            for row, found in ragged[:SHOWN]
        ]
        if len(ragged) > len(faults):
            faults.append(Fault(name, f"Weitere {len(ragged) - len(faults)} Zeilen haben nicht {width} Felder."))
        raise FaultyInput(faults)
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
