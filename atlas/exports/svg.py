"""A View as SVG: the map, or another chart, with title, source, Stand and notices burnt in."""

from importlib import import_module

from atlas.view import View
from atlas.view.paper import PaperMap

MIME = "image/svg+xml"
SUFFIX = ".svg"
TITLE = "SVG (Vektorgrafik)"
ACCEPTS = (View,)
CHARTS = ("map", "strip", "series", "ranking")


def write(content: View, paper: PaperMap | None = None, chart: str = "map") -> bytes:
    """The picture as UTF-8; levels without outlines give the ordered bars in place of a map.

    `chart` is one of CHARTS; another name is a bug and keeps its KeyError.
    """
    return picture(content, paper, chart).encode()


def picture(content: View, paper: PaperMap | None, chart: str) -> str:
    """The picture as text."""
    if chart not in CHARTS:
        raise KeyError(chart)
    if chart == "map" and paper is None:
        chart = "ranking"
    drawing = import_module(f"atlas.charts.{chart}")
    return drawing.svg(content, paper) if chart == "map" else drawing.svg(content)
