"""A paper made by hand with every kind of block, and a template with every kind of chapter, for tests of formats."""

import csv
import io
from dataclasses import replace
from functools import cache
from typing import Any

import pikepdf

from atlas.charts import series as series_chart
from atlas.charts.map import summary
from atlas.city import City
from atlas.reports.compose import compose
from atlas.reports.document import (
    Block,
    Chapter,
    Column,
    Cover,
    Document,
    Entry,
    Of,
    Paragraph,
    Picture,
    Pictures,
    Points,
    Spine,
    Tabular,
    Tiles,
)
from atlas.reports.template import check_template
from atlas.view import ProfileRow, SpineRow, View
from indicators.errors import Fault
from indicators.model import Status
from tests.atlas.views import COUNT, PAPER, STAMP, cell, profile, view

EVIL = "=1+1 <script>alert('x')</script> & \"Ä\" {{ name }} #let $x$ \\ @SUM(A1) + - * _ ~ [x] `y` // z\x07"

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1"/></svg>'


def rows() -> tuple[ProfileRow, ...]:
    """Two with values, one secret."""
    return profile(themes=("Demografie",)).sections[0][1]


def lines() -> tuple[SpineRow, ...]:
    """One among six areas, one among too few."""
    one, other, _ = rows()
    shown = view().cells
    return (
        SpineRow(one, shown[4], shown[1], (7.0, 12.0, 18.0), 6),
        SpineRow(other, None, None, None, 3),
    )


def drawing(kind: str, shown: View | None = None, label: str = "Abbildung 1", caption: str = "") -> Picture:
    shown = shown or view()
    said = series_chart.summary(shown) if kind == "series" else summary(shown)
    return Picture(kind, shown, PAPER if kind == "map" else None, caption or shown.title, said, label)


def table() -> Tabular:
    shown = view()
    body = tuple(
        (Entry(c.name), Entry(c.text, c.value, 1, Of("ant_u18", "stadtteil", c.key, "2024-12-31"), c.value is None))
        for c in (*shown.cells, shown.city)
    )
    columns = (Column("Stadtteil", 2), Column("Unter 18 (%)", 1, True))
    return Tabular(columns, body, "Stadtteile im Vergleich", shown.source, "Tabelle 1", last_is_total=True)


def all_blocks() -> tuple[Chapter, ...]:
    """Every kind of block, every tone, every kind of picture."""
    tones = ("text", "lead", "gap", "edited", "changed")
    return (
        Chapter("title", "", (Cover("Alt & Neu", "Stadtteil", (("Gremium", "Ausschuss"),), ("01",), PAPER),)),
        Chapter("glance", "Auf einen Blick", (Tiles(rows()),), new_page=True),
        Chapter("text", "In Worten", tuple(Paragraph(f"Absatz {t}.", t, f"worte-{t}") for t in tones)),
        Chapter("map", "Karte", (Pictures((drawing("map"),)),)),
        Chapter(
            "map_pair",
            "Zwei Karten",
            (Pictures((drawing("map", label="Abbildung 2"), drawing("map", count_view(), "Abbildung 3"))),),
        ),
        Chapter("series", "Verlauf", (Pictures((drawing("series", label="Abbildung 4"),)),)),
        Chapter("ranking", "Rangfolge", (Pictures((drawing("ranking", label="Abbildung 5"),)),)),
        Chapter("strip", "Verteilung", (Pictures((drawing("strip", label="Abbildung 6"),)),)),
        Chapter("spine", "Einordnung", (Spine(lines(), "Alt & Neu im Vergleich", "In Worten.", "Abbildung 7"),)),
        Chapter("table", "Tabelle", (table(),)),
        Chapter("sources", "Quellen", (Points((("", "Quelle: Amt"), ("Zeichen", "• geheim"))),)),
    )


def count_view() -> View:
    return view([100.0, 400.0, 0.0, Status.secret], COUNT, bins=(400.0,), kind="circle", chosen=(), city=500.0)


def document(chapters: tuple[Chapter, ...] | None = None, **changed: Any) -> Document:
    """The paper of an area; `chapters` default to all blocks."""
    made = Document(
        title="Alt & Neu – Papier",
        subtitle="Stadtteil, Sechsfeld",
        status="intern",
        stamp=STAMP,
        template="papier",
        level="stadtteil",
        keys=("01",),
        chapters=all_blocks() if chapters is None else chapters,
        address="/bericht/papier?ebene=stadtteil&gebiete=01&stand=7",
        date="23.11.2026",
    )
    return replace(made, **changed)


def one_block(block: Block, **changed: Any) -> Document:
    return document((Chapter("text", "Kapitel", (block,)),), **changed)


def evil() -> Document:
    """Every text a name that formats could take for something else."""
    shown = replace(
        view(names=[EVIL] * 6), title=EVIL, subtitle=EVIL, source=EVIL, city=cell(0, (120, 900), name=EVIL, key="0")
    )
    pictures = Pictures((drawing("map", shown, EVIL, EVIL), drawing("series", shown, EVIL, EVIL)))
    named = tuple(replace(one, indicator=replace(one.indicator, short=EVIL)) for one in rows())
    spine = tuple(replace(one, row=named[place]) for place, one in enumerate(lines()))
    blocks = (
        Cover(EVIL, EVIL, ((EVIL, EVIL),), ("01",), PAPER, compact=True),
        Paragraph(EVIL, "changed", EVIL),
        Points(((EVIL, EVIL),)),
        Tiles(named),
        Tabular((Column(EVIL), Column(EVIL, 1, True)), ((Entry(EVIL), Entry(EVIL)),), EVIL, EVIL, EVIL),
        pictures,
        Pictures((drawing("ranking", shown, EVIL, EVIL),)),
        Spine(spine, EVIL, EVIL, EVIL),
    )
    return document((Chapter("text", EVIL, blocks),), title=EVIL, subtitle=EVIL, address=EVIL, notices=(EVIL,))


CHAPTERS: list[dict[str, Any]] = [
    {"kind": "title", "lines": ["Gremium: Jugendhilfeausschuss"]},
    {"kind": "glance", "title": "Auf einen Blick", "themes": [], "tier": ""},
    {"kind": "text", "title": "In Worten", "text": "Über {name}.", "indicators": ["ant_u18", "sgb2_u15_nef"]},
    {"kind": "map", "title": "Karte", "indicator": "ant_u18"},
    {"kind": "map_pair", "title": "Kartenpaar", "indicators": ["ant_u18"]},
    {"kind": "series", "title": "Verlauf", "indicators": ["ant_u18", "sgb2_u15_nef"], "beside": True},
    {"kind": "ranking", "title": "Rangfolge", "indicator": "sgb2_u15_nef"},
    {"kind": "spine", "title": "Einordnung", "tier": ""},
    {"kind": "table", "title": "Zahlen des Gebiets"},
    {"kind": "table", "title": "Zahlen aller Gebiete", "of": "areas"},
    {"kind": "numbers", "title": "Zahlen zu den Abbildungen"},
    {"kind": "methods", "title": "Definitionen"},
    {"kind": "sources", "title": "Quellen"},
]


@cache
def of_six(six: City, level: str, key: str) -> Document:
    """A paper with every kind of chapter on an area of Sechsfeld."""
    faults: list[Fault] = []
    form = {"title": "Alles", "subject": "area", "chapters": CHAPTERS}
    template = check_template("alles", form, six, "alles.toml", faults)
    assert template is not None, faults
    return compose(template, six, level, (key,))


# --- reading PDFs -------------------------------------------------------------------------------------------------


def plain(said: str) -> str:
    return said.replace("\u00a0", " ").replace(" :", ":")


def attached(file: bytes) -> list[dict[str, str]]:
    with pikepdf.open(io.BytesIO(file)) as made:
        (one,) = made.attachments.values()
        said = one.get_file().read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(said, newline=""), delimiter=";"))


def alts(made: pikepdf.Pdf) -> list[str]:
    return [str(node.Alt) for node in made.objects if isinstance(node, pikepdf.Dictionary) and "/Alt" in node]


def fonts(made: pikepdf.Pdf) -> set[str]:
    found = [n for n in made.objects if isinstance(n, pikepdf.Dictionary) and n.get("/Type") == "/FontDescriptor"]
    assert all("/FontFile2" in font or "/FontFile3" in font for font in found)
    return {str(font.FontName).partition("+")[2].partition("-")[0] for font in found}
