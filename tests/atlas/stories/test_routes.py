"""Routes of stories: a view is put into one, a story changed, shown, removed; who may not is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from atlas.application import create_app
from atlas.stories.files import read_stories, read_story
from tests.towns import Town

OWN = {"X-Atlas": "1"}
ASKED = "/erkunden?indikator=ant_u18&ebene=stadtteil&gebiete=11,12&orte=&x=<b>"
WHOLE = "/erkunden?indikator=ant_u18&ebene=stadtteil&zeit=2023-12-31&gebiete=11,12"
TITLE = "Anteil der Minderjährigen in Sechsfeld nach Stadtteilen, 31.12.2023"
COURSE = "Anteil der Minderjährigen in Sechsfeld, 31.12.2022 bis 31.12.2023"
VIEW = {"address": ASKED, "by": " Ada  M. ", "caption": "Mitte\nund Rand", "notes": " Erst\x07 dies.\n\nDann das. "}
ROUTES = ("/geschichten/merken", "/geschichten/neu", "/geschichten/speichern/kinder", "/geschichten/entfernen/kinder")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FlaskClient, Path]]:
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW", "ATLAS_EDIT_PASSWORD"):
            environment.delenv(name, raising=False)
        town = Town(tmp_path_factory.mktemp("stories") / "sechsfeld")
        town.load()
        yield create_app(town.folder).server.test_client(), town.folder


@pytest.fixture
def client(served: tuple[FlaskClient, Path]) -> FlaskClient:
    return served[0]


@pytest.fixture
def folder(served: tuple[FlaskClient, Path]) -> Path:
    """The town's folder without stories."""
    for path in (served[1] / "geschichten").glob("*.toml"):
        path.unlink()
    return served[1]


def post(client: FlaskClient, path: str, said: object, code: int = 200) -> Any:
    answer = client.post(path, json=said, headers=OWN)
    assert answer.status_code == code, answer.text
    return answer.json


def test_a_view_goes_into_a_new_story_and_into_one_that_is_there(client: FlaskClient, folder: Path) -> None:
    asked = client.get("/geschichten/liste", query_string={"adresse": ASKED}).json
    assert (asked["stories"], asked["title"], asked["picture"]) == ([], TITLE, "karte")
    assert post(client, "/geschichten/merken", {**VIEW, "new": "Kinder & Ärzte"})["name"] == "kinder_aerzte"
    assert post(client, "/geschichten/merken", {**VIEW, "story": "kinder_aerzte", "title": "Zwei"})["views"] == 2
    first, second = read_story(folder, "kinder_aerzte").views
    assert (first.address, first.title, first.edition, first.by) == (WHOLE, TITLE, 1, "Ada M.")
    assert (first.caption, first.notes, second.title) == ("Mitte und Rand", "Erst dies.\n\nDann das.", "Zwei")
    asked = client.get("/geschichten/liste", query_string={"adresse": "/zeitreihe?indikator=ant_u18"}).json
    assert (asked["title"], asked["picture"]) == (COURSE, "reihe")
    assert asked["stories"] == [{"name": "kinder_aerzte", "title": "Kinder & Ärzte", "views": 2}]
    assert post(client, "/geschichten/neu", {"new": "Kinder & Ärzte", "by": "B"})["name"] == "kinder_aerzte_2"


def test_a_story_is_renamed_ordered_and_keeps_what_its_views_are_of(client: FlaskClient, folder: Path) -> None:
    for title in ("Eins", "Zwei", "Drei"):
        more = {"story": "kinder"} if title != "Eins" else {"new": "Kinder"}
        post(client, "/geschichten/merken", {**VIEW, **more, "title": title})
    before = read_story(folder, "kinder")
    views = [
        {"place": 2, "title": "Drei", "picture": "karte", "caption": "Mitte und Rand", "notes": before.views[2].notes},
        {"place": 0, "title": "Eins neu", "picture": "rangfolge", "caption": "", "notes": ""},
    ]
    said = {"title": "Jugend", "by": "Berta", "state": before.state, "views": views}
    told = post(client, "/geschichten/speichern/kinder", said)
    after = read_story(folder, "kinder")
    assert (after.title, after.by, told["state"]) == ("Jugend", "Berta", after.state)
    assert after.views[0] == before.views[2], "what was not touched is still Ada's"
    changed = after.views[1]
    assert (changed.title, changed.drawn, changed.address, changed.by) == ("Eins neu", "rangfolge", WHOLE, "Berta")
    late = post(client, "/geschichten/speichern/kinder", said, 409)
    assert "„Jugend“ hat inzwischen jemand geändert (zuletzt Berta)" in late["sentences"][0]
    assert post(client, "/geschichten/entfernen/kinder", {"state": before.state}, 409)
    assert post(client, "/geschichten/entfernen/kinder", {"state": after.state})["title"] == "Jugend"
    assert read_stories(folder) == ((), ())


@pytest.mark.parametrize(
    ("path", "said", "code", "sentence"),
    [
        ("merken", {"new": "x" * 200}, 400, "hat 200 Zeichen; erlaubt sind 120"),
        ("merken", {"new": "a", "title": "x" * 200}, 400, "hat 200 Zeichen; erlaubt sind 120"),
        ("merken", {"new": "a", "caption": "x" * 401}, 400, "hat 401 Zeichen; erlaubt sind 400"),
        ("merken", {"new": "a", "picture": "foto"}, 400, "Das Bild „foto“ gibt es nicht"),
        ("merken", {"new": "\u200b\x00 "}, 400, "Der Name fehlt"),
        ("merken", {"new": 3, "story": ["x"]}, 400, "Der Name fehlt"),
        ("merken", {"story": "gibts_nicht"}, 404, "gibt es nicht"),
        ("merken", {"new": "a", "address": "/profil?gebiete=11"}, 404, "lässt sich nicht merken"),
        ("merken", {"new": "a", "address": "https://example.org/erkunden"}, 404, "lässt sich nicht merken"),
        ("merken", [], 400, "nicht vollständig"),
        ("speichern/kinder", {"title": "a", "views": "x"}, 404, "nicht vollständig"),
        ("speichern/kinder", {"title": "a", "views": [3]}, 404, "nicht vollständig"),
        ("speichern/kinder", {"title": "a", "views": [{"place": 7}]}, 404, "nicht vollständig"),
        ("speichern/kinder", {"title": "a", "views": [{"place": False}]}, 404, "nicht vollständig"),
        ("speichern/kinder", {"title": "a", "views": [], "state": "alt"}, 409, "inzwischen jemand geändert"),
    ],
)
def test_what_cannot_be_is_refused(
    client: FlaskClient, folder: Path, path: str, said: object, code: int, sentence: str
) -> None:
    post(client, "/geschichten/neu", {"new": "Kinder"})
    before = (folder / "geschichten" / "kinder.toml").read_bytes()
    state = read_story(folder, "kinder").state
    whole = {"address": ASKED, "state": state, **said} if isinstance(said, dict) else said
    answer = client.post(f"/geschichten/{path}", json=whole, headers=OWN)
    assert answer.status_code == code
    assert sentence in (answer.json["sentences"][0] if answer.is_json else answer.text)
    assert [p.read_bytes() for p in (folder / "geschichten").glob("*.toml")] == [before]


def test_a_story_is_shown_whole_in_one_answer(client: FlaskClient, folder: Path) -> None:
    post(client, "/geschichten/merken", {**VIEW, "new": "Kinder"})
    answer = client.get("/praesentation/kinder")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert answer.text.count('class="gebiet"') == 6
    script = answer.text.partition('<script src="')[2].partition('"')[0]
    assert client.get(script).mimetype == "text/javascript"
    assert client.get(script.replace("praesentation.js", "atlas.js")).status_code == 404, "another file's hash"
    assert "unsafe-eval" not in answer.headers["Content-Security-Policy"]
    assert client.get("/praesentation/gibts_nicht").status_code == 404
    (folder / "geschichten" / "kinder.toml").write_text("title = 3", "utf-8")
    broken = client.get("/praesentation/kinder")
    assert (broken.status_code, "geschichten/kinder.toml" in broken.text) == (409, True)


@pytest.mark.parametrize("path", ROUTES)
def test_only_those_may_change_stories_who_may_write(client: FlaskClient, folder: Path, path: str) -> None:
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.post(path, json={**VIEW, "new": "a"}, headers=OWN, environ_base=far).status_code == 403
    assert client.post(path, json={**VIEW, "new": "a"}).status_code == 403, "another page"
    assert client.get("/geschichten/liste?adresse=/erkunden", environ_base=far).status_code == 403
    assert read_stories(folder) == ((), ())
