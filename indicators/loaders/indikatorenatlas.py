"""The Indikatorenatlas of München, long: workbooks with the sheets INHALT and IMPRESSUM, and the CSV files of 2014.

Both layouts have the same columns here, those of the workbooks. The data sheet is the one with these columns, whatever
its name; what INHALT and IMPRESSUM say of the values that are read becomes remarks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from pathlib import Path
from typing import Final

import numpy as np

from indicators.deliveries.reading import Reading, Remark
from indicators.deliveries.rules import AreaRule, PeriodRule, RowRule
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.forms import nearest
from indicators.loaders._compose import compose
from indicators.loaders._delimited import read_csv
from indicators.loaders._header import require
from indicators.loaders._rows import rows_where
from indicators.loaders._table import Table
from indicators.loaders._text import Watch, unwatched
from indicators.loaders.xlsx import read_sheets

INDICATOR, GROUP = "Indikator", "Ausprägung"
DATA: Final = (INDICATOR, GROUP, "Jahr", "Raumbezug", "Indikatorwert")  # what makes a sheet the data
CONTENTS: Final = (INDICATOR, GROUP, "Zeitbezug", "Datenquelle")  # what makes a sheet the contents
OF_2014: Final = {
    "INDIKATOR_GRUPPE": "Thema",
    "INDIKATOR_BEZEICHNUNG": INDICATOR,
    "INDIKATOR_AUSPRAEGUNG": GROUP,
    "INDIKATOR_WERT": "Indikatorwert",
    "JAHR": "Jahr",
    "GLIEDERUNG": "Gliederung",
    "NUMMER": "Nummer",
    "NAME": "Raumbezug",
    **{f"BASISWERT_{n}": f"Basiswert {n}" for n in range(1, 6)},
    **{f"NAME_BASISWERT_{n}": f"Name Basiswert {n}" for n in range(1, 6)},
}


@dataclass
class _Series:
    """What the files say of the values that one rule reads; ordered, each text once."""

    rows: int = 0
    names: dict[str, None] = field(default_factory=dict)  # of the Basiswert
    times: dict[str, None] = field(default_factory=dict)  # Zeitbezug
    sources: dict[str, None] = field(default_factory=dict)  # Datenquelle


def read(path: Path, spec: Delivery, watch: Watch = unwatched) -> Reading:
    """All files of the delivery below the raw folder `path`. FaultyInput names every fault of every file.

    A rule that finds no row is a fault, too: the edition has renamed what it asks for.
    """
    series = [_Series() for _ in spec.rules]
    known: dict[str, None] = {}  # "Indikator, Ausprägung" of all data rows
    told: list[Remark] = []

    def tables(file: Path, name: str, spec: Delivery, watch: Watch) -> Iterator[Table]:
        data, others = _split(list(_sheets(file, name, spec, watch)), name)
        require(data.header, spec, name, data.place)
        known.update(dict.fromkeys(_titles(data)))
        _look_at_rules(data, spec, series)
        for table in others:
            if set(CONTENTS) <= set(table.header):
                _look_at_contents(table, spec, series)
            else:
                told.extend(_imprint(table))
        yield data

    reading = compose(path, spec, tables, watch)
    faults = [
        Fault(f"deliveries/{spec.name}.toml, Merkmal {rule.variable}", _unmatched(rule, tuple(known)))
        for rule, met in zip(spec.rules, series, strict=True)
        if not met.rows
    ]
    if faults:
        raise FaultyInput(faults)
    described = (_remark(rule, met, reading) for rule, met in zip(spec.rules, series, strict=True))
    return replace(reading, remarks=(*reading.remarks, *told, *described))


def _sheets(file: Path, name: str, spec: Delivery, watch: Watch) -> Iterator[Table]:
    """Every table of the file with the workbook's column names; nothing is asked of them yet."""
    layout = replace(spec.read, sheet=spec.read.sheet or ("*",))
    bare = replace(
        spec, read=layout, area=AreaRule(), period=PeriodRule(), values={}, sum={}, rows=(), category=None, refuse=()
    )
    if file.suffix.lower() == ".csv":
        for table in read_csv(file, name, bare, watch):
            yield replace(table, header=tuple(OF_2014.get(column, column) for column in table.header))
    else:
        yield from read_sheets(file, name, bare)


def _split(tables: list[Table], name: str) -> tuple[Table, list[Table]]:
    """The one table with the data, and the others."""
    found = [table for table in tables if set(DATA) <= set(table.header)]
    if len(found) != 1:
        what = "Kein Blatt hat" if not found else f"{len(found)} Blätter haben"
        sheets = ", ".join(table.sheet or "CSV" for table in tables)
        sentence = f"{what} die Spalten {', '.join(DATA)}; verlangt ist genau eines (gelesen: {sheets})."
        raise FaultyInput([Fault(name, f"{sentence} Nennen Sie es und INHALT, IMPRESSUM mit read.sheet.")])
    return found[0], [table for table in tables if table is not found[0]]


def _texts(table: Table, column: str) -> list[str]:
    """(rows,) one column as texts."""
    texts = table.column(column).texts()
    return [texts[code] for code in table.column(column).codes.tolist()]


def _titles(table: Table) -> list[str]:
    return [f"{i}, {g}" for i, g in zip(_texts(table, INDICATOR), _texts(table, GROUP), strict=True)]


def _look_at_rules(data: Table, spec: Delivery, series: list[_Series]) -> None:
    """Rows and Basiswert names of every rule. FaultyInput where one rule would read several things as one."""
    faults = []
    for rule, met in zip(spec.rules, series, strict=True):
        chosen = rows_where(data, rule.where)
        met.rows += int(chosen.sum())
        label = f"Name {rule.column}"
        if label in data.header and chosen.any():
            column = data.column(label)
            names = [column.texts()[code] for code in np.unique(column.codes[chosen]).tolist()]
            if len(names) > 1:
                shown = "“ und „".join(names[:3])
                sentence = f"{rule.variable} liest mehrere Größen als eine: „{shown}“; grenzen Sie sie mit where ab."
                faults.append(Fault(f"{data.place}, Spalte {label}", sentence))
            met.names.update(dict.fromkeys(filter(None, names)))
    if faults:
        raise FaultyInput(faults)


def _look_at_contents(contents: Table, spec: Delivery, series: list[_Series]) -> None:
    """Zeitbezug and Datenquelle of every rule that names Indikator and Ausprägung."""
    told = zip(_texts(contents, "Zeitbezug"), _texts(contents, "Datenquelle"), strict=True)
    described = dict(zip(_titles(contents), told, strict=True))
    for rule, met in zip(spec.rules, series, strict=True):
        for title in _asked(rule):
            time, source = described.get(title, ("", ""))
            met.times.update({time: None} if time else {})
            met.sources.update({source: None} if source else {})


def _asked(rule: RowRule) -> list[str]:
    """ "Indikator, Ausprägung" that the rule names."""
    return [f"{i}, {g}" for i, g in product(rule.where.get(INDICATOR, ()), rule.where.get(GROUP, ()))]


def _imprint(table: Table) -> Iterator[Remark]:
    """Publisher, state of the file and the duty to name the source, as far as the sheet says so."""
    lines = [" ".join(h.split()) for h in table.header if h]
    for row in zip(*(_texts(table, name) for name in dict.fromkeys(table.header) if name), strict=True):
        lines.append(" ".join(text for text in row if text))
    publisher = [after for line, after in pairwise(lines) if line.startswith("Herausgegeben von")]
    state = [line for line in lines if line.startswith("Stand der Datei")]
    said = [f"Herausgegeben von {text}" for text in publisher] + state
    if said:
        yield Remark(table.place, f"{'; '.join(said)}.")
    if any("Datenquelle" in line for line in lines):
        yield Remark(table.place, "Jede Veröffentlichung muss die Datenquelle des Indikators nennen.")


def _unmatched(rule: RowRule, known: tuple[str, ...]) -> str:
    asked = _asked(rule)
    wanted = "“ oder „".join(asked) if asked else str(rule.where)
    return f"Keine Zeile gehört zu „{wanted}“; {nearest(asked[0] if asked else wanted, known)}."


def _remark(rule: RowRule, met: _Series, reading: Reading) -> Remark:
    """What the variable is in the words of the files, and how many of its numbers are no whole numbers."""
    o = reading.observations
    mine = o.number[o.variable == o.variables.index(rule.variable)] if rule.variable in o.variables else np.zeros(0)
    broken = int((np.isfinite(mine) & (mine != np.round(mine))).sum())
    parts = [f"{rule.variable} ist {rule.column}" + "".join(f" „{name}“" for name in met.names)]
    parts += [f"von „{title}“" for title in _asked(rule)]
    ends = [f"Zeitbezug: {', '.join(met.times)}"] if met.times else []
    ends += [f"Datenquelle: {', '.join(met.sources)}"] if met.sources else []
    ends += [f"{broken} von {len(mine)} Zahlen mit Nachkommastellen"] if broken else []
    return Remark(reading.delivery.name, "; ".join([" ".join(parts), *ends]) + ".")
