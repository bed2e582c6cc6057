"""A publication is looked at before it is released, and only what was looked at is released; from the page, too."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from atlas.application import create_app
from atlas.city import City
from atlas.components import publishing as parts
from atlas.publishing.public import open_public
from atlas.publishing.record import KEPT, LEDGER, entries
from atlas.publishing.review import REVIEW, TARGET, Review, release_reviewed, review
from indicators.errors import AtlasError, FaultyInput
from tests.atlas.test_own_areas import OWN, ended
from tests.towns import SIX, Town

SECRET = "sgb2_u15_nef"
EVERY = ("ant_u18", "bev_insg", "ant_u3", "anz_u3", SECRET)


@pytest.fixture(scope="module")
def looked(six: City, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Review]]:
    """Sechsfeld, loaded, and what a look at its publication found; whoever changes something there undoes it."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
            environment.delenv(name, raising=False)
        town = Town(tmp_path_factory.mktemp("review") / "sechsfeld", six)
        yield town, review(town.folder, EVERY)


def small_numbers() -> int:
    """Children on SGB II in the raw file that are 1 or 2 in a Stadtteil: the rule hides fewer than 3."""
    rows = [line.split(";") for line in (SIX / "raw" / "sgb2.csv").read_text("utf-8").splitlines()[1:]]
    return sum(0 < int(nef) < 3 for _, area, nef, _ in rows if area)


def test_a_look_says_what_is_hidden_and_writes_nothing(looked: tuple[Town, Review]) -> None:
    town, seen = looked
    row = next(r for r in seen.rows if (r.indicator, r.level) == (SECRET, "stadtteil"))
    assert row.primary == small_numbers() == 1
    assert row.secondary >= 1, "one alone would be a difference"
    assert row.why == "Bundesagentur für Arbeit: Mindestfallzahl 3"
    assert (seen.primary, seen.secondary) == (sum(r.primary for r in seen.rows), sum(r.secondary for r in seen.rows))
    assert any("Nur bis Sozialräume zeigen" in sentence for sentence in row.remedies)
    assert not [name for name in (KEPT, LEDGER, TARGET) if (town.folder / name).exists()]


def test_a_review_is_the_same_after_its_way_through_json(looked: tuple[Town, Review]) -> None:
    assert REVIEW.validate_json(REVIEW.dump_json(looked[1])) == looked[1]


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"edition": 7}, "Inzwischen gilt Stand 1 statt 7"), ({"fingerprint": "0"}, "Seit der Prüfung hat sich geändert")],
)
def test_what_is_not_what_was_looked_at_is_refused(
    looked: tuple[Town, Review], tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    town, seen = looked
    with pytest.raises(AtlasError, match=said):
        release_reviewed(town.folder, replace(seen, **changed), str(tmp_path / "x.sqlite"), "Ada")
    assert not list(tmp_path.iterdir())


def test_the_page_looks_releases_and_takes_back(loaded: Town) -> None:
    town = loaded
    client = create_app(town.folder).server.test_client()
    asked = {"indicators": list(EVERY), "levels": [], "years": []}

    answer = client.post("/veroeffentlichen/pruefen", json=asked, headers=OWN)
    told = ended(client, answer)
    token, seen = answer.json["job"], REVIEW.validate_python(told["review"])
    shown = str(parts.reviewed(town.open(), seen, token, ()))
    assert "Keine lässt sich aus dem Veröffentlichten berechnen" in shown
    assert f'data-freigeben="{token}"' in shown.replace("\\", "")

    way = f"/veroeffentlichen/freigeben/{token}"
    for body, code in (
        ({"by": ""}, 400),
        ({"by": "Ada", "since": "morgen"}, 400),
        ({"by": "A", "since": "1999-01-01"}, 400),
    ):
        assert client.post(way, json=body, headers=OWN).status_code == code
    assert client.post(way, json={"by": "Ada"}).status_code == 403, "another page"
    assert client.post("/veroeffentlichen/freigeben/0123456789abcdef", json={"by": "A"}, headers=OWN).status_code == 409
    done = ended(client, client.post(way, json={"by": "Ada", "since": ""}, headers=OWN))
    assert (done["state"], done["number"]) == ("done", 1)
    assert open_public(str(town.folder / TARGET)).edition.number == 1
    assert [(e.number, e.who, e.sha256) for e in entries(town.folder)] == [(1, "Ada", done["sha256"])]

    back = "/veroeffentlichen/zuruecknehmen/1"
    assert client.post(back, json={"by": "Ada", "reason": " "}, headers=OWN).status_code == 400
    assert ended(client, client.post(back, json={"by": "Ada", "reason": "falsch"}, headers=OWN))["state"] == "done"
    with pytest.raises(AtlasError, match="nichts veröffentlicht"):
        open_public(str(town.folder / TARGET))
    again = ended(client, client.post(back, json={"by": "Ada", "reason": "falsch"}, headers=OWN))
    assert again["sentences"] == ["Die Veröffentlichung 1 ist schon zurückgenommen; laden Sie die Seite neu."]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "nicht vollständig"),
        ({"indicators": [1], "levels": [], "years": []}, "nicht vollständig"),
        ({"indicators": ["bev_insg"], "levels": [], "years": [True]}, "nicht vollständig"),
        ({"indicators": [], "levels": [], "years": []}, "mindestens einen Indikator"),
        ({"indicators": ["ant_u81"], "levels": [], "years": []}, "gemeint ist wohl „ant_u18“"),
        ({"indicators": ["bev_insg"], "levels": ["ort"], "years": []}, "Die Raumebene „ort“ gibt es"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_at_once(client: FlaskClient, asked: Any, said: str) -> None:
    answer = client.post("/veroeffentlichen/pruefen", json=asked, headers=OWN)
    assert answer.status_code == 400
    assert said in answer.json["sentences"][0]


@pytest.fixture(scope="module")
def client(looked: tuple[Town, Review]) -> FlaskClient:
    return create_app(looked[0].folder).server.test_client()


def test_a_contradiction_refuses_with_the_cells_by_name(town: Town) -> None:
    """A Bezirk that is delivered smaller than the sum of its Stadtteile."""
    town.deliver("bezirke", {"n": "sgb2_nef_u15"}, "2022;1;9", level="bezirk")
    town.load()
    with pytest.raises(FaultyInput, match=r"Stadtbezirk West \(1\), 31.12.2022: Gezählt sind 9, die Teile .* 32") as no:
        review(town.folder, EVERY)
    assert no.value.outcome == "es wurde nichts veröffentlicht"
    assert not (town.folder / KEPT).exists()
