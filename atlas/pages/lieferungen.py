"""Lieferungen: give a file in, see what it would change, accept it; the accepted files, and how to take one back.

The work is done by assets/lieferungen.js and the routes of atlas/web/inbox.py; this page is what stands still.
"""

import datetime as dt
from html import escape

from dash import Dash, html

from atlas.city import City
from atlas.components.checks import report_of
from atlas.components.drawing import Drawing
from atlas.components.parts import section
from atlas.components.still import markup
from atlas.numbers import date_text
from atlas.web.writing import may_write
from indicators.store.acceptances import Acceptance, all_acceptances

PATH = "/lieferungen"
TITLE = "Lieferungen"
ORDER = 57


def layout(city: City, _query: dict[str, str]):
    taken = all_acceptances(city.engine)
    return html.Div(
        [
            html.H1("Lieferungen"),
            html.P("Eine Datei aufgeben, ansehen, was sie ändern würde, und erst dann annehmen.", className="vorspann"),
            section("Neue Datei", _form(city), "Nichts gilt, bevor Sie es annehmen.", "aufgeben"),
            section("Angenommene Dateien", _taken(taken), "Zurückgezogene bleiben bekannt.", "angenommen"),
        ],
        className="seite lieferungen",
    )


def _form(city: City):
    why = may_write()
    if why:
        return html.Div(html.P(why), className="leer", role="status")
    reported = report_of(city).get("deliveries", [])
    series = {str(d["name"]): str(d["title"]) for d in reported} if isinstance(reported, list) else {}
    options = "".join(f'<option value="{escape(name)}">{escape(title)}</option>' for name, title in series.items())
    return Drawing(
        id="aufgabe",
        markup=f"""<form class="felder" data-aufgabe>
  <div class="feld breit"><label for="aufgabe-datei">Datei (CSV, Excel …, bis 200 MB); auch hierher ziehen</label>
    <input id="aufgabe-datei" type="file" required></div>
  <div class="feld breit"><label for="aufgabe-reihe">Gehört zur Lieferung</label>
    <select id="aufgabe-reihe"><option value="">wird erkannt</option>{options}</select></div>
  <div class="feld"><label for="aufgabe-name">Ihr Name</label>
    <input id="aufgabe-name" class="textfeld" type="text" required maxlength="100" autocomplete="name"></div>
  <div class="feld"><label class="haken"><input id="aufgabe-ersetzt" type="checkbox">
    <span>ersetzt alles, was die Lieferung bisher hatte</span></label></div>
  <button class="knopf voran" type="submit">Vorschau</button>
</form>
<div id="aufgabe-ergebnis" role="status" aria-live="polite"></div>""",
    )


def _taken(taken: list[Acceptance]):
    if not taken:
        return html.Div(html.P("Es wurde noch keine Datei angenommen."), className="leer")
    head = html.Thead(
        html.Tr([html.Th(name, scope="col") for name in ("Nr.", "Datei", "Lieferung", "Von", "Am", "Stand", "")])
    )
    rows = [html.Tr(_row(one)) for one in reversed(taken)]
    table = markup(html.Table([head, html.Tbody(rows)], className="zahlen liste"))
    return Drawing(id="angenommene", markup=table)


def _row(one: Acceptance):
    day = date_text(dt.datetime.fromisoformat(one.at).date())
    state = html.Span(f"zurückgezogen: {one.withdrawn}") if one.withdrawn else _back(one)
    cells = (str(one.id), one.file, one.series, one.by, day, str(one.edition))
    return [html.Th(cells[0], scope="row"), *(html.Td(said) for said in cells[1:]), html.Td(state)]


def _back(one: Acceptance):
    name = f"{one.file} zurückziehen"
    return html.Button("Zurückziehen", type="button", **{"data-zurueckziehen": str(one.id), "aria-label": name})


def callbacks(app: Dash, city: City) -> None:
    """None: forms and routes do the work."""
