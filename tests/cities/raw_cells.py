"""Single cells of the raw files of four towns, read with csv and calamine alone, and what the indicators are made of.

A cell is (column, key, year) -> the text that stands there; an indicator is signed columns over signed columns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import python_calamine as calamine

from tests.cities.towns import raw_folder, rows

Cells = dict[tuple[str, str, int], str]
SECRET, OUTSIDE = "geheim", "entfällt"  # texts that stand for signs which a file gives by an empty or a senseless cell


@dataclass(frozen=True)
class Made:
    """What an indicator is made of: "a", "-b", "a@5" (the column five years before)."""

    part: tuple[str, ...]
    whole: tuple[str, ...] = ()
    factor: int = 1
    end: str = "-12-31"  # of the period behind the year
    decimals: int = 1
    given: bool = False  # delivered as a rate, without counts


def share(part: str, whole: str, end: str = "-12-31", factor: int = 100) -> Made:
    """Columns over columns, separated by blanks."""
    return Made(tuple(part.split()), tuple(whole.split()), factor, end)


def count(part: str, end: str = "-12-31") -> Made:
    return Made(tuple(part.split()), end=end, decimals=0)


def given(column: str, end: str = "-12-31", decimals: int = 1) -> Made:
    return Made((column,), end=end, decimals=decimals, given=True)


GROWTH = share("people -people@5", "people@5")

# --- Flensburg: the sum of all rows of a year is the town, except of the ages, which it publishes itself ------------

HOUSING = "fl_housing_assistance_cases_by_district"
GIVEN = ("quotient", "birth_rate", "employment_rate", "percentage")  # how columns begin that nobody adds up
FLENSBURG = {
    "ant_u18": share("young", "people"),
    "ant_65": share("old", "people"),
    "altenquotient": share("old", "adult"),
    "jugendquotient": share("young", "adult"),
    "bev_insg": count("people"),
    "migra_insg": share("foreign_citizenship german_citizenship", "people"),
    "fl_ant_dt_mh": share("german_citizenship", "people"),
    "fl_altenquotient": given("quotient"),
    "fl_geburten": count("births", ""),
    "fl_geburten_1000": share("births", "people", "", 1000),
    "fl_geburtenquote": given("birth_rate", ""),
    "grusi_65": share("age_65_and_above", "old"),
    "fl_grusi_frauen": share("female", "male female"),
    "sgb2_quote": share("sgb2", "young adult", "-03-31"),
    "fl_wohngeld_anteil": share("wohngeld", "people", ""),
    "fl_raeumungsklagen": count("klagen", ""),
    "fl_raeumungsklagen_1000": share("klagen", "people", "", 1000),
    "fl_whf_beratung": count("general_consulting", ""),
    "fl_whf_rueckstand": count("notices_of_rent_arrears", ""),
    "fl_hze_34": count("residential_education", ""),
    "fl_hze_29": count("educational_assistance", ""),
    "fl_al_anteil": share("al", "adult", "-06-30"),
    "fl_al_u25": given("percentage_age_under_25", "-06-30"),
    "fl_svb": count("svb", ""),
    "fl_svb_quote": given("employment_rate", ""),
}
FLENSBURG_TABLES = {  # table -> column as it is called here, or ""
    "fl_residents_by_district": "people",
    "fl_children_age_under_18_by_district": "young",
    "fl_residents_age_18_to_under_65_by_district": "adult",
    "fl_residents_age_65_and_above_by_district": "old",
    "fl_migration_background_by_district": "",
    "fl_age_ratio_by_district": "",
    "fl_births_by_district": "",
    "fl_basic_benefits_income_by_district": "",
    "fl_beneficiaries_by_district": "sgb2",
    "fl_housing_benefit_by_district": "wohngeld",
    "fl_risk_homelessness_by_district": "klagen",
    HOUSING: "",
    "fl_unemployed_residents_categorized_by_district": "",
    "fl_unemployed_residents_by_district": "al",
    "fl_employed_with_pension_insurance_by_district": "svb",
}
AGES = {"young": ("age_under_18",), "old": ("age_65_to_under_80", "age_80_and_above")}
AGES["adult"] = ("age_18_to_under_30", "age_30_to_under_45", "age_45_to_under_65")


def _flensburg() -> Cells:
    found: Cells = {}
    for table, name in FLENSBURG_TABLES.items():
        empty = SECRET if table in (HOUSING, "fl_risk_homelessness_by_district") else ""
        for row in rows("flensburg", f"tables/{table}.csv", ";"):
            year, district = int(row["year"]), row["district_id"]
            shifted = (table, year) in {("fl_births_by_district", 2011), ("fl_basic_benefits_income_by_district", 2021)}
            for column, text in row.items():
                called = name if column == "residents" else column
                wrong = shifted and column in ("births", "birth_rate", "male", "female")  # docs: refused, and why
                if column in ("year", "district_id") or wrong or (not district and called.startswith(GIVEN)):
                    continue
                found[called, f"STGT{int(district):02d}" if district else "", year] = text or empty
    for column, year in {(column, year) for column, _, year in found if not column.startswith(GIVEN)}:
        mine = [text for (c, _, y), text in found.items() if (c, y) == (column, year)]
        signs = [text for text in mine if text in ("", SECRET)]
        found[column, "01001000", year] = signs[0] if signs else str(sum(map(int, mine)))
    for year in (2021, 2022):  # only the other table names those without an address
        found["al", "01001000", year] = found["unemployed_total", "01001000", year]
    for row in rows("flensburg", "tables/fl_age_groups_of_residents.csv", ";"):
        for column, parts in AGES.items():
            found[column, "01001000", int(row["year"])] = str(sum(int(row[part]) for part in parts))
    for row in rows("flensburg", "tables/fl_child_education_support.csv", ";"):
        found |= {(c, "01001000", int(row["year"])): text for c, text in row.items() if c != "year"}
    return {cell: text for cell, text in found.items() if cell[1]}


# --- Köln: table and line are the column ---------------------------------------------------------------------------

KOELN = {
    "bev_insg": count("050.10"),
    "bev_entw_5j": share("050.10 -050.10@5", "050.10@5"),
    "ko_wb": count("005.10"),
    "ko_migra": share("030.10", "005.10"),
    "ko_auslaenderanteil": share("030.50", "005.10"),
    "ko_altenquotient": share("020.120 020.130", "020.60 020.70 020.80 020.90 020.100 020.110"),
    "ko_jugendquotient": share("020.10 020.20 020.30 020.40 020.50", "020.60 020.70 020.80 020.90 020.100 020.110"),
    "ko_dt_mh": share("030.20", "005.10"),
    "ko_ant_nw": share("050.20", "005.10"),
    "ko_ant_65": share("020.120 020.130", "005.10"),
    "ko_ant_75": share("020.130", "005.10"),
    "ko_ant_u3": share("020.10", "005.10"),
    "ko_ant_3_u6": share("020.20", "005.10"),
    "ko_ant_18_u25": share("020.60", "005.10"),
    "ko_ant_u18": share("020.10 020.20 020.30 020.40 020.50", "005.10"),
    "ko_ant_w": share("010.20", "005.10"),
    "ko_aussiedler": share("030.30", "030.20"),
    "ko_eingeb": share("030.40", "030.20"),
    "ko_anz_u3": count("020.10"),
    "ko_anz_6_u10": count("020.30"),
    "ko_btw_beteiligung": share("abgegeben", "Wahlberechtigte", "-09-22"),
}


def _koeln() -> Cells:
    found, key_of = {}, {}
    for row in rows("koeln", "bevoelkerung.csv", ","):
        key = row["raum_id"].removeprefix("00") if row["raum_id"] != "000" else "05315000"
        found[f"{row['tab_id']}.{row['zei_id']}", key, int(row["jahr"])] = row["zahl"]
        if len(key) == 3:
            key_of[row["raum"]] = key
    votes: dict[tuple[str, str, int], int] = {}
    for row in rows("koeln", "bundestag-2013-stadtteil.csv", ";"):
        for column in ("abgegeben", "Wahlberechtigte"):
            for key in (key_of[row["Name"]], key_of[row["Name"]][0], "05315000"):
                votes[column, key, 2013] = votes.get((column, key, 2013), 0) + int(row[column])
    return found | {cell: str(number) for cell, number in votes.items()}


# --- München: Indikator, Ausprägung and number of the Basiswert (0: Indikatorwert) are the column ------------------

GROUP, WORK = "Altersgruppen|insgesamt|1", "Arbeitslose - Anteil|insgesamt"
SB, SVB = "(Regel-)Leistungsberechtigte", "Sozialversicherungspflichtig Beschäftigte - Anteil"


def _over(name: str, part: int = 1, whole: int = 2, end: str = "-12-31", factor: int = 100) -> Made:
    return Made((f"{name}|{part}",), (f"{name}|{whole}",), factor, end)


MUENCHEN = {
    "bev_insg": Made((GROUP,), decimals=0),
    "ant_u18": _over("Altersgruppen|bis 17 Jahre"),
    "ant_65": _over("Altersgruppen|65 Jahre und älter"),
    "mu_ant_75": _over("Altersgruppen|75 Jahre und älter"),
    "anz_u3": Made(("Altersgruppen|bis 2 Jahre|1",), decimals=0),
    "auslaenderanteil": _over("Nichtdeutsche|insgesamt"),
    "migra_insg": _over("Migrationshintergrund|deutsch und nichtdeutsch"),
    "bev_entw_5j": Made((GROUP, f"-{GROUP}@5"), (f"{GROUP}@5",), 100),
    "mu_geburtenrate": _over("Allgemeine Geburtenrate|insgesamt", end="", factor=1000),
    "mu_wohndauer": _over("Wohndauer Adresse|insgesamt", factor=1),
    "mu_tfr": given("Zusammengefasste Geburtenrate|insgesamt|0", "", 2),
    "hh_kinder": _over("Haushalte mit Kindern|insgesamt"),
    "hh_1p": _over("Einpersonenhaushalte|insgesamt"),
    "al_anteil": _over(WORK, end=""),
    "mu_al_u25": _over("Arbeitslose|bis 24 Jahre", end=""),
    "mu_al_w": Made(("Arbeitslose|weiblich|1",), (f"{WORK}|1",), 100, ""),
    "svb_quote": Made((f"{SVB}|insgesamt|1",), (f"{WORK}|2",), 100, ""),
    "sgb2_u15_nef": Made(
        (f"{SB}|nicht erwerbsfähig|1",), (f"{SB} - nicht erwerbsfähig - Anteil|insgesamt|2",), 100, ""
    ),
    "mu_kita_kinder": Made(("Betreuungsangebot|insgesamt|1",), end="-03-01", decimals=0),
    "mu_kita_ant_u3": _over("Altersgruppen|bis 2 Jahre (Kita)", end="-03-01"),
    "mu_kita_staedtisch": Made(("Einrichtungsträger|städtisch|1",), ("Betreuungsangebot|insgesamt|1",), 100, "-03-01"),
}
REFUSED = {("Einpersonenhaushalte", 2012), ("Einpersonenhaushalte", 2014)}  # docs/deliveries.md, "Refused, and why"
THREE_QUARTERS = (SB, SVB)  # of 2011: the edition before gives the year


@cache
def book(file: str, sheet: str = "") -> list[list[object]]:
    """The rows of a sheet of a workbook of the Indikatorenatlas, header and all; "": of the data, without it."""
    opened = calamine.CalamineWorkbook.from_path(str(raw_folder("muenchen") / file))
    (data,) = set(opened.sheet_names) - {"INHALT", "IMPRESSUM"}
    rows = [list(row) for row in opened.get_sheet_by_name(sheet or data).to_python()]
    return rows if sheet else rows[1:]


def _muenchen() -> Cells:
    found: Cells = {}
    for file in ("2025/export_be", "2025/export_ar", "2024/export_ar", "2025/export_ki"):
        for row in book(f"atlas{file}.xlsx"):
            indicator, group, year, area = str(row[0]), str(row[1]), int(float(str(row[2]))), str(row[3])
            if file.startswith("2024") != (
                file.endswith("ar") and indicator.startswith(THREE_QUARTERS) and year == 2011
            ):
                continue
            if (indicator, year) in REFUSED or (indicator.startswith("Haushalte") and year < 2012):
                continue
            key = "09162000" if area == "Stadt München" else area[:2]
            group += " (Kita)" if file.endswith("ki") and indicator == "Altersgruppen" else ""
            for place in (0, 1, 2):
                found[f"{indicator}|{group}|{place}", key, year] = str(row[4 + place]).replace(",", ".")
    return found


# --- Berlin: the column of the file, for every level of the keys ---------------------------------------------------

U18 = "inhabitants_age_below_6 inhabitants_age_6_15 inhabitants_age_15_18"
ADULT = "inhabitants_age_18_27 inhabitants_age_27_45 inhabitants_age_45_55 inhabitants_age_55_65"
BERLIN = {
    "bev_insg": count("inhabitants"),
    "ant_u18": share(U18, "inhabitants"),
    "ant_65": share("inhabitants_age_above_65", "inhabitants"),
    "altenquotient": share("inhabitants_age_above_65", ADULT),
    "jugendquotient": share(U18, ADULT),
    "migra_insg": share("inhabitants_with_migration_background", "inhabitants"),
    "auslaenderanteil": share("inhabitants_foreigners", "inhabitants"),
    "be_ant_dt_mh": share("inhabitants_germans_with_migration_background", "inhabitants"),
    "be_ant_w": share("inhabitants_female", "inhabitants"),
    "be_ant_u6": share("inhabitants_age_below_6", "inhabitants"),
    "be_ant_15_u18": share("inhabitants_age_15_18", "inhabitants"),
    "be_ant_27_u45": share("inhabitants_age_27_45", "inhabitants"),
    "be_gssa_index": given("health_and_social_index", "", 2),
    "be_gssa_erwerb": given("working_life_sub_index", "", 2),
    "be_mss_s1": given("s1_percentage_unemployed"),
    "be_mss_d4": given("d4_percentage_transfer_payments_recipients_below_15_years"),
}
KINDS = ("city", "districts", "forecast-areas", "district-regions", "planning-areas")


def _berlin() -> Cells:
    found: Cells = {}
    files = [
        (f"pop/pop-{year}-12-t{table}-{kind}.csv", year)
        for year in range(2015, 2025)
        for table in (2, 1)
        for kind in KINDS
    ]
    files += [
        (f"gssa/gssa-{edition}-{kind}.csv", year)
        for edition, year in ((2013, 2013), (2022, 2020))
        for kind in KINDS[1:]
    ]
    index = zip((1, 2, 3), ("planning-areas", "district-regions", "districts"), strict=True)
    files += [(f"mss/mss-{year + 1}-2-{n}-{kind}.csv", year) for n, kind in index for year in (2012, 2014)]
    for file, year in files:
        for row in rows("berlin", file, ","):
            texts = {column: text for column, text in row.items() if column not in ("id", "inhabitants")}
            outside = (file.startswith("mss") and not any(map(float, texts.values()))) or not any(texts.values())
            key = row["id"].zfill(8) if file.startswith("gssa") and "planning" in file else row["id"]
            if key == "09041403" and year == 2013:
                continue  # not an area before 2019; its row is empty
            shown = row if file.startswith("pop") else texts
            found |= {(c, key, year): OUTSIDE if outside else text for c, text in shown.items() if c != "id"}
    return found


TOWNS: dict[str, tuple[Callable[[], Cells], dict[str, Made]]] = {
    "flensburg": (_flensburg, FLENSBURG),
    "koeln": (_koeln, KOELN),
    "muenchen": (_muenchen, MUENCHEN),
    "berlin": (_berlin, BERLIN),
}
