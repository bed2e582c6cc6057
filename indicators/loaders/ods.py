"""OpenDocument workbooks (.ods) of LibreOffice and others, wide or long; a sheet is a table."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as xml

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery
from indicators.loaders._compose import compose
from indicators.loaders._pieces import Merged
from indicators.loaders._table import Table
from indicators.loaders._workbook import Format, Scan, read_sheets

_MAIN: Final = "content.xml"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def read(path: Path, spec: Delivery) -> Reading:
    """All workbooks of the delivery below the raw folder `path`. FaultyInput names every fault of every file."""
    return compose(path, spec, read_tables)


def read_tables(path: Path, name: str, spec: Delivery) -> Iterator[Table]:
    """The chosen sheets as tables. FaultyInput says why the file is no workbook, or which sheets there are."""
    return read_sheets(path, name, spec, Format("ods", _MAIN, _scan))


def _scan(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """Extent and merged cells: a few bytes may say that one cell stands there a billion times."""
    scans: dict[str, Scan] = {}
    row = rows = columns = 0
    merged: list[Merged] = []
    with archive.open(_MAIN) as text:
        for event, item in xml.iterparse(text, ("start", "end")):
            if event == "start":
                if item.tag == f"{_TABLE}table":
                    row = rows = columns = 0
                    merged = []
                continue
            if item.tag == f"{_TABLE}table-row":
                times = _count(item, "number-rows-repeated")
                width = _scan_row(item, row, merged)
                row += times
                if width:
                    rows, columns = row, max(columns, width)
                item.clear()
            elif item.tag == f"{_TABLE}table":
                scans[item.get(f"{_TABLE}name", "")] = Scan(rows, columns, tuple(merged))
                item.clear()
    return scans


def _scan_row(item: xml.Element, row: int, merged: list[Merged]) -> int:
    """The column of the last filled cell, and what is merged from this row on."""
    width = column = 0
    for cell in item:
        if cell.tag not in _CELLS:
            continue
        times = _count(cell, "number-columns-repeated")
        down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or right > 1:
            merged.append((row, column, row + down - 1, column + right - 1))
        column += times
        if cell.get(f"{_OFFICE}value-type") or len(cell):
            width = column
    return width


def _count(item: xml.Element, name: str) -> int:
    return int(item.get(f"{_TABLE}{name}", "1"))
