"""Katalog and Steckbrief: what is listed, what a definition says, and how many areas there are values for."""

import dataclasses
import datetime as dt

import pytest

from atlas.city import City
from atlas.components.availability import known_of, period_heads
from atlas.fact_sheet import DENOMINATOR_DATES, DIRECTIONS, PRINCIPLES, VISIBILITIES
from atlas.pages import katalog
from indicators.model import Indicator, Period, Status
from tests.atlas.pages.markup import elements, still_text
from tests.atlas.pages.tree import rows, text


def listed(city: City, **query: str) -> list[str]:
    """Titles of the entries."""
    return [a.text for a in elements(katalog.layout(city, query), "a", class_="name")]


def sheet(city: City, indicator: str):
    return katalog.layout(city, {"indikator": indicator})


def test_every_indicator_of_the_town_is_listed_once(six: City) -> None:
    assert listed(six) == [i.title for i in six.indicators()]


def test_theme_tier_and_life_phase_choose_together(six: City) -> None:
    every = six.indicators()
    assert listed(six, thema="soz") == [i.title for i in every if i.theme == "soz"]
    assert listed(six, umfang="core", thema="dem") == [i.title for i in every if (i.tier, i.theme) == ("core", "dem")]
    one = every[0]
    assert one.title in listed(six, phase=one.life_phase)
    assert listed(six, thema="soz", phase="u3") == []
    assert "trifft kein Indikator zu" in still_text(katalog.layout(six, {"thema": "soz", "phase": "u3"}))


def test_an_entry_says_unit_years_and_levels_and_leads_on(six: City) -> None:
    tree = katalog.layout(six, {"thema": "soz"})
    assert "% 2022–2023 Stadt, Stadtbezirk, Sozialraum, Stadtteil Karte" in still_text(tree)
    found = {a.text: a.attributes["href"] for a in elements(tree, "a")}
    assert found["SGB-II-Quote der unter 15-Jährigen"] == "/katalog?indikator=sgb2_u15_nef"
    assert found["Karte"] == "/erkunden?indikator=sgb2_u15_nef"


def test_words_are_searched_without_umlauts_and_capitals(six: City) -> None:
    (entry,) = elements(katalog.layout(six, {"thema": "soz"}), "li")
    sought = entry.attributes["data-suche"]
    assert "leistungsberechtigte" in sought
    assert "kinderarmut" in sought
    assert sought == sought.lower()
    assert not set(sought) & set("äöüß")


def test_an_indicator_that_is_not_there_is_answered_in_a_sentence(six: City) -> None:
    read = text(katalog.layout(six, {"indikator": "abi_quote"}))
    assert "Den Indikator „abi_quote“ gibt es hier nicht; gezeigt sind alle vorhandenen." in read


def test_the_sheet_opens_with_the_newest_value_of_the_town(six: City) -> None:
    read = text(sheet(six, "sgb2_u15_nef"))
    # 2023: 28 + 6 + 0 + 110 + 5 + 9, and 5 without an area, of 158 + 48 + 0 + 410 + 18 + 58 children
    x, n = 28 + 6 + 0 + 110 + 5 + 9 + 5, 158 + 48 + 0 + 410 + 18 + 58
    assert (x, n, round(100 * x / n, 2)) == (163, 692, 23.55)
    assert "Sechsfeld, 31.12.2023 23,6 % Von 100 Kindern unter 15 Jahren leben 23,6" in read
    assert "(163 von 692)" in read


def test_the_sheet_says_the_formula_in_titles(six: City) -> None:
    read = text(sheet(six, "sgb2_u15_nef"))
    numerator = six.catalogue.variables["sgb2_nef_u15"].title
    assert f"{numerator}, geteilt durch Kinder unter 15 Jahren, mal 100" in read
    assert six.methods["share"].EXPLANATION in read


def shown(city: City, indicator: Indicator) -> dict[str, list[str]]:
    """Field of the model -> what of it stands on the sheet; a new field of the model is missed here."""
    i, variables = indicator, city.catalogue.variables
    counted = [variables[name] for name in (i.numerator, i.denominator) if name in variables]
    return {
        "id": [i.id],
        "title": [i.title],
        "short": [i.short],
        "theme": [city.catalogue.themes[i.theme].title],
        "tier": ["Kernindikator" if i.tier == "core" else "indikator"],
        "life_phase": [city.catalogue.life_phases[i.life_phase]],
        "definition": [i.definition],
        "method": [city.methods[i.method].TITLE, city.methods[i.method].EXPLANATION],
        "numerator": [v.title for v in counted],
        "denominator": [v.definition for v in counted],
        "factor": ["mal 100"] if i.factor == 100 else [],
        "unit": [i.unit],
        "decimals": [f"Nachkommastellen {i.decimals}"],
        "direction": [DIRECTIONS[i.direction]],
        "statement": [i.statement.split("{value}")[0].strip()],
        "per": [i.per],
        "relevance": [i.relevance],
        "reading": [i.reading],
        "caveats": list(i.caveats),
        "source": [i.source.producer, i.source.system, *city.sources_of(i)],
        "population": [i.population],
        "principle": [PRINCIPLES[i.principle]],
        "periodicity": [i.periodicity],
        "denominator_date": [DENOMINATOR_DATES[i.denominator_date]] if i.denominator else [],
        "rules": [f"Ein Zähler von 1 bis {i.rules.min_numerator - 1}", i.rules.source] if i.rules.min_numerator else [],
        "visibility": [VISIBILITIES[i.visibility]],
        "version": [f"Fassung der Definition {i.version}"],
        "age": [i.age],
        "related": [city.catalogue.indicators[r].title for r in i.related if city.levels_of(r)],
        "file": [],  # where the definition lies is for those who write it
    }


def test_every_field_of_a_definition_stands_on_its_sheet(six: City) -> None:
    for indicator in six.indicators():
        expected = shown(six, indicator)
        assert sorted(expected) == sorted(field.name for field in dataclasses.fields(Indicator))
        read = text(sheet(six, indicator.id))
        lost = {f: words for f, found in expected.items() if (words := [w for w in found if w not in read])}
        assert lost == {}, indicator.id


def test_the_sheet_counts_areas_with_and_without_a_value(six: City) -> None:
    found = rows(sheet(six, "sgb2_u15_nef"))
    assert found["Ebene"] == ["2022", "2023"]
    # 2022: 12 has 2 children (secret), nobody lives in 13 (not applicable); 2023: 12 has 6
    assert found["Stadtteil"] == ["4/6 1 • 1 x", "5/6 1 x"]
    assert found["Stadtbezirk"] == ["2/2", "2/2"]
    assert found["Stadt"] == ["1/1", "1/1"]
    read = text(sheet(six, "sgb2_u15_nef"))
    assert "Stichtag ist jeweils der 31.12." in read
    assert "geheim: Wert ist geheim zu halten" in read
    assert "vorläufige Zahl" not in read, "signs that the table does not have are not explained"


def test_what_comes_later_is_not_missing(six: City) -> None:
    # bev_u18 of 23 is delivered later in 2022; nobody lives in 13
    assert rows(sheet(six, "ant_u18"))["Stadtteil"] == ["4/6 1 … 1 x", "5/6 1 x"]
    assert rows(sheet(six, "ant_u18"))["Stadt"] == ["0/1 1 …", "1/1"]


def test_every_area_is_counted_once(six: City) -> None:
    for indicator, level in six.index:
        grid = six.grid(indicator, level)
        assert grid is not None
        for known in known_of(grid).values():
            assert known.numbers + sum(known.without.values()) == known.areas
            assert not known.without.get(Status.ok)


def _day(year: int, month: int = 12, number: int = 31) -> Period:
    day = dt.date(year, month, number)
    return Period(day, day, "date")


def _school(year: int) -> Period:
    return Period(dt.date(year + 1, 7, 31), dt.date(year, 8, 1), "school_year")


@pytest.mark.parametrize(
    ("periods", "heads", "said"),
    [
        ([_day(2022), _day(2023)], ["2022", "2023"], "Stichtag ist jeweils der 31.12."),
        ([_day(2022), _day(2023, 6, 30)], ["31.12.2022", "30.06.2023"], ""),
        ([_day(2022, 6, 30), _day(2022)], ["30.06.2022", "31.12.2022"], ""),
        ([_school(2022), _school(2023)], ["2022/23", "2023/24"], "Spalten sind Schuljahre."),
        ([_day(2022), _school(2022)], ["31.12.2022", "Schuljahr 2022/2023"], ""),
        ([Period(dt.date(2022, 12, 31), dt.date(2022, 1, 1), "year")], ["2022"], ""),
    ],
)
def test_heads_of_columns_leave_out_only_what_is_said_above(periods: list[Period], heads: list[str], said: str) -> None:
    assert period_heads(periods) == (heads, said)
