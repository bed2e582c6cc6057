"""Distribution strip: every area a dot, the chosen ones named, the city's value and the quartiles marked."""

from collections import Counter
from html import escape

import numpy as np
from numpy.typing import NDArray

from atlas.charts._frame import Box, frame
from atlas.charts._plot import AXIS, Figure, hover, layout, nothing, shown
from atlas.charts._scale import ticks
from atlas.charts._shapes import marker
from atlas.charts._svg import el, fit, width_of, words
from atlas.charts._swarm import MOST_DOTS, heights, offsets
from atlas.colours import FAINT, GROUND, HAIR, INK, LINES, PAPER, SOFT, class_colours
from atlas.numbers import text
from atlas.view import Cell, View

TITLE = "Verteilung"
COLUMNS = 110  # places of a dot along the strip on the screen
PLAIN = "#9FB0B9"  # dots of areas without a class


def summary(view: View) -> str:
    """One sentence: lowest, highest, the middle half, the city, and how many areas have no value, and why."""
    known = sorted((c for c in view.cells if c.value is not None), key=lambda c: (c.value, c.key))
    if not known:
        return f"Verteilung: für {view.title} liegt kein Wert vor."
    said = f"Verteilung über {len(known)} {view.level.plural}: niedrigster Wert {known[0].full} ({known[0].name}), "
    said += f"höchster Wert {known[-1].full} ({known[-1].name})"
    if view.quartiles and len(known) > 3:
        low, _, high = (text(q, view.indicator.decimals, view.indicator.unit) for q in view.quartiles)
        said += f"; die mittlere Hälfte liegt zwischen {low} und {high}"
    if view.city.value is not None:
        said += f"; {view.city.name}: {view.city.full}"
    return f"{said}{_without(view)}."


def _without(view: View) -> str:
    reasons = Counter(cell.full for cell in view.cells if cell.value is None)
    return "".join(f"; {n} {view.level.plural if n > 1 else view.level.name}: {why}" for why, n in reasons.items())


def figure(view: View) -> Figure:
    """Dots of all areas (one trace, `ids` are keys), then one trace a chosen area; the last trace is for hovering."""
    known = [(place, cell) for place, cell in enumerate(view.cells) if cell.value is not None]
    if not known:
        return nothing(view, "Für diese Auswahl liegt kein Wert vor.")
    values, low, high = _extent(view)
    dots = offsets(values, low, high, COLUMNS)
    reach = max(float(np.abs(dots).max()), 4.0) + 1.5
    fills = class_colours(view.legend.kind, view.legend.bins, view.legend.lowest)
    light = len(known) <= MOST_DOTS
    at = {cell.key: (shown(cell.value), float(dot)) for (_, cell), dot in zip(known, dots, strict=True)}  # type: ignore[arg-type]  # known: has a value
    traces = [_dots(view, known, at, fills)] if light else []
    traces += [_chosen(place, cell, at) for place, cell in enumerate(view.chosen) if cell.key in at]
    traces.append({**_POINT, "x": [], "y": [], "text": [], "name": "hover", "marker": _HOVERED, "meta": "hover"})
    marks, notes = _marks(view)
    if not light:
        counts = heights(values, low, high, 2 * COLUMNS)
        reach = float(counts.max()) / 2 + 1
        marks = _columns(view, counts, low, high, fills) + marks
    axis = {
        **AXIS,
        "range": _room(low, high),
        "zeroline": False,
        "showgrid": True,
        "ticksuffix": _suffix(view),
    }
    across = {"visible": False, "fixedrange": True, "range": [-reach, reach]}
    return {
        "data": traces,
        "layout": layout(
            view,
            xaxis=axis,
            yaxis=across,
            shapes=marks,
            annotations=notes,
            showlegend=False,
            hovermode="closest",
            margin={"l": 8, "r": 8, "t": 40, "b": 8},
        ),
    }


_POINT = {"type": "scatter", "mode": "markers", "hovertemplate": "%{text}<extra></extra>"}
_HOVERED = {"size": 14, "color": "rgba(0,0,0,0)", "line": {"color": INK, "width": 2.5}}


def _dots(view: View, known: list[tuple[int, Cell]], at: dict[str, tuple[float, float]], fills: list[str]) -> Figure:
    colours = [_fill(view, place, fills) for place, _ in known]
    return {
        **_POINT,
        "x": [at[cell.key][0] for _, cell in known],
        "y": [at[cell.key][1] for _, cell in known],
        "ids": [cell.key for _, cell in known],
        "text": [hover(cell) for _, cell in known],
        "name": view.level.plural,
        "marker": {"size": 8, "color": colours, "line": {"color": FAINT, "width": 0.8}},
        "meta": "areas",
    }


def _chosen(place: int, cell: Cell, at: dict[str, tuple[float, float]]) -> Figure:
    line = LINES[place % len(LINES)]
    x, y = at[cell.key]
    return {
        **_POINT,
        "mode": "markers+text",
        "x": [x],
        "y": [y],
        "ids": [cell.key],
        "text": [hover(cell)],
        "texttemplate": escape(fit(cell.name, 13, 160)),
        "textposition": "top center",
        "textfont": {"color": INK, "size": 13, "weight": 600},
        "name": escape(cell.name),
        "marker": {
            "size": 13,
            "color": line.colour,
            "symbol": line.marker,
            "line": {"color": PAPER, "width": 1.5},
        },
        "cliponaxis": False,
        "meta": "chosen",
    }


def _fill(view: View, place: int, fills: list[str]) -> str:
    own = int(view.classes[place])
    return fills[own] if 0 <= own < len(fills) else PLAIN


def _extent(view: View) -> tuple[NDArray[np.float64], float, float]:
    values = np.array([cell.value for cell in view.cells if cell.value is not None])
    low, high = float(values.min()), float(values.max())
    return values, low, high if high > low else low + 1.0


def _room(low: float, high: float) -> list[float]:
    pad = (high - low) * 0.04
    return [low - pad, high + pad]


def _suffix(view: View) -> str:
    return "\u00a0%" if view.indicator.unit == "%" else ""


def _marks(view: View) -> tuple[list[Figure], list[Figure]]:
    """Shapes and labels of the middle half, the median and the city."""
    shapes, notes = [], []
    tall = {"yref": "paper", "y0": 0, "y1": 1}
    if view.quartiles and len(view.cells) > 3:
        low, middle, high = (shown(q) for q in view.quartiles)
        shapes.append(
            {
                "type": "rect",
                "layer": "below",
                "x0": low,
                "x1": high,
                **tall,
                "fillcolor": GROUND,
                "line": {"width": 0},
            }
        )
        thin = {"color": FAINT, "width": 1.2, "dash": "2px,3px"}
        shapes += [
            {"type": "line", "layer": "below", "x0": q, "x1": q, **tall, "line": thin} for q in (low, middle, high)
        ]
        notes.append(_note(middle, f"Median {text(view.quartiles[1], view.indicator.decimals)}", SOFT, 0))
    if view.city.value is not None:
        x = shown(view.city.value)
        shapes.append({"type": "line", "layer": "below", "x0": x, "x1": x, **tall, "line": {"color": INK, "width": 2}})
        notes.append(_note(x, f"{view.city.name} {view.city.full}", INK, 16))
    return shapes, notes


def _note(x: float, said: str, colour: str, shift: int) -> Figure:
    font = {"color": colour, "size": 12}
    return {
        "x": x,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": shift,
        "text": escape(said),
        "showarrow": False,
        "font": font,
    }


def _columns(view: View, counts: NDArray[np.int64], low: float, high: float, fills: list[str]) -> list[Figure]:
    """Very many areas: a column is as high as the number of areas in it; one path a class."""
    step = (high - low) / len(counts)
    paths: dict[str, list[str]] = {}
    for place in np.flatnonzero(counts):
        x, half = low + (place + 0.5) * step, counts[place] / 2
        own = int(np.searchsorted(view.legend.bins, x)) if view.legend.bins and view.legend.kind == "fill" else -1
        colour = fills[own] if 0 <= own < len(fills) else PLAIN
        left, right = shown(x - 0.42 * step), shown(x + 0.42 * step)
        paths.setdefault(colour, []).append(f"M{left},{-half:g}V{half:g}H{right}V{-half:g}Z")
    edge = {"color": FAINT, "width": 0.5}
    return [
        {"type": "path", "layer": "below", "path": "".join(p), "fillcolor": c, "line": edge} for c, p in paths.items()
    ]


def svg(view: View, width: float = 760, height: float = 300) -> str:
    """The strip on paper, in its frame."""
    return frame(view, width, height, summary(view), lambda box: _draw(view, box))


def _draw(view: View, box: Box) -> str:
    if not any(cell.value is not None for cell in view.cells):
        return words(box.x, box.y + 30, "Für diese Auswahl liegt kein Wert vor.", 13, SOFT)
    values, low, high = _extent(view)
    least, most = _room(low, high)
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
        by_colour.setdefault(_fill(view, place, fills), []).append(f"M{x:.1f},{y:.1f}h0")
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


def _grid(view: View, at, least: float, most: float, top: float, bottom: float) -> str:
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
