"""Pictures of a PDF paper as SVG at the size at which they stand on A4, so that their type is as large as drawn."""

from typing import Any, Final

from atlas.charts import map as map_chart
from atlas.charts import ranking, spark, spine
from atlas.colours import FONT
from atlas.reports.design import Design
from atlas.reports.document import Cover, Document, Picture, Pictures
from atlas.reports.formats._pictures import drawing
from atlas.view import ProfileRow, SpineRow

PX: Final = 96 / 25.4  # to the mm
WIDTH: Final = 176.0  # mm between the margins
GUTTER: Final = 7.0
ALONE: Final = {"map": 84.0, "series": 62.0, "strip": 58.0}  # mm high
PAIR: Final = {"map": 101.0, "series": 60.0, "strip": 54.0}
HIGHEST: Final = 215.0  # a ranking of very many areas fills its page
BAR: Final = 4.2  # of a ranking


def typed(svg: str, design: Design) -> str:
    """The drawing in the town's type."""
    return svg.replace(f"'{FONT}'", f"'{design.font}'") if design.fonts and "'" not in design.font else svg


def pictures(block: Pictures, design: Design) -> dict[str, Any]:
    """One picture of the whole width, or two beside each other."""
    pair = len(block.items) > 1
    width = (WIDTH - GUTTER) / 2 if pair else WIDTH
    made = [_picture(one, width, _height(one, pair), design) for one in block.items]
    return {"kind": "pictures", "items": made}


def _height(one: Picture, pair: bool) -> float:
    if one.kind == "ranking":
        return min(16 + BAR * max(len(ranking.listed(one.view)), 3), HIGHEST)
    return (PAIR if pair else ALONE)[one.kind]


def _picture(one: Picture, width: float, height: float, design: Design) -> dict[str, Any]:
    return {
        "svg": typed(drawing(one, width * PX, height * PX), design),
        "alt": one.alt,
        "label": one.label,
        "caption": one.caption,
        "source": one.view.source,
        "width": width,
        "height": height,
    }


def location(cover: Cover, document: Document) -> dict[str, str] | None:
    """Where in the town the areas lie; None where there is no map, or nothing beside them."""
    paper, keys = cover.paper, set(cover.keys)
    if paper is None or not keys & set(paper.paths) or keys >= set(paper.paths):
        return None
    alt = f"Lageplan: {cover.title} im Stadtgebiet von {document.stamp.town}"
    return {"svg": map_chart.location(paper, cover.keys, 320, 236, cover.title), "alt": alt}


def line(row: ProfileRow) -> dict[str, str] | None:
    """The small line of a tile; None where there are no two values."""
    if sum(cell.value is not None for cell in row.trend.cells) < 2:
        return None
    return {"svg": spark.svg(row, 84, 30), "alt": spark.summary(row)}


def lying(row: SpineRow) -> dict[str, str] | None:
    """A line of a spine; None where too few areas have a value."""
    return {"svg": spine.svg(row, 183, 20), "alt": spine.summary(row)} if spine.places(row) else None
