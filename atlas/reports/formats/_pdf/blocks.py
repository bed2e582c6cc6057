"""The blocks of a document as JSON-able data for the page that typst sets: one function a block."""

import re
from typing import Any, Final

from atlas.charts._svg import width_of
from atlas.numbers import period_text
from atlas.reports.design import Design
from atlas.reports.document import (
    Block,
    Chapter,
    Cover,
    Document,
    Paragraph,
    Points,
    Spine,
    Tabular,
    Tiles,
)
from atlas.reports.formats._pdf.pictures import line, location, lying, pictures
from atlas.view import ProfileRow, SpineRow

NAMED: Final = 50 * 72 / 25.4  # pt that the name of an indicator has beside its line
LONGEST: Final = 1200  # letters; rows with more may go on over the page
SMALL: Final = ("sources", "methods")  # chapters of remarks, set smaller in two columns
FEW: Final = 4  # points that stand in one column
MANY: Final = 10  # beyond that they may need more than a page: read from left to right, row by row


def block(one: Block, chapter: Chapter, document: Document, design: Design) -> dict[str, Any]:
    """Any block."""
    if isinstance(one, Cover):
        return _cover(one, document)
    if isinstance(one, Paragraph):
        return {"kind": "paragraph", "tone": one.tone, "lines": [breakable(part) for part in one.text.split("\n")]}
    if isinstance(one, Points):
        items = [{"head": breakable(head), "text": breakable(text)} for head, text in one.items]
        if chapter.kind in SMALL:
            return {"kind": "remarks", "columns": _columns(items), "paired": len(items) > MANY}
        return {"kind": "points", "items": items}
    if isinstance(one, Tiles):
        return {"kind": "tiles", "items": [_tile(row, document) for row in one.rows]}
    if isinstance(one, Tabular):
        return _tabular(one)
    if isinstance(one, Spine):
        return _spine(one, document)
    return pictures(one, design)


def breakable(text: str) -> str:
    """Very long words may be broken anywhere: a zero-width space every 24 letters."""
    return re.sub(r"(\S{24})(?=\S)", "\\1\u200b", text)


def _cover(cover: Cover, document: Document) -> dict[str, Any]:
    long = len(cover.title)
    return {
        "kind": "cover",
        "title": breakable(cover.title),
        "size": 27 if long <= 26 else 19 if long <= 60 else 12.5,
        "subtitle": breakable(cover.subtitle),
        "lines": [[breakable(head), breakable(text)] for head, text in cover.lines],
        "location": location(cover, document),
        "compact": cover.compact,
    }


def _columns(items: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """One column for few points, else two; the first holds half of the letters."""
    if len(items) < FEW:
        return [items]
    letters = [len(item["head"]) + len(item["text"]) + 30 for item in items]
    first = next(n for n in range(1, len(items)) if 2 * sum(letters[:n]) >= sum(letters) or n == len(items) - 1)
    return [items[:first], items[first:]]


def _tile(row: ProfileRow, document: Document) -> dict[str, Any]:
    compare = row.city.key not in document.keys
    return {
        "name": row.indicator.short,
        "value": row.cell.full,
        "known": row.cell.value is not None,
        "beside": f"{row.city.name}: {row.city.full}" if compare else period_text(row.period),
        "line": line(row),
    }


def _tabular(table: Tabular) -> dict[str, Any]:
    return {
        "kind": "table",
        "heads": [breakable(one.title) for one in table.columns],
        "shares": [one.share for one in table.columns],
        "right": [one.right for one in table.columns],
        "rows": [[[breakable(entry.text), entry.soft] for entry in row] for row in table.rows],
        "total": table.last_is_total,
        "breakable": any(len(entry.text) > LONGEST for row in table.rows for entry in row),
        "label": table.label,
        "caption": table.caption,
        "source": table.source,
    }


def _spine(one: Spine, document: Document) -> dict[str, Any]:
    town = document.stamp.town
    return {
        "kind": "spine",
        "town": town if len(town) <= 14 else "Stadt",
        "rows": [_spine_row(row) for row in one.rows],
        "label": one.label,
        "caption": one.caption,
        "how": "Heller Balken: vom niedrigsten zum höchsten Wert; dunkler: die mittlere Hälfte der Gebiete; "
        f"Strich: {town}; Punkt: das Gebiet. Jede Zeile hat ihren eigenen Maßstab; die Lage ist keine Wertung.",
    }


def _spine_row(row: SpineRow) -> dict[str, Any]:
    one = row.row
    return {
        "fits": width_of(one.indicator.short, 8.8) <= NAMED,
        "name": breakable(one.indicator.short),
        "period": period_text(one.period),
        "value": one.cell.full,
        "low": row.lowest.text if row.lowest else "",
        "high": row.highest.text if row.highest else "",
        "line": lying(row),
        "city": one.city.full,
    }
