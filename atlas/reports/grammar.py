"""German grammar for names of levels, areas and towns: gender, dative, lists; level names are free words of a town."""

from collections.abc import Sequence
from typing import Final

from atlas.numbers import text
from atlas.view.words import dative as dative_plural

MASCULINE: Final = ("raum", "teil", "bezirk", "kreis", "bereich", "sprengel", "abschnitt", "distrikt", "sektor", "kiez")
FEMININE: Final = (
    "region",
    "gemeinde",
    "stadt",
    "zone",
    "siedlung",
    "ortschaft",
    "kommune",
    "nachbarschaft",
    "einheit",
)
NEUTER: Final = ("quartier", "viertel", "gebiet", "revier", "dorf", "amt", "areal")
GENDERS: Final = {**dict.fromkeys(MASCULINE, "m"), **dict.fromkeys(FEMININE, "f"), **dict.fromkeys(NEUTER, "n")}
WIDE: Final = {"landkreis": "kreisweit", "kreis": "kreisweit", "region": "regionsweit", "gemeinde": "gemeindeweit"}
MOST_LISTED: Final = 3  # names in a sentence


def gender(noun: str) -> str:
    """`m`, `f` or `n` by the last part of a usual noun of the field; "" for any other, which is never guessed.

    >>> gender("Planungsraum"), gender("Bezirksregion"), gender("Statistisches Quartier"), gender("Wohnblock")
    ('m', 'f', 'n', '')
    """
    said = noun.lower()
    return next((found for ending, found in GENDERS.items() if said.endswith(ending)), "")


def dative(noun: str) -> str:
    """The dative of a level's name, whose adjectives are capitalised as names are.

    >>> dative("Stadtteil"), dative("Statistischer Bezirk")
    ('Stadtteil', 'Statistischen Bezirk')
    """
    *adjectives, last = noun.split(" ")
    return " ".join((*(_weak(word, ("er", "es", "e")) for word in adjectives), last))


def _weak(adjective: str, endings: tuple[str, ...]) -> str:
    """An adjective in the dative, `Statistischen`; what has no such ending is none and stays."""
    found = next((ending for ending in endings if adjective.endswith(ending)), "")
    return f"{adjective.removesuffix(found)}en" if found else adjective


def place(noun: str, name: str) -> str:
    """Where: `im Stadtteil Nord`, `in der Bezirksregion Nord`; `im Gebiet Nord (Wohnblock)` where no gender is known.

    A name that says itself what it is is not told twice.

    >>> place("Sozialraum", "Sozialraum 3"), place("Stadtbezirk", "Bezirk Mitte")
    ('im Sozialraum 3', 'im Bezirk Mitte')
    """
    known = gender(noun)
    says_itself = name.lower().startswith(f"{noun} ".lower())
    if not known:
        area = name if name.startswith("Gebiet ") else f"Gebiet {name}"
        return f"im {area}" if says_itself else f"im {area} ({noun})"
    preposition = "in der" if known == "f" else "im"
    if says_itself:
        return f"{preposition} {dative(noun)} {name[len(noun) + 1 :]}"
    first = name.partition(" ")[0].lower()
    if first != name.lower() and first in GENDERS and noun.lower().endswith(first):
        return f"{preposition} {name}"
    return f"{preposition} {dative(noun)} {name}"


def places(noun: str, plural: str, names: Sequence[str], count: int) -> str:
    """Where several areas are taken together; with their names where all of a few are known, else their number.

    >>> places("Stadtteil", "Stadtteile", ["Nord", "Süd"], 2), places("Stadtteil", "Stadtteile", [], 5)
    ('in den Stadtteilen Nord und Süd zusammen', 'in 5 Stadtteilen zusammen')
    """
    if len(names) == count <= MOST_LISTED:
        return f"in den {dative_plural(plural)} {listed(names)} zusammen"
    return f"in {among(noun, plural, count)} zusammen"


def town(name: str) -> str:
    """In which town: `in Musterstadt`, `im Landkreis Musterland`, `in der Region Musterland`.

    >>> town("Musterstadt"), town("Landkreis Musterland")
    ('in Musterstadt', 'im Landkreis Musterland')
    """
    first, _, rest = name.partition(" ")
    known = gender(first) if rest else ""
    return f"{ {'m': 'im', 'n': 'im', 'f': 'in der'}.get(known, 'in') } {name}"


def wide(name: str) -> str:
    """`stadtweit`, or what a town that is none says: `kreisweit`; an adjective, too (`stadtweiten`).

    >>> wide("Musterstadt"), wide("Landkreis Musterland")
    ('stadtweit', 'kreisweit')
    """
    return WIDE.get(name.partition(" ")[0].lower(), "stadtweit")


def among(noun: str, plural: str, count: int) -> str:
    """So many areas, in the dative: `1 Stadtteil`, `1.200 Stadtteilen`.

    >>> among("Stadtteil", "Stadtteile", 1), among("Statistischer Bezirk", "Statistische Bezirke", 12)
    ('1 Stadtteil', '12 Statistischen Bezirken')
    """
    return f"{text(count, 0)} {dative(noun) if count == 1 else dative_plural(plural)}"


def listed(names: Sequence[str]) -> str:
    """`A`, `A und B`, `A, B und C`.

    >>> listed(["Nord", "Ost", "Süd"])
    'Nord, Ost und Süd'
    """
    return " und ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""


def capital(sentence: str) -> str:
    """As the first word of a sentence."""
    return sentence[:1].upper() + sentence[1:]
