"""Read the lists of facilities: every row is a place on the map, counted without one, blank, or a fault."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from atlas.facilities.ground import NEAR, Ground, degrees
from atlas.facilities.spec import COLUMNS, AddressSpec, FacilitySpec, read_specs
from atlas.facilities.table import Row, number_of, read_table
from geo.areas import Area
from geo.errors import comma, named
from geo.reading import find_files
from indicators.errors import Fault, FaultyInput

SHOWN = 10  # rows named in one sentence


@dataclass(frozen=True)
class Unplaced:
    """A facility that no map can show."""

    row: int
    key: str
    name: str
    reason: str  # German


@dataclass(frozen=True)
class ListRead:
    """What one file gave: placed, unplaced and blank rows are together all rows below the header."""

    file: str
    placed: tuple[dict[str, str], ...] = ()  # COLUMNS as text, lon and lat in WGS84
    unplaced: tuple[Unplaced, ...] = ()
    blank: int = 0
    remarks: tuple[str, ...] = ()  # German sentences


@dataclass(frozen=True)
class FacilityReading:
    """All lists of a town; with faults they must not be taken in."""

    lists: tuple[ListRead, ...] = ()
    faults: list[Fault] = field(default_factory=list)

    @property
    def facilities(self) -> tuple[dict[str, str], ...]:
        """Every facility that has a place."""
        return tuple(facility for one in self.lists for facility in one.placed)


@dataclass(frozen=True)
class _Address:
    """Where the coordinates of one row stand."""

    place: str
    x: str | float
    y: str | float


def read_facilities(document: Mapping[str, object], raw: Path, areas: Sequence[Area] = ()) -> FacilityReading:
    """All facilities with coordinates in WGS84, and all faults; `areas` are the land that they should stand on."""
    faults: list[Fault] = []
    lists: list[ListRead] = []
    seen: dict[str, str] = {}  # key -> where it stands first
    ground = Ground(areas)
    for place, spec in read_specs(document, faults):
        files = find_files(spec.file, (raw,))
        if not files:
            said = f"Die Datei „{spec.file}“ gibt es nicht; berichtigen Sie den Namen."
            faults.append(Fault(f"{place}, Feld file", said))
        try:
            addresses = _addresses(spec.addresses, raw, place) if spec.addresses and files else {}
        except FaultyInput as error:
            faults += error.faults
            continue
        for name, path in files:
            try:
                lists.append(_read_list(name, path, spec, addresses, ground, seen))
            except FaultyInput as error:
                faults += error.faults
    return FacilityReading(tuple(lists), faults)


def _addresses(spec: AddressSpec, raw: Path, place: str) -> dict[str, _Address]:
    """The coordinates of every address key as they stand in the file; a key with two places is a fault."""
    files = find_files(spec.file, (raw,))
    if not files:
        said = f"Die Datei „{spec.file}“ gibt es nicht; berichtigen Sie den Namen."
        raise FaultyInput([Fault(f"{place}, Feld addresses.file", said)])
    found: dict[str, _Address] = {}
    faults = []
    for name, path in files:
        for row in read_table(path, name, spec, (spec.key, spec.x, spec.y)).rows:
            key, here = row.text(spec.key), f"{name}, Zeile {row.number}"
            address = _Address(here, row.cells[spec.x], row.cells[spec.y])
            first = found.setdefault(key, address)
            if key and (first.x, first.y) != (address.x, address.y):
                said = f"Die Adresse „{key}“ hat andere Koordinaten als in {first.place}; berichtigen Sie die Datei."
                faults.append(Fault(here, said))
    if faults:
        raise FaultyInput(faults)
    return found


def _read_list(
    name: str, path: Path, spec: FacilitySpec, addresses: Mapping[str, _Address], ground: Ground, seen: dict[str, str]
) -> ListRead:
    """One file; FaultyInput names every row that is not as it should be."""
    table = read_table(path, name, spec, spec.wanted)
    faults: list[Fault] = []
    rows: list[tuple[Row, dict[str, str]]] = []
    points: list[tuple[float, float]] = []
    unplaced: list[Unplaced] = []
    for row in table.rows:
        here = f"{name}, Zeile {row.number}"
        facility = _facility(row, spec)
        faults += _row_faults(facility, here, seen)
        found = _where(row, spec, addresses, here)
        if isinstance(found, Fault):
            faults.append(found)
        elif isinstance(found, str):
            unplaced.append(Unplaced(row.number, facility["key"], facility["name"], found))
        else:
            rows.append((row, facility))
            points.append(found)
    system = spec.addresses.crs if spec.addresses else spec.crs
    placed, wrong, remarks = _placed(name, rows, points, system, spec.outside_reason, ground)
    if faults or wrong:
        raise FaultyInput([*faults, *wrong])
    return ListRead(name, placed, tuple(unplaced), table.blank, remarks)


def _facility(row: Row, spec: FacilitySpec) -> dict[str, str]:
    """The columns of the point layer but the place, which is found later."""
    facility = {name: row.text(getattr(spec, name)) for name in COLUMNS[:-2]}
    return facility | ({"type": spec.all_of_type} if spec.all_of_type else {})


def _row_faults(facility: Mapping[str, str], here: str, seen: dict[str, str]) -> list[Fault]:
    """What is wrong with a row besides its place; keys are unique over all lists."""
    words = {"key": "Der Schlüssel", "name": "Der Name", "type": "Die Art"}
    absent = [words[column] for column in words if not facility[column]]
    faults = [Fault(here, f"{word} fehlt; tragen Sie etwas ein.") for word in absent]
    key = facility["key"]
    if key and key in seen:
        first = seen[key]
        above = "schon weiter oben" if first.rpartition(",")[0] == here.rpartition(",")[0] else f"schon in {first}"
        faults.append(Fault(here, f"Der Schlüssel „{key}“ steht {above}."))
    seen.setdefault(key, here)
    if not re.fullmatch("[0-9]*", facility["places"]):
        faults.append(Fault(here, f"„{facility['places']}“ ist keine Zahl von Plätzen."))
    return faults


def _where(
    row: Row, spec: FacilitySpec, addresses: Mapping[str, _Address], here: str
) -> tuple[float, float] | str | Fault:
    """The coordinates of a row, or why nobody knows them, or what is wrong with them."""
    decimal = spec.addresses.decimal if spec.addresses else spec.decimal
    if spec.address:
        key = row.text(spec.address)
        if not key:
            return "kein Adressschlüssel"
        if key not in addresses:
            return f"der Adressschlüssel „{key}“ steht nicht in der Adressdatei"
        address = addresses[key]
    else:
        address = _Address(here, row.cells[spec.x], row.cells[spec.y])
    if address.x == address.y == "":
        return "keine Koordinaten" if not spec.address else "die Adressdatei hat keine Koordinaten dazu"
    x, y = number_of(address.x, decimal), number_of(address.y, decimal)
    if x is not None and y is not None and np.isfinite([x, y]).all():
        return x, y
    sign = "Dezimalpunkt" if decimal == "." else "Dezimalkomma"
    said = f"„{address.x}“ und „{address.y}“ sind keine Koordinaten (Zahlen mit {sign}; siehe decimal)."
    return Fault(address.place, said)


def _placed(
    name: str,
    rows: Sequence[tuple[Row, dict[str, str]]],
    points: Sequence[tuple[float, float]],
    system: str,
    outside_reason: str,
    ground: Ground,
) -> tuple[tuple[dict[str, str], ...], list[Fault], tuple[str, ...]]:
    """The facilities with longitude and latitude, faults for places one cannot believe, and remarks."""
    given = np.array(points, dtype=np.float64).reshape(-1, 2)
    found = degrees(given, system)
    far = ground.distance(found)
    swapped = (far > NEAR) & (ground.distance(degrees(given[:, ::-1], system)) <= NEAR)
    nowhere = ~np.isfinite(found).all(axis=1) & ~swapped
    outside = (far > NEAR) & ~swapped & ~nowhere & bool(ground.outlines)
    faults = []
    for index in np.flatnonzero(nowhere).tolist():
        x, y = (comma(value, 5) for value in points[index])
        said = f"„{x}“ und „{y}“ sind keine Koordinaten im Bezugssystem {system}; prüfen Sie crs."
        faults.append(Fault(f"{name}, Zeile {rows[index][0].number}", said))
    if swapped.any():
        which = named([str(rows[index][0].number) for index in np.flatnonzero(swapped).tolist()], SHOWN)
        said = "Länge und Breite sind vertauscht; berichtigen Sie x und y in city.toml oder die Liste."
        faults.append(Fault(f"{name}, Zeile {which}", said))
    remarks = []
    if outside.any():
        strangers = [
            f"Zeile {rows[i][0].number} ({rows[i][1]['name']}, {comma(far[i] / 1000, 1)} km)"
            for i in np.flatnonzero(outside).tolist()
        ]
        what = f"außerhalb der Stadt: {named(strangers, SHOWN)}"
        if outside_reason:
            remarks.append(f"{what}; {outside_reason}.")
        else:
            advice = "prüfen Sie Koordinaten und crs, oder nennen Sie mit outside_reason, warum sie dazugehören."
            faults.append(Fault(name, f"{what[0].upper()}{what[1:]}; {advice}"))
    placed = tuple(
        facility | {"lon": _print(lon), "lat": _print(lat)}
        for (_, facility), (lon, lat) in zip(rows, found.tolist(), strict=True)
    )
    return placed, faults, tuple(remarks)


def _print(angle: float) -> str:
    """Seven decimals are a centimetre.

    >>> _print(9.41), _print(54.0)
    ('9.41', '54')
    """
    return f"{angle:.7f}".rstrip("0").rstrip(".")
