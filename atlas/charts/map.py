"""The map on paper: areas by class, hatches for what has no class, circles for counts; the legend beside it.

It draws the outlines that an edition keeps for paper; the live map of the screen is a component of its own.
"""

import math
from collections.abc import Iterator
from typing import Any

from atlas.charts._frame import Box, frame
from atlas.charts._legend import legend
from atlas.charts._svg import el, picture, said, width_of, words
from atlas.charts.strip import summary as spread
from atlas.colours import ACCENT, FAINT, HATCHES, INK, PAPER, SOFT, class_colours, ink_on
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
LARGEST = 0.055  # radius of the greatest count, as a part of the shorter side


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
        reach = _reach(view, place)
        key, _ = legend(view, beside, fills(view), reach)
    if paper is None or not paper.paths:
        note = words(place.x, place.y + 30, "Für diese Raumebene liegen keine Grenzen vor.", 13, SOFT)
        return patterns(view) + note + key
    scale = min(place.width / paper.width, place.height / paper.height)
    x = place.x + (place.width - scale * paper.width) / 2
    y = place.y + (place.height - scale * paper.height) / 2
    inside = el("g", shapes(view, paper, scale), transform=f"translate({x:.2f},{y:.2f}) scale({scale:.4f})")
    names = "".join(_names(view, paper, scale, x, y, reach))
    return patterns(view) + inside + _circles(view, paper, scale, x, y, reach) + names + _bar(paper, scale, place) + key


def _above(view: View, box: Box) -> tuple[Box, str, float]:
    """The room of the map above its legend, where there is none beside it, the legend and the largest circle."""
    reach = _reach(view, Box(box.x, box.y, box.width, 0.6 * box.height))
    drawn, tall = legend(view, Box(box.x, 0.0, box.width, box.height), fills(view), reach, broad=True)
    place = Box(box.x, box.y, box.width, max(box.height - tall - 10, 0.4 * box.height))
    return place, el("g", drawn, transform=f"translate(0,{place.y + place.height + 12:.2f})"), reach


def first_picture(view: View, paper: PaperMap) -> str:
    """The bare map, merged to one path a class: what a page shows before its scripts run."""
    scale = 1.0
    drawn = el("g", shapes(view, paper, scale, merged=True))
    circles = _circles(view, paper, scale, 0, 0, _reach(view, Box(0, 0, paper.width, paper.height)))
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
        return f"url(#{_name(cell.status)})"
    if view.legend.kind == "circle":
        return BLANK
    if view.legend.labelled and cell.value is not None:
        return EVEN
    if 0 <= own < len(colours):
        return colours[own]
    return f"url(#{_name(Status.missing)})"


def patterns(view: View, scale: float = 1.0) -> str:
    """The definitions of the hatches in use."""
    drawn = sorted(hatched(view) | {Status.missing})
    made = [svg_pattern(_name(status), HATCHES[status]) for status in drawn]
    for status in OVER:
        if any(cell.status == status and cell.value is not None for cell in view.cells):
            made.append(svg_pattern(f"{_name(status)}-darueber", HATCHES[status], over_ground=False))
    if scale != 1:
        made = [one.replace("<pattern ", f'<pattern patternTransform="scale({scale})" ', 1) for one in made]
    return el("defs", *made)


def _name(status: Status) -> str:
    return f"muster-{status.name.replace('_', '-')}"


def shapes(view: View, paper: PaperMap, scale: float, merged: bool = False) -> str:
    """All areas, then the borders of parents, of the town and of the chosen areas, in units of the drawing."""
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
            parts.append(el("path", el("title", said(_told(cell))), d=path, fill=fill))
    parts += [el("path", d=path, fill=fill) for fill, path in by_fill.items()]
    parts += [el("path", d=path, fill=f"url(#{_name(status)}-darueber)") for status, path in over.items()]
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


def greatest(view: View) -> float:
    """The count that has the largest circle: of all periods where classes are common to them."""
    values = [abs(cell.value) for cell in view.cells if cell.value is not None]
    return max([*values, *(abs(b) for b in view.legend.bins[-1:])], default=0.0)


def _reach(view: View, place: Box) -> float:
    crowd = min(1.0, math.sqrt(60 / max(len(view.cells), 1)))
    return max(LARGEST * min(place.width, place.height) * (0.2 + 0.8 * crowd), 3.0)


def _circles(view: View, paper: PaperMap, scale: float, x: float, y: float, reach: float) -> str:
    top = greatest(view)
    if view.legend.kind != "circle" or not top:
        return ""
    drawn = []
    for cell in sorted(view.cells, key=lambda c: -abs(c.value or 0.0)):
        spot = paper.labels.get(cell.key)
        if cell.value is None or spot is None:
            continue
        at = {"cx": x + spot[0] * scale, "cy": y + spot[1] * scale}
        if cell.value == 0:
            drawn.append(el("circle", **at, r=2.5, fill=PAPER, stroke=SOFT))
        else:
            below = {"fill": PAPER, "stroke": ACCENT, "stroke_width": 2.0} if cell.value < 0 else {}
            drawn.append(el("circle", **at, r=reach * math.sqrt(abs(cell.value) / top), **below))
    return el("g", *drawn, fill=ACCENT, fill_opacity=0.78, stroke=PAPER, stroke_width=0.8)


# --- names and scale ----------------------------------------------------------------------------------------------


def _names(view: View, paper: PaperMap, scale: float, x: float, y: float, reach: float) -> Iterator[str]:
    """Names that fit into their areas, the chosen ones first, none over another; below circles.

    Where there are too few areas for classes, the value stands below the name, or alone.
    """
    chosen = {cell.key for cell in view.chosen}
    colours, drawn, top = fills(view), hatched(view), greatest(view)
    spots = [(place, cell, paper.labels[cell.key]) for place, cell in enumerate(view.cells) if cell.key in paper.labels]
    spots.sort(key=lambda one: (one[1].key not in chosen, -one[2][2], one[1].key))
    taken: list[tuple[float, float, float]] = []
    for place, cell, (at_x, at_y, radius) in spots:
        own = cell.key in chosen
        size = 11.0 if own else 9.5
        lines = [cell.name]
        if view.labels:
            size += 2
            roomy = width_of(cell.name, size, bold=own) <= 2.5 * radius * scale
            lines = [*(lines if roomy else []), view.labels[place]]
        half = max(width_of(line, size, bold=own) for line in lines) / 2
        spot = x + at_x * scale, y + at_y * scale + size * 0.35
        if view.legend.kind == "circle" and top:
            spot = spot[0], spot[1] + reach * math.sqrt(abs(cell.value or 0.0) / top) + size * 0.6
        if not own and not view.labels and half > 1.25 * radius * scale:
            continue
        tall = (size + 2) * len(lines)
        if any(abs(spot[0] - other) < half + wide + 3 and abs(spot[1] - line) < tall for other, line, wide in taken):
            continue
        taken.append((*spot, half))
        fill = fill_of(view, place, colours, drawn)
        ink = ink_on(fill) if fill.startswith("#") else INK
        halo = fill if fill.startswith("#") else PAPER
        edge: dict[str, Any] = {
            "stroke": halo,
            "stroke_width": 2.4 if fill.startswith("#") else 4.0,
            "stroke_linejoin": "round",
            "paint_order": "stroke",
        }
        for row, said_here in enumerate(lines):
            line = spot[1] + (row - (len(lines) - 1) / 2) * (size + 2)
            bold = 600 if own or (view.labels and row == len(lines) - 1) else None
            yield words(spot[0], line, said_here, size, ink, "middle", bold, **edge)


def _bar(paper: PaperMap, scale: float, place: Box) -> str:
    """A scale bar of a round length, about a sixth of the map."""
    metres = place.width / 6 / scale * paper.metres_a_unit
    power = 10 ** math.floor(math.log10(metres)) if metres > 0 else 1
    length = max(n * power for n in (1, 2, 5) if n * power <= metres) if metres >= 1 else 1
    px = length / paper.metres_a_unit * scale
    y = place.y + place.height - 4
    name = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    line = f"M{place.x:.1f},{y - 4:.1f}v4h{px:.1f}v-4"
    return el("path", d=line, fill="none", stroke=SOFT, stroke_width=1.2) + words(place.x + px + 6, y, name, 10.5, SOFT)
