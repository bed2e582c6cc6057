"""Facilities (Einrichtungen): the point layer of a town, read from the CSV file that city.toml names."""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indicators.errors import Fault
from indicators.forms import fill


@dataclass(frozen=True)
class FacilitySpec:
    """The table [facilities] of city.toml."""

    file: str
    delimiter: str = ";"


COLUMNS = ("key", "name", "type", "provider", "places", "age_from", "age_to", "lon", "lat")


def read_facilities(document: Mapping[str, object], raw: Path) -> tuple[tuple[dict[str, str], ...], list[Fault]]:
    """One dict a facility with COLUMNS as text, and the faults; nothing where the town names no file."""
    declared = document.get("facilities")
    if declared is None:
        return (), []
    faults: list[Fault] = []
    spec = fill(FacilitySpec, declared, "city.toml, [facilities]", faults)
    if spec is None:
        return (), faults
    path, place = raw / spec.file, spec.file
    if len(spec.delimiter) != 1:
        return (), [Fault("city.toml, [facilities], Feld delimiter", "Das Trennzeichen ist ein einziges Zeichen.")]
    if not path.is_file():
        sentence = f"Die Datei „{place}“ gibt es nicht; berichtigen Sie den Namen."
        return (), [Fault("city.toml, [facilities], Feld file", sentence)]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=spec.delimiter)
            rows, columns = list(reader), list(reader.fieldnames or ())
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        return (), [Fault(place, f"Die Datei ist keine CSV-Datei in UTF-8 ({error}).")]
    missing = [c for c in ("key", "name", "type", "lon", "lat") if c not in columns]
    if missing:
        known = ", ".join(columns) or "keine"
        return (), [Fault(place, f"Es fehlen die Spalten {', '.join(missing)}; vorhanden sind: {known}.")]
    keys: set[str] = set()
    for number, row in enumerate(rows, 2):
        where = f"{place}, Zeile {number}"
        if row["key"] in keys:
            faults.append(Fault(where, f"Der Schlüssel „{row['key']}“ steht schon weiter oben."))
        keys.add(row["key"])
        if not re.fullmatch("[0-9]*", row.get("places") or ""):
            faults.append(Fault(where, f"„{row['places']}“ ist keine Zahl von Plätzen."))
        try:
            lon, lat = float(row["lon"]), float(row["lat"])
        except (TypeError, ValueError):
            lon = lat = float("nan")
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            said = f"„{row.get('lon')}“ und „{row.get('lat')}“ sind keine Koordinaten (Grad, Dezimalpunkt)."
            faults.append(Fault(where, said))
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
                "places": int(f["places"]) if f["places"] else None,
            },
        }
        for f in facilities
    ]
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
