"""Names of areas as different offices write them: what one name probably means. A proposal decides nothing.

Knows no files; `known` are the areas of a town, of one or of several levels.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

CLOSE: Final = 0.8  # of 1: names less alike than this are not proposed
MOST: Final = 3  # near names that one proposal offers
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def _bare(text: str) -> str:
    """Letters without accents; umlauts lose their dots."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


_STEPS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (  # what is made equal, and how; the order counts
    ("Groß- und Kleinschreibung", str.lower),
    ("Umlaute", lambda text: text.translate(_UMLAUTS)),
    ("ß und ss", lambda text: text.replace("ß", "ss").replace("ẞ", "SS")),
    ("Akzente", _bare),
    ("St. und Sankt", lambda text: re.sub(r"\b(?:st\.|skt\.|st(?=[ -])|sankt\b)[ .-]*", "sankt ", text, flags=re.I)),
    ("Str. und Straße", lambda text: re.sub(r"str(?:\.|\b)", "strasse", text, flags=re.I)),
    ("und", lambda text: re.sub(r"\s*(?:[&+]|\bu\.)\s*", " und ", text, flags=re.I)),
    ("Bindestriche, Leerzeichen und Punkte", lambda text: re.sub(r"[\W_]+", "", text)),
)
_NUMBER: Final = re.compile(r"^(?P<before>\d+)[\W_]*(?P<rest>\D.*)$|^(?P<stem>.*\D)[\W_]*(?P<behind>\d+)$")
_TOGETHER: Final = re.compile(r"\s+(?:und|u\.)\s+|\s*[/&+,;]\s*", re.I)
_WITH: Final = re.compile(r"^(.+?)[\s(,]+(?:mit|einschl\.?|einschließlich|inkl\.?|inklusive|incl\.?)\s+(.+?)\)?$", re.I)
_IN: Final = re.compile(
    r"^(.+?)[\s(,]+(?:in|bei|siehe|s\.|enthalten in)\s+(.+?)(?:\s+(?:enthalten|mitgezählt))?\)?$", re.I
)


class Match(StrEnum):
    """How a name met the known ones; only `exact` may be taken without asking."""

    exact = "exact"
    normalised = "normalised"  # the same but for spelling
    near = "near"  # alike; `areas` are the likeliest, best first
    several = "several"  # the name of more than one area
    together = "together"  # `areas` were reported as one
    inside = "inside"  # reported as a part of the one in `areas`
    unknown = "unknown"


@dataclass(frozen=True)
class Known:
    """An area that the town has."""

    name: str
    key: str
    level: str = ""


@dataclass(frozen=True)
class Proposal:
    """What a delivered name may mean, and why; German."""

    name: str
    match: Match
    areas: tuple[Known, ...]
    reason: str


def normalise(name: str) -> str:
    """A spelling that most offices share: small letters without umlauts, blanks and hyphens.

    >>> normalise("St. Georg - Süd"), normalise("SANKT GEORG-SUED"), normalise("Großhadern")
    ('sanktgeorgsued', 'sanktgeorgsued', 'grosshadern')
    """
    return _normalise(name)


def propose(names: Iterable[str], known: Sequence[Known], level: str = "") -> list[Proposal]:
    """One proposal a name, in their order. `level`, where it is given, decides between equal names of two levels."""
    return [_propose(name, known, level) for name in names]


def meant(proposal: Proposal) -> str:
    """The proposal as the end of a German sentence; "" where there is nothing to propose.

    >>> meant(propose(["Sued"], [Known("Süd", "3")])[0])
    'meinten Sie „Süd“ (3)? Unterschied: Umlaute'
    """
    if not proposal.areas:
        return ""
    link = " und " if proposal.match is Match.together else " oder "
    areas = link.join(f"„{area.name}“ ({f'{area.level} ' if area.level else ''}{area.key})" for area in proposal.areas)
    return f"meinten Sie {areas}? {proposal.reason}"


def _propose(name: str, known: Sequence[Known], level: str) -> Proposal:
    for match, areas, reason in _ways(name, known):
        mine = [area for area in areas if area.level == level] if level else []
        found = tuple(mine or areas)
        if len(found) == 1:
            return Proposal(name, match, found, reason)
        if found:
            levels = {area.level for area in found}
            where = "auf mehreren Ebenen" if len(levels) > 1 else "mehrmals auf einer Ebene"
            return Proposal(name, Match.several, found, f"Diesen Namen gibt es {where}; nennen Sie den Schlüssel")
    return _compound(name, known, level) or _near(name, known)


def _ways(name: str, known: Sequence[Known]) -> Iterator[tuple[Match, list[Known], str]]:
    """From the safest way to the boldest: how, which areas, why."""
    yield Match.exact, [area for area in known if area.name == name], "Der Name stimmt überein"
    plain = normalise(name)
    if not plain:
        return
    same = [area for area in known if normalise(area.name) == plain]
    yield Match.normalised, same, f"Unterschied: {_difference(name, same[0].name)}" if same else ""
    numbered = [area for area in known if _same_but_number(name, area)]
    yield Match.normalised, numbered, "Unterschied: eine Nummer am Namen"
    lost = [area for area in known if _letters(area.name) == _letters(name)]
    yield Match.normalised, lost, "Unterschied: Umlaute ohne Punkte"


def _normalise(name: str, without: str = "") -> str:
    text = unicodedata.normalize("NFKC", name).strip()
    for label, step in _STEPS:
        text = text if label == without else step(text)
    return text


def _difference(one: str, other: str) -> str:
    """The steps without which the two names would differ."""
    needed = [label for label, _ in _STEPS if _normalise(one, label) != _normalise(other, label)]
    return ", ".join(needed) or "die Schreibweise"


def _letters(name: str) -> str:
    return _normalise(_bare(name), "Umlaute")


def _number(name: str) -> tuple[str, str]:
    """(the name without the number before or behind it, the number); ("", "") where there is none.

    >>> _number("05 Au-Haidhausen"), _number("Altstadt1"), _number("Mitte")
    (('Au-Haidhausen', '05'), ('Altstadt', '1'), ('', ''))
    """
    found = _NUMBER.match(name.strip())
    if found is None:
        return "", ""
    return (found["rest"] or found["stem"]).strip(), found["before"] or found["behind"]


def _same_but_number(name: str, area: Known) -> bool:
    """Whether one of the two carries a number that the other lacks, or both the same ("05", "5").

    "Kreis 1" is not "Kreis 2".
    """
    (stem, number), (other, theirs) = _number(name), _number(area.name)
    if number and theirs:
        return int(number) == int(theirs) and normalise(stem) == normalise(other)
    if number:
        return normalise(stem) == normalise(area.name)
    return bool(theirs) and normalise(other) == normalise(name)


def _compound(name: str, known: Sequence[Known], level: str) -> Proposal | None:
    """Two areas reported as one, or one inside another."""
    for pattern, match, reason in (
        (_WITH, Match.together, "„{1}“ ist bei „{0}“ mitgezählt"),
        (_IN, Match.inside, "„{0}“ wird bei „{1}“ geführt"),
    ):
        found = pattern.match(name)
        parts = [_sure(part, known, level) for part in found.groups()] if found else []
        whole = parts[1:] if match is Match.inside else parts
        areas = tuple(area for area in whole if area)
        if found and len(areas) == len(whole):
            return Proposal(name, match, areas, reason.format(*found.groups()))
    parts = [_sure(part, known, level) for part in _TOGETHER.split(name)]
    areas = tuple(area for area in parts if area)
    if len(parts) > 1 and len(areas) == len(parts):
        return Proposal(name, Match.together, areas, f"{len(areas)} Gebiete sind als eines gemeldet")
    plain = normalise(name)
    homes = [area for area in known if plain in map(normalise, re.split(r"\s+und\s+|[/&,;-]", area.name))]
    if plain and homes:
        return Proposal(name, Match.inside, tuple(homes[:MOST]), "Der Name ist ein Teil des längeren Namens")
    return None


def _sure(part: str, known: Sequence[Known], level: str) -> Known | None:
    """The one area that a part of a compound name means."""
    for match, areas, _ in _ways(part.strip(), known):
        found = [area for area in areas if not level or area.level == level] or areas
        if len(found) == 1 and match in (Match.exact, Match.normalised):
            return found[0]
    return None


def _near(name: str, known: Sequence[Known]) -> Proposal:
    """The likeliest names; numbers in them must be the same."""
    digits = [int(number) for number in re.findall(r"\d+", name)]
    spelled: dict[str, list[Known]] = {}
    for area in known:
        if [int(number) for number in re.findall(r"\d+", area.name)] == digits:
            spelled.setdefault(normalise(area.name), []).append(area)
    close = difflib.get_close_matches(normalise(name), list(spelled), MOST, CLOSE)
    areas = tuple(area for text in close for area in spelled[text])
    if areas:
        return Proposal(name, Match.near, areas, "Der Name ist ähnlich geschrieben")
    return Proposal(name, Match.unknown, (), "Kein Gebiet heißt so oder ähnlich")
