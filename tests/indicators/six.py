"""Six areas in two Bezirke and two Sozialräume that cross them, and numbers for them in tables one can read."""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from indicators.counting.counts import Counts, count_up
from indicators.counting.cube import Cube, build
from indicators.counting.tree import AreaTree
from indicators.methods import family
from indicators.model import Catalogue, Indicator, Period, Rules, Source, Status, Theme, Variable
from indicators.observations import Observations, concatenate, empty

EVER = ((dt.date.min, dt.date.max),)
BEZIRK = {"11": "1", "12": "1", "13": "1", "21": "2", "22": "2", "23": "2"}
SOZIALRAUM = {"11": "N", "12": "S", "13": "S", "21": "N", "22": "S", "23": "S"}
SOURCE = Source("Statistikstelle Sechsfeld")
Said = float | int | str  # a number, or the name of a status; 0 is exactly nothing


def day(year: int, month: int = 12, number: int = 31, kind: str = "date") -> Period:
    date = dt.date(year, month, number)
    return Period(date, date, kind)


def year(number: int) -> Period:
    return Period(dt.date(number, 12, 31), dt.date(number, 1, 1), "year")


def school_year(first: int) -> Period:
    return Period(dt.date(first + 1, 7, 31), dt.date(first, 8, 1), "school_year")


def tree(
    parents: Mapping[str, Mapping[str, str]] | None = None,
    windows: Mapping[str, Sequence[tuple[dt.date, dt.date]]] | None = None,
    breaks: Mapping[str, Sequence[dt.date]] | None = None,
) -> AreaTree:
    """stadt 0 > bezirk 1, 2 | sozialraum N, S > stadtteil. `parents`: level -> Stadtteil -> key, "" for none.

    `windows` and `breaks` are those of Stadtteile.
    """
    above = {"bezirk": BEZIRK, "sozialraum": SOZIALRAUM} | dict(parents or {})
    quarters = tuple(sorted(above["bezirk"]))
    keys = {"stadt": ("0",)}
    keys |= {level: tuple(sorted({k for k in of.values() if k})) for level, of in above.items()}
    keys["stadtteil"] = quarters
    links = {(level, "stadt"): np.zeros(len(keys[level]), np.int32) for level in keys if level != "stadt"}
    for level, of in above.items():
        rows = [keys[level].index(of[q]) if of.get(q) else -1 for q in quarters]
        links["stadtteil", level] = np.array(rows, np.int32)
    valid = {level: tuple(EVER for _ in ks) for level, ks in keys.items()}
    valid["stadtteil"] = tuple(tuple((windows or {}).get(q, EVER)) for q in quarters)
    days = {quarters.index(q): tuple(ds) for q, ds in (breaks or {}).items()}
    return AreaTree(tuple(keys), keys, links, valid, {"stadtteil": days})


def told(
    variable: str, level: str, period: Period, values: Mapping[str, Said], flags: int = 0, number: float | None = None
) -> Observations:
    """One variable in one period: key -> number or status; `number` goes with a status that has one."""
    n = len(values)
    numbers, statuses = np.full(n, np.nan), np.zeros(n, np.uint8)
    for place, said in enumerate(values.values()):
        if isinstance(said, str):
            statuses[place] = Status[said]
            numbers[place] = 0.0 if said in ("zero", "rounded_zero") else np.nan
            if said == "uncertain" and number is not None:
                numbers[place] = number
        else:
            numbers[place], statuses[place] = said, Status.ok if said else Status.zero
    codes = np.zeros(n, np.int32)
    areas = np.arange(n, dtype=np.int32)
    return Observations(
        (variable,),
        (level,),
        tuple(values),
        (period,),
        codes,
        codes,
        areas,
        codes,
        numbers,
        statuses,
        np.full(n, flags, np.uint8),
    )


def catalogue(*variables: Variable, indicators: Sequence[Indicator] = ()) -> Catalogue:
    return Catalogue(
        {"dem": Theme("dem", "Demografie", 1)},
        {"alle": "Alle"},
        {v.id: v for v in variables},
        {i.id: i for i in indicators},
    )


def variable(key: str, expression: str = "", kind: str = "count") -> Variable:
    return Variable(key, key, "Personen", kind, SOURCE, expression=expression)


def counted(
    *delivered: Observations,
    rest: Sequence[Observations] = (),
    land: AreaTree | None = None,
    variables: Sequence[Variable] = (),
) -> Counts:
    """Everything delivered, counted up over the six areas."""
    return count_up(
        concatenate(delivered), concatenate(rest) if rest else empty(), land or tree(), catalogue(*variables)
    )


def at(counts: Counts, variable: str, level: str, key: str, period: Period | None = None) -> Said:
    """The number of one cell if its status is ok or zero, else the name of its status."""
    matrix = counts.matrices[variable][level]
    place = counts.tree.keys[level].index(key), counts.periods.index(period) if period else -1
    number, status = float(matrix.number[place]), Status(int(matrix.status[place]))
    agrees = not np.isnan(number) and status == (Status.ok if number else Status.zero)
    return number if agrees else status.name


def indicator(
    method: str = "share",
    numerator: str = "x",
    denominator: str = "n",
    factor: float = 100,
    rules: Rules | None = None,
    date: str = "same_date",
) -> Indicator:
    return Indicator(
        id="quote",
        title="Quote",
        short="Quote",
        theme="dem",
        tier="core",
        life_phase="alle",
        definition="x von n",
        method=method,
        numerator=numerator,
        denominator=denominator,
        factor=factor,
        unit="%",
        decimals=1,
        direction="neutral",
        statement="Von 100 sind {value} x.",
        per="je 100",
        relevance="",
        reading="",
        caveats=(),
        source=SOURCE,
        population="",
        principle="residence",
        periodicity="jährlich",
        denominator_date=date,
        rules=rules or Rules(),
    )


def cube_of(counts: Counts, level: str = "stadtteil", **of: object) -> Cube:
    return build(indicator(**of), counts)[level]  # type: ignore[arg-type]  # the words of `indicator`


def cell_of(cube: Cube, key: str, period: Period | None = None) -> tuple[float | None, float | None, str]:
    """Numerator, denominator and status of one cell."""
    place = cube.keys.index(key), cube.periods.index(period) if period else -1
    n = None if cube.denominator is None else cube.denominator[place]
    return _number(cube.numerator[place]), _number(n), Status(int(cube.status[place])).name


def _number(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else float(value)


METHODS = family()
