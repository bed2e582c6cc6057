"""The page Profil prints what the profile holds, says what it cannot show, and leads on."""

from atlas.city import City
from atlas.pages import profil
from tests.atlas.pages.tree import links, of_kind, rows, text


def page(six: City, **query: str):
    return profil.layout(six, query)


def test_a_value_stands_beside_its_counts_the_city_and_the_difference(six: City) -> None:
    found = rows(page(six, ebene="stadtteil", gebiete="11"))
    # Altfeld 2023: 198 of 1,100; Sechsfeld 2023: 198 + 60 + 0 + 520 + 22 + 39 of 1,100 + 500 + 0 + 2,000 + 110 + 390
    own, city = 100 * 198 / 1100, 100 * (198 + 60 + 520 + 22 + 39) / (1100 + 500 + 2000 + 110 + 390)
    assert (own, round(city, 2), round(own - city, 2)) == (18.0, 20.46, -2.46)
    assert found["Anteil der Minderjährigen"][:4] == ["18,0 %", "198 von 1.100", "20,5 %", "−2,5 Pp."]


def test_a_secret_says_so_and_shows_no_count(six: City) -> None:
    found = rows(page(six, ebene="stadtteil", gebiete="12", jahr="2022"))
    # Brückfeld 2022: 2 children are fewer than the 3 that the rule asks for
    assert found["SGB-II-Quote der unter 15-Jährigen"][:2] == ["geheim Bundesagentur für Arbeit: Mindestfallzahl 3", ""]


def test_six_areas_have_no_rank(six: City) -> None:
    said = text(page(six, ebene="stadtteil", gebiete="11"))
    assert "Viertel von" not in said
    assert "Mittelfeld" not in said


def test_several_areas_are_added_up(six: City) -> None:
    tree = page(six, ebene="stadtteil", gebiete="11,12", zusammen="1")
    # Altfeld and Brückfeld 2023: 198 + 60 of 1,100 + 500 = 16.125 %
    assert rows(tree)["Anteil der Minderjährigen"][:2] == ["16,1 %", "258 von 1.600"]
    assert "2 Stadtteile zusammen" in text(tree)
    marks = [link for link in of_kind(tree, "A") if getattr(link, "aria-label", "") == "Brückfeld herausnehmen"]
    assert marks[0].href == "/profil?ebene=stadtteil&gebiete=11"


def test_without_an_area_there_is_a_choice(six: City) -> None:
    found = links(page(six, ebene="bezirk"))
    assert found["West"] == "/profil?ebene=bezirk&gebiete=1"
    assert found["Ost"] == "/profil?ebene=bezirk&gebiete=2"


def test_without_a_question_the_whole_city_is_shown(six: City) -> None:
    tree = page(six)
    assert text(of_kind(tree, "H1")) == "Sechsfeld"
    assert rows(tree)["Anteil der Minderjährigen"][2:4] == ["", ""], "the city is not compared with itself"


def test_unknown_levels_areas_themes_and_years_are_answered_in_sentences(six: City) -> None:
    assert "Die Raumebene „quartier“ gibt es hier nicht" in text(page(six, ebene="quartier"))
    assert "Diese Gebiete gibt es auf der Ebene Stadtteil nicht: 99." in text(
        page(six, ebene="stadtteil", gebiete="11,99")
    )
    assert "Für dieses Gebiet liegen keine Werte vor" in text(page(six, ebene="stadtteil", gebiete="11", jahr="1999"))
    assert rows(page(six, ebene="stadtteil", gebiete="11", thema="unsinn"))


def test_one_theme_shows_only_its_indicators(six: City) -> None:
    found = rows(page(six, ebene="stadtteil", gebiete="11", thema="soz"))
    assert "SGB-II-Quote der unter 15-Jährigen" in found
    assert "Anteil der Minderjährigen" not in found


def test_downloads_ask_for_what_is_shown(six: City) -> None:
    found = links(page(six, ebene="stadtteil", gebiete="11", jahr="2022", thema="soz"))
    asked = "inhalt=profil&ebene=stadtteil&gebiete=11&jahr=2022&thema=soz"
    assert found["Als PDF"] == f"/export/pdf?{asked}"
    assert found["Als Excel"] == f"/export/xlsx?{asked}"
