"""Eigene Gebiete: what the page begins with, what there is, who may change it; the work itself is a browser's."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash, html
from dash._utils import to_json
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.city import City
from atlas.pages import eigene
from atlas.web import answering
from tests.atlas.pages.markup import elements
from tests.atlas.pages.tree import Tree, links, of_kind, text
from tests.towns import Town

LEVEL = """title = "{name}"
plural = "{name}e"
from_level = "{ground}"
by = "Ada"
on = 2026-11-23
[[areas]]
key = "a"
name = "Am „Tor“ <b>"
members = {members}
"""
WORDS = ("beratung", "rat", "stadtteil", "bezirk", "sozialraum", "stadt", "1", "11,12", "N", "a", "", "<script>", "²")
QUERIES = st.dictionaries(
    st.sampled_from(("ebene", "gebiete", "einteilung", "gespeichert", "entfernt")), st.sampled_from(WORDS), max_size=5
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Sechsfeld with an own level of Stadtteile and one of Bezirke."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW", "ATLAS_EDIT_PASSWORD"):
            environment.delenv(name, raising=False)
        town = Town(tmp_path_factory.mktemp("towns") / "sechsfeld")
        town.write("eigene/beratung.toml", LEVEL.format(name="Beratung", ground="stadtteil", members='["12", "21"]'))
        town.write("eigene/rat.toml", LEVEL.format(name="Rat", ground="bezirk", members='["1"]'))
        town.load()
        yield town.open()


def drawn(city: City, address: str = "127.0.0.1", **query: str) -> Tree:
    """The page as a visitor at this address gets it."""
    with Flask("test").test_request_context(headers={"Host": "localhost"}, environ_base={"REMOTE_ADDR": address}):
        return eigene.layout(city, query)


def known(tree: Tree) -> dict[str, Any]:
    """What the browser begins with."""
    (store,) = of_kind(tree, "Store")
    return json.loads(to_json(store.data))


def test_the_smallest_units_are_the_ground_and_others_can_be_chosen(city: City) -> None:
    assert known(drawn(city))["ground"] == {"id": "stadtteil", "name": "Stadtteil", "plural": "Stadtteile"}
    assert known(drawn(city, ebene="bezirk"))["ground"]["id"] == "bezirk"
    options = elements(drawn(city), "option")
    assert [o.text for o in options] == ["Stadtbezirke", "Sozialräume", "Stadtteile"]
    assert ["selected" in o.attributes for o in options] == [False, False, True]


@pytest.mark.parametrize(
    ("level", "keys", "units"),
    [
        ("stadtteil", "11,23,99", ["11", "23"]),
        ("bezirk", "1", ["11", "12", "13"]),
        ("sozialraum", "N", ["11", "21"]),
        ("beratung", "a", ["12", "21"]),
    ],
)
def test_areas_chosen_elsewhere_are_taken_over_as_their_smallest_units(
    city: City, level: str, keys: str, units: list[str]
) -> None:
    said = known(drawn(city, ebene=level, gebiete=keys))
    assert (said["ground"]["id"], said["picked"]) == ("stadtteil", units)


def test_areas_that_there_are_not_are_said(city: City) -> None:
    tree = drawn(city, ebene="stadtteil", gebiete="99")
    assert known(tree)["picked"] == []
    assert "lassen sich nicht aus kleineren zusammensetzen" in text(tree)


def test_a_level_that_is_there_is_opened_on_its_own_ground(city: City) -> None:
    said = known(drawn(city, einteilung="rat"))
    assert (said["open"], said["ground"]["id"]) == ("rat", "bezirk")
    (rat,) = (one for one in said["made"] if one["level"] == "rat")
    assert rat["areas"] == [{"key": "a", "name": "Am „Tor“ <b>", "members": ["1"]}]
    assert (rat["title"], rat["plural"]) == ("Rat", "Rate")


def test_what_there_is_names_maker_day_and_ways(city: City) -> None:
    tree = drawn(city)
    assert {"Beratunge", "Rate"} <= {e.text for e in elements(tree, "h3")}
    said = text(tree)
    assert "Angelegt von Ada am 23.11.2026, aus Stadtteilen, nicht die ganze Kommune." in said
    assert "Am „Tor“ &lt;b&gt;" in said
    ways = [e.attributes["href"] for e in elements(tree, "a")]
    assert "/erkunden?ebene=beratung" in ways
    assert "/eigene?einteilung=beratung#zusammenstellen" in ways
    removable = {e.attributes["data-entfernen"] for e in elements(tree, "button") if "data-entfernen" in e.attributes}
    assert removable == {"beratung", "rat"}


def test_who_may_not_write_sees_what_there_is_and_why(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = drawn(city, address="192.0.2.7")
    assert of_kind(tree, "Store") == []
    assert "Am „Tor“" in text(tree)
    assert "ATLAS_EDIT_PASSWORD" in text(tree)
    assert not [e for e in elements(tree, "button") if "data-entfernen" in e.attributes]
    monkeypatch.setenv("ATLAS_EDIT_PASSWORD", "Würfelzucker")
    way = links(drawn(city))["Mit Kennwort anmelden"]
    assert way == "/anmelden?weiter=%2Feigene"
    app = Dash("answers")
    app.layout = html.Div()
    assert city.folder is not None
    answering.register(app, city, city.folder)
    assert app.server.test_client().get(way, auth=("a", "Würfelzucker")).headers["Location"] == "/eigene"


def test_what_was_done_is_said_with_the_ways_on(city: City) -> None:
    tree = drawn(city, gespeichert="beratung")
    assert "„Beratung“ ist gespeichert (Stand 1)" in text(tree)
    assert links(tree)["Auf der Karte erkunden"] == "/erkunden?ebene=beratung"
    assert "eigene/frueher" in text(drawn(city, entfernt="1"))


@settings(max_examples=25, deadline=None)
@given(query=QUERIES)
def test_any_query_gives_a_page(city: City, query: dict[str, str]) -> None:
    tree = drawn(city, **query)
    json.loads(to_json(tree))
    assert len(of_kind(tree, "H1")) == 1
    assert set(known(tree)["picked"]) <= set(city.row[known(tree)["ground"]["id"]])


def test_the_looks_of_areas_differ_by_more_than_colour(city: City) -> None:
    looks = known(drawn(city))["looks"]
    assert len({one["lines"] for one in looks[:7]}) == 7
    assert len({one["ground"] for one in looks}) == len(looks)
