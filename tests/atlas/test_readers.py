"""Whatever left the house is read as numbers, truly and wholly; beside the public edition it turns the attack red.

This file is longer than 300 lines because every kind of artefact is made here and goes through the same two tests.
"""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple

import numpy as np
import pytest
from dash import Dash, html
from flask.testing import FlaskClient
from plotly.utils import PlotlyJSONEncoder

from atlas import download
from atlas.charts import ranking, series, strip
from atlas.city import City
from atlas.components.grid import table_grid, value_grid
from atlas.exports.csv import FORMATS
from atlas.pages import profil
from atlas.publishing.artefacts import Artefact, asked, read_artefacts
from atlas.publishing.attacker import attack_files
from atlas.publishing.choice import choose, chosen_cubes
from atlas.publishing.description import described, frame_of
from atlas.publishing.traces import traces
from atlas.reports.compose import compose
from atlas.reports.design import Design
from atlas.reports.formats import html as page
from atlas.reports.making import page_paper
from atlas.reports.template import check_template
from atlas.selection import Selection
from atlas.view import look, look_profile, look_table
from atlas.view.values import COLUMNS, look_values
from atlas.web import routes
from tests.checkout import ROOT
from tests.towns import PUBLISHED, SECRET

WHERE = "indikator=sgb2_u15_nef&ebene=stadtteil&zeit=2022-12-31&gebiete=11,12"
SHOWN = {"11", "21", "23"}  # Stadtteile of 2022 that the house shows and the public edition hides; 12 has 2


@pytest.fixture(scope="module")
def house(six: City) -> City:
    return six


@pytest.fixture(scope="module")
def public(six_public: City) -> City:
    return six_public


@pytest.fixture(scope="module")
def client(house: City) -> FlaskClient:
    app = Dash("readers")
    app.layout = html.Div()
    routes.register(app, house)
    return app.server.test_client()


def truth() -> dict[tuple[str, str], tuple[float, float]]:
    """(year, Stadtteil) -> children on SGB II and children, as the office delivered them."""
    with (ROOT / "tests/city/raw/sgb2.csv").open() as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return {(r["jahr"], r["gebiet"]): (float(r["nef_u15"]), float(r["kinder_u15"])) for r in rows if r["gebiet"]}


def exported(city: City, kind: str, more: str = "") -> Artefact:
    made = download.make_from_query(city, kind, dict(asked(f"?{WHERE}{more}")))
    return Artefact(made.name, made.content, asked(f"?{WHERE}"))


def view(city: City):
    return look(Selection(SECRET, "stadtteil", "2022-12-31", areas=("11", "12", "21", "23")), city)


def answer(*parts: object) -> Artefact:
    """What a callback answers."""
    body = json.dumps({"response": {"inhalt": {"children": list(parts)}}, "multi": True}, cls=PlotlyJSONEncoder)
    return Artefact("/_dash-update-component", body.encode(), asked(f"?{WHERE}"))


def values(city: City, kind: str) -> Artefact:
    """What `atlas values` prints into a file that is called as the indicator."""
    return Artefact(f"{SECRET}.{kind}", FORMATS[kind](COLUMNS, [astuple(row) for row in look_values(city, SECRET)]))


def paper_of(city: City) -> Artefact:
    """The profile of one Stadtteil, as it is mailed around: nothing but the file."""
    profile = look_profile(city, "stadtteil", ("11",), 2022, PUBLISHED)
    return Artefact("profil.pdf", download.write(city, "pdf", profile).content)


def page_of(city: City, what: str) -> Artefact:
    """What a page shows, as a paper in HTML."""
    selection = Selection(
        SECRET, "stadtteil", "2022-12-31", areas=("11",), indicators=PUBLISHED if what == "profil" else ()
    )
    return Artefact("papier.html", page.write(page_paper(city, what, selection, 2022), Design()))


def sentences_of(city: City) -> Artefact:
    """Sentences alone, in HTML."""
    tables = {"title": "T", "chapters": [{"kind": "text", "indicators": list(PUBLISHED)}]}
    template = check_template("t", tables, city, "t.toml", [])
    assert template
    return Artefact("papier.html", page.write(compose(template, city, "stadtteil", ("11",), 2022), Design()))


def matrix(city: City, client: FlaskClient, name: str) -> Artefact:
    address = f"/daten/1/{SECRET}/stadtteil{name}"
    return Artefact(address, client.get(address).data)


FEATURES = b'{"type":"FeatureCollection","area_key":0,"features":%b}'
MAKERS: dict[str, Callable[[City, FlaskClient], Artefact]] = {
    "csv": lambda city, _: values(city, "csv"),
    "csv for a German Excel": lambda city, _: values(city, "csv-de"),
    "json": lambda city, _: values(city, "json"),
    "download csv": lambda city, _: exported(city, "csv", "&inhalt=tabelle&jahr=2022"),
    "download csv_de": lambda city, _: exported(city, "csv_de"),
    "download xlsx": lambda city, _: exported(city, "xlsx"),
    "matrix": lambda city, client: matrix(city, client, ".matrix"),
    "paper of a map": lambda city, _: page_of(city, "karte"),
    "paper of a profile": lambda city, _: page_of(city, "profil"),
    "sentences": lambda city, _: sentences_of(city),
    "table of a view": lambda city, _: answer(value_grid("t", view(city))),
    "table of many": lambda city, _: answer(table_grid("t", look_table(city, "stadtteil", (SECRET, "bev_insg"), 2022))),
    "strip": lambda city, _: answer({"figure": strip.figure(view(city))}),
    "ranking": lambda city, _: answer({"figure": ranking.figure(view(city))}),
    "series": lambda city, _: answer({"figure": series.figure(view(city))}),
    "figure": lambda city, _: Artefact(
        "bild.json", json.dumps(series.figure(view(city)), cls=PlotlyJSONEncoder).encode(), asked(f"?{WHERE}")
    ),
    "profile": lambda city, _: answer(profil.layout(city, {"ebene": "stadtteil", "gebiete": "11", "jahr": "2022"})),
    "pdf": lambda city, _: paper_of(city),
    "map": lambda city, _: exported(city, "svg"),
    "geojson": lambda city, _: exported(city, "geojson"),
    "geopackage": lambda city, _: exported(city, "gpkg"),
    "bars": lambda city, _: exported(city, "svg", "&bild=rangfolge"),
    "strip on paper": lambda city, _: exported(city, "svg", "&bild=streifen"),
    "lines on paper": lambda city, _: exported(city, "svg", "&bild=reihe"),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_read_is_true_and_beside_the_public_edition_it_gives_away(
    kind: str, house: City, public: City, client: FlaskClient
) -> None:
    artefact = MAKERS[kind](house, client)
    read = read_artefacts([artefact], frame_of(described(public)))
    assert read.faults == ()
    mine = [one for one in read.said if (one.indicator, one.level) == (SECRET, "stadtteil")]
    assert mine, "it says something of the indicator"
    true = truth()
    told = set()
    for one in mine:
        x, n = true[one.period[:4], one.area]
        number = {"numerator": x, "denominator": n, "value": 100 * x / n if n else 0.0}.get(one.part)
        if number is not None:
            assert one.span[0] - 1e-9 <= number <= one.span[1] + 1e-9, one
        if one.part in ("numerator", "value") and one.period == "2022-12-31":
            told.add(one.area)
    assert told & SHOWN, "it says a number that the public edition hides"
    assert "12" not in told, "2 is below the minimum of the house, too"
    found, _ = attack_files(public, [artefact])
    open_ = [found.publication.name(f.cell) for f in found.findings]
    row = {key: n for n, key in enumerate(public.tree.keys["stadtteil"])}
    assert {row[key] for key in told & SHOWN} <= {r for q, level, r, d in open_ if level == "stadtteil"}


@pytest.mark.parametrize("kind", MAKERS)
def test_the_same_out_of_the_public_edition_gives_nothing_away(kind: str, public: City) -> None:
    app = Dash("public")
    app.layout = html.Div()
    routes.register(app, public)
    found, read = attack_files(public, [MAKERS[kind](public, app.server.test_client())])
    assert (found.findings, found.strange, read.faults) == ((), (), ())
    assert sum(read.kinds.values()) == 1


def put_back(city: City, **words: object) -> Artefact:
    """The GeoJSON of the public edition with a hidden Stadtteil's numbers changed by hand."""
    found = json.loads(exported(city, "geojson").body)
    feature = next(one for one in found["features"] if one["properties"]["area_key"] == "11")
    assert feature["properties"]["status"] == "secret"
    feature["properties"] |= words
    return Artefact("karte.geojson", json.dumps(found).encode())


def put_into_package(city: City, **words: object) -> Artefact:
    """The same in the GeoPackage, as a program leaves it that writes ahead."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(exported(city, "gpkg").body)
        for name, word in words.items():
            database.execute(f'UPDATE werte SET "{name}" = ? WHERE area_key = ?', (word, "11"))
        database.commit()
        body = database.serialize()
    return Artefact("karte.gpkg", body[:18] + b"\x02\x02" + body[20:])


@pytest.mark.parametrize("put", [put_back, put_into_package])
def test_a_hidden_number_put_back_into_a_map_opens_it(public: City, put: Callable[..., Artefact]) -> None:
    """30 of the 160 children of Altfeld: as count, as share, as print, as class; all alone."""
    x, n = truth()["2022", "11"]
    share = 100 * x / n
    printed = f"{share:.1f}".replace(".", ",")
    assert attack_files(public, [put(public)])[0].findings == ()
    for words in ({"numerator": x}, {"value": share}, {"text": f"({printed})p"}, {"class": f"{printed} bis {printed}"}):
        found, read = attack_files(public, [put(public, **words)])
        assert read.faults == ()
        row = public.tree.keys["stadtteil"].index("11")
        where = [found.publication.name(f.cell) for f in found.findings]
        assert any(level == "stadtteil" and r == row for _, level, r, _ in where), words


@pytest.mark.parametrize("put", [put_back, put_into_package])
def test_a_class_that_is_no_number_beside_no_number_is_said(public: City, put: Callable[..., Artefact]) -> None:
    artefact = put(public, **{"denominator": None, "class": "Abweichung 1,0 bis 2,0"})
    (fault,) = attack_files(public, [artefact])[1].faults
    assert "eine Klasse „Abweichung 1,0 bis 2,0“ ohne Zahl bei 11" in fault.sentence


def test_every_row_of_a_file_is_a_statement(house: City, public: City) -> None:
    frame = frame_of(described(public))
    said = read_artefacts([values(house, "csv")], frame).said
    quarters = [one for one in said if one.level == "stadtteil"]
    # 6 Stadtteile in 2 years; 12 is secret in 2022: no number but its base
    assert sorted(one.area for one in quarters if one.part == "secret") == ["12"]
    numbers = {(one.period[:4], one.area): one.span[0] for one in quarters if one.part == "numerator"}
    assert numbers == {cell: x for cell, (x, _) in truth().items() if cell != ("2022", "12")}
    assert len([one for one in quarters if one.part == "denominator"]) == 12


def test_the_bases_of_a_matrix_are_exact(public: City, house: City, client: FlaskClient) -> None:
    said = read_artefacts([matrix(house, client, "/n.matrix")], frame_of(described(public))).said
    assert {(one.period[:4], one.area): one.span for one in said} == {k: (n, n) for k, (_, n) in truth().items()}


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("bericht.odt", b"odt", "Diese Art von Datei kennt der Angriff nicht; gelesen werden: "),
        ("bericht.pdf", b"%PDF-1.7\n", "PDF (Profil), aber nicht lesbar (sie ist beschädigt"),
        ("x.csv", b"area_key,level\r\n11,stadtteil\r\n", "die Spalte 'period' fehlt"),
        ("x.csv", b"a;b\r\n1;2\r\n", "Diese Art von Datei kennt der Angriff nicht"),
        ("x.matrix", b"SRA1\x10\x00\x00\x00{}", "Matrix der Karte, aber nicht lesbar"),
        ("x.json", b'{"response": {', "Antwort einer Seite, aber nicht lesbar"),
        ("x.xlsx", b"PK\x03\x04", "Diese Art von Datei kennt der Angriff nicht"),
        ("x.geojson", b'{"type":"FeatureCollection","features":[]}', "Diese Art von Datei kennt der Angriff nicht"),
        ("x.geojson", FEATURES % b"[]", "GeoJSON, aber nicht lesbar (nicht jedes Objekt hat Eigenschaften)"),
        ("x.geojson", FEATURES % b"[7]", "GeoJSON, aber nicht lesbar (nicht jedes Objekt hat Eigenschaften)"),
        ("x.geojson", FEATURES % b'[{"properties":{"area_key":"11"}}]', "die Spalte 'level' fehlt"),
        ("x.geojson", FEATURES % b'[{"properties":{"area_key":"11"', "GeoJSON, aber nicht lesbar"),
        ("x.gpkg", b"SQLite format 3\x00" + bytes(52) + b"GPKG" + bytes(500), "GeoPackage, aber nicht lesbar"),
        ("x.gpkg", b"SQLite format 3\x00" + bytes(200), "Diese Art von Datei kennt der Angriff nicht"),
    ],
)
def test_what_cannot_be_read_is_said(public: City, name: str, body: bytes, sentence: str) -> None:
    read = read_artefacts([Artefact(name, body)], frame_of(described(public)))
    (fault,) = read.faults
    assert fault.place == name
    assert sentence in fault.sentence
    assert read.said == ()


def test_what_was_asked_for_is_in_the_address_or_in_what_was_sent() -> None:
    assert asked("/erkunden?indikator=a&ebene=b") == {"indikator": "a", "ebene": "b"}
    sent = {
        "inputs": [{"value": "?indikator=c"}],
        "state": [{"value": {"indikator": "d", "zeit": "2022", "anzahl": 5}}],
    }
    assert asked("/x", json.dumps(sent)) == {"indikator": "d", "zeit": "2022"}
    assert asked("/x", "no json") == {}


@pytest.mark.parametrize(
    ("body", "written"),
    [
        (b"<p>In Altfeld waren es 30 von 160 Kindern.</p>", "30 von 160"),
        (b"<!doctype html><i>3 von 4</i><b data-wert='5.000000000'>2 von 40</b>", "2 von 40"),
        (b'{"unknown": [1, 2, "9 von 60"]}', "9 von 60"),
    ],
)
def test_digits_of_a_hidden_number_are_found_in_any_shape(public: City, house: City, body: bytes, written: str) -> None:
    truth = chosen_cubes(house, choose(house, PUBLISHED))
    _, read = attack_files(public, [Artefact("irgendwas", body)], truth)
    (trace,) = read.traces
    assert trace.place == "irgendwas"
    assert f"Hier steht „{written}“ wie bei einer verborgenen Zahl: " in trace.sentence
    assert not attack_files(public, [Artefact("irgendwas", body.replace(b" von ", b" aus "))], truth)[1].traces


def archive(words: str) -> bytes:
    """A document of an office: words in a packed part."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"<w:t>{words}</w:t>")
    return into.getvalue()


def test_digits_are_found_in_what_is_packed(public: City, house: City) -> None:
    truth = chosen_cubes(house, choose(house, PUBLISHED))
    paper = paper_of(house).body
    for body in (archive("30 von 160"), paper):
        assert b"30 von 160" not in body
        _, read = attack_files(public, [Artefact("irgendwas", body)], truth)
        assert [trace.place for trace in read.traces[:1]] == ["irgendwas"]
    for body in (archive("28 von 158"), paper_of(public).body, b"PK\x03\x04", b"%PDF-1.7", paper[:9000]):
        assert attack_files(public, [Artefact("irgendwas", body)], truth)[1].traces == ()


def test_numbers_that_may_be_seen_leave_no_trace(public: City, house: City) -> None:
    truth = chosen_cubes(house, choose(house, PUBLISHED))
    body = b"28 von 158 in 2023, 110 von 410, 17.72151898734177"  # 28 of 158 is 17.7215... per cent, and is shown
    assert attack_files(public, [Artefact("x", body)], truth)[1].traces == ()


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("4.25531914893617", 1),
        ("4,25531914893617", 1),
        ("11,47,4.25531914893617,ok", 1),
        ("-4.25531914893617", 0),
        ("47,-4.25531914893617", 0),
        ("4.2553", 0),
        ("14.25531914893617", 0),
    ],
)
def test_a_value_is_known_by_nine_digits(public: City, written: str, found: int) -> None:
    """Were 2 of 47 the truth of Altfeld in 2022, 4.25531914893617 % would be its value."""
    attacked, _ = attack_files(public, [])
    p, row = attacked.publication, public.tree.keys["stadtteil"].index("11")
    real = np.zeros(len(p.number))
    use = next(u for u in p.uses if (p.cubes[u.cube].indicator, p.cubes[u.cube].level) == (SECRET, "stadtteil"))
    real[use.numerator + row], real[use.denominator + row] = 2, 47
    description = described(public)
    body = f"<svg><path d='M1 1'/><b>{written}</b></svg>".encode()
    assert len(traces([Artefact("x", body)], p, real, frame_of(description), description)) == found
