"""Time series as a native line chart over real dates: a line a series, gaps as gaps, breaks marked above it."""

import datetime as dt
from itertools import pairwise
from typing import Final

from atlas.charts._frame import Box
from atlas.charts._lines import break_days, day, dwarfs, estimated, extent, runs, styled
from atlas.charts._scale import ticks
from atlas.colours import CITY, PAPER, Line
from atlas.numbers import period_text, text
from atlas.reports.document import Picture
from atlas.reports.formats._pptx.chart import (
    chart,
    label,
    labels,
    layout,
    name_of,
    number_format,
    numbers,
    texts,
    value_axis,
)
from atlas.reports.formats._pptx.shapes import NOTHING, Canvas, stroke
from atlas.reports.formats._pptx.text import QUIET, body, colour, paragraph, run
from atlas.view import Cell, Series, View

DASHES: Final = {"": "solid", "9,3": "dash", "3,3": "sysDot", "9,3,3,3": "dashDot", "14,4": "lgDash"}
DASHES_ABOVE: Final = {"6,4": "dash", "2,3": "sysDot", "10,3,2,3": "dashDot"}
MARKERS: Final = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "triangle-down": "x",
    "cross": "plus",
    "none": "none",
}
MOST_TICKS: Final = 12
APART: Final = 0.06  # of the axis: labels at the ends of lines that lie closer would stand on each other
Points = list[tuple[dt.date, Cell | None]]


def draw(canvas: Canvas, picture: Picture, box: Box, day_made: str) -> None:
    """The chart, its unit above it, and the days on which lines break."""
    view = picture.view
    limits = extent(view)
    if limits is None:
        said = "Für diese Auswahl liegt keine Zeitreihe vor."
        canvas.add(canvas.shape("Hinweis", box, body(paragraph(run(said, 14)))))
        return
    lines = [(line, style) for line, style in styled(view) if not dwarfs(view, line)]
    dates = _dates([line for line, _ in lines])
    unit = Box(box.x, box.y, box.width, 16)
    canvas.add(canvas.shape("Einheit", unit, body(paragraph(run(_unit(view), 11, ink=QUIET)))))
    place = Box(box.x, box.y + 18, box.width, box.height - 18)
    rows = -(-len(lines) // max(int(box.width / 190), 1))
    inner = Box(46, 14, place.width - 46 - 40, place.height - 14 - 30 - 18 * rows)
    plot = _plot(view, lines, dates, limits, inner, place)
    sheets = {"Diagramm": _drawn(lines, dates), "Werte": _all(view)}
    legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{texts(11)}</c:legend>'
    chart(canvas, place, f"Diagramm: {picture.label or picture.caption}", picture.alt, plot, sheets, day_made, legend)
    for on in break_days(view):
        wide = (dates[-1] - dates[0]).days
        x = place.x + inner.x + inner.width * ((on - dates[0]).days / wide if wide else 0.5)
        top = place.y + inner.y
        line = [(x, top), (x, top + inner.height)]
        canvas.add(canvas.outline("Bruch der Zeitreihe", [line], NOTHING, stroke("#75858E", 1.0, "dash"), False, True))
        said = body(paragraph(run("Bruch", 10, ink=QUIET), align="ctr"))
        canvas.add(canvas.shape("Bruch", Box(x - 24, top - 14, 48, 13), said))


def _unit(view: View) -> str:
    guessed = any(estimated(cell) for line in view.series if line.role == "area" for cell in line.cells)
    small = [line.name for line in view.series if dwarfs(view, line)]
    parts = [view.subtitle or view.indicator.unit, "hohle Punkte: geschätzt" if guessed else ""]
    parts.append(f"ohne {', '.join(small)} (andere Größe; Zahlen in den Daten des Diagramms)" if small else "")
    return "; ".join(part for part in parts if part)


def _dates(lines: list[Series]) -> list[dt.date]:
    """All days with a value of any line, and an empty one where every line that has both sides is not joined."""
    there = {day(period) for line in lines for period in line.periods}
    apart: dict[dt.date, bool] = {}
    for line in lines:
        ends = [(day(run[0][0]), day(run[-1][0])) for run in runs(line)]
        for (_, last), (first, _) in pairwise(ends):
            if not any(last < one < first for one in there):
                apart[last + (first - last) / 2] = True
    for middle in list(apart):
        joined = [run for line in lines for run in runs(line) if day(run[0][0]) < middle < day(run[-1][0])]
        if joined:  # another line goes on here: its own colour is taken from this piece instead
            del apart[middle]
    return sorted(there | set(apart))


def _points(line: Series, dates: list[dt.date]) -> tuple[Points, list[int]]:
    """Date by date the cell or none; and the places that no line leads to, for they must not be joined."""
    at = {day(period): cell for run in runs(line) for period, cell in run}
    points: Points = [(one, at.get(one)) for one in dates]
    firsts = {day(run[0][0]) for run in runs(line)}
    alone = [n for n, (one, _) in enumerate(points) if one in firsts and n and points[n - 1][1] is not None]
    return points, alone


def _plot(
    view: View,
    lines: list[tuple[Series, Line]],
    dates: list[dt.date],
    limits: tuple[float, float],
    inner: Box,
    place: Box,
) -> str:
    low, high = limits
    steps, decimals = ticks(low, high, 6)
    step = steps[1] - steps[0] if len(steps) > 1 else 0.0
    last = _labelled(lines, dates, high - low)
    drawn = "".join(_line(view, n, line, style, dates, line.key in last) for n, (line, style) in enumerate(lines, 1))
    both = '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/>'
    made = f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{drawn}{both}</c:lineChart>'
    between = "midCat" if len(dates) > 1 else "between"
    axis = value_axis(low, high, step, decimals, True, between, "l")
    at = layout(inner.x / place.width, inner.y / place.height, inner.width / place.width, inner.height / place.height)
    return f"<c:plotArea>{at}{made}{_dated(dates, lines)}{axis}<c:spPr><a:noFill/></c:spPr></c:plotArea>"


def _dated(dates: list[dt.date], lines: list[tuple[Series, Line]]) -> str:
    """The axis of days, a tick a year, named by the year."""
    years = dates[-1].year - dates[0].year + 1
    every = max(-(-years // MOST_TICKS), 1)
    look = '<c:numFmt formatCode="yyyy" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
    look += f'<c:tickLblPos val="low"/><c:spPr>{stroke("#75858E", 0.75)}</c:spPr>{texts(11, QUIET)}'
    ends = '<c:crossAx val="2"/><c:crosses val="min"/><c:auto val="0"/><c:lblOffset val="100"/>'
    units = f'<c:baseTimeUnit val="days"/><c:majorUnit val="{every}"/><c:majorTimeUnit val="years"/>'
    low, high = (_serial(one) for one in (dates[0], dates[-1]))
    ends_at = f'<c:max val="{high}"/><c:min val="{low}"/>' if high > low else ""
    head = f'<c:axId val="1"/><c:scaling><c:orientation val="minMax"/>{ends_at}</c:scaling>'
    head += '<c:delete val="0"/><c:axPos val="b"/>'
    return f"<c:dateAx>{head}{look}{ends}{units}</c:dateAx>"


def _serial(one: dt.date) -> int:
    """A day as Excel counts it."""
    return (one - dt.date(1899, 12, 30)).days


def _line(view: View, place: int, line: Series, style: Line, dates: list[dt.date], last: bool) -> str:
    """One c:ser: colour, dash and marker of its own; hollow points for estimates."""
    points, alone = _points(line, dates)
    whole = line.role in ("city", "parent")
    ink = "tx1" if style == CITY else style.colour
    dash = (DASHES_ABOVE if whole else DASHES).get(style.dash, "solid")
    width = 2.75 if line.role == "city" else 2.0
    look = f"<c:spPr>{stroke(ink, width, dash)}</c:spPr>"
    known = [n for n, (_, cell) in enumerate(points) if cell is not None]
    single = {n for n in known if (n - 1) not in known and (n + 1) not in known}
    mark = MARKERS.get(style.marker, "circle")
    special = []
    for n in known:
        hollow = not whole and estimated(points[n][1])
        lone = whole and n in single
        if hollow or lone or n in alone:
            shape = "circle" if whole and lone else mark
            own = _marker(shape, ink, PAPER if hollow else ink) if shape != "none" else _marker("none", ink, ink)
            cut = f"<c:spPr><a:ln>{NOTHING}</a:ln></c:spPr>" if n in alone else look
            special.append(f'<c:dPt><c:idx val="{n}"/>{own}<c:bubble3D val="0"/>{cut}</c:dPt>')
    form = number_format(view.indicator.decimals)
    end = [label(known[-1], form, "r", _print(view, points[known[-1]][1]))] if last and known else []
    values = [cell.value if cell is not None else None for _, cell in points]
    head = f'<c:idx val="{place - 1}"/><c:order val="{place - 1}"/>{name_of(place, line.name)}{look}'
    serial = [float(_serial(one)) for one in dates]
    along = numbers("cat", 0, serial, "dd.mm.yyyy")
    lonely = all(one.role in ("city", "parent") for one in view.series)  # limits of areas would be hard to see else
    bars = _intervals(points, ink) if view.selection.intervals and (not whole or lonely) else ""
    data = f'{labels(end)}{bars}{along}{numbers("val", place, values, form)}<c:smooth val="0"/>'
    return f"<c:ser>{head}{_marker(mark, ink, ink)}{''.join(special)}{data}</c:ser>"


def _print(view: View, cell: Cell | None) -> str:
    """What a number format cannot say: brackets of uncertain values, signs of provisional ones."""
    if cell is None or cell.value is None or cell.text == text(cell.value, view.indicator.decimals):
        return ""
    return cell.text


def _marker(form: str, ink: str, inside: str) -> str:
    if form == "none":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    look = f"<c:spPr><a:solidFill>{colour(inside)}</a:solidFill>{stroke(ink, 1.25)}</c:spPr>"
    return f'<c:marker><c:symbol val="{form}"/><c:size val="7"/>{look}</c:marker>'


def _intervals(points: Points, ink: str) -> str:
    """95 per cent limits as native error bars."""

    def side(name: str, far: list[float | None]) -> str:
        each = "".join(f'<c:pt idx="{n}"><c:v>{one!r}</c:v></c:pt>' for n, one in enumerate(far) if one is not None)
        return f'<c:{name}><c:numLit><c:ptCount val="{len(far)}"/>{each}</c:numLit></c:{name}>'

    above = [c.upper - c.value if c and c.upper is not None and c.value is not None else None for _, c in points]
    below = [c.value - c.lower if c and c.lower is not None and c.value is not None else None for _, c in points]
    if not any(one is not None for one in (*above, *below)):
        return ""
    kind = '<c:errDir val="y"/><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
    look = f"<c:spPr>{stroke(ink, 0.75)}</c:spPr>"
    return f"<c:errBars>{kind}{side('plus', above)}{side('minus', below)}{look}</c:errBars>"


def _labelled(lines: list[tuple[Series, Line]], dates: list[dt.date], span: float) -> set[str]:
    """Lines whose last value is printed at its end: areas first, none upon another, only those that reach the end."""
    found: set[str] = set()
    taken: list[float] = []
    order = {"area": 0, "group": 0, "city": 1, "parent": 2}
    for line, _ in sorted(lines, key=lambda one: order.get(one[0].role, 3)):
        points, _ = _points(line, dates)
        known = [cell.value for _, cell in points if cell is not None and cell.value is not None]
        end = points[-1][1]
        if known and end is not None and all(abs(known[-1] - other) > APART * span for other in taken):
            taken.append(known[-1])
            found.add(line.key)
    return found


def _drawn(lines: list[tuple[Series, Line]], dates: list[dt.date]) -> list[list[str | float | dt.date | None]]:
    columns = [[cell.value if cell else None for _, cell in _points(line, dates)[0]] for line, _ in lines]
    rows: list[list[str | float | dt.date | None]] = [["Zeitpunkt", *(line.name for line, _ in lines)]]
    rows += [[one, *(values[n] for values in columns)] for n, one in enumerate(dates)]
    return rows


def _all(view: View) -> list[list[str | float | dt.date | None]]:
    """Every value of every line with its print, where the numbers come from."""
    rows: list[list[str | float | dt.date | None]] = [["Gebiet", "Schlüssel", "Zeitbezug", "Wert", "Druck", "Anzahl"]]
    for line in view.series:
        for period, cell in zip(line.periods, line.cells, strict=True):
            rows.append([line.name, line.key, period_text(period), cell.value, cell.full, cell.counts])
    return [*rows, [], [view.title], [view.source], [view.stamp.line], [view.stamp.notice]]
