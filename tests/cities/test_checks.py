"""What is implausible in real towns: a fault that their recipe refuses is found, too, when it does not."""

import re
import shutil
from pathlib import Path

import pytest

from atlas.checking import check_data
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
