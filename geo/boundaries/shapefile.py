"""Shapefile: `.shp` with `.shx` and `.dbf`; the reference system from `.prj` unless the town says it."""

from pathlib import Path

from geo.boundaries import Outlines
from geo.boundaries._file import read_features
from geo.errors import Unreadable
from geo.outline_spec import BoundarySpec

TITLE = "Shapefile"
MAGIC = (9994).to_bytes(4, "big")  # the file code of the ESRI technical description, 1998


def read(path: Path, spec: BoundarySpec) -> Outlines:
    """All shapes with their attributes; raises `Unreadable` when it is none or a part of it is absent."""
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise Unreadable("die Datei ist kein Shapefile (die Kennung am Anfang fehlt).")
    beside = {other.suffix.lower() for other in path.parent.glob(f"{path.stem}.*")}
    absent = [suffix for suffix in (".shx", ".dbf") if suffix not in beside]
    if absent:
        raise Unreadable(
            f"neben der Datei fehlt {' und '.join(path.stem + suffix for suffix in absent)}; "
            "ein Shapefile besteht aus .shp, .shx und .dbf."
        )
    return read_features(path, spec.crs, spec.encoding)
