"""Umsteigeschlüssel: read and check the table of a reform: shares of the old areas, and of the new for the way back.

Counts are converted with it in `indicators.counting.convert`; rates never are.
"""

import csv
import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.areas import Area, valid_on
from geo.errors import Fault, Remark, comma, named
from geo.outline_spec import CrosswalkSpec

ROUNDING = 1e-5  # sums may be off by so much because weights are written with few decimals
MOST_TOLERANCE = 0.005  # no town may declare more: a table that is further off is wrong


@dataclass(frozen=True)
class Crosswalk:
    """Weights from the areas before a date to those after; the weights of an old key add up to 1."""

    level: str
    date: dt.date
    basis: str
    weights: tuple[tuple[str, str, float], ...]  # old key, new key, share of the old area; ascending
    back: tuple[tuple[str, str, float], ...] = ()  # new key, old key, share of the new area; (): not delivered
    parts: tuple[tuple[str, str, str], ...] = ()  # instead: part, old key, new key, to be weighted by counts
    finer: str = ""  # the level of the parts
    variable: str = ""  # the counts; of a table: what the shares are shares of


def read_crosswalk(
    path: Path, spec: CrosswalkSpec, old_keys: Collection[str], new_keys: Collection[str]
) -> tuple[Crosswalk, list[Fault], list[Remark]]:
    """The table of one reform; unknown keys, weights outside 0 to 1 and sums other than 1 are faults.

    Sums within the declared tolerance are brought to 1, with a remark. Old keys without a row are a fault: an
    unchanged area has one row with the weight 1. The same holds of new keys, where there is a column for the way back.
    """
    place = f"{spec.level}, {spec.file}"
    empty = Crosswalk(spec.level, spec.date, spec.basis, ())
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=spec.delimiter))
    except (OSError, UnicodeDecodeError):
        return empty, [Fault(place, "die Datei fehlt oder ist kein Text in UTF-8.")], []
    needed = [column for column in (spec.old, spec.new, spec.weight, spec.back) if column]
    absent = [column for column in needed if not rows or column not in rows[0]]
    if absent:
        columns = ", ".join(rows[0]) if rows else "keine"
        return empty, [Fault(place, f"es fehlen die Spalten {', '.join(absent)}; vorhanden: {columns}.")], []
    weights, faults, remarks = _shares(rows, spec, place, (old_keys, new_keys))
    back: tuple[tuple[str, str, float], ...] = ()
    if spec.back:
        other = replace(spec, old=spec.new, new=spec.old, weight=spec.back)
        back, wrong, told = _shares(rows, other, f"{place}, Spalte {spec.back}", (new_keys, old_keys))
        faults, remarks = faults + wrong, remarks + told
    return Crosswalk(spec.level, spec.date, spec.basis, weights, back, variable=spec.variable), faults, remarks


def _shares(
    rows: Sequence[Mapping[str, str | None]],
    spec: CrosswalkSpec,
    place: str,
    keys: tuple[Collection[str], Collection[str]],
) -> tuple[tuple[tuple[str, str, float], ...], list[Fault], list[Remark]]:
    """(from, to, share of the first) by the columns old, new, weight; `keys`: the areas on either side."""
    weights: dict[tuple[str, str], float] = {}
    faults, odd, twice = [], [], []
    for line, row in enumerate(rows, start=2):
        pair = ((row[spec.old] or "").strip(), (row[spec.new] or "").strip())
        try:
            weight = float((row[spec.weight] or "").replace(",", "."))
        except ValueError:
            weight = -1.0
        if not 0 <= weight <= 1:
            odd.append(f"Zeile {line}")
        elif pair in weights:
            twice.append(f"{pair[0]} nach {pair[1]}")
        else:
            weights[pair] = weight
    sums: dict[str, float] = {}
    for (old, _), weight in weights.items():
        sums[old] = sums.get(old, 0.0) + weight
    far = sorted(old for old, total in sums.items() if abs(total - 1) > max(spec.tolerance, ROUNDING))
    sides = ("neues", "altes") if spec.weight == spec.back else ("altes", "neues")
    wrong = {
        "Gewichte müssen zwischen 0 und 1 liegen": odd,
        "doppelt stehen": twice,
        f"die Gewichte ergeben nicht 1 (erlaubte Abweichung {comma(max(spec.tolerance, ROUNDING), 5)}) bei": far,
        f"als {sides[0]} Gebiet nicht bekannt": sorted(set(sums) - set(keys[0])),
        f"als {sides[1]} Gebiet nicht bekannt": sorted({new for _, new in weights} - set(keys[1])),
        "ohne Zeile (unverändert ist das Gewicht 1)": sorted(
            set(keys[0]) - {(row[spec.old] or "").strip() for row in rows}
        ),
    }
    faults += [Fault(place, f"{what}: {named(found)}.") for what, found in wrong.items() if found]
    off = sorted(old for old, total in sums.items() if old not in far and abs(total - 1) > ROUNDING)
    remarks = [Remark(place, f"Gewichte auf die Summe 1 gebracht: {named(off)}.")] if off else []
    scaled = ((old, new, weight / sums[old]) for (old, new), weight in weights.items() if sums[old] > 0)
    return tuple(sorted(scaled)), faults, remarks


def from_parts(areas: Sequence[Area], spec: CrosswalkSpec, old: Collection[str]) -> tuple[Crosswalk, list[Fault]]:
    """Which old and which new area every part of a finer level lies in; who has the counts makes weights of it.

    That goes both ways. The parts are the same on both sides of the reform, name a parent on either, and leave out no
    old area.
    """
    place = f"{spec.level}, Umsteigeschlüssel zum {spec.date:%d.%m.%Y}"
    finer = [area for area in areas if area.level == spec.parts]
    eve, day = valid_on(finer, spec.date - dt.timedelta(days=1)), valid_on(finer, spec.date)
    before = {area.key: area.parents.get(spec.level, "") for area in eve}
    after = {area.key: area.parents.get(spec.level, "") for area in day}
    wrong = {
        f"auf der Ebene {spec.parts} nur vor oder nur nach der Reform da": sorted(before.keys() ^ after.keys()),
        f"ohne Gebiet der Ebene {spec.level} (parents)": sorted(
            key for key in before.keys() & after.keys() if not (before[key] and after[key])
        ),
        f"ohne Teil auf der Ebene {spec.parts}": sorted(set(old) - set(before.values())),
    }
    faults = [Fault(place, f"{what}: {named(keys)}.") for what, keys in wrong.items() if keys]
    parts = tuple((key, before[key], after[key]) for key in sorted(before.keys() & after.keys()))
    return Crosswalk(spec.level, spec.date, "", (), (), parts, spec.parts, spec.variable), faults
