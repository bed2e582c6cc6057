"""A PDF profile of one area over the whole catalogue, after warm-up."""

import time
from collections.abc import Iterator
from statistics import median

from atlas.city import open_city
from atlas.download import make_from_query
from bench import ROUNDS, Row
from bench._towns import musterstadt
from bench.map import LEVEL

TITLE = "PDF"
AREAS = 600


def rows() -> Iterator[Row]:
    """Milliseconds from the request to the bytes, another area each time."""
    city = open_city(musterstadt(AREAS))
    keys = city.tree.keys[LEVEL]
    taken = []
    for key in keys[5 : 6 + ROUNDS]:
        started = time.perf_counter()
        made = make_from_query(city, "pdf", {"inhalt": "profil", "ebene": LEVEL, "gebiete": key})
        taken.append((time.perf_counter() - started) * 1000)
        if not made.content.startswith(b"%PDF"):
            raise RuntimeError(f"{key}: no PDF")
    yield Row("profile of one area, warm", median(taken[1:]), "ms", at_most=150)
    yield Row("the first one of a worker", taken[0], "ms")
