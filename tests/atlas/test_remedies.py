"""What would hide less is counted: three years together, the next level, the group that contains this one."""

from dataclasses import replace

import numpy as np
import pytest

from atlas.city import City
from atlas.publishing.account import Line
from atlas.publishing.choice import choose, chosen_cubes
from atlas.publishing.remedies import remedies
from indicators.counting.cube import Cube
from indicators.disclosure.publication import Known
from indicators.model import Status

SECRET = "sgb2_u15_nef"  # a share of children of families on SGB II: fewer than 3 are secret
HERE = (SECRET, "stadtteil")


@pytest.fixture
def cube(six: City) -> Cube:
    """Six areas in three years: one child every year here, two in the second year there, nobody elsewhere."""
    found = next(c for c in chosen_cubes(six, choose(six, [SECRET])) if c.level == "stadtteil")
    last = found.periods[-1]
    years = tuple(
        replace(last, start=last.start.replace(year=y), end=last.end.replace(year=y)) for y in (2021, 2022, 2023)
    )
    numerator = np.array([[1, 1, 1], [0, 2, 0], *[[0, 0, 0]] * 4], float)
    like = {n: np.repeat(getattr(found, n)[:, :1], 3, axis=1) for n in ("flags", "covered")}
    status, exists = np.full((6, 3), Status.ok, np.uint8), np.ones((6, 3), np.bool_)
    all_ = np.full((6, 3), 100.0)
    return replace(found, periods=years, numerator=numerator, denominator=all_, status=status, exists=exists, **like)


def said(six: City, cube: Cube, known: Known, *more: Line) -> tuple[str, ...]:
    return remedies([*more, Line(*HERE, numbers=18, primary=4, secondary=2)], [cube], six, known)[HERE]


def test_three_years_together(six: City, cube: Cube) -> None:
    # 1 + 1 + 1 = 3 is not below 3; 0 + 2 + 0 = 2 is: one of six in place of four of eighteen
    expected = "Drei Jahre zusammen: nach der Regel geheim wären 1 von 6 statt 4 von 18."
    assert said(six, cube, Known()) == (expected,)


def test_years_with_a_gap_are_not_pooled(six: City, cube: Cube) -> None:
    first, *rest = cube.periods
    early = replace(first, start=first.start.replace(year=2015), end=first.end.replace(year=2015))
    assert said(six, replace(cube, periods=(early, *rest)), Known()) == ()


def test_the_next_larger_level_and_what_is_hidden_there(six: City, cube: Cube) -> None:
    up = Line(SECRET, "sozialraum", numbers=6, primary=1, secondary=1)
    assert said(six, cube, Known(), up)[0] == "Nur bis Sozialräume zeigen: dort fehlen 2 von 6."


def test_the_group_that_this_one_is_part_of(six: City, cube: Cube) -> None:
    # ant_u18 counts residents under 18: six Stadtteile in two years, one of them not delivered, none below a minimum
    part = six.catalogue.indicators[SECRET].numerator
    known = Known(part_of={part: (six.catalogue.indicators["ant_u18"].numerator,)})
    named = six.catalogue.indicators["ant_u18"].short
    assert said(six, cube, known)[-1] == f"Gruppen zusammenfassen: bei „{named}“ sind 0 von 11 nach der Regel geheim."


def test_nothing_is_said_where_nothing_is_hidden(six: City, cube: Cube) -> None:
    assert remedies([Line(*HERE, numbers=18, primary=0, secondary=0)], [cube], six, Known()) == {}
