"""Databases to test on: a SQLite file, and a database on a real PostgreSQL where one can be had, each of its own."""

import importlib.util
import itertools
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

KINDS = ("sqlite", "postgresql")
PATIENCE = 6  # attempts to start PostgreSQL
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A PostgreSQL server for this run of the tests."""
    if importlib.util.find_spec("pgserver") is None:
        pytest.skip("pgserver has no wheel for this Python: nothing is tested on PostgreSQL")
    import pgserver

    folder = tmp_path_factory.mktemp("postgres")
    for attempt in range(1, PATIENCE + 1):
        try:
            server = pgserver.get_server(folder)
            break
        except subprocess.TimeoutExpired:  # it waits ten seconds, which a busy machine may need
            if attempt == PATIENCE:
                raise
    yield server
    server.cleanup()


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once on each of KINDS."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'town.sqlite'}"
    server = request.getfixturevalue("postgres")
    name = f"town_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name};")
    return str(server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")
