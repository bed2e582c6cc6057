"""Series over time: of a cell the newest value counts, and the difference of two states counts every cell once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from indicators.deliveries.reading import Reading
from indicators.deliveries.revision import LARGEST, difference, revise
from indicators.model import Flag
from indicators.observations import Observations, concatenate, empty
from tests.indicators.six import day, told

Cells = dict[str, int | str]
CELLS = st.dictionaries(
    st.sampled_from(("11", "12", "13", "21", "22")),
    st.one_of(st.integers(0, 500), st.sampled_from(("secret", "later"))),
)


def rows(cells: Cells) -> Observations:
    return told("n", "stadtteil", day(2023), cells) if cells else empty()


def reading(cells: Cells) -> Reading:
    spec = None  # revise asks for none
    return Reading(spec, rows(cells), empty(), (), (), 0, 0, 0, 0, 0, (), ())  # type: ignore[arg-type]  # as said


def said(o: Observations) -> Cells:
    numbers = zip(o.area.tolist(), o.number.tolist(), o.status.tolist(), strict=True)
    return {o.areas[a]: int(n) if n == n else STATUS[s] for a, n, s in numbers}


STATUS = {int(told("n", "s", day(2023), {"x": word}).status[0]): word for word in ("secret", "later")}


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_the_newest_value_of_a_cell_counts(deliveries: list[Cells]) -> None:
    whole: Cells = {}
    for cells in deliveries:
        whole |= cells
    found = revise([reading(cells) for cells in deliveries], [False] * len(deliveries)).observations
    assert said(found) == whole
    assert len(found) == len(whole)


@given(st.lists(CELLS, min_size=1, max_size=3), CELLS)
def test_what_replaces_the_series_is_all_of_it(deliveries: list[Cells], last: Cells) -> None:
    parts = [reading(cells) for cells in (*deliveries, last)]
    assert said(revise(parts, [False] * len(deliveries) + [True]).observations) == last


@given(CELLS, CELLS)
def test_a_value_that_differs_from_the_one_before_is_marked_as_revised(old: Cells, new: Cells) -> None:
    found = revise([reading(old), reading(new)], [False, False]).observations
    marked = {
        found.areas[a] for a, f in zip(found.area.tolist(), found.flags.tolist(), strict=True) if f & Flag.revised
    }
    assert marked == {key for key in old.keys() & new.keys() if old[key] != new[key]}


@given(CELLS, CELLS)
def test_every_cell_of_two_states_is_counted_once(old: Cells, new: Cells) -> None:
    found = difference(rows(old), rows(new))
    both = old.keys() & new.keys()
    assert found.new == len(new.keys() - old.keys())
    assert found.removed == len(old.keys() - new.keys())
    assert found.unchanged == sum(old[key] == new[key] for key in both)
    assert found.changed == len(both) - found.unchanged
    assert len(found.largest) == min(found.changed, LARGEST)


def test_changes_of_status_come_first_then_those_farthest_from_chance() -> None:
    old = {"11": 10_000, "12": 4, "13": 100, "21": 5}
    new = {"11": 10_200, "12": 16, "13": 101, "21": "secret"}
    # 200 / sqrt(10000) = 2; 12 / sqrt(4) = 6; 1 / sqrt(100) = 0.1
    places = [change.cell.split(",")[1].split()[1] for change in difference(rows(old), rows(new)).largest]
    assert places == ["21", "12", "11", "13"]


def test_nothing_before_and_nothing_after() -> None:
    assert difference(empty(), empty()) == replace(difference(empty(), rows({"11": 1})), new=0)
    assert len(concatenate([empty(), rows({"11": 1})])) == 1
