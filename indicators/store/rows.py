"""Delivered numbers into the table of observations, a million of them at once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from indicators.observations import Observations, distinct
from indicators.store.cells import write_period
from indicators.store.tables import names

AT_ONCE = 20_000  # rows that go to PostgreSQL together


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


def write_observations(connection: sa.Connection, delivery: int, rows: Observations, kind: str) -> None:
    """Delivered numbers, or with kind `rest` what belongs to no area; sorted as the table keeps them."""
    if not len(rows):
        return
    variable = _codes(connection, "variable", rows.variables)[rows.variable]
    period = _codes(connection, "period", [write_period(p) for p in rows.periods])[rows.period]
    width = max(len(rows.areas), 1)
    pair = rows.level.astype(np.int64) * width + rows.area
    pairs = distinct(pair, len(rows.levels) * width)
    places = [f"{rows.levels[p // width]}:{rows.areas[p % width]}" for p in pairs.tolist()]
    area = _codes(connection, kind, places)[np.searchsorted(pairs, pair)]
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


def _batched(rows: Iterable[tuple[float | None, ...]], size: int) -> Iterator[list[tuple[float | None, ...]]]:
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some


def _bulk(
    connection: sa.Connection, table: str, columns: tuple[str, ...], rows: Iterable[tuple[float | None, ...]]
) -> None:
    """The driver's fast way in for numbers: executemany on SQLite, COPY on PostgreSQL."""
    raw = connection.connection.driver_connection
    cursor = raw.cursor()  # type: ignore[union-attr]  # a live connection has its driver
    if connection.dialect.name == "postgresql":
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            for some in _batched(rows, AT_ONCE):  # as text: the driver takes long to adapt a value at a time
                copy.write("".join(["\t".join(["\\N" if v is None else str(v) for v in row]) + "\n" for row in some]))
    else:
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # our own names
        cursor.executemany(statement, rows)
    cursor.close()
