"""Excel workbooks (.xlsx), wide or long: `[values]`, `[sum]` or `[[rows]]`, `[category]`; a sheet is a table."""

import datetime as dt
import fnmatch
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import python_calamine as calamine

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._compose import compose
from indicators.loaders._header import join_header, require
from indicators.loaders._table import Table, Value, encode
from indicators.loaders._text import read_bytes, read_head

MAX_UNPACKED: Final = 1_500_000_000  # bytes; more is a trap, not a table
_OLD: Final = b"\xd0\xcf\x11\xe0"  # .xls


def read(path: Path, spec: Delivery) -> Reading:
    """All workbooks of the delivery below the raw folder `path`. FaultyInput names every fault of every file."""
    return compose(path, spec, read_sheets)


def read_sheets(path: Path, name: str, spec: Delivery) -> Iterator[Table]:
    """The chosen sheets as tables. FaultyInput says why the file is no workbook, or which sheets there are."""
    data = _workbook(path, name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (calamine.CalamineError, OSError) as error:
        raise FaultyInput([Fault(name, f"Die Arbeitsmappe ist beschädigt ({error}); speichern Sie sie neu.")]) from None
    wanted = spec.read.sheet or (book.sheet_names[0],)
    chosen = [s for s in book.sheet_names if any(fnmatch.fnmatchcase(s, pattern) for pattern in wanted)]
    absent = [p for p in wanted if not fnmatch.filter(book.sheet_names, p)]
    if absent:
        sheets = ", ".join(book.sheet_names)
        raise FaultyInput([Fault(name, f"Ein Blatt „{p}“ gibt es nicht; vorhanden: {sheets}.") for p in absent])
    digest = hashlib.sha256(data).hexdigest()
    for sheet in chosen:
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        yield _table(rows, name, sheet, spec, len(data), digest)


def _workbook(path: Path, name: str) -> bytes:
    """The bytes of a workbook that can be opened without harm."""
    head = read_head(path, name)
    if head.startswith(_OLD):
        raise FaultyInput([Fault(name, "Das ist das alte Excel-Format (.xls); speichern Sie die Datei als .xlsx.")])
    data = read_bytes(path, name) if head.startswith(b"PK") or not head else b""
    try:
        sizes = [item.file_size for item in zipfile.ZipFile(io.BytesIO(data)).infolist()]
    except zipfile.BadZipFile:
        raise FaultyInput([Fault(name, "Das ist keine Excel-Arbeitsmappe; liefern Sie .xlsx oder CSV.")]) from None
    if sum(sizes) > MAX_UNPACKED:
        raise FaultyInput([Fault(name, f"Entpackt hätte die Arbeitsmappe {sum(sizes) // 10**6} MB; teilen Sie sie.")])
    return data


def _table(rows: Sequence[Sequence[object]], name: str, sheet: str, spec: Delivery, size: int, digest: str) -> Table:
    layout = spec.read
    top = rows[layout.skip_rows :][: layout.header_rows]
    if not any(str(cell).strip() for row in top for cell in row):
        place = f"{name}, Blatt {sheet}"
        raise FaultyInput([Fault(place, "Die Kopfzeile ist leer; prüfen Sie sheet, skip_rows und header_rows.")])
    body = [[_value(cell) for cell in row] for row in rows[layout.skip_rows + layout.header_rows :]]
    end = len(body)
    if layout.stop:
        stop = re.compile(layout.stop)
        end = next((i for i, row in enumerate(body) if isinstance(row[0], str) and stop.match(row[0])), end)
    header = join_header([[str(_value(cell)) if cell != "" else "" for cell in row] for row in top])
    place = f"{name}, Blatt {sheet}"
    require(header, spec, name, place)
    if not end:
        raise FaultyInput([Fault(place, "Unter der Kopfzeile stehen keine Daten; bitten Sie um eine neue Lieferung.")])
    columns = tuple(encode([row[place] for row in body[:end]]) for place in range(len(header)))
    first = layout.skip_rows + layout.header_rows + 1
    return Table(name, sheet, header, columns, first, end, len(body) - end, size, digest, "")


def _value(cell: object) -> Value:
    """A cell as the table knows it: a number stays one, dates are ISO texts, truth is WAHR or FALSCH."""
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, dt.date) else " ".join(str(cell).split())
