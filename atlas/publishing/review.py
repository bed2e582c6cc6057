"""What somebody looks at before they release: what would be hidden and why, what would help, what the attack found.

A review is made in one job and its release in another: the second decides everything anew, and releases only what
equals what was looked at.
"""

import datetime as dt
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from atlas.city import City, open_city
from atlas.progress import Step, silent
from atlas.publishing.choice import Choice, choose, chosen_cubes
from atlas.publishing.public import fingerprint, public_content, public_files
from atlas.publishing.release import Prepared, Released, attacked, opened, prepare, release, told_of
from atlas.publishing.remedies import remedies
from indicators.errors import AtlasError

TARGET: Final = "oeffentlich.sqlite"  # in the town's folder: where the page releases to


@dataclass(frozen=True)
class Row:
    """One indicator at one level, of which something would be hidden."""

    indicator: str
    level: str
    numbers: int
    primary: int
    secondary: int
    why: str  # who set the rule
    remedies: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """A publication as it was looked at."""

    edition: int
    choice: Choice
    fingerprint: str  # of everything that would be released
    before: int  # former releases that it was held against
    attacked: int  # hidden cells; none of them is open
    numbers: int
    primary: int
    secondary: int
    rows: tuple[Row, ...]
    opened: tuple[str, ...]  # secret now, and shown by a former release


REVIEW: Final = TypeAdapter(Review)


def review(
    folder: Path,
    indicators: Sequence[str] = (),
    levels: Sequence[str] = (),
    years: Collection[int] = (),
    step: Step = silent,
) -> Review:
    """Decide, write aside, attack, and throw away. AtlasError names contradictions and cells that stay open."""
    city = open_city(folder)
    try:
        prepared = prepare(folder, city, choose(city, indicators, levels, years), step)
        with tempfile.TemporaryDirectory() as place:
            found = attacked(folder, city, prepared, told_of(city, prepared, 1), Path(place) / "stand.sqlite", step)
        lines = prepared.lines
        helps = remedies(lines, chosen_cubes(city, prepared.choice), city, prepared.known)
        rows = [
            Row(
                line.indicator,
                line.level,
                line.numbers,
                line.primary,
                line.secondary,
                city.catalogue.indicators[line.indicator].rules.source,
                helps.get((line.indicator, line.level), ()),
            )
            for line in lines
            if line.primary or line.secondary
        ]
        return Review(
            city.edition.number,
            prepared.choice,
            _mark(city, prepared),
            prepared.before,
            found.cells,
            sum(line.numbers for line in lines),
            sum(line.primary for line in lines),
            sum(line.secondary for line in lines),
            tuple(rows),
            tuple(opened(prepared.decision, city)),
        )
    finally:
        city.engine.dispose()


def release_reviewed(
    folder: Path, seen: Review, to: str, by: str, since: dt.date | None = None, step: Step = silent
) -> Released:
    """Release what was looked at; AtlasError where it would be something else by now."""
    city = open_city(folder)
    try:
        if city.edition.number != seen.edition:
            raise AtlasError(
                f"Inzwischen gilt Stand {city.edition.number} statt {seen.edition}; prüfen Sie die Veröffentlichung "
                "noch einmal. Es wurde nichts veröffentlicht."
            )
        prepared = prepare(folder, city, seen.choice, step)
        if _mark(city, prepared) != seen.fingerprint:
            raise AtlasError(
                "Seit der Prüfung hat sich geändert, was verborgen würde (Regeln, Texte oder eine Freigabe "
                "dazwischen); prüfen Sie die Veröffentlichung noch einmal. Es wurde nichts veröffentlicht."
            )
        return release(folder, city, prepared, to, by, since, step)
    finally:
        city.engine.dispose()


def _mark(city: City, prepared: Prepared) -> str:
    content, files = public_content(city, prepared.choice), public_files(city, prepared.choice)
    return fingerprint(content, prepared.cubes, files)
