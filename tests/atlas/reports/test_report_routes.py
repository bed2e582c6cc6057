"""Papers at their addresses, with what has changed since; texts, batches and what was made, for those who may write."""

import re
import time
from html import unescape

import pytest
from flask.testing import FlaskClient

from atlas.application import create_app
from atlas.pages import berichte
from atlas.publishing.choice import choose
from atlas.publishing.release import prepare, release
from atlas.publishing.review import TARGET
from atlas.reports.record import all_made
from atlas.selection import Selection
from atlas.view import look
from tests.towns import Town

OWN = {"X-Atlas": "1"}
TEXT = 'title = "Kurz"\n[[chapters]]\nkind = "text"\nid = "w"\nindicators = ["ant_u18"]\n'


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> tuple[Town, FlaskClient]:
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW", "ATLAS_PUBLIC", "ATLAS_EDIT_PASSWORD"):
            environment.delenv(name, raising=False)
        town = Town(tmp_path_factory.mktemp("towns") / "sechsfeld")
        town.write("berichte/kurz.toml", TEXT)
        town.load()
        town.change("raw/einwohner.csv", "2023;11;1100;198;33", "2023;11;1100;220;33")
        town.load()
        yield town, create_app(town.folder).server.test_client()


def said(client: FlaskClient, address: str, code: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == code, answer.text
    return answer.text.replace("\u00a0", " ")


def test_an_earlier_edition_is_shown_as_it_was_with_what_has_changed(house) -> None:
    _, client = house
    page = said(client, "/bericht?inhalt=karte&indikator=ant_u18&ebene=stadtteil&zeit=2023-12-31&stand=1")
    assert "Gezeigt wird Stand 1" in page and "Heute gilt Stand 2" in page
    assert "18,0" in page
    assert "20,0 % (31.12.2023)" in page or "20,0 (31.12.2023)" in page  # 198 and 220 of 1,100
    # only the area and the town have moved, though the paper says every number in several places
    assert "2 dieser Zahlen lauten anders" in page
    assert "so wie er damals war. Das ist der neueste." in said(client, "/bericht/kurz?gebiet=stadtteil:11&stand=2")
    assert "Was sich seit Stand 1 bewegt hat" in said(client, "/bericht/kurz?gebiet=stadtteil:11&seit=1")


def test_the_address_on_a_picture_leads_to_its_numbers(house) -> None:
    town, client = house
    view = look(Selection("ant_u18", "stadtteil", "2023-12-31", areas=("11",)), town.open())
    assert view.address.endswith("&stand=2")
    assert view.title in said(client, view.address)
    for what in ("profil&ebene=stadtteil&gebiete=11", "tabelle&ebene=stadtteil", "zeitreihe&indikator=ant_u18"):
        assert "stand=2" in said(client, f"/bericht?inhalt={what}")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/bericht/kurz?stand=7", "Den Stand 7 gibt es nicht"),
        ("/bericht/kurz?stand=x", "ist kein Stand"),
        ("/bericht/nichts", "Die Vorlage „nichts“ gibt es nicht"),
        ("/bericht/kurz?gebiet=stadtteil:99", "99"),
        ("/bericht/kurz?format=odt", "vorhanden sind"),
        ("/bericht?inhalt=kuchen", "zeigt keine Seite"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_sentence(house, address: str, words: str) -> None:
    assert words in said(house[1], address, 404)


def test_a_text_of_people_is_kept_with_what_the_atlas_said(house) -> None:
    _, client = house
    sent = {
        "template": "kurz",
        "area": "stadtteil:11",
        "place": "w-1",
        "text": "Mein <b>Text</b>",
        "by": "Ada",
    }
    assert client.post("/berichte/text", json=sent).status_code == 403  # another page
    assert client.post("/berichte/text", json=sent, headers=OWN).status_code == 200
    page = said(client, "/bericht/kurz?gebiet=stadtteil:11")
    assert "Mein &lt;b&gt;Text&lt;/b&gt;" in page
    assert "von Ada" not in page  # its numbers are those of today
    for wrong in ({**sent, "place": "w-9"}, {**sent, "template": "x"}, {**sent, "text": "x" * 8001}, [1], {}):
        assert client.post("/berichte/text", json=wrong, headers=OWN).status_code == 400
    assert client.post("/berichte/text", data=b"{", headers=OWN).status_code == 400


def test_papers_are_made_remembered_and_made_again(house) -> None:
    town, client = house
    asked = {"template": "kurz", "area": "stadtteil:11", "format": "html", "status": "Entwurf", "year": "", "by": "Ada"}
    told = client.post("/berichte/erstellen", json=asked, headers=OWN).get_json()
    assert "Entwurf" in said(client, told["address"])
    assert [(one.area, one.by) for one in all_made(town.folder)] == [("stadtteil:11", "Ada")]
    for wrong in ({**asked, "format": "odt"}, {**asked, "area": "stadtteil:99"}, {**asked, "area": "viertel"}):
        answer = client.post("/berichte/erstellen", json=wrong, headers=OWN)
        assert (answer.status_code, len(answer.get_json()["sentences"])) == (400, 1)


def test_a_batch_runs_in_the_background_and_its_file_can_be_fetched(house) -> None:
    _, client = house
    asked = {"template": "kurz", "area": "stadtteil", "format": "html", "by": "Ada"}
    job = client.post("/berichte/erstellen", json=asked, headers=OWN).get_json()["job"]
    end = time.monotonic() + 30
    while (state := client.get(f"/lieferungen/auftrag/{job}").get_json())[
        "state"
    ] == "running" and time.monotonic() < end:
        time.sleep(0.1)
    assert (state["state"], state["made"], state["failed"]) == ("done", 6, [])
    assert client.get(f"/berichte/stapel/{job}/datei").data[:2] == b"PK"
    assert client.get("/berichte/stapel/0123456789abcdef/datei").status_code == 404
    assert client.post(f"/berichte/stapel/{job}/abbrechen", headers=OWN).status_code == 200
    assert client.post("/berichte/stapel/0123456789abcdef/abbrechen", headers=OWN).status_code == 404


def test_who_may_not_write_may_look(house, monkeypatch: pytest.MonkeyPatch) -> None:
    _, client = house
    monkeypatch.setenv("ATLAS_EDIT_PASSWORD", "geheim")
    assert "Kurz" in said(client, "/bericht/kurz?gebiet=stadtteil:11")
    for path in ("/berichte/erstellen", "/berichte/text", "/berichte/stapel/0123456789abcdef/abbrechen"):
        assert client.post(path, json={}, headers=OWN).status_code == 401
    assert client.get("/berichte/stapel/0123456789abcdef/datei").status_code == 404


def test_the_page_names_templates_faults_and_what_was_made(house) -> None:
    town, _ = house
    town.write("berichte/falsch.toml", 'title = "x"\n')
    city = town.open()
    shown = str(berichte.layout(city, {"inhalt": "karte", "indikator": "ant_u18"}).to_plotly_json())
    (town.folder / "berichte" / "falsch.toml").unlink()
    assert "Die Vorlage hat kein Kapitel" in shown
    assert "Stadtteilprofil (kurz)" in shown
    assert "/bericht?inhalt=karte&indikator=ant_u18&format=pdf" in shown


def test_a_public_paper_needs_a_release_and_names_it_in_its_address(house) -> None:
    town, client = house
    asked = "/bericht/kurz?gebiet=stadtteil:11&status=öffentlich"
    assert "veröffentlichen Sie zuerst" in said(client, asked, 404)
    city = town.open()
    prepared = prepare(town.folder, city, choose(city, ("ant_u18", "bev_insg")))
    release(town.folder, city, prepared, str(town.folder / TARGET), "Ada")
    page = said(client, asked)
    assert "Öffentlich" in page and "Mein" not in page  # texts of people stay in the house
    (address,) = set(re.findall(r"/bericht/kurz\?[^<\s]*status=[^<\s]*", unescape(page)))
    assert "so wie er damals war" in said(client, address)
    assert "öffentlich (aus der Veröffentlichung)" in str(berichte.layout(city, {}).to_plotly_json())
