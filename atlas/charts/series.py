"""Time series: up to ten areas against city and parent; gaps stay gaps, breaks are marked, dates are real."""

import datetime as dt
from dataclasses import replace
from html import escape

from atlas.charts._frame import frame
from atlas.charts._lines import break_days, day, dwarfs, estimated, extent, runs, styled
from atlas.charts._plot import AXIS, Figure, hover, layout, nothing, shown
from atlas.charts._series_paper import draw
from atlas.colours import FAINT, SOFT, Line
from atlas.numbers import period_text
from atlas.view import Cell, Series, View

TITLE = "Zeitreihe"
MOST_TICKS = 13
HOLLOW = "hohle Punkte: geschätzt"


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
        guessed = len([cell for _, cell in known if estimated(cell)])
        ends += f", {guessed} davon geschätzt" if guessed else ""
        gaps = len(line.cells) - len(known)
        broken = "".join(f", Bruch vor {period_text(p)}" for p in line.breaks)
        said.append(f"{line.name}: {ends}{f', {gaps} ohne Wert' if gaps else ''}{broken}")
    return f"{view.indicator.title} im Zeitverlauf. {'; '.join(said)}." if said else "Keine Zeitreihe vorhanden."


def figure(view: View) -> Figure:
    """One trace a line; values that may not be joined have a gap between them; 95 % intervals where asked for."""
    limits = extent(view)
    if limits is None:
        return nothing(view, "Für diese Auswahl liegt keine Zeitreihe vor.")
    traces = [_trace(view, line, style) for line, style in styled(view)]
    apart = any(dwarfs(view, line) for line in view.series)  # lines that a visitor may still ask for
    scale = {"rangemode": "tozero"} if apart else {"range": list(limits)}
    upright = {**AXIS, **scale, "zeroline": limits[0] <= 0}
    upright["title"] = {**AXIS["title"], "text": escape(view.indicator.unit)}
    along = {**AXIS, "type": "date", "showgrid": False, "ticks": "outside", **_ticks(view)}
    return {
        "data": traces,
        "layout": layout(
            view,
            xaxis=along,
            yaxis=upright,
            hovermode="closest",
            legend={"orientation": "h", "x": 0, "y": -0.12, "yanchor": "top", "itemclick": "toggle"},
            shapes=[_break(on) for on in break_days(view)],
            annotations=[*(_label(on) for on in break_days(view)), *([_hollow()] if _guesses(view) else [])],
            margin={"l": 8, "r": 16, "t": 24, "b": 8},
        ),
    }


def _ticks(view: View) -> Figure:
    """A tick where a year's value lies, named by the year: 31.12.2024 is 2024, though the axis is almost in 2025."""
    dates = {p.year: day(p).isoformat() for line in view.series for p in line.periods}
    every = max(-(-len(dates) // MOST_TICKS), 1)
    years = [year for place, year in enumerate(sorted(dates)[::-1]) if place % every == 0][::-1]
    return {"tickvals": [dates[year] for year in years], "ticktext": [str(year) for year in years]}


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
        "customdata": [line.key] * len(points),
    }
    if dwarfs(view, line):
        trace["visible"] = "legendonly"
    if style.marker != "none":
        hollow = [f"{style.marker}-open" if estimated(p) else style.marker for p in points]
        symbol = hollow if any(map(estimated, points)) else style.marker
        trace["marker"] = {"symbol": symbol, "size": 8, "color": style.colour}
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


def _hollow() -> Figure:
    """The words for hollow points, at the upper right."""
    place = {"xref": "paper", "x": 1, "xanchor": "right", "yref": "paper", "y": 1, "yanchor": "bottom"}
    return {**place, "showarrow": False, "text": f"○ {HOLLOW}", "font": {"color": SOFT, "size": 12}}


def _guesses(view: View) -> bool:
    """Whether any point is an estimate."""
    return any(estimated(cell) for line in view.series if line.role == "area" for cell in line.cells)


def svg(view: View, width: float = 760, height: float = 420, bare: bool = False) -> str:
    """The lines on paper with their names at their ends, in the frame."""
    if _guesses(view):
        view = replace(view, subtitle="; ".join(part for part in (view.subtitle, HOLLOW) if part))
    return frame(view, width, height, summary(view), lambda box: draw(view, box), title(view), bare=bare)


def title(view: View) -> str:
    """What, where, from when to when."""
    periods = [p for line in view.series for p in line.periods]
    if not periods:
        return view.title
    first, last = period_text(min(periods)), period_text(max(periods))
    when = first if first == last else f"{first} bis {last}"
    return f"{view.indicator.title} in {view.stamp.town}, {when}"
