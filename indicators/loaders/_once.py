"""Every cell of a delivery once, whatever its files repeat."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.deliveries.reading import EXAMPLES, cell_numbers, name_cell, same_value, worth
from indicators.errors import Fault
from indicators.loaders._tally import Tally
from indicators.observations import Observations, concatenate

REPEATED = "steht gleich in einer anderen Datei der Lieferung"
SHOWN = 20  # how many faults of one kind are spelled out


@dataclass(frozen=True)
class Part:
    """Observations of one column, with the table and the line that each came from."""

    observations: Observations
    place: str  # file, and sheet
    line: NDArray[np.int64]
    computed: bool  # sums, not cells


def once(parts: list[Part], tally: Tally, faults: list[Fault]) -> Observations:
    """All parts together. A cell twice in one file is a fault; in two files, unless both say the same."""
    o = concatenate([p.observations for p in parts])
    cells = cell_numbers(o)
    order = np.argsort(cells, kind="stable")
    first = np.ones(len(order), np.bool_)
    cells = cells[order]
    first[1:] = cells[1:] != cells[:-1]
    if first.all():
        return o
    lengths = [len(p.line) for p in parts]
    names = list(dict.fromkeys(p.place for p in parts))
    source = np.repeat(np.array([names.index(p.place) for p in parts]), lengths)
    computed = np.repeat(np.array([p.computed for p in parts]), lengths)
    line = np.concatenate([p.line for p in parts])
    again = order[~first]
    one = order[np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))][~first]
    bad = (source[again] == source[one]) | ~same_value(o, again, o, one)
    for a, b in zip(again[bad][:SHOWN].tolist(), one[bad][:SHOWN].tolist(), strict=True):
        other = f"{line[a]}" if source[a] == source[b] else f"{names[source[a]]}, Zeile {line[a]}"
        what = f"{name_cell(o, a)} steht zweimal: {worth(o, b)} und {worth(o, a)}"
        place = f"{names[source[b]]}, Zeile {line[b]} und {other}"
        faults.append(Fault(place, f"{what}; erlaubt ist ein Wert; streichen Sie den falschen."))
    if bad.sum() > SHOWN:
        faults.append(Fault(", ".join(names[:3]), f"Weitere {bad.sum() - SHOWN} Werte stehen zweimal."))
    same = again[~bad]
    examples = (f"{names[source[a]]}, Zeile {line[a]}: {name_cell(o, a)}" for a in same[:EXAMPLES].tolist())
    of_cells = int((~computed[same]).sum())
    if len(same):
        tally.leave_out(REPEATED, 0, of_cells, examples)
    tally.kept -= of_cells
    tally.computed -= len(same) - of_cells
    return o.take(np.sort(order[first]))
