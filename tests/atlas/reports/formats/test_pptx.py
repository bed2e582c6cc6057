"""Slides as their readers meet them: titles, words for pictures, notes, the foot; hard names; rendered once."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from lxml import etree

from atlas.city import City
from atlas.reports.design import Design
from atlas.reports.document import (
    DRAFT,
    PUBLIC,
    Chapter,
    Column,
    Cover,
    Document,
    Entry,
    Paragraph,
    Points,
    Spine,
    Tabular,
    Tiles,
)
from atlas.reports.formats import pptx
from atlas.view import SpineRow
from tests.atlas.reports.formats import slides
from tests.atlas.reports.formats.papers import ADDRESS, chapters, composed, document, everything, pictures
from tests.atlas.reports.formats.slides import written
from tests.atlas.views import PAPER, profile, view

WIDE, HIGH = 12192000, 6858000  # EMU: sixteen to nine


@pytest.fixture(scope="module")
def paper(six: City) -> Document:
    return composed(six, everything(six, 2), "stadtteil", ("11",))


@pytest.fixture(scope="module")
def file(paper: Document) -> bytes:
    return pptx.write(paper, Design(footer="Amt für Jugend"))


@pytest.fixture(scope="module")
def deck(file: bytes):
    return slides.opened(file)


def table(rows: int, columns: int = 3, text: str = "Zelle") -> Tabular:
    heads = tuple(Column(f"Spalte {n}", 1, bool(n)) for n in range(columns))
    body = tuple(tuple(Entry(f"{text} {r}.{c}") for c in range(columns)) for r in range(rows))
    return Tabular(heads, body, "Viele Zeilen", "Quelle: Amt", "Tabelle 1")


# --- what every slide has -----------------------------------------------------------------------------------------


def test_every_slide_has_a_title_of_its_own(deck) -> None:
    titles = slides.titles(deck)
    assert all(titles) and len(set(titles)) == len(titles)
    numbered = [re.fullmatch(r"(.*) \((\d+) von (\d+)\)", one) for one in titles]
    for found in filter(None, numbered):
        assert sum(one.startswith(f"{found[1]} (") for one in titles) == int(found[3])


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (["Eins."], ["Altfeld", "Altfeld: Überblick"]),
        (["Eins.", "Zwei."], ["Altfeld", "Altfeld (1 von 2)", "Altfeld (2 von 2)"]),
    ],
)
def test_a_chapter_without_a_title_goes_on_under_the_covers(rest: list[str], expected: list[str]) -> None:
    found = [Chapter("title", "", (Cover("Altfeld", "Profil"),)), *(Chapter("text", "", (Paragraph(t),)) for t in rest)]
    assert slides.titles(written(chapters(found)))[:-1] == expected


def test_every_slide_says_status_stand_title_and_number(deck, paper: Document) -> None:
    for number, slide in enumerate(deck.slides, 1):
        foot = {s.placeholder_format.type.name: s for s in slide.placeholders}
        said = foot["FOOTER"].text_frame.text
        assert said.split("\n")[0] == paper.warning
        for part in ("Stand 1 vom", paper.title, "Amt für Jugend"):
            assert part in said
        field = foot["SLIDE_NUMBER"]._element.xpath(".//a:fld[@type='slidenum']/a:t/text()")
        assert field == [str(number)]


@pytest.mark.parametrize(("status", "word"), [(DRAFT, "Entwurf"), (PUBLIC, "Öffentlich")])
def test_a_draft_and_a_public_paper_say_so(status: str, word: str) -> None:
    deck = written(document(Paragraph("Text."), status=status))
    assert all(any(text.startswith(word) for text in slides.texts(slide)) for slide in deck.slides)


def test_pictures_charts_and_tables_have_words(deck) -> None:
    seen = set()
    for slide in deck.slides:
        for shape in slide.shapes:
            kind = "group" if shape.shape_type and shape.shape_type.name == "GROUP" else ""
            kind = kind or ("frame" if getattr(shape, "has_chart", False) or getattr(shape, "has_table", False) else "")
            if kind:
                seen.add(kind)
                assert len(slides.alt(shape)) > 10, shape.name
            elif shape.is_placeholder or (shape.has_text_frame and shape.text_frame.text):
                continue
            elif slides.alt(shape) == "":
                assert b"decorative" in etree.tostring(shape._element), f"{shape.name} has no words"
    assert seen == {"group", "frame"}


def test_the_words_of_a_picture_are_the_documents() -> None:
    deck = written(document(pictures("map", view()), pictures("series", view())))
    for slide, name in ((deck.slides[1], "Karte: Abbildung 1"), (deck.slides[2], "Diagramm: Abbildung 1")):
        assert [slides.alt(s) for s in slide.shapes if s.name == name] == [f"In Worten: {view().title}."]


def test_everything_is_said_in_german(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        parts = [n for n in package.namelist() if re.match(r"ppt/(slides|notesSlides)/\w+\.xml", n)]
        assert parts
        for name in parts:
            text = package.read(name).decode()
            assert text.count("<a:r>") == len(re.findall(r'<a:r>\s*<a:rPr [^>]*lang="de-DE"', text)), name
        for name in package.namelist():
            if re.match(r"ppt/charts/chart\d+\.xml", name):
                assert '<c:lang val="de-DE"/>' in package.read(name).decode()


def test_properties_name_the_edition(deck, paper: Document) -> None:
    said = deck.core_properties
    assert (said.title, said.subject, said.language) == (paper.title, paper.subtitle, "de-DE")
    assert f"{said.created:%d.%m.%Y}" == f"{said.modified:%d.%m.%Y}" == paper.date
    assert said.author == said.last_modified_by == paper.stamp.title


def test_notes_say_numbers_source_and_how_to_read(deck, paper: Document) -> None:
    for chapter in paper.chapters:
        if chapter.notes and chapter.kind in ("map", "series", "ranking"):
            lines = [" ".join(line.split(" ")).strip() for line in chapter.notes.splitlines()]
            notes = [s.notes_slide.notes_text_frame.text.split("\n") for s in deck.slides if s.has_notes_slide]
            assert lines in notes


def test_shapes_lie_on_the_slide_and_the_foot_is_read_last(deck) -> None:
    for slide in deck.slides:
        order = list(slide.shapes)
        assert order[0] == slide.shapes.title
        assert [s.placeholder_format.type.name for s in order[-2:]] == ["FOOTER", "SLIDE_NUMBER"]
        for shape in slides.shapes(slide):
            left, top, right, bottom = slides.box(shape)
            slack = 12700 * 8  # halos and names at the edge of the town
            assert left >= -slack and top >= -slack and right <= WIDE + slack and bottom <= HIGH + slack, shape.name


def test_the_same_document_gives_the_same_bytes(paper: Document, file: bytes) -> None:
    assert pptx.write(paper, Design(footer="Amt für Jugend")) == file
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        books = [package.read(n) for n in package.namelist() if n.endswith(".xlsx")]
    assert books
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as inner:
            assert {info.date_time[0] for info in inner.infolist()} == {1980}
            day = "-".join(reversed(paper.date.split(".")))
            assert f">{day}T00:00:00Z</dcterms:created>" in inner.read("docProps/core.xml").decode()


def test_the_address_stands_on_the_last_slide(deck, paper: Document) -> None:
    assert any(paper.address in text for text in slides.texts(deck.slides[-1]))
    without = written(document(Paragraph("Kein Kapitel Quellen.")))
    assert ADDRESS in slides.texts(without.slides[-1])


# --- one thing a slide --------------------------------------------------------------------------------------------


def test_long_tables_repeat_their_head_and_lose_no_row() -> None:
    deck = written(document(table(100)))
    parts = [s for s in slides.every(deck) if getattr(s, "has_table", False)]
    assert len(parts) > 3
    rows = slides.tables(deck)["Tabelle: Tabelle 1: Viele Zeilen"]
    sizes = [len(part.table.rows) - 1 for part in parts]
    assert max(sizes) - min(sizes) <= len(sizes) + 1  # no slide with the one row that was left
    assert rows == [["Spalte 0", "Spalte 1", "Spalte 2"], *([f"Zelle {r}.{c}" for c in range(3)] for r in range(100))]


def test_short_tables_stand_beneath_each_other_while_they_fit() -> None:
    short = [replace(table(3), caption=f"Nummer {n}") for n in range(4)]
    deck = written(document(*short, replace(table(60), caption="Lang")))
    found = [[s.name for s in slide.shapes if getattr(s, "has_table", False)] for slide in deck.slides]
    names = [name for slide in found for name in slide]
    assert names[:4] == [f"Tabelle: Tabelle 1: Nummer {n}" for n in range(4)]
    assert len(found[1]) > 1 and all(len(slide) == 1 for slide in found if "Tabelle: Tabelle 1: Lang" in slide)
    for slide in deck.slides:
        parts = sorted((s.top, s.top + s.height) for s in slide.shapes if getattr(s, "has_table", False))
        assert all(one[1] <= other[0] for one, other in pairwise(parts))


def test_a_cell_longer_than_a_slide_goes_on() -> None:
    words = [f"Wort{n}" for n in range(900)]
    long = Tabular((Column("Text"),), ((Entry(" ".join(words)),),), "Lang")
    rows = slides.tables(written(document(long)))["Tabelle: Lang"]
    assert " ".join(cell for row in rows[1:] for cell in row).split() == words


def test_long_texts_go_on_and_lose_no_word() -> None:
    words = [f"Wort{n}" for n in range(800)]
    deck = written(document(Paragraph(" ".join(words)), Points((("Kopf", " ".join(words)),))))
    said = " ".join(t for slide in deck.slides for t in slides.texts(slide) if "Wort" in t)
    assert re.findall(r"Wort\d+", said) == words * 2
    assert len(deck.slides) > 5


def test_tones_are_told_apart() -> None:
    tones = [Paragraph(f"Ein Text: {tone}.", tone) for tone in ("text", "lead", "gap", "edited", "changed")]
    deck = written(document(*tones))
    body = deck.slides[1].placeholders[1]._element
    marks = {p.xpath("string(.)"): p.xpath("string(a:pPr/a:buChar/@char)") for p in body.xpath(".//a:p")}
    assert [t for t, mark in marks.items() if mark] == [
        "Ein Text: gap.",
        "Zahlen haben sich geändert: Ein Text: changed.",
    ]


def test_what_is_missing_stands_below_what_is_there() -> None:
    gap = Paragraph("Für Altfeld liegen dazu keine Werte vor: Hilfen.", "gap")
    rows = profile().sections[0][1]
    deck = written(document(Tiles(rows), gap, pictures("map", view()), gap))
    assert [gap.text in slides.texts(slide) for slide in deck.slides] == [False, True, True, False]
    hint = next(s for s in deck.slides[2].shapes if s.name == "Hinweis")
    assert all(s.top + s.height <= hint.top for s in deck.slides[2].shapes if s.name.startswith("Karte"))
    alone = written(document(pictures("map", view()), Paragraph("Satz."), gap))
    assert [gap.text in slides.texts(slide) for slide in alone.slides] == [False, False, True, False]


def test_spine_shows_where_the_area_lies() -> None:
    rows = profile().sections[0][1][:2]
    low, high = replace(rows[0].cell, value=10.0, full="10,0 %"), replace(rows[0].cell, value=20.0, full="20,0 %")
    spine = Spine(
        (SpineRow(rows[0], low, high, (11.0, 12.5, 15.0), 9), SpineRow(rows[1], None, None, None, 2)), "Lage", "A."
    )
    deck = written(document(spine, Tiles(rows)))
    line = next(s for s in slides.every(deck) if s.name == f"Einordnung {rows[0].indicator.short}")
    place = {s.name: s.left + s.width / 2 for s in line.shapes}
    start, wide = line.shapes[0].left, line.shapes[0].width
    assert (place["Gebiet"] - start) / wide == pytest.approx((12 - 10) / (20 - 10), abs=0.01)  # 12 of 100
    assert "zu wenige Gebiete mit Wert" in slides.texts(deck.slides[1])


# --- rendered -----------------------------------------------------------------------------------------------------


def test_libreoffice_shows_every_slide(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice draws the slides for this test; install libreoffice-impress"
    made = document(
        Cover("Altfeld", "Profil", (("Gremium", "Ausschuss"),), ("01",), PAPER),
        Paragraph("Ein Satz über das Gebiet."),
        pictures("map", view()),
        pictures("series", view()),
        pictures("ranking", view()),
        table(4),
    )
    path = tmp_path / "folien.pptx"
    path.write_bytes(pptx.write(made, Design()))
    profile_of = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [soffice, profile_of, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = [" ".join(p.extract_text().split()) for p in pypdf.PdfReader(tmp_path / "folien.pdf").pages]
    deck = slides.opened(path.read_bytes())
    assert len(pages) == len(deck.slides) == 7
    for page, title in zip(pages, slides.titles(deck), strict=True):
        assert title in page and "Stand 7 vom 23.11.2026" in page
    assert "22,0" in pages[4] and "Zelle 3.2" in pages[5]  # German commas in the labels of bars
