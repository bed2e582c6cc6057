"""The blocks of a document as paragraphs, tables and drawings of a Word paper."""

from collections.abc import Iterator
from typing import Any, Final

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
from atlas.reports.formats._docx.marks import CM, field, gaps, paragraph, quoted, run, w
from atlas.reports.formats._docx.master import Sheet
from atlas.reports.formats._docx.pictures import figure, location
from atlas.reports.formats._docx.tables import cell, grid, reading, row, shared, spine, table, tiles

TONES: Final = {"lead": "Atlas Vorspann", "gap": "Atlas Hinweis", "changed": "Atlas Geändert"}
SHAPES: Final = {"map": 0.5, "series": 0.4, "strip": 0.36}  # height of a picture that has the whole width
BESIDE: Final = {"map": 0.5, "series": 0.66, "strip": 0.72}  # of one of two; maps stand below each other
BARS: Final = (0.35, 1.25)  # a ranking is as high as its bars ask for, within these
PAGE: Final = w("p", w("r", w("br", type="page")))
LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def written(sheet: Sheet, document: Document) -> Iterator[str]:
    """All chapters in their order, then the address."""
    fresh = False  # whether the next heading has to begin a page
    if not any(isinstance(block, Cover) for chapter in document.chapters for block in chapter.blocks):
        yield from _head(sheet, document.title, document.subtitle)
    for number, chapter in enumerate(document.chapters):
        turned = fresh or (chapter.new_page and number > 0)
        if chapter.title:
            more = w("pageBreakBefore") if turned else ""
            yield paragraph(sheet.style("heading 1"), run(chapter.title), more=more)
        elif turned:
            yield PAGE
        for block in chapter.blocks:
            yield from _block(sheet, block, document)
        fresh = _is_page(chapter)
    yield _address(sheet, document)


def _is_page(chapter: Chapter) -> bool:
    return any(isinstance(block, Cover) and not block.compact for block in chapter.blocks)


def _block(sheet: Sheet, block: Block, document: Document) -> Iterator[str]:
    if isinstance(block, Cover):
        yield from _cover(sheet, block)
    elif isinstance(block, Paragraph):
        style = sheet.style(TONES.get(block.tone, "Normal"))
        yield paragraph(style, gaps(block.text, sheet.style("Atlas Lücke")))
    elif isinstance(block, Points):
        for head, text in block.items:
            bold = run(f"{head}: " if head and text else head, w("b"))
            yield paragraph(sheet.style("List Bullet"), bold, gaps(text, sheet.style("Atlas Lücke")))
    elif isinstance(block, Tiles):
        yield tiles(sheet, block, town=all(one.city.key in document.keys for one in block.rows)) + _after(sheet)
    elif isinstance(block, Tabular):
        yield caption(sheet, block.label, block.caption)
        yield table(sheet, block)
        yield _source(sheet, block.source)
    elif isinstance(block, Spine):
        yield caption(sheet, block.label, block.caption)
        yield spine(sheet, block) + _source(sheet, reading(block))
    else:
        yield from _pictures(sheet, block)


# --- head and foot ------------------------------------------------------------------------------------------------


def _cover(sheet: Sheet, cover: Cover) -> Iterator[str]:
    small = location(sheet, cover, round(4.4 * CM), aside=True) if cover.compact else ""
    yield from _head(sheet, cover.title, cover.subtitle, small, 0 if cover.compact else round(4.5 * CM))
    for head, text in cover.lines:
        said = gaps(text, sheet.style("Atlas Lücke"))
        yield paragraph(sheet.style("Atlas Angabe"), run(head, w("b")), run("\t"), said)
    large = "" if cover.compact else location(sheet, cover, round(9 * CM), aside=False)
    if large:
        yield paragraph("", large, more=w("spacing", before=round(1.2 * CM)))


def _head(sheet: Sheet, title: str, subtitle: str, first: str = "", before: int = 0) -> Iterator[str]:
    more = w("spacing", before=before) if before else ""
    size = w("sz", val=30) if len(title) > 80 else ""
    yield paragraph(sheet.style("Title"), first, run(title, size), more=more)
    if subtitle:
        yield paragraph(sheet.style("Subtitle"), run(subtitle))


def _address(sheet: Sheet, document: Document) -> str:
    said = run("Diese Zahlen im Atlas: ")
    if not document.address.startswith(("http://", "https://")):
        return paragraph(sheet.style("Atlas Quelle"), said, run(document.address))
    rid = sheet.document.part.relate_to(document.address, LINK, is_external=True)
    shown = run(document.address, w("rStyle", val=sheet.style("Hyperlink")))
    return paragraph(sheet.style("Atlas Quelle"), said, f"<w:hyperlink r:id={quoted(rid)}>{shown}</w:hyperlink>")


# --- captions and pictures ----------------------------------------------------------------------------------------


def caption(sheet: Sheet, label: str, text: str) -> str:
    """`Abbildung 2: ...`, its number a field; it stays with what follows, whatever its style says."""
    kind, _, number = label.partition(" ")
    head = (run(f"{kind} "), field(rf"SEQ {kind} \* ARABIC", number), run(": ")) if number else ()
    return paragraph(sheet.style("caption"), *head, run(text), more=w("keepNext"))


def _source(sheet: Sheet, text: str) -> str:
    return paragraph(sheet.style("Atlas Quelle"), run(text)) if text else _after(sheet)


def _after(sheet: Sheet) -> str:
    """A little room below a table."""
    return paragraph(sheet.style("Atlas Abstand"))


def _pictures(sheet: Sheet, block: Pictures) -> Iterator[str]:
    """Below each other; two charts beside each other in a table of two cells, which are read in order."""
    if len(block.items) != 2 or any(one.kind == "map" for one in block.items):
        for one in block.items:
            yield from _figure(sheet, one, sheet.width, _shape(one, len(block.items) > 1))
        return
    widths = shared(sheet.width, [1.0, 1.0])
    cells: list[Any] = []
    for one, wide in zip(block.items, widths, strict=True):
        cells.append(cell(wide, "".join(_figure(sheet, one, wide - 200, BESIDE.get(one.kind, 1.0)))))
    yield grid(sheet, "Atlas Paar", widths, [row(cells)], "Zwei Abbildungen", first=False) + _after(sheet)


def _shape(one: Picture, several: bool) -> float:
    if one.kind == "ranking":
        bars = min(sum(cell.value is not None for cell in one.view.cells), 60)
        return min(max(0.03 * bars + 0.08, BARS[0]), BARS[1])
    return (BESIDE if several else SHAPES)[one.kind]


def _figure(sheet: Sheet, one: Picture, width: int, shape: float) -> Iterator[str]:
    yield paragraph(sheet.style("Atlas Bild"), figure(sheet, one, width, shape))
    yield caption(sheet, one.label, one.caption)
    yield _source(sheet, one.view.source)
