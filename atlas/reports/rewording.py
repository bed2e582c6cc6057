"""The texts of a paper that people may change: what the atlas says, what they wrote instead, whether numbers moved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from atlas.city import City
from atlas.reports.compose import compose
from atlas.reports.document import INTERNAL, PUBLIC, Document, Paragraph
from atlas.reports.making import Wanted
from atlas.reports.template import read_template
from atlas.reports.texts import Edited, area_of, edited_texts, keep_text
from indicators.errors import AtlasError, WrongUse
from indicators.ledger import alone
from indicators.written import writing


@dataclass(frozen=True)
class Place:
    """One paragraph."""

    own: str  # what the atlas says of today's numbers
    edited: Edited | None = None  # what people put there

    @property
    def text(self) -> str:
        """What stands there of people, "" where the atlas speaks."""
        return self.edited.text if self.edited else ""

    @property
    def changed(self) -> bool:
        """Whether the atlas said something else when people wrote."""
        return self.edited is not None and self.edited.basis != self.own


class Overtaken(AtlasError):
    """Somebody else has written there, or the numbers have moved, since the text was looked at."""

    def __init__(self, sentence: str, now: Place) -> None:
        super().__init__(sentence)
        self.now = now


def rewordable(city: City, wanted: Wanted) -> tuple[Document, dict[str, Place]]:
    """The paper as it is today, and its texts by their places. WrongUse and FaultyInput as for any paper."""
    own = _composed(city, wanted)
    texts = edited_texts(city.folder, wanted.template, own.level, own.keys)
    shown = _composed(city, wanted, texts) if texts else own
    return shown, {place: Place(text, texts.get(place)) for place, text in _places(own).items()}


def _composed(city: City, wanted: Wanted, texts: Mapping[str, Edited] | None = None) -> Document:
    template = read_template(wanted.template, city)
    status = INTERNAL if template.head.status == PUBLIC and not city.public else wanted.status
    return compose(template, city, wanted.level, wanted.keys, wanted.year, status, texts)


def _places(own: Document) -> dict[str, str]:
    blocks = (block for chapter in own.chapters for block in chapter.blocks)
    return {one.place: one.text for one in blocks if isinstance(one, Paragraph) and one.place}


def reword(city: City, folder: Path, said: Edited, seen: Place | None = None) -> None:
    """Keep what people write at a place; the atlas's own words, or none, give it back.

    `said` names template, area (by `wanted`), place, text and writer; `seen` what stood there for the writer.
    Overtaken where that is not so any more; WrongUse where there is no such place; AtlasError for too long a text.
    """
    level, _, keys = said.area.partition(":")
    own = _composed(city, Wanted(said.template, level, tuple(key for key in keys.split("+") if key)))
    says = _places(own).get(said.place)
    if says is None:
        raise WrongUse("Diesen Text gibt es in dem Bericht nicht mehr; laden Sie die Seite neu.")
    path = folder / "berichte"
    with writing(path):
        path.mkdir(exist_ok=True)
    with writing(path), alone(path / ".text.lock"):
        there = edited_texts(folder, said.template, own.level, own.keys).get(said.place)
        now = Place(says, there)
        if seen is not None and seen.text != now.text:
            who = f"{there.by} hat diesen Text" if there else "Diesen Text hat jemand"
            raise Overtaken(f"{who} inzwischen geändert; Ihrer ist noch nicht gespeichert. Vergleichen Sie.", now)
        if seen is not None and seen.own != now.own:
            moved = "Die Zahlen haben sich inzwischen geändert; Ihr Text ist noch nicht gespeichert. Vergleichen Sie."
            raise Overtaken(moved, now)
        text = "" if said.text == now.own else said.text
        edition = str(city.edition.number)
        area = area_of(own.level, own.keys)
        keep_text(folder, replace(said, area=area, text=text, basis=now.own, edition=edition))
