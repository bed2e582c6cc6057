"""The store: deliveries, observations, editions and cubes of one city in SQLite or PostgreSQL.

Deliveries are append-only and known by their hash; an edition is an immutable list of deliveries with its cubes;
taking in a new edition is one transaction. Serving reads cubes only.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from indicators.cube import Cube
from indicators.errors import AtlasError
from indicators.model import Period
from indicators.observations import Observations

metadata = sa.MetaData()

editions = sa.Table(
    "edition",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("audience", sa.String(16), nullable=False),
    sa.Column("made_at", sa.String(32), nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False),  # of everything it was made from
    sa.Column("content", sa.Text, nullable=False),  # JSON: areas, report, remarks: what pages show of the edition
)
deliveries = sa.Table(
    "delivery",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(128), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),  # of its files and its spec
    sa.Column("taken_at", sa.String(32), nullable=False),
    sa.Column("report", sa.Text, nullable=False),  # JSON
)
edition_deliveries = sa.Table(
    "edition_delivery",
    metadata,
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True),
    sa.Column("delivery", sa.Integer, sa.ForeignKey("delivery.id"), primary_key=True),
)
names = sa.Table(  # every key text once; observations hold the codes
    "name",
    metadata,
    sa.Column("code", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(8), nullable=False),  # variable | area | period
    sa.Column("text", sa.String(200), nullable=False),
    sa.UniqueConstraint("kind", "text"),
)
observations = sa.Table(
    "observation",
    metadata,
    sa.Column("delivery", sa.Integer, sa.ForeignKey("delivery.id"), primary_key=True, autoincrement=False),
    sa.Column("variable", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("period", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("area", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Float, nullable=True),
    sa.Column("status", sa.SmallInteger, nullable=False),
    sa.Column("flags", sa.SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)
cubes = sa.Table(
    "cube",
    metadata,
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True),
    sa.Column("indicator", sa.String(64), primary_key=True),
    sa.Column("level", sa.String(32), primary_key=True),
    sa.Column("periods", sa.Text, nullable=False),  # JSON
    sa.Column("areas", sa.Integer, nullable=False),
    sa.Column("cells", sa.LargeBinary, nullable=False),
)

artefacts = sa.Table(  # files made once an edition and served as they are: outlines, borders, labels, facilities
    "artefact",
    metadata,
    sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True),
    sa.Column("name", sa.String(128), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


@dataclass(frozen=True)
class Edition:
    """An immutable, numbered state of all values for one audience."""

    number: int
    audience: str
    made_at: str  # ISO, UTC, seconds
    fingerprint: str
    content: dict[str, object]


def connect(url: str) -> sa.Engine:
    """An engine for `url`; SQLite in WAL mode. Raises AtlasError when the database cannot be opened."""
    try:
        engine = sa.create_engine(url)
    except (sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise AtlasError(
            f"ATLAS_DATABASE_URL: „{url}“ ist keine Adresse einer Datenbank; erlaubt sind sqlite:///DATEI und "
            f"postgresql+psycopg://NUTZER@HOST/NAME ({error})."
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
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction; database trouble becomes a German sentence and leaves the old state."""
    try:
        with engine.begin() as connection:
            metadata.create_all(connection)
            yield connection
    except sa.exc.DBAPIError as error:
        raise AtlasError(_trouble(engine, error)) from error


def _trouble(engine: sa.Engine, error: sa.exc.DBAPIError) -> str:
    said = str(error.orig)
    place = engine.url.render_as_string(hide_password=True)
    if "readonly" in said or "read-only" in said:
        reason = "ist schreibgeschützt; geben Sie dem Dienst Schreibrecht auf Datei und Ordner"
    elif "disk is full" in said or "No space left" in said:
        reason = "hat keinen Platz mehr; schaffen Sie Platz auf dem Datenträger und laden Sie noch einmal"
    elif "locked" in said:
        reason = "wird gerade von einem anderen Vorgang beschrieben; warten Sie und laden Sie noch einmal"
    elif "not a database" in said or "malformed" in said:
        reason = "ist keine lesbare Datenbank; entfernen oder ersetzen Sie die Datei"
    else:
        reason = f"meldet: {said}"
    return f"Die Datenbank {place} {reason}. Der bisherige Stand gilt unverändert."


# --- writing ------------------------------------------------------------------------------------------------------


def delivery_ids(connection: sa.Connection) -> dict[str, int]:
    """sha256 -> id of every delivery ever taken in."""
    return {sha: id_ for id_, sha in connection.execute(sa.select(deliveries.c.id, deliveries.c.sha256))}


def add_delivery(
    connection: sa.Connection, name: str, sha256: str, report: dict[str, object], rows: Observations
) -> int:
    """Store one delivery with its observations; returns its id."""
    known = connection.execute(sa.select(sa.func.max(deliveries.c.id))).scalar() or 0
    row = {"id": known + 1, "name": name, "sha256": sha256, "taken_at": _now(), "report": json.dumps(report)}
    connection.execute(deliveries.insert(), row)
    _write_observations(connection, known + 1, rows)
    return known + 1


def _codes(connection: sa.Connection, kind: str, texts: Sequence[str]) -> NDArray[np.int64]:
    found = connection.execute(sa.select(names.c.text, names.c.code).where(names.c.kind == kind))
    known: dict[str, int] = {text: code for text, code in found}  # noqa: C416  # rows are no tuples to mypy
    highest = connection.execute(sa.select(sa.func.max(names.c.code))).scalar() or 0
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        rows = [{"code": highest + 1 + i, "kind": kind, "text": text} for i, text in enumerate(new)]
        connection.execute(names.insert(), rows)
        known |= {str(row["text"]): int(str(row["code"])) for row in rows}
    return np.array([known[text] for text in texts], np.int64)


def _write_observations(connection: sa.Connection, delivery: int, rows: Observations) -> None:
    if not len(rows):
        return
    variable = _codes(connection, "variable", rows.variables)[rows.variable]
    period = _codes(connection, "period", [_period_text(p) for p in rows.periods])[rows.period]
    pair = rows.level.astype(np.int64) * (len(rows.areas) or 1) + rows.area
    pairs, of_row = np.unique(pair, return_inverse=True)
    width = len(rows.areas) or 1
    places = [f"{rows.levels[int(p) // width]}:{rows.areas[int(p) % width]}" for p in pairs]
    area = _codes(connection, "area", places)[of_row]
    order = np.lexsort((area, period, variable))
    number = [None if n != n else n for n in rows.number[order].tolist()]  # nan is not itself
    columns = (variable[order].tolist(), period[order].tolist(), area[order].tolist(), number)
    table = zip(
        [delivery] * len(order),
        *columns,
        rows.status[order].tolist(),
        rows.flags[order].tolist(),
        strict=True,
    )
    _bulk(
        connection,
        "observation",
        ("delivery", "variable", "period", "area", "number", "status", "flags"),
        table,
    )


def _bulk(connection: sa.Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """The driver's fast way in: executemany on SQLite, COPY on PostgreSQL."""
    raw = connection.connection.driver_connection
    cursor = raw.cursor()  # type: ignore[union-attr]  # a live connection has its driver
    if connection.dialect.name == "postgresql":
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # our own names
        cursor.executemany(statement, rows)
    cursor.close()


def add_edition(
    connection: sa.Connection,
    audience: str,
    fingerprint: str,
    content: dict[str, object],
    members: Sequence[int],
    built: Iterable[Cube],
    files: Mapping[str, bytes],
) -> int:
    """Store a new edition over the deliveries `members` with its cubes; returns its number."""
    number = (connection.execute(sa.select(sa.func.max(editions.c.number))).scalar() or 0) + 1
    row = {"number": number, "audience": audience, "made_at": _now(), "fingerprint": fingerprint}
    connection.execute(editions.insert(), row | {"content": json.dumps(content, ensure_ascii=False)})
    if members:
        connection.execute(edition_deliveries.insert(), [{"edition": number, "delivery": d} for d in members])
    for cube in built:
        row = {"edition": number, "indicator": cube.indicator, "level": cube.level, "areas": len(cube.keys)}
        row |= {"periods": json.dumps([_period_text(p) for p in cube.periods]), "cells": _pack(cube)}
        connection.execute(cubes.insert(), row)
    for name, file in files.items():
        connection.execute(artefacts.insert(), {"edition": number, "name": name, "content": file})
    return number


def _now() -> str:
    return dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()


# --- reading ------------------------------------------------------------------------------------------------------


def newest_edition(engine: sa.Engine, audience: str = "internal") -> Edition | None:
    """The newest edition of an audience; None when nothing was loaded yet."""
    query = sa.select(editions).where(editions.c.audience == audience).order_by(editions.c.number.desc()).limit(1)
    try:
        with engine.connect() as connection:
            if not sa.inspect(connection).has_table("edition"):
                return None
            row = connection.execute(query).first()
    except sa.exc.DBAPIError as error:
        raise AtlasError(_trouble(engine, error)) from error
    if row is None:
        return None
    return Edition(row.number, row.audience, row.made_at, row.fingerprint, json.loads(row.content))


def cube_index(engine: sa.Engine, edition: int) -> dict[tuple[str, str], tuple[Period, ...]]:
    """(indicator, level) -> periods, for every cube of the edition."""
    query = sa.select(cubes.c.indicator, cubes.c.level, cubes.c.periods).where(cubes.c.edition == edition)
    with engine.connect() as connection:
        found = connection.execute(query).all()
    return {(i, lv): tuple(_period(text) for text in json.loads(periods)) for i, lv, periods in found}


def read_cube(engine: sa.Engine, edition: int, indicator: str, level: str, keys: tuple[str, ...]) -> Cube | None:
    """One cube as stored (counts before disclosure rules); None when the edition has no such cube."""
    where = (cubes.c.edition == edition) & (cubes.c.indicator == indicator) & (cubes.c.level == level)
    with engine.connect() as connection:
        row = connection.execute(sa.select(cubes.c.periods, cubes.c.cells).where(where)).first()
    if row is None:
        return None
    periods = tuple(_period(text) for text in json.loads(row.periods))
    return _unpack(indicator, level, keys, periods, row.cells)


def read_artefact(engine: sa.Engine, edition: int, name: str) -> bytes | None:
    """A file of the edition by name; None when it has none of that name."""
    where = (artefacts.c.edition == edition) & (artefacts.c.name == name)
    with engine.connect() as connection:
        return connection.execute(sa.select(artefacts.c.content).where(where)).scalar()


def delivery_reports(engine: sa.Engine, edition: int) -> list[dict[str, object]]:
    """The deliveries of an edition, by name: name, sha256, taken_at, report."""
    joined = deliveries.join(edition_deliveries, edition_deliveries.c.delivery == deliveries.c.id)
    query = sa.select(deliveries).select_from(joined).where(edition_deliveries.c.edition == edition)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(deliveries.c.name)).all()
    return [{"name": r.name, "sha256": r.sha256, "taken_at": r.taken_at, "report": json.loads(r.report)} for r in rows]


# --- cells as bytes -----------------------------------------------------------------------------------------------


def _period_text(period: Period) -> str:
    return f"{period.kind} {period.start.isoformat()} {period.end.isoformat()}"


def _period(text: str) -> Period:
    kind, start, end = text.split(" ")
    return Period(dt.date.fromisoformat(end), dt.date.fromisoformat(start), kind)


_LEAST = np.iinfo(np.int32).min  # the code of "no number" in a plane of integers


def _plane(numbers: NDArray[np.float64]) -> bytes:
    """Numbers as int32 where all are whole and fit, else as float64; first byte says which."""
    whole = np.isnan(numbers) | ((numbers == np.floor(numbers)) & (np.abs(numbers) < -_LEAST))
    if whole.all():
        return b"i" + np.where(np.isnan(numbers), _LEAST, numbers).astype("<i4").tobytes()
    return b"f" + numbers.astype("<f8").tobytes()


def _read_plane(cells: memoryview, at: int, shape: tuple[int, int]) -> tuple[NDArray[np.float64], int]:
    count = shape[0] * shape[1]
    if bytes(cells[at : at + 1]) == b"i":
        codes = np.frombuffer(cells, "<i4", count, at + 1).reshape(shape)
        numbers = codes.astype(np.float64)
        numbers[codes == _LEAST] = np.nan
        return numbers, at + 1 + 4 * count
    return np.frombuffer(cells, "<f8", count, at + 1).reshape(shape), at + 1 + 8 * count


def _pack(cube: Cube) -> bytes:
    small = (
        cube.status,
        cube.flags,
        cube.exists.astype(np.uint8),
        np.round(cube.covered * 255).astype(np.uint8),
    )
    planes = [_plane(cube.numerator), b"" if cube.denominator is None else _plane(cube.denominator)]
    return b"".join([b"2" if planes[1] else b"1", *planes, *(p.tobytes() for p in small)])


def _unpack(indicator: str, level: str, keys: tuple[str, ...], periods: tuple[Period, ...], cells: bytes) -> Cube:
    view = memoryview(cells)
    shape = len(keys), len(periods)
    numerator, at = _read_plane(view, 1, shape)
    denominator = None
    if bytes(view[0:1]) == b"2":
        denominator, at = _read_plane(view, at, shape)
    count = shape[0] * shape[1]
    small = [np.frombuffer(view, np.uint8, count, at + i * count).reshape(shape) for i in range(4)]
    exists, covered = small[2].astype(np.bool_), small[3] / 255.0
    return Cube(indicator, level, keys, periods, numerator, denominator, small[0], small[1], exists, covered)
