"""CSV for scripts: comma, decimal point, UTF-8; the rows of `atlas values`, then what they are values of."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple
from decimal import Decimal
from typing import Final

from atlas.exports._rows import told
from atlas.view import Profile, Table, View
from atlas.view.paper import PaperMap
from atlas.view.values import COLUMNS

MIME = "text/csv; charset=utf-8"
SUFFIX = ".csv"
TITLE = "CSV (für Programme)"
ACCEPTS = (View, Profile, Table)
CONVERTED: Final = (
    "areas",  # heute, or the last day of older areas, where the value was converted to them
    "estimated_share",  # of a converted value: how much of it comes from divided areas
)
MORE: Final = (
    "indicator",
    "unit",
    "edition",
    "notice",
    *CONVERTED,
)  # columns of a download, after those of `atlas values`
Value = str | float | int | None


def write(content: View | Profile | Table, paper: PaperMap | None = None) -> bytes:
    """All values of the content; `paper` is not used."""
    return plain((*COLUMNS, *MORE), download(content))


def download(content: View | Profile | Table) -> Iterable[tuple[Value, ...]]:
    """Rows with the columns of `atlas values` and MORE."""
    stamp = content.stamp
    kept = () if isinstance(content, View) else content.kept
    notice = " ".join(part for part in (stamp.notice, stamp.secrecy, stamp.invented) if part)
    for one in told(content):
        own = one.row.level == content.level.id and one.indicator.id not in kept
        areas = content.comparison.word if content.comparison and own else ""
        share = one.cell.split if areas else None
        yield (*astuple(one.row), one.indicator.id, one.indicator.unit, stamp.edition, notice, areas, share)


def plain(columns: Sequence[str], lines: Iterable[tuple[Value, ...]]) -> bytes:
    """Comma, decimal point, a header, no BOM; nothing where there is no number."""
    return _text(columns, lines, ",", number).encode()


def german(columns: Sequence[str], lines: Iterable[tuple[Value, ...]]) -> bytes:
    """Semicolon, decimal comma, BOM: what a German Excel opens by a double click.

    A text that Excel would take for a formula begins with an apostrophe.
    """
    return b"\xef\xbb\xbf" + _text(columns, lines, ";", _excel).encode()


def number(value: Value) -> str:
    """A number without rounding and without an exponent, whole numbers without a point; texts as they are.

    >>> number(12.0), number(12.3401), number(None), number(1e-7)
    ('12', '12.3401', '', '0.0000001')
    """
    if isinstance(value, float):
        said = f"{Decimal(repr(value)):f}"
        return said.removesuffix(".0")
    return "" if value is None else str(value)


def _excel(value: Value) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
    return number(value).replace(".", ",")


def _text(
    columns: Sequence[str], lines: Iterable[tuple[Value, ...]], delimiter: str, said: Callable[[Value], str]
) -> str:
    into = io.StringIO()
    writer = csv.writer(into, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([said(value) for value in line] for line in lines)
    return into.getvalue()


def _json(columns: Sequence[str], lines: Iterable[tuple[Value, ...]]) -> bytes:
    said = [dict(zip(columns, line, strict=True)) for line in lines]
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


FORMATS: Final[dict[str, Callable[[Sequence[str], Iterable[tuple[Value, ...]]], bytes]]] = {
    "csv": plain,
    "csv-de": german,
    "json": _json,
}  # how the command line prints rows
