"""Zero, secret, missing, not applicable and later are five different things, from the file to everything one sees.

Six Stadtteile of Sechsfeld, 100 residents each; Stadtteil 23 has nobody. The delivery says:

    11  25    a number
    12  0     exactly nobody
    13  .     secret
    21  x     cannot be
    22  ...   comes later
    23  0     of nobody: 0/0
    and nothing at all for a year later: missing
"""

import csv
import io
import re
import subprocess
import sys
from dataclasses import astuple

import numpy as np
import pytest

from atlas.city import City
from atlas.colours import HATCHES
from atlas.exports.csv import FORMATS
from atlas.numbers import SIGNS
from atlas.selection import Selection
from atlas.view import View, look, look_matrix, look_profile, look_table
from atlas.view.values import COLUMNS, look_values
from indicators.model import Status
from tests.checkout import ROOT
from tests.towns import Town

RESIDENTS = "\n".join(f"{year};{key};{100 * (key != 23)}" for year in (2022, 2023) for key in (11, 12, 13, 21, 22, 23))
UNDER_18 = "2022;11;25\n2022;12;0\n2022;13;.\n2022;21;x\n2022;22;...\n2022;23;0\n2023;11;30\n2023;12;"
SAID = {
    "11": "ok",
    "12": "zero",
    "13": "secret",
    "21": "not_applicable",
    "22": "later",
    "23": "not_applicable",
}


@pytest.fixture
def city(town: Town) -> City:
    for name in ("einwohner", "sgb2"):
        (town.folder / "deliveries" / f"{name}.toml").unlink()
    town.deliver("bev", {"insgesamt": "bev_insg"}, RESIDENTS)
    town.deliver("u18", {"unter_18": "bev_u18"}, UNDER_18)
    town.load()
    return town.open()


def view(city: City, year: int = 2022) -> View:
    return look(Selection("ant_u18", "stadtteil", f"{year}-12-31"), city)


def test_every_cell_says_which_it_is(city: City) -> None:
    assert {c.key: c.status.name for c in view(city).cells} == SAID
    assert {c.key: c.status.name for c in view(city, 2023).cells} == {
        "11": "ok",
        "12": "missing",
        "13": "missing",
        "21": "missing",
        "22": "missing",
        "23": "missing",
    }


def test_only_numbers_are_numbers_and_zero_is_one(city: City) -> None:
    values = {c.key: c.value for c in view(city).cells}
    assert values == {"11": 100 * 25 / 100, "12": 0, "13": None, "21": None, "22": None, "23": None}


def test_each_prints_its_own_sign_and_word(city: City) -> None:
    printed = {c.key: (c.text, c.full) for c in view(city).cells}
    assert printed["11"] == ("25,0", "25,0\u00a0%")
    assert printed["12"] == ("0,0", "0,0\u00a0%")
    assert printed["13"] == ("•", "geheim")
    assert printed["21"] == printed["23"] == ("x", "nicht sinnvoll")
    assert printed["22"] == ("…", "folgt später")
    assert {c.text for c in view(city, 2023).cells[1:]} == {"k. A."}


def test_each_has_its_own_entry_in_the_legend_with_its_count_of_areas(city: City) -> None:
    entries = {entry.status.name: entry.count for entry in view(city).legend.statuses}
    assert entries == {"zero": 1, "secret": 1, "not_applicable": 2, "later": 1}
    assert {e.status.name: e.count for e in view(city, 2023).legend.statuses} == {"missing": 5}


def test_each_has_its_own_sign_word_and_pattern() -> None:
    five = (Status.zero, Status.secret, Status.missing, Status.not_applicable, Status.later)
    assert len({SIGNS[s].sign for s in five}) == 5
    assert len({SIGNS[s].word for s in five}) == 5
    assert len({HATCHES[s].pattern for s in five}) == 5


def test_only_numbers_belong_to_a_class(city: City) -> None:
    found = look(Selection("ant_u18", "stadtteil", "2022-12-31", scheme="own", breaks=(10, 20)), city)
    assert {c.key: int(k) >= 0 for c, k in zip(found.cells, found.classes, strict=True)} == {
        key: key in ("11", "12") for key in SAID
    }
    assert sum(entry.count for entry in found.legend.classes) == 2


def test_the_map_gets_the_statuses_and_no_number_for_those_without(city: City) -> None:
    matrix = look_matrix(Selection("ant_u18", "stadtteil", "2022-12-31"), city)
    assert matrix.statuses.shape == matrix.classes.shape == matrix.printed.shape == (2, 6)
    assert [Status(code).name for code in matrix.statuses[0]] == list(SAID.values())
    assert matrix.printed[0, :2].tolist() == [250, 0]
    assert (matrix.classes[0, 2:] == -1).all()
    assert [[s[0] for s in period["statuses"]] for period in matrix.header["periods"]] == [
        [Status.zero, Status.secret, Status.not_applicable, Status.later],
        [Status.missing],
    ]


def test_scripts_read_the_status_in_words_and_empty_fields(city: City) -> None:
    rows = list(look_values(city, "ant_u18", "stadtteil", "2022"))
    found = list(csv.DictReader(io.StringIO(FORMATS["csv"](COLUMNS, map(astuple, rows)).decode())))
    assert {row["area_key"]: row["status"] for row in found} == SAID
    assert {row["area_key"]: row["value"] for row in found} == {
        "11": "25",
        "12": "0",
        "13": "",
        "21": "",
        "22": "",
        "23": "",
    }
    assert {row["area_key"]: row["numerator"] for row in found} == {
        "11": "25",
        "12": "0",
        "13": "",
        "21": "",
        "22": "",
        "23": "0",
    }


def test_table_and_profile_say_the_same(city: City) -> None:
    rows = {key: cells[0].status.name for key, _, cells in look_table(city, "stadtteil", ("ant_u18",), 2022).rows}
    assert rows == SAID
    for key, status in SAID.items():
        section = look_profile(city, "stadtteil", (key,), 2022, ("ant_u18",)).sections
        found = [row.cell.status.name for _, rows_ in section for row in rows_]
        assert found == [status], key


def test_a_line_has_a_gap_where_there_is_no_number(city: City) -> None:
    lines = look(Selection("ant_u18", "stadtteil", "2022-12-31", ("12", "13")), city).series
    values = {line.name: [cell.value for cell in line.cells] for line in lines if line.role == "area"}
    assert values == {"Brückfeld": [0, None], "Carlsfeld": [None, None]}


def test_the_newest_period_with_a_number_is_shown_first_and_a_profile_takes_what_there_is(city: City) -> None:
    assert city.newest("ant_u18", "stadtteil") == city.periods("ant_u18", "stadtteil")[-1]
    newest = [r for _, rows in look_profile(city, "stadtteil", ("12",), indicators=("ant_u18",)).sections for r in rows]
    assert [(row.period.iso, row.cell.text) for row in newest] == [("2022-12-31", "0,0")], "2023 is missing there"


def test_the_reading_sentence_says_the_word(city: City) -> None:
    sentence = look(Selection("ant_u18", "stadtteil", "2022-12-31", ("13",)), city).reading
    assert sentence == "Carlsfeld, 31.12.2022: Anteil der Minderjährigen – geheim."


def test_the_command_line_prints_them(city: City, town: Town) -> None:
    command = [sys.executable, "-m", "atlas", "values", str(town.folder), "--indicator", "ant_u18", "--level"]
    done = subprocess.run([*command, "stadtteil"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.findall(r"^(\d\d),.*2022-12-31.*,(\w+)$", done.stdout, re.M) == list(SAID.items())


def test_no_array_confuses_them(city: City) -> None:
    grid = city.grid("ant_u18", "stadtteil")
    assert grid is not None
    numbered = np.isin(grid.cube.status, [Status.ok, Status.zero])
    assert (numbered == ~np.isnan(grid.value)).all()
