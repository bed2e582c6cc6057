"""WordprocessingML as strings, escaped: paragraphs, runs, fields, cells. Lengths in twentieths of a point."""

import re
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

CM: Final = 1440 / 2.54  # in twentieths of a point
EMU: Final = 635  # English metric units in a twentieth of a point
PLACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot carry
GAP: Final = re.compile(r"(\[bitte [^\[\]]+\])")  # to be filled in by people


def w(tag: str, *children: str, **attributes: object) -> str:
    """One element; every attribute is of its namespace, None leaves it out.

    >>> w("spacing", before=120, after=None)
    '<w:spacing w:before="120"/>'
    """
    pairs = "".join(f" w:{name.rstrip('_')}={quoted(value)}" for name, value in attributes.items() if value is not None)
    return f"<w:{tag}{pairs}>{''.join(children)}</w:{tag}>" if children else f"<w:{tag}{pairs}/>"


def clean(text: str) -> str:
    """Text without what XML cannot carry."""
    return _ILLEGAL.sub("", text)


def quoted(value: object) -> str:
    """The value of an attribute in its quotes."""
    return quoteattr(clean(str(value)))


def run(text: str, marks: str = "") -> str:
    """Text in one run; `marks` are its properties. Line ends become breaks, tabs stay tabs."""
    parts = []
    for part in re.split(r"(\n|\t)", clean(text).replace("\r\n", "\n").replace("\r", "\n")):
        if part in ("\n", "\t"):
            parts.append(w("br") if part == "\n" else w("tab"))
        elif part:
            parts.append(f'<w:t xml:space="preserve">{escape(part)}</w:t>')
    return w("r", w("rPr", marks) if marks else "", *parts) if parts else ""


def gaps(text: str, gap: str) -> str:
    """Runs of a text whose `[bitte ...]`, left for people to fill in, are in the character style `gap`."""
    mark = w("rStyle", val=gap)
    return "".join(run(part, mark if n % 2 else "") for n, part in enumerate(GAP.split(text)))


def paragraph(style: str, *runs: str, more: str = "") -> str:
    """A paragraph in a style, given by its id; `more` are further properties."""
    return w("p", w("pPr", w("pStyle", val=style) if style else "", more), *runs)


def field(said: str, cached: str) -> str:
    """A field such as PAGE that shows `cached` until Word counts."""
    return w("fldSimple", run(cached), instr=f" {said} ")


def parsed(xml: str) -> Any:
    """The element that a string says, as python-docx knows it."""
    from docx.oxml.parser import parse_xml

    spaces = " ".join(f'xmlns:{name}="{place}"' for name, place in PLACES.items() if f"{name}:" in xml)
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {spaces}", xml, count=1))
