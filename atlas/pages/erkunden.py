"""Erkunden: map, distribution strip, time series and table of one indicator, linked on one page.

The browser steers: `assets/erkunden.js` turns controls into one state (the address), the map draws from its matrix
without the server, and the callbacks here bring what stands beside the map. `components/steering.py` wires the browser.
"""

import functools
import operator
from dataclasses import replace

from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.exceptions import PreventUpdate

from atlas.charts import CONFIG, series, strip
from atlas.city import City
from atlas.components import steering
from atlas.components.choosers import indicator_search
from atlas.components.controls import controls, facility_legend
from atlas.components.explore import indicator_entries, knowledge, selection_of, state_of
from atlas.components.grid import value_columns, value_grid, value_rows
from atlas.components.map import AtlasMap
from atlas.components.native import OneOf
from atlas.components.parts import grow, notice_list, panel
from atlas.components.signs import flag_explanations, sign_explanations
from atlas.components.stage import map_props
from atlas.components.stories import remember_button
from atlas.selection import Selection, read_query
from atlas.view import View, comparable, look
from indicators.model import Flag

PATH = "/erkunden"
TITLE = "Erkunden"
ORDER = 10

POINTED = {"x": [], "y": [], "text": [], "name": "gezeigt", "meta": "hover", "showlegend": False}
POINTED |= {"type": "scatter", "mode": "lines+markers", "hoverinfo": "skip", "connectgaps": False}


def layout(city: City, query: dict[str, str]):
    selection, notices = read_query(query, city)
    view = look(selection, city)
    return html.Div(
        [
            dcc.Store(id="erkunden-wahl", data=state_of(selection)),
            dcc.Store(id="erkunden-ansichten", data=knowledge(city)),
            dcc.Store(id="erkunden-alle", data=indicator_entries(city)),
            *(dcc.Store(id=f"erkunden-{name}") for name in steering.MEMORIES),
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
    entries = [{k: e[k] for k in ("value", "label", "note")} for e in indicator_entries(city)]
    return [
        html.H2("Indikator wählen", className="klein"),
        *indicator_search(city, "erkunden"),
        html.P(id="erkunden-treffer", className="hinweis", role="status"),
        html.Div(
            OneOf(id="erkunden-indikator", label="Indikatoren", options=entries, value=selection.indicator),
            className="rollen",
        ),
    ]


def _stage(city: City, view: View, notices: tuple[str, ...]):
    mapped = view.vintage is not None
    return [
        html.Div(
            [
                html.Div(
                    [html.H1(view.title, id="erkunden-titel"), remember_button(city), grow("Ansicht")],
                    className="titelzeile",
                ),
                html.P(view.subtitle, id="erkunden-untertitel", className="untertitel"),
                html.Div(notice_list((*notices, *view.notices)), id="erkunden-hinweise"),
            ],
            className="kopf",
        ),
        html.Div(controls(city, view), className="regler"),
        html.Div(
            [
                AtlasMap(id="karte", **map_props(city, view)),
                html.P(id="erkunden-ohne", className="ohnekarte", role="status"),
                html.Div(
                    [
                        html.Div(id="erkunden-legende", role="group", **{"aria-label": "Legende"}),
                        facility_legend(city, view.selection.facilities),
                    ],
                    className="legende",
                    role="region",
                    tabIndex=0,
                    **{"aria-label": "Legende und Einrichtungen" if city.facilities else "Legende"},
                ),
            ],
            id="erkunden-rahmen",
            className="kartenrahmen" if mapped else "kartenrahmen ohne",
        ),
        html.P(view.reading, id="erkunden-satz", className="lesesatz", role="status"),
        html.P([html.Span(view.source, id="erkunden-quelle"), " · ", view.stamp.line], className="quelle"),
        html.P(_compared(view), id="erkunden-vergleich", className="hinweis vergleich"),
        html.Div(id="erkunden-ausgabe", className="ausgabe"),
        _facility_list(),
    ]


def _facility_list():
    """The list twin of the point layer; the browser fills it with what the map shows."""
    rows = html.Div(
        id="erkunden-ortsliste", className="rollbar", role="region", tabIndex=0, **{"aria-label": "Einrichtungen"}
    )
    summary = html.Summary(id="erkunden-ortszahl")
    return html.Details([summary, rows], id="erkunden-einrichtungen", className="einrichtungen", hidden=True)


def _waiting():
    return html.P("Diagramme werden geladen …", className="laedt")


def callbacks(app: Dash, city: City) -> None:
    """The browser's part, then the server's: what stands beside the map."""
    steering.wire(app)

    @app.callback(
        Output("erkunden-neben", "children"),
        Output("erkunden-tafel", "children"),
        Output("erkunden-da", "data"),
        Input("erkunden-bereit", "data"),
        State("erkunden-wahl", "data"),
        prevent_initial_call=True,
    )
    def beside(ready, state):
        """The rest, after the map."""
        if not ready:
            raise PreventUpdate
        view = look(selection_of(city, state)[0], city)
        shown = (
            ("Verteilung", "streifen", _strip(view), strip.summary(view)),
            ("Zeitreihe", "reihe", _lines(view), series.summary(view)),
        )
        panels = [panel(title, _drawn(name, figure, said), name) for title, name, figure, said in shown]
        table = [value_grid("erkunden-tabelle", view), html.P(_signs(view), id="erkunden-zeichen", className="hinweis")]
        return panels, panel("Tabelle", table, "tabelle"), state

    @app.callback(
        Output("erkunden-streifen", "figure"),
        Output("erkunden-reihe", "figure"),
        Output("erkunden-streifentext", "children"),
        Output("erkunden-reihetext", "children"),
        Output("erkunden-tabelle", "columnDefs"),
        Output("erkunden-tabelle", "rowData"),
        Output("erkunden-zeichen", "children"),
        Input("erkunden-wahl", "data"),
        Input("erkunden-da", "data"),
        prevent_initial_call=True,
    )
    def follow(state, drawn):
        """Charts and table follow the state; what was drawn with this very state stays."""
        if not drawn or state == drawn:
            raise PreventUpdate
        view = look(selection_of(city, state)[0], city)
        said = strip.summary(view), series.summary(view)
        return _strip(view), _lines(view), *said, value_columns(view), value_rows(view), _signs(view)

    @app.callback(
        Output("erkunden-satz", "children"),
        Output("erkunden-hinweise", "children"),
        Output("erkunden-vergleich", "children"),
        Output("erkunden-punkt", "data"),
        Input("erkunden-wahl", "data"),
        Input("erkunden-zeiger", "data"),
        prevent_initial_call=True,
    )
    def say(state, key):
        """The sentence on the area that is pointed at, else on the first chosen one; and its line."""
        selection, notices = selection_of(city, state)
        if key and key in city.row[selection.level]:
            view = look(replace(selection, areas=(key,)), city)
            traces = series.figure(view)["data"]
            nothing: dict[str, list[object]] = {"x": [], "y": [], "text": []}
            line = next((t for t in traces if t["meta"] == "area"), nothing)
            return view.reading, no_update, no_update, {"x": line["x"], "y": line["y"], "text": line["text"]}
        view = look(selection, city)
        return view.reading, notice_list((*notices, *view.notices)), _compared(view), None


def _compared(view: View) -> str:
    """What numbers are that were converted to other areas; "" for those as delivered."""
    return comparable(view, view.comparison) if view.comparison else ""


def _drawn(name: str, figure: dict[str, object], said: str):
    graph = dcc.Graph(id=f"erkunden-{name}", figure=figure, config=CONFIG, clear_on_unhover=True)
    return [html.Div(graph, className=f"bild {name}"), html.P(said, id=f"erkunden-{name}text", className="nurvorlesen")]


def _signs(view: View) -> str:
    """What the signs in the table mean."""
    cells = (*view.cells, view.city)
    flags = functools.reduce(operator.or_, (Flag(c.flags) for c in cells), Flag(0))
    met = (*sign_explanations((c.status for c in cells), (c.reason for c in cells)), *flag_explanations(flags))
    return " · ".join(f"{sign} {said}" for sign, said in met)


def _strip(view: View):
    return strip.figure(view)


def _lines(view: View):
    """The lines, and an empty one for the area that is pointed at (assets/erkunden-links.js)."""
    drawn = series.figure(view)
    drawn["data"].append(POINTED)
    return drawn
