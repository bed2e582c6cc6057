"""Take a city in: read its specs, outlines and deliveries, check, count up, and store a new edition in one transaction.

Everything is read and checked before anything is written; a fault anywhere leaves the old edition as it was.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas import places
from atlas.city import CONTENT, Content, Head, area_tree, database_url, raw_folder, read_head
from atlas.facilities import facility_file, read_facilities
from atlas.progress import Step, silent
from geo.errors import Fault as GeoFault
from geo.outline_spec import OutlineSpec
from geo.outlines import read_outlines
from geo.recipe import read_spec
from indicators import store
from indicators.catalogue import read_catalogue
from indicators.cube import Counts, Cube, build, count_up, subset_faults
from indicators.delivery import Delivery, read_deliveries
from indicators.errors import Fault, FaultyInput
from indicators.methods import family
from indicators.model import Catalogue
from indicators.observations import Observations, concatenate
from indicators.plugins import discover
from indicators.reading import Reading, resolve
from indicators.report import report
from indicators.report_text import report_text

HEAD_FIELDS = ("key", "name", "title", "invented", "state", "contact", "background")
CATALOGUE = Path(__file__).parent.parent / "data" / "catalogue"


@dataclass(frozen=True)
class Loaded:
    """What a load did."""

    edition: int
    changed: bool  # False: nothing new; the newest edition stays
    report: dict[str, object]
    text: str  # German


@dataclass(frozen=True)
class Recipe:
    """What a city's TOML files say, read and checked."""

    head: Head
    document: dict[str, object]
    outlines: OutlineSpec
    catalogue: Catalogue
    deliveries: list[Delivery]


def read_recipe(folder: Path) -> Recipe:
    """All specs of a city; FaultyInput names every fault of every file at once."""
    document = read_head(folder)
    faults: list[Fault] = []
    unknown = {"title", "key", "name"} - document.keys()
    faults += [
        Fault(f"city.toml, Feld {name}", "Das Feld fehlt; tragen Sie einen Text ein.") for name in sorted(unknown)
    ]
    outlines, wrong = read_spec(document)
    faults += [_fault(f) for f in wrong]
    catalogue: Catalogue | None = None
    deliveries: list[Delivery] = []
    try:
        catalogue = read_catalogue([CATALOGUE, folder / "catalogue"])
    except FaultyInput as error:
        faults += error.faults
    try:
        deliveries = read_deliveries(folder / "deliveries")
    except FaultyInput as error:
        faults += error.faults
    if catalogue is not None:
        faults += _unknown_variables(deliveries, catalogue)
        faults += _unknown_levels(deliveries, outlines)
    if faults or catalogue is None:
        raise FaultyInput(faults)
    head = Head(**{k: v for k, v in document.items() if k in HEAD_FIELDS})  # type: ignore[arg-type]  # checked by CONTENT
    return Recipe(head, document, outlines, catalogue, deliveries)


def _fault(fault: GeoFault) -> Fault:
    return Fault(fault.place, fault.sentence)


def _unknown_variables(deliveries: list[Delivery], catalogue: Catalogue) -> Iterator[Fault]:
    for delivery in deliveries:
        for variable in delivery.variables:
            if variable not in catalogue.variables:
                yield Fault(
                    f"deliveries/{delivery.name}.toml",
                    f"Das Merkmal „{variable}“ steht in keinem Katalog; legen Sie es in catalogue/variables an "
                    "oder berichtigen Sie den Namen.",
                )


def _unknown_levels(deliveries: list[Delivery], outlines: OutlineSpec) -> Iterator[Fault]:
    known = {level.id for level in outlines.levels}
    for delivery in deliveries:
        a = delivery.area
        named = {
            a.level,
            a.total_level,
            a.unassigned_level,
            a.constant.level if a.constant else "",
            *(r.level for r in a.levels),
        }
        for level in sorted(named - {""}):
            if level not in known:
                yield Fault(
                    f"deliveries/{delivery.name}.toml, Feld area",
                    f"Die Raumebene „{level}“ steht nicht in city.toml; vorhanden: {', '.join(sorted(known))}.",
                )


def check(folder: Path) -> list[str]:
    """All faults of a city at once (FaultyInput), without reading its deliveries; returns remarks."""
    recipe = read_recipe(folder)
    delivered = {v for d in recipe.deliveries for v in d.variables}
    active = _active(recipe.catalogue, delivered)
    said = (
        f"{recipe.head.name}: {len(recipe.deliveries)} Lieferungen, {len(delivered)} Merkmale, "
        f"{len(active.indicators)} von {len(recipe.catalogue.indicators)} Indikatoren berechenbar."
    )
    return [said]


def _active(catalogue: Catalogue, delivered: set[str]) -> Catalogue:
    """The catalogue without indicators that lack a variable."""
    from indicators.expression import parse

    derived = {k: parse(v.expression).variables for k, v in catalogue.variables.items() if v.expression}
    known = set(delivered)
    while more := {k for k, needs in derived.items() if k not in known and needs <= known}:
        known |= more
    needed = {
        k: parse(i.numerator).variables | (parse(i.denominator).variables if i.denominator else frozenset())
        for k, i in catalogue.indicators.items()
    }
    indicators = {k: i for k, i in catalogue.indicators.items() if needed[k] <= known}
    used = {v for k in indicators for v in needed[k]} | known
    variables = {k: v for k, v in catalogue.variables.items() if k in used}
    return Catalogue(catalogue.themes, catalogue.life_phases, variables, indicators)


def load(folder: Path, step: Step = silent) -> Loaded:
    """Read, check, count up and store. FaultyInput names all faults and leaves the old edition."""
    recipe = read_recipe(folder)
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
    faults += [_fault(f) for f in outlines.faults]
    facilities, wrong = read_facilities(recipe.document, raw)
    faults += wrong
    if faults:
        raise FaultyInput(faults)
    resolved = resolve(readings)
    step("Gebiete", of - 2, of)
    made = places.make(outlines, recipe.outlines, resolved.observations, resolved.residuals)
    tree = area_tree(made.levels, made.areas)
    delivered = set(resolved.observations.variables) | set(resolved.residuals.variables)
    catalogue = _active(recipe.catalogue, delivered)
    step("Werte", of - 1, of)
    counts = count_up(resolved.observations, resolved.residuals, tree, catalogue)
    cubes = list(_cubes(catalogue, counts, faults))
    if faults:
        raise FaultyInput(faults)
    sources = _sources(recipe.deliveries)
    content = Content(recipe.head, made.levels, made.areas, made.vintages, catalogue, facilities, sources)
    said = report(readings, resolved, tree, catalogue, outlines.report | {"coverage": made.report})
    files = made.files | {"facilities": facility_file(facilities)}
    print_ = _fingerprint(readings, content, files)
    step("Speichern", of, of)
    return _store(folder, readings, content, cubes, files, said, print_)


def _sources(deliveries: list[Delivery]) -> dict[str, tuple[str, ...]]:
    """variable -> who delivered it, with licence."""
    found: dict[str, list[str]] = {}
    for delivery in deliveries:
        said = delivery.source.producer + (f" ({delivery.source.licence})" if delivery.source.licence else "")
        for variable in delivery.variables:
            found.setdefault(variable, []).append(said)
    return {variable: tuple(dict.fromkeys(said)) for variable, said in found.items()}


def _cubes(catalogue: Catalogue, counts: Counts, faults: list[Fault]) -> Iterator[Cube]:
    methods = family()
    for indicator in catalogue.indicators.values():
        method = methods[indicator.method]
        for level, cube in build(indicator, method, counts).items():
            for key, period, x, n in subset_faults(cube, method)[:5]:
                faults.append(
                    Fault(
                        f"{indicator.id}, {level} {key}, {period.iso}",
                        f"Der Zähler {x:g} ist größer als der Nenner {n:g}; bei einem Anteil kann das nicht sein. "
                        "Prüfen Sie die Lieferungen oder die Definition.",
                    )
                )
            yield cube


def _fingerprint(readings: list[Reading], content: Content, files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for reading in readings:
        digest.update(_delivery_hash(reading).encode())
    digest.update(CONTENT.dump_json(content))
    for name, file in sorted(files.items()):
        digest.update(name.encode() + hashlib.sha256(file).digest())
    return digest.hexdigest()


def _delivery_hash(reading: Reading) -> str:
    said = repr((reading.delivery, [(f.name, f.sha256) for f in reading.files]))
    return hashlib.sha256(said.encode()).hexdigest()


def _store(
    folder: Path,
    readings: list[Reading],
    content: Content,
    cubes: list[Cube],
    files: dict[str, bytes],
    said: dict[str, object],
    fingerprint: str,
) -> Loaded:
    engine = store.connect(database_url(folder))
    newest = store.newest_edition(engine)
    if newest is not None and newest.fingerprint == fingerprint:
        text = f"{report_text(said)}\nUnverändert: es gilt weiter Stand {newest.number}.\n"
        return Loaded(newest.number, False, said, text)
    with store.writing(engine) as connection:
        known = store.delivery_ids(connection)
        members = []
        for reading in readings:
            sha = _delivery_hash(reading)
            if sha not in known:
                rows: Observations = concatenate([reading.observations])
                about = {"title": reading.delivery.title, "rows": reading.rows_read, "kept": reading.kept}
                known[sha] = store.add_delivery(connection, reading.delivery.name, sha, about, rows)
            members.append(known[sha])
        body = {"city": CONTENT.dump_python(content, mode="json"), "report": said}
        number = store.add_edition(connection, "internal", fingerprint, body, sorted(set(members)), cubes, files)
    engine.dispose()
    return Loaded(number, True, said, f"{report_text(said)}\nNeuer Stand {number}.\n")


def write_report(loaded: Loaded, path: Path) -> None:
    """The report as JSON (.json) or text."""
    if path.suffix == ".json":
        path.write_text(json.dumps(loaded.report, ensure_ascii=False, indent=2) + "\n", "utf-8")
    else:
        path.write_text(loaded.text, "utf-8")
