"""What the atlas says of München and Köln is what the towns publish: their own rates against ours, area by area."""

from collections.abc import Callable

import pytest

from atlas.city import City
from atlas.view.values import look_values
from tests.cities.loaded import LoadedTown
from tests.cities.test_muenchen import BEFORE, SB, SPEECH, WORK, number, sheet
from tests.cities.towns import raw, rows
from tests.shared import needs_shared

pytestmark = needs_shared
# indicator, file, Indikator, Ausprägung, how far the published figure may be off by its rounding
MUENCHEN = [
    ("ant_65", "be", "Altersgruppen", "65 Jahre und älter", 0.0501),
    ("ant_u18", "be", "Altersgruppen", "bis 17 Jahre", 0.0501),
    ("ant_u3", "be", "Altersgruppen", "bis 2 Jahre", 0.0501),
    ("ant_3_u6", "be", "Altersgruppen", "3 bis 5 Jahre", 0.0501),
    ("mu_ant_75", "be", "Altersgruppen", "75 Jahre und älter", 0.0501),
    ("auslaenderanteil", "be", "Nichtdeutsche", "insgesamt", 0.0501),
    ("migra_insg", "be", "Migrationshintergrund", "deutsch und nichtdeutsch", 0.0501),
    ("migra_u18", "be", "Migrationshintergrund", "deutsch und nichtdeutsch bis 17 Jahre", 0.0501),
    ("hh_1p", "be", "Einpersonenhaushalte", "insgesamt", 0.0501),
    ("hh_kinder", "be", "Haushalte mit Kindern", "insgesamt", 0.0501),
    ("mu_geburtenrate", "be", "Allgemeine Geburtenrate", "insgesamt", 0.0501),
    ("mu_wohndauer", "be", "Wohndauer Adresse", "insgesamt", 0.0501),
    ("mu_alter", "be", "Durchschnittsalter", "insgesamt", 0.0501),
    ("mu_tfr", "be", "Zusammengefasste Geburtenrate", "insgesamt", 1e-9),
    ("al_anteil", "ar", "Arbeitslose - Anteil", "insgesamt", 0.0501),
    ("svb_quote", "ar", f"{WORK} - Anteil", "insgesamt", 0.0501),
    ("sgb2_u15_nef", "ar", f"{SB} - nicht erwerbsfähig - Anteil", "insgesamt", 0.0511),  # of counts rounded to tenths
    ("mu_sgb2_elb_quote", "ar", f"{SB} - erwerbsfähig - Anteil", "insgesamt", 0.0501),
    ("mu_al_u25", "ar", "Arbeitslose", "bis 24 Jahre", 0.06),
    ("mu_al_langzeit", "ar", "Arbeitslose", "Langzeit", 0.06),
    ("mu_kita_ant_u3", "ki", "Altersgruppen", "bis 2 Jahre", 0.0501),
    ("mu_kita_fs_3_u8", "ki", SPEECH, BEFORE, 0.0501),
    ("mu_kita_staedtisch", "ki", "Einrichtungsträger", "städtisch", 0.0501),
]
OF_2024 = ("svb_quote", "sgb2_u15_nef", "mu_sgb2_elb_quote")  # for 2011, when the edition of 2025 is refused


@pytest.fixture(scope="module")
def towns(loaded_town: Callable[[str], LoadedTown]) -> dict[str, City]:
    """Both towns, loaded and opened."""
    return {town: loaded_town(town).open() for town in ("muenchen", "koeln")}


@pytest.mark.parametrize(("indicator", "file", "name", "group", "off"), MUENCHEN)
def test_the_rates_of_muenchen_are_the_published_ones(
    towns: dict[str, City], indicator: str, file: str, name: str, group: str, off: float
) -> None:
    published = {}
    for edition in (2024, 2025):
        if edition == 2025 or indicator in OF_2024:
            for (i, g, year, area), row in sheet(f"atlas{edition}/export_{file}.xlsx").items():
                if (i, g) == (name, group) and row[0] is not None and (edition, year) != (2025, 2011):
                    published["09162000" if area == "Stadt München" else area[:2], year] = number(row[0])
    compared = 0
    for row in look_values(towns["muenchen"], indicator):
        at = row.area_key, int(row.period[:4])
        if row.value is not None and at in published:
            assert row.value == pytest.approx(published[at], abs=off), at
            compared += 1
    assert compared >= 0.9 * len(published) - 52  # without the two years of one-person households


def test_counts_of_muenchen_are_delivered_for_the_city_too(towns: dict[str, City]) -> None:
    for indicator, group in (("bev_insg", "insgesamt"), ("anz_u3", "bis 2 Jahre"), ("anz_3_u6", "3 bis 5 Jahre")):
        for row in look_values(towns["muenchen"], indicator, "stadt"):
            at = "Altersgruppen", group, int(row.period[:4]), "Stadt München"
            assert row.value == sheet("atlas2025/export_be.xlsx")[at][1]


def test_the_balance_of_children_is_the_published_one(towns: dict[str, City]) -> None:
    for row in look_values(towns["muenchen"], "wander_saldo_u6"):
        year = int(row.period[:4])
        place = "Stadt München" if row.level == "stadt" else f"{row.area_key} "
        for (name, group, at, area), published in sheet("atlas2025/export_be.xlsx").items():
            if (name, group, at) == ("Gesamtwanderungssaldo Kinder", "bis 5 Jahre", year) and area.startswith(place):
                assert row.numerator == number(published[0]), area


def test_the_shares_of_koeln_have_the_larger_base(towns: dict[str, City]) -> None:
    def stands(tab: str, line: str, area: str, year: str) -> float:
        return float(raw("koeln", "bevoelkerung.csv", "zahl", tab_id=tab, zei_id=line, raum_id=area, jahr=year))

    for area, key in (("000", "05315000"), ("004", "4"), ("101", "101"), ("713", "713")):
        for year in ("2005", "2012"):
            young = sum(stands("020", line, area, year) for line in ("10", "20", "30", "40", "50"))
            (row,) = look_values(towns["koeln"], "ko_ant_u18", period=year, area=key)
            assert (row.numerator, row.denominator) == (young, stands("005", "10", area, year))
            assert row.value == pytest.approx(100 * young / stands("005", "10", area, year))
            (people,) = look_values(towns["koeln"], "bev_insg", period=year, area=key)
            assert people.value == stands("050", "10", area, year)


def test_the_turnout_of_a_stadtbezirk_is_added_up(towns: dict[str, City]) -> None:
    key_of = {r["raum"]: r["raum_id"] for r in rows("koeln", "bevoelkerung.csv", ",") if r["raum_id"] > "100"}
    mine = [r for r in rows("koeln", "bundestag-2013-stadtteil.csv", ";") if key_of[r["Name"]].startswith("4")]
    voted, entitled = (sum(int(r[column]) for r in mine) for column in ("abgegeben", "Wahlberechtigte"))
    (row,) = look_values(towns["koeln"], "ko_btw_beteiligung", "bezirk", area="4")
    assert (row.numerator, row.denominator, row.value) == (voted, entitled, pytest.approx(100 * voted / entitled))
