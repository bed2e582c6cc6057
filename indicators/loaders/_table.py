"""A table: columns as codes into their distinct values, so that a million rows cost little."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.figures import Notation
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._header import Header

Value = str | float  # a number only where the file itself says that it is one (workbooks, JSON)


@dataclass(frozen=True)
class Column:
    """One column: `values[codes[row]]`."""

    codes: NDArray[np.int32]  # (rows,)
    values: tuple[Value, ...]  # distinct; texts without surrounding blanks

    def texts(self) -> tuple[str, ...]:
        """The distinct values as texts; 3.0 of a workbook reads "3"."""
        return tuple(v if isinstance(v, str) else f"{v:.15g}" for v in self.values)


@dataclass(frozen=True)
class Table:
    """One file or sheet. Column names may repeat; `name` is the path below the raw folder."""

    name: str
    sheet: str  # "" for csv
    header: Header
    columns: tuple[Column, ...]
    first_row: int  # what people call the first data row: 2 under one header row
    rows: int
    below: int  # rows under the end of the table, not read
    size: int
    sha256: str
    encoding: str
    notation: Notation | None = None  # how the format writes numbers, where it leaves no choice
    added: int = 0  # columns at the end that no row of the file holds: what the line above a block says
    above: int = 0  # rows above the table's header that had to be looked past
    quality: Mapping[str, str] = field(default_factory=dict)  # value column -> column of the signs beside its numbers

    @property
    def place(self) -> str:
        """File, and sheet."""
        return f"{self.name}, Blatt {self.sheet}" if self.sheet else self.name

    @property
    def own(self) -> tuple[Column, ...]:
        """The columns that stand in the rows themselves; a row is blank when they are."""
        return self.columns[: len(self.columns) - self.added]

    def column(self, name: str) -> Column:
        """The column of that name, which the caller knows to be there."""
        return self.columns[self.header.index(name)]


def encode(values: Sequence[Value]) -> Column:
    """Codes for a list of values."""
    known: dict[Value, int] = {}
    codes = np.fromiter((known.setdefault(v, len(known)) for v in values), np.int32, len(values))
    return Column(codes, tuple(known))


def with_constants(table: Table, named: Mapping[str, str]) -> Table:
    """The table with more columns, each of one text; a name that the header has already is a fault."""
    twice = [name for name in named if name in table.header]
    if twice:
        sentence = "steht schon im Tabellenkopf; geben Sie der Gruppe in read.block einen anderen Namen."
        raise FaultyInput([Fault(table.place, f"Eine Spalte „{name}“ {sentence}") for name in twice])
    zero = np.zeros(table.rows, np.int32)
    columns = (Column(zero, (text,)) for text in named.values())
    return replace(
        table, header=(*table.header, *named), columns=(*table.columns, *columns), added=table.added + len(named)
    )


def filled_down(table: Table, names: Sequence[str]) -> Table:
    """The table with empty cells of these columns filled from above; rows that are blank as a whole stay blank."""
    if not names:
        return table
    blank = np.ones(table.rows, np.bool_)
    empty = {name: _is_empty(table.column(name)) for name in names}
    for column in table.own:
        blank &= _is_empty(column)
    columns = list(table.columns)
    for name in names:
        at, column = table.header.index(name), table.column(name)
        source = np.where(empty[name], -1, np.arange(table.rows))
        source = np.maximum.accumulate(source)
        wanted = empty[name] & ~blank & (source >= 0)
        codes = column.codes.copy()
        codes[wanted] = column.codes[source[wanted]]
        columns[at] = Column(codes, column.values)
    return replace(table, columns=tuple(columns))


def _is_empty(column: Column) -> NDArray[np.bool_]:
    return np.array([value == "" for value in column.values], np.bool_)[column.codes]


def files(raw: Path, spec: Delivery) -> list[Path]:
    """The files of a delivery below `raw`, each once, by name. FaultyInput where a pattern finds none."""
    found: dict[Path, None] = {}
    faults = []
    for pattern in spec.file:
        here = sorted(p for p in raw.glob(pattern) if p.is_file())
        if not here:
            sentence = f"Im Rohdatenordner passt keine Datei auf „{pattern}“; legen Sie sie dort ab."
            faults.append(Fault(f"deliveries/{spec.name}.toml", sentence))
        found |= dict.fromkeys(here)
    if faults:
        raise FaultyInput(faults)
    return list(found)
