"""One more file of a series: understood, held against what counts now, accepted, and taken back.

Nothing is stored before acceptance; the file is kept below the town's folder, the database alone says that it counts.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import sqlalchemy as sa

from atlas.city import area_tree, belongs, database_url
from atlas.intake.arrivals import Files, counting, inbox, read_files
from atlas.intake.editions import Loaded, Made, keep
from atlas.intake.ingest import build_edition
from atlas.intake.newcomer import Newcomer, recipe_with, settle
from atlas.intake.understanding import understood
from atlas.progress import Step, half, silent
from atlas.recipe import read_recipe
from indicators import store
from indicators.counting.tree import AreaTree
from indicators.deliveries.concepts import Apart, apart
from indicators.deliveries.reading import Reading, Remark, name_cell, worth
from indicators.deliveries.revision import Difference, difference, lacking
from indicators.deliveries.totals import totals_of
from indicators.errors import Fault, FaultyInput, WrongUse
from indicators.observations import distinct
from indicators.store.acceptances import Acceptance, add_acceptance, add_withdrawal, all_acceptances
from indicators.written import write_whole

NAMED = 3  # keys that a fault names
HOW_MANY = re.compile(r"\d[\d.]* von \d[\d.]*")  # in a remark: "12 von 598 Zahlen mit Nachkommastellen"
FIRST = 5  # values that a preview shows as they were understood


@dataclass(frozen=True)
class Preview:
    """A file as it was understood, and what it would change; nothing is stored."""

    taken: Acceptance
    reading: Reading
    edition: int  # the one that it was held against; 0: nothing was loaded yet
    change: Difference
    lacking: int  # cells of the series in the same periods that this file does not speak of
    first: tuple[str, ...]  # "bev_insg, stadtteil 11, 2023-12-31: 1100"
    made: Made
    totals: tuple[dict[str, Any], ...] = ()  # those of its periods beside the sum of their parts, as `totals` says it
    remarks: tuple[Remark, ...] = ()  # of the file, but for those that an earlier file of the series had, too
    apart: tuple[Apart, ...] = ()  # its residents beside those that are known, where another concept is likely
    new: Newcomer | None = None  # the series, where the town did not have it


def preview(
    folder: Path,
    file: Path,
    series: str = "",
    by: str = "",
    whole: bool = False,
    step: Step = silent,
    new: Newcomer | None = None,
) -> Preview:
    """Read `file` as one of the `series` (name of a spec; "": the one that fits) and hold it against what counts.

    `whole`: it replaces everything that the series had before. `new`: a series that the town does not have yet.
    FaultyInput names all faults of the file and of the town with it, UnknownShape where no series has its columns;
    WrongUse where several fit.
    """
    recipe = recipe_with(folder, new) if new else read_recipe(folder)
    sha = _sha256(file)
    reading = understood(recipe, file, new.name if new else series, half(step))
    spec = reading.delivery
    said = new.spec if new else (folder / "deliveries" / f"{spec.name}.toml").read_text("utf-8")
    taken = Acceptance(spec.name, file.name, sha, said, by, whole)
    engine = store.connect(database_url(folder))
    try:
        newest = store.newest_edition(engine)
        belongs(newest, recipe.head.key, engine)
        others, faults = read_files(folder, recipe, counting(engine), half(step, second=True))
    finally:
        engine.dispose()
    files = Files((*others.readings, reading), (*others.replaces, whole))
    made = build_edition(folder, recipe, files, faults, half(step, second=True))
    _somewhere(reading, made, file)
    known = others.resolved().observations
    change = difference(known, made.resolved.observations)
    alike = max(len(reading.observations) - change.new - change.changed, 0)  # of this file, not of the whole town
    return Preview(
        taken=taken,
        reading=reading,
        edition=newest.number if newest else 0,
        change=replace(change, unchanged=alike),
        lacking=_lacking(others, reading),
        first=tuple(_shown(reading)),
        made=made,
        remarks=tuple(_not_said_before(others, reading)),
        apart=tuple(apart(reading.observations, known, made.content.catalogue)),
        totals=tuple(totals_of(reading, made.resolved, _tree(made), made.content.catalogue)),
        new=new,
    )


def accept(folder: Path, seen: Preview, file: Path) -> tuple[Loaded, int]:
    """Take the file in as it was previewed: one new edition, and the number under which the file is known.

    AtlasError where the town has another edition by now; WrongUse for a file that already counts or has changed
    since. Whatever goes wrong, the old edition stays. A new series comes into the folder first: one without a file
    changes nothing.
    """
    if _sha256(file) != seen.taken.sha256:
        raise WrongUse(f"{file}: Die Datei hat sich seit der Vorschau geändert; sehen Sie die Vorschau noch einmal an.")
    with file.open("rb") as source:
        write_whole(inbox(folder, seen.taken.sha256) / seen.taken.file, source)
    if seen.new:
        settle(folder, seen.new)
    known: list[int] = []

    def also(connection: sa.Connection, edition: int) -> None:
        known.append(add_acceptance(connection, seen.taken, edition))

    engine = store.connect(database_url(folder))
    try:
        return keep(engine, seen.made, also, on=seen.edition), known[0]
    finally:
        engine.dispose()


def withdraw(folder: Path, number: int, reason: str, by: str, step: Step = silent) -> Loaded:
    """A new edition without the file of that number; the values before it come back, the file stays known."""
    if not reason.strip():
        raise WrongUse("Der Grund fehlt; sagen Sie mit --reason, warum die Datei zurückgezogen wird.")
    recipe = read_recipe(folder)
    engine = store.connect(database_url(folder))
    try:
        there = {one.id: one for one in all_acceptances(engine)}
        counts = [one for one in there.values() if not one.withdrawn]
        if number not in {one.id for one in counts}:
            raise WrongUse(_not_there(number, there.get(number), counts))
        newest = store.newest_edition(engine)
        files, faults = read_files(folder, recipe, [one for one in counts if one.id != number], step)
        made = build_edition(folder, recipe, files, faults, step)

        def also(connection: sa.Connection, edition: int) -> None:
            add_withdrawal(connection, number, reason, by, edition)

        return keep(engine, made, also, on=newest.number if newest else 0)
    finally:
        engine.dispose()


def _not_there(number: int, known: Acceptance | None, counts: list[Acceptance]) -> str:
    if known is not None:
        return f"Nummer {number} ({known.file}) ist schon zurückgezogen: {known.withdrawn}."
    there = ", ".join(f"{one.id} ({one.file})" for one in counts) or "keine"
    return f"Eine angenommene Datei mit der Nummer {number} gibt es nicht; angenommen sind: {there}."


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError:
        raise WrongUse(f"{file}: Diese Datei gibt es nicht; prüfen Sie den Pfad und den Namen.") from None
    except IsADirectoryError:
        raise WrongUse(f"{file}: Das ist ein Ordner; nennen Sie die Datei, die darin liegt.") from None
    except OSError as error:
        raise WrongUse(
            f"{file}: Die Datei lässt sich nicht öffnen ({error.strerror}); prüfen Sie die Rechte."
        ) from None


def _somewhere(reading: Reading, made: Made, file: Path) -> None:
    """FaultyInput where not one key of the file is an area of the town."""
    o, there = reading.observations, made.content.areas
    wide = max(len(o.areas), 1)
    codes = distinct(o.level.astype(np.int64) * wide + o.area, len(o.levels) * wide).tolist()
    keys = [(o.levels[code // wide], o.areas[code % wide]) for code in codes]
    if not keys or {(level, area.key) for level, areas in there.items() for area in areas} & {*keys}:
        return
    levels = dict.fromkeys(level for level, _ in keys)
    known = [f"{area.key} ({area.name})" for level in levels for area in there.get(level, ())[:NAMED]]
    sentence = f"Kein Schlüssel der Datei gehört zu {made.content.head.name}: gefunden sind etwa "
    sentence += f"{', '.join(sorted(key for _, key in keys)[:NAMED])}, bekannt sind etwa {', '.join(known)}"
    raise FaultyInput([Fault(file.name, f"{sentence}. Prüfen Sie, ob die Datei von einer anderen Kommune ist.")])


def _tree(made: Made) -> AreaTree:
    return area_tree(made.content.levels, made.content.areas)


def _lacking(others: Files, reading: Reading) -> int:
    """Cells that the series has for the variables and periods of this file, and this file has not."""
    before = [one.observations for one in others.readings if one.delivery.name == reading.delivery.name]
    return lacking(before, reading.observations)


def _not_said_before(others: Files, reading: Reading) -> Iterator[Remark]:
    """Remarks whose sentence no other file of the series has, but for how many of how many."""
    of_it = (one for one in others.readings if one.delivery.name == reading.delivery.name)
    known = {HOW_MANY.sub("", remark.sentence) for one in of_it for remark in one.remarks}
    yield from (remark for remark in reading.remarks if HOW_MANY.sub("", remark.sentence) not in known)


def _shown(reading: Reading) -> list[str]:
    o = reading.observations
    return [f"{name_cell(o, row)}: {worth(o, row)}" for row in range(min(FIRST, len(o)))]
