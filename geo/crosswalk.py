"""Umsteigeschlüssel: read and check the table of a reform; assumes that weights are shares of the old area.

Counts are converted with it in `indicators.counting.convert`; rates never are.
"""

import csv
import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
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
    parts: tuple[tuple[str, str, str], ...] = ()  # instead: part, old key, new key, to be weighted by counts
    finer: str = ""  # the level of the parts
    variable: str = ""  # the counts


def read_crosswalk(
    path: Path, spec: CrosswalkSpec, old_keys: Collection[str], new_keys: Collection[str]
) -> tuple[Crosswalk, list[Fault], list[Remark]]:
    """The table of one reform; unknown keys, weights outside 0 to 1 and sums other than 1 are faults.

    Sums within the declared tolerance are brought to 1, with a remark. Old keys without a row are a fault: an
    unchanged area has one row with the weight 1.
    """
    place = f"{spec.level}, {spec.file}"
    empty = Crosswalk(spec.level, spec.date, spec.basis, ())
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=spec.delimiter))
    except (OSError, UnicodeDecodeError):
        return empty, [Fault(place, "die Datei fehlt oder ist kein Text in UTF-8.")], []
    absent = [column for column in (spec.old, spec.new, spec.weight) if not rows or column not in rows[0]]
    if absent:
        columns = ", ".join(rows[0]) if rows else "keine"
        return empty, [Fault(place, f"es fehlen die Spalten {', '.join(absent)}; vorhanden: {columns}.")], []
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
    wrong = {
        "Gewichte müssen zwischen 0 und 1 liegen": odd,
        "doppelt stehen": twice,
        f"die Gewichte ergeben nicht 1 (erlaubte Abweichung {comma(max(spec.tolerance, ROUNDING), 5)}) bei": far,
        "als altes Gebiet nicht bekannt": sorted(set(sums) - set(old_keys)),
        "als neues Gebiet nicht bekannt": sorted({new for _, new in weights} - set(new_keys)),
        "ohne Zeile (unverändert ist das Gewicht 1)": sorted(
            set(old_keys) - {(row[spec.old] or "").strip() for row in rows}
        ),
    }
    faults += [Fault(place, f"{what}: {named(keys)}.") for what, keys in wrong.items() if keys]
    off = sorted(old for old, total in sums.items() if old not in far and abs(total - 1) > ROUNDING)
    remarks = [Remark(place, f"Gewichte auf die Summe 1 gebracht: {named(off)}.")] if off else []
    scaled = ((old, new, weight / sums[old]) for (old, new), weight in weights.items() if sums[old] > 0)
    return Crosswalk(spec.level, spec.date, spec.basis, tuple(sorted(scaled))), faults, remarks


def from_parts(areas: Sequence[Area], spec: CrosswalkSpec, old: Collection[str]) -> tuple[Crosswalk, list[Fault]]:
    """Which old and which new area every part of a finer level lies in; who has the counts makes weights of it.

    The parts are the same on both sides of the reform, name a parent on either, and leave out no old area.
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
    return Crosswalk(spec.level, spec.date, "", (), parts, spec.parts, spec.variable), faults
