"""A million rows of a long CSV into SQLite, checks included, and one indicator of 11,000 areas out of it again."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from atlas.city import City, open_city
from atlas.intake.ingest import load
from bench import Row, median_of
from indicators import store

TITLE = "Load and read"
AREAS, YEARS = 11_000, 20
GROUPS = {"insgesamt": "bev_insg", "u3": "bev_u3", "u15": "bev_u15", "u18": "bev_u18", "ab65": "bev_65"}
CITY = """key = "million"
name = "Millionenstadt"
title = "Eine Million Zeilen"
invented = true
area_key = "0"
area_name = "Millionenstadt"
[[levels]]
id = "stadt"
name = "Stadt"
plural = "Städte"
order = 1
[[levels]]
id = "stadtteil"
name = "Stadtteil"
plural = "Stadtteile"
order = 2
nested_in = "stadt"
[[areas]]
level = "stadtteil"
keys_from = "deliveries"
parents = { stadt = { area = "0" } }
[[areas]]
level = "stadt"
keys = ["0"]
"""
DELIVERY = """title = "Einwohner"
loader = "csv_long"
file = "einwohner.csv"
[source]
producer = "Statistik"
[read]
delimiter = ";"
[area]
column = "gebiet"
level = "stadtteil"
[period]
column = "jahr"
day = "12-31"
[category]
column = "gruppe"
value = "zahl"
[category.variables]
"""


def town(folder: Path, areas: int, years: int) -> Path:
    """A town with one long delivery of areas x years x groups rows; its keys are known from the delivery alone."""
    rng = np.random.default_rng(1)
    (folder / "deliveries").mkdir(parents=True)
    (folder / "raw").mkdir()
    (folder / "city.toml").write_text(CITY, "utf-8")
    variables = "\n".join(f'{name} = "{variable}"' for name, variable in GROUPS.items())
    (folder / "deliveries" / "einwohner.toml").write_text(DELIVERY + variables + "\n", "utf-8")
    with (folder / "raw" / "einwohner.csv").open("w", encoding="utf-8") as file:
        file.write("jahr;gebiet;gruppe;zahl\n")
        for year in range(2025 - years, 2025):
            total = rng.integers(500, 3000, areas)
            parts = [total, *(rng.binomial(total, share) for share in (0.03, 0.14, 0.17, 0.2))]
            for name, numbers in zip(GROUPS, parts, strict=True):
                file.writelines(f"{year};{100_000 + a};{name};{n}\n" for a, n in enumerate(numbers.tolist()))
    return folder


def rows() -> Iterator[Row]:
    """Seconds for a load, milliseconds for a read."""
    os.environ.pop("ATLAS_DATABASE_URL", None)
    os.environ.pop("ATLAS_RAW", None)
    with tempfile.TemporaryDirectory() as place:
        folder = town(Path(place) / "million", 10_000, 20)
        count = 10_000 * 20 * len(GROUPS)
        yield Row(
            f"load {count:,} rows into SQLite, checks included", median_of(lambda: _load(folder)), "s", at_most=12
        )
        wide = town(Path(place) / "wide", AREAS, YEARS)
        load(wide)
        city = open_city(wide)
        what = f"one indicator, {YEARS} years, {AREAS:,} areas"
        yield Row(f"{what} from the store", median_of(lambda: _read(city)), "ms", at_most=5)
        yield Row("the same after the minimum counts, with its values", median_of(lambda: _look(city)), "ms")


def _load(folder: Path) -> float:
    for path in folder.glob("*.sqlite*"):
        path.unlink()
    started = time.perf_counter()
    load(folder)
    return time.perf_counter() - started


def _read(city: City) -> float:
    started = time.perf_counter()
    store.read_cube(city.engine, city.edition.number, "ant_u18", "stadtteil", city.tree.keys["stadtteil"])
    return 1000 * (time.perf_counter() - started)


def _look(city: City) -> float:
    fresh = City(city.engine, city.edition)
    started = time.perf_counter()
    fresh.grid("ant_u18", "stadtteil")
    return 1000 * (time.perf_counter() - started)
