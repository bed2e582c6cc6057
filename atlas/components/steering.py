"""Which of Erkunden's controls hear which functions of the browser (assets/erkunden*.js), without the server."""

from dash import ALL, ClientsideFunction, Dash, Input, Output, State

# stores: chosen outside of the controls, pointed at, gone back to; map is there, charts are there, line of the pointed
MEMORIES = ("gewaehlt", "zeiger", "zurueck", "bereit", "da", "punkt")

STATE = ("erkunden-wahl", "data")
KNOWN = ("erkunden-ansichten", "data")
CONTROLS = ("indikator", "ebene", "zeit", "gebiete", "klassen", "anzahl", "grenzen", "schalter", "orte", "gebietsstand")


def wire(app: Dash) -> None:
    """Add the clientside callbacks of Erkunden to the application."""

    def browser(name: str, *wires, **options) -> None:
        app.clientside_callback(ClientsideFunction("erkunden", name), *wires, **options)

    browser(
        "filter",
        Output("erkunden-indikator", "options"),
        Output("erkunden-treffer", "children"),
        Input("erkunden-suche", "value"),
        Input("erkunden-thema", "value"),
        Input("erkunden-stufe", "value"),
        State("erkunden-alle", "data"),
    )
    browser(  # every control, and all that may change what they show
        "steer",
        Output(*STATE),
        *(Output(f"erkunden-{name}", "value") for name in CONTROLS),
        Output("erkunden-ebene", "options"),
        Output("erkunden-gebiete", "options"),
        Output("erkunden-gebietsstand", "options"),
        Output("erkunden-gebietsstand", "hidden"),
        Output("erkunden-zeit", "max"),
        Output("erkunden-zeit", "text"),
        Output("erkunden-meldung", "children"),
        Output("erkunden-takt", "disabled"),
        Output("erkunden-abspielen", "children"),
        *(Input(f"erkunden-{name}", "value") for name in CONTROLS),
        Input("karte", "clickData"),
        Input("erkunden-gewaehlt", "data"),
        Input("erkunden-zurueck", "data"),
        Input("erkunden-takt", "n_intervals"),
        Input("erkunden-abspielen", "n_clicks"),
        State("erkunden-takt", "disabled"),
        State(*STATE),
        State(*KNOWN),
        prevent_initial_call=True,
    )
    browser(
        "arrive",
        Output("erkunden-bereit", "data"),
        Input("karte", "ready"),
        Input("karte", "error"),
        Input(*KNOWN),
        State(*STATE),
    )
    browser(
        "draw",
        *(Output("karte", prop) for prop in ("geometry", "borders", "labels", "bounds", "vintage", "matrix", "bases")),
        *(Output("karte", prop) for prop in ("period", "selected")),
        Input(*STATE),
        State(*KNOWN),
        prevent_initial_call=True,
    )
    browser(
        "words",
        Output("erkunden-titel", "children"),
        Output("erkunden-untertitel", "children"),
        Output("erkunden-legende", "children"),
        Output("erkunden-quelle", "children"),
        Output("karte", "mode"),
        Output("karte", "label"),
        Output("erkunden-ausgabe", "children"),
        Output("erkunden-rahmen", "className"),
        Output("erkunden-ohne", "children"),
        Input(*STATE),
        State(*KNOWN),
    )
    browser(
        "facilities",
        Output("karte", "points"),
        Output("erkunden-ortsliste", "children"),
        Output("erkunden-ortszahl", "children"),
        Output("erkunden-einrichtungen", "hidden"),
        Input(*STATE),
        State(*KNOWN),
    )
    browser(
        "pressed",
        Output("erkunden-gewaehlt", "data"),
        Input({"type": "erkunden-klasse", "index": ALL}, "n_clicks"),
        State(*STATE),
        State(*KNOWN),
        prevent_initial_call=True,
    )
    browser("focus", Output("karte", "focus"), Input("erkunden-gebiete", "focus"), prevent_initial_call=True)
    browser(
        "picked",
        Output("erkunden-gewaehlt", "data", allow_duplicate=True),
        Output("erkunden-streifen", "clickData"),
        Output("erkunden-reihe", "clickData"),
        Input("erkunden-streifen", "clickData"),
        Input("erkunden-reihe", "clickData"),
        prevent_initial_call=True,
    )
    browser(
        "linked",
        Output("karte", "hovered"),
        Input("erkunden-streifen", "hoverData"),
        Input("erkunden-reihe", "hoverData"),
        prevent_initial_call=True,
    )
    browser("pointed", Output("erkunden-zeiger", "data"), Input("karte", "hovered"), prevent_initial_call=True)
    browser("line", Input("erkunden-punkt", "data"), prevent_initial_call=True)
