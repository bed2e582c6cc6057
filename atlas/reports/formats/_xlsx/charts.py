"""Native charts of a report's workbook, their data in the sheet: lines, broken where none may be drawn, and bars."""

import datetime as dt
from typing import Any, Final

from atlas.charts._lines import day, dwarfs, extent, runs, styled
from atlas.charts.ranking import BAR, CHOSEN, MOST_BARS, ordered
from atlas.colours import FAINT, HAIR, INK, Line
from atlas.numbers import period_text
from atlas.reports.document import Picture, value_entry
from atlas.reports.formats._xlsx.page import NARROW, WIDE, Page, clean, height, text
from atlas.reports.formats._xlsx.tables import of_areas, shown, table
from atlas.view import Cell, Series, View
from indicators.model import Period

ROW: Final = 20  # px
SIZE: Final = (780, 300)  # px of a chart
MARKERS: Final = {"circle": "circle", "square": "square", "diamond": "diamond", "none": "none", "cross": "x"}
DASHES: Final = {"": "solid", "9,3": "dash", "3,3": "round_dot", "2,3": "round_dot", "6,4": "dash"}
Stretch = tuple[Series, Line, str, dict[Period, Cell]]  # of which line, how it looks, its head, its values


def series(page: Page, row: int, picture: Picture) -> int:
    """A chart of lines above the table of its values; gives the next row."""
    view = picture.view
    found = _stretches(view)
    drawn = [n for n, (line, *_) in enumerate(found) if not dwarfs(view, line)]
    periods = sorted({period for line in view.series for period in line.periods})
    row = text(page, row, f"{picture.label}: {picture.caption}" if picture.label else picture.caption, "caption")
    known = bool(found) and any(found[n][3] for n in drawn)
    head = row + (SIZE[1] // ROW + 1 if known else 0)
    below = _values(page, head, view, found, periods)
    if known:
        chart = page.book.add_chart({"type": "line"})
        for n in drawn:
            chart.add_series(_line(page.name, head, len(periods), n, found[n]))
        _axes(chart, view, periods)
        about = {"description": clean(picture.alt)[:4000], "object_position": 1, "x_offset": 2, "y_offset": 2}
        page.sheet.insert_chart(row, 0, chart, about)
    return text(page, below, view.source, "soft") + 1


def _stretches(view: View) -> list[Stretch]:
    """The lines, each broken in two columns where neighbours may not be joined and no missing value parts them."""
    periods = sorted({period for line in view.series for period in line.periods})
    place = {period: n for n, period in enumerate(periods)}
    found: list[Stretch] = []
    unit = f" ({view.indicator.unit})" if view.indicator.unit else ""
    for line, style in styled(view):
        parts: list[dict[Period, Cell]] = []
        last = -2
        for run in runs(line):
            if not parts or place[run[0][0]] == last + 1:
                parts.append({})
            parts[-1].update(run)
            last = place[run[-1][0]]
        for n, part in enumerate(parts or [{}]):
            since = f", ab {period_text(min(part))}" if n else ""
            found.append((line, style, f"{line.name}{since}{unit}", part))
    return found


def _values(page: Page, head: int, view: View, found: list[Stretch], periods: list[Period]) -> int:
    """The table behind the lines: a row a period; what has no number is told in the last column."""
    heads = ["Zeitbezug", "Tag auf der Achse"]
    for _, _, name, _ in found:
        plain, turn = clean(name)[:240], 1
        while (name := plain if turn == 1 else f"{plain} ({turn})").lower() in (one.lower() for one in heads):
            turn += 1
        heads.append(name)
    heads.append("Ohne Zahl")
    wide = [WIDE, *[NARROW - 2] * len(heads)]
    page.sheet.set_row(head, max(height(one, letters) for one, letters in zip(heads, wide, strict=False)))
    for place, said in enumerate(heads):
        page.sheet.write_string(head, place, said, page.styles[_side(place, heads)])
    days = page.styles["made"].setdefault(
        "day", page.book.add_format({**page.styles["font"], "num_format": "dd.mm.yyyy"})
    )
    for row, period in enumerate(periods, head + 1):
        page.sheet.write_string(row, 0, period_text(period), page.styles["text"])
        page.sheet.write_datetime(row, 1, dt.datetime.combine(day(period), dt.time()), days)
        for place, (_, _, _, part) in enumerate(found, 2):
            if period in part:
                entry = value_entry(view.indicator, part[period], view.level.id, period.iso)
                page.sheet.write_number(row, place, entry.value, _number(page, shown(entry) or _plain(view)))
        signs = [
            f"{line.name}: {cell.text}"
            for line in view.series
            for at, cell in zip(line.periods, line.cells, strict=True)
            if at == period and cell.value is None
        ]
        page.sheet.write_string(row, len(heads) - 1, clean("\n".join(signs)), page.styles["soft"])
        if len(signs) > 1:
            page.sheet.set_row(row, height("\n".join(signs), NARROW))
    if periods:
        named = [{"header": one, "header_format": page.styles[_side(n, heads)]} for n, one in enumerate(heads)]
        about = {"columns": named, "style": "Table Style Light 1", "autofilter": False}
        page.sheet.add_table(head, 0, head + len(periods), len(heads) - 1, about)
    return head + len(periods) + 1


def _side(place: int, heads: list[str]) -> str:
    return "head_right" if 0 < place < len(heads) - 1 else "head"


def _number(page: Page, pattern: str) -> Any:
    made = page.styles["made"]
    if pattern not in made:
        made[pattern] = page.book.add_format({**page.styles["font"], "num_format": pattern})
    return made[pattern]


def _line(sheet: str, head: int, count: int, place: int, stretch: Stretch) -> dict[str, Any]:
    line, style, _, _ = stretch
    kind = "triangle" if style.marker.startswith("triangle") else MARKERS.get(style.marker, "circle")
    marker = {"type": kind, "size": 6, "fill": {"color": style.colour}, "border": {"color": "#FFFFFF"}}
    column = place + 2
    return {
        "name": [sheet, head, column],
        "categories": [sheet, head + 1, 1, head + count, 1],
        "values": [sheet, head + 1, column, head + count, column],
        "line": {
            "color": style.colour,
            "width": 2.5 if line.role in ("area", "city") else 1.5,
            "dash_type": DASHES.get(style.dash, "long_dash_dot"),
        },
        "marker": marker if kind != "none" else {"type": "none"},
    }


def _axes(chart: Any, view: View, periods: list[Period]) -> None:
    limits = extent(view)
    years = periods[-1].year - periods[0].year
    line = {"color": FAINT}
    across = {"date_axis": True, "num_format": "yyyy", "major_unit_type": "years", "line": line}
    chart.set_x_axis({**across, "major_unit": max(1, -(-years // 12)), "num_font": {"color": INK}})
    low = {"min": limits[0]} if limits else {}
    grid = {"visible": True, "line": {"color": HAIR}}
    up = {"num_format": _plain(view), "name": clean(view.indicator.unit), "name_font": {"bold": False, "color": INK}}
    chart.set_y_axis({**low, **up, "major_gridlines": grid, "line": {"none": True}, "num_font": {"color": INK}})
    chart.set_title({"none": True})
    chart.set_legend({"position": "right", "font": {"color": INK}})
    chart.show_blanks_as("gap")
    chart.set_size({"width": SIZE[0], "height": SIZE[1]})


def _plain(view: View) -> str:
    decimals = view.indicator.decimals
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def ranking(page: Page, row: int, picture: Picture) -> int:
    """Bars above their table; beyond MOST_BARS areas they stand upright, without names."""
    view = picture.view
    known = ordered(view)
    made, _ = of_areas(picture, highest_first=True)
    if not known:
        return table(page, row, made).next
    many = len(known) > MOST_BARS
    tall = SIZE[1] if many else 60 + ROW * len(known)
    placed = table(page, row, made, room=tall // ROW + 1)
    chart = page.book.add_chart({"type": "column" if many else "bar"})
    chosen = {cell.key for cell in view.chosen}
    first, last = placed.first, placed.first + len(known) - 1
    chart.add_series(
        {
            "name": [page.name, placed.head, 1],
            "categories": [page.name, first, 0, last, 0],
            "values": [page.name, first, 1, last, 1],
            "fill": {"color": BAR},
            "gap": 30,
            "points": [{"fill": {"color": CHOSEN}} if cell.key in chosen else None for cell in known],
            "data_labels": {} if many else {"value": True, "num_format": _plain(view), "font": {"color": INK}},
        }
    )
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    names = {"num_font": {"color": INK}, "line": {"color": FAINT}, "interval_unit": 1, "major_tick_mark": "none"}
    values = {"num_format": _plain(view), "visible": many, "line": {"none": True}}
    values["major_gridlines"] = {"visible": many, "line": {"color": HAIR}}
    if many:
        chart.set_x_axis({"visible": False})
        chart.set_y_axis(values)
    else:  # of lying bars the first axis is the one of values
        chart.set_x_axis(values)
        chart.set_y_axis({**names, "reverse": True})
    chart.set_size({"width": SIZE[0], "height": tall})
    about = {"description": clean(picture.alt)[:4000], "object_position": 1, "x_offset": 2, "y_offset": 2}
    page.sheet.insert_chart(placed.room, 0, chart, about)
    return placed.next
