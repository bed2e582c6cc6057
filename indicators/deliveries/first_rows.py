"""The first rows of a file of unknown shape, as cells; a large file is looked at in places, never read whole."""

import codecs
import csv
import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indicators.errors import Fault, FaultyInput

FIRST: Final = 2_000  # rows from the top that are looked at
HEAD: Final = 6_000_000  # bytes from the top; what they hold below the first rows is looked at, too
PLACES: Final = 40  # further on in a larger file, where ...
PIECE: Final = 16_384  # ... so many bytes are looked at, and as many at the end
LAST: Final = 40  # rows of the end
MOST: Final = 30_000  # rows of a workbook between the first and the last that are looked at
DELIMITERS: Final = ";\t,|"
FOREIGN: Final = {  # how files begin that are no tables
    b"%PDF": "ein PDF",
    b"\x89PNG": "ein Bild",
    b"\xff\xd8\xff": "ein Bild",
    b"GIF8": "ein Bild",
}
Cell = str | float
Merged = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True)
class Sheet:
    """What one sheet, or one text file, shows of itself."""

    name: str  # "" for text
    rows: tuple[tuple[Cell, ...], ...]  # from the first one on
    further: tuple[tuple[Cell, ...], ...] = ()  # of places below
    last: tuple[tuple[Cell, ...], ...] = ()  # the end, where it is not among `rows`
    merged: tuple[Merged, ...] = ()

    @property
    def width(self) -> int:
        """Cells of the longest row."""
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True)
class Sight:
    """A file as far as it was looked at."""

    file: str
    kind: str  # csv | xlsx | ods
    encoding: str  # of text
    delimiter: str  # of text
    sheets: tuple[Sheet, ...]


def look_at(path: Path) -> Sight:
    """The first rows of a text file or a workbook. FaultyInput says why the file is neither."""
    from indicators.loaders._text import read_head

    name = path.name
    head = read_head(path, name)
    if not head.strip():
        raise FaultyInput([Fault(name, "Die Datei ist leer; bitten Sie um eine neue Lieferung.")])
    if what := _foreign(path, head):
        sentence = f"Das ist {what}, keine Tabelle; bitten Sie um die Zahlen als .xlsx, .ods oder CSV."
        raise FaultyInput([Fault(name, sentence)])
    if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _workbook(path, name)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    if start.startswith((b"<!doctype", b"<html", b"<table")) or (start.startswith(b"<") and b"<html" in start):
        sentence = (
            "Das ist eine Internetseite (HTML), auch wenn sie anders heißt; speichern Sie sie als .xlsx oder CSV."
        )
        raise FaultyInput([Fault(name, sentence)])
    if start.startswith((b"{", b"[")):
        sentence = "Das ist JSON; dafür schreiben Sie die Lieferung von Hand (json_records, jsonstat) oder liefern CSV."
        raise FaultyInput([Fault(name, sentence)])
    return _text(path, name)


def _foreign(path: Path, head: bytes) -> str:
    """What a file is that people send instead of a table, whatever its name; "" where it may be one."""
    for start, what in FOREIGN.items():
        if head.startswith(start):
            return what
    if not head.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return ""
    known = any(member in members for member in ("xl/workbook.xml", "content.xml"))
    if any(member.startswith("xl/") for member in members) or known:
        return ""
    return "ein Word-Dokument" if "word/document.xml" in members else "ein Archiv (.zip)"


def _text(path: Path, name: str) -> Sight:
    from indicators.loaders._text import CONTROL, detect

    with path.open("rb") as file:
        head = file.read(HEAD)
        size = path.stat().st_size
        places = [len(head) + (size - len(head)) * n // PLACES for n in range(PLACES)] if size > len(head) else []
        pieces = []
        for place in places:
            file.seek(place)
            pieces.append(file.read(PIECE))
        end = b""
        if places:
            file.seek(max(size - PIECE, len(head)))
            end = file.read()
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and CONTROL.search(head.rstrip(b"\x1a")):
        sentence = "Das ist weder Text noch Arbeitsmappe (Steuerzeichen); liefern Sie CSV, .xlsx oder .ods."
        raise FaultyInput([Fault(name, sentence)])
    whole = head if size <= len(head) else head[: head.rfind(b"\n") + 1]
    text, encoding = detect(whole, name)

    def lines(data: bytes) -> list[str]:
        said = codecs.decode(data, encoding.removesuffix("-sig"), "replace")
        return said.replace("\r\n", "\n").replace("\r", "\n").split("\n")[1:]

    every = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while every and not every[-1].strip():
        every.pop()
    first = every[:FIRST]
    delimiter = delimiter_in(first)
    if encoding.startswith("utf-16"):
        pieces, end = [], b""
    further = [*every[FIRST:], *(line for piece in pieces for line in lines(piece)[:-1])]
    last = [line for line in lines(end) if line.strip()] if end else every[FIRST:][-LAST:]
    rows, more, ending = (tuple(map(tuple, _split(part, delimiter))) for part in (first, further, last))
    return Sight(name, "csv", encoding, delimiter, (Sheet("", rows, more, ending),))


def delimiter_in(lines: Sequence[str]) -> str:
    """The sign that cuts most lines into the same number of fields, more than one.

    >>> delimiter_in(["Stand 1,2", "a;b;c", "1;2,5;3", "2;4,5;6"])
    ';'
    """

    def even(sign: str) -> int:
        widths = Counter(len(row) for row in _split(lines[:300], sign) if len(row) > 1)
        return max(widths.values(), default=0)

    return max(DELIMITERS, key=even)


def _split(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return [[" ".join(f.split()) for f in row] for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return [[" ".join(f.split()) for f in line.split(delimiter)] for line in lines]


def _workbook(path: Path, name: str) -> Sight:
    import python_calamine as calamine

    from indicators.loaders import ods, xlsx
    from indicators.loaders._workbook import opened, value_of

    form = ods.kind() if _is_open_document(path) else xlsx.kind()
    data, scans = opened(path, name, form)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for title in book.sheet_names:
            found = book.get_sheet_by_name(title)
            rows = [tuple(map(value_of, row)) for row in found.to_python(skip_empty_area=False, nrows=FIRST)]
            while rows and not any(cell != "" for cell in rows[-1]):
                rows.pop()
            more: list[tuple[Cell, ...]] = []
            if found.total_height > FIRST:
                every = found.to_python(skip_empty_area=False)[FIRST:]
                body, end = every[:-LAST], every[-LAST:]
                some = body[:: 1 + len(body) // MOST]
                more = [tuple(map(value_of, row)) for row in (*some, *end)]
            merged = scans[title].merged if title in scans else None
            if merged is None:
                merged = tuple((*start, *end) for start, end in found.merged_cell_ranges or ())
            if rows:
                sheets.append(Sheet(title, tuple(rows), tuple(more[:-LAST]), tuple(more[-LAST:]), merged))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise FaultyInput([Fault(name, f"Die Arbeitsmappe ist beschädigt ({error}); speichern Sie sie neu.")]) from None
    if not sheets:
        raise FaultyInput([Fault(name, "Die Arbeitsmappe ist leer; bitten Sie um eine neue Lieferung.")])
    return Sight(name, form.suffix, "", "", tuple(sheets))


def _is_open_document(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "content.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False
