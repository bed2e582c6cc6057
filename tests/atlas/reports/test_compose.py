"""A document says what the atlas says: numbers, gaps, captions, addresses, texts of people."""

import re
from dataclasses import replace

import pytest

from atlas.reports.compose import compose
from atlas.reports.document import Document, Paragraph, Pictures, Spine, Tabular, Tiles, drawn, printed
from atlas.reports.making import Wanted, paper
from atlas.reports.template import check_template
from atlas.reports.texts import Edited, keep_text
from atlas.selection import Selection
from atlas.view import look
from indicators.errors import AtlasError, WrongUse
from tests.towns import Town

ALL = {
    "title": "Alles",
    "chapters": [
        {"kind": "title", "lines": ["Gremium: Ausschuss"]},
        {"kind": "glance", "title": "Blick", "indicators": ["ant_u18", "bev_insg"]},
        {"kind": "text", "id": "worte", "text": "In {town} {unbekannt}.\n\nZwei.", "indicators": ["ant_u18"]},
        {"kind": "map", "indicator": "ant_u18"},
        {"kind": "map_pair", "indicators": ["ant_u18"]},
        {"kind": "series", "indicators": ["ant_u18", "kita_u3"], "beside": True},
        {"kind": "ranking", "indicator": "ant_u18"},
        {"kind": "spine", "indicators": ["ant_u18"]},
        {"kind": "table", "themes": ["dem", "soz"]},
        {"kind": "table", "of": "areas", "indicators": ["ant_u18", "sgb2_u15_nef"]},
        {"kind": "numbers"},
        {"kind": "methods"},
        {"kind": "sources"},
    ],
}  # fmt: skip


def template(city, tables=ALL):
    faults: list = []
    found = check_template("alles", tables, city, "alles.toml", faults)
    assert not faults and found
    return found


def blocks(document: Document, kind: type) -> list:
    return [block for chapter in document.chapters for block in chapter.blocks if isinstance(block, kind)]


def test_every_printed_number_is_the_one_of_the_view(six) -> None:
    document = compose(template(six), six, "stadtteil", ("11",))
    seen = 0
    for entry in printed(document):
        if entry.of and entry.of.what == "value" and "+" not in entry.of.key:
            view = look(Selection(entry.of.indicator, entry.of.level, entry.of.period), six)
            cell = next(c for c in view.cells if c.key == entry.of.key)
            assert entry.text in (cell.text, cell.full)
            assert entry.value == cell.value
            seen += 1
    assert seen > 30


def test_a_number_by_hand(six) -> None:
    document = compose(template(six), six, "stadtteil", ("11",))
    tiles = blocks(document, Tiles)[0]
    share = next(row for row in tiles.rows if row.indicator.id == "ant_u18")
    assert share.cell.full.replace("\u00a0", " ") == "18,0 %"  # 198 / 1100
    assert (
        share.city.full.replace("\u00a0", " ") == "20,5 %"
    )  # (198+60+0+520+22+39) / (1100+500+0+2000+110+390) = 839/4100


def test_pictures_and_tables_are_numbered_in_order_and_have_words(six) -> None:
    document = compose(template(six), six, "stadtteil", ("11",))
    pictures = [one for block in blocks(document, Pictures) for one in block.items]
    labels = [one.label for one in pictures] + [one.label for one in blocks(document, Spine)]
    assert sorted(labels, key=lambda s: int(s.split()[1])) == [f"Abbildung {n}" for n in range(1, len(labels) + 1)]
    assert [one.label for one in blocks(document, Tabular)] == [
        f"Tabelle {n}" for n in range(1, len(blocks(document, Tabular)) + 1)
    ]
    assert all(one.alt.endswith(".") and re.search(r"\d", one.alt) for one in pictures)
    assert any(one.alt in chapter.notes for chapter in document.chapters for one in pictures)


def test_what_the_town_has_not_is_a_sentence_in_its_place(six) -> None:
    document = compose(template(six), six, "stadtteil", ("11",))
    gaps = [block.text for block in blocks(document, Paragraph) if block.tone == "gap"]
    assert any(gap.startswith("Betreuungsquote der unter 3-Jährigen: ") and "keine Werte" in gap for gap in gaps)


def test_words_in_braces_are_filled_and_others_left(six) -> None:
    document = compose(template(six), six, "stadtteil", ("11",))
    assert blocks(document, Paragraph)[0].text == "In Sechsfeld {unbekannt}."


def test_an_area_without_values_and_one_whose_values_are_secret_make_a_paper(six) -> None:
    empty = compose(template(six), six, "stadtteil", ("13",))  # nobody lives there: 0 of 0
    assert any(entry.value is None for entry in printed(empty))
    town = compose(template(six), six)
    assert not blocks(town, Spine)  # the town lies among nothing


def test_pictures_draw_the_numbers_of_their_views(six) -> None:
    document = compose(template(six), six, "stadtteil", ("11",))
    for picture, entry in drawn(document):
        if picture.kind != "series":
            assert entry.text in {cell.full for cell in picture.view.cells}


def test_a_public_paper_needs_a_public_edition(six) -> None:
    with pytest.raises(WrongUse, match="nur aus einer öffentlichen Ausgabe"):
        compose(template(six), six, status="öffentlich")
    with pytest.raises(WrongUse, match="erlaubt sind intern, Entwurf, öffentlich"):
        compose(template(six), six, status="geheim")
    assert compose(template(six), six, status="Entwurf").warning.startswith("Entwurf · Intern")


def test_the_address_names_template_area_and_edition(six) -> None:
    document = compose(template(six), six, "stadtteil", ("11", "12"), 2023)
    assert document.address == (f"/bericht/alles?ebene=stadtteil&gebiete=11,12&jahr=2023&stand={six.edition.number}")


# --- texts of people --------------------------------------------------------------------------------------------------

PLAIN = 'title = "Kurz"\n[[chapters]]\nkind = "text"\nid = "w"\nindicators = ["ant_u18"]\n'
WANTED = Wanted("kurz", "stadtteil", ("11",))


def test_a_text_of_people_stands_in_place_and_is_marked_when_its_numbers_change(town: Town) -> None:
    town.write("berichte/kurz.toml", PLAIN)
    town.load()
    city = town.open()
    (own,) = blocks(paper(city, WANTED), Paragraph)
    keep_text(town.folder, Edited("kurz", "stadtteil:11", own.place, "Es sind viele.", own.text, "1", "Ada", ""))
    (mine,) = blocks(paper(city, WANTED), Paragraph)
    assert (mine.text, mine.tone) == ("Es sind viele.", "edited")
    (other,) = blocks(paper(city, replace(WANTED, keys=("12",))), Paragraph)
    assert other.tone == "text"
    town.change("raw/einwohner.csv", "2023;11;1100;198;33", "2023;11;1100;220;33")
    town.load()
    mine, told = blocks(paper(town.open(), WANTED), Paragraph)
    assert (mine.text, mine.tone, told.tone) == ("Es sind viele.", "changed", "gap")
    assert "seit Stand 1 geändert" in told.text and "20,0" in told.text  # 220 / 1100
    keep_text(town.folder, Edited("kurz", "stadtteil:11", own.place, "", own.text, "1", "Ada", ""))
    (own,) = blocks(paper(town.open(), WANTED), Paragraph)
    assert own.tone == "text"


def test_texts_that_cannot_be_kept_or_read_are_a_sentence(town: Town) -> None:
    town.write("berichte/kurz.toml", PLAIN)
    town.load()
    with pytest.raises(AtlasError, match="erlaubt sind 8000"):
        keep_text(town.folder, Edited("kurz", "stadtteil:11", "w-1", "x" * 8001, "", "1", "Ada", ""))
    town.write("berichte/texte.toml", "[[text]\n")
    with pytest.raises(AtlasError, match=r"berichte/texte\.toml"):
        paper(town.open(), WANTED)
