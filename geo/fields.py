"""Check one table of a town's TOML file against its fields: names, kinds, presence."""

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import Fault

KINDS: Mapping[str, tuple[type, ...]] = {
    "Text": (str,),
    "ganze Zahl": (int,),
    "Zahl": (int, float),
    "true oder false": (bool,),
    "Datum": (dt.date,),
    "Liste": (list,),
    "Tabelle": (dict,),
    "Liste von Tabellen": (list,),
}


@dataclass(frozen=True)
class Field:
    """What one field may hold."""

    kind: str = "Text"  # a key of KINDS
    required: bool = False
    default: Any = ""


def fits(value: Any, kind: str) -> bool:
    """Whether a TOML value is of that kind; a boolean is no number and a moment is no date.

    >>> fits(True, "Zahl"), fits(3, "Zahl"), fits(dt.datetime(2020, 1, 1), "Datum")
    (False, True, False)
    """
    if isinstance(value, bool) or kind == "true oder false":
        return isinstance(value, bool) and kind == "true oder false"
    if isinstance(value, dt.datetime):
        return False
    if kind == "Liste von Tabellen":
        return isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return isinstance(value, KINDS[kind])


def checked(
    table: Mapping[str, Any], fields: Mapping[str, Field], place: str
) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """Every field with its value or default, and all faults; a faulty field has its default."""
    faults = []
    for name in table:
        if name not in fields:
            near = difflib.get_close_matches(name, fields, n=1)
            hint = f"gemeint ist wohl „{near[0]}“" if near else f"erlaubt sind {', '.join(fields)}"
            faults.append(Fault(f"{place}.{name}", f"das Feld „{name}“ gibt es nicht; {hint}."))
    values = {}
    for name, rule in fields.items():
        values[name] = rule.default
        if name not in table:
            if rule.required:
                faults.append(Fault(f"{place}.{name}", f"das Feld „{name}“ fehlt; verlangt ist: {rule.kind}."))
        elif not fits(table[name], rule.kind):
            faults.append(Fault(f"{place}.{name}", f"„{table[name]}“ passt nicht; verlangt ist: {rule.kind}."))
        elif rule.required and table[name] == "":
            faults.append(Fault(f"{place}.{name}", f"das Feld „{name}“ ist leer; verlangt ist: {rule.kind}."))
        else:
            values[name] = table[name]
    return values, tuple(faults)
