"""Take a city in: read its outlines and deliveries, check, count up, and store a new edition in one transaction.

Everything is read and checked before anything is written; a fault anywhere leaves the old edition as it was.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from atlas import places
from atlas.city import CONTENT, Content, area_tree, belongs, database_url, raw_folder
from atlas.facilities import facility_file, read_facilities
from atlas.progress import Step, silent
from atlas.recipe import computable, fault_of, read_recipe
from atlas.vintages import on_today
from geo.outlines import read_outlines
from indicators import store
from indicators.counting import availability
from indicators.counting.counts import Counts, count_up
from indicators.counting.cube import Cube, build, impossible_cells
from indicators.deliveries.reading import Reading, name_cell, resolve
from indicators.deliveries.report import report
from indicators.deliveries.report_text import report_text
from indicators.deliveries.spec import Delivery
from indicators.errors import AtlasError, Fault, FaultyInput, WrongUse
from indicators.methods import family
from indicators.model import Catalogue
from indicators.observations import Observations
from indicators.plugins import discover
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
    belongs(store.newest_edition(engine), recipe.head.key, engine)  # said now, not after all the reading
    raw = raw_folder(folder)
    readings: list[Reading] = []
    faults: list[Fault] = []
    of = len(recipe.deliveries) + 3
    loaders = discover("indicators.loaders")
    for done, delivery in enumerate(recipe.deliveries):
        step(delivery.title, done, of)
        try:
            readings.append(loaders[delivery.loader].read(raw, delivery))
        except FaultyInput as error:
            faults += error.faults
    step("Grenzen", of - 3, of)
    outlines = read_outlines(folder, raw, recipe.outlines)
    faults += [fault_of(f) for f in outlines.faults]
    facilities, wrong = read_facilities(recipe.document, raw)
    faults += wrong
    if faults:
        raise FaultyInput(faults)
    resolved = resolve(readings)
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
    cubes = list(_cubes(catalogue, counts, faults))
    if faults:
        raise FaultyInput(faults)
    if not cubes:
        raise AtlasError(
            f"{folder}: Aus diesen Lieferungen lässt sich kein Indikator berechnen; ergänzen Sie Lieferungen oder "
            "Indikatoren. Es wurde nichts geändert."
        )
    sources = _sources(recipe.deliveries)
    comparisons, converted = on_today(outlines.crosswalks, counts, catalogue, cubes)
    cubes += converted
    areas = made.levels, made.areas, made.vintages
    content = Content(recipe.head, *areas, catalogue, facilities, sources, comparisons)
    said = report(readings, resolved, tree, catalogue, outlines.report | made.said(outlines.report))
    known = availability.write(availability.availability(counts, resolved.observations, catalogue))
    files = made.files | {"facilities": facility_file(facilities), availability.FILE: known}
    step("Speichern", of, of)
    try:
        return _store(engine, readings, content, cubes, files, said)
    finally:
        engine.dispose()


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


def _fingerprint(members: list[str], content: Content, cubes: list[Cube], files: dict[str, bytes]) -> str:
    """Of everything that an edition holds: the same deliveries under a better definition are another edition."""
    digest = hashlib.sha256("".join(members).encode())
    digest.update(CONTENT.dump_json(content))
    for cube in cubes:
        digest.update(repr((cube.indicator, cube.level, cube.periods)).encode() + pack(cube))
    for name, file in sorted(files.items()):
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


def _store(
    engine: sa.Engine,
    readings: list[Reading],
    content: Content,
    cubes: list[Cube],
    files: dict[str, bytes],
    said: dict[str, object],
) -> Loaded:
    hashes = [_delivery_hash(reading) for reading in readings]
    fingerprint = _fingerprint(hashes, content, cubes, files)
    newest = store.newest_edition(engine)
    if newest is not None and newest.fingerprint == fingerprint:
        text = f"{report_text(said)}\nUnverändert: es gilt weiter Stand {newest.number}.\n"
        return Loaded(newest.number, False, said, text)
    with store.writing(engine) as connection:
        known = store.delivery_ids(connection)
        for sha, reading in zip(hashes, readings, strict=True):
            if sha not in known:
                about: dict[str, object] = {"title": reading.delivery.title, "rows": reading.rows_read}
                about["kept"] = reading.kept
                rows, rest = reading.observations, reading.residuals
                known[sha] = store.add_delivery(connection, reading.delivery.name, sha, about, rows, rest)
        body = {"city": CONTENT.dump_python(content, mode="json"), "report": said}
        members = sorted({known[sha] for sha in hashes})
        number = store.add_edition(connection, "internal", fingerprint, body, members, cubes, files)
    return Loaded(number, True, said, f"{report_text(said)}\nNeuer Stand {number}.\n")


def write_report(loaded: Loaded, path: Path) -> None:
    """The report as JSON (.json) or text. WrongUse where the file cannot be written."""
    said = loaded.text
    if path.suffix == ".json":
        said = json.dumps(loaded.report, ensure_ascii=False, indent=2) + "\n"
    try:
        path.write_text(said, "utf-8")
    except OSError as error:
        raise WrongUse(f"{path}: Der Ladebericht kann nicht geschrieben werden ({error.strerror}).") from None
