"""A list that an office keeps, CSV or a workbook, as rows of cells; every row is there or is a fault."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import python_calamine as calamine

from indicators.errors import Fault, FaultyInput

WORKBOOKS: Final = (".xlsx", ".xlsm", ".ods")
MAX_UNPACKED: Final = 300_000_000  # bytes; more is a trap, not a list
Cell = str | float  # numbers come out of workbooks only


class Layout(Protocol):
    """What a declaration says of the file."""

    @property
    def delimiter(self) -> str: ...
    @property
    def encoding(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def skip_rows(self) -> int: ...


@dataclass(frozen=True)
class Row:
    """One row below the header that is not blank."""

    number: int  # counted from 1, as a person sees it in the file
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """A cell as text, "" where it is blank or the column is not there; whole numbers have no decimals."""
        cell = self.cells.get(column, "")
        return cell if isinstance(cell, str) else f"{cell:.15g}"


@dataclass(frozen=True)
class Table:
    """The rows of one file, and how many were blank."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    blank: int


def read_table(path: Path, place: str, layout: Layout, wanted: Sequence[str]) -> Table:
    """All rows with the `wanted` columns; FaultyInput names every row and column that is not as declared."""
    lines = _sheet(path, place, layout) if path.suffix.lower() in WORKBOOKS else _text(path, place, layout)
    lines = lines[layout.skip_rows :]
    header = [str(cell) for cell in lines[0]] if lines else []
    columns = tuple(title for title in header if title)
    missing = [title for title in wanted if title not in columns]
    twice = [title for title in wanted if columns.count(title) > 1]
    if missing:
        known = ", ".join(columns) or "keine"
        raise FaultyInput([Fault(place, f"Es fehlen die Spalten {', '.join(missing)}; vorhanden sind: {known}.")])
    if twice:
        said = f"Die Spalten {', '.join(twice)} stehen mehrmals in der Kopfzeile; benennen Sie sie verschieden."
        raise FaultyInput([Fault(place, said)])
    faults, rows, blank = [], [], 0
    for number, cells in enumerate(lines[1:], layout.skip_rows + 2):
        if not any(cell != "" for cell in cells):
            blank += 1
        elif len(cells) < len(header) or any(cell != "" for cell in cells[len(header) :]):
            said = f"Die Zeile hat {len(cells)} Zellen, die Kopfzeile {len(header)}; ein Trennzeichen im Text gehört "
            faults.append(Fault(f"{place}, Zeile {number}", f"{said}in Anführungszeichen."))
        else:
            rows.append(Row(number, dict(zip(header, cells, strict=False))))
    if faults:
        raise FaultyInput(faults)
    return Table(columns, tuple(rows), blank)


def _text(path: Path, place: str, layout: Layout) -> list[list[Cell]]:
    try:
        with path.open(encoding=layout.encoding, newline="") as file:
            rows = csv.reader(file, delimiter=layout.delimiter, strict=True)  # an open quotation mark eats no rows
            return [[cell.strip() for cell in row] for row in rows]
    except (UnicodeError, LookupError, csv.Error, OSError) as error:
        name = "UTF-8" if layout.encoding == "utf-8-sig" else layout.encoding
        raise FaultyInput([Fault(place, f"Die Datei ist keine CSV-Datei in {name} ({error}).")]) from None


def _sheet(path: Path, place: str, layout: Layout) -> list[list[Cell]]:
    data = path.read_bytes()
    try:
        size = sum(item.file_size for item in zipfile.ZipFile(io.BytesIO(data)).infolist())
        if size > MAX_UNPACKED:
            said = f"Entpackt hätte die Arbeitsmappe {size // 10**6} MB; liefern Sie die Liste allein."
            raise FaultyInput([Fault(place, said)])
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = layout.sheet or book.sheet_names[0]
        if name not in book.sheet_names:
            said = f"Ein Blatt „{name}“ gibt es nicht; vorhanden: {', '.join(book.sheet_names)}."
            raise FaultyInput([Fault(place, said)])
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, calamine.CalamineError, OSError) as error:
        said = f"Das ist keine lesbare Arbeitsmappe ({error}); speichern Sie sie neu als .xlsx oder CSV."
        raise FaultyInput([Fault(place, said)]) from None
    return [list(_cells(row)) for row in rows]


def _cells(row: Sequence[object]) -> Iterator[Cell]:
    for cell in row:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            yield float(cell)
        else:
            yield cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell).strip()


def number_of(cell: Cell, decimal: str) -> float | None:
    """A coordinate; with a decimal comma, points part thousands. None where it is no number.

    >>> number_of("9.41", "."), number_of("526.123,5", ","), number_of(54.7, ",")
    (9.41, 526123.5, 54.7)
    >>> number_of("9,41", "."), number_of("9.41", ","), number_of("", ".")
    (None, None, None)
    """
    if not isinstance(cell, str):
        return cell
    digits = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d)", "", cell)
    if decimal == ".":
        return float(digits) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", digits) else None
    if not re.fullmatch(r"[+-]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]+)?", digits):
        return None
    return float(digits.replace(".", "").replace(",", "."))
