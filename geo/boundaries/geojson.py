"""GeoJSON: one FeatureCollection; WGS84 unless an older `crs` member or the town says otherwise."""

import json
from pathlib import Path

from geo.boundaries import Outlines
from geo.boundaries._file import read_features
from geo.errors import Unreadable
from geo.outline_spec import BoundarySpec

TITLE = "GeoJSON"


def read(path: Path, spec: BoundarySpec) -> Outlines:
    """All features of the collection; raises `Unreadable` with the line where the text stops being JSON."""
    try:
        document = json.loads(path.read_text(spec.encoding or "utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("die Datei ist kein Text in UTF-8, also kein GeoJSON.") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"die Datei ist kein gültiges JSON (Zeile {error.lineno}, Zeichen {error.colno}).") from None
    except RecursionError:
        raise Unreadable("die Datei ist kein GeoJSON, sondern endlos verschachtelt.") from None
    kind = document.get("type") if isinstance(document, dict) else None
    if kind != "FeatureCollection" or not isinstance(document.get("features"), list):
        found = f"„{kind}“" if isinstance(kind, str) else "etwas anderes"
        raise Unreadable(f"erwartet ist GeoJSON mit einer „FeatureCollection“, die Datei enthält {found}.")
    if not document["features"]:
        raise Unreadable("die FeatureCollection ist leer.")
    return read_features(path, spec.crs, "")
