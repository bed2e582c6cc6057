"""The blocks of a document as HTML: one function a block."""

import re
from dataclasses import dataclass
from typing import Final

from atlas.charts import map as map_chart
from atlas.charts import spark, spine
from atlas.charts._svg import said
from atlas.numbers import period_text
from atlas.reports.document import (
    Block,
    Cover,
    Document,
    Paragraph,
    Picture,
    Points,
    Spine,
    Tabular,
    Tiles,
    mark_of,
    row_entries,
)
from atlas.reports.formats._html.tables import caption, source, spine_twin, table, twin
from atlas.reports.formats._html.tags import classes, listed, tag
from atlas.reports.formats._pictures import drawing
from atlas.view import ProfileRow, SpineRow

WIDE: Final = {"map": (720.0, 440.0), "series": (720.0, 340.0), "strip": (720.0, 300.0)}  # px; a ranking needs its own
SLIM: Final = {"map": (340.0, 480.0), "series": (340.0, 290.0), "strip": (340.0, 280.0)}  # phones, two in a row
LONG: Final = 9  # letters; longer values are set smaller
CHANGED: Final = "Die Zahlen hinter diesem Text haben sich geändert; bitte prüfen."


@dataclass
class Page:
    """What the blocks of one paper share: the document, the level of its highest heading, pictures counted."""

    document: Document
    top: int
    titled: bool = False  # the first cover has given the highest heading
    drawn: int = 0


def block(one: Block, page: Page) -> str:
    """Any block."""
    if isinstance(one, Cover):
        return _cover(one, page)
    if isinstance(one, Paragraph):
        return _paragraph(one)
    if isinstance(one, Points):
        return listed((tag("b", said(f"{head}: ")) * bool(head) + said(text) for head, text in one.items))
    if isinstance(one, Tiles):
        return tag("ul", *(_tile(row, page) for row in one.rows), class_="kacheln", role="list")
    if isinstance(one, Tabular):
        return tag("div", table(one), class_="tabelle")
    if isinstance(one, Spine):
        return _spine(one, page)
    pair = len(one.items) > 1
    figures = "".join(_figure(item, page, pair) for item in one.items)
    return tag("div", figures, class_="paar") if pair else figures


def _cover(cover: Cover, page: Page) -> str:
    level = page.top + page.titled
    page.titled = True
    lines = (tag("div", tag("dt", said(head)), tag("dd", said(text))) for head, text in cover.lines)
    words = tag("div", tag(f"h{level}", said(cover.title)), tag("p", said(cover.subtitle), class_="unter"))
    where = ""
    if cover.paper and any(key in cover.paper.paths for key in cover.keys):
        alt = f"Lageplan: {cover.title} im Stadtgebiet von {page.document.stamp.town}"
        drawn = map_chart.location(cover.paper, cover.keys, 240, 176, cover.title)
        where = tag("div", _named(drawn, alt, page), class_="lage")
    return tag("div", words, where, tag("dl", *lines) if cover.lines else "", class_="titel")


def _paragraph(one: Paragraph) -> str:
    mark = tag("strong", said(CHANGED), class_="marke") if one.tone == "changed" else ""
    tone = {"lead": "vorspann", "gap": "luecke", "edited": "eigen", "changed": "eigen geaendert"}.get(one.tone)
    text = "<br>".join(said(line) for line in one.text.split("\n"))
    return tag("p", mark, text, class_=tone, data_place=one.place or None, data_von=mark_of(one.of))


def _tile(row: ProfileRow, page: Page) -> str:
    compare = row.city.key not in page.document.keys
    own, of_town = (mark_of(entry.of) for entry in row_entries(row, page.document.level, page.document.keys))
    town = said(f"{row.city.name}: ")
    beside = town + tag("span", said(row.city.full), data_von=of_town) if compare else said(period_text(row.period))
    known = row.cell.value is not None
    line = ""
    if sum(cell.value is not None for cell in row.trend.cells) > 1:
        line = _named(spark.svg(row, 96, 30), spark.summary(row), page)
    words = tag("span", said(row.indicator.short), class_="name")
    long = "lang" if len(row.cell.full) > LONG else ""
    value = tag("span", said(row.cell.full), class_=classes("wert", long, "" if known else "leise"), data_von=own)
    return tag("li", words, value, tag("span", beside, class_="stadt"), line)


def _figure(one: Picture, page: Page, pair: bool) -> str:
    drawn = "" if pair else tag("div", _picture(one, page, WIDE), class_="weit")
    drawn += tag("div", _picture(one, page, SLIM), class_="schmal")
    label = tag("b", said(f"{one.label}: ")) if one.label else ""
    below = tag("figcaption", label, said(one.caption))
    return tag("figure", below, tag("div", drawn, class_="bild"), source(one.view.source), twin(one))


def _picture(one: Picture, page: Page, sizes: dict[str, tuple[float, float]]) -> str:
    width, height = sizes.get(one.kind, (sizes["map"][0], None))
    return _named(drawing(one, width, height), one.alt, page)


def _spine(one: Spine, page: Page) -> str:
    town = page.document.stamp.town
    heads = ("Indikator", "Wert", "Lage unter den Gebieten", town)
    head = tag(
        "tr",
        *(tag("th", said(name), scope="col", class_="zahl" if n in (1, 3) else None) for n, name in enumerate(heads)),
    )
    rows = (_spine_row(row, page) for row in one.rows)
    about = caption(f"{one.label}: " if one.label else "", one.caption)
    inside = tag("table", about, tag("thead", head), tag("tbody", *rows), class_="lagen")
    framed = tag("div", inside, class_="breit", role="region", aria_label=one.label or one.caption, tabindex=0)
    how = "Heller Balken: vom niedrigsten zum höchsten Wert; dunkler: die mittlere Hälfte der Gebiete; "
    how += f"Strich: {town}; Punkt: das Gebiet. Jede Zeile hat ihren eigenen Maßstab; die Lage ist keine Wertung."
    return tag("div", framed, tag("p", said(how), class_="quelle"), spine_twin(one), class_="tabelle")


def _spine_row(row: SpineRow, page: Page) -> str:
    one = row.row
    own, of_town = (mark_of(entry.of) for entry in row_entries(one, page.document.level, page.document.keys))
    line = tag("span", said("zu wenige Gebiete mit Wert"), class_="leise")
    if row.lowest and row.highest:
        ends = tag("span", tag("span", said(row.lowest.text)), tag("span", said(row.highest.text)), class_="enden")
        line = _named(spine.svg(row, 240, 20), spine.summary(row), page) + ends
    return tag(
        "tr",
        tag("th", said(one.indicator.short), tag("small", said(period_text(one.period))), scope="row"),
        tag("td", tag("b", said(one.cell.full)), class_="zahl", data_von=own),
        tag("td", line),
        tag("td", said(one.city.full), class_="zahl", data_von=of_town),
    )


def _named(svg: str, alt: str, page: Page) -> str:
    """The drawing with its words as its name, and patterns of its own: ids are known once on a page."""
    page.drawn += 1
    own = re.sub(r'(id="|url\(#)muster-', rf"\g<1>bild{page.drawn}-muster-", svg)
    name = tag("svg", aria_label=alt).partition("</")[0][:-1]
    return own.replace("<svg", name, 1)
