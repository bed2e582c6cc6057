"""Natural breaks over as many areas as Germany has municipalities."""

import time
from collections.abc import Iterator

import numpy as np

from bench import Row, median_of
from indicators.classes import classify

TITLE = "Classing"
AREAS = 11_000
CLASSES = 7


def rows() -> Iterator[Row]:
    """Seconds for one exact Fisher-Jenks classification."""
    values = np.random.default_rng(1).lognormal(2, 0.8, AREAS)

    def once() -> float:
        started = time.perf_counter()
        classify(values, "jenks", CLASSES)
        return time.perf_counter() - started

    yield Row(f"natural breaks, {AREAS:,} values, {CLASSES} classes", median_of(once), "s", at_most=1)
