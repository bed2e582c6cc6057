"""The store: deliveries, observations, editions and cubes of one city in SQLite or PostgreSQL.

Deliveries are append-only and known by their hash; an edition is an immutable list of deliveries with its cubes;
taking in a new edition is one transaction. Serving reads cubes only.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from indicators.counting.cube import Cube
from indicators.errors import AtlasError
from indicators.model import Period
from indicators.observations import Observations
from indicators.store.cells import pack, read_period, unpack, write_period
from indicators.store.rows import write_observations
from indicators.store.tables import artefacts, cubes, deliveries, edition_deliveries, editions, metadata, widen

LOCK = 7_263_841  # any number that no other programme takes in the same database


@dataclass(frozen=True)
class Edition:
    """An immutable, numbered state of all values for one audience."""

    number: int
    audience: str
    made_at: str  # ISO, UTC, seconds
    fingerprint: str
    content: dict[str, object]


def connect(url: str) -> sa.Engine:
    """An engine for `url`; SQLite in WAL mode. Raises AtlasError when `url` is no address of a database."""
    try:
        engine = sa.create_engine(url)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError, ValueError) as error:
        shown = re.sub(r"//[^/]*@", "//***@", url)  # never a password
        raise AtlasError(
            f"ATLAS_DATABASE_URL: „{shown}“ ist keine Adresse einer Datenbank, die der Atlas kennt; erlaubt sind "
            f"sqlite:///DATEI und postgresql+psycopg://NUTZER@HOST/NAME ({type(error).__name__})."
        ) from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _sqlite_settings)
    return engine


def _sqlite_settings(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # the driver's connection
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "mmap_size=268435456"):
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except Exception as error:  # a read-only file cannot change its journal; reading goes on
            if "readonly" not in str(error) and "read-only" not in str(error):
                raise
    cursor.close()


@contextmanager
def speaking(engine: sa.Engine) -> Iterator[None]:
    """Trouble with the database, from SQLAlchemy or straight from its driver, becomes one German sentence."""
    driver = engine.dialect.loaded_dbapi
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise AtlasError(_trouble(engine, str(error.orig))) from error
    except driver.Error as error:
        raise AtlasError(_trouble(engine, str(error))) from error


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction; whatever goes wrong in it leaves the old state."""
    with speaking(engine), engine.begin() as connection:
        metadata.create_all(connection)
        if engine.dialect.name == "postgresql":  # one load at a time
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            widen(connection)
        elif not connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]  # a live one
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # what is asked now still holds when it is written
        yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection to read from."""
    with speaking(engine), engine.connect() as connection:
        yield connection


TROUBLES = (  # what a driver says -> what is wrong and what to do
    (("readonly", "read-only"), "ist schreibgeschützt; geben Sie dem Dienst Schreibrecht auf Datei und Ordner"),
    (
        ("disk is full", "No space left", "disk I/O error", "could not extend file"),
        "hat keinen Platz mehr, oder der Datenträger ist gestört; schaffen Sie Platz und laden Sie noch einmal",
    ),
    (("locked",), "wird gerade von einem anderen Vorgang beschrieben; warten Sie und laden Sie noch einmal"),
    (("not a database", "malformed"), "ist keine lesbare Datenbank; entfernen oder ersetzen Sie die Datei"),
    (("unable to open",), "lässt sich nicht öffnen oder anlegen; prüfen Sie Ordner und Rechte"),
    (("no such table", "no such column"), "stammt nicht von diesem Atlas; entfernen oder ersetzen Sie sie"),
)


def _trouble(engine: sa.Engine, said: str) -> str:
    place = engine.url.render_as_string(hide_password=True)
    first = said.splitlines()[0].strip().rstrip(".") if said.strip() else "Fehler ohne Text"
    reason = next((known for words, known in TROUBLES if any(w in said for w in words)), f"meldet: {first}")
    return f"Die Datenbank {place} {reason}. Der bisherige Stand gilt unverändert."


# --- writing ------------------------------------------------------------------------------------------------------


def delivery_ids(connection: sa.Connection) -> dict[str, int]:
    """sha256 -> id of every delivery ever taken in."""
    return {sha: id_ for id_, sha in connection.execute(sa.select(deliveries.c.id, deliveries.c.sha256))}


def add_delivery(
    connection: sa.Connection,
    name: str,
    sha256: str,
    report: dict[str, object],
    rows: Observations,
    rest: Observations,
) -> int:
    """Store one delivery with its observations, and with the `rest` that belongs to no area; returns its id."""
    known = connection.execute(sa.select(sa.func.max(deliveries.c.id))).scalar() or 0
    row = {"id": known + 1, "name": name, "sha256": sha256, "taken_at": now(), "report": json.dumps(report)}
    connection.execute(deliveries.insert(), row)
    write_observations(connection, known + 1, rows, "area")
    write_observations(connection, known + 1, rest, "rest")
    return known + 1


def add_edition(
    connection: sa.Connection,
    audience: str,
    fingerprint: str,
    content: dict[str, object],
    members: Sequence[int],
    built: Iterable[Cube],
    files: Mapping[str, bytes],
    least: int = 1,
) -> int:
    """Store a new edition over the deliveries `members` with its cubes; returns its number, which is `least` or more.

    A number that was taken back is not given again: whoever cited it meant another edition.
    """
    number = max((connection.execute(sa.select(sa.func.max(editions.c.number))).scalar() or 0) + 1, least)
    row = {"number": number, "audience": audience, "made_at": now(), "fingerprint": fingerprint}
    connection.execute(editions.insert(), row | {"content": json.dumps(content, ensure_ascii=False)})
    if members:
        connection.execute(edition_deliveries.insert(), [{"edition": number, "delivery": d} for d in members])
    for cube in built:
        row = {"edition": number, "indicator": cube.indicator, "level": cube.level, "areas": len(cube.keys)}
        row |= {"periods": json.dumps([write_period(p) for p in cube.periods]), "cells": pack(cube)}
        connection.execute(cubes.insert(), row)
    for name, file in files.items():
        connection.execute(artefacts.insert(), {"edition": number, "name": name, "content": file})
    return number


def remove_edition(connection: sa.Connection, number: int) -> None:
    """Take a public edition away, with all that it holds; those of the house stay for ever."""
    for table in (cubes, artefacts, edition_deliveries):
        connection.execute(table.delete().where(table.c.edition == number))
    connection.execute(editions.delete().where((editions.c.number == number) & (editions.c.audience != "internal")))


def now() -> str:
    """The time for what is kept: ISO, UTC, seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()


# --- reading ------------------------------------------------------------------------------------------------------


def newest_edition(engine: sa.Engine, audience: str = "internal") -> Edition | None:
    """The newest edition of an audience; None when nothing was loaded yet."""
    if absent(engine):
        return None
    query = sa.select(editions).where(editions.c.audience == audience).order_by(editions.c.number.desc()).limit(1)
    with reading(engine) as connection:
        there = sa.inspect(connection).has_table("edition")
        row = connection.execute(query).first() if there else None
    if row is None:
        return None
    return Edition(row.number, row.audience, row.made_at, row.fingerprint, json.loads(row.content))


def all_editions(engine: sa.Engine, audience: str) -> list[Edition]:
    """Every edition of an audience, the newest last; none where the database was never written."""
    if absent(engine):
        return []
    with reading(engine) as connection:
        there = sa.inspect(connection).has_table("edition")
        query = sa.select(editions).where(editions.c.audience == audience).order_by(editions.c.number)
        rows = connection.execute(query).all() if there else []
    return [Edition(r.number, r.audience, r.made_at, r.fingerprint, json.loads(r.content)) for r in rows]


def newest_number(connection: sa.Connection, audience: str = "internal") -> int:
    """The number of the newest edition, asked within a transaction; 0 before the first."""
    query = sa.select(sa.func.max(editions.c.number)).where(editions.c.audience == audience)
    return connection.execute(query).scalar() or 0


def latest(engine: sa.Engine) -> int:
    """The number of the newest edition of the house; 0 before the first."""
    with reading(engine) as connection:
        return newest_number(connection)


def absent(engine: sa.Engine) -> bool:
    """Whether the database is a file that is not there yet; asking SQLite would make it."""
    name = engine.url.database or ":memory:"
    plain = engine.dialect.name == "sqlite" and not name.startswith((":memory:", "file:"))
    return plain and not Path(name).exists()


def cube_index(engine: sa.Engine, edition: int) -> dict[tuple[str, str], tuple[Period, ...]]:
    """(indicator, level) -> periods, for every cube of the edition."""
    query = sa.select(cubes.c.indicator, cubes.c.level, cubes.c.periods).where(cubes.c.edition == edition)
    with reading(engine) as connection:
        found = connection.execute(query).all()
    return {(i, lv): tuple(read_period(text) for text in json.loads(periods)) for i, lv, periods in found}


def read_cube(engine: sa.Engine, edition: int, indicator: str, level: str, keys: tuple[str, ...]) -> Cube | None:
    """One cube as stored (counts before disclosure rules); None when the edition has no such cube."""
    where = (cubes.c.edition == edition) & (cubes.c.indicator == indicator) & (cubes.c.level == level)
    with reading(engine) as connection:
        row = connection.execute(sa.select(cubes.c.periods, cubes.c.cells).where(where)).first()
    if row is None:
        return None
    periods = tuple(read_period(text) for text in json.loads(row.periods))
    try:
        return unpack(indicator, level, keys, periods, row.cells)
    except ValueError as error:
        raise AtlasError(
            f"Die Werte von „{indicator}“ in Stand {edition} stammen von einer anderen Fassung des Atlas oder sind "
            "beschädigt; laden Sie die Kommune noch einmal (atlas load)."
        ) from error


def read_artefact(engine: sa.Engine, edition: int, name: str) -> bytes | None:
    """A file of the edition by name; None when it has none of that name."""
    where = (artefacts.c.edition == edition) & (artefacts.c.name == name)
    with reading(engine) as connection:
        return connection.execute(sa.select(artefacts.c.content).where(where)).scalar()


def delivery_reports(engine: sa.Engine, edition: int) -> list[dict[str, object]]:
    """The deliveries of an edition, by name: name, sha256, taken_at, report."""
    joined = deliveries.join(edition_deliveries, edition_deliveries.c.delivery == deliveries.c.id)
    query = sa.select(deliveries).select_from(joined).where(edition_deliveries.c.edition == edition)
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(deliveries.c.name)).all()
    return [{"name": r.name, "sha256": r.sha256, "taken_at": r.taken_at, "report": json.loads(r.report)} for r in rows]
