"""Word: an editable paper of real headings, captions and tables, on the atlas's own paper or the town's."""

import datetime as dt
import io
import re
from typing import Any, Final

from atlas.colours import HAIR, NOTICE, SOFT
from atlas.reports.design import Design
from atlas.reports.document import PUBLIC, Document
from atlas.reports.formats import _raster
from atlas.reports.formats._docx import master, pictures
from atlas.reports.formats._docx.blocks import written
from atlas.reports.formats._docx.marks import clean, field, paragraph, parsed, run, w
from atlas.reports.formats._docx.master import Sheet, opened
from atlas.reports.formats._package import settled
from indicators.errors import Fault

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIX = ".docx"
TITLE = "Word"
LONGEST: Final = 70  # letters of a title at the head of a page
COUNTED: Final = re.compile(r"\bPAGE\b")  # a field with the number of the page


def check(design: Design) -> list[Fault]:
    """A document that is none or lacks styles, a logo that is no picture."""
    return [*master.faults(design), *_raster.faults(design)]


def write(document: Document, design: Design) -> bytes:
    """The paper; the same document gives the same bytes."""
    sheet = opened(design)
    empty, body = sheet.document.element.body, parsed(w("body", *written(sheet, document)))
    body.append(empty[-1])  # the section
    sheet.document.element.replace(empty, body)
    _every_page(sheet, document, design)
    _properties(sheet.document, document, design)
    into = io.BytesIO()
    sheet.document.save(into)
    return settled(into.getvalue())


def _every_page(sheet: Sheet, document: Document, design: Design) -> None:
    """Title, logo and status above, Stand and number of the page below; a town's own headers stay before them."""
    section = sheet.document.sections[-1]
    kinds = ["header", "footer"]
    if section.different_first_page_header_footer:
        kinds += ["first_page_header", "first_page_footer"]
    if sheet.document.settings.odd_and_even_pages_header_footer:
        kinds += ["even_page_header", "even_page_footer"]
    for kind in kinds:
        place = getattr(section, kind)
        new = place.is_linked_to_previous
        element, part = place._element, place.part  # python-docx has no public way to the parts of a header
        if new:
            for child in list(element):
                element.remove(child)
        lines = (
            _above(sheet, part, document, design, new) if "header" in kind else _below(sheet, element, document, design)
        )
        for line in lines:
            element.append(parsed(line))


def _above(sheet: Sheet, part: Any, document: Document, design: Design, new: bool) -> list[str]:
    style, at_right = sheet.style("header"), _stop(sheet)
    title = document.title if len(document.title) <= LONGEST else f"{document.title[: LONGEST - 1].rstrip()}…"
    drawn = pictures.logo(sheet, part, design) if new else ""
    beside = drawn or run(document.stamp.title if new else "")
    public = document.status == PUBLIC and document.stamp.public
    line = w("pBdr", w("bottom", val="single", sz=4, space=4, color=HAIR[1:])) + w("spacing", after=140)
    warned = run(document.warning, w("b") + w("color", val=(SOFT if public else NOTICE)[1:]))
    return [paragraph(style, run(title), run("\t"), beside, more=at_right), paragraph(style, warned, more=line)]


def _below(sheet: Sheet, element: Any, document: Document, design: Design) -> list[str]:
    style = sheet.style("footer")
    counted = any(COUNTED.search(said) for said in element.xpath(".//w:instrText/text() | .//w:fldSimple/@w:instr"))
    pages = () if counted else (run("\tSeite "), field("PAGE", "1"), run(" von "), field("NUMPAGES", "1"))
    stand = (run(f"{document.stamp.title} · {document.stamp.line}"), *pages)
    lines = [paragraph(style, run(design.footer))] if design.footer else []
    return [*lines, paragraph(style, *stand, more=_stop(sheet))]


def _stop(sheet: Sheet) -> str:
    """Tabs: none of the style's but one at the right border."""
    old = (w("tab", val="clear", pos=place) for place in (4320, 4536, 8640, 9072))
    return w("tabs", *old, w("tab", val="right", pos=sheet.width))


def _properties(target: Any, document: Document, design: Design) -> None:
    """What the file says of itself: of the edition's day, not of the moment of writing."""
    day, month, year = (int(part) for part in document.date.split("."))
    made = dt.datetime(year, month, day)
    about = target.core_properties
    for child in list(about._element):
        about._element.remove(child)
    about.title = clean(document.title)[:255]
    about.subject = clean(document.subtitle)[:255]
    about.author = clean(design.footer or document.stamp.title)[:255]
    about.keywords = clean(f"{document.stamp.title}, {document.stamp.line}, {document.status}")[:255]
    about.comments = clean(document.warning)[:255]
    about.language = "de-DE"
    about.revision = 1
    about.created = about.modified = made
