"""A paper with four maps, tables, lines and a ranking as a Word file and as a workbook, from the town to the bytes."""

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from atlas.city import City, open_city
from atlas.reports.compose import compose
from atlas.reports.design import Design
from atlas.reports.formats import docx, xlsx
from atlas.reports.template import Template, check_template
from bench import ROUNDS, Row
from bench._towns import musterstadt
from bench.map import LEVEL
from indicators.errors import FaultyInput

TITLE = "Word and Excel"
SIZES = (100, 600)  # areas
SECONDS = 2.0
CHAPTERS: list[dict[str, Any]] = [
    {"kind": "title"},
    {"kind": "glance", "title": "Auf einen Blick"},
    {"kind": "text", "title": "In Worten", "indicators": ["ant_u18", "mindestsich_u15", "kita_3_u6"]},
    {"kind": "map", "title": "Kinder", "indicator": "ant_u18"},
    {"kind": "map", "title": "Bevölkerung", "indicator": "bev_insg"},
    {"kind": "map_pair", "title": "Lage", "indicators": ["mindestsich_u15", "hh_alleinerz"]},
    {"kind": "series", "title": "Entwicklung", "indicators": ["ant_u18", "mindestsich_u15"], "beside": True},
    {"kind": "ranking", "title": "Rangfolge", "indicator": "mindestsich_u15"},
    {"kind": "spine", "title": "Einordnung"},
    {"kind": "table", "title": "Indikatoren", "tier": "core"},
    {"kind": "table", "title": "Vergleich", "indicators": ["ant_u18", "mindestsich_u15"], "of": "areas"},
    {"kind": "methods", "title": "Definitionen"},
    {"kind": "sources", "title": "Quellen"},
]


def rows() -> Iterator[Row]:
    """Seconds and kilobytes, another area each time; the first of a worker apart."""
    for areas in SIZES:
        city = open_city(musterstadt(areas))
        for name, write in (("Word", docx.write), ("Excel", xlsx.write)):
            taken, sizes = _written(city, write)
            label = f"{areas} areas, {name}"
            yield Row(f"{label}: paper of 12 chapters with 4 maps", median(taken[1:]), "s", at_most=SECONDS)
            yield Row(f"{label}: the first one of a worker", taken[0], "s")
            yield Row(f"{label}: bytes", median(sizes), "kB")


def _written(city: City, write: Callable[..., bytes]) -> tuple[list[float], list[float]]:
    template = _template(city)
    taken, sizes = [], []
    for key in city.tree.keys[LEVEL][5 : 6 + ROUNDS]:
        started = time.perf_counter()
        made = write(compose(template, city, LEVEL, (key,)), Design())
        taken.append(time.perf_counter() - started)
        sizes.append(len(made) / 1000)
    return taken, sizes


def _template(city: City) -> Template:
    faults: list[Any] = []
    template = check_template("lage", {"title": "Lagebericht", "chapters": CHAPTERS}, city, "lage.toml", faults)
    if template is None or faults:
        raise FaultyInput(faults)
    return template
