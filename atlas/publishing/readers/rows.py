"""JSON of `atlas values --format json`: a list of rows."""

import json

from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers.csv import from_row
from indicators.disclosure.said import Frame, Said

TITLE = "JSON"


def fits(artefact: Artefact) -> bool:
    """Whether it is a list of rows with keys of areas."""
    return artefact.body.lstrip()[:1] == b"[" and b'"area_key"' in artefact.body[:200]


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Every row."""
    rows = json.loads(artefact.body)
    return [one for row in rows for one in from_row({k: "" if v is None else str(v) for k, v in row.items()}, artefact)]
