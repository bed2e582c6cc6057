"""Start says what there is, and every way in leads to something that exists."""

from urllib.parse import parse_qsl, urlsplit

from atlas.city import City
from atlas.pages import start
from tests.atlas.pages.tree import links, of_kind, text


def test_start_counts_what_the_town_has(six: City) -> None:
    said = text(start.layout(six, {}))
    assert "5 Indikatoren aus 2 Themen für 6 Stadtteile, 2 Sozialräume und 2 Stadtbezirke, 2022 bis 2023." in said
    assert "Stand 1 vom" in said


def test_every_link_of_start_leads_to_what_the_town_has(six: City) -> None:
    indicators = {i.id for i in six.indicators()}
    for said, href in links(start.layout(six, {})).items():
        query = dict(parse_qsl(urlsplit(href).query))
        assert query.get("indikator", "ant_u18") in indicators, said
        keys = six.row[query.get("ebene", "stadtteil")]
        assert query.get("gebiete", next(iter(keys))) in keys, said


def test_questions_without_an_indicator_are_not_asked(six: City) -> None:
    found = links(start.layout(six, {}))
    asked = [said for said in found if "?" in said]
    assert asked[0].startswith("Wo wachsen viele Kinder und Jugendliche auf?")
    assert any(said.startswith("Wo leben Kinder in Familien mit Grundsicherung?") for said in asked)
    assert not any("Gymnasium" in said or "Grundschule" in said for said in asked)


def test_the_map_of_the_town_offers_its_areas(six: City) -> None:
    (drawing,) = of_kind(start.layout(six, {}), "Drawing")
    for area in six.areas["stadtteil"]:
        assert f"<title>{area.name}</title>" in drawing.markup
        assert f'data-ziel="/profil?ebene=stadtteil&amp;gebiete={area.key}"' in drawing.markup


def test_the_newest_times_stand_first(six: City) -> None:
    said = text(start.layout(six, {}))
    assert "31.12.2023 5 Indikatoren" in said[said.index("Was ist neu") :]
