"""CSV of downloads and of `atlas values`, with comma or for a German Excel: one value a row, unrounded."""

import csv
import io
from pathlib import PurePath

from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import row_said, together
from indicators.disclosure.said import Frame, Said

TITLE = "CSV"
NUMBERS = ("numerator", "denominator", "value", "lower", "upper")
BOM = b"\xef\xbb\xbf"


def fits(artefact: Artefact) -> bool:
    """Whether the header is that of our files."""
    head = artefact.body.removeprefix(BOM)
    return head.startswith((b"area_key,", b"area_key;"))


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Every row; `atlas values` does not name its indicator, so that the file's name has to."""
    text = artefact.body.removeprefix(BOM).decode("utf-8")
    german = text.startswith("area_key;")
    said = []
    for row in csv.DictReader(io.StringIO(text), delimiter=";" if german else ","):
        said += from_row({k: v.replace(",", ".") if german and k in NUMBERS else v for k, v in row.items()}, artefact)
    return said


def from_row(row: dict[str, str], artefact: Artefact) -> list[Said]:
    """The statements of one row; ValueError where it lacks what it needs."""
    indicator = row.get("indicator") or artefact.about.get("indikator") or PurePath(artefact.name).stem
    try:
        key = together(row["area_key"].removeprefix("'"), artefact.about)
        where = indicator, row["level"], key, row["period"].removeprefix("'")
        numbers = {part: float(row[part]) if row[part] else None for part in NUMBERS}
        return [] if row.get("areas") else list(row_said(where, numbers, row["status"]))
    except KeyError as missing:
        raise ValueError(f"die Spalte {missing} fehlt") from None
