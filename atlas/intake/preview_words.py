"""A preview in the words of the page: titles of variables and names of areas instead of their keys."""

import datetime as dt
import re
from typing import Any, Final

from atlas.city import Content
from atlas.numbers import date_text

CELL: Final = re.compile(r"\b(?P<variable>[a-z]\w*), (?P<level>[a-z]\w*) (?P<key>[^\s,:;]+), (?P<period>\d[\d/-]*)")
LEVEL: Final = re.compile(r"\bEbene ([a-z]\w*)")
ID: Final = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")


def spoken(parts: dict[str, Any], content: Content) -> dict[str, Any]:
    """The parts of a preview (`acceptance_text.preview_parts`), as people call what stands in them."""
    titles = {variable.id: variable.title for variable in content.catalogue.variables.values()}
    levels = {level.id: level.name for level in content.levels}
    areas = {(level, area.key): area.name for level, members in content.areas.items() for area in members}

    def cell(found: re.Match[str]) -> str:
        variable, level, key = found["variable"], found["level"], found["key"]
        if variable not in titles or level not in levels:
            return found[0]
        place = f"{areas[level, key]} ({key})" if (level, key) in areas else f"{levels[level]} {key}"
        return f"{titles[variable]}, {place}, {_time(found['period'])}"

    def words(sentence: str) -> str:
        named = LEVEL.sub(lambda found: f"Ebene {levels.get(found[1], found[1])}", CELL.sub(cell, sentence))
        return ID.sub(lambda word: f"„{titles[word[0]]}“" if word[0] in titles else word[0], named)

    return parts | {
        "first": [words(one) for one in parts["first"]],
        "largest": [[words(place), *numbers] for place, *numbers in parts["largest"]],
        "said": [words(one) for one in parts["said"]],
    }


def _time(iso: str) -> str:
    """`31.12.2022` for a day, everything else as it is."""
    try:
        return date_text(dt.date.fromisoformat(iso)) if len(iso) == len("2022-12-31") else iso
    except ValueError:
        return iso
