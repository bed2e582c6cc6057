"""JSON-stat 2.0 datasets: a row a cell, with a column a dimension, its labels, `value` and `status`."""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._compose import compose
from indicators.loaders._header import require
from indicators.loaders._json import MOST_ROWS, cell, kind, read_json
from indicators.loaders._table import Column, Table, Value, encode
from indicators.loaders._text import Watch, unwatched


def read(path: Path, spec: Delivery, watch: Watch = unwatched) -> Reading:
    """All files of the delivery below the raw folder `path`. FaultyInput names every fault of every file."""
    return compose(path, spec, read_dataset, watch)


def read_dataset(path: Path, name: str, spec: Delivery, _watch: Watch = unwatched) -> Iterator[Table]:
    """One dataset as a table; row n is the n-th cell, the last dimension runs fastest."""
    file, document = read_json(path, name, spec.read.encoding)
    if not isinstance(document, dict) or document.get("class") != "dataset" or "id" not in document:
        sentence = f"Das ist kein Datensatz in JSON-stat 2.0 ({_found(document)}); "
        raise FaultyInput([Fault(name, f"{sentence}rufen Sie die Daten in der Fassung 2.0 ab.")])
    faults: list[Fault] = []
    named = _dimensions(document, name, faults)
    if faults:
        raise FaultyInput(faults)
    sizes = [len(codes) for _, codes, _ in named]
    rows = math.prod(sizes)
    if not 0 < rows <= MOST_ROWS:
        sentence = f"Die Dimensionen ergeben {rows} Zellen, erlaubt sind 1 bis {MOST_ROWS}; teilen Sie den Abruf."
        raise FaultyInput([Fault(name, sentence)])
    values = _cells(document.get("value"), rows, "value", name, faults)
    status = _cells(_spread(document.get("status"), rows), rows, "status", name, faults)
    if faults:
        raise FaultyInput(faults)
    header: list[str] = []
    columns: list[Column] = []
    behind = rows
    for (dimension, codes, labels), size in zip(named, sizes, strict=True):
        behind //= size
        place = (np.arange(rows) // behind % size).astype(np.int32)
        header += [dimension, f"{dimension}_label"]
        columns += [_picked(codes, place), _picked(labels, place)]
    header += ["value", "status"]
    columns += [encode(values), encode(status)]
    quality = {"value": "status"}
    read = name, "", tuple(header), tuple(columns), 1, rows, 0, file.size, file.sha256, file.encoding
    table = Table(*read, quality=quality)
    require(table.header, spec, name, name)
    yield table


def _found(document: Any) -> str:
    if not isinstance(document, dict):
        return f"gefunden: {kind(document)}"
    if "class" in document:
        return f"class: {document['class']}"
    return "eine Sammlung der Fassung 1" if any(_old(part) for part in document.values()) else "class fehlt"


def _old(part: Any) -> bool:
    return isinstance(part, dict) and "dimension" in part


def _dimensions(document: dict[str, Any], name: str, faults: list[Fault]) -> list[tuple[str, list[str], list[str]]]:
    """(dimension, codes, labels) in the order of the cells."""
    names, sizes = document["id"], document.get("size")
    described = document.get("dimension")
    if not isinstance(names, list) or not isinstance(sizes, list) or len(names) != len(sizes) or not names:
        faults.append(Fault(name, "id und size müssen gleich lange Listen sein; bitten Sie um eine neue Lieferung."))
        return []
    found = []
    for dimension, size in zip(map(str, names), sizes, strict=True):
        where = f"{name}, Dimension {dimension}"
        part = described.get(dimension) if isinstance(described, dict) else None
        if not isinstance(part, dict):
            faults.append(
                Fault(where, "Die Dimension steht in id, aber nicht in dimension; die Datei ist unvollständig.")
            )
            continue
        category = part.get("category")
        codes, labels = _categories(category if isinstance(category, dict) else {})
        if len(codes) != size:
            sentence = (
                f"Die Dimension hat {len(codes)} Ausprägungen, size sagt {size}; bitten Sie um eine neue Lieferung."
            )
            faults.append(Fault(where, sentence))
        found.append((dimension, codes, labels))
    twice = {d for d, _, _ in found if [other for other, _, _ in found].count(d) > 1}
    faults += [Fault(name, f"Die Dimension „{d}“ steht zweimal in id.") for d in sorted(twice)]
    return found


def _categories(category: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Codes in their order, and their labels; no codes where the order is none."""
    index, labels = category.get("index"), category.get("label")
    labels = labels if isinstance(labels, dict) else {}
    if isinstance(index, list):
        codes = [str(code) for code in index]
    elif isinstance(index, dict):
        try:
            codes = sorted(index, key=index.__getitem__)
        except TypeError:
            return [], []
        if [index[code] for code in codes] != list(range(len(codes))):
            return [], []
    else:
        codes = [str(code) for code in labels] if len(labels) == 1 else []  # one category needs no index
    if len(set(codes)) < len(codes):
        return [], []
    return codes, [str(labels.get(code, code)) for code in codes]


def _spread(status: Any, rows: int) -> Any:
    """One text, alone or in a list, speaks of every cell."""
    if isinstance(status, list) and len(status) == 1:
        status = status[0]
    return [status] * rows if isinstance(status, str) or status is None else status


def _cells(found: Any, rows: int, what: str, name: str, faults: list[Fault]) -> list[Value]:
    """One value a cell out of a list, or out of an object by position."""
    if isinstance(found, list):
        if len(found) != rows:
            sentence = (
                f"{what} hat {len(found)} Einträge, die Dimensionen ergeben {rows} Zellen; die Datei ist unvollständig."
            )
            faults.append(Fault(name, sentence))
            return []
        nested = next((n for n, value in enumerate(found, 1) if isinstance(value, list | dict)), None)
        if nested is not None:
            faults.append(
                Fault(f"{name}, Zeile {nested}", f"In {what} steht {kind(found[nested - 1])} statt eines Werts.")
            )
            return []
        return [cell(value) for value in found]
    if not isinstance(found, dict):
        sentence = f"{what} ist {kind(found)}; erlaubt ist eine Liste oder ein Objekt von Stelle zu Wert."
        faults.append(Fault(name, sentence))
        return []
    cells: list[Value] = [""] * rows
    for place, value in found.items():
        if not (place.isascii() and place.isdecimal() and len(place) < 10 and int(place) < rows):
            faults.append(Fault(name, f"{what} nennt die Stelle „{place}“; erlaubt ist 0 bis {rows - 1}."))
            return []
        cells[int(place)] = cell(value)
    return cells


def _picked(texts: list[str], place: "np.ndarray[Any, np.dtype[np.int32]]") -> Column:
    """A column of these texts, which may repeat (labels) and are then one value."""
    distinct = {text: code for code, text in enumerate(dict.fromkeys(" ".join(t.split()) for t in texts))}
    codes = np.array([distinct[" ".join(t.split())] for t in texts], np.int32)
    return Column(codes[place], tuple(distinct))
