"""look_table: all areas of a level x chosen indicators, each at its newest period up to a year."""

from atlas.city import City
from atlas.view import words
from atlas.view.cells import cell
from atlas.view.look import absent, city_cell
from atlas.view.model import Cell, Table, View
from indicators.model import Indicator, Period


def look_table(city: City, level: str, indicators: tuple[str, ...], year: int | None = None) -> Table:
    """The table; indicators without values at the level are left out with a notice. WrongUse for unknown ones."""
    info = city.level(level)
    columns: list[tuple[Indicator, Period]] = []
    notices: list[str] = []
    for key in indicators:
        indicator = city.indicator(key)
        period = city.newest(key, level, year)
        if period is not None:
            columns.append((indicator, period))
        else:
            notices.append(f"{indicator.title}: auf der Ebene {info.name} liegen keine Werte vor.")
    last = max((period.end for _, period in columns), default=None)
    rows: list[tuple[str, str, tuple[Cell, ...]]] = []
    grids = [city.grid(indicator.id, level) for indicator, _ in columns]
    places = [g.cube.periods.index(p) if g else -1 for g, (_, p) in zip(grids, columns, strict=True)]
    for row, area in enumerate(city.areas[level]):
        if last is None or not any(first <= last <= end for first, end in area.windows):
            continue
        cells = []
        for (indicator, _), grid, place in zip(columns, grids, places, strict=True):
            there = grid is not None and grid.cube.exists[row, place]
            cells.append(
                cell(city, indicator, grid, row, place, area.name) if there and grid else absent(area.key, area.name)
            )
        rows.append((area.key, area.name, tuple(cells)))
    return Table(
        stamp=words.stamp(city),
        level=info,
        columns=tuple(columns),
        rows=tuple(rows),
        city=tuple(city_cell(city, indicator, period) for indicator, period in columns),
        sources=tuple(dict.fromkeys(words.source(city, indicator) for indicator, _ in columns)),
        notices=tuple(notices),
    )


def lines_as_table(view: View) -> Table:
    """The lines of a time series as a table: areas by periods of one indicator, the city as in every table.

    A period in which an area does not exist is missing there.
    """
    periods = sorted({period for line in view.series for period in line.periods})
    lines = {line.key: dict(zip(line.periods, line.cells, strict=True)) for line in view.series if line.role == "area"}
    city = next((line for line in view.series if line.role == "city"), None)
    whole = dict(zip(city.periods, city.cells, strict=True)) if city else {}
    if city and any(cell.key == city.key for cell in view.cells):  # the level of the city itself
        lines = {city.key: whole}
    names = {line.key: line.name for line in view.series}
    return Table(
        stamp=view.stamp,
        level=view.level,
        columns=tuple((view.indicator, period) for period in periods),
        rows=tuple(
            (key, names[key], tuple(cells.get(p) or absent(key, names[key]) for p in periods))
            for key, cells in lines.items()
        ),
        city=tuple(whole.get(p) or absent(view.city.key, view.city.name) for p in periods),
        sources=(view.source,),
        notices=view.notices,
    )
