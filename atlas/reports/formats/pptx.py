"""A presentation: native charts that can be edited, maps of native shapes, notes for the speaker, the town's master."""

import io
from typing import Any, Final

from atlas.charts._frame import Box
from atlas.charts._svg import fit
from atlas.colours import NOTICE
from atlas.reports.design import Design
from atlas.reports.document import PUBLIC, Document
from atlas.reports.formats._package import settled
from atlas.reports.formats._pptx.chart import made_on
from atlas.reports.formats._pptx.cover import draw_cover
from atlas.reports.formats._pptx.master import Layout, Master, faults_of, master_of
from atlas.reports.formats._pptx.own import logo, logo_box
from atlas.reports.formats._pptx.plan import Slide, plan
from atlas.reports.formats._pptx.prose import wide_of
from atlas.reports.formats._pptx.shapes import NAMES, Canvas
from atlas.reports.formats._pptx.text import INK, QUIET, body, emu, largest, paragraph, plain, run
from indicators.errors import Fault

MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SUFFIX = ".pptx"
TITLE = "PowerPoint (Foliensatz)"
FOOT: Final = 28.0  # pt for Stand and status where the master has no wide footer
SIZES: Final = (40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 11.0)
SMALL: Final = 10.0
FIELD: Final = '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'


def check(design: Design) -> list[Fault]:
    """What the town's master or logo lacks, before any work."""
    found = list(faults_of(design.pptx)) if design.pptx else []
    if design.logo:
        try:
            logo_box(logo(design), 0, 0)
        except Exception:  # noqa: BLE001  # a broken picture can break its reader in any way
            said = "Das Logo lässt sich nicht als Bild lesen; speichern Sie es neu als PNG, JPEG oder SVG."
            found.append(Fault("city.toml, [design], Feld logo", said))
    return found


def write(document: Document, design: Design) -> bytes:
    """The presentation; the same document gives the same bytes."""
    master = master_of(design)
    box = _room(master)
    slides = plan(document, box)
    drawn = dict(_draw(slide, number, document, design, master, box) for number, slide in enumerate(slides, 1))
    _described(master.deck, document)
    into = io.BytesIO()
    master.deck.save(into)
    return settled(into.getvalue(), drawn)


def _room(master: Master) -> Box:
    """The room for content; above the foot where the master has no footer that is wide enough."""
    box = master.box
    lacks = not master.plain.wide
    return Box(box.x, box.y, box.width, box.height - (FOOT + 6 if lacks else 0))


def _draw(one: Slide, number: int, document: Document, design: Design, master: Master, box: Box) -> tuple[bytes, bytes]:
    """A new slide; the mark on it and its shapes, see `Canvas.leave`."""
    layout = master.title if one.cover else master.text if one.text and master.text is not None else master.plain
    slide = master.deck.slides.add_slide(layout.page)
    _titled(slide, one.title, layout)
    canvas = Canvas(slide)
    if one.cover:
        draw_cover(canvas, one.cover, design, master)
    else:
        _fill(canvas, one, box)
    _foot(canvas, one, layout, number, document, design, master, box)
    if one.notes:
        _noted(slide, one.notes)
    return canvas.leave(number)


def _titled(slide: Any, title: str, layout: Layout) -> None:
    """The title in its placeholder, smaller where it would not fit."""
    place, usual = layout.title, layout.size
    size = largest(title, place.width - 15, place.height - 7, (usual, *(one for one in SIZES if one < usual)))
    shape = slide.shapes.title
    shape.text_frame.text = plain(title) or "–"
    one = shape.text_frame.paragraphs[0].runs[0]
    one._r.get_or_add_rPr().set("lang", "de-DE")
    if size < usual:
        one.font.size = emu(size)


def _fill(canvas: Canvas, one: Slide, box: Box) -> None:
    """Text into its placeholder, or what is drawn; placeholders that stay empty go."""
    from pptx.oxml import parse_xml

    own = [p for p in canvas.slide.placeholders if p.placeholder_format.idx != 0]
    for place, shape in enumerate(own):
        if place or not one.text:
            shape._element.getparent().remove(shape._element)
    said = body(*one.text).replace('lIns="0" tIns="0" rIns="0" bIns="0"', _insets(box), 1)
    if one.text and own:
        made = parse_xml(f"<p:spTree {NAMES}>{said}</p:spTree>".encode())[0]
        own[0]._element.replace(own[0]._element.txBody, made)
    elif one.text:
        canvas.add(canvas.shape("Text", box, said))
    if one.draw:
        one.draw(canvas, box)


def _insets(box: Box) -> str:
    return f'lIns="0" tIns="0" rIns="{emu(box.width - wide_of(box))}" bIns="0"'


def _foot(
    canvas: Canvas,
    one: Slide,
    layout: Layout,
    number: int,
    document: Document,
    design: Design,
    master: Master,
    box: Box,
) -> None:
    """Status and Stand, title and number on every slide."""
    wide, high = master.size
    place = Box(box.x, box.y + box.height + 6, box.width - 60, FOOT)
    if layout.wide:
        place = layout.boxes["footer"]
    elif one.cover or place.y + FOOT > high:
        right = layout.boxes["number"].x if "number" in layout.boxes else wide - 60
        place = Box(box.x, high - FOOT - 6, right - box.x - 8, FOOT)
    ink = QUIET if document.status == PUBLIC else NOTICE if master.own else INK
    line = " · ".join(part for part in (document.stamp.line, plain(document.title), design.footer) if part)
    said = [paragraph(run(fit(document.warning, SMALL, place.width), SMALL, True, ink))] if document.warning else []
    said.append(paragraph(run(fit(line, SMALL, place.width), SMALL, ink=QUIET)))
    text = body(*said, anchor="ctr")
    canvas.add(_placeholder(canvas, layout, "footer", text) if layout.wide else canvas.shape("Fuß", place, text))
    field = run(str(number), SMALL, ink=QUIET).replace("<a:r>", FIELD).replace("</a:r>", "</a:fld>")
    counted = body(paragraph(field, align="r"), anchor="ctr")
    if "number" in layout.boxes:
        canvas.add(_placeholder(canvas, layout, "number", counted))
    else:
        beside = Box(place.x + place.width + 4, place.y, 50, place.height)
        canvas.add(canvas.shape("Foliennummer", beside, counted))


def _placeholder(canvas: Canvas, layout: Layout, kind: str, text: str) -> str:
    """A placeholder of the layout that slides do not get by themselves."""
    name, word = {"footer": ("Fußzeile", "ftr"), "number": ("Foliennummer", "sldNum")}[kind]
    link = f'<p:ph type="{word}" sz="quarter" idx="{layout.places[kind]}"/>'
    head = f'{canvas.head(name)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{link}</p:nvPr>'
    return f"<p:sp><p:nvSpPr>{head}</p:nvSpPr><p:spPr/>{text}</p:sp>"


def _noted(slide: Any, notes: str) -> None:
    """What the speaker says, a paragraph a line."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None:  # a master whose notes have no place for text
        canvas = Canvas(slide.notes_slide)
        said = body(*(paragraph(run(line, 12)) for line in notes.splitlines() if line.strip()))
        canvas.add(canvas.shape("Notizen", Box(54, 400, 432, 320), said))
        canvas.close()
        return
    frame.text = "\n".join(plain(line) for line in notes.splitlines() if line.strip())
    for one in frame.paragraphs:
        for part in one.runs:
            part._r.get_or_add_rPr().set("lang", "de-DE")


def _described(deck: Any, document: Document) -> None:
    """Title, language and day of the edition, in place of whatever the master's file said."""
    said = deck.core_properties
    said.title, said.subject = plain(document.title)[:255], plain(document.subtitle)[:255]
    said.author = said.last_modified_by = plain(document.stamp.title)[:255]
    said.category, said.comments = document.status, plain(document.warning)[:255]
    said.keywords, said.identifier, said.version = "", plain(document.address)[:255], ""
    said.language, said.revision, said.content_status = "de-DE", 1, ""
    said.created = said.modified = made_on(document.date)
