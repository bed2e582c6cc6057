"""Release: decide, write aside, attack what was written, and only then let it be seen; all of it or nothing.

The house keeps a copy of everything that it released (`record`), so that the next publication is attacked together
with all of them: a small release in between makes nobody forget a large one.
"""

import datetime as dt
import hashlib
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from atlas.city import City
from atlas.progress import Step, silent
from atlas.publishing.account import SHOWN, Line, account, cell_words, finding_sentence
from atlas.publishing.again import given_away, narrowed, still_known
from atlas.publishing.attacker import attack, attack_text, stored_cubes
from atlas.publishing.choice import Choice, chosen_cubes
from atlas.publishing.contradictions import refuse_contradictions
from atlas.publishing.public import (
    AUDIENCE,
    Release,
    address,
    apart,
    public_content,
    public_files,
    release_of,
    write_public,
)
from atlas.publishing.record import entries, former_releases, keep, keep_back
from atlas.recipe import Recipe, read_recipe
from indicators import store
from indicators.counting.cube import Cube
from indicators.disclosure.decide import Before, Decision, decide, shown_cubes
from indicators.disclosure.publication import Known, Publication, publication
from indicators.disclosure.reading import Attacked
from indicators.disclosure.rounded import decide_rounded, rounded_cubes
from indicators.disclosure.rounding import Rounding
from indicators.errors import AtlasError, WrongUse
from indicators.written import write_whole


@dataclass(frozen=True)
class Prepared:
    """A publication that is decided and not written."""

    choice: Choice
    decision: Decision
    cubes: tuple[Cube, ...]  # as they may be seen
    lines: tuple[Line, ...]
    known: Known
    before: int  # former releases that it was held against


@dataclass(frozen=True)
class Released:
    """What was released."""

    number: int
    sha256: str
    attacked: int  # hidden cells


def prepare(folder: Path, city: City, choice: Choice, step: Step = silent) -> Prepared:
    """Decide what a publication hides. AtlasError where it contradicts itself or no pattern protects it."""
    cubes = chosen_cubes(city, choice)
    recipe = read_recipe(folder)
    known, rounding = known_sums(recipe), recipe.rounding
    releases, every = list(former_releases(folder)), cubes
    for one in releases:
        _same_rounding(one, rounding)
        every = [*every, *still_known(city, every, one)]
    p = publication(every, city.catalogue, city.methods, city.tree, known)
    refuse_contradictions(p, city)
    known = replace(known, loose=p.loose)  # a reader need not know where; that sums have a residual is no secret
    former = [seen_before(p, one, city, known) for one in releases]
    before = together(former) if former else None
    if rounding.base:
        decision, known = decide_rounded(p, rounding, known, city.catalogue, city.methods, city.tree, before, step)
    else:
        decision = decide(p, city.catalogue, city.methods, city.tree, before, step)
    if decision.findings:
        said = [finding_sentence(finding, decision, city) for finding in decision.findings[:SHOWN]]
        more = len(decision.findings) - len(said)
        rest = [f"und {more} weitere"] if more else []
        raise AtlasError("\n".join([*said, *rest, "So kann nicht veröffentlicht werden; es wurde nichts geschrieben."]))
    if len(every) > len(cubes):
        decision = narrowed(decision, publication(cubes, city.catalogue, city.methods, city.tree, known))
    if rounding.base:
        shown = rounded_cubes(decision, cubes, rounding, city.catalogue, city.methods)
    else:
        shown = shown_cubes(decision, cubes, city.catalogue, city.methods)
    levels = tuple(info.id for info in city.levels)
    return Prepared(choice, decision, tuple(shown), tuple(account(decision, levels)), known, len(former))


def known_sums(recipe: Recipe) -> Known:
    """What the catalogue declares of parts and wholes: whoever reads a publication can reckon with it."""
    declared = recipe.declared
    wholes = tuple((group.whole, group.parts) for group in declared.groups.values() if group.whole)
    return Known(wholes, dict(declared.part_of))


def _same_rounding(former: City, rounding: Rounding) -> None:
    """AtlasError where an earlier release was rounded to another base: both together would say more than each."""
    base = release_of(former).known.rounding
    if base not in (0, rounding.base):
        now = f"auf {rounding.base} gerundet" if rounding.base else "nicht gerundet"
        raise AtlasError(
            f"Eine frühere Veröffentlichung war auf {base} gerundet, diese wäre {now}; beide zusammen verraten mehr "
            f"als jede für sich. Setzen Sie in city.toml [publication] rounding = {base}. Es wurde nichts geschrieben."
        )


def together(former: list[Before]) -> Before:
    """What any of several releases showed, and what any hid."""
    shown = np.logical_or.reduce([one.shown for one in former])
    return Before(shown, np.logical_or.reduce([one.hidden for one in former]) & ~shown)


def seen_before(p: Publication, former: City, city: City, known: Known) -> Before:
    """What a former release showed and hid, on the cells of this publication."""
    old = publication(stored_cubes(former), former.catalogue, former.methods, former.tree, known)
    shown, hidden = np.zeros(len(p.number), np.bool_), np.zeros(len(p.number), np.bool_)
    exact = not release_of(former).known.rounding
    for (quantity, level, day), first in p.blocks.items():
        there = old.blocks.get((quantity, level, day))
        if there is None:
            continue
        place = {key: row for row, key in enumerate(former.tree.keys[level])}
        for row, key in enumerate(city.tree.keys[level]):
            if key in place:
                cell = there + place[key]
                shown[first + row] = exact and old.number[cell] == p.number[first + row]
                hidden[first + row] = bool(old.secret[cell])
    return Before(shown, hidden)


def attacked(folder: Path, city: City, prepared: Prepared, told: Release, aside: Path, step: Step = silent) -> Attacked:
    """Write the public edition into the file `aside` and attack it, alone and with each that left the house before.

    AtlasError where an attack finds something. Rounded editions are held against former ones by their rounding alone.
    """
    content, files = public_content(city, prepared.choice), public_files(city, prepared.choice)
    engine = store.connect(address(str(aside)))
    try:
        write_public(engine, content, told, prepared.cubes, files)
        public = City(engine, store.all_editions(engine, AUDIENCE)[0])
        step("Angriff auf das Geschriebene", 0, 1)
        true, written = chosen_cubes(city, prepared.choice), stored_cubes(public)
        found = attack(public, prepared.known, written, true)
    finally:
        engine.dispose()
    if found.findings or found.wrong:
        raise AtlasError(f"{attack_text(found, public)}Es wurde nichts veröffentlicht.")
    for former in former_releases(folder) if not prepared.known.rounding else ():
        if said := given_away(city, former, written, true, prepared.known):
            head = f"Zusammen mit der Veröffentlichung {release_of(former).number} lässt sich ausrechnen:"
            raise AtlasError("\n".join([head, *said, "Es wurde nichts veröffentlicht."]))
    return found


def told_of(city: City, prepared: Prepared, number: int, since: dt.date | None = None) -> Release:
    """What the edition will say of itself; it may be seen from the day `since` (default today)."""
    rules = {city.catalogue.indicators[i].rules.source for i in prepared.choice.indicators} - {""}
    day = since or dt.date.today()
    return Release(number, store.now(), day.isoformat(), tuple(sorted(rules)), prepared.known)


def release(
    folder: Path, city: City, prepared: Prepared, to: str, by: str, since: dt.date | None = None, step: Step = silent
) -> Released:
    """Write the public edition and let it be seen from the day `since` (default today).

    AtlasError where the attack on what was written finds something; then nothing is there that was not before.
    """
    target = store.connect(address(to))
    try:
        apart(target, to)
        there = [edition.number for edition in store.all_editions(target, AUDIENCE)]
        told = told_of(city, prepared, max([0, *there, *(e.number for e in entries(folder))]) + 1, since)
        with tempfile.TemporaryDirectory() as place:
            aside = Path(place) / "stand.sqlite"
            found = attacked(folder, city, prepared, told, aside, step)
            sha = _sha256(aside)
            keep(folder, aside, told, to, by, sha)
            if "://" in to or not store.absent(target):
                content, files = public_content(city, prepared.choice), public_files(city, prepared.choice)
                write_public(target, content, told, prepared.cubes, files)
            else:
                for rest in ("-wal", "-shm"):  # of a file that somebody removed: SQLite would put them into the new one
                    Path(f"{to}{rest}").unlink(missing_ok=True)
                with aside.open("rb") as source:
                    write_whole(Path(to), source)
    finally:
        target.dispose()
    return Released(told.number, sha, found.cells)


def take_back(folder: Path, to: str, number: int, by: str, reason: str) -> None:
    """Take an edition out of the public database; what was released is still known to the house.

    WrongUse where there is no such edition, or no reason.
    """
    if not reason.strip():
        raise WrongUse("Der Grund fehlt; sagen Sie (mit --reason), warum die Veröffentlichung zurückgenommen wird.")
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
    keep_back(folder, number, to, by, reason)


def opened(decision: Decision, city: City) -> list[str]:
    """Cells that a rule hides now and that a former release showed: they cannot be protected any more."""
    return [cell_words(c, decision.publication, city) for c in np.flatnonzero(decision.open).tolist()[:SHOWN]]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
