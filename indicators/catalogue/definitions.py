"""What a catalogue may say of a variable or an indicator, and what must hold between them; reads no file.

The forms have the fields of docs/catalogue.md. A fault is a pair (field, German sentence); the reader of the
files adds the place.
"""

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from indicators.catalogue.circles import find_way
from indicators.catalogue.secrecy import Presets, RulesForm, form_faults
from indicators.expression import Expression, SyntaxFault, parse
from indicators.forms import nearest
from indicators.methods import Method
from indicators.model import (
    DENOMINATOR_DATES,
    DIRECTIONS,
    PERIOD_KINDS,
    PRINCIPLES,
    TIERS,
    VISIBILITIES,
)

KINDS: Final = ("count", "sum", "given")
FACTORS: Final = (1, 100, 1000, 10000)
MOST_DECIMALS: Final = 4
LONGEST_SHORT: Final = 32
Said = Iterator[tuple[str, str]]  # (field, sentence)


@dataclass(frozen=True)
class VariableForm:
    """The table of one variable in `variables/*.toml`."""

    title: str
    unit: str
    source: str  # key of sources.toml
    kind: str = "count"
    definition: str = ""
    population: str = ""
    principle: str = "residence"
    time: str = "date"
    integer: bool = True
    expression: str = ""


@dataclass(frozen=True)
class IndicatorForm:
    """The file of one indicator, `indicators/<id>.toml`."""

    title: str
    short: str
    theme: str
    tier: str
    life_phase: str
    method: str
    numerator: str
    unit: str
    decimals: int
    direction: str
    per: str
    statement: str
    definition: str
    sources: tuple[str, ...]  # keys of sources.toml, the numerator's first
    population: str
    periodicity: str
    denominator: str = ""
    denominator_date: str = "same_date"
    factor: int = 1
    relevance: str = ""
    reading: str = ""
    caveats: tuple[str, ...] = ()
    principle: str = "residence"
    visibility: str = "internal"
    version: int = 1
    age: str = ""
    related: tuple[str, ...] = ()
    rules: RulesForm = field(default_factory=RulesForm)


@dataclass(frozen=True)
class Known:
    """Every name that a definition may use; None stands for a definition that has faults of its own."""

    methods: Mapping[str, Method]
    themes: frozenset[str]
    life_phases: frozenset[str]
    sources: frozenset[str]
    variables: Mapping[str, VariableForm | None]
    indicators: Mapping[str, IndicatorForm | None]
    presets: Presets = field(default_factory=dict)

    @property
    def counted(self) -> dict[str, bool | None]:
        """Variable -> whether it is a delivered count; None: it has faults of its own."""
        return {k: v.kind == "count" and not v.expression if v else None for k, v in self.variables.items()}


def key_fault(key: str) -> str:
    """The sentence for a key that cannot be one, else ""."""
    if re.fullmatch(r"[a-z][a-z0-9_]*", key) and key not in ("lag", "all"):
        return ""
    return (
        f"„{key}“ ist kein zulässiger Schlüssel; erlaubt sind Kleinbuchstaben a-z, Ziffern und Unterstrich, "
        "beginnend mit einem Buchstaben, außer „lag“ und „all“."
    )


def variable_faults(variable: VariableForm, known: Known) -> Said:
    """All that does not hold for one variable, circles excepted."""
    yield from _filled(title=variable.title, unit=variable.unit)
    yield from _one_of("kind", variable.kind, KINDS)
    yield from _one_of("time", variable.time, PERIOD_KINDS)
    yield from _one_of("principle", variable.principle, PRINCIPLES)
    yield from _one_of("source", variable.source, known.sources)
    if not variable.expression:
        return
    try:
        expression = parse(variable.expression)
    except SyntaxFault as fault:
        yield "expression", str(fault)
        return
    yield from _unknown("expression", expression, known, "")
    if expression.lags != {0}:
        yield "expression", "Ein abgeleitetes Merkmal rechnet ohne lag(...); das kann nur ein Indikator."
    if variable.kind == "given":
        yield "kind", "Ein Merkmal vom Typ „given“ wird geliefert, nicht abgeleitet."
    for name in _given(expression, known):
        yield "expression", f"{name} ist eine Quote ohne Zahlen (Typ „given“) und lässt sich nicht addieren."


def circles(variables: Mapping[str, VariableForm | None]) -> Iterator[tuple[str, str]]:
    """(variable, sentence) for each circle of derived variables, once, at its first name."""
    parts: dict[str, list[str]] = {}
    for name, variable in variables.items():
        try:
            parts[name] = sorted(parse(variable.expression).variables) if variable else []
        except SyntaxFault:  # delivered, or a fault that variable_faults names
            parts[name] = []
    for name in sorted(parts):
        way = find_way(name, name, parts)
        if way and name == min(way):
            circle = " → ".join(way)
            yield name, f"Diese Merkmale erklären sich im Kreis: {circle}; eines davon muss geliefert werden."


def indicator_faults(key: str, indicator: IndicatorForm, known: Known) -> Said:
    """All that does not hold for one indicator."""
    i = indicator
    yield from _filled(
        title=i.title, short=i.short, unit=i.unit, per=i.per, definition=i.definition, population=i.population
    )
    if len(i.short) > LONGEST_SHORT:
        yield "short", f"Der Kurztitel hat {len(i.short)} Zeichen; erlaubt sind höchstens {LONGEST_SHORT}."
    yield from _one_of("theme", i.theme, known.themes)
    yield from _one_of("tier", i.tier, TIERS)
    yield from _one_of("life_phase", i.life_phase, known.life_phases)
    yield from _one_of("direction", i.direction, DIRECTIONS)
    yield from _one_of("denominator_date", i.denominator_date, DENOMINATOR_DATES)
    yield from _one_of("principle", i.principle, PRINCIPLES)
    yield from _one_of("visibility", i.visibility, VISIBILITIES)
    if not i.sources:
        yield "sources", f"Es fehlt eine Quelle; {nearest('', known.sources)}."
    for source in i.sources:
        yield from _one_of("sources", source, known.sources)
    for other in i.related:
        if other == key:
            yield "related", "Der Indikator verweist auf sich selbst; streichen Sie den Verweis."
        elif other not in known.indicators:
            yield "related", f"Den Indikator „{other}“ gibt es nicht; {nearest(other, known.indicators)}."
    if not 0 <= i.decimals <= MOST_DECIMALS:
        yield "decimals", f"{i.decimals} Nachkommastellen gibt es nicht; erlaubt sind 0 bis {MOST_DECIMALS}."
    if i.version < 1:
        yield "version", f"Die Fassung {i.version} gibt es nicht; die erste Fassung ist 1."
    yield from _statement(i.statement)
    yield from _calculation(key, i, known)
    yield from form_faults(i.rules, known.presets, known.methods.get(i.method), bool(i.denominator), known.counted)


def _calculation(key: str, i: IndicatorForm, known: Known) -> Said:
    method = known.methods.get(i.method)
    yield from _one_of("method", i.method, known.methods)
    if i.factor not in FACTORS:
        yield "factor", f"Der Faktor {i.factor} ist nicht vorgesehen; erlaubt sind {_or(map(str, FACTORS))}."
    elif i.unit == "%" and i.factor != 100 and i.method != "given":
        yield "factor", f"Zur Einheit % gehört der Faktor 100, gefunden wurde {i.factor}."
    numerator = None
    for name, text in (("numerator", i.numerator), ("denominator", i.denominator)):
        if name == "denominator" and not text:
            continue
        try:
            expression = parse(text)
        except SyntaxFault as fault:
            yield name, str(fault)
            continue
        numerator = expression if name == "numerator" else numerator
        yield from _unknown(name, expression, known, key)
        if i.method != "given":
            for variable in _given(expression, known):
                yield name, f"{variable} ist eine Quote ohne Zahlen; sie zeigt nur der Rechenweg „given“."
    if method is None:
        return
    if method.NEEDS_DENOMINATOR and not i.denominator:
        yield "denominator", f"Der Rechenweg „{i.method}“ braucht einen Nenner; ergänzen Sie das Feld."
    elif i.denominator and not method.TAKES_DENOMINATOR:
        yield "denominator", f"Der Rechenweg „{i.method}“ hat keinen Nenner; streichen Sie das Feld."
    elif not i.denominator and i.denominator_date != "same_date":
        yield "denominator_date", "Ohne Nenner gibt es keinen Stichtag des Nenners; streichen Sie das Feld."
    if i.method == "given" and numerator is not None:
        only = known.variables.get(numerator.text)
        if len(numerator.terms) > 1 or numerator.lags != {0} or (only is not None and only.kind != "given"):
            found = f"gefunden wurde „{numerator.text}“"
            yield "numerator", f"Der Rechenweg „given“ zeigt genau ein Merkmal vom Typ „given“; {found}."


def _statement(text: str) -> Said:
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        yield "statement", "Die geschweiften Klammern gehen nicht auf; erlaubt ist nur {value}."
        return
    if "value" not in names:
        yield "statement", "In der Aussage fehlt {value}, die Stelle für die Zahl."
    for name in names:
        if name != "value":
            yield "statement", f"Der Platzhalter {{{name}}} ist nicht vorgesehen; erlaubt ist nur {{value}}."


def _unknown(where: str, expression: Expression, known: Known, key: str) -> Said:
    """Names in an expression that are no variables; `key`: the indicator it defines, "" for a variable."""
    for name in sorted(expression.variables - known.variables.keys()):
        if name not in known.indicators:
            yield where, f"Das Merkmal „{name}“ gibt es nicht; {nearest(name, known.variables)}."
            continue
        way = find_way(name, key, _names_of_indicators(known)) if key and name != key else []
        if name == key:
            yield where, f"Der Indikator „{key}“ bezieht sich auf sich selbst; erlaubt sind nur Merkmale."
        elif way:
            circle = " → ".join([key, *way])
            yield where, f"Diese Indikatoren erklären sich im Kreis: {circle}; erlaubt sind nur Merkmale."
        else:
            yield where, f"„{name}“ ist ein Indikator; gerechnet wird nur mit Merkmalen."


def _names_of_indicators(known: Known) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, indicator in known.indicators.items():
        found[key] = []
        for text in (indicator.numerator, indicator.denominator) if indicator else ():
            try:
                names = parse(text).variables
            except SyntaxFault:  # an empty denominator, or a fault that indicator_faults names
                continue
            found[key] += sorted(name for name in names if name not in known.variables)
    return found


def _given(expression: Expression, known: Known) -> list[str]:
    there = ((name, known.variables.get(name)) for name in sorted(expression.variables))
    return [f"„{name}“" for name, variable in there if variable is not None and variable.kind == "given"]


def _filled(**texts: str) -> Said:
    for name, text in texts.items():
        if not text.strip():
            yield name, "Das Feld ist leer; tragen Sie einen Text ein."


def _one_of(where: str, word: str, allowed: Iterable[str]) -> Said:
    options = list(allowed)
    if word not in options:
        yield where, f"„{word}“ gibt es hier nicht; {nearest(word, options)}."


def _or(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} und {last}"
