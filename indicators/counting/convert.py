"""Counts of old areas as counts of new ones, by the weights of a crosswalk; runs on counts, before any suppression.

An old area that passes whole into a new one is exact; a divided one gives an estimate. Rates are never converted:
numerator and denominator are, each by itself. y_new = sum over old areas of weight * y_old, weights of an old area
adding up to 1, so that totals survive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.counting.aggregate import PRECEDENCE, Matrix, carried_flags, number_status
from indicators.counting.groups import Groups
from indicators.errors import CannotAggregate, Fault, FaultyInput
from indicators.model import Flag, Status, Variable

ROUNDING = 1e-5  # the weights of an old area may miss 1 by so much: they are written with few decimals
SHOWN = 5  # how many keys a sentence names


@dataclass(frozen=True)
class Weighting:
    """Which shares of old areas go to which new ones, (n,) each, by ascending new row; made by `weighting`."""

    old_keys: tuple[str, ...]
    new_keys: tuple[str, ...]
    old: NDArray[np.int64]  # row in old_keys
    share: NDArray[np.float64]  # over 0 up to 1; 1: the whole old area
    groups: Groups  # of the n entries by new row
    place: str  # the table, for faults


@dataclass(frozen=True)
class Converted:
    """One variable on the new areas: (new areas, periods) each."""

    matrix: Matrix
    exists: NDArray[np.bool_]  # some old area that existed in the period passed into it
    split: NDArray[np.float64]  # share of the number that comes from divided areas; 0: exact


def weighting(
    table: Iterable[tuple[str, str, float]], old_keys: tuple[str, ...], new_keys: tuple[str, ...], place: str
) -> Weighting:
    """The table (old key, new key, weight) by rows; entries of weight 0 say nothing and are left out.

    FaultyInput for keys that nobody knows, pairs that stand twice, weights outside 0 to 1 and sums other than 1.
    """
    of_old, of_new = ({key: row for row, key in enumerate(keys)} for keys in (old_keys, new_keys))
    shares: dict[tuple[str, str], float] = {}
    twice, odd = [], []
    for old, new, weight in table:
        if (old, new) in shares:
            twice.append(f"{old} nach {new}")
        elif not 0 <= weight <= 1:
            odd.append(f"{old} nach {new}")
        shares[old, new] = weight
    sums: dict[str, float] = {}
    for (old, _), weight in shares.items():
        sums[old] = sums.get(old, 0.0) + weight
    wrong = {
        "zweimal stehen da; jedes Paar hat eine Zeile": twice,
        "die Gewichte müssen zwischen 0 und 1 liegen bei": odd,
        "als altes Gebiet nicht bekannt": sorted({old for old, _ in shares} - of_old.keys()),
        "als neues Gebiet nicht bekannt": sorted({new for _, new in shares} - of_new.keys()),
        "die Gewichte eines alten Gebiets müssen zusammen 1 ergeben, und tun es nicht bei": sorted(
            old for old, total in sums.items() if abs(total - 1) > ROUNDING and not odd
        ),
    }
    faults = [Fault(place, f"{what}: {_named(keys)}.") for what, keys in wrong.items() if keys]
    if faults:
        raise FaultyInput(faults)
    entries = sorted((of_new[n], of_old[o], w / sums[o]) for (o, n), w in shares.items() if w > 0)
    groups = Groups.of(np.array([n for n, _, _ in entries], np.int32), len(new_keys))
    rows = np.array([o for _, o, _ in entries], np.int64)
    return Weighting(old_keys, new_keys, rows, np.array([w for _, _, w in entries], np.float64), groups, place)


def convertible(variable: Variable) -> None:
    """CannotAggregate for what was delivered as a finished value: it has no counts that could be divided or added."""
    if variable.kind == "given":
        raise CannotAggregate(
            f"„{variable.title}“ wurde ohne Zähler und Nenner geliefert und kann nicht auf einen anderen Gebietsstand "
            "umgerechnet werden; gezeigt werden nur die Werte auf ihren eigenen Gebieten."
        )


def convert(
    matrix: Matrix, by: Weighting, exists: NDArray[np.bool_], split: NDArray[np.float64] | None = None
) -> Converted:
    """The counts of `matrix` (old areas, periods) on the new areas; `exists` says which old areas there were when.

    A new area has a number only where every part of it has one (parts that cannot apply add nothing), else the
    gravest status of its parts. One whole old area keeps its status and flags; several whole ones are a plain sum;
    what comes from divided areas is flagged as estimated, save where it is nothing: of zero every part is zero.
    `split` is the share that earlier conversions estimated. What was delivered for a parent without an area
    converts by the parent's table, with `exists` where something was delivered.
    FaultyInput names old areas that existed and have no weights.
    """
    _matched(by, exists)
    groups, share = by.groups, by.share[by.groups.rows, None]
    rows = by.old[groups.rows]
    part, there = matrix.take(rows), exists[rows]
    has = part.has_number & there
    known = has | ((part.status == Status.not_applicable) & there)
    amount = np.where(has, part.number, 0.0) * share
    total, count = groups.sums(amount), groups.sums(there.astype(float))
    complete = groups.all(known | ~there) & groups.any(has)
    status = np.full(total.shape, Status.missing, np.uint8)
    for grave in reversed(PRECEDENCE):
        status[groups.any((part.status == grave) & there & ~has)] = grave
    rounded = groups.any((part.status == Status.rounded_zero) & has)
    status = np.where(complete, number_status(total, rounded), status)
    divided = np.where(share < 1, 1.0, 0.0 if split is None else split[rows])
    size = groups.sums(np.abs(amount))
    portion = np.divide(groups.sums(np.abs(amount) * divided), size, out=np.zeros(size.shape), where=size > 0)
    portion = np.where(complete, portion, 0.0)
    carried = carried_flags(part) | (part.flags & np.uint8(Flag.break_before))
    flags = groups.union(np.where(there, carried, 0).astype(np.uint8))
    flags = np.where(complete, flags | np.where(portion > 0, np.uint8(Flag.estimated), np.uint8(0)), 0)
    one = (count == 1) & groups.all((share == 1) | ~there)  # passes on as it is
    status = np.where(one, groups.union(np.where(there, part.status, 0).astype(np.uint8)), status)
    flags = np.where(one, flags & ~np.uint8(Flag.estimated) | groups.union(np.where(there, part.flags, 0)), flags)
    weight = groups.sums(there * share)
    covered = np.divide(groups.sums(known * share), weight, out=np.zeros(weight.shape), where=weight > 0)
    delivered = groups.all(part.delivered | ~there) & (count > 0)
    number = np.where(complete, total, np.nan)
    made = Matrix(number, status.astype(np.uint8), flags.astype(np.uint8), delivered, covered)
    return Converted(made, np.asarray(count > 0), portion)


def reached(cells: NDArray[np.bool_], by: Weighting) -> NDArray[np.bool_]:
    """(new areas, periods) True where any part of the new area is marked in `cells` (old areas, periods)."""
    return by.groups.any(cells[by.old[by.groups.rows]])


def weights_of_parts(
    count: Mapping[str, float], old: Mapping[str, str], new: Mapping[str, str]
) -> tuple[tuple[str, str, float], ...]:
    """(old key, new key, weight) by the residents of smaller areas, each with its old and new area.

    `count` is part -> residents. An old area that nobody lives in is divided by its number of parts.
    FaultyInput for parts without an area.
    """
    lost = sorted(set(count) - (old.keys() & new.keys()))
    if lost:
        sentence = f"ohne altes oder neues Gebiet, in dem sie liegen: {_named(lost)}; nennen Sie es (parents)."
        raise FaultyInput([Fault("Umsteigeschlüssel", sentence)])
    moved: dict[tuple[str, str], list[float]] = {}
    whole: dict[str, list[float]] = {}
    for part, residents in count.items():
        moved.setdefault((old[part], new[part]), []).append(residents)
        whole.setdefault(old[part], []).append(residents)
    return tuple(
        (o, n, sum(some) / sum(whole[o]) if sum(whole[o]) else len(some) / len(whole[o]))
        for (o, n), some in sorted(moved.items())
    )


def _matched(by: Weighting, exists: NDArray[np.bool_]) -> None:
    """Every old area that existed must go somewhere; else its counts would be lost in silence."""
    rows = np.flatnonzero(exists.any(axis=1))
    lost = sorted(by.old_keys[row] for row in rows[~np.isin(rows, by.old)].tolist())
    if lost:
        sentence = (
            f"alte Gebiete ohne Zeile ({len(lost)}): {_named(lost)}; ergänzen Sie sie oder nehmen Sie die Tabelle des "
            "Gebietsstands, auf dem geliefert wurde (unverändert ist das Gewicht 1)."
        )
        raise FaultyInput([Fault(by.place, sentence)])


def _named(keys: list[str]) -> str:
    shown = ", ".join(keys[:SHOWN])
    return shown if len(keys) <= SHOWN else f"{shown} und {len(keys) - SHOWN} weitere"
