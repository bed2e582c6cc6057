"""Which column of a table names the areas, of which level, and how its texts become keys.

Knows cells and areas; decides nothing that a person has to: texts that meet no area are given back.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from indicators.deliveries.names import Known, Match, normalise, propose
from indicators.deliveries.rules import Place

ENOUGH: Final = 0.6  # of the filled cells of a key column name an area
TOTALS: Final = re.compile(
    r"^(?:ins)?gesamt(?:stadt|summe|ergebnis)?\b.*|^(?:zusammen|summe|total|alle)\b.*|^stadt (?:ins)?gesamt$", re.I
)
NOWHERE: Final = re.compile(
    r"^(?:\d+ )?(?:nicht (?:zuzuordnen|zuordenbar|zugeordnet|bekannt)|ohne (?:angabe|zuordnung|festen).*|"
    r"unbekannt.*|k\.? ?a\.?|keine angabe.*|nicht lokalisierbar|sonstige)$",
    re.I,
)
_HEAD: Final = re.compile(
    r"teil|bezirk|gebiet|raum|quartier|schlüssel|key|district|area|\bid\b|_id|nr|nummer|kenn", re.I
)


@dataclass(frozen=True)
class Way:
    """How a text becomes a key: the fields of [area] that say so."""

    name: str  # German, behind "enthält"
    pad: int = 0
    format: str = ""
    extract: str = ""
    named: bool = False  # the texts are names

    @property
    def rank(self) -> int:
        """Keys as they stand are safer than keys that have to be made, and those than names."""
        return 4 - bool(self.pad) - 2 * bool(self.format or self.extract) - 3 * self.named


@dataclass(frozen=True)
class KeyColumn:
    """A column that names areas."""

    at: int
    header: str
    level: str
    way: Way
    levels: Mapping[str, str]  # text -> the other level that it belongs to, where several stand in one column
    keys: Mapping[str, str]  # text -> key of every text that meets an area
    spelled: Mapping[str, Known]  # text -> the area that is meant, where the name is spelled otherwise
    open: tuple[str, ...]  # texts that meet none
    hits: int  # distinct areas met
    of: int  # areas of the level
    score: float


def key_columns(rows: Sequence[Sequence[str]], header: Sequence[str], areas: Sequence[Known]) -> list[KeyColumn]:
    """Every column that may name the areas, the likeliest first."""
    by_level: dict[str, list[Known]] = {}
    for area in areas:
        by_level.setdefault(area.level, []).append(area)
    found = []
    for at, name in enumerate(header):
        texts = Counter(row[at] for row in rows if at < len(row) and row[at])
        if not texts or len(texts) > 4 * len(areas) + 50:
            continue
        for level, known in by_level.items():
            for way, read in _ways(texts, known):
                column = _column(at, name, texts, level, known, way, read, by_level)
                if column is not None:
                    found.append(column)
    return sorted(found, key=lambda c: (-c.score, -c.way.rank, c.at))


def _ways(texts: Mapping[str, int], known: Sequence[Known]) -> list[tuple[Way, Callable[[str], str]]]:
    keys = {area.key for area in known}
    width = {len(key) for key in keys}
    ways: list[tuple[Way, Callable[[str], str]]] = [(Way("Schlüssel"), lambda text: text)]
    if len(width) == 1 and all(key.isdecimal() for key in keys):
        size = width.pop()
        if any(text.isdecimal() and len(text) < size for text in texts):
            ways.append((Way("Schlüssel ohne führende Nullen", pad=size), lambda text: text.zfill(size)))
    form = _format(keys)
    if form:
        ways.append(
            (
                Way(f"Nummern, aus denen „{form}“ Schlüssel macht", format=form),
                lambda text: form.format(int(text)) if text.isdecimal() else "",
            )
        )
    for pattern in (r"^(\d+)\b", r"\b(\d+)\)?$"):
        shape = re.compile(pattern)
        pad = len(next(iter(keys))) if len({len(k) for k in keys}) == 1 else 0

        def inside(text: str, shape: re.Pattern[str] = shape, pad: int = pad) -> str:
            match = shape.search(text)
            return match[1].zfill(pad) if match and any(map(str.isalpha, text)) else ""

        if any(inside(text) in keys for text in texts):
            ways.append((Way("Schlüssel mit Namen", extract=pattern, pad=pad), inside))
    names = Counter(normalise(area.name) for area in known)
    by_name = {normalise(area.name): area.key for area in known if names[normalise(area.name)] == 1}
    ways.append((Way("Namen", named=True), lambda text: by_name.get(normalise(text), "")))
    return ways


def _format(keys: set[str]) -> str:
    """ "STGT{:02d}" where all keys are one word and a number.

    >>> _format({"STGT01", "STGT13"})
    'STGT{:02d}'
    """
    parts = [re.fullmatch(r"(\D+)(\d+)", key) for key in keys]
    if not keys or not all(parts):
        return ""
    stems = {(match[1], len(match[2])) for match in parts if match}
    if len(stems) != 1:
        return ""
    stem, size = stems.pop()
    return f"{stem.replace('{', '{{').replace('}', '}}')}{{:0{size}d}}"


def _column(
    at: int,
    header: str,
    texts: Mapping[str, int],
    level: str,
    known: Sequence[Known],
    way: Way,
    read: Callable[[str], str],
    by_level: Mapping[str, Sequence[Known]],
) -> KeyColumn | None:
    here = {area.key for area in known}
    keys = {text: key for text in texts if (key := read(text)) in here}
    hits = len(set(keys.values()))
    if not hits:
        return None
    levels: dict[str, str] = {}
    for other, theirs in by_level.items():
        if other != level and not way.named:
            others = {area.key for area in theirs}
            levels |= {text: other for text in texts if text not in keys and text in others and text not in levels}
    rest = [text for text in texts if text not in keys and text not in levels]
    spelled: dict[str, Known] = {}
    if way.named and len(keys) >= len(texts) / 3:
        exact = {area.name: area for area in known}
        by_key = {area.key: area for area in known}
        spelled = {text: by_key[key] for text, key in keys.items() if text not in exact}
        for proposal in propose([t for t in rest if not ended(t)], known, level):
            if proposal.match is Match.normalised and len(proposal.areas) == 1:
                spelled[proposal.name] = proposal.areas[0]
                keys[proposal.name] = proposal.areas[0].key
        rest = [text for text in rest if text not in keys]
    met = sum(texts[text] for text in (*keys, *levels))
    filled = sum(number for text, number in texts.items() if not ended(text))
    share = met / max(filled, 1)
    if share < ENOUGH:
        return None
    hits = len(set(keys.values()))
    score = share * (0.3 + 0.7 * hits / len(known)) * (1 if len(known) > 1 else 0.2)
    score *= 0.85 if way.named else 1  # the same name may stand for two areas
    if not (way.named or way.format or way.extract) and all(re.fullmatch(r"[1-9]\d?", text) for text in keys):
        score *= 0.9 if _HEAD.search(header) else 0.6  # small numbers may count something
    score *= 1 - 0.02 * min(at, 10)
    return KeyColumn(at, header, level, way, levels, keys, spelled, tuple(rest), hits, len(known), score)


def ended(text: str) -> bool:
    """Whether the text names a total, or persons without an area."""
    return bool(TOTALS.match(text) or NOWHERE.match(text))


def role(text: str, town: Place, name: str) -> str:
    """What a text that is no area of the column's level means: total | unassigned | "" for a question."""
    if not text or NOWHERE.match(text):
        return "unassigned"
    if TOTALS.match(text) or text == town.key or normalise(text) in (normalise(name), normalise(f"Stadt {name}")):
        return "total"
    return ""
