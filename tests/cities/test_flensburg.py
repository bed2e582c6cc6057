"""Flensburg: what is loaded is what stands in the tables of the Sozialatlas, and every trap is declared."""

import pytest

from tests.cities.towns import Cell, raw, raw_folder, readings, rests, rows, together, values
from tests.shared import needs_shared

pytestmark = needs_shared
TOWN = "01001000"
MARCH, JUNE, DECEMBER = "-03-31", "-06-30", "-12-31"

# table, column, year, district, variable, how the period ends
DISTRICTS = [
    ("residents", "residents", "2011", "1", "bev_insg", DECEMBER),
    ("residents", "residents", "2022", "13", "bev_insg", DECEMBER),
    ("residents", "residents", "2019", "7", "bev_insg", DECEMBER),
    ("children_age_under_18", "residents", "2012", "11", "bev_u18", DECEMBER),
    ("children_age_under_18", "residents", "2022", "1", "bev_u18", DECEMBER),
    ("residents_age_18_to_under_65", "residents", "2011", "8", "bev_18_u65", DECEMBER),
    ("residents_age_18_to_under_65", "residents", "2021", "13", "bev_18_u65", DECEMBER),
    ("residents_age_65_and_above", "residents", "2012", "3", "bev_65", DECEMBER),
    ("residents_age_65_and_above", "residents", "2022", "11", "bev_65", DECEMBER),
    ("age_groups", "age_18_to_under_30", "2022", "8", "fl_bev_18_u30", DECEMBER),
    ("age_groups", "age_30_to_under_45", "2021", "3", "fl_bev_30_u45", DECEMBER),
    ("age_groups", "age_45_to_under_65", "2022", "11", "fl_bev_45_u65", DECEMBER),
    ("age_groups", "age_65_to_under_80", "2021", "13", "fl_bev_65_u80", DECEMBER),
    ("age_groups", "age_80_and_above", "2022", "2", "fl_bev_80", DECEMBER),
    ("age_groups", "age_0_to_under_7", "2021", "6", "fl_bev_u7", DECEMBER),
    ("age_groups", "age_60_and_above", "2022", "4", "fl_bev_60", DECEMBER),
    ("age_ratio", "quotient", "2011", "1", "fl_altenquotient", DECEMBER),
    ("age_ratio", "quotient", "2022", "13", "fl_altenquotient", DECEMBER),
    ("births", "births", "2012", "6", "geburten", ""),
    ("births", "births", "2022", "11", "geburten", ""),
    ("births", "birth_rate", "2017", "8", "fl_geburtenquote", ""),
    ("migration_background", "foreign_citizenship", "2022", "2", "bev_ausl", DECEMBER),
    ("migration_background", "german_citizenship", "2021", "13", "fl_bev_dt_mh", DECEMBER),
    ("employed_with_pension_insurance", "residents", "2017", "1", "fl_svb", ""),
    ("employed_with_pension_insurance", "employment_rate", "2022", "6", "fl_svb_quote", ""),
    ("unemployed_residents", "residents", "2020", "10", "fl_al", JUNE),
    ("unemployed_residents", "residents", "2022", "13", "fl_al", JUNE),
    ("unemployed_residents_categorized", "percentage_sgb_iii", "2021", "5", "fl_al_sgb3", JUNE),
    ("unemployed_residents_categorized", "percentage_sgb_ii", "2022", "5", "fl_al_sgb2", JUNE),
    ("unemployed_residents_categorized", "percentage_foreign_citizenship", "2022", "6", "fl_al_ausl", JUNE),
    ("unemployed_residents_categorized", "percentage_female", "2021", "13", "fl_al_w", JUNE),
    ("unemployed_residents_categorized", "percentage_age_under_25", "2022", "13", "fl_al_u25", JUNE),
    ("housing_benefit", "residents", "2011", "13", "fl_wohngeld", ""),
    ("housing_benefit", "residents", "2018", "3", "fl_wohngeld", ""),
    ("housing_assistance_cases", "general_consulting", "2022", "2", "fl_whf_beratung", ""),
    ("housing_assistance_cases", "notices_of_rent_arrears", "2022", "3", "fl_whf_rueckstand", ""),
    ("housing_assistance_cases", "termination_rent_arrears", "2021", "3", "fl_whf_kuend_miete", ""),
    ("housing_assistance_cases", "eviction_notice", "2021", "4", "fl_whf_ankuend", ""),
    ("housing_assistance_cases", "eviction_carried", "2022", "7", "fl_whf_raeumungen", ""),
    ("risk_homelessness", "residents", "2017", "11", "fl_raeumungsklagen", ""),
    ("risk_homelessness", "residents", "2022", "9", "fl_raeumungsklagen", ""),
    ("beneficiaries_age_15_to_under_65", "total", "2021", "3", "fl_lb_15_u65", ""),
    ("beneficiaries_age_15_to_under_65", "percentage_of_total_residents", "2022", "2", "fl_lb_15_u65_anteil", ""),
    ("beneficiaries_age_15_to_under_65", "employable_with_benefits", "2022", "1", "fl_sgb2_elb", MARCH),
    ("beneficiaries_age_15_to_under_65", "unemployment_benefits", "2021", "11", "fl_sgb3", JUNE),
    ("beneficiaries_age_15_to_under_65", "assisting_benefits", "2022", "5", "fl_hlu", DECEMBER),
    ("beneficiaries", "residents", "2018", "3", "sgb2_lb", MARCH),
    ("beneficiaries", "residents", "2022", "13", "sgb2_lb", MARCH),
    ("beneficiaries_characteristics", "percentage_females", "2021", "8", "fl_sgb2_elb_w", MARCH),
    ("beneficiaries_characteristics", "percentage_single_parents", "2022", "10", "fl_sgb2_elb_ae", MARCH),
    ("beneficiaries_characteristics", "percentage_foreign_citizenship", "2022", "6", "fl_sgb2_elb_ausl", MARCH),
    ("inactive_beneficiaries_households", "residents", "2020", "2", "fl_sgb2_nef", MARCH),
    ("basic_benefits_income", "male", "2022", "3", "fl_grusi_m", DECEMBER),
    ("basic_benefits_income", "female", "2022", "11", "fl_grusi_w", DECEMBER),
    ("basic_benefits_income", "age_18_to_under_65", "2021", "3", "fl_grusi_18_u65", DECEMBER),
    ("basic_benefits_income", "age_65_and_above", "2022", "11", "grusi_ab65", DECEMBER),
]
# table, column, year, variable, period
CITY = [
    ("age_groups_of_residents", "age_under_18", "2012", "bev_u18", "2012-12-31"),
    ("age_groups_of_residents", "age_80_and_above", "2022", "fl_bev_80", "2022-12-31"),
    ("non_german_nationals_residence_status", "permanent_residency", "2016", "fl_aufenthalt_lang", "2016-12-31"),
    ("non_german_nationals_residence_status", "suspension_of_deportation", "2021", "fl_duldung", "2021-12-31"),
    ("child_education_support", "residential_education", "2021", "fl_hze_34", "2021"),
    ("child_education_support", "additional_support", "2020", "fl_hze_27_2", "2020"),
]


def table(name: str, column: str, **where: str) -> str:
    return raw("flensburg", f"tables/fl_{name}.csv", column, ";", **where)


@pytest.mark.parametrize(("name", "column", "year", "district", "variable", "end"), DISTRICTS)
def test_a_value_of_a_stadtteil(name: str, column: str, year: str, district: str, variable: str, end: str) -> None:
    file = f"{name}_by_district"
    cell = variable, "stadtteil", f"STGT{int(district):02d}", year + end
    assert values("flensburg")[cell] == float(table(file, column, year=year, district_id=district))


@pytest.mark.parametrize(("name", "column", "year", "variable", "period"), CITY)
def test_a_value_of_the_city(name: str, column: str, year: str, variable: str, period: str) -> None:
    assert values("flensburg")[variable, "stadt", TOWN, period] == float(table(name, column, year=year))


def test_the_household_types_have_their_names() -> None:
    types = {"1": "fl_sb_allein_m", "4": "fl_sb_ae_w", "7": "fl_sb_sonst"}
    for number, variable in types.items():
        stands = table("debt_counseling_residents", "residents", year="2022", household_type_id=number)
        assert values("flensburg")[variable, "stadt", TOWN, "2022"] == float(stands)
    assert table("household_type", "label", id="4") == "single_mother"


def test_every_table_of_figures_is_read_and_labels_are_not() -> None:
    read = {f.name for reading in readings("flensburg") for f in reading.files}
    there = {f"tables/{path.name}" for path in (raw_folder("flensburg") / "tables").glob("*.csv")}
    assert there - read == {"tables/_tables.csv", "tables/fl_district.csv", "tables/fl_household_type.csv"}
    assert len(read) == 23


def test_2012_has_no_residents_and_ages_are_never_added_up() -> None:
    found = values("flensburg")
    assert ("bev_u18", "stadtteil", "STGT01", "2012-12-31") in found
    assert [cell for cell in found if cell[0] == "bev_insg" and cell[3] == "2012-12-31"] == []
    assert [cell for cell in found if cell[0] == "bev_insg" and cell[1] == "stadt"] == []


def test_empty_cells_are_secret_in_the_two_tables_on_housing_loss_and_missing_elsewhere() -> None:
    found = values("flensburg")
    secret = {cell[0] for cell, worth in found.items() if worth == "secret"}
    missing = {cell[0] for cell, worth in found.items() if worth == "missing"}
    assert secret == {
        "fl_raeumungsklagen", "fl_whf_rueckstand", "fl_whf_kuend_miete", "fl_whf_kuend_verhalten", "fl_whf_ankuend",
        "fl_whf_raeumungen", "fl_whf_beratung",
    }  # fmt: skip  # one line
    assert missing == {"fl_hze_29", "fl_sb_ae_m"}
    assert table("risk_homelessness_by_district", "residents", year="2021", district_id="1") == ""
    assert found["fl_raeumungsklagen", "stadtteil", "STGT01", "2021"] == "secret"
    assert found["fl_sb_ae_m", "stadt", TOWN, "2021"] == "missing"


def test_persons_without_a_stadtteil_are_the_citys_rest_and_no_area() -> None:
    rest, found = rests("flensburg"), values("flensburg")
    assert rest["fl_lb_15_u65", "stadt", TOWN, "2022"] == 482
    assert rest["fl_al", "stadt", TOWN, "2022-06-30"] == 46
    assert rest["fl_sgb2_elb", "stadt", TOWN, "2022-03-31"] == 69, "the table of characteristics has priority"
    assert {cell[2] for cell in rest} == {TOWN}
    assert ("fl_lb_15_u65", "stadt", TOWN, "2022") not in found
    assert {cell[2] for cell in found} == {TOWN, *(f"STGT{n:02d}" for n in range(1, 14))}


def test_shifted_columns_are_refused() -> None:
    found = values("flensburg")
    assert {cell[3] for cell in found if cell[0] in ("fl_grusi_m", "fl_grusi_w")} == {"2022-12-31"}
    # the reason: in every row of 2021 men and women together are the two age groups of the row before
    benefits = rows("flensburg", "tables/fl_basic_benefits_income_by_district.csv", ";")
    of_2021 = [r for r in benefits if r["year"] == "2021"]
    sexes = [int(r["male"]) + int(r["female"]) for r in of_2021]
    ages = [int(r["age_18_to_under_65"]) + int(r["age_65_and_above"]) for r in of_2021]
    assert sexes[1:] == ages[:-1]
    assert sexes[0] == ages[-1]


def test_births_of_2011_are_refused() -> None:
    found = values("flensburg")
    assert "2011" not in {cell[3] for cell in found if cell[0] in ("geburten", "fl_geburtenquote")}
    # the reason: births over rate gives the base; only in the order of the names does it fit 2012
    births = rows("flensburg", "tables/fl_births_by_district.csv", ";")

    def bases(year: str) -> list[float]:
        return [1000 * int(r["births"]) / float(r["birth_rate"]) for r in births if r["year"] == year]

    districts = rows("flensburg", "tables/fl_district.csv", ";")
    umlauts = str.maketrans("öü", "ou")
    by_name = sorted(districts, key=lambda r: r["name"].translate(umlauts))
    as_given, as_named = bases("2011"), [0.0] * 13
    for base, district in zip(as_given, by_name, strict=True):
        as_named[int(district["id"]) - 1] = base
    off = [
        max(abs(new / old - 1) for new, old in zip(order, bases("2012"), strict=True)) for order in (as_given, as_named)
    ]
    assert off[0] > 0.9
    assert off[1] < 0.05


def test_the_same_figures_in_two_tables_stand_once() -> None:
    said = " ".join(r.sentence for r in together("flensburg").remarks)
    twice = "bev_u18 bev_18_u65 bev_65 fl_al fl_raeumungsklagen fl_grusi_18_u65 fl_sgb2_nef fl_sgb2_elb"
    for variable in twice.split():
        assert f"{variable} steht auch in" in said


def test_sums_of_columns_are_sums() -> None:
    found = values("flensburg")
    for key in ("STGT01", "STGT11"):
        cell: Cell = "bev_mh", "stadtteil", key, "2022-12-31"
        parts = [found[variable, *cell[1:]] for variable in ("bev_ausl", "fl_bev_dt_mh")]
        assert found[cell] == sum(parts)  # type: ignore[arg-type]  # both are numbers
