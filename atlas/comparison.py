"""What an edition says of a level whose earlier counts are also there on its newest areas."""

import datetime as dt
from dataclasses import dataclass

TODAY = "@heute"  # behind a level's name: its cubes on the newest areas


@dataclass(frozen=True)
class Comparison:
    """Which areas a level is converted to, from when on, and by what."""

    level: str
    day: dt.date  # first day of the newest areas
    since: dt.date  # earlier periods cannot be compared; date.min: all can
    basis: str  # what the weights are shares of
