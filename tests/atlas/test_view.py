"""Views: titles, sentences, legends, classes and lines of what was asked, and what is asked of nothing."""

import numpy as np
import pytest

from atlas.city import City
from atlas.selection import Selection
from atlas.view import look, look_matrix, look_profile, look_table
from atlas.view.words import band
from indicators.errors import WrongUse
from tests.towns import MORE, Town

HERE = ("ant_u18", "stadtteil", "2023-12-31")


def test_a_title_says_what_where_and_when(six: City) -> None:
    assert look(Selection(*HERE), six).title == "Anteil der Minderjährigen in Sechsfeld nach Stadtteilen, 31.12.2023"
    city = look(Selection("ant_u18", "stadt", "2023-12-31"), six)
    assert city.title == "Anteil der Minderjährigen in Sechsfeld, 31.12.2023"
    assert look(Selection("ant_u18", "sozialraum", "2023-12-31"), six).title.endswith("nach Sozialräumen, 31.12.2023")


def test_every_view_says_whose_it_is_which_edition_and_that_it_is_invented(six: City) -> None:
    for stamp in (
        look(Selection(*HERE), six).stamp,
        look_profile(six, "stadtteil", ("11",)).stamp,
        look_table(six, "stadtteil", ("ant_u18",)).stamp,
    ):
        assert (stamp.town, stamp.edition) == ("Sechsfeld", 1)
        assert stamp.notice == "Intern – nicht zur Veröffentlichung"
        assert stamp.invented.startswith("Erfundene Stadt")


def test_the_sentence_has_area_date_value_counts_and_the_city(six: City) -> None:
    sentence = look(Selection(*HERE, ("11",)), six).reading
    assert sentence.startswith("Altfeld, 31.12.2023: ")
    assert "18,0" in sentence
    assert "(198 von 1.100)" in sentence
    assert sentence.endswith("in der ganzen Stadt: 20,5\u00a0%.")
    assert look(Selection(*HERE), six).reading.startswith("Sechsfeld, 31.12.2023: ")


def test_quartiles_are_those_of_the_areas_with_a_number(six: City) -> None:
    shares = [18, 12, 26, 20, 10]  # Carlsfeld has no residents
    assert look(Selection(*HERE), six).quartiles == pytest.approx(np.quantile(shares, (0.25, 0.5, 0.75)))


def test_classes_hold_every_area_with_a_number_once(six: City) -> None:
    found = look(Selection(*HERE, scheme="own", breaks=(12, 20, 30)), six)
    assert [(c.low, c.high, c.count) for c in found.legend.classes] == [(10, 12, 2), (12, 20, 2), (20, 30, 1)]
    assert dict(zip((c.key for c in found.cells), found.classes.tolist(), strict=True)) == {
        "11": 1,
        "12": 0,
        "13": -1,
        "21": 2,
        "22": 1,
        "23": 0,
    }


def test_common_classes_are_the_same_in_every_year_and_others_are_not(ten: City) -> None:
    common = look_matrix(Selection(*HERE, classes=3), ten).header["periods"]
    assert common[0]["bins"] == common[1]["bins"]
    own = look_matrix(Selection(*HERE, classes=3, common=False), ten).header["periods"]
    assert own[0]["bins"] != own[1]["bins"]


def test_the_matrix_has_what_the_view_prints(six: City) -> None:
    for deviation in (False, True):
        selection = Selection(*HERE, deviation=deviation)
        matrix, view = look_matrix(selection, six), look(selection, six)
        assert [p["iso"] for p in matrix.header["periods"]] == ["2022-12-31", "2023-12-31"]
        entry = matrix.header["periods"][1]
        assert entry["title"] == view.title
        assert entry["classes"] == [[c.label, c.count] for c in view.legend.classes]
        assert entry["statuses"] == [[s.status, s.sign, s.word, s.count] for s in view.legend.statuses]
        assert matrix.classes[1].tolist() == view.classes.tolist()
    assert matrix.header["unit"] == "Prozentpunkte"


def test_fewer_than_eight_areas_have_values_instead_of_classes(six: City, ten: City) -> None:
    for deviation in (False, True):
        few = look(Selection(*HERE, deviation=deviation), six)
        assert (few.legend.labelled, few.legend.classes, set(few.classes.tolist())) == (True, (), {-1})
        assert (few.legend.scheme_title, few.legend.note) == (
            "Werte statt Klassen",
            "für Klassen braucht es 8 Gebiete; hier 6",
        )
        assert not look(Selection(*HERE, deviation=deviation), ten).legend.labelled
    assert look(Selection(*HERE), six).labels == tuple(cell.full for cell in look(Selection(*HERE), six).cells)
    differing = dict(zip("abcdef", look(Selection(*HERE, deviation=True), six).labels, strict=True))
    assert (differing["a"], differing["c"]) == ("\u22122,5 Pp.", "nicht sinnvoll"), "18,0 where the city has 20,5"
    assert look_matrix(Selection(*HERE), six).header["periods"][1]["labelled"] is True
    planned = look(Selection(*HERE, scheme="own", breaks=(12, 20, 30)), six).legend
    assert not planned.labelled, "who gives bounds wants classes"
    assert not look(Selection("bev_insg", "stadtteil", "2023-12-31"), six).legend.labelled, "circles have no classes"


def test_an_own_class_below_all_values_says_so(ten: City) -> None:
    found = look(Selection(*HERE, scheme="own", breaks=(5, 12, 30)), ten)
    assert [(c.label, c.count) for c in found.legend.classes] == [
        ("bis 5,0", 0),
        ("5,1 bis 12,0", 3),
        ("12,1 bis 30,0", 6),
    ]


def test_a_deviation_is_the_difference_from_the_city_in_percentage_points(ten: City) -> None:
    matrix = look_matrix(Selection(*HERE, deviation=True), ten)
    known = ((198, 1100), (60, 500), (520, 2000), (22, 110), (39, 390), *((x, n) for n, x in MORE.values()))
    under_18, residents = sum(x for x, _ in known), sum(n for _, n in known)
    differences = [100 * x / n - 100 * under_18 / residents for x, n in known]
    assert [n / 10 for i, n in enumerate(matrix.printed[1].tolist()) if i != 2] == pytest.approx(differences, abs=0.05)
    _, below, above, _ = look(Selection(*HERE, deviation=True), ten).legend.bins
    assert below == -above, "the same width above and below the city"


def test_where_the_city_has_no_value_nothing_can_deviate_from_it(six: City) -> None:
    selection = Selection(
        "ant_u18", "stadtteil", "2022-12-31", deviation=True
    )  # Freifeld comes later, so the city does
    found, matrix = look(selection, six), look_matrix(selection, six)
    assert (found.classes == -1).all()
    assert {s.status.name: s.count for s in found.legend.statuses} == {"missing": 4, "not_applicable": 1, "later": 1}
    assert matrix.statuses[0].tolist() == [5, 5, 4, 5, 5, 6]


def test_a_count_is_a_circle_and_never_deviates(six: City) -> None:
    found = look(Selection("bev_insg", "stadtteil", "2023-12-31", deviation=True), six)
    assert found.legend.kind == "circle"
    assert "Abweichung" not in found.subtitle
    matrix = look_matrix(Selection("bev_insg", "stadtteil", "2023-12-31", deviation=True), six)
    assert matrix.printed[1].tolist() == [1100, 500, 0, 2000, 110, 390]


def test_lines_are_the_city_the_common_parent_and_the_areas(six: City) -> None:
    lines = [(s.role, s.name) for s in look(Selection(*HERE, ("11", "12")), six).series]
    assert lines == [("city", "Sechsfeld"), ("parent", "West"), ("area", "Altfeld"), ("area", "Brückfeld")]
    lines = [(s.role, s.name) for s in look(Selection(*HERE, ("11", "21")), six).series]
    assert lines == [("city", "Sechsfeld"), ("parent", "Nordraum"), ("area", "Altfeld"), ("area", "Dornfeld")]


def test_parents_stand_beside_every_area(six: City) -> None:
    parents = look(Selection(*HERE), six).parents
    assert parents == {
        "Stadtbezirk": ("West", "West", "West", "Ost", "Ost", "Ost"),
        "Sozialraum": ("Nordraum", "Südraum", "Südraum", "Nordraum", "Südraum", "Südraum"),
    }


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection("nichts", "stadtteil", "2023-12-31"), "Den Indikator „nichts“"),
        (Selection("ant_u18", "quartier", "2023-12-31"), "Die Raumebene „quartier“"),
        (Selection("ant_u18", "stadtteil", "1999"), "vorhanden: 2022-12-31, 2023-12-31"),
    ],
)
def test_what_does_not_exist_is_wrong_use(six: City, selection: Selection, said: str) -> None:
    for door in (look, look_matrix) if selection.period != "1999" else (look,):
        with pytest.raises(WrongUse, match=said):
            door(selection, six)


# --- profiles and tables ---------------------------------------------------------------------------------------------


def test_a_profile_stands_beside_the_city(six: City) -> None:
    (section,) = look_profile(six, "stadtteil", ("21",), indicators=("ant_u18",)).sections
    (row,) = section[1]
    assert (row.cell.text, row.cell.counts, row.city.text) == ("26,0", "520 von 2.000", "20,5")
    assert row.difference == "+5,5 Pp."
    assert row.band == "", "among six areas a quarter names one"


def test_the_head_of_a_profile(six: City) -> None:
    profile = look_profile(six, "stadtteil", ("21",))
    assert (profile.name, profile.kind) == ("Dornfeld", "Stadtteil, Sozialraum Nordraum, Stadtbezirk Ost")
    assert profile.residents == "2.000 Einwohnerinnen und Einwohner am 31.12.2023"
    both = look_profile(six, "stadtteil", ("11", "12"))
    assert (both.name, both.kind) == ("Altfeld + Brückfeld", "2 Stadtteile zusammen, Stadtbezirk West")
    assert look_profile(six, "stadt", ("0",)).kind == "Gesamtstadt"


def test_the_city_does_not_differ_from_itself(six: City) -> None:
    rows = [row for _, rows in look_profile(six, "stadt", ("0",)).sections for row in rows]
    assert {row.difference for row in rows} == {""}


def test_a_profile_of_one_theme_or_one_year(six: City) -> None:
    titles = [title for title, _ in look_profile(six, "stadtteil", ("11",), theme="soz").sections]
    assert titles == [six.catalogue.themes["soz"].title]
    rows = [row for _, rows in look_profile(six, "stadtteil", ("11",), 2022).sections for row in rows]
    assert {row.period.year for row in rows} == {2022}


@pytest.mark.parametrize("keys", [(), ("99",), ("11", "99")])
def test_a_profile_of_an_area_that_is_not_there(six: City, keys: tuple[str, ...]) -> None:
    with pytest.raises(WrongUse, match="Schlüssel sehen so aus: 11, 12, 13"):
        look_profile(six, "stadtteil", keys)


def test_a_table_leaves_out_what_the_level_has_not_and_says_so(town: Town) -> None:
    town.deliver("nur", {"n": "geburten"}, "2023;0;9", level="stadt", kind="year")
    town.deliver("frauen", {"n": "frauen_15_u45"}, "2023;0;900", level="stadt")
    town.load()
    table = look_table(town.open(), "bezirk", ("ant_u18", "geburtenziffer"))
    assert [i.id for i, _ in table.columns] == ["ant_u18"]
    assert table.notices == ("Allgemeine Geburtenziffer: auf der Ebene Stadtbezirk liegen keine Werte vor.",)


@pytest.mark.parametrize(
    ("rank", "said"),
    [
        (1, "im obersten Viertel von 32 Stadtteilen"),
        (8, "im obersten Viertel von 32 Stadtteilen"),
        (9, "im oberen Mittelfeld von 32 Stadtteilen"),
        (17, "im unteren Mittelfeld von 32 Stadtteilen"),
        (25, "im untersten Viertel von 32 Stadtteilen"),
        (32, "im untersten Viertel von 32 Stadtteilen"),
    ],
)
def test_a_quarter_and_never_a_place(rank: int, said: str) -> None:
    assert band(rank, 32, "Stadtteile") == said
