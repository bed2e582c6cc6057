"""Geschichten: what there is, who may change it, what is wrong with a file; and where views can be remembered."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from dash._utils import to_json
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.city import City
from atlas.pages import erkunden, geschichten, zeitreihe
from atlas.stories import files
from atlas.stories.story import SavedView, Story
from atlas.web import answering
from tests.atlas.pages.markup import elements
from tests.atlas.pages.tree import Tree, of_kind, text
from tests.towns import Town

EVIL = '<img src=x onerror="alert(1)"> & „Ä“'
VIEW = SavedView(EVIL, "/erkunden?indikator=ant_u18&ebene=stadtteil&gebiete=11", 1, "Ada", "2026-11-23", "", EVIL, EVIL)
GONE = SavedView("Weg", "/zeitreihe?indikator=gibts_nicht", 1, "Ada", "2026-11-23")
STORY = Story(EVIL, "Ada", "2026-11-23", (VIEW, GONE), "kinder")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Sechsfeld with a story of two views, an empty one, and a broken file."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW", "ATLAS_EDIT_PASSWORD"):
            environment.delenv(name, raising=False)
        town = Town(tmp_path_factory.mktemp("towns") / "sechsfeld")
        town.load()
        files.make(town.folder, STORY)
        files.make(town.folder, replace(STORY, title="Leer", name="leer", views=()))
        town.write("geschichten/kaputt.toml", "title = 3")
        yield town.open()


def drawn(page: object, city: City, address: str = "127.0.0.1", **query: str) -> Tree:
    """The page as a visitor at this address gets it."""
    with Flask("test").test_request_context(headers={"Host": "localhost"}, environ_base={"REMOTE_ADDR": address}):
        return page.layout(city, query)  # type: ignore[attr-defined]  # a page


def buttons(tree: Tree) -> set[str]:
    """The data attributes of all buttons."""
    return {name for e in elements(tree, "button") for name in e.attributes if name.startswith("data-")}


def test_what_there_is_leads_to_presenting_and_changing(city: City) -> None:
    tree = drawn(geschichten, city)
    ways = [e.attributes["href"] for e in elements(tree, "a")]
    assert {"/praesentation/kinder", "/praesentation/leer", "/geschichten?geschichte=kinder#ansichten"} <= set(ways)
    said = text(tree)
    assert "2 Ansichten, zuletzt geändert von Ada am 23.11.2026." in said
    assert "keine Ansichten, zuletzt" in said
    assert "geschichten/kaputt.toml" in said
    assert "data-geschichte-weg" in buttons(tree)


def test_an_opened_story_has_a_field_for_all_that_is_said(city: City) -> None:
    tree = drawn(geschichten, city, geschichte="kinder")
    fields = {e.attributes.get("id"): e for e in elements(tree, "input")}
    assert fields["geschichte-titel"].attributes["value"] == EVIL
    assert fields["ansicht-0-titel"].attributes["value"] == EVIL
    assert [e.text for e in elements(tree, "textarea")] == [EVIL, EVIL, "", ""]
    assert {"data-hoch", "data-runter", "data-ansicht-weg"} <= buttons(tree)
    still = [e.attributes["aria-label"] for e in elements(tree, "button") if "disabled" in e.attributes]
    assert still == [f"„{EVIL}“ nach oben", "„Weg“ nach unten"], "the first and the last"
    assert "Den Indikator „gibts_nicht“ gibt es in Stand 1 nicht." in text(tree)
    assert elements(tree, "img") == []


def test_whoever_may_not_write_reads_and_presents(city: City) -> None:
    tree = drawn(geschichten, city, "192.0.2.7", geschichte="kinder")
    assert elements(tree, "input") == []
    assert buttons(tree) == {"data-link"}
    assert "/praesentation/kinder" in [e.attributes["href"] for e in elements(tree, "a")]
    assert "Schreiben darf hier nur, wer an diesem Rechner selbst sitzt" in text(tree)


@pytest.mark.parametrize("page", [erkunden, zeitreihe])
@pytest.mark.parametrize(("address", "there"), [("127.0.0.1", True), ("192.0.2.7", False)])
def test_views_are_remembered_by_those_who_may_write(page: object, city: City, address: str, there: bool) -> None:
    named = [getattr(b, "data-merken", None) for b in of_kind(drawn(page, city, address), "Button")]
    assert ("" in named) is there


def test_the_page_is_no_public_one_and_logging_in_leads_back() -> None:
    assert geschichten.INTERNAL
    assert geschichten.PATH in answering.WAYS


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(("geschichte", "gespeichert", "entfernt")), st.text(max_size=80), max_size=3))
def test_any_address_gives_a_page(city: City, query: dict[str, str]) -> None:
    tree = drawn(geschichten, city, **query)
    to_json(tree)
    assert len(of_kind(tree, "H1")) == 1
