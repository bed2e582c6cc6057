"""What a reader can compute of hidden cells: the least and the most that each can be, given all that is published.

Intervals by linear programmes over one component of hidden cells at a time (the attacker's problem of Fischetti and
Salazar 2001); whole numbers by rounding inwards, and where rows weigh cells (rates, means) by integer programmes, for
there the two differ. A cell that is known to vary enough is not asked further.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from indicators.disclosure.programme import Infeasible, Programme, Undecided
from indicators.disclosure.relations import INF, SLACK, Mask, Numbers, Relations, Rest, put_in

MOST = 60  # cells of a component that is asked for whole numbers
PATIENCE = 0.5  # seconds for one such question
VERDICTS = {
    "P0": "lässt sich genau berechnen",
    "P1": "ist erkennbar kleiner als die Mindestzahl",
    "P2": "lässt sich zu eng eingrenzen",
    "P3": "ist erkennbar niemand oder die ganze Gruppe",
    "P4": "kennt genau, wer selbst der einzige Fall eines anderen Gebiets ist",
    "contradiction": "widerspricht den übrigen Zahlen",
}


@dataclass(frozen=True)
class Need:
    """What must not be known of a secret cell, by its rule."""

    cell: int
    least: float = 0.0  # it must not be known to be smaller: the minimum count; 0: it may
    width: float = 1.0  # what a reader's interval must have
    none: bool = False  # that it is 0 is a secret, too
    perhaps: bool = False  # asked only where it could be smaller than `least`: a reader cannot tell why it is hidden


@dataclass(frozen=True)
class Finding:
    """A hidden cell of which too much can be computed."""

    verdict: str  # of VERDICTS
    cell: int
    low: float
    high: float
    knows: int = -1  # P4: the cell of the single case who knows


@dataclass(frozen=True)
class Reach:
    """What can be computed: (cells,) nan where nothing was asked, and what contradicts itself."""

    low: Numbers  # whole numbers, rounded inwards
    high: Numbers
    broken: tuple[int, ...]  # relations that the published numbers contradict
    impossible: tuple[tuple[int, ...], ...]  # components that no numbers fulfil: their cells


def reach(
    relations: Relations,
    known: Numbers,
    asked: Collection[int] | None = None,
    enough: Numbers | None = None,
    whole: Mask | None = None,
) -> Reach:
    """The interval of each unknown cell of `known` (cells,), nan for unknown; only of those `asked` for, if said.

    `enough` (cells,): a width with which an interval may be smaller than it could be, but no narrower. `whole`
    (cells,): which are whole numbers; small components with weighed cells are asked for those.
    """
    left = put_in(relations, known)
    wanted = np.isnan(known)
    if asked is not None:
        chosen = np.zeros(len(known), np.bool_)
        chosen[list(asked)] = True
        wanted &= chosen
    low, high = np.full(len(known), np.nan), np.full(len(known), np.nan)
    far = np.full(len(known), INF) if enough is None else enough
    impossible = []
    for rest in left.components:
        if not wanted[rest.cells].any():
            continue
        try:
            mine, wide = wanted[rest.cells], far[rest.cells]
            ends = _solve(rest, mine, wide)
            if whole is not None and len(rest.cells) <= MOST and np.any(np.abs(rest.rows.data) != 1):
                ends = _in_whole_numbers(rest, mine, wide, np.flatnonzero(whole[rest.cells]), ends)
            low[rest.cells], high[rest.cells] = ends
        except Infeasible:
            impossible.append(tuple(rest.cells.tolist()))
    return Reach(np.ceil(low - SLACK), np.floor(high + SLACK), left.broken, tuple(impossible))


def _solve(rest: Rest, wanted: Mask, enough: Numbers) -> tuple[Numbers, Numbers]:
    """The intervals of one component, nan where none was wanted; Infeasible."""
    if rest.rows.shape[0] == 0:
        return rest.floor.copy(), rest.ceiling.copy()
    programme = Programme(rest.rows, rest.low, rest.high, rest.floor, rest.ceiling)
    seen = _Seen(len(rest.cells))
    for place in np.flatnonzero(wanted).tolist():
        if seen.width(place) >= enough[place]:
            continue
        for largest in (True, False):
            far, at = programme.reach(place, largest)
            seen.add(at)
            seen.stretch(place, far)
            if seen.width(place) >= enough[place]:
                break
    return np.where(wanted, seen.low, np.nan), np.where(wanted, seen.high, np.nan)


def _in_whole_numbers(
    rest: Rest, wanted: Mask, enough: Numbers, whole: NDArray[np.int64], ends: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers]:
    """The same with whole numbers only; where that is not decided in time, `ends` stay."""
    low, high = ends
    programme = Programme(rest.rows, rest.low, rest.high, rest.floor, rest.ceiling)
    programme.whole(whole, PATIENCE)
    seen = _Seen(len(rest.cells))
    for place in np.flatnonzero(wanted).tolist():
        try:
            for largest in (True, False):
                if seen.width(place) < enough[place]:
                    far, at = programme.reach(place, largest)
                    seen.add(at)
                    seen.stretch(place, far)
            low[place], high[place] = seen.low[place], seen.high[place]
        except (Undecided, Infeasible):
            continue
    return low, high


class _Seen:
    """The least and the most of each cell in all solutions so far: each is a state that the reader cannot exclude."""

    def __init__(self, cells: int) -> None:
        self.low, self.high = np.full(cells, INF), np.full(cells, -INF)

    def add(self, at: Numbers) -> None:
        if not np.isnan(at).any():
            self.low, self.high = np.minimum(self.low, at), np.maximum(self.high, at)

    def stretch(self, place: int, far: float) -> None:
        self.low[place], self.high[place] = min(self.low[place], far), max(self.high[place], far)

    def width(self, place: int) -> float:
        low, high = self.low[place], self.high[place]
        if high < low or low == INF or high == -INF:  # nothing was seen, or only how far it reaches without end
            return 0.0
        return float(np.floor(high + SLACK) - np.ceil(low - SLACK))


def pinned(relations: Relations, known: Numbers, whole: Mask) -> Numbers:
    """`known`, and those of the `whole` unknown numbers of which a row leaves just one: 29,9 to 30,1 is 30.

    Rows with one unknown cell are asked, until none says more. Programmes over real numbers do not see this: of
    several rounded numbers in a sum they add up what each may be off.
    """
    known = known.copy()
    while True:
        unknown = np.isnan(known)
        said = relations.rows @ np.where(unknown, 0.0, known)
        left = sp.csr_array(relations.rows[:, np.flatnonzero(unknown)])
        alone = np.flatnonzero(np.diff(left.indptr) == 1)
        factor, cell = left.data[left.indptr[alone]], np.flatnonzero(unknown)[left.indices[left.indptr[alone]]]
        ends = np.sort(
            np.stack([(end[alone] - said[alone]) / factor for end in (relations.low, relations.high)]), axis=0
        )
        low, high = relations.floor.copy(), relations.ceiling.copy()
        np.maximum.at(low, cell, ends[0])
        np.minimum.at(high, cell, ends[1])
        low, high = np.ceil(low - SLACK), np.floor(high + SLACK)
        new = unknown & whole & (low == high)
        if not new.any():
            return known
        known[new] = low[new]


def findings(
    relations: Relations, known: Numbers, hidden: Mask, needs: Iterable[Need], whole: Mask | None = None
) -> list[Finding]:
    """Contradictions, and what a reader of `known` computes: of all `hidden` cells (P0), and of `needs` (P1 to P3).

    `whole`: as for `reach`.
    """
    needs = list(needs)
    enough = np.ones(len(known))
    for need in needs:
        enough[need.cell] = max(enough[need.cell], need.width, need.least)
    found = reach(relations, known, np.flatnonzero(hidden).tolist(), enough, whole)
    result = [Finding("contradiction", _first_cell(relations, row), np.nan, np.nan) for row in found.broken]
    result += [Finding("contradiction", cells[0], np.nan, np.nan) for cells in found.impossible]
    for cell in np.flatnonzero(hidden & (found.high - found.low < 1)).tolist():
        result.append(Finding("P0", cell, found.low[cell], found.high[cell]))
    for need in needs:
        low, high = found.low[need.cell], found.high[need.cell]
        if high - low < 1 or np.isnan(high) or (need.perhaps and low >= need.least):
            continue  # said already, or no small number
        if need.least and high < need.least:
            result.append(Finding("P1", need.cell, low, high))
        elif high - low < need.width:
            result.append(Finding("P2", need.cell, low, high))
        elif need.none and high <= 0:
            result.append(Finding("P3", need.cell, low, high))
    return result


def singleton_findings(relations: Relations, known: Numbers, hidden: Mask, singles: Iterable[int]) -> list[Finding]:
    """Verdict P4: cells that somebody computes who is the only case of a hidden cell and so knows it is 1."""
    left = put_in(relations, known)
    single = np.zeros(len(known), np.bool_)
    single[list(singles)] = True
    result: list[Finding] = []
    for rest in left.components:
        mine = np.flatnonzero(single[rest.cells] & hidden[rest.cells]).tolist()
        if mine and rest.rows.shape[0]:
            result += _known_by_singles(rest, mine, hidden)
    return result


def _known_by_singles(rest: Rest, singles: list[int], hidden: Mask) -> Iterable[Finding]:
    programme = Programme(rest.rows, rest.low, rest.high, rest.floor, rest.ceiling)
    columns = rest.rows.tocsc()
    group = _same(rest)
    for own in singles:
        near = _beside(rest, columns, own)
        programme.bound(own, 1.0, 1.0)
        seen = _Seen(len(rest.cells))
        try:
            for place in near:
                if group[place] == group[own] or not hidden[rest.cells[place]] or seen.width(place) >= 1:
                    continue
                for largest in (True, False):
                    far, at = programme.reach(place, largest)
                    seen.add(at)
                    seen.stretch(place, far)
                if seen.width(place) < 1:
                    low, high = np.ceil(seen.low[place] - SLACK), np.floor(seen.high[place] + SLACK)
                    yield Finding("P4", int(rest.cells[place]), low, high, int(rest.cells[own]))
        except Infeasible:
            pass  # said as a contradiction
        finally:
            programme.bound(own, float(rest.floor[own]), float(rest.ceiling[own]))


def _same(rest: Rest) -> NDArray[np.int64]:
    """(cells,) a number for each group of cells that are the same count, as of an area that is all of a larger one."""
    rows = rest.rows.tocsr()
    ends = rows.indptr
    two = np.flatnonzero((np.diff(ends) == 2) & (rest.low == 0) & (rest.high == 0))
    pairs = [(ends[r], ends[r] + 1) for r in two.tolist() if rows.data[ends[r]] == -rows.data[ends[r] + 1]]
    one, other = (np.array([rows.indices[pair[side]] for pair in pairs], np.int64) for side in (0, 1))
    size = len(rest.cells)
    joined = sp.csr_array((np.ones(len(one)), (one, other)), shape=(size, size))
    return np.asarray(connected_components(joined, directed=False)[1], np.int64)


def _beside(rest: Rest, columns, own: int) -> list[int]:  # type: ignore[no-untyped-def]  # a csc_array
    """Cells that stand in a row with a cell, in rows with these, and once more: also across levels."""
    near = {own}
    for _ in range(3):
        rows: NDArray[np.int64] = np.unique(np.concatenate([columns[:, [c]].indices for c in near]))
        near |= set(rest.rows[rows].indices.tolist())
    return sorted(near - {own})


def _first_cell(relations: Relations, row: int) -> int:
    return int(relations.rows[[row]].indices[0])
