"""What the map is measured against: a plotly figure with embedded GeoJSON, sent whole at every switch.

`python -m bench._naive OUTLINES.geojson PORT`; a feature's property `k` is its key. Nothing of ours is used.
"""

import json
import random
import sys
from pathlib import Path

import plotly.express as px
from dash import Dash, Input, Output, dcc, html

INDICATORS = 6


def app(outlines: Path) -> Dash:
    """One map, one button an indicator."""
    geojson = json.loads(outlines.read_text(encoding="utf-8"))
    keys = [feature["properties"]["k"] for feature in geojson["features"]]
    chance = random.Random(1)
    values = [[chance.uniform(0, 50) for _ in keys] for _ in range(INDICATORS)]
    lon, lat = _middle(geojson)
    naive = Dash(__name__, compress=False)
    naive.layout = html.Div(
        [html.Button(f"Indikator {i}", id={"indicator": i}) for i in range(INDICATORS)]
        + [dcc.Graph(id="map", style={"height": "700px"})]
    )

    @naive.callback(Output("map", "figure"), [Input({"indicator": i}, "n_clicks") for i in range(INDICATORS)])
    def switch(*_clicks: int | None):
        from dash import ctx

        chosen = ctx.triggered_id["indicator"] if ctx.triggered_id else 0
        return px.choropleth_map(
            geojson=geojson,
            locations=keys,
            featureidkey="properties.k",
            color=values[chosen],
            range_color=(0, 50),
            map_style="white-bg",
            center={"lon": lon, "lat": lat},
            zoom=9 if len(keys) < 5000 else 5,
        )

    return naive


def _middle(geojson: dict) -> tuple[float, float]:
    points = [p for feature in geojson["features"] for p in _points(feature["geometry"]["coordinates"])]
    return (
        (min(p[0] for p in points) + max(p[0] for p in points)) / 2,
        (min(p[1] for p in points) + max(p[1] for p in points)) / 2,
    )


def _points(nested: list) -> list:
    return [nested] if isinstance(nested[0], (int, float)) else [p for part in nested for p in _points(part)]


if __name__ == "__main__":
    app(Path(sys.argv[1])).run(host="127.0.0.1", port=int(sys.argv[2]), debug=False)
