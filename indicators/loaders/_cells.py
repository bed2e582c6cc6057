"""The cells of one column as numbers, statuses and flags; texts that are neither are faults."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.figures import BLANKS, Notation, notation, reader
from indicators.deliveries.rules import EMPTY
from indicators.deliveries.spec import Delivery
from indicators.deliveries.symbols import DASHES, FOOTNOTES, Dialect, dialect
from indicators.errors import Fault
from indicators.loaders._beside import read_note, replaced
from indicators.loaders._rows import line_names
from indicators.loaders._table import Column, Table
from indicators.model import Flag, Status

_DIGITS: Final = re.compile(r"[0-9]{1,15}")
_FOOTNOTE: Final = re.compile(r"(?<=\d) [1-9a-z]\)$| ?\*\)$")  # "12,3 1)", "12,3*)": which sentence below explains it
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$")
_CLEAN: Final = DASHES | dict.fromkeys(map(ord, BLANKS), " ")


@dataclass(frozen=True)
class Cell:
    """What one text is worth."""

    number: float
    status: Status
    flags: int = 0
    mark: str = ""  # a sign other than the number itself, for the report: "(…)", "p", "*", "."


@dataclass(frozen=True)
class Cells:
    """A column's cells for chosen rows (n,), and what the report says of them."""

    number: NDArray[np.float64]
    status: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    signs: dict[tuple[str, Status], int]  # (sign, status) -> cells
    decision: str  # German; "" when the notation was no question


def read_cells(
    table: Table, name: str, column: Column, rows: NDArray[np.int64], spec: Delivery, faults: list[Fault]
) -> Cells:
    """The cells of `column` in `rows`; faults name texts that are neither number nor sign."""
    signs = dialect(spec.symbols, spec.symbols_own)
    beside = {**table.quality, **spec.quality}.get(name, "")
    marks = table.column(beside) if beside in table.header else None
    column = column if marks is None else replaced(column, marks, signs)
    codes = column.codes[rows]
    used = np.bincount(codes, minlength=len(column.values))
    wanted = np.flatnonzero(used).tolist()
    empty = EMPTY[spec.empty_in.get(name, spec.read.empty)]
    texts = [_bare(v) for code in wanted if isinstance(v := column.values[code], str)]
    way, decision = notation(texts, spec.read.decimal, spec.read.thousands)
    if table.notation and not (spec.read.decimal or spec.read.thousands):
        way, decision = table.notation, ""
    number = np.full(len(column.values), np.nan)
    status = np.zeros(len(column.values), np.uint8)
    flags = np.zeros(len(column.values), np.uint8)
    met: dict[tuple[str, Status], int] = {}
    wrong = []
    for code in wanted:
        value = column.values[code]
        if isinstance(value, str) and _DIGITS.fullmatch(value) and value not in signs.signs:
            number[code] = float(value)
            status[code] = signs.digit_zero if not number[code] else Status.ok
            continue
        cell = read_cell(value, signs, way, empty)
        if cell is None:
            wrong.append(code)
            continue
        number[code], status[code], flags[code] = cell.number, cell.status, cell.flags
        if cell.mark or value == "":
            key = cell.mark, cell.status
            met[key] = met.get(key, 0) + int(used[code])
    _refuse(table, name, column, rows, wrong, way, faults)
    cells = Cells(number[codes], status[codes], flags[codes], met, decision)
    return (
        cells if marks is None else _noted(cells, marks.codes[rows], marks.texts(), table, beside, rows, signs, faults)
    )


def _noted(
    cells: Cells,
    codes: NDArray[np.int32],
    texts: tuple[str, ...],
    table: Table,
    name: str,
    rows: NDArray[np.int64],
    signs: Dialect,
    faults: list[Fault],
) -> Cells:
    """The cells with what stands beside them in the column `name`: letters, or that a number is uncertain."""
    flags, status, met = cells.flags.copy(), cells.status.copy(), dict(cells.signs)
    for code in np.unique(codes).tolist():
        here, note = codes == code, read_note(texts[code], signs)
        wrong = here if note is None else here & (status == Status.ok) & note.contradicts_numbers
        if wrong.any():
            known = "ist kein Zeichen dieser Lieferung; erklären Sie es in symbols_own"
            sentence = known if note is None else "widerspricht der Zahl, neben der es steht; fragen Sie nach"
            where = f"{table.place}, {line_names(rows[wrong], table)}, Spalte {name}"
            faults.append(Fault(where, f"„{texts[code]}“ {sentence}."))
        elif note is not None and (note.flags or note.uncertain):
            flags[here] |= note.flags
            if note.uncertain:
                status[here & ~np.isnan(cells.number)] = Status.uncertain
            key = texts[code], Status.uncertain if note.uncertain else Status.ok
            met[key] = met.get(key, 0) + int(here.sum())
    return Cells(cells.number, status, flags, met, cells.decision)


def read_cell(value: str | float, signs: Dialect, way: Notation, empty: Status) -> Cell | None:
    """One cell; None when it is neither a number nor a sign of the dialect.

    >>> from indicators.deliveries.symbols import DIALECTS
    >>> din, way = DIALECTS["din55301"], Notation(",")
    >>> read_cell("12,5p", din, way, Status.missing)
    Cell(number=12.5, status=<Status.ok: 0>, flags=1, mark='p')
    >>> [read_cell(text, din, way, Status.missing).status.name for text in ("(7)", "0", "–", "")]
    ['uncertain', 'rounded_zero', 'zero', 'missing']
    """
    if not isinstance(value, str):
        status = signs.status(f"{value:.15g}")
        return _counted(value, signs) if status is None else _sign(status, f"{value:.15g}")
    if not value:
        return _sign(empty, "")
    status = signs.status(value)
    if status is not None:
        return _sign(status, value)
    text, marks, flags, uncertain = value.translate(_CLEAN).strip(), "", Flag.none, False
    if signs.brackets and text.startswith("(") and text.endswith(")"):
        text, marks, uncertain = text[1:-1].strip(), "( )", True
    footnote = _FOOTNOTE.search(text)
    if footnote:
        text, marks = text[: footnote.start()].rstrip(), footnote[0].strip()
    while text and not text[-1].isdecimal():
        last = text[-1]
        if last in FOOTNOTES or last == "%":
            marks = marks if last == "%" else last + marks
        elif last in signs.flags:
            flags, marks = flags | signs.flags[last], last + marks
        elif last in signs.uncertain:
            uncertain, marks = True, last + marks
        else:
            break
        text = text[:-1].rstrip()
    number = reader(way)(text)
    if number is None:
        return None
    cell = _counted(number, signs)
    return Cell(cell.number, Status.uncertain if uncertain else cell.status, int(flags), marks)


def _counted(number: float, signs: Dialect) -> Cell:
    return Cell(number, Status.ok) if number else Cell(0.0, signs.digit_zero)


def _sign(status: Status, text: str) -> Cell:
    """A sign says that there is nothing to count, that it rounds to nothing, or why there is no number."""
    number = 0.0 if status in (Status.zero, Status.rounded_zero) else float("nan")
    return Cell(number, status, 0, text)


def _bare(text: str) -> str:
    """The text without what stands around its digits; "" when it has none."""
    if text.isdecimal():
        return text
    text = _FOOTNOTE.sub("", text.translate(_CLEAN))
    return text.strip("()%prsefu* " + FOOTNOTES) if any(map(str.isdecimal, text)) else ""


def _refuse(
    table: Table,
    name: str,
    column: Column,
    rows: NDArray[np.int64],
    wrong: list[int],
    way: Notation,
    faults: list[Fault],
) -> None:
    for code in wrong[:20]:
        lines, text = line_names(rows[column.codes[rows] == code], table), str(column.values[code])
        sentence = f"„{text}“ ist weder eine Zahl ({way}) noch ein Zeichen dieser Lieferung."
        if _DATE.match(text):
            sentence = f"„{text}“ ist ein Datum, keine Zahl; Excel macht aus „1.12“ den 1. Dezember. Fragen Sie nach."
        faults.append(Fault(f"{table.place}, {lines}, Spalte {name}", sentence))
    if len(wrong) > 20:  # enough to see what is wrong
        rest = int(np.isin(column.codes[rows], wrong[20:]).sum())
        faults.append(Fault(f"{table.place}, Spalte {name}", f"Weitere {rest} Zellen sind keine Zahlen."))
