"""Deliveries in a few lines: a spec and its files in a folder, read."""

from pathlib import Path

from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery, read_delivery
from indicators.errors import FaultyInput
from indicators.model import Status
from indicators.observations import Observations
from indicators.plugins import discover

WIDE = """
title = "Einwohner"
loader = "csv_wide"
file = "*.csv"
source = { producer = "Statistikstelle" }
area = { column = "gebiet", level = "stadtteil" }
period = { column = "jahr", day = "12-31" }
values = { ew = "bev_insg" }
"""


def delivery(folder: Path, text: str = WIDE, name: str = "probe") -> Delivery:
    """A spec that is known to be right."""
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    found, faults = read_delivery(path)
    assert found is not None, "\n".join(map(str, faults))
    return found


def load(folder: Path, spec: str, **files: str | bytes) -> Reading:
    """Files (`a="..."` is a.csv) read by a spec."""
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name}.csv").write_bytes(data)
    found = delivery(folder, spec)
    return discover("indicators.loaders")[found.loader].read(folder, found)  # type: ignore[no-any-return]  # the family's promise


def faults(folder: Path, spec: str, **files: str | bytes) -> list[str]:
    """The sentences with which a load is refused."""
    try:
        load(folder, spec, **files)
    except FaultyInput as error:
        return [str(fault) for fault in error.faults]
    return []


def cells(o: Observations) -> dict[str, float | str]:
    """variable, level, key, period -> number, or the status where there is none or it is not plain."""
    found: dict[str, float | str] = {}
    for row in range(len(o)):
        status = Status(o.status[row])
        place = f"{o.levels[o.level[row]]} {o.areas[o.area[row]]}"
        key = f"{o.variables[o.variable[row]]} {place} {o.periods[o.period[row]].iso}"
        assert key not in found, f"{key} stands twice"
        found[key] = float(o.number[row]) if status is Status.ok else status.name
    return found
