"""What was read, left out, found missing and compared, as one JSON-able report; no times, no paths of this machine."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from indicators.counting.aggregate import Matrix, delivered_matrices
from indicators.counting.tree import AreaTree
from indicators.deliveries.reading import Reading, Remark, Resolved
from indicators.deliveries.totals import adding, compare_totals, plain_number
from indicators.model import Catalogue, Period, Status
from indicators.observations import Observations

SHOWN: Final = 20  # how many cases of one kind the report lists; the counts are of all
Json = dict[str, Any]


def report(
    readings: Sequence[Reading],
    resolved: Resolved,
    tree: AreaTree,
    catalogue: Catalogue,
    boundaries: Mapping[str, object] | None = None,
) -> Json:
    """Everything a load has to say, in a stable order; `boundaries` is the report of the outlines, passed through."""
    periods = tuple(sorted(set(resolved.observations.periods) | set(resolved.residuals.periods)))
    delivered = delivered_matrices(resolved.observations, tree, periods)
    rest = delivered_matrices(resolved.residuals, tree, periods)
    adds = adding(delivered, catalogue)
    return {
        "deliveries": [_delivery(reading) for reading in readings],
        "together": {
            "observations": len(resolved.observations),
            "residuals": len(resolved.residuals),
            "remarks": [_remark(r) for r in resolved.remarks],
        },
        "keys_without_area": _strangers(resolved.observations, tree),
        "keys_out_of_time": _out_of_time(resolved.observations, tree),
        "areas_without_value": list(_gaps(delivered, tree, periods)),
        "residuals": list(_residuals(rest, tree, periods)),
        "totals": list(compare_totals(delivered, rest, tree, periods, adds)),
        "fractions": list(_fractions(resolved.observations, catalogue)),
        "boundaries": dict(boundaries or {}),
    }


def _delivery(reading: Reading) -> Json:
    spec = reading.delivery
    return {
        "name": spec.name,
        "title": spec.title,
        "producer": spec.source.producer,
        "licence": spec.source.licence,
        "loader": spec.loader,
        "files": [
            {"name": f.name, "sha256": f.sha256, "bytes": f.size, "encoding": f.encoding, "rows": f.rows}
            for f in reading.files
        ],
        "rows_read": reading.rows_read,
        "cells_read": reading.cells_read,
        "kept": reading.kept,
        "summed": reading.summed,
        "computed": reading.computed,
        "observations": len(reading.observations),
        "residuals": len(reading.residuals),
        "variables": list(spec.variables),
        "left_out": [
            {"reason": o.reason, "rows": o.rows, "cells": o.cells, "examples": list(o.examples)}
            for o in reading.left_out
        ],
        "signs": [{"sign": s.text, "status": s.status.name, "cells": s.cells} for s in reading.signs],
        "remarks": [_remark(r) for r in reading.remarks],
    }


def _remark(remark: Remark) -> Json:
    return {"place": remark.place, "sentence": remark.sentence}


def _strangers(o: Observations, tree: AreaTree) -> list[Json]:
    """Keys that no area of the town has."""
    known = {level: frozenset(keys) for level, keys in tree.keys.items()}
    counts = sorted(_count_keys(o).items())
    return [
        {"level": level, "key": key, "observations": n}
        for (level, key), n in counts
        if key not in known.get(level, frozenset())
    ]


def _count_keys(o: Observations) -> Counter[tuple[str, str]]:
    pairs = o.level.astype(np.int64) * max(len(o.areas), 1) + o.area
    codes, counts = np.unique(pairs, return_counts=True)
    width = max(len(o.areas), 1)
    named = zip(codes.tolist(), counts.tolist(), strict=True)
    return Counter({(o.levels[c // width], o.areas[c % width]): n for c, n in named})


def _out_of_time(o: Observations, tree: AreaTree) -> list[Json]:
    """Keys with values for periods in which the area did not exist: (level, key, periods)."""
    found: dict[tuple[str, str], list[str]] = {}
    for code, level in enumerate(o.levels):
        if level not in tree.keys:
            continue
        index = tree.index(level)
        row = np.array([index.get(key, -1) for key in o.areas] or [-1], np.int32)
        mine = np.flatnonzero(o.level == code)
        for place, period in enumerate(o.periods):
            areas = np.unique(o.area[mine[o.period[mine] == place]])
            known = areas[row[areas] >= 0]
            for area in known[~tree.valid(level, period)[row[known]]].tolist():
                found.setdefault((level, o.areas[area]), []).append(period.iso)
    return [{"level": lv, "key": key, "periods": ps} for (lv, key), ps in sorted(found.items())]


def _gaps(delivered: Mapping[str, Mapping[str, Matrix]], tree: AreaTree, periods: tuple[Period, ...]) -> Iterator[Json]:
    """Areas that lack a variable in a period in which others of their level have it, or have it only as missing."""
    for variable, by_level in sorted(delivered.items()):
        for level in (lv for lv in tree.levels if lv in by_level):
            matrix = by_level[level]
            for place in np.flatnonzero(matrix.delivered.any(axis=0)).tolist():
                valid = tree.valid(level, periods[place])
                silent = valid & ~matrix.delivered[:, place]
                lost = valid & matrix.delivered[:, place] & (matrix.status[:, place] == Status.missing)
                if silent.any() or lost.any():
                    rows = np.flatnonzero(silent | lost)
                    yield {
                        "variable": variable,
                        "level": level,
                        "period": periods[place].iso,
                        "not_delivered": int(silent.sum()),
                        "missing": int(lost.sum()),
                        "keys": [tree.keys[level][r] for r in rows[:SHOWN].tolist()],
                    }


def _residuals(rest: Mapping[str, Mapping[str, Matrix]], tree: AreaTree, periods: tuple[Period, ...]) -> Iterator[Json]:
    """What was delivered for a parent without an area."""
    for variable, by_level in sorted(rest.items()):
        for level, matrix in sorted(by_level.items()):
            for row, place in np.argwhere(matrix.delivered).tolist():
                yield {
                    "variable": variable,
                    "level": level,
                    "key": tree.keys[level][row],
                    "period": periods[place].iso,
                    "number": plain_number(matrix.number[row, place]),
                    "status": Status(matrix.status[row, place]).name,
                }


def _fractions(o: Observations, catalogue: Catalogue) -> Iterator[Json]:
    """Counts that are no whole numbers, although their variable says that it counts."""
    broken = ~np.isnan(o.number) & (np.nan_to_num(o.number) % 1 != 0)
    for code, n in sorted(Counter(o.variable[broken].tolist()).items()):
        variable = catalogue.variables.get(o.variables[code])
        if variable is not None and variable.kind == "count" and variable.integer:
            yield {"variable": variable.id, "observations": n}
