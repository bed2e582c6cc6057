"""The job behind the page Berichte: a paper for every area of a level, into one ZIP beside the job."""

import json
from pathlib import Path
from typing import Any, Final

from atlas.city import open_city
from atlas.progress import Step
from atlas.reports.making import Wanted, make_all
from indicators.written import write_whole

ASKED: Final = "asked.json"  # beside the job: what the page asked for
STOP: Final = "stop"  # a file of this name: the visitor wants no more


def do(city: Path, place: Path, step: Step) -> dict[str, Any]:
    """Make them; its answer as JSON. AtlasError and WrongUse say why it cannot be."""
    asked = json.loads((place / ASKED).read_text("utf-8"))
    opened = open_city(city)
    try:
        year = int(asked["year"]) if asked["year"] else None
        wanted = Wanted(asked["template"], asked["level"], (), year, asked["status"])
        batch = make_all(opened, wanted, asked["format"], step, (place / STOP).exists)
    finally:
        opened.engine.dispose()
    write_whole(place / batch.download.name, batch.download.content)
    failed = [{"name": one.name, "sentence": one.sentence} for one in batch.failed]
    return {"file": batch.download.name, "made": batch.made, "failed": failed}
