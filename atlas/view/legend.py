"""Classes and legends: common to all years unless asked otherwise, classed by unrounded values, printed so that no
printed value contradicts its class."""

import numpy as np
from numpy.typing import NDArray

from atlas.bounds import printed_bounds
from atlas.city import City, Grid
from atlas.numbers import SIGNS
from atlas.selection import SCHEME_TITLES, Selection
from atlas.view.model import Legend, LegendClass, LegendStatus
from indicators.classes import assign, classify
from indicators.model import Indicator, Status

LISTED = (Status.secret, Status.missing, Status.not_applicable, Status.later, Status.uncertain)


def is_circle(indicator: Indicator) -> bool:
    """Counts are drawn as proportional circles; fills are for ratios only."""
    return not indicator.denominator and indicator.method != "given"


def shown_values(city: City, grid: Grid, selection: Selection) -> NDArray[np.float64]:
    """(areas, periods) what the map shows: values, or differences from the city value; nan elsewhere."""
    shown = np.where(grid.cube.exists, grid.value, np.nan)
    if not selection.deviation:
        return shown
    top = city.grid(selection.indicator, city.top)
    if top is None:
        return np.full(shown.shape, np.nan)
    column = {p: i for i, p in enumerate(top.cube.periods)}
    city_values = np.array([top.value[0, column[p]] if p in column else np.nan for p in grid.cube.periods])
    return shown - city_values[None, :]


def bins(selection: Selection, shown: NDArray[np.float64], column: int) -> tuple[tuple[float, ...], float]:
    """Upper bounds and the lowest value of the classes for the shown period (all periods when common)."""
    pool = shown if selection.common else shown[:, column]
    pool = pool[~np.isnan(pool)]
    if not len(pool):
        return (), float("nan")
    if selection.deviation:
        # around the city value: the same widths above and below
        reach = np.quantile(np.abs(pool), (0.35, 0.75)) if len(pool) > 1 else np.array([abs(pool[0]), abs(pool[0])])
        inner, outer = (float(r) for r in reach)
        edges = sorted({-outer, -inner, inner, outer})
        return (*[e for e in edges if e < pool.max()], float(pool.max())), float(pool.min())
    own = selection.breaks if selection.scheme == "own" else None
    found = classify(pool, selection.scheme, selection.classes, own)
    return tuple(float(b) for b in found.bins), float(found.lowest)


def legend(
    city: City, indicator: Indicator, grid: Grid, selection: Selection, column: int
) -> tuple[Legend, NDArray[np.int16]]:
    """The legend of one period and the class of every area (areas,), -1 for none."""
    shown = shown_values(city, grid, selection)
    edges, lowest = bins(selection, shown, column)
    return legend_of(city, indicator, grid, selection, column, shown, edges, lowest)


def legend_of(
    city: City,
    indicator: Indicator,
    grid: Grid,
    selection: Selection,
    column: int,
    shown: NDArray[np.float64],
    edges: tuple[float, ...],
    lowest: float,
) -> tuple[Legend, NDArray[np.int16]]:
    """As `legend`, with classes already chosen."""
    classes = assign(shown[:, column], edges) if edges else np.full(len(shown), -1)
    classes = np.where(np.isnan(shown[:, column]), -1, classes).astype(np.int16)
    entries = _entries(indicator, edges, lowest, classes, selection, shown)
    exists = grid.cube.exists[:, column]
    statuses = []
    for status in LISTED:
        count = int(((grid.cube.status[:, column] == status) & exists & np.isnan(grid.value[:, column])).sum())
        if count:
            statuses.append(LegendStatus(status, SIGNS[status].sign, SIGNS[status].word, count))
    kind = "circle" if is_circle(indicator) else ("diverging" if selection.deviation else "fill")
    scheme = "rund um den Wert der Stadt" if selection.deviation else SCHEME_TITLES[selection.scheme]
    spread = "gemeinsame Klassen aller Zeitpunkte" if selection.common else "Klassen nur dieses Zeitpunkts"
    note = f"{spread}; {int(exists.sum())} Gebiete"
    return Legend(kind, selection.scheme, scheme, entries, tuple(statuses), edges, lowest, note), classes


def _entries(
    indicator: Indicator,
    edges: tuple[float, ...],
    lowest: float,
    classes: NDArray[np.int16],
    selection: Selection,
    shown: NDArray[np.float64],
) -> tuple[LegendClass, ...]:
    if not edges:
        return ()
    bounds = printed_bounds(edges, lowest, indicator.decimals, shown)
    lows = (lowest, *edges[:-1])
    count = np.bincount(classes[classes >= 0], minlength=len(edges))
    entries = []
    for place, (low, high) in enumerate(zip(lows, edges, strict=True)):
        first, last = bounds[place]
        label = first if first == last else f"{first} bis {last}"
        entries.append(LegendClass(low, high, label, int(count[place]), place))
    return tuple(entries)
