"""Outlines for geographic software: what an edition keeps of a set of outlines, in degrees and in the town's metres.

An edition keeps them as the browser draws them: thinned, in degrees with five decimals. That grid may let an outline
touch itself; here they are a valid coverage again, so that neighbours share their borders point by point.
"""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from atlas.city import City, Vintage
from geo.coverage import mended
from geo.projection import array, metric_system, to_metres

DECIMALS = 7  # of a degree: a centimetre, so that mended borders stay where they are
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True)
class Outlines:
    """The areas of one vintage that have an outline; keys ascending in both columns, always as MultiPolygon."""

    degrees: dict[str, dict[str, Any]]  # key -> GeoJSON geometry in WGS84, exterior rings counterclockwise
    metres: dict[str, tuple[Box, bytes]]  # key -> extent and WKB (little endian) in `system`
    system: int  # EPSG code of the metres: the UTM zone of the town
    definition: str  # of the system, as well-known text


def look_outlines(city: City, vintage: Vintage | None) -> Outlines | None:
    """The outlines that an edition keeps of a vintage; None where it has none."""
    file = city.file(f"geometry/{vintage.level}/{vintage.number}") if vintage else None
    return read_outlines(file) if file else None


def read_outlines(file: bytes) -> Outlines:
    """The outlines out of the edition's `geometry/<level>/<vintage>`. A broken file is a bug and keeps its error."""
    drawn = [(one["properties"]["k"], json.dumps(one["geometry"])) for one in json.loads(file)["features"]]
    meeting = _many(mended(shapely.from_geojson([geometry for _, geometry in drawn])))
    degrees = shapely.transform(meeting, lambda at: np.round(at, DECIMALS) + 0.0)
    system = metric_system(degrees)
    metres = to_metres(degrees, system)
    there = [place for place in range(len(drawn)) if not shapely.is_empty(metres[place])]
    boxes, written = shapely.bounds(metres).tolist(), shapely.to_wkb(metres, byte_order=1)
    return Outlines(
        degrees={drawn[place][0]: shapely.geometry.mapping(degrees[place]) for place in there},
        metres={drawn[place][0]: (tuple(boxes[place]), written[place]) for place in there},
        system=system,
        definition=CRS.from_epsg(system).to_wkt("WKT1_GDAL"),
    )


def _many(outlines: NDArray[np.object_]) -> NDArray[np.object_]:
    """(n,) MultiPolygons with exterior rings counterclockwise, so that a layer has one kind of geometry."""
    parts = [[part for part in shapely.get_parts(outline) if not part.is_empty] for outline in outlines]
    turned: NDArray[np.object_] = shapely.orient_polygons(
        array([shapely.MultiPolygon(found) for found in parts]), exterior_cw=False
    )
    return turned
