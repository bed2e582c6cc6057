"""Facilities (Einrichtungen): the point layer of a town, read from the lists that city.toml names."""

from atlas.facilities.reading import FacilityReading, ListRead, Unplaced, read_facilities
from atlas.facilities.report import facility_file, facility_text, said_of_facilities
from atlas.facilities.spec import COLUMNS, AddressSpec, FacilitySpec

__all__ = [
    "COLUMNS",
    "AddressSpec",
    "FacilityReading",
    "FacilitySpec",
    "ListRead",
    "Unplaced",
    "facility_file",
    "facility_text",
    "read_facilities",
    "said_of_facilities",
]
