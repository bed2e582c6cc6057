"""Ordered bars: areas by value, printed values, the city's value as a line; an order, not a judgement."""

from html import escape
from typing import Any

from atlas.charts._frame import Box, frame
from atlas.charts._plot import AXIS, HALO, Figure, hover, layout, nothing, shown
from atlas.charts._svg import el, fit, width_of, words
from atlas.colours import FAINT, INK, PAPER, SOFT
from atlas.view import Cell, View

TITLE = "Rangfolge"
MOST_BARS = 60  # beyond that many areas: both ends and the chosen ones
ENDS = 12
CHOSEN = "#0C3F5F"
BAR = "#4795AF"  # of the ramp's family; 3:1 on paper


def summary(view: View) -> str:
    """One sentence: which areas lie at the ends and how many there are."""
    known = ordered(view)
    if not known:
        return f"Rangfolge: für {view.title} liegt kein Wert vor."
    high = ", ".join(f"{c.name} ({c.full})" for c in known[:3])
    low = ", ".join(f"{c.name} ({c.full})" for c in known[-3:][::-1])
    return f"{len(known)} {view.level.plural} nach Wert: am höchsten {high}; am niedrigsten {low}."


def ordered(view: View) -> list[Cell]:
    """Areas with a value, the highest first; equal values by key."""
    return sorted((c for c in view.cells if c.value is not None), key=lambda c: (-(c.value or 0.0), c.key))


def listed(view: View) -> list[Cell | None]:
    """The bars to draw; None stands for areas left out between the ends."""
    known = ordered(view)
    if len(known) <= MOST_BARS:
        return list(known)
    chosen = {cell.key for cell in view.chosen}
    middle = [c for c in known[ENDS:-ENDS] if c.key in chosen]
    between: list[Cell | None] = [None]
    for cell in middle:
        between += [cell, None]
    return [*known[:ENDS], *between, *known[-ENDS:]]


def figure(view: View) -> Figure:
    """Horizontal bars with printed values; the height follows the number of bars, so the page may scroll."""
    bars = listed(view)
    if not bars:
        return nothing(view, "Für diese Auswahl liegt kein Wert vor.")
    chosen = {cell.key for cell in view.chosen}
    places = list(range(len(bars)))[::-1]
    cells = [(y, c) for y, c in zip(places, bars, strict=True) if c is not None]
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": [shown(c.value or 0.0) for _, c in cells],
        "y": [y for y, _ in cells],
        "ids": [c.key for _, c in cells],
        "text": [escape(c.text) for _, c in cells],
        "textposition": "outside",
        "textfont": {"color": INK, "shadow": HALO},
        "cliponaxis": False,
        "customdata": [hover(c) for _, c in cells],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": [CHOSEN if c.key in chosen else BAR for _, c in cells]},
        "meta": "areas",
    }
    upright = {
        **AXIS,
        "tickvals": places,
        "ticktext": ["…" if c is None else escape(fit(c.name, 12, 170)) for c in bars],
        "showgrid": False,
        "zeroline": False,
        "range": [-0.7, len(bars) - 0.3],
    }
    marks, notes = [], []
    if view.city.value is not None and view.indicator.denominator:
        x = shown(view.city.value)
        ink = {"color": INK, "width": 1.6, "dash": "4px,3px"}
        marks.append({"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": ink})
        place = {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
        notes.append(
            {
                **place,
                "text": escape(f"{view.city.name} {view.city.full}"),
                "font": {"size": 12, "color": INK},
            }
        )
    return {
        "data": [trace],
        "layout": layout(
            view,
            xaxis={**AXIS, "rangemode": "tozero", "zeroline": True},
            yaxis=upright,
            shapes=marks,
            annotations=notes,
            height=60 + 22 * len(bars),
            bargap=0.25,
            showlegend=False,
            margin={"l": 8, "r": 48, "t": 28, "b": 8},
        ),
    }


def svg(view: View, width: float = 760, height: float | None = None, bare: bool = False) -> str:
    """The bars on paper, in their frame; as high as they need unless a height is given."""
    bars = listed(view)
    tall = height or (60 if bare else 190) + 20 * max(len(bars), 3)
    return frame(view, width, tall, summary(view), lambda box: _draw(view, bars, box), bare=bare)


def _draw(view: View, bars: list[Cell | None], box: Box) -> str:
    cells = [c for c in bars if c is not None]
    if not cells:
        return words(box.x, box.y + 30, "Für diese Auswahl liegt kein Wert vor.", 13, SOFT)
    names = min(max(width_of(c.name, 12) for c in cells) + 10, 0.35 * box.width)
    values = [c.value or 0.0 for c in cells]
    low, high = min(*values, 0.0), max(*values, 0.0)
    left, top = box.x + names, box.y + 22
    right = box.x + box.width - max(width_of(c.text, 12) for c in cells) - 12
    step = (box.y + box.height - top) / len(bars)
    scale = (right - left) / (high - low) if high > low else 0.0
    zero = left - low * scale
    chosen = {cell.key for cell in view.chosen}
    parts = []
    halo: dict[str, Any] = {"stroke": PAPER, "stroke_width": 3.0, "paint_order": "stroke"}
    if view.city.value is not None and view.indicator.denominator:
        x = zero + view.city.value * scale
        upright = f"M{x:.1f},{top - 4:.1f}V{top + step * len(bars):.1f}"
        parts.append(el("path", d=upright, stroke=INK, stroke_width=1.4, stroke_dasharray="4,3"))
        parts.append(words(x, top - 8, f"{view.city.name} {view.city.full}", 11.5, INK, "middle", 600))
    for place, cell in enumerate(bars):
        y = top + step * place
        if cell is None:
            parts.append(words(left - 8, y + step * 0.7, "…", 12, SOFT, "end"))
            continue
        reach = (cell.value or 0.0) * scale
        fill = CHOSEN if cell.key in chosen else BAR
        start = zero + min(reach, 0.0)
        parts.append(el("rect", x=start, y=y + step * 0.12, width=max(abs(reach), 0.5), height=step * 0.76, fill=fill))
        weight = 600 if cell.key in chosen else None
        line = y + step / 2 + 4
        parts.append(words(left - 8, line, fit(cell.name, 12, names - 10), 12, INK, "end", weight))
        parts.append(words(zero + max(reach, 0.0) + 5, line, cell.text, 12, INK, weight=weight, **halo))
    bottom = top + step * len(bars)
    parts.append(el("path", d=f"M{zero:.1f},{top:.1f}V{bottom:.1f}", stroke=FAINT, stroke_width=1.0))
    return el("g", *parts)
