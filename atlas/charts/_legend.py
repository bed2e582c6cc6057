"""The legend of a map on paper: classes or circles, every status with its hatch and its number of areas."""

import math

from atlas.charts._frame import Box
from atlas.charts._map_places import greatest
from atlas.charts._scale import ticks
from atlas.charts._svg import el, words, wrap
from atlas.colours import ACCENT, FAINT, HATCHES, INK, PAPER, SOFT
from atlas.numbers import text
from atlas.view import View

SWATCH = 26.0


def legend(view: View, box: Box, colours: list[str], reach: float, broad: bool = False) -> tuple[str, float]:
    """All of it from the top of `box` downwards, and where it ends; `reach`: radius of the greatest count's circle.

    `broad`: classes at the left, reasons for having none at the right.
    """
    y = box.y + 12
    parts = []
    for line in wrap(view.subtitle or view.indicator.title, 12, box.width, 3):
        parts.append(words(box.x, y, line, 12, INK, weight=600))
        y += 15
    half = box.width / 2 - 8 if broad else box.width
    left = Box(box.x, box.y, half, box.height)
    right = Box(box.x + box.width - half, box.y, half, box.height)
    for one, shown in ((left, view.legend.classes or view.legend.statuses), (right, broad and view.legend.statuses)):
        if shown:
            parts.append(words(one.x + one.width, y + 3, "Gebiete", 10.5, SOFT, "end"))
    y += 10
    top = y
    if view.legend.kind == "circle":
        drawn, bottom = circles_key(view, left, y, reach)
        count = sum(c.value is not None for c in view.cells)
        parts += [drawn, words(left.x + left.width, y + 12, text(count, 0), 12, SOFT, "end")] if drawn else []
        y = bottom
    else:
        for entry, colour in zip(view.legend.classes, colours, strict=False):
            parts.append(_entry(left, y, colour, entry.label, entry.count))
            y += 21
    y, classes_end = (top, y) if broad else (y + (6 if view.legend.statuses else 0), y)
    for status in view.legend.statuses:
        fill = f"url(#muster-{status.status.name.replace('_', '-')})" if status.status in HATCHES else PAPER
        parts.append(_entry(right, y, fill, f"{status.word} ({status.sign})", status.count))
        y += 21
    y = max(y, classes_end) + 12
    if view.city.full:
        for line in wrap(f"{view.city.name}: {view.city.full}", 12, box.width, 2):
            parts.append(words(box.x, y, line, 12, INK, weight=600))
            y += 16
    said = (view.legend.scheme_title, view.legend.note) if view.legend.kind != "circle" else (view.legend.note,)
    for sentence in said:
        for line in wrap(sentence, 10.5, box.width):
            parts.append(words(box.x, y, line, 10.5, SOFT))
            y += 13.5
    return el("g", *parts), y


def _entry(box: Box, y: float, fill: str, label: str, count: int) -> str:
    swatch = el("rect", x=box.x, y=y, width=SWATCH, height=15.0, fill=fill, stroke=FAINT, stroke_width=0.7)
    lines = words(box.x + SWATCH + 9, y + 12, label, 12)
    return swatch + lines + words(box.x + box.width, y + 12, text(count, 0), 12, SOFT, "end")


def steps(top: float) -> tuple[list[float], int]:
    """Up to three round counts whose circles a legend shows, the greatest first; their decimals."""
    places, decimals = ticks(0.0, top, 9)
    most = places[-1] or top
    rounds = sorted({most, *(v for v in places if 0 < v <= most / 2.5)}, reverse=True)
    return [rounds[0], *rounds[1:2], *(rounds[-1:] if len(rounds) > 2 else [])], decimals


def circles_key(view: View, box: Box, y: float, reach: float) -> tuple[str, float]:
    """Three nested circles of round counts from y downwards, and where they end; "" for maps without circles."""
    top = greatest(view) if view.legend.kind == "circle" else 0.0
    if not top:
        return "", y
    shown, decimals = steps(top)
    bottom = y + 2 * reach + 4
    parts, last = [], math.inf
    for value in shown:
        radius = reach * math.sqrt(value / top)
        parts.append(
            el("circle", cx=box.x + reach, cy=bottom - radius, r=radius, fill=ACCENT, fill_opacity=0.78, stroke=PAPER)
        )
        line = min(max(bottom - 2 * radius + 4, y + 8), bottom + 8)
        line = line if abs(line - last) >= 13 else last + 13
        last = line
        said = text(value, decimals, view.indicator.unit if value == shown[0] else "")
        parts.append(words(box.x + 2 * reach + 12, line, said, 11.5))
        parts.append(
            el(
                "path",
                d=f"M{box.x + reach:.1f},{bottom - 2 * radius:.1f}H{box.x + 2 * reach + 9:.1f}",
                stroke=FAINT,
                stroke_width=0.7,
            )
        )
    return "".join(parts), max(bottom, last) + 12
