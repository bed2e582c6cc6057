"""Köln: what is loaded is what stands in the files; second homes never get into the main residences."""

import tomllib
from collections import defaultdict
from dataclasses import replace

import pytest

from atlas.recipe import read_recipe
from indicators.deliveries.concepts import apart
from tests.cities.towns import raw, readings, rows, together, values
from tests.shared import ROOT, needs_shared

pytestmark = needs_shared
TOWN = "05315000"
FILE, VOTES = "bevoelkerung.csv", "bundestag-2013-stadtteil.csv"
# table and line of the file -> variable
LINES = {
    ("005", "10"): "ko_wb",
    ("010", "10"): "ko_wb_m",
    ("010", "20"): "ko_wb_w",
    ("020", "10"): "ko_wb_u3",
    ("020", "20"): "ko_wb_3_u6",
    ("020", "30"): "ko_wb_6_u10",
    ("020", "40"): "ko_wb_10_u15",
    ("020", "50"): "ko_wb_15_u18",
    ("020", "60"): "ko_wb_18_u25",
    ("020", "70"): "ko_wb_25_u35",
    ("020", "80"): "ko_wb_35_u45",
    ("020", "90"): "ko_wb_45_u55",
    ("020", "100"): "ko_wb_55_u60",
    ("020", "110"): "ko_wb_60_u65",
    ("020", "120"): "ko_wb_65_u75",
    ("020", "130"): "ko_wb_75",
    ("030", "10"): "ko_wb_mh",
    ("030", "20"): "ko_wb_dt_mh",
    ("030", "30"): "ko_wb_aussiedler",
    ("030", "40"): "ko_wb_eingeb",
    ("030", "50"): "ko_wb_ausl",
    ("050", "10"): "bev_insg",
    ("050", "20"): "ko_nw",
}
# area of the file, level, key, year
PLACES = [
    ("000", "stadt", TOWN, "2005"), ("000", "stadt", TOWN, "2012"), ("001", "bezirk", "1", "2009"),
    ("009", "bezirk", "9", "2012"), ("101", "stadtteil", "101", "2005"), ("505", "stadtteil", "505", "2008"),
    ("909", "stadtteil", "909", "2012"),
]  # fmt: skip  # a few a line
# what the lines are about, read in the file: two places at which a line could be mistaken
LABELS = {"ko_wb_u3": "00 - < 03", "ko_wb_65_u75": "65 - < 75", "bev_insg": "Hauptwohnung", "ko_nw": "Nebenwohnung",
          "ko_wb_ausl": "Ausländer", "ko_wb_w": "Weiblich", "ko_wb_15_u18": "15 - < 18"}  # fmt: skip  # a few a line


@pytest.mark.parametrize(("area", "level", "key", "year"), PLACES)
def test_values_are_those_of_the_raw_file(area: str, level: str, key: str, year: str) -> None:
    for (tab, line), variable in LINES.items():
        expected = float(raw("koeln", FILE, "zahl", tab_id=tab, zei_id=line, jahr=year, raum_id=area))
        assert values("koeln")[variable, level, key, f"{year}-12-31"] == expected, variable


def test_the_lines_are_what_their_labels_say() -> None:
    labels = {(r["tab_id"], r["zei_id"]): r["zeile"] for r in rows("koeln", FILE, ",")}
    assert {v: labels[line] for line, v in LINES.items() if v in LABELS} == LABELS


def test_main_residences_and_second_homes_are_the_larger_concept_and_stay_apart() -> None:
    found = values("koeln")
    assert found["bev_insg", "stadt", TOWN, "2012-12-31"] == 1_026_682
    assert found["ko_wb", "stadt", TOWN, "2012-12-31"] == 1_044_555
    for (variable, level, key, period), number in found.items():
        if variable == "ko_wb":
            parts = [found[part, level, key, period] for part in ("bev_insg", "ko_nw")]
            assert sum(map(float, parts)) == number


def test_ages_belong_to_the_larger_concept() -> None:
    found, ages = values("koeln"), [v for (tab, _), v in LINES.items() if tab == "020"]
    for (variable, level, key, period), number in found.items():
        if variable == "ko_wb":
            assert sum(float(found[age, level, key, period]) for age in ages) == number
    folder = ROOT / "data" / "koeln" / "catalogue" / "indicators"
    shares = [tomllib.loads(path.read_text("utf-8")) for path in folder.glob("ko_ant_*.toml")]
    assert {(i["denominator"], i["population"]) for i in shares} == {("ko_wb", "Haupt- oder Nebenwohnung")}
    assert [i["short"] for i in shares if not any("Nebenwohnung" in c for c in (*i["caveats"], i["title"]))] == []


def test_every_level_adds_up_to_the_city() -> None:
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for (variable, level, _, period), number in values("koeln").items():
        if not variable.startswith("ko_btw"):
            sums[level, variable, period] += float(number)
    city = {cell[1:]: number for cell, number in sums.items() if cell[0] == "stadt"}
    assert len(city) == len(LINES) * 8
    for level in ("bezirk", "stadtteil"):
        assert {cell[1:]: number for cell, number in sums.items() if cell[0] == level} == city


@pytest.mark.parametrize("name", ["Altstadt/Nord", "Porz", "Chorweiler", "Zündorf", "Müngersdorf"])
def test_the_election_is_joined_by_the_exact_name(name: str) -> None:
    (key,) = {r["raum_id"] for r in rows("koeln", FILE, ",") if r["raum"] == name and r["raum_id"] > "100"}
    for variable, column in (("ko_btw_berecht", "Wahlberechtigte"), ("ko_btw_teiln", "abgegeben")):
        stands = raw("koeln", VOTES, column, ";", Name=name)
        assert values("koeln")[variable, "stadtteil", key, "2013-09-22"] == int(stands)


def test_the_turnout_is_the_published_one() -> None:
    found, key_of = values("koeln"), {r["raum"]: r["raum_id"] for r in rows("koeln", FILE, ",") if r["raum_id"] > "100"}
    assert len(key_of) == 86
    for row in rows("koeln", VOTES, ";"):
        cell = "stadtteil", key_of[row["Name"]], "2013-09-22"
        counted = 100 * float(found["ko_btw_teiln", *cell]) / float(found["ko_btw_berecht", *cell])
        assert counted == pytest.approx(float(row["Wahlbeteiligung"].replace(",", ".")), abs=0.0051)


def test_every_cell_is_kept_or_left_out_with_its_reason() -> None:
    people, votes = readings("koeln")
    out = {left.reason.split(";")[0]: left.rows for left in people.left_out}
    raw_rows = rows("koeln", FILE, ",")
    assert out == {
        "Familienstand": sum(r["tab_id"] == "040" for r in raw_rows),
        "Konfession": sum(r["tab_id"] == "060" for r in raw_rows),
        "Herkunft der Ausländerinnen und Ausländer nach Weltregionen": 7 * 96 * 8,
    }
    assert people.rows_read == len(raw_rows) == people.kept + sum(out.values())
    assert (votes.kept, votes.left_out) == (2 * 86, ())
    assert together("koeln").remarks == ()


def test_all_homes_delivered_as_main_residences_are_asked_about() -> None:
    def of(table: str) -> dict[str, float]:
        said = [r for r in rows("koeln", FILE, ",") if (r["tab_id"], r["zei_id"], r["jahr"]) == (table, "10", "2012")]
        return {r["raum_id"]: float(r["zahl"]) for r in said if int(r["raum_id"]) > 100}

    main, homes = of("050"), of("005")
    o = together("koeln").observations
    known = o.take(o.variable == o.variables.index("bev_insg"))
    file = o.take(o.variable == o.variables.index("ko_wb"))
    wrong = replace(file, variables=tuple("bev_insg" if v == "ko_wb" else v + "_" for v in file.variables))
    found = {one.level: one for one in apart(wrong, known, read_recipe(ROOT / "data" / "koeln").catalogue)}
    quarters = found["stadtteil"]
    assert quarters.percent == pytest.approx(100 * (sum(homes.values()) / sum(main.values()) - 1))
    assert (quarters.areas, quarters.of) == (sum(homes[key] > main[key] for key in main), len(main)) == (86, 86)
    assert not list(apart(known, known, read_recipe(ROOT / "data" / "koeln").catalogue))
