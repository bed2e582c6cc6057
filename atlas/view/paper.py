"""Outlines as a drawing for paper: what an edition keeps of a set of outlines, read without any geometry library."""

import functools
import json
from dataclasses import dataclass

from atlas.city import City, Vintage


@dataclass(frozen=True)
class PaperMap:
    """Areas as SVG paths in one frame; x to the right, y downwards, in units of the drawing."""

    width: float
    height: float
    metres_a_unit: float  # for a scale bar
    paths: dict[str, str]  # key -> `d` of a path (evenodd), keys ascending
    labels: dict[str, tuple[float, float, float]]  # key -> x, y, radius of the largest circle inside
    borders: dict[str, str]  # `stadt` and parent levels -> `d` of a path of lines


def read_paper(file: bytes) -> PaperMap:
    """The drawing out of the edition's file `paper/<level>/<vintage>`. A broken file is a bug and keeps its error."""
    document = json.loads(file)
    return PaperMap(
        width=document["width"],
        height=document["height"],
        metres_a_unit=document["metres_a_unit"],
        paths=document["paths"],
        labels={key: (x, y, radius) for key, (x, y, radius) in document["labels"].items()},
        borders=document["borders"],
    )


@functools.lru_cache(64)
def look_paper(city: City, vintage: Vintage | None) -> PaperMap | None:
    """The drawing of a set of outlines; None where there are none."""
    file = city.file(f"paper/{vintage.level}/{vintage.number}") if vintage else None
    return read_paper(file) if file else None
