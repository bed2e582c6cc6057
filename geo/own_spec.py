"""Read what people say of levels of their own: whole areas of one level, put together under names; every fault named.

One file is one level. Its areas need not cover the town, and none may overlap another; a second file may.
"""

import datetime as dt
import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from geo.areas import Level
from geo.errors import Fault, named
from geo.fields import Field, checked
from geo.outline_spec import CITY, OwnArea, OwnLevel

OWN_FIELDS = {
    "title": Field(required=True),
    "plural": Field(required=True),
    "from_level": Field(required=True),
    "by": Field(required=True),
    "on": Field("Datum", required=True, default=dt.date.min),
    "areas": Field("Liste von Tabellen", required=True, default=[]),
}
AREA_FIELDS = {
    "key": Field(required=True),
    "name": Field(required=True),
    "members": Field("Liste", required=True, default=[]),
}
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")  # stands in addresses and in names of files
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
LONGEST = 100  # signs of a name


def read_own(
    documents: Mapping[str, Mapping[str, Any]], levels: Sequence[Level]
) -> tuple[tuple[OwnLevel, ...], tuple[Fault, ...]]:
    """The levels of people by id, each from its parsed file, and every fault; `levels` are those of the town."""
    faults: list[Fault] = []
    found = [_level(name, document, levels, faults) for name, document in sorted(documents.items())]
    titles: dict[str, str] = {}
    for one in found:
        other = titles.setdefault(one.title, one.place)
        if one.title and other != one.place:
            faults.append(Fault(f"{one.place}.title", f"„{one.title}“ heißt schon {other}; geben Sie einen anderen."))
    return tuple(found), tuple(faults)


def _level(name: str, document: Mapping[str, Any], levels: Sequence[Level], faults: list[Fault]) -> OwnLevel:
    place = f"eigene/{name}.toml"
    if not ID.fullmatch(name):
        sentence = f"„{name}“ ist kein Name für eine Raumebene; erlaubt sind a bis z, 0 bis 9 und _, vorn ein Buchstabe"
        faults.append(Fault(place, f"{sentence}, höchstens 40 Zeichen. Benennen Sie die Datei um."))
    values, wrong = checked(document, OWN_FIELDS, place)
    faults += wrong
    known = {level.id: level for level in levels}
    if name in known:
        sentence = f"„{name}“ ist eine Raumebene der Kommune (city.toml); geben Sie der Datei einen anderen Namen."
        faults.append(Fault(place, sentence))
    taken = [level.id for level in levels if values["title"] and values["title"] in (level.name, level.plural)]
    if taken:
        sentence = f"„{values['title']}“ heißt schon die Raumebene {taken[0]}; geben Sie einen anderen Namen."
        faults.append(Fault(f"{place}.title", sentence))
    for word in ("title", "plural", "by"):
        faults += _name(values[word], f"{place}.{word}")
    allowed = [key for key in known if key != CITY]
    if values["from_level"] and values["from_level"] not in allowed:
        sentence = f"aus „{values['from_level']}“ lässt sich nichts zusammensetzen; erlaubt sind {', '.join(allowed)}."
        faults.append(Fault(f"{place}.from_level", sentence))
    areas = [_area(table, f"{place}, areas[{n}]", faults) for n, table in enumerate(values.pop("areas"), start=1)]
    if not areas and "areas" in document:
        faults.append(Fault(f"{place}.areas", "es ist kein Gebiet genannt; verlangt ist wenigstens eines ([[areas]])."))
    faults += _twice(areas, place)
    return OwnLevel(id=name, areas=tuple(areas), **values)


def _area(table: Mapping[str, Any], place: str, faults: list[Fault]) -> OwnArea:
    values, wrong = checked(table, AREA_FIELDS, place)
    faults += wrong
    if values["key"] and not KEY.fullmatch(values["key"]):
        sentence = f"„{values['key']}“ ist kein Schlüssel; erlaubt sind Buchstaben ohne Umlaute, Ziffern und _ . -"
        faults.append(Fault(f"{place}.key", f"{sentence}, höchstens 40 Zeichen."))
    faults += _name(values["name"], f"{place}.name")
    odd = [member for member in values["members"] if not isinstance(member, str) or not member]
    if odd:
        faults.append(
            Fault(f"{place}.members", f"{odd[0]!r} ist kein Schlüssel; schreiben Sie ihn in Anführungszeichen.")
        )
    elif not values["members"] and "members" in table:
        sentence = "das Gebiet hat keine Teile; nennen Sie wenigstens einen Schlüssel oder streichen Sie das Gebiet."
        faults.append(Fault(f"{place}.members", sentence))
    members = tuple(member for member in values["members"] if member not in odd)
    again = sorted({member for member in members if members.count(member) > 1})
    if again:
        faults.append(Fault(f"{place}.members", f"{named(again)} steht zweimal da; ein Teil zählt einmal."))
    return OwnArea(values["key"], values["name"], tuple(dict.fromkeys(members)))


def _name(text: str, place: str) -> list[Fault]:
    if any(not sign.isprintable() for sign in text) or text != text.strip():
        return [Fault(place, "der Text hat Zeilenumbrüche, Steuerzeichen oder Leerzeichen am Rand; streichen Sie sie.")]
    if len(text) > LONGEST:
        return [Fault(place, f"der Text hat {len(text)} Zeichen; erlaubt sind höchstens {LONGEST}.")]
    return []


def _twice(areas: Sequence[OwnArea], place: str) -> list[Fault]:
    """Keys and names that two areas bear, and parts that lie in two areas."""
    faults = []
    for word, german in (("key", "den Schlüssel"), ("name", "den Namen")):
        texts = [text for area in areas if (text := getattr(area, word))]
        again = sorted({text for text in texts if texts.count(text) > 1})
        if again:
            faults.append(
                Fault(f"{place}.areas", f"zwei Gebiete tragen {german} {named(again)}; verlangt ist je einer.")
            )
    owner: dict[str, OwnArea] = {}
    for area in areas:
        for member in area.members:
            other = owner.setdefault(member, area)
            if other is not area:
                sentence = (
                    f"{member} liegt in „{other.name}“ und in „{area.name}“; Gebiete einer Einteilung überschneiden "
                    "sich nicht. Nehmen Sie es aus einem heraus oder legen Sie eine zweite Einteilung an."
                )
                faults.append(Fault(f"{place}.areas", sentence))
    return faults


def nearest_keys(text: str, keys: Mapping[str, str]) -> str:
    """What an unknown key probably meant, as the end of a sentence; `keys` is key -> name.

    >>> nearest_keys("Altfeld", {"11": "Altfeld", "12": "Brückfeld"})
    'gemeint ist wohl 11 (Altfeld)'
    """
    by_name = {name: key for key, name in keys.items()}
    near = difflib.get_close_matches(text, [*keys, *by_name], n=1)
    if not near:
        return f"Schlüssel sehen so aus: {', '.join(sorted(keys)[:3])}"
    key = near[0] if near[0] in keys else by_name[near[0]]
    return f"gemeint ist wohl {key} ({keys[key]})"
