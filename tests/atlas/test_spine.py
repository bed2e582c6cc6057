"""Where an area lies among all of its level: ends and quartiles of the values that are there, the same for each."""

import statistics

from atlas.city import City
from atlas.selection import Selection
from atlas.view import look, look_profile, look_spine

LEVEL = "stadtteil"


def test_ends_and_quartiles_are_those_of_all_areas_with_a_value(ten: City) -> None:
    compared = 0
    for key in ten.tree.keys[LEVEL]:
        profile = look_profile(ten, LEVEL, (key,))
        rows = [row for _, section in profile.sections for row in section]
        lines = look_spine(ten, profile, rows)
        assert [one.row for one in lines] == [r for r in rows if r.indicator.denominator and r.cell.value is not None]
        for one in lines:
            shown = look(Selection(one.row.indicator.id, LEVEL, one.row.period.iso), ten)
            values = sorted(cell.value for cell in shown.cells if cell.value is not None)
            assert one.of == len(values)
            if len(values) < 4:
                assert (one.lowest, one.highest, one.quartiles) == (None, None, None)
                continue
            assert one.lowest and one.highest and one.quartiles
            assert (one.lowest.value, one.highest.value) == (values[0], values[-1])
            for got, wanted in zip(one.quartiles, statistics.quantiles(values, n=4, method="inclusive"), strict=True):
                assert abs(got - wanted) < 1e-9
            compared += 1
    assert compared > 5
