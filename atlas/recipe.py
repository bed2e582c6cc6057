"""A city's recipe: what its TOML files say, read and checked against each other; reads no delivery and no outline."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlas.city import Head, read_head
from atlas.facilities.spec import read_specs
from atlas.intake.own_files import read_files
from atlas.publishing.settings import read_rounding
from atlas.reports.design import read_design
from geo.errors import Fault as GeoFault
from geo.outline_spec import OutlineSpec
from geo.recipe import read_spec
from geo.recipe_fields import HEAD_FIELDS as PLACE_FIELDS
from indicators.catalogue.folders import CHOICE, read_catalogue
from indicators.checks import Declared, read_declared
from indicators.deliveries.spec import Delivery, read_deliveries
from indicators.disclosure.rounding import Rounding
from indicators.errors import Fault, FaultyInput
from indicators.expression import parse
from indicators.forms import fill, nearest
from indicators.model import Catalogue, Indicator

CATALOGUE = Path(__file__).parent.parent / "data" / "catalogue"
ALL = "all-computable"  # the word for every indicator whose variables are delivered
HEAD_FIELDS = ("key", "name", "title", "invented", "state", "contact", "background", "address")
TABLES = ("levels", "boundaries", "areas", "crosswalks", "facilities", "catalogue", "publication", "design")


@dataclass(frozen=True)
class Recipe:
    """What a city's TOML files say, read and checked."""

    head: Head
    document: dict[str, object]
    outlines: OutlineSpec
    catalogue: Catalogue  # the chosen indicators, or all
    deliveries: list[Delivery]
    declared: Declared  # what the plausibility rules are told
    rounding: Rounding  # how its publications are rounded


def read_recipe(folder: Path, own: Mapping[str, dict[str, Any]] | None = None) -> Recipe:
    """All specs of a city; FaultyInput names every fault of every file at once.

    `own`: the levels of people to reckon with, instead of those in the folder.
    """
    document = read_head(folder)
    faults: list[Fault] = []
    head = _head(document, faults)
    chosen = _chosen(document, faults)
    own, broken = read_files(folder) if own is None else (own, [])
    faults += broken
    outlines, wrong = read_spec(document, own=own)
    faults += [fault_of(f) for f in wrong]
    rounding = read_rounding(document, faults)
    read_design(folder, document, faults)  # read again when papers are made: a logo may change without a new edition
    read_specs(document, faults)  # the lists themselves are read while loading
    catalogue: Catalogue | None = None
    declared = Declared()
    folders = [CATALOGUE, folder / "catalogue"]
    deliveries: list[Delivery] | None = None
    try:
        catalogue = read_catalogue(folders, chosen)
        declared = read_declared(folders, catalogue)
    except FaultyInput as error:
        faults += error.faults
    try:
        deliveries = read_deliveries(folder / "deliveries")
    except FaultyInput as error:
        faults += error.faults
    if deliveries is not None:
        faults += _unknown_levels(deliveries, outlines)
        if catalogue is not None:
            faults += _unknown_variables(deliveries, catalogue)
            faults += _out_of_reach(chosen, catalogue, deliveries)
    if faults or catalogue is None or deliveries is None or head is None:
        raise FaultyInput(dict.fromkeys(faults))
    return Recipe(head, document, outlines, catalogue, deliveries, declared, rounding)


def check(folder: Path) -> list[str]:
    """All faults of a city at once (FaultyInput), without reading its deliveries; returns remarks."""
    recipe = read_recipe(folder)
    delivered = {v for d in recipe.deliveries for v in d.variables}
    active = computable(recipe.catalogue, delivered)
    said = (
        f"{recipe.head.name}: {len(recipe.deliveries)} Lieferungen, {len(delivered)} Merkmale, "
        f"{len(active.indicators)} von {len(recipe.catalogue.indicators)} Indikatoren berechenbar."
    )
    return [said]


def fault_of(fault: GeoFault) -> Fault:
    """A fault of the outlines as one of the town."""
    return Fault(fault.place, fault.sentence)


def computable(catalogue: Catalogue, delivered: set[str]) -> Catalogue:
    """The catalogue without indicators that lack a variable."""
    known = _known(catalogue, delivered)
    indicators = {key: i for key, i in catalogue.indicators.items() if needed(i) <= known}
    used = {v for i in indicators.values() for v in needed(i)} | known
    variables = {key: v for key, v in catalogue.variables.items() if key in used}
    return Catalogue(catalogue.themes, catalogue.life_phases, variables, indicators)


def needed(indicator: Indicator) -> set[str]:
    """The variables that an indicator is made of, and those that its rules ask for."""
    texts = [text for text in (indicator.numerator, indicator.denominator) if text]
    return {name for text in texts for name in parse(text).variables} | indicator.rules.variables


def _known(catalogue: Catalogue, delivered: set[str]) -> set[str]:
    """What is delivered, and what can be derived of it."""
    derived = {key: parse(v.expression).variables for key, v in catalogue.variables.items() if v.expression}
    known = set(delivered)
    while more := {key for key, parts in derived.items() if key not in known and parts <= known}:
        known |= more
    return known


def _head(document: dict[str, object], faults: list[Fault]) -> Head | None:
    allowed = (*HEAD_FIELDS, *PLACE_FIELDS, *TABLES)
    for name in document:
        if name not in allowed:
            faults.append(Fault(f"city.toml, Feld {name}", f"Dieses Feld gibt es nicht; {nearest(name, allowed)}."))
    head = fill(Head, {name: document[name] for name in HEAD_FIELDS if name in document}, "city.toml", faults)
    for name in ("key", "name", "title"):
        if head is not None and not getattr(head, name).strip():
            faults.append(Fault(f"city.toml, Feld {name}", "Das Feld ist leer; tragen Sie einen Text ein."))
    if head is not None and head.address and not re.fullmatch(r"https?://[^/\s]+(/\S*)?", head.address):
        said = f"„{head.address}“ ist keine Adresse; schreiben Sie sie wie https://atlas.example.de."
        faults.append(Fault("city.toml, Feld address", said))
    return head


def _chosen(document: dict[str, object], faults: list[Fault]) -> list[str] | None:
    """The ids that the town names; None for all that can be computed."""
    table = document.get("catalogue", {})
    said = table.get("indicators", ALL) if isinstance(table, dict) else None
    unknown = [name for name in table if name != "indicators"] if isinstance(table, dict) else []
    faults += [
        Fault(f"city.toml, Feld catalogue.{name}", f"Dieses Feld gibt es nicht; {nearest(name, ['indicators'])}.")
        for name in unknown
    ]
    if said in (ALL, [ALL]):
        return None
    if isinstance(said, list) and all(isinstance(key, str) for key in said) and said:
        return said
    sentence = f'Hier wird eine Liste von Schlüsseln oder „{ALL}“ erwartet, etwa [catalogue] indicators = ["ant_u18"].'
    faults.append(Fault(CHOICE, sentence))
    return None


def _unknown_variables(deliveries: list[Delivery], catalogue: Catalogue) -> Iterator[Fault]:
    for delivery in deliveries:
        for variable in delivery.variables:
            if variable not in catalogue.variables:
                yield Fault(
                    f"deliveries/{delivery.name}.toml",
                    f"Das Merkmal „{variable}“ steht in keinem Katalog; {nearest(variable, catalogue.variables)}. "
                    "Ein neues Merkmal legen Sie in catalogue/variables an.",
                )


def _unknown_levels(deliveries: list[Delivery], outlines: OutlineSpec) -> Iterator[Fault]:
    known = [level.id for level in outlines.all_levels]
    for delivery in deliveries:
        for level in delivery.area.levels_named:
            if level not in known:
                yield Fault(
                    f"deliveries/{delivery.name}.toml, Feld area",
                    f"Die Raumebene „{level}“ steht nicht in city.toml; {nearest(level, known)}.",
                )


def _out_of_reach(chosen: list[str] | None, catalogue: Catalogue, deliveries: list[Delivery]) -> Iterator[Fault]:
    """Indicators that the town names although nobody delivers what they are made of."""
    known = _known(catalogue, {v for d in deliveries for v in d.variables})
    for key in chosen or ():
        lacking = sorted(needed(catalogue.indicators[key]) - known)
        if lacking:
            yield Fault(
                CHOICE,
                f"Der Indikator „{key}“ ist gewählt, aber keine Lieferung enthält {', '.join(lacking)}; "
                "ergänzen Sie die Lieferung oder streichen Sie den Indikator.",
            )
