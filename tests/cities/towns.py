"""The real towns, loaded once a session, and their raw files read without our loaders."""

import csv
from functools import cache
from pathlib import Path

from indicators.deliveries.reading import Reading, Resolved, resolve
from indicators.deliveries.spec import read_deliveries
from indicators.model import Status
from indicators.observations import Observations
from indicators.plugins import discover
from tests.shared import ROOT, SHARED

Cell = tuple[str, str, str, str]  # variable, level, key, period


def raw_folder(town: str) -> Path:
    """Where the town's raw files lie."""
    return SHARED / "cities" / town


@cache
def readings(town: str) -> tuple[Reading, ...]:
    """Every delivery of the town's recipe, read."""
    loaders = discover("indicators.loaders")
    specs = read_deliveries(ROOT / "data" / town / "deliveries")
    return tuple(loaders[spec.loader].read(raw_folder(town), spec) for spec in specs)


@cache
def together(town: str) -> Resolved:
    """All deliveries of the town, every cell once."""
    return resolve(readings(town))


def worth(o: Observations) -> dict[Cell, float | str]:
    """Every cell with its number, or the name of its status where there is none."""
    found: dict[Cell, float | str] = {}
    columns = zip(o.variable.tolist(), o.level.tolist(), o.area.tolist(), o.period.tolist(), strict=True)
    values = zip(o.number.tolist(), o.status.tolist(), strict=True)
    for (variable, level, area, period), (number, status) in zip(columns, values, strict=True):
        cell = o.variables[variable], o.levels[level], o.areas[area], o.periods[period].iso
        found[cell] = number if number == number else Status(status).name  # nan is no number
    return found


@cache
def values(town: str) -> dict[Cell, float | str]:
    """What the town's areas are worth."""
    return worth(together(town).observations)


@cache
def rests(town: str) -> dict[Cell, float | str]:
    """What belongs to no area."""
    return worth(together(town).residuals)


@cache
def rows(town: str, file: str, delimiter: str) -> tuple[dict[str, str], ...]:
    """A raw file, as Python's csv reads it."""
    with (raw_folder(town) / file).open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle, delimiter=delimiter))


def raw(town: str, file: str, column: str, delimiter: str = ",", **where: str) -> str:
    """The one text that stands in `column` of the row in which every column of `where` holds its text."""
    (found,) = [r[column] for r in rows(town, file, delimiter) if all(r[k] == v for k, v in where.items())]
    return found
