"""Drawings and pages as text (SVG, HTML): what is written at an area, in its hint or beside its name."""

import re
from collections.abc import Iterable
from html import unescape

from atlas.numbers import NBSP, period_text
from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import NUMBER, Where, counts_in, indicator_of, periods_of, rounded_span
from indicators.disclosure.said import Frame, Said
from indicators.model import Indicator

TITLE = "Zeichnung oder Seite"
TEXTS = re.compile(r">([^<>]{2,})<")
SECRET = "geheim"  # the word of a status


def fits(artefact: Artefact) -> bool:
    """Whether it begins like one."""
    return artefact.body.lstrip()[:9].lower().startswith((b"<svg", b"<?xml", b"<!doctype", b"<html"))


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Hints like `Name: 4,3 % (12 von 345)`, and a name followed by a number; of one indicator, level and period."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", artefact.body.decode("utf-8", "replace"), flags=re.DOTALL)
    words = [unescape(found).strip() for found in TEXTS.findall(text)]
    definition, period = _subject(words, artefact, frame)
    if definition is None or not period:
        return []
    places = _places(artefact.about.get("ebene", ""), frame)
    said: list[Said] = []
    for word, after in zip(words, [*words[1:], ""], strict=True):
        name, colon, rest = word.partition(": ")
        if colon and name in places:
            said += _told(rest, (definition.id, *places[name], period), definition)
        elif word in places and re.fullmatch(NUMBER, after) and _decimals(after) == definition.decimals:
            said += _told(f"{after}{NBSP}{definition.unit}", (definition.id, *places[word], period), definition)
    return said


def _subject(words: list[str], artefact: Artefact, frame: Frame) -> tuple[Indicator | None, str]:
    """The indicator and the period that the drawing is of: by its title, else by what was asked for."""
    head = next((w for w in words if any(w.startswith(i.title) for i in frame.catalogue.indicators.values())), "")
    named = [i for i in frame.catalogue.indicators.values() if head.startswith(i.title)]
    found = max(named, key=lambda i: len(i.title), default=None)
    found = found or indicator_of(frame, artefact.about.get("indikator", ""))
    if found is None:
        return None, ""
    ends = [p for p in periods_of(frame, found.id) if head.endswith(f", {period_text(p)}")]
    return found, ends[0].iso if ends else artefact.about.get("zeit", "")


def _places(level: str, frame: Frame) -> dict[str, tuple[str, str]]:
    """Name -> level and key: those of the level that was asked for, or else of every level, the finest last."""
    levels = [level] if level in frame.places else list(frame.tree.levels)
    return {name: (one, key) for one in levels for name, key in frame.places.get(one, {}).items()}


def _decimals(text: str) -> int:
    return len(text.partition(",")[2])


def _told(rest: str, where: Where, indicator: Indicator) -> Iterable[Said]:
    if rest.startswith(SECRET):
        yield Said(*where, "secret")
    yield from counts_in(rest, where)
    found = re.match(rf"\(?({NUMBER})\)?{NBSP}{re.escape(indicator.unit)}", rest)
    if found:
        yield Said(*where, "value", rounded_span(found[1]))
