"""Whether two counts of the same thing differ by more than chance; assumes whole counts that were not estimated.

As the limits of `indicators.intervals` this describes the chance fluctuation of a process. The two counts are taken
as independent; people who are counted in both make a real change look more like chance, never less.
"""

import math

from indicators.intervals import wilson

ALPHA = 0.05
REACH = 12  # standard deviations; what lies beyond adds nothing to a sum of floats


def proportions_differ(old: tuple[float, float], new: tuple[float, float]) -> bool:
    """Whether 0 lies outside of the 95 % interval of the difference of two proportions, each (x, n) with n > 0."""
    lower, upper = difference_of_proportions(new, old)
    return lower > 0 or upper < 0


def difference_of_proportions(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """95 % limits of p - q, for p = x/n of `one` and q of `other`, out of their Wilson limits (l, u), (k, v):

    p - q - sqrt((p - l)² + (v - q)²)  to  p - q + sqrt((u - p)² + (q - k)²)

    Newcombe (1998), Statistics in Medicine 17:873, method 10, whose 56/70 and 48/80 is:

    >>> [round(limit, 4) for limit in difference_of_proportions((56, 70), (48, 80))]
    [0.0524, 0.3339]
    """
    p, q = one[0] / one[1], other[0] / other[1]
    lower, upper = wilson([one[0], other[0]], [one[1], other[1]])
    (low, under), (high, over) = lower.tolist(), upper.tolist()
    return p - q - math.hypot(p - low, over - q), p - q + math.hypot(high - p, q - under)


def rates_differ(old: tuple[float, float], new: tuple[float, float]) -> bool:
    """Whether two Poisson rates x/n differ at the 5 % level."""
    return rates_p(old, new) < ALPHA


def rates_p(old: tuple[float, float], new: tuple[float, float]) -> float:
    """Two-sided p of the conditional test: of m = x + y events, x are binomial with n / (n + k) under equal rates.

    p = min(1, 2 min(P(X <= x), P(X >= x))); 1 without events. Przyborowski & Wilenski (1940), Biometrika 31:313;
    the C-test of Krishnamoorthy & Thomson (2004), J. Statistical Planning and Inference 119:23.

    >>> round(rates_p((0, 10), (6, 10)), 9) == 2 / 2**6
    True
    """
    events, share = int(old[0] + new[0]), old[1] / (old[1] + new[1])
    if not events:
        return 1.0
    mean, reach = events * share, REACH * (1 + math.sqrt(events * share * (1 - share)))
    within = range(max(0, math.floor(mean - reach)), min(events, math.ceil(mean + reach)) + 1)
    below = math.fsum(_binomial(k, events, share) for k in within if k <= old[0])
    above = math.fsum(_binomial(k, events, share) for k in within if k >= old[0])
    return min(1.0, 2 * min(below, above))


def _binomial(k: int, m: int, share: float) -> float:
    """The chance of k out of m; by logarithms, as the number of choices outgrows a float."""
    chosen = math.lgamma(m + 1) - math.lgamma(k + 1) - math.lgamma(m - k + 1)
    return math.exp(chosen + k * math.log(share) + (m - k) * math.log1p(-share))
