"""Named streams of chance: one seed, one independent generator a name, so that a new table never changes an old one."""

import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray


def stream(seed: int, name: str) -> np.random.Generator:
    """The generator of `name`; the same seed and name give the same numbers.

    >>> bool(stream(1, "births").integers(10**9) == stream(1, "births").integers(10**9))
    True
    """
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def smooth_field(seed: int, name: str, places: NDArray[np.float64], waves: tuple[float, ...]) -> NDArray[np.float64]:
    """A smooth random surface at `places` (a, 2), mean 0 and standard deviation 1 over them; `waves` are lengths in km.

    Sum of 24 random plane waves a length (Shinozuka 1971), longer waves weigh more.
    """
    chance = stream(seed, name)
    surface = np.zeros(len(places))
    for length in waves:
        heading = chance.uniform(0, 2 * np.pi, 24)
        turn = chance.uniform(0, 2 * np.pi, 24)
        phase = 2 * np.pi / length * (places @ np.stack([np.cos(heading), np.sin(heading)])) + turn
        surface += np.sqrt(length) * np.cos(phase).sum(axis=1)
    return standardise(surface)


def standardise(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean 0, standard deviation 1 over the last axis; 0 where nothing varies."""
    spread = values.std(axis=-1, keepdims=True)
    return (values - values.mean(axis=-1, keepdims=True)) / np.where(spread > 0, spread, 1)


def counted(
    seed: int, name: str, whole: NDArray[np.int64], share: NDArray[np.floating[Any]], memory: float = 0.85
) -> NDArray[np.int64]:
    """How many of `whole` (years, areas) belong to a group of expected `share`: 0 <= result <= whole.

    Small groups are binomial draws; larger ones keep their deviation from year to year (first-order autoregression
    with `memory`), because stocks of people change slowly.
    """
    chance = stream(seed, name)
    share = np.clip(np.broadcast_to(share, whole.shape), 0.0, 1.0)
    spread = np.sqrt(whole * share * (1 - share))
    shock = chance.normal(0, 1, whole.shape)
    for year in range(1, len(shock)):
        shock[year] = memory * shock[year - 1] + np.sqrt(1 - memory**2) * shock[year]
    large = np.rint(whole * share + spread * shock).astype(np.int64)
    small = chance.binomial(whole, share)
    return np.clip(np.where(spread >= 3, large, small), 0, whole)


def happened(seed: int, name: str, expected: NDArray[np.floating[Any]]) -> NDArray[np.int64]:
    """Events (Poisson) around `expected` (years, areas)."""
    return stream(seed, name).poisson(expected)
