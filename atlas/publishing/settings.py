"""What a town says in city.toml of how it publishes: `[publication]`."""

from dataclasses import dataclass

from indicators.disclosure.rounding import BASES, TOTALS, Rounding
from indicators.errors import Fault
from indicators.forms import fill, nearest

PLACE = "city.toml, [publication]"


@dataclass(frozen=True)
class PublicationForm:
    """The table [publication]."""

    rounding: int = 0  # of BASES
    totals: str = "rounded"  # of TOTALS


def read_rounding(document: dict[str, object], faults: list[Fault]) -> Rounding:
    """How the town rounds what it publishes; faults are appended."""
    form = fill(PublicationForm, document.get("publication", {}), PLACE, faults)
    if form is None:
        return Rounding()
    if form.rounding not in BASES:
        faults.append(
            Fault(
                f"{PLACE}, Feld rounding",
                f"{form.rounding} ist keine Rundungsbasis; erlaubt sind 0 (nicht gerundet), 3, 5 und 10.",
            )
        )
    if form.totals not in TOTALS:
        faults.append(
            Fault(f"{PLACE}, Feld totals", f"„{form.totals}“ gibt es hier nicht; {nearest(form.totals, TOTALS)}.")
        )
    elif "totals" in _table(document) and not form.rounding:
        faults.append(
            Fault(f"{PLACE}, Feld totals", "Ohne Rundung werden Summen immer genannt; streichen Sie das Feld.")
        )
    return Rounding(form.rounding, form.totals)


def _table(document: dict[str, object]) -> dict[str, object]:
    table = document.get("publication", {})
    return table if isinstance(table, dict) else {}
