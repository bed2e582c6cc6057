"""Files that people took in: who, when, by which spec; withdrawn ones stay known. Append-only."""

from dataclasses import dataclass

import sqlalchemy as sa

from indicators.errors import WrongUse
from indicators.store import absent, now, reading
from indicators.store.tables import acceptances, withdrawals


@dataclass(frozen=True)
class Acceptance:
    """One file that was taken in; `id` 0 before it is."""

    series: str  # name of the spec that reads it
    file: str  # as it was called
    sha256: str  # of its bytes
    spec: str  # the spec as it was then, TOML
    by: str
    replaces: bool = False  # all of the series before it no longer counts
    at: str = ""  # ISO, UTC
    edition: int = 0  # the first that has it
    id: int = 0
    withdrawn: str = ""  # why, by whom, when; German; "" while it counts


def all_acceptances(engine: sa.Engine) -> list[Acceptance]:
    """Every file that was ever taken in, the oldest first."""
    if absent(engine):
        return []
    gone = withdrawals.c
    joined = acceptances.outerjoin(withdrawals, gone.acceptance == acceptances.c.id)
    query = sa.select(acceptances, gone.reason, gone.by.label("gone_by"), gone.at.label("gone_at"))
    with reading(engine) as connection:
        there = sa.inspect(connection)
        if not (there.has_table("acceptance") and there.has_table("withdrawal")):
            return []
        rows = connection.execute(query.select_from(joined).order_by(acceptances.c.id)).all()
    return [
        Acceptance(
            series=r.series,
            file=r.file,
            sha256=r.sha256,
            spec=r.spec,
            by=r.by,
            replaces=bool(r.replaces),
            at=r.at,
            edition=r.edition,
            id=r.id,
            withdrawn=f"{r.reason} ({r.gone_by}, {r.gone_at[:10]})" if r.gone_at else "",
        )
        for r in rows
    ]


def add_acceptance(connection: sa.Connection, taken: Acceptance, edition: int) -> int:
    """Keep that a file was taken in with this edition; returns its number. WrongUse where it already counts."""
    gone = sa.select(withdrawals.c.acceptance)
    same = (acceptances.c.sha256 == taken.sha256) & (acceptances.c.series == taken.series)
    again = sa.select(acceptances).where(same & acceptances.c.id.not_in(gone))
    if (known := connection.execute(again).first()) is not None:
        raise WrongUse(
            f"{taken.file}: Diese Datei ist schon angenommen (Nummer {known.id}, {known.by}, {known.at[:10]}); "
            "es wurde nichts ge\u00e4ndert."
        )
    number = (connection.execute(sa.select(sa.func.max(acceptances.c.id))).scalar() or 0) + 1
    row = {"id": number, "series": taken.series, "file": taken.file, "sha256": taken.sha256, "spec": taken.spec}
    row |= {"replaces": taken.replaces, "by": taken.by, "at": now(), "edition": edition}
    connection.execute(acceptances.insert(), row)
    return number


def add_withdrawal(connection: sa.Connection, acceptance: int, reason: str, by: str, edition: int) -> None:
    """Keep that a file no longer counts from this edition on."""
    row = {"acceptance": acceptance, "reason": reason, "by": by, "at": now(), "edition": edition}
    connection.execute(withdrawals.insert(), row)
