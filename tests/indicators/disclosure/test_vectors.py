"""Published tables: the attacker computes what others computed, and what ours hides is safe and no more than theirs."""

from collections import Counter

import numpy as np
import pytest

from indicators.disclosure.attack import Need, findings, reach
from indicators.disclosure.pattern import Target, protect
from indicators.disclosure.protection import make_safe
from indicators.disclosure.relations import INF, Relations, Row, relate
from indicators.disclosure.rules import secret_cells
from indicators.model import Rules
from tests.indicators.disclosure.tables import crossed, lines
from tests.indicators.six import counted, cube_of, day, told, tree
from tests.shared import needs_shared

pytestmark = needs_shared


def trap():
    """The 4 x 4 table with two or more hidden cells in every line, and the place of each cell."""
    published = lines("sdctable_4x4_trap.csv")
    inner = {(one["v1"], one["v2"]): float(one["freq"]) for one in published if "tot" not in (one["v1"], one["v2"])}
    relations, truth, place = crossed(inner, list("wxyz"), list("abcd"))
    hidden = np.zeros(len(truth), bool)
    for one in published:
        assert truth[place[one["v1"], one["v2"]]] == float(one["freq"]), "the margins of the file are its sums"
        hidden[place[one["v1"], one["v2"]]] = one["status_in"] == "u"
    return relations, truth, hidden, place


def test_two_hidden_in_every_line_still_give_47_away():
    relations, truth, hidden, place = trap()
    known = np.where(hidden, np.nan, truth)
    cell = place["w", "b"]
    found = reach(relations, known, [cell])
    assert (found.low[cell], found.high[cell]) == (47, 47)  # sdctable_4x4_trap_expected.csv
    assert [f.cell for f in findings(relations, known, hidden, []) if f.verdict == "P0"] == [cell]


@pytest.mark.parametrize("whole", [False, True])
def test_one_more_cell_protects_the_trap_and_it_is_the_published_one(whole):
    relations, truth, hidden, place = trap()
    weight = np.where(["tot" in key for key in place], INF, truth + 1)
    cell = place["w", "b"]
    after = (
        make_safe(relations, truth, hidden, [], weight).hidden
        if whole
        else protect(relations, truth, weight, hidden, [Target(cell, 1.0)]).hidden
    )
    assert [key for key, number in place.items() if after[number] and not hidden[number]] == [("x", "d")]
    found = reach(relations, np.where(after, np.nan, truth))
    assert (found.low[cell], found.high[cell]) == (0, 78)  # sdctable_4x4_trap_expected.csv
    assert np.all((found.high - found.low)[after] >= 1)


def linked() -> tuple[dict[str, int], np.ndarray, np.ndarray, Relations, Relations]:
    """Regions in counties and by size: places, truth, hidden, and the relations of each of the two tables."""
    published = lines("sdctable_linked.csv")
    totals = ["county-1", "county-2", "small", "big", "all"]
    place = {name: number for number, name in enumerate([one["region"] for one in published] + totals)}
    members = {name: [one["region"] for one in published if name in (one["county"], one["size"])] for name in totals}
    members["all"] = [one["region"] for one in published]
    counts = {one["region"]: float(one["n"]) for one in published}
    truth = np.array([counts.get(name, sum(counts[m] for m in members.get(name, []))) for name in place])
    rows = {name: Row((*((place[m], 1.0) for m in members[name]), (place[name], -1.0))) for name in totals}
    hidden = np.array([*(one["status_in"] == "u" for one in published), *(False for _ in totals)])
    county, size = (relate(len(place), [rows[t] for t in (*two, "all")]) for two in (totals[:2], totals[2:4]))
    return place, truth, hidden, county, size


def test_two_tables_that_are_safe_alone_are_open_together_and_are_protected_together():
    place, truth, hidden, county, size = linked()
    known, both = np.where(hidden, np.nan, truth), county.and_rows(size)
    assert not findings(county, known, hidden, []) and not findings(size, known, hidden, [])
    found = reach(both, known)
    assert (found.low[place["K"]], found.high[place["K"]]) == (3, 3)  # sdctable_linked_expected.csv
    weight = np.where(np.arange(len(truth)) >= place["county-1"], INF, truth + 1)
    safe = make_safe(both, truth, hidden, [], weight)
    assert not safe.findings
    assert [name for name, cell in place.items() if safe.hidden[cell] and not hidden[cell]] == ["N"]  # the same file


def micro() -> tuple[Relations, np.ndarray, dict[tuple[str, str], int]]:
    """The persons of sdctable_microdata1.csv counted by region and gender."""
    persons = Counter((one["region"], one["gender"]) for one in lines("sdctable_microdata1.csv"))
    return crossed({key: float(n) for key, n in persons.items()}, list("ABCD"), ["male", "female"])


def test_the_minimum_count_names_the_published_cell():
    (rule,) = [one for one in lines("sdctable_primary_expected.csv") if one["rule"] == "freq maxN=2"]
    _, truth, place = micro()
    order = [(r, g) for r in ("tot", *"ABCD") for g in ("tot", "male", "female")]  # numbered from 1, totals first
    areas = {str(number): truth[place[key]] for number, key in enumerate(order, 1)}
    land = tree({"bezirk": dict.fromkeys(areas, "1"), "sozialraum": dict.fromkeys(areas, "N")})
    cube = cube_of(counted(told("x", "stadtteil", day(2022), areas), land=land), method="count", denominator="")
    hidden = secret_cells(cube, Rules(min_numerator=3), subset=False)[:, 0]
    assert [key for key, h in zip(cube.keys, hidden, strict=True) if h] == rule["expected_primary_index"].split(",")


def test_the_cheapest_protection_of_the_small_cell_is_the_published_optimum():
    relations, truth, place = micro()
    secret = np.zeros(len(truth), bool)
    secret[place["A", "female"]] = True  # 2 persons; the published pattern: methods.md 6.3
    weight = np.where(["tot" in key for key in place], INF, truth)
    safe = make_safe(relations, truth, secret, [Need(place["A", "female"], 3, 3)], weight)
    assert not safe.findings
    beside = {key for key, cell in place.items() if safe.hidden[cell] and not secret[cell]}
    assert beside == {("A", "male"), ("C", "male"), ("C", "female")}
    least = min(truth[place[r, "male"]] + truth[place[r, "female"]] for r in "BCD")
    assert sum(truth[place[key]] for key in beside) == truth[place["A", "male"]] + least
