"""Erkunden: map, distribution strip, time series and table of one indicator, linked on one page.

The browser steers: `assets/erkunden.js` turns controls into one state (the address), the map draws from its matrix
without the server, and the callbacks here bring what stands beside the map.
"""

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from atlas.charts import series, strip
from atlas.city import City
from atlas.components.choosers import indicator_options, indicator_search, level_options
from atlas.components.grid import value_grid, value_rows
from atlas.components.map import AtlasMap
from atlas.components.parts import notice_list, panel
from atlas.components.stage import facility_looks, map_props, map_styles
from atlas.numbers import period_text
from atlas.selection import SCHEME_TITLES, SCHEMES, Selection, read_query
from atlas.view import View, look

PATH = "/erkunden"
TITLE = "Erkunden"
ORDER = 10


def layout(city: City, query: dict[str, str]):
    selection, notices = read_query(query, city)
    view = look(selection, city)
    return html.Div(
        [
            dcc.Store(id="erkunden-wahl", data=_state(selection)),
            dcc.Store(id="erkunden-ansichten", data=_availability(city)),
            dcc.Store(id="erkunden-alle", data=indicator_options(city)),
            dcc.Store(id="erkunden-gewaehlt"),
            dcc.Store(id="erkunden-zeiger"),
            dcc.Interval(id="erkunden-takt", interval=1200, disabled=True),
            html.Div(_chooser(city, selection), className="wahl", role="search"),
            html.Div(_stage(city, view, notices), className="buehne"),
            html.Div(id="erkunden-neben", className="neben", children=_waiting()),
            html.Div(id="erkunden-tafel", className="tafel"),
        ],
        className="erkunden",
        id="erkunden",
    )


def _state(selection: Selection) -> dict[str, object]:
    words = {scheme: word for word, scheme in SCHEMES.items()}
    return {
        "indikator": selection.indicator,
        "ebene": selection.level,
        "zeit": selection.period,
        "gebiete": list(selection.areas),
        "klassen": words[selection.scheme],
        "anzahl": selection.classes,
        "grenzen": ",".join(f"{b:g}" for b in selection.breaks),
        "bezug": "alle" if selection.common else "jahr",
        "abweichung": selection.deviation,
        "spanne": selection.intervals,
    }


def _availability(city: City) -> dict[str, object]:
    """Which levels and periods an indicator has; the periods as indices into one list."""
    periods = sorted({p for found in city.index.values() for p in found})
    place = {p: i for i, p in enumerate(periods)}
    levels: dict[str, dict[str, list[int]]] = {}
    for info in city.levels:
        for indicator in city.catalogue.indicators:
            if (indicator, info.id) in city.index:
                found = [place[p] for p in city.index[indicator, info.id]]
                levels.setdefault(indicator, {})[info.id] = found
    return {
        "edition": city.edition.number,
        "perioden": [[p.iso, period_text(p), p.end.isoformat()] for p in periods],
        "ohne_n": [i.id for i in city.indicators() if not i.denominator],
        "ebenen": [{"label": info.name, "value": info.id, "karte": info.has_map} for info in city.levels],
        "vorhanden": levels,
        "gebiete": {lv: [[a.key, a.name] for a in areas] for lv, areas in city.areas.items()},
        "staende": [
            {"ebene": v.level, "nummer": v.number, "von": v.first.isoformat(), "bis": v.last.isoformat()}
            | {"grenzen": [[v.bounds[0], v.bounds[1]], [v.bounds[2], v.bounds[3]]]}
            for v in city.vintages
        ],
        "zeichen": map_styles(),
        "orte": facility_looks(city),
        "titel": city.head.title,
    }


def _chooser(city: City, selection: Selection):
    options = indicator_options(city)
    return [
        html.H2("Indikator wählen", className="klein"),
        *indicator_search(city, "erkunden"),
        html.Div(
            dcc.RadioItems(
                id="erkunden-indikator",
                options=options,
                value=selection.indicator,
                className="liste",
                labelClassName="eintrag",
            ),
            className="rollen",
            role="group",
            tabIndex=0,
            **{"aria-label": "Indikatoren"},
        ),
        html.P(id="erkunden-treffer", className="hinweis", role="status"),
    ]


def _stage(city: City, view: View, notices: tuple[str, ...]):
    return [
        html.Div(
            [
                html.H1(view.title, id="erkunden-titel"),
                html.P(view.subtitle, id="erkunden-untertitel", className="untertitel"),
                notice_list(notices),
            ],
            className="kopf",
        ),
        html.Div(_controls(city, view), className="regler"),
        html.Div(
            [
                AtlasMap(id="karte", **map_props(city, view)),
                html.Div(id="erkunden-legende", className="legende", role="group", **{"aria-label": "Legende"}),
            ],
            id="erkunden-rahmen",
            className="kartenrahmen",
        ),
        html.P(view.reading, id="erkunden-satz", className="lesesatz", role="status"),
        html.P([html.Span(view.source, id="erkunden-quelle"), " · ", view.stamp.line], className="quelle"),
        html.Div(id="erkunden-ausgabe", className="ausgabe"),
    ]


def _controls(city: City, view: View):
    selection = view.selection
    periods = [p.iso for p in view.periods]
    words = {scheme: word for word, scheme in SCHEMES.items()}
    return [
        html.Div(
            [
                html.Label("Raumebene", htmlFor="erkunden-ebene"),
                dcc.Dropdown(
                    id="erkunden-ebene",
                    options=level_options(city, selection.indicator),
                    value=selection.level,
                    clearable=False,
                    searchable=False,
                ),
            ],
            className="feld",
        ),
        html.Div(
            [
                html.Label("Zeit", htmlFor="erkunden-zeit"),
                html.Div(
                    [
                        html.Button(
                            "▶",
                            id="erkunden-abspielen",
                            title="Zeitreihe abspielen",
                            **{"aria-label": "Zeitreihe abspielen"},
                        ),
                        dcc.Input(
                            id="erkunden-zeit",
                            type="range",
                            min=0,
                            max=max(len(periods) - 1, 0),
                            step=1,
                            value=periods.index(selection.period),
                        ),
                        html.Output(period_text(view.period), id="erkunden-zeittext"),
                    ],
                    className="zeit",
                ),
            ],
            className="feld breit",
        ),
        html.Div(
            [
                html.Label("Gebiete", htmlFor="erkunden-gebiete"),
                dcc.Dropdown(
                    id="erkunden-gebiete",
                    options=[{"label": a.name, "value": a.key} for a in city.areas[selection.level]],
                    value=list(selection.areas),
                    multi=True,
                    placeholder="Gebiet suchen …",
                ),
            ],
            className="feld breit",
        ),
        html.Div(
            [
                html.Label("Einrichtungen", htmlFor="erkunden-orte"),
                dcc.Checklist(
                    id="erkunden-orte",
                    options=[{"label": look["label"], "value": key} for key, look in facility_looks(city).items()],
                    value=list(facility_looks(city)),
                    inline=True,
                ),
            ],
            id="erkunden-orte-feld",
            className="orte versteckt",
        ),
        html.Details(
            [
                html.Summary("Darstellung"),
                html.Label("Klassen", htmlFor="erkunden-klassen"),
                dcc.Dropdown(
                    id="erkunden-klassen",
                    options=[{"label": SCHEME_TITLES[s], "value": w} for w, s in SCHEMES.items()],
                    value=words[selection.scheme],
                    clearable=False,
                    searchable=False,
                ),
                html.Label("Zahl der Klassen", htmlFor="erkunden-anzahl"),
                dcc.Input(id="erkunden-anzahl", type="number", min=3, max=7, step=1, value=selection.classes),
                html.Label("Eigene Grenzen (z. B. 5,10,12.5)", htmlFor="erkunden-grenzen"),
                dcc.Input(
                    id="erkunden-grenzen",
                    type="text",
                    debounce=True,
                    value=",".join(f"{b:g}" for b in selection.breaks),
                ),
                dcc.Checklist(
                    id="erkunden-schalter",
                    options=[
                        {"label": "Klassen nur dieses Zeitpunkts", "value": "jahr"},
                        {"label": "Abweichung vom Wert der Stadt", "value": "abweichung"},
                        {"label": "Schwankungsbereich in der Zeitreihe", "value": "spanne"},
                        {"label": "Einrichtungen zeigen", "value": "orte"},
                    ],
                    value=[
                        *(["jahr"] if not selection.common else []),
                        *(["abweichung"] if selection.deviation else []),
                        *(["spanne"] if selection.intervals else []),
                    ],
                ),
            ],
            className="darstellung",
        ),
    ]


def _waiting():
    return html.P("Diagramme werden geladen …", className="laedt")


def callbacks(app: Dash, city: City) -> None:
    """The browser's part (names in assets/erkunden.js), then the server's: what stands beside the map."""
    there = "erkunden"

    def browser(name: str, *wires, **options) -> None:
        app.clientside_callback(ClientsideFunction(there, name), *wires, **options)

    browser(
        "filter",
        Output("erkunden-indikator", "options"),
        Output("erkunden-treffer", "children"),
        Input("erkunden-suche", "value"),
        Input("erkunden-thema", "value"),
        Input("erkunden-stufe", "value"),
        State("erkunden-alle", "data"),
        State("erkunden-indikator", "value"),
    )
    browser(
        "fit",
        Output("erkunden-ebene", "options"),
        Output("erkunden-ebene", "value"),
        Output("erkunden-zeit", "max"),
        Output("erkunden-zeit", "value"),
        Output("erkunden-gebiete", "options"),
        Output("erkunden-gebiete", "value"),
        Input("erkunden-indikator", "value"),
        Input("erkunden-ebene", "value"),
        Input("karte", "clickData"),
        Input("erkunden-gewaehlt", "data"),
        State("erkunden-wahl", "data"),
        State("erkunden-ansichten", "data"),
        State("erkunden-gebiete", "value"),
    )
    browser(
        "choose",
        Output("erkunden-wahl", "data"),
        Input("erkunden-indikator", "value"),
        Input("erkunden-ebene", "value"),
        Input("erkunden-zeit", "value"),
        Input("erkunden-gebiete", "value"),
        Input("erkunden-klassen", "value"),
        Input("erkunden-anzahl", "value"),
        Input("erkunden-grenzen", "value"),
        Input("erkunden-schalter", "value"),
        State("erkunden-wahl", "data"),
        State("erkunden-ansichten", "data"),
        prevent_initial_call=True,
    )
    browser(
        "draw",
        Output("karte", "geometry"),
        Output("karte", "borders"),
        Output("karte", "labels"),
        Output("karte", "bounds"),
        Output("karte", "vintage"),
        Output("karte", "matrix"),
        Output("karte", "bases"),
        Output("karte", "period"),
        Output("karte", "selected"),
        Output("karte", "deviation"),
        Input("erkunden-wahl", "data"),
        State("erkunden-ansichten", "data"),
        prevent_initial_call=True,
    )
    browser(
        "words",
        Output("erkunden-titel", "children"),
        Output("erkunden-untertitel", "children"),
        Output("erkunden-legende", "children"),
        Output("erkunden-quelle", "children"),
        Output("erkunden-zeittext", "children"),
        Output("karte", "mode"),
        Output("erkunden-ausgabe", "children"),
        Output("erkunden-rahmen", "className"),
        Input("erkunden-wahl", "data"),
        State("erkunden-ansichten", "data"),
    )
    browser(
        "play",
        Output("erkunden-takt", "disabled"),
        Output("erkunden-abspielen", "children"),
        Input("erkunden-abspielen", "n_clicks"),
        State("erkunden-takt", "disabled"),
        prevent_initial_call=True,
    )
    browser(
        "tick",
        Output("erkunden-zeit", "value", allow_duplicate=True),
        Input("erkunden-takt", "n_intervals"),
        State("erkunden-zeit", "value"),
        State("erkunden-zeit", "max"),
        prevent_initial_call=True,
    )
    browser(
        "points",
        Output("karte", "points"),
        Output("erkunden-orte-feld", "className"),
        Input("erkunden-schalter", "value"),
        Input("erkunden-orte", "value"),
        State("erkunden-ansichten", "data"),
    )
    browser(
        "pressed",
        Output("erkunden-gewaehlt", "data"),
        Input({"type": "erkunden-klasse", "index": ALL}, "n_clicks"),
        State("erkunden-wahl", "data"),
        State("erkunden-ansichten", "data"),
        prevent_initial_call=True,
    )
    browser(
        "linked",
        Output("karte", "hovered"),
        Input("erkunden-streifen", "hoverData"),
        State("erkunden-streifen", "figure"),
        prevent_initial_call=True,
    )
    browser(
        "pointed",
        Output("erkunden-zeiger", "data"),
        Input("karte", "hovered"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output("erkunden-neben", "children"),
        Output("erkunden-tafel", "children"),
        Input("karte", "ready"),
        State("erkunden-wahl", "data"),
        prevent_initial_call=True,
    )
    def beside(ready, state):
        """The rest, after the map."""
        if not ready:
            raise PreventUpdate
        view = look(_selection(city, state), city)
        graph = {"displayModeBar": False, "responsive": True, "locale": "de"}
        return (
            [
                panel(
                    "Verteilung",
                    [
                        dcc.Graph(
                            id="erkunden-streifen",
                            figure=strip.figure(view),
                            config=graph,
                            className="streifen",
                        ),
                        html.P(strip.summary(view), id="erkunden-streifentext", className="nurvorlesen"),
                    ],
                    "streifen",
                ),
                panel(
                    "Zeitreihe",
                    [
                        dcc.Graph(id="erkunden-reihe", figure=series.figure(view), config=graph, className="reihe"),
                        html.P(series.summary(view), id="erkunden-reihentext", className="nurvorlesen"),
                    ],
                    "reihe",
                ),
            ],
            panel("Tabelle", value_grid("erkunden-tabelle", view), "tabelle"),
        )

    @app.callback(
        Output("erkunden-streifen", "figure"),
        Output("erkunden-reihe", "figure"),
        Output("erkunden-streifentext", "children"),
        Output("erkunden-reihentext", "children"),
        Output("erkunden-tabelle", "rowData"),
        Output("erkunden-satz", "children"),
        Input("erkunden-wahl", "data"),
        State("erkunden-streifen", "figure"),
        prevent_initial_call=True,
    )
    def follow(state, drawn):
        """Charts, table and sentence follow the state."""
        view = look(_selection(city, state), city)
        if drawn is None:
            return no_update, no_update, no_update, no_update, no_update, view.reading
        return (
            strip.figure(view),
            series.figure(view),
            strip.summary(view),
            series.summary(view),
            value_rows(view),
            view.reading,
        )


def _selection(city: City, state: dict[str, object]) -> Selection:
    query = {k: str(v) for k, v in state.items() if isinstance(v, str | int) and not isinstance(v, bool)}
    areas = state.get("gebiete")
    query["gebiete"] = ",".join(str(k) for k in areas) if isinstance(areas, list) else ""
    query |= {k: "1" for k in ("abweichung", "spanne") if state.get(k)}
    return read_query(query, city)[0]
