"""What stands where there is no page: one sentence and the ways on. Dash finds it by the file's name."""

from dash import Dash, html

from atlas.city import City

PATH = "/nicht-gefunden"
TITLE = "Nicht gefunden"
ORDER = 200


def layout(city: City, query: dict[str, str]):
    return html.Div(
        [
            html.H1("Diese Seite gibt es nicht"),
            html.P("Die Adresse ist falsch geschrieben oder veraltet.", className="vorspann"),
            html.Div(
                [
                    html.A("Zum Start", href="/", className="knopf voran"),
                    html.A("Karte erkunden", href="/erkunden", className="knopf"),
                    html.A("Katalog", href="/katalog", className="knopf"),
                ],
                className="knopfreihe",
            ),
        ],
        className="seite",
    )


def callbacks(app: Dash, city: City) -> None:
    """None."""
