"""Take a city in: read its outlines and deliveries, check, count up, and store a new edition in one transaction.

Everything is read and checked before anything is written; a fault anywhere leaves the old edition as it was.
"""

import glob
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from atlas import places
from atlas.city import CONTENT, Content, area_tree, belongs, database_url, raw_folder
from atlas.facilities import facility_file, facility_text, read_facilities, said_of_facilities
from atlas.progress import Step, silent
from atlas.recipe import Recipe, computable, fault_of, read_recipe
from geo.outlines import read_outlines
from indicators import store
from indicators.counting import availability
from indicators.counting.counts import Counts, count_up
from indicators.counting.cube import Cube, build, impossible_cells
from indicators.deliveries.reading import Reading, Resolved, name_cell, resolve
from indicators.deliveries.report import report
from indicators.deliveries.report_text import report_text
from indicators.deliveries.revision import revise
from indicators.deliveries.spec import Delivery
from indicators.errors import AtlasError, Fault, FaultyInput, WrongUse
from indicators.methods import family
from indicators.model import Catalogue
from indicators.observations import Observations
from indicators.plugins import discover
from indicators.store.acceptances import Acceptance, all_acceptances
from indicators.store.cells import pack

SHOWN = 5  # how many faulty cells of one kind are named; the others are counted


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    edition: int
    changed: bool  # False: nothing new; the newest edition stays
    report: dict[str, object]
    text: str  # German


def load(folder: Path, step: Step = silent) -> Loaded:
    """Read, check, count up and store. FaultyInput names all faults and leaves the old edition."""
    recipe = read_recipe(folder)
    engine = store.connect(database_url(folder))
    try:
        belongs(store.newest_edition(engine), recipe.head.key, engine)  # said now, not after all the reading
        files, faults = read_files(folder, recipe, counting(engine), step)
        return keep(engine, build_edition(folder, recipe, files, faults, step))
    finally:
        engine.dispose()


@dataclass(frozen=True)
class Files:
    """Everything that a town has delivered, read: its folder's deliveries, then the files taken in beside it."""

    readings: tuple[Reading, ...]
    replaces: tuple[bool, ...]  # of each: whether all of its series before it no longer counts

    def resolved(self) -> Resolved:
        """One value a cell: of a series the newest, of several deliveries the one that their priorities decide."""
        series: dict[str, list[int]] = {}
        for place, reading in enumerate(self.readings):
            series.setdefault(reading.delivery.name, []).append(place)
        return resolve(
            [revise([self.readings[i] for i in of], [self.replaces[i] for i in of]) for of in series.values()]
        )


def counting(engine: sa.Engine) -> list[Acceptance]:
    """The files that were taken in and not withdrawn, the oldest first."""
    return [taken for taken in all_acceptances(engine) if not taken.withdrawn]


def read_files(
    folder: Path, recipe: Recipe, taken: Sequence[Acceptance], step: Step = silent
) -> tuple[Files, list[Fault]]:
    """Read the folder's deliveries and the files taken in; and all faults of all files."""
    raw = raw_folder(folder)
    readings: list[Reading] = []
    faults: list[Fault] = []
    of = len(recipe.deliveries) + len(taken) + 3
    loaders = discover("indicators.loaders")
    specs = {delivery.name: delivery for delivery in recipe.deliveries}
    todo = [(raw, delivery) for delivery in recipe.deliveries]
    for one in taken:
        if one.series in specs:
            todo.append((inbox(folder, one.sha256), for_file(specs[one.series], one.file)))
        else:
            sentence = f"Nummer {one.id} ({one.file}) braucht sie; legen Sie sie wieder an oder ziehen Sie sie zurück."
            faults.append(Fault(f"deliveries/{one.series}.toml", f"Diese Lieferung fehlt. {sentence}"))
    for done, (place, delivery) in enumerate(todo):
        step(delivery.title, done, of)
        try:
            readings.append(loaders[delivery.loader].read(place, delivery))
        except FaultyInput as error:
            faults += error.faults
    whole = (False,) * len(recipe.deliveries) + tuple(one.replaces for one in taken)
    return Files(tuple(readings), whole), faults


def inbox(folder: Path, sha256: str) -> Path:
    """The folder in which a file that was taken in lies, known by its content."""
    return folder / "eingang" / sha256[:16]


def for_file(delivery: Delivery, name: str) -> Delivery:
    """The spec of a series for one more file of it."""
    return replace(delivery, title=f"{delivery.title} ({name})", file=(glob.escape(name),))


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


def build_edition(
    folder: Path, recipe: Recipe, read: Files, wrong_files: Sequence[Fault] = (), step: Step = silent
) -> Made:
    """Check, count up and draw everything; stores nothing. FaultyInput names all faults, those of the files first."""
    raw = raw_folder(folder)
    faults = list(wrong_files)
    of = len(read.readings) + 3
    step("Grenzen", of - 3, of)
    outlines = read_outlines(folder, raw, recipe.outlines)
    faults += [fault_of(f) for f in outlines.faults]
    placed = read_facilities(recipe.document, raw, () if outlines.faults else outlines.areas)
    faults += placed.faults
    if faults:
        raise FaultyInput(faults)
    resolved = read.resolved()
    faults += _negative(resolved.observations, recipe.catalogue)
    faults += _negative(resolved.residuals, recipe.catalogue)
    step("Gebiete", of - 2, of)
    made = places.make(outlines, recipe.outlines, resolved.observations, resolved.residuals, (raw, folder))
    faults += [fault_of(f) for f in made.faults]
    tree = area_tree(made.levels, made.areas)
    delivered = set(resolved.observations.variables) | set(resolved.residuals.variables)
    catalogue = computable(recipe.catalogue, delivered)
    step("Werte", of - 1, of)
    counts = count_up(resolved.observations, resolved.residuals, tree, catalogue)
    cubes = tuple(_cubes(catalogue, counts, faults))
    if faults:
        raise FaultyInput(faults)
    if not cubes:
        raise AtlasError(
            f"{folder}: Aus diesen Lieferungen lässt sich kein Indikator berechnen; ergänzen Sie Lieferungen oder "
            "Indikatoren. Es wurde nichts geändert."
        )
    sources = _sources(recipe.deliveries)
    content = Content(recipe.head, made.levels, made.areas, made.vintages, catalogue, placed.facilities, sources)
    said = report(read.readings, resolved, tree, catalogue, outlines.report | made.said(outlines.report))
    if placed.lists:
        said["facilities"] = said_of_facilities(placed.lists)
    known = availability.write(availability.availability(counts, resolved.observations, catalogue))
    files = made.files | {"facilities": facility_file(placed.facilities), availability.FILE: known}
    step("Speichern", of, of)
    return Made(read, resolved, content, cubes, files, said, report_text(said) + facility_text(placed.lists))


def _sources(deliveries: list[Delivery]) -> dict[str, tuple[str, ...]]:
    """variable -> who delivered it, with licence."""
    found: dict[str, list[str]] = {}
    for delivery in deliveries:
        said = delivery.source.producer + (f" ({delivery.source.licence})" if delivery.source.licence else "")
        for variable in delivery.variables:
            found.setdefault(variable, []).append(said)
    return {variable: tuple(dict.fromkeys(said)) for variable, said in found.items()}


def _negative(rows: Observations, catalogue: Catalogue) -> Iterator[Fault]:
    """Counts below zero: nobody can be counted less than once."""
    for code in np.unique(rows.variable[rows.number < 0]).tolist():
        variable = catalogue.variables[rows.variables[code]]
        cells = np.flatnonzero((rows.variable == code) & (rows.number < 0)).tolist()
        for cell in cells[:SHOWN] if variable.kind == "count" else ():
            sentence = f"{rows.number[cell]:g} ist keine Anzahl; berichtigen Sie die Lieferung."
            yield Fault(name_cell(rows, cell), sentence)
        if variable.kind == "count" and len(cells) > SHOWN:
            yield Fault(variable.id, f"Weitere {len(cells) - SHOWN} Werte sind negativ.")


def _cubes(catalogue: Catalogue, counts: Counts, faults: list[Fault]) -> Iterator[Cube]:
    methods = family()
    for indicator in catalogue.indicators.values():
        for level, cube in build(indicator, counts).items():
            wrong = impossible_cells(cube, methods[indicator.method])
            for key, period, x, n in wrong[:SHOWN]:
                found = f"Der Zähler {x:.15g} ist {'negativ' if x < 0 else f'größer als der Nenner {n:.15g}'}"
                faults.append(
                    Fault(
                        f"{indicator.id}, {level} {key}, {period.iso}",
                        f"{found.replace('.', ',')}; bei einem Anteil kann das nicht sein. "
                        "Prüfen Sie die Lieferungen oder die Definition.",
                    )
                )
            if len(wrong) > SHOWN:
                sentence = f"Weitere {len(wrong) - SHOWN} Werte dieser Ebene haben denselben Fehler."
                faults.append(Fault(f"{indicator.id}, {level}", sentence))
            yield cube


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
        return Loaded(newest.number, False, made.report, text)
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
                rows, rest = reading.observations, reading.residuals
                known[sha] = store.add_delivery(connection, reading.delivery.name, sha, about, rows, rest)
        body = {"city": CONTENT.dump_python(made.content, mode="json"), "report": made.report}
        members = list(dict.fromkeys(known[sha] for sha in hashes))
        number = store.add_edition(
            connection, "internal", fingerprint, body, sorted(members), made.cubes, made.artefacts
        )
        if also is not None:
            also(connection, number)
    return Loaded(number, True, made.report, f"{made.text}\nNeuer Stand {number}.\n")


def write_report(loaded: Loaded, path: Path) -> None:
    """The report as JSON (.json) or text. WrongUse where the file cannot be written."""
    said = loaded.text
    if path.suffix == ".json":
        said = json.dumps(loaded.report, ensure_ascii=False, indent=2) + "\n"
    try:
        path.write_text(said, "utf-8")
    except OSError as error:
        raise WrongUse(f"{path}: Der Ladebericht kann nicht geschrieben werden ({error.strerror}).") from None
