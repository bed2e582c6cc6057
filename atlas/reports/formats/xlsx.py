"""Excel: a workbook of the report; a sheet a chapter, real tables, native charts whose data stand beside them."""

import datetime as dt
import io
from typing import Any, Final

from atlas.exports._workbook import Styles
from atlas.reports.design import Design
from atlas.reports.document import Block, Chapter, Cover, Document, Paragraph, Pictures, Points, Spine, Tabular, Tiles
from atlas.reports.formats import _raster
from atlas.reports.formats._package import settled
from atlas.reports.formats._xlsx.charts import ranking, series
from atlas.reports.formats._xlsx.page import (
    CELL,
    LETTERS,
    TEXT,
    WIDE,
    Page,
    across,
    clean,
    height,
    names,
    opened,
    styles,
    text,
)
from atlas.reports.formats._xlsx.tables import of_areas, of_spine, of_tiles, table
from indicators.errors import Fault

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX = ".xlsx"
TITLE = "Excel"
CONTENTS: Final = "Inhalt"
OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
TONES: Final = {"lead": "caption", "gap": "gap", "changed": "changed"}
LOGO: Final = (200.0, 56.0)  # px: at most so wide and high
Group = tuple[str, list[Chapter]]  # title, and the chapters that go on under it


def check(design: Design) -> list[Fault]:
    """A logo that is no picture."""
    return _raster.faults(design)


def write(document: Document, design: Design) -> bytes:
    """The workbook; texts are never formulas or links by accident; the same document gives the same bytes."""
    import xlsxwriter

    into = io.BytesIO()
    with xlsxwriter.Workbook(into, OPTIONS) as book:
        book.set_properties(_properties(document, design))
        formats = styles(book, design)
        groups = _groups(document)
        titles = names([CONTENTS, *(title for title, _ in groups)])
        _contents(book, formats, document, design, list(zip(titles[1:], groups, strict=True)))
        for name, (title, chapters) in zip(titles[1:], groups, strict=True):
            page, row = opened(book, formats, name, document, title)
            page.sheet.write_url(row - 1, 0, f"internal:'{CONTENTS}'!A1", formats["link"], f"← {CONTENTS}")
            row += 1
            for chapter in chapters:
                for block in chapter.blocks:
                    row = _block(page, row, block, document)
                row = _notes(page, row, chapter)
    return settled(into.getvalue())


def _properties(document: Document, design: Design) -> dict[str, Any]:
    day, month, year = (int(part) for part in document.date.split("."))
    return {
        "title": clean(document.title),
        "subject": clean(document.subtitle),
        "author": clean(design.footer or document.stamp.title),
        "company": clean(document.stamp.town),
        "keywords": clean(f"{document.stamp.title}, {document.stamp.line}, {document.status}"),
        "comments": clean(document.warning),
        "created": dt.datetime(year, month, day),
    }


def _groups(document: Document) -> list[Group]:
    """Chapters by the heading that they stand under; what is only a cover stands on the first sheet."""
    found: list[Group] = []
    for chapter in document.chapters:
        if all(isinstance(block, Cover) for block in chapter.blocks):
            continue
        if chapter.title or not found:
            found.append((chapter.title or document.title, []))
        found[-1][1].append(chapter)
    return found


def _contents(book: Any, formats: Styles, document: Document, design: Design, groups: list[tuple[str, Group]]) -> None:
    """What the workbook is, for whom, and a link to every sheet."""
    page, row = opened(book, formats, CONTENTS, document, document.title)
    if design.logo:
        row = _logo(page, row, design)
    for cover in (block for chapter in document.chapters for block in chapter.blocks if isinstance(block, Cover)):
        row = text(page, row, cover.title, "caption") if cover.title != document.title else row
        row = text(page, row, cover.subtitle, "soft")
        for head, said in cover.lines:
            row = _pair(page, row, head, said)
        row += 1
    row = text(page, row, CONTENTS, "caption")
    for name, (title, chapters) in groups:
        page.sheet.write_url(row, 0, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1", formats["link"], name)
        labels = [label for chapter in chapters for block in chapter.blocks for label in _labels(block)]
        said = ", ".join(labels) if title == name else " · ".join((clean(title), ", ".join(labels)))
        across(page, row, 1, TEXT - 1, said.strip(" ·"), "soft")
        page.sheet.set_row(row, height(said, LETTERS - WIDE))
        row += 1
    row = text(page, row + 1, f"Diese Zahlen im Atlas: {document.address}", "soft")
    if design.footer:
        text(page, row, design.footer, "soft")
    page.sheet.activate()


def _logo(page: Page, row: int, design: Design) -> int:
    from xlsxwriter.image import Image

    one = _raster.logo(design, *LOGO)
    read = Image(io.BytesIO(one.png))
    scale = {
        "x_scale": one.width / (read.width * 96 / read.x_dpi),
        "y_scale": one.height / (read.height * 96 / read.y_dpi),
    }
    about = {"image_data": io.BytesIO(one.png), "description": design.logo_alt, "object_position": 1}
    page.sheet.insert_image(row, 0, "logo", {**about, **scale})
    return row + int(one.height // 20) + 2


def _labels(block: Block) -> list[str]:
    if isinstance(block, Pictures):
        return [one.label for one in block.items if one.label]
    return [block.label] if isinstance(block, Tabular | Spine) and block.label else []


def _block(page: Page, row: int, block: Block, document: Document) -> int:
    if isinstance(block, Paragraph):
        return text(page, row, block.text, TONES.get(block.tone, "long"))
    if isinstance(block, Points):
        for head, said in block.items:
            row = _pair(page, row, head, said) if head else text(page, row, said)
        return row + 1
    if isinstance(block, Tiles):
        town = all(one.city.key in document.keys for one in block.rows)
        return table(page, row, of_tiles(block, town)).next
    if isinstance(block, Spine):
        return table(page, row, of_spine(block)).next
    if isinstance(block, Tabular):
        return table(page, row, block).next
    for one in block.items if isinstance(block, Pictures) else ():
        if one.kind == "series":
            row = series(page, row, one)
        elif one.kind == "ranking":
            row = ranking(page, row, one)
        else:
            row = table(page, row, *of_areas(one, highest_first=False)).next
    return row


def _pair(page: Page, row: int, head: str, said: str) -> int:
    """A bold head in the first column and its text beside it."""
    head, said = clean(head), clean(said)
    page.sheet.write_string(row, 0, head, page.styles["bold"])
    across(page, row, 1, TEXT - 1, said[:CELL], "long")
    page.sheet.set_row(row, max(height(said, LETTERS - WIDE), height(head, WIDE - 2)))
    return row + 1


def _notes(page: Page, row: int, chapter: Chapter) -> int:
    """What a speaker says to the chapter: how its numbers are read."""
    if not chapter.notes:
        return row
    row = text(page, row, "Lesehilfe", "caption")
    for line in chapter.notes.split("\n"):
        row = text(page, row, line, "soft")
    return row + 1
