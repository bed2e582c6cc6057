"""The fields of `city.toml` that speak of levels, outlines, parents, corrections and crosswalks."""

import datetime as dt

from geo.fields import Field

HEAD_FIELDS = {"area_key": Field(required=True), "area_name": Field(required=True)}
LEVEL_FIELDS = {
    "id": Field(required=True),
    "name": Field(required=True),
    "plural": Field(required=True),
    "order": Field("ganze Zahl", required=True, default=0),
    "nested_in": Field(),
}
SHARED_FIELDS = {
    "level": Field(required=True),
    "key_pattern": Field(),
    "names": Field("Tabelle", default={}),
    "valid_from": Field("Datum", default=None),
    "valid_to": Field("Datum", default=None),
    "parents": Field("Tabelle", default={}),
}
BOUNDARY_FIELDS = SHARED_FIELDS | {
    "file": Field(),
    "format": Field(),
    "layer": Field(),
    "from_level": Field(),
    "key": Field(),
    "key_format": Field(),
    "key_pad": Field("ganze Zahl", default=0),
    "name": Field(),
    "name_pattern": Field(),
    "crs": Field(),
    "encoding": Field(),
    "shown_before": Field("true oder false", default=False),
    "repair": Field(),
    "drop": Field("Liste", default=[]),
    "drop_reason": Field(),
    "correction": Field("Liste von Tabellen", default=[]),
}
KEYED_FIELDS = SHARED_FIELDS | {"keys_from": Field(), "keys": Field("Liste", default=[])}
CROSSWALK_FIELDS = {
    "level": Field(required=True),
    "date": Field("Datum", required=True, default=dt.date.min),
    "overlay": Field("true oder false", default=False),
    "parts": Field(),
    "variable": Field(),
    "file": Field(),
    "old": Field(),
    "new": Field(),
    "weight": Field(),
    "back": Field(),
    "basis": Field(),
    "delimiter": Field(default=";"),
    "tolerance": Field("Zahl", default=0.0),
}
PARENT_FIELDS = {
    "prefix": Field("ganze Zahl", default=0),
    "column": Field(),
    "area": Field(),
    "table": Field(),
    "key": Field(),
    "parent": Field(),
    "delimiter": Field(default=";"),
    "format": Field(),
    "pad": Field("ganze Zahl", default=0),
}
CORRECTION_FIELDS = {
    "key": Field(required=True),
    "new_key": Field(required=True),
    "reason": Field(required=True),
    "new_name": Field(),
    "within": Field("Tabelle", default={}),
}
WITHIN_FIELDS = {
    "parent_outline": Field(),
    "name": Field(),
    "near": Field("Liste", default=[]),
    "columns": Field("Tabelle", default={}),
}
