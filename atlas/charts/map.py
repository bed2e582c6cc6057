"""The map on paper: areas by class, hatches for what has no class, circles for counts; the legend beside it.

It draws the outlines that an edition keeps for paper; the live map of the screen is a component of its own.
"""

from collections.abc import Callable, Iterator
from typing import Any

from atlas.charts._frame import Box, frame
from atlas.charts._legend import circles_key, legend
from atlas.charts._map_places import Spot, circles, fitted, names, reach_of, scale_bar
from atlas.charts._svg import el, picture, said, words
from atlas.charts.strip import summary as spread
from atlas.colours import ACCENT, FAINT, FONTS, HATCHES, INK, PAPER, SOFT, class_colours, ink_on
from atlas.hatches import svg_pattern
from atlas.view import Cell, View
from atlas.view.paper import PaperMap
from indicators.model import Status

TITLE = "Karte"
BLANK = "#E6EBEE"  # areas under circles
EVEN = "#D3E3EC"  # areas with a value that are too few for classes
OVER = (Status.zero, Status.rounded_zero, Status.uncertain)  # their pattern lies on the colour of a class
LEGEND = 232.0  # px
NARROW = 480.0  # px; on less the legend stands below the map
TINY = 4.0  # px; an area with less of a radius gets a ring, so that it is found
Mark = Callable[[Cell], dict[str, object]]  # attributes of an area


def summary(view: View) -> str:
    """One sentence: that of the distribution, which says what the map shows."""
    return f"Karte: {view.title}. {spread(view)}"


def svg(view: View, paper: PaperMap | None, width: float = 960, height: float = 680, bare: bool = False) -> str:
    """The map in its frame, the legend at its right or below; a sentence in place of a map without outlines."""
    return frame(view, width, height, summary(view), lambda box: _draw(view, paper, box), bare=bare)


def _draw(view: View, paper: PaperMap | None, box: Box) -> str:
    if box.width < NARROW:
        place, key, reach = _above(view, box)
    else:
        place = Box(box.x, box.y, box.width - LEGEND - 20, box.height)
        beside = Box(box.x + box.width - LEGEND, box.y + 4, LEGEND, box.height)
        reach = reach_of(view, place.width, place.height)
        key, _ = legend(view, beside, fills(view), reach)
    if paper is None or not paper.paths:
        note = words(place.x, place.y + 30, "Für diese Raumebene liegen keine Grenzen vor.", 13, SOFT)
        return patterns(view) + note + key
    spot = fitted(paper, place.x, place.y, place.width, place.height)
    scale = spot.scale
    inside = el("g", shapes(view, paper, scale), transform=f"translate({spot.x:.2f},{spot.y:.2f}) scale({scale:.4f})")
    written = "".join(_names(view, paper, spot, reach))
    return patterns(view) + inside + _circles(view, paper, spot, reach) + written + _bar(paper, scale, place) + key


def _above(view: View, box: Box) -> tuple[Box, str, float]:
    """The room of the map above its legend, where there is none beside it, the legend and the largest circle."""
    reach = reach_of(view, box.width, 0.6 * box.height)
    drawn, tall = legend(view, Box(box.x, 0.0, box.width, box.height), fills(view), reach, broad=True)
    place = Box(box.x, box.y, box.width, max(box.height - tall - 10, 0.4 * box.height))
    return place, el("g", drawn, transform=f"translate(0,{place.y + place.height + 12:.2f})"), reach


def first_picture(view: View, paper: PaperMap) -> str:
    """The bare map, merged to one path a class: what a page shows before its scripts run."""
    scale = 1.0
    drawn = el("g", shapes(view, paper, scale, merged=True))
    circles = _circles(view, paper, Spot(scale, 0.0, 0.0), reach_of(view, paper.width, paper.height))
    return el(
        "svg",
        patterns(view, scale=0.6),
        drawn,
        circles,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {paper.width:g} {paper.height:g}",
        preserveAspectRatio="xMidYMid meet",
        width="100%",
        height="100%",
        role="img",
        aria_label=view.title,
    )


def stage(view: View, paper: PaperMap, mark: Mark, side: float = 470) -> str:
    """The bare map for a wall, its longer side `side` units long: every area can be asked, `mark` gives its attributes.

    Its hatches are those of `every_pattern`, once in the document; classes are told beside it, circles below it.
    """
    scale = side / max(paper.width, paper.height)
    place = Box(0, 0, paper.width * scale, paper.height * scale)
    spot, reach = Spot(scale, 0.0, 0.0), reach_of(view, place.width, place.height)
    inside = el("g", shapes(view, paper, scale, mark=mark), transform=f"scale({scale:.4f})")
    written = el("g", *_names(view, paper, spot, reach), class_="namen")
    key, bottom = circles_key(view, Box(4, 0, place.width, 0), place.height + 10, reach)
    below = max(bottom, place.height + 24)
    bar = _bar(paper, scale, Box(0.65 * place.width if key else 2, 0, place.width, below))
    frame = {"viewBox": f"-6 -6 {place.width + 12:.1f} {below + 12:.1f}", "font_family": FONTS}
    drawn = [inside, _circles(view, paper, spot, reach), written, key, bar]
    return el("svg", el("g", *drawn), xmlns="http://www.w3.org/2000/svg", **frame)


def every_pattern() -> str:
    """The definitions of all hatches, for a document of several maps."""
    over = [svg_pattern(f"{pattern_name(status)}-darueber", HATCHES[status], over_ground=False) for status in OVER]
    return el("defs", *(svg_pattern(pattern_name(status), hatch) for status, hatch in HATCHES.items()), *over)


def location(paper: PaperMap, keys: tuple[str, ...], width: float, height: float, name: str) -> str:
    """A small map: where in the town the areas `keys` lie."""
    scale = min(width / paper.width, height / paper.height)
    x, y = (width - scale * paper.width) / 2, (height - scale * paper.height) / 2
    rest = "".join(path for key, path in paper.paths.items() if key not in keys)
    here = "".join(paper.paths[key] for key in keys if key in paper.paths)
    line = {"stroke": PAPER, "stroke_width": 0.6 / scale, "fill_rule": "evenodd"}
    parts = [el("path", d=rest, fill="#D3DDE2", **line)] if rest else []
    parts += [el("path", d=path, fill="none", stroke=FAINT, stroke_width=0.5 / scale) for path in _outer(paper)]
    parts += [el("path", d=here, fill=ACCENT, **line)] if here else []
    spots = [paper.labels[key] for key in keys if key in paper.labels]
    if len(spots) == 1 and spots[0][2] * scale < TINY:
        ring = {"fill": "none", "stroke": ACCENT, "stroke_width": 2.5 / scale}
        parts.append(el("circle", cx=spots[0][0], cy=spots[0][1], r=5 * TINY / scale, **ring))
    inside = el("g", *parts, transform=f"translate({x:.2f},{y:.2f}) scale({scale:.4f})")
    return picture(width, height, f"Lage von {name}", f"Lage von {name} im Stadtgebiet.", inside)


# --- areas --------------------------------------------------------------------------------------------------------


def fills(view: View) -> list[str]:
    """One colour a class of the legend."""
    return class_colours(view.legend.kind, view.legend.bins, view.legend.lowest)


def hatched(view: View) -> set[Status]:
    """Statuses drawn by their hatch: those that the legend lists."""
    return {entry.status for entry in view.legend.statuses if entry.status in HATCHES}


def fill_of(view: View, place: int, colours: list[str], drawn: set[Status]) -> str:
    """The fill of one area: the hatch of its status, the colour of its class, or blank under a circle."""
    cell, own = view.cells[place], int(view.classes[place])
    if cell.status in drawn and (cell.value is None or own < 0):
        return f"url(#{pattern_name(cell.status)})"
    if view.legend.kind == "circle":
        return BLANK
    if view.legend.labelled and cell.value is not None:
        return EVEN
    if 0 <= own < len(colours):
        return colours[own]
    return f"url(#{pattern_name(Status.missing)})"


def patterns(view: View, scale: float = 1.0) -> str:
    """The definitions of the hatches in use."""
    drawn = sorted(hatched(view) | {Status.missing})
    made = [svg_pattern(pattern_name(status), HATCHES[status]) for status in drawn]
    for status in OVER:
        if any(cell.status == status and cell.value is not None for cell in view.cells):
            made.append(svg_pattern(f"{pattern_name(status)}-darueber", HATCHES[status], over_ground=False))
    if scale != 1:
        made = [one.replace("<pattern ", f'<pattern patternTransform="scale({scale})" ', 1) for one in made]
    return el("defs", *made)


def pattern_name(status: Status) -> str:
    return f"muster-{status.name.replace('_', '-')}"


def shapes(view: View, paper: PaperMap, scale: float, merged: bool = False, mark: Mark | None = None) -> str:
    """All areas, then the borders of parents, of the town and of the chosen areas, in units of the drawing.

    `mark`: the attributes of each area, in place of its hint.
    """
    colours, drawn = fills(view), hatched(view)
    thin = {"stroke": "#8FA0A9", "stroke_width": 0.5 / scale, "stroke_linejoin": "round", "fill_rule": "evenodd"}
    parts: list[str] = []
    by_fill: dict[str, str] = {}
    over: dict[Status, str] = {}
    for place, cell in enumerate(view.cells):
        path = paper.paths.get(cell.key)
        if path is None:
            continue
        fill = fill_of(view, place, colours, drawn)
        if cell.status in OVER and cell.value is not None and not fill.startswith("url"):
            over[cell.status] = over.get(cell.status, "") + path
        if merged:
            by_fill[fill] = by_fill.get(fill, "") + path
        else:
            hint = [] if mark else [el("title", said(_told(cell)))]
            parts.append(el("path", *hint, d=path, fill=fill, **(mark(cell) if mark else {})))
    parts += [el("path", d=path, fill=fill) for fill, path in by_fill.items()]
    parts += [el("path", d=path, fill=f"url(#{pattern_name(status)}-darueber)") for status, path in over.items()]
    lines = [el("g", *parts, **thin)]
    for level, path in paper.borders.items():
        if level != "stadt":
            lines.append(
                el("path", d=path, fill="none", stroke=SOFT, stroke_width=1.1 / scale, stroke_linejoin="round")
            )
    lines += [
        el("path", d=p, fill="none", stroke=INK, stroke_width=1.5 / scale, stroke_linejoin="round")
        for p in _outer(paper)
    ]
    here = "".join(paper.paths[cell.key] for cell in view.chosen if cell.key in paper.paths)
    if here:
        edge = {"fill": "none", "stroke_linejoin": "round"}
        lines.append(el("path", d=here, stroke=PAPER, stroke_width=4.4 / scale, **edge))
        lines.append(el("path", d=here, stroke=INK, stroke_width=2.4 / scale, **edge))
    return "".join(lines)


def _outer(paper: PaperMap) -> list[str]:
    return [path for level, path in paper.borders.items() if level == "stadt" and path]


def _told(cell: Cell) -> str:
    return f"{cell.name}: {cell.why}" + (f" ({cell.counts})" if cell.counts else "")


# --- circles ------------------------------------------------------------------------------------------------------


def _circles(view: View, paper: PaperMap, spot: Spot, reach: float) -> str:
    drawn = []
    for cell, x, y, radius in circles(view, paper, spot, reach):
        at = {"cx": x, "cy": y}
        if cell.value == 0:
            drawn.append(el("circle", **at, r=2.5, fill=PAPER, stroke=SOFT))
        else:
            below = {"fill": PAPER, "stroke": ACCENT, "stroke_width": 2.0} if (cell.value or 0.0) < 0 else {}
            drawn.append(el("circle", **at, r=radius, **below))
    if not drawn:
        return ""
    return el("g", *drawn, fill=ACCENT, fill_opacity=0.78, stroke=PAPER, stroke_width=0.8)


# --- names and scale ----------------------------------------------------------------------------------------------


def _names(view: View, paper: PaperMap, spot: Spot, reach: float) -> Iterator[str]:
    colours, drawn = fills(view), hatched(view)
    for name in names(view, paper, spot, reach):
        fill = fill_of(view, name.place, colours, drawn)
        ink = ink_on(fill) if fill.startswith("#") else INK
        halo = fill if fill.startswith("#") else PAPER
        edge: dict[str, Any] = {
            "stroke": halo,
            "stroke_width": 2.4 if fill.startswith("#") else 4.0,
            "stroke_linejoin": "round",
            "paint_order": "stroke",
        }
        for row, (line, y) in enumerate(name.baselines()):
            bold = 600 if name.own or (view.labels and row == len(name.lines) - 1) else None
            yield words(name.x, y, line, name.size, ink, "middle", bold, **edge)


def _bar(paper: PaperMap, scale: float, place: Box) -> str:
    px, name = scale_bar(paper, scale, place.width)
    y = place.y + place.height - 4
    line = f"M{place.x:.1f},{y - 4:.1f}v4h{px:.1f}v-4"
    return el("path", d=line, fill="none", stroke=SOFT, stroke_width=1.2) + words(place.x + px + 6, y, name, 10.5, SOFT)
