"""München: what is loaded is what stands in the workbooks of the Indikatorenatlas, and every trap is declared."""

import csv
import tomllib
from functools import cache

import openpyxl
import pytest

from tests.cities.towns import raw_folder, readings, rests, together, values
from tests.shared import ROOT, needs_shared

pytestmark = needs_shared
TOWN, END = "09162000", "-12-31"
SB = "(Regel-)Leistungsberechtigte"
WORK = "Sozialversicherungspflichtig Beschäftigte"
SPEECH = "Altersgruppen Familiensprache nichtdeutsch"
SCHOOL, BEFORE = "5 bis 13 Jahre (Schulkinder)", "3 bis 7 Jahre (ohne Schulkinder)"
DAY, YEAR, MARCH = END, "", "-03-01"
# file of 2025, Indikator, Ausprägung, Basiswert, variable, how the period ends
COUNTS = [
    ("be", "Altersgruppen", "insgesamt", 1, "bev_insg", DAY),
    ("be", "Altersgruppen", "bis 2 Jahre", 1, "bev_u3", DAY),
    ("be", "Altersgruppen", "3 bis 5 Jahre", 1, "bev_3_u6", DAY),
    ("be", "Altersgruppen", "bis 17 Jahre", 1, "bev_u18", DAY),
    ("be", "Altersgruppen", "65 Jahre und älter", 1, "bev_65", DAY),
    ("be", "Altersgruppen", "75 Jahre und älter", 1, "mu_bev_75", DAY),
    ("be", "Nichtdeutsche", "insgesamt", 1, "bev_ausl", DAY),
    ("be", "Migrationshintergrund", "deutsch und nichtdeutsch", 1, "bev_mh", DAY),
    ("be", "Migrationshintergrund", "deutsch und nichtdeutsch bis 17 Jahre", 1, "bev_u18_mh", DAY),
    ("be", "Einpersonenhaushalte", "insgesamt", 1, "hh_1pers", DAY),
    ("be", "Einpersonenhaushalte", "insgesamt", 2, "mu_hh_1p_basis", DAY),
    ("be", "Haushalte mit Kindern", "insgesamt", 1, "hh_kind", DAY),
    ("be", "Haushalte mit Kindern", "insgesamt", 2, "hh_insg", DAY),
    ("be", "Haushalte Alleinerziehend", "insgesamt", 1, "hh_kind_ae", DAY),
    ("be", "Bevölkerungsdichte", "insgesamt", 2, "mu_flaeche", DAY),
    ("be", "Wohndauer Adresse", "insgesamt", 1, "mu_wohndauer_summe", DAY),
    ("be", "Allgemeine Geburtenrate", "insgesamt", 1, "geburten", YEAR),
    ("be", "Allgemeine Geburtenrate", "insgesamt", 2, "mu_frauen_15_u45", YEAR),
    ("be", "Gesamtwanderungssaldo Kinder", "bis 5 Jahre", 1, "zuzug_u6", YEAR),
    ("be", "Gesamtwanderungssaldo Kinder", "bis 5 Jahre", 2, "fortzug_u6", YEAR),
    ("ar", "Arbeitslose - Anteil", "insgesamt", 1, "al_insg", YEAR),
    ("ar", "Arbeitslose - Anteil", "insgesamt", 2, "mu_bev_15_u65_mittel", YEAR),
    ("ar", "Arbeitslose", "bis 24 Jahre", 1, "mu_al_u25", YEAR),
    ("ar", "Arbeitslose", "Langzeit", 1, "mu_al_1j", YEAR),
    ("ar", SB, "nicht erwerbsfähig", 1, "mu_sgb2_nef", YEAR),
    ("ar", SB, "erwerbsfähig", 2, "sgb2_lb", YEAR),
    ("ar", f"{SB} - nicht erwerbsfähig - Anteil", "insgesamt", 2, "mu_bev_u15_mittel", YEAR),
    ("ar", f"{WORK} - Anteil", "insgesamt", 1, "mu_svb", YEAR),
    ("ki", "Betreuungsangebot", "insgesamt", 1, "mu_kita_insg", MARCH),
    ("ki", "Altersgruppen", "bis 2 Jahre", 1, "mu_kita_u3", MARCH),
    ("ki", "Altersgruppen", SCHOOL, 1, "mu_kita_schule", MARCH),
    ("ki", SPEECH, BEFORE, 1, "mu_kita_3_u8_fs", MARCH),
    ("ki", "Einrichtungsträger", "städtisch", 1, "mu_kita_staedt", MARCH),
]
# Indikator, Ausprägung as published -> factor, numerator, denominator
PUBLISHED = [
    ("be", "Altersgruppen", "65 Jahre und älter", 100, "bev_65", "bev_insg", DAY),
    ("be", "Altersgruppen", "bis 17 Jahre", 100, "bev_u18", "bev_insg", DAY),
    ("be", "Nichtdeutsche", "insgesamt", 100, "bev_ausl", "bev_insg", DAY),
    ("be", "Migrationshintergrund", "deutsch und nichtdeutsch", 100, "bev_mh", "bev_insg", DAY),
    ("be", "Haushalte mit Kindern", "insgesamt", 100, "hh_kind", "hh_insg", DAY),
    ("be", "Wohndauer Adresse", "insgesamt", 1, "mu_wohndauer_summe", "mu_wohndauer_basis", DAY),
    ("be", "Allgemeine Geburtenrate", "insgesamt", 1000, "geburten", "mu_frauen_15_u45", YEAR),
    ("ar", "Arbeitslose - Anteil", "insgesamt", 100, "al_insg", "mu_bev_15_u65_mittel", YEAR),
    ("ki", SPEECH, BEFORE, 100, "mu_kita_3_u8_fs", "mu_kita_3_u8", MARCH),
    ("ki", "Einrichtungsträger", "städtisch", 100, "mu_kita_staedt", "mu_kita_insg", MARCH),
]


@cache
def sheet(file: str) -> dict[tuple[str, str, int, str], tuple[object, ...]]:
    """The data of a workbook as openpyxl reads it: Indikator, Ausprägung, year, area -> Indikatorwert, Basiswerte."""
    book = openpyxl.load_workbook(raw_folder("muenchen") / file, read_only=True, data_only=True)
    (name,) = set(book.sheetnames) - {"INHALT", "IMPRESSUM"}
    rows = book[name].iter_rows(min_row=2, values_only=True)
    return {(str(r[0]), str(r[1]), int(str(r[2])), str(r[3])): tuple(r[4:7]) for r in rows}


def number(value: object) -> float:
    """A cell as a number: ",9" and "39,8" are texts in these files, 12.3 is a number."""
    return float(str(value).replace(",", "."))


@cache
def lines(file: str) -> tuple[dict[str, str], ...]:
    with (raw_folder("muenchen") / "csv" / f"indikatorenatlas2014{file}.csv").open(encoding="utf-8-sig") as handle:
        return tuple(csv.DictReader(handle))


@pytest.mark.parametrize(("file", "indicator", "group", "basis", "variable", "end"), COUNTS)
def test_counts_are_the_basiswerte(file: str, indicator: str, group: str, basis: int, variable: str, end: str) -> None:
    found = values("muenchen")
    rows = [(at, row) for at, row in sheet(f"atlas2025/export_{file}.xlsx").items() if at[:2] == (indicator, group)]
    compared = 0
    for (*_, year, area), row in rows:
        place = ("stadt", TOWN) if area == "Stadt München" else ("stadtteil", area[:2])
        cell = variable, *place, f"{year}{end}"
        skipped = (year in (2012, 2014) and "1p" in variable) or (
            year == 2011 and file == "ar" and indicator[0] in "(S"
        )
        if skipped:
            continue
        assert found[cell] == ("missing" if row[basis] is None else row[basis]), cell
        compared += 1
    assert compared >= 26 * 11


@pytest.mark.parametrize(("file", "indicator", "group", "factor", "part", "whole", "end"), PUBLISHED)
def test_shares_of_counts_are_the_published_ones(
    file: str, indicator: str, group: str, factor: int, part: str, whole: str, end: str
) -> None:
    found = values("muenchen")
    for (i, g, year, area), row in sheet(f"atlas2025/export_{file}.xlsx").items():
        if (i, g) == (indicator, group):
            place = ("stadt", TOWN) if area == "Stadt München" else ("stadtteil", area[:2])
            cell = *place, f"{year}{end}"
            counted = factor * float(found[part, *cell]) / float(found[whole, *cell])
            assert counted == pytest.approx(number(row[0]), abs=0.0501), cell


def test_the_newer_edition_counts_where_two_differ() -> None:
    old, new = sheet("atlas2024/export_ar.xlsx"), sheet("atlas2025/export_ar.xlsx")
    at = "Arbeitslose - Anteil", "insgesamt", 2013, "Stadt München"
    assert (old[at][1], new[at][1]) == (39098, 39462)
    assert values("muenchen")["al_insg", "stadt", TOWN, "2013"] == 39462
    differ = sum(old[cell][1] != new[cell][1] for cell in old if cell[:2] == at[:2])
    said = [r.sentence for r in together("muenchen").remarks if "al_insg steht auch in arbeitsmarkt_2024" in r.sentence]
    assert f"; {differ} ungleiche, es gilt arbeitsmarkt_2025 (Vorrang)" in said[0]


def test_the_means_of_three_quarters_of_2011_are_refused() -> None:
    for indicator, group, basis, variable in (
        (f"{WORK} - Anteil", "insgesamt", 1, "mu_svb"),
        (SB, "erwerbsfähig", 2, "sgb2_lb"),
        (SB, "nicht erwerbsfähig", 1, "mu_sgb2_nef"),
    ):
        tails = {}
        for edition in (2024, 2025):
            rows = sheet(f"atlas{edition}/export_ar.xlsx")
            mine = {at[3]: number(row[basis]) for at, row in rows.items() if at[:3] == (indicator, group, 2011)}
            districts = {area[:2]: count for area, count in mine.items() if area != "Stadt München"}
            tails[edition] = {round(count % 1, 1) for count in districts.values()}
            if edition == 2024:
                for key, count in districts.items():
                    assert values("muenchen")[variable, "stadtteil", key, "2011"] == count
        # the reason: four quarters end on quarters (printed 0, .3, .5, .8), three on thirds (0, .3, .7)
        assert tails == {2024: {0.0, 0.3, 0.5, 0.8}, 2025: {0.0, 0.3, 0.7}}


def test_one_person_households_of_two_years_are_refused() -> None:
    years = {cell[3][:4] for cell in values("muenchen") if cell[0] == "hh_1pers"}
    assert years == {"2013", *map(str, range(2015, 2025))}
    # the reason: the districts lack about a tenth of the city's households
    rows = sheet("atlas2025/export_be.xlsx")
    for year, missing in ((2012, True), (2013, False), (2014, True), (2015, False)):
        mine = {at[3]: number(r[2]) for at, r in rows.items() if at[:3] == ("Einpersonenhaushalte", "insgesamt", year)}
        city = mine.pop("Stadt München")
        assert (sum(mine.values()) < 0.95 * city) is missing


def test_persons_without_a_district_are_the_citys_rest_and_no_area() -> None:
    found, rest = values("muenchen"), rests("muenchen")
    assert {cell[2] for cell in found} == {TOWN, *(f"{n:02d}" for n in range(1, 26))}
    assert {cell[:3] for cell in rest} == {
        ("al_insg", "stadt", TOWN),
        ("mu_bev_15_u65_mittel", "stadt", TOWN),
    }
    for line in lines("arbeitsmarktarbeitslosendichte"):
        if line["NUMMER"] == "99" and line["INDIKATOR_AUSPRAEGUNG"] == "gesamt":
            assert rest["al_insg", "stadt", TOWN, line["JAHR"]] == number(line["BASISWERT_1"])
    # of the residents they were given a district by 2025: the districts of 2014 and the rest are those of 2025
    residents = lines("bevoelkerungauslaenderinnenanteil")
    for year in ("2000", "2001", "2006", "2007", "2008"):
        count = {line["NUMMER"]: number(line["BASISWERT_2"]) for line in residents if line["JAHR"] == year}
        city = count.pop("#100")
        districts = [found["bev_insg", "stadtteil", f"{n:02d}", f"{year}{END}"] for n in range(1, 26)]
        assert sum(count.values()) == city == sum(map(float, districts))


def test_values_without_counts_are_given() -> None:
    at = "Zusammengefasste Geburtenrate", "insgesamt", 2024, "07 Sendling - Westpark"
    assert values("muenchen")["mu_tfr", "stadtteil", "07", "2024"] == number(sheet("atlas2025/export_be.xlsx")[at][0])
    (line,) = (
        row
        for row in lines("bevoelkerungmittlerelebenserwartung")
        if (row["INDIKATOR_AUSPRAEGUNG"], row["JAHR"], row["NUMMER"]) == ("weiblich-gesamt", "2012", "6")
    )
    assert values("muenchen")["mu_lebenserw_w", "stadtteil", "06", "2012"] == number(line["INDIKATOR_WERT"])


def test_children_at_the_place_of_the_kita_never_meet_residents() -> None:
    folder = ROOT / "data" / "muenchen" / "catalogue"
    cared = tomllib.loads((folder / "variables" / "kinderbetreuung.toml").read_text("utf-8"))
    assert cared.pop("all")["principle"] == "institution"
    read = {
        rule.variable for r in readings("muenchen") if r.delivery.name == "kinderbetreuung" for rule in r.delivery.rules
    }
    assert set(cared) == read
    for path in (folder / "indicators").glob("*.toml"):
        indicator = tomllib.loads(path.read_text("utf-8"))
        used = {indicator["numerator"], indicator.get("denominator", indicator["numerator"])}
        assert used <= set(cared) or not used & set(cared), path.name
        assert (indicator["principle"] == "institution") is bool(used & set(cared)), path.name


def test_means_of_quarters_say_so() -> None:
    (work,) = (r for r in readings("muenchen") if r.delivery.name == "arbeitsmarkt_2025")
    rows = sheet("atlas2025/export_ar.xlsx")
    mine = [number(row[1]) for at, row in rows.items() if at[:2] == ("Arbeitslose - Anteil", "insgesamt")]
    broken = sum(count != int(count) for count in mine)
    (said,) = (r.sentence for r in work.remarks if r.sentence.startswith("al_insg ist Basiswert 1"))
    assert "Zeitbezug: Jahresmittelwert aus vier Quartalswerten" in said
    assert said.endswith(f"; {broken} von {len(mine)} Zahlen mit Nachkommastellen.")
    assert broken > 0


def test_every_row_is_read_or_left_out_with_a_reason() -> None:
    for reading in readings("muenchen"):
        assert reading.cells_read == reading.kept + sum(left.cells for left in reading.left_out)
        assert not [left.reason for left in reading.left_out if "keine Regel" in left.reason], reading.delivery.name
    rows = {r.delivery.name: r.rows_read for r in readings("muenchen")}
    for name, file in (("bevoelkerung", "be"), ("arbeitsmarkt_2025", "ar"), ("kinderbetreuung", "ki")):
        assert rows[name] == len(sheet(f"atlas2025/export_{file}.xlsx"))


def test_what_no_delivery_reads_is_known() -> None:
    folder = raw_folder("muenchen")
    read = {file.name for reading in readings("muenchen") for file in reading.files}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in (".csv", ".xlsx")}
    assert there - read == {
        "atlas2024/export_ar.csv",  # the workbook of the same name once more
        "atlas2024/export_fl.xlsx",  # land use, health and traffic: the atlas has no indicator of theirs
        "atlas2024/export_ge.xlsx",
        "atlas2024/export_ve.xlsx",
        "csv/indikatorenatlas2014verkehrpersonenwagendichte.csv",
    }
