"""A deck of twelve slides with four maps of 100 and of 600 areas: seconds, memory of the process, bytes."""

import subprocess
import sys
from collections.abc import Iterator

from bench import ROUNDS, Row
from bench._towns import ROOT, musterstadt, settings

TITLE = "Slides"
SECONDS = {100: 2.0, 600: 4.0}  # areas -> at most
SLIDES = 12
MEASURE = """
import resource, sys, time
from pathlib import Path
from statistics import median
from pptx import Presentation
import io
from atlas.city import open_city
from atlas.reports.compose import compose
from atlas.reports.design import Design
from atlas.reports.formats import pptx
from atlas.reports.template import check_template

shown = ["ant_u18", "mindestsich_u15", "kita_3_u6"]
maps = [{"kind": "map", "title": one, "indicator": one} for one in (*shown, "bev_insg")]
chapters = [
    {"kind": "title"},
    {"kind": "glance", "title": "Auf einen Blick", "indicators": shown},
    {"kind": "text", "title": "In Worten", "indicators": shown},
    *maps,
    {"kind": "series", "title": "Verlauf", "indicators": shown[:1]},
    {"kind": "ranking", "title": "Rang", "indicator": shown[0]},
    {"kind": "spine", "title": "Einordnung", "indicators": shown},
    {"kind": "table", "title": "Zahlen", "indicators": shown[:1]},
    {"kind": "sources", "title": "Quellen"},
]
city = open_city(Path(sys.argv[1]))
template = check_template("zwoelf", {"title": "Zwölf", "chapters": chapters}, city, "zwoelf.toml", [])
taken = []
for key in city.tree.keys["stadtteil"][: int(sys.argv[2])]:
    started = time.perf_counter()
    file = pptx.write(compose(template, city, "stadtteil", (key,)), Design())
    taken.append(time.perf_counter() - started)
slides = len(Presentation(io.BytesIO(file)).slides)
print(taken[0], median(taken), len(file) / 1e6, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, slides)
"""


def rows() -> Iterator[Row]:
    """Each deck is another area's, composed and written in a process of its own."""
    for areas, most in SECONDS.items():
        command = [sys.executable, "-c", MEASURE, str(musterstadt(areas)), str(ROUNDS)]
        done = subprocess.run(command, cwd=ROOT, env=settings(), capture_output=True, text=True, check=True)
        first, usual, size, memory, slides = map(float, done.stdout.split())
        if slides != SLIDES:
            raise RuntimeError(f"{slides:.0f} slides instead of {SLIDES}")
        yield Row(f"twelve slides, four maps of {areas} areas", usual, "s", at_most=most)
        yield Row("  the first one of a process", first, "s")
        yield Row("  bytes", size, "MB", at_most=3)
        yield Row("  memory of the process", memory, "MB", at_most=500)
