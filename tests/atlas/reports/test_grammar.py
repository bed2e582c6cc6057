"""Genders, datives and lists, as a German teacher would mark them."""

import tomllib

import pytest

from atlas.reports import grammar
from tests.checkout import ROOT

LEVELS = [  # level, plural, one area, twelve areas
    ("Stadtteil", "Stadtteile", "im Stadtteil Nord", "12 Stadtteilen"),
    ("Ortsteil", "Ortsteile", "im Ortsteil Nord", "12 Ortsteilen"),
    ("Stadtbezirk", "Stadtbezirke", "im Stadtbezirk Nord", "12 Stadtbezirken"),
    ("Sozialraum", "Sozialräume", "im Sozialraum Nord", "12 Sozialräumen"),
    ("Planungsraum", "Planungsräume", "im Planungsraum Nord", "12 Planungsräumen"),
    ("Prognoseraum", "Prognoseräume", "im Prognoseraum Nord", "12 Prognoseräumen"),
    ("Landkreis", "Landkreise", "im Landkreis Nord", "12 Landkreisen"),
    ("Grundschulsprengel", "Grundschulsprengel", "im Grundschulsprengel Nord", "12 Grundschulsprengeln"),
    ("Bezirksregion", "Bezirksregionen", "in der Bezirksregion Nord", "12 Bezirksregionen"),
    ("Gemeinde", "Gemeinden", "in der Gemeinde Nord", "12 Gemeinden"),
    ("Siedlung", "Siedlungen", "in der Siedlung Nord", "12 Siedlungen"),
    ("Quartier", "Quartiere", "im Quartier Nord", "12 Quartieren"),
    ("Viertel", "Viertel", "im Viertel Nord", "12 Vierteln"),
    ("Einzugsgebiet", "Einzugsgebiete", "im Einzugsgebiet Nord", "12 Einzugsgebieten"),
    ("Dorf", "Dörfer", "im Dorf Nord", "12 Dörfern"),
    ("Statistischer Bezirk", "Statistische Bezirke", "im Statistischen Bezirk Nord", "12 Statistischen Bezirken"),
    ("Statistische Zone", "Statistische Zonen", "in der Statistischen Zone Nord", "12 Statistischen Zonen"),
    ("Statistisches Gebiet", "Statistische Gebiete", "im Statistischen Gebiet Nord", "12 Statistischen Gebieten"),
    ("Wohnblock", "Wohnblöcke", "im Gebiet Nord (Wohnblock)", "12 Wohnblöcken"),
    ("Grätzl", "Grätzls", "im Gebiet Nord (Grätzl)", "12 Grätzls"),
]


@pytest.mark.parametrize(("level", "plural", "one", "twelve"), LEVELS, ids=[level for level, *_ in LEVELS])
def test_every_level_has_its_gender_and_its_plural(level, plural, one, twelve):
    assert grammar.place(level, "Nord") == one
    assert grammar.among(level, plural, 12) == twelve


def test_every_level_that_is_shipped_has_a_gender():
    towns = [tomllib.loads(path.read_text("utf-8")) for path in sorted(ROOT.glob("data/*/city.toml"))]
    names = {level["name"] for town in towns for level in town["levels"]}
    assert {"Planungsraum", "Statistischer Bezirk"} <= names
    assert [name for name in sorted(names) if not grammar.gender(name)] == []


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 Stadtteilen"), (1, "1 Stadtteil"), (2, "2 Stadtteilen"), (1200, "1.200 Stadtteilen")]
)
def test_one_is_no_plural(count, said):
    assert grammar.among("Stadtteil", "Stadtteile", count) == said


@pytest.mark.parametrize(
    ("level", "name", "where"),
    [
        ("Sozialraum", "Sozialraum 3", "im Sozialraum 3"),
        ("Stadtbezirk", "Bezirk Mitte", "im Bezirk Mitte"),
        ("Statistischer Bezirk", "Statistischer Bezirk 012", "im Statistischen Bezirk 012"),
        ("Bezirksregion", "Region Süd", "in der Region Süd"),
        ("Stadtteil", "Altstadt", "im Stadtteil Altstadt"),
        ("Stadtteil", "Viertel am Tor", "im Stadtteil Viertel am Tor"),
        ("Wohnblock", "Wohnblock 7", "im Gebiet Wohnblock 7"),
        ("Wohnblock", "Gebiet 7", "im Gebiet 7 (Wohnblock)"),
        ("Stadtteil", "Nord {value} <b>", "im Stadtteil Nord {value} <b>"),
    ],
)
def test_a_name_that_says_what_it_is_is_not_told_twice(level, name, where):
    assert grammar.place(level, name) == where


@pytest.mark.parametrize(
    ("name", "where", "wide"),
    [
        ("Musterstadt", "in Musterstadt", "stadtweit"),
        ("Freie Stadt Musterberg", "in Freie Stadt Musterberg", "stadtweit"),
        ("Stadt Musterberg", "in der Stadt Musterberg", "stadtweit"),
        ("Landkreis Musterland", "im Landkreis Musterland", "kreisweit"),
        ("Region Musterland", "in der Region Musterland", "regionsweit"),
        ("Gemeinde Musterdorf", "in der Gemeinde Musterdorf", "gemeindeweit"),
        ("Kreis", "in Kreis", "kreisweit"),
    ],
)
def test_a_town_that_is_none(name, where, wide):
    assert (grammar.town(name), grammar.wide(name)) == (where, wide)


@pytest.mark.parametrize(
    ("names", "count", "where"),
    [
        (["Nord", "Süd"], 2, "in den Stadtteilen Nord und Süd zusammen"),
        (["Nord", "Ost", "Süd"], 3, "in den Stadtteilen Nord, Ost und Süd zusammen"),
        (["Nord", "Ost", "Süd …"], 5, "in 5 Stadtteilen zusammen"),
        (["Nord", "Ost", "Süd", "West"], 3, "in 3 Stadtteilen zusammen"),  # a name with a plus in it
    ],
)
def test_areas_together_are_named_where_all_names_are_known(names, count, where):
    assert grammar.places("Stadtteil", "Stadtteile", names, count) == where


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A und B"), (["A", "B", "C"], "A, B und C")]
)
def test_a_list_ends_with_und(names, said):
    assert grammar.listed(names) == said


def test_a_sentence_begins_with_a_capital():
    assert (grammar.capital("in Ahlen"), grammar.capital("über"), grammar.capital("")) == ("In Ahlen", "Über", "")
