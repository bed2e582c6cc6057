"""Awkward towns: what is published of them is safe for a reader who has nothing else, or it is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from indicators.counting.cube import Cube, build
from indicators.counting.tree import AreaTree
from indicators.disclosure.attack import Finding, Need, findings, reach
from indicators.disclosure.decide import Before, Decision, decide, minimums, publish
from indicators.disclosure.publication import Known, Publication, publication
from indicators.model import Indicator, Rules
from indicators.observations import Observations
from tests.indicators.six import METHODS, Said, catalogue, counted, day, indicator, told, tree, year

LAST, NOW = day(2021), day(2022)
SIX = {"11": 20, "12": 2, "13": 9, "21": 12, "22": 30, "23": 14}
FORTY = dict.fromkeys(SIX, 40)
THREE = Rules(min_numerator=3)
COUNT = indicator(method="count", denominator="", rules=THREE)


@dataclass(frozen=True)
class Published:
    """What was decided, the cubes before and after, and the cells as a reader has them."""

    decision: Decision
    true: list[Cube]
    shown: list[Cube]
    reader: Publication
    found: list[Finding]  # what the reader computes

    def number(self, place: int, level: str, key: str, column: int = 0, top: bool = True) -> float:
        """A numerator (else denominator) that is shown of the indicator at this place; nan: hidden."""
        cube = next(c for c in self.shown if (c.indicator, c.level) == (f"i{place}", level))
        numbers = cube.numerator if top else cube.denominator
        assert numbers is not None
        return float(numbers[cube.keys.index(key), column])

    def hidden(self, place: int, level: str = "stadtteil", column: int = 0) -> set[str]:
        """Keys of the areas without a numerator."""
        cube = next(c for c in self.shown if (c.indicator, c.level) == (f"i{place}", level))
        return {k for k, x in zip(cube.keys, cube.numerator[:, column], strict=True) if np.isnan(x)}


def number(variable: str, values: Mapping[str, Said], level: str = "stadtteil", when=NOW) -> Observations:
    return told(variable, level, when, values)


def published(
    said: Sequence[Indicator],
    numbers: Sequence[Observations],
    land: AreaTree | None = None,
    known: Known | None = None,
    rest: Sequence[Observations] = (),
) -> Published:
    """Publish, and attack with nothing but what is shown; the truth is within what the reader computes."""
    land, known = land or tree(), known or Known()
    named = [replace(one, id=f"i{place}") for place, one in enumerate(said)]
    everything = catalogue(indicators=named)
    counts = counted(*numbers, land=land, rest=rest)
    true = [cube for one in named for cube in build(one, counts).values()]
    decision, shown = publish(true, everything, METHODS, land, known)
    p = decision.publication
    reader = publication(shown, everything, METHODS, land, replace(known, loose=p.loose))
    assert list(reader.blocks) == list(p.blocks)
    least = minimums(reader, everything)
    needs = [
        Need(c, least[c], max(least[c], 1), perhaps=True) for c in np.flatnonzero(reader.secret & (least > 0)).tolist()
    ]
    found = findings(reader.relations, reader.number, reader.secret, needs)
    if not decision.findings:
        far = reach(reader.relations, reader.number)
        real = reader.secret & ~np.isnan(p.number)
        assert np.all(far.low[real] <= p.number[real]) and np.all(p.number[real] <= far.high[real])
    return Published(decision, true, shown, reader, found)


def safe(one: Published) -> Published:
    assert (one.decision.findings, one.found) == ((), [])
    return one


def test_a_bezirk_with_residents_that_no_stadtteil_has():
    """4 persons of Bezirk 1 belong to no Stadtteil: 35, where its Stadtteile are 20 + 2 + 9."""
    one = safe(published([COUNT], [number("x", SIX)], rest=[number("x", {"1": 4}, "bezirk")]))
    assert one.number(0, "bezirk", "1") == 35
    assert one.hidden(0) >= {"12"} and len(one.hidden(0)) > 1
    assert "x: stadtteil, bezirk" in one.decision.publication.loose


def test_a_stadtteil_that_no_bezirk_has():
    land = tree({"bezirk": {"11": "1", "12": "1", "13": "", "21": "2", "22": "2", "23": "2"}})
    one = safe(published([COUNT], [number("x", SIX)], land))
    inside = one.hidden(0) & {"11", "12"}
    assert inside == {"11", "12"}, "12 = Bezirk 1 - 11"


def test_a_city_with_more_residents_than_its_bezirke():
    safe(published([COUNT], [number("x", SIX), number("x", {"0": 90}, "stadt")]))


@pytest.mark.parametrize("rules", [THREE, Rules()])
def test_parts_that_are_more_than_their_whole_are_refused_by_name(rules):
    """Bezirk 1 is said to have 30, its Stadtteile 20 + 2 + 9 = 31; Bezirk 2 has its 56."""
    delivered = [number("x", SIX), number("x", {"1": 30, "2": 56}, "bezirk"), number("x", {"0": 87}, "stadt")]
    one = published([replace(COUNT, rules=rules)], delivered)
    p = one.decision.publication
    (wrong,) = [c for c in p.contradictions if p.name(c.whole)[1] == "bezirk"]
    assert (p.name(wrong.whole)[:3], p.number[wrong.whole]) == (("x", "bezirk", 0), 30)
    assert [p.number[cell] for cell in wrong.parts] == [20, 2, 9]
    assert {f.verdict for f in one.decision.findings} == {"contradiction"}
    assert wrong.whole in {f.cell for f in one.decision.findings}


def test_age_groups_that_are_more_than_all_are_refused_by_name():
    said = [replace(COUNT, numerator=name) for name in "xyz"]
    numbers = [number("x", SIX), number("y", dict.fromkeys(SIX, 10)), number("z", {k: n + 9 for k, n in SIX.items()})]
    p = published(said, numbers, known=Known(wholes=(("z", ("x", "y")),))).decision.publication
    assert {p.name(c.whole)[0] for c in p.contradictions} == {"z"}
    assert len(p.contradictions) == 6 + 2 + 2 + 1, "at every area of every level"


def test_two_sources_that_differ_on_a_group_and_its_part_are_no_reason_to_refuse():
    """Children of one register that are more than the minors of another: nobody adds them up."""
    said = [COUNT, replace(COUNT, numerator="y")]
    numbers = [number("x", SIX), number("y", dict.fromkeys(SIX, 10))]
    safe(published(said, numbers, known=Known(part_of={"x": ("y",)})))


def test_the_rest_of_a_group_is_as_secret_as_the_group():
    """n - x beside n says x."""
    said = [indicator(rules=THREE), indicator(numerator="n - x")]
    one = safe(published(said, [number("x", SIX), number("n", FORTY)]))
    assert one.hidden(0) == one.hidden(1)


def test_a_negative_balance_beside_its_arrivals():
    """12: 1 came and 15 went; the balance -14 may be seen while who went is not."""
    came, went = {**SIX, "12": 1}, dict.fromkeys(SIX, 15)
    said = [
        indicator(method="balance", numerator="a - b", denominator="n"),
        replace(COUNT, numerator="a"),
        replace(COUNT, numerator="b"),
    ]
    one = safe(published(said, [number("a", came), number("b", went), number("n", FORTY)]))
    assert one.number(0, "bezirk", "1") == 20 + 1 + 9 - 45
    assert np.isnan(one.number(1, "stadtteil", "12"))
    assert np.isnan(one.number(0, "stadtteil", "12")) or np.isnan(one.number(2, "stadtteil", "12"))


def test_a_change_beside_the_years_that_it_is_between():
    said = [indicator(method="change", numerator="x - lag(x, 1)", denominator="lag(x, 1)"), COUNT]
    more = {key: n + 5 for key, n in SIX.items()}
    one = safe(published(said, [number("x", SIX, when=LAST), number("x", more)]))
    assert one.number(1, "stadtteil", "12", column=1) == 7, "the new year is no secret"
    assert np.isnan(one.number(0, "stadtteil", "12", column=0)), "but the change is: 7 - 5"
    assert np.isnan(one.number(0, "stadtteil", "12", column=0, top=False)), "and so is its base"


def test_a_base_of_last_year_is_the_count_of_last_year():
    said = [indicator(method="rate", date="previous_year_end"), replace(COUNT, numerator="n")]
    numbers = [number("x", SIX), number("n", {**FORTY, "12": 2}, when=LAST), number("n", FORTY)]
    one = safe(published(said, numbers))
    assert np.isnan(one.number(0, "stadtteil", "12", top=False))
    assert one.hidden(1, column=0) == {k for k in SIX if np.isnan(one.number(0, "stadtteil", k, top=False))}


def test_a_mean_of_two_years_beside_one_of_them():
    """21 = (2 + 40) / 2."""
    said = [indicator(method="rate", date="mean_of_two"), replace(COUNT, numerator="n")]
    numbers = [
        number("x", SIX, when=year(2022)),
        number("n", {**FORTY, "12": 2}, when=LAST),
        number("n", FORTY),
    ]
    one = safe(published(said, numbers))
    assert np.isnan(one.number(1, "stadtteil", "12", column=0))
    now, mean = one.number(1, "stadtteil", "12", column=1), one.number(0, "stadtteil", "12", top=False)
    assert np.isnan(now) or np.isnan(mean)


def test_a_level_with_a_single_area_is_as_secret_as_the_area():
    one_area = tree({"bezirk": {"11": "1"}, "sozialraum": {"11": "N"}})
    one = safe(published([COUNT], [number("x", {"11": 2})], one_area))
    assert all(one.hidden(0, level) for level in ("stadt", "bezirk", "sozialraum", "stadtteil"))


def test_a_sozialraum_of_one_stadtteil_hides_it_too():
    land = tree({"bezirk": {"11": "1", "12": "1"}, "sozialraum": {"11": "N", "12": "S"}})
    one = safe(published([COUNT], [number("x", {"11": 2, "12": 9})], land))
    assert (one.hidden(0), one.hidden(0, "sozialraum"), one.hidden(0, "stadt")) == ({"11", "12"}, {"N", "S"}, set())


def test_an_area_without_residents_protects_nobody():
    """13 has none: 0 of 0 is known, whatever is hidden, so it cannot be what hides 12 of Bezirk 1."""
    rules = Rules(min_numerator=3, min_complement=3)
    empty = {"13": 0}
    one = safe(published([indicator(rules=rules)], [number("x", SIX | empty), number("n", {**FORTY, **empty})]))
    assert {"11", "12"} <= one.hidden(0)
    assert "13" not in one.hidden(0)


def test_an_edition_whose_every_cell_is_secret_shows_nothing():
    ones = {"11": 1, "12": 1}
    land = tree({"bezirk": {"11": "1", "12": "1"}, "sozialraum": {"11": "N", "12": "S"}})
    one = safe(published([COUNT], [number("x", ones)], land))
    assert all(np.isnan(cube.numerator).all() for cube in one.shown)


def test_an_edition_that_came_secret_shows_nothing():
    one = safe(published([COUNT], [number("x", dict.fromkeys(SIX, "secret"))]))
    assert all(np.isnan(cube.numerator).all() for cube in one.shown)


def test_a_delivered_rate_has_no_cells_and_stays_as_it_came():
    given = indicator(method="given", denominator="")
    one = safe(published([given, COUNT], [number("x", SIX)]))
    assert {name for name, _, _ in one.decision.publication.blocks} == {"x"}
    before = [cube.numerator.tolist() for cube in one.true if cube.indicator == "i0"]
    assert [cube.numerator.tolist() for cube in one.shown if cube.indicator == "i0"] == before
    alone = published([given], [number("x", SIX)])
    assert len(alone.decision.hidden) == 0


def test_two_areas_that_hide_nothing_of_each_other_are_refused_and_named():
    """The city shows 2 and has one area: the area's other number would be the city's."""
    land = tree({"bezirk": {"11": "1"}, "sozialraum": {"11": "N"}})
    said = [COUNT, replace(COUNT, numerator="z")]
    numbers = [number("x", {"11": 4}), number("z", {"11": 4})]
    strict = [replace(said[0], rules=Rules(min_numerator=5)), replace(said[1], rules=Rules())]
    one = published(strict, numbers, land, Known(wholes=(("z", ("x",)),)))
    p = one.decision.publication
    assert {p.name(f.cell)[0] for f in one.decision.findings} == {"x"}
    assert {f.verdict for f in one.decision.findings} == {"P0"}


# --- the same numbers again, and one year more ------------------------------------------------------------------------


def years_of(last: int) -> list[Observations]:
    """Counts that come back every third year, small ones in 2020 and 2023."""
    return [
        number("x", {k: (n + 11 * (y - 2020)) % 33 for k, n in SIX.items()}, when=day(y)) for y in range(2019, last + 1)
    ]


def decided(last: int, before: Decision | None = None) -> Decision:
    """The years up to one, beside what was published before them."""
    land, said = tree(), replace(COUNT, id="i0")
    everything = catalogue(indicators=[said])
    true = build(said, counted(*years_of(last), land=land)).values()
    p = publication(true, everything, METHODS, land, Known())
    held = None
    if before is not None:
        shown, hidden = np.zeros(len(p.number), bool), np.zeros(len(p.number), bool)
        for block, first in before.publication.blocks.items():
            rows, there = before.publication.rows[block[1]], p.blocks[block]
            hidden[there : there + rows] = before.hidden[first : first + rows]
            shown[there : there + rows] = ~before.hidden[first : first + rows]
        held = Before(shown, hidden)
    return decide(p, everything, METHODS, land, held)


def cells(decision: Decision) -> set[tuple[str, str, int, object]]:
    return {decision.publication.name(cell) for cell in np.flatnonzero(decision.hidden).tolist()}


def test_the_same_numbers_give_the_same_pattern():
    first, second = decided(2022), decided(2022)
    assert first.hidden.any()
    assert np.array_equal(first.hidden, second.hidden)
    assert np.array_equal(decided(2022, first).hidden, first.hidden)


def test_a_new_year_leaves_the_pattern_of_the_old_ones():
    first = decided(2022)
    after = decided(2023, first)
    old = {name for name in cells(after) if name[3] <= NOW.end}
    assert old == cells(first), "nothing that was shown is hidden, nothing that was hidden is shown"
    assert cells(after) > old
    assert not after.findings
