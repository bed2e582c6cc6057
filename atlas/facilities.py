"""Facilities (Einrichtungen): the point layer of a town, read from the CSV file that city.toml names."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from indicators.errors import Fault

COLUMNS = ("key", "name", "type", "provider", "places", "age_from", "age_to", "lon", "lat")


def read_facilities(document: Mapping[str, object], raw: Path) -> tuple[tuple[dict[str, str], ...], list[Fault]]:
    """One dict a facility with COLUMNS as text, and the faults; nothing where the town names no file."""
    declared = document.get("facilities")
    if not isinstance(declared, dict):
        return (), []
    path = raw / str(declared.get("file", ""))
    place = f"{declared.get('file')}"
    if not path.is_file():
        return (), [
            Fault("city.toml, facilities.file", f"Die Datei „{place}“ gibt es nicht; berichtigen Sie den Namen.")
        ]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=str(declared.get("delimiter", ";")))
            rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        return (), [Fault(place, f"Die Datei ist keine CSV-Datei in UTF-8 ({error}).")]
    missing = [c for c in ("key", "name", "type", "lon", "lat") if c not in (reader.fieldnames or ())]
    if missing:
        known = ", ".join(reader.fieldnames or ()) or "keine"
        return (), [Fault(place, f"Es fehlen die Spalten {', '.join(missing)}; vorhanden sind: {known}.")]
    faults = []
    for number, row in enumerate(rows, 2):
        try:
            lon, lat = float(row["lon"]), float(row["lat"])
        except (TypeError, ValueError):
            lon = lat = float("nan")
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            said = f"„{row.get('lon')}“ und „{row.get('lat')}“ sind keine Koordinaten (Grad, Dezimalpunkt)."
            faults.append(Fault(f"{place}, Zeile {number}", said))
    return tuple({c: row.get(c) or "" for c in COLUMNS} for row in rows), faults


def facility_file(facilities: tuple[dict[str, str], ...]) -> bytes:
    """The point layer as GeoJSON: type, name, provider and places of each facility."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [float(f["lon"]), float(f["lat"])]},
            "properties": {
                "type": f["type"],
                "name": f["name"],
                "provider": f["provider"],
                "places": int(f["places"]) if f["places"].isdigit() else None,
            },
        }
        for f in facilities
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
