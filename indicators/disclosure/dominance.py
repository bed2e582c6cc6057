"""Dominance: whether somebody can reckon a single contribution to a sum of money or places; arithmetic only.

Rules (n,k), p percent and (p,q) of Hundepool et al. 2012, Statistical Disclosure Control, section 4.2.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]


def largest_contributions(contribution: Numbers, cell: NDArray[np.int64], cells: int) -> tuple[Numbers, Numbers]:
    """(cells,) the sum of each cell, and (cells, 2) its largest and second largest contribution, 0 where none is.

    `contribution` (contributors,), `cell` (contributors,) the cell of each; contributions are not negative.

    >>> total, largest = largest_contributions(np.array([5.0, 80.0, 15.0]), np.array([0, 0, 0]), 1)
    >>> float(total[0]), largest[0].tolist()
    (100.0, [80.0, 15.0])
    """
    total, largest = np.zeros(cells), np.zeros((cells, 2))
    np.add.at(total, cell, contribution)
    order = np.lexsort((-contribution, cell))
    own, first = np.unique(cell[order], return_index=True)
    largest[own, 0] = contribution[order][first]
    second = first + 1
    there = (second < len(order)) & (cell[order][np.minimum(second, len(order) - 1)] == own)
    largest[own[there], 1] = contribution[order][second[there]]
    return total, largest


def by_largest(total: Numbers, largest: Numbers, n: int, k: float) -> Mask:
    """(n,k): the `n` (1 or 2) largest make up more than `k` percent of the total. `largest` (..., 2).

    >>> by_largest(np.array([100.0]), np.array([[60.0, 20.0]]), 2, 75).tolist()
    [True]
    """
    return np.asarray((total > 0) & (largest[..., :n].sum(axis=-1) > k / 100 * total))


def by_second(total: Numbers, largest: Numbers, p: float, q: float = 100.0) -> Mask:
    """p percent: the second largest reckons the largest to within `p` percent; (p,q): who knew it to `q` before.

    >>> by_second(np.array([100.0]), np.array([[60.0, 35.0]]), 10).tolist()
    [True]
    """
    rest = total - largest[..., 0] - largest[..., 1]
    return np.asarray((total > 0) & (rest < p / q * largest[..., 0]))
