"""Map, matrix, table, profile and file on the areas of one vintage, and the way back; the town of test_vintages."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
import shapely

from atlas.__main__ import main
from atlas.city import City
from atlas.components.grid import value_rows
from atlas.download import make_from_query
from atlas.pages import erkunden, profil, tabelle, zeitreihe
from atlas.selection import read_query
from atlas.view import look_matrix, look_profile, look_table
from atlas.view.values import COLUMNS
from indicators.deliveries.report_text import report_text
from tests.atlas.exports.reading import layer
from tests.atlas.pages.tree import text
from tests.spec.test_time import reformed  # noqa: F401  # the town before it has a table
from tests.spec.test_vintages import ASKED, DECLARED, counted, declare, line, seen
from tests.towns import Town


@pytest.fixture
def converted(reformed: City, town: Town) -> City:  # noqa: F811  # fixtures
    return declare(town)


def test_the_map_has_the_numbers_of_the_time_series_and_of_the_file(converted: City) -> None:
    """Eichfeld in 2022: 74 of 775.2, though the map of 2022 as delivered says 50 of 522."""
    asked = ASKED | {"zeit": "2022-12-31"}
    view = seen(converted, zeit="2022-12-31")
    cells = {cell.key: cell for cell in view.cells}
    assert cells.keys() == {"11", "12", "14", "21", "22", "23"}, "the areas of today in a year before them"
    assert view.vintage == converted.vintage("stadtteil", converted.comparisons[-1].last)
    one = next(c for p, c in zip(line(view, "22").periods, line(view, "22").cells, strict=True) if p.year == 2022)
    assert cells["22"] == one
    assert (one.numerator, one.denominator) == pytest.approx((74, 775.2))
    assert one.guessed.replace("\N{NO-BREAK SPACE}", " ") == "zu 33 % aus geteilten Gebieten"
    (row,) = [r for r in value_rows(view) if r["schluessel"] == "22"]
    assert (row["zaehler"], row["nenner"]) == (74, 775), "an estimate has no tenths of a person"
    assert view.legend.note.endswith("6, 2 davon mit geschätztem Wert (s): Dornfeld, Eichfeld")
    rows_ = csv.DictReader(io.StringIO(make_from_query(converted, "csv", asked).content.decode(), newline=""))
    found = {row["area_key"]: row for row in rows_}
    assert float(found["22"]["value"]) == pytest.approx(100 * 74 / 775.2)
    assert (found["22"]["areas"], found["14"]["estimated_share"]) == ("heute", "0")
    assert found["0"]["areas"] == "", "the whole city was never converted"


def test_geographic_software_gets_converted_numbers_on_the_outlines_of_the_vintage(converted: City) -> None:
    """Eichfeld (22) was divided in 2023: its number of 2022 is an estimate, on the outline that it has since."""
    asked = ASKED | {"zeit": "2022-12-31"}
    found = {one["id"]: one for one in json.loads(make_from_query(converted, "geojson", asked).content)["features"]}
    rows = {key: one["properties"] for key, one in found.items()}
    assert rows["22"]["value"] == pytest.approx(100 * 74 / 775.2)
    assert (rows["22"]["areas"], rows["14"]["estimated_share"]) == ("heute", 0)
    assert rows["22"]["estimated_share"] == pytest.approx(0.33, abs=0.005), "zu 33 % aus geteilten Gebieten"
    assert "umgerechnet auf den Gebietsstand ab 01.01.2023" in rows["22"]["source"]
    package = layer(make_from_query(converted, "gpkg", asked).content).fields
    assert package["estimated_share"] == [row["estimated_share"] for row in rows.values()]
    kept = json.loads(converted.file("geometry/stadtteil/1") or b"")["features"]
    assert found.keys() == {one["properties"]["k"] for one in kept}
    for one in kept:
        wanted, got = (shapely.from_geojson(json.dumps(g["geometry"])) for g in (one, found[one["properties"]["k"]]))
        assert wanted.equals(got)


def test_the_matrix_of_the_map_is_that_of_the_view(converted: City) -> None:
    matrix = look_matrix(read_query(ASKED, converted)[0], converted)
    assert {p["vintage"] for p in matrix.header["periods"]} == {1}, "the newest outlines in all years"
    assert matrix.split is not None
    column = converted.row["stadtteil"]["22"]
    assert matrix.split[:, column].tolist() == [33] * 3 + [0] * 3
    assert (matrix.printed[2, column], matrix.header["decimals"]) == (95, 1)  # 74 of 775.2
    assert "umgerechnet auf den Gebietsstand ab 01.01.2023" in matrix.header["source"]


def test_table_and_profile_stand_on_the_same_areas(converted: City) -> None:
    table = look_table(converted, "stadtteil", ("ant_u18",), 2022, "heute")
    found = {key: cells[0] for key, _, cells in table.rows}
    assert "13" not in found
    assert (found["22"].numerator, found["22"].denominator) == pytest.approx((74, 775.2))
    profile = look_profile(converted, "stadtteil", ("22",), 2022, ("ant_u18",), vintage="heute")
    ((_, (row,)),) = profile.sections
    assert row.cell == found["22"]
    assert row.cell.counts == "74 von 775", "an estimate has no tenths of a person"
    assert "umgerechnet auf den Gebietsstand ab 01.01.2023 (Einwohner am 31.12.2022)" in profile.period_note
    said = look_profile(converted, "stadtteil", ("13",), vintage="heute").notices
    assert "Auf dem Gebietsstand ab 01.01.2023 gibt es nicht: Carlsfeld." in said
    for page in (erkunden, profil, tabelle):
        assert "umgerechnet auf den Gebietsstand ab 01.01.2023" in text(page.layout(converted, ASKED)), page.PATH


def test_the_way_back_needs_shares_of_the_new_areas(converted: City) -> None:
    selection, notices = read_query(ASKED | {"gebietsstand": "2022-12-31"}, converted)
    assert selection.vintage == ""
    (said,) = notices
    assert said == (
        "Auf den Gebietsstand vor dem 01.01.2023 lässt sich nicht umrechnen: Der Umsteigeschlüssel nennt nur Anteile "
        "der alten Gebiete. Gezeigt wird, wie geliefert."
    )
    assert "kein Weg zurück hinter den 01.01.2023" in report_text(converted.report)


def test_later_years_stand_on_the_areas_before_the_reform(reformed: City, town: Town) -> None:  # noqa: F811  # fixtures
    """Of the 775.2 in Eichfeld on the eve 253.2 had come from Dornfeld; in 2023 it has 50 of 523."""
    city = declare(town, DECLARED + 'variable = "bev_insg"\n')
    view = seen(city, gebietsstand="2022-12-31")
    part = 0.6 * 422 / (522 + 0.6 * 422)
    assert counted(view, "22", 2023) == pytest.approx(((1 - part) * 50, (1 - part) * 523))
    assert counted(view, "22", 2022) == (50, 522), "until the reform as delivered"
    whole = city.grid("ant_u18", "stadt")
    areas = city.grid("ant_u18", "stadtteil", "2022-12-31")
    assert areas is not None
    assert whole is not None
    assert np.nansum(areas.cube.numerator, axis=0) == pytest.approx(whole.cube.numerator[0], rel=1e-9)
    assert [c.word for c in city.comparisons] == ["2022-12-31", "heute"]
    assert "umgerechnet auf den Gebietsstand bis 31.12.2022 (Einwohnerinnen und Einwohner, 31.12.2022)" in view.source
    page = text(zeitreihe.layout(city, ASKED | {"gebietsstand": "2022-12-31"}))
    assert "Werte ab dem 01.01.2023 sind auf die früheren Stadtteile umgerechnet" in page
    told = report_text(city.report)
    assert "stadtteil auf den Gebietsstand bis 31.12.2022, Grundlage der Gewichte: Einwohnerinnen" in told
    assert "kein Weg zurück" not in told


def test_scripts_get_what_the_page_s_file_says(
    converted: City, town: Town, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = ["--indicator", "ant_u18", "--period", "2022", "--vintage", "heute"]
    assert main(["values", str(town.folder), *asked]) == 0
    mine = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode(), newline="")))
    file = make_from_query(converted, "csv", ASKED | {"zeit": "2022-12-31"}).content.decode()
    page = [row for row in csv.DictReader(io.StringIO(file, newline="")) if row["level"] == "stadtteil"]
    assert mine == [{name: row[name] for name in mine[0]} for row in sorted(page, key=lambda row: row["area_key"])]
    assert list(mine[0]) == [*COLUMNS, "areas", "estimated_share"]
    assert {row["area_key"]: float(row["estimated_share"]) > 0 for row in mine if row["area_key"] in ("14", "22")} == {
        "14": False,
        "22": True,
    }


def test_an_export_is_the_page_s_file(converted: City, town: Town, tmp_path: Path) -> None:
    asked = {"indikator": "ant_u18", "ebene": "stadtteil", "gebietsstand": "heute"}
    more = ["--level", "stadtteil", "--indicator", "ant_u18", "--period", "2022", "--vintage", "heute"]
    pages = {"csv": {"inhalt": "tabelle", "indikatoren": "ant_u18", "jahr": "2022"}, "svg": {"zeit": "2022-12-31"}}
    for kind, page in pages.items():
        assert main(["export", kind, str(town.folder), *more, "-o", str(tmp_path / kind)]) == 0
        assert (tmp_path / kind).read_bytes() == make_from_query(converted, kind, asked | page).content, kind


@pytest.mark.usefixtures("converted")
def test_areas_that_there_are_not_are_wrong_use(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--level", "bezirk", "--indicator", "ant_u18", "--vintage", "heute"]
    assert main(["values", str(town.folder), *asked]) == 2
    assert "hier nicht umgerechnet; vorhanden: stadtteil heute." in capsys.readouterr().err
    for kind in ("svg", "pdf", "csv"):
        assert main(["export", kind, str(town.folder), *asked, "-o", str(tmp_path / "x")]) == 2
        assert "Für Stadtbezirke liegt kein Umsteigeschlüssel vor" in capsys.readouterr().err
