"""Pictures of a document as SVG without a frame: captions, sources and Stand stand in the paper itself."""

from atlas.charts import map as map_chart
from atlas.charts import ranking, series, strip
from atlas.reports.document import Picture


def drawing(picture: Picture, width: float, height: float | None = None) -> str:
    """The SVG of a map or chart, in px; without a height a ranking is as high as its bars need."""
    if picture.kind == "ranking":
        return ranking.svg(picture.view, width, height, bare=True)
    tall = 0.6 * width if height is None else height
    if picture.kind == "map":
        return map_chart.svg(picture.view, picture.paper, width, tall, bare=True)
    return {"series": series, "strip": strip}[picture.kind].svg(picture.view, width, tall, bare=True)
