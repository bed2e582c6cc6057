"""One more file of a series: understood, held against what counts now, accepted, and taken back.

Nothing is stored before acceptance; the file is kept below the town's folder, the database alone says that it counts.
"""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from atlas.arrivals import Files, counting, for_file, inbox, read_files
from atlas.city import belongs, database_url
from atlas.editions import Loaded, Made, keep
from atlas.ingest import build_edition
from atlas.progress import Step, half, silent, within
from atlas.recipe import Recipe, read_recipe
from indicators import store
from indicators.deliveries.reading import Reading, name_cell, worth
from indicators.deliveries.revision import Difference, difference, lacking
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput, WrongUse
from indicators.plugins import discover
from indicators.store.acceptances import Acceptance, add_acceptance, add_withdrawal, all_acceptances

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


def preview(
    folder: Path, file: Path, series: str = "", by: str = "", whole: bool = False, step: Step = silent
) -> Preview:
    """Read `file` as one of the `series` (name of a spec; "": the one that fits) and hold it against what counts.

    `whole`: it replaces everything that the series had before. FaultyInput names all faults of the file and of
    the town with it; WrongUse where no series or several fit.
    """
    recipe = read_recipe(folder)
    sha = _sha256(file)
    reading = _understood(recipe, file, series, half(step))
    spec = reading.delivery
    said = (folder / "deliveries" / f"{spec.name}.toml").read_text("utf-8")
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
    change = difference(others.resolved().observations, made.resolved.observations)
    alike = max(len(reading.observations) - change.new - change.changed, 0)  # of this file, not of the whole town
    return Preview(
        taken=taken,
        reading=reading,
        edition=newest.number if newest else 0,
        change=replace(change, unchanged=alike),
        lacking=_lacking(others, reading),
        first=tuple(_shown(reading)),
        made=made,
    )


def accept(folder: Path, seen: Preview, file: Path) -> tuple[Loaded, int]:
    """Take the file in as it was previewed: one new edition, and the number under which the file is known.

    AtlasError where the town has another edition by now; WrongUse for a file that already counts or has changed
    since. Whatever goes wrong, the old edition stays.
    """
    if _sha256(file) != seen.taken.sha256:
        raise WrongUse(f"{file}: Die Datei hat sich seit der Vorschau geändert; sehen Sie die Vorschau noch einmal an.")
    _keep_file(inbox(folder, seen.taken.sha256) / seen.taken.file, file)
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


# --- understanding a file -----------------------------------------------------------------------------------------


def _understood(recipe: Recipe, file: Path, series: str, step: Step) -> Reading:
    """The file, read by the spec that is named, else by the only one that understands it."""
    specs = {delivery.name: delivery for delivery in recipe.deliveries}
    if series:
        if series not in specs:
            raise WrongUse(f"Die Lieferung „{series}“ gibt es nicht; vorhanden sind: {', '.join(specs)}.")
        return _read(specs[series], file, step)
    fits: list[Reading] = []
    why: list[str] = []
    for spec in specs.values():
        try:
            reading = _read(spec, file, step)
            if len(reading.observations):
                fits.append(reading)
        except FaultyInput as error:
            why.append(f"{spec.name}: {error.faults[0].sentence}")
    if len(fits) == 1:
        return fits[0]
    if fits:
        names = ", ".join(reading.delivery.name for reading in fits)
        raise WrongUse(f"{file.name}: Diese Datei passt zu mehreren Lieferungen ({names}); wählen Sie mit --spec.")
    raise FaultyInput(
        [Fault(file.name, f"Keine Lieferung der Kommune liest diese Datei. {sentence}") for sentence in why[:3]]
        or [Fault(file.name, "Keine Lieferung der Kommune liest diese Datei; legen Sie eine an.")]
    )


def _read(spec: Delivery, file: Path, step: Step) -> Reading:
    loader = discover("indicators.loaders")[spec.loader]
    reading: Reading = loader.read(file.parent, for_file(spec, file.name), within(step, spec.title))
    return reading


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise WrongUse(f"{file}: Die Datei lässt sich nicht lesen ({error.strerror}).") from None


def _keep_file(path: Path, file: Path) -> None:
    """The file below the town's folder, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as old, tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
            shutil.copyfileobj(old, new)
        Path(new.name).replace(path)
    except OSError as error:
        raise WrongUse(
            f"{path}: Die Datei kann nicht abgelegt werden ({error.strerror}); prüfen Sie Rechte und Platz."
        ) from None


def _lacking(others: Files, reading: Reading) -> int:
    """Cells that the series has for the variables and periods of this file, and this file has not."""
    before = [one.observations for one in others.readings if one.delivery.name == reading.delivery.name]
    return lacking(before, reading.observations)


def _shown(reading: Reading) -> list[str]:
    o = reading.observations
    return [f"{name_cell(o, row)}: {worth(o, row)}" for row in range(min(FIRST, len(o)))]
