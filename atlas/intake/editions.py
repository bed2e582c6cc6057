"""Keep an edition: deliveries, cubes and files in one transaction; whatever goes wrong leaves the old edition."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from atlas.city import CONTENT, Content
from atlas.intake.arrivals import Files
from indicators import checks, store
from indicators.counting.cube import Cube
from indicators.deliveries.reading import Reading, Resolved
from indicators.errors import AtlasError
from indicators.store.cells import pack


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    edition: int
    changed: bool  # False: nothing new; the newest edition stays
    report: dict[str, object]
    text: str  # German
    findings: tuple[checks.Finding, ...] = ()  # of the plausibility rules, the gravest first


@dataclass(frozen=True)
class Made:
    """An edition that is not stored yet."""

    files: Files
    resolved: Resolved
    content: Content
    cubes: tuple[Cube, ...]
    artefacts: dict[str, bytes]
    report: dict[str, object]
    text: str  # the report in German
    findings: tuple[checks.Finding, ...]  # of the plausibility rules, the gravest first


def _fingerprint(members: list[str], made: Made) -> str:
    """Of everything that an edition holds: the same deliveries under a better definition are another edition."""
    digest = hashlib.sha256("".join(members).encode())
    digest.update(CONTENT.dump_json(made.content))
    for cube in made.cubes:
        digest.update(repr((cube.indicator, cube.level, cube.periods)).encode() + pack(cube))
    for name, file in sorted(made.artefacts.items()):
        digest.update(name.encode() + hashlib.sha256(file).digest())
    return digest.hexdigest()


def _delivery_hash(reading: Reading) -> str:
    """Of the files, the spec, and what was read by it."""
    digest = hashlib.sha256(repr((reading.delivery, [(f.name, f.sha256) for f in reading.files])).encode())
    for rows in (reading.observations, reading.residuals):
        digest.update(repr((rows.variables, rows.levels, rows.areas, rows.periods)).encode())
        for column in (rows.variable, rows.level, rows.area, rows.period, rows.number, rows.status, rows.flags):
            digest.update(np.ascontiguousarray(column).tobytes())
    return digest.hexdigest()


Also = Callable[[sa.Connection, int], None]  # what else belongs to the transaction, with the edition's number


def keep(engine: sa.Engine, made: Made, also: Also | None = None, on: int | None = None) -> Loaded:
    """Store an edition in one transaction, and `also` what belongs to it.

    `on`: the edition that the decision was made on; AtlasError where another one counts by now.
    """
    hashes = [_delivery_hash(reading) for reading in made.files.readings]
    fingerprint = _fingerprint(hashes, made)
    newest = store.newest_edition(engine)
    if also is None and newest is not None and newest.fingerprint == fingerprint:
        text = f"{made.text}\nUnverändert: es gilt weiter Stand {newest.number}.\n"
        return Loaded(newest.number, False, made.report, text, made.findings)
    with store.writing(engine) as connection:
        if on is not None and (by_now := store.newest_number(connection)) != on:
            raise AtlasError(
                f"Inzwischen gilt Stand {by_now} statt {on}: Jemand hat eine Lieferung angenommen oder zurückgezogen. "
                "Sehen Sie die Vorschau noch einmal an; es wurde nichts geändert."
            )
        known = store.delivery_ids(connection)
        for sha, reading in zip(hashes, made.files.readings, strict=True):
            if sha not in known:
                about: dict[str, object] = {"title": reading.delivery.title, "rows": reading.rows_read}
                about |= {"kept": reading.kept, "files": [[f.name, f.sha256] for f in reading.files]}
                about |= {"priority": reading.delivery.priority} if reading.delivery.priority else {}
                rows, rest = reading.observations, reading.residuals
                known[sha] = store.add_delivery(connection, reading.delivery.name, sha, about, rows, rest)
        body = {"city": CONTENT.dump_python(made.content, mode="json"), "report": made.report}
        members = list(dict.fromkeys(known[sha] for sha in hashes))
        number = store.add_edition(
            connection, "internal", fingerprint, body, sorted(members), made.cubes, made.artefacts
        )
        if also is not None:
            also(connection, number)
    return Loaded(number, True, made.report, f"{made.text}\nNeuer Stand {number}.\n", made.findings)
