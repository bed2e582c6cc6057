"""The default catalogue is whole, reads well, keeps the traps of the field, and is listed in the docs."""

import re
import string
from dataclasses import fields
from pathlib import Path

import pytest

from indicators.catalogue import read_catalogue
from indicators.catalogue.definitions import IndicatorForm, VariableForm
from indicators.catalogue.secrecy import PresetForm, RulesForm
from indicators.expression import parse
from indicators.methods import family
from indicators.model import METHODS_WITH_DENOMINATOR, Catalogue, Source
from tests.checkout import ROOT

DEFAULT = ROOT / "data" / "catalogue"
DOCS = (ROOT / "docs" / "catalogue.md").read_text("utf-8")

# the rows of the field's indicator table, by theme
ROWS = {
    "dem": "bev_insg ant_u3 ant_3_u6 ant_u18 ant_u21 ant_65 jugendquotient altenquotient auslaenderanteil"
    " migra_insg migra_u18 wander_saldo_u6 wander_vol wohndauer5 bev_entw_5j geburtenziffer",
    "fam": "hh_kinder hh_alleinerz kinder_alleinerz hh_3kinder hh_1p",
    "soz": "sgb2_quote sgb2_u15_nef sgb2_u18 sgb2_15_u25 bg_alleinerz grusi_65 mindestsich_u15 wohngeld_kiz but_quote",
    "arb": "al_anteil al_jugend al_langzeit svb_quote",
    "kita": "kita_u3 kita_3_u6 kita_versorg_u3 kita_nichtdt kita_jahre",
    "sch": "ogs_quote ueberg_gym ueberg_hs ohne_hsa abi_quote zurueckst",
    "ges": "seu_sprache seu_deutsch seu_visuo seu_motor seu_uebergew seu_u8u9 seu_impf zahn_karies",
    "kjh": "hze_1000_u21 hze_amb hze_stat inobhut gef_8a egh_35a jgh fruehe_hilfen oja_m2",
    "woh": "wohnfl_ew spielfl gruen_erreich ew_dichte",
    "tei": "wahlbet sportverein_u18 kinderbefr_wohl",
}
KOMPIK = ("motorik", "sozial", "emotion", "motiv", "sprache", "mathe", "natur", "gestalten", "musik")
KOMPIK += ("gesund", "wohl")
AGES = ["u3", "3_u6", "6_u10", "10_u14", "14_u18", "18_u21", "21_u27"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue([DEFAULT])


def test_every_row_of_the_table_is_there_under_its_theme(catalogue: Catalogue) -> None:
    rows = {key: theme for theme, keys in ROWS.items() for key in keys.split()}
    assert len(rows) == 69
    assert {key: catalogue.indicators[key].theme for key in rows} == rows


def test_eleven_kompik_areas_and_seven_age_groups_complete_it(catalogue: Catalogue) -> None:
    extra = {f"kompik_{area}" for area in KOMPIK} | {f"anz_{age}" for age in AGES}
    assert set(catalogue.indicators) == extra | {key for keys in ROWS.values() for key in keys.split()}
    assert len(catalogue.indicators) == 69 + 11 + 7


def test_about_twenty_are_core(catalogue: Catalogue) -> None:
    core = [i.id for i in catalogue.indicators.values() if i.tier == "core"]
    assert 18 <= len(core) <= 24


def test_every_fact_sheet_is_whole(catalogue: Catalogue) -> None:
    for i in catalogue.indicators.values():
        texts = (i.title, i.short, i.definition, i.statement, i.per, i.relevance, i.reading, i.population)
        assert all(text.strip() for text in (*texts, i.periodicity, i.age, i.source.producer, *i.caveats)), i.id
        assert len(i.caveats) >= 2, i.id
        assert i.related, i.id
        for sentence in (i.statement, i.definition, i.relevance, i.reading, *i.caveats):
            assert sentence.endswith("."), (i.id, sentence)


def test_the_statement_reads_well_with_a_number(catalogue: Catalogue) -> None:
    for i in catalogue.indicators.values():
        assert [f[1] for f in string.Formatter().parse(i.statement) if f[1]] == ["value"], i.id
        assert not re.search(r"\d\s*\{value\}|\{value\}\s*\d", i.statement), f"{i.id}: two numbers side by side"
        assert i.statement.count(".") - len(re.findall(r"\d\.\d", i.statement)) == 1, f"{i.id}: one sentence"


def test_every_count_is_used_or_explained(catalogue: Catalogue) -> None:
    used = {
        name
        for i in catalogue.indicators.values()
        for text in (i.numerator, i.denominator)
        if text
        for name in parse(text).variables
    }
    assert sorted(set(catalogue.variables) - used) == ["kompik_kitas"]  # the institutions behind a KOMPIK number
    for v in catalogue.variables.values():
        assert v.definition.endswith(".") and v.population, v.id


def test_the_traps_of_the_field_are_told(catalogue: Catalogue) -> None:
    def told(key: str) -> str:
        return " ".join((*catalogue.indicators[key].caveats, catalogue.indicators[key].definition))

    for key in ("al_anteil", "al_jugend", "al_langzeit"):
        assert "Arbeitslosenquote" not in catalogue.indicators[key].title + catalogue.indicators[key].short
        assert "Erwerbspersonen" in told(key)
    assert "KOL" in told("sgb2_u15_nef") and "31.12." in told("sgb2_u15_nef")
    assert "KOL" in told("sgb2_u18")
    assert "28" in told("hze_1000_u21") and "kein Maß für den Bedarf" in told("hze_1000_u21")
    assert "Briefwahl" in told("wahlbet")
    assert (
        "drei gebräuchliche Nenner" in told("ohne_hsa") and catalogue.indicators["ohne_hsa"].principle == "institution"
    )
    assert "nicht Plätze" in told("kita_u3") and "tatsächlich" in told("kita_u3")
    assert "Schätzwert" in told("migra_insg") and "Schätzwert" in told("hh_alleinerz")


def test_minimum_counts_follow_the_source(catalogue: Catalogue) -> None:
    by_minimum = {
        0: "bev_insg ant_u18 migra_u18 anz_u3 geburtenziffer wahlbet",
        3: "sgb2_quote sgb2_u15_nef al_anteil svb_quote grusi_65 kita_u3 ohne_hsa hh_alleinerz",
        5: "hze_1000_u21 hze_amb hze_stat inobhut gef_8a egh_35a jgh seu_sprache seu_impf zahn_karies",
    }
    expected = {key: minimum for minimum, keys in by_minimum.items() for key in keys.split()}
    assert {key: catalogue.indicators[key].rules.min_numerator for key in expected} == expected


def test_kompik_asks_for_children_and_institutions(catalogue: Catalogue) -> None:
    for area in KOMPIK:
        rules = catalogue.indicators[f"kompik_{area}"].rules
        assert (rules.min_denominator, rules.min_contributors) == (4 * 2, 2)
    assert catalogue.indicators["seu_motor"].rules.min_denominator == 10
    assert catalogue.indicators["kinderbefr_wohl"].rules.min_denominator == 10


def test_methods_and_denominators_fit(catalogue: Catalogue) -> None:
    for i in catalogue.indicators.values():
        assert bool(i.denominator) or i.method not in METHODS_WITH_DENOMINATOR, i.id
        assert set(family()) >= {i.method}
    assert catalogue.indicators["kita_u3"].denominator_date == "previous_year_end"
    assert catalogue.indicators["hze_1000_u21"].denominator_date == "year_end"
    assert catalogue.indicators["bev_entw_5j"].numerator == "bev_insg - lag(bev_insg, 5)"
    assert catalogue.indicators["wander_saldo_u6"].method == "balance"


def test_no_word_judges_a_place_or_its_people(catalogue: Catalogue) -> None:
    words = "brennpunkt", "problemviertel", "problemgebiet", "sozial schwach", "sozialschwach", "bildungsfern"
    words += "asozial", "überfremd", "ghetto", "abgehängt", "betroffene"
    unwanted = re.compile("|".join(words), re.IGNORECASE)
    for i in catalogue.indicators.values():
        for text in (i.title, i.short, i.definition, i.statement, i.relevance, i.reading, *i.caveats):
            assert not unwanted.search(text), (i.id, text)


# the documentation


def table(heading: str) -> list[list[str]]:
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert section, f"docs/catalogue.md has no heading „{heading}“"
    rows = [line for line in section[1].splitlines() if line.startswith("| `")]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows]


def test_the_docs_list_every_indicator_as_its_file_has_it(catalogue: Catalogue) -> None:
    listed = table("The indicators")
    files = [
        [i.id, i.title, i.tier, catalogue.life_phases[i.life_phase], i.method, str(i.decimals)]
        for theme in catalogue.themes
        for i in sorted(catalogue.indicators.values(), key=lambda i: i.id)
        if i.theme == theme
    ]
    assert listed == files


def test_the_docs_list_every_variable_with_its_file(catalogue: Catalogue) -> None:
    listed = {(file, key) for file, keys in table("The variables") for key in keys.replace("`", "").split(", ")}
    assert listed == {(Path(v.file).name, v.id) for v in catalogue.variables.values()}


def test_the_docs_explain_every_field() -> None:
    for heading, form in (("Fields of an indicator", IndicatorForm), ("Fields of a variable", VariableForm),
                          ("Fields of the rules", RulesForm), ("Fields of a preset", PresetForm),
                          ("Fields of a source", Source)):  # fmt: skip
        assert [row[0] for row in table(heading)] == [field.name for field in fields(form)], heading
