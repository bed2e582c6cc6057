"""Where: areas, groups, towns and the order of a profile, in sentences."""

import datetime as dt
from dataclasses import replace

import pytest

from atlas.levels import LevelInfo, OwnInfo
from atlas.numbers import NBSP
from atlas.reports.sentences import about, glance
from atlas.view import words
from tests.atlas import views
from tests.atlas.reports.rows import MEAN, ODD, profile, row, said

REGION = LevelInfo("bzr", "Bezirksregion", "Bezirksregionen", True)
BLOCK = LevelInfo("block", "Wohnblock", "Wohnblöcke", True)
STATISTICAL = LevelInfo("stb", "Statistischer Bezirk", "Statistische Bezirke", True)

PLACED = [
    (profile(REGION), "sind in der Bezirksregion Nord 12,0 unter"),
    (profile(BLOCK), "sind im Gebiet Nord (Wohnblock) 12,0 unter"),
    (profile(STATISTICAL), "sind im Statistischen Bezirk Nord 12,0 unter"),
    (profile(name="Nord + Süd", keys=("1", "2")), "sind in den Stadtteilen Nord und Süd zusammen 12,0 unter"),
    (profile(name="A + B + C …", keys=("1", "2", "3", "4")), "sind in 4 Stadtteilen zusammen 12,0 unter"),
    (profile(name="{value} & <b>"), "sind im Stadtteil {value} & <b> 12,0 unter"),
]


@pytest.mark.parametrize(("at", "words"), PLACED)
def test_the_area_stands_where_german_wants_it(at, words):
    assert words in said((12, 100), at=at)


def test_the_town_itself_is_beside_nothing():
    town = profile(LevelInfo("stadt", "Stadt", "Städte", True), "Sechsfeld", "Gesamtstadt")
    assert said((12, 100), (12, 100), [(24, 200)], at=town) == (
        "Von 100 Menschen sind in Sechsfeld 12,0 unter 18 Jahre alt (31.12.2024; n = 12 von 100). "
        "Am 31.12.2023 war der Anteil ebenso hoch."
    )


def test_a_county_is_no_town():
    known = row((12, 100), (80, 1000))
    county = replace(known, city=replace(known.city, name="Landkreis Sechsfeld"))
    assert "; kreisweit sind es 8,0. Der Anteil liegt 4,0 Prozentpunkte über dem kreisweiten Wert." in (
        about(county, profile())
    )


def test_the_band_of_a_level_of_two_words_is_declined_and_own_areas_are_named():
    own = replace(STATISTICAL, own=OwnInfo("stadtteil", "Amt", dt.date(2024, 1, 1), True))
    band = f"{words.band(1, 12, own.plural)} (eigene Gebiete)"  # as the profile prints it
    assert said((12, 100), at=profile(own), band=band).endswith(
        "Der Anteil liegt im obersten Viertel von 12 Statistischen Bezirken (eigene Gebiete)."
    )


def test_units_do_not_break_from_their_numbers():
    sentence = about(row((430, 10), before=[(400, 10)], indicator=MEAN), profile())
    assert f"43,0{NBSP}m² Wohnfläche" in sentence and f"40,0 auf 43,0{NBSP}m²" in sentence
    assert f"12,0{NBSP}%" in about(row((12, 100), indicator=ODD), profile())


def test_a_profile_is_told_in_its_order():
    whole = views.profile(rows=2, themes=("Demografie",))
    first, last = glance(whole)
    assert first.startswith("Von 100 Menschen sind im Stadtteil Alt & Neu 12,0 unter 18 Jahre alt (31.12.2024;")
    assert last == "Anteil der Gruppe 1 an allen (Demografie) im Stadtteil Alt & Neu (31.12.2024): Der Wert ist geheim."
    assert glance(whole, ("i1",)) == (last,)
    assert glance(whole, ("unknown",)) == ()
