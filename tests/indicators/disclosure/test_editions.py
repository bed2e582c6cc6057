"""Two editions together: each is safe alone, and a careless second one is not; numbers that were revised are two."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.counting.cube import Cube
from indicators.disclosure.editions import Joint, joint_attack, on_keys
from indicators.disclosure.publication import Known
from indicators.disclosure.reading import attack_said
from tests.indicators.disclosure.test_leaks import N, X, with_pattern
from tests.indicators.disclosure.towns import LEAST, edition, share
from tests.indicators.disclosure.towns import Edition as House
from tests.indicators.six import tree


def joint(newer: tuple[House, list[Cube]], older: tuple[House, list[Cube]]) -> Joint:
    """Each alone is clean; what both give away, with the truth of the newer one."""
    for of, cubes in (newer, older):
        assert not attack_said(of.frame, cubes).findings
    (of, cubes), (then, _) = newer, older
    indicators = {**then.frame.catalogue.indicators, **of.frame.catalogue.indicators}
    frame = replace(of.frame, catalogue=replace(of.frame.catalogue, indicators=indicators))
    there = {(c.indicator, c.level) for c in cubes}
    return joint_attack(cubes, older[1], frame, [c for c in of.cubes if (c.indicator, c.level) in there])


def exact(found: Joint) -> dict[tuple[str, str, str], float]:
    """(quantity, level, area) -> number, of all that falls out exactly."""
    named = [(found.name(f.cell), f) for f in found.findings if f.verdict == "P0"]
    told = {p.name(c)[:3]: f.low for (p, c), f in named}
    return {(quantity, level, tree().keys[level][row]): low for (quantity, level, row), low in told.items()}


def town(x: tuple[int, ...] = X) -> House:
    return edition([share("quote", "x", "n", LEAST)], {("x", 2024): x, ("n", 2024): N})


def test_another_pattern_on_the_same_numbers() -> None:
    of = town()
    found = joint((of, with_pattern(of, "13")), (of, with_pattern(of, "12")))
    # today 12 is shown with 12, yesterday 13 was shown with 20, and Bezirk 1 has 34: 34 - 12 - 20 = 2
    assert exact(found) == {("x", "stadtteil", "11"): 2}


def test_a_revised_total_and_another_pattern() -> None:
    before, after = town(), town((2, 12, 25, *X[3:]))  # 13 has 25 instead of 20, and Bezirk 1 39 instead of 34
    found = joint((after, with_pattern(after, "13")), (before, with_pattern(before, "12")))
    # yesterday 11 and 12 had 34 - 20 = 14 together, and today 12 is shown: 14 - 12 = 2, and 13 is 39 - 12 - 2 = 25
    assert exact(found) == {("x", "stadtteil", "11"): 2, ("x", "stadtteil", "13"): 25}


def test_a_revised_total_and_the_same_pattern() -> None:
    before, after = town(), town((2, 12, 25, *X[3:]))
    assert joint((after, with_pattern(after, "12")), (before, with_pattern(before, "12"))).findings == ()


def test_a_revised_number_among_the_hidden_ones_contradicts_nothing() -> None:
    before, after = town(), town((2, 13, *X[2:]))  # 12 has 13 instead of 12: 11 and 12 have 15 together, not 14
    newer, older = with_pattern(after, "12"), with_pattern(before, "12")
    assert joint((after, newer), (before, older)).findings == ()
    assert joint((after, with_pattern(after, "12", "13")), (before, older)).findings == ()


YOUNG = (30, 41, 52, 47, 40, 39)
AGES = {
    ("u18", 2024): YOUNG,
    ("u21", 2024): tuple(a + b for a, b in zip(YOUNG, X, strict=True)),
    ("a18_20", 2024): X,
}
WHOLE = Known((("u21", ("u18", "a18_20")),))


def test_an_indicator_that_the_last_edition_did_not_have() -> None:
    first = edition([share("a18_20", "a18_20", rules=LEAST), share("u21", "u21")], AGES, WHOLE)
    second = edition([share("u18", "u18"), share("u21", "u21")], AGES, WHOLE)
    # the second has no small number; with the first, 32 - 30 = 2 young people of 18 to 20 in 11
    found = joint((second, list(second.cubes)), (first, first.ours()))
    assert exact(found)["a18_20", "stadtteil", "11"] == 2


def test_the_same_edition_twice_says_nothing_more() -> None:
    of = town()
    ours = of.ours()
    assert joint((of, ours), (of, ours)).findings == ()


def test_a_level_that_the_next_edition_does_not_have_is_still_known() -> None:
    of = town()
    # Sozialraum N has 11 in yesterday's edition, and 21 is shown with 9 today: 11 - 9 = 2
    assert exact(joint((of, with_pattern(of, "12")), (of, of.ours())))["x", "stadtteil", "11"] == 2


def test_an_area_that_the_last_edition_did_not_have() -> None:
    (cube,) = [c for c in town().cubes if c.level == "stadtteil"]
    fewer = cube.take([0, 1, 2, 4, 5])
    wide = on_keys(fewer, cube.keys)
    assert np.flatnonzero(~wide.exists[:, 0]).tolist() == [3]
    assert wide.take([0, 1, 2, 4, 5]).numerator.tolist() == fewer.numerator.tolist()
    with pytest.raises(KeyError, match="11"):
        on_keys(cube, fewer.keys[1:])
