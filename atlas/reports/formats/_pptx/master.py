"""What slides are made with: the masters of a file that the town brings, or our own in its colour and type."""

import io
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from atlas.charts._frame import Box
from atlas.reports.design import Design
from atlas.reports.formats._pptx.own import own
from indicators.errors import Fault

PLACE: Final = "city.toml, [design], Feld pptx"
TITLE_NAMES: Final = ("titelfolie", "title slide", "titel", "deckblatt")
CONTENT_NAMES: Final = ("titel und inhalt", "title and content", "inhalt")
ONLY_NAMES: Final = ("nur titel", "title only")
LEAST: Final = 420.0  # pt of a footer that Stand and status fit in
FEWEST: Final = (400.0, 240.0)  # pt of room for a map
POINT: Final = 12700


@dataclass(frozen=True)
class Layout:
    """A layout, and where its placeholders lie."""

    page: Any
    boxes: dict[str, Box]  # title, subtitle, content, footer, number -> place in pt
    places: dict[str, int]  # the same -> number of the placeholder
    size: float  # of titles, in pt

    @property
    def title(self) -> Box:
        """Where titles stand."""
        return self.boxes["title"]

    @property
    def wide(self) -> bool:
        """Whether Stand and status fit into its footer."""
        return "footer" in self.boxes and self.boxes["footer"].width >= LEAST


@dataclass(frozen=True)
class Master:
    """An empty presentation and where things go on its slides."""

    deck: Any
    title: Layout  # of the title page
    plain: Layout  # with a title alone; or that of texts, whose placeholder is taken away
    text: Layout | None  # with a title and a placeholder for text; None: text boxes
    box: Box  # room for content below the title
    own: bool  # ours, not the town's

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of a slide in pt."""
        return self.deck.slide_width / POINT, self.deck.slide_height / POINT


def master_of(design: Design) -> Master:
    """A new presentation without slides. What a town's file lacks, `check` has said before."""
    deck = _opened(design.pptx) if design.pptx else own(design)
    _emptied(deck)
    title, text, plain = _layouts(deck)
    read = None if text is None else _read(text)
    box = _room(deck, plain or text, text)
    return Master(deck, _read(title), _read(plain) if plain is not None else read, read, box, not design.pptx)  # type: ignore[arg-type]  # `check` has seen to one of both


def _read(page: Any) -> Layout:
    there = kinds(page)
    boxes = {kind: box_of(one) for kind, one in there.items() if kind != "other"}
    return Layout(page, boxes, {kind: one.placeholder_format.idx for kind, one in there.items()}, _size(there["title"]))


def _size(title: Any) -> float:
    """The size in which the layout or its master sets titles, in pt."""
    master = title.part.slide_layout.slide_master
    places = [title, *(one for one in master.placeholders if one.placeholder_format.type.name == "TITLE")]
    for one in places:
        said = one._element.xpath("./p:txBody/a:lstStyle/a:lvl1pPr/a:defRPr/@sz")
        if said:
            return int(said[0]) / 100
    said = master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/@sz")
    return int(said[0]) / 100 if said else 44.0


@lru_cache(8)
def faults_of(file: bytes) -> tuple[Fault, ...]:
    """What the town's file lacks, before any work; one sentence each."""
    try:
        deck = _opened(file)
        layouts = list(deck.slide_layouts)
    except Exception:  # noqa: BLE001  # a broken file can break the reader in any way
        said = (
            "Die Datei lässt sich nicht als Präsentation öffnen; speichern Sie sie in PowerPoint als .pptx oder .potx."
        )
        return (Fault(PLACE, said),)
    there = ", ".join(f"„{one.name}“" for one in layouts) or "keine"
    title, text, plain = _layouts(deck)
    if title is None:
        return (_lacks("eine Titelfolie (Platzhalter für Titel und Untertitel)", there),)
    if text is None and plain is None:
        return (_lacks("ein Layout „Titel und Inhalt“ oder „Nur Titel“", there),)
    box = _room(deck, plain or text, text)
    if box.width < FEWEST[0] or box.height < FEWEST[1]:
        said = f"Unter dem Titel bleiben im Master {box.width:.0f} × {box.height:.0f} pt; nötig sind "
        said += f"{FEWEST[0]:.0f} × {FEWEST[1]:.0f} pt. Vergrößern Sie den Platzhalter für den Inhalt."
        return (Fault(PLACE, said),)
    return ()


def _lacks(what: str, there: str) -> Fault:
    return Fault(PLACE, f"Dem Master fehlt {what}; vorhanden sind: {there}. Ergänzen Sie das Layout in PowerPoint.")


def _opened(file: bytes) -> Any:
    from pptx import Presentation

    return Presentation(io.BytesIO(_as_presentation(file)))


def _as_presentation(file: bytes) -> bytes:
    """A template (.potx) differs from a presentation by one word in its list of parts."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old:
        listed = old.read("[Content_Types].xml")
        if b"presentationml.template.main+xml" not in listed:
            return file
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                part = old.read(info)
                if info.filename == "[Content_Types].xml":
                    part = part.replace(b"presentationml.template.main+xml", b"presentationml.presentation.main+xml")
                new.writestr(info.filename, part)
    return into.getvalue()


def _emptied(deck: Any) -> None:
    """Without the slides of the file, its sections, its little picture and its list of titles."""
    listed = deck.slides._sldIdLst
    for one in list(listed):
        deck.part.drop_rel(one.rId)
        listed.remove(one)
    for section in deck.part._element.xpath("//*[local-name()='sectionLst']"):
        extension = section.getparent()
        extension.getparent().remove(extension)
    package = deck.part.package
    for name, relation in list(package._rels.items()):
        if relation.reltype.endswith(("/thumbnail", "/extended-properties", "/custom-properties")):
            package._rels.pop(name)


def _layouts(deck: Any) -> tuple[Any, Any, Any]:
    """Title page, title and content, title alone; by kind, else by name, else by their placeholders."""
    layouts = list(deck.slide_layouts)
    title = _named(layouts, "title", TITLE_NAMES, _is_title)
    text = _named(layouts, "obj", CONTENT_NAMES, _is_text)
    plain = _named(layouts, "titleOnly", ONLY_NAMES, _is_plain)
    return title, text, plain


def _named(layouts: list[Any], kind: str, names: tuple[str, ...], fits: Any) -> Any:
    usable = [one for one in layouts if fits(kinds(one))]
    for one in usable:
        if one._element.get("type") == kind:
            return one
    for name in names:
        for one in usable:
            if re.sub(r"^\d+_", "", one.name.strip().lower()) == name:
                return one
    return usable[0] if usable else None


def kinds(layout: Any) -> dict[str, Any]:
    """Kind of placeholder -> the first of it: title, subtitle, content, footer, number."""
    found: dict[str, Any] = {}
    said = {
        "TITLE": "title",
        "CENTER_TITLE": "title",
        "SUBTITLE": "subtitle",
        "OBJECT": "content",
        "BODY": "content",
        "FOOTER": "footer",
        "SLIDE_NUMBER": "number",
        "DATE": "date",
    }
    for one in layout.placeholders:
        kind = said.get(one.placeholder_format.type.name, "other")
        if one.width:
            found.setdefault(kind, one)
    return found


def _is_title(there: dict[str, Any]) -> bool:
    return "title" in there and "subtitle" in there


def _is_text(there: dict[str, Any]) -> bool:
    return "title" in there and "content" in there and "other" not in there


def _is_plain(there: dict[str, Any]) -> bool:
    return set(there) <= {"title", "footer", "number", "date"} and "title" in there


def box_of(placeholder: Any) -> Box:
    """Where a placeholder lies, in pt."""
    return Box(*(n / POINT for n in (placeholder.left, placeholder.top, placeholder.width, placeholder.height)))


def _room(deck: Any, plain: Any, text: Any) -> Box:
    """The room of the text's placeholder, else what is free between the title and the foot."""
    if text is not None:
        return box_of(kinds(text)["content"])
    there = kinds(plain)
    title = box_of(there["title"])
    top = title.y + title.height + 8
    foot = [box_of(there[name]).y for name in ("footer", "number") if name in there]
    bottom = min([one for one in foot if one > top] or [deck.slide_height / POINT - 24])
    return Box(title.x, top, title.width, max(bottom - 6 - top, 0.0))
