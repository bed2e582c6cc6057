"""The first picture: the page arrives with the title and the map of its address, before any script has run."""

from collections.abc import Callable
from html import escape
from urllib.parse import parse_qsl

from dash import Dash
from flask import request

import atlas.charts.map as map_chart
from atlas.city import City
from atlas.selection import read_query
from atlas.view import look
from atlas.view.paper import read_paper
from indicators.errors import AtlasError

WITH_MAP = ("/erkunden",)


def first_paint(app: Dash, city: City) -> Callable[..., str]:
    """A replacement of Dash's `interpolate_index` that puts a still picture where the app will be."""
    plain = app.interpolate_index

    def interpolate(**parts: str) -> str:
        picture = _picture(city) if request.path in WITH_MAP else ""
        if picture:
            entry = parts["app_entry"]
            parts["app_entry"] = entry.replace("Loading...", picture)
        else:
            parts["app_entry"] = parts["app_entry"].replace("Loading...", "Der Atlas wird geladen …")
        return plain(**parts)

    return interpolate


def _picture(city: City) -> str:
    try:
        selection, _ = read_query(dict(parse_qsl(request.query_string.decode("utf-8", "replace"))), city)
        view = look(selection, city)
    except AtlasError:
        return ""
    file = city.file(f"paper/{view.vintage.level}/{view.vintage.number}") if view.vintage else None
    if file is None:
        return ""
    drawn = map_chart.first_picture(view, read_paper(file))
    return f'<div class="erstbild"><h1>{escape(view.title)}</h1>{drawn}</div>'
