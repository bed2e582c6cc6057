"""look_values: the plain rows behind every picture, for scripts, downloads and checking."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.city import City
from indicators.errors import WrongUse
from indicators.model import Flag, Period, Status

COLUMNS = (
    "area_key",
    "area_name",
    "level",
    "period",
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
    "status",
)


@dataclass(frozen=True)
class ValueRow:
    """One value as `atlas values` prints it; None where there is no number."""

    area_key: str
    area_name: str
    level: str
    period: str  # ISO
    numerator: float | None
    denominator: float | None
    value: float | None  # in the indicator's unit, unrounded
    lower: float | None  # 95 %
    upper: float | None
    status: str  # Status.name


def fits(period: Period, wanted: str) -> bool:
    """Whether a period is asked for by `2022-12-31`, `2022/2023`, `2020-2022` or, for all of a year, `2022`."""
    return period.iso == wanted or (wanted.isdigit() and len(wanted) == 4 and period.year == int(wanted))


def look_values(city: City, indicator: str, level: str = "", period: str = "", area: str = "") -> Iterator[ValueRow]:
    """Rows by level (coarse to fine), period and key, after disclosure. WrongUse names what does not exist."""
    return (row for row, _ in look_converted(city, indicator, "", level, period, area))


def look_converted(
    city: City, indicator: str, vintage: str, level: str = "", period: str = "", area: str = ""
) -> Iterator[tuple[ValueRow, float]]:
    """The rows of the levels that are there on the areas of `vintage` ("": all, as delivered).

    With each row the share of its value that comes from divided areas.
    """
    definition = city.indicator(indicator)
    if level:
        city.level(level)
    levels = [lv for lv in city.levels_of(indicator) if level in ("", lv)]
    if levels and vintage:
        levels = _on(city, indicator, levels, vintage)
    if not levels:
        raise WrongUse(
            f"Der Indikator „{indicator}“ liegt auf der Ebene „{level}“ nicht vor; "
            f"vorhanden: {', '.join(city.levels_of(indicator))}."
        )
    if area and not any(area in city.row[lv] for lv in levels):
        raise WrongUse(f"Das Gebiet „{area}“ gibt es nicht; Schlüssel nennt „atlas values“ ohne --area.")
    known = {p for lv in levels for p in city.periods(indicator, lv, vintage)}
    if period and not any(fits(p, period) for p in known):
        said = ", ".join(sorted(p.iso for p in known))
        raise WrongUse(f"Für den Zeitbezug „{period}“ liegen keine Werte vor; vorhanden: {said}.")
    method = city.method(definition)
    counted = method.ADDS_UP  # a rate that was given has no counts to print
    for lv in levels:
        grid = city.grid(indicator, lv, vintage)
        if grid is None:
            continue
        cube = grid.cube
        limits = method.interval(cube.numerator, cube.denominator, definition.factor, 0.95)
        for column, found in enumerate(cube.periods):
            if period and not fits(found, period):
                continue
            for row in np.flatnonzero(cube.exists[:, column]).tolist():
                if area and cube.keys[row] != area:
                    continue
                exact = not cube.flags[row, column] & Flag.estimated
                value = _number(grid.value, row, column)
                told = ValueRow(
                    cube.keys[row],
                    city.areas[lv][row].name,
                    lv,
                    found.iso,
                    _number(cube.numerator, row, column) if counted else None,
                    _number(cube.denominator, row, column),
                    value,
                    _number(limits[0], row, column) if limits and exact and value is not None else None,
                    _number(limits[1], row, column) if limits and exact and value is not None else None,
                    Status(int(cube.status[row, column])).name,
                )
                yield told, 0.0 if cube.split is None else float(cube.split[row, column])


def _on(city: City, indicator: str, levels: list[str], vintage: str) -> list[str]:
    """Those levels that the indicator was converted on; WrongUse where it is none."""
    found = [lv for lv in levels if city.standing(indicator, lv, vintage)]
    if not found:
        there = [f"{c.level} {c.word}" for c in city.comparisons if city.standing(indicator, c.level, c.word)]
        raise WrongUse(
            f"Auf den Gebietsstand „{vintage}“ ist der Indikator „{indicator}“ hier nicht umgerechnet; vorhanden: "
            f"{', '.join(there) or 'keiner'}. Ohne --vintage steht jeder Wert auf den Gebieten seiner Zeit."
        )
    return found


def _number(columns: NDArray[np.float64] | None, row: int, column: int) -> float | None:
    if columns is None or np.isnan(columns[row, column]):
        return None
    return float(columns[row, column])
