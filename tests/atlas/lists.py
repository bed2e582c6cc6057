"""Lists of facilities to read: a town of two squares, and the files of its offices."""

from pathlib import Path
from typing import Any

import openpyxl
from pyproj import Transformer

from atlas.facilities import FacilityReading, read_facilities
from tests.geo.drawing import area, square

TOWN = (area("1", square(0, 0)), area("2", square(1, 0)))  # 9.40 to 9.42 east, 54.70 to 54.71 north
HEAD = "key;name;type;places;lon;lat\n"
KITA = "K1;Kita Sonne;Kita;60;9.405;54.705\n"
FAR = "K9;Kita Fern;Kita;;9.44;54.705\n"  # 0.02 degrees east of the town: 0.02 * 111.32 km * cos(54.7°) = 1.29 km


def read(folder: Path, *lists: dict[str, Any], **files: str | bytes) -> FacilityReading:
    """The lists read from files that are written first: orte="..." is orte.csv."""
    for name, content in files.items():
        (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_facilities({"facilities": list(lists) or [{"file": "orte.csv"}]}, folder, TOWN)


def workbook(path: Path, *rows: tuple[object, ...], sheet: str = "Liste") -> None:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)


def faults(reading: FacilityReading) -> list[tuple[str, str]]:
    return [(fault.place, fault.sentence) for fault in reading.faults]


def places(reading: FacilityReading) -> list[tuple[str, str, str]]:
    assert faults(reading) == []
    return [(f["key"], f["lon"], f["lat"]) for f in reading.facilities]


ADDRESSED = {
    "file": "kitas.csv",
    "all_of_type": "Kita",
    "address": "adr",
    "addresses": {"file": "adressen.csv", "key": "id", "x": "ost", "y": "nord", "crs": "EPSG:25832", "decimal": ","},
}


def addresses(*ids: str) -> str:
    x, y = Transformer.from_crs(4326, 25832, always_xy=True).transform(9.405, 54.705)
    return "id;ost;nord\n" + "".join(f"{key};{x:.3f};{y:.3f}\n".replace(".", ",") for key in ids)
