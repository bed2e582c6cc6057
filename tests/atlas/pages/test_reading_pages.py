"""Katalog, Glossar and Datenstand stand up to any address and say what an old edition does not know."""

import json

import pytest
from dash._utils import to_json
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.city import City, open_city
from atlas.pages import datenstand, glossar, katalog
from indicators import store
from indicators.counting.availability import FILE
from indicators.store.tables import artefacts
from tests.atlas.pages.markup import elements
from tests.atlas.pages.tree import of_kind, text
from tests.towns import Town

PAGES = {"katalog": katalog, "glossar": glossar, "datenstand": datenstand}
KEYS = ("indikator", "thema", "umfang", "phase", "suche", "ebene")
WORDS = ("sgb2_u15_nef", "soz", "core", "stadt", "", ",", "²", "<script>", "%00", '"]', "99999999999999999999")
QUERIES = st.dictionaries(st.sampled_from(KEYS), st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=5)


@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
def test_any_query_gives_a_page(name: str, six: City, query: dict[str, str]) -> None:
    tree = PAGES[name].layout(six, query)
    json.loads(to_json(tree))
    assert len(of_kind(tree, "H1")) == 1


def test_an_edition_without_an_overview_says_what_to_do(town: Town) -> None:
    town.load()
    with store.writing(town.open().engine) as connection:
        connection.execute(artefacts.delete().where(artefacts.c.name == FILE))
    said = text(datenstand.layout(open_city(town.folder), {}))
    assert "ohne Übersicht der Merkmale gebildet; laden Sie die Kommune noch einmal." in said
    assert "Lieferungen" in said


def test_names_of_a_delivery_are_text_and_never_markup(town: Town) -> None:
    town.change("deliveries/einwohner.toml", "Einwohner mit Hauptwohnung", "<b>Einwohner</b>")
    town.write(
        "catalogue/variables/eigene.toml",
        '[bev_u3]\ntitle = "Kinder <i>unter</i> 3"\nunit = "Personen"\nsource = "melderegister"\n',
    )
    town.load()
    tree = datenstand.layout(town.open(), {})
    assert elements(tree, "b") == elements(tree, "i") == []
    assert "Kinder <i>unter</i> 3" in [e.text for e in elements(tree, "th")]
    assert "<b>Einwohner</b>" in [e.text for e in elements(tree, "span", class_="name")]
