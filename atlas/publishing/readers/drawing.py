"""Drawings and pages as text (SVG, HTML): what is written at an area, in its hint or beside its name."""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape

from atlas.numbers import NBSP, period_text
from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import NUMBER, Where, counts_in, indicator_of, periods_of, rounded_span
from atlas.publishing.readers._spoken import LINES, spoken
from atlas.view.words import dative
from indicators.disclosure.said import Frame, Said
from indicators.model import Indicator

TITLE = "Zeichnung oder Seite"
TEXTS = re.compile(r">([^<>]{2,})<")
SENTENCES = re.compile(r"<desc>([^<>]+)</desc>")
SECRET = "geheim"  # the word of a status


def fits(artefact: Artefact) -> bool:
    """Whether it begins like one; a report has a reader of its own."""
    if b'<div class="papier"' in artefact.body[:60_000]:
        return False
    return artefact.body.lstrip()[:9].lower().startswith((b"<svg", b"<?xml", b"<!doctype", b"<html"))


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Hints like `Name: 4,3 % (12 von 345)`, a name followed by a number, and the sentence that is read out.

    ValueError for a drawing that does not say what it is of; a page may speak of something else.
    """
    text = re.sub(r"<(script|style)\b.*?</\1>", "", artefact.body.decode("utf-8", "replace"), flags=re.DOTALL)
    words = [unescape(found).strip() for found in TEXTS.findall(text)]
    head, definition, period = _subject(words, artefact, frame)
    sentences = [unescape(found) for found in SENTENCES.findall(text)]
    lines = any(LINES in sentence for sentence in sentences)
    if definition is None or not (period or lines):
        if artefact.body.lstrip()[:4].lower() == b"<svg":
            raise ValueError("sie nennt weder Indikator noch Zeitbezug der Ausgabe")
        return []
    level = artefact.about.get("ebene", "") or _level(head, frame)
    said = [one for it in sentences for one in spoken(it, definition, period, _only(level, frame), frame)]
    if lines:
        return said
    places = _places(level, frame)
    for word, after in zip(words, [*words[1:], ""], strict=True):
        name, colon, rest = word.partition(": ")
        if colon and name in places:
            said += _told(rest, (definition.id, *places[name], period), definition)
        elif word in places and re.fullmatch(NUMBER, after) and _decimals(after) == definition.decimals:
            said += _told(f"{after}{NBSP}{definition.unit}", (definition.id, *places[word], period), definition)
    return said


def _subject(words: list[str], artefact: Artefact, frame: Frame) -> tuple[str, Indicator | None, str]:
    """The title, the indicator and the period that the drawing is of: by its title, else by what was asked for."""
    head = next((w for w in words if any(w.startswith(i.title) for i in frame.catalogue.indicators.values())), "")
    named = [i for i in frame.catalogue.indicators.values() if head.startswith(i.title)]
    found = max(named, key=lambda i: len(i.title), default=None)
    found = found or indicator_of(frame, artefact.about.get("indikator", ""))
    if found is None:
        return head, None, ""
    ends = [p for p in periods_of(frame, found.id) if head.endswith(f", {period_text(p)}")]
    return head, found, ends[0].iso if ends else artefact.about.get("zeit", "")


def _level(head: str, frame: Frame) -> str:
    """The level that a title names; "" where it names none."""
    return next((level for level, plural in frame.plurals.items() if f" nach {dative(plural)}, " in head), "")


def _places(level: str, frame: Frame) -> dict[str, tuple[str, str]]:
    """Name -> level and key: those of the level that was asked for, or else of every level, the finest last."""
    levels = [level] if level in frame.places else list(frame.tree.levels)
    return {name: (one, key) for one in levels for name, key in frame.places.get(one, {}).items()}


def _only(level: str, frame: Frame) -> dict[str, tuple[str, str]]:
    """Name -> level and key of the level, and of what is called so nowhere else."""
    called = Counter(name for places in frame.places.values() for name in places)
    alone = {name: where for name, where in _places("", frame).items() if called[name] == 1}
    return alone | (_places(level, frame) if level in frame.places else {})


def _decimals(text: str) -> int:
    return len(text.partition(",")[2])


def _told(rest: str, where: Where, indicator: Indicator) -> Iterable[Said]:
    if rest.startswith(SECRET):
        yield Said(*where, "secret")
    yield from counts_in(rest, where)
    found = re.match(rf"\(?({NUMBER})\)?{NBSP}{re.escape(indicator.unit)}", rest)
    if found:
        yield Said(*where, "value", rounded_span(found[1]))
