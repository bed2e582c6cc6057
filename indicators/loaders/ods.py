"""OpenDocument workbooks (.ods) of LibreOffice and others, wide or long; a sheet is a table."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery
from indicators.loaders._compose import compose
from indicators.loaders._pieces import Merged
from indicators.loaders._table import Table
from indicators.loaders._text import Watch, unwatched
from indicators.loaders._workbook import Format, Scan, read_sheets

_MAIN: Final = "content.xml"
_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_VALUE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def read(path: Path, spec: Delivery, watch: Watch = unwatched) -> Reading:
    """All workbooks of the delivery below the raw folder `path`. FaultyInput names every fault of every file."""
    return compose(path, spec, read_tables, watch)


def read_tables(path: Path, name: str, spec: Delivery, _watch: Watch = unwatched) -> Iterator[Table]:
    """The chosen sheets as tables. FaultyInput says why the file is no workbook, or which sheets there are."""
    return read_sheets(path, name, spec, kind())


def kind() -> Format:
    """What every OpenDocument workbook has, and how its sheets are scanned."""
    return Format("ods", _MAIN, _scan)


@dataclass
class _Sheets:
    """What has been seen of the sheets so far."""

    scans: dict[str, Scan] = field(default_factory=dict)
    name: str = ""
    row: int = 0  # in which the next row begins
    times: int = 1  # that the present row stands there
    column: int = 0  # in which the next cell of the row begins
    width: int = 0  # of the present row, up to its last filled cell
    rows: int = 0
    columns: int = 0
    merged: list[Merged] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A sheet, a row or a cell begins."""
        if tag in _CELLS:
            down, right = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
            if down > 1 or right > 1:
                self.merged.append((self.row, self.column, self.row + down - 1, self.column + right - 1))
            self.column += _count(attributes, "number-columns-repeated")
            if _VALUE in attributes:
                self.width = self.column
        elif tag == _TEXT:
            self.width = self.column
        elif tag == f"{_TABLE}table-row":
            self.times, self.column, self.width = _count(attributes, "number-rows-repeated"), 0, 0
        elif tag == f"{_TABLE}table":
            self.name, self.row, self.rows, self.columns = attributes.get(f"{_TABLE}name", ""), 0, 0, 0
            self.merged = []

    def end(self, tag: str) -> None:
        """A row or a sheet is complete."""
        if tag == f"{_TABLE}table-row":
            self.row += self.times
            if self.width:
                self.rows, self.columns = self.row, max(self.columns, self.width)
        elif tag == f"{_TABLE}table":
            self.scans[self.name] = Scan(self.rows, self.columns, tuple(self.merged))


def _scan(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """Extent and merged cells: a few bytes may say that one cell stands there a billion times."""
    sheets = _Sheets()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = sheets.start, sheets.end
    with archive.open(_MAIN) as text:
        parser.ParseFile(text)
    return sheets.scans


def _count(attributes: Mapping[str, str], name: str) -> int:
    return int(attributes.get(f"{_TABLE}{name}", "1"))
