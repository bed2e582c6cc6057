"""Tables and a delivery's rules become a Reading in which every cell is counted exactly once."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.reading import EXAMPLES, ReadFile, Reading, Remark
from indicators.deliveries.rules import Names
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.loaders._cells import Cells
from indicators.loaders._header import names_file
from indicators.loaders._hollow import hollow_rows, read_solid
from indicators.loaders._once import Part, once
from indicators.loaders._rows import Rows, rows_of, rows_where
from indicators.loaders._table import Column, Table, files, filled_down
from indicators.loaders._tally import Tally
from indicators.loaders._text import Watch, unwatched
from indicators.model import Status
from indicators.observations import Observations

Tables = Callable[[Path, str, Delivery, Watch], Iterable[Table]]  # file, its name, spec, how far it is
Read = tuple[NDArray[np.int64], Cells]  # rows of the table, and their cells
STRONGER = (Status.uncertain, Status.not_applicable, Status.later, Status.missing, Status.secret)


@dataclass(frozen=True)
class Block:
    """One column read as one variable in some rows; `variable` "" where the cells only go into sums."""

    name: str
    column: Column
    variable: str
    rows: NDArray[np.bool_]  # (rows of the table,)
    refused: tuple[tuple[str, NDArray[np.bool_]], ...]  # reason, rows


def compose(raw: Path, spec: Delivery, tables: Tables, watch: Watch = unwatched) -> Reading:
    """Read every file of the delivery below `raw`; `tables` gives the tables of one file, `watch` hears how far it is.

    FaultyInput carries all faults of all files; then nothing was read.
    """
    faults: list[Fault] = []
    tally = Tally()
    parts: list[Part] = []
    rest: list[Part] = []
    todo = files(raw, spec)
    for file, of_file in zip(todo, _watches(todo, watch), strict=True):
        try:
            for table in tables(file, file.relative_to(raw).as_posix(), spec, of_file):
                _read_table(filled_down(table, spec.read.fill_down), spec, tally, parts, rest, faults)
                del table  # a large one must not wait for the next
        except FaultyInput as error:
            faults += error.faults
        of_file(1, 1)
    sides = [once(side, tally, faults) for side in (parts, rest)]
    if faults:
        raise FaultyInput(faults)
    tally.remarks += tally.closing(spec)
    counts = tally.rows, tally.cells, tally.kept, tally.summed, tally.computed
    files_read, left_out, signs = tally.whole_files(), tally.left_out(), tally.met()
    return Reading(spec, sides[0], sides[1], tuple(tally.remarks), files_read, *counts, left_out, signs)


def _watches(todo: list[Path], watch: Watch) -> Iterator[Watch]:
    """For each file a watch that speaks of all files together."""
    sizes = [file.stat().st_size for file in todo]
    for place, size in enumerate(sizes):
        before = sum(sizes[:place])

        def of_file(read: int, of: int, before: int = before, size: int = size) -> None:
            watch(before + size * read // max(of, 1), sum(sizes))

        yield of_file


def _read_table(
    table: Table, spec: Delivery, tally: Tally, parts: list[Part], rest: list[Part], faults: list[Fault]
) -> None:
    before = len(faults)
    blocks = list(_blocks(table, spec))
    covered = np.logical_or.reduce([np.zeros(table.rows, np.bool_), *(b.rows for b in blocks)])
    rows = rows_of(table, spec, covered, faults)
    tally.files.append(ReadFile(table.name, table.sha256, table.size, table.encoding, table.rows))
    if len(faults) > before:
        _look_at_cells(table, blocks, rows, spec, faults)
        return
    tally.rows += table.rows
    if table.above:
        tally.leave_out("über dem Anfang der Tabelle (read.start, after oder block)", table.above, 0)
    if table.below:
        tally.leave_out("unter dem Ende der Tabelle (read.stop)", table.below, 0)
    _count_rows(table, rows, blocks, spec, tally)
    hollow = hollow_rows(table, [b.column for b in blocks], spec) & (rows.reasons.code < 0)
    tally.hollow += [_line(table, row) for row in np.flatnonzero(hollow).tolist()]
    read: dict[str, Read] = {}
    in_sums = {column for columns in spec.sum.values() for column in columns}
    for block in blocks:
        chosen = _take(table, block, rows, tally)
        cells = read_solid(table, block.name, block.column, chosen, hollow, spec, faults)
        for key, count in cells.signs.items():
            tally.signs[key] = tally.signs.get(key, 0) + count
        if cells.decision:
            tally.remarks.append(Remark(f"{table.place}, Spalte {block.name}", cells.decision))
        if block.name in in_sums:
            read[block.name] = chosen, cells
        if block.variable:
            tally.kept += len(chosen)
            _observe(block.variable, chosen, cells, rows, table, False, parts, rest)
        else:
            tally.summed += len(chosen)
    for variable, columns in spec.sum.items():
        if all(c in read for c in columns):
            chosen, cells = _add([read[c] for c in columns])
            tally.computed += len(chosen)
            _observe(variable, chosen, cells, rows, table, True, parts, rest)
    _unread(table, spec, tally)


def _blocks(table: Table, spec: Delivery) -> Iterator[Block]:
    refusals: list[tuple[Names, str, NDArray[np.bool_]]] = [
        (r.columns, r.reason, rows_where(table, r.where))
        for r in spec.refuse
        if r.columns and names_file(r.file, table.name)
    ]

    def block(name: str, variable: str, rows: NDArray[np.bool_]) -> Block:
        refused = tuple((reason, where) for names, reason, where in refusals if name in names)
        return Block(name, table.column(name), variable, rows, refused)

    everywhere = np.ones(table.rows, np.bool_)
    parts = dict.fromkeys((c for columns in spec.sum.values() for c in columns), "")
    for name, variable in {**parts, **spec.values}.items():
        if name in table.header:
            yield block(name, variable, everywhere)
    for rule in spec.rules:
        yield block(rule.column, rule.variable, rows_where(table, rule.where))


def _look_at_cells(table: Table, blocks: list[Block], rows: Rows, spec: Delivery, faults: list[Fault]) -> None:
    """Name the faults of the cells too, so that one round of mending is enough."""
    hollow = hollow_rows(table, [b.column for b in blocks], spec)
    for block in blocks:
        read_solid(table, block.name, block.column, _take(table, block, rows, Tally()), hollow, spec, faults)


def _count_rows(table: Table, rows: Rows, blocks: list[Block], spec: Delivery, tally: Tally) -> None:
    """Cells of the whole table: one for every block and row, and one for rows without a block."""
    width = np.zeros(table.rows, np.int64)
    for block in blocks:
        width += block.rows
    width = np.maximum(width, 1)
    tally.cells += int(width.sum())
    named = dict.fromkeys((*spec.area.column, *(c for rule in spec.rules for c in rule.where)))
    shown = [table.column(name) for name in named if name in table.header]
    texts = [column.texts() for column in shown]
    for code, reason in enumerate(rows.reasons.names):
        out = np.flatnonzero(rows.reasons.code == code)
        if len(out):
            labels: dict[str, int] = {}
            for row in out[:1000].tolist():
                label = ", ".join(t[c.codes[row]] for c, t in zip(shown, texts, strict=True))
                labels.setdefault(label, row)
            examples = (f"{_line(table, row)}: „{label}“" for label, row in labels.items())
            tally.leave_out(reason, len(out), int(width[out].sum()), examples)


def _line(table: Table, row: int) -> str:
    return f"{table.place}, Zeile {row + table.first_row}"


def _take(table: Table, block: Block, rows: Rows, tally: Tally) -> NDArray[np.int64]:
    """Rows whose cell in this column is read; refused cells are counted."""
    taken = block.rows & (rows.reasons.code < 0)
    for reason, refused in block.refused:
        out = np.flatnonzero(taken & refused)
        examples = (f"{_line(table, row)}, Spalte {block.name}" for row in out[:EXAMPLES].tolist())
        if len(out):
            tally.leave_out(reason, 0, len(out), examples)
        taken &= ~refused
    return np.flatnonzero(taken)


def _observe(
    variable: str,
    chosen: NDArray[np.int64],
    cells: Cells,
    rows: Rows,
    table: Table,
    computed: bool,
    parts: list[Part],
    rest: list[Part],
) -> None:
    """Cells with their place and period: areas and totals to `parts`, persons without an area to `rest`."""
    spot, period = rows.spot[chosen], rows.period[chosen]
    level, area, unassigned = rows.level[spot], rows.area[spot], rows.unassigned[spot]
    zero = np.zeros(len(chosen), np.int32)
    names, values = (rows.levels, rows.areas, rows.periods), (cells.number, cells.status, cells.flags)
    whole = Observations((variable,), *names, zero, level, area, period, *values)
    for side, mine in ((parts, ~unassigned), (rest, unassigned)):
        if mine.all() and len(mine):
            side.append(Part(whole, table.place, chosen + table.first_row, computed))
        elif mine.any():
            side.append(Part(whole.take(mine), table.place, chosen[mine] + table.first_row, computed))


def _add(columns: list[Read]) -> Read:
    """Row by row the sum of the columns; the strongest status where one has no number."""
    chosen = columns[0][0]
    for rows, _ in columns[1:]:
        chosen = np.intersect1d(chosen, rows, assume_unique=True)
    picked = [(cells, np.searchsorted(rows, chosen)) for rows, cells in columns]
    numbers = np.stack([cells.number[at] for cells, at in picked])
    statuses = np.stack([cells.status[at] for cells, at in picked])
    flags = np.bitwise_or.reduce([cells.flags[at] for cells, at in picked])
    number = numbers.sum(axis=0)
    status = np.where(number == 0, Status.zero, Status.ok).astype(np.uint8)
    status[(number == 0) & (statuses == Status.rounded_zero).any(axis=0)] = Status.rounded_zero
    status[(statuses == Status.uncertain).any(axis=0)] = Status.uncertain
    for kind in STRONGER:
        status[((statuses == kind) & np.isnan(numbers)).any(axis=0)] = kind
    return chosen, Cells(number, status, flags, {}, "")


def _unread(table: Table, spec: Delivery, tally: Tally) -> None:
    """Count the columns that no rule speaks of."""
    used = {*spec.values, *spec.area.column, *spec.period.column}
    used |= {*spec.read.fill_down, *spec.quality, *spec.quality.values(), *table.quality.values()}
    used |= {c for columns in spec.sum.values() for c in columns} | {c for r in spec.refuse for c in r.where}
    used |= {c for rule in spec.rules for c in (rule.column, *rule.where)}
    for name, column in zip(table.header, table.columns, strict=True):
        if name not in used and (name or set(column.values) - {""}):
            name = name or "(ohne Namen)"
            tally.unread[name] = tally.unread.get(name, 0) + 1
