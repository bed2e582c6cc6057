"""Prüfung: findings with their place, ways and answers; counts before disclosure stay with those who may write."""

import json
from collections.abc import Iterator

import pytest
from dash import Dash, html
from dash._utils import to_json
from flask import Flask
from flask.testing import FlaskClient

from atlas.city import City
from atlas.pages import pruefung
from atlas.web import answering
from atlas.web.answering import kept
from tests.atlas.pages.markup import elements, still_text
from tests.atlas.pages.tree import Tree, links, of_kind, text
from tests.atlas.test_checking import residents, write
from tests.towns import Town

OWN = {"X-Atlas": "1"}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Sechsfeld with 3,200 residents for one year in Stadtteil 21, and a share of 75 where 50 is the most in 12."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
            environment.delenv(name, raising=False)
        found = Town(tmp_path_factory.mktemp("towns") / "sechsfeld")
        table = residents()
        table[2020, "21"][0] = 3200
        write(found, table)
        found.write("catalogue/checks.toml", '[ranges.sgb2_u15_nef]\nhigh = 50\nseverity = "error"\n')
        found.change("raw/sgb2.csv", "2022;12;2;40", "2022;12;30;40")
        found.load()
        yield found


@pytest.fixture(scope="module")
def city(odd: Town) -> City:
    return odd.open()


@pytest.fixture
def client(odd: Town, city: City) -> Iterator[FlaskClient]:
    app = Dash("answers")
    app.layout = html.Div()
    answering.register(app, city, odd.folder)
    yield app.server.test_client()
    for name in ("answers.toml", "checked.toml"):
        (odd.folder / name).unlink(missing_ok=True)


def drawn(city: City, address: str = "127.0.0.1", **query: str) -> Tree:
    """The page as a visitor at this address gets it."""
    with Flask("test").test_request_context(headers={"Host": "localhost"}, environ_base={"REMOTE_ADDR": address}):
        return pruefung.layout(city, query)


def shown(tree: Tree) -> list[str]:
    """Fingerprints of the findings on the page."""
    return [e.attributes["id"].removeprefix("befund-") for e in elements(tree, "li", class_="befund")]


def test_each_finding_says_where_what_and_how_to_get_there(city: City) -> None:
    tree = drawn(city)
    findings = kept(city).findings
    assert sorted(shown(tree)) == sorted(f.fingerprint for f in findings)
    (one,) = (f for f in findings if f.check == "jump")
    said = still_text(tree)
    title, name = city.catalogue.variables["bev_insg"].title, city.areas["stadtteil"][city.row["stadtteil"]["21"]].name
    assert f"{title} , Stadtteil {name} (21), 31.12.2020" in said  # a blank between elements
    assert "3.200 nach 2.060" in said
    ways = [e.attributes["href"] for e in elements(tree, "a") if "gebiete=21" in e.attributes["href"]]
    assert "/zeitreihe?indikator=bev_insg&ebene=stadtteil&gebiete=21" in ways
    assert f"/erkunden?indikator=bev_insg&ebene=stadtteil&gebiete=21&zeit={one.period}" in ways


def test_a_severity_is_a_word_and_a_sign(city: City) -> None:
    tree = drawn(city)
    words = {e.text for e in elements(tree, "span", class_="nurvorlesen")}
    assert words == {"Fehler:", "Auffällig:"}
    assert {e.text for e in elements(tree, "span", class_="schwere")} == {"✕", "!"}


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ({"schwere": "warning"}, {"jump"}),
        ({"schwere": "error"}, {"range"}),
        ({"regel": "range"}, {"range"}),
        ({"gebiet": "stadtteil:21"}, {"jump"}),
        ({"jahr": "2020"}, {"jump"}),
        ({"lieferung": "sgb2"}, {"range"}),
        ({"thema": "dem", "stand": "offen"}, {"jump"}),
        ({"ebene": "stadt"}, set()),
        ({"stand": "beantwortet"}, set()),
        ({"regel": "<script>"}, set()),
        ({"seite": "99999"}, {"jump", "range"}),
        ({"seite": "²"}, {"jump", "range"}),
    ],
)
def test_choosers_leave_what_fits(city: City, query: dict[str, str], rules: set[str]) -> None:
    tree = drawn(city, **query)
    named = {f.fingerprint: f.check for f in kept(city).findings}
    assert {named[fingerprint] for fingerprint in shown(tree)} == rules
    json.loads(to_json(tree))
    assert len(of_kind(tree, "H1")) == 1
    if not rules:
        assert "Zu dieser Auswahl gibt es keinen Befund." in text(tree)


def test_who_may_not_write_sees_how_many_and_no_number(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = drawn(city, address="192.0.2.7")
    assert shown(tree) == []
    said = text(tree)
    assert "ATLAS_EDIT_PASSWORD" in said
    assert "Sprung gegen die eigene Zeitreihe" in said
    for finding in kept(city).findings:
        assert finding.sentence[:20] not in said
        assert finding.fingerprint not in said
    assert "Mit Kennwort anmelden" not in links(tree), "there is no password"
    monkeypatch.setenv("ATLAS_EDIT_PASSWORD", "Würfelzucker")
    tree = drawn(city)
    assert shown(tree) == []
    assert links(tree)["Mit Kennwort anmelden"] == "/anmelden?weiter=%2Fpruefung"


def test_hundreds_of_findings_come_in_pages(town: Town) -> None:
    rows = [f"{y};{a};{x};9" for y in range(2000, 2024) for a, x in (("11", 10), ("12", 11), ("21", 12), ("22", 13))]
    town.deliver("kinder", {"x": "bev_u6", "y": "bev_3_u6"}, "\n".join(rows))  # under 3 and 3 to 6 are not under 6
    town.write("catalogue/checks.toml", '[ranges.bev_u6]\nhigh = 5\nseverity = "note"\n[ranges.bev_3_u6]\nhigh = 5\n')
    town.load()
    city = town.open()
    found = kept(city).findings
    assert len([f for f in found if f.check == "range"]) == 2 * len(rows)
    seen: list[str] = []
    for page in range(1, -(-len(found) // pruefung.PAGE) + 1):
        tree = drawn(city, seite=str(page))
        assert len(to_json(tree)) < 300_000
        assert "Seite" in text(tree)
        seen += shown(tree)
    assert sorted(seen) == sorted(f.fingerprint for f in found), "each once"


def test_a_town_in_order_says_so(town: Town) -> None:
    write(town, residents())
    town.load()
    assert "nichts Unglaubwürdiges" in text(drawn(town.open()))


def test_a_broken_file_of_answers_is_a_notice(client: FlaskClient, odd: Town, city: City) -> None:
    odd.write("answers.toml", "[[answers]\n")
    assert "answers.toml: Das ist kein gültiges TOML" in text(drawn(city))


# --- answers ---------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_shown_at_once_and_in_the_next_edition(
    client: FlaskClient, odd: Town, city: City
) -> None:
    (one,) = (f for f in kept(city).findings if f.check == "jump")
    form = {"text": "stimmt,  Sonderunterbringung <b>", "von": "K. Muster"}
    said = client.post(f"/pruefung/antwort/{one.fingerprint}", data=form, headers=OWN)
    assert said.status_code == 200
    assert said.json["said"].startswith("K. Muster, ")
    assert said.json["said"].endswith(": stimmt, Sonderunterbringung <b>")
    tree = drawn(city, stand="beantwortet")
    assert shown(tree) == [one.fingerprint]
    assert "stimmt, Sonderunterbringung <b>" in still_text(tree)
    assert "beantwortet: 1." in text(tree)
    assert "Sonderunterbringung" in odd.load().text


@pytest.mark.parametrize(
    ("form", "words"),
    [({"text": " ", "von": "A"}, "Antwort fehlt"), ({"text": "ja"}, "Name fehlt"), ({"von": "A"}, "Antwort fehlt")],
)
def test_an_answer_needs_words_and_a_name(
    client: FlaskClient, odd: Town, city: City, form: dict[str, str], words: str
) -> None:
    fingerprint = kept(city).findings[0].fingerprint
    refused = client.post(f"/pruefung/antwort/{fingerprint}", data=form, headers=OWN)
    assert refused.status_code == 400
    assert words in refused.json["sentences"][0]
    assert not (odd.folder / "answers.toml").exists()


def test_who_may_not_write_changes_nothing(client: FlaskClient, city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = kept(city).findings[0].fingerprint
    form, far = {"text": "ja", "von": "A"}, {"REMOTE_ADDR": "192.0.2.7"}
    to = (f"/pruefung/antwort/{fingerprint}", "/datenstand/geprueft/einwohner")
    for path in to:
        assert client.post(path, data=form).status_code == 403, "another page"
        assert client.post(path, data=form, headers=OWN, environ_base=far).status_code == 403
        assert client.post(path, data=form | {"text": "x" * 30_000}, headers=OWN).status_code == 413
    monkeypatch.setenv("ATLAS_EDIT_PASSWORD", "Würfelzucker")
    for path in to:
        assert client.post(path, data=form, headers=OWN).status_code == 401
        assert client.post(path, data=form, headers=OWN, auth=("", "Würfelzucker")).status_code == 200


def test_one_logs_in_and_is_sent_on_within_the_atlas(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_EDIT_PASSWORD", "Würfelzucker")
    asked = client.get("/anmelden?weiter=/datenstand")
    assert (asked.status_code, asked.headers["WWW-Authenticate"][:5]) == (401, "Basic")
    for way, to in (("/datenstand", "/datenstand"), ("https://example.org", "/pruefung"), ("", "/pruefung")):
        sent = client.get(f"/anmelden?weiter={way}", auth=("a", "Würfelzucker"))
        assert (sent.status_code, sent.headers["Location"]) == (302, to)


@pytest.mark.parametrize("path", ["/pruefung/antwort/0123456789ab", "/datenstand/geprueft/gibtsnicht"])
def test_what_is_not_there_cannot_be_answered(client: FlaskClient, path: str) -> None:
    answer = client.post(path, data={"text": "ja", "von": "A"}, headers=OWN)
    assert answer.status_code == 404
    assert answer.json["sentences"][0].endswith(".")
