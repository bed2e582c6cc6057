"""A sheet of a report's workbook: its head, its print, its texts; names that Excel takes."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from atlas.colours import ACCENT, HAIR, NOTICE, SOFT, ink_on
from atlas.exports._workbook import Styles, styles_of
from atlas.reports.design import Design
from atlas.reports.document import Document

WIDE: Final = 34  # letters of the first column
NARROW: Final = 18  # of all others
TEXT: Final = 5  # columns that a text runs over
LETTERS: Final = 104  # of a line of text
LINE: Final = 15  # height of a line, in points
LONGEST: Final = 31  # letters of the name of a sheet
CELL: Final = 32_000  # letters of a cell; Excel takes 32,767
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
OWN: Final = ("history", "verlauf")  # names that Excel keeps for itself
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Page:
    """A sheet to write on, with the formats of its workbook."""

    book: Any
    sheet: Any
    name: str
    styles: Styles


def clean(text: str) -> str:
    """Text without what a workbook cannot carry."""
    return _ILLEGAL.sub("", text)


def names(titles: Iterable[str]) -> list[str]:
    """Names of sheets, each once and such as Excel takes them.

    >>> names(["Kita 3/6: [Kinder]", "kita 3-6- -kinder-", ""])
    ['Kita 3-6- -Kinder-', 'kita 3-6- -kinder- (2)', 'Kapitel 3']
    """
    found: list[str] = []
    for number, title in enumerate(titles, 1):
        plain = " ".join(FORBIDDEN.sub("-", clean(title)).split()).strip("' ")
        name = _cut(plain, LONGEST) or f"Kapitel {number}"
        turn = 1
        while name.lower() in (*OWN, *(one.lower() for one in found)):
            turn += 1
            tail = f" ({turn})"
            name = _cut(plain or "Kapitel", LONGEST - len(tail)) + tail
        found.append(name)
    return found


def _cut(text: str, most: int) -> str:
    """At most so many letters as Excel counts them, in UTF-16."""
    while len(text.encode("utf-16-le")) > 2 * most:
        text = text[:-1]
    return text.strip("' ")


def styles(book: Any, design: Design) -> Styles:
    """The formats of the exports, heads in the town's colour."""
    found = styles_of(book)
    head = {"bold": True, "bg_color": design.accent, "font_color": ink_on(design.accent)}
    lines = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": HAIR}
    wrap = {"text_wrap": True, "valign": "top"}
    return {
        **found,
        "title": book.add_format({**found["font"], **wrap, "bold": True, "font_size": 15}),
        "notice": book.add_format({**found["font"], **wrap, "bold": True, "font_color": NOTICE}),
        "head": book.add_format({**found["font"], **head, **lines}),
        "head_right": book.add_format({**found["font"], **head, **lines, "align": "right"}),
        "link": book.add_format({**found["font"], "font_color": ACCENT, "underline": 1, "valign": "top"}),
        "soft": book.add_format({**found["font"], "font_color": SOFT, **wrap}),
        "gap": book.add_format({**found["font"], "font_color": SOFT, "italic": True, **wrap}),
        "changed": book.add_format({**found["font"], **wrap, "left": 5}),
        "caption": book.add_format({**found["font"], "bold": True, **wrap}),
    }


def opened(book: Any, styles: Styles, name: str, document: Document, title: str) -> tuple[Page, int]:
    """A sheet with its head; gives it and the first free row."""
    sheet = book.add_worksheet(name)
    page = Page(book, sheet, name, styles)
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 40, NARROW)
    sheet.hide_gridlines(2)
    _printed(sheet, document)
    public = document.stamp.public and not document.stamp.invented
    row = text(page, 0, title, "title", 17)
    row = text(
        page, row, f"{document.title} · {document.subtitle}" if title != document.title else document.subtitle, "soft"
    )
    row = text(page, row, f"{document.stamp.title} · {document.stamp.line}", "soft")
    return page, text(page, row, document.warning, "soft" if public else "notice") + 1


def _printed(sheet: Any, document: Document) -> None:
    """A4, as wide as the page; title, status, Stand and number on each."""
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L&8{_plain(document.title, 100)}&R&8{_plain(document.warning, 120)}")
    sheet.set_footer(f"&L&8{_plain(f'{document.stamp.title} · {document.stamp.line}', 200)}&R&8Seite &P von &N")


def _plain(said: str, most: int) -> str:
    """Text at the edge of a page, where & begins a command; Excel takes 255 letters in all."""
    said = " ".join(clean(said).split())
    return (said if len(said) <= most else f"{said[: most - 1]}…").replace("&", "&&")


def text(page: Page, row: int, said: str, style: str = "long", size: float = 11) -> int:
    """A text over the first columns, as high as it needs; gives the next row."""
    said = clean(said)
    for start in range(0, len(said), CELL):
        part = said[start : start + CELL]
        across(page, row, 0, TEXT - 1, part, style)
        page.sheet.set_row(row, height(part, LETTERS * 11 / size, LINE * size / 11))
        row += 1
    return row


def across(page: Page, row: int, first: int, last: int, said: str, style: str) -> None:
    """A text in cells that are one; never a formula, never a link."""
    page.sheet.merge_range(row, first, row, last, "", page.styles[style])
    page.sheet.write_string(row, first, said, page.styles[style])


def height(said: str, letters: float, line: float = LINE) -> float:
    """Points that a text takes in a cell that is so many letters wide; Excel's most is 409."""
    return min(line * sum(max(1, math.ceil(len(part) / letters)) for part in said.split("\n")) + 3, 409)
