"""What frames every page: skip link, head with navigation, notices, foot, and the HTML document around it all."""

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from atlas.city import City
from atlas.view.words import stamp


def header(city: City, pages: list[tuple[str, str]]):
    """Town, navigation, display settings; the notice of the edition in view on every page."""
    said = stamp(city)
    notices = [html.Span(said.notice, className="intern")]
    if said.invented:
        notices.append(html.Span(said.invented, className="erfunden"))
    return html.Header(
        [
            html.A("Zum Inhalt springen", href="#inhalt", className="sprung"),
            html.Div(
                [
                    dcc.Link([html.Span(said.title, className="marke")], href="/", className="heim"),
                    html.Nav(
                        html.Ul(
                            [
                                html.Li(dcc.Link(title, href=path, id=f"nav-{path.strip('/') or 'start'}"))
                                for title, path in pages
                            ]
                        ),
                        **{"aria-label": "Hauptnavigation"},
                    ),
                    html.Button(
                        "Darstellung",
                        id="thema-schalter",
                        className="thema",
                        title="Hell, dunkel, hoher Kontrast",
                    ),
                ],
                className="kopfzeile",
            ),
            html.Div(notices, className="vermerke", role="note"),
        ],
        className="kopfleiste",
    )


def footer(city: City):
    """Stand and the promise that nothing leaves the house."""
    said = stamp(city)
    return html.Footer(
        [
            html.Span(said.line),
            html.Span(said.notice),
            html.Span("Keine Daten gehen an Dritte; keine Cookies."),
        ],
        className="fussleiste",
    )


def index(variables: str) -> str:
    """The HTML document; Dash fills the gaps in braces."""
    return f"""<!DOCTYPE html>
<html lang="de">
    <head>
        {{%metas%}}
        <title>{{%title%}}</title>
        {{%favicon%}}
        <style>
{variables}
        </style>
        {{%css%}}
    </head>
    <body>
        {{%app_entry%}}
        <footer class="skripte">
            {{%config%}}
            {{%scripts%}}
            {{%renderer%}}
        </footer>
    </body>
</html>"""


def callbacks(app: Dash) -> None:
    """The current page is marked in the navigation; the display button cycles."""
    app.clientside_callback(
        ClientsideFunction("rahmen", "ort"),
        Output("inhalt", "data-ort"),
        Input("address", "pathname"),
    )
    app.clientside_callback(
        ClientsideFunction("rahmen", "thema"),
        Output("thema-schalter", "aria-label"),
        Input("thema-schalter", "n_clicks"),
    )
