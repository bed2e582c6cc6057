"""The atlas's own look of a Word paper: styles, bullets and settings, and which styles a town's document must bring."""

from typing import Final

from atlas.colours import ACCENT, FAINT, HAIR, INK, SOFT
from atlas.reports.design import FONT, Design
from atlas.reports.formats._docx.marks import CM, w

OFFICE: Final = "Arial"  # what every office has, in place of the atlas's own type
NEEDED: Final = {
    "heading 1": "Überschrift 1 (Heading 1)",
    "caption": "Beschriftung (Caption)",
}  # name of the style in the file -> what Word calls it; all others are added where a document lacks them
PALE: Final = "FFF2CC"  # ground of what is to be filled in
WASH: Final = "EEF3F5"  # ground of tiles and of rows of the whole town
BULLETS: Final = 1  # id of the list


def styles(design: Design) -> dict[str, str]:
    """Name -> style, in the order in which they stand in the file."""
    accent = design.accent.lstrip("#")
    return {
        "Normal": _style("Normal", "Normal", "", _space(0, 120, 276), default=True),
        "Default Paragraph Font": _mark("Absatzschrift", "Default Paragraph Font", "", default=True),
        "Normal Table": w("style", w("name", val="Normal Table"), type="table", default=1, styleId="TabelleNormal"),
        "heading 1": _heading("Heading1", "heading 1", 0, 240, 110, 28, accent),
        "heading 2": _heading("Heading2", "heading 2", 1, 240, 80, 24, ""),
        "Title": _style("Title", "Title", _type(44, INK, bold=True), _kept(_space(0, 60, 240))),
        "Subtitle": _style("Subtitle", "Subtitle", _type(24, SOFT), _kept(_space(0, 200, 252))),
        "caption": _style("Caption", "caption", _type(18, INK, bold=True), _kept(_space(100, 60, 240))),
        "List Bullet": _style("ListBullet", "List Bullet", _type(18, INK), _bullet()),
        "header": _style("Header", "header", _type(16, SOFT), _space(0, 20, 240)),
        "footer": _style("Footer", "footer", _type(16, SOFT), _space(0, 20, 240)),
        "Atlas Vorspann": _style("AtlasVorspann", "Atlas Vorspann", _type(24, INK), _space(0, 160, 288)),
        "Atlas Hinweis": _style("AtlasHinweis", "Atlas Hinweis", _type(19, SOFT, slanted=True), _barred(HAIR, 12)),
        "Atlas Geändert": _style("AtlasGeaendert", "Atlas Geändert", "", _barred(INK, 24)),
        "Atlas Angabe": _style("AtlasAngabe", "Atlas Angabe", "", _hung(4.2)),
        "Atlas Bild": _style("AtlasBild", "Atlas Bild", "", w("keepNext") + _space(60, 0, 240)),
        "Atlas Quelle": _style("AtlasQuelle", "Atlas Quelle", _type(16, SOFT), _space(40, 140, 240)),
        "Atlas Zelle": _style("AtlasZelle", "Atlas Zelle", _type(18, INK), _cell()),
        "Atlas Abstand": _style("AtlasAbstand", "Atlas Abstand", _type(8, SOFT), _space(0, 0, 240)),
        "Atlas Kennzahl": _style("AtlasKennzahl", "Atlas Kennzahl", _type(36, INK, bold=True), _cell()),
        "Atlas Lücke": _mark("AtlasLuecke", "Atlas Lücke", w("shd", val="clear", color="auto", fill=PALE)),
        "Hyperlink": _mark("Hyperlink", "Hyperlink", w("color", val=ACCENT[1:]) + w("u", val="single")),
        "Atlas Tabelle": _table("AtlasTabelle", "Atlas Tabelle", accent),
        "Atlas Kacheln": _tiles("AtlasKacheln", "Atlas Kacheln"),
        "Atlas Paar": _pair("AtlasPaar", "Atlas Paar"),
    }


def defaults(design: Design) -> str:
    """Type, language and widow control of everything."""
    font = OFFICE if design.font == FONT else design.font
    fonts = w("rFonts", ascii=font, hAnsi=font, cs=font, eastAsia=font)
    marks = w("rPr", fonts, w("color", val=INK[1:]), w("sz", val=20), w("szCs", val=20), LANGUAGE)
    return w("docDefaults", w("rPrDefault", marks), w("pPrDefault", w("pPr", w("widowControl"))))


LANGUAGE: Final = w("lang", val="de-DE", eastAsia="de-DE", bidi="ar-SA")


def numbering() -> str:
    """One list of dots."""
    hung = w("pPr", w("ind", left=340, hanging=340))
    level = w("lvl", w("start", val=1), w("numFmt", val="bullet"), w("lvlText", val="•"), hung, ilvl=0)
    listed = w("num", w("abstractNumId", val=0), numId=BULLETS)
    return w("numbering", w("abstractNum", w("multiLevelType", val="hybridMultilevel"), level, abstractNumId=0), listed)


SETTINGS: Final = {
    "zoom": w("zoom", percent=100),
    "defaultTabStop": w("defaultTabStop", val=709),
    "autoHyphenation": w("autoHyphenation"),
    "consecutiveHyphenLimit": w("consecutiveHyphenLimit", val=3),
    "hyphenationZone": w("hyphenationZone", val=284),
    "doNotHyphenateCaps": w("doNotHyphenateCaps"),
    "characterSpacingControl": w("characterSpacingControl", val="doNotCompress"),
    "compat": w(
        "compat",
        *(
            w("compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value)
            for name, value in (
                ("compatibilityMode", 15),
                ("overrideTableStyleFontSizeAndJustification", 1),
                ("enableOpenTypeFeatures", 1),
                ("doNotFlipMirrorIndents", 1),
                ("differentiateMultirowTableHeaders", 1),
            )
        ),
    ),
    "themeFontLang": w("themeFontLang", val="de-DE"),
    "decimalSymbol": w("decimalSymbol", val=","),
    "listSeparator": w("listSeparator", val=";"),
}  # in the order that the schema asks for


# --- parts of styles ----------------------------------------------------------------------------------------------


def _style(id_: str, name: str, marks: str, lines: str, default: bool = False) -> str:
    follow = w("next", val="Normal") if name in ("heading 1", "heading 2", "Title", "Subtitle") else ""
    based = "" if default else w("basedOn", val="Normal")
    parts = (w("name", val=name), based, follow, w("qFormat"), w("pPr", lines), w("rPr", marks) if marks else "")
    own = {"customStyle": 1} if name.startswith("Atlas") else {}
    return w("style", *parts, type="paragraph", default=1 if default else None, **own, styleId=id_)


def _mark(id_: str, name: str, marks: str, default: bool = False) -> str:
    own = {"customStyle": 1} if name.startswith("Atlas") else {"default": 1} if default else {}
    return w("style", w("name", val=name), w("rPr", marks) if marks else "", type="character", **own, styleId=id_)


def _heading(id_: str, name: str, depth: int, before: int, after: int, size: int, accent: str) -> str:
    line = w("pBdr", w("bottom", val="single", sz=8, space=3, color=accent)) if accent else ""
    kept = w("keepNext") + w("keepLines") + line + w("suppressAutoHyphens") + _space(before, after, 240)
    return _style(id_, name, _type(size, INK, bold=True), kept + w("outlineLvl", val=depth))


def _type(size: int, colour: str, bold: bool = False, slanted: bool = False) -> str:
    """Marks of a run; the size in half points."""
    heavy = (w("b") if bold else "") + (w("i") if slanted else "")
    return heavy + w("color", val=colour[1:]) + w("sz", val=size) + w("szCs", val=size)


def _space(before: int, after: int, line: int) -> str:
    return w("spacing", before=before, after=after, line=line, lineRule="auto")


def _kept(lines: str) -> str:
    return w("keepNext") + w("keepLines") + w("suppressAutoHyphens") + lines


def _bullet() -> str:
    return w("numPr", w("numId", val=BULLETS)) + _space(0, 60, 252) + w("ind", left=340, hanging=340)


def _barred(colour: str, thick: int) -> str:
    """A bar at the side."""
    bar = w("pBdr", w("left", val="single", sz=thick, space=8, color=colour[1:]))
    return bar + _space(60, 160, 264) + w("ind", left=227)


def _hung(wide: float) -> str:
    at = round(wide * CM)
    return w("tabs", w("tab", val="left", pos=at)) + _space(0, 60, 252) + w("ind", left=at, hanging=at)


def _cell() -> str:
    return _space(0, 0, 252)


def _table(id_: str, name: str, accent: str) -> str:
    """Lines between rows, a strong one above and below; the first row is the head, the last may be the whole town."""

    def line(side: str, thick: int, colour: str) -> str:
        return w(side, val="single", sz=thick, space=0, color=colour)

    edges = w("tblBorders", line("top", 8, accent), line("bottom", 8, accent), line("insideH", 4, HAIR[1:]))
    room = w("tblCellMar", *(w(side, w=wide, type="dxa") for side, wide in SIDES))
    head = w("tcPr", w("tcBorders", line("bottom", 8, accent)), w("vAlign", val="bottom"))
    first = w("tblStylePr", w("rPr", w("b")), head, type="firstRow")
    ground = w("shd", val="clear", color="auto", fill=WASH)
    total = w("tcPr", w("tcBorders", line("top", 6, FAINT[1:])), ground)
    last = w("tblStylePr", w("rPr", w("b")), total, type="lastRow")
    return w(
        "style", w("name", val=name), w("tblPr", edges, room), first, last, type="table", customStyle=1, styleId=id_
    )


SIDES: Final = (("top", 45), ("left", 70), ("bottom", 45), ("right", 70))


def _tiles(id_: str, name: str) -> str:
    """Cells apart by white lines on a light ground."""
    white = {"val": "single", "sz": 24, "space": 0, "color": "FFFFFF"}
    edges = w("tblBorders", w("insideH", **white), w("insideV", **white))
    room = w("tblCellMar", *(w(side, w=wide, type="dxa") for side, wide in ROOM))
    ground = w("tcPr", w("shd", val="clear", color="auto", fill=WASH))
    return w("style", w("name", val=name), w("tblPr", edges, room), ground, type="table", customStyle=1, styleId=id_)


ROOM: Final = (("top", 100), ("left", 140), ("bottom", 100), ("right", 100))


def _pair(id_: str, name: str) -> str:
    """Two pictures beside each other: no lines, no room but between them."""
    room = w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=200, type="dxa"))
    return w("style", w("name", val=name), w("tblPr", room), type="table", customStyle=1, styleId=id_)
