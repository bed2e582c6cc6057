"""Distribution strip: every area a dot, the chosen ones named, the city's value and the quartiles marked."""

from collections import Counter
from html import escape

import numpy as np
from numpy.typing import NDArray

from atlas.charts._frame import frame
from atlas.charts._plot import AXIS, HALO, Figure, hover, layout, nothing, shown
from atlas.charts._strip_paper import PLAIN, draw, extent, fill_of, room
from atlas.charts._svg import fit, width_of
from atlas.charts._swarm import MOST_DOTS, heights, offsets
from atlas.colours import FAINT, GROUND, INK, LINES, PAPER, SOFT, class_colours
from atlas.numbers import text
from atlas.view import Cell, View

TITLE = "Verteilung"
COLUMNS = 110  # places of a dot along the strip on the screen
NARROW = 300  # px: a strip on a telephone


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
    """Dots of all areas (one trace, `ids` are keys), then one trace a chosen area; the last trace is for hovering.

    As many chosen areas are named as there are lines to tell apart; the others have a ring.
    """
    known = [(place, cell) for place, cell in enumerate(view.cells) if cell.value is not None]
    if not known:
        return nothing(view, "Für diese Auswahl liegt kein Wert vor.")
    values, low, high = extent(view)
    dots = offsets(values, low, high, COLUMNS)
    reach = max(float(np.abs(dots).max()), 4.0) + 1.5
    fills = class_colours(view.legend.kind, view.legend.bins, view.legend.lowest)
    light = len(known) <= MOST_DOTS
    at = {cell.key: (shown(cell.value), float(dot)) for (_, cell), dot in zip(known, dots, strict=True)}  # type: ignore[arg-type]  # known: has a value
    traces = [_dots(view, known, at, fills)] if light else []
    named = view.chosen[: len(LINES)]
    traces += [_chosen(place, cell, at) for place, cell in enumerate(named) if cell.key in at]
    traces.append({**_POINT, "x": [], "y": [], "text": [], "name": "hover", "marker": _HOVERED, "meta": "hover"})
    marks, notes = _marks(view)
    notes += _names([cell for cell in named if cell.key in at], *room(low, high))
    if not light:
        counts = heights(values, low, high, 2 * COLUMNS)
        reach = float(counts.max()) / 2 + 1
        marks = _columns(view, counts, low, high, fills) + marks
    axis = {
        **AXIS,
        "range": room(low, high),
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
    colours = [fill_of(view, place, fills) for place, _ in known]
    more = {cell.key for cell in view.chosen[len(LINES) :]}
    edge: Figure = {"color": FAINT, "width": 0.8}
    if more:
        edge = {"color": [INK if c.key in more else FAINT for _, c in known]}
        edge["width"] = [2 if c.key in more else 0.8 for _, c in known]
    return {
        **_POINT,
        "x": [at[cell.key][0] for _, cell in known],
        "y": [at[cell.key][1] for _, cell in known],
        "ids": [cell.key for _, cell in known],
        "text": [hover(cell) for _, cell in known],
        "name": view.level.plural,
        "marker": {"size": 8, "color": colours, "line": edge},
        "meta": "areas",
    }


def _chosen(place: int, cell: Cell, at: dict[str, tuple[float, float]]) -> Figure:
    line = LINES[place % len(LINES)]
    x, _ = at[cell.key]
    return {
        **_POINT,
        "x": [x],
        "y": [0],
        "ids": [cell.key],
        "text": [hover(cell)],
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


def _names(chosen: list[Cell], low: float, high: float) -> list[Figure]:
    """Names of the chosen areas, in turn above and below the middle line, so far apart that none covers another.

    Where they must keep apart is reckoned for a strip NARROW px wide; a wider one has more room.
    """
    notes: list[Figure] = []
    taken: list[tuple[int, float, float]] = []
    for cell in sorted(chosen, key=lambda cell: (cell.value or 0.0, cell.key)):
        name = fit(cell.name, 13, 150)
        half = width_of(name, 13, bold=True) / 2
        at = ((cell.value or 0.0) - low) / (high - low) * NARROW
        spot = min(max(at, half), NARROW - half)  # the middle of the name, inside of the strip
        level = next(n for n in range(99) if all(n != m or abs(spot - s) > half + h + 8 for m, s, h in taken))
        taken.append((level, spot, half))
        away = (24 + 17 * (level // 2)) * (-1 if level % 2 == 0 else 1)
        side = "left" if spot > at else "right" if spot < at else "center"
        arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": FAINT, "standoff": 7}
        font = {"color": INK, "size": 13, "weight": 600, "shadow": HALO}
        notes.append(
            {"x": shown(cell.value or 0.0), "y": 0, "ax": 0, "ay": away, "text": escape(name), "font": font, **arrow}
            | {"xanchor": side}
        )
    return notes


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


def svg(view: View, width: float = 760, height: float = 300, bare: bool = False) -> str:
    """The strip on paper, in its frame."""
    return frame(view, width, height, summary(view), lambda box: draw(view, box), bare=bare)
