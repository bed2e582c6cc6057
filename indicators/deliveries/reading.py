"""What a loader gives back, and how several readings become one set of observations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.model import Status
from indicators.observations import Observations, concatenate
from indicators.wording import STATUS, exact

EXAMPLES = 5  # how many cases a report names of each kind


@dataclass(frozen=True)
class Remark:
    """Something that people should know of a delivery and need not mend; one German sentence."""

    place: str  # delivery, or delivery and file
    sentence: str


@dataclass(frozen=True)
class LeftOut:
    """Cells that gave no observation."""

    reason: str  # German
    rows: int
    cells: int
    examples: tuple[str, ...]  # "Zeile 12: Schlüssel 00Nummer"


@dataclass(frozen=True)
class ReadFile:
    """A file as it was read; `name` is its path below the raw folder."""

    name: str
    sha256: str
    size: int  # bytes
    encoding: str  # "" for xlsx
    rows: int


@dataclass(frozen=True)
class Sign:
    """A text that stood where a number could stand, and what it was taken for."""

    text: str
    status: Status
    cells: int


@dataclass(frozen=True)
class Reading:
    """One delivery, read. `cells_read` is `kept` + `summed` + the cells of `left_out`.

    Observations and residuals together are `kept` + `computed`.
    """

    delivery: Delivery
    observations: Observations
    residuals: Observations  # rows without an area; level and area name the parent they belong to
    remarks: tuple[Remark, ...]
    files: tuple[ReadFile, ...]
    rows_read: int
    cells_read: int
    kept: int  # cells that became an observation or a residual of their own
    summed: int  # cells that went into a sum only
    computed: int  # observations and residuals made by adding cells
    left_out: tuple[LeftOut, ...]
    signs: tuple[Sign, ...]


class Resolved(NamedTuple):
    """All deliveries together, every cell once."""

    observations: Observations
    residuals: Observations
    remarks: tuple[Remark, ...]
    origin: NDArray[np.int16]  # (n,) index into the readings, for every observation


def resolve(readings: Sequence[Reading]) -> Resolved:
    """One value a cell. Equal values of several deliveries stand once, with a remark.

    Of unequal ones the delivery with the higher priority counts, with a remark; FaultyInput names unequal
    values that no priority decides.
    """
    observations, origin, remarks, faults = _settle([r.observations for r in readings], readings)
    residuals, _, more, wrong = _settle([r.residuals for r in readings], readings)
    if faults or wrong:
        raise FaultyInput(faults + wrong)
    return Resolved(observations, residuals, (*remarks, *more), origin)


def cell_numbers(o: Observations) -> NDArray[np.int64]:
    """(n,) one number a cell: equal exactly where variable, level, area and period are."""
    number = o.variable.astype(np.int64)
    for codes, names in ((o.level, o.levels), (o.area, o.areas), (o.period, o.periods)):
        number *= max(len(names), 1)
        number += codes
    return number


def name_cell(o: Observations, row: int) -> str:
    """The cell in the words of a report: `bev_insg, stadtteil STGT01, 2022-12-31`."""
    level, area = o.levels[o.level[row]], o.areas[o.area[row]]
    return f"{o.variables[o.variable[row]]}, {level} {area}, {o.periods[o.period[row]].iso}"


def worth(o: Observations, row: int) -> str:
    """Number or status of a row, as a person reads it in a report."""
    number = o.number[row]
    return STATUS[Status(o.status[row])] if np.isnan(number) else exact(number)


def same_value(
    one: Observations, rows: NDArray[np.int64], other: Observations, others: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether `rows` of one and `others` of the other say the same: equal status and equal number (or none)."""
    a, b = one.number[rows], other.number[others]
    equal: NDArray[np.bool_] = (one.status[rows] == other.status[others]) & ((a == b) | (np.isnan(a) & np.isnan(b)))
    return equal


def _settle(
    parts: Sequence[Observations], readings: Sequence[Reading]
) -> tuple[Observations, NDArray[np.int16], list[Remark], list[Fault]]:
    o = concatenate(parts)
    origin = np.repeat(np.arange(len(parts), dtype=np.int16), [len(p) for p in parts])
    cells = cell_numbers(o)
    rows = _repeated(cells)
    if not len(rows):
        return o, origin, [], []
    priority = np.array([r.delivery.priority for r in readings])
    order = rows[
        np.lexsort((origin[rows], -priority[origin[rows]], cells[rows]))
    ]  # a cell's rows side by side, the winner first
    first = np.ones(len(order), np.bool_)
    first[1:] = cells[order][1:] != cells[order][:-1]
    winner = order[np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))]
    again, wins = order[~first], winner[~first]
    equal = same_value(o, again, o, wins)
    decided = equal | (priority[origin[again]] < priority[origin[wins]])
    faults = _conflicts(o, again[~decided], wins[~decided], origin, readings)
    remarks = _remarks(o, again[decided], wins[decided], equal[decided], origin, readings)
    flags = o.flags.copy()
    np.bitwise_or.at(flags, wins[equal], flags[again[equal]])  # provisional in one file is provisional
    keep = np.ones(len(o), np.bool_)
    keep[again] = False
    return replace(o, flags=flags).take(keep), origin[keep], remarks, faults


def _repeated(cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows whose cell stands more than once, ascending."""
    order = np.argsort(cells, kind="stable")
    cells = cells[order]
    alike = cells[1:] == cells[:-1]
    twice = np.zeros(len(cells), np.bool_)
    twice[1:] = alike
    twice[:-1] |= alike
    return np.sort(order[twice])


def _conflicts(
    o: Observations,
    loses: NDArray[np.int64],
    wins: NDArray[np.int64],
    origin: NDArray[np.int16],
    readings: Sequence[Reading],
) -> list[Fault]:
    faults = []
    for a, b in zip(loses[:20].tolist(), wins[:20].tolist(), strict=True):
        one, other = readings[origin[b]].delivery.name, readings[origin[a]].delivery.name
        faults.append(
            Fault(
                f"deliveries/{one}.toml und deliveries/{other}.toml",
                f"{name_cell(o, a)} steht zweimal und ungleich: {worth(o, b)} und {worth(o, a)}; "
                "nennen Sie mit priority, welche Lieferung gilt.",
            )
        )
    if len(loses) > len(faults):
        faults.append(Fault("deliveries", f"Weitere {len(loses) - len(faults)} Werte stehen zweimal und ungleich."))
    return faults


def _remarks(
    o: Observations,
    again: NDArray[np.int64],
    wins: NDArray[np.int64],
    equal: NDArray[np.bool_],
    origin: NDArray[np.int16],
    readings: Sequence[Reading],
) -> list[Remark]:
    """One sentence for every variable and pair of deliveries."""
    groups: dict[tuple[int, int, int], list[int]] = {}
    pairs = zip(o.variable[again].tolist(), origin[wins].tolist(), origin[again].tolist(), strict=True)
    for place, group in enumerate(pairs):
        groups.setdefault(group, []).append(place)
    remarks = []
    for (variable, one, other), places in sorted(groups.items()):
        names = readings[one].delivery.name, readings[other].delivery.name
        unequal = [p for p in places if not equal[p]]
        equals = len(places) - len(unequal)
        sentence = f"{o.variables[variable]} steht auch in {names[1]}: {equals} gleiche Werte, einmal übernommen"
        if unequal:
            cases = (
                f"{name_cell(o, int(again[p]))}: {worth(o, int(wins[p]))} statt {worth(o, int(again[p]))}"
                for p in unequal[:EXAMPLES]
            )
            sentence += f"; {len(unequal)} ungleiche, es gilt {names[0]} (Vorrang): {'; '.join(cases)}"
        remarks.append(Remark(names[0], sentence + "."))
    return remarks
