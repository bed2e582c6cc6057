"""Pictures of a document as SVG without a frame: captions, sources and Stand stand in the paper itself."""

from atlas.charts import map as map_chart
from atlas.charts import ranking, series, strip
from atlas.reports.document import Picture


def drawing(picture: Picture, width: float, height: float) -> str:
    """The SVG of a map or chart, in px."""
    if picture.kind == "map":
        return map_chart.svg(picture.view, picture.paper, width, height, bare=True)
    if picture.kind == "ranking":
        return ranking.svg(picture.view, width, height, bare=True)
    return {"series": series, "strip": strip}[picture.kind].svg(picture.view, width, height, bare=True)
