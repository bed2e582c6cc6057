"""Levels that people put together (Einteilungen) as the page Eigene Gebiete shows and changes them."""

from html import escape
from typing import Any, Final

from dash import html

from atlas import colours
from atlas.city import AreaInfo, City
from atlas.components.drawing import Drawing
from atlas.components.locator import current, drawn_today, newest
from atlas.components.parts import address
from atlas.components.still import markup
from atlas.hatches import TILES
from atlas.levels import LevelInfo
from atlas.numbers import date_text
from atlas.view.words import dative
from atlas.web.writing import MOST_NAME
from geo.own_spec import LONGEST

Json = dict[str, Any]
CHOSEN: Final = {"ground": "#2A7F9F"}  # the area that is being made: the strongest fill, and the only one unhatched


def ground_levels(city: City) -> tuple[LevelInfo, ...]:
    """Levels with outlines that areas can be put together from, coarse to fine; those drawn as of today."""
    drawn = tuple(info for info in city.levels[1:] if info.own is None and newest(city, info.id))
    return tuple(info for info in drawn if drawn_today(city, info.id)) or drawn


def ground_of(city: City, asked: str) -> LevelInfo | None:
    """The level that is worked on: the one asked for, else the finest; None for towns without outlines."""
    levels = ground_levels(city)
    return next((info for info in levels if info.id == asked), levels[-1] if levels else None)


def parts_of(city: City, ground: str, level: str, keys: set[str]) -> list[str]:
    """The units of `ground` in the areas `keys` of another level; [] where it does not say whose parts they are."""
    return [a.key for a in current(city, ground) if (a.key if level == ground else a.parents.get(level)) in keys]


def made(city: City) -> list[Json]:
    """The levels that people made, with their areas and the keys of their parts."""
    return [
        {
            "level": info.id,
            "title": info.name,
            "plural": "" if info.plural == info.name else info.plural,
            "ground": info.own.from_level,
            "areas": areas_of(city, info.id),
        }
        for info in city.levels
        if info.own
    ]


def areas_of(city: City, level: str) -> list[Json]:
    """The areas of a level that people made, with the keys of their parts; [] where there is no such level."""
    own = next((info.own for info in city.levels if info.id == level), None)
    if own is None:
        return []
    parts: dict[str, list[str]] = {}
    for area in city.areas[own.from_level]:
        if level in area.parents:
            parts.setdefault(area.parents[level], []).append(area.key)
    return [{"key": a.key, "name": a.name, "members": parts.get(a.key, [])} for a in city.areas[level]]


def looks() -> list[Json]:
    """How the map draws the finished areas, in turn: a pale ground and a hatch, so that no colour stands alone."""
    tiles = list(TILES.values())
    found: list[Json] = []
    for n, line in enumerate(colours.LINES):
        tile = tiles[n % len(tiles)]
        drawn = {"size": tile.size, "lines": tile.lines, "width": tile.width, "cap": tile.cap, "colour": line.colour}
        found.append({"ground": colours.pale(line.colour), **drawn})
    return found


# --- what there is ---------------------------------------------------------------------------------------------------


def listed(city: City, may_write: bool) -> Drawing:
    """One block a level that people made: who, when, its areas, the ways to them, and to change or remove it."""
    blocks = [_block(city, info, may_write) for info in city.levels if info.own]
    none = html.Div(html.P("Es gibt noch keine eigenen Gebiete."), className="leer")
    return Drawing(id="eigene-vorhanden", markup=markup(blocks or none))


def _block(city: City, info: LevelInfo, may_write: bool):
    own = info.own
    if own is None:
        return None
    areas = current(city, info.id)
    said = f"aus {dative(city.level(own.from_level).plural)}, {'' if own.covers else 'nicht '}die ganze Kommune"
    ways = [
        html.A("Erkunden", href=address("/erkunden", ebene=info.id)),
        html.A("Tabelle", href=address("/tabelle", ebene=info.id)),
    ]
    if may_write:
        change = address("/eigene", einteilung=info.id) + "#zusammenstellen"
        ways.append(html.A("Ändern", href=change, **{"aria-label": f"{info.plural} ändern"}))
        named = {"data-entfernen": info.id, "aria-label": f"{info.plural} entfernen"}
        ways.append(html.Button("Entfernen", type="button", **named))
    return html.Div(
        [
            html.H3(info.plural),
            html.P(f"Angelegt von {own.by} am {date_text(own.on)}, {said}.", className="hinweis"),
            html.Ul([_area(info, area) for area in areas], className="ortsliste ruhig"),
            html.Div(ways, className="wege"),
        ],
        className="einteilung",
    )


def _area(info: LevelInfo, area: AreaInfo):
    return html.Li(html.A(area.name, href=address("/profil", ebene=info.id, gebiete=area.key)))


# --- the workshop ----------------------------------------------------------------------------------------------------


def tools(info: LevelInfo) -> Drawing:
    """Above the map: picking or drawing, and what to do in each."""
    return Drawing(
        id="eigene-werkzeug",
        markup=f"""<div class="knopfreihe" role="group" aria-label="Werkzeug">
<button type="button" data-werkzeug="waehlen" aria-pressed="true">Anklicken</button>
<button type="button" data-werkzeug="zeichnen" aria-pressed="false">Umranden</button>
<button type="button" data-leeren>Auswahl leeren</button></div>
<p class="hinweis" id="eigene-anleitung">Klicken Sie {escape(info.plural)} an: Sie kommen in das gewählte Gebiet, \
ein zweiter Klick nimmt sie heraus.</p>""",
    )


def form(city: City, info: LevelInfo) -> Drawing:
    """Beside the map: name, areas made so far, who, save; assets/eigene.js fills it."""
    grounds = "".join(
        f'<option value="{escape(one.id)}"{" selected" if one.id == info.id else ""}>{escape(one.plural)}</option>'
        for one in ground_levels(city)
    )
    return Drawing(
        id="eigene-formular",
        markup=f"""<form data-eigene novalidate>
<div class="feld"><label for="eigene-titel">Name der Einteilung</label>
<input class="textfeld" id="eigene-titel" maxlength="{LONGEST}" autocomplete="off" placeholder="z. B. Beratungsgebiete"
aria-describedby="eigene-titel-fehler" /><p class="meldung" id="eigene-titel-fehler"></p></div>
<div class="feld"><label for="eigene-grund">Zusammengesetzt aus</label>
<select id="eigene-grund">{grounds}</select><p class="meldung" id="eigene-grund-fehler"></p></div>
<fieldset class="gebietsliste"><legend>Gebiete</legend><ol id="eigene-gebiete"></ol>
<p class="meldung" id="eigene-gebiete-fehler"></p>
<button type="button" data-neues>Weiteres Gebiet</button></fieldset>
<div class="feld"><label for="eigene-name">Ihr Name</label>
<input class="textfeld" id="eigene-name" maxlength="{MOST_NAME}" autocomplete="name"
aria-describedby="eigene-name-fehler" /><p class="meldung" id="eigene-name-fehler"></p></div>
<div class="knopfreihe"><button class="knopf voran" type="submit">Speichern</button>
<button type="button" data-verwerfen hidden>Änderungen verwerfen</button></div>
<div id="eigene-ergebnis" role="status" aria-live="polite" tabindex="-1"></div></form>""",
    )


def unit_list(info: LevelInfo) -> Drawing:
    """The map's twin: a searchable list of check boxes."""
    return Drawing(
        id="eigene-liste",
        markup=f"""<h3>{escape(info.plural)} als Liste</h3>
<div class="feld"><label for="eigene-suche">Suchen nach Name oder Schlüssel</label>
<input class="textfeld" id="eigene-suche" type="search" autocomplete="off" /></div>
<p class="hinweis" id="eigene-treffer" role="status"></p>
<fieldset class="rollen" id="eigene-einheiten" tabindex="0"><legend class="nurvorlesen">{escape(info.plural)}</legend>
</fieldset>""",
    )
