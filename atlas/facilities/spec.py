"""What city.toml says of a list of facilities: which file, which columns, where the coordinates stand."""

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from atlas.facilities.ground import known_system
from indicators.errors import Fault
from indicators.forms import fill

COLUMNS: Final = ("key", "name", "type", "provider", "places", "age_from", "age_to", "lon", "lat")  # of the point layer


@dataclass(frozen=True)
class AddressSpec:
    """The table `addresses` of a list: which file has the coordinates of address keys."""

    file: str  # below the raw folder
    key: str  # the columns of the address key and the coordinates
    x: str = "lon"
    y: str = "lat"
    crs: str = "EPSG:4326"
    decimal: str = "."
    delimiter: str = ";"
    encoding: str = "utf-8-sig"
    sheet: str = ""
    skip_rows: int = 0


@dataclass(frozen=True)
class FacilitySpec:
    """One table [[facilities]] of city.toml."""

    file: str  # below the raw folder; a pattern takes several
    key: str = "key"  # these to `y` are names of columns
    name: str = "name"
    type: str = "type"
    provider: str = "provider"
    places: str = "places"
    age_from: str = "age_from"
    age_to: str = "age_to"
    x: str = "lon"
    y: str = "lat"
    all_of_type: str = ""  # instead of the column type: what all of the list are
    address: str = ""  # instead of x and y: the column with the address key
    addresses: AddressSpec | None = None
    crs: str = "EPSG:4326"
    decimal: str = "."
    outside_reason: str = ""  # why facilities outside of the town belong to the list
    delimiter: str = ";"
    encoding: str = "utf-8-sig"
    sheet: str = ""
    skip_rows: int = 0

    @property
    def coordinates(self) -> tuple[str, ...]:
        """The columns that say where a facility stands."""
        return (self.address,) if self.address else (self.x, self.y)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The columns without which the list cannot be read: what a place needs, and what the town names."""
        usual = {f.name: f.default for f in fields(self)}
        named = ("provider", "places", "age_from", "age_to")
        extra = [getattr(self, name) for name in named if getattr(self, name) != usual[name]]
        kind = () if self.all_of_type else (self.type,)
        return tuple(dict.fromkeys((self.key, self.name, *kind, *self.coordinates, *extra)))


def read_specs(document: Mapping[str, object], faults: list[Fault]) -> list[tuple[str, FacilitySpec]]:
    """Every list with its place in city.toml, and the faults appended; a single [facilities] is a list of one."""
    tables = document.get("facilities")
    if isinstance(tables, list):
        declared = [(f"city.toml, facilities[{number}]", table) for number, table in enumerate(tables, 1)]
    else:
        declared = [("city.toml, [facilities]", tables)] if tables is not None else []
    found = []
    for place, table in declared:
        spec = fill(FacilitySpec, table, place, faults)
        wrong = list(_contradictions(spec, place)) if spec is not None else []
        faults += wrong
        if spec is not None and not wrong:
            found.append((place, spec))
    return found


def _contradictions(spec: FacilitySpec, place: str) -> Iterator[Fault]:
    """What each field alone allows, but not together or not in this value."""
    yield from _file_faults(spec, place)
    if spec.addresses is not None:
        yield from _file_faults(spec.addresses, f"{place}, Feld addresses")
    if spec.address and spec.addresses is None:
        said = "Zur Spalte mit dem Adressschlüssel fehlt die Tabelle addresses mit der Adressdatei."
        yield Fault(f"{place}, Feld address", said)
    if spec.addresses is not None and not spec.address:
        said = "Zur Adressdatei fehlt das Feld address: die Spalte der Liste mit dem Adressschlüssel."
        yield Fault(f"{place}, Feld addresses", said)


def _file_faults(spec: FacilitySpec | AddressSpec, place: str) -> Iterator[Fault]:
    if len(spec.delimiter) != 1:
        yield Fault(f"{place}, Feld delimiter", "Das Trennzeichen ist ein einziges Zeichen.")
    if spec.decimal not in (".", ","):
        yield Fault(f"{place}, Feld decimal", f"„{spec.decimal}“ trennt keine Nachkommastellen; erlaubt: „.“ und „,“.")
    if spec.skip_rows < 0:
        yield Fault(f"{place}, Feld skip_rows", "Die Zahl der Zeilen über der Kopfzeile ist nicht negativ.")
    if not known_system(spec.crs):
        said = f"Das Bezugssystem „{spec.crs[:50]}“ ist unbekannt; gültig ist etwa crs = „EPSG:25832“."
        yield Fault(f"{place}, Feld crs", said)
    try:
        codecs.lookup(spec.encoding)
    except LookupError:
        said = f"Den Zeichensatz „{spec.encoding[:50]}“ gibt es nicht; gültig sind etwa „utf-8“ und „cp1252“."
        yield Fault(f"{place}, Feld encoding", said)
