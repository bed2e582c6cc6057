"""The delivery spec: one TOML file that says how the numbers of one delivery are read.

Every field is explained in docs/deliveries.md.
"""

import pkgutil
import re
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

import indicators.loaders
from indicators.deliveries.expected import Expected, expected_faults
from indicators.deliveries.rules import (
    EMPTY,
    AreaRule,
    Category,
    Layout,
    Names,
    PeriodRule,
    Placeholder,
    Refusal,
    RowRule,
    Said,
    layout_faults,
    period_faults,
    place_faults,
    placeholder_faults,
)
from indicators.deliveries.symbols import DIALECTS, FLAGS, USUAL
from indicators.errors import Fault, FaultyInput
from indicators.forms import fill, nearest, read_toml
from indicators.model import Source, Status

LOADERS: Final = tuple(
    sorted(m.name for m in pkgutil.iter_modules(indicators.loaders.__path__) if not m.name.startswith("_"))
)


@dataclass(frozen=True)
class Delivery:
    """Everything a loader needs to know of one delivery."""

    title: str
    loader: str
    file: Names  # names or patterns below the raw folder
    source: Source
    area: AreaRule
    period: PeriodRule
    name: str = field(default="", metadata={"written": False})  # the spec file's stem
    received: str = ""
    priority: int = 0
    symbols: str = "plain"
    symbols_own: dict[str, str] = field(default_factory=dict)  # sign -> status
    read: Layout = field(default_factory=Layout)
    values: dict[str, str] = field(default_factory=dict)  # column -> variable
    optional: Names = ()  # columns of `values` that a file may lack
    sum: dict[str, Names] = field(default_factory=dict)  # variable -> columns, all needed
    rows: tuple[RowRule, ...] = ()
    category: Category | None = None
    ignore: dict[str, str] = field(default_factory=dict)  # column or pattern -> reason
    empty_in: dict[str, str] = field(default_factory=dict)  # column -> key of EMPTY
    quality: dict[str, str] = field(default_factory=dict)  # value column -> column of the signs beside its numbers
    refuse: tuple[Refusal, ...] = ()
    placeholder: Placeholder | None = None
    remarks: Names = ()  # what the report shall repeat
    expected: Expected | None = field(default=None, repr=False)  # repr: no part of what the delivery is known by

    @property
    def rules(self) -> tuple[RowRule, ...]:
        """`rows`, and `category` written as such."""
        if self.category is None:
            return self.rows
        column, value = self.category.column, self.category.value
        named = ((text, variable) for text, variable in self.category.variables.items())
        return self.rows + tuple(RowRule(value, variable, {column: (text,)}) for text, variable in named)

    @property
    def value_columns(self) -> frozenset[str]:
        """Every column whose cells are numbers."""
        parts = (column for columns in self.sum.values() for column in columns)
        return frozenset((*self.values, *parts, *(rule.column for rule in self.rules)))

    @property
    def variables(self) -> Names:
        """Everything that this delivery can give, ascending."""
        return tuple(sorted({*self.values.values(), *self.sum, *(rule.variable for rule in self.rules)}))


def read_deliveries(folder: Path) -> list[Delivery]:
    """All specs of a city's folder `deliveries`, by name. FaultyInput names every fault of every file."""
    found, faults = [], []
    for path in sorted(folder.glob("*.toml")):
        delivery, wrong = read_delivery(path)
        faults += wrong
        if delivery is not None:
            found.append(delivery)
    if not found and not faults:
        faults.append(Fault(folder.name, "Hier liegt keine Lieferung; legen Sie mindestens eine TOML-Datei an."))
    if faults:
        raise FaultyInput(faults)
    return found


def read_delivery(path: Path) -> tuple[Delivery | None, list[Fault]]:
    """One spec, or all its faults."""
    place = f"deliveries/{path.name}"
    table, faults = read_toml(path, place)
    if faults:
        return None, faults
    delivery = fill(Delivery, table, place, faults)
    if delivery is None:
        return None, faults
    signs = table.get("symbols", USUAL.get(delivery.loader, delivery.symbols))
    delivery = replace(delivery, name=path.stem, symbols=signs)
    faults += [Fault(f"{place}, Feld {where}", sentence) for where, sentence in _contradictions(delivery)]
    return (None if faults else delivery), faults


def _contradictions(d: Delivery) -> Said:
    """(field, sentence) for everything that the shape alone does not show."""
    if d.loader not in LOADERS:
        yield "loader", f"Das Format „{d.loader}“ gibt es nicht; {nearest(d.loader, LOADERS)}."
    if d.symbols not in DIALECTS:
        yield "symbols", f"Den Zeichensatz „{d.symbols}“ gibt es nicht; {nearest(d.symbols, DIALECTS)}."
    statuses = [s.name for s in Status]
    for sign, status in d.symbols_own.items():
        if status in FLAGS and len(sign) != 1:
            yield f"symbols_own.{sign}", f"„{status}“ ist ein Vermerk; sein Zeichen ist ein einziger Buchstabe."
        elif status not in statuses and status not in FLAGS:
            yield f"symbols_own.{sign}", f"„{status}“ ist kein Status; {nearest(status, [*statuses, *FLAGS])}."
    for where, word in [("read.empty", d.read.empty), *((f"empty_in.{c}", w) for c, w in d.empty_in.items())]:
        if word not in EMPTY:
            yield where, f"„{word}“ ist keine Bedeutung einer leeren Zelle; {nearest(word, EMPTY)}."
    for number, name in enumerate(d.file, 1):
        if not name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            yield f"file[{number}]", "Der Dateiname muss unterhalb des Rohdatenordners liegen, ohne „..“."
    if d.read.decimal and d.read.decimal == d.read.thousands:
        yield "read.thousands", "Dezimal- und Tausenderzeichen müssen verschieden sein."
    for where, sign in (("read.decimal", d.read.decimal), ("read.thousands", d.read.thousands)):
        if sign not in ("", ",", "."):
            yield where, f"„{sign}“ ist nicht erlaubt; nehmen Sie „,“ oder „.“ (Leerzeichen gelten immer)."
    if len(d.read.delimiter) > 1 or len(d.read.quote) > 1:
        yield "read", "Trennzeichen und Anführungszeichen sind je ein einziges Zeichen."
    if d.read.header_rows < 1 or d.read.skip_rows < 0:
        yield "read", "Es braucht mindestens eine Kopfzeile, und skip_rows darf nicht negativ sein."
    yield from layout_faults(d.read, d.loader)
    yield from place_faults(d.area)
    yield from period_faults(d.period)
    if d.expected is not None:
        yield from expected_faults(d.expected, d.period)
    if d.placeholder is not None:
        yield from placeholder_faults(d.placeholder, bool(d.values or d.sum))
    yield from _shapes(d)
    for where, pattern in _patterns(d):
        try:
            re.compile(pattern)
        except re.error as error:
            yield where, f"„{pattern}“ ist kein gültiger regulärer Ausdruck ({error})."


def _shapes(d: Delivery) -> Said:
    wide, long = bool(d.values or d.sum), bool(d.rules)
    if d.loader in ("csv_long", "indikatorenatlas") and (wide or not long):
        yield "rows", f"{d.loader} liest Merkmale über [[rows]] oder [category], nicht über [values] oder [sum]."
    elif d.loader == "csv_wide" and (long or not wide):
        yield (
            "values",
            "csv_wide liest Merkmale über [values] oder [sum], nicht über [[rows]] oder [category].",
        )
    elif wide == long:
        yield "values", "Nennen Sie entweder [values]/[sum] oder [[rows]]/[category]."
    for column in d.optional:
        if column not in d.values:
            yield "optional", f"„{column}“ steht nicht in [values]; {nearest(column, d.values)}."
    for column in d.quality:
        if column not in d.value_columns:
            yield "quality", f"„{column}“ ist keine Wertspalte; {nearest(column, d.value_columns)}."
    names = [*d.values.values(), *d.sum, *(rule.variable for rule in d.rules)]
    for name in sorted(set(names)):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            yield "values", f"„{name}“ ist kein Name eines Merkmals (Kleinbuchstaben, Ziffern, Unterstrich)."


def _patterns(d: Delivery) -> Said:
    for name in ("stop", "start", "after", "block"):
        yield f"read.{name}", getattr(d.read, name)
    yield from (("area.pattern", d.area.pattern), ("area.extract", d.area.extract))
    yield from (("period.file", d.period.file), ("period.sheet", d.period.sheet))
    yield from ((f"area.levels[{i}]", rule.pattern) for i, rule in enumerate(d.area.levels, 1))
    yield from ((f"area.drop[{i}]", drop.pattern) for i, drop in enumerate(d.area.drop, 1))
