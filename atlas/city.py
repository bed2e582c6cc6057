"""Open a city as its newest edition: head, levels, areas, catalogue, and cubes behind the one door of disclosure.

Everything comes out of the store, so that serving needs neither the city's raw files nor a geometry library.
"""

import datetime as dt
import os
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from pydantic import TypeAdapter

from atlas.comparison import Comparison, stored
from atlas.levels import LevelInfo
from indicators import store
from indicators.counting.cube import Cube, values
from indicators.counting.tree import AreaTree
from indicators.disclosure.rules import hide
from indicators.errors import AtlasError, FaultyInput, WrongUse
from indicators.expression import parse
from indicators.forms import read_toml
from indicators.methods import Method
from indicators.model import Catalogue, Indicator, Period
from indicators.plugins import discover


@dataclass(frozen=True)
class AreaInfo:
    """An area as pages name it; its outline lies in the edition's files."""

    key: str
    name: str
    parents: dict[str, str]  # parent level -> key
    windows: tuple[tuple[dt.date, dt.date], ...]  # first and last day of each vintage it belongs to
    label: tuple[float, float] | None = None  # lon, lat of a point inside
    breaks: tuple[dt.date, ...] = ()  # days on which the key came to stand for another piece of land


@dataclass(frozen=True)
class Head:
    """What city.toml says of the town."""

    key: str
    name: str
    title: str
    invented: bool = False
    state: str = ""
    contact: str = ""
    address: str = ""  # where the atlas can be reached, https://...; papers name it
    background: dict[str, str] = field(default_factory=dict)  # tiles of the town's own: tiles (address), attribution


@dataclass(frozen=True)
class Vintage:
    """One set of outlines of a level; its files are `geometry/<level>/<number>` and so on."""

    level: str
    number: int
    first: dt.date
    last: dt.date
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True)
class Content:
    """All of an edition but its numbers and files."""

    head: Head
    levels: tuple[LevelInfo, ...]  # coarse to fine
    areas: dict[str, tuple[AreaInfo, ...]]  # level -> areas, by ascending key
    vintages: tuple[Vintage, ...]
    catalogue: Catalogue
    facilities: tuple[dict[str, str], ...] = ()
    sources: dict[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # variable -> "producer (licence)" of its deliveries
    comparisons: tuple[Comparison, ...] = ()


CONTENT = TypeAdapter(Content)
HEAD = TypeAdapter(Head)


@dataclass(frozen=True)
class Grid:
    """A cube after disclosure with its values: (areas, periods) each."""

    cube: Cube
    value: NDArray[np.float64]


KEPT_CELLS = 1_500_000  # about 40 MB of grids in a worker


class City:
    """An open city: one edition, its catalogue and its cubes. Safe to share between threads."""

    def __init__(self, engine: sa.Engine, edition: store.Edition, folder: Path | None = None) -> None:
        self.engine, self.edition, self.folder = engine, edition, folder  # folder: keeps what people said
        content = CONTENT.validate_python(edition.content["city"])
        self.head, self.levels, self.areas = content.head, content.levels, content.areas
        self.vintages, self.catalogue = content.vintages, content.catalogue
        self.facilities = content.facilities
        self.sources, self.comparisons = content.sources, content.comparisons
        self.report = edition.content.get("report", {})
        self._stored = store.cube_index(engine, edition.number)
        self.index = {(i, lv): periods for (i, lv), periods in self._stored.items() if "@" not in lv}
        self.tree = area_tree(self.levels, self.areas)
        self.row = {level: self.tree.index(level) for level in self.areas}
        self.methods: dict[str, Method] = discover("indicators.methods")  # type: ignore[assignment]  # modules keep the Protocol
        self._grids: OrderedDict[tuple[str, str], Grid | None] = OrderedDict()
        self._kept = 0  # cells in _grids
        self._lock = Lock()

    @property
    def public(self) -> bool:
        """Whether this is an edition that everybody may see, and that knows nothing of the house."""
        return self.edition.audience == "public"

    @property
    def top(self) -> str:
        """The level of the whole city."""
        return self.levels[0].id

    def level(self, level: str) -> LevelInfo:
        """The level named `level`; WrongUse when there is none."""
        for info in self.levels:
            if info.id == level:
                return info
        known = ", ".join(info.id for info in self.levels)
        raise WrongUse(f"Die Raumebene „{level}“ gibt es in {self.head.name} nicht; vorhanden sind: {known}.")

    def indicator(self, indicator: str) -> Indicator:
        """The indicator named `indicator`; WrongUse when the city has no values for it."""
        found = self.catalogue.indicators.get(indicator)
        if found is None or not self.levels_of(indicator):
            raise WrongUse(
                f"Den Indikator „{indicator}“ gibt es in {self.head.name} nicht; "
                "„atlas values“ und die Seite Katalog nennen die vorhandenen."
            )
        return found

    def method(self, indicator: Indicator) -> Method:
        """How the indicator is computed."""
        return self.methods[indicator.method]

    def indicators(self) -> list[Indicator]:
        """Indicators that have values somewhere, in the order of themes, tiers and titles."""
        order = {"core": 0, "overview": 1, "supplementary": 2}
        there = {indicator for indicator, _ in self.index}
        found = [i for i in self.catalogue.indicators.values() if i.id in there]
        themes = {t.id: t.order for t in self.catalogue.themes.values()}
        return sorted(found, key=lambda i: (themes.get(i.theme, 99), order[i.tier], i.title))

    def sources_of(self, indicator: Indicator) -> tuple[str, ...]:
        """Who delivered what the indicator is made of, with licence; what the catalogue names where nobody is known."""
        open_ = [v for e in (indicator.numerator, indicator.denominator) if e for v in sorted(parse(e).variables)]
        found: list[str] = []
        while open_:
            variable = open_.pop(0)
            expression = self.catalogue.variables[variable].expression if variable in self.catalogue.variables else ""
            if variable in self.sources:
                found += self.sources[variable]
            elif expression:
                open_ += sorted(parse(expression).variables)
        return tuple(dict.fromkeys(found)) or (indicator.source.producer,)

    def levels_of(self, indicator: str) -> tuple[str, ...]:
        """Levels at which the indicator has values, coarse to fine."""
        return tuple(info.id for info in self.levels if (indicator, info.id) in self.index)

    def periods(self, indicator: str, level: str, vintage: str = "") -> tuple[Period, ...]:
        """Periods in which the indicator says something at the level (on the areas of `vintage`, where it has them)."""
        return self._stored.get((indicator, stored(level, self.standing(indicator, level, vintage))), ())

    def newest(self, indicator: str, level: str, year: int | None = None, vintage: str = "") -> Period | None:
        """The newest period (up to `year`) that has a number anywhere at the level, else the newest; None for none."""
        grid = self.grid(indicator, level, self.standing(indicator, level, vintage))
        periods = [p for p in self.periods(indicator, level, vintage) if year is None or p.year <= year]
        if grid is None or not periods:
            return None
        numbered = [p for p in periods if not np.isnan(grid.value[:, grid.cube.periods.index(p)]).all()]
        return (numbered or periods)[-1]

    def comparison(self, level: str, vintage: str) -> Comparison | None:
        """How the level can be seen on the areas that `vintage` names; None where it cannot."""
        return next((c for c in self.comparisons if (c.level, c.word) == (level, vintage)), None)

    def standing(self, indicator: str, level: str, vintage: str) -> str:
        """`vintage` where the indicator is there on its areas, else "": as delivered."""
        return vintage if vintage and (indicator, stored(level, vintage)) in self._stored else ""

    def grid(self, indicator: str, level: str, vintage: str = "") -> Grid | None:
        """Counts and values after disclosure, as delivered or on areas of `vintage`; None: none. KEPT_CELLS stay."""
        key = indicator, stored(level, vintage)
        if key not in self._stored:
            return None
        with self._lock:
            if key in self._grids:
                self._grids.move_to_end(key)
                return self._grids[key]
        grid = self._read(*key)
        with self._lock:
            if key in self._grids:  # another thread was faster
                return self._grids[key]
            self._grids[key] = grid
            self._kept += grid.value.size if grid else 0
            while self._kept > KEPT_CELLS and len(self._grids) > 1:
                _, old = self._grids.popitem(last=False)
                self._kept -= old.value.size if old else 0
        return grid

    def _read(self, indicator: str, level: str) -> Grid | None:
        definition = self.catalogue.indicators[indicator]
        keys = self.tree.keys[level.partition("@")[0]]
        cube = store.read_cube(self.engine, self.edition.number, indicator, level, keys)
        if cube is None:
            return None
        method = self.method(definition)
        hidden = hide(cube, definition, method)
        return Grid(hidden, values(hidden, definition, method))

    def vintage(self, level: str, day: dt.date) -> Vintage | None:
        """The outlines of `level` that show the day; None for levels without outlines."""
        return next((v for v in self.vintages if v.level == level and v.first <= day <= v.last), None)

    def file(self, name: str) -> bytes | None:
        """A file of the edition."""
        return store.read_artefact(self.engine, self.edition.number, name)


def area_tree(levels: tuple[LevelInfo, ...], areas: dict[str, tuple[AreaInfo, ...]]) -> AreaTree:
    """The tree of keys that numbers are added up along; a level that does not divide the town adds nothing to it."""
    keys = {info.id: tuple(a.key for a in areas[info.id]) for info in levels}
    place = {level: {key: row for row, key in enumerate(ks)} for level, ks in keys.items()}
    parents: dict[tuple[str, str], NDArray[np.int32]] = {}
    for info in levels:
        named = {parent for area in areas[info.id] for parent in area.parents}
        named -= set() if info.divides else {levels[0].id}
        for parent in sorted(named & keys.keys()):
            rows = [place[parent].get(area.parents.get(parent, ""), -1) for area in areas[info.id]]
            parents[info.id, parent] = np.array(rows, np.int32)
    windows = {level: tuple(a.windows for a in members) for level, members in areas.items()}
    breaks = {lv: {row: a.breaks for row, a in enumerate(members) if a.breaks} for lv, members in areas.items()}
    return AreaTree(tuple(info.id for info in levels), keys, parents, windows, breaks)


def database_url(folder: Path) -> str:
    """`ATLAS_DATABASE_URL`, else a SQLite file beside the city: `<folder>/<name>.sqlite`."""
    return os.environ.get("ATLAS_DATABASE_URL") or f"sqlite:///{folder.resolve() / (folder.resolve().name + '.sqlite')}"


def raw_folder(folder: Path) -> Path:
    """`ATLAS_RAW`, else `<folder>/raw`."""
    return Path(os.environ.get("ATLAS_RAW") or folder / "raw")


def read_head(folder: Path) -> dict[str, object]:
    """city.toml as written; WrongUse where there is none, FaultyInput where it is no TOML."""
    if not folder.is_dir():
        raise WrongUse(f"{folder}: Diesen Ordner gibt es nicht; geben Sie den Ordner einer Kommune mit city.toml an.")
    file = folder / "city.toml"
    if not file.is_file():
        raise WrongUse(f"{folder}: Hier liegt keine city.toml; geben Sie den Ordner einer Kommune an.")
    document, faults = read_toml(file, "city.toml")
    if faults:
        raise FaultyInput(faults)
    return document


def belongs(edition: store.Edition | None, key: object, engine: sa.Engine) -> None:
    """AtlasError when the database holds another town: each town has a database of its own."""
    city = edition.content["city"] if edition else None
    head = HEAD.validate_python(city["head"]) if isinstance(city, dict) else None
    if head is not None and head.key != key:
        place = engine.url.render_as_string(hide_password=True)
        raise AtlasError(
            f"Die Datenbank {place} enthält {head.name} ({head.key}), nicht „{key}“; jede Kommune braucht eine eigene "
            "Datenbank (ATLAS_DATABASE_URL)."
        )


def open_city(folder: Path, audience: str = "internal") -> City:
    """The newest edition of the city in `folder`. WrongUse when there is no city, AtlasError when nothing is loaded."""
    document = read_head(folder)
    engine = store.connect(database_url(folder))
    edition = store.newest_edition(engine, audience)
    if edition is None:
        raise AtlasError(f"{folder}: Es sind noch keine Daten geladen; rufen Sie zuerst auf: atlas load {folder}")
    belongs(edition, document.get("key"), engine)
    return City(engine, edition, folder)
