"""Papers as PDF of what is hard to print: a town's own type and logo, odd texts, long names, nothing at all."""

import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from atlas.exports._typst import _fonts
from atlas.reports.design import Design
from atlas.reports.document import Chapter, Column, Cover, Entry, Paragraph, Pictures, Points, Tabular, Tiles
from atlas.reports.formats import pdf
from indicators.model import Status
from tests.atlas.exports.reading import pages, text
from tests.atlas.reports.formats.by_hand import (
    EVIL,
    SVG,
    alts,
    attached,
    document,
    drawing,
    evil,
    fonts,
    one_block,
    plain,
    rows,
)
from tests.atlas.views import view


def png() -> bytes:
    """One black pixel."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")


def test_formulas_in_the_table_inside_are_texts() -> None:
    assert {row["Titel"] for row in attached(pdf.write(evil(), Design()))} == {"'" + EVIL.replace("\x07", "")}


@pytest.fixture(scope="module")
def own_type(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a type of another name."""
    folder = tmp_path_factory.mktemp("schrift")
    for weight in ("Regular", "Semibold"):
        font = TTFont(Path(_fonts()) / f"SourceSansPro-{weight}.ttf")
        for record in list(font["name"].names):
            said = (
                record.toUnicode().replace("Source Sans Pro", "Stadtschrift").replace("SourceSansPro", "Stadtschrift")
            )
            font["name"].setName(said, record.nameID, record.platformID, record.platEncID, record.langID)
        font.save(folder / f"{weight}.ttf")
    return folder


def test_the_towns_type_is_in_text_and_pictures(own_type: Path) -> None:
    design = Design(font="Stadtschrift", fonts=own_type)
    assert pdf.check(design) == []
    with pikepdf.open(io.BytesIO(pdf.write(document(), design))) as made:
        assert fonts(made) == {"Stadtschrift"}


def test_a_type_that_its_folder_does_not_hold_is_named(own_type: Path) -> None:
    (fault,) = pdf.check(Design(font="Andere", fonts=own_type))
    assert fault.place == "city.toml, [design], Feld font"
    assert "„Andere“" in fault.sentence
    assert "Stadtschrift" in fault.sentence


@pytest.mark.parametrize("kind", ["png", "svg", "jpg"])
def test_a_logo_that_cannot_be_drawn_is_named_before_any_work(kind: str) -> None:
    (fault,) = pdf.check(Design(logo=b"<svg but no picture", logo_kind=kind, logo_alt="Wappen"))
    assert fault.place == "city.toml, [design], Feld logo"


def test_a_logo_of_dots_is_drawn() -> None:
    design = Design(logo=png(), logo_kind="png", logo_alt="Ein Punkt")
    assert pdf.check(design) == []
    with pikepdf.open(io.BytesIO(pdf.write(one_block(Paragraph("x")), design))) as made:
        assert "Ein Punkt" in alts(made)


def test_evil_texts_are_texts() -> None:
    file = pdf.write(evil(), Design(footer=EVIL, logo=SVG, logo_kind="svg", logo_alt=EVIL))
    said = "".join(text(file).split())
    wanted = "".join(EVIL.replace("\x07", "").split())
    assert said.count(wanted) > 15
    with pikepdf.open(io.BytesIO(file)) as made:
        assert str(made.open_metadata()["dc:title"]).startswith(EVIL[:40])


@pytest.mark.parametrize("compact", [True, False])
def test_a_name_of_200_letters_fits(compact: bool) -> None:
    name = "Straßenbahnhaltestelle" * 9
    made = one_block(Cover(name, name, ((name, name),), compact=compact), title=name)
    found = pages(pdf.write(made, Design()))
    assert len(found) == (1 if compact else 2)
    assert name in "".join("".join(found[0]).replace("\u200b", "").replace("\u00ad", "").split())


def test_a_paper_of_nothing_but_gaps() -> None:
    shown = view([Status.secret] * 6, bins=(), chosen=(), lines=())
    one = drawing("map", replace(shown, city=shown.cells[0]))
    made = document(
        (
            Chapter("map", "Karte", (Pictures((one,)), Pictures((replace(one, paper=None),)))),
            Chapter("text", "Leer", ()),
            Chapter("table", "Tabelle", (Tabular((Column("Gebiet"),), (), "Nichts"),)),
            Chapter("points", "Punkte", (Points(()),)),
            Chapter("series", "Verlauf", (Pictures((drawing("series", shown), drawing("ranking", shown))),)),
        )
    )
    said = plain(text(pdf.write(made, Design())))
    for part in ("Karte", "Leer", "Tabelle", "Punkte", "Verlauf"):
        assert part in said
    assert "Alt & Neu – Papier" in text(pdf.write(document(()), Design()))


def test_letters_that_no_type_has_become_boxes() -> None:
    said = text(pdf.write(one_block(Paragraph("Smile 😀 und \ufeff中 sowie \x07\ue000.")), Design()))
    assert "Smile ☐ und ☐ sowie ☐." in said


def test_a_cover_that_comes_late_or_twice() -> None:
    cover = Chapter("title", "Vorzeile", (Cover("Alt & Neu", "Stadtteil"),))
    short = Chapter("title", "", (Cover("Alt & Neu", "Stadtteil", compact=True),))
    before = Chapter("text", "Davor", (Paragraph("Text."),))
    for chapters in ((before, cover), (cover, before, cover), (before, short, short)):
        said = plain(text(pdf.write(document(chapters), Design())))
        assert "Davor" in said
        assert said.count("Alt & Neu Stadtteil") + said.count("Stadtteil Alt & Neu") >= 1


@pytest.mark.parametrize("items", [1, 4, 7, 8])
def test_any_number_of_tiles(items: int) -> None:
    row = rows()[0]
    said = plain(text(pdf.write(one_block(Tiles((row,) * items)), Design())))
    assert said.count(row.indicator.short) == items


def test_a_paragraph_or_a_point_longer_than_a_page_goes_on() -> None:
    long = "Wort " * 1500
    made = document(
        (
            Chapter(
                "methods",
                "Lang",
                (Paragraph(long), Points((("Kopf", long),) * 2)),
            ),
        )
    )
    assert text(pdf.write(made, Design())).split().count("Wort") == 4500
    cell = Tabular((Column("Eins"), Column("Zwei")), ((Entry(long), Entry(long)),), "Lang")
    assert text(pdf.write(one_block(cell), Design())).split().count("Wort") == 3000
