"""The page Vorlagen and its routes: what there is, a form for each, drafts looked at, kept, renamed and put away."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from atlas.application import create_app
from atlas.city import City
from atlas.pages import vorlagen
from atlas.reports.fields import chapter_fields, kinds
from atlas.reports.keeping import state_of
from atlas.reports.template import read_template, template_files
from atlas.reports.texts import Edited, all_texts, keep_text
from tests.atlas.pages.markup import elements
from tests.atlas.pages.tree import Tree, text
from tests.checkout import ROOT
from tests.towns import Town

OWN = {"X-Atlas": "1"}
SHORT = "stadtteilprofil-kurz"
DRAFT = {"title": 'Unser „Blick“ <script>"x"', "chapters": [{"kind": "text", "text": "Über {name}."}]}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, City, FlaskClient]]:
    """Sechsfeld, its edition and a visitor on its own machine; tests put back what they write."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW", "ATLAS_EDIT_PASSWORD"):
            environment.delenv(name, raising=False)
        town = Town(tmp_path_factory.mktemp("templates") / "sechsfeld")
        town.load()
        yield town, town.open(), create_app(town.folder).server.test_client()


@pytest.fixture
def client(place: tuple[Town, City, FlaskClient]) -> Iterator[FlaskClient]:
    yield place[2]
    for path in (place[0].folder / "berichte").glob("*.toml"):
        path.unlink()


def page(city: City, address: str = "127.0.0.1", **query: str) -> Tree:
    with Flask("test").test_request_context(headers={"Host": "localhost"}, environ_base={"REMOTE_ADDR": address}):
        return vorlagen.layout(city, query)


def saved(client: FlaskClient, template: dict[str, Any], **more: str) -> Any:
    return client.post("/vorlagen/speichern", json={"template": template, **more}, headers=OWN)


# --- the page --------------------------------------------------------------------------------------------------------


def test_every_template_is_listed_with_its_chapters_and_ways(six: City) -> None:
    tree = page(six)
    assert "Stadtteilprofil (kurz)" in {e.text for e in elements(tree, "h3")}
    assert "Karte: Kinder und Jugendliche im Stadtgebiet" in {e.text for e in elements(tree, "li")}
    ways = {e.attributes["href"] for e in elements(tree, "a")}
    assert {f"/vorlagen?vorlage={SHORT}", f"/vorlagen?vorlage={SHORT}&kopie=1", f"/berichte?vorlage={SHORT}"} <= ways
    assert not elements(tree, "button"), "a shipped one cannot be removed"


def test_who_may_not_write_reads_the_templates(six: City) -> None:
    tree = page(six, address="192.0.2.7", vorlage=SHORT)
    assert "7 Kapitel" in text(tree)
    assert "ATLAS_EDIT_PASSWORD" in text(tree)
    assert not elements(tree, "form") and not elements(tree, "button")


def test_the_form_shows_what_the_template_says(six: City) -> None:
    tree = page(six, vorlage=SHORT)
    panels = [e.attributes["data-kapitel"] for e in elements(tree, "li") if e.attributes.get("data-id")]
    assert panels == [one.head.kind for one in read_template(SHORT, six).chapters]
    ids = [e.attributes["data-id"] for e in elements(tree, "li") if e.attributes.get("data-id")]
    assert (ids[2], ids[3]) == ("worte", "map-4"), "texts of people find their chapter by it"
    chosen = [e.attributes["value"] for e in elements(tree, "option") if "selected" in e.attributes]
    assert {"area", "intern"} <= set(chosen)


def test_indicators_are_shown_by_their_titles_also_those_without_values(six: City) -> None:
    tree = page(six, vorlage=SHORT)
    options = {
        e.attributes["data-id"]: e.attributes["value"] for e in elements(tree, "option") if "data-id" in e.attributes
    }
    assert options["ant_u18"] == six.catalogue.indicators["ant_u18"].title
    source = tomllib.loads((ROOT / "data" / "catalogue" / "indicators" / "kita_3_u6.toml").read_text("utf-8"))
    assert options["kita_3_u6"] == f"{source['title']} – hier ohne Werte"
    assert len(options) == len(set(options.values())), "a title means one indicator"
    assert "abi_quote" not in options, "what the town has no values of is offered only where it is used"
    assert "Betreuungsquote der 3- bis unter 6-Jährigen – hier ohne Werte herausnehmen" in {
        e.attributes.get("aria-label") for e in elements(tree, "button")
    }


def test_every_kind_of_chapter_can_be_added_with_all_of_its_fields(six: City) -> None:
    tree = page(six, neu="1")
    assert [e.attributes["data-leer"] for e in elements(tree, "template")] == list(kinds())
    named = [
        e.attributes["data-feld"]
        for e in elements(tree, "div") + elements(tree, "fieldset")
        if "data-feld" in e.attributes
    ]
    for kind in kinds():
        for one in chapter_fields(kind):
            assert one.name in named
    labels = {e.attributes["for"] for e in elements(tree, "label") if "for" in e.attributes}
    controls = [e for kind in ("input", "select", "textarea") for e in elements(tree, kind) if "id" in e.attributes]
    assert [e.attributes["id"] for e in controls if e.attributes["id"] not in labels] == []


def test_a_copy_is_a_new_one_and_a_name_that_is_none_is_said(six: City) -> None:
    (form,) = elements(page(six, vorlage=SHORT, kopie="1"), "form")
    assert (form.attributes["data-vorlage"], form.attributes["data-gesehen"]) == ("", "")
    assert "gibt es nicht" in text(page(six, vorlage='"><script>'))


def test_texts_of_a_template_are_no_markup(town: Town) -> None:
    odd = "'<b>\"„x“</textarea><script>'"
    town.write("berichte/eigen.toml", f'title = {odd}\n[[chapters]]\nkind = "text"\ntext = {odd}\nnotes = {odd}\n')
    town.load()
    city = town.open()
    for query in ({}, {"vorlage": "eigen"}):
        assert not elements(page(city, **query), "script")
    (area,) = [e for e in elements(page(city, vorlage="eigen"), "textarea") if e.attributes["id"] == "kapitel-1-text"]
    assert area.text.strip() == odd.strip("'")


def test_a_template_with_faults_is_listed_with_them_and_opens_where_it_can(town: Town) -> None:
    town.write("berichte/alt.toml", 'title = "Alt"\n[[chapters]]\nkind = "map"\nindicator = "gibtesnicht"\n')
    town.write("berichte/kaputt.toml", "title = ")
    town.write("berichte/erstellt.toml", "")
    town.load()
    city = town.open()
    said = text(page(city))
    assert "berichte/alt.toml, Kapitel 1, Feld indicator: „gibtesnicht“ gibt es hier nicht" in said
    assert "berichte/kaputt.toml: Das ist kein gültiges TOML" in said
    assert "erstellt" not in template_files(city.folder), "what the atlas keeps beside them is no template"
    assert elements(page(city, vorlage="alt"), "form")
    assert not elements(page(city, vorlage="kaputt"), "form")


# --- looking at a draft ----------------------------------------------------------------------------------------------


def test_a_draft_is_seen_as_a_paper_of_the_area(client: FlaskClient) -> None:
    more = {"kind": "map", "indicator": "ant_u18", "level": "stadtteil"}
    draft = {**DRAFT, "status": "öffentlich", "chapters": [*DRAFT["chapters"], more]}
    told = client.post("/vorlagen/vorschau", json={"template": draft, "area": "stadtteil:12"}, headers=OWN).json
    assert told["title"].startswith("Brückfeld – Unser")
    assert "Über Brückfeld." in told["html"] and "<svg" in told["html"]
    assert "<script" not in told["html"] and 'id="inhalt"' not in told["html"]
    assert told["places"] == [1, 2]


@pytest.mark.parametrize(
    ("chapter", "field", "sentence"),
    [
        ({"kind": "map"}, "indicator", "Wählen Sie hier etwas aus."),
        ({"kind": "series", "indicators": []}, "indicators", "Wählen Sie hier etwas aus."),
        ({"kind": "map", "indicator": "Kinder<"}, "indicator", "Einen Indikator „Kinder<“ hat der Katalog nicht"),
        ({"kind": "text", "spread": ["ant_u188"]}, "spread", "wählen Sie einen aus der Liste"),
        ({"kind": "map", "indicator": "ant_u18", "classes": "viele"}, "classes", "eine ganze Zahl"),
        ({"kind": "map", "indicator": "ant_u18", "classes": 9}, "", "erlaubt sind 3 bis 7"),
        ({"kind": "text", "level": "kreis"}, "level", "„kreis“ gibt es hier nicht"),
        ({"kind": "text", "text": 3}, "text", "gefunden wurde „3“"),
        ({"kind": "bild"}, "", "Die Kapitelart „bild“ gibt es nicht"),
        ("text", "", "Dem Kapitel fehlt seine Art"),
    ],
)
def test_a_fault_stands_at_its_field(client: FlaskClient, chapter: Any, field: str, sentence: str) -> None:
    draft = {"title": "x", "chapters": [{"kind": "sources"}, chapter]}
    for path, code in (("/vorlagen/vorschau", 200), ("/vorlagen/speichern", 400)):
        answer = client.post(path, json={"template": draft}, headers=OWN)
        assert answer.status_code == code
        (one,) = answer.json["faults"]
        assert (one["chapter"], one["field"]) == (2, field)
        assert sentence in one["sentence"]


@pytest.mark.parametrize(
    "body", [None, [], "x", {}, {"template": "x"}, {"template": {}}, {"template": {"chapters": 3}}]
)
def test_what_is_no_template_is_refused(client: FlaskClient, body: Any) -> None:
    answer = client.post("/vorlagen/speichern", json=body, headers=OWN)
    assert answer.status_code == 400
    assert answer.json["faults"]
    assert client.post("/vorlagen/vorschau", data=b"{", headers=OWN).json["faults"]


def test_an_area_that_there_is_not_is_said(client: FlaskClient) -> None:
    told = client.post("/vorlagen/vorschau", json={"template": DRAFT, "area": "stadtteil:99"}, headers=OWN).json
    assert "html" not in told and told["sentences"]


# --- keeping ---------------------------------------------------------------------------------------------------------


def test_a_draft_becomes_a_file_that_reads_as_it_was_sent(place, client: FlaskClient) -> None:
    folder = place[0].folder
    told = saved(client, DRAFT).json
    assert told["name"] == "unser-blick-script-x"
    path = folder / "berichte" / f"{told['name']}.toml"
    assert tomllib.loads(path.read_text("utf-8")) == DRAFT
    assert read_template(told["name"], place[1]).own
    again = saved(client, DRAFT).json
    assert again["name"] == "unser-blick-script-x-2", "a new one takes no other's name"


def test_a_shipped_one_that_is_changed_is_copied_and_comes_back_when_removed(place, client: FlaskClient) -> None:
    folder, city, _ = place
    seen = state_of(folder.folder, SHORT)
    told = saved(client, DRAFT, old=SHORT, name=SHORT, seen=seen).json
    assert read_template(SHORT, city).head.title == DRAFT["title"]
    late = client.post("/vorlagen/entfernen", json={"name": SHORT, "seen": seen}, headers=OWN)
    assert late.status_code == 409
    gone = client.post("/vorlagen/entfernen", json={"name": SHORT, "seen": told["seen"]}, headers=OWN)
    assert gone.status_code == 200
    assert read_template(SHORT, city).head.title == "Stadtteilprofil (kurz)"
    (former,) = (folder.folder / "berichte" / "frueher").glob(f"{SHORT}-*.toml")
    assert tomllib.loads(former.read_text("utf-8"))["title"] == DRAFT["title"]
    refused = client.post("/vorlagen/entfernen", json={"name": SHORT, "seen": seen}, headers=OWN)
    assert (refused.status_code, "eigene Vorlage" in refused.json["sentences"][0]) == (400, True)


def test_whoever_saw_an_older_file_is_told(place, client: FlaskClient) -> None:
    first = saved(client, DRAFT, name="eigen").json
    second = saved(client, {**DRAFT, "title": "Von Ada"}, old="eigen", name="eigen", seen=first["seen"])
    assert second.status_code == 200
    late = saved(client, {**DRAFT, "title": "Von Ben"}, old="eigen", name="eigen", seen=first["seen"])
    assert late.status_code == 409
    assert "hat inzwischen jemand geändert" in late.json["sentences"][0]
    assert read_template("eigen", place[1]).head.title == "Von Ada"
    client.post("/vorlagen/entfernen", json={"name": "eigen", "seen": second.json["seen"]}, headers=OWN)
    gone = saved(client, DRAFT, old="eigen", name="eigen", seen=second.json["seen"])
    assert gone.status_code == 409, "what somebody removed does not come back unasked"


def test_another_name_takes_the_texts_of_people_along(place, client: FlaskClient) -> None:
    folder = place[0].folder
    seen = saved(client, DRAFT, name="eigen").json["seen"]
    one = Edited("eigen", "stadtteil:12", "text-1-1", "Unser Text", "Über Brückfeld.", "1", "Ada", "")
    keep_text(folder, one)
    assert saved(client, DRAFT, old="eigen", name=SHORT, seen=seen).status_code == 400, "that name is taken"
    assert saved(client, DRAFT, old="eigen", name="neu", seen=seen).status_code == 200
    assert "eigen" not in template_files(folder)
    assert [(one.template, one.text) for one in all_texts(folder)] == [("neu", "Unser Text")]


def test_texts_of_people_find_a_chapter_that_was_moved(place, client: FlaskClient) -> None:
    moved = [{"kind": "text", "text": "Neu"}, {"kind": "text", "id": "text-1", "text": "Alt"}]
    saved(client, {**DRAFT, "chapters": moved}, name="eigen")
    assert [one.head.id for one in read_template("eigen", place[1]).chapters] == ["text-1-2", "text-1"]


@pytest.mark.parametrize("name", ["../x", "Groß", "texte", "erstellt", "a b", "x" * 61, "-"])
def test_a_name_that_cannot_be_one_is_refused_at_its_field(place, client: FlaskClient, name: str) -> None:
    answer = saved(client, DRAFT, name=name)
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json["faults"]] == ["name"]
    assert not list((place[0].folder / "berichte").glob("*.toml"))


@pytest.mark.parametrize("path", ["vorschau", "speichern", "entfernen"])
def test_only_the_page_of_who_may_write_writes(client: FlaskClient, path: str) -> None:
    body = {"template": DRAFT, "name": "eigen"}
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.post(f"/vorlagen/{path}", json=body, headers=OWN, environ_base=far).status_code == 403
    assert client.post(f"/vorlagen/{path}", json=body).status_code == 403, "another page"
    assert client.post(f"/vorlagen/{path}", data=b"x" * 400_001, headers=OWN).status_code == 413


def test_a_folder_that_takes_no_file_is_said(town: Town) -> None:
    town.load()
    town.write("berichte", "eine Datei, wo der Ordner sein soll")
    answer = saved(create_app(town.folder).server.test_client(), DRAFT)
    assert answer.status_code == 400
    assert "kann nicht abgelegt werden" in answer.json["sentences"][0]
