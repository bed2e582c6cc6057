"""Datenstand: what is expected and late, who checked what, what the edition is made of and what the load had to say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from dash import Dash, html

from atlas.city import City
from atlas.components.availability import variable_table
from atlas.components.behind import PARTS, behind, named, opened
from atlas.components.checks import checks, outlines, report_of
from atlas.components.choosers import select
from atlas.components.deliveries import deliveries
from atlas.components.parts import empty, section
from atlas.components.still import still
from atlas.components.upkeep import expected, looked_over, unplaced
from atlas.numbers import text
from atlas.view.words import stamp
from indicators.counting import availability
from indicators.counting.availability import Availability
from indicators.model import Variable

PATH = "/datenstand"
TITLE = "Datenstand"
ORDER = 55
INTERNAL = True
UPKEEP = True  # for those who look after the data: below one word in the navigation

REST = "Weitere Merkmale"  # delivered, but used by no indicator of the town


def layout(city: City, query: dict[str, str]):
    today = dt.date.today()
    parts = [section("Erwartete Lieferungen", expected(city, today), "Was überfällig ist, zuerst.", "erwartet")]
    parts += [section("Merkmale und Jahre", _matrix(city, query), "Was geliefert ist und was fehlt.", "merkmale")]
    if report_of(city):
        parts += [
            section("Lieferungen", still(deliveries(city)), "Jede mit Herkunft, Umfang und Hinweisen.", "lieferungen"),
            section("Wer hat was geprüft", looked_over(city), "Aufgenommen, beantwortet, durchgesehen.", "geprueft"),
            section("Vergleiche", still(checks(city)), "Was beim Laden gegeneinander gehalten wurde.", "pruefungen"),
            section("Gebiete und Umrisse", still(outlines(city)), "Woher die Grenzen stammen.", "umrisse"),
        ]
    if (lists := unplaced(city)) is not None:
        parts.append(section("Einrichtungen", lists, "Ohne Koordinaten zeigt sie keine Karte.", "einrichtungen"))
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
        used = behind(city)[theme]
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
            for variable in opened(city, named(indicator, part)):
                home.setdefault(variable, city.catalogue.themes[indicator.theme].title)
    groups: dict[str, list[Variable]] = defaultdict(list)
    for one in sorted(_variables(city, found), key=_title):
        groups[home.get(one.id, REST)].append(one)
    order = [t.title for t in sorted(city.catalogue.themes.values(), key=lambda t: t.order)]
    return {title: groups[title] for title in (*order, REST) if title in groups}


def callbacks(app: Dash, city: City) -> None:
    """None: choosers write the address, the rest is text."""
