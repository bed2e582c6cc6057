"""Datenstand: what the edition is made of, which variable it has for which year, and what the load had to say."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from dash import Dash, html

from atlas.city import City
from atlas.components.availability import variable_table
from atlas.components.checks import checks, outlines, report_of
from atlas.components.choosers import select
from atlas.components.deliveries import deliveries
from atlas.components.parts import empty, section
from atlas.components.still import still
from atlas.numbers import text
from atlas.view.words import stamp
from indicators.counting import availability
from indicators.counting.availability import Availability
from indicators.expression import parse
from indicators.model import Indicator, Variable

PATH = "/datenstand"
TITLE = "Datenstand"
ORDER = 55

REST = "Weitere Merkmale"  # delivered, but used by no indicator of the town
PARTS = ("numerator", "denominator", "contributors")  # of an indicator, in the order in which they claim a variable


def layout(city: City, query: dict[str, str]):
    parts = [section("Merkmale und Jahre", _matrix(city, query), "Was geliefert ist und was fehlt.", "merkmale")]
    if report_of(city):
        parts += [
            section("Lieferungen", still(deliveries(city)), "Jede mit Herkunft, Umfang und Hinweisen.", "lieferungen"),
            section("Prüfungen", still(checks(city)), "Was beim Laden verglichen wurde.", "pruefungen"),
            section("Gebiete und Umrisse", still(outlines(city)), "Woher die Grenzen stammen.", "umrisse"),
        ]
    return html.Div([_head(city), *parts], className="seite datenstand")


def _head(city: City):
    said = stamp(city)
    counted, together = report_of(city).get("deliveries", []), report_of(city).get("together", {})
    figures = [
        (len(counted), "Lieferungen"),
        (sum(len(d["files"]) for d in counted), "Dateien"),
        (len({v for d in counted for v in d["variables"]}), "Merkmale"),
        (len(city.indicators()), "Indikatoren"),
        (together.get("observations", 0), "Werte der Gebiete"),
    ]
    listed = [html.Div([html.Dt(name), html.Dd(text(number, 0))]) for number, name in figures]
    return html.Div(
        [
            html.H1("Datenstand"),
            html.P(f"{said.line}. {said.notice}.", className="vorspann"),
            html.Dl(listed, className="kennzahlen"),
        ]
    )


# --- matrix ----------------------------------------------------------------------------------------------------------


@lru_cache(8)
def _found(city: City) -> Availability:
    """What the edition knows of its variables; empty for editions made before the atlas counted it."""
    file = city.file(availability.FILE)
    return availability.read(file) if file else {}


def _matrix(city: City, query: Mapping[str, str]):
    found = _found(city)
    if not found:
        return empty("Dieser Stand wurde ohne Übersicht der Merkmale gebildet; laden Sie die Kommune noch einmal.")
    there = [info for info in city.levels if any(info.id in by_level for by_level in found.values())]
    level = query.get("ebene", "")
    if level not in {info.id for info in there}:
        level = _usual(city, found)
    groups = _grouped(city, found)
    ordered = sorted(city.catalogue.themes.values(), key=lambda t: t.order)
    titles = {t.id: t.title for t in ordered if t.title in groups}
    theme = query.get("thema", "") if query.get("thema", "") in titles else ""
    shown = list(groups.items())
    if theme:
        used = _used(city, theme)
        shown = [(titles[theme], sorted((v for v in _variables(city, found) if v.id in used), key=_title))]
    years = {k.period.year for by_level in found.values() for members in by_level.values() for k in members}
    choosers = html.Div(
        [
            select("Raumebene", "ebene", [(info.id, info.label) for info in there], level),
            select("Thema", "thema", [("", "Alle Themen"), *titles.items()], theme),
        ],
        className="felder",
    )
    return [choosers, *variable_table(city, level, found, shown, range(min(years), max(years) + 1))]


def _usual(city: City, found: Availability) -> str:
    """The level for which most was delivered, the finest of equals."""
    counted = {
        info.id: sum(any(k.delivered for k in by_level.get(info.id, ())) for by_level in found.values())
        for info in city.levels
    }
    return max(city.levels, key=lambda info: (counted[info.id], city.levels.index(info))).id


def _variables(city: City, found: Availability) -> list[Variable]:
    return [city.catalogue.variables[v] for v in found if v in city.catalogue.variables]


def _title(variable: Variable) -> str:
    return variable.title


def _grouped(city: City, found: Availability) -> dict[str, list[Variable]]:
    """Title of the theme that a variable belongs to first -> its variables; numerators claim before denominators."""
    home: dict[str, str] = {}
    for part in PARTS:
        for indicator in city.indicators():
            for variable in _open(city, _names(indicator, part)):
                home.setdefault(variable, city.catalogue.themes[indicator.theme].title)
    groups: dict[str, list[Variable]] = defaultdict(list)
    for one in sorted(_variables(city, found), key=_title):
        groups[home.get(one.id, REST)].append(one)
    order = [t.title for t in sorted(city.catalogue.themes.values(), key=lambda t: t.order)]
    return {title: groups[title] for title in (*order, REST) if title in groups}


def _names(indicator: Indicator, part: str) -> frozenset[str]:
    if part == "contributors":
        return frozenset({indicator.rules.contributors} - {""})
    expression = getattr(indicator, part)
    return parse(expression).variables if expression else frozenset()


def _open(city: City, names: frozenset[str]) -> list[str]:
    """The variables and those that they are derived from."""
    waiting, met = sorted(names), []
    while waiting:
        name = waiting.pop(0)
        if name in met:
            continue
        met.append(name)
        variable = city.catalogue.variables.get(name)
        waiting += sorted(parse(variable.expression).variables) if variable and variable.expression else []
    return met


def _used(city: City, theme: str) -> set[str]:
    """All variables behind the indicators of a theme."""
    members = [i for i in city.indicators() if i.theme == theme]
    return {v for i in members for part in PARTS for v in _open(city, _names(i, part))}


def callbacks(app: Dash, city: City) -> None:
    """None: choosers write the address, the rest is text."""
