"""look_profile: one area or several taken together, all indicators by theme, beside the city."""

import functools

import numpy as np

from atlas.city import AreaInfo, City, Grid
from atlas.comparison import Comparison
from atlas.numbers import period_text, text
from atlas.view import words
from atlas.view.cells import count_text, group_grid
from atlas.view.look import absent, city_cell, series
from atlas.view.model import Profile, ProfileRow, Series
from atlas.view.vintage import areas_text, compared, converted, gone, no_crosswalk
from indicators.errors import WrongUse
from indicators.model import Indicator, Period, Status

FEWEST_RANKED = 8  # no rank bands among fewer areas


def look_profile(
    city: City,
    level: str,
    keys: tuple[str, ...],
    year: int | None = None,
    indicators: tuple[str, ...] = (),
    theme: str = "",
    vintage: str = "",
) -> Profile:
    """All indicators (or the named ones, or those of one theme) of an area; the newest period up to `year` each.

    Several keys are taken together by adding counts. `vintage`: counts are converted to its areas; what cannot be is
    named. WrongUse for unknown levels and keys.
    """
    info = city.level(level)
    keys = tuple(dict.fromkeys(keys))
    unknown = [k for k in keys if k not in city.row[level]]
    if unknown or not keys:
        raise WrongUse(
            f"Das Gebiet „{', '.join(unknown) or '(keines)'}“ gibt es auf der Ebene {info.name} nicht; "
            f"Schlüssel sehen so aus: {', '.join(city.tree.keys[level][:3])}."
        )
    rows = [city.row[level][k] for k in keys]
    areas = [city.areas[level][r] for r in rows]
    name = areas[0].name if len(rows) == 1 else " + ".join(a.name for a in areas[:3]) + (" …" if len(areas) > 3 else "")
    sections: dict[str, list[ProfileRow]] = {}
    comparison = city.comparison(level, vintage)
    missing = no_crosswalk(city, info, vintage)
    alone: list[str] = [missing] if missing else []
    kept: list[str] = []
    for indicator in city.indicators():
        if (indicators and indicator.id not in indicators) or (theme and indicator.theme != theme):
            continue
        if len(rows) > 1 and not city.method(indicator).ADDS_UP and city.grid(indicator.id, level) is not None:
            alone.append(words.not_together(indicator))
        row = _row(city, indicator, level, rows, name, year, vintage)
        if row is not None:
            if comparison and not city.standing(indicator.id, level, vintage):
                kept.append(indicator.id)
            sections.setdefault(city.catalogue.themes[indicator.theme].title, []).append(row)
    chosen = [r for section in sections.values() for r in section]
    last = max((r.period.end for r in chosen), default=None)
    note = "jeweils letzter vorliegender Zeitpunkt" + (f" bis {year}" if year else "")
    if comparison:
        note += f", umgerechnet auf den {areas_text(comparison)} ({comparison.basis})"
        alone += _kept(city, kept)
        alone += gone(comparison, [a.name for a in areas if not _valid(a, comparison)])
    return Profile(
        stamp=words.stamp(city),
        level=info,
        keys=keys,
        name=name,
        kind=_kind(city, level, rows),
        residents=_residents(city, level, rows, year, vintage),
        vintage=city.vintage(level, comparison.last if comparison else last) if last else None,
        sections=tuple((title, tuple(found)) for title, found in sections.items()),
        sources=tuple(
            dict.fromkeys(
                converted(words.source(city, r.indicator, level), compared(city, r.indicator.id, level, vintage))
                for r in chosen
            )
        ),
        reading_notes=tuple(dict.fromkeys(f"{r.indicator.short}: {r.indicator.reading}" for r in chosen)),
        period_note=note,
        notices=tuple(alone),
        comparison=comparison,
        kept=tuple(kept),
        address=words.cite(
            city,
            "profil",
            words.asked_for(
                ebene=level,
                gebiete=",".join(keys),
                jahr=year,
                thema=theme,
                gebietsstand=vintage,
                indikatoren=",".join(indicators),
            ),
        ),
    )


def _kept(city: City, kept: list[str]) -> list[str]:
    """One sentence on all that stands on the areas of its time."""
    names = ", ".join(city.catalogue.indicators[one].short for one in kept)
    return [f"Nicht umgerechnet, gezeigt wie geliefert: {names}."] if kept else []


def _valid(area: AreaInfo, comparison: Comparison) -> bool:
    return any(first <= comparison.last <= last for first, last in area.windows)


def _kind(city: City, level: str, rows: list[int]) -> str:
    info = city.level(level)
    if level == city.top:
        return "Gesamtstadt"
    said = info.name if len(rows) == 1 else f"{len(rows)} {info.plural} zusammen"
    said += f" ({made})" if (made := words.own_mark(info)) else ""
    above = []
    for parent in city.levels[1:]:
        keys = {city.areas[level][r].parents.get(parent.id) for r in rows} - {None}
        if len(keys) == 1:
            key = keys.pop()
            above.append(f"{parent.name} {next(a.name for a in city.areas[parent.id] if a.key == key)}")
    return ", ".join((said, *reversed(above)))


def _residents(city: City, level: str, rows: list[int], year: int | None, vintage: str) -> str:
    if "bev_insg" not in city.catalogue.indicators or not city.periods("bev_insg", level):
        return ""
    row = _row(city, city.catalogue.indicators["bev_insg"], level, rows, "", year, vintage)
    if row is None or row.cell.value is None:
        return ""
    guessed = row.cell.split > 0
    said = f"rund {text(row.cell.value, 0)}" if guessed else count_text(row.cell.value)
    return f"{said} Einwohnerinnen und Einwohner am {period_text(row.period)}{' (geschätzt)' if guessed else ''}"


def _row(
    city: City, indicator: Indicator, level: str, rows: list[int], name: str, year: int | None, vintage: str
) -> ProfileRow | None:
    grid = city.grid(indicator.id, level, city.standing(indicator.id, level, vintage))
    if grid is None:
        return None
    own = grid if len(rows) == 1 else group_grid(city, indicator, grid, rows, name)
    row = rows[0] if len(rows) == 1 else 0
    if own is None:
        return None
    asked = np.array([year is None or p.year <= year for p in grid.cube.periods])
    columns = np.flatnonzero(asked & own.cube.exists[row])
    if not len(columns):
        return None
    status = own.cube.status[row, columns]
    silent = ((status == Status.missing) | (status == Status.later)) & np.isnan(own.value[row, columns])
    column = int((columns[~silent] if not silent.all() else columns)[-1])
    period = grid.cube.periods[column]
    trend = series(city, indicator, own, row, name, "area")
    said = trend.cells[trend.periods.index(period)]
    whole = city_cell(city, indicator, period)
    return ProfileRow(
        indicator=indicator,
        period=period,
        cell=said,
        city=whole,
        parent=None,
        difference=words.difference(indicator, said, whole) if level != city.top else "",
        band=_band(city, indicator, grid, rows, column, level),
        trend=trend,
        city_trend=_city_series(city, indicator, period),
    )


@functools.lru_cache(512)
def _city_series(city: City, indicator: Indicator, period: Period) -> Series:
    top = city.grid(indicator.id, city.top)
    name = city.areas[city.top][0].name
    if top is None:
        return Series(city.areas[city.top][0].key, name, "city", (period,), (absent("", name),), (), city.top)
    return series(city, indicator, top, 0, name, "city")


def _band(city: City, indicator: Indicator, grid: Grid, rows: list[int], column: int, level: str) -> str:
    """The quarter among the areas of the same level and vintage; none for counts, groups and few areas."""
    if len(rows) != 1 or not indicator.denominator or np.isnan(grid.value[rows[0], column]):
        return ""
    among = grid.value[grid.cube.exists[:, column], column]
    among = among[~np.isnan(among)]
    if len(among) < FEWEST_RANKED:
        return ""
    rank = 1 + int((among > grid.value[rows[0], column]).sum())
    info = city.level(level)
    return words.band(rank, len(among), info.plural) + (" (eigene Gebiete)" if info.own else "")
