"""GeoJSON: one FeatureCollection; WGS84 unless an older `crs` member or the town says otherwise."""

from pathlib import Path

from geo.boundaries import Outlines
from geo.boundaries._file import read_features
from geo.boundaries._json import read_json
from geo.errors import Unreadable
from geo.outline_spec import BoundarySpec

TITLE = "GeoJSON"


def read(path: Path, spec: BoundarySpec) -> Outlines:
    """All features of the collection; raises `Unreadable` with the line where the text stops being JSON."""
    document = read_json(path, spec.encoding, "GeoJSON")
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Topology":
        raise Unreadable('die Datei enthält „Topology“, also TopoJSON; bitte format = "topojson" angeben.')
    if kind != "FeatureCollection" or not isinstance(document.get("features"), list):
        found = f"„{kind}“" if isinstance(kind, str) else "etwas anderes"
        raise Unreadable(f"erwartet ist GeoJSON mit einer „FeatureCollection“, die Datei enthält {found}.")
    if not document["features"]:
        raise Unreadable("die FeatureCollection ist leer.")
    return read_features(path, spec.crs, "")
