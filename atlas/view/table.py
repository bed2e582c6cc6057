"""look_table: all areas of a level x chosen indicators, each at its newest period up to a year."""

from atlas.city import AreaInfo, City
from atlas.view import words
from atlas.view.cells import cells_at
from atlas.view.look import absent, city_cell
from atlas.view.model import Cell, Table, View
from atlas.view.vintage import compared, converted, no_crosswalk, not_converted
from indicators.model import Indicator, Period


def look_table(
    city: City, level: str, indicators: tuple[str, ...], year: int | None = None, vintage: str = ""
) -> Table:
    """The table; indicators without values at the level are left out with a notice. WrongUse for unknown ones.

    `vintage`: the areas are those of it, and all counts are converted to them; what cannot be is named.
    """
    info = city.level(level)
    comparison = city.comparison(level, vintage)
    kept: list[str] = []
    columns: list[tuple[Indicator, Period]] = []
    notices: list[str] = []
    for key in indicators:
        indicator = city.indicator(key)
        period = city.newest(key, level, year, vintage)
        if period is not None:
            columns.append((indicator, period))
            if comparison and not city.standing(key, level, vintage):
                kept.append(key)
                notices.append(not_converted(city, indicator))
        else:
            notices.append(f"{indicator.title}: auf der Ebene {info.name} liegen keine Werte vor.")
    missing = no_crosswalk(city, info, vintage)
    last = comparison.last if comparison and columns else max((period.end for _, period in columns), default=None)
    there = [
        (row, area)
        for row, area in enumerate(city.areas[level])
        if last and any(a <= last <= b for a, b in area.windows)
    ]
    cells = [_column(city, indicator, level, period, there, vintage) for indicator, period in columns]
    rows = [(area.key, area.name, found) for (_, area), found in zip(there, zip(*cells, strict=True), strict=True)]
    return Table(
        stamp=words.stamp(city),
        level=info,
        columns=tuple(columns),
        rows=tuple(rows),
        city=tuple(city_cell(city, indicator, period) for indicator, period in columns),
        sources=tuple(
            dict.fromkeys(
                converted(words.source(city, one, level), compared(city, one.id, level, vintage)) for one, _ in columns
            )
        ),
        notices=(*((missing,) if missing else ()), *notices),
        comparison=comparison,
        kept=tuple(kept),
        address=words.cite(
            city,
            "tabelle",
            words.asked_for(ebene=level, indikatoren=",".join(indicators), jahr=year, gebietsstand=vintage),
        ),
    )


def _column(
    city: City,
    indicator: Indicator,
    level: str,
    period: Period,
    areas: list[tuple[int, AreaInfo]],
    vintage: str,
) -> list[Cell]:
    """One indicator's cells of these areas, a row each; all at once, because there may be thousands."""
    grid = city.grid(indicator.id, level, city.standing(indicator.id, level, vintage))
    if grid is None:
        return [absent(area.key, area.name) for _, area in areas]
    place = grid.cube.periods.index(period)
    rows, names = [row for row, _ in areas], [area.name for _, area in areas]
    cells = cells_at(city, indicator, grid, rows, [place] * len(rows), names)
    exists = grid.cube.exists[rows, place].tolist()
    return [one if known else absent(one.key, one.name) for one, known in zip(cells, exists, strict=True)]


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
        comparison=view.comparison,
        address=view.address.replace("inhalt=karte", "inhalt=zeitreihe"),
    )
