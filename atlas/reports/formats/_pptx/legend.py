"""The legend of a map as native shapes: a key a class or status with its number of areas, circles for counts."""

import math
from typing import Final

from atlas.charts._frame import Box
from atlas.charts._legend import steps
from atlas.charts._map_places import greatest
from atlas.charts._svg import fit, width_of
from atlas.charts.map import fills
from atlas.colours import ACCENT, FAINT, HATCHES, PAPER
from atlas.numbers import text
from atlas.reports.formats._pptx.fills import fill, hatch_name, see_through
from atlas.reports.formats._pptx.shapes import NOTHING, Canvas, stroke
from atlas.reports.formats._pptx.text import QUIET, WIDER, body, paragraph, run, solid, tall
from atlas.view import View

SWATCH: Final = 26.0
NUMBER: Final = 24.0  # room of a count
STEP: Final = 20.0
SIZE: Final = 12.0
SMALL: Final = 10.5


def legend(canvas: Canvas, view: View, box: Box, reach: float) -> tuple[dict[str, str], list[str]]:
    """Fill as the map names it -> its key, to lie in one group with its areas; and all else, from the top down."""
    keys: dict[str, str] = {}
    rest: list[str] = []
    head = view.subtitle or view.indicator.title
    y = box.y + tall(head, SIZE * 1.05, box.width) + 3
    rest.append(_text(canvas, "Legende", Box(box.x, box.y, box.width, y - box.y), run(head, SIZE, bold=True)))
    if view.legend.classes or view.legend.statuses:
        line = paragraph(run("Gebiete", SMALL, ink=QUIET), align="r")
        rest.append(canvas.shape("Legende: Zahl der", Box(box.x, y, box.width, 13), body(line)))
    y += 16
    if view.legend.kind == "circle":
        drawn, y = _circles(canvas, view, box, y, reach)
        rest += drawn
    else:
        for entry, own in zip(view.legend.classes, fills(view), strict=False):
            keys[own] = _key(canvas, entry.label, Box(box.x, y, SWATCH, 14), fill(own))
            rest.append(_label(canvas, box, y, entry.label, entry.count))
            y += STEP
    y += 6 if view.legend.statuses else 0
    for status in view.legend.statuses:
        own = hatch_name(status.status)
        look = fill(own) if status.status in HATCHES else solid(PAPER)
        keys[own] = _key(canvas, status.word, Box(box.x, y, SWATCH, 14), look)
        said = f"{status.word} ({status.sign})"
        room = box.width - SWATCH - 9 - NUMBER
        shown = said if width_of(said, SIZE * WIDER) <= room else status.word
        rest.append(_label(canvas, box, y, shown, status.count))
        y += STEP
    return keys, [*rest, *_below(canvas, view, box, y + 8)]


def _below(canvas: Canvas, view: View, box: Box, y: float) -> list[str]:
    """The town's value and how classes were made, in small type."""
    said = []
    if view.city.full:
        said.append(paragraph(run(f"{view.city.name}: {view.city.full}", SIZE, bold=True)))
    notes = (view.legend.scheme_title, view.legend.note) if view.legend.kind != "circle" else (view.legend.note,)
    said += [paragraph(run(one, SMALL, ink=QUIET), before=3) for one in notes if one]
    return [canvas.shape("Legende: Wert der Stadt", Box(box.x, y, box.width, 60), body(*said))] if said else []


def _key(canvas: Canvas, name: str, box: Box, look: str) -> str:
    return canvas.shape(f"Schlüssel {name}", box, "", look, stroke(FAINT, 0.7))


def _text(canvas: Canvas, name: str, box: Box, said: str) -> str:
    return canvas.shape(name, box, body(paragraph(said)))


def _label(canvas: Canvas, box: Box, y: float, said: str, count: int) -> str:
    """What a key means, and at the right how many areas it holds for."""
    counted, right = text(count, 0), Box(box.x + box.width - NUMBER, y - 1, NUMBER, 16)
    number = body(paragraph(run(counted, SIZE, ink=QUIET), align="r"), wraps=False)
    place = Box(box.x + SWATCH + 9, y - 1, box.width - SWATCH - 9 - NUMBER, 16)
    words = _text(canvas, f"Legende {said}", place, run(fit(said, SIZE * WIDER, place.width), SIZE))
    return words + canvas.shape(f"Legende {said}: Gebiete", right, number)


def _circles(canvas: Canvas, view: View, box: Box, y: float, reach: float) -> tuple[list[str], float]:
    """Nested circles of round counts."""
    top = greatest(view)
    if not top:
        return [], y
    shown, decimals = steps(top)
    bottom = y + 2 * reach + 4
    parts, last = [], math.inf
    for value in shown:
        radius = reach * math.sqrt(value / top)
        circle = Box(box.x + reach - radius, bottom - 2 * radius, 2 * radius, 2 * radius)
        said = text(value, decimals, view.indicator.unit if value == shown[0] else "")
        look = see_through(ACCENT), stroke(PAPER, 0.8)
        parts.append(canvas.shape(f"Schlüssel {said}", circle, "", *look, form="ellipse"))
        line = min(max(bottom - 2 * radius, y + 4), bottom + 2)
        line = line if abs(line - last) >= 14 else last + 14
        last = line
        thread = [[(box.x + reach, bottom - 2 * radius), (box.x + 2 * reach + 9, bottom - 2 * radius)]]
        parts.append(canvas.outline("Linie", thread, NOTHING, stroke(FAINT, 0.7), closed=False))
        place = Box(box.x + 2 * reach + 12, line - 8, box.width - 2 * reach - 12, 15)
        parts.append(_text(canvas, f"Legende {said}", place, run(said, SIZE)))
    count = text(len([cell for cell in view.cells if cell.value is not None]), 0)
    number = paragraph(run(count, SIZE, ink=QUIET), align="r")
    parts.append(canvas.shape("Legende: Zahl der Kreise", Box(box.x, y, box.width, 15), body(number)))
    return parts, max(bottom, last + 8) + 10
