"""Small towns published for real, and every other town that would have looked the same counted out.

Levels overlap, rules are drawn; what a reader could think of a secret is what it is in any of those towns.
"""

from dataclasses import dataclass

import numpy as np
from hypothesis import event, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indicators.counting.cube import Cube, build
from indicators.counting.tree import AreaTree
from indicators.disclosure.decide import publish
from indicators.disclosure.publication import Known
from indicators.model import Rules
from tests.indicators.six import METHODS, catalogue, counted, day, indicator, told, tree

WHEN = day(2022)
FINEST = "stadtteil"
Grid = NDArray[np.int64]


@dataclass(frozen=True)
class Worlds:
    """Every town that looks the same: (towns, Stadtteile) persons of the group, and all persons (none: not asked)."""

    x: Grid
    n: Grid | None

    def at(self, land: AreaTree, level: str) -> tuple[Grid, Grid | None]:
        """The same of the areas of a level."""
        parts = np.eye(self.x.shape[1], dtype=np.int64)
        if level != FINEST:
            parent = land.parents[FINEST, level]
            parts = (parent[:, None] == np.arange(len(land.keys[level]))[None, :]).astype(np.int64)
        return self.x @ parts, None if self.n is None else self.n @ parts


def looking_the_same(shown: dict[str, Cube], land: AreaTree) -> Worlds:
    """All towns of whole persons with the numbers that are shown; the city's own must be among them."""
    x = counted_out({level: cube.numerator[:, 0] for level, cube in shown.items()}, land)
    bases = {level: cube.denominator[:, 0] for level, cube in shown.items() if cube.denominator is not None}
    if not bases:
        return Worlds(x, None)
    n = counted_out(bases, land)
    together = np.array([np.all(n >= one, axis=1) for one in x])  # no group is larger than all
    return Worlds(x[together.any(axis=1)], n[together.any(axis=0)])


def counted_out(seen: dict[str, NDArray[np.float64]], land: AreaTree) -> Grid:
    """(towns, Stadtteile) all whole numbers that add up to what is seen at every level; nan: nothing is."""
    whole = int(seen["stadt"][0])
    found: Grid = np.zeros((1, 0), np.int64)
    for number in seen[FINEST].tolist():
        some = np.arange(whole + 1) if np.isnan(number) else np.array([int(number)])
        found = np.column_stack([np.repeat(found, len(some), axis=0), np.tile(some, len(found))])
        found = found[found.sum(axis=1) <= whole]
    for level, numbers in seen.items():
        there, _ = Worlds(found, None).at(land, level)
        found = found[np.all(np.isnan(numbers) | (there == numbers), axis=1)]
    return found


def narrow(seen: Grid, others: int, x: float, n: float, rules: Rules) -> str:
    """What a reader of all that it could be learns of a count that the rules hide; "": nothing that they forbid."""
    least = max(rules.min_numerator, 0 if rules.zero_is_safe else 1)
    low, high = int(seen.min()), int(seen.max())
    if high == low:
        return f"{low} is known"
    if not n:
        return ""  # nobody is there to protect
    if x < least and (x > 0 or not rules.zero_is_safe) and (high < least or high - low < least):
        return f"{x:g} is known to be {low} to {high}, where fewer than {least} are secret"
    few = np.isfinite(n) and n - x < rules.min_complement and (n > x or not rules.zero_is_safe)
    if few and (others < rules.min_complement or high - low < rules.min_complement):
        return f"{x:g} of {n:g}: {low} to {high}, and at most {others} others"
    return ""


PLACES = ("11", "12", "13", "14", "15")
mixed = st.lists(st.sampled_from("ABC"), min_size=5, max_size=5)
rules = st.builds(
    Rules,
    min_numerator=st.integers(2, 4),
    min_complement=st.sampled_from([0, 2, 3]),
    min_denominator=st.sampled_from([0, 3]),
    zero_is_safe=st.booleans(),
)


def land_of(one: list[str], other: list[str], areas: int) -> AreaTree:
    """Two levels over the same Stadtteile, drawn without regard to each other."""
    near = {"bezirk": one, "sozialraum": other}
    return tree({level: dict(zip(PLACES[:areas], named, strict=False)) for level, named in near.items()})


def check(land: AreaTree, group: list[int], everybody: list[int] | None, rule: Rules) -> None:
    """Publish, count out, and look at every hidden count at every level."""
    keys = land.keys[FINEST]
    numbers = [told("x", FINEST, WHEN, dict(zip(keys, group, strict=True)))]
    if everybody is not None:
        numbers.append(told("n", FINEST, WHEN, dict(zip(keys, everybody, strict=True))))
    said = indicator(**({"method": "count", "denominator": ""} if everybody is None else {}), rules=rule)
    true = build(said, counted(*numbers, land=land))
    decision, cubes = publish(true.values(), catalogue(indicators=[said]), METHODS, land, Known())
    event("refused" if decision.findings else f"{int(decision.hidden.sum()) > 0}: hidden")
    if decision.findings:
        return  # so little is there that nothing can hide in it: it is refused, not published
    shown = {cube.level: cube for cube in cubes}
    worlds = looking_the_same(shown, land)
    assert len(worlds.x), "the truth itself looks like what is shown"
    together = [] if worlds.n is None else [np.all(worlds.n >= one, axis=1) for one in worlds.x]
    for level, cube in shown.items():
        x, n = worlds.at(land, level)
        real = true[level]
        for row in range(len(cube.keys)):
            beside = np.inf if real.denominator is None else real.denominator[row, 0]
            if np.isnan(cube.numerator[row, 0]):
                others = (
                    0 if n is None else max(n[fits, row].max() - x[town, row] for town, fits in enumerate(together))
                )
                assert not narrow(x[:, row], others, real.numerator[row, 0], beside, rule), (level, cube.keys[row])
            if n is not None and cube.denominator is not None and np.isnan(cube.denominator[row, 0]):
                width = rule.min_denominator if beside < rule.min_denominator else 1
                assert n[:, row].max() - n[:, row].min() >= width, (level, cube.keys[row])
    only_cases(worlds, shown, true, land)


def only_cases(worlds: Worlds, shown: dict[str, Cube], true: dict[str, Cube], land: AreaTree) -> None:
    """Whoever is the only case of a hidden count knows it, and must know no other hidden count by it."""
    hidden = [(level, row) for level, c in shown.items() for row in np.flatnonzero(np.isnan(c.numerator[:, 0]))]
    everywhere = {level: worlds.at(land, level)[0] for level in shown}
    for level, row in hidden:
        if true[level].numerator[row, 0] != 1:
            continue
        mine = everywhere[level][:, row] == 1
        for other, place in hidden:
            there = everywhere[other][:, place]
            if np.array_equal(there, everywhere[level][:, row]):
                continue  # the same count under another name
            assert len(np.unique(there[mine])) > 1, f"{level} {row} knows {other} {place}"


@settings(max_examples=30)
@given(st.lists(st.integers(0, 7), min_size=5, max_size=5), mixed, mixed, rules)
def test_no_town_that_looks_the_same_gives_a_small_count_away(group, one, other, rule):
    group[0] += 8  # the city itself is no secret
    check(land_of(one, other, 5), group, None, rule)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=4, max_size=4), mixed, mixed, rules)
def test_nor_a_share_whose_base_is_small(pairs, one, other, rule):
    group, rest = [x for x, _ in pairs], [n for _, n in pairs]
    group[0], rest[0] = group[0] + 4, rest[0] + 4
    check(land_of(one, other, 4), group, [x + y for x, y in zip(group, rest, strict=True)], rule)
