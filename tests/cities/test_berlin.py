"""Berlin: ten years of residents at five levels, equal to the raw files, and every level adds up to the city."""

from collections import defaultdict

import numpy as np
import pytest

from tests.cities.towns import raw, readings, rests, rows, together, values
from tests.shared import needs_shared

pytestmark = needs_shared
FILES = {
    "stadt": "city",
    "bezirk": "districts",
    "prognoseraum": "forecast-areas",
    "bezirksregion": "district-regions",
    "planungsraum": "planning-areas",
}
T1 = {
    "bev_insg": ("inhabitants",),
    "bev_mh": ("inhabitants_with_migration_background",),
    "be_bev_dt_mh": ("inhabitants_germans_with_migration_background",),
    "bev_ausl": ("inhabitants_foreigners",),
}
GIVEN = ("be_mss_", "be_gssa_")  # rates and indices are never added
YOUNG = ("inhabitants_age_below_6", "inhabitants_age_6_15", "inhabitants_age_15_18")
ADULT = ("inhabitants_age_18_27", "inhabitants_age_27_45", "inhabitants_age_45_55", "inhabitants_age_55_65")
T2 = {
    "bev_insg": ("inhabitants",),
    "bev_u6": YOUNG[:1],
    "bev_u15": YOUNG[:2],
    "bev_u18": YOUNG,
    "bev_18_u65": ADULT,
    "bev_65": ("inhabitants_age_above_65",),
    "be_bev_w": ("inhabitants_female",),
    "bev_ausl": ("inhabitants_foreigners",),
}
# level, key, year
PLACES = [
    ("stadt", "0", 2015), ("stadt", "0", 2024), ("bezirk", "01", 2018), ("bezirk", "12", 2022),
    ("prognoseraum", "0101", 2020), ("prognoseraum", "0110", 2021), ("bezirksregion", "010111", 2016),
    ("bezirksregion", "011001", 2023), ("planungsraum", "01011101", 2015), ("planungsraum", "09041403", 2019),
    ("planungsraum", "12500927", 2024), ("planungsraum", "03400831", 2024),
]  # fmt: skip  # a few a line


@pytest.mark.parametrize(("level", "key", "year"), PLACES)
@pytest.mark.parametrize(("table", "variables"), [("t1", T1), ("t2", T2)])
def test_values_are_those_of_the_raw_files(
    level: str, key: str, year: int, table: str, variables: dict[str, tuple[str, ...]]
) -> None:
    file = f"pop/pop-{year}-12-{table}-{FILES[level]}.csv"
    for variable, columns in variables.items():
        expected = sum(int(raw("berlin", file, column, id=key)) for column in columns)
        assert values("berlin")[variable, level, key, f"{year}-12-31"] == expected, variable


@pytest.mark.parametrize("year", range(2015, 2025))
@pytest.mark.parametrize("level", ["bezirk", "prognoseraum", "bezirksregion", "planungsraum"])
def test_every_level_adds_up_to_the_file_of_the_city(level: str, year: int) -> None:
    sums: dict[str, float] = defaultdict(float)
    for (variable, at, _, period), number in values("berlin").items():
        if at == level and period == f"{year}-12-31" and not variable.startswith(GIVEN):
            sums[variable] += float(number)
    city = {v: n for (v, at, _, period), n in values("berlin").items() if at == "stadt" and period == f"{year}-12-31"}
    assert dict(sums) == city


def test_as_many_areas_a_year_as_rows() -> None:
    o = together("berlin").observations
    mine = (o.variable == o.variables.index("bev_insg")) & (o.level == o.levels.index("planungsraum"))
    counted = {o.periods[p].year: int(n) for p, n in zip(*np.unique(o.period[mine], return_counts=True), strict=True)}
    assert counted == {y: 447 if y < 2019 else 448 if y < 2021 else 542 for y in (2012, 2014, *range(2015, 2025))}


def test_nobody_lives_there_is_zero_and_not_missing() -> None:
    o = together("berlin").observations
    for key, first in (("03400831", 2021), ("06200418", 2022)):
        mine = (o.area == o.areas.index(key)) & (o.variable == o.variables.index("bev_insg"))
        empty = mine & (o.number == 0)
        assert [o.periods[p].year for p in o.period[empty]] == list(range(first, 2025))
        assert set(o.status[empty].tolist()) == {1}


def test_everything_is_kept_and_what_stands_twice_stands_once() -> None:
    for reading in (r for r in readings("berlin") if r.delivery.name.startswith("bevoelkerung")):
        assert reading.left_out == ()
        assert reading.cells_read == reading.kept
    assert rests("berlin") == {}
    said = [r.sentence for r in together("berlin").remarks]
    assert said == [
        f"{v} steht auch in bevoelkerung_herkunft: 6974 gleiche Werte, einmal übernommen."
        for v in ("bev_ausl", "bev_insg")
    ]


def test_the_age_groups_are_all_residents_so_above_65_begins_at_65() -> None:
    for row in rows("berlin", "pop/pop-2024-12-t2-planning-areas.csv", ","):
        parts = (*YOUNG, *ADULT, "inhabitants_age_above_65")
        assert sum(int(row[c]) for c in parts) == int(row["inhabitants"])
