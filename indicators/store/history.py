"""What a cell has been: every number that was ever delivered for it, from where, and from which edition to which."""

import json
from dataclasses import dataclass
from itertools import groupby

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
    """One number of a cell."""

    number: float | None
    status: Status
    delivery: str  # name of its spec
    files: tuple[tuple[str, str], ...]  # name, sha256
    taken_at: str  # ISO, UTC
    since: int  # first edition in which it counted in its series; where it never did, the first that has it
    until: int | None  # last one; None while it counts in the newest; 0 where it never did


def value_history(engine: sa.Engine, variable: str, level: str, area: str, period: Period) -> list[Known]:
    """All numbers of a cell in the order in which they came; [] for a cell that nobody ever delivered."""
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
        newest = connection.execute(sa.select(sa.func.max(editions.c.number))).scalar() or 0
        rows = connection.execute(query.order_by(deliveries.c.id, of.edition)).all()
        taken = _taken(connection)
    ranks = {row.id: _rank(row.name, row.report, taken) for row in rows}
    counting: dict[tuple[str, int], int] = {}  # series, edition -> the delivery whose number counts there
    for row in rows:
        if any(one.replaces and one.of(row.name, row.edition) and one.id > ranks[row.id] for one in taken):
            continue
        now = counting.get((row.name, row.edition), row.id)
        counting[row.name, row.edition] = max(now, row.id, key=lambda id_: (ranks[id_], id_))
    found = []
    for id_, members in groupby(rows, key=lambda row: row.id):
        of_it = list(members)
        row = of_it[0]
        counted = [one.edition for one in of_it if counting.get((one.name, one.edition)) == id_]
        until = max(counted, default=0)
        found.append(
            Known(
                number=row.number,
                status=Status(row.status),
                delivery=row.name,
                files=tuple((str(name), str(sha)) for name, sha in json.loads(row.report).get("files", ())),
                taken_at=row.taken_at,
                since=min(counted, default=row.edition),
                until=None if until == newest else until,
            )
        )
    return found


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
