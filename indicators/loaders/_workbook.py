"""Workbooks of any program as tables: the chosen sheets, merged cells carried over, the memory guarded."""

import datetime as dt
import fnmatch
import hashlib
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import python_calamine as calamine

from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._header import require
from indicators.loaders._pieces import Merged, Piece, pieces
from indicators.loaders._table import Column, Table, Value, encode, with_constants
from indicators.loaders._text import read_bytes, read_head

MAX_UNPACKED: Final = 1_500_000_000  # bytes; more is a trap, not a table
MOST_CELLS: Final = 30_000_000  # of the rectangle that holds all filled cells of one sheet
LOOKED_AT: Final = 60  # rows of a sheet in which its header is looked for, to tell whether it is like the first
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, expat.ExpatError, ParseError, ValueError, KeyError, OSError, EOFError)
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")  # what an .xlsx with a password holds instead of its sheets
_MANIFEST: Final = "META-INF/manifest.xml"  # of an .ods, where it says what a password hides
_OLD: Final = b"\xd0\xcf\x11\xe0"  # .xls


@dataclass(frozen=True)
class Scan:
    """What the file itself says of one sheet, and the cell library does not."""

    rows: int = 0  # of the rectangle from the first cell to the last filled one
    columns: int = 0
    merged: tuple[Merged, ...] | None = None  # None: the cell library knows them
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)  # cells without a value -> how they show


@dataclass(frozen=True)
class Format:
    """One kind of workbook: what its archive must hold, and how its sheets are scanned before they are opened."""

    suffix: str
    member: str  # a file that every such archive has
    scan: Callable[[zipfile.ZipFile], dict[str, Scan]]  # sheet -> what stands there


def read_sheets(path: Path, name: str, spec: Delivery, kind: Format) -> Iterator[Table]:
    """The tables of the chosen sheets. FaultyInput says why the file is no workbook, or which sheets there are."""
    data, scans = opened(path, name, kind)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (calamine.CalamineError, OSError) as error:
        raise FaultyInput([Fault(name, f"Die Arbeitsmappe ist beschädigt ({error}); speichern Sie sie neu.")]) from None
    if not book.sheet_names:
        raise FaultyInput([Fault(name, "Die Arbeitsmappe hat kein Blatt; bitten Sie um eine neue Lieferung.")])
    wanted = spec.read.sheet or (book.sheet_names[0],)
    chosen = [s for s in book.sheet_names if any(fnmatch.fnmatchcase(s, pattern) for pattern in wanted)]
    absent = [p for p in wanted if not fnmatch.filter(book.sheet_names, p)]
    if absent:
        sheets = ", ".join(book.sheet_names)
        raise FaultyInput([Fault(name, f"Ein Blatt „{p}“ gibt es nicht; vorhanden: {sheets}.") for p in absent])
    if not spec.read.sheet:
        _only_one(book, name, spec)
    digest = hashlib.sha256(data).hexdigest()
    for sheet in chosen:
        scan = scans.get(sheet, Scan())
        try:
            found = book.get_sheet_by_name(sheet)
            rows = [[value_of(cell) for cell in row] for row in found.to_python(skip_empty_area=False)]
        except (calamine.CalamineError, OSError, ValueError) as error:
            place, sentence = f"{name}, Blatt {sheet}", f"Das Blatt ist beschädigt ({error}); speichern Sie es neu."
            raise FaultyInput([Fault(place, sentence)]) from None
        for (row, column), text in scan.broken.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = text
        merged = scan.merged
        if merged is None:
            merged = tuple((*start, *end) for start, end in found.merged_cell_ranges or ())
        yield from _tables(rows, merged, Table(name, sheet, (), (), 0, 0, 0, len(data), digest, ""), spec)


def _only_one(book: calamine.CalamineWorkbook, name: str, spec: Delivery) -> None:
    """FaultyInput where nothing says which sheet is meant, and further ones have the columns of the first."""
    like = []
    for sheet in book.sheet_names if len(book.sheet_names) > 1 and spec.value_columns else ():
        try:
            cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False, nrows=LOOKED_AT)
            for piece in pieces([[value_of(cell) for cell in row] for row in cells], spec.read, sheet):
                require((*piece.header, *piece.named), spec, name, sheet)
                like.append(sheet)
                break
        except (FaultyInput, calamine.CalamineError, OSError, ValueError):
            continue  # the first is read and says it; another one is no table of this delivery
    if len(like) > 1 and like[0] == book.sheet_names[0]:
        sentence = (
            f"Mehrere Blätter haben die Spalten dieser Lieferung: {', '.join(like)}. Gelesen würde nur das erste;"
        )
        raise FaultyInput(
            [Fault(name, f"{sentence} löschen Sie die anderen, oder nennen Sie die Blätter mit read.sheet.")]
        )


def opened(path: Path, name: str, kind: Format) -> tuple[bytes, dict[str, Scan]]:
    """A workbook's bytes, safe to open, and what its archive says of its sheets. FaultyInput says why not."""
    data = _archive(path, name, kind)
    return data, _scan(data, name, kind)


def _archive(path: Path, name: str, kind: Format) -> bytes:
    """The bytes of a workbook that can be opened without harm."""
    head = read_head(path, name)
    if head.startswith(_OLD):
        if _LOCKED in read_bytes(path, name):
            raise FaultyInput([_locked(name)])
        sentence = f"Das ist das alte Excel-Format (.xls); speichern Sie die Datei als .{kind.suffix}."
        raise FaultyInput([Fault(name, sentence)])
    data = read_bytes(path, name) if head.startswith(b"PK") or not head else b""
    try:
        items = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except _BROKEN:
        what = "Excel-Arbeitsmappe" if kind.suffix == "xlsx" else "OpenDocument-Tabelle"
        raise FaultyInput([Fault(name, f"Das ist keine {what}; liefern Sie .{kind.suffix} oder CSV.")]) from None
    unpacked = sum(item.file_size for item in items)
    if unpacked > MAX_UNPACKED:
        raise FaultyInput([Fault(name, f"Entpackt hätte die Arbeitsmappe {unpacked // 10**6} MB; teilen Sie sie.")])
    if kind.member not in (item.filename for item in items):
        sentence = f"Die Arbeitsmappe ist beschädigt oder keine .{kind.suffix}-Datei ({kind.member} fehlt); "
        raise FaultyInput([Fault(name, f"{sentence}speichern Sie sie neu oder nennen Sie das richtige loader.")])
    return data


def _locked(name: str) -> Fault:
    return Fault(name, "Die Arbeitsmappe ist mit einem Kennwort geschützt; speichern Sie sie ohne Kennwort.")


def _scan(data: bytes, name: str, kind: Format) -> dict[str, Scan]:
    """What the archive says of its sheets. FaultyInput for one that is damaged, or has too many cells to open."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
            raise FaultyInput([_locked(name)])
        scans = kind.scan(archive)
    except _BROKEN as error:
        sentence = f"Die Arbeitsmappe ist beschädigt ({error}); speichern Sie sie neu."
        raise FaultyInput([Fault(name, sentence)]) from None
    faults = [
        Fault(
            f"{name}, Blatt {sheet}",
            f"Das Blatt reicht über {scan.rows} Zeilen und {scan.columns} Spalten, erlaubt sind "
            f"{MOST_CELLS // 10**6} Millionen Zellen; löschen Sie verstreute Einträge oder teilen Sie es.",
        )
        for sheet, scan in scans.items()
        if scan.rows * scan.columns > MOST_CELLS
    ]
    if faults:
        raise FaultyInput(faults)
    return scans


def _tables(rows: list[list[Value]], merged: Sequence[Merged], empty: Table, spec: Delivery) -> Iterator[Table]:
    faults: list[Fault] = []
    for piece in pieces(rows, spec.read, empty.place, merged):
        header = (*piece.header, *piece.named)
        try:
            require(header, spec, empty.name, empty.place)
        except FaultyInput as error:
            faults += error.faults
            continue
        body = rows[piece.first : piece.end]
        if not any(cell != "" for row in body for cell in row):
            sentence = "Unter der Kopfzeile stehen keine Daten; bitten Sie um eine neue Lieferung."
            faults.append(Fault(_where(empty.place, piece, spec), sentence))
            continue
        _carry(rows, merged, piece, spec, empty.place, faults)
        columns: list[Column] = [encode([row[at] for row in body]) for at in range(len(piece.header))]
        whole = replace(empty, header=piece.header, columns=tuple(columns), first_row=piece.first + 1, rows=len(body))
        yield with_constants(replace(whole, above=piece.above, below=piece.below), piece.named)
    if faults:
        raise FaultyInput(faults)


def _where(place: str, piece: Piece, spec: Delivery) -> str:
    return f"{place}, Zeile {piece.first + 1}" if spec.read.parted else place


def _carry(
    rows: list[list[Value]], merged: Sequence[Merged], piece: Piece, spec: Delivery, place: str, faults: list[Fault]
) -> None:
    """A cell shown over several rows names them all; one that holds a number for several rows is a fault."""
    numbers = spec.value_columns
    for top, left, bottom, right in merged:
        if bottom == top or not (piece.first <= top < piece.end):
            continue
        for at in range(left, min(right + 1, len(piece.header))):
            if piece.header[at] in numbers:
                sentence = "Eine Zahl steht in verbundenen Zellen; lösen Sie die Verbindung und füllen Sie jede Zelle."
                where = f"{place}, Zeilen {top + 1} bis {bottom + 1}, Spalte {piece.header[at]}"
                faults.append(Fault(where, sentence))
                continue
            for row in rows[top + 1 : min(bottom + 1, piece.end)] if at == left else ():
                row[at] = rows[top][left]


def value_of(cell: object) -> Value:
    """A cell as the table knows it: a number stays one, dates are ISO texts, truth is WAHR or FALSCH."""
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, dt.date) else " ".join(str(cell).split())
