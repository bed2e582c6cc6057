"""Release: decide, write aside, attack what was written, and only then let it be seen; all of it or nothing.

The house keeps a copy of everything that it released in `CITY/freigaben`, and says in `freigaben.toml` who released
what and when, so that the next publication is attacked together with the last one.
"""

import datetime as dt
import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from atlas.city import City
from atlas.progress import Step, silent
from atlas.publishing.account import SHOWN, Line, account, cell_words, finding_sentence
from atlas.publishing.again import given_away, narrowed, still_known
from atlas.publishing.attacker import attack, attack_text, stored_cubes
from atlas.publishing.choice import Choice, chosen_cubes
from atlas.publishing.public import AUDIENCE, Release, address, public_content, public_files, write_public
from atlas.recipe import read_recipe
from indicators import store
from indicators.counting.cube import Cube
from indicators.disclosure.decide import Before, Decision, decide, shown_cubes
from indicators.disclosure.publication import Known, Publication, publication
from indicators.errors import AtlasError, WrongUse
from indicators.forms import read_toml
from indicators.ledger import append
from indicators.written import write_whole

KEPT: Final = "freigaben"
LEDGER: Final = "freigaben.toml"
_HEAD: Final = "# Was veröffentlicht und was zurückgenommen wurde; der Atlas hängt hier an.\n"


@dataclass(frozen=True)
class Prepared:
    """A publication that is decided and not written."""

    choice: Choice
    decision: Decision
    cubes: tuple[Cube, ...]  # as they may be seen
    lines: tuple[Line, ...]
    known: Known
    before: int  # number of the last release that it was held against; 0: none


@dataclass(frozen=True)
class Released:
    """What was released."""

    number: int
    sha256: str
    attacked: int  # hidden cells


def prepare(folder: Path, city: City, choice: Choice, step: Step = silent) -> Prepared:
    """Decide what a publication hides. AtlasError where it contradicts itself or no pattern protects it."""
    cubes = chosen_cubes(city, choice)
    known = known_sums(folder)
    last, number = last_release(folder)
    every = cubes if last is None else [*cubes, *still_known(city, cubes, last)]
    p = publication(every, city.catalogue, city.methods, city.tree, known)
    before = None if last is None else seen_before(p, last, city, known)
    decision = decide(p, city.catalogue, city.methods, city.tree, before, step)
    if decision.findings:
        said = [finding_sentence(finding, decision, city) for finding in decision.findings[:SHOWN]]
        more = len(decision.findings) - len(said)
        rest = [f"und {more} weitere"] if more else []
        raise AtlasError("\n".join([*said, *rest, "So kann nicht veröffentlicht werden; es wurde nichts geschrieben."]))
    if len(every) > len(cubes):
        decision = narrowed(decision, publication(cubes, city.catalogue, city.methods, city.tree, known))
    shown = shown_cubes(decision, cubes, city.catalogue, city.methods)
    levels = tuple(info.id for info in city.levels)
    return Prepared(choice, decision, tuple(shown), tuple(account(decision, levels)), known, number)


def known_sums(folder: Path) -> Known:
    """What the catalogue declares of parts and wholes: whoever reads a publication can reckon with it."""
    declared = read_recipe(folder).declared
    wholes = tuple((group.whole, group.parts) for group in declared.groups.values() if group.whole)
    return Known(wholes, dict(declared.part_of))


def seen_before(p: Publication, last: City, city: City, known: Known) -> Before:
    """What the last release showed and hid, on the cells of this publication."""
    old = publication(stored_cubes(last), last.catalogue, last.methods, last.tree, known)
    shown, hidden = np.zeros(len(p.number), np.bool_), np.zeros(len(p.number), np.bool_)
    for (quantity, level, day), first in p.blocks.items():
        there = old.blocks.get((quantity, level, day))
        if there is None:
            continue
        place = {key: row for row, key in enumerate(last.tree.keys[level])}
        for row, key in enumerate(city.tree.keys[level]):
            if key in place:
                cell = there + place[key]
                shown[first + row] = old.number[cell] == p.number[first + row]
                hidden[first + row] = bool(old.secret[cell])
    return Before(shown, hidden)


def release(
    folder: Path, city: City, prepared: Prepared, to: str, by: str, since: dt.date | None = None, step: Step = silent
) -> Released:
    """Write the public edition and let it be seen from the day `since` (default today).

    AtlasError where the attack on what was written finds something; then nothing is there that was not before.
    """
    content, files = public_content(city, prepared.choice), public_files(city, prepared.choice)
    rules = {city.catalogue.indicators[i].rules.source for i in prepared.choice.indicators}
    day = since or dt.date.today()
    with tempfile.TemporaryDirectory() as place:
        aside = Path(place) / "stand.sqlite"
        known = store.all_editions(store.connect(address(to)), AUDIENCE)
        told = Release(
            max((e.number for e in known), default=0) + 1,
            store.now(),
            day.isoformat(),
            tuple(sorted(rules - {""})),
            prepared.known,
        )
        engine = store.connect(address(str(aside)))
        write_public(engine, content, told, prepared.cubes, files)
        public = City(engine, store.all_editions(engine, AUDIENCE)[0])
        step("Angriff auf das Geschriebene", 0, 1)
        true, written = chosen_cubes(city, prepared.choice), stored_cubes(public)
        found = attack(public, prepared.known, written, true)
        engine.dispose()
        if found.findings or found.wrong:
            raise AtlasError(f"{attack_text(found, public)}Es wurde nichts veröffentlicht.")
        last, number = last_release(folder)
        if last is not None and (said := given_away(city, last, written, true, prepared.known)):
            head = f"Zusammen mit der letzten Veröffentlichung ({number}) lässt sich ausrechnen:"
            raise AtlasError("\n".join([head, *said, "Es wurde nichts veröffentlicht."]))
        sha = _sha256(aside)
        with aside.open("rb") as source:
            write_whole(folder / KEPT / f"{sha}.sqlite", source)
        if known or "://" in to:
            target = store.connect(address(to))
            write_public(target, content, told, prepared.cubes, files)
            target.dispose()
        else:
            with aside.open("rb") as source:
                write_whole(Path(to), source)
    entry = {"number": str(told.number), "to": to, "who": by, "when": told.made_at, "since": day.isoformat()}
    append(folder / LEDGER, _HEAD, "released", entry | {"sha256": sha})
    return Released(told.number, sha, found.cells)


def take_back(folder: Path, to: str, number: int, by: str, reason: str) -> None:
    """Take an edition out of the public database; what was released is still known to the house.

    WrongUse where there is no such edition, or no reason.
    """
    if not reason.strip():
        raise WrongUse("Der Grund fehlt; sagen Sie mit --reason, warum die Veröffentlichung zurückgenommen wird.")
    engine = store.connect(address(to))
    try:
        there = [edition.number for edition in store.all_editions(engine, AUDIENCE)]
        if number not in there:
            known = ", ".join(map(str, there)) or "keine"
            raise WrongUse(f"{to}: Eine Veröffentlichung {number} gibt es nicht; vorhanden sind: {known}.")
        with store.writing(engine) as connection:
            store.remove_edition(connection, number)
        if engine.dialect.name == "sqlite":
            with engine.connect() as connection:
                connection.exec_driver_sql("VACUUM")  # nothing of it stays in the file
    finally:
        engine.dispose()
    entry = {"number": str(number), "to": to, "who": by, "when": store.now(), "reason": reason}
    append(folder / LEDGER, _HEAD, "taken_back", entry)


def releases(folder: Path) -> list[Mapping[str, Any]]:
    """What was released, the newest last; none where the file is not there or cannot be read."""
    path = folder / LEDGER
    if not path.exists():
        return []
    table, faults = read_toml(path, LEDGER)
    if faults:
        raise AtlasError("\n".join(str(fault) for fault in faults))
    return list(table.get("released", []))


def last_release(folder: Path) -> tuple[City | None, int]:
    """The last edition that left the house, whether or not it was taken back: somebody may have kept it."""
    for entry in reversed(releases(folder)):
        path = folder / KEPT / f"{entry.get('sha256', '')}.sqlite"
        if path.exists():
            engine = store.connect(address(str(path)))
            editions = store.all_editions(engine, AUDIENCE)
            if editions:
                return City(engine, editions[-1]), int(entry.get("number", 0))
    return None, 0


def opened(decision: Decision, city: City) -> list[str]:
    """Cells that a rule hides now and that the last release showed: they cannot be protected any more."""
    return [cell_words(c, decision.publication, city) for c in np.flatnonzero(decision.open).tolist()[:SHOWN]]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
