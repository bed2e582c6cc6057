"""Datenschutz: what the atlas keeps of its visitors, and what it does not; the text is the town's."""

from dash import Dash

from atlas.city import City
from atlas.components.legal import legal_page

PATH = "/datenschutz"
TITLE = "Datenschutz"
ORDER = 151


def layout(city: City, query: dict[str, str]):
    return legal_page(city, "datenschutz")


def callbacks(app: Dash, city: City) -> None:
    """None."""
