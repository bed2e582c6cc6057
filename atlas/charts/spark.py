"""Spark line: an indicator of a profile over time beside the city's grey line, for a cell of a table."""

from atlas.charts._lines import day, runs
from atlas.charts._svg import el, picture
from atlas.colours import ACCENT, FAINT
from atlas.numbers import period_text
from atlas.view import ProfileRow, Series

TITLE = "Kleine Zeitreihe"


def summary(row: ProfileRow) -> str:
    """One sentence: where the line starts and ends."""
    known = [(p, c) for p, c in zip(row.trend.periods, row.trend.cells, strict=True) if c.value is not None]
    if len(known) < 2:
        return f"{row.indicator.short}: kein Verlauf."
    (first, one), (last, other) = known[0], known[-1]
    return f"{row.indicator.short}: {one.full} ({period_text(first)}), {other.full} ({period_text(last)})."


def svg(row: ProfileRow, width: float = 90, height: float = 22) -> str:
    """The two lines without axes, on one scale; a dot marks the shown value; empty where there is no line."""
    return picture(width, height, row.indicator.short, summary(row), draw(row, width, height))


def draw(row: ProfileRow, width: float, height: float) -> str:
    """The drawing without its svg element."""
    days = {p: day(p).toordinal() for line in (row.city_trend, row.trend) for p in line.periods}
    first_day = min((days[p] for p in row.trend.periods), default=0)
    known = [
        (days[p], c.value)
        for line in (row.city_trend, row.trend)
        for p, c in zip(line.periods, line.cells, strict=True)
        if c.value is not None and days[p] >= first_day
    ]
    own = [c for c in row.trend.cells if c.value is not None]
    if not own:
        return ""
    on_same_scale = bool(row.indicator.denominator)  # counts of the city dwarf those of an area
    scale = [v for _, v in known] if on_same_scale else [c.value for c in own if c.value is not None]
    low, high = min(scale), max(scale)
    first, last = min(d for d, _ in known), max(d for d, _ in known)
    pad = 3.0

    def spot(on: int, value: float) -> str:
        x = pad + (on - first) / max(last - first, 1) * (width - 2 * pad)
        y = height - pad - ((value - low) / (high - low) if high > low else 0.5) * (height - 2 * pad)
        return f"{x:.1f},{y:.1f}"

    def path(line: Series) -> str:
        spots = [[spot(days[p], c.value or 0.0) for p, c in r if days[p] >= first_day] for r in runs(line)]
        return "".join(f"M{'L'.join(s)}" + ("h0" if len(s) == 1 else "") for s in spots if s)

    round_ = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    parts = []
    if on_same_scale and (around := path(row.city_trend)):
        parts.append(el("path", d=around, stroke=FAINT, stroke_width=1.0, **round_))
    parts.append(el("path", d=path(row.trend), stroke=ACCENT, stroke_width=1.6, **round_))
    if row.cell.value is not None and row.period in row.trend.periods:
        x, y = spot(days[row.period], row.cell.value).split(",")
        parts.append(el("circle", cx=x, cy=y, r=2.2, fill=ACCENT))
    return "".join(parts)
