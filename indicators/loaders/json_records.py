"""JSON with a list of records, as open data portals give them: `read.path` leads to the list; wide or long."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._compose import compose
from indicators.loaders._header import require
from indicators.loaders._json import MOST_ROWS, cell, kind, read_json
from indicators.loaders._table import Table, Value, encode
from indicators.loaders._text import Watch, unwatched

_SHOWN: Final = 12  # names that a fault lists
_DEEPEST: Final = 8  # objects inside objects


def read(path: Path, spec: Delivery, watch: Watch = unwatched) -> Reading:
    """All files of the delivery below the raw folder `path`. FaultyInput names every fault of every file."""
    return compose(path, spec, read_records, watch)


def read_records(path: Path, name: str, spec: Delivery, _watch: Watch = unwatched) -> Iterator[Table]:
    """The records as a table: row n is the n-th record, an object inside gives columns like `gebiet.key`."""
    file, document = read_json(path, name, spec.read.encoding)
    records = list(_follow(document, spec.read.path, name))
    if not records:
        raise FaultyInput([Fault(name, "Die Liste der Datensätze ist leer; bitten Sie um eine neue Lieferung.")])
    if len(records) > MOST_ROWS:
        raise FaultyInput(
            [Fault(name, f"Die Datei hat {len(records)} Datensätze, erlaubt sind {MOST_ROWS}; teilen Sie sie.")]
        )
    faults: list[Fault] = []
    rows = [on_way | _flat(r, f"{name}, Zeile {number}", faults) for number, (r, on_way) in enumerate(records, 1)]
    if faults:
        raise FaultyInput(faults[:20])
    header = tuple(dict.fromkeys(column for row in rows for column in row))
    require(header, spec, name, name)
    columns = tuple(encode([row.get(column, "") for row in rows]) for column in header)
    yield Table(name, "", header, columns, 1, len(rows), 0, file.size, file.sha256, file.encoding)


def _follow(document: Any, path: str, name: str) -> Iterator[tuple[Any, dict[str, Value]]]:
    """The records at the end of a path like "result.items" or "data[].rows", each with what stands on its way.

    [] goes through every item of a list; the plain fields of such an item are columns like `data.name`.
    """
    here: list[tuple[str, Any, dict[str, Value]]] = [("", document, {})]
    for step in path.split(".") if path else []:
        each, step = step.endswith("[]"), step.removesuffix("[]")
        found = []
        for place, part, on_way in here:
            if step:
                if not isinstance(part, dict) or step not in part:
                    there = ", ".join(list(part)[:_SHOWN]) if isinstance(part, dict) else kind(part)
                    where = f"in {place}" if place else "am Anfang"
                    sentence = f"read.path findet „{step}“ {where} nicht; vorhanden: {there}."
                    raise FaultyInput([Fault(name, sentence)])
                place, part = f"{place}.{step}".lstrip("."), part[step]
            if each and not isinstance(part, list):
                raise FaultyInput([Fault(name, f"read.path nennt „{place}[]“, dort steht aber {kind(part)}.")])
            if each:
                stem = re.sub(r"\[\d+\]", "", place)
                found += [(f"{place}[{n}]", item, on_way | _plain(item, stem)) for n, item in enumerate(part)]
            else:
                found.append((place, part, on_way))
        here = found
    for place, part, on_way in here:
        if not isinstance(part, list):
            hint = "; nennen Sie in read.path den Weg zur Liste" if isinstance(part, dict) else ""
            there = f" (vorhanden: {', '.join(list(part)[:_SHOWN])})" if isinstance(part, dict) else ""
            where = f"„{place}“" if place else "der Anfang der Datei"
            sentence = f"Hier wird eine Liste von Datensätzen erwartet, {where} ist {kind(part)}{there}{hint}."
            raise FaultyInput([Fault(name, sentence)])
        yield from ((record, on_way) for record in part)


def _plain(item: Any, stem: str) -> dict[str, Value]:
    """The fields of an object that are neither objects nor lists, as columns."""
    fields = item.items() if isinstance(item, dict) else ()
    return {f"{stem}.{name}".lstrip("."): cell(v) for name, v in fields if not isinstance(v, dict | list)}


def _flat(record: Any, place: str, faults: list[Fault], depth: int = 0) -> dict[str, Value]:
    """Column -> value of one record, objects inside it with a point between the names."""
    if not isinstance(record, dict):
        faults.append(Fault(place, f"Der Datensatz ist {kind(record)}; erlaubt ist ein Objekt mit benannten Feldern."))
        return {}
    found: dict[str, Value] = {}
    for name, value in record.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            parts = {f"{name}.{inner}": text for inner, text in _flat(value, place, faults, depth + 1).items()}
        elif isinstance(value, list | dict):
            # a list is no cell; its column is read as text so that a delivery that wants it is told
            parts = {name: f"[{len(value)} Einträge]"}
        else:
            parts = {name: cell(value)}
        for column, text in parts.items():
            if column in found:
                faults.append(Fault(place, f"Das Feld „{column}“ kommt auf zwei Wegen vor; es muss eindeutig sein."))
            found[column] = text
    return found
