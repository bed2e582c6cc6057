"""look(selection, city) -> View; look_matrix(selection, city) -> MatrixView: the only doors from cubes to pictures."""

import functools
from dataclasses import replace
from typing import Any

import numpy as np

from atlas.city import City, Grid
from atlas.numbers import FLAG_SIGNS, SIGNS, period_text, printed_units, text
from atlas.selection import MOST_AREAS, Selection
from atlas.view import words
from atlas.view.cells import cell, cells_at, group_grid, secret_by
from atlas.view.legend import deviates, is_circle, legend, shown_values
from atlas.view.model import Cell, MatrixView, Series, View, percent
from atlas.view.vintage import compared, converted, gone, outlines, refusals
from indicators.errors import WrongUse
from indicators.model import Flag, Indicator, Period, Status

MOST_CITED = 12  # chosen areas that the address on a picture names
FEWEST_TOGETHER = 2  # fewer areas are no group
ABSENT = 255  # status code of an area that did not exist in the period


def _grid(city: City, indicator: Indicator, level: str, vintage: str = "") -> Grid:
    grid = city.grid(indicator.id, level, city.standing(indicator.id, level, vintage))
    if grid is None:
        raise WrongUse(
            f"Der Indikator „{indicator.title}“ liegt auf der Ebene {city.level(level).name} nicht vor; "
            f"vorhanden sind: {', '.join(city.level(lv).plural for lv in city.levels_of(indicator.id))}."
        )
    return grid


def column_of(grid: Grid, period: str) -> int:
    """The column of a period by its ISO text; WrongUse when there is none."""
    for column, known in enumerate(grid.cube.periods):
        if known.iso == period:
            return column
    raise WrongUse(f"Für „{period}“ liegen keine Werte vor; vorhanden: {', '.join(p.iso for p in grid.cube.periods)}.")


@functools.lru_cache(4096)
def city_cell(city: City, indicator: Indicator, period: Period) -> Cell:
    """The value of the whole city in a period; missing where there is none."""
    grid = city.grid(indicator.id, city.top)
    if grid is not None and period in grid.cube.periods:
        return cell(city, indicator, grid, 0, grid.cube.periods.index(period), city.areas[city.top][0].name)
    return absent(city.areas[city.top][0].key, city.areas[city.top][0].name)


def absent(key: str, name: str) -> Cell:
    """A cell that nothing is known of."""
    sign = SIGNS[Status.missing]
    return Cell(key, name, None, None, None, None, None, Status.missing, 0, sign.sign, sign.word, "")


def look(selection: Selection, city: City) -> View:
    """Everything a page may show of one indicator at one level in one period. WrongUse for what does not exist."""
    indicator = city.indicator(selection.indicator)
    level = city.level(selection.level)
    comparison = compared(city, indicator.id, level.id, selection.vintage)
    grid = _grid(city, indicator, level.id, selection.vintage)
    column = column_of(grid, selection.period)
    period = grid.cube.periods[column]
    rows = np.flatnonzero(grid.cube.exists[:, column])
    names = city.areas[level.id]
    cells = cells_at(city, indicator, grid, rows.tolist(), [column] * len(rows), [names[r].name for r in rows])
    entries, classes = legend(city, indicator, grid, selection, column)
    whole = city_cell(city, indicator, period)
    picked = [city.row[level.id][k] for k in selection.areas if k in city.row[level.id]]
    chosen = cells_at(city, indicator, grid, picked, [column] * len(picked), [names[r].name for r in picked])
    group = _group(city, indicator, grid, picked, column)
    alone = len(picked) >= FEWEST_TOGETHER and not city.method(indicator).ADDS_UP
    known = grid.value[rows, column]
    known = known[~np.isnan(known)]
    there = [one for one in chosen if grid.cube.exists[one.row, column]]
    first = there[0] if there else whole
    lost = [names[r].name for r in picked if not grid.cube.exists[r].any()] if comparison else []
    return View(
        selection=selection,
        stamp=words.stamp(city),
        indicator=indicator,
        level=level,
        period=period,
        periods=grid.cube.periods,
        vintage=outlines(city, level.id, period, comparison),
        title=words.title(indicator, level.id, city, period),
        subtitle=words.subtitle(indicator, deviates(indicator, selection)),
        source=converted(words.source(city, indicator, level.id), comparison),
        cells=cells,
        parents=_parents(city, level.id, rows),
        city=whole,
        quartiles=tuple(float(q) for q in np.quantile(known, (0.25, 0.5, 0.75))) if len(known) else None,  # type: ignore[arg-type]  # three of them
        legend=entries,
        classes=classes[rows].astype(np.int8),
        labels=_labels(indicator, selection, cells, whole) if entries.labelled else (),
        chosen=chosen,
        group=group,
        series=look_series(city, indicator, level.id, picked[:MOST_AREAS], selection.vintage),
        reading=words.reading(indicator, first, period, whole, indicator.decimals),
        notices=(
            *((words.not_together(indicator),) if alone else ()),
            *((words.first_lines(MOST_AREAS, len(picked)),) if len(picked) > MOST_AREAS else ()),
            *refusals(city, selection, indicator, level),
            *(gone(comparison, lost) if comparison else ()),
        ),
        comparison=comparison,
        address=words.cite(city, "karte", _citable(selection).query()),
    )


def _citable(selection: Selection) -> Selection:
    """Without very many chosen areas, which no paper has room to name."""
    return selection if len(selection.areas) <= MOST_CITED else replace(selection, areas=())


def _labels(indicator: Indicator, selection: Selection, cells: tuple[Cell, ...], whole: Cell) -> tuple[str, ...]:
    """As the live map writes them: its matrix has no flags, the legend names those of the period."""
    if deviates(indicator, selection):
        return tuple(words.difference(indicator, one, whole) or one.full for one in cells)
    return tuple(
        one.full if one.value is None else text(one.value, indicator.decimals, indicator.unit) for one in cells
    )


def _group(city: City, indicator: Indicator, grid: Grid, picked: list[int], column: int) -> Cell | None:
    members = [row for row in picked if grid.cube.exists[row, column]]
    name = f"{len(members)} Gebiete zusammen"
    together = group_grid(city, indicator, grid, members, name) if len(members) >= FEWEST_TOGETHER else None
    return None if together is None else cell(city, indicator, together, 0, column, name)


def _parents(city: City, level: str, rows: np.ndarray) -> dict[str, tuple[str, ...]]:
    areas = city.areas[level]
    found: dict[str, tuple[str, ...]] = {}
    for info in city.levels[1:]:
        if any(info.id in areas[r].parents for r in rows):
            index = {a.key: a.name for a in city.areas[info.id]}
            found[info.name] = tuple(index.get(areas[r].parents.get(info.id, ""), "") for r in rows)
    return found


def series(city: City, indicator: Indicator, grid: Grid, row: int, name: str, role: str) -> Series:
    """One line over all periods in which the area existed."""
    columns = np.flatnonzero(grid.cube.exists[row]).tolist()
    cells = cells_at(city, indicator, grid, [row] * len(columns), columns, [name] * len(columns))
    periods = tuple(grid.cube.periods[c] for c in columns)
    breaks = tuple(p for p, one in zip(periods, cells, strict=True) if one.flags & Flag.break_before)
    return Series(grid.cube.keys[row], name, role, periods, cells, breaks, grid.cube.level.partition("@")[0])


def look_series(city: City, indicator: Indicator, level: str, rows: list[int], vintage: str = "") -> tuple[Series, ...]:
    """Lines of the city, of the parents of the chosen areas (where one parent holds them all), and of the areas.

    `vintage`: on its areas, where the level and its parents have counts converted to them; areas that are none of it
    have no line.
    """
    lines: list[Series] = []
    top = city.grid(indicator.id, city.top)
    if top is not None and level != city.top:
        lines.append(series(city, indicator, top, 0, city.areas[city.top][0].name, "city"))
    areas = city.areas[level]
    if rows:
        for info in city.levels[1:]:
            keys = {areas[r].parents.get(info.id) for r in rows}
            key = keys.pop() if len(keys) == 1 else None
            above = city.grid(indicator.id, info.id, city.standing(indicator.id, info.id, vintage)) if key else None
            if key and above is not None:
                row = city.row[info.id][key]
                lines.append(series(city, indicator, above, row, city.areas[info.id][row].name, "parent"))
    grid = _grid(city, indicator, level, vintage)
    drawn = [series(city, indicator, grid, r, areas[r].name, "area") for r in rows]
    lines += [line for line in drawn if line.periods or not city.standing(indicator.id, level, vintage)]
    if level == city.top:
        lines.append(series(city, indicator, grid, 0, areas[0].name, "city"))
    return tuple(lines)


def look_matrix(selection: Selection, city: City) -> MatrixView:
    """What the map needs to draw every period of an indicator without asking again.

    Columns are all keys of the level in ascending order, as in the outlines' ids; every period names its vintage.
    """
    indicator = city.indicator(selection.indicator)
    level = city.level(selection.level)
    comparison = compared(city, indicator.id, level.id, selection.vintage)
    grid = _grid(city, indicator, level.id, selection.vintage)
    shown = shown_values(city, grid, selection)
    columns, classes = [], np.full((len(grid.cube.periods), len(grid.cube.keys)), -1, np.int16)
    for column, period in enumerate(grid.cube.periods):
        entry, classes[column] = legend(city, indicator, grid, selection, column, shown)
        whole = city_cell(city, indicator, period)
        columns.append(
            {
                "iso": period.iso,
                "label": period_text(period),
                "title": words.title(indicator, level.id, city, period),
                "kind": entry.kind,
                "classes": [[c.label, c.count] for c in entry.classes],
                "bins": list(entry.bins),
                "lowest": entry.lowest if entry.bins else 0.0,
                "statuses": [[int(s.status), s.sign, s.word, s.count] for s in entry.statuses],
                "city": whole.full if whole.value is None else text(whole.value, indicator.decimals, indicator.unit),
                "marks": [sign.word for flag, sign in FLAG_SIGNS.items() if whole.flags & flag],
                "note": f"{entry.scheme_title}: {entry.note}" if entry.labelled else entry.note,
                "labelled": entry.labelled,
                "vintage": drawn.number if (drawn := outlines(city, level.id, period, comparison)) else -1,
            }
        )
    header: dict[str, Any] = {
        "indicator": indicator.id,
        "level": level.id,
        "edition": city.edition.number,
        "unit": words.difference_unit(indicator) if deviates(indicator, selection) else indicator.unit,
        "unit_short": words.short_unit(indicator) if deviates(indicator, selection) else indicator.unit,
        "signed": deviates(indicator, selection),
        "decimals": indicator.decimals,
        "kind": "circle" if is_circle(indicator) else "fill",
        "subtitle": words.subtitle(indicator, deviates(indicator, selection)),
        "source": converted(words.source(city, indicator, level.id), comparison),
        "periods": columns,
        "secret_by": secret_by(city, indicator),
    }
    incomparable = np.isnan(shown) & ~np.isnan(grid.value)  # the city has no value to differ from
    statuses = np.where(incomparable, Status.missing, grid.cube.status)
    statuses = np.where(grid.cube.exists, statuses, ABSENT).T.astype(np.uint8)
    split = None if grid.cube.split is None else _percents(grid.cube.split, grid.value)
    return MatrixView(header, printed_units(shown.T, indicator.decimals), classes, statuses, split)


def _percents(split: np.ndarray, value: np.ndarray) -> np.ndarray:
    """(periods, areas) how much of each number comes from divided areas."""
    known = np.where(np.isnan(value), 0.0, split)
    return np.array([[percent(share) for share in row] for row in known.T.tolist()], np.uint8)


def look_bases(indicator: str, level: str, city: City, vintage: str = "") -> MatrixView | None:
    """The n behind each value, shaped like the matrix of the same indicator and level; None for counts."""
    definition = city.indicator(indicator)
    grid = _grid(city, definition, level, vintage)
    if grid.cube.denominator is None:
        return None
    known = ~np.isnan(grid.cube.denominator) & grid.cube.exists
    header: dict[str, Any] = {"decimals": 0, "unit": "", "periods": [{"iso": p.iso} for p in grid.cube.periods]}
    numbers = printed_units(np.where(known, grid.cube.denominator, np.nan).T, 0)
    statuses = np.where(known, Status.ok, Status.missing).T.astype(np.uint8)
    return MatrixView(header, numbers, np.full(numbers.shape, -1, np.int16), statuses)
