"""Take a city in: read its outlines and deliveries, check, count up, and store a new edition in one transaction.

Everything is read and checked before anything is written; a fault anywhere leaves the old edition as it was.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from atlas.city import Content, area_tree, belongs, database_url, raw_folder
from atlas.facilities import FacilityReading, facility_file, facility_text, read_facilities, said_of_facilities
from atlas.intake import places
from atlas.intake.arrivals import Files, counting, read_files
from atlas.intake.editions import Loaded, Made, keep
from atlas.intake.vintages import compare
from atlas.progress import Step, silent
from atlas.recipe import Recipe, computable, fault_of, read_recipe
from geo.outlines import OutlineResult, read_outlines
from indicators import checks, store
from indicators.counting import availability
from indicators.counting.counts import Counts, count_up
from indicators.counting.cube import Cube, build, impossible_cells
from indicators.counting.tree import AreaTree
from indicators.deliveries import series
from indicators.deliveries.reading import Resolved, name_cell
from indicators.deliveries.report import report
from indicators.deliveries.report_text import report_text
from indicators.deliveries.spec import Delivery
from indicators.disclosure.wholes import hide_in_wholes
from indicators.errors import AtlasError, Fault, FaultyInput, WrongUse
from indicators.methods import family
from indicators.model import Catalogue
from indicators.observations import Observations

SHOWN = 5  # how many faulty cells of one kind are named; the others are counted


@dataclass(frozen=True)
class Taken:
    """A town whose deliveries and outlines were read without a fault, counted up."""

    files: Files
    resolved: Resolved
    outlines: OutlineResult
    made: places.Places
    tree: AreaTree
    catalogue: Catalogue  # what can be computed of it
    counts: Counts
    placed: FacilityReading


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


def take_in(
    folder: Path, recipe: Recipe, files: Files, wrong_files: Sequence[Fault] = (), step: Step = silent
) -> Taken:
    """Read the outlines and count up; FaultyInput names all faults, those of the files first."""
    raw = raw_folder(folder)
    faults = list(wrong_files)
    of = len(files.readings) + 3
    step("Grenzen", of - 3, of)
    outlines = read_outlines(folder, raw, recipe.outlines)
    faults += [fault_of(f) for f in outlines.faults]
    placed = read_facilities(recipe.document, raw, () if outlines.faults else outlines.areas)
    faults += placed.faults
    if faults:
        raise FaultyInput(faults)
    resolved = files.resolved()
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
    if faults:
        list(_cubes(catalogue, counts, faults))  # what is wrong with shares is said in the same breath
        raise FaultyInput(faults)
    return Taken(files, resolved, outlines, made, tree, catalogue, counts, placed)


def build_edition(
    folder: Path, recipe: Recipe, files: Files, wrong_files: Sequence[Fault] = (), step: Step = silent
) -> Made:
    """Check, count up and draw everything; stores nothing. FaultyInput names all faults."""
    answers = checks.read_answers(folder)
    taken = take_in(folder, recipe, files, wrong_files, step)
    catalogue, counts, made, placed = taken.catalogue, taken.counts, taken.made, taken.placed
    faults: list[Fault] = []
    cubes = list(_cubes(catalogue, counts, faults))
    if faults:
        raise FaultyInput(faults)
    if not cubes:
        raise AtlasError(
            f"{folder}: Aus diesen Lieferungen lässt sich kein Indikator berechnen; ergänzen Sie Lieferungen oder "
            "Indikatoren. Es wurde nichts geändert."
        )
    made_of = {level.id: level.own.from_level for level in made.levels if level.own}
    cubes = hide_in_wholes(cubes, made_of, taken.tree, catalogue, family())
    findings = look_over(taken, cubes, recipe.declared)
    sources = _sources(recipe.deliveries)
    compared = compare(taken.outlines.crosswalks, counts, catalogue, cubes)
    cubes += compared.cubes
    areas = made.levels, made.areas, made.vintages
    content = Content(recipe.head, *areas, catalogue, placed.facilities, sources, compared.comparisons)
    boundaries = taken.outlines.report | made.said(taken.outlines.report)
    said = report(files.readings, taken.resolved, taken.tree, catalogue, boundaries)
    if compared.report:
        said["conversions"] = list(compared.report)
    if placed.lists:
        said["facilities"] = said_of_facilities(placed.lists)
    known = availability.write(availability.availability(counts, taken.resolved.observations, catalogue))
    owed = series.gather(recipe.deliveries, files.readings, files.replaces)
    artefacts = made.files | {"facilities": facility_file(placed.facilities), availability.FILE: known}
    artefacts |= {
        checks.FILE: checks.write_findings(findings, recipe.declared),
        series.FILE: series.write_series(owed),
    }
    plausible = checks.findings_text(findings, answers, SHOWN)
    words = f"{report_text(said)}{facility_text(placed.lists)}\n{plausible}"
    of = len(files.readings) + 3
    step("Speichern", of, of)
    return Made(files, taken.resolved, content, tuple(cubes), artefacts, said, words, tuple(findings))


def look_over(taken: Taken, cubes: list[Cube], declared: checks.Declared) -> list[checks.Finding]:
    """What the plausibility rules find."""
    o, rest = taken.resolved.observations, taken.resolved.residuals
    return checks.find_all(checks.material(o, rest, taken.counts, cubes, taken.catalogue, declared))


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


def write_report(loaded: Loaded, path: Path) -> None:
    """The report as JSON (.json) or text. WrongUse where the file cannot be written."""
    said = loaded.text
    if path.suffix == ".json":
        said = json.dumps(loaded.report, ensure_ascii=False, indent=2) + "\n"
    try:
        path.write_text(said, "utf-8")
    except OSError as error:
        raise WrongUse(f"{path}: Der Ladebericht kann nicht geschrieben werden ({error.strerror}).") from None
