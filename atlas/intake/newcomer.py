"""A series that the town did not have: the spec that answers make of a file, and how it comes into the town's folder.

Nothing is written before acceptance. Each file is written whole or not at all, what another needs before it, so that
the folder loads at every moment.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atlas.city import database_url, open_city, raw_folder
from atlas.recipe import Recipe, read_recipe
from geo.outlines import read_outlines
from indicators import store
from indicators.deliveries.answered import settled
from indicators.deliveries.names import Known
from indicators.deliveries.questions import SOURCE, TITLE
from indicators.deliveries.recognise import recognise
from indicators.deliveries.recognised import Knows, Recognised
from indicators.deliveries.rules import Place
from indicators.deliveries.spec_text import new_variables, period_kind, spec_of, variables_text
from indicators.errors import WrongUse
from indicators.toml_text import text
from indicators.written import write_text

NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Newcomer:
    """A new series, as texts of the files that it needs."""

    name: str
    spec: str  # deliveries/NAME.toml
    variables: str = ""  # catalogue/variables/NAME.toml; "" where it needs none
    source: str = ""  # the block of catalogue/sources.toml that they name


def knows_of(folder: Path, recipe: Recipe) -> Knows:
    """What the town knows: the areas of its newest edition, else of its outlines; variables; usual signs."""
    signs = [(d.symbols, tuple(d.symbols_own.items())) for d in recipe.deliveries]
    symbols, own = max(signs, key=signs.count, default=("plain", ()))
    names = {level.id: level.name for level in recipe.outlines.levels}
    areas = _areas(folder, recipe)
    top = min(recipe.outlines.levels, key=lambda level: level.order).id
    town = next((area.key for area in areas if area.level == top), str(recipe.document.get("area_key", "0")))
    return Knows(Place(top, town), recipe.head.name, areas, names, recipe.catalogue.variables, symbols, dict(own))


def _areas(folder: Path, recipe: Recipe) -> tuple[Known, ...]:
    engine = store.connect(database_url(folder))
    try:
        loaded = store.newest_edition(engine) is not None
    finally:
        engine.dispose()
    if loaded:
        city = open_city(folder)
        city.engine.dispose()
        return tuple(Known(area.name, area.key, level) for level, areas in city.areas.items() for area in areas)
    found = {(a.level, a.key): Known(a.name, a.key, a.level) for a in _outlines(folder, recipe)}
    return tuple(found.values())


def _outlines(folder: Path, recipe: Recipe) -> Iterator[Known]:
    for area in read_outlines(folder, raw_folder(folder), recipe.outlines).areas:
        yield Known(area.name, area.key, area.level)


def look_into(folder: Path, file: Path, answers: Mapping[str, str] | None = None) -> Recognised:
    """What the town understands of a file that none of its series reads. FaultyInput says why nothing."""
    recipe = read_recipe(folder)
    return recognise(file, knows_of(folder, recipe), answers)


def proposed_name(recognised: Recognised) -> str:
    """A name for the series, out of its title."""
    title = next((q.proposal for q in recognised.questions if q.id == TITLE), "")
    words = re.findall(r"[a-z]+", title.lower().translate(_UMLAUTS)) or ["lieferung"]
    return "_".join(words)[:40].strip("_")


def newcomer(recognised: Recognised, name: str, answers: Mapping[str, str], file: str = "") -> Newcomer:
    """The files of a new series; `file` as in spec_of.

    FaultyInput names every question without an answer; WrongUse for a bad name.
    """
    if not NAME.fullmatch(name):
        raise WrongUse(f"„{name}“ ist kein Name einer Lieferung; erlaubt sind Kleinbuchstaben, Ziffern, Unterstrich.")
    spec, new = spec_of(recognised, answers, file), new_variables(recognised, answers)
    if not new:
        return Newcomer(name, spec)
    key = f"lieferung_{name}"
    producer = settled(recognised, answers)[SOURCE] or "nicht genannt"
    kind = period_kind(recognised, answers)
    return Newcomer(name, spec, variables_text(new, key, kind), f"[{key}]\nproducer = {text(producer)}\n")


def recipe_with(folder: Path, new: Newcomer) -> Recipe:
    """The town's recipe as it will be with the new series. FaultyInput names all faults; nothing is written there."""
    with tempfile.TemporaryDirectory() as place:
        there = Path(place) / folder.resolve().name  # what is read remembers the name of its folder
        there.mkdir()
        shutil.copy(folder / "city.toml", there)
        for part in ("catalogue", "deliveries"):
            if (folder / part).is_dir():
                shutil.copytree(folder / part, there / part)
        settle(there, new)
        return read_recipe(there)


def settle(folder: Path, new: Newcomer) -> None:
    """Write the files of the new series, the spec last. WrongUse where the name is taken.

    What is there with the same text is left as it is, so that a second try after a crash goes through. Nothing is
    taken away again where the acceptance fails: someone else may have accepted on it by then.
    """
    spec = folder / "deliveries" / f"{new.name}.toml"
    variables = folder / "catalogue" / "variables" / f"{new.name}.toml"
    for path, wanted in ((spec, new.spec), (variables, new.variables)):
        if wanted and path.exists() and path.read_text("utf-8") != wanted:
            raise WrongUse(f"Eine Lieferung „{new.name}“ gibt es schon ({path.name}); wählen Sie einen anderen Namen.")
    if new.variables:
        sources = folder / "catalogue" / "sources.toml"
        said = sources.read_text("utf-8") if sources.exists() else ""
        if new.source.splitlines()[0] not in said.splitlines():
            write_text(sources, f"{said.rstrip()}\n\n{new.source}".lstrip())
        if not variables.exists():
            write_text(variables, new.variables)
    if not spec.exists():
        write_text(spec, new.spec)
