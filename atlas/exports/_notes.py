"""What belongs to the numbers of every file: atlas, Stand, notices, sources, and what the signs mean."""

import re
from typing import Final

from atlas.numbers import FLAG_SIGNS, SIGNS
from atlas.view import Profile, Table, View
from indicators.model import Status

ROUNDING: Final = (
    "Gerechnet und gespeichert wird mit ungerundeten Werten, angezeigt wird kaufmännisch gerundet; "
    "Summen können durch Runden abweichen."
)
LIMITS: Final = "Wie weit der Wert bei gleicher Lage durch Zufall schwanken kann; leer, wo es keine Grenzen gibt."
METHODS: Final = {
    "share": "Anteil",
    "rate": "Rate",
    "density": "Dichte",
    "mean": "Mittelwert",
    "ratio": "Quotient",
    "change": "Veränderung",
    "balance": "Saldo",
    "count": "Anzahl",
    "given": "wie geliefert",
}


def notes(content: View | Profile | Table) -> list[tuple[str, str]]:
    """Lines of a word and what is said under it."""
    stamp = content.stamp
    sources = (content.source,) if isinstance(content, View) else content.sources
    lines = [("Atlas", stamp.title), ("Stand", re.sub("^Stand ", "", stamp.line)), ("Vermerk", stamp.notice)]
    lines += [("Vermerk", said) for said in (stamp.secrecy, stamp.invented) if said]
    lines += [("Quelle", re.sub("^Quelle: ", "", source)) for source in sources]
    lines += [("Dieselben Zahlen", content.address)] if content.address else []
    lines += [("Hinweis", notice) for notice in content.notices]
    lines += [(f"Zeichen {s.sign}", f"{s.word}: {s.explanation}") for status, s in SIGNS.items() if status != Status.ok]
    lines += [(f"Vermerk {s.sign}", f"{s.word}: {s.explanation}") for s in FLAG_SIGNS.values()]
    return [*lines, ("Rundung", ROUNDING), ("Grenzen (95 %)", LIMITS)]
