"""Start: the town, what is new, and three ways in: by question, by topic, by place."""

from collections import defaultdict

from dash import Dash, html

from atlas.city import City
from atlas.components.choosers import place_callback, place_search
from atlas.components.locator import current, town_map
from atlas.components.parts import address, section
from atlas.numbers import period_text
from atlas.view.words import stamp
from indicators.model import Indicator, Period

PATH = "/"
TITLE = "Start"
ORDER = 0

QUESTIONS = (
    ("Wo wachsen viele Kinder und Jugendliche auf?", ("ant_u18", "jugendquotient", "ant_u21")),
    ("Wo leben Kinder in Familien mit Grundsicherung?", ("sgb2_u15_nef", "mindestsich_u15", "sgb2_u18", "sgb2_quote")),
    ("Wo ziehen viele Eltern ihre Kinder allein auf?", ("hh_alleinerz", "kinder_alleinerz", "bg_alleinerz")),
    ("Wo besuchen unter Dreijährige eine Kita oder Tagespflege?", ("kita_u3", "kita_versorg_u3", "kita_3_u6")),
    ("Wo brauchen Kinder vor der Einschulung Hilfe beim Sprechen?", ("seu_sprache", "seu_deutsch")),
    ("Welche Wege gehen Kinder nach der Grundschule?", ("ueberg_gym", "ueberg_hs", "abi_quote")),
    ("Wo unterstützt das Jugendamt Familien mit Hilfen?", ("hze_1000_u21", "hze_amb", "gef_8a")),
    ("Wo sind Menschen arbeitslos?", ("al_jugend", "al_anteil", "al_langzeit")),
    ("Wohin ziehen Familien mit kleinen Kindern?", ("wander_saldo_u6", "wander_vol")),
    ("Wo wird die Bevölkerung mehr, wo weniger?", ("bev_entw_5j", "geburtenziffer", "bev_insg")),
    ("Wo leben Menschen mit ausländischem Pass?", ("auslaenderanteil", "migra_insg")),
    ("Wo leben viele ältere Menschen?", ("ant_65", "altenquotient", "grusi_65")),
)
MOST_QUESTIONS = 10
MOST_LISTED = 150  # areas of one level as a list; more are found by search
NEWEST = 4  # periods named as new


def layout(city: City, query: dict[str, str]):
    return html.Div([_head(city), _questions(city), _topics(city), _places(city), _news(city)], className="seite start")


def _head(city: City):
    said = stamp(city)
    picture = town_map(city)
    return html.Div(
        [
            html.Div(
                [
                    html.P("Kleinräumige Daten für Jugendhilfe- und Sozialplanung", className="dachzeile"),
                    html.H1(city.head.name, **{"data-titel": said.title}),
                    html.P(_what_there_is(city), className="vorspann"),
                    html.Div(
                        [
                            html.A("Karte erkunden", href="/erkunden", className="knopf voran"),
                            html.A("Profil der Stadt", href=address("/profil", ebene=city.top), className="knopf"),
                            html.A("Alle Indikatoren", href="/katalog", className="knopf"),
                        ],
                        className="knopfreihe",
                    ),
                    html.P([said.line, f" · {city.head.state}" if city.head.state else ""], className="hinweis"),
                ],
                className="kopftext",
            ),
            html.Div([] if picture is None else [picture], className="kopfbild"),
        ],
        className="auftakt",
    )


def _what_there_is(city: City) -> str:
    counted = [f"{len(current(city, info.id))} {info.plural}" for info in reversed(city.levels[1:]) if not info.own]
    where = " und ".join([", ".join(counted[:-1]), counted[-1]] if len(counted) > 1 else counted) or "eine Raumebene"
    years = sorted({p.year for periods in city.index.values() for p in periods})
    themes = len({i.theme for i in city.indicators()})
    span = f"{years[0]} bis {years[-1]}" if years[0] != years[-1] else str(years[0])
    number = len(city.indicators())
    what = f"{number} Indikatoren" if number > 1 else "1 Indikator"
    what += f" aus {themes} Themen" if themes > 1 else ""
    return f"{what} für {where}, {span}."


def _questions(city: City):
    there = {i.id: i for i in city.indicators()}
    asked = [
        (question, there[found])
        for question, ids in QUESTIONS
        if (found := next((i for i in ids if i in there), None)) is not None
    ]
    if not asked:
        return None
    items = [
        html.Li(html.A([html.Strong(question), html.Span(i.title)], href=address("/erkunden", indikator=i.id)))
        for question, i in asked[:MOST_QUESTIONS]
    ]
    return section(
        "Mit einer Frage", html.Ul(items, className="fragen ruhig"), "Jede Frage öffnet eine Karte.", "fragen"
    )


def _topics(city: City):
    themes: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in city.indicators():
        themes[indicator.theme].append(indicator)
    tiles = [_topic(city, theme, members) for theme, members in themes.items()]
    intro = "Genannt sind die Kernindikatoren; der Katalog führt alle auf."
    return section("Mit einem Thema", html.Div(tiles, className="kacheln"), intro, "themen")


def _topic(city: City, theme: str, members: list[Indicator]):
    core = [i for i in members if i.tier == "core"] or members[:3]
    said = f"{len(members)} Indikatoren" if len(members) > 1 else "1 Indikator"
    return html.Div(
        [
            html.H3(city.catalogue.themes[theme].title),
            html.Ul(
                [html.Li(html.A(i.title, href=address("/erkunden", indikator=i.id))) for i in core], className="ruhig"
            ),
            html.P(html.A(said, href=address("/katalog", thema=theme)), className="hinweis"),
        ],
        className="kachel",
    )


def _places(city: City):
    lists = []
    for info in city.levels[1:]:
        areas = current(city, info.id)
        if len(areas) > MOST_LISTED:
            lists.append(html.P(f"{len(areas)} {info.plural}: über die Suche oder das Profil des Gebiets darüber."))
            continue
        links = [html.Li(html.A(a.name, href=address("/profil", ebene=info.id, gebiete=a.key))) for a in areas]
        lists.append(
            html.Details(
                [
                    html.Summary(
                        [
                            html.Strong(info.plural),
                            " (eigene)" if info.own else "",
                            html.Span(f" {len(areas)}", className="zahl"),
                        ]
                    ),
                    html.Ul(links, className="ortsliste ruhig"),
                ],
                open=len(areas) <= 40,
            )
        )
    return section(
        "Mit einem Ort", [place_search("start"), *lists], "Jedes Gebiet hat ein Profil zum Lesen und Drucken.", "orte"
    )


def _news(city: City):
    latest: dict[Period, list[Indicator]] = defaultdict(list)
    for indicator in city.indicators():
        last = max(p for level in city.levels_of(indicator.id) for p in city.periods(indicator.id, level))
        latest[last].append(indicator)
    rows = []
    for period in sorted(latest, reverse=True)[:NEWEST]:
        themes = dict.fromkeys(city.catalogue.themes[i.theme].title for i in latest[period])
        number = len(latest[period])
        rows.append(
            html.Li(
                [
                    html.Strong(period_text(period)),
                    html.Span(f"{number} Indikatoren" if number > 1 else latest[period][0].title),
                    html.Span(", ".join(themes), className="hinweis"),
                ]
            )
        )
    said = stamp(city)
    way = html.A("Alle Lieferungen und Lücken im Datenstand", href="/datenstand")
    more = None if city.public else html.P(way)
    return section(
        "Was ist neu", [html.Ul(rows, className="neues"), more], f"{said.line}. Neueste Zeitpunkte im Atlas:", "neu"
    )


def callbacks(app: Dash, city: City) -> None:
    """The search for places; everything else is links."""
    place_callback(app, city, "start", lambda _, level, key: address("/profil", ebene=level, gebiete=key))
