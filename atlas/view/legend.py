"""Classes and legends: common to all years unless asked otherwise, classed by unrounded values, printed so that no
printed value contradicts its class."""

import functools
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from atlas.bounds import printed_bounds
from atlas.city import City, Grid
from atlas.numbers import SIGNS
from atlas.selection import SCHEME_TITLES, Selection
from atlas.view.model import Legend, LegendClass, LegendStatus
from indicators.classes import FEWEST_AREAS, assign, classify, too_few
from indicators.model import Flag, Indicator, Status

MOST_NAMED = 3  # estimated areas that the legend names
LISTED = (
    Status.zero,
    Status.rounded_zero,
    Status.uncertain,
    Status.secret,
    Status.missing,
    Status.not_applicable,
    Status.later,
)  # the first three may have a number, and then count in their class, too


def is_circle(indicator: Indicator) -> bool:
    """Counts are drawn as proportional circles; fills are for ratios only."""
    return not indicator.denominator and indicator.method != "given"


def deviates(indicator: Indicator, selection: Selection) -> bool:
    """Whether differences from the city value are asked for and make sense: a count has none to the city's count."""
    return selection.deviation and not is_circle(indicator)


def shown_values(city: City, grid: Grid, selection: Selection) -> NDArray[np.float64]:
    """(areas, periods) what the map shows: values, or differences from the city value; nan elsewhere."""
    shown = np.where(grid.cube.exists, grid.value, np.nan)
    if not deviates(city.catalogue.indicators[selection.indicator], selection):
        return shown
    top = city.grid(selection.indicator, city.top)
    if top is None:
        return np.full(shown.shape, np.nan)
    column = {p: i for i, p in enumerate(top.cube.periods)}
    city_values = np.array([top.value[0, column[p]] if p in column else np.nan for p in grid.cube.periods])
    return shown - city_values[None, :]


@dataclass(frozen=True)
class Scale:
    """Classes before anybody is counted: unrounded upper bounds, the lowest value, printed bounds."""

    edges: tuple[float, ...]
    lowest: float
    printed: tuple[tuple[str, str], ...]  # first and last printed number of each class
    labelled: bool = False  # too few areas for classes: their values are said instead


@functools.lru_cache(256)
def scale(city: City, selection: Selection, column: int) -> Scale:
    """Classes of one column, or of all periods where they are common."""
    indicator = city.catalogue.indicators[selection.indicator]
    word = city.standing(selection.indicator, selection.level, selection.vintage)
    grid = city.grid(selection.indicator, selection.level, word)
    if grid is None:
        return Scale((), float("nan"), ())
    shown = shown_values(city, grid, selection)
    pool = shown if selection.common else shown[:, [column]]
    if np.isnan(pool).all():
        return Scale((), float("nan"), ())
    if not is_circle(indicator) and selection.scheme != "own" and _too_few(pool):
        return Scale((), float("nan"), (), labelled=True)
    pool = pool[~np.isnan(pool)]
    if deviates(indicator, selection):
        edges, lowest = _around_zero(pool)
    else:
        own = selection.breaks if selection.scheme == "own" else None
        found = classify(pool, selection.scheme, selection.classes, own)
        edges, lowest = tuple(float(b) for b in found.bins), float(found.lowest)
    return Scale(edges, lowest, printed_bounds(edges, lowest, indicator.decimals, pool))


def _too_few(pool: NDArray[np.float64]) -> bool:
    """Whether no period of (areas, periods) has enough areas with a value for classes."""
    return all(too_few(pool[:, column]) for column in range(pool.shape[1]))


def scale_of(city: City, selection: Selection, column: int) -> Scale:
    """The classes that a selection asks for, kept per edition: most of a selection does not matter to them."""
    plain = replace(selection, period="", areas=(), intervals=False, indicators=(), theme="", facilities=())
    return scale(city, plain, -1 if selection.common else column)


def _around_zero(pool: NDArray[np.float64]) -> tuple[tuple[float, ...], float]:
    """Differences from the city value: equal widths above and below it, at the 35 and 75 % quantiles of distance."""
    inner, outer = (float(r) for r in np.quantile(np.abs(pool), (0.35, 0.75)))
    low, high = float(pool.min()), float(pool.max())
    edges = sorted({e for e in (-outer, -inner, inner, outer) if low < e < high})
    return (*edges, high), low


def legend(
    city: City,
    indicator: Indicator,
    grid: Grid,
    selection: Selection,
    column: int,
    shown: NDArray[np.float64] | None = None,
) -> tuple[Legend, NDArray[np.int16]]:
    """The legend of one period and the class of every area (areas,), -1 for none."""
    shown = shown_values(city, grid, selection) if shown is None else shown
    drawn = scale_of(city, selection, column)
    classes = assign(shown[:, column], drawn.edges) if drawn.edges else np.full(len(shown), -1)
    classes = np.where(np.isnan(shown[:, column]), -1, classes).astype(np.int16)
    exists = grid.cube.exists[:, column]
    incomparable = np.isnan(shown[:, column]) & ~np.isnan(grid.value[:, column])
    known = np.where(incomparable, Status.missing, grid.cube.status[:, column])
    statuses = []
    for status in LISTED:
        count = int(((known == status) & exists).sum())
        if count:
            statuses.append(LegendStatus(status, SIGNS[status].sign, SIGNS[status].word, count))
    differs = deviates(indicator, selection)
    kind = "circle" if is_circle(indicator) else ("diverging" if differs else "fill")
    scheme = "rund um den Wert der Stadt" if differs else SCHEME_TITLES[selection.scheme]
    spread = "gemeinsame Klassen aller Zeitpunkte" if selection.common else "Klassen nur dieses Zeitpunkts"
    guessed = np.flatnonzero(((grid.cube.flags[:, column] & Flag.estimated) > 0) & exists).tolist()
    estimates = f", {len(guessed)} davon mit geschätztem Wert (s)" if guessed else ""
    if 0 < len(guessed) <= MOST_NAMED:
        estimates += f": {', '.join(city.areas[selection.level][row].name for row in guessed)}"
    own = city.level(selection.level).own
    among = "Gebiete" if own is None else "eigene Gebiete" + ("" if own.covers else ", nicht die ganze Stadt")
    note = f"{spread}; {int(exists.sum())} {among}{estimates}"
    if drawn.labelled:
        scheme, note = (
            "Werte statt Klassen",
            f"für Klassen braucht es {FEWEST_AREAS} Gebiete; hier {int(exists.sum())}{estimates}",
        )
    return (
        Legend(
            kind=kind,
            scheme=selection.scheme,
            scheme_title=scheme,
            classes=_entries(drawn, classes),
            statuses=tuple(statuses),
            bins=drawn.edges,
            lowest=drawn.lowest,
            note=note,
            labelled=drawn.labelled,
        ),
        classes,
    )


def _entries(drawn: Scale, classes: NDArray[np.int16]) -> tuple[LegendClass, ...]:
    lows = (drawn.lowest, *drawn.edges[:-1])
    count = np.bincount(classes[classes >= 0], minlength=len(drawn.edges))
    entries = []
    for place, (low, high) in enumerate(zip(lows, drawn.edges, strict=False)):
        first, last = drawn.printed[place]
        label = first if first == last else f"{first} bis {last}"
        label = f"bis {last}" if low == high and len(drawn.edges) > 1 else label  # own break at or below all values
        entries.append(LegendClass(low, high, label, int(count[place]), place))
    return tuple(entries)
