"""A View as PNG: the picture of the SVG export, twice as fine as the screen."""

import re

from atlas.exports._typst import compile_typst
from atlas.exports.svg import picture
from atlas.view import View
from atlas.view.paper import PaperMap

MIME = "image/png"
SUFFIX = ".png"
TITLE = "PNG (Bild)"
ACCEPTS = (View,)
SCALE = 2  # pixels a px


def write(content: View, paper: PaperMap | None = None, chart: str = "map") -> bytes:
    """The picture; `chart` as in the SVG export."""
    return drawn(picture(content, paper, chart))


def drawn(svg: str) -> bytes:
    """The picture that a drawing gives: always the same bytes."""
    size = re.match(r'<svg [^>]*width="([\d.]+)" height="([\d.]+)"', svg)
    width, height = (float(n) for n in size.groups()) if size else (960.0, 680.0)
    data = {"svg": svg, "width": width, "height": height}
    return compile_typst("picture", data, format="png", ppi=96 * SCALE)
