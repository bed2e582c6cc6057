"""Levels as pages name them: the town's own division, and what people made out of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class OwnInfo:
    """What is known of a level that people made out of areas of another one."""

    from_level: str
    by: str
    on: dt.date
    covers: bool  # every area of `from_level` that there is today lies in one


@dataclass(frozen=True)
class LevelInfo:
    """A level as pages name it."""

    id: str
    name: str  # Stadtteil
    plural: str  # Stadtteile
    has_map: bool
    divides: bool = True  # its areas are all of the town, so that they add up to it
    own: OwnInfo | None = None  # made by people, not the town's own division

    @property
    def label(self) -> str:
        """The name in a list of levels, where it must be seen whose it is."""
        return f"{self.name} (eigene)" if self.own else self.name

    @property
    def label_of_all(self) -> str:
        """The plural in a list of levels."""
        return f"{self.plural} (eigene)" if self.own else self.plural


def finest(levels: Sequence[LevelInfo]) -> str:
    """The level that a paper on the whole town looks at: Stadtteile, else the finest with a map."""
    mapped = [info.id for info in levels if info.has_map]
    return "stadtteil" if "stadtteil" in mapped else (mapped or [info.id for info in levels])[-1]
