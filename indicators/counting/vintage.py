"""All periods of a level on its newest areas: counts converted along the reforms of the level, and cubes of them.

Estimates say how much of them comes from divided areas. What a rule hides on the areas of its time reaches every
newest area that it passed into: otherwise the difference of both would be the hidden number.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.counting.aggregate import COLUMNS, Matrix, blank
from indicators.counting.convert import Weighting, convert, convertible, reached, weighting
from indicators.counting.counts import Counts, align, evaluate
from indicators.counting.cube import Cube, build, without
from indicators.counting.tree import AreaTree, Ground
from indicators.disclosure.rules import hide
from indicators.errors import CannotAggregate
from indicators.expression import Expression, parse
from indicators.methods import Method
from indicators.model import Indicator, Status, Variable

Step = tuple[NDArray[np.int64], Weighting]  # the columns that a reform converts, and how


@dataclass(frozen=True)
class Reform:
    """New areas of a level from a day on, with the weights from the old ones."""

    level: str
    day: dt.date  # first day of the new areas
    basis: str  # what the weights are shares of
    weights: tuple[tuple[str, str, float], ...]  # old key, new key, share of the old area


@dataclass(frozen=True)
class Newest:
    """The counts of one level in all comparable periods, on the areas of its last reform."""

    level: str
    since: dt.date  # earlier periods have other areas and no crosswalk; date.min: none has
    reforms: tuple[Reform, ...]  # those converted, ascending
    counts: Counts  # of this level alone
    split: dict[str, Matrix]  # variable -> its counts as far as they come from divided areas
    steps: tuple[Step, ...]


def changes(tree: AreaTree, level: str) -> set[dt.date]:
    """First days on which the level has other areas than the day before."""
    days = {day for found in tree.breaks.get(level, {}).values() for day in found}
    for windows in tree.windows[level]:
        starts = {first for first, _ in windows} - {dt.date.min}
        ends = {last + dt.timedelta(days=1) for _, last in windows if last != dt.date.max}
        days |= starts ^ ends  # where one window follows on another, the key goes on
    return days


def on_newest(
    counts: Counts, variables: Mapping[str, Variable], level: str, reforms: Iterable[Reform]
) -> Newest | None:
    """Every variable of the level on its newest areas; None where no period can be converted.

    Finished values keep to their own areas and are not there before the last reform.
    """
    tree, periods = counts.tree, counts.periods
    own = sorted((r for r in reforms if r.level == level), key=lambda r: r.day)
    since = max(changes(tree, level) - {r.day for r in own}, default=dt.date.min)
    own = [r for r in own if r.day > since]
    valid = counts.ground.valid[level] & np.array([p.end >= since for p in periods], np.bool_)
    if not own or not any(since <= p.end < own[-1].day for p in periods):
        return None
    keys = tree.keys[level]
    steps: list[Step] = []
    for reform in own:
        columns = np.array([c for c, p in enumerate(periods) if since <= p.end < reform.day], np.int64)
        steps.append((columns, weighting(reform.weights, keys, keys, f"{level}, Reform zum {reform.day:%d.%m.%Y}")))
    matrices: dict[str, dict[str, Matrix]] = {}
    split: dict[str, Matrix] = {}
    exists = valid
    for variable, by_level in counts.matrices.items():
        if level in by_level:
            matrix, divided, exists = _moved(by_level[level], valid, steps, _refused(variables.get(variable)))
            matrices[variable] = {level: matrix}
            split[variable] = replace(matrix, number=np.abs(matrix.number) * divided)
    windows = tuple((((since, dt.date.max),) if row.any() else ()) for row in exists)
    land = Ground(AreaTree((level,), {level: keys}, {}, {level: windows}), periods, {level: exists}, {})
    return Newest(level, since, tuple(own), Counts(land, matrices), split, tuple(steps))


def _refused(variable: Variable | None) -> bool:
    try:
        if variable is not None:
            convertible(variable)
    except CannotAggregate:
        return True
    return False


def _moved(
    matrix: Matrix, valid: NDArray[np.bool_], steps: Iterable[Step], refused: bool
) -> tuple[Matrix, NDArray[np.float64], NDArray[np.bool_]]:
    """The matrix after all steps, the share of each cell from divided areas, and who exists."""
    exists, divided = valid.copy(), np.zeros(valid.shape)
    planes = {name: getattr(matrix, name).copy() for name in COLUMNS}
    for columns, by in steps:
        before = Matrix(*(plane[:, columns] for plane in planes.values()))
        made = convert(before, by, exists[:, columns], divided[:, columns])
        after = blank(*before.number.shape) if refused else made.matrix
        for name, plane in planes.items():
            plane[:, columns] = getattr(after, name)
        exists[:, columns], divided[:, columns] = made.exists, made.split
    return Matrix(*planes.values()), divided, exists


def newest_cube(indicator: Indicator, method: Method, newest: Newest, delivered: Cube | None) -> Cube | None:
    """The indicator on the newest areas, with the share of every cell that is estimated; None where nothing converts.

    `delivered` is its cube at the level as delivered: a cell that rules hide there is hidden wherever it passes into.
    """
    if not method.ADDS_UP or delivered is None:
        return None
    open_ = replace(indicator, rules=replace(indicator.rules, min_contributors=0))  # told below by `delivered`
    cube = build(open_, newest.counts).get(newest.level)
    if cube is None or _same(cube, delivered):
        return None
    column = {period: place for place, period in enumerate(newest.counts.periods)}
    wanted = [column[p] for p in cube.periods]
    hidden = np.zeros((len(cube.keys), len(column)), np.bool_)
    if indicator.rules.min_contributors:
        hidden[:] = True  # a period without a delivered cell has nobody who told its contributors
    shown = hide(delivered, indicator, method)
    secret = shown.status == Status.secret
    if shown.denominator is not None and delivered.denominator is not None:  # a base too small to be said
        secret |= np.isnan(shown.denominator) & ~np.isnan(delivered.denominator)
    told = [place for place, period in enumerate(delivered.periods) if period in column]
    hidden[:, [column[delivered.periods[place]] for place in told]] = (secret & delivered.exists)[:, told]
    for columns, by in newest.steps:
        hidden[:, columns] = reached(hidden[:, columns], by)
    split = _portion(parse(indicator.numerator), newest)[:, wanted]
    if indicator.denominator:
        rule = indicator.denominator_date
        split = np.maximum(split, _portion(parse(indicator.denominator), newest, wanted, rule))
    split = np.where(cube.exists & ~np.isnan(cube.numerator), split, 0.0)
    return without(replace(cube, split=split), hidden[:, wanted])


def _same(cube: Cube, delivered: Cube) -> bool:
    """Whether nothing came of converting: no period of the indicator lies before the reform."""
    alike = cube.periods == delivered.periods and np.array_equal(cube.exists, delivered.exists)
    return alike and np.array_equal(cube.numerator, delivered.numerator, equal_nan=True)


def _portion(
    expression: Expression, newest: Newest, wanted: list[int] | None = None, rule: str = ""
) -> NDArray[np.float64]:
    """(areas, periods) which share of all terms together, whatever their sign, comes from divided areas."""
    plain = replace(expression, terms=tuple(replace(term, sign=1) for term in expression.terms))
    sums = []
    whole = {v: newest.counts.matrices[v][newest.level] for v in expression.variables}
    for matrices in (newest.split, whole):
        sizes = {v: {newest.level: replace(matrices[v], number=np.abs(matrices[v].number))} for v in whole}
        some = Counts(newest.counts.ground, sizes)
        found = evaluate(plain, some, newest.level)
        sums.append(np.nan_to_num((align(found, some, wanted, rule) if wanted is not None else found).number))
    return np.divide(sums[0], sums[1], out=np.zeros(sums[0].shape), where=sums[1] > 0)
