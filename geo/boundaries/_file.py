"""Read a file of outlines through GDAL and bring it to WGS84; assumes that its format has been looked at."""

import datetime as dt
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from geo.boundaries import Outlines
from geo.errors import Unreadable


def text(value: Any) -> str:
    """One attribute as text: nothing is "", whole numbers lose their ".0", dates are ISO.

    >>> [text(v) for v in (None, float("nan"), 7.0, 7.25, " 03 ", np.int32(4), np.datetime64("2018-01-01"))]
    ['', '', '7', '7.25', '03', '4', '2018-01-01']
    """
    if isinstance(value, np.ndarray):
        return ", ".join(map(text, value))
    if value is None or value != value:  # nan and NaT differ from themselves
        return ""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[s]").item()
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()


def reference_system(name: str, stands_in: str) -> CRS:
    """The CRS behind an EPSG code or a WKT text; `stands_in` says where it was written, for the fault."""
    try:
        return CRS.from_user_input(name)
    except CRSError:
        raise Unreadable(
            f'das Bezugssystem „{name[:50]}“ ({stands_in}) ist unbekannt; gültig ist etwa crs = "EPSG:25832".'
        ) from None


def to_wgs84(geometry: NDArray[np.object_], source: CRS) -> NDArray[np.object_]:
    """Flat outlines in longitude and latitude; coordinates that have none become infinite."""
    flat: NDArray[np.object_] = shapely.force_2d(geometry)
    if source.equals(CRS.from_epsg(4326), ignore_axis_order=True):
        return flat
    transformer = Transformer.from_crs(source, 4326, always_xy=True)
    moved: NDArray[np.object_] = shapely.transform(flat, transformer.transform, interleaved=False)
    return moved


def located(
    geometry: NDArray[np.object_], columns: dict[str, tuple[str, ...]], found: str, crs: str, *remarks: str
) -> Outlines:
    """Outlines in WGS84 out of the system that the file names (`found`) or the town says (`crs`, which wins)."""
    if not (found or crs):
        raise Unreadable('die Datei nennt kein Bezugssystem; bitte mit crs = "EPSG:…" angeben.')
    system = reference_system(crs or found, "city.toml" if crs else "Datei")
    if crs and found and not system.equals(reference_system(found, "Datei"), ignore_axis_order=True):
        said = f"die Datei nennt ein anderes Bezugssystem als die Angabe {crs}; es gilt die Angabe."
        remarks = (*remarks, said)
    code = system.to_epsg()
    name = f"EPSG:{code}" if code else f"{system.name} (ohne EPSG-Nummer)"
    return Outlines(to_wgs84(geometry, system), columns, name, remarks)


@contextmanager
def drivers(path: Path) -> Iterator[list[str]]:
    """Let GDAL read: its errors are one sentence; what it only warns of stands in the list afterwards, as remarks."""
    import pyogrio.errors  # here: the drivers are needed when a town is taken in, never when it is served

    remarks: list[str] = []
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            yield remarks
        except (
            pyogrio.errors.DataSourceError,
            pyogrio.errors.DataLayerError,
            shapely.errors.ShapelyError,
            UnicodeDecodeError,
            LookupError,
        ) as error:
            raise Unreadable(f"die Datei lässt sich nicht lesen ({_nameless(error, path)}).") from error
    remarks += dict.fromkeys(f"beim Lesen wurde gewarnt: „{_nameless(each.message, path)}“." for each in told)


def _nameless(message: object, path: Path) -> str:
    """A message without the folders of this machine."""
    return str(message).replace(str(path), path.name)[:160].rstrip(".")


def read_features(path: Path, crs: str, encoding: str, layer: str | None = None) -> Outlines:
    """All features of a file that GDAL can open, with every attribute as text; `layer`: of the only one there is."""
    import pyogrio.raw  # here: the drivers are needed when a town is taken in, never when it is served

    with drivers(path) as remarks:
        meta, _, wkb, values = pyogrio.raw.read(path, layer=layer, encoding=encoding or None)
        geometry = None if wkb is None else shapely.from_wkb(wkb)
    if geometry is None:
        raise Unreadable("die Datei enthält nur Sachdaten und keine Umrisse.")
    columns = {str(name): tuple(map(text, column)) for name, column in zip(meta["fields"], values, strict=True)}
    return located(geometry, columns, meta["crs"] or "", crs, *remarks)
