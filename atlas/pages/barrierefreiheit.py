"""Erklärung zur Barrierefreiheit: what not everybody can use yet, and how to complain; the text is the town's."""

from dash import Dash

from atlas.city import City
from atlas.components.legal import legal_page

PATH = "/barrierefreiheit"
TITLE = "Erklärung zur Barrierefreiheit"
ORDER = 152


def layout(city: City, query: dict[str, str]):
    return legal_page(city, "barrierefreiheit")


def callbacks(app: Dash, city: City) -> None:
    """None."""
