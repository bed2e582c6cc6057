"""One module an outline format; the module's name is the format's key.

Every member promises `TITLE: str` and `read(path, spec) -> Outlines`, raising `geo.errors.Unreadable`.
"""

import importlib
import pkgutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from geo.outline_spec import BoundarySpec


@dataclass(frozen=True)
class Outlines:
    """The n features of one file: outlines in WGS84 and their attributes as text."""

    geometry: NDArray[np.object_]  # (n,) shapely geometries, longitude/latitude; None where the file has none
    columns: dict[str, tuple[str, ...]]  # name -> n texts; "" where the file has nothing
    crs: str  # the reference system it was read from, by name
    remarks: tuple[str, ...] = field(default=())  # German sentences


class Format(Protocol):
    """What a member of the family promises."""

    TITLE: str

    def read(self, path: Path, spec: BoundarySpec) -> Outlines:
        """All features of `path`; the spec's `crs` and `encoding` count, empty: what the file says."""


def formats() -> dict[str, Format]:
    """Every member by its name; imported only here, since reading drags the file drivers in."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))
    return {name: cast(Format, importlib.import_module(f"{__name__}.{name}")) for name in names}
