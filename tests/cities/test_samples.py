"""Specs carry files of other towns: Köln long, München as workbook and CSV, Wien with a title line."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from indicators.deliveries.reading import Reading
from indicators.errors import FaultyInput
from indicators.plugins import discover
from tests.cities.towns import raw, raw_folder, worth
from tests.indicators.loaders.specs import delivery
from tests.shared import needs_shared

pytestmark = needs_shared

KOELN = """
title = "Bevölkerung"
loader = "csv_long"
file = "bevoelkerung.csv"
symbols = "koeln"
source = { producer = "Stadt Köln", licence = "CC BY" }
read = { encoding = "utf-8", delimiter = ",", decimal = "." }
period = { column = "jahr", day = "12-31" }
[area]
column = "raum_id"
pattern = '^\\d{3}$'
levels = [{ pattern = '^00[1-9]$', level = "bezirk" }, { pattern = '.', level = "stadtteil" }]
total = "000"
total_level = "stadt"
total_key = "05315000"
[[rows]]
where = { tab_id = "050", zei_id = "10" }
column = "zahl"
variable = "bev_insg"
"""
MUENCHEN = """
title = "Indikatorenatlas Bevölkerung"
loader = "xlsx"
file = "atlas2025/export_be.xlsx"
source = { producer = "LH München, Statistisches Amt" }
read = { sheet = "BEVÖLKERUNG", decimal = "," }
period = { column = "Jahr", day = "12-31" }
[area]
column = "Raumbezug"
level = "stadtteil"
extract = '^(\\d\\d) '
total = "Stadt München"
total_level = "stadt"
total_key = "09162000"
[[rows]]
where = { Indikator = "Altersgruppen", "Ausprägung" = "65 Jahre und älter" }
column = "Basiswert 1"
variable = "bev_65"
[[rows]]
where = { Indikator = "Altersgruppen", "Ausprägung" = "65 Jahre und älter" }
column = "Basiswert 2"
variable = "bev_insg"
[[rows]]
where = { Indikator = "Altersgruppen", "Ausprägung" = "65 Jahre und älter" }
column = "Indikatorwert"
variable = "mu_ant_65"
"""
ARBEIT = """
title = "Arbeitslosendichte 2014"
loader = "csv_long"
file = "csv/indikatorenatlas2014arbeitsmarktarbeitslosendichte.csv"
source = { producer = "LH München, Statistisches Amt" }
read = { decimal = "," }
period = { column = "JAHR", kind = "year" }
[area]
column = "NUMMER"
level = "stadtteil"
pad = 2
total = "#100"
total_level = "stadt"
total_key = "09162000"
unassigned = "99"
unassigned_level = "stadt"
unassigned_key = "09162000"
[[rows]]
where = { INDIKATOR_AUSPRAEGUNG = "männlich" }
column = "BASISWERT_1"
variable = "mu_al_m"
"""
WIEN = """
title = "Bevölkerung nach Geschlecht"
loader = "csv_wide"
file = "vie_101.csv"
symbols_own = { "." = "missing" }
source = { producer = "Stadt Wien", licence = "CC BY 4.0" }
read = { skip_rows = 1 }
area = { column = "DISTRICT_CODE", level = "bezirk", pattern = '^9\\d{4}$' }
period = { column = "REF_DATE" }
values = { POP_TOTAL = "bev_insg", POP_MEN = "wi_bev_m" }
ignore = { "NUTS*" = "Gliederung der EU", SUB_DISTRICT_CODE = "leer", POP_WOMEN = "Differenz" }
"""


def read(town: str, spec: str, folder: Path) -> Reading:
    found = delivery(folder, spec)
    reading = discover("indicators.loaders")[found.loader].read(raw_folder(town), found)
    assert isinstance(reading, Reading)
    return reading


def test_koeln_names_its_levels_by_rule_and_its_city_is_a_total(tmp_path: Path) -> None:
    reading = read("koeln", KOELN, tmp_path)
    found = worth(reading.observations)
    for level, key, area in (("stadt", "05315000", "000"), ("bezirk", "001", "001"), ("stadtteil", "101", "101")):
        stands = raw("koeln", "bevoelkerung.csv", "zahl", tab_id="050", zei_id="10", jahr="2012", raum_id=area)
        assert found["bev_insg", level, key, "2012-12-31"] == float(stands)
    assert found["bev_insg", "stadt", "05315000", "2012-12-31"] == 1026682  # main residences, not 1,044,555
    stadtteile = [n for (_, level, _, p), n in found.items() if level == "stadtteil" and p == "2012-12-31"]
    assert len(stadtteile) == 86
    (left,) = reading.left_out
    assert left.reason == "keine Regel liest diese Zeile"
    assert reading.rows_read == len(reading.observations) + left.rows


def test_muenchens_workbook_mixes_numbers_with_texts(tmp_path: Path) -> None:
    found = worth(read("muenchen", MUENCHEN, tmp_path).observations)
    sheet = CalamineWorkbook.from_path(raw_folder("muenchen") / "atlas2025" / "export_be.xlsx")
    rows = sheet.get_sheet_by_name("BEVÖLKERUNG").to_python()
    mine = [r for r in rows if r[:2] == ["Altersgruppen", "65 Jahre und älter"]]
    assert len(found) == 3 * len(mine)
    for row in mine[:60]:
        place = ("stadt", "09162000") if row[3] == "Stadt München" else ("stadtteil", str(row[3])[:2])
        day = f"{row[2]:.0f}-12-31"
        assert found["bev_65", *place, day] == row[5]
        assert found["bev_insg", *place, day] == row[6]
        assert found["mu_ant_65", *place, day] == float(str(row[4]).replace(",", "."))


def test_muenchens_csv_of_2014_has_persons_without_a_district(tmp_path: Path) -> None:
    reading = read("muenchen", ARBEIT, tmp_path)
    found = worth(reading.observations)
    assert found["mu_al_m", "stadt", "09162000", "2007"] == 22710.5
    assert found["mu_al_m", "stadtteil", "06", "2007"] == 721.8
    assert {cell[1] for cell in worth(reading.residuals)} == {"stadt"}
    assert "99" not in reading.observations.areas


def test_wien_has_a_title_line_and_a_point_for_what_is_unknown(tmp_path: Path) -> None:
    reading = read("wien", WIEN, tmp_path)
    found = worth(reading.observations)
    assert found["bev_insg", "bezirk", "90100", "1869-12-31"] == 68079
    assert found["wi_bev_m", "bezirk", "90100", "1869-12-31"] == "missing"
    assert [r.sentence.split(" (")[1] for r in reading.remarks] == ["Gliederung der EU).", "leer).", "Differenz)."]


def test_a_column_that_is_gone_is_named_beside_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match=r"„raumid“ \(area.column\) fehlt; gemeint ist wohl „raum_id“"):
        read("koeln", KOELN.replace('"raum_id"', '"raumid"'), tmp_path)
