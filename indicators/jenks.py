"""Natural breaks: the classes of least spread, exactly, in O(k m log m); assumes distinct values, ascending.

Fisher (1958), JASA 53:789: best(c, j), the least spread of c classes over the first j values, is the least of
best(c - 1, i) + ssd(i .. j) over i, where the last class begins. The best i never falls when j grows, so a
row is filled from its middle: the middle's i bounds both halves. All middles of one depth go at once.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def jenks(distinct: Floats, times: NDArray[np.int64], k: int) -> list[float]:
    """Upper bounds of the k classes with the least sum of squared deviations from the class means.

    `distinct` ascending (m,), `times` how often each occurs (m,), 1 <= k <= m. Of several best breaks the one
    with the lowest bounds. Squares are summed around the median, which an outlier does not move.
    """
    m = len(distinct)
    centred = distinct - distinct[m // 2]
    weight, total, square = (
        np.concatenate([[0.0], np.cumsum(times * power)]) for power in (np.ones(m), centred, centred**2)
    )

    def ssd(i: NDArray[np.int64], j: NDArray[np.int64]) -> Floats:
        spread: Floats = (square[j] - square[i]) - (total[j] - total[i]) ** 2 / (weight[j] - weight[i])
        return spread

    best = np.zeros(m + 1)
    best[1:] = ssd(np.zeros(m, np.int64), np.arange(1, m + 1))  # one class over the first j values
    begins = []  # for 2, 3 .. k - 1 classes over the first j values: where the last one begins
    for c in range(2, k):
        begin = np.zeros(m + 1, np.int64)
        least = np.full(m + 1, np.inf)
        step = 1 << (m - c + 1).bit_length() - 1
        while step:  # the row is j = c .. m; j - step and j + step are filled or outside
            j = np.arange(c - 1 + step, m + 1, 2 * step)
            low = np.where(j - step < c, c - 1, begin[j - step])
            high = np.where(j + step > m, j - 1, np.minimum(begin[np.minimum(j + step, m)], j - 1))
            length = high - low + 1
            first = np.cumsum(length) - length
            i = np.arange(length.sum()) + np.repeat(low - first, length)
            spread = best[i] + ssd(i, np.repeat(j, length))
            least[j] = np.minimum.reduceat(spread, first)
            reached = np.flatnonzero(spread == np.repeat(least[j], length))
            begin[j] = i[reached[np.searchsorted(reached, first)]]
            step //= 2
        best = least
        begins.append(begin)
    ends = [m]
    if k > 1:  # the k-th class ends with the last value: one j instead of a row
        i = np.arange(k - 1, m)
        ends.append(k - 1 + int(np.argmin(best[i] + ssd(i, np.full(len(i), m)))))
    for begin in reversed(begins):
        ends.append(int(begin[ends[-1]]))
    return [float(distinct[end - 1]) for end in reversed(ends)]
