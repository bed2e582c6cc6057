"""Where the dots of a distribution strip lie: stacked around the middle line, the same every time."""

import numpy as np
from numpy.typing import NDArray

MOST_DOTS = 1500  # beyond that many areas a dot is smaller than a pixel, and columns say the same


def offsets(values: NDArray[np.float64], low: float, high: float, columns: int) -> NDArray[np.float64]:
    """(n,) distance of every dot from the middle line, in dots: 0, 1, -1, 2, -2 ... in each of `columns`.

    Values lie in [low, high] and keep their own place along the line; ties follow the order given.
    """
    column = _column(values, low, high, columns)
    order = np.lexsort((np.arange(len(values)), values, column))
    sorted_columns = column[order]
    first = np.searchsorted(sorted_columns, sorted_columns, side="left")
    place = np.arange(len(values)) - first
    size = np.bincount(column, minlength=columns)[sorted_columns]
    # the stack is filled from the middle: place 0 is the middle, then one up, one down
    away = (place + 1) // 2 * np.where(place % 2 == 1, 1.0, -1.0)
    away = away - np.where(size % 2 == 0, 0.5, 0.0)  # an even stack stands astride the line
    found = np.empty(len(values))
    found[order] = away
    return found


def heights(values: NDArray[np.float64], low: float, high: float, columns: int) -> NDArray[np.int64]:
    """(columns,) how many values fall into each column."""
    return np.bincount(_column(values, low, high, columns), minlength=columns)


def _column(values: NDArray[np.float64], low: float, high: float, columns: int) -> NDArray[np.int64]:
    span = high - low
    if span <= 0:
        return np.zeros(len(values), np.int64)
    return np.minimum(((values - low) / span * columns).astype(np.int64), columns - 1)
