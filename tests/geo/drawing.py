"""Small towns to draw by hand: squares of a hundredth of a degree, and the files they come in."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.areas import Area
from geo.outline_spec import OutlineSpec
from geo.outlines import OutlineResult, read_outlines
from geo.projection import array
from geo.recipe import read_spec

WEST, SOUTH, SIDE = 9.4, 54.7, 0.01
LEVELS = [
    {"id": "stadt", "name": "Stadt", "plural": "Städte", "order": 1},
    {"id": "bezirk", "name": "Bezirk", "plural": "Bezirke", "order": 2, "nested_in": "stadt"},
    {"id": "stadtteil", "name": "Stadtteil", "plural": "Stadtteile", "order": 3},
]


def square(column: float, row: float, width: float = 1, height: float = 1) -> shapely.Polygon:
    """So many sides to the right and up, so many sides large."""
    corners = (column, row, column + width, row + height)
    west, south, east, north = (round(n * SIDE + at, 6) for n, at in zip(corners, (WEST, SOUTH) * 2, strict=True))
    return shapely.box(west, south, east, north)


def area(key: str, outline: shapely.Geometry | None, level: str = "stadtteil", **fields: Any) -> Area:
    """An area called like its key."""
    return Area(level, key, f"Feld {key}", outline=outline, **fields)


def collection(shapes: Sequence[tuple[Mapping[str, Any], shapely.Geometry | None]], **members: Any) -> str:
    """GeoJSON of (properties, outline)."""
    features = [
        {
            "type": "Feature",
            "properties": dict(properties),
            "geometry": None if outline is None else json.loads(shapely.to_geojson(outline)),
        }
        for properties, outline in shapes
    ]
    return json.dumps({"type": "FeatureCollection", **members, "features": features})


def recipe(*boundaries: Mapping[str, Any], **document: Any) -> dict[str, Any]:
    """What a `city.toml` would say, parsed."""
    return {
        "area_key": "0",
        "area_name": "Feldstadt",
        "levels": LEVELS,
        "boundaries": list(boundaries),
    } | document


def spec_of(document: Mapping[str, Any]) -> OutlineSpec:
    """The spec of a recipe without faults."""
    spec, faults = read_spec(document)
    assert [str(fault) for fault in faults] == []
    return spec


def stadtteile(**fields: Any) -> dict[str, Any]:
    """A [[boundaries]] table for the file that `read` writes."""
    return {
        "level": "stadtteil",
        "file": "teile.geojson",
        "format": "geojson",
        "key": "key",
        "name": "name",
    } | fields


def read(folder: Path, shapes: Sequence[tuple[str, shapely.Geometry | None]], **fields: Any) -> OutlineResult:
    """What comes of drawing these (key, outline) as Stadtteile."""
    rows = [({"key": key, "name": f"Feld {key}"}, outline) for key, outline in shapes]
    (folder / "teile.geojson").write_text(collection(rows), encoding="utf-8")
    return read_outlines(folder, folder, spec_of(recipe(stadtteile(**fields))))


def said(result: OutlineResult) -> str:
    """All faults in one text."""
    return "\n".join(map(str, result.faults))


def shapefile(path: Path, keys: Sequence[str], outlines: Sequence[shapely.Geometry], crs: str) -> Path:
    """A shapefile with the one column KEY."""
    import pyogrio.raw

    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(array(outlines)),
        field_data=[np.array(keys, dtype=object)],
        fields=["KEY"],
        geometry_type="Polygon",
        crs=crs,
        driver="ESRI Shapefile",
    )
    return path
