"""The city.toml of a town that is being founded, as one would write it by hand (docs/boundaries.md)."""

import glob
from collections.abc import Iterator

from atlas.founding.decisions import slug
from atlas.founding.record import Division, Founding
from geo.outline_spec import CITY
from indicators import toml_text


def city_toml(founding: Founding) -> str:
    """The whole file; assumes that levels and outlines are known."""
    lines = [
        "# Geschrieben von „atlas new“ und von Hand zu ändern; danach: atlas load.",
        f"key = {toml_text.text(slug(founding.name, 'kommune'))}",
        f"name = {toml_text.text(founding.name)}",
        f"title = {toml_text.text(f'Sozialraumatlas {founding.name}')}",
        f"area_key = {toml_text.text(founding.key)}",
        f"area_name = {toml_text.text(founding.name)}",
    ]
    lines += _level(CITY, "Stadt", "Städte", 1, "")
    for order, division in enumerate(founding.divisions, 2):
        lines += _level(division.level, division.name, division.plural, order, _nested_in(founding, division))
    for division in reversed(founding.divisions):
        lines += _from_file(founding, division) if division.file else _joined(founding, division)
    lines += ["", "[[boundaries]]", f'level = "{CITY}"', f"from_level = {toml_text.text(founding.finest.level)}"]
    return "\n".join(lines) + "\n"


def _level(level: str, name: str, plural: str, order: int, nested_in: str) -> Iterator[str]:
    yield from ("", "[[levels]]", f"id = {toml_text.text(level)}", f"name = {toml_text.text(name)}")
    yield from (f"plural = {toml_text.text(plural)}", f"order = {order}")
    if nested_in:
        yield f"nested_in = {toml_text.text(nested_in)}"


def _nested_in(founding: Founding, division: Division) -> str:
    """The next coarser level that every area names its parent on; the city where there is none."""
    ids = [d.level for d in founding.divisions]
    for coarser in reversed(ids[: ids.index(division.level)]):
        if coarser in division.columns or coarser in division.prefixes:
            return coarser
    return CITY


def _from_file(founding: Founding, division: Division) -> Iterator[str]:
    yield from ("", "[[boundaries]]", f"level = {toml_text.text(division.level)}")
    yield f"file = {toml_text.text(glob.escape(division.file))}"
    for name in ("format", "layer", "crs", "key"):
        if value := getattr(division, name):
            yield f"{name} = {toml_text.text(value)}"
    if division.title:
        yield f"name = {toml_text.text(division.title)}"
    if division.title_pattern:
        yield f"name_pattern = '{division.title_pattern}'"
    if division.repair:
        yield 'repair = "make_valid"'
    if division.columns or division.prefixes:
        yield "[boundaries.parents]"
        for level in (d.level for d in founding.divisions):
            if level in division.columns:
                yield f"{level} = {{ column = {toml_text.text(division.columns[level])} }}"
            elif level in division.prefixes:
                yield f"{level} = {{ prefix = {division.prefixes[level]} }}"


def _joined(founding: Founding, division: Division) -> Iterator[str]:
    yield from ("", "[[boundaries]]", f"level = {toml_text.text(division.level)}")
    yield f"from_level = {toml_text.text(founding.finest.level)}"
    if division.names:
        yield f"names = {toml_text.inline(division.names)}"
