"""The routes of Lieferungen: who may write, what is taken, and what is said of a job."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from atlas.application import create_app
from atlas.intake.job import BROKEN, STATE
from atlas.web import inbox
from atlas.web.jobs import Jobs
from tests.towns import Town

OWN = {"X-Atlas": "1"}
FILE = b"jahr;gebiet;insgesamt;unter_18;unter_3\n2023;11;1100;209;33\n"


@pytest.fixture
def client(town: Town) -> Iterator[FlaskClient]:
    town.load()
    yield create_app(town.folder).server.test_client()


def put(client: FlaskClient, name: str = "ew.csv", data: bytes = FILE, **more: Any) -> Any:
    return client.put(f"/lieferungen/datei/{name}?von=Ada", data=data, **({"headers": OWN} | more))


def ended(client: FlaskClient, token: str) -> dict[str, Any]:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        told = client.get(f"/lieferungen/auftrag/{token}").json
        if told["state"] != "running":
            return told
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_a_file_goes_in_and_its_job_says_what_it_would_change(client: FlaskClient, town: Town) -> None:
    told = ended(client, put(client).json["job"])
    assert told["preview"]["counted"].startswith("0 neue, 1 geänderte")
    assert told["preview"]["largest"] == [["Minderjährige, Altfeld (11), 31.12.2023", "198", "209"]]
    assert any("der Ebene Stadtteil (" in sentence for sentence in told["preview"]["said"])
    assert told["raw"][1] == ["2023;11;1100;209;33"]
    assert client.get("/lieferungen/stand").json == {"edition": 1}


def test_accepting_makes_an_edition_once(client: FlaskClient, town: Town) -> None:
    token = put(client).json["job"]
    ended(client, token)
    client.post(f"/lieferungen/auftrag/{token}/annehmen?von=Ada", headers=OWN)
    assert ended(client, token) == {"state": "done", "kind": "accept", "edition": 2, "number": 1}
    again = client.post(f"/lieferungen/auftrag/{token}/annehmen", headers=OWN)
    assert again.status_code == 409
    back = client.post("/lieferungen/zurueckziehen/1?grund=Versehen&von=Ada", headers=OWN).json["job"]
    assert ended(client, back)["edition"] == 3


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("192.0.2.7", {}),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}),
        ("127.0.0.1", {"Host": "atlas.example"}),
    ],
)
def test_without_a_password_only_the_own_machine_writes(
    client: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    answer = put(client, headers=OWN | headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 403
    assert "ATLAS_EDIT_PASSWORD" in answer.json["sentences"][0]


def test_with_a_password_everybody_who_knows_it_writes(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_EDIT_PASSWORD", "Würfelzucker")
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert put(client, environ_base=far).status_code == 401
    assert put(client, environ_base=far, auth=("", "falsch")).status_code == 401
    assert put(client, environ_base=far, auth=("ada", "Würfelzucker")).status_code == 200


def test_another_page_cannot_write_in_a_visitors_name(client: FlaskClient) -> None:
    assert put(client, headers={}).status_code == 403


@pytest.mark.parametrize("name", ["..%2Few.csv", ".versteckt", "job.json", "x" * 200])
def test_odd_names_are_refused(client: FlaskClient, name: str) -> None:
    assert put(client, name).status_code in (400, 404, 405)


def test_empty_and_huge_files_are_refused(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, town: Town) -> None:
    assert put(client, data=b"").status_code == 400
    monkeypatch.setattr(inbox, "MOST_BYTES", 20)
    answer = put(client)
    assert answer.status_code == 413
    assert "teilen Sie sie" in answer.json["sentences"][0]
    assert not list((town.folder / "eingang" / "auftraege").glob("*")), "nothing of it stays"


@pytest.mark.parametrize("token", ["0" * 16, "..", "xyz"])
def test_unknown_jobs_are_said_to_be_gone(client: FlaskClient, token: str) -> None:
    assert client.get(f"/lieferungen/auftrag/{token}").status_code == 404


def test_a_faulty_file_ends_its_job_in_sentences(client: FlaskClient) -> None:
    told = ended(client, put(client, data=b"jahr;gebiet;insgesamt;unter_18;unter_3\n2023;11;viele;1;1\n").json["job"])
    assert told["state"] == "failed"
    assert any("viele" in sentence for sentence in told["sentences"])
    json.dumps(told)


UNKNOWN = b"ST;Hunde\n11;3\n12;4\n13;0\n"


def answer(client: FlaskClient, token: str, said: Any) -> Any:
    return client.post(f"/lieferungen/auftrag/{token}/antworten?von=Ada", json=said, headers=OWN)


def test_a_file_of_no_series_is_asked_about_and_its_answers_make_one(client: FlaskClient, town: Town) -> None:
    token = put(client, "hunde_2023.csv", UNKNOWN).json["job"]
    asked = ended(client, token)["asked"]
    assert ["Zeitbezug", "Der Dateiname „hunde_2023.csv“ enthält „2023“"] in asked["parts"]
    assert asked["understood"][0] == ["11 Altfeld", "3"]
    said = {q["id"]: q["proposal"] for q in asked["questions"]} | {"": "hunde"}
    answer(client, token, said)
    assert "Ohne Antwort: Welches Merkmal ist die Spalte „Hunde“?" in ended(client, token)["sentences"][0]
    answer(client, token, said | {"spalte:Hunde": "neu:hunde:count:Hunde:Gemeldete Hunde"})
    assert ended(client, token)["preview"]["counted"].startswith("3 neue")
    assert not (town.folder / "deliveries" / "hunde.toml").exists()
    client.post(f"/lieferungen/auftrag/{token}/annehmen?von=Ada", headers=OWN)
    assert ended(client, token)["edition"] == 2
    assert (town.folder / "deliveries" / "hunde.toml").exists()


def test_what_are_no_answers_is_refused(client: FlaskClient) -> None:
    token = put(client, "hunde_2023.csv", UNKNOWN).json["job"]
    ended(client, token)
    assert answer(client, token, ["hunde"]).status_code == 409
    assert answer(client, token, {"": 7}).status_code == 409
    assert answer(client, "0" * 16, {"": "hunde"}).status_code == 409
    answer(client, token, {"": "../hunde", "spalte:Hunde": "bev_u3", "jahr": "year", "quelle": "Amt"})
    assert "ist kein Name einer Lieferung" in ended(client, token)["sentences"][0]


def test_a_job_whose_process_dies_is_said_to_have_failed(town: Town) -> None:
    town.load()
    jobs = Jobs(town.folder)
    place = jobs.new()
    token = jobs.start(place, {"kind": "preview", "file": "gibt es nicht", "series": 7})["job"]  # no job of ours
    end = time.monotonic() + 30
    while (told := jobs.read(token, STATE)) is not None and told["state"] == "running" and time.monotonic() < end:
        time.sleep(0.05)
    assert told == {"state": "failed", "sentences": [BROKEN]}
