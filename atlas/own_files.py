"""The files of levels that people made, `CITY/eigene/NAME.toml`: read as tables, written whole, kept when replaced."""

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

from geo.outline_spec import OwnLevel
from indicators.errors import Fault, WrongUse
from indicators.forms import read_toml

FOLDER, BEFORE = "eigene", "frueher"


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
        f"title = {_text(level.title)}",
        f"plural = {_text(level.plural)}",
        f"from_level = {_text(level.from_level)}",
        f"by = {_text(level.by)}",
        f"on = {level.on.isoformat()}",
    ]
    for area in level.areas:
        members = ", ".join(map(_text, area.members))
        lines += ["", "[[areas]]", f"key = {_text(area.key)}", f"name = {_text(area.name)}", f"members = [{members}]"]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """A TOML text; what JSON escapes, TOML reads alike."""
    return json.dumps(text, ensure_ascii=False)


def put(folder: Path, name: str, text: str | None) -> None:
    """Write the file whole or not at all; None takes it away. What stood there goes to the folder of former ones.

    WrongUse where that is not possible.
    """
    path = folder / FOLDER / f"{name}.toml"
    try:
        path.parent.mkdir(exist_ok=True)
        before = path.read_bytes() if path.is_file() else None
        if before is not None:
            _write(path.parent / BEFORE / f"{name}-{dt.datetime.now():%Y-%m-%d-%H%M%S-%f}.toml", before)
        if text is not None:
            _write(path, text.encode())
        elif before is not None:
            path.unlink()
    except OSError as error:
        raise WrongUse(
            f"{path}: Die Datei kann nicht abgelegt werden ({error.strerror}); prüfen Sie Rechte und Platz."
        ) from None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
        new.write(data)
    Path(new.name).chmod(0o644)
    Path(new.name).replace(path)
