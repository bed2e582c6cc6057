"""Which area and which period every row of a table speaks of, or why it speaks of none."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indicators.delivery import Delivery, Names, PeriodRule
from indicators.errors import Fault
from indicators.forms import nearest
from indicators.loaders._places import Out, Spot, Wrong, place_reader
from indicators.loaders._table import Column, Table
from indicators.model import Period
from indicators.periods import read_period

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


def find_column(table: Table, names: Names, use: str, faults: list[Fault]) -> Column | None:
    """The first of `names` that the table has; a fault lists the columns when it has none, or one twice."""
    for name in names:
        count = table.header.count(name)
        if count > 1:
            faults.append(Fault(table.place, f"Die Spalte „{name}“ ({use}) steht {count}-mal im Tabellenkopf."))
            return None
        if count:
            return table.column(name)
    there = [h for h in table.header if h]
    shown = ", ".join(there[:12]) + (f" und {len(there) - 12} weitere" if len(there) > 12 else "")  # a readable line
    sentence = f"Die Spalte „{'“ oder „'.join(names)}“ ({use}) fehlt; {nearest(names[0], there)}"
    faults.append(Fault(table.place, f"{sentence}." if len(there) <= 1 else f"{sentence}. Vorhanden: {shown}."))
    return None


def matches(column: Column, texts: Names) -> NDArray[np.bool_]:
    """(rows,) where the column holds one of `texts`."""
    table = np.array([text in texts for text in column.texts()] or [False])
    return table[column.codes] if len(column.codes) else np.zeros(0, np.bool_)


def rows_of(table: Table, spec: Delivery, covered: NDArray[np.bool_], faults: list[Fault]) -> Rows | None:
    """Spot and period of every row; rows that no rule speaks of are not `covered`.

    None where columns are missing. Faults name keys and periods that fit no rule.
    """
    before = len(faults)
    keys = find_column(table, spec.area.column, "area.column", faults) if spec.area.column else None
    times = find_column(table, spec.period.column, "period.column", faults) if spec.period.column else None
    reasons = Reasons(np.full(table.rows, -1, np.int32))
    _leave_out(table, spec, reasons, faults)
    reasons.leave_out(~covered, UNMATCHED)
    if len(faults) > before:
        return None
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


def _leave_out(table: Table, spec: Delivery, reasons: Reasons, faults: list[Fault]) -> None:
    """Blank rows, then rows that the delivery refuses as a whole."""
    blank = np.ones(table.rows, np.bool_)
    for column in table.columns:
        if not blank.any():
            break
        blank &= matches(column, ("",))
    if blank.any():
        reasons.leave_out(blank, BLANK_ROW)
    for refusal in spec.refuse:
        if not refusal.columns and names_file(refusal.file, table):
            reasons.leave_out(rows_where(table, refusal.where, "refuse.where", faults), refusal.reason)


def names_file(pattern: str, table: Table) -> bool:
    """Whether a refusal speaks of this file; no pattern speaks of all."""
    return not pattern or PurePosixPath(table.name).match(pattern)


def rows_where(table: Table, where: dict[str, Names], use: str, faults: list[Fault]) -> NDArray[np.bool_]:
    """(rows,) where every column of `where` holds one of its texts."""
    chosen = np.ones(table.rows, np.bool_)
    for name, texts in where.items():
        column = find_column(table, (name,), use, faults)
        if column is not None:
            chosen &= matches(column, texts)
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
