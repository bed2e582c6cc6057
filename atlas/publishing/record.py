"""What the house remembers of its publications: who released and took back what and when, and a copy of each.

`CITY/freigaben.toml` is appended to, `CITY/freigaben/SHA256.sqlite` are the copies: the next publication is held
against all of them, taken back or not, for somebody may have kept them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from atlas.city import City
from atlas.publishing.public import AUDIENCE, Release, address
from indicators import store
from indicators.errors import AtlasError
from indicators.forms import read_toml
from indicators.ledger import append
from indicators.written import write_whole, writing

KEPT: Final = "freigaben"
LEDGER: Final = "freigaben.toml"
_HEAD: Final = "# Was veröffentlicht und was zurückgenommen wurde; der Atlas hängt hier an.\n"


@dataclass(frozen=True)
class Entry:
    """One publication, and what became of it."""

    number: int
    to: str  # file or address of the database
    who: str
    when: str  # ISO, UTC
    since: str  # ISO day from which it may be seen
    sha256: str
    back_by: str = ""  # who took it back ...
    back_when: str = ""
    reason: str = ""


def keep(folder: Path, aside: Path, told: Release, to: str, by: str, sha256: str) -> None:
    """Keep a copy of what is about to be seen, and say so in the record."""
    with aside.open("rb") as source:
        write_whole(folder / KEPT / f"{sha256}.sqlite", source)
    entry = {"number": str(told.number), "to": place(to), "who": by, "when": told.made_at, "since": told.since}
    _append(folder, "released", entry | {"sha256": sha256})


def keep_back(folder: Path, number: int, to: str, by: str, reason: str) -> None:
    """Say in the record that a publication was taken back."""
    entry = {"number": str(number), "to": place(to), "who": by, "when": store.now(), "reason": reason}
    _append(folder, "taken_back", entry)


def entries(folder: Path) -> list[Entry]:
    """Every publication, the newest last. AtlasError where the record cannot be read."""
    table = _read(folder)
    back = {(_number(one), str(one.get("to", ""))): one for one in table.get("taken_back", [])}
    found = []
    for one in table.get("released", []):
        said = back.get((_number(one), str(one.get("to", ""))), {})
        words = {name: str(one.get(name, "")) for name in ("to", "who", "when", "since", "sha256")}
        after = (str(said.get(name, "")) for name in ("who", "when", "reason"))
        found.append(Entry(_number(one), *words.values(), *after))
    return found


def former_releases(folder: Path) -> Iterator[City]:
    """Every edition that left the house, whether or not it was taken back, the newest first; equal ones once."""
    met: set[str] = set()
    for entry in reversed(entries(folder)):
        path = folder / KEPT / f"{entry.sha256}.sqlite"
        if path.exists():
            engine = store.connect(address(str(path)))
            for edition in store.all_editions(engine, AUDIENCE)[-1:]:
                if edition.fingerprint not in met:
                    met.add(edition.fingerprint)
                    yield City(engine, edition)
            engine.dispose()


def place(to: str) -> str:
    """Where a publication lies, as it is written down: a whole path, or an address without its password."""
    return sa.make_url(to).render_as_string(hide_password=True) if "://" in to else str(Path(to).resolve())


def _read(folder: Path) -> dict[str, list[Mapping[str, Any]]]:
    path = folder / LEDGER
    table, faults = read_toml(path, LEDGER) if path.exists() else ({}, [])
    if faults:
        raise AtlasError("\n".join(str(fault) for fault in faults))
    return table


def _append(folder: Path, table: str, entry: dict[str, str]) -> None:
    with writing(folder / LEDGER):
        append(folder / LEDGER, _HEAD, table, entry)


def _number(one: Mapping[str, Any]) -> int:
    said = str(one.get("number", ""))
    return int(said) if said.isdigit() else 0
