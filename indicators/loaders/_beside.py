"""Signs in a column of their own beside the numbers, as statistical databases write them: "e", "p", ".", "/"."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from indicators.deliveries.symbols import FOOTNOTES, Dialect
from indicators.loaders._table import Column
from indicators.model import Flag, Status

_NOTHING: Final = re.compile(r"|0+(?:[.,]0*)?")  # what stands in the number's place where a sign says all
_BRACKETS: Final = ("()", "( )")


@dataclass(frozen=True)
class Note:
    """What a text beside a number says of it."""

    status: Status | None = None  # None: nothing but letters
    flags: int = 0

    @property
    def uncertain(self) -> bool:
        """The number counts, with limited reliability."""
        return self.status is Status.uncertain

    @property
    def contradicts_numbers(self) -> bool:
        """It says that there is no number, or nothing to count."""
        return self.status not in (None, Status.ok, Status.uncertain)


def read_note(text: str, signs: Dialect) -> Note | None:
    """A sign of the dialect, or letters that may stand behind a number; None when it is neither.

    >>> from indicators.deliveries.symbols import DIALECTS
    >>> read_note("e", DIALECTS["genesis"]), read_note("?", DIALECTS["genesis"])
    (Note(status=None, flags=0), None)
    """
    status = signs.status(text)
    if status is not None:
        return Note(status)
    if text in _BRACKETS:
        return Note(Status.uncertain)
    flags, uncertain = Flag.none, False
    for letter in text:
        if letter in signs.flags:
            flags |= signs.flags[letter]
        elif letter in signs.uncertain:
            uncertain = True
        elif letter not in FOOTNOTES + " ":
            return None
    return Note(Status.uncertain if uncertain else None, int(flags))


def replaced(column: Column, marks: Column, signs: Dialect) -> Column:
    """The column with signs where the sign beside the cell says all: nothing, or only a zero, stands there.

    A sign for secret counts whatever number stands beside it.
    """
    empty = np.array([_NOTHING.fullmatch(text) is not None for text in column.texts()], np.bool_)[column.codes]
    known, codes = {value: code for code, value in enumerate(column.values)}, column.codes.copy()
    for code, text in enumerate(marks.texts()):
        status = signs.status(text) if text else None
        if status is not None and status is not Status.ok:
            here = marks.codes == code
            codes[here if status is Status.secret else here & empty] = known.setdefault(text, len(known))
    return Column(codes, tuple(known))
