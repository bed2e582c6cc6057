"""Residents of two concepts: what an indicator divides, and what a file seems to count."""

from dataclasses import replace

import pytest

from indicators.catalogue.concepts import concept
from indicators.checks import Declared, Finding, find_all, material
from indicators.deliveries.concepts import apart
from indicators.model import Variable
from indicators.observations import Observations, concatenate, empty
from tests.indicators.six import BEZIRK, catalogue, counted, day, indicator, told, variable

MAIN, ALL = "Personen mit Hauptwohnung", "Haupt- oder Nebenwohnung"
SIX = dict(zip(BEZIRK, (1000, 500, 300, 2000, 100, 400), strict=True))


def of(population: str, key: str = "x") -> Variable:
    return replace(variable(key), population=population)


def more(percent: float) -> dict[str, float]:
    return {key: n * (100 + percent) / 100 for key, n in SIX.items()}


def residents(key: str, percent: float, year: int = 2023) -> Observations:
    return told(key, "stadtteil", day(year), more(percent))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Hauptwohnung", "Hauptwohnung"),
        ("Haushalte am Ort der Hauptwohnung", "Hauptwohnung"),
        ("Haupt- oder alleinige Wohnung", "Hauptwohnung"),
        ("Wohnberechtigte Bevölkerung", "Haupt- oder Nebenwohnung"),
        ("Haupt- und Nebenwohnung", "Haupt- oder Nebenwohnung"),
        ("Nebenwohnung", "Nebenwohnung"),
        ("Wahlberechtigte", ""),
        ("", ""),
    ],
)
def test_words_of_definitions(said: str, meant: str) -> None:
    assert concept(said) == meant


@pytest.mark.parametrize(
    ("above", "below", "fits"),
    [(MAIN, MAIN, True), (ALL, MAIN, False), (MAIN, ALL, False), ("Nebenwohnung", ALL, True), ("", MAIN, True)],
)
def test_an_indicator_of_two_concepts_is_a_note(above: str, below: str, fits: bool) -> None:
    names = (of(above), of(below, "part"), replace(variable("n"), expression="part"))
    rows = concatenate([residents("x", 0), residents("part", 0)])
    known = catalogue(*names, indicators=[indicator()])
    found: list[Finding] = find_all(material(rows, empty(), counted(rows, variables=names), [], known, Declared()))
    said = [(f.subject, f.severity) for f in found if f.check == "concept"]
    assert said == ([] if fits else [("quote", "note")])


@pytest.mark.parametrize(
    ("concepts", "percent", "year", "asked"),
    [
        (MAIN, 4, 2023, True),
        (MAIN, 0.9, 2023, False),
        (MAIN, 16, 2023, False),
        (MAIN, -4, 2023, False),
        (ALL, -4, 2023, True),
        (ALL, 4, 2023, False),
        (MAIN, 1.9, 2024, False),
        (MAIN, 2.1, 2024, True),
        (MAIN, 4, 2025, False),  # two years are too far
        ("Wahlberechtigte", 4, 2023, False),
    ],
)
def test_a_file_beside_what_is_known(concepts: str, percent: float, year: int, asked: bool) -> None:
    found = list(apart(residents("x", percent, year), residents("x", 0), catalogue(of(concepts))))
    assert [(one.percent, one.areas, one.of) for one in found] == ([(pytest.approx(percent), 6, 6)] if asked else [])


def test_a_variable_without_a_concept_is_held_against_the_nearest_that_has_one() -> None:
    known = concatenate([residents("x", 0), residents("y", -8)])
    (one,) = apart(residents("new", 3), known, catalogue(of("", "new"), of(MAIN), of(MAIN, "y")))
    assert (one.other, one.population) == ("x", "Hauptwohnung")
    persons = replace(of("", "new"), unit="Hunde")
    assert not list(apart(residents("new", 3), known, catalogue(persons, of(MAIN), of(MAIN, "y"))))
