"""Vorlagen: the templates of reports, changed in a form beside the paper that comes of it.

The work is done by assets/vorlagen*.js and the routes of atlas/web/templates.py; this page is what stands still.
"""

from typing import Any

from dash import Dash, html

from atlas.city import City
from atlas.components.findings import log_in
from atlas.components.parts import notice_list, section
from atlas.components.templates import Shown, all_shown, listed, workshop
from atlas.web.writing import may_write

PATH = "/vorlagen"
TITLE = "Vorlagen"
ORDER = 145  # no place in the main navigation: the page Berichte leads here
INTERNAL = True


def layout(city: City, query: dict[str, str]):
    why = may_write()
    shown = all_shown(city)
    asked = query.get("vorlage", "")
    opened = next((one for one in shown if one.name == asked), None)
    if not why and (query.get("neu") or (opened and opened.template)):
        return _open(city, opened, copied=bool(query.get("kopie")))
    lead = "Was in einem Bericht steht und in welcher Reihenfolge."
    ways: list[Any] = [html.A("Zu den Berichten", href="/berichte", className="knopf")]
    if not why:
        ways.insert(0, html.A("Neue Vorlage", href="/vorlagen?neu=1", className="knopf voran"))
    notices = (f"Eine Vorlage „{asked}“, die sich öffnen lässt, gibt es nicht.",) if asked and not why else ()
    parts: list[Any] = [
        html.Div([html.H1(TITLE), html.P(lead, className="vorspann"), html.Div(ways, className="knopfreihe")]),
        notice_list(notices),
        _done(query),
    ]
    inside: list[Any] = [listed(city, shown, may_write=not why)]
    if why:
        inside += [html.P(f"Ändern können Sie sie hier nicht. {why}"), log_in(PATH, "Mit Kennwort anmelden")]
    said = "Was ersetzt oder entfernt wird, bleibt als Datei aufgehoben."
    parts.append(section("Vorhandene Vorlagen", inside, said, "vorhanden"))
    return html.Div(parts, className="seite vorlagenseite")


def _open(city: City, opened: Shown | None, copied: bool):
    template = opened.template if opened else None
    old = opened.name if opened and not copied else ""
    title = f"„{template.head.title}“ ändern" if template and not copied else "Neue Vorlage"
    said = "Die Vorlage gehört zum Atlas; gespeichert wird eine Kopie in Ihrer Kommune, die an ihre Stelle tritt."
    notice = html.P(said, className="hinweis") if opened and old and not opened.own else None
    head = html.Div([html.A("Alle Vorlagen", href=PATH, className="dachzeile"), html.H1(title), notice])
    return html.Div([head, workshop(city, template, old, copied)], className="seite vorlagenseite offen")


def _done(query: dict[str, str]):
    """What the visitor has just done, after the page was loaded anew."""
    said = ""
    if query.get("gespeichert"):
        said = "Die Vorlage ist gespeichert."
    if query.get("entfernt"):
        said = "Die Vorlage ist entfernt; ihre Datei liegt im Ordner berichte/frueher."
    return html.Div(html.P(said), className="getan", role="status") if said else None


def callbacks(app: Dash, city: City) -> None:
    """None: forms and routes do the work."""
