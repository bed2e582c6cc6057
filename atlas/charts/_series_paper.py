"""The lines of a time series on paper, with their names at their ends."""

from collections.abc import Callable

from atlas.charts._frame import Box
from atlas.charts._lines import break_days, day, dwarfs, estimated, extent, runs, styled
from atlas.charts._scale import ticks
from atlas.charts._shapes import marker
from atlas.charts._svg import el, fit, width_of, words
from atlas.colours import FAINT, HAIR, INK, PAPER, SOFT, Line
from atlas.numbers import text
from atlas.view import Series, View

Place = Callable[[float], float]  # day number or value -> px
End = tuple[float, float, Series, Line]  # y and x of the last value


def draw(view: View, box: Box) -> str:
    lines = [(line, style) for line, style in styled(view) if not dwarfs(view, line)]
    limits = extent(view)
    if limits is None:
        return words(box.x, box.y + 30, "Für diese Auswahl liegt keine Zeitreihe vor.", 13, SOFT)
    days = [day(p).toordinal() for line, _ in lines for p in line.periods]
    first, last = min(days), max(days)
    low, high = limits
    names = min(max((width_of(line.name, 12, bold=True) for line, _ in lines), default=0) + 24, 0.3 * box.width)
    left, top, bottom = box.x + 44, box.y + 22, box.y + box.height - 26
    right = box.x + box.width - names

    def across(on: float) -> float:
        return left + 8 + (on - first) / max(last - first, 1) * (right - left - 16)

    def up(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - top)

    parts = [_axes(view, box, low, high, across, up, left, right, bottom)]
    for on in break_days(view):
        x = across(on.toordinal())
        parts.append(el("path", d=f"M{x:.1f},{top:.1f}V{bottom:.1f}", stroke=FAINT, stroke_dasharray="4,4"))
        parts.append(words(x, top - 5, "Bruch", 10.5, SOFT, "middle"))
    ends: list[End] = []
    for line, style in lines:
        parts.append(_line(line, style, across, up, view.selection.intervals))
        spots = [(p, c) for p, c in zip(line.periods, line.cells, strict=True) if c.value is not None]
        if spots:
            ends.append((up(spots[-1][1].value or 0.0), across(day(spots[-1][0]).toordinal()), line, style))
    parts.append(_ends(ends, right, names, top, bottom))
    return el("g", *parts)


def _axes(
    view: View, box: Box, low: float, high: float, across: Place, up: Place, left: float, right: float, bottom: float
) -> str:
    places, decimals = ticks(low, high, 6)
    parts = [words(box.x, box.y + 8, view.indicator.unit, 11, SOFT)]
    for value in places:
        y = up(value)
        heavy = abs(value) < 1e-12
        parts.append(
            el(
                "path",
                d=f"M{left:.1f},{y:.1f}H{right:.1f}",
                stroke=FAINT if heavy else HAIR,
                stroke_width=1.0,
            )
        )
        parts.append(words(left - 7, y + 4, text(value, decimals), 11, SOFT, "end"))
    dates = {p.year: day(p) for line in view.series for p in line.periods}
    room = max(int((right - left) / 44), 2)
    every = max(-(-len(dates) // room), 1)
    for place, number in enumerate(sorted(dates)):
        x = across(dates[number].toordinal())
        parts.append(el("path", d=f"M{x:.1f},{bottom:.1f}v4", stroke=FAINT, stroke_width=1.0))
        if place % every == (len(dates) - 1) % every:
            parts.append(words(x, bottom + 18, str(number), 11, SOFT, "middle"))
    parts.append(el("path", d=f"M{left:.1f},{bottom:.1f}H{right:.1f}", stroke=FAINT, stroke_width=1.0))
    return "".join(parts)


def _line(line: Series, style: Line, across: Place, up: Place, intervals: bool) -> str:
    path, marks = "", []
    whole = line.role in ("city", "parent")
    for run in runs(line):
        spots = [(across(day(p).toordinal()), up(c.value or 0.0), c) for p, c in run]
        path += "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y, _ in spots)
        lone = len(spots) == 1
        for x, y, cell in spots:
            if intervals and cell.lower is not None and cell.upper is not None:
                limits = f"M{x:.1f},{up(cell.lower):.1f}V{up(cell.upper):.1f}"
                marks.append(el("path", d=limits, stroke=style.colour, stroke_width=1.0, stroke_opacity=0.7))
            if not whole or lone:
                name = style.marker if style.marker != "none" else "circle"
                marks.append(marker(name, x, y, 3.6, style.colour))
                marks += [marker(name, x, y, 2.0, PAPER)] if estimated(cell) else []
    stroke = {"stroke": style.colour, "stroke_width": 2.8 if line.role == "city" else 2.0, "fill": "none"}
    return el("path", d=path, stroke_dasharray=style.dash or None, stroke_linejoin="round", **stroke) + "".join(marks)


def _ends(ends: list[End], right: float, names: float, top: float, bottom: float) -> str:
    """Names at the right, pushed apart, each with the marker of its line and a thread to its last value."""
    ends.sort(key=lambda end: end[0])
    ys = [end[0] for end in ends]
    for _ in range(40):
        for i in range(len(ys) - 1):
            close = 15 - (ys[i + 1] - ys[i])
            if close > 0:
                ys[i] -= close / 2
                ys[i + 1] += close / 2
        ys = [min(max(y, top), bottom) for y in ys]
    parts = []
    for y, (value, x, line, style) in zip(ys, ends, strict=True):
        thread = f"M{x + 4:.1f},{value:.1f}L{right + 6:.1f},{y:.1f}"
        parts.append(el("path", d=thread, stroke=HAIR, stroke_width=1.0, fill="none"))
        if style.marker == "none":
            key = f"M{right + 7:.1f},{y:.1f}h9"
            parts.append(
                el(
                    "path",
                    d=key,
                    stroke=style.colour,
                    stroke_width=2.6,
                    stroke_dasharray=style.dash and "3,2",
                )
            )
        else:
            parts.append(marker(style.marker, right + 11, y, 4.2, style.colour))
        weight = 600 if line.role == "city" else None
        parts.append(words(right + 20, y + 4, fit(line.name, 12, names - 22), 12, INK, weight=weight))
    return "".join(parts)
