"""A paper as PDF: every number read back, tagged, German, with words for its pictures; texts are never code."""

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from atlas.charts import spark, spine
from atlas.city import City
from atlas.reports.design import Design
from atlas.reports.document import (
    Chapter,
    Column,
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
from atlas.reports.formats import html, pdf
from tests.atlas.exports.reading import pages, text
from tests.atlas.reports.formats.by_hand import (
    SVG,
    all_blocks,
    alts,
    attached,
    document,
    fonts,
    lines,
    of_six,
    one_block,
    plain,
    rows,
)

LOGO = Design(logo=SVG, logo_kind="svg", logo_alt="Wappen der Stadt", footer="Amt für Jugend")


def tags(node: Any) -> list[str]:
    """All structure types below a node, in reading order."""
    found = [str(node.S)] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += tags(kid)
    return found


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


def test_that_small_numbers_are_secret_is_said_once() -> None:
    stamp = replace(document().stamp, secrecy="Geheimhaltung: Kleine Zahlen sind geheim.")
    for chapters in ((), (Chapter("sources", "Quellen", (Points((("", stamp.secrecy),)),)),)):
        made = document(chapters, stamp=stamp)
        assert plain(text(pdf.write(made, Design()))).count("Kleine Zahlen sind geheim") == 1
        assert html.write(made, Design()).decode().count("Kleine Zahlen sind geheim") == 1


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


def test_the_same_document_gives_the_same_bytes() -> None:
    made: Document = document()
    assert pdf.write(made, LOGO) == pdf.write(made, LOGO)
