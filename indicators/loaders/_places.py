"""The text of a key column as an area, by the rules of a delivery."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from indicators.deliveries.names import Known, meant, propose
from indicators.deliveries.rules import AreaRule


@dataclass(frozen=True)
class Spot:
    """An area, or the parent of persons without an area."""

    level: str
    key: str
    role: str = "area"  # area | total | unassigned


@dataclass(frozen=True)
class Out:
    """A row that is left out as declared."""

    reason: str


@dataclass(frozen=True)
class Wrong:
    """A text that fits no rule; the sentence goes behind the text itself."""

    sentence: str


def place_reader(rule: AreaRule) -> Callable[[str], Spot | Out | Wrong]:
    """text -> area. In order: drop, total, unassigned (by the whole text), names, extract, pad, format."""
    total = Spot(rule.total_level, rule.total_key, "total")
    rest = Spot(rule.unassigned_level, rule.unassigned_key, "unassigned")
    drops = [(d.key, re.compile(d.pattern) if d.pattern else None, d.reason) for d in rule.drop]
    extract = re.compile(rule.extract) if rule.extract else None
    shape = re.compile(rule.pattern) if rule.pattern else None
    levels = [(re.compile(r.pattern), r.level) for r in rule.levels]
    unnamed = _unnamed(rule)

    def read(text: str) -> Spot | Out | Wrong:
        found = spot(text)
        if rule.names and text not in rule.names:
            return unnamed(text, found)
        return found

    def spot(text: str) -> Spot | Out | Wrong:
        for key, pattern, reason in drops:
            if text == key if pattern is None else pattern.search(text):
                return Out(reason)
        if text in rule.total:
            return total
        if text in rule.unassigned:
            return rest
        key = rule.names.get(text, text)
        if key == text and extract is not None:
            found = extract.search(text)
            if found is None:
                return Wrong("enthält keinen Schlüssel, wie area.extract ihn sucht")
            key = found[1] if found.groups() else found[0]
        if not key:
            return Wrong("nennt kein Gebiet; erklären Sie solche Zeilen mit area.unassigned oder area.drop")
        key = key.zfill(rule.pad)
        if rule.format and key == text.zfill(rule.pad):
            if not re.fullmatch(r"\d+", key, re.ASCII):
                return Wrong(f"ist keine Zahl, wie das Format {rule.format} sie braucht")
            key = rule.format.format(int(key))
        if shape is not None and not shape.search(key):
            return Wrong(f"passt nicht auf das Muster {rule.pattern}")
        if rule.level:
            return Spot(rule.level, key)
        level = next((level for pattern, level in levels if pattern.search(key)), None)
        return Wrong("gehört nach area.levels zu keiner Raumebene") if level is None else Spot(level, key)

    return read


def _unnamed(rule: AreaRule) -> Callable[[str, Spot | Out | Wrong], Spot | Out | Wrong]:
    """(a text that `names` lacks, what it was read as) -> the same, or a fault with the name that was probably meant.

    Only an exact name is taken. Where nothing says what a key looks like, a text like a name is no key.
    """
    known = [Known(name, key, rule.level) for name, key in rule.names.items()]
    keys = frozenset(rule.names.values())
    shaped = bool(rule.extract or rule.pattern or rule.format or rule.pad)
    worded = any(map(_has_letters, keys))

    def look(text: str, found: Spot | Out | Wrong) -> Spot | Out | Wrong:
        if isinstance(found, Out) or (isinstance(found, Spot) and (shaped or found.role != "area" or text in keys)):
            return found
        (proposal,) = propose([text], known, rule.level)
        if isinstance(found, Spot) and not proposal.areas and (worded or not _has_letters(text)):
            return found
        why = found.sentence if isinstance(found, Wrong) else "steht nicht in area.names"
        if proposal.areas:
            return Wrong(f"{why}; {meant(proposal)}; nehmen Sie die Schreibweise in area.names auf")
        return found if isinstance(found, Wrong) else Wrong(f"{why}; nehmen Sie ihn dort oder in area.drop auf")

    return look


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
