"""What is known so far of a town that is being founded, kept in its folder as readable TOML."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from indicators import toml_text
from indicators.errors import FaultyInput, WrongUse
from indicators.forms import fill, read_toml
from indicators.written import write_text

RECORD: Final = "gruendung.toml"
STEPS: Final = {  # in the order in which they are asked, as the screen says them
    "place": "Name",
    "themes": "Themen",
    "levels": "Ebenen",
    "years": "Zeitraum",
    "outlines": "Grenzen",
    "data": "Daten",
}


@dataclass(frozen=True)
class Division:
    """One level below the city: how it is called, and where its outlines come from."""

    level: str
    name: str
    plural: str
    file: str = ""  # below the raw folder; empty: put together from the finest level
    format: str = ""
    layer: str = ""
    crs: str = ""
    key: str = ""  # column of the key
    title: str = ""  # column of the name; empty: areas are called by their key
    title_pattern: str = ""  # the part of it that is the name: "01 Altstadt" is called Altstadt
    repair: bool = False
    columns: dict[str, str] = field(default_factory=dict)  # coarser level -> column with the key of the parent
    prefixes: dict[str, int] = field(default_factory=dict)  # coarser level -> first characters of the own key
    names: dict[str, str] = field(default_factory=dict)  # key -> name, where no column of an own file says it


@dataclass(frozen=True)
class Founding:
    """The answers; what is not answered is empty."""

    name: str = ""
    key: str = ""
    themes: tuple[str, ...] = ()
    first_year: int = 0
    last_year: int = 0
    template: str = ""  # the workbook that was written to be filled in
    data: str = ""  # the file that the numbers are read from, below the raw folder
    own: str = ""  # a file of an office's own shape, below the raw folder; it is `data` once its questions are answered
    answers: dict[str, str] = field(default_factory=dict)  # question about the own file -> answer
    divisions: tuple[Division, ...] = ()  # coarse to fine

    @property
    def finest(self) -> Division:
        """The level that outlines and numbers are given for."""
        return self.divisions[-1]

    @property
    def years(self) -> range:
        """Every year from the first to the last."""
        return range(self.first_year, self.last_year + 1)

    def with_division(self, changed: Division) -> "Founding":
        """The same with another answer for one level."""
        return replace(self, divisions=tuple(changed if d.level == changed.level else d for d in self.divisions))


def missing(founding: Founding) -> tuple[str, ...]:
    """The steps that are not answered yet, in their order."""
    answered = {
        "place": founding.name,
        "themes": founding.themes,
        "levels": founding.divisions,
        "years": founding.first_year,
        "outlines": founding.divisions and founding.finest.file,
        "data": founding.data,
    }
    return tuple(step for step in STEPS if not answered[step])


def open_record(folder: Path) -> Founding:
    """What the folder knows; nothing for a new or empty one. WrongUse where something else lies there."""
    if (folder / RECORD).is_file():
        return _read(folder / RECORD)
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"{folder}: Das ist eine Datei; geben Sie einen neuen oder leeren Ordner an.")
    if (folder / "city.toml").exists():
        raise WrongUse(f"{folder}: Hier liegt schon eine Kommune; laden Sie sie mit: atlas load {folder}")
    try:
        there = sorted(path.name for path in folder.iterdir() if path.name[0] != ".") if folder.exists() else []
    except OSError as error:
        raise WrongUse(f"{folder}: Der Ordner lässt sich nicht lesen ({error.strerror}).") from None
    if there:
        raise WrongUse(f"{folder}: Der Ordner ist nicht leer ({there[0]}); geben Sie einen neuen oder leeren an.")
    return Founding()


def _read(path: Path) -> Founding:
    table, faults = read_toml(path, path.name)
    founding = fill(Founding, table, path.name, faults) if not faults else None
    if founding is None:
        raise FaultyInput(faults)
    return founding


def write_record(folder: Path, founding: Founding) -> Founding:
    """Keep what is known; a crash leaves the record before or this one."""
    lines = ["# Die Antworten, aus denen „atlas new“ diese Kommune gemacht hat."]
    for name in ("name", "key", "themes", "first_year", "last_year", "template", "data", "own"):
        if value := getattr(founding, name):
            lines.append(f"{name} = {_value(value)}")
    lines += toml_text.table("answers", {question: toml_text.text(said) for question, said in founding.answers.items()})
    for division in founding.divisions:
        lines += ["", "[[divisions]]", *(f"{n} = {_value(v)}" for n, v in vars(division).items() if v)]
    write_text(folder / RECORD, "\n".join(lines) + "\n")
    return founding


def _value(value: object) -> str:
    if isinstance(value, str):
        return toml_text.text(value)
    if isinstance(value, tuple):
        return toml_text.texts(value)
    return toml_text.inline(value) if isinstance(value, dict) else str(value).lower()


def free_name(folder: Path, name: str, content: bytes) -> Path:
    """Where the content may lie: a file that has it already, else the first name that is free."""
    number, path = 1, folder / name
    while path.exists() and path.read_bytes() != content:
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path
