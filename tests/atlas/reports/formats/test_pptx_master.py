"""Masters that a town brings: their layouts are used, their slides dropped; what is missing is said before any work."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from atlas.reports.design import Design
from atlas.reports.document import Column, Cover, Entry, Paragraph, Tabular
from atlas.reports.formats import pptx
from tests.atlas.reports.formats import slides
from tests.atlas.reports.formats.papers import document, pictures
from tests.atlas.views import PAPER, view

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10" fill="#333"/></svg>'
TABLE = Tabular((Column("A"), Column("B")), ((Entry("1"), Entry("2")),), "Tabelle")
PAGES = (Cover("Altfeld", "Profil", keys=("01",), paper=PAPER), Paragraph("Satz."), pictures("map", view()), TABLE)


def master(change: Callable[[Any], None] = lambda deck: None, template: bool = False) -> bytes:
    """The plain presentation of python-pptx with a slide of its own, changed; as .potx where asked."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Vertrauliche alte Folie"
    change(deck)
    into = io.BytesIO()
    deck.save(into)
    return as_template(into.getvalue()) if template else into.getvalue()


def as_template(file: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(into, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"presentation.main+xml", b"template.main+xml"))
    return into.getvalue()


def without(*kept: int) -> Callable[[Any], None]:
    """Only these layouts."""

    def change(deck: Any) -> None:
        for one in list(deck.slides._sldIdLst):
            deck.part.drop_rel(one.rId)
            deck.slides._sldIdLst.remove(one)
        for place, layout in enumerate(list(deck.slide_layouts)):
            if place not in kept:
                deck.slide_layouts.remove(layout)

    return change


@pytest.mark.parametrize("template", [False, True], ids=["pptx", "potx"])
def test_the_layouts_of_the_town_are_used_and_its_slides_dropped(template: bool) -> None:
    design = Design(pptx=master(template=template))
    assert pptx.check(design) == []
    file = pptx.write(document(*PAGES), design)
    deck = slides.opened(file)
    layouts = [slide.slide_layout.name for slide in deck.slides]
    assert layouts == ["Title Slide", "Title and Content", "Title Only", "Title Only", "Title and Content"]
    assert deck.slide_width == Presentation().slide_width
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
        assert b"Vertrauliche" not in everything
        assert not any("thumbnail" in name or name == "docProps/app.xml" for name in package.namelist())
    assert pptx.write(document(*PAGES), design) == file


@pytest.mark.parametrize("kept", [(0, 1), (0, 5)], ids=["content", "title only"])
def test_one_layout_beside_the_title_is_enough(kept: tuple[int, ...]) -> None:
    design = Design(pptx=master(without(*kept)))
    assert pptx.check(design) == []
    deck = slides.opened(pptx.write(document(*PAGES), design))
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        empty = [s for s in slide.placeholders if s.has_text_frame and not s.text_frame.text]
        assert empty == []
    assert any(text == "Satz." for text in slides.texts(deck.slides[1]))


def test_stand_and_status_stand_on_narrow_footers_too() -> None:
    deck = slides.opened(pptx.write(document(*PAGES), Design(pptx=master())))
    for number, slide in enumerate(deck.slides, 1):
        said = slides.texts(slide)
        assert "Stand 7 vom 23.11.2026 · Bericht" in said and str(number) in said
        assert any(text.startswith("Intern") for text in said)
        for shape in slide.shapes:
            left, top, right, bottom = slides.box(shape)
            assert left >= 0 and top >= 0 and right <= deck.slide_width and bottom <= deck.slide_height, shape.name


@pytest.mark.parametrize(
    ("kept", "missing"),
    [((1, 5), "Titelfolie"), ((0, 6), "„Titel und Inhalt“ oder „Nur Titel“")],
    ids=["title", "page"],
)
def test_a_master_without_a_layout_is_refused(kept: tuple[int, ...], missing: str) -> None:
    (fault,) = pptx.check(Design(pptx=master(without(*kept))))
    assert missing in fault.sentence and "Ergänzen Sie das Layout" in fault.sentence
    assert "Feld pptx" in fault.place


def test_a_master_without_room_is_refused() -> None:
    def narrow(deck: Any) -> None:
        for page in (deck.slide_master, *deck.slide_layouts):
            for shape in page.placeholders:
                if shape.placeholder_format.type.name in ("OBJECT", "BODY"):
                    shape.left, shape.top, shape.width, shape.height = Pt(40), Pt(100), Pt(300), Pt(300)

    (fault,) = pptx.check(Design(pptx=master(narrow)))
    assert "300 × 300 pt" in fault.sentence


@pytest.mark.parametrize("file", [b"PK\x03\x04 kaputt", b"nur Text", SVG], ids=["zip", "text", "svg"])
def test_what_is_no_presentation_is_refused(file: bytes) -> None:
    (fault,) = pptx.check(Design(pptx=file))
    assert "lässt sich nicht als Präsentation öffnen" in fault.sentence


def test_a_logo_stands_on_cover_and_master_with_its_words() -> None:
    design = Design(logo=SVG, logo_kind="svg", logo_alt="Wappen von Sechsfeld", accent="#7A1F12", footer="Jugendamt")
    assert pptx.check(design) == []
    deck = slides.opened(pptx.write(document(*PAGES), design))
    for page in (deck.slides[0], deck.slide_master):
        (logo,) = [s for s in page.shapes if s.name == "Logo"]
        assert slides.alt(logo) == "Wappen von Sechsfeld"
        assert logo.width / logo.height == pytest.approx(3, rel=0.02)
    theme = next(r.target_part for r in deck.slide_master.part.rels.values() if r.reltype.endswith("/theme"))
    assert b'<a:accent1><a:srgbClr val="7A1F12"/></a:accent1>' in theme.blob
    assert b'typeface="Arial"' in theme.blob


@pytest.mark.parametrize("kind", ["png", "jpg", "svg"])
def test_a_broken_logo_is_refused(kind: str) -> None:
    (fault,) = pptx.check(Design(logo=b"<kein Bild", logo_kind=kind, logo_alt="Wappen"))
    assert "Feld logo" in fault.place and "als Bild" in fault.sentence


def test_the_type_of_the_town_is_the_decks() -> None:
    deck = slides.opened(pptx.write(document(*PAGES), Design(font="Stadtschrift")))
    theme = next(r.target_part for r in deck.slide_master.part.rels.values() if r.reltype.endswith("/theme"))
    assert theme.blob.count(b'typeface="Stadtschrift"') == 2
