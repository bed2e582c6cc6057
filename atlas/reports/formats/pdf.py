"""A report as PDF: tagged (PDF/UA-1), vector pictures, bookmarks, in the town's type and colour; typst sets it."""

from functools import partial
from pathlib import Path
from typing import Any, Final

from atlas.colours import HAIR, INK, NOTICE, PAPER, SOFT, contrast, pale
from atlas.exports._typst import compile_typst, families
from atlas.reports.design import FONT, Design
from atlas.reports.document import Document, headed, opened, secrecy
from atlas.reports.formats._pdf.blocks import block, breakable
from atlas.reports.formats._pdf.numbers import NAME, numbers
from indicators.errors import Fault

MIME = "application/pdf"
SUFFIX = ".pdf"
TITLE = "PDF (barrierefrei)"
OWN: Final = "Source Sans Pro"  # our own type, as its files name it
HERE: Final = Path(__file__).parent / "_pdf"
READS: Final = 4.5  # contrast of text
MANY: Final = 5  # chapters with a heading; with more a cover page lists them
LONGEST: Final = 80  # letters of a running head


def check(design: Design) -> list[Fault]:
    """A font that its folder does not hold, and a logo that cannot be drawn."""
    faults = []
    known = families(design.fonts)
    if design.font not in (FONT, *known):
        said = f"Die Schrift „{design.font}“ liegt nicht im Ordner {design.fonts.name if design.fonts else 'fonts'}; "
        faults.append(Fault("city.toml, [design], Feld font", f"{said}dort gibt es {', '.join(known)}."))
    if design.logo:
        import typst

        try:
            compile_typst("logo", {"logo": _logo(design)}, HERE, design.fonts, format="pdf")
        except typst.TypstError:
            said = "Dieses Bild lässt sich nicht zeichnen; speichern Sie das Logo neu, am besten als SVG oder PNG."
            faults.append(Fault("city.toml, [design], Feld logo", said))
    return faults


def write(document: Document, design: Design) -> bytes:
    """The PDF; the same document gives the same bytes."""
    compiled = partial(compile_typst, folder=HERE, fonts=design.fonts, format="pdf", pdf_standards="ua-1")
    return compiled("paper", page(document, design))


def page(document: Document, design: Design) -> dict[str, Any]:
    """Everything that the template prints, as JSON-able data."""
    stamp = document.stamp
    chapters = opened(document)
    titled = [chapter for chapter in chapters if headed(chapter)]
    return {
        "title": f"{document.title} ({stamp.title})",
        "short": document.title if len(document.title) <= LONGEST else f"{document.title[: LONGEST - 1]}…",
        "description": f"{document.subtitle}, {stamp.line}. {document.warning}",
        "town": stamp.town,
        "atlas": stamp.title,
        "stamp": stamp.line,
        "warning": document.warning,
        "footer": design.footer,
        "date": [int(part) for part in document.date.split(".")[::-1]],
        "address": breakable(document.address),
        "notices": [breakable(notice) for notice in (*document.notices, secrecy(document)) if notice],
        "numbers": numbers(document),
        "numbers_name": NAME,
        "logo": _logo(design),
        "font": [OWN if design.font == FONT else design.font, OWN],
        "contents": len(titled) > MANY,
        "chapters": [
            {
                "title": breakable(chapter.title),
                "headed": headed(chapter),
                "new_page": chapter.new_page,
                "blocks": [block(one, chapter, document, design) for one in chapter.blocks],
            }
            for chapter in chapters
        ],
        "colours": _colours(document, design),
    }


def _colours(document: Document, design: Design) -> dict[str, str]:
    """Ink and paper, and the town's colour: for text only where it can be read."""
    readable = design.accent if contrast(design.accent, PAPER) >= READS else INK
    notice = SOFT if document.stamp.public else NOTICE
    wash = pale(pale(design.accent))
    return {
        "ink": INK, "soft": SOFT, "hair": HAIR, "notice": notice, "alert": NOTICE,
        "accent": design.accent, "head": readable, "wash": wash,
    }  # fmt: skip


def _logo(design: Design) -> dict[str, Any] | None:
    """The logo for typst: an SVG as text, others as their bytes."""
    if not design.logo:
        return None
    svg = design.logo_kind == "svg"
    file = design.logo.decode("utf-8", "replace") if svg else list(design.logo)
    return {"file": file, "format": design.logo_kind, "alt": design.logo_alt or "Logo"}
