"""Our own master: sixteen to nine, three layouts, the town's accent, type, logo and footer."""

import io
from functools import lru_cache
from typing import Any, Final

from atlas.charts._frame import Box
from atlas.colours import INK, LINES, PAPER
from atlas.reports.design import FONT, Design
from atlas.reports.formats import _raster
from atlas.reports.formats._pptx.shapes import NAMES, Canvas, stroke
from atlas.reports.formats._pptx.text import emu, solid

WIDE, HIGH = 960.0, 540.0  # pt
MARGIN: Final = 40.0
EVERYWHERE: Final = "Arial"  # slides are opened on computers that do not have the atlas's own type
KEPT: Final = (0, 1, 5)  # of the plain presentation: title, title and content, title alone
PLACES: Final = {
    "title": Box(MARGIN, 20, WIDE - 2 * MARGIN, 62),
    "body": Box(MARGIN, 96, WIDE - 2 * MARGIN, 384),
    "ftr": Box(MARGIN, 492, WIDE - 2 * MARGIN - 80, 36),
    "sldNum": Box(WIDE - MARGIN - 70, 492, 70, 36),
}
COVER: Final = {"ctrTitle": Box(64, 84, 530, 132), "subTitle": Box(64, 232, 530, 236)}
LOGO: Final = (150.0, 46.0)  # most room on a slide
PROMPTS: Final = {
    "Click to edit Master title style": "Titel durch Klicken bearbeiten",
    "Click to edit Master subtitle style": "Untertitel durch Klicken bearbeiten",
    "Click to edit Master text styles": "Text durch Klicken bearbeiten",
    "Second level": "Zweite Ebene",
    "Third level": "Dritte Ebene",
    "Fourth level": "Vierte Ebene",
    "Fifth level": "Fünfte Ebene",
}
LARGE: Final = 300.0  # px of a logo, at 200 to the inch
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P: Final = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def own(design: Design) -> Any:
    """A presentation without slides."""
    from pptx import Presentation

    deck = Presentation()
    for side, points in (("slide_width", WIDE), ("slide_height", HIGH)):
        setattr(deck, side, emu(points))
    deck.part._element.sldSz.attrib.pop("type", None)  # it said four to three
    layouts = list(deck.slide_layouts)
    for place, layout in enumerate(layouts):
        if place not in KEPT:
            deck.slide_layouts.remove(layout)
    names = ("Titelfolie", "Titel und Inhalt", "Nur Titel")
    for layout, name in zip(deck.slide_layouts, names, strict=True):
        layout._element.cSld.set("name", name)
    _spoken(deck)
    _themed(deck, design)
    _placed(deck.slide_master, PLACES)
    for layout in deck.slide_layouts:
        _placed(layout, {})
    _placed(deck.slide_layouts[0], COVER)
    _styled(deck.slide_master)
    _drawn(deck, design)
    return deck


def family(design: Design) -> str:
    """The type of a deck: the town's own, else one that every computer has."""
    return EVERYWHERE if design.font == FONT else design.font


@lru_cache(8)
def logo(design: Design) -> bytes:
    """The logo as pixels: Office shows no SVG everywhere. ValueError for an SVG without a size."""
    return _raster.logo(design, LARGE, LARGE).png if design.logo else b""


def logo_box(shown: bytes, right: float, top: float, room: tuple[float, float] = LOGO) -> Box:
    """Where a logo lies with its upper right corner at a place. It fails in any way for what is no picture."""
    from pptx.parts.image import Image

    wide, high = Image.from_blob(shown).size
    scale = min(room[0] / wide, room[1] / high)
    return Box(right - wide * scale, top, wide * scale, high * scale)


def place_logo(canvas: Canvas, part: Any, design: Design, box: Box) -> str:
    """The logo with its words; `part`: the slide, layout or master."""
    _, relation = part.get_or_add_image_part(io.BytesIO(logo(design)))
    head = f'<p:nvPicPr>{canvas.head("Logo", design.logo_alt)}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr>'
    fill = f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
    place = f'<a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/>'
    form = f'<p:spPr><a:xfrm>{place}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
    return f'<p:pic>{head}<p:nvPr userDrawn="1"/></p:nvPicPr>{fill}{form}</p:pic>'


def _themed(deck: Any, design: Design) -> None:
    """Colours and type of the theme, so that what people add looks alike."""
    from pptx.opc.oxml import serialize_part_xml
    from pptx.oxml import parse_xml

    part = next(r.target_part for r in deck.slide_master.part.rels.values() if r.reltype.endswith("/theme"))
    theme = parse_xml(part.blob)
    theme.set("name", "Sozialraumatlas")
    accents = (design.accent, *(line.colour for line in LINES[1:6]))
    colours = {
        "dk1": INK,
        "lt1": PAPER,
        "dk2": INK,
        "lt2": "#F3F6F7",
        "hlink": design.accent,
        "folHlink": design.accent,
    }
    colours |= {f"accent{n}": one for n, one in enumerate(accents, 1)}
    for name, one in colours.items():
        at = theme.find(f".//{_A}clrScheme/{_A}{name}")
        for old in list(at):
            at.remove(old)
        at.append(at.makeelement(f"{_A}srgbClr", {"val": one[1:].upper()}))
    for latin in theme.findall(f".//{_A}fontScheme/*/{_A}latin"):
        latin.set("typeface", family(design))
    part.blob = serialize_part_xml(theme)


def _spoken(deck: Any) -> None:
    """In German: what stands in empty placeholders, and the language of what people write."""
    pages = (deck.slide_master, *deck.slide_layouts)
    for page in pages:
        for text in page._element.iter(f"{_A}t"):
            text.text = PROMPTS.get(text.text, text.text)
    for element in (deck.part._element, *(page._element for page in pages)):
        for kind in ("rPr", "defRPr", "endParaRPr"):
            for one in element.iter(f"{_A}{kind}"):
                one.set("lang", "de-DE")


def _placed(page: Any, places: dict[str, Box]) -> None:
    """Placeholders at their places, those of dates taken away."""
    for shape in list(page.placeholders):
        kind = shape._element.xpath(".//p:nvPr/p:ph/@type")
        box = places.get(kind[0] if kind else "")
        if kind and kind[0] == "dt":
            shape._element.getparent().remove(shape._element)
        elif box:
            shape.left, shape.top, shape.width, shape.height = (emu(n) for n in (box.x, box.y, box.width, box.height))


def _styled(master: Any) -> None:
    """Titles bold and at the left; the foot small."""
    title = master._element.find(f"{_P}txStyles/{_P}titleStyle/{_A}lvl1pPr")
    title.set("algn", "l")
    title.find(f"{_A}defRPr").set("sz", "2600")
    title.find(f"{_A}defRPr").set("b", "1")
    for size, level in zip(
        (1800, 1600, 1400, 1400, 1400), master._element.iterfind(f"{_P}txStyles/{_P}bodyStyle/*"), strict=False
    ):
        level.find(f"{_A}defRPr").set("sz", str(size))
    for shape in master.placeholders:
        kind = shape._element.xpath(".//p:nvPr/p:ph/@type")[0]
        inside = shape._element.find(f"{_P}txBody/{_A}bodyPr")
        for side in ("lIns", "rIns"):
            inside.set(side, "0")
        inside.set("anchor", {"title": "b", "body": "t"}.get(kind, "ctr"))
        level = shape._element.find(f"{_P}txBody/{_A}lstStyle/{_A}lvl1pPr")
        if level is not None:
            level.set("algn", "r" if kind == "sldNum" else "l")
            level.find(f"{_A}defRPr").set("sz", "1000")


def _drawn(deck: Any, design: Design) -> None:
    """The accent as a band, on the cover at the side; the logo at the upper right of every slide but the cover."""
    from pptx.oxml import parse_xml

    master, cover = deck.slide_master, deck.slide_layouts[0]
    cover._element.set("showMasterSp", "0")
    for level in cover._element.iter(f"{_A}lvl1pPr"):
        level.set("algn", "l")
    for shape in cover.placeholders:
        kind = shape._element.xpath(".//p:nvPr/p:ph/@type")[0]
        if kind in COVER:
            level = shape._element.find(f"{_P}txBody/{_A}lstStyle")
            for old in list(level):
                level.remove(old)
            size, bold = ("3600", "1") if kind == "ctrTitle" else ("2000", "0")
            look = f'<a:buNone/><a:defRPr sz="{size}" b="{bold}"/>'
            level.append(parse_xml(f'<a:lvl1pPr {NAMES} marL="0" indent="0" algn="l">{look}</a:lvl1pPr>'))
    canvas = Canvas(master)
    canvas.add(canvas.shape("Band", Box(0, 0, WIDE, 7), fill=solid("accent1"), line=stroke(""), decorative=True))
    if logo(design):
        box = logo_box(logo(design), WIDE - MARGIN, 20)
        canvas.add(place_logo(canvas, master.part, design, box))
        for shape in master.placeholders:
            if shape._element.xpath(".//p:nvPr/p:ph/@type")[0] == "title":
                shape.width = emu(box.x - 16 - MARGIN)
    canvas.close()
    canvas = Canvas(cover)
    canvas.add(canvas.shape("Band", Box(0, 0, 24, HIGH), fill=solid("accent1"), line=stroke(""), decorative=True))
    canvas.close()
