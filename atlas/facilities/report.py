"""What became of the facilities: the point layer of the map, and what the load has to say of the lists."""

import json
from collections.abc import Iterator, Sequence

from atlas.facilities.reading import ListRead

SHOWN = 20  # facilities without coordinates named in the text; the JSON names all


def facility_file(facilities: Sequence[dict[str, str]]) -> bytes:
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


def said_of_facilities(lists: Sequence[ListRead]) -> list[dict[str, object]]:
    """One JSON-able entry a file, with every facility that has no coordinates."""
    return [
        {
            "file": one.file,
            "rows": len(one.placed) + len(one.unplaced) + one.blank,
            "placed": len(one.placed),
            "blank": one.blank,
            "without_coordinates": [
                {"row": u.row, "key": u.key, "name": u.name, "reason": u.reason} for u in one.unplaced
            ],
            "remarks": list(one.remarks),
        }
        for one in lists
    ]


def facility_text(lists: Sequence[ListRead]) -> str:
    """The same for people; "" for a town without lists."""
    if not lists:
        return ""
    return "\n".join(["", "Einrichtungen", *(line for one in lists for line in _list(one))]) + "\n"


def _list(one: ListRead) -> Iterator[str]:
    number = len(one.placed) + len(one.unplaced)
    blank = f", {one.blank} leere {'Zeile' if one.blank == 1 else 'Zeilen'}" if one.blank else ""
    what = "1 Einrichtung" if number == 1 else f"{number} Einrichtungen"
    yield f"  {one.file}: {what}, {len(one.placed)} mit Koordinaten{blank}"
    for u in one.unplaced[:SHOWN]:
        yield f"    nicht auf der Karte: Zeile {u.row}, {u.name} ({u.key}): {u.reason}"
    if len(one.unplaced) > SHOWN:
        yield f"    und {len(one.unplaced) - SHOWN} weitere"
    yield from (f"  Hinweis: {remark}" for remark in one.remarks)
