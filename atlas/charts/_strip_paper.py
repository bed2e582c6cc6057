"""The distribution strip on paper, and what it shares with the screen: colours of dots and the ends of the axis."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from atlas.charts._frame import Box
from atlas.charts._scale import ticks
from atlas.charts._shapes import marker
from atlas.charts._svg import el, fit, width_of, words
from atlas.charts._swarm import MOST_DOTS, offsets
from atlas.colours import FAINT, GROUND, HAIR, INK, LINES, PAPER, SOFT, class_colours
from atlas.numbers import text
from atlas.view import View

PLAIN = "#9FB0B9"  # dots of areas without a class


def fill_of(view: View, place: int, fills: list[str]) -> str:
    """The colour of an area's class."""
    own = int(view.classes[place])
    return fills[own] if 0 <= own < len(fills) else PLAIN


def extent(view: View) -> tuple[NDArray[np.float64], float, float]:
    """Values of the areas that have one, the least and the greatest; a little apart where they are one."""
    values = np.array([cell.value for cell in view.cells if cell.value is not None])
    low, high = float(values.min()), float(values.max())
    return values, low, high if high > low else low + 1.0


def room(low: float, high: float) -> list[float]:
    """Where the axis begins and ends."""
    pad = (high - low) * 0.04
    return [low - pad, high + pad]


def draw(view: View, box: Box) -> str:
    if not any(cell.value is not None for cell in view.cells):
        return words(box.x, box.y + 30, "Für diese Auswahl liegt kein Wert vor.", 13, SOFT)
    values, low, high = extent(view)
    least, most = room(low, high)
    top, bottom = box.y + 52, box.y + box.height - 26

    def at(value: float) -> float:
        return box.x + (value - least) / (most - least) * box.width

    size = 7.0 if len(values) <= 200 else 5.0 if len(values) <= MOST_DOTS else 2.0
    dots = offsets(values, low, high, max(int(box.width / size), 1))
    reach = max(float(np.abs(dots).max()) + 0.5, 1)
    step = min(size, (bottom - top) / 2 / reach)
    middle = (top + bottom) / 2
    fills = class_colours(view.legend.kind, view.legend.bins, view.legend.lowest)
    known = [(place, cell) for place, cell in enumerate(view.cells) if cell.value is not None]
    spots = {
        cell.key: (at(cell.value or 0.0), middle - float(dot) * step)
        for (_, cell), dot in zip(known, dots, strict=True)
    }
    parts = [_grid(view, at, least, most, top, bottom)]
    by_colour: dict[str, list[str]] = {}
    for place, cell in known:
        x, y = spots[cell.key]
        by_colour.setdefault(fill_of(view, place, fills), []).append(f"M{x:.1f},{y:.1f}h0")
    for outline in (
        True,
        False,
    ):  # one path for all outlines, then one a class: light with thousands of areas, too
        for colour, path in by_colour.items():
            ink = FAINT if outline else colour
            wide = size if outline else max(size - 1.4, 1.0)
            parts.append(
                el(
                    "path",
                    d="".join(path),
                    stroke=ink,
                    stroke_width=wide,
                    stroke_linecap="round",
                    fill="none",
                )
            )
    taken: list[tuple[float, float, float]] = []
    for place, cell in enumerate(view.chosen):
        if cell.key in spots:
            line = LINES[place % len(LINES)]
            x, y = spots[cell.key]
            parts.append(marker(line.marker, x, y, 6.5, line.colour))
            if place < len(LINES):  # more could not be told apart
                parts.append(_name(cell.name, x, y - 11, box, taken))
    return el("g", *parts)


def _name(name: str, x: float, y: float, box: Box, taken: list[tuple[float, float, float]]) -> str:
    said = fit(name, 12, 170)
    half = width_of(said, 12, bold=True) / 2
    x = min(max(x, box.x + half), box.x + box.width - half)
    while any(abs(x - other) < half + wide + 6 and abs(y - line) < 14 for other, line, wide in taken):
        y -= 14
    taken.append((x, y, half))
    halo = {"stroke": PAPER, "stroke_width": 3.0, "paint_order": "stroke"}
    return words(x, y, said, 12, INK, "middle", 600, **halo)


def _grid(view: View, at: Callable[[float], float], least: float, most: float, top: float, bottom: float) -> str:
    parts = []
    if view.quartiles and len(view.cells) > 3:
        low, middle, high = (at(q) for q in view.quartiles)
        parts.append(el("rect", x=low, y=top, width=high - low, height=bottom - top, fill=GROUND))
        lines = "".join(f"M{x:.1f},{top:.1f}V{bottom:.1f}" for x in (low, middle, high))
        parts.append(el("path", d=lines, stroke=FAINT, stroke_width=1.0, stroke_dasharray="2,3"))
        said = f"Median {text(view.quartiles[1], view.indicator.decimals)}"
        parts.append(words(middle, top - 6, said, 11, SOFT, "middle"))
    places, decimals = ticks(least, most)
    for value in places:
        x = at(value)
        parts.append(el("path", d=f"M{x:.1f},{bottom:.1f}v5", stroke=FAINT, stroke_width=1.0))
        parts.append(words(x, bottom + 19, text(value, decimals), 11, SOFT, "middle"))
    parts.append(el("path", d=f"M{at(least):.1f},{bottom:.1f}H{at(most):.1f}", stroke=FAINT, stroke_width=1.0))
    parts.append(
        el(
            "path",
            d=f"M{at(least):.1f},{(top + bottom) / 2:.1f}H{at(most):.1f}",
            stroke=HAIR,
            stroke_width=1.0,
        )
    )
    if view.city.value is not None:
        x = at(view.city.value)
        parts.append(el("path", d=f"M{x:.1f},{top - 18:.1f}V{bottom:.1f}", stroke=INK, stroke_width=2.0))
        parts.append(words(x + 5, top - 20, f"{view.city.name} {view.city.full}", 12, INK, weight=600))
    return "".join(parts)
