"""Veröffentlichen: choose, look at what would be hidden and what would help, release what was looked at, take back.

The work is done by assets/veroeffentlichen.js and the routes of atlas/web/publishing.py; this page is what stands
still. `?pruefung=` shows what a job found.
"""

from typing import Any

from dash import Dash, html

from atlas.city import City
from atlas.components.findings import log_in
from atlas.components.parts import notice_list, section
from atlas.components.publishing import choice_form, reviewed
from atlas.components.releases import released
from atlas.publishing.legal import legal_faults
from atlas.publishing.record import entries
from atlas.web.publishing import GONE
from atlas.web.publishing import reviewed as found_by
from atlas.web.writing import may_write
from indicators.errors import AtlasError

PATH = "/veroeffentlichen"
TITLE = "Veröffentlichen"
ORDER = 59
INTERNAL = True
UPKEEP = True  # for those who look after the data: below one word in the navigation


def layout(city: City, query: dict[str, str]):
    why = may_write()
    lead = "Auswählen, prüfen, was geheim bleiben muss, und freigeben, was jeder sehen darf."
    parts: list[Any] = [html.Div([html.H1(TITLE), html.P(lead, className="vorspann")]), _done(query)]
    if why:
        shut = [html.P(why), log_in(PATH, "Mit Kennwort anmelden")]
        parts.append(section("Auswahl und Prüfung", html.Div(shut, className="leer", role="status")))
    else:
        parts += _work(city, query.get("pruefung", ""))
    said = "Das Verzeichnis und eine Abschrift jeder Veröffentlichung liegen im Ordner der Kommune."
    parts.append(section("Veröffentlichungen", _released(city, may=not why), said, "freigaben"))
    return html.Div(parts, className="seite veroeffentlichen")


def _work(city: City, token: str) -> list[Any]:
    """The result of a look, if there is one, and the form for the next."""
    seen = found_by(city.folder.resolve(), token) if token and city.folder else None
    gone = (GONE,) if token and seen is None else ()
    parts: list[Any] = [notice_list(gone)]
    if seen is not None:
        lacking = tuple(str(fault) for fault in legal_faults(city.folder)) if city.folder else ()
        said = "Was hier steht, wurde geschrieben, angegriffen und wieder verworfen. Veröffentlicht ist noch nichts."
        parts.append(section("Ergebnis der Prüfung", reviewed(city, seen, token, lacking), said, "ergebnis"))
    said = "Nichts wird veröffentlicht, bevor Sie es nach der Prüfung freigeben."
    parts.append(section("Anders auswählen" if seen else "Auswahl", choice_form(city, seen), said, "auswahl"))
    return parts


def _done(query: dict[str, str]):
    """What the visitor has just done, after the page was loaded anew."""
    words = {
        "freigegeben": "Veröffentlichung {} ist freigegeben. Gezeigt wird sie von: atlas serve --public ZIEL",
        "zurueckgenommen": "Veröffentlichung {} ist zurückgenommen.",
    }
    said = [w.format(query[name]) for name, w in words.items() if query.get(name, "").isdigit()]
    return html.Div([html.P(one) for one in said], className="getan", role="status") if said else html.Div()


def _released(city: City, *, may: bool):
    try:
        return released(city, entries(city.folder) if city.folder else [], may)
    except AtlasError as error:
        return html.P(str(error), className="meldung")


def callbacks(app: Dash, city: City) -> None:
    """None: forms and routes do the work."""
