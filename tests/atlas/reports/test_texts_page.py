"""The texts of a paper changed over the web: what stands there, who may, what is told to whom comes late."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from atlas.application import create_app
from atlas.pages import berichte
from atlas.reports.making import Wanted
from atlas.reports.rewording import reword, rewordable
from atlas.reports.texts import MOST, Edited, all_texts
from tests.atlas.pages.markup import elements
from tests.atlas.pages.tree import Tree, text
from tests.towns import Town

OWN = {"X-Atlas": "1"}
TEMPLATE = """title = "Kurz"
[[chapters]]
kind = "text"
id = "worte"
text = "Über {name}."
indicators = ["ant_u18"]
"""
PAPER = "/berichte/texte?vorlage=kurz&gebiet=stadtteil:11"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, FlaskClient]]:
    """Sechsfeld with a template of its own and a visitor on its own machine."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW", "ATLAS_EDIT_PASSWORD"):
            environment.delenv(name, raising=False)
        town = Town(tmp_path_factory.mktemp("texts") / "sechsfeld")
        town.write("berichte/kurz.toml", TEMPLATE)
        town.load()
        yield town, create_app(town.folder).server.test_client()


@pytest.fixture
def client(place: tuple[Town, FlaskClient]) -> Iterator[FlaskClient]:
    yield place[1]
    (place[0].folder / "berichte" / "texte.toml").unlink(missing_ok=True)


def texts(client: FlaskClient, at: str = PAPER) -> dict[str, Any]:
    return client.get(at).json["texts"]


def write(client: FlaskClient, said: str, **more: Any) -> Any:
    body = {"template": "kurz", "area": "stadtteil:11", "place": "worte-1", "text": said, "by": "Ada", **more}
    return client.post("/berichte/text", json=body, headers=OWN)


def page(town: Town, address: str = "127.0.0.1", **query: str) -> Tree:
    with Flask("test").test_request_context(headers={"Host": "localhost"}, environ_base={"REMOTE_ADDR": address}):
        return berichte.layout(town.open(), query)


def test_the_paper_comes_with_what_the_atlas_says_at_every_place(client: FlaskClient) -> None:
    told = client.get(PAPER).json
    assert set(told["texts"]) == {"worte-1", "worte-2"}
    assert told["texts"]["worte-1"] == {"own": "Über Altfeld.", "text": "", "changed": False}
    assert "18,0" in told["texts"]["worte-2"]["own"]  # 198 / 1100
    assert 'data-place="worte-1"' in told["html"]


def test_a_text_is_kept_shown_and_given_back(place, client: FlaskClient) -> None:
    said = 'Unser <script>alert(1)</script> „Text“ "hier"\nund noch einer'
    assert write(client, said).json == {"kept": True}
    one = texts(client)["worte-1"]
    assert (one["text"], one["by"], one["edition"], one["changed"]) == (said, "Ada", "1", False)
    html = client.get(PAPER).json["html"]
    assert "Unser &lt;script&gt;" in html and "<script" not in html
    assert texts(client, PAPER.replace("11", "12"))["worte-1"]["text"] == "", "of another area"
    write(client, "", seen={"own": "Über Altfeld.", "text": said})
    assert texts(client)["worte-1"]["text"] == ""
    write(client, "Über Altfeld.")
    assert texts(client)["worte-1"]["text"] == "", "the atlas's own words are no text of people"


def test_whoever_writes_over_a_newer_text_is_told_and_then_decides(client: FlaskClient) -> None:
    seen = {"own": "Über Altfeld.", "text": ""}
    assert write(client, "Von Ada", seen=seen).status_code == 200
    late = write(client, "Von Ben", by="Ben", seen=seen)
    assert late.status_code == 409
    assert "Ada hat diesen Text inzwischen geändert" in late.json["sentences"][0]
    assert late.json["now"]["text"] == "Von Ada"
    assert texts(client)["worte-1"]["text"] == "Von Ada"
    now = {name: late.json["now"][name] for name in ("own", "text")}
    assert write(client, "Von Ben", by="Ben", seen=now).status_code == 200
    assert texts(client)["worte-1"]["by"] == "Ben"


def test_whoever_wrote_on_other_numbers_is_told(client: FlaskClient) -> None:
    late = write(client, "Mein Text", place="worte-2", seen={"own": "Von 100 ... 17,0", "text": ""})
    assert late.status_code == 409
    assert "Die Zahlen haben sich inzwischen geändert" in late.json["sentences"][0]
    assert "18,0" in late.json["now"]["own"]


def test_a_text_whose_numbers_have_moved_says_what_stood_there(town: Town) -> None:
    town.write("berichte/kurz.toml", TEMPLATE)
    town.load()
    paper = Wanted("kurz", "stadtteil", ("11",))
    reword(town.open(), town.folder, Edited("kurz", "stadtteil:11", "worte-2", "Es sind viele.", "", "", "Ada", ""))
    town.change("raw/einwohner.csv", "2023;11;1100;198;33", "2023;11;1100;220;33")
    town.load()
    one = rewordable(town.open(), paper)[1]["worte-2"]
    assert (one.text, one.changed) == ("Es sind viele.", True)
    assert one.edited is not None
    assert "18,0" in one.edited.basis and "20,0" in one.own  # 198 / 1100, 220 / 1100


@pytest.mark.parametrize(
    ("more", "code", "sentence"),
    [
        ({"text": "x" * (MOST + 1)}, 400, f"Der Text hat {MOST + 1} Zeichen; erlaubt sind {MOST}"),
        ({"place": "worte-9"}, 400, "Diesen Text gibt es in dem Bericht nicht mehr"),
        ({"template": "kurtz"}, 400, "gemeint ist wohl „kurz“"),
        ({"area": "stadtteil:99"}, 400, "99"),
        ({"area": "<script>"}, 400, "<script>"),
        ({"text": ["x"]}, 400, "Die Anfrage ist nicht vollständig"),
        ({"by": None, "place": 3}, 400, "Die Anfrage ist nicht vollständig"),
    ],
)
def test_what_cannot_be_kept_is_a_sentence(
    place, client: FlaskClient, more: dict[str, Any], code: int, sentence: str
) -> None:
    said = {"said": "x"} | more
    answer = write(client, said.pop("text", "x"), **{k: v for k, v in said.items() if k != "said"})
    assert (answer.status_code, sentence in answer.json["sentences"][0]) == (code, True), answer.json
    assert all_texts(place[0].folder) == []


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b""])
def test_what_is_no_json_is_refused(client: FlaskClient, body: bytes) -> None:
    assert client.post("/berichte/text", data=body, headers=OWN).status_code == 400


def test_only_who_may_write_sees_and_changes_texts(place, client: FlaskClient) -> None:
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.get(PAPER, environ_base=far).status_code == 403
    assert client.post("/berichte/text", json={}, headers=OWN, environ_base=far).status_code == 403
    assert client.post("/berichte/text", json={}).status_code == 403, "another page"
    assert "ATLAS_EDIT_PASSWORD" in text(page(place[0], "192.0.2.7", bearbeiten="kurz"))
    assert client.get("/berichte/texte?vorlage=x").status_code == 404


def test_the_page_names_paper_and_area_and_berichte_leads_there(place) -> None:
    tree = page(place[0], bearbeiten='kurz"><script>', gebiet="stadtteil:11")
    (here,) = [e for e in elements(tree, "div") if "data-texte" in e.attributes]
    assert (here.attributes["data-texte"], here.attributes["data-gebiet"]) == ('kurz"><script>', "stadtteil:11")
    assert not elements(tree, "script")
    (chosen,) = [e for e in elements(tree, "option") if "selected" in e.attributes]
    assert chosen.text == "Altfeld"
    values = [e.attributes.get("value") for e in elements(page(place[0]), "button")]
    assert values == ["ansehen", "texte", "erstellen"]


def test_areas_can_be_named_by_level_and_keys_and_must_be_named(client: FlaskClient) -> None:
    said = {"template": "kurz", "place": "worte-1", "text": "Unser Text", "by": "Ada"}
    assert client.post("/berichte/text", json=said, headers=OWN).status_code == 400, "not the town by mistake"
    named = {**said, "level": "stadtteil", "keys": "11,12"}
    assert client.post("/berichte/text", json=named, headers=OWN).status_code == 200
    assert texts(client, PAPER.replace(":11", ":11%2B12"))["worte-1"]["text"] == "Unser Text"


def test_a_paper_of_the_town_has_texts_too(client: FlaskClient) -> None:
    at = "/berichte/texte?vorlage=kurz"
    assert texts(client, at)["worte-1"]["own"] == "Über Sechsfeld."
    assert write(client, "Unsere Stadt", area="").status_code == 200
    assert texts(client, at)["worte-1"]["text"] == "Unsere Stadt"
