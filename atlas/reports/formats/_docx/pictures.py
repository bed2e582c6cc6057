"""Drawings in a Word paper: PNG at 200 dpi with a text alternative, in the line or at the side.

Not as SVG beside the PNG: what Word makes of hatches nobody here can see, and hatches say what is secret.
"""

import io
from typing import Any

from atlas.charts import map as map_chart
from atlas.charts import spine
from atlas.reports.design import Design
from atlas.reports.document import Cover, Picture
from atlas.reports.formats import _raster
from atlas.reports.formats._docx.marks import EMU, clean, quoted, run
from atlas.reports.formats._docx.master import Sheet
from atlas.reports.formats._pictures import drawing
from atlas.reports.formats._raster import Raster, raster
from atlas.view import SpineRow

PX = 15  # a px of a drawing, 96 to the inch, in twentieths of a point
LOGO = (170, 42)  # px: at most so wide and high


def placed(sheet: Sheet, part: Any, one: Raster, name: str, alt: str, aside: bool = False) -> str:
    """A run with the picture; `aside`: at the right border, text flows around it."""
    rid, _ = part.get_or_add_image(io.BytesIO(one.png))
    number = next(sheet.numbers)
    size = f'cx="{round(one.width * PX * EMU)}" cy="{round(one.height * PX * EMU)}"'
    told = f'<wp:docPr id="{number}" name={quoted(name)} descr={quoted(clean(alt))}/>'
    picture = (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={quoted(name)}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    locked = '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    if not aside:
        drawn = (
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>{told}{locked}{picture}</wp:inline>'
        )
    else:
        drawn = (
            '<wp:anchor distT="0" distB="72000" distL="180000" distR="0" simplePos="0" relativeHeight="1" '
            'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            f'<wp:extent {size}/><wp:wrapSquare wrapText="bothSides"/>{told}{locked}{picture}</wp:anchor>'
        )
    return f"<w:r><w:drawing>{drawn}</w:drawing></w:r>"


def figure(sheet: Sheet, picture: Picture, width: int, shape: float) -> str:
    """A map or a chart, `width` wide and `shape` times as high."""
    across = width / PX
    one = raster(drawing(picture, across, across * shape), across, across * shape)
    return placed(sheet, sheet.document.part, one, picture.label or picture.caption[:60], picture.alt)


def line(sheet: Sheet, row: SpineRow, width: int) -> str:
    """A line of a spine; nothing where there is no spread."""
    if not spine.places(row):
        return run("–")
    across = width / PX
    one = raster(spine.svg(row, across, 20), across, 20)
    return placed(sheet, sheet.document.part, one, row.row.indicator.short, spine.summary(row))


def location(sheet: Sheet, cover: Cover, width: int, aside: bool) -> str:
    """Where the areas lie in the town; nothing without outlines of them."""
    if cover.paper is None or not any(key in cover.paper.paths for key in cover.keys):
        return ""
    across = width / PX
    high = min(across * cover.paper.height / cover.paper.width, across)
    svg = map_chart.location(cover.paper, cover.keys, across, high, cover.title)
    one = raster(svg, across, high)
    return placed(sheet, sheet.document.part, one, "Lageplan", f"Lageplan: {cover.title} im Stadtgebiet.", aside)


def logo(sheet: Sheet, part: Any, design: Design) -> str:
    """The town's logo, as high and as wide as a header has room for."""
    return placed(sheet, part, _raster.logo(design, *LOGO), "Logo", design.logo_alt) if design.logo else ""
