"""Running text and lists of remarks on slides: large, and over as many slides as they need."""

from collections.abc import Iterator, Sequence
from typing import Final

from atlas.charts._frame import Box
from atlas.colours import FAINT, NOTICE
from atlas.reports.document import Document, Paragraph, Points
from atlas.reports.formats._pptx.text import LINE, QUIET, broken, paragraph, run, tall

SIZES: Final = {"lead": 22.0, "gap": 16.0}
SIZE: Final = 18.0
REMARK: Final = 14.0
BEFORE: Final = 9.0  # pt between paragraphs
WIDEST: Final = 780.0  # longer lines are hard to read
CHANGED: Final = "Zahlen haben sich geändert: "


def wide_of(box: Box) -> float:
    """How wide text runs."""
    return min(box.width, WIDEST)


def paged(paragraphs: Sequence[Paragraph], box: Box) -> Iterator[tuple[str, ...]]:
    """Paragraphs in their tones, page by page."""
    wide = wide_of(box) - 16
    yield from _pages((_paragraph(one, wide, box.height) for one in paragraphs), box.height)


def _paragraph(one: Paragraph, wide: float, high: float) -> list[tuple[str, float]]:
    size = SIZES.get(one.tone, SIZE)
    head = CHANGED if one.tone == "changed" else ""
    bar = {"gap": FAINT, "changed": NOTICE}.get(one.tone, "")
    ink = QUIET if one.tone == "gap" else ""
    found = []
    for n, part in enumerate(_parts(one.text, size, wide, high, len(head))):
        runs = [run(head, size, True, NOTICE)] if head and not n else []
        said = f" {part}" if runs else part
        runs.append(run(said, size, one.tone == "lead", ink))
        found.append((paragraph(*runs, before=BEFORE, bar=bar), tall(head + part, size, wide) + BEFORE))
    return found


def pages_of_points(points: Points, box: Box) -> Iterator[tuple[str, ...]]:
    """Remarks with bold heads, page by page."""
    wide = wide_of(box)
    yield from _pages((_remark(head, text, wide, box.height) for head, text in points.items), box.height)


def _remark(head: str, text: str, wide: float, high: float) -> list[tuple[str, float]]:
    found = []
    for n, part in enumerate(_parts(text, REMARK, wide, high, len(head))):
        bold = [run(f"{head}: ", REMARK, True)] if head and not n else []
        said = f" {part}" if bold else part
        lines = paragraph(*bold, run(said, REMARK), before=BEFORE - 2)
        found.append((lines, tall(f"{head}: {part}" if bold else part, REMARK, wide) + BEFORE - 2))
    return found


def _parts(text: str, size: float, wide: float, high: float, before: int) -> list[str]:
    """A text as it is, or what fits on one slide each."""
    most = max(int((high - BEFORE) / (size * LINE)) - 1 - bool(before), 1)
    lines = broken(text, size, wide)
    return [" ".join(lines[n : n + most]) for n in range(0, len(lines), most)] if len(lines) > most else [text]


def _pages(all_parts: Iterator[list[tuple[str, float]]], high: float) -> Iterator[tuple[str, ...]]:
    held: list[str] = []
    used = 0.0
    for parts in all_parts:
        for said, tall_of in parts:
            if held and used + tall_of > high:
                yield tuple(held)
                held, used = [], 0.0
            held.append(said)
            used += tall_of
    if held:
        yield tuple(held)


def closing(document: Document) -> Iterator[str]:
    """Where the same numbers can be seen, of which Stand, and what was left out."""
    stamp = document.stamp
    yield paragraph(run(f"{stamp.title}, {stamp.line}", SIZE, bold=True), before=BEFORE)
    if document.address:
        yield paragraph(run(document.address, SIZE), before=BEFORE)
    said = (document.warning, stamp.secrecy, *document.notices)
    for one in said:
        if one:
            yield paragraph(run(one, REMARK, ink=QUIET), before=BEFORE)
