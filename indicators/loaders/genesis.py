"""Flat files (ffcsv) of GENESIS-Online, Regionalstatistik and the state offices, in the new layout and the old."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from indicators.deliveries.figures import Notation
from indicators.deliveries.reading import Reading
from indicators.deliveries.rules import Layout
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._compose import compose
from indicators.loaders._delimited import read_csv
from indicators.loaders._header import Header, require
from indicators.loaders._table import Table
from indicators.loaders._text import Watch, unwatched

_PLAIN: Final = {  # column of either layout -> ours
    "time": "time",
    "Zeit": "time",
    "value": "value",
    "value_q": "value_q",
    "value_unit": "unit",
    "value_variable_code": "variable",
    "value_variable_label": "variable_label",
}
_DIMENSION: Final = re.compile(
    r"(\d+)_(?:(?:variable|Merkmal)_(code|label)|(?:variable_attribute|Auspraegung)_(code|label))", re.I
)
_HEAD: Final = re.compile(r"(?:statisti(?:cs|k)|time|Zeit)_(?:code|label)", re.I)  # of the whole table, not of a row


def read(path: Path, spec: Delivery, watch: Watch = unwatched) -> Reading:
    """All files of the delivery below the raw folder `path`. FaultyInput names every fault of every file."""
    return compose(path, spec, read_flat, watch)


def read_flat(path: Path, name: str, spec: Delivery, watch: Watch = unwatched) -> Iterator[Table]:
    """One flat file, its columns named by what they hold: `KREISE`, `KREISE_label`, `time`, `value`, `unit` ...

    A characteristic keeps its numbered column where several take turns in it.
    """
    for table in read_csv(path, name, replace(spec, read=_layout(spec)), watch, _recognise):
        named = _named(table)
        require(named.header, spec, name, name)
        yield named


def _layout(spec: Delivery) -> Layout:
    return spec.read if spec.read.delimiter else replace(spec.read, delimiter=";")


def _recognise(header: Header, spec: Delivery, name: str, place: str) -> None:
    """FaultyInput where the header is none of a flat file, as in the tables made for the eye."""
    ours = {_PLAIN[column] for column in header if column in _PLAIN}
    lacking = [
        what
        for what, there in (
            ("Zeit oder time", "time" in ours),
            ("1_Auspraegung_Code oder 1_variable_attribute_code", any(map(_DIMENSION.fullmatch, header))),
            (
                "value oder eine Wertspalte wie BEVSTD__Bevoelkerungsstand__Anzahl",
                "value" in ours or any("__" in c for c in header),
            ),
        )
        if not there
    ]
    if lacking:
        sentence = f"Das ist keine Flat-File-Datei von GENESIS: es fehlt {', '.join(lacking)}; "
        raise FaultyInput([Fault(place, f"{sentence}wählen Sie beim Abruf „CSV flach (ffcsv)“.")])


def _named(table: Table) -> Table:
    """The same table under our names; columns that speak of the whole table are left out."""
    codes = {}  # number of a characteristic -> its code, where the file has one code for it
    for name, column in zip(table.header, table.columns, strict=True):
        found = _DIMENSION.fullmatch(name)
        texts = set(column.texts()) - {""}
        if found and (found[2] or "").lower() == "code" and len(texts) == 1:
            codes[found[1]] = texts.pop()
    repeated = {code for code in codes.values() if list(codes.values()).count(code) > 1}
    header, columns = [], []
    for name, column in zip(table.header, table.columns, strict=True):
        found = _DIMENSION.fullmatch(name)
        code = codes.get(found[1], "") if found else ""
        if _HEAD.fullmatch(name) or (found and found[2] and code and code not in repeated):
            continue
        if found and found[3] and code and code not in repeated:
            name = code if found[3].lower() == "code" else f"{code}_label"
        header.append(_PLAIN.get(name, name))
        columns.append(column)
    quality = {"value": "value_q"} if "value_q" in header else {}
    for name in header:
        stem, _, last = name.rpartition("__")
        if last == "q":
            quality |= {value: name for value in header if value.startswith(f"{stem}__") and value != name}
    named = replace(table, header=tuple(header), columns=tuple(columns), quality=quality)
    return replace(named, notation=_notation(named))


def _notation(table: Table) -> Notation:
    """Flat files group nothing: a comma is decimal (German), and where there is none a point is (English)."""
    values = (c for name, c in zip(table.header, table.columns, strict=True) if name == "value" or "__" in name)
    return Notation("," if any("," in text for column in values for text in column.texts()) else ".")
