"""Who looked over a delivery: `checked.toml` beside city.toml, appended to like the answers to findings.

A mark belongs to a state of the delivery, its files and its spec: once a file comes or goes, it is of an earlier one.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from atlas.city import City
from indicators import store
from indicators.errors import Fault, FaultyInput
from indicators.forms import fill, read_toml
from indicators.ledger import append

CHECKED: Final = "checked.toml"
_HEAD: Final = "# Wer welche Lieferung geprüft hat; der letzte Eintrag zu einer Lieferung gilt.\n"
_STATE: Final = 12  # hexadecimal digits


@dataclass(frozen=True)
class Mark:
    """Somebody has looked over a delivery."""

    delivery: str  # name of its spec
    state: str  # of its files and its spec
    who: str
    when: str  # day
    note: str = ""


@dataclass(frozen=True)
class MarksForm:
    """checked.toml."""

    checked: tuple[Mark, ...] = ()


def read_marks(folder: Path) -> dict[str, Mark]:
    """Delivery -> its last mark; FaultyInput names everything that is none. No file: no marks."""
    path = folder / CHECKED
    if not path.exists():
        return {}
    table, faults = read_toml(path, CHECKED)
    form = None if faults else fill(MarksForm, table, CHECKED, faults)
    for number, mark in enumerate(form.checked if form else (), 1):
        place = f"{CHECKED}, checked[{number}]"
        for name in ("delivery", "who"):
            if not getattr(mark, name).strip():
                faults.append(Fault(f"{place}, Feld {name}", "Das Feld ist leer; tragen Sie einen Text ein."))
        try:
            dt.date.fromisoformat(mark.when)
        except ValueError:
            sentence = f"„{mark.when}“ ist kein Tag; schreiben Sie ihn wie 2026-01-31."
            faults.append(Fault(f"{place}, Feld when", sentence))
    if faults or form is None:
        raise FaultyInput(faults)
    return {mark.delivery: mark for mark in form.checked}


def write_mark(folder: Path, delivery: str, state: str, who: str, note: str, when: dt.date) -> Mark:
    """Keep that somebody looked over a delivery. FaultyInput where nobody says it or it cannot be written."""
    mark = Mark(delivery, state, " ".join(who.split()), when.isoformat(), " ".join(note.split()))
    if not mark.who:
        raise FaultyInput([Fault(CHECKED, "Der Name fehlt; nennen Sie, wer geprüft hat.")])
    read_marks(folder)  # a file that cannot be read is not made longer
    fields = {"delivery": mark.delivery, "state": mark.state, "who": mark.who, "note": mark.note, "when": mark.when}
    try:
        append(folder / CHECKED, _HEAD, "checked", fields, days=("when",))
    except OSError as error:
        sentence = f"Der Vermerk lässt sich nicht schreiben ({error.strerror})."
        raise FaultyInput([Fault(CHECKED, sentence)]) from None
    return mark


def states(city: City) -> Mapping[str, str]:
    """The state of every delivery of the edition: changes with its files, its spec, and what was read."""
    hashes: dict[str, list[str]] = {}
    for one in store.delivery_reports(city.engine, city.edition.number):
        hashes.setdefault(str(one["name"]), []).append(str(one["sha256"]))
    return {name: hashlib.sha256("".join(sorted(of)).encode()).hexdigest()[:_STATE] for name, of in hashes.items()}
