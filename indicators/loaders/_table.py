"""A file as a table: columns as codes into their distinct values, so that a million rows cost little."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators.delivery import Delivery, Layout
from indicators.errors import Fault, FaultyInput

Value = str | float  # a number only where the file itself says that it is one (xlsx)
MAX_BYTES: Final = 600_000_000
HEAD: Final = 65_536  # bytes looked at before a file is read
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_GERMAN: Final = set("äöüÄÖÜßéèàçáíóúâêîôûëïñõãåøæœ€§°²³–—„“”‚‘’…•·«»½¼")  # what German and foreign names and texts use


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
    header: tuple[str, ...]
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


def read_bytes(path: Path, name: str) -> bytes:
    """The whole file. FaultyInput for one that is empty or too large to be a table."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise FaultyInput([Fault(name, f"Die Datei lässt sich nicht lesen ({error.strerror}).")]) from None
    if size > MAX_BYTES:
        found, limit = size // 10**6, MAX_BYTES // 10**6
        raise FaultyInput([Fault(name, f"Die Datei hat {found} MB, erlaubt sind {limit} MB; teilen Sie sie.")])
    if not data.strip():
        raise FaultyInput([Fault(name, "Die Datei ist leer; bitten Sie um eine neue Lieferung.")])
    return data


def read_csv(path: Path, name: str, spec: Delivery) -> Iterator[Table]:
    """A delimited text file as one table. FaultyInput says why it is none: no text, ragged rows."""
    with path.open("rb") as handle:
        head = handle.read(HEAD)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and _CONTROL.search(head):
        raise FaultyInput([Fault(name, "Das ist keine Textdatei (sie enthält Steuerzeichen); erwartet wird CSV.")])
    data = read_bytes(path, name)
    text, encoding = decode(data, spec.read.encoding, name)
    layout = spec.read
    lines, start = _head_lines(text, layout, name)
    delimiter = layout.delimiter or _delimiter(lines)
    header = _header(lines, layout, delimiter)
    text, below = _cut(text, start, layout.stop)
    columns = _columns(text, delimiter, layout.quote, len(header), layout.skip_rows + layout.header_rows + 1, name)
    rows = len(columns[0].codes)
    digest = hashlib.sha256(data).hexdigest()
    first = layout.skip_rows + layout.header_rows + 1
    yield Table(name, "", header, columns, first, rows, below, len(data), digest, encoding)


def decode(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    """Text and the encoding it was written in; detect: UTF-8, UTF-16, Windows-1252, DOS, Mac."""
    if encoding != "detect":
        try:
            text = data.decode("utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding)
        except LookupError:
            raise FaultyInput(
                [Fault(name, f"Den Zeichensatz „{encoding}“ gibt es nicht; nehmen Sie detect.")]
            ) from None
        except UnicodeDecodeError as error:
            row = data[: error.start].count(b"\n") + 1
            sentence = f"Die Datei ist nicht in {encoding} geschrieben (Zeile {row}); nehmen Sie detect."
            raise FaultyInput([Fault(name, sentence)]) from None
        return text, encoding
    for mark, way in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"", "utf-8"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(way), way
            except UnicodeDecodeError:
                continue
    high = bytes(sorted(set(data) - set(range(128))))
    ways = [(_likeness(high, way), way) for way in ("cp1252", "cp850", "mac_roman")]
    best, way = max(ways, key=lambda found: found[0])
    if best < len(high) / 2:
        sentence = "Der Zeichensatz lässt sich nicht erkennen; nennen Sie ihn in read.encoding, etwa cp1252."
        raise FaultyInput([Fault(name, sentence)])
    return data.decode(way, "replace"), way


def _likeness(high: bytes, way: str) -> int:
    """How many of the distinct bytes above 127 are signs of German texts, read this way; holes count less."""
    text = high.decode(way, "replace")
    return sum((c in _GERMAN) - 2 * (c == "\ufffd") for c in text)


def _head_lines(text: str, layout: Layout, name: str) -> tuple[list[str], int]:
    """The header's lines, and where the data begin."""
    place, lines = 0, []
    for _ in range(layout.skip_rows + layout.header_rows):
        end = text.find("\n", place, place + 1_000_000)
        if end < 0 and len(text) - place >= 1_000_000:
            raise FaultyInput([Fault(name, "Eine Kopfzeile ist über 1 MB lang; das ist keine Tabelle.")])
        end = len(text) if end < 0 else end
        lines.append(text[place:end].rstrip("\r"))
        place = min(end + 1, len(text))
    lines = lines[layout.skip_rows :]
    if not any(line.strip() for line in lines):
        raise FaultyInput([Fault(name, "Die Kopfzeile ist leer; prüfen Sie skip_rows und header_rows.")])
    return lines, place


def _delimiter(lines: Sequence[str]) -> str:
    return max(";,\t|", key=lambda sign: sum(line.count(sign) for line in lines))


def _header(lines: Sequence[str], layout: Layout, delimiter: str) -> tuple[str, ...]:
    if layout.quote:
        parsed = list(csv.reader(lines, delimiter=delimiter, quotechar=layout.quote))
    else:
        parsed = [line.split(delimiter) for line in lines]
    width = max(map(len, parsed))
    return join_header([row + [""] * (width - len(row)) for row in parsed])


def join_header(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Column names out of one or more header rows: "Einwohner / darunter Frauen"; inner blanks are single."""
    stacked = zip(*rows, strict=True)
    return tuple(" / ".join(t for t in (" ".join(str(text).split()) for text in column) if t) for column in stacked)


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

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    quoted = bool(quote) and quote in text
    if not text.strip("\n"):
        return tuple(Column(np.zeros(0, np.int32), ()) for _ in range(width))
    ragged = list(_ragged(text, delimiter, quote if quoted else "", width))
    if ragged:
        faults = [
            Fault(
                f"{name}, Zeile {first_row + row}",
                f"Hier stehen {found} statt {width} Felder; prüfen Sie das Trennzeichen „{delimiter}“.",
            )
            for row, found in ragged[:20]
        ]
        if len(ragged) > len(faults):
            faults.append(Fault(name, f"Weitere {len(ragged) - len(faults)} Zeilen haben nicht {width} Felder."))
        raise FaultyInput(faults)
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
    before = np.concatenate([[0], np.cumsum(data == ord(delimiter), dtype=np.int64)])
    found = before[ends] - before[starts] + 1
    for row in np.flatnonzero((found != width) & (ends > starts)).tolist():
        yield row, int(found[row])
