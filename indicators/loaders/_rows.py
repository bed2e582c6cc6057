"""Which area and which period every row of a table speaks of, or why it speaks of none."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.periods import read_period
from indicators.deliveries.rules import Names, PeriodRule
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault
from indicators.loaders._header import first_of, names_file
from indicators.loaders._places import Out, Spot, Wrong, place_reader
from indicators.loaders._table import Column, Table
from indicators.model import Period

T = TypeVar("T", Spot, Period)
BLANK_ROW = "leere Zeile"
UNMATCHED = "keine Regel liest diese Zeile"
SHOWN = 20  # how many faults of one kind are spelled out


@dataclass
class Reasons:
    """Why rows are left out: `code[row]` into `names`, -1 for rows that are taken."""

    code: NDArray[np.int32]
    names: list[str] = field(default_factory=list)

    def leave_out(self, rows: NDArray[np.bool_], reason: str) -> None:
        """These rows are left out for this reason, unless they already were."""
        if reason not in self.names:
            self.names.append(reason)
        self.code[rows & (self.code < 0)] = self.names.index(reason)


@dataclass(frozen=True)
class Rows:
    """For every row its spot and its period, or why it is left out. Codes of rows left out mean nothing."""

    levels: tuple[str, ...]
    areas: tuple[str, ...]
    level: NDArray[np.int32]  # (spots,) into levels
    area: NDArray[np.int32]  # (spots,) into areas
    unassigned: NDArray[np.bool_]  # (spots,) persons without an area: the residual of the area
    spot: NDArray[np.int32]  # (rows,)
    periods: tuple[Period, ...]
    period: NDArray[np.int32]  # (rows,)
    reasons: Reasons


def matches(column: Column, texts: Names) -> NDArray[np.bool_]:
    """(rows,) where the column holds one of `texts`."""
    table = np.array([text in texts for text in column.texts()] or [False])
    return table[column.codes] if len(column.codes) else np.zeros(0, np.bool_)


def rows_of(table: Table, spec: Delivery, covered: NDArray[np.bool_], faults: list[Fault]) -> Rows:
    """Spot and period of every row; rows that no rule speaks of are not `covered`.

    The table has every column that the delivery asks for. Faults name keys and periods that fit no rule.
    """
    keys, times = column_of(table, spec.area.column), column_of(table, spec.period.column)
    reasons = Reasons(np.full(table.rows, -1, np.int32))
    _leave_out(table, spec, reasons)
    reasons.leave_out(~covered, UNMATCHED)
    one = np.zeros(table.rows, np.int32)
    if times is None:
        times = Column(one, (spec.period.constant or _period_in_name(table, spec.period),))
    if keys is not None:
        spots, spot = _decide(keys, place_reader(spec.area), "Der Schlüssel", table, reasons, faults)
    else:
        fixed = spec.area.constant
        spots, spot = [Spot(fixed.level, fixed.key)] if fixed else [], one
    periods, period = _decide(times, _period_reader(spec.period), "Der Zeitbezug", table, reasons, faults)
    levels = {name: code for code, name in enumerate(dict.fromkeys(s.level for s in spots))}
    areas = {key: code for code, key in enumerate(dict.fromkeys(s.key for s in spots))}
    return Rows(
        tuple(levels),
        tuple(areas),
        np.array([levels[s.level] for s in spots], np.int32),
        np.array([areas[s.key] for s in spots], np.int32),
        np.array([s.role == "unassigned" for s in spots], np.bool_),
        spot,
        tuple(periods),
        period,
        reasons,
    )


def column_of(table: Table, names: Names) -> Column | None:
    """The column that the first of `names` present names; None for no names."""
    name = first_of(table.header, names)
    return None if name is None else table.column(name)


def _leave_out(table: Table, spec: Delivery, reasons: Reasons) -> None:
    """Blank rows, then rows that the delivery refuses as a whole."""
    blank = np.ones(table.rows, np.bool_)
    for column in table.own:
        if not blank.any():
            break
        blank &= matches(column, ("",))
    if blank.any():
        reasons.leave_out(blank, BLANK_ROW)
    for refusal in spec.refuse:
        if not refusal.columns and names_file(refusal.file, table.name):
            reasons.leave_out(rows_where(table, refusal.where), refusal.reason)


def rows_where(table: Table, where: dict[str, Names]) -> NDArray[np.bool_]:
    """(rows,) where every column of `where` holds one of its texts."""
    chosen = np.ones(table.rows, np.bool_)
    for name, texts in where.items():
        chosen &= matches(table.column(name), texts)
    return chosen


def _decide(
    column: Column,
    read: Callable[[str], T | Out | Wrong],
    what: str,
    table: Table,
    reasons: Reasons,
    faults: list[Fault],
) -> tuple[list[T], NDArray[np.int32]]:
    """Read every distinct text that stands in a taken row: (what was read, code per row)."""
    taken = np.flatnonzero(reasons.code < 0)
    used = np.bincount(column.codes[taken], minlength=len(column.values))
    found: list[T] = []
    codes = np.zeros(len(column.values), np.int32)
    wrong: list[tuple[int, str]] = []
    for code, text in enumerate(column.texts()):
        if not used[code]:
            continue
        result = read(text)
        if isinstance(result, Out):
            reasons.leave_out(column.codes == code, result.reason)
        elif isinstance(result, Wrong):
            wrong.append((code, f"{what} „{text}“ {result.sentence}"))
        else:
            codes[code] = len(found)
            found.append(result)
    for code, sentence in wrong[:SHOWN]:
        faults.append(Fault(f"{table.place}, {line_names(taken[column.codes[taken] == code], table)}", f"{sentence}."))
    if len(wrong) > SHOWN:  # enough to see what is wrong
        faults.append(Fault(table.place, f"{what} ist in {len(wrong) - SHOWN} weiteren Schreibweisen nicht lesbar."))
    return found, codes[column.codes]


def line_names(rows: NDArray[np.int64], table: Table) -> str:
    """`Zeile 7`, `Zeilen 7, 9 und 14 weitere`."""
    lines = [str(row + table.first_row) for row in rows[:3].tolist()]
    if len(rows) == 1:
        return f"Zeile {lines[0]}"
    more = f" und {len(rows) - 3} weitere" if len(rows) > 3 else ""  # the first three are named
    return f"Zeilen {', '.join(lines)}{more}"


def _period_reader(rule: PeriodRule) -> Callable[[str], Period | Out | Wrong]:
    def read(text: str) -> Period | Out | Wrong:
        period = read_period(text, rule.kind, rule.day)
        if period is not None:
            return period
        need = " (für ein bloßes Jahr fehlt period.day)" if re.fullmatch(r"\d{4}", text) and not rule.day else ""
        return Wrong(f"ist kein Zeitbezug der Art {rule.kind}{need}")

    return read


def _period_in_name(table: Table, rule: PeriodRule) -> str:
    """Year, or date, in the file's or the sheet's name; "" where the pattern does not find one."""
    pattern, text = (rule.file, PurePosixPath(table.name).name) if rule.file else (rule.sheet, table.sheet)
    found = re.search(pattern, text)
    if found is None:
        return ""
    parts = [g for name in ("year", "month", "day") if (g := found.groupdict().get(name))]
    return "-".join(parts)
