"""Availability: of how many areas an edition knows a variable at a level in a period, counted once when it is made.

Holds numbers of areas only, never what was counted in them, so that it may be shown before disclosure rules.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.counting.aggregate import Matrix, delivered_matrices
from indicators.counting.counts import Counts
from indicators.model import Catalogue, Flag, Period, Status
from indicators.observations import Observations
from indicators.store.cells import read_period, write_period

FILE = "availability"  # its name among the files of an edition
FLAGS = (Flag.provisional, Flag.revised, Flag.estimated)


@dataclass(frozen=True)
class Known:
    """One variable at one level in one period. delivered + computed + the sum of `without` is `areas`."""

    period: Period
    areas: int  # that exist on the last day of the period
    delivered: int  # with a number as delivered
    computed: int  # with a number added up from parts or derived from other variables
    without: dict[Status, int]  # areas without a number, by reason
    flags: dict[Flag, int]  # areas whose number is provisional, revised or estimated

    @property
    def numbers(self) -> int:
        """Areas with a number."""
        return self.delivered + self.computed


Availability = dict[str, dict[str, tuple[Known, ...]]]  # variable -> level -> periods of which anything is known


def availability(counts: Counts, observations: Observations, catalogue: Catalogue) -> Availability:
    """All variables of `counts` at all their levels; `observations` are what it was counted up from."""
    derived = {key for key, variable in catalogue.variables.items() if variable.expression}
    codes = [code for code, name in enumerate(observations.variables) if name in derived]
    both = observations.take(np.isin(observations.variable, codes))  # delivered, and computed where it is not
    raw = delivered_matrices(both, counts.tree, counts.periods)
    nothing: Mapping[str, Matrix] = {}
    return {
        variable: {
            level: tuple(
                _known(counts, level, matrix, _came(matrix, variable in derived, raw.get(variable, nothing).get(level)))
            )
            for level, matrix in by_level.items()
        }
        for variable, by_level in sorted(counts.matrices.items())
    }


def _came(matrix: Matrix, derived: bool, raw: Matrix | None) -> NDArray[np.bool_]:
    """(areas, periods) cells of which a delivery speaks."""
    if not derived:
        return matrix.delivered
    return np.zeros(matrix.number.shape, np.bool_) if raw is None else raw.delivered


def _known(counts: Counts, level: str, matrix: Matrix, came: NDArray[np.bool_]) -> Iterator[Known]:
    valid = counts.ground.valid[level]
    has = matrix.has_number & valid
    spoken = valid & (has | came | (matrix.status != Status.missing) | (matrix.covered > 0))
    areas, delivered, numbers = valid.sum(axis=0), (has & came).sum(axis=0), has.sum(axis=0)
    without = {status: (valid & ~has & (matrix.status == status)).sum(axis=0) for status in Status}
    flagged = {flag: (has & ((matrix.flags & np.uint8(flag)) > 0)).sum(axis=0) for flag in FLAGS}
    for column in np.flatnonzero(spoken.any(axis=0)).tolist():
        yield Known(
            counts.periods[column],
            int(areas[column]),
            int(delivered[column]),
            int(numbers[column] - delivered[column]),
            {status: int(n[column]) for status, n in without.items() if n[column]},
            {flag: int(n[column]) for flag, n in flagged.items() if n[column]},
        )


def write(found: Availability) -> bytes:
    """The file of an edition, JSON; `read` gives the same back."""
    body = {
        variable: {level: [_row(known) for known in members] for level, members in by_level.items()}
        for variable, by_level in found.items()
    }
    return json.dumps(body, separators=(",", ":")).encode()


def read(content: bytes) -> Availability:
    """What `write` wrote."""
    return {
        variable: {level: tuple(map(_read_row, rows)) for level, rows in by_level.items()}
        for variable, by_level in json.loads(content).items()
    }


def _row(known: Known) -> list[object]:
    reasons = [[int(status), n] for status, n in known.without.items()]
    flags = [[int(flag), n] for flag, n in known.flags.items()]
    return [write_period(known.period), known.areas, known.delivered, known.computed, reasons, flags]


def _read_row(row: list[object]) -> Known:
    period, areas, delivered, computed, reasons, flags = row
    return Known(
        read_period(str(period)),
        int(str(areas)),
        int(str(delivered)),
        int(str(computed)),
        {Status(status): n for status, n in reasons},  # type: ignore[attr-defined]  # pairs, as `_row` wrote them
        {Flag(flag): n for flag, n in flags},  # type: ignore[attr-defined]  # as above
    )
