"""Excel workbooks (.xlsx), wide or long: `[values]`, `[sum]` or `[[rows]]`, `[category]`; a sheet is a table."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as xml

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery
from indicators.loaders._compose import compose
from indicators.loaders._table import Table
from indicators.loaders._text import Watch, unwatched
from indicators.loaders._workbook import MOST_CELLS, Format, Scan
from indicators.loaders._workbook import read_sheets as read_workbook

_MAIN: Final = "xl/workbook.xml"
_MOST_COLUMNS: Final = ((b"[A-Z]{3}", 16_384), (b"[A-Z]{2}", 702))  # of letters that a sheet uses; else A to Z
_CELL: Final = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"([^<>]*?)(/?)>')
_ROW: Final = re.compile(rb'<(?:\w+:)?row\b[^<>]*?\br="(\d{1,7})"')
_SHOWS: Final = re.compile(rb"<(?:\w+:)?v[^<>]*>([^<]+)</")
_FORMULA: Final = (b"<f>", b"<f ", b"<f/>", b":f>", b":f ", b":f/>")
_UNSOLVED: Final = re.compile(
    rb"<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></|</)"
)


def read(path: Path, spec: Delivery, watch: Watch = unwatched) -> Reading:
    """All workbooks of the delivery below the raw folder `path`. FaultyInput names every fault of every file."""
    return compose(path, spec, read_sheets, watch)


def read_sheets(path: Path, name: str, spec: Delivery, _watch: Watch = unwatched) -> Iterator[Table]:
    """The chosen sheets as tables. FaultyInput says why the file is no workbook, or which sheets there are."""
    return read_workbook(path, name, spec, kind())


def kind() -> Format:
    """What every Excel workbook has, and how its sheets are scanned."""
    return Format("xlsx", _MAIN, _scan)


def _scan(archive: zipfile.ZipFile) -> dict[str, Scan]:
    """Extent, and cells that hold an error or a formula that was never computed: the cell library gives them empty."""
    return {sheet: _scan_sheet(archive.read(member)) for sheet, member in _members(archive)}


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet, its file in the archive)."""
    links = {}
    relations = "xl/_rels/workbook.xml.rels"
    for link in xml.fromstring(archive.read(relations)) if relations in archive.namelist() else ():
        links[link.get("Id")] = posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
    for item in xml.fromstring(archive.read(_MAIN)).iter():
        if item.tag.endswith("}sheet"):
            key = next((text for name, text in item.items() if name.endswith("}id")), None)
            if links.get(key) in archive.namelist():
                yield item.get("name", ""), links[key]


def _scan_sheet(text: bytes) -> Scan:
    rows = max((int(found[1]) for found in _ROW.finditer(text)), default=0)
    columns = next((most for letters, most in _MOST_COLUMNS if re.search(b' r="' + letters + rb"\d", text)), 26)
    errors, formulas = b't="e"' in text, any(sign in text for sign in _FORMULA)
    if rows * columns <= MOST_CELLS and not errors and not formulas:
        return Scan(rows, columns)
    rows = columns = 0
    broken: dict[tuple[int, int], str] = {}
    for found in _CELL.finditer(text):
        if found[4]:  # a cell without content, for its colour only
            continue
        row, column = int(found[2]), _number(found[1])
        rows, columns = max(rows, row), max(columns, column)
        if not (errors or formulas):
            continue
        if b't="e"' in found[0]:
            shown = _SHOWS.search(text, found.end(), found.end() + 2_000)
            broken[row - 1, column - 1] = shown[1].decode("utf-8", "replace") if shown else "#FEHLER"
        elif b't="str"' not in found[0] and _UNSOLVED.match(text, found.end()):
            broken[row - 1, column - 1] = "Formel ohne Ergebnis"
    return Scan(rows, columns, None, broken)


def _number(letters: bytes) -> int:
    """Column A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
