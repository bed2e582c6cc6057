"""The public edition: what of an edition of the house leaves it, as a database that holds nothing else."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from pydantic import TypeAdapter

from atlas.city import CONTENT, City, Content
from atlas.levels import LevelInfo
from atlas.publishing.choice import Choice
from atlas.publishing.legal import legal_files
from indicators import store
from indicators.counting.cube import Cube
from indicators.disclosure.publication import Known
from indicators.errors import AtlasError, WrongUse
from indicators.expression import parse
from indicators.model import Catalogue
from indicators.store.cells import pack

AUDIENCE: Final = "public"
DRAWN: Final = ("geometry", "borders", "labels", "paper")  # files of a level's outlines


@dataclass(frozen=True)
class Release:
    """What the public edition says of itself."""

    number: int
    made_at: str  # ISO
    since: str  # ISO day from which it may be seen
    rules: tuple[str, ...]  # who set the rules that ran
    known: Known  # sums that everybody can reckon with


RELEASE = TypeAdapter(Release)


def public_content(city: City, choice: Choice) -> Content:
    """What the public atlas knows of the town: chosen levels and indicators, and nothing else."""
    levels = tuple(_nameless(info) for info in city.levels if info.id in choice.levels)
    areas = {
        level: tuple(replace(a, parents={k: v for k, v in a.parents.items() if k in choice.levels}) for a in members)
        for level, members in city.areas.items()
        if level in choice.levels
    }
    chosen = {key: i for key, i in city.catalogue.indicators.items() if key in choice.indicators}
    chosen = {k: replace(i, related=tuple(r for r in i.related if r in chosen), file="") for k, i in chosen.items()}
    needed = _variables(city.catalogue, [e for i in chosen.values() for e in (i.numerator, i.denominator) if e])
    themes = {i.theme for i in chosen.values()}
    catalogue = replace(
        city.catalogue,
        indicators=chosen,
        variables={key: v for key, v in city.catalogue.variables.items() if key in needed},
        themes={key: t for key, t in city.catalogue.themes.items() if key in themes},
    )
    return Content(
        city.head,
        levels,
        areas,
        tuple(v for v in city.vintages if v.level in choice.levels),
        catalogue,
        city.facilities,
        {key: said for key, said in city.sources.items() if key in needed},
    )


def _nameless(info: LevelInfo) -> LevelInfo:
    """A level that people made, without who: colleagues are named inside the house only."""
    return replace(info, own=replace(info.own, by="")) if info.own else info


def _variables(catalogue: Catalogue, expressions: Sequence[str]) -> set[str]:
    """Every variable of the expressions, and of the expressions of derived ones."""
    found: set[str] = set()
    open_ = [v for e in expressions for v in parse(e).variables]
    while open_:
        name = open_.pop()
        if name not in found and name in catalogue.variables:
            found.add(name)
            own = catalogue.variables[name].expression
            open_ += list(parse(own).variables) if own else []
    return found


def public_files(city: City, choice: Choice) -> dict[str, bytes]:
    """Outlines of the chosen levels, facilities, and what the town says of itself."""
    found: dict[str, bytes] = {}
    for vintage in city.vintages:
        if vintage.level in choice.levels:
            for kind in DRAWN:
                name = f"{kind}/{vintage.level}/{vintage.number}"
                found |= {n: file for n in (name, f"{name}.br") if (file := city.file(n)) is not None}
    if (facilities := city.file("facilities")) is not None:
        found["facilities"] = facilities
    return found | legal_files(city)


def write_public(
    engine: sa.Engine, content: Content, release: Release, cubes: Iterable[Cube], files: dict[str, bytes]
) -> int:
    """Store the edition in the public database; returns its number."""
    cubes = list(cubes)
    body: dict[str, Any] = {
        "city": CONTENT.dump_python(content, mode="json"),
        "release": RELEASE.dump_python(release, mode="json"),
    }
    with store.writing(engine) as connection:
        mark = fingerprint(content, cubes, files)
        return store.add_edition(connection, AUDIENCE, mark, body, (), cubes, files, release.number)


def fingerprint(content: Content, cubes: Iterable[Cube], files: dict[str, bytes]) -> str:
    """sha256 of everything that is released."""
    digest = hashlib.sha256(CONTENT.dump_json(content))
    for cube in cubes:
        digest.update(repr((cube.indicator, cube.level, cube.periods)).encode() + pack(cube))
    for name, file in sorted(files.items()):
        digest.update(name.encode() + hashlib.sha256(file).digest())
    return digest.hexdigest()


def address(to: str) -> str:
    """The database that a path or an address means."""
    return to if "://" in to else f"sqlite:///{Path(to).resolve()}"


def open_public(to: str, on: dt.date | None = None) -> City:
    """The newest public edition that may be seen `on` a day (default today).

    WrongUse where there is no database, AtlasError where it has no edition that may be seen.
    """
    edition = shown(to, on)
    if edition is None:
        raise AtlasError(
            f"{to}: Hier ist nichts veröffentlicht, das heute gezeigt werden darf; das macht atlas publish."
        )
    return City(store.connect(address(to)), edition)


def shown(to: str, on: dt.date | None = None) -> store.Edition | None:
    """The edition that may be seen; None where none may, or all were taken back. WrongUse where nothing is there."""
    engine = store.connect(address(to))
    try:
        if store.absent(engine):
            raise WrongUse(f"{to}: Diese Datei gibt es nicht; geben Sie an, wohin „atlas publish“ geschrieben hat.")
        apart(engine, to)
        editions = [e for e in store.all_editions(engine, AUDIENCE) if shown_since(e, on)]
        return editions[-1] if editions else None
    finally:
        engine.dispose()


def apart(engine: sa.Engine, to: str) -> None:
    """WrongUse where the database holds numbers of the house: a public atlas must have no way to them."""
    if store.all_editions(engine, "internal"):
        raise WrongUse(
            f"{to}: Hier liegen die Zahlen des Hauses; veröffentlicht wird nur in eine Datenbank für sich allein. "
            "Nennen Sie ein anderes Ziel."
        )


def release_of(city: City) -> Release:
    """What an open public edition says of itself."""
    return RELEASE.validate_python(city.edition.content["release"])


def shown_since(edition: store.Edition, on: dt.date | None = None) -> bool:
    """Whether a public edition may be seen `on` a day (default today)."""
    release = edition.content.get("release")
    since = str(release.get("since", "")) if isinstance(release, dict) else ""
    return since <= (on or dt.date.today()).isoformat()
