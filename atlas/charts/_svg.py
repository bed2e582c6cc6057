"""Write SVG as strings: escaped, compact, with the widths of our type estimated so that lines can be broken.

Attributes stand on the elements themselves, never in a style sheet: a strict content policy lets them pass.
"""

import functools
import re
from xml.sax.saxutils import escape, quoteattr

from atlas.colours import FONTS, INK

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile("[ \t\r\n]+")  # not the no-break space before a unit
_NARROW = frozenset("ijlI.,;:'|!()[]ftr- \u202f\xa0")
_WIDE = frozenset("mwMWÄÖÜOQGDNHUCV@%&+=<>–—→")


def el(tag: str, *children: str, **attributes: object) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`, attributes that are None are left out.

    Children are markup already (see `said` for text).

    >>> el("g", el("path", d="M0,0", stroke_width=0.5), fill=None)
    '<g><path d="M0,0" stroke-width="0.5"/></g>'
    """
    pairs = ((k.rstrip("_").replace("_", "-"), v) for k, v in attributes.items() if v is not None)
    opened = f"<{tag}" + "".join(f" {k}={_attribute(v)}" for k, v in pairs)
    return f"{opened}>{''.join(children)}</{tag}>" if children else f"{opened}/>"


def _attribute(value: object) -> str:
    return f'"{number(value)}"' if isinstance(value, float) else quoteattr(clean(str(value)))


def number(value: object) -> str:
    """A length for machines: at most two decimals, no trailing zeros; what is no float as it is."""
    if not isinstance(value, float):
        return str(value)
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def clean(text: str) -> str:
    """Text without characters that XML forbids; each is shown as the replacement character."""
    return _ILLEGAL.sub("�", text)


def said(text: str) -> str:
    """Text as content of an element."""
    return escape(clean(text))


def words(
    x: float,
    y: float,
    text: str,
    size: float = 12,
    fill: str = INK,
    anchor: str | None = None,
    weight: int | None = None,
    **more: object,
) -> str:
    """One line of text with its baseline at y."""
    place = {"x": float(x), "y": float(y), "font_size": float(size), "fill": fill}
    return el("text", said(text), **place, text_anchor=anchor, font_weight=weight, **more)


@functools.lru_cache(4096)
def width_of(text: str, size: float, bold: bool = False) -> float:
    """About how wide a line is, in the unit of `size`; rather too much than too little."""
    ems = sum(0.3 if c in _NARROW else 0.72 if c in _WIDE else 0.59 if c.isupper() else 0.52 for c in text)
    return ems * size * (1.05 if bold else 1)


def wrap(text: str, size: float, width: float, most: int = 99) -> list[str]:
    """Lines no wider than `width`; longer words are cut, more than `most` lines end in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _BLANKS.split(text):
        for part in _cut(word, size, width):
            longer = f"{line} {part}" if line else part
            if line and width_of(longer, size) > width:
                lines.append(line)
                line = part
            else:
                line = longer
    lines.append(line)
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    while kept[-1] and width_of(f"{kept[-1]} …", size) > width:
        kept[-1] = kept[-1][:-1].rstrip()
    return [*kept[:-1], f"{kept[-1]} …"]


def _cut(word: str, size: float, width: float) -> list[str]:
    if width_of(word, size) <= width:
        return [word]
    parts, part = [], ""
    for letter in word:
        if part and width_of(part + letter, size) > width:
            parts.append(part)
            part = ""
        part += letter
    return [*parts, part]


def fit(text: str, size: float, width: float) -> str:
    """One line, shortened with an ellipsis where it would be wider than `width`."""
    return wrap(text, size, width, 1)[0] if width_of(text, size) > width else text


def picture(width: float, height: float, title: str, description: str, *children: str) -> str:
    """A whole SVG with its text alternative."""
    return el(
        "svg",
        el("title", said(title)),
        el("desc", said(description)),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(float(width))} {number(float(height))}",
        width=float(width),
        height=float(height),
        role="img",
        lang="de",
        font_family=FONTS,
    )
