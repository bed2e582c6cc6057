"""Short profiles of 60 areas as PDF, compose included; every one of them on two pages."""

import io
import time
from collections.abc import Iterator

import pypdf

from atlas.city import open_city
from atlas.reports.compose import compose
from atlas.reports.design import Design
from atlas.reports.formats import html, pdf
from atlas.reports.template import read_template
from bench import Row
from bench._towns import musterstadt
from bench.map import LEVEL

TITLE = "Papers"
AREAS = 60
PAGES = {"stadtteilprofil-kurz": 2, "stadtteilprofil-lang": 6}


def rows() -> Iterator[Row]:
    """Seconds for all areas, kilobytes of the largest; RuntimeError for a paper that does not fit its pages."""
    city = open_city(musterstadt(AREAS))
    keys = city.tree.keys[LEVEL][:AREAS]
    for name, promised in PAGES.items():
        template = read_template(name, city)
        started = time.perf_counter()
        files = [pdf.write(compose(template, city, LEVEL, (key,)), Design()) for key in keys]
        taken = time.perf_counter() - started
        yield Row(f"{name}: {AREAS} PDFs", taken, "s", at_most=10 if promised == 2 else None)
        yield Row(f"{name}: the largest PDF", max(map(len, files)) / 1000, "kB", at_most=400)
        found = {key: len(pypdf.PdfReader(io.BytesIO(file)).pages) for key, file in zip(keys, files, strict=True)}
        if set(found.values()) != {promised}:
            raise RuntimeError(f"{name}: {[key for key, n in found.items() if n != promised]} not on {promised} pages")
        started = time.perf_counter()
        page = html.write(compose(template, city, LEVEL, keys[:1]), Design())
        yield Row(f"{name}: HTML", (time.perf_counter() - started) * 1000, "ms")
        yield Row(f"{name}: HTML", len(page) / 1000, "kB")
