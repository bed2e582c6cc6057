"""Berichte: choose a template, an area and a file; look at it, make it, make it again on newer numbers.

The work is done by assets/berichte.js and the routes of atlas/web/reports.py; this page is what stands still.
"""

from typing import Any

from dash import Dash, html

from atlas.city import City
from atlas.components.findings import log_in
from atlas.components.parts import notice_list, section
from atlas.components.reports import made_list, report_form, text_workshop, this_view
from atlas.reports.making import design_of
from atlas.reports.occasion import WHAT
from atlas.reports.record import Made, all_made
from atlas.reports.template import Template, read_template, template_files
from atlas.web.writing import may_write
from indicators.errors import AtlasError, FaultyInput

PATH = "/berichte"
TITLE = "Berichte"
ORDER = 45
INTERNAL = True


def layout(city: City, query: dict[str, str]):
    why = may_write()
    if query.get("bearbeiten"):
        return _texts(city, query["bearbeiten"], query.get("gebiet", ""), why)
    lead = "Aus den Zahlen das Papier für den Ausschuss: als PDF, Word, PowerPoint, Excel oder Seite."
    templates, notices = _templates(city)
    parts: list[Any] = [html.Div([html.H1(TITLE), html.P(lead, className="vorspann")]), notice_list(notices)]
    if query.get("inhalt") in WHAT:
        said = "Was die Seite davor gezeigt hat, mit Karte, Rangfolge, Verlauf und Tabelle."
        parts.append(section("Diese Ansicht", this_view(city, query), said, "ansicht"))
    said = "Alle Dateien zeigen dieselben Zahlen wie der Atlas und nennen ihren Stand."
    way = html.P(html.A("Vorlagen ansehen" if why else "Vorlagen ändern", href="/vorlagen"))
    parts.append(section("Neuer Bericht", [report_form(city, templates, query, not why), way], said, "neu"))
    made, wrong = _made(city)
    parts.append(notice_list(wrong))
    if made:
        said = "Was erstellt wurde; mit neuen Zahlen genügt ein Klick."
        parts.append(section("Erstellte Berichte", made_list(city, made, templates, not why), said, "erstellt"))
    return html.Div(parts, className="seite berichte")


def _texts(city: City, name: str, area: str, why: str):
    """The texts of one paper, to be changed by those who may write."""
    head: list[Any] = [html.A("Alle Berichte", href=PATH, className="dachzeile"), html.H1("Texte bearbeiten")]
    if why:
        head += [html.P(f"Texte ändern können Sie hier nicht. {why}"), log_in(PATH, "Mit Kennwort anmelden")]
        return html.Div(head, className="seite berichte")
    said = "Was Sie ändern, steht in jedem Format. Ändern sich später die Zahlen dahinter, wird der Text markiert."
    head.append(html.P(said, className="vorspann"))
    return html.Div([html.Div(head), text_workshop(city, name, area)], className="seite berichte")


def _templates(city: City) -> tuple[dict[str, Template], tuple[str, ...]]:
    """The templates in their order, and what is wrong with others and with the town's design."""
    found: dict[str, Template] = {}
    notices: list[str] = []
    for name in template_files(city.folder):
        try:
            found[name] = read_template(name, city)
        except FaultyInput as faulty:
            notices += [str(fault) for fault in faulty.faults]
    try:
        design_of(city)
    except AtlasError as error:
        notices += str(error).splitlines()
    ordered = dict(sorted(found.items(), key=lambda one: (one[1].head.order, one[1].head.title)))
    return ordered, tuple(notices)


def _made(city: City) -> tuple[list[Made], tuple[str, ...]]:
    try:
        return all_made(city.folder), ()
    except AtlasError as error:
        return [], tuple(str(error).splitlines())


def callbacks(app: Dash, city: City) -> None:
    """None: forms and routes do the work."""
