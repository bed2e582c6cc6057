"""The page Zeitreihe: its table holds what its chart draws, and its links change one thing each."""

from atlas.city import City
from atlas.download import make_from_query
from atlas.pages import zeitreihe
from atlas.selection import MOST_AREAS, read_query
from atlas.view import lines_as_table, look
from tests.atlas.pages.tree import links, of_kind, rows, text

ASKED = {"indikator": "ant_u18", "ebene": "stadtteil", "gebiete": "11,23"}


def test_the_table_has_a_row_a_period_and_a_column_a_line(six: City) -> None:
    found = rows(zeitreihe.layout(six, ASKED))
    assert found["Zeit"] == ["Sechsfeld", "Altfeld", "Freifeld"]
    # 200 of 1,000; Freifeld is delivered later, so the city lacks a part
    assert found["31.12.2022"][1:] == ["20,0 %", "folgt später"]
    # 198 of 1,100 and 39 of 390
    assert found["31.12.2023"][1:] == ["18,0 %", "10,0 %"]


def test_intervals_stand_in_the_table_when_asked_for(six: City) -> None:
    assert "bis" not in rows(zeitreihe.layout(six, ASKED))["31.12.2023"][1]
    # 198 of 1,100 by Wilson: 15.84 to 20.38
    assert rows(zeitreihe.layout(six, {**ASKED, "spanne": "1"}))["31.12.2023"][1] == "18,0 % (15,8 bis 20,4)"


def test_an_area_can_be_taken_away_and_the_interval_switched(six: City) -> None:
    tree = zeitreihe.layout(six, ASKED)
    found = links(tree)
    assert found["Altfeld"] == "/zeitreihe?indikator=ant_u18&ebene=stadtteil&zeit=2023-12-31&gebiete=23"
    assert found["Schwankungsbereich (95 %)"].endswith("&gebiete=11,23&spanne=1")


def test_ten_lines_are_enough(six: City) -> None:
    tree = zeitreihe.layout(six, {**ASKED, "gebiete": "11,12,13,21,22,23"})
    assert len(six.areas["stadtteil"]) == 6 < MOST_AREAS
    assert any(getattr(p, "id", "") == "zeitreihe-ort" for p in of_kind(tree, "Input"))


def test_signs_and_caveats_are_explained(six: City) -> None:
    said = text(zeitreihe.layout(six, ASKED))
    assert "folgt später: Wert wird später geliefert" in said


def test_the_values_of_the_lines_leave_as_csv(six: City) -> None:
    made = make_from_query(six, "csv", {"inhalt": "zeitreihe", **ASKED})
    lines = [line.split(",") for line in made.content.decode().splitlines()]
    found = {(line[0], line[3]): (line[4], line[5], line[9]) for line in lines[1:]}
    assert found["11", "2022-12-31"] == ("200", "1000", "ok")
    assert found["23", "2022-12-31"][2] == "later"
    assert found["23", "2023-12-31"] == ("39", "390", "ok")
    assert found["0", "2023-12-31"] == (str(198 + 60 + 520 + 22 + 39), "4100", "ok")


def test_the_line_of_the_city_alone_is_the_whole_table(six: City) -> None:
    selection, _ = read_query({"indikator": "ant_u18", "ebene": "stadt"}, six)
    table = lines_as_table(look(selection, six))
    assert [name for _, name, _ in table.rows] == ["Sechsfeld"]
    assert [period.iso for _, period in table.columns] == ["2022-12-31", "2023-12-31"]
