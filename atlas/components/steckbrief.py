"""The Steckbrief of one indicator as a page: what it says, how it is made, what to mind, what there is of it."""

from dash import html

from atlas.city import City
from atlas.components.availability import indicator_table
from atlas.components.choosers import TIERS
from atlas.components.parts import address, section
from atlas.fact_sheet import (
    DENOMINATOR_DATES,
    DIRECTIONS,
    KINDS,
    PRINCIPLES,
    TIMES,
    VISIBILITIES,
    Part,
    in_words,
    parts,
    rule_sentences,
)
from atlas.numbers import period_text, text
from atlas.view.look import city_cell
from atlas.view.words import reading, rounding
from indicators.model import Indicator, Period


def fact_sheet(city: City, indicator: Indicator):
    """Everything that the catalogue says of an indicator, and what the edition has of it."""
    return html.Div(
        [
            _head(city, indicator),
            _meaning(indicator),
            _calculation(city, indicator),
            _caveats(indicator),
            section(
                "Verfügbarkeit",
                indicator_table(city, indicator.id),
                "Welche Ebenen und Zeiten dieser Stand enthält.",
                "verfuegbarkeit",
            ),
            _particulars(city, indicator),
            _related(city, indicator),
        ],
        className="seite steckbrief",
    )


def _head(city: City, indicator: Indicator):
    theme = city.catalogue.themes[indicator.theme]
    ways = [
        html.A("Auf der Karte zeigen", href=address("/erkunden", indikator=indicator.id), className="knopf voran"),
        html.A("Als Zeitreihe", href=address("/zeitreihe", indikator=indicator.id), className="knopf"),
        html.A("In der Tabelle", href=address("/tabelle", indikatoren=indicator.id), className="knopf"),
    ]
    trail = [
        html.Li(html.A("Katalog", href="/katalog")),
        html.Li(html.A(theme.title, href=address("/katalog", thema=theme.id))),
    ]
    return html.Div(
        [
            html.Div(
                [
                    html.Nav(html.Ol(trail, className="pfad"), **{"aria-label": "Sie sind hier"}),
                    html.H1(indicator.title),
                    html.P(indicator.definition, className="vorspann"),
                    html.Div(ways, className="knopfreihe"),
                ],
                className="kopftext",
            ),
            _newest(city, indicator),
        ],
        className="auftakt",
    )


def _newest(city: City, indicator: Indicator):
    """The newest value of the whole city as its sentence says it; the sentence alone where there is none."""
    period = _last(city, indicator)
    cell = city_cell(city, indicator, period) if period else None
    if period is None or cell is None or cell.value is None:
        sentence = indicator.statement.replace("{value}", "…")
        return html.Div([html.P("So lautet die Aussage", className="dachzeile"), html.P(sentence)], className="zuletzt")
    said = reading(indicator, cell, period, None, indicator.decimals)
    return html.Div(
        [
            html.P(f"{cell.name}, {period_text(period)}", className="dachzeile"),
            html.P(text(cell.value, indicator.decimals, indicator.unit), className="grosszahl"),
            html.P(said.removeprefix(f"{cell.name}, {period_text(period)}: ")),
        ],
        className="zuletzt",
    )


def _last(city: City, indicator: Indicator) -> Period | None:
    grid = city.grid(indicator.id, city.top)
    if grid is None:
        return None
    known = [p for column, p in enumerate(grid.cube.periods) if grid.value[0, column] == grid.value[0, column]]
    return known[-1] if known else None


def _meaning(indicator: Indicator):
    said = [
        *([html.H3("Warum der Wert wichtig ist"), html.P(indicator.relevance)] if indicator.relevance else []),
        *([html.H3("So wird er gelesen"), html.P(indicator.reading)] if indicator.reading else []),
        html.H3("Richtung"),
        html.P(DIRECTIONS[indicator.direction]),
    ]
    return section("Bedeutung", html.Div(said, className="fliess"), name="bedeutung")


def _calculation(city: City, indicator: Indicator):
    method = city.method(indicator)
    above = parts(indicator.numerator, city.catalogue.variables)
    below = parts(indicator.denominator, city.catalogue.variables)
    children = [_formula(indicator, above, below), html.P([html.Strong(f"{method.TITLE}. "), method.EXPLANATION])]
    said = [("Einheit", ", ".join(dict.fromkeys(p for p in (indicator.unit, indicator.per) if p)))]
    said += [("Nachkommastellen", str(indicator.decimals))]
    if indicator.denominator:
        said += [("Zeitbezug des Nenners", DENOMINATOR_DATES[indicator.denominator_date])]
    children += [_listed(said), _variables(above, below)]
    return section("Berechnung", children, name="berechnung")


def _formula(indicator: Indicator, above: tuple[Part, ...], below: tuple[Part, ...]):
    """The formula as a fraction; one sentence for those who hear it."""
    factor = text(indicator.factor, 0) if indicator.factor != 1 else ""
    spoken = in_words(above)
    spoken += f", geteilt durch {in_words(below)}" if below else ""
    spoken += f", mal {factor}" if factor else ""
    fraction = [html.Span(in_words(above), className="zaehler")]
    fraction += [html.Span(in_words(below), className="nenner")] if below else []
    shown = [
        html.Span(fraction, className="bruch"),
        *([html.Span(f"× {factor}", className="faktor")] if factor else []),
    ]
    return html.Div(
        [html.Div(shown, **{"aria-hidden": "true"}), html.P(spoken, className="nurvorlesen")], className="formel"
    )


def _variables(above: tuple[Part, ...], below: tuple[Part, ...]):
    """Who or what is counted, above and below the line."""
    rows = []
    for role, terms in (("Zähler", above), ("Nenner", below)):
        for part in terms:
            v = part.variable
            population = v.population or "ohne Angabe"
            named = [
                v.definition or v.title,
                html.Span(f"{v.unit}, {KINDS[v.kind]}; {population}", className="beizeile"),
            ]
            rows.append(
                html.Tr(
                    [
                        html.Td(role),
                        html.Th(
                            [f"{part.sign} {part.said}".strip(), html.Span(v.id, className="beizeile")], scope="row"
                        ),
                        html.Td(named),
                        html.Td(TIMES[v.time]),
                    ]
                )
            )
    heads = html.Thead(html.Tr([html.Th(h, scope="col") for h in ("", "Merkmal", "Gezählt wird", "Zeitbezug")]))
    return html.Table(
        [html.Caption("Merkmale, aus denen der Wert entsteht"), heads, html.Tbody(rows)], className="bausteine"
    )


def _caveats(indicator: Indicator):
    if not indicator.caveats:
        return None
    return section("Zu beachten", html.Ul([html.Li(c) for c in indicator.caveats], className="fliess"), name="beachten")


def _particulars(city: City, indicator: Indicator):
    source = indicator.source
    named = [source.producer, source.system, source.licence]
    origin = [html.Div(said) for said in dict.fromkeys(n for n in named if n)]
    origin += [html.Div(html.A(source.url, href=source.url, rel="noreferrer"))] if source.url else []
    rules = rule_sentences(indicator.rules, city.catalogue.variables, rounding(city))
    said = [
        ("Kurztitel", indicator.short),
        ("Umfang", f"{TIERS[indicator.tier]}indikator"),
        ("Lebensphase", city.catalogue.life_phases.get(indicator.life_phase, indicator.life_phase)),
        ("Altersgruppe", indicator.age or "ohne Begrenzung"),
        ("Geliefert von", [html.Div(s) for s in city.sources_of(indicator)]),
        ("Herkunft der Daten", origin),
        ("Bevölkerungsbegriff", indicator.population),
        ("Zuordnung", PRINCIPLES[indicator.principle]),
        ("Erhebung", indicator.periodicity),
        ("Geheimhaltung", [html.Div(rule) for rule in rules]),
        ("Verwendung", VISIBILITIES[indicator.visibility]),
        ("Fassung der Definition", str(indicator.version)),
        ("Kennung", html.Code(indicator.id)),
    ]
    return section("Herkunft und Regeln", _listed(said), name="herkunft")


def _listed(said: list[tuple[str, object]]):
    return html.Dl([html.Div([html.Dt(name), html.Dd(value)]) for name, value in said], className="steckangaben")


def _related(city: City, indicator: Indicator):
    """Indicators to read beside it that the town has."""
    there = [city.catalogue.indicators[i] for i in indicator.related if city.levels_of(i)]
    if not there:
        return None
    links = [
        html.Li(
            [html.A(i.title, href=address("/katalog", indikator=i.id)), html.Span(i.definition, className="beizeile")]
        )
        for i in there
    ]
    return section("Verwandte Indikatoren", html.Ul(links, className="verwandte ruhig"), name="verwandte")
