"""The files of levels that people made, `CITY/eigene/NAME.toml`: read as tables, written whole, kept when replaced."""

from pathlib import Path
from typing import Any

from geo.outline_spec import OwnLevel
from indicators.errors import Fault
from indicators.forms import read_toml
from indicators.toml_text import text
from indicators.written import write_kept

FOLDER = "eigene"


def read_files(folder: Path) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """The parsed files by their names without .toml, and what is no TOML."""
    found: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        document, wrong = read_toml(path, f"{FOLDER}/{path.name}")
        faults += wrong
        if not wrong:
            found[path.stem] = document
    return found, faults


def written(level: OwnLevel) -> str:
    """The file of a level, to be read by people and by `geo.own_spec`."""
    lines = [
        f"title = {text(level.title)}",
        f"plural = {text(level.plural)}",
        f"from_level = {text(level.from_level)}",
        f"by = {text(level.by)}",
        f"on = {level.on.isoformat()}",
    ]
    for area in level.areas:
        members = ", ".join(map(text, area.members))
        lines += ["", "[[areas]]", f"key = {text(area.key)}", f"name = {text(area.name)}", f"members = [{members}]"]
    return "\n".join(lines) + "\n"


def put(folder: Path, name: str, said: str | None) -> None:
    """Write the file whole or not at all; None takes it away. What stood there goes to the folder of former ones.

    WrongUse where that is not possible.
    """
    write_kept(folder / FOLDER / f"{name}.toml", said)
