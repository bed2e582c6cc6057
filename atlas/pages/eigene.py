"""Eigene Gebiete: areas put together from the smallest units by clicks, lines or a list; those there are, changed.

The work is done by assets/eigene*.js and the routes of atlas/web/own_areas.py; this page is what stands still.
"""

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from atlas.city import City
from atlas.components import groupings
from atlas.components.findings import log_in
from atlas.components.locator import newest
from atlas.components.map import AtlasMap
from atlas.components.parts import address, empty, notice_list, section
from atlas.components.stage import background
from atlas.levels import LevelInfo
from atlas.web.writing import may_write

PATH = "/eigene"
TITLE = "Eigene Gebiete"
ORDER = 58
INTERNAL = True
UPKEEP = True  # for those who look after the data: below one word in the navigation

NOTE = "Pfeiltasten verschieben die Karte, Plus und Minus zoomen. Die Liste unter der Karte wählt dieselben Gebiete."


def layout(city: City, query: dict[str, str]):
    why = may_write()
    parts: list[Any] = [_head(), _done(city, query)]
    there = groupings.listed(city, may_write=not why)
    if why:
        shut = [html.P(f"Anlegen und ändern können Sie sie hier nicht. {why}"), log_in(PATH, "Mit Kennwort anmelden")]
        parts += [section("Vorhandene Einteilungen", [there, *shut])]
    else:
        parts += [_workshop(city, query)]
        parts += [section("Vorhandene Einteilungen", there, "Was entfernt wird, bleibt als Datei aufgehoben.")]
    return html.Div(parts, className="seite eigene")


def _head():
    lead = (
        "Beratungsgebiete, Einzugsbereiche, Quartiere: eigene Gebiete aus den kleinsten Einheiten der Kommune, "
        "mit allen Indikatoren."
    )
    return html.Div([html.H1(TITLE), html.P(lead, className="vorspann")])


def _done(city: City, query: dict[str, str]):
    """What the visitor has just done, after the page was loaded anew."""
    if query.get("entfernt"):
        said = f"Die Einteilung ist entfernt (Stand {city.edition.number}); ihre Datei liegt im Ordner eigene/frueher."
        return html.Div(html.P(said), className="getan", role="status")
    info = next((i for i in city.levels if i.own and i.id == query.get("gespeichert")), None)
    if info is None:
        return html.Div()
    ways = [
        html.A("Auf der Karte erkunden", href=address("/erkunden", ebene=info.id), className="knopf voran"),
        html.A("Als Tabelle", href=address("/tabelle", ebene=info.id), className="knopf"),
        html.A("Weiter ändern", href=address(PATH, einteilung=info.id), className="knopf"),
    ]
    said = f"„{info.name}“ ist gespeichert (Stand {city.edition.number}) und überall eine Raumebene."
    return html.Div([html.P(said), html.Div(ways, className="knopfreihe")], className="getan", role="status")


def _workshop(city: City, query: dict[str, str]):
    opened = next((i for i in city.levels if i.own and i.id == query.get("einteilung")), None)
    ground, picked, notices = _start(city, query, opened)
    if ground is None:
        return empty(
            "Für diese Kommune liegen keine Umrisse vor; eigene Gebiete nimmt hier nur „atlas areas“ als Datei an."
        )
    vintage = newest(city, ground.id)
    known = {
        "edition": city.edition.number,
        "ground": {"id": ground.id, "name": ground.name, "plural": ground.plural},
        "vintage": vintage.number if vintage else -1,
        "made": groupings.made(city),
        "open": opened.id if opened else "",
        "picked": picked,
        "looks": groupings.looks(),
        "chosen": groupings.CHOSEN,
    }
    return html.Section(
        [
            dcc.Store(id="eigene-bestand", data=known),
            html.H2("Zusammenstellen" if opened is None else f"„{opened.name}“ ändern"),
            notice_list(notices),
            html.Div(
                [
                    html.Div(
                        [
                            groupings.tools(ground),
                            html.Div(_map(city, ground), className="kartenrahmen ohne-legende"),
                            html.P(id="eigene-ansage", className="lesesatz", role="status"),
                            groupings.unit_list(ground),
                        ],
                        className="eigene-karte",
                    ),
                    groupings.form(city, ground),
                ],
                className="werkstatt",
            ),
        ],
        className="absatz",
        id="zusammenstellen",
    )


def _start(
    city: City, query: dict[str, str], opened: LevelInfo | None
) -> tuple[LevelInfo | None, list[str], tuple[str, ...]]:
    """The level worked on, the units chosen from the start, and sentences on what the address cannot have."""
    if opened and opened.own:
        ground = groupings.ground_of(city, opened.own.from_level)
        if ground is not None and ground.id == opened.own.from_level:
            return ground, [], ()
        return ground, [], (f"Für die Teile von „{opened.name}“ gibt es keine Umrisse; ändern Sie die Datei.",)
    level, keys = query.get("ebene", ""), {k for k in query.get("gebiete", "").split(",") if k}
    if not keys:
        return groupings.ground_of(city, level), [], ()
    finest = groupings.ground_of(city, "")
    for ground in (finest, groupings.ground_of(city, level)):
        if ground is not None and (found := groupings.parts_of(city, ground.id, level, keys)):
            return ground, found, ()
    return finest, [], ("Die Gebiete der Adresse lassen sich nicht aus kleineren zusammensetzen.",)


def _map(city: City, info: LevelInfo):
    vintage = newest(city, info.id)
    if vintage is None:
        return html.Div()
    place = f"{info.id}/{vintage.number}"
    west, south, east, north = vintage.bounds
    return AtlasMap(
        id="eigene-plan",
        label=f"Karte: {info.plural} zum Auswählen",
        note=NOTE,
        geometry=f"/gebiete/{city.edition.number}/geometry/{place}",
        borders=f"/gebiete/{city.edition.number}/borders/{place}",
        labels=f"/gebiete/{city.edition.number}/labels/{place}",
        vintage=vintage.number,
        areas=len(city.areas[info.id]),
        bounds=[[west, south], [east, north]],
        selected=[],
        background=background(city),
    )


def callbacks(app: Dash, city: City) -> None:
    """The browser begins when the page is there, and hears the map's clicks."""
    app.clientside_callback(
        ClientsideFunction("eigene", "begin"),
        Output("eigene-plan", "matrix"),
        Output("eigene-plan", "styles"),
        Input("eigene-bestand", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("eigene", "click"),
        Output("eigene-plan", "selected"),
        Input("eigene-plan", "clickData"),
        prevent_initial_call=True,
    )
