"""CSV with one row an area (and period) and one column a variable: `[values]`, `[sum]`."""

from pathlib import Path

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery
from indicators.loaders._compose import compose
from indicators.loaders._delimited import read_csv
from indicators.loaders._text import Watch, unwatched


def read(path: Path, spec: Delivery, watch: Watch = unwatched) -> Reading:
    """All files of the delivery below the raw folder `path`. FaultyInput names every fault of every file."""
    return compose(path, spec, read_csv, watch)
