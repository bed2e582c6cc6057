"""What may be seen, as frozen cells and columns; texts are printed once, so that no paper differs from the screen."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atlas.city import Vintage
from atlas.comparison import Comparison
from atlas.levels import LevelInfo
from atlas.numbers import NBSP
from atlas.selection import Selection
from indicators.model import Indicator, Period, Status


@dataclass(frozen=True)
class Stamp:
    """What stands on every page and paper: whose, which Stand, for whom."""

    town: str  # "Flensburg"
    title: str  # "Sozialatlas Flensburg"
    edition: int
    made_on: str  # "23.11.2026"
    notice: str  # "Intern – nicht zur Veröffentlichung"
    invented: str  # sentence for an invented town, else ""
    secrecy: str = ""  # that small numbers are secret, and by whose rules
    public: bool = False  # the notice is no warning then
    home: str = ""  # where the atlas can be reached; "" where the town does not say it

    @property
    def line(self) -> str:
        """Stand line: edition and day."""
        return f"Stand {self.edition} vom {self.made_on}"


@dataclass(frozen=True)
class Cell:
    """One value of one area in one period, numbers and print."""

    key: str
    name: str
    numerator: float | None
    denominator: float | None
    value: float | None
    lower: float | None  # 95 %
    upper: float | None
    status: Status
    flags: int
    text: str  # printed value or the sign of its status, without unit
    full: str  # printed value with unit, or the word of its status
    counts: str  # "12 von 345", "12", or ""
    row: int = -1  # row in the level; -1: several areas together or the city
    reason: str = ""  # inside the house: by whose rule it is secret
    split: float = 0.0  # on converted areas: share of the value that comes from divided ones

    @property
    def why(self) -> str:
        """The print, and inside the house by whose rule it is secret: `geheim (Bundesagentur für Arbeit: ...)`."""
        return f"{self.full} ({self.reason})" if self.reason else self.full

    @property
    def guessed(self) -> str:
        """How much of the value is an estimate, `zu 33 % aus geteilten Gebieten`; "" where nothing is."""
        if not self.split or self.value is None:
            return ""
        return f"zu {percent(self.split)}{NBSP}% aus geteilten Gebieten"


def percent(split: float) -> int:
    """A share in print; what is not exact is at least one per cent."""
    return max(int(100 * split + 0.5), 1) if split else 0


@dataclass(frozen=True)
class LegendClass:
    """One class: (low, high], the first closed below."""

    low: float
    high: float
    label: str  # "12,3 bis 15,6"
    count: int  # areas of the shown period
    colour: int  # place on the ramp, 0 lightest


@dataclass(frozen=True)
class LegendStatus:
    """One reason for having no class, with the number of areas it holds for."""

    status: Status
    sign: str
    word: str
    count: int


@dataclass(frozen=True)
class Legend:
    """Classes of a map; `kind` is fill (ratios), circle (counts) or diverging (difference from the city value)."""

    kind: str
    scheme: str
    scheme_title: str
    classes: tuple[LegendClass, ...]
    statuses: tuple[LegendStatus, ...]
    bins: tuple[float, ...]  # unrounded upper bounds
    lowest: float
    note: str  # "gemeinsame Klassen aller Jahre, 32 Gebiete"
    labelled: bool = False  # too few areas for classes: the map says the values instead


@dataclass(frozen=True)
class Series:
    """One line in a time series: (periods,) columns; gaps stay gaps."""

    key: str
    name: str
    role: str  # area | parent | city | group
    periods: tuple[Period, ...]
    cells: tuple[Cell, ...]
    breaks: tuple[Period, ...]  # the series is broken before these
    level: str = ""  # that `key` is a key of


@dataclass(frozen=True)
class View:
    """One indicator, one level, one period, all its areas; and the lines of the chosen ones."""

    selection: Selection
    stamp: Stamp
    indicator: Indicator
    level: LevelInfo
    period: Period
    periods: tuple[Period, ...]
    vintage: Vintage | None
    title: str
    subtitle: str
    source: str
    cells: tuple[Cell, ...]  # areas that exist in the period, by key
    parents: dict[str, tuple[str, ...]]  # level name -> per cell the parent's name
    city: Cell
    quartiles: tuple[float, float, float] | None
    legend: Legend
    classes: NDArray[np.int8]  # (cells,) class of each cell, -1: none
    labels: tuple[str, ...]  # what the map writes on each cell where the legend is labelled, else none
    chosen: tuple[Cell, ...]
    group: Cell | None  # the chosen areas taken together; None for fewer than two or where counts are unknown
    series: tuple[Series, ...]
    reading: str  # one sentence on the first chosen area, else on the city
    notices: tuple[str, ...] = ()
    comparison: Comparison | None = None  # the areas that all periods are converted to
    address: str = ""  # where the same numbers of the same edition can be seen again


@dataclass(frozen=True)
class MatrixView:
    """One indicator at one level over all periods, as the map draws it: (periods, areas) columns over all keys."""

    header: dict[str, Any]  # JSON-able: titles, legends with counts, statuses, city texts per period
    printed: NDArray[np.int64]  # value in units of the last printed decimal
    classes: NDArray[np.int16]  # -1: none
    statuses: NDArray[np.uint8]  # Status; 255: the area did not exist
    split: NDArray[np.uint8] | None = None  # on converted areas: per cent of the value from divided ones; 0: exact


@dataclass(frozen=True)
class ProfileRow:
    """One indicator in a profile."""

    indicator: Indicator
    period: Period
    cell: Cell
    city: Cell
    parent: Cell | None
    difference: str  # printed, with sign and unit "Prozentpunkte" where the unit is %
    band: str  # "im oberen Viertel von 32 Stadtteilen"; "" where no rank may be given
    trend: Series
    city_trend: Series


@dataclass(frozen=True)
class SpineRow:
    """An indicator of a profile among all areas of the level that have a value; None: fewer than four have one."""

    row: ProfileRow
    lowest: Cell | None
    highest: Cell | None
    quartiles: tuple[float, float, float] | None
    of: int  # areas with a value


@dataclass(frozen=True)
class Profile:
    """One area, or several taken together, by theme."""

    stamp: Stamp
    level: LevelInfo
    keys: tuple[str, ...]
    name: str
    kind: str  # "Stadtteil im Stadtbezirk Mitte"
    residents: str
    vintage: Vintage | None
    sections: tuple[tuple[str, tuple[ProfileRow, ...]], ...]  # theme title -> rows
    sources: tuple[str, ...]
    reading_notes: tuple[str, ...]
    period_note: str
    notices: tuple[str, ...] = ()
    comparison: Comparison | None = None  # the areas that all but `kept` are converted to
    kept: tuple[str, ...] = ()  # indicators that stand on the areas of their time
    address: str = ""  # where the same numbers of the same edition can be seen again


@dataclass(frozen=True)
class Table:
    """All areas x chosen indicators; one column an indicator, its period named."""

    stamp: Stamp
    level: LevelInfo
    columns: tuple[tuple[Indicator, Period], ...]
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]  # key, name, one cell a column
    city: tuple[Cell, ...]
    sources: tuple[str, ...]
    notices: tuple[str, ...] = field(default=())
    comparison: Comparison | None = None  # the areas that all but `kept` are converted to
    kept: tuple[str, ...] = ()  # indicators that stand on the areas of their time
    address: str = ""  # where the same numbers of the same edition can be seen again
