"""What a time series is on screen and on paper alike: where periods lie, what may be joined, how lines look."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from atlas.charts._scale import span
from atlas.colours import CITY, LINES, PARENTS, Line
from atlas.view import Cell, Series, View
from indicators.model import Flag, Period


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


def estimated(cell: Cell | None) -> bool:
    """Whether the value is an estimate: its point is hollow."""
    return cell is not None and bool(cell.flags & Flag.estimated)


def _step(periods: tuple[Period, ...]) -> float | None:
    if len(periods) < 3 or periods[0].kind == "election":
        return 366.0 if len(periods) == 2 and periods[0].kind != "election" else None
    return median((b.end - a.end).days for a, b in pairwise(periods))


def styled(view: View) -> list[tuple[Series, Line]]:
    """Every line with its style: the areas in the order chosen, so that strip, map and series agree."""
    places = {cell.key: place for place, cell in enumerate(view.chosen)}
    found: list[tuple[Series, Line]] = []
    above = 0
    for line in view.series:
        if line.role == "city":
            style = CITY
        elif line.role == "parent":
            style = PARENTS[above % len(PARENTS)]
            above += 1
        else:
            style = LINES[places.get(line.key, 0) % len(LINES)]
        found.append((line, style))
    return found


def dwarfs(view: View, line: Series) -> bool:
    """Whether a line is of another size than the areas beside it: the count of the whole town or of a parent."""
    areas = any(one.role in ("area", "group") for one in view.series)
    return areas and line.role in ("city", "parent") and view.legend.kind == "circle"


def extent(view: View) -> tuple[float, float] | None:
    """Where the axis of values begins and ends, with the intervals where they are shown; None without any value."""
    cells = [cell for line in view.series if not dwarfs(view, line) for cell in line.cells if cell.value is not None]
    if not cells:
        return None
    values = [cell.value for cell in cells if cell.value is not None]
    if view.selection.intervals:
        values += [limit for cell in cells for limit in (cell.lower, cell.upper) if limit is not None]
    return span(values, from_zero=not view.indicator.denominator)


def break_days(view: View) -> list[dt.date]:
    """Days on which lines break, half a year before the period that is not comparable."""
    found = {p for line in view.series for p in line.breaks}
    return sorted(day(p) - dt.timedelta(days=182) for p in found)
