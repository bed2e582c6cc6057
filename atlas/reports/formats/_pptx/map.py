"""The map as native shapes: one freeform an area, grouped by class, so that one click changes a class's colour."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from atlas.charts import map as map_chart
from atlas.charts._frame import Box
from atlas.charts._map_places import Name, Spot, circles, fitted, names, reach_of, scale_bar
from atlas.colours import ACCENT, INK, PAPER, SOFT, ink_on
from atlas.reports.document import Picture
from atlas.reports.formats._pptx.fills import fill, hatch_name, see_through
from atlas.reports.formats._pptx.legend import legend
from atlas.reports.formats._pptx.shapes import NOTHING, Canvas, Ring, stroke
from atlas.reports.formats._pptx.text import WIDER, body, colour, emu, paragraph, run, solid
from atlas.view import View
from atlas.view.paper import PaperMap

EDGE: Final = stroke("#8FA0A9", 0.5)
LEGEND: Final = 216.0  # pt
ROOMY: Final = 1.15  # half a name may be that much wider than the largest circle in its area
GAP: Final = 16.0
_TOKEN: Final = re.compile(r"([MmLlHhVvZz])|(-?(?:\d+\.?\d*|\.\d+))")


def draw(canvas: Canvas, picture: Picture, box: Box) -> None:
    """Map, names, scale bar and legend as one group with the picture's words."""
    view, paper = picture.view, picture.paper
    beside = min(LEGEND, box.width * 0.36)
    place = Box(box.x, box.y, box.width - beside - GAP, box.height)
    key = Box(box.x + box.width - beside, box.y, beside, box.height)
    reach = reach_of(view, place.width, place.height)
    keys, rest = legend(canvas, view, key, reach)
    if paper is None or not paper.paths:
        note = "Für diese Raumebene liegen keine Grenzen vor."
        canvas.add(canvas.shape("Hinweis", place, body(paragraph(run(note, 14)))))
        parts = [*keys.values()]
    else:
        spot = fitted(paper, place.x, place.y, place.width, place.height - 18)
        parts = _areas(canvas, view, paper, spot, place, keys)
        parts += _edges(canvas, view, paper, spot)
        parts += _circles(canvas, view, paper, spot, place, reach)
        parts += _names(canvas, view, paper, spot, place, reach)
        parts += _bar(canvas, paper, spot, place)
    said = f"Karte: {picture.label or picture.caption}"
    canvas.add(canvas.group(said, box, [*parts, *rest], alt=picture.alt))


@lru_cache(65536)
def rings(path: str) -> tuple[Ring, ...]:
    """The lines of an SVG path of M, L, H, V and Z in units of the drawing.

    >>> rings("M1 2l2 0 0 2.3zM5 5L6 6")
    (((1.0, 2.0), (3.0, 2.0), (3.0, 4.3)), ((5.0, 5.0), (6.0, 6.0)))
    """
    found: list[list[tuple[float, float]]] = []
    x = y = 0.0
    command, numbers = "", iter(_TOKEN.findall(path))
    for letter, number in numbers:
        if letter:
            command = letter
            if letter in "Zz" and found:
                x, y = found[-1][0]
            continue
        one = float(number)
        if command in "HhVv":
            x, y = (one + x * (command == "h"), y) if command in "Hh" else (x, one + y * (command == "v"))
        else:
            other = float(next(numbers)[1])
            x, y = (x + one, y + other) if command.islower() else (one, other)
        at = round(x, 3), round(y, 3)
        if command in "Mm":
            found.append([at])
            command = "L" if command == "M" else "l"
        else:
            found[-1].append(at)
    return tuple(tuple(ring) for ring in found)


def placed(path: str, spot: Spot) -> list[Ring]:
    """The lines of a path on the slide."""
    return [[(spot.x + spot.scale * x, spot.y + spot.scale * y) for x, y in ring] for ring in rings(path)]


def area_name(key: str, name: str, said: str) -> str:
    """What the selection pane calls an area."""
    return f"Gebiet {key} {name}: {said}"


def _areas(canvas: Canvas, view: View, paper: PaperMap, spot: Spot, place: Box, keys: dict[str, str]) -> list[str]:
    """A group a fill, with its key in the legend."""
    colours, drawn = map_chart.fills(view), map_chart.hatched(view)
    by_fill: dict[str, list[str]] = {name: [] for name in keys}
    for number, cell in enumerate(view.cells):
        path = paper.paths.get(cell.key)
        if not path:
            continue
        own = map_chart.fill_of(view, number, colours, drawn)
        over = cell.status if cell.status in map_chart.OVER and cell.value is not None else None
        name = area_name(cell.key, cell.name, cell.full)
        by_fill.setdefault(own, []).append(canvas.outline(name, placed(path, spot), fill(own, over), EDGE))
    titles = {one: f"Klasse {entry.label}" for one, entry in zip(colours, view.legend.classes, strict=False)}
    if view.legend.kind == "circle":
        titles = {}
    groups = []
    for own, shapes in by_fill.items():
        title = titles.get(own, "Gebiete" if own.startswith("#") else f"Zeichen {_word(view, own)}")
        shapes = [*shapes, *([keys[own]] if keys.get(own) else [])]
        groups.append(canvas.group(title, place, shapes))
    return [one for one in groups if one]


def _word(view: View, own: str) -> str:
    told = {hatch_name(one.status): one.word for one in view.legend.statuses}
    return told.get(own, "keine Angabe")


def _edges(canvas: Canvas, view: View, paper: PaperMap, spot: Spot) -> list[str]:
    """Borders of parents and of the town, then the chosen areas."""
    found = []
    for level, path in sorted(paper.borders.items(), key=lambda one: one[0] == "stadt"):
        ink = stroke(INK, 1.5) if level == "stadt" else stroke(SOFT, 1.1)
        if path:
            found.append(canvas.outline(f"Grenze {level}", placed(path, spot), NOTHING, ink, closed=False))
    for cell in view.chosen:
        edge = paper.paths.get(cell.key)
        if edge:
            for ink in (stroke(PAPER, 4.4), stroke(INK, 2.6)):
                found.append(canvas.outline(f"Umriss {cell.name}", placed(edge, spot), NOTHING, ink))
    return found


def _circles(canvas: Canvas, view: View, paper: PaperMap, spot: Spot, place: Box, reach: float) -> list[str]:
    drawn = []
    for cell, x, y, radius in circles(view, paper, spot, reach):
        look = see_through(ACCENT), stroke(PAPER, 0.8)
        if cell.value == 0:
            radius, look = 2.5, (solid(PAPER), stroke(SOFT))
        elif (cell.value or 0.0) < 0:
            look = solid(PAPER), stroke(ACCENT, 2.0)
        box = Box(x - radius, y - radius, 2 * radius, 2 * radius)
        drawn.append(canvas.shape(f"Kreis {cell.key} {cell.name}: {cell.full}", box, "", *look, form="ellipse"))
    return [canvas.group("Kreise", place, drawn)] if drawn else []


def _names(canvas: Canvas, view: View, paper: PaperMap, spot: Spot, place: Box, reach: float) -> list[str]:
    colours, drawn = map_chart.fills(view), map_chart.hatched(view)
    found = []
    for name in names(view, paper, spot, reach, larger=1.0):
        radius = paper.labels[view.cells[name.place].key][2] * spot.scale
        if not name.own and not view.labels and name.half * WIDER > radius * ROOMY:
            continue
        own = map_chart.fill_of(view, name.place, colours, drawn)
        top, beside = _spot_of(view, paper, spot, name)
        ground = own if own.startswith("#") and not beside else PAPER
        ink = INK if beside or not own.startswith("#") else ink_on(own)
        said = [
            paragraph(_haloed(line, name.size, ink, ground, name.own or (bool(view.labels) and last)), align="ctr")
            for line, last in zip(name.lines, (*(False for _ in name.lines[1:]), True), strict=True)
        ]
        box = Box(name.x - name.half - 4, top, 2 * name.half + 8, (name.size + 2) * len(name.lines) + 2)
        look = see_through(PAPER) if beside or not own.startswith("#") else NOTHING  # not over other areas, nor hatches
        found.append(canvas.shape(f"Name {' '.join(name.lines)}", box, body(*said, wraps=False), look))
    return [canvas.group("Namen", place, found)] if found else []


def _spot_of(view: View, paper: PaperMap, spot: Spot, name: Name) -> tuple[float, bool]:
    """The top of a name; a chosen area too small for its name has it below, on a light ground."""
    key = view.cells[name.place].key
    if name.own and name.half > 1.25 * paper.labels[key][2] * spot.scale and paper.paths.get(key):
        return max(y for ring in placed(paper.paths[key], spot) for _, y in ring) + 3, True
    return next(name.baselines())[1] - name.size - 0.5, False


def _haloed(line: str, size: float, ink: str, ground: str, bold: bool) -> str:
    """A word that can be read over borders: a glow in the colour of its ground."""
    glow = f'<a:effectLst><a:glow rad="{emu(1.6)}">{colour(ground)}</a:glow></a:effectLst>'
    made = run(line, size, bold, ink)
    return made.replace("</a:solidFill></a:rPr>", f"</a:solidFill>{glow}</a:rPr>", 1)


def _bar(canvas: Canvas, paper: PaperMap, spot: Spot, place: Box) -> Iterator[str]:
    wide, name = scale_bar(paper, spot.scale, place.width)
    y = place.y + place.height - 4
    line = [(place.x, y - 4), (place.x, y), (place.x + wide, y), (place.x + wide, y - 4)]
    yield canvas.outline("Maßstab", [line], NOTHING, stroke("tx1", 1.2), closed=False)
    box = Box(place.x + wide + 6, y - 11, 80, 14)
    yield canvas.shape(f"Maßstab {name}", box, body(paragraph(run(name, 10.5)), wraps=False))
