"""Slides of hard cases: names full of signs, long titles, nothing to show, many areas; no formula ever runs."""

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pptx.oxml import parse_xml

from atlas.reports.document import Chapter, Column, Cover, Entry, Paragraph, Pictures, Points, Spine, Tabular, Tiles
from atlas.reports.formats._pptx.map import rings
from atlas.reports.formats._pptx.text import plain, run
from atlas.view.paper import PaperMap
from indicators.model import Status
from tests.atlas.reports.formats import slides
from tests.atlas.reports.formats.papers import chapters, document, drawing, pictures
from tests.atlas.reports.formats.slides import written
from tests.atlas.views import PAPER, series, view

HARD = "A&B <i>\"'„“ {{x}} #set $1 \\n @SUM(A1) =1+1 -2 +3\x07\x00"


def test_hard_names_are_texts_everywhere() -> None:
    name = " ".join(HARD.replace("\x07", "").replace("\x00", "").split())
    shown = replace(view(names=[HARD] * 6), title=HARD)
    lines = (series([(1, 10), (2, 10)], HARD, "area"),)
    made = document(
        Cover(HARD, HARD, ((HARD, HARD),)),
        Paragraph(HARD),
        Tabular((Column(HARD),), ((Entry(HARD),),), HARD, HARD),
        pictures("map", shown),
        pictures("ranking", shown),
        pictures("series", replace(shown, series=lines)),
        title=HARD,
        chapter=HARD,
        notes=HARD,
    )
    deck = written(made)
    assert all(one.startswith(name) for one in slides.titles(deck)[:-1])
    assert name in slides.texts(deck.slides[1])
    assert deck.core_properties.title == name
    for _, chart in slides.charts(deck):
        book = slides.workbook(chart)
        assert any(name in row for rows in book.values() for row in rows)
        for part in zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).namelist():
            assert "externalLink" not in part
    assert sum(s.name == f"Gebiet 01 {name}: 12,0\u00a0%" for s in slides.every(deck)) == 1


def test_formulas_are_never_written() -> None:
    shown = view(names=["=1+1", "@SUM(A1)", "+1", "-1", "=cmd|'/c calc'!A0", "http://x.example"])
    ((_, chart),) = slides.charts(written(document(pictures("ranking", shown))))
    package = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    for sheet in (n for n in package.namelist() if n.startswith("xl/worksheets/sheet")):
        assert "<f>" not in package.read(sheet).decode() and "hyperlink" not in package.read(sheet).decode()


def test_a_title_of_two_hundred_letters_becomes_smaller() -> None:
    long = "Entwicklungsperspektiven der Kinder " * 6
    deck = written(chapters([Chapter("text", long[:200].strip(), (Paragraph("Text."),))], long[:200].strip()))
    title = deck.slides[1].shapes.title
    size = title.text_frame.paragraphs[0].runs[0].font.size.pt
    assert size < 26
    letters = title.width / 12700 / (0.5 * size)  # about half as wide as high
    assert -(-200 // letters) * 1.2 * size <= title.height / 12700


def test_no_area_has_a_value() -> None:
    shown = view([Status.secret] * 6, bins=(), city=Status.secret, lines=())
    deck = written(document(*(pictures(kind, shown) for kind in ("map", "ranking", "series", "strip"))))
    assert [slides.fill(s) for s in slides.every(deck) if s.name.startswith("Gebiet ")] == ["wdUpDiag"] * 6
    said = [t for slide in deck.slides for t in slides.texts(slide)]
    assert said.count("Für diese Auswahl liegt kein Wert vor.") == 2
    assert said.count("Für diese Auswahl liegt keine Zeitreihe vor.") == 1


def test_a_level_without_outlines_says_so() -> None:
    deck = written(document(Pictures((drawing("map", view(), None),))))
    assert "Für diese Raumebene liegen keine Grenzen vor." in [t for s in deck.slides for t in slides.texts(s)]


def test_an_empty_paper_and_empty_blocks_are_slides() -> None:
    for none in ([], [Chapter("text", "Leer", ())]):
        assert slides.titles(written(chapters(none))) == ["Bericht", "Dieselben Zahlen im Atlas"]
    empty = document(Tabular((Column("A"),), (), "Leer"), Points(()), Tiles(()), Spine((), "Lage", "Nichts."))
    assert len(written(empty).slides) >= 2


def test_six_hundred_areas_are_six_hundred_shapes() -> None:
    paths = {f"{i + 1:02d}": f"M{10 * (i % 30)} {10 * (i // 30)}l10 0 0 10 -10 0z" for i in range(600)}
    labels = dict.fromkeys(paths, (5.0, 5.0, 5.0))
    large = PaperMap(300.0, 200.0, 10.0, paths, labels, {"stadt": "M0 0l300 0 0 200 -300 0z"})
    shown = view([(n % 30, 100) for n in range(600)])
    deck = written(document(pictures("map", shown, paper=large)))
    assert sum(s.name.startswith("Gebiet ") for s in slides.every(deck)) == 600


def test_an_area_with_a_hole_and_an_island_is_one_shape() -> None:
    hole = "M0 0l9 0 0 9 -9 0zM3 3l3 0 0 3 -3 0zM20 20l5 0 0 5z"
    deck = written(document(pictures("map", view(), paper=replace(PAPER, paths={**PAPER.paths, "01": hole}))))
    (area,) = [s for s in slides.every(deck) if s.name.startswith("Gebiet 01 ")]
    assert len(area._element.xpath(".//a:path/a:moveTo")) == len(area._element.xpath(".//a:path/a:close")) == 3


@given(st.text(max_size=60))
def test_any_text_is_a_run_that_xml_can_carry(text: str) -> None:
    made = parse_xml(f'<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{run(text)}</a:p>'.encode())
    assert made.xpath("string(.)").strip() == plain(text)


@given(st.lists(st.tuples(*[st.integers(-9999, 9999)] * 2), min_size=3, max_size=12))
def test_outlines_are_read_as_they_are_written(points: list[tuple[int, int]]) -> None:
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    path = f"M{points[0][0] / 10:g} {points[0][1] / 10:g}l" + " ".join(f"{x / 10:g} {y / 10:g}" for x, y in steps) + "z"
    ((*found,),) = rings(path)
    assert [(round(10 * x), round(10 * y)) for x, y in found] == points
