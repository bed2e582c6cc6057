"""Katalog: the indicators of the town with search by word, theme, tier and life phase; one of them as Steckbrief."""

from collections.abc import Mapping

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from atlas.city import City
from atlas.components.choosers import TIERS, folded, select
from atlas.components.parts import address, empty, notice_list, section
from atlas.components.steckbrief import fact_sheet
from atlas.components.still import still
from atlas.fact_sheet import searchable
from indicators.model import Indicator

PATH = "/katalog"
TITLE = "Katalog"
ORDER = 50

CHOSEN = ("thema", "umfang", "phase")  # parts of the address that choose, beside the words of `suche`


def layout(city: City, query: dict[str, str]):
    asked = query.get("indikator", "")
    if asked and city.levels_of(asked):
        return fact_sheet(city, city.catalogue.indicators[asked])
    lost = (f"Den Indikator „{asked}“ gibt es hier nicht; gezeigt sind alle vorhandenen.",) if asked else ()
    every = city.indicators()
    found = [i for i in every if _fits(i, query)]
    return html.Div(
        [
            html.H1("Katalog der Indikatoren", **{"data-titel": TITLE}),
            html.P("Was jeder Wert bedeutet, wie er berechnet wird und wo es ihn gibt.", className="vorspann"),
            notice_list(lost),
            _choosers(city, every, query),
            html.P(_said(len(found)), id="katalog-treffer", className="hinweis", role="status"),
            still(_groups(city, found), "katalogliste"),
        ],
        className="seite katalog",
    )


def _fits(indicator: Indicator, query: Mapping[str, str]) -> bool:
    there = {"thema": indicator.theme, "umfang": indicator.tier, "phase": indicator.life_phase}
    return all(not query.get(part) or query[part] == there[part] for part in CHOSEN)


def _said(number: int) -> str:
    return "1 Indikator" if number == 1 else f"{number} Indikatoren"


def _choosers(city: City, every: list[Indicator], query: Mapping[str, str]):
    themes, phases = {i.theme for i in every}, {i.life_phase for i in every}
    ordered = sorted(city.catalogue.themes.values(), key=lambda t: t.order)
    options = {
        "thema": [("", "Alle Themen"), *((t.id, t.title) for t in ordered if t.id in themes)],
        "umfang": [("", "Alle"), *((tier, f"{word}indikatoren") for tier, word in TIERS.items())],
        "phase": [("", "Alle"), *((p, title) for p, title in city.catalogue.life_phases.items() if p in phases)],
    }
    titles = {"thema": "Thema", "umfang": "Umfang", "phase": "Lebensphase"}
    field = html.Div(
        [
            html.Label("Suchen", htmlFor="katalog-suche"),
            dcc.Input(
                id="katalog-suche",
                type="search",
                value=query.get("suche", ""),
                placeholder="z. B. Kinderarmut",
                autoComplete="off",
            ),
        ],
        className="feld breit",
    )
    chosen = [select(titles[part], part, options[part], query.get(part, ""), "indikator") for part in CHOSEN]
    return html.Div([field, *chosen], className="felder", role="search")


def _groups(city: City, found: list[Indicator]):
    if not found:
        return empty("Auf diese Auswahl trifft kein Indikator zu; wählen Sie ein anderes Thema oder alle Lebensphasen.")
    themes: dict[str, list[Indicator]] = {}
    for indicator in found:
        themes.setdefault(indicator.theme, []).append(indicator)
    return [
        html.Div(
            section(
                city.catalogue.themes[theme].title,
                html.Ul([_entry(city, i) for i in members], className="eintraege"),
                name=f"thema-{theme}",
            ),
            className="themengruppe",
        )
        for theme, members in themes.items()
    ]


def _entry(city: City, indicator: Indicator):
    levels = city.levels_of(indicator.id)
    years = sorted({p.year for level in levels for p in city.periods(indicator.id, level)})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    names = ", ".join(city.level(level).name for level in levels)
    return html.Li(
        [
            html.Div(
                [
                    html.A(indicator.title, href=address(PATH, indikator=indicator.id), className="name"),
                    html.Span(TIERS[indicator.tier], className=f"umfang {indicator.tier}"),
                ]
            ),
            html.P(indicator.definition),
            html.P(
                [
                    html.Span(indicator.unit),
                    html.Span(span),
                    html.Span(names),
                    html.A(
                        "Karte",
                        href=address("/erkunden", indikator=indicator.id),
                        **{"aria-label": f"{indicator.title} auf der Karte zeigen"},
                    ),
                ],
                className="eckdaten",
            ),
        ],
        **{"data-suche": folded(searchable(indicator, city.catalogue))},
    )


def callbacks(app: Dash, city: City) -> None:
    """The search works in the browser: it hides what does not fit and keeps its words in the address."""
    app.clientside_callback(
        ClientsideFunction("katalog", "suche"),
        Output("katalog-treffer", "children"),
        Input("katalog-suche", "value"),
    )
