"""The header of a table: its names, and whether everything that a delivery asks for is there."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from indicators.deliveries.rules import Layout, Names
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.forms import nearest

LONGEST = 1_000_000  # characters; a longer line is no header
SHOWN = 12  # columns that a fault lists

Header = tuple[str, ...]


def head_lines(text: str, layout: Layout, name: str) -> tuple[list[str], int]:
    """The header's lines, and where the data begin."""
    place, lines = 0, []
    for _ in range(layout.skip_rows + layout.header_rows):
        end = text.find("\n", place, place + LONGEST)
        if end < 0 and len(text) - place >= LONGEST:
            raise FaultyInput([Fault(name, "Eine Kopfzeile ist über 1 MB lang; das ist keine Tabelle.")])
        end = len(text) if end < 0 else end
        lines.append(text[place:end])
        place = min(end + 1, len(text))
    lines = lines[layout.skip_rows :]
    if not any(line.strip() for line in lines):
        raise FaultyInput([Fault(name, "Die Kopfzeile ist leer; prüfen Sie skip_rows und header_rows.")])
    return lines, place


def delimiter_of(lines: Sequence[str]) -> str:
    """The sign that stands most often in the header."""
    return max(";,\t|", key=lambda sign: sum(line.count(sign) for line in lines))


def split_header(lines: Sequence[str], delimiter: str, quote: str) -> Header:
    """Column names out of the header's lines."""
    if quote:
        parsed = list(csv.reader(lines, delimiter=delimiter, quotechar=quote))
    else:
        parsed = [line.split(delimiter) for line in lines]
    width = max(map(len, parsed))
    return join_header([row + [""] * (width - len(row)) for row in parsed])


def join_header(rows: Sequence[Sequence[str]]) -> Header:
    """Column names out of one or more header rows: "Einwohner / darunter Frauen"; inner blanks are single."""
    stacked = zip(*rows, strict=True)
    return tuple(" / ".join(t for t in (" ".join(str(text).split()) for text in column) if t) for column in stacked)


def first_of(header: Header, names: Names) -> str | None:
    """The first of `names` that the header has."""
    return next((name for name in names if name in header), None)


def names_file(pattern: str, name: str) -> bool:
    """Whether a refusal speaks of this file; no pattern speaks of all."""
    return not pattern or PurePosixPath(name).match(pattern)


def require(header: Header, spec: Delivery, name: str, place: str) -> None:
    """FaultyInput names every column that the delivery asks for and this file lacks, or has twice."""
    faults = dict.fromkeys(_faults(header, spec, name, place))
    if faults:
        raise FaultyInput(faults)


def _faults(header: Header, spec: Delivery, name: str, place: str) -> Iterator[Fault]:
    there = [h for h in header if h]
    shown = ", ".join(there[:SHOWN]) + (f" und {len(there) - SHOWN} weitere" if len(there) > SHOWN else "")
    for names, use in _wanted(header, spec, name):
        found = first_of(header, names)
        if found is None:
            wanted = "“ oder „".join(names)
            sentence = f"Die Spalte „{wanted}“ ({use}) fehlt; {nearest(names[0], there)}."
            yield Fault(place, sentence if len(there) <= 1 else f"{sentence} Vorhanden: {shown}.")
        elif header.count(found) > 1:
            yield Fault(place, f"Die Spalte „{found}“ ({use}) steht {header.count(found)}-mal im Tabellenkopf.")


def _wanted(header: Header, spec: Delivery, name: str) -> Iterator[tuple[Names, str]]:
    """(alternatives, the field that asks for them)."""
    if spec.area.column:
        yield spec.area.column, "area.column"
    if spec.period.column:
        yield spec.period.column, "period.column"
    for column in spec.values:
        if column in header or column not in spec.optional:
            yield (column,), "values"
    for columns in spec.sum.values():
        yield from (((column,), "sum") for column in columns)
    for rule in spec.rules:
        yield (rule.column,), "rows.column"
        yield from (((column,), "rows.where") for column in rule.where)
    yield from (((column,), "read.fill_down") for column in spec.read.fill_down)
    for value, column in spec.quality.items():
        yield (value,), "quality"
        yield (column,), "quality"
    for refusal in spec.refuse:
        if names_file(refusal.file, name):
            yield from (((column,), "refuse.where") for column in refusal.where)
