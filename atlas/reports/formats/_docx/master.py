"""The empty paper that a Word report is written on: the atlas's own, or the town's document without its text.

Of a town's document stay styles, numbering, theme, the paper of its last section and the headers and footers of that;
what else its text had brought (pictures, comments, notes, links, properties) leaves with the text.
"""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from atlas.reports.design import PLACE, Design
from atlas.reports.formats._docx.look import LANGUAGE, NEEDED, SETTINGS, defaults, numbering, styles
from atlas.reports.formats._docx.marks import CM, PLACES, parsed, w
from indicators.errors import Fault

KEPT: Final = ("styles", "settings", "theme", "fontTable", "numbering")  # parts beside the text, by kind of relation
TEMPLATE: Final = b"wordprocessingml.template.main+xml"
DOCUMENT: Final = b"wordprocessingml.document.main+xml"
DEFAULTS: Final = ("Normal", "Default Paragraph Font", "Normal Table")  # a document has its own, by whatever name
UPRIGHT: Final = w(
    "sectPr",
    w("pgSz", w=round(21 * CM), h=round(29.7 * CM)),
    w(
        "pgMar",
        top=round(2.7 * CM),
        right=round(2 * CM),
        bottom=round(2.1 * CM),
        left=round(2.5 * CM),
        header=round(1.1 * CM),
        footer=round(1 * CM),
        gutter=0,
    ),
)  # A4


@dataclass(frozen=True)
class Sheet:
    """What blocks are written on."""

    document: Any  # of python-docx
    styles: Mapping[str, str]  # name -> id
    width: int  # of the text, in twentieths of a point
    own: bool  # not a town's
    numbers: Iterator[int]  # of drawings

    def style(self, name: str) -> str:
        """The id of a style."""
        return self.styles[name.lower()]


def opened(design: Design) -> Sheet:
    """An empty paper with all styles that blocks are written in."""
    from docx import Document

    own = not design.docx
    document = Document() if own else Document(io.BytesIO(_as_document(design.docx)))
    section = _emptied(document)
    if own:
        _ours(document, design)
        document.element.body.append(parsed(UPRIGHT))
    else:
        document.element.body.append(section if section is not None else parsed(UPRIGHT))
        _completed(document, design)
    _set_up(document)
    page: Any = document.sections[-1]
    width = round((page.page_width - page.left_margin - page.right_margin) / 635)
    return Sheet(document, _named(document), width, own, itertools.count(1))


def faults(design: Design) -> list[Fault]:
    """What of the town's document cannot be used."""
    if not design.docx:
        return []
    from docx import Document

    place = f"{PLACE}, Feld docx"
    try:
        known = _named(Document(io.BytesIO(_as_document(design.docx))))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError):  # the last is of XML
        said = "Die Datei lässt sich nicht als Word-Dokument lesen; speichern Sie sie in Word neu als DOCX oder DOTX."
        return [Fault(place, said)]
    lost = [f"„{word}“" for name, word in NEEDED.items() if name not in known]
    if not lost:
        return []
    named = " und ".join(lost)
    said = f"Im Word-Dokument ist die Formatvorlage {named} nicht angelegt; benutzen Sie sie dort einmal im Text, "
    return [Fault(place, f"{said}gestalten Sie sie und speichern Sie das Dokument neu.")]


def _as_document(package: bytes) -> bytes:
    """A template as a document: the same but for what it says to be."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(into, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info, part.replace(TEMPLATE, DOCUMENT) if info.filename == "[Content_Types].xml" else part)
    return into.getvalue()


def _named(document: Any) -> dict[str, str]:
    """Name in small letters -> id of the styles of a document."""
    found = document.styles.element.findall(f"{{{PLACES['w']}}}style")
    return {one.name_val.lower(): one.styleId for one in found if one.name_val}


def _emptied(document: Any) -> Any:
    """The document without its text and what belonged to it; gives its last section."""
    body = document.element.body
    section = body.sectPr
    for child in list(body):
        body.remove(child)
    used = set(section.xpath(".//w:headerReference/@r:id | .//w:footerReference/@r:id")) if section is not None else ()
    for name, one in list(document.part.rels.items()):
        if name not in used and one.reltype.rpartition("/")[2] not in KEPT:
            document.part.rels.pop(name)
    for name, one in list(document.part.package.rels.items()):
        if one.reltype.rpartition("/")[2] not in ("officeDocument", "core-properties"):
            document.part.package.rels.pop(name)
    if section is not None:
        for one in section.xpath("./w:pgNumType | ./w:type | ./w:footnotePr | ./w:endnotePr | ./w:sectPrChange"):
            section.remove(one)
    return section


def _ours(document: Any, design: Design) -> None:
    """The atlas's styles and its list in place of those of python-docx."""
    _filled(document.styles.element, [defaults(design), *styles(design).values()])
    _filled(document.part.numbering_part.element, list(parsed(numbering())))


def _completed(document: Any, design: Design) -> None:
    """The styles that a town's document lacks, and German as its language."""
    element, known = document.styles.element, _named(document)
    normal = known.get("normal", "")
    ids = set(element.xpath("./w:style/@w:styleId"))
    for name, style in styles(design).items():
        if name.lower() in known or name in DEFAULTS:
            continue
        style = re.sub(r"<w:numPr>.*?</w:numPr>", "", style)  # its lists are not ours
        style = re.sub(r'<w:(basedOn|next) w:val="Normal"/>', rf'<w:\1 w:val="{normal}"/>' if normal else "", style)
        added = parsed(style)
        if added.styleId in ids:
            added.styleId = f"{added.styleId}Atlas"
        element.append(added)
    for one in element.xpath(".//w:lang"):
        one.set(f"{{{PLACES['w']}}}val", "de-DE")
    if not element.xpath("./w:docDefaults//w:lang"):
        for marks in element.xpath("./w:docDefaults/w:rPrDefault/w:rPr"):
            marks.append(parsed(LANGUAGE))


def _set_up(document: Any) -> None:
    """Settings of our own; of a town's stay only those that its headers and margins need."""
    element = document.settings.element
    mirror = w("mirrorMargins") if element.xpath("./w:mirrorMargins") else ""
    even = w("evenAndOddHeaders") if element.xpath("./w:evenAndOddHeaders") else ""
    listed = []
    for name, one in SETTINGS.items():
        before = {"defaultTabStop": mirror, "characterSpacingControl": even}.get(name, "")
        listed += [before, one] if before else [one]
    _filled(element, listed)
    for one in document.part.rels.values():
        if one.reltype.endswith("/settings"):
            one.target_part.rels.clear()  # the template that the document was made with


def _filled(element: Any, children: list[Any]) -> None:
    """An element with these children, strings or elements, and no others."""
    for child in list(element):
        element.remove(child)
    for child in children:
        element.append(parsed(child) if isinstance(child, str) else child)
