"""A Document with every kind of block, made by hand, and a town with a template of every kind of chapter."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from atlas.city import City, open_city
from atlas.intake.ingest import load
from atlas.numbers import SIGNS
from atlas.reports.compose import compose
from atlas.reports.document import (
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
from atlas.view import SpineRow, View
from indicators.errors import Fault
from indicators.model import Status
from tests.atlas.views import PAPER, STAMP, profile, series, view
from tests.shared import ROOT

EVIL = "=1+1 @SUMME <b>&amp;</b> {{x}} #1 $x$ \\n \"'" + "\x00\x07\x1b"
PRINTED = EVIL[:-3]  # without what XML cannot carry
KINDS: list[dict[str, Any]] = [
    {"kind": "title", "lines": ["Gremium: Jugendhilfeausschuss", "Sitzung am: [bitte ausfüllen]"]},
    {"kind": "glance", "title": "Auf einen Blick", "indicators": ["bev_insg", "ant_u18", "kita_u3"]},
    {"kind": "text", "title": "In Worten", "text": "Erster Absatz.\n\nZweiter.", "indicators": ["ant_u18"]},
    {"kind": "map", "title": "Karte", "indicator": "ant_u18", "level": "stadtteil"},
    {"kind": "map_pair", "title": "Kartenpaar", "indicators": ["ant_u3", "ant_u3"]},
    {"kind": "series", "title": "Zeitreihen", "indicators": ["ant_u18", "ant_u3"], "beside": True},
    {"kind": "ranking", "title": "Rangfolge", "indicator": "sgb2_u15_nef"},
    {"kind": "spine", "title": "Einordnung", "indicators": ["ant_u18", "ant_u3"]},
    {"kind": "table", "title": "Tabelle", "indicators": ["ant_u18", "bev_insg", "anz_u3", "sgb2_u15_nef"]},
    {"kind": "table", "title": "Vergleich", "indicators": ["ant_u18", "bev_insg"], "of": "areas", "new_page": True},
    {"kind": "numbers", "title": "Zahlen zu den Abbildungen"},
    {"kind": "methods", "title": "Definitionen"},
    {"kind": "sources", "title": "Quellen"},
]


def town(folder: Path) -> City:
    """The six-area town, loaded."""
    shutil.copytree(ROOT / "tests" / "city", folder)
    with pytest.MonkeyPatch().context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
            environment.delenv(name, raising=False)
        load(folder)
        return open_city(folder)


def papers(city: City) -> list[Document]:
    """Every kind of chapter, of an area, of two together and of the town."""
    faults: list[Fault] = []
    template = check_template("alles", {"title": "Alles", "chapters": KINDS}, city, "alles.toml", faults)
    assert faults == []
    assert template is not None
    subjects: list[tuple[str, tuple[str, ...]]] = [("stadtteil", ("11",)), ("stadtteil", ("12", "21")), ("", ())]
    return [compose(template, city, *subject) for subject in subjects]


def document(*chapters: Chapter, **changed: Any) -> Document:
    """A Document of these chapters."""
    plain = Document(
        title="Alt & Neu – Profil",
        subtitle="Stadtteil, Sechsfeld",
        status="intern",
        stamp=STAMP,
        template="profil",
        level="stadtteil",
        keys=("01",),
        chapters=chapters,
        address="/bericht/profil?stand=7",
        date="23.11.2026",
    )
    return replace(plain, **changed)


def drawing(kind: str, shown: View, caption: str = "Karte der Kinder", label: str = "Abbildung 1") -> Picture:
    return Picture(kind, shown, PAPER, caption, f"Bild: {caption}, 12,0 %", label)


def blocks(name: str = "Alt & Neu", shown: View | None = None) -> list[Any]:
    """One block of every kind; `name` is printed wherever a name is."""
    shown = shown or view()
    rows = tuple(row for _, section in profile(name).sections for row in section)
    spine = SpineRow(rows[0], *(shown.cells[i] for i in (2, 1)), (6.0, 10.0, 20.0), 6)
    entries = (
        (Entry(name), Entry("12,0", 12.0, 1, Of("ant_u18", "stadtteil", "01", "2024-12-31"))),
        (Entry("Berg <am> Tor"), Entry("•", None, 1, Of("ant_u18", "stadtteil", "02", "2024-12-31"), soft=True)),
    )
    columns = (Column("Gebiet", 2), Column("Wert (%)", 1, True))
    lines = (series([(9, 100), Status.secret, (11, 100)], name, "area"),)
    return [
        Cover(name, "Stadtteil", (("Gremium", "Ausschuss"),), ("01",), PAPER, True),
        Paragraph(f"{name} hat viele Kinder. [bitte ausfüllen: Anlass] Ende."),
        *(Paragraph(f"Ton {tone}: {name}", tone) for tone in ("lead", "gap", "edited", "changed")),
        Points((("Kopf", name), ("", "ohne Kopf"))),
        Tiles(rows[:3]),
        Tabular(columns, entries, f"Werte: {name}", "Quelle: Amt", "Tabelle 1"),
        Pictures((drawing("map", shown),)),
        Pictures(
            (
                drawing("series", replace(shown, series=lines), "Linie", "Abbildung 2"),
                drawing("strip", shown, "Punkte", "Abbildung 3"),
            )
        ),
        Pictures((drawing("ranking", shown, "Rang", "Abbildung 4"),)),
        Spine((spine, SpineRow(rows[2], None, None, None, 2)), "Einordnung", "Einordnung: 12,0 %", "Abbildung 5"),
    ]


def chapters(found: Sequence[Any]) -> list[Chapter]:
    return [Chapter("text", f"Kapitel {n}", (one,), id=f"k{n}") for n, one in enumerate(found, 1)]


def bare(entry: Entry) -> str:
    """A print without its unit: `12,0 % p` stands in a table as `12,0p`, `geheim` as its sign."""
    if entry.value is None:
        return next(sign.sign for sign in SIGNS.values() if entry.text.startswith(sign.word))
    number, _, rest = entry.text.partition("\u00a0")
    mark = rest.rpartition("\u00a0")[2]
    return number + (mark if mark in ("p", "r", "s") else "")
