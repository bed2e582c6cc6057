"""The Steckbrief's sentences: formulas, minimum counts and what a search looks through."""

import pytest

from atlas.fact_sheet import (
    DENOMINATOR_DATES,
    DIRECTIONS,
    KINDS,
    PRINCIPLES,
    TIMES,
    VISIBILITIES,
    in_words,
    parts,
    rule_sentences,
    searchable,
)
from indicators import model
from indicators.catalogue import definitions
from indicators.model import Catalogue, Rules, Source, Theme, Variable
from tests.atlas.views import SHARE

SOURCE = Source("Statistikstelle")
VARIABLES = {
    key: Variable(key, title, unit, "count", SOURCE)
    for key, title, unit in (
        ("zuzug", "Zuzüge", "Personen"),
        ("fortzug", "Fortzüge", "Personen"),
        ("bev", "Einwohner", "Personen"),
        ("kitas", "Beteiligte Kitas", "Kitas"),
    )
}


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("bev", "Einwohner"),
        ("zuzug + fortzug", "Zuzüge + Fortzüge"),
        ("zuzug - fortzug", "Zuzüge − Fortzüge"),
        ("-fortzug + zuzug", "− Fortzüge + Zuzüge"),
        ("bev - lag(bev, 5)", "Einwohner − Einwohner (5 Jahre zuvor)"),
        ("lag(bev, 1)", "Einwohner (1 Jahr zuvor)"),
        ("bev - (zuzug - fortzug)", "Einwohner − Zuzüge + Fortzüge"),
        ("", ""),
    ],
)
def test_an_expression_is_said_in_titles(expression: str, said: str) -> None:
    assert in_words(parts(expression, VARIABLES)) == said


NOTHING = ("Für diesen Indikator ist keine Mindestzahl festgelegt.",)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (Rules(), NOTHING),
        (Rules(min_numerator=1), NOTHING),
        (Rules(min_numerator=2), ("Ein Zähler von 1 bleibt geheim.",)),
        (Rules(min_numerator=3), ("Ein Zähler von 1 bis 2 bleibt geheim.",)),
        (Rules(min_numerator=3, zero_is_safe=False), ("Ein Zähler von 0 bis 2 bleibt geheim.",)),
        (Rules(zero_is_safe=False), ("Ein Zähler von 0 bleibt geheim.",)),
        (
            Rules(min_complement=5),
            ("Geheim bleibt auch ein Wert, bei dem Nenner minus Zähler 1 bis 4 ist.",),
        ),
        (Rules(min_denominator=10), ("Bei einem Nenner von 1 bis 9 wird kein Wert gezeigt.",)),
        (
            Rules(min_contributors=2, contributors="kitas"),
            ("Ein Wert wird nur gezeigt, wenn mindestens 2 Kitas dahinterstehen (gezählt: Beteiligte Kitas).",),
        ),
        (Rules(full_is_safe=False), ("Geheim bleibt auch, wenn die ganze Gruppe gezählt wird (100 %).",)),
        (
            Rules(min_residents=100, residents="kitas"),
            ("Gebiete mit weniger als 100 zeigen keinen Wert (gezählt: Beteiligte Kitas).",),
        ),
        (
            Rules(dominance_n=2, dominance_k=75, p_percent=10),
            (
                "Eine Summe bleibt geheim, wenn die Summe der zwei größten Beiträge mehr als 75 % davon ist.",
                "Geheim bleibt eine Summe, aus der sich der größte Beitrag auf 10 % genau errechnen lässt.",
            ),
        ),
        (
            Rules(structural_zero="kitas", min_numerator=5, sensitive=True),
            (
                "Ein Zähler von 1 bis 4 bleibt geheim.",
                "Wo „Beteiligte Kitas“ null ist, steht statt einer Null das Zeichen für „nicht möglich“.",
                "Die Angaben gelten als besonders schutzbedürftig; die Mindestzahlen sind angehoben.",
            ),
        ),
        (
            Rules(min_numerator=3, source="Jugendamt."),
            ("Ein Zähler von 1 bis 2 bleibt geheim.", "Vorgabe: Jugendamt."),
        ),
        (
            Rules(min_numerator=2, source="BA", reference="Regeln der BA"),
            ("Ein Zähler von 1 bleibt geheim.", "Vorgabe: BA.", "Grundlage: Regeln der BA."),
        ),
    ],
)
def test_minimum_counts_are_said_as_what_they_hide(rules: Rules, said: tuple[str, ...]) -> None:
    assert rule_sentences(rules, VARIABLES) == said


def test_an_edition_that_rounds_says_what_it_does_instead() -> None:
    said = rule_sentences(Rules(min_numerator=3, min_denominator=10), VARIABLES, 5)
    assert said == (
        "Anzahlen sind auf 5 gerundet; ein Wert, an dem ein Zähler von 1 bis 2 zu erkennen wäre, bleibt geheim.",
        "Bei einem Nenner von 1 bis 9 wird kein Wert gezeigt.",
    )
    assert rule_sentences(Rules(), VARIABLES, 5) == NOTHING


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (DIRECTIONS, model.DIRECTIONS),
        (PRINCIPLES, model.PRINCIPLES),
        (VISIBILITIES, model.VISIBILITIES),
        (DENOMINATOR_DATES, model.DENOMINATOR_DATES),
        (KINDS, definitions.KINDS),
        (TIMES, model.PERIOD_KINDS),
    ],
)
def test_every_word_of_the_model_has_its_german(words: dict[str, str], keys: tuple[str, ...]) -> None:
    assert sorted(words) == sorted(keys)


def test_a_search_looks_through_names_meaning_and_variables() -> None:
    variables = {
        name: Variable(name, f"Titel von {name}", "Personen", "count", SOURCE)
        for text in (SHARE.numerator, SHARE.denominator)
        for name in [text]
    }
    catalogue = Catalogue({SHARE.theme: Theme(SHARE.theme, "Bevölkerung", 1)}, {}, variables, {SHARE.id: SHARE})
    said = searchable(SHARE, catalogue)
    for expected in (
        SHARE.title,
        SHARE.short,
        SHARE.id,
        SHARE.definition,
        "Bevölkerung",
        *(v.title for v in variables.values()),
    ):
        assert expected in said
