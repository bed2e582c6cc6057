"""What frames every page: skip link, head with navigation, notices, foot, and the HTML document around it all."""

from dash import ClientsideFunction, Dash, Input, Output, html

from atlas.city import City
from atlas.components import typeface
from atlas.components.legal import legal_links
from atlas.view.words import stamp


def header(city: City, pages: list[tuple[str, str]], upkeep: list[tuple[str, str]] | None = None):
    """Town, navigation, display settings; the notice of the edition in view on every page.

    `pages`: title and path; `upkeep`: those for whoever looks after the data, below one word.
    """
    said = stamp(city)
    notice = html.A(said.notice, href="/geheimhaltung") if city.public else said.notice
    notices = [html.Span(notice, className="intern")]
    if said.invented:
        notices.append(html.Span(said.invented, className="erfunden"))
    return html.Header(
        [
            html.A("Zum Inhalt springen", href="#inhalt", className="sprung"),
            html.Div(
                [
                    html.A(html.Span(said.title, className="marke"), href="/", className="heim"),
                    html.Button(
                        "Menü",
                        className="menue",
                        **{"data-menue": "", "aria-expanded": "false", "aria-controls": "hauptnavigation"},
                    ),
                    html.Nav(
                        html.Ul([*_links(pages), *([_folded(upkeep)] if upkeep else [])]),
                        id="hauptnavigation",
                        **{"aria-label": "Hauptnavigation"},
                    ),
                    html.Button(
                        html.Span("Darstellung"),
                        id="thema-schalter",
                        className="hellschalter",
                        title="Darstellung wechseln: automatisch, hell, dunkel, hoher Kontrast",
                        **{"aria-label": "Darstellung"},
                    ),
                ],
                className="kopfzeile",
            ),
            html.Div(notices, className="vermerke oeffentlich" if city.public else "vermerke", role="note"),
        ],
        className="kopfleiste",
    )


def _links(pages: list[tuple[str, str]]):
    return [html.Li(html.A(title, href=path)) for title, path in pages]


def _folded(pages: list[tuple[str, str]]):
    """A list that opens below its word; links and Escape close it (assets/rahmen.js)."""
    return html.Li(html.Details([html.Summary("Daten pflegen"), html.Ul(_links(pages))], id="datenpflege"))


def footer(city: City):
    """Stand, ways to the explanations, and the promise that nothing leaves the house."""
    said = stamp(city)
    contact = [html.Span(f"Ansprechpartner: {city.head.contact}")] if city.head.contact else []
    return html.Footer(
        html.Div(
            [
                html.P([html.Strong(said.title), html.Span(said.line), html.Span(said.notice), *contact]),
                html.P(
                    [
                        None if city.public else html.A("Datenstand", href="/datenstand"),
                        html.A("Zeichen und Begriffe", href="/glossar"),
                        html.A("Geheimhaltung", href="/geheimhaltung"),
                        *legal_links(city),
                        html.Span("Keine Daten gehen an Dritte; keine Cookies."),
                    ]
                ),
            ],
            className="fusszeile",
        ),
        className="fussleiste",
    )


def index(variables: str) -> str:
    """The HTML document; Dash fills the gaps in braces."""
    fonts = typeface.addresses()
    preload = "\n".join(
        f'        <link rel="preload" as="font" type="font/woff2" href="{fonts[weight]}" crossorigin>'
        for weight in (400, 600)
    )
    return f"""<!DOCTYPE html>
<html lang="de">
    <head>
        {{%metas%}}
        <title>{{%title%}}</title>
        {{%favicon%}}
{preload}
        <style>
{typeface.font_faces()}
{variables}
        </style>
        {{%css%}}
    </head>
    <body>
        <noscript><p class="leer">Der Atlas zeichnet im Browser: Bitte erlauben Sie JavaScript.</p></noscript>
        {{%app_entry%}}
        <div class="skripte" hidden>
            {{%config%}}
            {{%scripts%}}
            {{%renderer%}}
        </div>
    </body>
</html>"""


def callbacks(app: Dash) -> None:
    """The current page is marked in the navigation; the display button cycles; the type is served from here."""
    typeface.static_routes(app.server)
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
