"""The first picture: the page arrives with the title and the map of its address, before any script has run."""

import functools
import json
from collections.abc import Callable
from html import escape
from urllib.parse import parse_qsl

from dash import Dash
from flask import request

import atlas.charts.map as map_chart
from atlas.city import City
from atlas.components.map import addresses
from atlas.components.stage import map_props
from atlas.selection import Selection, read_query
from atlas.view import look
from atlas.view.paper import read_paper
from atlas.web import scripts
from indicators.errors import AtlasError

WITH_MAP = ("/erkunden",)
KEPT = 8  # pictures kept in memory; one of 11,000 areas has a megabyte


def first_paint(app: Dash, city: City) -> Callable[..., str]:
    """A replacement of Dash's `interpolate_index` that puts a still picture where the app will be."""
    plain = app.interpolate_index
    drawn = functools.lru_cache(KEPT)(functools.partial(_picture, city))

    def interpolate(**parts: str) -> str:
        picture = _asked(city, drawn) if request.path in WITH_MAP else ""
        entry = parts["app_entry"]
        parts["app_entry"] = entry.replace("Loading...", picture or "Der Atlas wird geladen …")
        parts["scripts"] = scripts.lean(parts["scripts"])
        return plain(**parts)

    return interpolate


def _asked(city: City, drawn: Callable[[Selection], str]) -> str:
    try:
        selection, _ = read_query(dict(parse_qsl(request.query_string.decode("utf-8", "replace"))), city)
        return drawn(selection)
    except AtlasError:
        return ""


def _picture(city: City, selection: Selection) -> str:
    """Title and map, and what the live map will ask for; empty where the level has no outlines."""
    view = look(selection, city)
    file = city.file(f"paper/{view.vintage.level}/{view.vintage.number}") if view.vintage else None
    if file is None or view.vintage is None:
        return ""
    drawn = map_chart.first_picture(view, read_paper(file))
    props = map_props(city, view)
    geometry = str(props["geometry"]).format(vintage=view.vintage.number)
    coming = {"libraries": addresses(), "geometry": geometry, "matrix": props["matrix"]}
    named = f'<script type="application/json" id="karte-vorab">{json.dumps(coming)}</script>'
    return f'<div class="erstbild"><h1>{escape(view.title)}</h1>{drawn}</div>{named}'
