"""Parts that pages share: the search for places, addresses, drawings, the type."""

import io
from copy import copy
from dataclasses import replace

from fontTools.ttLib import TTFont

from atlas import colours
from atlas.city import City
from atlas.components import typeface
from atlas.components.choosers import find_places, place_note
from atlas.components.drawing import on_screen
from atlas.components.locator import current, place_map, town_map, way_in
from atlas.components.parts import address

BELOW = ("bezirk", "sozialraum", "stadtteil")


def names(six: City, text: str) -> list[str]:
    return [area.name for _, area in find_places(six, text, BELOW)]


def test_places_are_found_by_the_beginning_first_and_without_umlauts(six: City) -> None:
    assert names(six, "bruck") == [], "ü is ue, not u"
    assert names(six, "brueck") == ["Brückfeld"]
    assert names(six, "BRÜCK") == ["Brückfeld"]
    assert names(six, "o")[0] == "Ost", "names that begin with the word come first"


def test_places_are_found_by_their_key(six: City) -> None:
    assert [(level, area.key) for level, area in find_places(six, "21", BELOW)] == [("stadtteil", "21")]


def test_nothing_is_found_for_nothing(six: City) -> None:
    assert names(six, "   ") == []
    assert names(six, "Atlantis") == []


def test_a_find_says_what_it_is_and_where(six: City) -> None:
    altfeld = six.areas["stadtteil"][0]
    assert place_note(six, "stadtteil", altfeld) == "Stadtteil in West, Nordraum"


def test_an_address_leaves_out_what_is_empty_and_keeps_commas(six: City) -> None:
    assert address("/profil", ebene="stadtteil", gebiete="11,12", jahr="") == "/profil?ebene=stadtteil&gebiete=11,12"
    assert address("/profil", gebiete="a&b=c d") == "/profil?gebiete=a%26b%3Dc%20d"
    assert address("/profil") == "/profil"


def test_the_map_of_a_place_fills_the_place(six: City) -> None:
    vintage = six.vintage("stadtteil", six.periods("ant_u18", "stadtteil")[-1].end)
    drawn = place_map(six, "stadtteil", ("11", "12"), vintage)
    assert drawn is not None
    assert drawn.markup.count('class="gewaehlt"') == 2
    assert drawn.markup.count('class="andere"') == 4
    assert 'aria-label="Lage in Sechsfeld: Altfeld, Brückfeld"' in drawn.markup
    assert place_map(six, "stadtteil", ("11",), None) is None


def test_the_town_offers_its_stadtteile(six: City) -> None:
    assert way_in(six) == "stadtteil"
    assert [a.key for a in current(six, "stadtteil")] == ["11", "12", "13", "21", "22", "23"]
    assert town_map(six) is not None


def test_names_in_drawings_are_data(six: City) -> None:
    evil = tuple(replace(a, name='"><script>alert(1)</script>') for a in six.areas["stadtteil"])
    town = copy(six)
    town.areas = {**six.areas, "stadtteil": evil}
    drawn = town_map(town)
    assert drawn is not None
    assert "<script>" not in drawn.markup


def test_paper_colours_become_variables_on_the_screen() -> None:
    assert on_screen(f'<path stroke="{colours.FAINT}" fill="{colours.INK}"/>') == (
        '<path stroke="var(--faint)" fill="var(--ink)"/>'
    )


def test_the_cut_font_keeps_german_letters_and_figures() -> None:
    file = typeface.cut(600)
    font = TTFont(io.BytesIO(file))
    assert font.flavor == "woff2"
    assert {ord(c) for c in "ÄÖÜäöüß„“–€−→\N{NARROW NO-BREAK SPACE}"} <= set(font.getBestCmap())
    widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
    assert len(widths) == 1, "figures stand below each other"
    assert len(file) < 25_000, "three weights weigh less than 75 kB"


def test_a_font_is_served_under_the_hash_of_its_content() -> None:
    assert set(typeface.addresses()) == {300, 400, 600}
    assert len(set(typeface.addresses().values())) == 3
    assert all(path in typeface.font_faces() for path in typeface.addresses().values())
