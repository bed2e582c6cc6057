"""What is implausible in real towns: a fault that their recipe refuses is found, too, when it does not."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.intake.checking import check_data
from tests.cities.loaded import LoadedTown
from tests.cities.test_muenchen import lines, number, sheet
from tests.shared import ROOT, SHARED, needs_shared

pytestmark = needs_shared


def test_the_shifted_columns_of_flensburg_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_RAW", str(SHARED / "cities" / "flensburg"))
    town = tmp_path / "flensburg"
    shutil.copytree(ROOT / "data" / "flensburg", town, ignore=shutil.ignore_patterns("*.sqlite*"))
    before = check_data(town)
    assert before.open_errors == 0
    assert "parts" not in {f.check for f in before.findings if f.subject == "grundsicherung"}
    spec = town / "deliveries" / "grundsicherung.toml"
    spec.write_text(re.sub(r"(?s)\[\[refuse\]\].*", "", spec.read_text("utf-8")), "utf-8")
    raw = (SHARED / "cities/flensburg/tables/fl_basic_benefits_income_by_district.csv").read_text("utf-8")
    expected = {}
    for line in raw.split()[1:]:
        year, area, men, women, younger, older = line.split(";")
        sums = int(men) + int(women), int(younger) + int(older)
        if area and sums[0] != sums[1]:
            expected[f"STGT{int(area):02d}", f"{year}-12-31"] = sums
    assert {period for _, period in expected} == {"2021-12-31"}
    assert len(expected) >= 12
    findings = [f for f in check_data(town).findings if f.subject == "grundsicherung"]
    assert {(f.area, f.period): f.numbers for f in findings} == expected
    assert {f.severity for f in findings} == {"error"}


def test_a_planungsraum_of_berlin_that_filled_and_emptied_is_one_jump(monkeypatch: pytest.MonkeyPatch) -> None:
    pop = SHARED / "cities" / "berlin" / "pop"
    monkeypatch.setenv("ATLAS_RAW", str(pop.parent))
    residents = []
    for year in (2015, 2016, 2017):
        (row,) = re.findall(r"(?m)^04020314,(\d+)", (pop / f"pop-{year}-12-t2-planning-areas.csv").read_text("utf-8"))
        residents.append(int(row))
    assert residents == [15, 436, 8]
    checked = check_data(ROOT / "data" / "berlin")
    assert checked.open_errors == 0
    (one,) = (f for f in checked.findings if f.area == "04020314" and f.check == "jump")
    assert (one.subject, one.period, one.numbers) == ("bev_insg", "2016-12-31", (15, 436))
    assert "Ebenso in be_bev_15_u18" in one.sentence


@pytest.mark.parametrize("town", ["flensburg", "berlin", "koeln", "muenchen"])
def test_no_real_town_contradicts_itself(town: str, loaded_town: Callable[[str], LoadedTown]) -> None:
    assert [f for f in loaded_town(town).findings if f["severity"] == "error"] == []


def test_what_muenchen_allows_its_workbooks_prove() -> None:
    rows = sheet("atlas2025/export_be.xlsx")
    without_age = {}
    for (indicator, group, year, area), row in rows.items():
        if (indicator, group) == ("Altersgruppen", "insgesamt"):
            ages = [number(rows[indicator, ages, year, area][1]) for ages in ("bis 17 Jahre", "18 Jahre und älter")]
            if lacking := number(row[1]) - sum(ages):
                without_age[area[:2], year] = lacking
    # no other cell: they have no age in the workbook either
    assert without_age == {("St", 2003): 2, ("11", 2003): 1, ("12", 2003): 1, ("12", 2004): 1, ("St", 2004): 1}
    rest = {
        line["JAHR"]: number(line["BASISWERT_2"])
        for line in lines("arbeitsmarktarbeitslosendichte")
        if (line["NUMMER"], line["INDIKATOR_AUSPRAEGUNG"], line["JAHR"]) == ("99", "gesamt", "2012")
    }
    districts = {}
    for edition in (2024, 2025):
        mine = {
            at[3]: number(row[2])
            for at, row in sheet(f"atlas{edition}/export_ar.xlsx").items()
            if at[:3] == ("Arbeitslose - Anteil", "insgesamt", 2012)
        }
        town = mine.pop("Stadt München")
        districts[edition] = round(town - sum(mine.values()), 1)
    assert rest == {"2012": 10}
    assert districts == {2024: 9.5, 2025: 0.0}, "the edition of 2025 gave those without a district one"
