"""A town is founded from outlines and a filled template, loads, and shows the numbers of the workbook."""

from pathlib import Path

import pytest

from atlas.city import open_city
from atlas.founding.data import tell_data
from atlas.founding.record import open_record, write_record
from atlas.founding.town import found
from atlas.recipe import check
from tests.founded import CATALOGUE, RESIDENTS, YOUNG, drawn, files, workbook


def test_the_town_loads_and_its_values_are_those_of_the_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    founding = drawn(folder)
    founding = write_record(folder, tell_data(folder, founding, workbook(folder, tmp_path, founding), CATALOGUE))
    found(folder, founding, CATALOGUE)
    city = open_city(folder)
    try:
        assert [level.id for level in city.levels] == ["stadt", "bezirk", "sozialraum", "stadtteil"]
        grid = city.grid("ant_u18", "stadtteil")
        assert grid is not None
        share = dict(zip(grid.cube.keys, grid.value[:, 0].tolist(), strict=True))
        assert share["11"] == pytest.approx(100 * YOUNG["11"] / RESIDENTS["11"])
        whole = city.grid("bev_insg", "stadt")
        assert whole is not None and whole.value.tolist() == [[sum(RESIDENTS.values())]]
        west = city.grid("bev_insg", "bezirk")
        assert west is not None and west.value[:, 0].tolist() == [1100 + 500 + 0, 2000 + 150 + 400]
    finally:
        city.engine.dispose()
    assert sorted(files(folder)) == [
        "LIESMICH.md", "city.toml", "deliveries/daten_stichtag.toml", "gruendung.toml",
        "raw/daten/zahlen.xlsx", "raw/grenzen/stadtteile.geojson",
        "recht/barrierefreiheit.md", "recht/datenschutz.md", "recht/impressum.md", "recht/lizenz.md", "vorlage.xlsx",
    ]  # fmt: skip  # one list
    assert check(folder)[0].startswith("Sechsfeld: 1 Lieferungen")
    assert open_record(folder) == founding
