"""Lizenz und Zitat: what one may do with numbers and pictures, and how the atlas is named as their source."""

from dash import Dash

from atlas.city import City
from atlas.components.legal import citation, legal_page

PATH = "/lizenz"
TITLE = "Lizenz und Zitat"
ORDER = 153


def layout(city: City, query: dict[str, str]):
    return legal_page(city, "lizenz", citation(city))


def callbacks(app: Dash, city: City) -> None:
    """None."""
