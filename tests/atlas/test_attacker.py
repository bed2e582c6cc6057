"""`atlas attack` on a database, a folder of files and a running atlas: clean as published, red for every mutation."""

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import numpy as np
import pytest
from dash import Dash, html

from atlas.__main__ import main
from atlas.city import City
from atlas.publishing.attacker import attack, attack_artefacts, database_in, files_in, stored_cubes
from atlas.publishing.choice import choose, chosen_cubes
from atlas.publishing.description import described, frame_of, read_description, write_description
from atlas.publishing.public import open_public, release_of
from atlas.publishing.release import prepare, release
from atlas.publishing.visit import artefacts_of, coarse_areas, visit
from atlas.web import reports, routes
from indicators.disclosure.publication import Publication
from indicators.disclosure.reading import attack_said
from indicators.disclosure.relations import Row
from indicators.disclosure.said import Said, cubes_of
from indicators.disclosure.statements import printed
from indicators.errors import AtlasError, WrongUse
from indicators.model import Status
from tests.towns import Town

SECRET = "sgb2_u15_nef"
QUARTERS = ("sgb2_nef_u15", "stadtteil")
EVERY = ("bev_insg", "ant_u18", "anz_u3", SECRET)


@pytest.fixture(scope="module")
def house(six: City, tmp_path_factory: pytest.TempPathFactory) -> City:
    return Town(tmp_path_factory.mktemp("attacker") / "sechsfeld", six).open()


def publish(house: City, to: Path, *levels: str) -> City:
    assert house.folder is not None
    release(house.folder, house, prepare(house.folder, house, choose(house, EVERY, levels)), str(to), "Ada")
    return open_public(str(to))


@pytest.fixture(scope="module")
def file(house: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("public") / "offen.sqlite"
    publish(house, to).engine.dispose()
    return to


@pytest.fixture(scope="module")
def public(file: Path) -> City:
    return open_public(str(file))


class Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Tests print nothing."""


@pytest.fixture(scope="module")
def origin(public: City) -> Iterator[str]:
    """The routes of the public edition behind a port."""
    app = Dash("attacked")
    app.layout = html.Div()
    routes.register(app, public)
    reports.register(app, public, Path())
    with make_server("127.0.0.1", 0, app.server, handler_class=Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_running_atlas_says_all_that_its_database_says(origin: str, public: City) -> None:
    description = visit(origin)
    assert description == described(public)
    found, read = attack_artefacts(description, artefacts_of(origin, description))
    assert (found.findings, found.strange, read.faults) == ((), (), ())
    assert found.cells == attack(public, release_of(public).known).cells
    there = {(c.indicator, c.level): c for c in stored_cubes(public)}
    for cube in cubes_of(frame_of(description), read.said):
        known = there[cube.indicator, cube.level]
        assert np.array_equal(known.numerator[known.exists], cube.numerator[known.exists], equal_nan=True)


def test_the_command_attacks_an_address(
    origin: str, house: City, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ATLAS_DATABASE_URL", raising=False)
    assert main(["attack", origin, "--truth", str(house.folder)]) == 0
    said = capsys.readouterr().out
    # four indicators, one of them as PNG, too; the town and its two Bezirke on paper
    assert (
        "(4 SVG, die erste auch als PNG) und nach 3 Profilen (PDF; Stadt, Stadtbezirk), beides auch als Bericht."
        in said
    )
    kinds = r"\d+ Matrix der Karte, \d+ CSV, \d+ Excel, 4 Zeichnung oder Seite, 7 Bericht als Seite, 1 PNG, "
    kinds += r"3 PDF \(Profil\)"
    assert re.search(rf"Gelesen: {kinds}; \d+ Aussagen\.", said)
    assert "keine ist offen" in said


def test_the_sample_of_profiles_has_an_end(public: City) -> None:
    description = described(public)
    (one,) = description.areas["stadt"]
    many = tuple(replace(one, key=str(n)) for n in range(50))
    wide = replace(description, city=replace(description.city, areas=description.areas | {"bezirk": many}))
    # the town and 19 of its 50 Bezirke
    assert coarse_areas(wide) == [("stadt", one.key), *(("bezirk", str(n)) for n in range(19))]


def test_printed_values_alone_keep_the_secrets(origin: str) -> None:
    """Without any count: only matrices, whose values are rounded and stand beside their bases."""
    description = visit(origin)
    matrices = [one for one in artefacts_of(origin, description) if "/daten/" in one.name]
    found, _ = attack_artefacts(description, matrices)
    assert found.findings == ()
    assert found.cells > 0


@pytest.mark.parametrize(
    ("address", "code", "said"),
    [
        ("http://127.0.0.1:9", 1, "Hier antwortet kein öffentlicher Atlas"),
        ("http://", 2, "ist keine Adresse"),
    ],
)
def test_an_address_without_an_atlas_is_said(
    address: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["attack", address]) == code
    assert said in capsys.readouterr().err


def test_what_is_no_description_is_said(public: City) -> None:
    assert read_description(write_description(public), "x") == described(public)
    for body in (b"<html>", b"{}", b'{"edition": "x"}'):
        with pytest.raises(AtlasError, match="keine Beschreibung einer öffentlichen Ausgabe"):
            read_description(body, "x")


def test_the_description_holds_no_number_and_nothing_of_the_house(public: City, house: City) -> None:
    text = write_description(public).decode()
    assert str(house.folder) not in text
    assert '"values":[{' in text
    app = Dash("house")
    app.layout = html.Div()
    routes.register(app, house)
    answer = app.server.test_client().get("/ausgabe.json").data
    assert b"release" not in answer, "only a public atlas describes itself; elsewhere it is an unknown page"


def test_a_folder_is_its_database_and_all_files_in_it(
    file: Path, tmp_path: Path, house: City, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(file, tmp_path / "offen.sqlite")
    assert main(["attack", str(tmp_path)]) == 0
    (tmp_path / "mehr").mkdir()
    leaked = "area_key,area_name,level,period,numerator,denominator,value,lower,upper,status\r\n"
    # Stadtteil 11 had 30 of 160 in 2022, and with 12 it has 32: 2 of 12
    (tmp_path / "mehr" / f"{SECRET}.csv").write_text(f"{leaked}11,A,stadtteil,2022-12-31,30,160,18.75,,,ok\r\n")
    capsys.readouterr()
    assert main(["attack", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "Gelesen: 1 CSV; 3 Aussagen." in said
    assert "lässt sich genau berechnen" in said
    (tmp_path / "mehr" / f"{SECRET}.csv").write_text(f"{leaked}99,A,stadtteil,2022-12-31,30,160,18.75,,,ok\r\n")
    assert main(["attack", str(tmp_path)]) == 1
    assert "Aussage über nichts in der Ausgabe: sgb2_u15_nef, stadtteil 99, 2022-12-31." in capsys.readouterr().err
    (tmp_path / "mehr" / f"{SECRET}.csv").unlink()
    (tmp_path / "bild.gif").write_bytes(b"GIF89a")
    assert main(["attack", str(tmp_path)]) == 1
    assert "Nicht gelesen: bild.gif: Diese Art von Datei kennt der Angriff nicht" in capsys.readouterr().err


def test_a_folder_needs_one_database(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="gefunden: keine"):
        database_in(tmp_path)
    for name in ("a.sqlite", "b.sqlite", "c.txt", "a.sqlite-wal"):
        (tmp_path / name).write_bytes(b"x")
    with pytest.raises(WrongUse, match=r"gefunden: a\.sqlite, b\.sqlite"):
        database_in(tmp_path)
    assert [one.name for one in files_in(tmp_path)] == ["c.txt"]


# --- mutations -----------------------------------------------------------------------------------------------------


def hidden_cells(public: City, level: str) -> list[tuple[str, str]]:
    """(area, period) of the secret indicator that are hidden at a level."""
    cube = next(c for c in stored_cubes(public) if (c.indicator, c.level) == (SECRET, level))
    cells = np.argwhere(np.isnan(cube.numerator) & (cube.status == Status.secret)).tolist()
    return [(cube.keys[row], cube.periods[column].iso) for row, column in cells]


def real(house: City, area: str, period: str) -> tuple[float, float]:
    """Numerator and denominator of the house."""
    cube = next(c for c in chosen_cubes(house, choose(house, EVERY)) if (c.indicator, c.level) == (SECRET, "stadtteil"))
    row, column = cube.keys.index(area), [p.iso for p in cube.periods].index(period)
    assert cube.denominator is not None
    return float(cube.numerator[row, column]), float(cube.denominator[row, column])


def test_one_decimal_more_is_red(public: City, house: City) -> None:
    frame, shown = frame_of(described(public)), stored_cubes(public)
    red = {}
    for area, period in hidden_cells(public, "stadtteil"):
        x, n = real(house, area, period)
        for decimals in (0, 1):
            span = printed(round(100 * x / n, decimals), decimals)
            red[area, decimals] = bool(
                attack_said(frame, shown, [Said(SECRET, "stadtteil", area, period, "value", span)]).findings
            )
    assert all(red[area, 1] for area in ("11", "12", "21", "23"))
    # 120 of 400: 30 % is 118 to 122 children, 30,0 % is 119,8 to 120,2; 2 of 40 and 30 of 160 need no decimal
    assert [red[area, 0] for area in ("11", "12", "21")] == [True, True, False]


def test_a_level_that_overlaps_is_red(public: City, house: City) -> None:
    frame, true = frame_of(described(public)), chosen_cubes(house, choose(house, EVERY))
    nested = []
    for cube in true:  # 11 and 12, 21 and 22 of 2022: no Bezirk gives one of them away
        if (cube.indicator, cube.level) == (SECRET, "stadtteil"):
            number, status = cube.numerator.copy(), cube.status.copy()
            rows = [cube.keys.index(key) for key in ("11", "12", "21", "22")]
            number[rows, 0], status[rows, 0] = np.nan, Status.secret
            cube = replace(cube, numerator=number, status=status)
        nested.append(cube)
    without = [c for c in nested if (c.indicator, c.level) != (SECRET, "sozialraum")]
    assert attack_said(frame, without).findings == ()
    found = attack_said(frame, nested)
    # Sozialraum S has 11, 13 of it nobody and 23 nine: 12 and 22 have 2 together, fewer than 3
    named = {found.publication.name(f.cell)[2]: (f.verdict, f.high) for f in found.findings}
    assert named[public.tree.keys["stadtteil"].index("12")] == ("P1", 2)


def test_the_change_to_last_year_is_red(public: City, house: City) -> None:
    frame, shown = frame_of(described(public)), stored_cubes(public)
    (area, period), *_ = hidden_cells(public, "stadtteil")
    x, _ = real(house, area, period)
    later, _ = real(house, area, "2023-12-31")

    row = public.tree.keys["stadtteil"].index(area)

    def change(p: Publication) -> list[Row]:
        first = {day.year: cell for (name, level, day), cell in p.blocks.items() if (name, level) == QUARTERS}
        return [Row(((first[2023] + row, 1.0), (first[2022] + row, -1.0)), later - x, later - x)]

    assert attack_said(frame, shown, rows=change).findings
