"""The map's props for a View: which files, which colours, which signs."""

from atlas import colours
from atlas.city import City
from atlas.hatches import styles
from atlas.numbers import SIGNS
from atlas.selection import Selection
from atlas.view import View
from indicators.model import Indicator

MATRIX_PARTS = (
    "klassen",
    "anzahl",
    "grenzen",
    "bezug",
    "abweichung",
    "gebietsstand",
)  # of an address: all that numbers and classes depend on


def matrix_address(city: City, selection: Selection) -> str:
    """The address of a selection's matrix; a year step asks for nothing, so the period is no part of it."""
    kept = [part for part in selection.query().split("&") if part.split("=")[0] in MATRIX_PARTS]
    address = f"/daten/{city.edition.number}/{selection.indicator}/{selection.level}.matrix"
    return f"{address}?{'&'.join(kept)}" if kept else address


def bases_address(city: City, selection: Selection, indicator: Indicator) -> str | None:
    """The address of the n behind the values; None for counts."""
    if not indicator.denominator:
        return None
    address = f"/daten/{city.edition.number}/{selection.indicator}/{selection.level}/n.matrix"
    return f"{address}?gebietsstand={selection.vintage}" if selection.vintage else address


def map_props(city: City, view: View) -> dict[str, object]:
    """Props of AtlasMap; empty files for a level without outlines."""
    number, level = city.edition.number, view.level.id
    vintages = [v for v in city.vintages if v.level == level] or list(city.vintages)[:1]
    bounds = (
        min(v.bounds[0] for v in vintages),
        min(v.bounds[1] for v in vintages),
        max(v.bounds[2] for v in vintages),
        max(v.bounds[3] for v in vintages),
    )
    return {
        "label": view.title,
        "geometry": f"/gebiete/{number}/geometry/{level}/{{vintage}}",
        "borders": f"/gebiete/{number}/borders/{level}/{{vintage}}",
        "labels": f"/gebiete/{number}/labels/{level}/{{vintage}}",
        "vintage": view.vintage.number if view.vintage else -1,  # none: nothing is fetched
        "areas": len(view.cells),
        "bounds": [[bounds[0], bounds[1]], [bounds[2], bounds[3]]],
        "matrix": matrix_address(city, view.selection),
        "bases": bases_address(city, view.selection, view.indicator),
        "period": view.periods.index(view.period),
        "mode": "circle" if view.legend.kind == "circle" else "fill",
        "colours": colours.class_colours(view.legend.kind, view.legend.bins, view.legend.lowest),
        "styles": map_styles(),
        "selected": list(view.selection.areas),
        "background": background(city),
    }


def map_styles() -> dict[str, dict[str, object]]:
    """How the map draws and calls every status."""
    return styles({status: sign.word for status, sign in SIGNS.items()})


SHAPES = ("circle", "square", "triangle", "diamond", "star")


def facility_looks(city: City) -> dict[str, dict[str, str]]:
    """Shape, colour and name of every type of facility that the town has: type -> look."""
    types = sorted({f["type"] for f in city.facilities})
    return {
        kind: {"shape": SHAPES[i % len(SHAPES)], "colour": colours.LINES[i % len(colours.LINES)].colour, "label": kind}
        for i, kind in enumerate(types)
    }


def background(city: City) -> dict[str, str] | None:
    """Tiles of the town's own (city.toml, [background] tiles and attribution); None for most towns."""
    declared = city.head.background
    return {"tiles": declared["tiles"], "attribution": declared.get("attribution", "")} if "tiles" in declared else None
