"""Drawings as pixels for Office files, and the town's logo."""

import re
from dataclasses import dataclass

from atlas.colours import FONT
from atlas.exports._typst import compile_typst
from atlas.reports.design import PLACE, Design
from indicators.errors import Fault

DPI = 200


@dataclass(frozen=True)
class Raster:
    """Pixels and the size they are shown at, in px, 96 to the inch."""

    png: bytes
    width: float
    height: float


def raster(svg: str, width: float, height: float) -> Raster:
    """An SVG of so many px as pixels."""
    data = {"svg": svg, "width": width, "height": height, "alt": ""}
    return Raster(compile_typst("picture", data, format="png", ppi=DPI), width, height)


def logo(design: Design, width: float, height: float) -> Raster:
    """The town's logo, at most so wide and high; errors of the libraries for what is no picture."""
    if design.logo_kind != "svg":
        from docx.image.image import Image

        image = Image.from_blob(design.logo)
        scale = min(width / image.px_width, height / image.px_height)
        return Raster(design.logo, image.px_width * scale, image.px_height * scale)
    svg = lettered(design.logo.decode("utf-8"))
    wide, high = _shape(svg)
    scale = min(width / wide, height / high)
    return raster(svg, wide * scale, high * scale)


def lettered(svg: str) -> str:
    """The SVG with the one type that is there for its words: words in any other would silently not be drawn.

    >>> lettered('<text font-family="Arial" style="font-family: Times; fill: red">A</text>')
    '<text font-family="Source Sans Pro" style="font-family: Source Sans Pro; fill: red">A</text>'
    """
    named = re.sub(r"""(font-family=)(?:"[^"]*"|'[^']*')""", rf'\1"{FONT}"', svg)
    return re.sub(r"(font-family:\s*)[^;\"'}]+", rf"\1{FONT}", named)


def _shape(svg: str) -> tuple[float, float]:
    """Width and height of an SVG, in whatever unit; ValueError where it says neither."""
    head = svg[svg.index("<svg") :].partition(">")[0]
    box = re.search(r"""viewBox=["']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.e]+)[\s,]+([\d.e]+)""", head)
    sizes = box.groups() if box else [m[1] for m in re.finditer(r"""\s(?:width|height)=["']([\d.]+)""", head)]
    wide, high = (float(n) for n in sizes)
    if not wide or not high:
        raise ValueError("an SVG without a size")
    return wide, high


def faults(design: Design) -> list[Fault]:
    """A logo that is no picture."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError

    try:
        _ = logo(design, 100, 100) if design.logo else None
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, RuntimeError, ValueError):
        said = "Das Logo lässt sich nicht zeichnen; speichern Sie es neu, am besten als PNG."
        return [Fault(f"{PLACE}, Feld logo", said)]
    return []
