"""Fills of areas and keys: colours, native patterns in the place of hatches, circles that let borders show."""

from typing import Final

from atlas.colours import HATCHES
from atlas.reports.formats._pptx.shapes import pattern
from atlas.reports.formats._pptx.text import solid
from indicators.model import Status

PATTERNS: Final = {
    "diagonal": "wdUpDiag",
    "backward": "ltDnDiag",
    "dots": "dotGrid",
    "cross": "openDmnd",
    "horizontal": "horz",
    "vertical": "vert",
    "rings": "dotDmnd",
}  # of colours.HATCHES -> of Office


def fill(name: str, over: Status | None = None) -> str:
    """A colour or the hatch `url(#muster-...)` as Office knows it; `over`: the hatch of a status above the colour."""
    if over is not None and name.startswith("#"):
        return pattern(PATTERNS[HATCHES[over].pattern], HATCHES[over].ink, name)
    if name.startswith("#"):
        return solid(name)
    one = HATCHES[Status[name.removeprefix("url(#muster-").removesuffix(")").replace("-", "_")]]
    return pattern(PATTERNS[one.pattern], one.ink, one.ground) if one.pattern in PATTERNS else solid(one.ground)


def hatch_name(status: Status) -> str:
    """The hatch of a status as the map names it."""
    return f"url(#muster-{status.name.replace('_', '-')})"


def see_through(name: str) -> str:
    """A `#RRGGBB` that lets what lies below it show."""
    return f'<a:solidFill><a:srgbClr val="{name[1:]}"><a:alpha val="78000"/></a:srgbClr></a:solidFill>'
