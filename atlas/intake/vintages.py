"""While taking a city in: cubes of every reformed level on the areas of each vintage, beside those as delivered."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from atlas.comparison import TODAY, Comparison
from atlas.numbers import period_text
from geo.crosswalk import Crosswalk
from indicators.counting.convert import weights_of_parts
from indicators.counting.counts import Counts
from indicators.counting.cube import Cube
from indicators.counting.vintage import OneVintage, Reform, on_vintages, vintage_cube
from indicators.errors import Fault, FaultyInput
from indicators.methods import family
from indicators.model import Catalogue, Status

Shares = tuple[tuple[str, str, float], ...]


@dataclass(frozen=True)
class Compared:
    """What is said of each level and vintage that can be converted to, the cubes, and what the report says of both."""

    comparisons: tuple[Comparison, ...]
    cubes: tuple[Cube, ...]
    report: tuple[dict[str, object], ...]  # JSON-able, one a comparison


def compare(
    crosswalks: Iterable[Crosswalk], counts: Counts, catalogue: Catalogue, delivered: Iterable[Cube]
) -> Compared:
    """Every level with a crosswalk on the areas of each of its vintages, as far as weights lead there.

    FaultyInput names areas that a crosswalk forgets, and parts without the counts that weigh them.
    """
    reforms = [_reform(crosswalk, counts, catalogue) for crosswalk in crosswalks]
    cubes = {(cube.indicator, cube.level): cube for cube in delivered}
    methods = family()
    comparisons: list[Comparison] = []
    made: list[Cube] = []
    said: list[dict[str, object]] = []
    for level in counts.tree.levels:
        one_way = tuple(sorted(r.day for r in reforms if r.level == level and not r.back))
        for vintage in on_vintages(counts, catalogue.variables, level, reforms):
            comparison = _comparison(vintage, one_way)
            found: list[Cube] = []
            for indicator in catalogue.indicators.values():
                own = cubes.get((indicator.id, level))
                cube = vintage_cube(indicator, methods[indicator.method], vintage, own)
                found += [] if cube is None else [replace(cube, level=comparison.stored)]
            finished = [i.id for i in catalogue.indicators.values() if not methods[i.method].ADDS_UP]
            comparisons.append(comparison)
            made += found
            said.append(_said(comparison, vintage, found, [i for i in finished if (i, level) in cubes]))
    return Compared(tuple(comparisons), tuple(made), tuple(said))


def _comparison(vintage: OneVintage, one_way: tuple[dt.date, ...]) -> Comparison:
    word = TODAY if vintage.last == dt.date.max else vintage.last.isoformat()
    basis = "; ".join(vintage.bases)
    return Comparison(vintage.level, vintage.first, vintage.since, basis, word, vintage.last, vintage.until, one_way)


def _said(comparison: Comparison, vintage: OneVintage, cubes: Iterable[Cube], finished: list[str]) -> dict[str, object]:
    """Which cells were converted to these areas, how many of them are estimates, and what was not."""
    converted = estimates = hidden = 0
    indicators = []
    for cube in cubes:
        indicators.append(cube.indicator)
        moved = np.array([not vintage.first <= p.end <= vintage.last for p in cube.periods], np.bool_) & cube.exists
        number = moved & ~np.isnan(cube.numerator)
        converted += int(number.sum())
        hidden += int((moved & (cube.status == Status.secret)).sum())
        estimates += int((number & (cube.split > 0)).sum()) if cube.split is not None else 0
    return {
        "level": comparison.level,
        "areas": comparison.word,
        "first": None if comparison.day == dt.date.min else comparison.day.isoformat(),
        "since": None if comparison.since == dt.date.min else comparison.since.isoformat(),
        "until": None if comparison.until == dt.date.max else comparison.until.isoformat(),
        "basis": comparison.basis,
        "indicators": indicators,
        "converted": converted,
        "estimates": estimates,
        "secret": hidden,
        "not_converted": finished,
        "one_way": [day.isoformat() for day in comparison.one_way],
    }


def _reform(crosswalk: Crosswalk, counts: Counts, catalogue: Catalogue) -> Reform:
    """The crosswalk with its weights in both directions: as delivered, by the counts of parts, or of the old areas.

    No way back where the town has nothing from before the reform: nobody knows what the old areas weighed.
    """
    level, day, basis = crosswalk.level, crosswalk.date, crosswalk.basis
    if crosswalk.parts:
        weights, basis = _by_parts(crosswalk, counts, catalogue, later=False)
        back, back_basis = _by_parts(crosswalk, counts, catalogue, later=True)
        return Reform(level, day, basis, weights, back, back_basis)
    if crosswalk.variable and _known(crosswalk, counts, level)[0]:
        back, said = _by_old_areas(crosswalk, counts, catalogue)
        return Reform(
            level, day, basis, crosswalk.weights, back, f"{catalogue.variables[crosswalk.variable].title}, {said}"
        )
    return Reform(level, day, basis, crosswalk.weights, crosswalk.back or _whole(crosswalk.weights))


def _whole(weights: Shares) -> Shares:
    """The way back where nothing was put together: every new area came out of one old one; () else."""
    real = [(new, old) for old, new, weight in weights if weight > 0]
    return tuple((new, old, 1.0) for new, old in sorted(real)) if len(dict(real)) == len(real) else ()


def _by_old_areas(crosswalk: Crosswalk, counts: Counts, catalogue: Catalogue) -> tuple[Shares, str]:
    """The way back by what the shares are shares of: the last counts of the old areas, times their shares."""
    number, said = _counted(crosswalk, counts, catalogue, crosswalk.level, sorted({o for o, _, _ in crosswalk.weights}))
    pieces = {(old, new): number[old] * weight for old, new, weight in crosswalk.weights if weight > 0}
    whole: dict[str, list[float]] = {}
    for (_, new), piece in pieces.items():
        whole.setdefault(new, []).append(piece)
    return tuple(
        (new, old, piece / sum(whole[new]) if sum(whole[new]) else 1 / len(whole[new]))
        for (old, new), piece in sorted(pieces.items(), key=lambda p: (p[0][1], p[0][0]))
    ), said


def _by_parts(crosswalk: Crosswalk, counts: Counts, catalogue: Catalogue, *, later: bool) -> tuple[Shares, str]:
    """Shares of the old areas by the counts of their parts; `later`: of the new areas, for the way back."""
    parts = [part for part, _, _ in crosswalk.parts]
    number, said = _counted(crosswalk, counts, catalogue, crosswalk.finer, parts, later=later)
    old = {part: key for part, key, _ in crosswalk.parts}
    new = {part: key for part, _, key in crosswalk.parts}
    sides = (new, old) if later else (old, new)
    return weights_of_parts(number, *sides), f"{catalogue.variables[crosswalk.variable].title} der Teile, {said}"


def _counted(
    crosswalk: Crosswalk, counts: Counts, catalogue: Catalogue, level: str, keys: list[str], *, later: bool = False
) -> tuple[dict[str, float], str]:
    """key -> the counts that weigh, and of when: the last ones before the reform, or the first ones after it.

    FaultyInput where there are none, or one is absent.
    """
    variable = crosswalk.variable
    place = f"{crosswalk.level}, Umsteigeschlüssel zum {crosswalk.date:%d.%m.%Y}"
    before, after = _known(crosswalk, counts, level)
    if not before:
        sentence = (
            f"für das Merkmal „{variable}“ liegt auf der Ebene {level} aus der Zeit davor nichts "
            "vor; nennen Sie ein anderes (variable) oder geben Sie eine Tabelle an (file)."
        )
        raise FaultyInput([Fault(place, sentence)])
    matrix = counts.matrices[variable][level]
    row, silent = counts.tree.index(level), keys
    for column in (*(after[:1] if later else ()), before[-1]):
        empty = matrix.status[:, column] == Status.not_applicable  # nobody can be there
        number = np.where(empty, 0.0, matrix.number[:, column])
        silent = [key for key in keys if np.isnan(number[row[key]])]
        if not silent:
            return {key: float(number[row[key]]) for key in keys}, period_text(counts.periods[column])
    shown = ", ".join(silent[:5]) + (f" und {len(silent) - 5} weitere" if len(silent) > 5 else "")
    sentence = f"ohne Zahl für „{variable}“, die das Gewicht gäbe: {shown}; ergänzen Sie die Lieferung."
    raise FaultyInput([Fault(place, sentence)])


def _known(crosswalk: Crosswalk, counts: Counts, level: str) -> tuple[list[int], list[int]]:
    """The columns with counts of what weighs, before the reform and after it."""
    matrix = counts.matrices.get(crosswalk.variable, {}).get(level)
    columns = [] if matrix is None else np.flatnonzero(matrix.has_number.any(axis=0)).tolist()
    split = sum(counts.periods[column].end < crosswalk.date for column in columns)  # periods are in order
    return columns[:split], columns[split:]
