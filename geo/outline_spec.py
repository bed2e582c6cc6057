"""What a town says about its levels and outlines, as frozen words; see `docs/boundaries.md`."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.areas import Level

FORMATS = (
    "geojson",
    "geopackage",
    "kml",
    "shapefile",
    "topojson",
)  # the members of geo.boundaries, named here so that checking a town loads no driver
LAYERED = ("geopackage", "kml", "topojson")  # the formats whose files hold several layers: the field `layer`
REPAIRS = ("make_valid",)
CITY = "stadt"  # the level of the one area that everything lies in


@dataclass(frozen=True)
class ParentRule:
    """How an area finds the key of its parent; exactly one of the four ways is set."""

    prefix: int = 0  # the first characters of the own key
    column: str = ""  # an attribute of the outline
    area: str = ""  # all lie in this one
    table: str = ""  # a CSV file with the columns `key` and `parent`
    key: str = ""
    parent: str = ""
    delimiter: str = ";"
    format: str = ""  # for numeric keys: "STGT{:02d}"
    pad: int = 0  # leading zeros up to this length


@dataclass(frozen=True)
class Correction:
    """A declared correction: an outline bears another key than the file says, if all conditions hold."""

    key: str
    new_key: str
    reason: str
    new_name: str = ""
    parent_outline: str = ""  # "bezirk:04": most of it lies in the outline of that area
    name: str = ""  # the file calls it so
    near: tuple[float, float] | None = (
        None  # longitude, latitude: the one outline that contains the point or is nearest
    )
    columns: Mapping[str, str] = field(default_factory=dict)  # attributes that it has in the file
    place: str = ""


@dataclass(frozen=True)
class BoundarySpec:
    """One set of outlines: which file, which key, valid when."""

    level: str = ""
    file: str = ""  # below the raw folder; a pattern may name several
    format: str = ""
    layer: str = ""  # which layer, folder or object of the file; empty: the only one with areas
    from_level: str = ""  # instead of a file: put together from the areas of that level
    key: str = ""
    key_format: str = ""
    key_pad: int = 0
    key_pattern: str = ""
    name: str = ""
    name_pattern: str = ""  # its first group is the name: "01 Altstadt" -> "Altstadt"
    names: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""
    encoding: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    shown_before: bool = False
    repair: str = ""
    drop: tuple[str, ...] = ()
    drop_reason: str = ""
    parents: Mapping[str, ParentRule] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    place: str = "city.toml"


@dataclass(frozen=True)
class KeyedSpec:
    """Areas that have keys and no outlines."""

    level: str = ""
    keys_from: str = ""  # "deliveries": every key that a value is delivered for
    keys: tuple[str, ...] = ()
    key_pattern: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    parents: Mapping[str, ParentRule] = field(default_factory=dict)
    place: str = "city.toml"


@dataclass(frozen=True)
class CrosswalkSpec:
    """One [[crosswalks]] table of a town's `city.toml`."""

    level: str
    date: dt.date  # first day of the new areas
    overlay: bool = False  # shares of land, computed from the outlines
    parts: str = ""  # or shares by the counts of this finer level, whose areas name a parent on both sides
    variable: str = ""  # which counts: residents, children ...; of a table: what its shares are shares of
    # or a table:
    file: str = ""  # below the raw or the town's folder
    old: str = ""  # column of the old key
    new: str = ""  # column of the new key
    weight: str = ""  # column of the share of the old area, 0 to 1, decimal point or comma
    back: str = ""  # column of the share of the new area, for the way back
    basis: str = ""  # what the shares are shares of: "Einwohner am 31.12.2019", "Fläche"
    delimiter: str = ";"
    tolerance: float = 0.0  # how far the weights of an old key may be from 1, beyond rounding
    place: str = "city.toml"


@dataclass(frozen=True)
class OwnArea:
    """One area that people made."""

    key: str
    name: str
    members: tuple[str, ...]  # keys of the level that it is made of


@dataclass(frozen=True)
class OwnLevel:
    """One level that people made, as its file says."""

    id: str  # the file's name without .toml
    title: str  # "Beratungsgebiet"
    plural: str
    from_level: str
    by: str  # who made it
    on: dt.date  # and when
    areas: tuple[OwnArea, ...]

    @property
    def place(self) -> str:
        """Its file, as faults name it."""
        return f"eigene/{self.id}.toml"


@dataclass(frozen=True)
class OutlineSpec:
    """All that a town says about its places."""

    area_key: str  # key of the one area of the level `stadt`
    area_name: str
    levels: tuple[Level, ...]  # coarse to fine
    boundaries: tuple[BoundarySpec, ...]
    keyed: tuple[KeyedSpec, ...]
    crosswalks: tuple[CrosswalkSpec, ...] = ()
    own: tuple[OwnLevel, ...] = ()  # levels that people made

    @property
    def all_levels(self) -> tuple[Level, ...]:
        """The town's levels coarse to fine, those of people before the level that they are made of."""
        found: list[Level] = []
        for level in self.levels:
            found += [Level(o.id, o.title, o.plural, level.order) for o in self.own if o.from_level == level.id]
            found.append(level)
        return tuple(found)
