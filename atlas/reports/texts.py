"""Texts that people put in the place of the atlas's own: kept with what they were written on.

`CITY/berichte/texte.toml` is appended to; of a place the last entry counts, an empty text gives the place back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atlas.reports.document import place_of
from indicators import store
from indicators.errors import AtlasError, FaultyInput
from indicators.forms import fill, read_toml
from indicators.ledger import append
from indicators.written import writing

FILE: Final = "berichte/texte.toml"
MOST: Final = 8000  # characters
_HEAD: Final = "# Texte, die Menschen statt der Sätze des Atlas geschrieben haben; der Atlas hängt hier an.\n"


@dataclass(frozen=True)
class Edited:
    """One text of people."""

    template: str
    area: str  # level:key, several keys joined by +
    place: str  # of Paragraph
    text: str  # "" : the atlas's own again
    basis: str  # what the atlas said when it was written
    edition: str  # number of the edition it was written on
    by: str
    when: str  # ISO, UTC


def area_of(level: str, keys: tuple[str, ...]) -> str:
    """The subject of a paper as entries name it."""
    return f"{level}:{place_of(keys)}"


def edited_texts(folder: Path | None, template: str, level: str, keys: tuple[str, ...]) -> Mapping[str, Edited]:
    """Place -> what people wrote there. FaultyInput where the file cannot be read."""
    area = area_of(level, keys)
    return {one.place: one for one in all_texts(folder) if (one.template, one.area) == (template, area)}


def all_texts(folder: Path | None) -> list[Edited]:
    """What counts of all that people wrote. FaultyInput where the file cannot be read."""
    path = folder / FILE if folder else None
    if path is None or not path.exists():
        return []
    document, faults = read_toml(path, FILE)
    found: dict[tuple[str, str, str], Edited] = {}
    for number, table in enumerate(document.get("text", []), 1):
        one = fill(Edited, table, f"{FILE}, Eintrag {number}", faults)
        if one:
            found[one.template, one.area, one.place] = one
    if faults:
        raise FaultyInput(faults)
    return [one for one in found.values() if one.text]


def keep_text(folder: Path, one: Edited) -> None:
    """Add an entry. AtlasError where the text is too long."""
    if len(one.text) > MOST:
        raise AtlasError(f"Der Text hat {len(one.text)} Zeichen; erlaubt sind {MOST}. Kürzen Sie ihn.")
    path = folder / FILE
    with writing(path):
        path.parent.mkdir(exist_ok=True)
        fields = {name: str(getattr(one, name)) for name in Edited.__dataclass_fields__}
        append(path, _HEAD, "text", fields | {"when": one.when or store.now()})
