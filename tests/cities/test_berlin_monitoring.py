"""Berlin's two monitorings: single values equal the raw files, and every trap of the files has its proof."""

from statistics import mean, pstdev

import pytest

from tests.cities.towns import raw, readings, rows, values
from tests.shared import needs_shared

pytestmark = needs_shared
DAY = {2013: "2012-12-31", 2015: "2014-12-31", 2017: "2016-12-31", 2019: "2018-12-31", 2021: "2021-01-01"}
FILES = {
    "bezirk": "districts",
    "prognoseraum": "forecast-areas",
    "bezirksregion": "district-regions",
    "planungsraum": "planning-areas",
}
S1, S2 = "s1_percentage_unemployed", "s2_percentage_long_term_unemployed"
S3, S4 = "s3_percentage_transfer_payments_recipients", "s4_percentage_transfer_payments_recipients_below_15_years"
D1, D4 = "d1_percentage_unemployed", "d4_percentage_transfer_payments_recipients_below_15_years"
K01, K02, K03 = "k01_youth_unemployment", "k02_single_parent_households", "k03_old_age_poverty"
K04, K05 = "k04_children_with_migration_background", "k05_inhabitants_with_migration_background"
K06, K07, K08 = "k06_change_proportion_of_foreigner", "k07_foreign_transfer_recipients", "k08_urban_apartments"
K09, K10, K11 = "k09_simple_residential_area", "k10_duration_of_residence_over_5_years", "k11_migration_volume"
K12, K13 = "k12_balance_of_migration", "k13_balance_of_migration_of_children_below_6"
LEVEL = {2: "bezirk", 4: "prognoseraum", 6: "bezirksregion", 8: "planungsraum"}

# edition, table, key, column of the file, variable
MSS = [
    (2013, "2-1", "01011101", S1, "s1"), (2013, "2-1", "09041301", S2, "s2"), (2013, "2-2", "010111", S3, "s3"),
    (2013, "2-3", "01", S4, "s4"), (2013, "2-3", "02", D4, "d4"), (2015, "2-1", "01011101", D1, "d1"),
    (2015, "2-2", "010112", S2, "s2"), (2015, "2-3", "12", S3, "s3"), (2017, "2-1", "09041301", S4, "s4"),
    (2017, "2-1", "12302109", S2, "s2"), (2017, "2-3", "02", S1, "s1"), (2019, "2-1", "01011101", S3, "s3"),
    (2019, "2-2", "010111", D1, "d1"), (2019, "2-3", "11", S4, "s4"), (2021, "2-1", "01100101", S1, "s1"),
    (2021, "2-1", "10200423", D4, "d4"), (2021, "2-2", "011002", S4, "s4"), (2021, "2-3", "12", S3, "s3"),
    (2013, "4-1", "01011101", K06, "k06"), (2013, "4-1", "09041301", K07, "k07"), (2013, "4-2", "010111", K10, "k10"),
    (2013, "4-3", "01", K11, "k11"), (2013, "4-3", "03", K12, "k12"), (2013, "4-2", "010112", K13, "k13"),
    (2015, "4-1", "01011101", K02, "k02"), (2015, "4-3", "01", K07, "k06"), (2015, "4-3", "02", K09, "k07"),
    (2015, "4-2", "010112", K10, "k08"), (2017, "4-1", "01011101", K11, "k14"), (2017, "4-2", "010111", K12, "k15"),
    (2017, "4-3", "01", K13, "k09"), (2017, "4-3", "02", K01, "k01"), (2019, "4-1", "09041301", K03, "k03"),
    (2019, "4-2", "123021", K04, "k04"), (2019, "4-3", "09", K05, "k05"), (2021, "4-1", "01100101", K06, "k06"),
    (2021, "4-1", "01100102", K10, "k10"), (2021, "4-1", "12500927", K13, "k13"), (2021, "4-2", "011001", K07, "k06"),
    (2021, "4-3", "01", K13, "k09"), (2021, "4-3", "11", K09, "k07"),
]  # fmt: skip  # a few a line
GSSA = [
    ("2013", "2013", "01", "health_and_social_index", "index"),
    ("2013", "2013", "0102", "health_sub_index", "gesundheit"),
    ("2013", "2013", "010112", "working_life_sub_index", "erwerb"),
    ("2013", "2013", "01011101", "social_status_sub_index", "sozial"),
    ("2013", "2013", "12302109", "employment_and_social_index", "erwerb_soz"),
    ("2022", "2020", "02", "health_and_social_index", "index"),
    ("2022", "2020", "010111", "working_life_sub_index", "erwerb"),
    ("2022", "2020", "01011101", "health_sub_index", "gesundheit"),
]


def table(edition: int, number: str) -> str:
    return f"mss/mss-{edition}-{number}-{FILES[LEVEL[{'1': 8, '2': 6, '3': 2}[number[2]]]]}.csv"


def numbers(edition: int, number: str, column: str) -> dict[str, float]:
    """A column of a table as Python reads it, without rows that are no area and rows of placeholders."""
    found = {}
    for row in rows("berlin", table(edition, number), ","):
        cells = [text for head, text in row.items() if head not in ("id", "inhabitants")]
        if row["id"].isdecimal() and int(row["id"]) and any(text not in ("0", "", "-") for text in cells):
            found[row["id"]] = float(row[column])
    return found


@pytest.mark.parametrize(("edition", "number", "key", "column", "variable"), MSS)
def test_a_value_of_the_social_monitoring(edition: int, number: str, key: str, column: str, variable: str) -> None:
    expected = float(raw("berlin", table(edition, number), column, id=key))
    assert values("berlin")[f"be_mss_{variable}", LEVEL[len(key)], key, DAY[edition]] == expected


@pytest.mark.parametrize(("edition", "year", "key", "column", "variable"), GSSA)
def test_a_value_of_the_atlas_of_health(edition: str, year: str, key: str, column: str, variable: str) -> None:
    level = LEVEL[len(key)]
    written = str(int(key)) if level == "planungsraum" else key  # there the leading zero is lost
    expected = raw("berlin", f"gssa/gssa-{edition}-{FILES[level]}.csv", column, id=written)
    assert values("berlin")[f"be_gssa_{variable}", level, key, year] == float(expected)


def test_figures_without_a_digit_before_the_point_are_numbers() -> None:
    assert raw("berlin", "gssa/gssa-2013-planning-areas.csv", "health_and_social_index", id="1011101") == ".70700312"
    assert values("berlin")["be_gssa_index", "planungsraum", "01011101", "2013"] == 0.70700312


@pytest.mark.parametrize("edition", DAY)
def test_areas_outside_the_index_are_not_applicable(edition: int) -> None:
    outside = {row["id"] for row in rows("berlin", table(edition, "2-1"), ",")} - set(numbers(edition, "2-1", S1))
    found = {
        cell[2]
        for cell, worth in values("berlin").items()
        if cell[0] == "be_mss_s1"
        and cell[1] == "planungsraum"
        and cell[3] == DAY[edition]
        and worth == "not_applicable"
    }
    assert found == outside
    assert len(outside) == {2013: 13, 2015: 12, 2017: 11, 2019: 11, 2021: 6}[edition]


def test_a_zero_beside_numbers_stays_a_zero() -> None:
    assert raw("berlin", table(2013, "4-1"), K09, id="01011101") == "0"
    assert values("berlin")["be_mss_k09", "planungsraum", "01011101", DAY[2013]] == 0


def test_a_dash_is_missing_in_the_context_and_a_class_in_table_1() -> None:
    assert raw("berlin", table(2017, "4-1"), K02, id="01011101") == "-"
    assert values("berlin")["be_mss_k02", "planungsraum", "01011101", DAY[2017]] == "missing"
    classes = {r["dynamic_index"] for r in rows("berlin", "mss/mss-2017-1-planning-areas.csv", ",")}
    assert classes == {"+", "+/-", "-", "0"}
    assert [cell for cell in values("berlin") if "klasse" in cell[0]] == []


@pytest.mark.parametrize(("edition", "year"), [(2017, 2016), (2019, 2018)])
@pytest.mark.parametrize("number", ["4-1", "4-2"])
def test_under_k06_stands_the_share_of_foreigners(edition: int, year: int, number: str) -> None:
    level = FILES[{"4-1": "planungsraum", "4-2": "bezirksregion"}[number]]
    residents = {r["id"]: r for r in rows("berlin", f"pop/pop-{year}-12-t1-{level}.csv", ",")}
    for key, share in numbers(edition, number, K06).items():
        count = residents[key]
        assert share == pytest.approx(100 * int(count["inhabitants_foreigners"]) / int(count["inhabitants"]), abs=1e-5)


@pytest.mark.parametrize(("old", "new"), [(2015, 2017), (2017, 2019)])
def test_under_k07_stands_the_change_of_that_share(old: int, new: int) -> None:
    before, after, change = numbers(old, "4-2", K06), numbers(new, "4-2", K06), numbers(new, "4-2", K07)
    both = before.keys() & after.keys()
    assert len(both) >= 135
    for key in both:
        assert change[key] == pytest.approx(after[key] - before[key], abs=2e-5)


@pytest.mark.parametrize(
    ("edition", "column", "other", "number", "right"),
    [
        (2019, K10, 2021, "4-3-1", "k08_urban_apartments"),
        (2019, K11, 2021, "4-3-1", "k14_living_space"),
        (2019, K12, 2021, "4-3-1", "k15_living_ares"),
        (2015, K09, 2013, "4-3", K07),
        (2015, K13, 2013, "4-3", K09),
    ],
)
def test_the_other_heads_are_wrong_too(edition: int, column: str, other: int, number: str, right: str) -> None:
    """The column lies near the rightly named one of the neighbouring edition, far from its own name's."""
    file = f"mss/mss-{other}-{number}-districts.csv"
    ours = numbers(edition, "4-3", column)
    theirs = {row["id"]: float(row[right]) for row in rows("berlin", file, ",") if row["id"] in ours}
    apart = mean(abs(ours[key] - theirs[key]) for key in theirs)
    assert apart < 0.1 * mean(theirs.values())


@pytest.mark.parametrize(("fine", "coarse"), [(K05, K05), (K09, K13)])
def test_in_2021_only_the_planungsraeume_have_the_right_heads(fine: str, coarse: str) -> None:
    """Weighted by residents, their simple residential area is what stands under k13 of the Bezirksregionen."""
    residents, parts = numbers(2021, "4-1", "inhabitants"), numbers(2021, "4-1", fine)
    complete = {r["id"][:6] for r in rows("berlin", table(2021, "4-1"), ",")} - {
        r["id"][:6] for r in rows("berlin", table(2021, "4-1"), ",") if r["id"] not in parts
    }
    whole = numbers(2021, "4-2", coarse)
    assert len(complete) > 130
    for region in complete:
        inside = [key for key in parts if key.startswith(region)]
        weighted = sum(parts[key] * residents[key] for key in inside) / sum(residents[key] for key in inside)
        assert whole[region] == pytest.approx(weighted, abs=1e-3), region


def test_rows_of_figures_inside_the_data_are_no_areas() -> None:
    """2019: mean and deviation of the districts, not the city; 2015: the deviation of the Planungsräume."""
    districts = rows("berlin", "pop/pop-2018-12-t1-districts.csv", ",")
    shares = [100 * int(r["inhabitants_with_migration_background"]) / int(r["inhabitants"]) for r in districts]
    first, second = rows("berlin", table(2019, "4-3"), ",")[:2]
    assert (first["id"], second["id"]) == ("00", "Nummer")
    assert float(first[K05]) == pytest.approx(mean(shares), abs=1e-5)
    assert float(second[K05]) == pytest.approx(pstdev(shares), abs=1e-5)
    header = rows("berlin", table(2015, "4-1"), ",")[0]
    assert header["id"] == "00Nummer"
    assert float(header[K04]) == pytest.approx(pstdev(numbers(2015, "4-1", K04).values()), abs=1e-5)
    keys = {cell[2] for cell in values("berlin") if cell[0].startswith("be_mss_")}
    assert not keys & {"00", "Nummer", "0000", "00Nummer", "00000000"}


def test_2019_lost_three_districts_and_2021_the_end_of_table_2() -> None:
    found = values("berlin")
    there = {c[2] for c in found if c[0] == "be_mss_k01" and c[1] == "bezirk" and c[3] == DAY[2019]}
    assert there == {f"{n:02d}" for n in range(1, 10)}
    cut = [c for c in found if c[0] == "be_mss_s1" and c[1] == "planungsraum" and c[3] == DAY[2021]]
    assert len(cut) == len(rows("berlin", table(2021, "2-1"), ",")) == 447
    assert max(c[2] for c in cut) == "10200423"


def test_2017_repeats_the_bezirksregionen_of_2019_and_is_refused() -> None:
    assert rows("berlin", table(2017, "2-2"), ",") == rows("berlin", table(2019, "2-2"), ",")
    found = values("berlin")
    assert [c for c in found if c[0] == "be_mss_s1" and c[1] == "bezirksregion" and c[3] == DAY[2017]] == []


def test_housing_of_2021_has_the_old_keys_and_stands_under_2020() -> None:
    old = {row["id"] for row in rows("berlin", "pop/pop-2020-12-t1-planning-areas.csv", ",")}
    there = {row["id"] for row in rows("berlin", "mss/mss-2021-4-1-1-planning-areas.csv", ",")}
    assert old - there == {"09041403"}
    found = values("berlin")
    stands = raw("berlin", "mss/mss-2021-4-1-1-planning-areas.csv", "k15_living_ares", id="01011101")
    assert found["be_mss_k15", "planungsraum", "01011101", "2020-12-31"] == float(stands)
    assert {c[2] for c in found if c[0] == "be_mss_k14" and c[1] == "planungsraum" and c[3] == "2020-12-31"} == there


@pytest.mark.parametrize("edition", DAY)
def test_table_3_is_shifted(edition: int) -> None:
    """Under z_d1 stands the sum of the four (from 2019: three) status values, under z_d3 a word."""
    (refused,) = [r for r in readings("berlin") if r.delivery.name == "mss_klassen"]
    assert refused.kept == 0
    assert refused.cells_read == sum(out.cells for out in refused.left_out) == 2 * (4 * 447 + 542)
    whole = [r for r in rows("berlin", f"mss/mss-{edition}-3-districts.csv", ",") if r["z_" + S1] not in ("", "0")]
    assert {r["z_d3_percentage_transfer_payments_recipients"] for r in whole} == {
        "hoch", "mittel", "niedrig", "sehr niedrig",
    }  # fmt: skip  # one line
    for row in whole:
        status = [float(row["z_" + head] or 0) for head in (S1, S2, S3, S4)]
        assert float(row["z_" + D1]) == pytest.approx(sum(status), abs=5e-5)


@pytest.mark.parametrize(("year", "everyone"), [(2012, 3_469_621), (2014, 3_562_166)])
def test_the_monitoring_brings_residents_of_two_more_years(year: int, everyone: int) -> None:
    """The published residents of Berlin in the register; every level of the monitoring adds up to them."""
    sums = dict.fromkeys(("bezirk", "bezirksregion", "planungsraum"), 0.0)
    for (variable, level, _, period), number in values("berlin").items():
        if variable == "bev_insg" and period == f"{year}-12-31":
            sums[level] += float(number)
    assert sums == dict.fromkeys(sums, everyone)


def test_its_residents_are_those_of_the_register() -> None:
    """Shown where both are delivered: 2016 and 2018."""
    for edition, year in ((2017, 2016), (2019, 2018)):
        register = {r["id"]: r["inhabitants"] for r in rows("berlin", f"pop/pop-{year}-12-t1-planning-areas.csv", ",")}
        assert {r["id"]: r["inhabitants"] for r in rows("berlin", table(edition, "2-1"), ",")} == register


def test_nothing_of_the_monitorings_is_added_up() -> None:
    assert [c for c in values("berlin") if c[0].startswith(("be_mss_", "be_gssa_")) and c[1] == "stadt"] == []
