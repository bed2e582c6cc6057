"""The map on the page: the Dash component AtlasMap, and routes to its drawing libraries out of wheels.

The browser side lies in `atlas/assets/map*.js`; what the files and props mean is written in docs/map.md.
"""

import functools
import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, request

from atlas.components.own import Own
from atlas.web.transport import coding, compressed

LIBRARIES: Final = {
    "maplibre": ("maplibre", "srcjs/maplibre-gl.js"),
    "leaflet": ("xstatic.pkg.leaflet", "data/leaflet.js"),
    "leaflet_css": ("xstatic.pkg.leaflet", "data/leaflet.css"),
}
MIME: Final = {"js": "text/javascript", "css": "text/css"}
NOTE: Final = "Pfeiltasten verschieben die Karte, Plus und Minus zoomen. Die Tabelle enthält dieselben Werte."
PROPS: Final = (
    "id",
    "className",
    "label",  # accessible name: the title sentence
    "note",  # read after the name
    "libraries",
    "renderer",  # auto | maplibre | leaflet
    "geometry",  # address of the areas; {vintage} stands for the number that the matrix names for the period
    "borders",
    "labels",
    "vintage",  # of the first period, so that the areas need not wait for the matrix
    "areas",  # how many areas there are, about
    "bounds",  # [[west, south], [east, north]]
    "matrix",  # address of the binary matrix
    "bases",  # address of a second matrix whose numbers are the n of the tooltip
    "period",  # row of the matrix
    "mode",  # fill | circle; default: as the matrix says
    "colours",  # of the classes, where the matrix's periods bring none of their own
    "styles",  # hatches.styles(...)
    "circle",  # {"largest": radius of the greatest count in px}
    "points",  # {"url", "types", "looks": {type: {"shape", "colour", "label"}}} or None
    "background",  # {"tiles", "size", "attribution"} or None
    "picture",  # address of a still picture that is shown until the map lives
    "selected",
    "hovered",
    "focus",  # key of the area to zoom to
    "clickData",
    "ready",
    "error",
)


class AtlasMap(Own):
    """Karte: `AtlasMap(id=..., geometry=..., matrix=..., bounds=...)`; docs/map.md explains the props."""

    _namespace = "atlas_map"
    _type = "AtlasMap"
    props = PROPS

    def __init__(self, **props: Any) -> None:
        super().__init__(**{"libraries": addresses(), "note": NOTE, **props})


def addresses(prefix: str = "/") -> dict[str, str]:
    """Where the libraries are served: name -> path with a hash of its content."""
    return {name: f"{prefix}_map/{_read(name)[1]}/{path.rpartition('/')[2]}" for name, (_, path) in LIBRARIES.items()}


def static_routes(server: Flask) -> None:
    """Serve the libraries of LIBRARIES under their content hash: compressed once, kept for a year."""

    def library(digest: str, file: str) -> Response:
        name = next((n for n, (_, path) in LIBRARIES.items() if path.endswith("/" + file)), None)
        if name is None or _read(name)[1] != digest:
            return Response("Diese Datei gibt es nicht.", 404, mimetype="text/plain")
        encoding = coding(request.headers.get("Accept-Encoding", ""))
        answer = Response(_packed(name, encoding), mimetype=MIME[file.rpartition(".")[2]])
        if encoding:
            answer.headers["Content-Encoding"] = encoding
        answer.headers["Vary"] = "Accept-Encoding"
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer

    server.add_url_rule("/_map/<digest>/<file>", "map_library", library)


@functools.cache
def _read(name: str) -> tuple[bytes, str]:
    package, path = LIBRARIES[name]
    spec = find_spec(package)  # finds the folder without running the package's own code
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(package)
    body = Path(next(iter(spec.submodule_search_locations)), path).read_bytes()
    return body, hashlib.sha256(body).hexdigest()[:12]


@functools.cache
def _packed(name: str, encoding: str) -> bytes:
    return compressed(_read(name)[0], encoding, 9)
