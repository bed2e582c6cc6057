"""The Steckbrief of an indicator in German words: formula, rules, directions; knows the catalogue and no numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.expression import parse
from indicators.model import Catalogue, Indicator, Rules, Variable

DIRECTIONS = {
    "better": "Ein höherer Wert gilt als günstiger.",
    "worse": "Ein höherer Wert gilt als ungünstiger.",
    "neutral": "Ein höherer Wert ist weder günstig noch ungünstig.",
}
PRINCIPLES = {
    "residence": "Wohnortprinzip: Gezählt wird, wo die Menschen wohnen.",
    "institution": "Einrichtungsprinzip: Gezählt wird, wo die Einrichtung steht.",
}
VISIBILITIES = {
    "internal": "nur zur internen Verwendung",
    "public": "für eine Veröffentlichung vorgesehen, nach Prüfung der Geheimhaltung",
}
DENOMINATOR_DATES = {
    "same_date": "derselbe Zeitbezug wie beim Zähler",
    "year_end": "31.12. des Jahres, bei Schuljahren des Jahres ihres Beginns",
    "previous_year_end": "31.12. des Vorjahres",
    "mean_of_two": "Mittel aus dem 31.12. des Vorjahres und dem 31.12. des Jahres",
}
KINDS = {"count": "Anzahl", "sum": "Summe", "given": "fertig geliefert, nicht addierbar"}
TIMES = {
    "date": "Stichtag",
    "year": "Kalenderjahr",
    "school_year": "Schuljahr",
    "kita_year": "Kita-Jahr",
    "election": "Wahltag",
    "pooled": "mehrere Jahre zusammen",
}


@dataclass(frozen=True)
class Part:
    """One term of a numerator or denominator."""

    sign: str  # "", "+" or "−": nothing before a first term that is added
    said: str  # title of the variable, with the years it lies back
    variable: Variable


def parts(expression: str, variables: Mapping[str, Variable]) -> tuple[Part, ...]:
    """The terms of an expression in words; empty for ""."""
    if not expression:
        return ()
    found = []
    for place, term in enumerate(parse(expression).terms):
        sign = "−" if term.sign < 0 else "+" if place else ""
        back = f" ({term.lag} {'Jahr' if term.lag == 1 else 'Jahre'} zuvor)" if term.lag else ""
        variable = variables[term.variable]
        found.append(Part(sign, variable.title + back, variable))
    return tuple(found)


def in_words(terms: tuple[Part, ...]) -> str:
    """`Zuzüge − Fortzüge`."""
    return " ".join(f"{part.sign} {part.said}".strip() for part in terms)


def searchable(indicator: Indicator, catalogue: Catalogue) -> str:
    """What a search looks through: names, theme, age, meaning and the titles of the variables."""
    named = [*parts(indicator.numerator, catalogue.variables), *parts(indicator.denominator, catalogue.variables)]
    said = [indicator.title, indicator.short, indicator.id, indicator.age, indicator.definition, indicator.relevance]
    said += [catalogue.themes[indicator.theme].title, catalogue.life_phases.get(indicator.life_phase, "")]
    return " ".join([*said, *(part.variable.title for part in named)])


def rule_sentences(rules: Rules, variables: Mapping[str, Variable], base: int = 0) -> tuple[str, ...]:
    """What the minimum counts hide, one sentence each, and who set them; one sentence where there are none.

    `base`: an edition rounds its counts to multiples of it, which is what it does instead of hiding small ones.

    >>> rule_sentences(Rules(min_numerator=3, source="Jugendamt"), {})
    ('Ein Zähler von 1 bis 2 bleibt geheim.', 'Vorgabe: Jugendamt.')
    """
    said = []
    least = 1 if rules.zero_is_safe else 0
    if base and rules.min_numerator > 1 and rules.zero_is_safe:
        said.append(
            f"Anzahlen sind auf {base} gerundet; ein Wert, an dem ein Zähler von {_span(1, rules.min_numerator)} "
            "zu erkennen wäre, bleibt geheim."
        )
    elif rules.min_numerator > 1 or not rules.zero_is_safe:
        said.append(f"Ein Zähler von {_span(least, rules.min_numerator)} bleibt geheim.")
    if rules.min_complement > 1:
        said.append(
            f"Geheim bleibt auch ein Wert, bei dem Nenner minus Zähler {_span(least, rules.min_complement)} ist."
        )
    if not rules.full_is_safe:
        said.append("Geheim bleibt auch, wenn die ganze Gruppe gezählt wird (100 %).")
    if rules.min_denominator > 1:
        said.append(f"Bei einem Nenner von {_span(1, rules.min_denominator)} wird kein Wert gezeigt.")
    if rules.min_contributors > 1 and rules.contributors in variables:
        behind = variables[rules.contributors]
        said.append(
            f"Ein Wert wird nur gezeigt, wenn mindestens {rules.min_contributors} {behind.unit} dahinterstehen "
            f"(gezählt: {behind.title})."
        )
    if rules.min_residents > 1 and rules.residents in variables:
        whom = variables[rules.residents].title
        said.append(f"Gebiete mit weniger als {rules.min_residents} zeigen keinen Wert (gezählt: {whom}).")
    if rules.dominance_n:
        largest = "der größte Beitrag" if rules.dominance_n == 1 else "die Summe der zwei größten Beiträge"
        said.append(f"Eine Summe bleibt geheim, wenn {largest} mehr als {rules.dominance_k} % davon ist.")
    if rules.p_percent:
        said.append(
            f"Geheim bleibt eine Summe, aus der sich der größte Beitrag auf {rules.p_percent} % genau errechnen lässt."
        )
    if rules.structural_zero in variables:
        behind = variables[rules.structural_zero]
        said.append(f"Wo „{behind.title}“ null ist, steht statt einer Null das Zeichen für „nicht möglich“.")
    if rules.sensitive:
        said.append("Die Angaben gelten als besonders schutzbedürftig; die Mindestzahlen sind angehoben.")
    if not said:
        return ("Für diesen Indikator ist keine Mindestzahl festgelegt.",)
    named = (("Vorgabe", rules.source), ("Grundlage", rules.reference))
    return (*said, *(f"{word}: {whose.rstrip('.')}." for word, whose in named if whose))


def _span(low: int, below: int) -> str:
    return f"{low} bis {below - 1}" if below - 1 > low else str(low)
