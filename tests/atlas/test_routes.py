"""Data routes: the map's matrix, the n behind it, outlines and downloads; what is not there is a sentence."""

import json

import pytest
from dash import Dash, html
from flask.testing import FlaskClient

from atlas.city import City
from atlas.selection import Selection
from atlas.view import look
from atlas.web import routes
from atlas.web.transport import NO_NUMBER, unpack
from indicators.model import Status


@pytest.fixture(scope="module")
def client(six: City) -> FlaskClient:
    app = Dash("routes")
    app.layout = html.Div()
    routes.register(app, six)
    return app.server.test_client()


def test_the_matrix_says_what_the_view_says(client: FlaskClient, six: City) -> None:
    answer = client.get("/daten/1/ant_u18/stadtteil.matrix")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"], "an edition never changes"
    matrix = unpack(answer.data)
    view = look(Selection("ant_u18", "stadtteil", "2023-12-31"), six)
    assert matrix.header["periods"][1]["title"] == view.title
    for place, cell in enumerate(view.cells):
        assert matrix.statuses[1, place] == cell.status
        assert (matrix.classes[1, place] == NO_NUMBER) == (cell.value is None)
        if cell.value is not None:
            assert matrix.printed[1, place] == int(cell.text.replace(",", ""))


def test_the_n_behind_the_values(client: FlaskClient) -> None:
    matrix = unpack(client.get("/daten/1/ant_u18/stadtteil/n.matrix").data)
    assert matrix.printed[1].tolist() == [1100, 500, 0, 2000, 110, 390]
    assert set(matrix.statuses[1].tolist()) == {Status.ok}
    assert client.get("/daten/1/bev_insg/stadtteil/n.matrix").status_code == 404


@pytest.mark.parametrize(
    "way", ["klassen=jenks", "anzahl=3", "abweichung=1", "bezug=jahr", "grenzen=5,10&klassen=eigene"]
)
def test_ways_of_classing(client: FlaskClient, way: str) -> None:
    found = unpack(client.get(f"/daten/1/ant_u18/stadtteil.matrix?{way}").data)
    assert all(len(p["colours"]) == len(p["classes"]) for p in found.header["periods"])


def test_answers_are_packed_for_those_who_can_unpack_them(client: FlaskClient) -> None:
    import brotli

    plain = client.get("/daten/1/ant_u18/stadtteil.matrix")
    packed = client.get("/daten/1/ant_u18/stadtteil.matrix", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_outlines_of_the_edition(client: FlaskClient) -> None:
    document = json.loads(client.get("/gebiete/1/geometry/stadtteil/0").data)
    assert len(document["features"]) == 6
    assert client.get("/gebiete/1/geometry/stadtteil/7").status_code == 404


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("/daten/1/nichts/stadtteil.matrix", 404, "Diesen Indikator gibt es nicht."),
        ("/daten/1/ant_u18/quartier.matrix", 404, "auf dieser Raumebene nicht vor."),
        ("/daten/1/ant_u18/quartier/n.matrix", 404, "auf dieser Raumebene nicht vor."),
        ("/gebiete/1/../../etc/passwd", 404, ""),
        ("/export/doc", 404, "Das Format „doc“ gibt es nicht"),
        ("/export/csv?inhalt=profil&ebene=bezirk&gebiete=9", 404, "Das Gebiet „9“ gibt es"),
        ("/export/png?inhalt=tabelle", 404, "nimmt eine Tabelle nicht auf"),
    ],
)
def test_what_is_not_there_is_one_german_sentence(client: FlaskClient, address: str, code: int, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == code
    assert said in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("query", ["anzahl=²", "grenzen=nan", "zeit=%00", "gebiete=,,,", "klassen=%FF", "jahr=²022"])
def test_nonsense_in_an_address_never_breaks_an_answer(client: FlaskClient, query: str) -> None:
    assert client.get(f"/daten/1/ant_u18/stadtteil.matrix?{query}").status_code == 200
    for what in ("karte", "profil", "tabelle"):
        assert client.get(f"/export/csv?inhalt={what}&{query}").status_code == 200


def test_a_download_has_a_name_and_is_not_kept(client: FlaskClient) -> None:
    answer = client.get("/export/csv?inhalt=profil&ebene=stadtteil&gebiete=12")
    assert "Sechsfeld-Profil-Brueckfeld-Stand1.csv" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
