"""The decisions that need no file: the town's name, themes, levels and years. Each gives the record one answer more."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from atlas.founding.record import Division, Founding
from indicators.errors import Fault, FaultyInput
from indicators.forms import nearest
from indicators.model import Catalogue

LEVELS: Final = {  # id -> name, plural
    "bezirk": ("Stadtbezirk", "Stadtbezirke"),
    "gemeinde": ("Gemeinde", "Gemeinden"),
    "sozialraum": ("Sozialraum", "Sozialräume"),
    "stadtteil": ("Stadtteil", "Stadtteile"),
    "ortsteil": ("Ortsteil", "Ortsteile"),
    "stat_bezirk": ("Statistischer Bezirk", "Statistische Bezirke"),
    "quartier": ("Quartier", "Quartiere"),
    "grundschulbezirk": ("Grundschulbezirk", "Grundschulbezirke"),
}
LONGEST: Final = 100
MOST_LEVELS: Final = 6
FIRST, LAST = 1900, 2100
KEY: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,19}")
_LETTERS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def slug(said: str, otherwise: str) -> str:
    """Small letters, digits and underscores, as a key or a file may be called.

    >>> slug('Bad Süd-"Ost"', "x"), slug("???", "kommune")
    ('bad_sued_ost', 'kommune')
    """
    plain = "".join(_LETTERS.get(letter, letter) for letter in unicodedata.normalize("NFC", said).lower())
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_") or otherwise


def tell_place(founding: Founding, name: str, key: str = "") -> Founding:
    """Name of the town and its key (the Gemeindeschlüssel), „0“ where none is given."""
    name, key = " ".join(name.split()), key.strip() or founding.key or "0"
    faults = []
    if not name or len(name) > LONGEST or not name.isprintable():
        faults.append(Fault("Name", f"Erwartet wird der Name der Kommune, 1 bis {LONGEST} Zeichen in einer Zeile."))
    if not KEY.fullmatch(key):
        faults.append(
            Fault(
                "Schlüssel",
                f"„{key}“ ist kein Schlüssel; erlaubt sind bis 20 Ziffern und Buchstaben, etwa 05112000.",
            )
        )
    if faults:
        raise FaultyInput(faults)
    return replace(founding, name=name, key=key)


def tell_themes(founding: Founding, themes: Iterable[str], catalogue: Catalogue) -> Founding:
    """The themes by key or title, in the catalogue's order; a template that asked for others no longer counts."""
    by_word = {word.casefold(): t.id for t in catalogue.themes.values() for word in (t.id, t.title)}
    said = [word.strip() for word in themes if word.strip()]
    faults = [
        Fault("Themen", f"Das Thema „{word}“ gibt es nicht; {nearest(word, catalogue.themes)}.")
        for word in said
        if word.casefold() not in by_word
    ]
    if not said:
        faults.append(Fault("Themen", f"Wählen Sie mindestens eines: {', '.join(catalogue.themes)}."))
    if faults:
        raise FaultyInput(faults)
    wanted = {by_word[word.casefold()] for word in said}
    chosen = tuple(key for key in catalogue.themes if key in wanted)
    return founding if chosen == founding.themes else replace(founding, themes=chosen, template="", data="")


def tell_levels(founding: Founding, words: Iterable[str]) -> Founding:
    """The levels below the city, coarse to fine, by id or name; another word is a level of the town's own.

    Other levels than before need their outlines anew.
    """
    divisions: list[Division] = []
    faults = []
    for word in (" ".join(w.split()) for w in words):
        if word:
            level, name, plural = _level(word)
            divisions.append(Division(level, name, plural))
            if level == "stadt":
                faults.append(Fault("Ebenen", "Die ganze Stadt ist immer dabei; nennen Sie nur die Ebenen darunter."))
            elif len(word) > LONGEST or not word.isprintable():
                faults.append(Fault("Ebenen", f"Der Name einer Ebene hat 1 bis {LONGEST} Zeichen in einer Zeile."))
    ids = [division.level for division in divisions]
    faults += [
        Fault("Ebenen", f"„{level}“ ist zweimal genannt; nennen Sie jede Ebene einmal.")
        for level in sorted({level for level in ids if ids.count(level) > 1})
    ]
    if not 0 < len(divisions) <= MOST_LEVELS:
        sentence = f"Nennen Sie 1 bis {MOST_LEVELS} Ebenen von grob nach fein, etwa bezirk und stadtteil."
        faults.append(Fault("Ebenen", sentence))
    if faults:
        raise FaultyInput(faults)
    if ids == [division.level for division in founding.divisions]:
        return founding
    return replace(founding, divisions=tuple(divisions), template="", data="")


def _level(word: str) -> tuple[str, str, str]:
    for level, (name, plural) in LEVELS.items():
        if word.casefold() in (level, name.casefold(), plural.casefold()):
            return level, name, plural
    return slug(word, "ebene"), word, word


def tell_years(founding: Founding, said: str) -> Founding:
    """The time span: „2015-2024“, or one year."""
    found = re.fullmatch(r"\s*(\d{4})\s*(?:(?:-|–|bis)\s*(\d{4})\s*)?", said)
    if found is None:
        raise FaultyInput([Fault("Zeitraum", f"„{said.strip()}“ ist kein Zeitraum; schreiben Sie etwa 2015-2024.")])
    first, last = int(found[1]), int(found[2] or found[1])
    if first > last:
        sentence = f"{first} liegt nach {last}; nennen Sie zuerst das frühere Jahr, also {last}-{first}."
        raise FaultyInput([Fault("Zeitraum", sentence)])
    if not FIRST <= first <= last <= LAST:
        raise FaultyInput([Fault("Zeitraum", f"{first}-{last}: erlaubt sind Jahre von {FIRST} bis {LAST}.")])
    if (first, last) == (founding.first_year, founding.last_year):
        return founding
    return replace(founding, first_year=first, last_year=last, template="", data="")


def levels_said(divisions: Sequence[Division]) -> str:
    """The levels in words.

    >>> levels_said([Division("bezirk", "Stadtbezirk", "Stadtbezirke"), Division("x", "Kiez", "Kieze")])
    'Stadt › Stadtbezirke › Kieze'
    """
    return " › ".join(("Stadt", *(division.plural for division in divisions)))


def years_said(founding: Founding) -> str:
    """The time span in words.

    >>> years_said(Founding(first_year=2015, last_year=2024)), years_said(Founding(first_year=2023, last_year=2023))
    ('2015 bis 2024', '2023')
    """
    first, last = founding.first_year, founding.last_year
    return str(first) if first == last else f"{first} bis {last}"
