"""Impressum: who answers for the atlas; the text is the town's."""

from dash import Dash

from atlas.city import City
from atlas.components.legal import legal_page

PATH = "/impressum"
TITLE = "Impressum"
ORDER = 150


def layout(city: City, query: dict[str, str]):
    return legal_page(city, "impressum")


def callbacks(app: Dash, city: City) -> None:
    """None."""
