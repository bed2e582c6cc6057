"""Erkunden: map, distribution strip, time series and table of one indicator, linked on one page.

The browser steers: `assets/erkunden.js` turns controls into one state (the address), the map draws from its matrix
without the server, and the callbacks here bring what stands beside the map.
"""

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from atlas.charts import series, strip
from atlas.city import City
from atlas.components.choosers import indicator_options, indicator_search
from atlas.components.explore import availability, controls, state_of
from atlas.components.grid import value_grid, value_rows
from atlas.components.map import AtlasMap
from atlas.components.parts import notice_list, panel
from atlas.components.stage import map_props
from atlas.selection import Selection, read_query
from atlas.view import View, look

PATH = "/erkunden"
TITLE = "Erkunden"
ORDER = 10


def layout(city: City, query: dict[str, str]):
    selection, notices = read_query(query, city)
    view = look(selection, city)
    return html.Div(
        [
            dcc.Store(id="erkunden-wahl", data=state_of(selection)),
            dcc.Store(id="erkunden-ansichten", data=availability(city)),
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
        html.Div(controls(city, view), className="regler"),
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
        "focus",
        Output("karte", "focus"),
        Input("erkunden-gebiete", "focus"),
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
