"""The store on SQLite and PostgreSQL: editions stay, loads are whole or nothing, trouble is one German sentence."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from indicators import store
from indicators.counting.cube import Cube
from indicators.errors import AtlasError
from indicators.model import Flag
from indicators.observations import Observations, concatenate, empty
from tests.checkout import ROOT
from tests.databases import database, postgres  # noqa: F401  # fixtures
from tests.indicators.six import counted, cube_of, day, told

N = {"11": 1000, "12": 500, "13": 0, "21": 2000, "22": "secret", "23": "later"}
ROWS = concatenate(
    [told("n", "stadtteil", day(2022), N, Flag.provisional), told("n", "bezirk", day(2022), {"1": 1500.5})]
)
REST = told("n", "stadt", day(2022), {"0": 7})


def made(numerator: str = "n") -> Cube:
    return cube_of(counted(ROWS), method="count", numerator=numerator, denominator="")


def take_in(engine: sa.Engine, sha: str = "a", fingerprint: str = "f", rows: Observations = ROWS) -> int:
    with store.writing(engine) as connection:
        known = store.delivery_ids(connection)
        if sha not in known:
            known[sha] = store.add_delivery(connection, "einwohner", sha, {"rows": 6}, rows, REST)
        files = {"geometry/stadtteil/0": b"\x00outlines"}
        return store.add_edition(connection, "internal", fingerprint, {"city": "Köln"}, [known[sha]], [made()], files)


@pytest.fixture
def engine(database: str):  # noqa: F811  # the fixture of that name
    opened = store.connect(database)
    yield opened
    opened.dispose()


def stored(engine: sa.Engine) -> list[tuple[object, ...]]:
    """Every stored observation in words."""
    query = """SELECT o.delivery, v.text, p.text, a.kind, a.text, o.number, o.status, o.flags FROM observation o
        JOIN name v ON v.code = o.variable JOIN name p ON p.code = o.period JOIN name a ON a.code = o.area
        ORDER BY a.kind, a.text"""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def test_before_the_first_load_there_is_no_edition_and_no_file(tmp_path: Path) -> None:
    path = tmp_path / "town.sqlite"
    assert store.newest_edition(store.connect(f"sqlite:///{path}")) is None
    assert not path.exists()


def test_an_empty_database_has_no_edition(engine: sa.Engine) -> None:
    assert store.newest_edition(engine) is None


def test_an_edition_gives_back_what_was_stored(engine: sa.Engine) -> None:
    number = take_in(engine)
    edition = store.newest_edition(engine)
    assert edition is not None
    assert (edition.number, edition.audience, edition.fingerprint) == (number, "internal", "f")
    assert edition.content == {"city": "Köln"}
    assert store.newest_edition(engine, "public") is None
    cube = made()
    assert store.cube_index(engine, number) == {("quote", "stadtteil"): cube.periods}
    again = store.read_cube(engine, number, "quote", "stadtteil", cube.keys)
    assert again is not None
    assert np.array_equal(again.numerator, cube.numerator, equal_nan=True)
    assert (again.status == cube.status).all()
    assert store.read_cube(engine, number, "quote", "bezirk", ("1", "2")) is None
    assert store.read_artefact(engine, number, "geometry/stadtteil/0") == b"\x00outlines"
    assert store.read_artefact(engine, number, "geometry/stadtteil/1") is None
    assert [d["name"] for d in store.delivery_reports(engine, number)] == ["einwohner"]


def test_every_row_is_kept_with_its_status_and_flags_and_the_rest_apart(engine: sa.Engine) -> None:
    take_in(engine)
    period = "date 2022-12-31 2022-12-31"
    p = int(Flag.provisional)
    assert stored(engine) == [
        (1, "n", period, "area", "bezirk:1", 1500.5, 0, 0),
        (1, "n", period, "area", "stadtteil:11", 1000, 0, p),
        (1, "n", period, "area", "stadtteil:12", 500, 0, p),
        (1, "n", period, "area", "stadtteil:13", 0, 1, p),
        (1, "n", period, "area", "stadtteil:21", 2000, 0, p),
        (1, "n", period, "area", "stadtteil:22", None, 3, p),
        (1, "n", period, "area", "stadtteil:23", None, 6, p),
        (1, "n", period, "rest", "stadt:0", 7, 0, 0),
    ]


def test_a_second_edition_leaves_the_first_as_it_was(engine: sa.Engine) -> None:
    first = take_in(engine)
    before = stored(engine)
    second = take_in(engine, "b", "g", told("n", "stadtteil", day(2022), {"11": 1001}))
    assert (first, second) == (1, 2)
    assert [row for row in stored(engine) if row[0] == 1] == before
    assert [row[5] for row in stored(engine) if row[0] == 2 and row[3] == "area"] == [1001]
    edition = store.newest_edition(engine)
    assert edition is not None
    assert edition.number == 2
    assert [d["sha256"] for d in store.delivery_reports(engine, 1)] == ["a"]
    assert [d["sha256"] for d in store.delivery_reports(engine, 2)] == ["b"]
    assert store.read_cube(engine, 1, "quote", "stadtteil", made().keys) is not None


def test_a_delivery_without_a_row_is_a_delivery(engine: sa.Engine) -> None:
    with store.writing(engine) as connection:
        store.add_delivery(connection, "leer", "c", {}, empty(), empty())
        assert set(store.delivery_ids(connection)) == {"c"}


def test_a_load_that_breaks_off_leaves_nothing(engine: sa.Engine) -> None:
    take_in(engine)
    before = stored(engine)
    with pytest.raises(RuntimeError, match="power cut"), store.writing(engine) as connection:
        store.add_delivery(connection, "andere", "b", {}, ROWS, REST)
        raise RuntimeError("power cut")
    assert stored(engine) == before
    with engine.connect() as connection:
        assert set(store.delivery_ids(connection)) == {"a"}


def test_the_same_cell_twice_in_one_delivery_is_refused_by_the_database(engine: sa.Engine) -> None:
    with pytest.raises(AtlasError, match="Der bisherige Stand gilt unverändert"):
        take_in(engine, rows=concatenate([ROWS, ROWS]))
    assert store.newest_edition(engine) is None


def test_values_of_another_version_say_that_the_town_must_be_loaded_again(engine: sa.Engine) -> None:
    number = take_in(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE cube SET cells = :cells"), {"cells": b"1i" + bytes(40)})
    with pytest.raises(AtlasError, match="laden Sie die Kommune noch einmal"):
        store.read_cube(engine, number, "quote", "stadtteil", made().keys)


# --- trouble ---------------------------------------------------------------------------------------------------------


def one_sentence(error: AtlasError) -> str:
    said = str(error)
    assert "\n" not in said
    assert said.endswith(".")
    return said


@pytest.mark.parametrize(
    "url",
    ["nonsense", "http://x", "mysql+nothing://x/y", "sqlite://server/x", "postgresql+psycopg://h:port/x", ""],
)
def test_what_is_no_address_of_a_database_is_said_so(url: str) -> None:
    with pytest.raises(AtlasError) as caught:
        store.newest_edition(store.connect(url))
    one_sentence(caught.value)


def test_a_password_is_never_repeated() -> None:
    with pytest.raises(AtlasError) as caught:
        store.connect("nodialect://planer:geheim99@server/db")
    assert "geheim99" not in str(caught.value)
    with pytest.raises(AtlasError) as caught:
        store.newest_edition(store.connect("postgresql+psycopg://planer:geheim99@127.0.0.1:9/db?connect_timeout=2"))
    assert "geheim99" not in one_sentence(caught.value)


def test_bytes_that_are_no_database(tmp_path: Path) -> None:
    path = tmp_path / "town.sqlite"
    path.write_bytes(os.urandom(20_000))
    before = path.read_bytes()
    with pytest.raises(AtlasError, match="ist keine lesbare Datenbank"):
        store.newest_edition(store.connect(f"sqlite:///{path}"))
    with pytest.raises(AtlasError, match="ist keine lesbare Datenbank"):
        take_in(store.connect(f"sqlite:///{path}"))
    assert path.read_bytes() == before


def test_a_database_of_another_programme(tmp_path: Path) -> None:
    path = tmp_path / "town.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE edition (issue TEXT)")
    other.close()
    with pytest.raises(AtlasError, match="stammt nicht von diesem Atlas"):
        store.newest_edition(store.connect(f"sqlite:///{path}"))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="lässt sich nicht öffnen oder anlegen"):
        take_in(store.connect(f"sqlite:///{tmp_path / 'nowhere' / 'town.sqlite'}"))


def test_a_database_that_is_read_only_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    path = tmp_path / "town.sqlite"
    take_in(store.connect(f"sqlite:///{path}"))
    engine = store.connect(f"sqlite:///file:{path}?mode=ro&uri=true")
    edition = store.newest_edition(engine)
    assert edition is not None
    assert edition.number == 1
    with pytest.raises(AtlasError, match="ist schreibgeschützt"):
        take_in(engine, "b", "g")


def test_another_load_at_the_same_time_is_told_to_wait(tmp_path: Path) -> None:
    path = tmp_path / "town.sqlite"
    take_in(store.connect(f"sqlite:///{path}"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(AtlasError, match="von einem anderen Vorgang beschrieben"):
            take_in(store.connect(f"sqlite:///{path}?timeout=0.2"), "b", "g")
    finally:
        other.close()


def test_a_full_disk_leaves_the_old_edition(tmp_path: Path) -> None:
    path = tmp_path / "town.sqlite"
    engine = store.connect(f"sqlite:///{path}")
    take_in(engine)
    before = stored(engine)

    def small(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    full = store.connect(f"sqlite:///{path}")
    sa.event.listen(full, "connect", small)
    many = told("n", "stadtteil", day(2022), {str(key): key for key in range(20_000)})
    with pytest.raises(AtlasError, match="hat keinen Platz mehr") as caught:
        take_in(full, "b", "g", many)
    one_sentence(caught.value)
    edition = store.newest_edition(engine)
    assert edition is not None
    assert edition.number == 1
    assert stored(engine) == before


CHILD = """
import os, resource, signal, sys
from pathlib import Path
from indicators import store
from indicators.errors import AtlasError
from indicators.observations import empty
from tests.indicators.six import day, told
from tests.indicators.test_store import REST, made

url, how = sys.argv[1:]
engine = store.connect(url)
many = told("n", "stadtteil", day(2022), {str(key): key for key in range(50_000)})

def cubes():
    yield made()
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)

if how == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    with store.writing(engine) as connection:
        number = store.add_delivery(connection, "viele", "b", {}, many, REST)
        store.add_edition(connection, "internal", "g", {}, [number], cubes(), {})
except AtlasError as error:
    sys.stdout.write(str(error))
    sys.exit(1)
"""


@pytest.mark.parametrize(("how", "code"), [("killed", -signal.SIGKILL), ("full", 1)])
def test_a_load_whose_process_ends_midway_leaves_the_old_edition(tmp_path: Path, how: str, code: int) -> None:
    url = f"sqlite:///{tmp_path / 'town.sqlite'}"
    engine = store.connect(url)
    take_in(engine)
    before = stored(engine)
    engine.dispose()
    done = subprocess.run([sys.executable, "-c", CHILD, url, how], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    assert ("hat keinen Platz mehr" in done.stdout) == (how == "full")
    again = store.connect(url)
    edition = store.newest_edition(again)
    assert edition is not None
    assert edition.number == 1
    assert stored(again) == before
    assert take_in(again, "c", "h") == 2, "and the next load goes through"
