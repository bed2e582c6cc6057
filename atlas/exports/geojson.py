"""A View as GeoJSON (RFC 7946): its areas with outlines in WGS84 and all that is said of them."""

import json

from atlas.exports._features import FIELDS, features, remarks
from atlas.view import View
from atlas.view.outlines import Outlines

MIME = "application/geo+json"
SUFFIX = ".geojson"
TITLE = "GeoJSON (für Programme)"
ACCEPTS = (View,)
OUTLINES = True


def write(content: View, outlines: Outlines | None = None) -> bytes:
    """One feature a line; an area without an outline has the geometry null, a number that is not there is null."""
    degrees = outlines.degrees if outlines else {}
    lines = [
        {"type": "Feature", "id": key, "properties": dict(zip(FIELDS, row, strict=True)), "geometry": degrees.get(key)}
        for key, row in features(content)
    ]
    head = {
        "type": "FeatureCollection",
        "name": content.title,
        "hinweise": [{"thema": head, "text": said} for head, said in remarks(content)],
    }
    body = ",\n".join(map(_json, lines))
    return f'{_json(head)[:-1]},"features":[\n{body}\n]}}\n'.encode()


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
