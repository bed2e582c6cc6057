"""Time series: up to ten areas against city and parent; gaps stay gaps, breaks are marked, dates are real."""

import datetime as dt
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from statistics import median

from atlas.charts._frame import Box, frame
from atlas.charts._plot import AXIS, Figure, hover, layout, nothing, shown
from atlas.charts._scale import span, ticks
from atlas.charts._shapes import marker
from atlas.charts._svg import el, fit, width_of, words
from atlas.colours import CITY, FAINT, HAIR, INK, LINES, PARENT, SOFT, Line
from atlas.numbers import period_text, text
from atlas.view import Cell, Series, View
from indicators.model import Period

TITLE = "Zeitreihe"


def summary(view: View) -> str:
    """One sentence: first and last value of every line, and the periods without a value."""
    said = []
    for line in view.series:
        known = [(p, c) for p, c in zip(line.periods, line.cells, strict=True) if c.value is not None]
        if not known:
            said.append(f"{line.name}: kein Wert")
            continue
        (first, one), (last, other) = known[0], known[-1]
        ends = f"{one.full} ({period_text(first)})"
        ends += f", zuletzt {other.full} ({period_text(last)})" if last != first else ""
        gaps = len(line.cells) - len(known)
        broken = "".join(f", Bruch vor {period_text(p)}" for p in line.breaks)
        said.append(f"{line.name}: {ends}{f', {gaps} ohne Wert' if gaps else ''}{broken}")
    return f"{view.indicator.title} im Zeitverlauf. {'; '.join(said)}." if said else "Keine Zeitreihe vorhanden."


def day(period: Period) -> dt.date:
    """Where a period lies on the axis: its day, or the middle of its span."""
    return period.start + (period.end - period.start) / 2


def runs(line: Series) -> Iterator[list[tuple[Period, Cell]]]:
    """The stretches of a line that may be joined: no missing value, no missing period and no break between.

    A period is missing where the distance to the last one is more than one and a half times the usual;
    elections have no usual distance.
    """
    usual = _step(line.periods)
    run: list[tuple[Period, Cell]] = []
    last: Period | None = None
    for period, cell in zip(line.periods, line.cells, strict=True):
        apart = last is not None and usual is not None and (period.end - last.end).days > 1.5 * usual
        if run and (cell.value is None or apart or period in line.breaks):
            yield run
            run = []
        if cell.value is not None:
            run.append((period, cell))
        last = period
    if run:
        yield run


def _step(periods: tuple[Period, ...]) -> float | None:
    if len(periods) < 3 or periods[0].kind == "election":
        return 366.0 if len(periods) == 2 and periods[0].kind != "election" else None
    return median((b.end - a.end).days for a, b in pairwise(periods))


def styled(view: View) -> list[tuple[Series, Line]]:
    """Every line with its style: the areas in the order chosen, so that strip, map and series agree."""
    places = {cell.key: place for place, cell in enumerate(view.chosen)}
    found = []
    for line in view.series:
        if line.role == "city":
            style = CITY
        elif line.role == "parent":
            style = PARENT
        else:
            style = LINES[places.get(line.key, 0) % len(LINES)]
        found.append((line, style))
    return found


def figure(view: View) -> Figure:
    """One trace a line; values that may not be joined have a gap between them; 95 % intervals where asked for."""
    if not any(cell.value is not None for line in view.series for cell in line.cells):
        return nothing(view, "Für diese Auswahl liegt keine Zeitreihe vor.")
    traces = [_trace(view, line, style) for line, style in styled(view)]
    values = [c.value for s in view.series for c in s.cells if c.value is not None]
    low, high = span(values, from_zero=not view.indicator.denominator)
    upright = {**AXIS, "rangemode": "tozero" if low <= 0 <= high else "normal", "zeroline": low <= 0}
    upright["title"] = {**AXIS["title"], "text": escape(view.indicator.unit)}
    along = {
        **AXIS,
        "type": "date",
        "tickformat": "%Y",
        "showgrid": False,
        "ticks": "outside",
        "dtick": _dtick(view),
    }
    return {
        "data": traces,
        "layout": layout(
            view,
            xaxis=along,
            yaxis=upright,
            hovermode="closest",
            legend={"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top", "itemclick": "toggle"},
            shapes=[_break(on) for on in _breaks(view)],
            annotations=[_label(on) for on in _breaks(view)],
            margin={"l": 8, "r": 16, "t": 24, "b": 8},
        ),
    }


def _dtick(view: View) -> str:
    years = {p.year for s in view.series for p in s.periods}
    wide = max(years) - min(years) if years else 0
    return "M12" if wide <= 14 else "M24" if wide <= 28 else "M60"


def _trace(view: View, line: Series, style: Line) -> Figure:
    x: list[str | None] = []
    points: list[Cell | None] = []
    said: list[str] = []
    for run in runs(line):
        if x:
            x.append(None)
            points.append(None)
            said.append("")
        x += [day(period).isoformat() for period, _ in run]
        points += [cell for _, cell in run]
        said += [hover(cell, period_text(period)) for period, cell in run]
    whole = line.role in ("city", "parent")
    trace: Figure = {
        "type": "scatter",
        "mode": "lines" if whole and len([p for p in points if p]) > 1 else "lines+markers",
        "x": x,
        "y": [None if p is None or p.value is None else shown(p.value) for p in points],
        "text": said,
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "name": escape(line.name),
        "line": {"color": style.colour, "width": 3 if line.role == "city" else 2.2, "dash": _dash(style)},
        "meta": line.role,
        "ids": ["" if p is None else p.key for p in points],
    }
    if style.marker != "none":
        trace["marker"] = {"symbol": style.marker, "size": 8, "color": style.colour}
    if view.selection.intervals:
        trace["error_y"] = _intervals(points, style)
    return trace


def _dash(style: Line) -> str:
    return ",".join(f"{part}px" for part in style.dash.split(",")) if style.dash else "solid"


def _intervals(points: list[Cell | None], style: Line) -> Figure:
    above = [shown(p.upper - p.value) if p and p.upper is not None and p.value is not None else None for p in points]
    below = [shown(p.value - p.lower) if p and p.lower is not None and p.value is not None else None for p in points]
    return {
        "type": "data",
        "symmetric": False,
        "array": above,
        "arrayminus": below,
        "color": style.colour,
        "thickness": 1,
        "width": 3,
    }


def _breaks(view: View) -> list[dt.date]:
    """Days on which lines break, half a year before the period that is not comparable."""
    found = {p for line in view.series for p in line.breaks}
    return sorted(day(p) - dt.timedelta(days=182) for p in found)


def _break(on: dt.date) -> Figure:
    line = {"color": FAINT, "width": 1.2, "dash": "4px,4px"}
    return {
        "type": "line",
        "x0": on.isoformat(),
        "x1": on.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": line,
    }


def _label(on: dt.date) -> Figure:
    font = {"color": SOFT, "size": 11}
    place = {"x": on.isoformat(), "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    return {**place, "text": "Bruch", "font": font}


def svg(view: View, width: float = 760, height: float = 420) -> str:
    """The lines on paper with their names at their ends, in the frame."""
    return frame(view, width, height, summary(view), lambda box: _draw(view, box), title(view))


def title(view: View) -> str:
    """What, where, from when to when."""
    periods = [p for line in view.series for p in line.periods]
    if not periods:
        return view.title
    first, last = period_text(min(periods)), period_text(max(periods))
    when = first if first == last else f"{first} bis {last}"
    return f"{view.indicator.title} in {view.stamp.town}, {when}"


def _draw(view: View, box: Box) -> str:
    lines = styled(view)
    known = [(p, c) for line, _ in lines for p, c in zip(line.periods, line.cells, strict=True) if c.value is not None]
    if not known:
        return words(box.x, box.y + 30, "Für diese Auswahl liegt keine Zeitreihe vor.", 13, SOFT)
    days = [day(p).toordinal() for line, _ in lines for p in line.periods]
    first, last = min(days), max(days)
    values = [c.value for _, c in known if c.value is not None]
    if view.selection.intervals:
        values += [limit for _, c in known for limit in (c.lower, c.upper) if limit is not None]
    low, high = span(values, from_zero=not view.indicator.denominator)
    names = min(max((width_of(line.name, 12, bold=True) for line, _ in lines), default=0) + 24, 0.3 * box.width)
    left, top, bottom = box.x + 44, box.y + 22, box.y + box.height - 26
    right = box.x + box.width - names

    def across(on: float) -> float:
        return left + 8 + (on - first) / max(last - first, 1) * (right - left - 16)

    def up(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - top)

    parts = [_axes(view, box, low, high, across, up, left, right, bottom)]
    for on in _breaks(view):
        x = across(on.toordinal())
        parts.append(el("path", d=f"M{x:.1f},{top:.1f}V{bottom:.1f}", stroke=FAINT, stroke_dasharray="4,4"))
        parts.append(words(x, top - 5, "Bruch", 10.5, SOFT, "middle"))
    ends = []
    for line, style in lines:
        parts.append(_line(line, style, across, up, view.selection.intervals))
        spots = [(p, c) for p, c in zip(line.periods, line.cells, strict=True) if c.value is not None]
        if spots:
            ends.append([up(spots[-1][1].value or 0.0), across(day(spots[-1][0]).toordinal()), line, style])
    parts.append(_ends(ends, right, names, top, bottom))
    return el("g", *parts)


def _axes(view: View, box: Box, low, high, across, up, left, right, bottom) -> str:
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


def _line(line: Series, style: Line, across, up, intervals: bool) -> str:
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
    stroke = {"stroke": style.colour, "stroke_width": 2.8 if line.role == "city" else 2.0, "fill": "none"}
    return el("path", d=path, stroke_dasharray=style.dash or None, stroke_linejoin="round", **stroke) + "".join(marks)


def _ends(ends: list, right: float, names: float, top: float, bottom: float) -> str:
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
