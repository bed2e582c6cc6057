"""What a cell has been: every number that was ever delivered for it, from where, and from which edition to which."""

import json
from dataclasses import dataclass

import sqlalchemy as sa

from indicators.model import Period, Status
from indicators.store import absent, reading
from indicators.store.cells import write_period
from indicators.store.tables import deliveries, edition_deliveries, editions, names, observations


@dataclass(frozen=True)
class Known:
    """One number of a cell."""

    number: float | None
    status: Status
    delivery: str  # name of its spec
    files: tuple[tuple[str, str], ...]  # name, sha256
    taken_at: str  # ISO, UTC
    since: int  # first edition that has its delivery
    until: int | None  # last one; None while it is part of the newest


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
    query = (
        sa.select(
            o.number,
            o.status,
            deliveries.c.name,
            deliveries.c.report,
            deliveries.c.taken_at,
            sa.func.min(of.edition).label("since"),
            sa.func.max(of.edition).label("until"),
        )
        .select_from(joined)
        .where(cell)
        .group_by(deliveries.c.id, o.number, o.status, deliveries.c.name, deliveries.c.report, deliveries.c.taken_at)
        .order_by(deliveries.c.id)
    )
    with reading(engine) as connection:
        newest = connection.execute(sa.select(sa.func.max(editions.c.number))).scalar()
        rows = connection.execute(query).all()
    return [
        Known(
            number=row.number,
            status=Status(row.status),
            delivery=row.name,
            files=tuple((str(name), str(sha)) for name, sha in json.loads(row.report).get("files", ())),
            taken_at=row.taken_at,
            since=row.since,
            until=None if row.until == newest else row.until,
        )
        for row in rows
    ]
