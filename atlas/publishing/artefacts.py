"""Published artefacts: files and answers as anybody receives them, and what the readers make of them.

Nothing is passed over in silence: what no reader knows is named, and so is what could not be read.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from indicators.disclosure.said import Frame, Said
from indicators.errors import Fault
from indicators.plugins import discover

FAMILY = "atlas.publishing.readers"


@dataclass(frozen=True)
class Artefact:
    """A file, or the answer to a question."""

    name: str  # its path or address
    body: bytes
    about: Mapping[str, str] = field(default_factory=dict)  # what was asked for: indikator, ebene, zeit
    drawing: bytes = b""  # of a picture: the SVG that it is said to be drawn from


class NotRead(ValueError):
    """An artefact that a reader knows and did not read; its text says why, and what to do."""


@dataclass(frozen=True)
class Read:
    """What artefacts say, how many of each kind there were, and those that were not understood."""

    said: tuple[Said, ...]
    kinds: Mapping[str, int]  # title of the reader -> artefacts
    faults: tuple[Fault, ...]
    traces: tuple[Fault, ...] = ()  # hidden numbers whose digits stand somewhere; only who knows the truth finds them


def read_artefacts(artefacts: Iterable[Artefact], frame: Frame) -> Read:
    """Every statement of every artefact, once."""
    readers = discover(FAMILY)
    said: dict[Said, None] = {}
    kinds: Counter[str] = Counter()
    faults = []
    for one in artefacts:
        reader = next((module for module in readers.values() if module.fits(one)), None)
        if reader is None:
            known = ", ".join(module.TITLE for module in readers.values())
            sentence = f"Diese Art von Datei kennt der Angriff nicht; gelesen werden: {known}."
            faults.append(Fault(one.name, f"{sentence} Prüfen Sie sie von Hand oder nehmen Sie sie heraus."))
            continue
        try:
            said |= dict.fromkeys(reader.read(one, frame))
        except NotRead as wrong:
            faults.append(Fault(one.name, str(wrong)))
            continue
        except (ValueError, LookupError) as wrong:  # a body of any shape: it is named, and the attack is not clean
            faults.append(Fault(one.name, f"{reader.TITLE}, aber nicht lesbar ({wrong}); laden Sie sie noch einmal."))
            continue
        kinds[reader.TITLE] += 1
    return Read(tuple(said), kinds, tuple(faults))


def asked(address: str, posted: str | None = None) -> dict[str, str]:
    """What an address, and what was sent to it, asks for."""
    found = dict(parse_qsl(urlsplit(address).query))
    try:
        sent = json.loads(posted) if posted else None
    except ValueError:
        sent = None
    for value in _values(sent):
        if isinstance(value, str) and value.startswith("?"):
            found |= dict(parse_qsl(value[1:]))
        elif isinstance(value, dict) and "indikator" in value:
            found |= {key: said for key, said in value.items() if isinstance(said, str)}
    return found


def _values(tree: Any) -> Iterable[Any]:
    yield tree
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _values(child)
