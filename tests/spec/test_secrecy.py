"""Nothing of a secret count leaves the house: two towns that differ in it alone look the same in every way.

In Brückfeld (12) of one town the secret count is `low`, in the other `high`; all totals above it are delivered
and equal. What a visitor can ask for is asked of both, and every answer must be the same, byte by byte.
"""

from collections.abc import Iterator
from dataclasses import astuple, fields, is_dataclass

import numpy as np
import pytest
from dash import Dash, html

from atlas.city import City
from atlas.exports.csv import FORMATS
from atlas.selection import Selection
from atlas.view import look, look_matrix, look_profile, look_table
from atlas.view.values import COLUMNS, look_values
from atlas.web import routes
from tests.towns import Town

INDICATOR = """title = "Geheime Quote"
short = "Geheime Quote"
theme = "soz"
tier = "core"
life_phase = "alle"
method = "share"
numerator = "geheim_x"
denominator = "geheim_n"
factor = 100
unit = "%"
decimals = 1
direction = "neutral"
per = "je 100"
statement = "Von 100 sind es {value}."
definition = "Zum Prüfen."
sources = ["ba"]
population = "alle"
periodicity = "jährlich"
[rules]
source = "zum Prüfen"
"""
VARIABLES = """[all]
source = "ba"
unit = "Personen"
[geheim_x]
title = "Zähler"
[geheim_n]
title = "Nenner"
[geheim_kitas]
title = "Kitas"
"""
QUARTERS = {"11": (30, 160), "12": (10, 40), "13": (0, 0), "21": (120, 400), "22": (12, 30), "23": (9, 60)}
ABOVE = "{y};1;44;206\n{y};2;141;490", "{y};N;150;560\n{y};S;40;140", "{y};0;185;696"
KITAS = {"11": 3, "12": 4, "13": 0, "21": 5, "22": 2, "23": 2}

# rule -> the secret (x, n, Kitas) of the two towns
TWINS = {
    "min_numerator = 5": ((1, 40, 4), (4, 40, 4)),
    "min_numerator = 5\nzero_is_safe = false": ((0, 40, 4), (3, 40, 4)),
    "min_complement = 5": ((39, 40, 4), (36, 40, 4)),
    "min_denominator = 12": ((3, 8, 4), (5, 11, 4)),
    'min_contributors = 2\ncontributors = "geheim_kitas"': ((10, 40, 1), (13, 41, 1)),
    'min_residents = 50\nresidents = "geheim_n"': ((10, 40, 4), (13, 41, 4)),
}


def built(town: Town, rule: str, secret: tuple[int, int, int]) -> City:
    x, n, kitas = secret
    town.write("catalogue/indicators/geheim.toml", f"{INDICATOR}{rule}\n")
    town.write("catalogue/variables/geheim.toml", VARIABLES)
    columns = {"x": "geheim_x", "n": "geheim_n"}
    rows = []
    for year in (2021, 2022, 2023):
        told = QUARTERS | {"12": (x, n) if year == 2022 else QUARTERS["12"]}
        behind = KITAS | {"12": kitas if year == 2022 else KITAS["12"]}
        rows += [f"{year};{key};{a};{b};{behind[key]}" for key, (a, b) in told.items()]
    town.deliver("teile", columns | {"kitas": "geheim_kitas"}, "\n".join(rows))
    for level, table in zip(("bezirk", "sozialraum", "stadt"), ABOVE, strict=True):
        text = "\n".join(table.format(y=year) for year in (2021, 2022, 2023))
        town.deliver(level, columns, text, level=level)
    for level, keys in (("bezirk", "12"), ("sozialraum", "NS"), ("stadt", "0")):
        text = "\n".join(f"{year};{key};9" for year in (2021, 2022, 2023) for key in keys)
        town.deliver(f"kitas_{level}", {"kitas": "geheim_kitas"}, text, level=level)
    town.load()
    return town.open()


@pytest.fixture(scope="module", params=TWINS, ids=lambda rule: rule.splitlines()[-1].partition(" =")[0])
def twins(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[City, City]:
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
            environment.delenv(name, raising=False)
        one, other = (
            built(Town(tmp_path_factory.mktemp("twin") / "sechsfeld"), request.param, secret)
            for secret in TWINS[request.param]
        )
        return one, other


def plain(said: object) -> object:
    """Anything that a view holds, so that two of them can be compared."""
    if is_dataclass(said) and not isinstance(said, type):
        return [(f.name, plain(getattr(said, f.name))) for f in fields(said)]
    if isinstance(said, np.ndarray):
        return said.tolist()
    if isinstance(said, dict):
        return [(key, plain(value)) for key, value in said.items()]
    if isinstance(said, tuple | list):
        return [plain(part) for part in said]
    return repr(said)


LEVELS = ("stadt", "bezirk", "sozialraum", "stadtteil")
PERIODS = ("2021-12-31", "2022-12-31", "2023-12-31")


def selections() -> Iterator[Selection]:
    chosen = {"stadt": ("0",), "bezirk": ("1", "2"), "sozialraum": ("N", "S"), "stadtteil": ("12", "11")}
    for level in LEVELS:
        for period in PERIODS:
            for areas in ((), chosen[level]):
                for way in ({}, {"common": False}, {"deviation": True}, {"scheme": "jenks", "intervals": True}):
                    yield Selection("geheim", level, period, areas, classes=3, **way)


def test_the_count_is_secret_in_both(twins: tuple[City, City]) -> None:
    for city in twins:
        (cell,) = (c for c in look(Selection("geheim", "stadtteil", "2022-12-31"), city).cells if c.key == "12")
        assert (cell.status.name, cell.numerator, cell.value, cell.lower, cell.upper) == (
            "secret",
            None,
            None,
            None,
            None,
        )
        assert (cell.text, cell.full, cell.counts) == ("•", "geheim", "")


def test_maps_strips_series_legends_groups_and_sentences_are_the_same(twins: tuple[City, City]) -> None:
    for selection in selections():
        one, other = (plain(look(selection, city)) for city in twins)
        assert one == other, selection
        one, other = (plain(look_matrix(selection, city)) for city in twins)
        assert one == other, selection


def test_a_selection_with_the_secret_area_is_secret(twins: tuple[City, City]) -> None:
    for keys in (("12", "11"), ("11", "12", "21", "22", "23"), ("12", "13")):
        group = look(Selection("geheim", "stadtteil", "2022-12-31", keys), twins[0]).group
        assert group is not None
        assert (group.status.name, group.numerator, group.value, group.counts) == ("secret", None, None, "")


def test_profiles_with_difference_band_and_trend_are_the_same(twins: tuple[City, City]) -> None:
    for level, keys in (
        ("stadtteil", ("12",)),
        ("stadtteil", ("12", "11")),
        ("stadtteil", ("11",)),
        ("bezirk", ("1",)),
    ):
        for year in (2021, 2022, 2023):
            one, other = (look_profile(city, level, keys, year, ("geheim",)) for city in twins)
            assert plain(one) == plain(other)
    rows = [r for _, rows in look_profile(twins[0], "stadtteil", ("12",), 2022, ("geheim",)).sections for r in rows]
    assert [(row.difference, row.band) for row in rows] == [("", "")]


def test_tables_and_rows_for_scripts_are_the_same(twins: tuple[City, City]) -> None:
    for level in LEVELS:
        for year in (2021, 2022, 2023):
            one, other = (plain(look_table(city, level, ("geheim",), year)) for city in twins)
            assert one == other
    for way in FORMATS.values():
        one, other = (way(COLUMNS, map(astuple, look_values(city, "geheim"))) for city in twins)
        assert one == other


def test_every_answer_of_the_server_is_the_same(twins: tuple[City, City]) -> None:
    clients = []
    for number, city in enumerate(twins):
        app = Dash(f"routes{number}")
        app.layout = html.Div()
        routes.register(app, city)
        clients.append(app.server.test_client())
    asked = [f"/daten/1/geheim/{level}{end}" for level in LEVELS for end in (".matrix", "/n.matrix")]
    asked += [f"/daten/1/geheim/stadtteil.matrix?{way}" for way in ("abweichung=1", "bezug=jahr", "klassen=rund")]
    place = "indikator=geheim&indikatoren=geheim&ebene=stadtteil&zeit=2022-12-31&jahr=2022&gebiete=12"
    for kind in ("csv", "csv_de", "xlsx", "svg", "png", "pdf", "geojson", "gpkg"):
        asked += [f"/export/{kind}?{place}&inhalt={what}" for what in ("karte", "profil", "tabelle")]
    given = 0
    for address in asked:
        one, other = (client.get(address) for client in clients)
        assert one.status_code == other.status_code, address
        assert one.status_code < 500, address
        assert one.data == other.data, address
        given += one.status_code == 200
    assert given > 15


def test_the_files_of_the_edition_are_the_same(twins: tuple[City, City]) -> None:
    for name in ("availability", "facilities", "geometry/stadtteil/0", "paper/stadtteil/0", "labels/stadtteil/0"):
        assert twins[0].file(name) == twins[1].file(name)
