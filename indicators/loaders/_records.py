"""Delimited text in pieces of whole records, so that a file never stands in memory as text; each is looked over."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

Ragged = tuple[int, int]  # row of the piece, fields that it has
OPEN: Final = 0  # fields of a row whose quote is never closed


@dataclass(frozen=True)
class Piece:
    """Some records that follow each other."""

    text: str  # ends with a record
    rows: int  # blank ones count
    ragged: tuple[Ragged, ...]  # rows that are neither blank nor as wide as the header
    below: int = 0  # lines under the end of the table


def pieces(arriving: Iterator[str], stop: str, delimiter: str, quote: str, width: int) -> Iterator[Piece]:
    """The records of a text that arrives bit by bit; a line that matches `stop` ends the table."""
    end = re.compile(rf"^(?:{stop})", re.MULTILINE) if stop else None
    waiting, more = next(arriving, ""), True
    while more:
        following = next(arriving, "")
        more = bool(following)
        whole = waiting.rfind("\n") + 1 if more else len(waiting)
        found = end.search(waiting, 0, whole) if end else None
        if found and (found.start() < whole or not more):
            rest = (waiting[found.start() :], following, *arriving)
            unended = "".join(piece[-1:] for piece in rest)[-1:] not in ("", "\n")
            below = sum(piece.count("\n") for piece in rest) + unended
            yield _piece(waiting[: found.start()], True, delimiter, quote, width, below)[0]
            return
        piece, used = _piece(waiting[:whole], not more, delimiter, quote, width)
        yield piece
        waiting = waiting[used:] + following


def _piece(text: str, last: bool, delimiter: str, quote: str, width: int, below: int = 0) -> tuple[Piece, int]:
    """The records that end in `text` (whole lines), and how many of its characters they are."""
    if quote and quote in text:
        return _quoted(text, last, delimiter, quote, width, below)
    if not text:
        return Piece("", 0, (), below), 0
    data = np.frombuffer(text.encode() if text.endswith("\n") else f"{text}\n".encode(), np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    starts = np.concatenate([[0], ends[:-1] + 1])
    signs = np.flatnonzero(data == ord(delimiter))
    found = np.searchsorted(signs, ends) - np.searchsorted(signs, starts) + 1
    wrong = np.flatnonzero((found != width) & (ends > starts))
    ragged = tuple(zip(wrong.tolist(), found[wrong].tolist(), strict=True))
    return Piece(text, len(ends), ragged, below), len(text)


def _quoted(text: str, last: bool, delimiter: str, quote: str, width: int, below: int) -> tuple[Piece, int]:
    """The same where a field may hold line ends; what may go on in the next lines waits for them."""
    ragged: list[Ragged] = []
    used = begin = rows = fields = 0

    def lines() -> Iterator[str]:
        nonlocal used
        for line in io.StringIO(text):
            used += len(line)
            yield line

    try:
        for row in csv.reader(lines(), delimiter=delimiter, quotechar=quote):
            begin, before, rows, fields = used, begin, rows + 1, len(row)
            if fields not in (0, width):
                ragged.append((rows - 1, fields))
    except csv.Error:
        return Piece(text, rows, (*ragged, (rows, OPEN)), below), len(text)
    if last or not rows:
        return Piece(text, rows, tuple(ragged), below), len(text)
    if ragged and ragged[-1][0] == rows - 1:
        ragged.pop()
    return Piece(text[:before], rows - 1, tuple(ragged), below), before
