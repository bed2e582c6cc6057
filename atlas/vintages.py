"""While taking a city in: cubes of every reformed level on its newest areas, stored beside those as delivered."""

from collections.abc import Iterable
from dataclasses import replace

from atlas.comparison import TODAY, Comparison
from geo.crosswalk import Crosswalk
from indicators.counting.counts import Counts
from indicators.counting.cube import Cube
from indicators.counting.vintage import Reform, newest_cube, on_newest
from indicators.methods import family
from indicators.model import Catalogue


def on_today(
    crosswalks: Iterable[Crosswalk], counts: Counts, catalogue: Catalogue, delivered: Iterable[Cube]
) -> tuple[tuple[Comparison, ...], list[Cube]]:
    """What is said of each level that can be converted, and its cubes, under the level's name and TODAY.

    FaultyInput names areas that a crosswalk forgets.
    """
    reforms = [Reform(c.level, c.date, c.basis, c.weights) for c in crosswalks]
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
