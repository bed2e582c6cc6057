"""Specs carry files of other towns: Köln long, München as workbook and CSV, Wien with a title line, Zürich's keys."""

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from indicators.deliveries.names import Known, Match, propose
from indicators.deliveries.reading import Reading
from indicators.errors import FaultyInput
from indicators.plugins import discover
from tests.cities.towns import raw, raw_folder, rows, worth
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
values = { POP_TOTAL = "bev_insg", POP_MEN = "wi_bev_m", POP_WOMEN = "wi_bev_w" }
ignore = { "NUTS*" = "Gliederung der EU", SUB_DISTRICT_CODE = "leer" }
"""
ZUERICH = """
title = "Bevölkerung der Quartiere"
loader = "csv_wide"
file = "docs_map-standard_data_CML_quartier_years.csv"
source = { producer = "Statistik Stadt Zürich" }
area = { column = "QNr", level = "quartier", pad = 3, pattern = '^\\d{3}$' }
period = { column = "Jahr", day = "12-31" }
values = { Anzahl = "bev_insg" }
ignore = { Qname = "Name" }
"""
ANTEIL = """
title = "Ausländeranteil der Quartiere"
loader = "csv_wide"
file = "docs_map-standard_data_S_quartiere.csv"
source = { producer = "Statistik Stadt Zürich" }
read = { decimal = "." }
area = { column = "Qcode", level = "quartier", pattern = '^\\d{3}$' }
period = { column = "Jahr", day = "12-31" }
values = { "Ausländeranteil" = "zh_ant_ausl" }
ignore = { Qname = "Name" }
"""
GEBURTEN = """
title = "Geburten der Zonen"
loader = "csv_long"
file = "docs_map-signature_data_births_year_statisticalZones.csv"
source = { producer = "Statistik Stadt Zürich" }
area = { column = "statistischeZoneId", level = "zone", pad = 5, pattern = '^\\d{5}$' }
period = { column = "Jahr", kind = "year" }
[category]
column = "Geschlecht"
value = "Geburten"
variables = { "männlich" = "zh_geb_m", weiblich = "zh_geb_w" }
"""
KREISE = """
title = "Alter in den Kreisen"
loader = "csv_long"
file = "docs_heat-table_data_HT_kreise.csv"
source = { producer = "Statistik Stadt Zürich" }
period = { constant = "2015-12-31" }
[area]
column = "KName"
level = "kreis"
names = { "Kreis 1" = "01", "Kreis 2" = "02", "Kreis 3" = "03", "Kreis 4" = "04", "Kreis 5" = "05", "Kreis 6" = "06" }
[category]
column = "Altersgruppe"
value = "Anzahl"
variables = { "0-4" = "zh_bev_u5", "50-54" = "zh_bev_50_u55" }
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
    assert [r.sentence.split(" (")[1] for r in reading.remarks] == ["Gliederung der EU).", "leer)."]


def test_wien_is_read_whole_with_the_census_of_1971_as_it_stands(tmp_path: Path) -> None:
    """In 1971 men and women miss the total of four districts; the women are read too and not made a difference."""
    found = worth(read("wien", WIEN, tmp_path).observations)
    file = raw_folder("wien") / "vie_101.csv"
    lines = [line.split(";") for line in file.read_text("utf-8-sig").splitlines()[2:]]
    assert len(found) == 3 * len(lines)
    assert {cell[2] for cell in found} == {line[3] for line in lines} == {f"9{n:02d}00" for n in range(1, 24)}
    off: dict[str, int] = {}
    for line in lines:
        iso = f"{line[8][:4]}-{line[8][4:6]}-{line[8][6:]}"
        for variable, text in zip(("bev_insg", "wi_bev_m", "wi_bev_w"), line[5:8], strict=True):
            assert found[variable, "bezirk", line[3], iso] == ("missing" if text == "." else float(text))
        if "." not in line[5:8] and (rest := int(line[5]) - int(line[6]) - int(line[7])):
            off[f"{line[3]} {iso}"] = rest
    assert off == {"90300 1971-05-12": 18, "91100 1971-05-12": -18, "91200 1971-05-12": 6, "92300 1971-05-12": -6}


def test_zuerich_writes_one_key_in_two_ways(tmp_path: Path) -> None:
    plain = read("zuerich", ZUERICH, tmp_path).observations
    padded = read("zuerich", ANTEIL, tmp_path).observations
    assert sorted(plain.areas) == sorted(padded.areas)
    assert len(plain.areas) == 34
    number = raw("zuerich", "docs_map-standard_data_CML_quartier_years.csv", "Anzahl", QNr="13", Jahr="2000")
    share = raw("zuerich", "docs_map-standard_data_S_quartiere.csv", "Ausländeranteil", Qcode="091", Jahr="2012")
    assert worth(plain)["bev_insg", "quartier", "013", "2000-12-31"] == float(number)
    assert worth(padded)["zh_ant_ausl", "quartier", "091", "2012-12-31"] == float(share)


def test_zuerichs_zones_have_keys_of_four_and_five_digits(tmp_path: Path) -> None:
    reading = read("zuerich", GEBURTEN, tmp_path)
    found = worth(reading.observations)
    file = "docs_map-signature_data_births_year_statisticalZones.csv"
    for key, area in (("1101", "01101"), ("11103", "11103")):
        born = raw("zuerich", file, "Geburten", statistischeZoneId=key, Jahr="2014", Geschlecht="weiblich")
        assert found["zh_geb_w", "zone", area, "2014"] == float(born)
    lines = (raw_folder("zuerich") / file).read_text("utf-8-sig").splitlines()[1:]
    assert sum(float(n) for n in found.values()) == sum(int(line.rsplit(",", 1)[1]) for line in lines)


def test_zuerichs_names_are_those_of_its_map_and_other_spellings_are_proposed(tmp_path: Path) -> None:
    """The names of the table against those of the outlines: all exact, none mistaken for another."""
    outlines = json.loads((raw_folder("zuerich") / "geodata_statistische_quartiere.json").read_text("utf-8"))
    parts = [feature["properties"] for feature in outlines["features"]]
    known = [Known(part["Quartiername"], part["Quartiernummer"].zfill(3)) for part in parts]
    table = {r["Qname"]: r["Qcode"] for r in rows("zuerich", "docs_map-standard_data_M_quartiere.csv", ",")}
    for found in propose(table, known):
        assert (found.match, found.areas[0].key) == (Match.exact, table[found.name])
    mangled = {name: name.upper().replace("Ü", "UE").replace("Ö", "OE").replace("-", " ") for name in table}
    for name, found in zip(table, propose(mangled.values(), known), strict=True):
        assert (found.match, found.areas[0].key) == (Match.normalised, table[name])


def test_a_kreis_that_the_spec_does_not_name_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput) as refused:
        read("zuerich", KREISE, tmp_path)
    said = [str(fault) for fault in refused.value.faults]
    assert len(said) == 6, "Kreis 7 to Kreis 12"
    assert all("steht nicht in area.names; nehmen Sie ihn dort oder in area.drop auf" in fault for fault in said)


def test_a_column_that_is_gone_is_named_beside_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match=r"„raumid“ \(area.column\) fehlt; gemeint ist wohl „raum_id“"):
        read("koeln", KOELN.replace('"raum_id"', '"raumid"'), tmp_path)
