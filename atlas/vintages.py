"""While taking a city in: cubes of every reformed level on its newest areas, stored beside those as delivered."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from atlas.comparison import TODAY, Comparison
from atlas.numbers import period_text
from geo.crosswalk import Crosswalk
from indicators.counting.convert import weights_of_parts
from indicators.counting.counts import Counts
from indicators.counting.cube import Cube
from indicators.counting.vintage import Reform, newest_cube, on_newest
from indicators.errors import Fault, FaultyInput
from indicators.methods import family
from indicators.model import Catalogue, Status


def on_today(
    crosswalks: Iterable[Crosswalk], counts: Counts, catalogue: Catalogue, delivered: Iterable[Cube]
) -> tuple[tuple[Comparison, ...], list[Cube]]:
    """What is said of each level that can be converted, and its cubes, under the level's name and TODAY.

    FaultyInput names areas that a crosswalk forgets, and parts without the counts that weigh them.
    """
    reforms = [_reform(crosswalk, counts, catalogue) for crosswalk in crosswalks]
    cubes = {(cube.indicator, cube.level): cube for cube in delivered}
    methods = family()
    said: list[Comparison] = []
    made: list[Cube] = []
    for level in counts.tree.levels:
        newest = on_newest(counts, catalogue.variables, level, reforms)
        if newest is None:
            continue
        basis = "; ".join(dict.fromkeys(reform.basis for reform in newest.reforms))
        said.append(Comparison(level, newest.reforms[-1].day, newest.since, basis))
        for indicator in catalogue.indicators.values():
            cube = newest_cube(indicator, methods[indicator.method], newest, cubes.get((indicator.id, level)))
            made += [] if cube is None else [replace(cube, level=level + TODAY)]
    return tuple(said), made


def _reform(crosswalk: Crosswalk, counts: Counts, catalogue: Catalogue) -> Reform:
    """The crosswalk with its weights, those of parts made of the last counts before the reform."""
    if not crosswalk.parts:
        return Reform(crosswalk.level, crosswalk.date, crosswalk.basis, crosswalk.weights)
    place = f"{crosswalk.level}, Umsteigeschlüssel zum {crosswalk.date:%d.%m.%Y}"
    matrix = counts.matrices.get(crosswalk.variable, {}).get(crosswalk.finer)
    known = [] if matrix is None else np.flatnonzero(matrix.has_number.any(axis=0)).tolist()
    columns = [column for column in known if counts.periods[column].end < crosswalk.date]
    if matrix is None or not columns:
        sentence = (
            f"für das Merkmal „{crosswalk.variable}“ liegt auf der Ebene {crosswalk.finer} aus der Zeit davor nichts "
            "vor; nennen Sie ein anderes (variable) oder geben Sie eine Tabelle an (file)."
        )
        raise FaultyInput([Fault(place, sentence)])
    row, column = counts.tree.index(crosswalk.finer), columns[-1]
    empty = matrix.status[:, column] == Status.not_applicable  # nobody can be there
    number = np.where(empty, 0.0, matrix.number[:, column])
    silent = [part for part, _, _ in crosswalk.parts if np.isnan(number[row[part]])]
    if silent:
        shown = ", ".join(silent[:5]) + (f" und {len(silent) - 5} weitere" if len(silent) > 5 else "")
        sentence = f"ohne Zahl für „{crosswalk.variable}“, die das Gewicht gäbe: {shown}; ergänzen Sie die Lieferung."
        raise FaultyInput([Fault(place, sentence)])
    weights = weights_of_parts(
        {part: float(number[row[part]]) for part, _, _ in crosswalk.parts},
        {part: old for part, old, _ in crosswalk.parts},
        {part: new for part, _, new in crosswalk.parts},
    )
    basis = f"{catalogue.variables[crosswalk.variable].title} der Teile, {period_text(counts.periods[column])}"
    return Reform(crosswalk.level, crosswalk.date, basis, weights)
