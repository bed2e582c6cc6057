"""KOMPIK's second rule: a number needs several institutions behind it, and institutions are never added up."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.catalogue.minimum_counts import rule_faults
from indicators.counting.cube import Cube, build, together
from indicators.disclosure.rules import hide
from indicators.model import Rules
from tests.indicators.six import METHODS, Said, cell_of, counted, day, indicator, told, year

CHILDREN = {"11": 40, "12": 20, "13": 0, "21": 80, "22": 10, "23": 30}
LOW = {"11": 8, "12": 5, "13": 0, "21": 15, "22": 3, "23": 6}
KITAS = {"11": 3, "12": 2, "13": 0, "21": 4, "22": 2, "23": 2}
RULES = Rules(min_contributors=2, contributors="kitas", source="KOMPIK: mindestens 2 Kitas")


def cubes(kitas: dict[str, Said] | None = None, *more, **of) -> dict[str, Cube]:
    rows = [told("x", "stadtteil", day(2022), LOW), told("n", "stadtteil", day(2022), CHILDREN)]
    behind = told("kitas", "stadtteil", of.pop("period", day(2022)), KITAS if kitas is None else kitas)
    return build(indicator(rules=RULES), counted(*rows, behind, *more))


@pytest.mark.parametrize("few", [1, 0, "secret", "missing", "later"])
def test_a_number_with_too_few_institutions_behind_it_is_secret_with_its_base(few: Said) -> None:
    made = cubes(KITAS | {"22": few})
    assert cell_of(made["stadtteil"], "22") == (None, None, "secret")
    assert cell_of(made["stadtteil"], "21") == (15, 80, "ok")


def test_an_area_that_nobody_counted_institutions_for_is_secret() -> None:
    assert cell_of(cubes({k: n for k, n in KITAS.items() if k != "22"})["stadtteil"], "22")[2] == "secret"


def test_where_no_child_lives_there_is_nothing_to_hide() -> None:
    assert cell_of(cubes()["stadtteil"], "13") == (0, 0, "not_applicable")
    assert cell_of(cubes({k: n for k, n in KITAS.items() if k != "13"})["stadtteil"], "13")[2] == "not_applicable"


def test_institutions_are_not_added_up_over_areas() -> None:
    # two areas of one Kita each may have the same Kita behind them
    made = cubes(KITAS | {"21": 1, "22": 1, "23": 1})
    assert cell_of(made["bezirk"], "2") == (None, None, "secret")
    assert cell_of(made["stadt"], "0") == (None, None, "secret")


def test_a_larger_area_has_enough_when_all_its_parts_have() -> None:
    made = cubes()
    assert cell_of(made["bezirk"], "1") == (8 + 5, 40 + 20, "ok")
    assert cell_of(made["stadt"], "0") == (37, 180, "ok")
    made = cubes(KITAS | {"22": 1})
    assert cell_of(made["bezirk"], "1")[2] == "ok"
    assert cell_of(made["bezirk"], "2")[2] == "secret"
    assert cell_of(made["sozialraum"], "N")[2] == "ok", "its Stadtteile 11 and 21 have enough"
    assert cell_of(made["stadt"], "0")[2] == "secret"


def test_institutions_counted_for_the_larger_area_decide_for_it() -> None:
    city, few = told("kitas", "stadt", day(2022), {"0": 9}), KITAS | {"22": 1}
    made = cubes(few, city)
    assert cell_of(made["stadt"], "0") == (37, 180, "ok")
    assert cell_of(made["bezirk"], "2")[2] == "secret"
    assert cell_of(cubes(KITAS, replace(city, number=np.array([1.0])))["stadt"], "0")[2] == "secret"


def test_the_count_of_another_kind_of_period_on_the_same_day_holds() -> None:
    assert cell_of(cubes(period=year(2022))["stadtteil"], "21")[2] == "ok"
    assert cell_of(cubes(period=year(2021))["stadtteil"], "21")[2] == "secret"


def test_a_free_selection_is_secret_when_one_of_its_areas_is() -> None:
    cube = hide(cubes(KITAS | {"22": 1})["stadtteil"], indicator(rules=RULES), METHODS["share"])
    rows = [cube.keys.index(key) for key in ("21", "22")]
    assert cell_of(together(cube.take(rows), METHODS["share"], "z"), "z") == (None, None, "secret")


def test_what_was_not_delivered_stays_missing() -> None:
    rows = [
        told(v, "stadtteil", day(2022), {k: n for k, n in t.items() if k != "22"})
        for v, t in (("x", LOW), ("n", CHILDREN))
    ]
    made = build(indicator(rules=RULES), counted(*rows, told("kitas", "stadtteil", day(2022), KITAS | {"22": 1})))
    assert cell_of(made["stadtteil"], "22") == (None, None, "missing")


KNOWN = {"kitas": True, "quote": False, "broken": None}


@pytest.mark.parametrize(
    ("rules", "fields"),
    [
        (RULES, []),
        (Rules(min_contributors=2, contributors="broken", source="s"), []),
        (Rules(min_contributors=2, source="s"), ["rules.contributors"]),
        (Rules(contributors="kitas", source="s"), ["rules.min_contributors"]),
        (Rules(min_contributors=2, contributors="kita", source="s"), ["rules.contributors"]),
        (Rules(min_contributors=2, contributors="quote", source="s"), ["rules.contributors"]),
        (Rules(min_contributors=2, contributors="kitas"), ["rules.source"]),
        (Rules(min_numerator=-1), ["rules.min_numerator"]),
        (Rules(zero_is_safe=False), ["rules.source"]),
    ],
)
def test_rules_that_cannot_hold_are_faults_with_their_field(rules: Rules, fields: list[str]) -> None:
    assert [field for field, _ in rule_faults(rules, METHODS["share"], True, KNOWN)] == fields
