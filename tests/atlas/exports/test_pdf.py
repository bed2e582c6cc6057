"""The profile on paper: every number of the Profile, tagged, in German, two to four pages, data never code."""

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from atlas.exports import pdf
from indicators.model import Flag, Status
from tests.atlas.exports.reading import pages, text
from tests.atlas.views import NAMES, PAPER, cell, profile


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


def test_every_text_of_the_profile_is_on_the_paper_in_its_row() -> None:
    content = profile()
    said = plain(text(pdf.write(content, PAPER)))
    assert "Alt & Neu" in said
    assert content.kind in said
    assert content.residents in said
    place = 0
    for title, section in content.sections:
        place = said.index(title, place)
        for row in section:
            value = row.cell.text if row.cell.value is not None else row.cell.full
            expected = (
                row.indicator.short,
                "%, 31.12.2024",
                value,
                row.cell.counts,
                row.city.text,
                row.difference,
                row.band,
            )
            for part in expected:
                place = said.index(plain(part), place)


def test_statuses_are_words_and_are_explained() -> None:
    content = profile(rows=1, themes=("A",))
    reasons = [Status.secret, Status.missing, Status.not_applicable, Status.later, Status.uncertain]
    row = content.sections[0][1][0]
    rows = tuple(replace(row, cell=cell(0, s, row.indicator)) for s in reasons)
    said = plain(text(pdf.write(replace(content, sections=(("A", rows),)))))
    table = said[: said.index("Zeichen")]
    for word in ("geheim", "keine Angabe", "nicht sinnvoll", "folgt später", "unsicher"):
        assert word in table
        assert f"{word} (" in said  # its sign and what it means


def test_marks_are_explained_where_they_occur() -> None:
    content = profile(rows=2, themes=("A",))
    row = content.sections[0][1][0]
    marked = replace(row, cell=replace(row.cell, text="12,0p", flags=int(Flag.provisional)))
    with_mark = plain(text(pdf.write(replace(content, sections=(("A", (marked,)),)))))
    assert "p: vorläufige Zahl" in with_mark
    assert "p: vorläufige Zahl" not in plain(text(pdf.write(content)))


def test_it_is_tagged_german_titled_and_says_that_it_is_accessible() -> None:
    with pikepdf.open(io.BytesIO(pdf.write(profile(), PAPER))) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("de")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        meta = document.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == "Alt & Neu – Stadtteil, Stadtbezirk West (Sozialatlas Sechsfeld)"
        kinds = tags(root.StructTreeRoot)
        for kind in ("/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"):
            assert kind in kinds, kind
        assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/Table")
        assert kinds.count("/Table") == 2


def test_pictures_have_words_and_headings_are_bookmarks() -> None:
    with pikepdf.open(io.BytesIO(pdf.write(profile(), PAPER))) as document:
        words = [str(node.Alt) for node in document.objects if isinstance(node, pikepdf.Dictionary) and "/Alt" in node]
        assert "Lageplan: Alt & Neu im Stadtgebiet von Sechsfeld" in words
        assert any("9,0" in said and "12,0" in said for said in words)  # the line of the first row
        with document.open_outline() as outline:
            assert outline.root[0].title == "Alt & Neu"
            assert [item.title for item in outline.root[0].children][-4:] == [
                "Soziale Lage", "So wird gelesen", "Zeichen", "Quellen",
            ]  # fmt: skip


def test_pictures_are_vectors_and_fonts_are_embedded() -> None:
    with pikepdf.open(io.BytesIO(pdf.write(profile(), PAPER))) as document:
        subtypes = {str(node.get("/Subtype")) for node in document.objects if isinstance(node, pikepdf.Stream)}
        assert "/Image" not in subtypes
        fonts = [
            node
            for node in document.objects
            if isinstance(node, pikepdf.Dictionary) and node.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert all("SourceSans" in str(font.FontName) for font in fonts)


@pytest.mark.parametrize("rows", [2, 5, 8])
def test_it_has_at_most_four_pages_with_eleven_themes(rows: int) -> None:
    themes = tuple(f"Thema {i}" for i in range(11))
    found = pages(pdf.write(profile(rows=rows, themes=themes), PAPER))
    assert len(found) in {2: (2,), 5: (2, 3), 8: (3, 4)}[rows]
    for number, page in enumerate(found, 1):
        said = plain(" ".join(page))
        assert f"Seite {number} von {len(found)}" in said
        assert "Stand 7 vom 23.11.2026" in said
        assert "Intern – nicht zur Veröffentlichung" in said


EVIL = '#let x = 1; $a^2$ @ref *b* _c_ [d] \\e <f> & "g" `h` ~ // k'


@pytest.mark.parametrize("name", [EVIL, "] #panic() [", "x" * 200, "Ä" * 26, "\u202eabc", NAMES[1]])
def test_a_name_is_data_and_fits(name: str) -> None:
    file = pdf.write(replace(profile(name=name), notices=(name,), sources=(name,), kind=name), PAPER)
    said = text(file)
    if name.isascii():
        assert name.replace(" ", "") in said.replace(" ", "")
    with pikepdf.open(io.BytesIO(file)) as document:
        assert str(document.open_metadata()["dc:title"]).startswith(name)


def test_the_whole_town_is_not_held_against_itself() -> None:
    content = replace(profile(), keys=("0",))
    said = text(pdf.write(content, PAPER))
    assert "Unterschied" not in said
    assert "Einordnung" not in said


def test_a_profile_without_values_says_so() -> None:
    assert "Für dieses Gebiet liegen keine Werte vor." in text(pdf.write(replace(profile(), sections=()), None))


def test_no_map_where_there_are_no_outlines() -> None:
    assert pdf.page(profile(), None)["location"] is None
    assert pdf.page(replace(profile(), keys=("99",)), PAPER)["location"] is None


def test_very_many_reading_notes_are_cut_to_the_core_and_say_where_the_rest_is() -> None:
    notes = tuple(f"Anteil {i} (Demografie): Lesehinweis {i}." for i in range(30))
    shown = pdf.page(replace(profile(), reading_notes=notes))["notes"]
    reading = next(note for note in shown if note["title"] == "So wird gelesen")
    tails = [item["tail"] for column in reading["columns"] for item in column]
    assert tails[:3] == [": Lesehinweis 0.", ": Lesehinweis 1.", ": Lesehinweis 2."]  # three rows are core
    assert "im Katalog des Atlas" in tails[-1]
    assert len(tails) == 4


def test_a_row_of_long_texts_gets_the_height_it_needs() -> None:
    content = profile(rows=1, themes=("A",))
    row = content.sections[0][1][0]
    long = replace(row, indicator=replace(row.indicator, short="Ein sehr langer Name " * 8))
    shown = pdf.page(replace(content, sections=(("A", (row, long)),)))["sections"][0]["rows"]
    assert [one["fits"] for one in shown] == [True, False]
    assert "Name Ein sehr langer" in text(pdf.write(replace(content, sections=(("A", (long,)),))))
