"""GeoJSON of downloads: one area a feature, with its numbers, its print and its class."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import NUMBER, german
from atlas.publishing.readers.csv import NUMBERS, from_row
from indicators.disclosure.said import Frame, Said
from indicators.disclosure.statements import Span

TITLE = "GeoJSON"
PRINT = re.compile(rf"\(?({NUMBER})\)?[a-z]*")  # in brackets: uncertain; letters behind it: provisional, estimated ...
CLASS = re.compile(rf"(?:({NUMBER}) )?bis ({NUMBER})|({NUMBER})")


def fits(artefact: Artefact) -> bool:
    """Whether it is a collection of features that name areas; outlines alone name none in this way."""
    body = artefact.body.lstrip()
    return body[:1] == b"{" and b'"FeatureCollection"' in body[:300] and b'"area_key"' in body


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Every feature; ValueError where it lacks what it needs."""
    features = json.loads(artefact.body).get("features")
    found = features if isinstance(features, list) else []
    rows = [one["properties"] for one in found if isinstance(one, dict) and isinstance(one.get("properties"), dict)]
    if not rows or len(rows) < len(found):
        raise ValueError("nicht jedes Objekt hat Eigenschaften")
    return [said for row in rows for said in from_feature(row, artefact)]


def from_feature(row: Mapping[str, Any], artefact: Artefact) -> Iterable[Said]:
    """The statements of one area: its numbers as in a CSV, then what is printed and the class it lies in."""
    words = {name: "" if value is None else str(value) for name, value in row.items()}
    yield from from_row(words, artefact)
    if words.get("areas"):
        return
    where = words["indicator"], words["level"], words["area_key"], words["period"]
    if found := PRINT.fullmatch(words["text"]):
        yield Said(*where, "value", _printed(found[1]))
    if found := CLASS.fullmatch(words["class"]):
        low, high, alone = found.groups()
        least, most = _printed(low or alone or high)[0], _printed(high or alone)[1]
        yield Said(*where, "value", (least if low or alone else float("-inf"), most))
    elif words["class"] and not any(words[part] for part in NUMBERS):
        raise ValueError(f"eine Klasse „{words['class']}“ ohne Zahl bei {words['area_key']}")


def _printed(text: str) -> Span:
    """A printed value: a whole number is rounded, too."""
    low, high = german(text)
    return (low - 0.5, high + 0.5) if low == high else (low, high)
