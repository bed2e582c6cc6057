"""Findings of the plausibility rules as a list: place, sentence, ways to the value, its answer, and a field for one.

A list of findings names counts before disclosure: it is for those who may write.
"""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, Final

from dash import html

from atlas.city import City
from atlas.components.checks import level_name, place_name, time_name, variable_name
from atlas.components.parts import address
from atlas.components.still import markup
from atlas.web.answering import MOST_TEXT, answer_text
from atlas.web.writing import MOST_NAME
from indicators.checks import Answer, Finding, Kept
from indicators.expression import parse

SIGNS: Final = {"error": "✕", "warning": "!", "note": "i"}
WORDS: Final = {"error": "Fehler", "warning": "Auffällig", "note": "Hinweis"}
NAMED: Final = 3  # variables of one finding that are named; the others are counted
ID: Final = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")


def finding_items(city: City, kept: Kept, found: Iterable[Finding], answers: dict[str, Answer]) -> str:
    """One HTML list item a finding."""
    return "".join(_item(city, kept, f, answers.get(f.fingerprint)) for f in found)


def _item(city: City, kept: Kept, f: Finding, said: Answer | None) -> str:
    links = [html.A(word, href=href) for word, href in ways(city, kept, f)]
    subject = subject_name(city, kept, f.subject)
    there = "".join(f", {part}" for part in (where(city, f), time_name(f.period) if f.period else "") if part)
    words = html.Span(answer_text(said) if said else "", **{"data-gesagt": ""})
    answer = html.P(["Antwort von ", words], className="antwort", hidden=said is None)
    head: list[Any] = [
        html.Span(SIGNS[f.severity], className="schwere", **{"aria-hidden": "true"}),
        html.Span([f"{WORDS[f.severity]}: "], className="nurvorlesen"),
        html.Strong(subject),
        there,
    ]
    parts = [
        html.P(head, className="ort"),
        html.P(in_words(city, f.sentence)),
        html.P(links, className="wege") if links else None,
        answer,
    ]
    again = "Anders antworten" if said else "Antworten"
    to = f"/pruefung/antwort/{f.fingerprint}"
    form = answer_form(to, f.fingerprint, (again, subject + there), "Antwort", "Antwort speichern")
    return f'<li class="befund" id="befund-{f.fingerprint}">{markup(parts)}{form}</li>'


def answer_form(to: str, key: str, title: tuple[str, str], what: str, save: str, *, needed: bool = True) -> str:
    """A folded form that assets/pruefung.js sends to a route; what was said stands in `data-gesagt` beside it.

    `title`: what to do, and to what; assets/rahmen.js keeps forms unfolded by both.
    """
    required = " required" if needed else ""
    summary = f'<summary aria-label="{escape(": ".join(title))}">{escape(title[0])}</summary>'
    return f"""<details class="sagen">{summary}<form class="felder" data-sagt="{escape(to)}">
<div class="feld breit"><label for="text-{key}">{escape(what)}</label>
<input class="textfeld" id="text-{key}" name="text" maxlength="{MOST_TEXT}" autocomplete="off"{required} /></div>
<div class="feld"><label for="von-{key}">Ihr Name</label>
<input class="textfeld" id="von-{key}" name="von" maxlength="{MOST_NAME}" autocomplete="name" required /></div>
<button class="knopf" type="submit">{escape(save)}</button><p class="meldung" role="status"></p></form></details>"""


def log_in(way: str, what: str):
    """A link that asks for the password, then leads back to the page `way`; None where the town has none."""
    if not os.environ.get("ATLAS_EDIT_PASSWORD"):
        return None
    return html.P(html.A(what, href=address("/anmelden", weiter=way), className="knopf"), className="anmelden")


def subject_name(city: City, kept: Kept, subject: str) -> str:
    """The title of a variable, an indicator or a declared group; of several variables the first few."""
    if subject in city.catalogue.indicators and subject not in city.catalogue.variables:
        return city.catalogue.indicators[subject].title
    group = (kept.groups or {}).get(subject)
    if group:
        return group.title
    names = [variable_name(city, name) for name in subject.split(", ")]
    more = f" und {len(names) - NAMED} weitere" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def where(city: City, f: Finding) -> str:
    """`Stadtteil Nord (0105)`; the level alone where most areas are meant together."""
    if not f.level:
        return ""
    return f"{level_name(city, f.level)} {place_name(city, f.level, f.area)}" if f.area else level_name(city, f.level)


def in_words(city: City, sentence: str) -> str:
    """A sentence of a rule with titles instead of the keys of variables."""
    variables = city.catalogue.variables
    return ID.sub(lambda word: f"„{variables[word[0]].title}“" if word[0] in variables else word[0], sentence)


def ways(city: City, kept: Kept, f: Finding) -> list[tuple[str, str]]:
    """Links to the value on map and time series: of the indicator, or of the first that is made of the variable."""
    indicator = _indicator(city, kept, f)
    if not indicator:
        return []
    at = {"indikator": indicator, "ebene": f.level, "gebiete": f.area}
    title = city.catalogue.indicators[indicator].title
    return [
        (f"{title} als Zeitreihe", address("/zeitreihe", **at)),
        ("auf der Karte", address("/erkunden", **(at | {"zeit": f.period}))),
    ]


def _indicator(city: City, kept: Kept, f: Finding) -> str:
    if f.subject in city.catalogue.indicators:
        return f.subject if f.level in city.levels_of(f.subject) else ""
    wanted = kept.variables(f.subject)
    there = [i for i in city.indicators() if f.level in city.levels_of(i.id)]
    for variable in wanted:
        for part in ("numerator", "denominator"):
            for i in there:
                expression = getattr(i, part)
                if expression and variable in parse(expression).variables:
                    return i.id
    return ""


def counted(found: Sequence[Finding], answered: Callable[[Finding], bool], titles: dict[str, str]):
    """How many findings there are by severity and rule, and how many are open: places and numbers stay inside."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for f in found:
        groups.setdefault((f.severity, f.check), []).append(f)
    rows = [
        html.Tr(
            [
                html.Th(titles.get(check, check), scope="row"),
                html.Td(WORDS[severity]),
                html.Td(str(len(of)), className="zahl"),
                html.Td(str(sum(not answered(f) for f in of)), className="zahl"),
            ]
        )
        for (severity, check), of in groups.items()
    ]
    heads = [html.Th(h, scope="col") for h in ("Regel", "Schwere", "Befunde", "davon offen")]
    return html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="dateien")
