"""What a page is made of: the answers of callbacks, with tables, figures and the rows of a profile."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import (
    NUMBER,
    Where,
    counts_in,
    drawn,
    indicator_of,
    level_of,
    period_at,
    period_named,
    periods_of,
    rounded_span,
    row_said,
)
from indicators.disclosure.said import Frame, Said

TITLE = "Antwort einer Seite"
SECRET = "geheim"  # the word of a status
CELLS = {"zaehler": "numerator", "nenner": "denominator", "wert": "value"}  # fields of a view's table


def fits(artefact: Artefact) -> bool:
    """Whether it is what a callback answers, or a figure."""
    head = artefact.body.lstrip()[:300]
    return head.startswith((b'{"multi"', b'{"response"')) or b'{"data":[{' in head.replace(b" ", b"")


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """All tables, figures and profile rows in it."""
    about = dict(artefact.about)
    said: list[Said] = []
    for node in _nodes(json.loads(artefact.body)):
        if "rowData" in node and "columnDefs" in node:
            said += _table(node, about, frame)
        elif isinstance(node.get("data"), list) and "layout" in node:
            for trace in node["data"]:
                said += _trace(trace, about, frame)
        elif node.get("type") == "Tr":
            said += _profile_row(node, frame)
    return said


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    if isinstance(tree, dict):
        yield tree
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(child)


def _where(about: dict[str, str], key: str, frame: Frame, indicator: str = "", period: str = "") -> Where | None:
    """Where a number of an area belongs, by what the page was asked for; None where that is not clear."""
    definition = indicator_of(frame, indicator or about.get("indikator", ""))
    level = level_of(frame, key, about.get("ebene", ""))
    if definition is None or not level:
        return None
    period = period or period_named(frame, definition.id, about.get("zeit", ""))
    there = periods_of(frame, definition.id, level)
    return (definition.id, level, key, period or (there[-1].iso if there else "")) if there else None


def _table(node: dict[str, Any], about: dict[str, str], frame: Frame) -> Iterable[Said]:
    """A table of one indicator, or one column an indicator with its name and period in the column's hint."""
    columns = {str(c.get("field")): str(c.get("headerTooltip", "")).rpartition(", ") for c in node["columnDefs"]}
    bottom = (node.get("dashGridOptions") or {}).get("pinnedBottomRowData", [])
    for row in [*node["rowData"], *bottom]:
        key = str(row.get("schluessel", ""))
        if "druck" in row:
            where = _where(about, key, frame)
            numbers = {part: row.get(field) for field, part in CELLS.items()}
            if where:
                yield from row_said(where, numbers, "secret" if row.get("zeichen") == SECRET else "")
            continue
        for field, (title, _, period) in columns.items():
            definition = indicator_of(frame, title)
            place = definition and _where(about, key, frame, definition.id, period_named(frame, definition.id, period))
            if place and field.startswith("w"):
                hidden = row.get(f"d{field[1:]}") == SECRET
                yield from row_said(place, {"value": row.get(field)}, "secret" if hidden else "")


def _trace(trace: dict[str, Any], about: dict[str, str], frame: Frame) -> Iterable[Said]:
    """Points with the key of their area (ids; customdata of a line), their value, and the words beside it."""
    line = trace.get("meta") not in ("areas", "hover")
    keys = trace.get("customdata" if line else "ids") or []
    words = trace.get("text" if line or trace.get("type") != "bar" else "customdata") or []
    values = trace.get("y" if line else "x") or []
    if not (isinstance(keys, list) and isinstance(words, list) and isinstance(values, list)):
        return
    for place, (key, value) in enumerate(zip(keys, values, strict=False)):
        definition = indicator_of(frame, about.get("indikator", ""))
        when = period_at(frame, definition.id, str((trace.get("x") or [])[place])) if line and definition else ""
        where = _where(about, str(key), frame, period=when) if key is not None and (when or not line) else None
        if where is None:
            continue
        if isinstance(value, int | float):
            yield Said(*where, "value", drawn(float(value)))
        if place < len(words) and isinstance(words[place], str):
            yield from counts_in(words[place], where)


def _profile_row(node: dict[str, Any], frame: Frame) -> Iterable[Said]:
    """Value, counts and difference from the town, of the indicator and area that the row's link names."""
    cells = {str(n["props"].get("data-name")): n for n in _nodes(node) if n.get("type") == "Td" and "props" in n}
    link = next((str(n["href"]) for n in _nodes(node) if "indikator=" in str(n.get("href", ""))), "")
    about = dict(parse_qsl(urlsplit(link).query))
    definition = indicator_of(frame, about.get("indikator", ""))
    if definition is None or not cells:
        return
    words = {name: " ".join(_texts(cell)) for name, cell in cells.items()}
    period = period_named(frame, definition.id, words.get("Zeit", ""))
    where = _where(about, about.get("gebiete", ""), frame, period=period) if period else None
    if where is None:
        return
    if words.get("Wert", "") == SECRET:
        yield Said(*where, "secret")
    yield from counts_in(words.get("Anzahl", ""), where)
    own, town, apart = (re.match(NUMBER, words.get(name, "")) for name in ("Wert", "Stadt", "Unterschied"))
    if own:
        yield Said(*where, "value", rounded_span(own[0]))
    if town and apart:
        (low, high), (least, most) = rounded_span(town[0]), rounded_span(apart[0].replace("+", ""))
        yield Said(*where, "value", (low + least, high + most))


def _texts(tree: Any) -> Iterator[str]:
    """The words that a component shows, in their order."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for child in tree:
            yield from _texts(child)
    elif isinstance(tree, dict):
        yield from _texts(tree.get("props", {}).get("children"))
