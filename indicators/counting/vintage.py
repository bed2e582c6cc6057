"""All periods of a level on the areas of one vintage: counts converted along its reforms, and cubes of them.

Estimates say how much of them comes from divided areas. What a rule hides on the areas of its time reaches every
area that it passed into: otherwise the difference of both would be the hidden number.
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
from indicators.model import Indicator, Rules, Status, Variable

Step = tuple[NDArray[np.int64], Weighting]  # the columns that a reform converts, and how


@dataclass(frozen=True)
class Reform:
    """New areas of a level from a day on, with the weights from the old ones, and to them where they are known."""

    level: str
    day: dt.date  # first day of the new areas
    basis: str  # what the weights are shares of
    weights: tuple[tuple[str, str, float], ...]  # old key, new key, share of the old area
    back: tuple[tuple[str, str, float], ...] = ()  # new key, old key, share of the new area; (): nobody knows
    back_basis: str = ""


@dataclass(frozen=True)
class OneVintage:
    """The counts of one level in all comparable periods, on the areas that it had from `first` to `last`."""

    level: str
    first: dt.date
    last: dt.date  # date.max: the newest areas
    since: dt.date  # earlier periods have other areas and no crosswalk; date.min: none has
    until: dt.date  # later periods have other areas and no way back; date.max: none has
    bases: tuple[str, ...]  # of the weights, in the order of their reforms
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


def on_vintages(
    counts: Counts, variables: Mapping[str, Variable], level: str, reforms: Iterable[Reform]
) -> tuple[OneVintage, ...]:
    """Every variable of the level on the areas of each of its vintages to which a period converts; the newest last.

    Finished values keep to their own areas and are not there in converted periods.
    """
    own = {reform.day: reform for reform in reforms if reform.level == level}
    days = sorted(changes(counts.tree, level) | own.keys())
    if not own:
        return ()
    eves = [day - dt.timedelta(days=1) for day in days]
    spans = list(zip([dt.date.min, *days], [*eves, dt.date.max], strict=True))
    made = (_on_one(counts, variables, level, own, spans, place) for place in range(len(spans)))
    return tuple(one for one in made if one is not None)


def _on_one(
    counts: Counts,
    variables: Mapping[str, Variable],
    level: str,
    reforms: Mapping[dt.date, Reform],
    spans: list[tuple[dt.date, dt.date]],
    place: int,
) -> OneVintage | None:
    """On the areas of the span at `place`, as far as crosswalks lead to it from either side; None: from no period."""
    first, last = spans[place]
    early = late = place
    while early > 0 and spans[early][0] in reforms:
        early -= 1
    while late + 1 < len(spans) and (reform := reforms.get(spans[late + 1][0])) and reform.back:
        late += 1
    since, until = spans[early][0], spans[late][1]
    periods = counts.periods
    if not any(since <= p.end < first or last < p.end <= until for p in periods):
        return None
    keys = counts.tree.keys[level]
    steps: list[Step] = []
    bases: list[str] = []
    for reform in (reforms[day] for day, _ in spans[early + 1 : place + 1]):
        columns = np.array([c for c, p in enumerate(periods) if since <= p.end < reform.day], np.int64)
        steps.append((columns, weighting(reform.weights, keys, keys, f"{level}, Reform zum {reform.day:%d.%m.%Y}")))
        bases.append(reform.basis)
    for reform in (reforms[day] for day, _ in reversed(spans[place + 1 : late + 1])):
        columns = np.array([c for c, p in enumerate(periods) if reform.day <= p.end <= until], np.int64)
        said = f"{level}, Reform zum {reform.day:%d.%m.%Y}, zurück"
        steps.append((columns, weighting(reform.back, keys, keys, said)))
        bases.append(reform.back_basis or reform.basis)
    valid = counts.ground.valid[level] & np.array([since <= p.end <= until for p in periods], np.bool_)
    matrices: dict[str, dict[str, Matrix]] = {}
    split: dict[str, Matrix] = {}
    exists = valid
    for variable, by_level in counts.matrices.items():
        if level in by_level:
            matrix, divided, exists = _moved(by_level[level], valid, steps, _refused(variables.get(variable)))
            matrices[variable] = {level: matrix}
            split[variable] = replace(matrix, number=np.abs(matrix.number) * divided)
    windows = tuple((((since, until),) if row.any() else ()) for row in exists)
    land = Ground(AreaTree((level,), {level: keys}, {}, {level: windows}), periods, {level: exists}, {})
    there = Counts(land, matrices)
    return OneVintage(level, first, last, since, until, tuple(dict.fromkeys(bases)), there, split, tuple(steps))


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


def vintage_cube(indicator: Indicator, method: Method, vintage: OneVintage, delivered: Cube | None) -> Cube | None:
    """The indicator on the areas of the vintage, with the share of every estimate; None where nothing converts.

    `delivered` is its cube at the level as delivered: a cell that rules hide there is hidden wherever it passes into.
    """
    if not method.ADDS_UP or delivered is None:
        return None
    open_ = replace(indicator, rules=Rules())  # what is behind the numbers is told below by `delivered`
    cube = build(open_, vintage.counts).get(vintage.level)
    if cube is None or _same(cube, delivered):
        return None
    column = {period: place for place, period in enumerate(vintage.counts.periods)}
    wanted = [column[p] for p in cube.periods]
    hidden = np.zeros((len(cube.keys), len(column)), np.bool_)
    if indicator.rules.behind:
        hidden[:] = True  # a period without a delivered cell has nobody who told what is behind it
    shown = hide(delivered, indicator, method)
    secret = shown.status == Status.secret
    if shown.denominator is not None and delivered.denominator is not None:  # a base too small to be said
        secret |= np.isnan(shown.denominator) & ~np.isnan(delivered.denominator)
    told = [place for place, period in enumerate(delivered.periods) if period in column]
    hidden[:, [column[delivered.periods[place]] for place in told]] = (secret & delivered.exists)[:, told]
    for columns, by in vintage.steps:
        hidden[:, columns] = reached(hidden[:, columns], by)
    split = _portion(parse(indicator.numerator), vintage)[:, wanted]
    if indicator.denominator:
        rule = indicator.denominator_date
        split = np.maximum(split, _portion(parse(indicator.denominator), vintage, wanted, rule))
    split = np.where(cube.exists & ~np.isnan(cube.numerator), split, 0.0)
    return without(replace(cube, split=split), hidden[:, wanted])


def _same(cube: Cube, delivered: Cube) -> bool:
    """Whether nothing came of converting: no period of the indicator lies before the reform."""
    alike = cube.periods == delivered.periods and np.array_equal(cube.exists, delivered.exists)
    return alike and np.array_equal(cube.numerator, delivered.numerator, equal_nan=True)


def _portion(
    expression: Expression, vintage: OneVintage, wanted: list[int] | None = None, rule: str = ""
) -> NDArray[np.float64]:
    """(areas, periods) which share of all terms together, whatever their sign, comes from divided areas."""
    plain = replace(expression, terms=tuple(replace(term, sign=1) for term in expression.terms))
    sums = []
    whole = {v: vintage.counts.matrices[v][vintage.level] for v in expression.variables}
    for matrices in (vintage.split, whole):
        sizes = {v: {vintage.level: replace(matrices[v], number=np.abs(matrices[v].number))} for v in whole}
        some = Counts(vintage.counts.ground, sizes)
        found = evaluate(plain, some, vintage.level)
        sums.append(np.nan_to_num((align(found, some, wanted, rule) if wanted is not None else found).number))
    return np.divide(sums[0], sums[1], out=np.zeros(sums[0].shape), where=sums[1] > 0)
