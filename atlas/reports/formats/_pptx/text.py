"""Text of slides as DrawingML: runs in German, paragraphs, bodies; and how much room a text takes."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from atlas.charts._svg import width_of, wrap

INK: Final = "tx1"  # the master's text colour
QUIET: Final = "quiet"  # the same, softer
HAIR: Final = "hair"  # the same, for lines that only separate
WIDER: Final = 1.07  # than the type whose widths are estimated
ENDLESS: Final = 10**9  # lines: nothing is cut off
LINE: Final = 1.22  # of the size: from line to line
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS: Final = re.compile("[\t\r\n\x0b\x0c ]+")


def plain(text: str) -> str:
    """One line of text without what XML cannot carry.

    >>> plain("Alt &\\x07 Neu")
    'Alt & Neu'
    """
    return _ILLEGAL.sub("", _BREAKS.sub(" ", text)).strip()


def attribute(text: str) -> str:
    """A quoted attribute."""
    return quoteattr(plain(text))


def emu(points: float) -> int:
    """Points in the unit of Office files."""
    return round(points * 12700)


def colour(name: str) -> str:
    """A colour: `#RRGGBB`, one of the theme (`tx1`, `accent1`), QUIET or HAIR."""
    if name.startswith("#"):
        return f'<a:srgbClr val="{name[1:]}"/>'
    if name == QUIET:
        return '<a:schemeClr val="tx1"><a:lumMod val="75000"/><a:lumOff val="25000"/></a:schemeClr>'
    if name == HAIR:
        return '<a:schemeClr val="tx1"><a:lumMod val="15000"/><a:lumOff val="85000"/></a:schemeClr>'
    return f'<a:schemeClr val="{name}"/>'


def solid(name: str) -> str:
    """A fill of one colour."""
    return f"<a:solidFill>{colour(name)}</a:solidFill>"


def run(text: str, size: float = 0, bold: bool = False, ink: str = "") -> str:
    """A piece of text; without a size or an ink it takes those of its place."""
    sized = f' sz="{round(size * 100)}"' if size else ""
    heavy = ' b="1"' if bold else ""
    inside = solid(ink) if ink else ""
    said = escape(plain(text) if text.strip() else " ")
    if text[:1] == " " and text.strip():
        said = f" {said}"
    return f'<a:r><a:rPr lang="de-DE"{sized}{heavy} dirty="0">{inside}</a:rPr><a:t>{said}</a:t></a:r>'


def paragraph(*runs: str, align: str = "l", before: float = 0, bar: str = "") -> str:
    """A paragraph without the master's bullets; `bar`: the colour of a mark at its side."""
    room = f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
    mark = f'<a:buClr>{colour(bar)}</a:buClr><a:buFont typeface="Arial"/><a:buChar char="▌"/>' if bar else "<a:buNone/>"
    hang = f' marL="{emu(14)}" indent="{emu(-14)}"' if bar else ' marL="0" indent="0"'
    return f'<a:p><a:pPr{hang} algn="{align}">{room}{mark}</a:pPr>{"".join(runs)}</a:p>'


def body(*paragraphs: str, tag: str = "p:txBody", anchor: str = "t", wraps: bool = True, inset: float = 0) -> str:
    """The text of a shape; of a table's cell with another tag."""
    margins = "".join(f' {side}Ins="{emu(inset)}"' for side in "ltrb")
    wrapped = "square" if wraps else "none"
    made = f'<a:bodyPr wrap="{wrapped}"{margins} rtlCol="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
    return (
        f"<{tag}>{made if tag == 'p:txBody' else '<a:bodyPr/>'}<a:lstStyle/>{''.join(paragraphs) or '<a:p/>'}</{tag}>"
    )


def lines(text: str, size: float, width: float) -> int:
    """How many lines a text takes; rather too many than too few."""
    return len(broken(text, size, width))


def broken(text: str, size: float, width: float) -> list[str]:
    """A text line by line."""
    return wrap(plain(text), size * WIDER, width, ENDLESS)


def whole(text: str, size: float, width: float) -> bool:
    """Whether no word of a text is wider than its line."""
    return all(width_of(word, size * WIDER) <= width for word in plain(text).split(" "))


def tall(text: str, size: float, width: float) -> float:
    """How high a text stands, in pt."""
    return lines(text, size, width) * size * LINE


def largest(text: str, width: float, height: float, sizes: tuple[float, ...]) -> float:
    """The first of `sizes` in which a bold text fits; the last where none does."""
    return next((size for size in sizes if tall(text, size * 1.05, width) <= height), sizes[-1])
