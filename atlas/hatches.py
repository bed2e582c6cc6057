"""The hatches of `colours.HATCHES` as strokes of a small tile: one drawing for map, legend and paper."""

from dataclasses import dataclass
from typing import Final

from atlas.colours import HATCHES, Hatch
from indicators.model import Status


@dataclass(frozen=True)
class Tile:
    """A square that repeats without a seam."""

    size: int  # px
    lines: str  # SVG path data, drawn as strokes; overlaps the edges where a line crosses them
    width: float  # of the strokes, px
    cap: str = "butt"


TILES: Final = {
    "diagonal": Tile(7, "M-1.75,1.75L1.75,-1.75M0,7L7,0M5.25,8.75L8.75,5.25", 1.4),
    "backward": Tile(10, "M-2.5,7.5L2.5,12.5M-1,-1L11,11M7.5,-2.5L12.5,2.5", 1.0),
    "dots": Tile(7, "M3.5,3.5h0.01", 2.2, "round"),
    "cross": Tile(8, "M-1,-1L9,9M-1,9L9,-1", 1.0),
    "horizontal": Tile(6, "M0,3H6", 1.2),
    "vertical": Tile(7, "M3.5,0V7", 1.1),
    "rings": Tile(11, "M7.7,5.5a2.2,2.2 0 1 0 -4.4,0a2.2,2.2 0 1 0 4.4,0", 1.0),
}


def styles(words: dict[Status, str], hatches: dict[Status, Hatch] | None = None) -> dict[str, dict[str, object]]:
    """How the map draws and calls each status: code -> word, ground and tile, if any. JSON-able."""
    drawn: dict[str, dict[str, object]] = {str(int(s)): {"word": word} for s, word in words.items()}
    for status, hatch in (HATCHES if hatches is None else hatches).items():
        style = drawn.setdefault(str(int(status)), {"word": ""})
        style["ground"] = hatch.ground
        tile = TILES.get(hatch.pattern)
        if tile:
            style |= {
                "size": tile.size,
                "lines": tile.lines,
                "width": tile.width,
                "cap": tile.cap,
                "colour": hatch.ink,
            }
    return drawn


def svg_pattern(name: str, hatch: Hatch, over_ground: bool = True) -> str:
    """An SVG `<pattern>` for `fill="url(#name)"`; without its ground it lies over a class colour."""
    tile = TILES.get(hatch.pattern)
    size = tile.size if tile else 8
    ground = f'<rect width="{size}" height="{size}" fill="{hatch.ground}"/>' if over_ground else ""
    cap = f' stroke-linecap="{tile.cap}"' if tile and tile.cap != "butt" else ""
    strokes = (
        f'<path d="{tile.lines}" fill="none" stroke="{hatch.ink}" stroke-width="{tile.width}"{cap}/>' if tile else ""
    )
    frame = f'id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"'
    return f"<pattern {frame}>{ground}{strokes}</pattern>"
