"""CSV with one row a number, and columns that name variable, area and period: `[[rows]]`, `[category]`."""

from pathlib import Path

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery
from indicators.loaders._compose import compose
from indicators.loaders._delimited import read_csv
from indicators.loaders._text import Watch, unwatched


def read(path: Path, spec: Delivery, watch: Watch = unwatched) -> Reading:
    """All files of the delivery below the raw folder `path`. FaultyInput names every fault of every file."""
    return compose(path, spec, read_csv, watch)
