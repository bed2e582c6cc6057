"""From a document to slides: one thing on each, long texts and tables over several, every title once."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from atlas.charts._frame import Box
from atlas.colours import FAINT
from atlas.reports.document import (
    Block,
    Chapter,
    Cover,
    Document,
    Paragraph,
    Picture,
    Pictures,
    Points,
    Spine,
    Tabular,
    Tiles,
)
from atlas.reports.formats._pptx import map as maps
from atlas.reports.formats._pptx import ranking, series, spine
from atlas.reports.formats._pptx import table as tables
from atlas.reports.formats._pptx.prose import closing, paged, pages_of_points
from atlas.reports.formats._pptx.shapes import Canvas
from atlas.reports.formats._pptx.text import QUIET, body, paragraph, plain, run, tall

Draw = Callable[[Canvas, Box], None]
BESIDE: Final = 700.0  # pt of room that two pictures need beside each other
CAPTION: Final = 12.0
SOURCE: Final = 10.5
GAP: Final = 12.0
MOST_GAP: Final = 60.0  # pt of a sentence on what is missing, below a picture
ADAPTING: Final = (Tiles, Pictures)  # they are drawn as large as there is room
BETWEEN: Final = 18.0  # pt between tables on one slide
Part = tuple[Tabular, tables.Sheet]


@dataclass(frozen=True)
class Slide:
    """One slide before it is drawn."""

    title: str
    draw: Draw | None = None
    notes: str = ""
    text: tuple[str, ...] = ()  # paragraphs for the placeholder of texts
    cover: Cover | None = None


def plan(document: Document, box: Box) -> list[Slide]:
    """The slides in order; a cover comes first, the address last."""
    found: list[Slide] = []
    heading = document.title
    for chapter in document.chapters:
        heading = chapter.title or _cover(chapter) or heading
        drawn = [
            replace(one, title=plain(one.title) or plain(heading) or "–") for one in _chapter(chapter, document, box)
        ]
        found += [replace(one, notes=chapter.notes if not n else one.notes) for n, one in enumerate(drawn)]
    if not any(one.cover for one in found):
        found.insert(0, Slide(document.title, cover=Cover(document.title, document.subtitle)))
    if not _addressed(document):
        found.append(Slide("Dieselben Zahlen im Atlas", text=tuple(closing(document))))
    return _counted(found)


def _cover(chapter: Chapter) -> str:
    return next((block.title for block in chapter.blocks if isinstance(block, Cover)), "")


def _addressed(document: Document) -> bool:
    """Whether the last slide of the document's own says where the numbers can be seen."""
    last = next((block for chapter in document.chapters[::-1] for block in chapter.blocks[::-1]), None)
    return isinstance(last, Points) and any(document.address in text for _, text in last.items)


def _counted(slides: list[Slide]) -> list[Slide]:
    """Titles that come more than once say which of how many they are; the cover's stays as it is."""
    covers = {slide.title for slide in slides if slide.cover}
    many = Counter(slide.title for slide in slides if not slide.cover)
    seen: Counter[str] = Counter()
    found = []
    for slide in slides:
        title = slide.title
        if not slide.cover:
            seen[title] += 1
            here = f" ({seen[title]} von {many[title]})" if many[title] > 1 else ""
            title += here or (": Überblick" if title in covers else "")
        found.append(replace(slide, title=title))
    return found


def _chapter(chapter: Chapter, document: Document, box: Box) -> Iterator[Slide]:
    """Slides of one chapter; those without a title take the chapter's."""
    last: tuple[Slide, type] | None = None  # waits for what is missing beside it
    for kind, run_of in groupby(chapter.blocks, type):
        blocks = list(run_of)
        paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
        if last and paragraphs and all(one.tone == "gap" for one in paragraphs):
            noted = _noted(last[0], paragraphs, box) if last[1] in ADAPTING else None
            if noted:
                last = noted, kind
                continue
        for slide in _slides(blocks, document, box):
            if last:
                yield last[0]
            last = slide, kind
    if last:
        yield last[0]


def _noted(slide: Slide, gaps: list[Paragraph], box: Box) -> Slide | None:
    """The slide with a sentence on what is missing below what it shows; None where that takes too much room."""
    said = " ".join(one.text for one in gaps)
    high = tall(said, GAP, box.width - 14) + 8
    inner = slide.draw
    if inner is None or high > MOST_GAP:
        return None

    def draw(canvas: Canvas, at: Box) -> None:
        inner(canvas, Box(at.x, at.y, at.width, at.height - high))
        text = body(paragraph(run(said, GAP, ink=QUIET), bar=FAINT))
        canvas.add(canvas.shape("Hinweis", Box(at.x, at.y + at.height - high + 6, at.width, high - 6), text))

    return replace(slide, draw=draw)


def _slides(blocks: list[Any], document: Document, box: Box) -> Iterator[Slide]:
    """Slides of blocks of one kind."""
    first = blocks[0]
    if isinstance(first, Paragraph):
        yield from (Slide("", text=page) for page in paged(blocks, box))
    elif isinstance(first, Tabular):
        yield from _tables(blocks, box)
    else:
        for block in blocks:
            yield from _of(block, document, box)


def _of(block: Block, document: Document, box: Box) -> Iterator[Slide]:
    if isinstance(block, Cover):
        yield Slide(block.title, cover=block)
    elif isinstance(block, Points):
        yield from (Slide("", text=page) for page in pages_of_points(block, box))
    elif isinstance(block, Tiles) and block.rows:
        yield Slide("", _tiles(block))
    elif isinstance(block, Spine):
        yield from _spine(block, box)
    elif isinstance(block, Pictures):
        yield from _pictures(block, document.date, box)


def below(caption: str, source: str, width: float) -> float:
    """The room of a caption and its source."""
    return 8 + sum(tall(text, size, width) for text, size in ((caption, CAPTION * 1.05), (source, SOURCE)) if text)


def say_below(canvas: Canvas, box: Box, caption: str, source: str) -> None:
    """Caption and source at the foot of a box."""
    high = below(caption, source, box.width) - 4
    said = [paragraph(run(caption, CAPTION, bold=True))] if caption else []
    said += [paragraph(run(source, SOURCE, ink=QUIET))] if source else []
    if said:
        place = Box(box.x, box.y + box.height - high, box.width, high)
        canvas.add(canvas.shape("Beschriftung", place, body(*said)))


def _used(box: Box, high: float, caption: str, source: str) -> Box:
    """The part of a box that a table takes with its caption, which stands right below it."""
    return Box(box.x, box.y, box.width, min(high + below(caption, source, box.width) + 2, box.height))


def named(label: str, caption: str) -> str:
    """`Abbildung 1: ...`."""
    return f"{label}: {caption}" if label else caption


def _tables(blocks: list[Tabular], box: Box) -> Iterator[Slide]:
    """Tables in a row: short ones beneath each other while they fit, long ones over several slides."""
    held: list[Part] = []
    used = 0.0
    for block in blocks:
        room = box.height - below(named(block.label, block.caption), block.source, box.width)
        sheets = list(tables.sheets(block, box.width, room))
        for sheet in sheets:
            tall = tables.height_of(sheet) + box.height - room + BETWEEN
            if held and (len(sheets) > 1 or used + tall > box.height + BETWEEN):
                yield _tabled(held)
                held, used = [], 0.0
            held.append((block, sheet))
            used += tall if len(sheets) == 1 else box.height
    if held:
        yield _tabled(held)


def _tabled(parts: list[Part]) -> Slide:
    def draw(canvas: Canvas, at: Box) -> None:
        y = at.y
        for block, sheet in parts:
            caption, rest = named(block.label, block.caption), Box(at.x, y, at.width, at.y + at.height - y)
            tall = tables.draw(canvas, sheet, rest, f"Tabelle: {caption}", f"{caption}, {len(sheet.rows)} Zeilen.")
            place = _used(rest, tall, caption, block.source)
            say_below(canvas, place, caption, block.source)
            y += place.height + BETWEEN

    return Slide("", draw, "\n".join(named(block.label, block.caption) for block, _ in parts))


def _spine(block: Spine, box: Box) -> Iterator[Slide]:
    caption = named(block.label, block.caption)
    room = box.height - below(caption, "", box.width)
    for rows in spine.spine_rows(block, room):

        def draw(canvas: Canvas, at: Box, one: tuple = rows) -> None:
            tall = spine.draw_spine(canvas, one, at, f"Einordnung: {caption}", block.alt)
            say_below(canvas, _used(at, tall, caption, ""), caption, "")

        yield Slide("", draw, block.alt)


def _pictures(block: Pictures, day: str, box: Box) -> Iterator[Slide]:
    """Two maps or lines beside each other where there is room; bars on slides of their own."""
    bars = any(one.kind in ("ranking", "strip") for one in block.items)
    if len(block.items) > 1 and not bars and box.width >= BESIDE:
        notes = "\n".join(_told(one) for one in block.items)
        yield Slide("", lambda canvas, at: _beside(canvas, block.items, at, day), notes)
        return
    for picture in block.items:
        if picture.kind not in ("ranking", "strip"):
            yield Slide("", _alone(picture, day), _told(picture))
            continue
        for columns in ranking.columns_of(picture.view):

            def draw(canvas: Canvas, at: Box, one: Picture = picture, bars: list = columns) -> None:
                room = _above(one, at)
                ranking.draw(canvas, one, bars, room, day)
                say_below(canvas, at, named(one.label, one.caption), one.view.source)

            yield Slide("", draw, _told(picture))


def _tiles(block: Tiles) -> Draw:
    return lambda canvas, at: spine.draw_tiles(canvas, block.rows, at)


def _alone(picture: Picture, day: str) -> Draw:
    return lambda canvas, at: _picture(canvas, picture, at, day)


def _above(picture: Picture, box: Box) -> Box:
    """The room of a picture above its caption."""
    high = below(named(picture.label, picture.caption), picture.view.source, box.width)
    return Box(box.x, box.y, box.width, box.height - high)


def _beside(canvas: Canvas, pictures: tuple[Picture, ...], box: Box, day: str) -> None:
    gap = 28.0
    wide = (box.width - gap * (len(pictures) - 1)) / len(pictures)
    for place, picture in enumerate(pictures):
        _picture(canvas, picture, Box(box.x + place * (wide + gap), box.y, wide, box.height), day)


def _picture(canvas: Canvas, picture: Picture, box: Box, day: str) -> None:
    room = _above(picture, box)
    if picture.kind == "map":
        maps.draw(canvas, picture, room)
    else:
        series.draw(canvas, picture, room, day)
    say_below(canvas, box, named(picture.label, picture.caption), picture.view.source)


def _told(picture: Picture) -> str:
    """What a speaker says of one picture where it does not stand on the first slide of its chapter."""
    view = picture.view
    return "\n".join(part for part in (picture.alt, f"Lesehilfe: {view.reading}", view.source) if part)
