"""A paper as PDF: every number read back, tagged, German, with words for its pictures; texts are never code."""

import csv
import io
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from atlas.charts import spark, spine
from atlas.city import City
from atlas.exports._typst import _fonts
from atlas.reports.design import Design
from atlas.reports.document import (
    Chapter,
    Column,
    Cover,
    Document,
    Entry,
    Paragraph,
    Pictures,
    Points,
    Tabular,
    Tiles,
    drawn,
    printed,
)
from atlas.reports.formats import pdf
from indicators.model import Status
from tests.atlas.exports.reading import pages, text
from tests.atlas.reports.formats.by_hand import (
    EVIL,
    all_blocks,
    document,
    drawing,
    evil,
    lines,
    of_six,
    one_block,
    rows,
)
from tests.atlas.views import view

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="4" height="1"/></svg>'
LOGO = Design(logo=SVG, logo_kind="svg", logo_alt="Wappen der Stadt", footer="Amt für Jugend")


def png() -> bytes:
    """One black pixel."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b"")


def plain(said: str) -> str:
    return said.replace("\u00a0", " ").replace(" :", ":")


def tags(node: Any) -> list[str]:
    """All structure types below a node, in reading order."""
    found = [str(node.S)] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += tags(kid)
    return found


def attached(file: bytes) -> list[dict[str, str]]:
    with pikepdf.open(io.BytesIO(file)) as made:
        (one,) = made.attachments.values()
        said = one.get_file().read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(said, newline=""), delimiter=";"))


def alts(made: pikepdf.Pdf) -> list[str]:
    return [str(node.Alt) for node in made.objects if isinstance(node, pikepdf.Dictionary) and "/Alt" in node]


@pytest.mark.parametrize("level", ["stadtteil", "bezirk"])
def test_every_printed_number_stands_on_the_paper_in_order(six: City, level: str) -> None:
    for key in six.tree.keys[level][:2]:
        made = of_six(six, level, key)
        said, place, count = plain(text(pdf.write(made, Design()))), 0, 0
        for entry in printed(made):
            place = said.index(plain(entry.text), place)
            count += 1
        assert count > 40


def test_every_drawn_number_lies_in_the_table_inside(six: City) -> None:
    made = of_six(six, "stadtteil", six.tree.keys["stadtteil"][0])
    found = attached(pdf.write(made, Design()))
    wanted = list(drawn(made))
    assert len(found) == len(wanted) > 30
    for row, (picture, entry) in zip(found, wanted, strict=True):
        assert entry.of
        assert (row["Abbildung"], row["Schlüssel"], row["Zeitbezug"]) == (
            picture.label,
            entry.of.key,
            entry.of.period,
        )
        assert row["Wert"] == entry.text
        assert (float(row["Zahl"].replace(",", ".")) if row["Zahl"] else None) == entry.value


def test_formulas_in_the_table_inside_are_texts() -> None:
    assert {row["Titel"] for row in attached(pdf.write(evil(), Design()))} == {"'" + EVIL.replace("\x07", "")}


def test_every_text_is_on_the_paper_in_order() -> None:
    made = document()
    said, place = plain(text(pdf.write(made, LOGO))), 0
    for chapter in all_blocks()[1:]:
        place = said.index(chapter.title, place)
        for block in chapter.blocks:
            wanted: list[str] = []
            if isinstance(block, Paragraph):
                wanted = [block.text]
            elif isinstance(block, Points):
                wanted = [part for item in block.items for part in item if part]
            elif isinstance(block, Tiles):
                wanted = [part for row in block.rows for part in (row.indicator.short, row.cell.full, row.city.full)]
            elif isinstance(block, Tabular):
                wanted = [block.label, block.caption, *(e.text for row in block.rows for e in row), block.source]
            elif isinstance(block, Pictures):
                wanted = [part for one in block.items for part in (one.label, one.caption, one.view.source)]
            for part in wanted:
                place = said.index(plain(part), place)


def test_every_page_says_whose_what_and_how_far() -> None:
    found = pages(pdf.write(document(), LOGO))
    assert len(found) > 3
    for number, runs in enumerate(found, 1):
        said = plain(" ".join(runs))
        wanted = ["Intern – nicht zur Veröffentlichung · Erfundene Stadt.", "Stand 7 vom 23.11.2026", "Amt für Jugend"]
        wanted += [f"Seite {number} von {len(found)}", *(["Alt & Neu – Papier"] if number > 1 else [])]
        for part in wanted:
            assert part in said, (number, part)
    assert "/bericht/papier?ebene=" in plain(text(pdf.write(document(), LOGO)))


def test_a_draft_and_a_public_paper_say_so() -> None:
    assert "Entwurf · Intern" in plain(text(pdf.write(one_block(Paragraph("x"), status="Entwurf"), Design())))
    made = one_block(Paragraph("x"), status="öffentlich")
    assert "Öffentlich · " in plain(text(pdf.write(made, Design())))


def test_it_is_tagged_german_titled_and_says_that_it_is_accessible() -> None:
    with pikepdf.open(io.BytesIO(pdf.write(document(), LOGO))) as made:
        root = made.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("de")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        meta = made.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == "Alt & Neu – Papier (Sozialatlas Sechsfeld)"
        assert meta["xmp:CreateDate"].startswith("2026-11-23")
        kinds = tags(root.StructTreeRoot)
        for kind in ("/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/Caption", "/L"):
            assert kind in kinds, kind
        assert kinds.count("/H1") == 1
        assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/Table")
        assert kinds.count("/H2") == sum(bool(chapter.title) for chapter in all_blocks())


def test_every_picture_has_its_words() -> None:
    made = document()
    with pikepdf.open(io.BytesIO(pdf.write(made, LOGO))) as file:
        said = alts(file)
        kinds = tags(file.Root.StructTreeRoot)
    wanted = {picture.alt for picture, _ in drawn(made)}
    wanted |= {"Wappen der Stadt", "Lageplan: Alt & Neu im Stadtgebiet von Sechsfeld", spine.summary(lines()[0])}
    wanted |= {spark.summary(row) for row in rows()}
    assert wanted <= set(said)
    assert kinds.count("/Figure") == len(said)


def test_headings_are_bookmarks() -> None:
    with pikepdf.open(io.BytesIO(pdf.write(document(), LOGO))) as made, made.open_outline() as outline:
        assert [one.title for one in outline.root] == ["Alt & Neu"]
        titled = [chapter.title for chapter in all_blocks() if chapter.title]
        assert [one.title for one in outline.root[0].children] == titled


def test_pictures_are_vectors_and_fonts_are_embedded() -> None:
    with pikepdf.open(io.BytesIO(pdf.write(document(), LOGO))) as made:
        assert "/Image" not in {str(n.get("/Subtype")) for n in made.objects if isinstance(n, pikepdf.Stream)}
        assert fonts(made) == {"SourceSansPro"}


def fonts(made: pikepdf.Pdf) -> set[str]:
    found = [n for n in made.objects if isinstance(n, pikepdf.Dictionary) and n.get("/Type") == "/FontDescriptor"]
    assert all("/FontFile2" in font or "/FontFile3" in font for font in found)
    return {str(font.FontName).partition("+")[2].partition("-")[0] for font in found}


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


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for filled in range(30, 46, 3):
        above = Chapter("text", "Oben", tuple(Paragraph(f"Zeile {n}.") for n in range(filled)))
        below = Chapter("table", "Überschrift", (Tabular((Column("Kopf"),), ((Entry("Zelle"),),), "Unterschrift"),))
        (page,) = [
            " ".join(runs)
            for runs in pages(pdf.write(document((above, below)), Design()))
            if "Überschrift" in " ".join(runs)
        ]
        assert "Unterschrift" in page
        assert "Zelle" in page


def test_the_head_of_a_table_of_600_areas_stands_on_every_page() -> None:
    columns = (Column("Stadtteil", 2), Column("Wert", 1, True))
    table = Tabular(
        columns, tuple((Entry(f"Gebiet {n}"), Entry(str(n))) for n in range(600)), "Alle", last_is_total=True
    )
    found = pages(pdf.write(one_block(table), Design()))
    assert len(found) > 8
    assert all("Stadtteil" in " ".join(runs) for runs in found)
    said = " ".join(run for runs in found for run in runs)
    assert all(f"Gebiet {n} " in said for n in range(600))


def test_letters_that_no_type_has_become_boxes() -> None:
    said = text(pdf.write(one_block(Paragraph("Smile 😀 und \ufeff中 sowie \x07\ue000.")), Design()))
    assert "Smile ☐ und ☐ sowie ☐." in said


def test_the_same_document_gives_the_same_bytes() -> None:
    made: Document = document()
    assert pdf.write(made, LOGO) == pdf.write(made, LOGO)
