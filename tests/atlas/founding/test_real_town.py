"""Zürich, founded from its published outlines and a table of its Quartiere as Excel: the raw numbers are shown."""

import csv
import json
from pathlib import Path

import openpyxl

from atlas.__main__ import main
from atlas.city import open_city
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared

RAW = SHARED / "cities" / "zuerich"
OUTLINES = RAW / "geodata_statistische_quartiere.json"
TABLE = RAW / "docs_map-standard_data_CML_quartier_years.csv"


def test_three_values_of_quartiere_and_one_of_a_kreis_are_those_of_the_raw_file(tmp_path: Path) -> None:
    with TABLE.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(list(rows[0]))
    for row in rows:
        page.append([int(row["QNr"]), row["Qname"], int(row["Jahr"]), int(row["Anzahl"])])
    book.save(tmp_path / "quartiere.xlsx")
    folder = str(tmp_path / "zuerich")
    decided = ["--name", "Zürich", "--theme", "dem", "--level", "kreis", "--level", "quartier", "--years", "2000-2015"]
    files = ["--outlines", str(OUTLINES), "--data", str(tmp_path / "quartiere.xlsx")]
    assert main(["new", folder, *decided, *files, "--answer", "spalte:Anzahl", "bev_insg", "--accept"]) == 0
    city = open_city(tmp_path / "zuerich")
    fine, coarse = city.grid("bev_insg", "quartier"), city.grid("bev_insg", "kreis")
    city.engine.dispose()
    assert fine is not None and coarse is not None
    years = [period.year for period in fine.cube.periods]
    for row in (rows[0], rows[len(rows) // 2], rows[-1]):
        at = {key.lstrip("0"): place for place, key in enumerate(fine.cube.keys)}[row["QNr"]]
        assert fine.value[at, years.index(int(row["Jahr"]))] == int(row["Anzahl"])
    features = json.loads(OUTLINES.read_text("utf-8"))["features"]
    of = {f["properties"]["Quartiernummer"]: f["properties"]["Kreisnummer"] for f in features}
    last = rows[-1]["Jahr"]
    kreis = of[rows[-1]["QNr"]]
    total = sum(int(row["Anzahl"]) for row in rows if row["Jahr"] == last and of[row["QNr"]] == kreis)
    at = {key.lstrip("0"): place for place, key in enumerate(coarse.cube.keys)}[kreis]
    assert coarse.value[at, years.index(int(last))] == total
