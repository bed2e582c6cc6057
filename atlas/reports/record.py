"""What papers were made: `CITY/berichte/erstellt.toml` is appended to, so that next year's is one click away."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from indicators import store
from indicators.errors import FaultyInput
from indicators.forms import fill, read_toml
from indicators.ledger import append
from indicators.written import writing

FILE: Final = "berichte/erstellt.toml"
_HEAD: Final = "# Welche Berichte erstellt wurden; der Atlas hängt hier an.\n"


@dataclass(frozen=True)
class Made:
    """One paper, or one batch of them."""

    template: str
    area: str  # level:key, several keys joined by +; level alone: all its areas; "": the town
    format: str
    status: str
    year: str  # "" : the newest numbers
    edition: str
    by: str
    when: str = ""  # ISO, UTC

    @property
    def level(self) -> str:
        """The level of the area."""
        return self.area.partition(":")[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the areas; none for the town, and for all areas of a level."""
        return tuple(key for key in self.area.partition(":")[2].split("+") if key)

    @property
    def whole_level(self) -> bool:
        """Whether it was made for every area of its level."""
        return bool(self.area) and not self.keys


def all_made(folder: Path | None) -> list[Made]:
    """Every paper, the newest first; of the same paper the last one. FaultyInput where the file cannot be read."""
    path = folder / FILE if folder else None
    if path is None or not path.exists():
        return []
    document, faults = read_toml(path, FILE)
    found: dict[tuple[str, ...], Made] = {}
    for number, table in enumerate(document.get("made", []), 1):
        one = fill(Made, table, f"{FILE}, Eintrag {number}", faults)
        if one:
            found.pop(key := (one.template, one.area, one.format, one.year), None)
            found[key] = one
    if faults:
        raise FaultyInput(faults)
    return list(reversed(found.values()))


def keep_made(folder: Path, made: Made) -> None:
    """Add an entry."""
    path = folder / FILE
    with writing(path):
        path.parent.mkdir(exist_ok=True)
        append(path, _HEAD, "made", {k: str(v) for k, v in asdict(made).items()} | {"when": made.when or store.now()})
