"""What an edition says of a level whose counts are also there on the areas of one of its vintages."""

import datetime as dt
from dataclasses import dataclass

TODAY = "heute"  # the newest areas, as an address names them; older ones have the last day that they were valid


@dataclass(frozen=True)
class Comparison:
    """Which areas a level is converted to, between which days, and by what."""

    level: str
    day: dt.date  # first day of these areas; date.min: since ever
    since: dt.date  # earlier periods cannot be compared; date.min: all can
    basis: str  # what the weights are shares of
    word: str = TODAY
    last: dt.date = dt.date.max  # last day of these areas
    until: dt.date = dt.date.max  # later periods cannot be compared
    one_way: tuple[dt.date, ...] = ()  # first days of new areas from which nobody knows the way back

    @property
    def stored(self) -> str:
        """Under which name the store keeps the cubes of the level on these areas."""
        return stored(self.level, self.word)


def stored(level: str, word: str) -> str:
    """The level as the store names it: as delivered, or on the areas that `word` names."""
    return f"{level}@{word}" if word else level
