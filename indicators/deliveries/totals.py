"""Delivered totals against the sum of their delivered parts and what has no area; the report and the preview say it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indicators.counting.aggregate import Matrix, delivered_matrices
from indicators.counting.tree import AreaTree
from indicators.deliveries.reading import Reading, Resolved
from indicators.model import Catalogue, Period
from indicators.observations import Observations, distinct

SHOWN: Final = 20  # differences of one pair of levels that are listed; the counts are of all
Json = dict[str, Any]


def adding(variables: Iterable[str], catalogue: Catalogue) -> set[str]:
    """Those that add up: known, and no rate delivered without counts."""
    return {v for v in variables if v in catalogue.variables and catalogue.variables[v].kind != "given"}


def totals_of(reading: Reading, resolved: Resolved, tree: AreaTree, catalogue: Catalogue) -> list[Json]:
    """The comparisons for the variables and periods that a file speaks of, with whatever else counts for them."""
    spoken = {*_spoken(reading.observations), *_spoken(reading.residuals)}
    o, rest = _about(spoken, resolved.observations), _about(spoken, resolved.residuals)
    levels = np.zeros((len(o.variables), len(o.levels)), np.bool_)
    levels[o.variable, o.level] = True
    o = o.take((levels.sum(axis=1) > 1)[o.variable])  # of one level alone there is nothing to compare
    used = {o.periods[place] for place in np.unique(o.period).tolist()}
    periods = tuple(sorted(used | {rest.periods[place] for place in np.unique(rest.period).tolist()}))
    delivered, residuals = delivered_matrices(o, tree, periods), delivered_matrices(rest, tree, periods)
    return list(compare_totals(delivered, residuals, tree, periods, adding(delivered, catalogue)))


def _spoken(o: Observations) -> Iterator[tuple[str, Period]]:
    """Every variable with every period that it has a row for."""
    codes = distinct(o.variable.astype(np.int64) * len(o.periods) + o.period, len(o.variables) * len(o.periods))
    yield from ((o.variables[code // len(o.periods)], o.periods[code % len(o.periods)]) for code in codes.tolist())


def _about(spoken: set[tuple[str, Period]], o: Observations) -> Observations:
    """The rows of these variables and periods."""
    asked = np.array([[(v, p) in spoken for p in o.periods] for v in o.variables], np.bool_)
    return o.take(asked[o.variable, o.period]) if asked.size else o


def compare_totals(
    delivered: Mapping[str, Mapping[str, Matrix]],
    rest: Mapping[str, Mapping[str, Matrix]],
    tree: AreaTree,
    periods: tuple[Period, ...],
    adds: set[str],
) -> Iterator[Json]:
    """Delivered totals against the sum of the delivered parts and the residual."""
    for variable in sorted(adds):
        for parent in tree.levels:
            for child in tree.finer(parent):
                if parent in delivered[variable] and child in delivered[variable]:
                    whole, parts = delivered[variable][parent], delivered[variable][child]
                    extra = rest.get(variable, {}).get(parent)
                    yield {"variable": variable, "level": parent, "parts": child} | _compare(
                        whole, parts, extra, tree, parent, child, periods
                    )


def _compare(
    whole: Matrix,
    parts: Matrix,
    extra: Matrix | None,
    tree: AreaTree,
    parent: str,
    child: str,
    periods: tuple[Period, ...],
) -> Json:
    valid = np.column_stack([tree.valid(child, p) for p in periods])
    above = tree.parents[child, parent]
    inside = valid & (above >= 0)[:, None]
    rows = np.where(above >= 0, above, 0)
    total, exist, known = (np.zeros(whole.number.shape) for _ in range(3))
    np.add.at(total, rows, np.where(inside & parts.has_number, parts.number, 0.0))
    np.add.at(exist, rows, inside.astype(float))
    np.add.at(known, rows, (inside & parts.has_number).astype(float))
    residual = np.zeros(whole.number.shape) if extra is None else np.nan_to_num(extra.number)
    comparable: NDArray[np.bool_] = whole.has_number & (exist > 0) & (exist == known)
    beyond = np.where(comparable, whole.number - total - residual, 0.0)
    differs = np.abs(beyond) > 1e-6 * np.maximum(np.abs(np.nan_to_num(whole.number)), 1.0)
    return {
        "compared": int(comparable.sum()),
        "equal": int((comparable & ~differs).sum()),
        "incomplete": int((whole.has_number & (exist > known) & (known > 0)).sum()),
        "differences": [
            {
                "key": tree.keys[parent][row],
                "period": periods[place].iso,
                "delivered": plain_number(whole.number[row, place]),
                "sum": plain_number(total[row, place]),
                "residual": plain_number(residual[row, place]),
                "beyond": plain_number(beyond[row, place]),
            }
            for row, place in np.argwhere(differs).tolist()[:SHOWN]
        ],
    }


def plain_number(value: float) -> float | int | None:
    """For JSON: whole numbers as such, no number as null, sums without the dust of binary fractions."""
    if np.isnan(value):
        return None
    rounded = round(float(value), 9)
    return int(rounded) if rounded == int(rounded) else rounded
