"""What a cell has been: every number that was ever delivered for it, from where, and from which edition to which."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from indicators.model import Period, Status
from indicators.store import absent, reading
from indicators.store.cells import write_period
from indicators.store.tables import (
    acceptances,
    deliveries,
    edition_deliveries,
    editions,
    names,
    observations,
    withdrawals,
)


@dataclass(frozen=True)
class Known:
    """One number of a cell, over editions that follow each other and in which nothing changed about it."""

    number: float | None
    status: Status
    delivery: str  # name of its spec
    files: tuple[tuple[str, str], ...]  # name, sha256
    taken_at: str  # ISO, UTC
    since: int  # first edition of the span
    until: int | None  # last one; None while it is the newest; 0 where the number never counted in its series
    behind: str = ""  # the series whose priority kept it from counting


def value_history(engine: sa.Engine, variable: str, level: str, area: str, period: Period) -> list[Known]:
    """All numbers of a cell, a span each, in the order of the editions; [] for a cell that nobody ever delivered.

    A number that went and came back has two spans.
    """
    if absent(engine):
        return []

    def code(kind: str, text: str) -> sa.ScalarSelect[int]:
        return sa.select(names.c.code).where((names.c.kind == kind) & (names.c.text == text)).scalar_subquery()

    o, of = observations.c, edition_deliveries.c
    cell = (o.variable == code("variable", variable)) & (o.area == code("area", f"{level}:{area}"))
    cell &= o.period == code("period", write_period(period))
    joined = observations.join(deliveries, deliveries.c.id == o.delivery).join(
        edition_deliveries, of.delivery == deliveries.c.id
    )
    query = sa.select(deliveries, o.number, o.status, of.edition).select_from(joined).where(cell)
    with reading(engine) as connection:
        all_editions = list(connection.execute(sa.select(editions.c.number).order_by(editions.c.number)).scalars())
        rows = connection.execute(query.order_by(deliveries.c.id, of.edition)).all()
        taken = _taken(connection)
    stands = _standing(rows, taken)
    found = [
        span for _, of_it in groupby(rows, key=lambda row: row.id) for span in _spans(list(of_it), stands, all_editions)
    ]
    return sorted(found, key=lambda one: one.since)


Row = sa.Row[Any]
Stands = dict[tuple[int, int], str]  # delivery, edition -> "" where its number counts, else the series before it


def _standing(rows: Sequence[Row], taken: list["_Taken"]) -> Stands:
    """Where a number is the newest of its series, and whether another series goes before it."""
    ranks = {row.id: _rank(row.name, row.report, taken) for row in rows}
    newest: dict[tuple[int, str], Row] = {}  # edition, series -> what counts within the series
    for row in rows:
        if any(one.replaces and one.of(row.name, row.edition) and one.id > ranks[row.id] for one in taken):
            continue
        now = newest.get((row.edition, row.name), row)
        newest[row.edition, row.name] = max(now, row, key=lambda one: (ranks[one.id], one.id))
    stands: Stands = {}
    for row in newest.values():
        others = [one for (edition, _), one in newest.items() if edition == row.edition]
        first = max(others, key=lambda one: _priority(one.report))
        same = (first.number, first.status) == (row.number, row.status)
        hidden = not same and _priority(row.report) < _priority(first.report)
        stands[row.id, row.edition] = first.name if hidden else ""
    return stands


def _spans(rows: list[Row], stands: Stands, all_editions: list[int]) -> Iterator[Known]:
    """One delivery's number, from change to change; the whole of it where it never counted in its series."""
    row = rows[0]
    files = tuple((str(name), str(sha)) for name, sha in json.loads(row.report).get("files", ()))
    about = (row.number, Status(row.status), row.name, files, row.taken_at)
    place = {edition: at for at, edition in enumerate(all_editions)}
    there = [(place[one.edition], stands[one.id, one.edition]) for one in rows if (one.id, one.edition) in stands]
    if not there:
        yield Known(*about, row.edition, 0)
    start = 0
    for at, (edition, behind) in enumerate(there):
        if at + 1 < len(there) and there[at + 1] == (edition + 1, behind):
            continue
        last = all_editions[edition]
        yield Known(*about, all_editions[there[start][0]], None if last == all_editions[-1] else last, behind)
        start = at + 1


def _priority(report: str) -> int:
    return int(json.loads(report).get("priority", 0))


@dataclass(frozen=True)
class _Taken:
    """An accepted file as far as the order of a series needs it."""

    id: int
    series: str
    sha256: str
    replaces: bool
    since: int
    gone: int  # the first edition without it; 0: it still counts

    def of(self, series: str, edition: int) -> bool:
        """Whether it counts in this edition of the series."""
        return self.series == series and self.since <= edition and (not self.gone or edition < self.gone)


def _taken(connection: sa.Connection) -> list[_Taken]:
    if not sa.inspect(connection).has_table("acceptance"):
        return []
    a, joined = acceptances.c, acceptances.outerjoin(withdrawals, withdrawals.c.acceptance == acceptances.c.id)
    query = sa.select(a.id, a.series, a.sha256, a.replaces, a.edition, withdrawals.c.edition.label("gone"))
    rows = connection.execute(query.select_from(joined)).all()
    return [_Taken(r.id, r.series, r.sha256, bool(r.replaces), r.edition, r.gone or 0) for r in rows]


def _rank(series: str, report: str, taken: list[_Taken]) -> int:
    """The place of a delivery in its series: accepted files after those of the folder, by their number."""
    files = {str(sha) for _, sha in json.loads(report).get("files", ())}
    return max((one.id for one in taken if one.series == series and one.sha256 in files), default=0)
