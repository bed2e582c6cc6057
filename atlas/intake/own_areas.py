"""Levels that people make: check one, take it in as a new edition, change it, take it away; nothing is lost.

The file and the edition change together: on any fault both stay as they were.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from atlas.city import belongs, database_url
from atlas.intake.arrivals import counting
from atlas.intake.arrivals import read_files as read_deliveries
from atlas.intake.editions import Loaded, keep
from atlas.intake.ingest import build_edition
from atlas.intake.own_files import FOLDER, put, read_files, written
from atlas.progress import Step, silent
from atlas.recipe import Recipe, read_recipe
from geo.outline_spec import OwnArea, OwnLevel
from indicators import store
from indicators.errors import Fault, FaultyInput, WrongUse

NOW = -1  # the edition that is there: whoever asks has seen no other


def take_in(folder: Path, name: str, document: Mapping[str, Any], on: int = NOW, step: Step = silent) -> Loaded:
    """Check the level and make an edition with it; a level of that name is replaced, its file kept among former ones.

    `on`: the edition that the decision was made on. FaultyInput names all faults of the file and of the town with it.
    """
    others, _ = read_files(folder)
    recipe = read_recipe(folder, {**others, name: dict(document)})
    level = next(level for level in recipe.outlines.own if level.id == name)
    return _keep(folder, recipe, name, written(level), on, step)


def take_away(folder: Path, name: str, on: int = NOW, step: Step = silent) -> Loaded:
    """An edition without the level; its file is kept among former ones. WrongUse where there is none of that name."""
    there, _ = read_files(folder)
    if name not in there:
        known = ", ".join(there) or "keine"
        raise WrongUse(f"Eigene Gebiete mit dem Namen „{name}“ gibt es nicht; vorhanden sind: {known}.")
    recipe = read_recipe(folder, {other: document for other, document in there.items() if other != name})
    return _keep(folder, recipe, name, None, on, step)


def _keep(folder: Path, recipe: Recipe, name: str, text: str | None, on: int, step: Step) -> Loaded:
    engine = store.connect(database_url(folder))
    before = folder / FOLDER / f"{name}.toml"
    old = before.read_text("utf-8") if before.is_file() else None
    try:
        newest = store.newest_edition(engine)
        belongs(newest, recipe.head.key, engine)
        files, faults = read_deliveries(folder, recipe, counting(engine), step)
        made = build_edition(folder, recipe, files, faults, step)

        def also(_connection: sa.Connection, _edition: int) -> None:
            put(folder, name, text)  # the last step before the edition counts

        return keep(engine, made, also, on=(newest.number if newest else 0) if on == NOW else on)
    except BaseException:
        if (before.read_text("utf-8") if before.is_file() else None) != old:
            put(folder, name, old)
        raise
    finally:
        engine.dispose()


def from_file(file: Path) -> tuple[str, dict[str, Any]]:
    """Name and tables of a file that someone wrote; WrongUse where it cannot be read, FaultyInput for no TOML."""
    try:
        return file.stem, tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise WrongUse(f"{file}: Die Datei lässt sich nicht lesen ({error.strerror}).") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = "ist nicht in UTF-8 geschrieben" if isinstance(error, UnicodeDecodeError) else f"ist kein TOML ({error})"
        raise FaultyInput([Fault(file.name, f"Die Datei {why}; berichtigen Sie sie.")]) from None


def listed(folder: Path) -> str:
    """The levels of people with their areas and parts, for the command line."""
    own = read_recipe(folder).outlines.own
    return "\n".join(_said(level) for level in own) if own else "Es gibt keine eigenen Gebiete.\n"


def _said(level: OwnLevel) -> str:
    head = f"{level.id}: {level.plural}, aus {level.from_level}, angelegt von {level.by} am {level.on:%d.%m.%Y}\n"
    return head + "".join(f"  {_area(area)}\n" for area in level.areas)


def _area(area: OwnArea) -> str:
    return f"{area.key} {area.name}: {', '.join(area.members)}"
