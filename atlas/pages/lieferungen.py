"""Lieferungen: give a file in, see what it would change, accept it; the accepted files, and how to take one back.

The work is done by assets/lieferungen.js and the routes of atlas/web/inbox.py; this page is what stands still.
"""

import datetime as dt
from html import escape

from dash import Dash, html

from atlas.city import City
from atlas.components.drawing import Drawing
from atlas.components.findings import log_in
from atlas.components.parts import section
from atlas.components.still import markup
from atlas.intake.due import all_series
from atlas.numbers import date_text
from atlas.web.writing import may_write
from indicators.store.acceptances import Acceptance, all_acceptances

PATH = "/lieferungen"
TITLE = "Lieferungen"
ORDER = 57
INTERNAL = True
UPKEEP = True  # for those who look after the data: below one word in the navigation


def layout(city: City, _query: dict[str, str]):
    taken, titles = all_acceptances(city.engine), _titles(city)
    return html.Div(
        [
            html.H1("Lieferungen"),
            html.P("Eine Datei aufgeben, ansehen, was sie ändern würde, und erst dann annehmen.", className="vorspann"),
            section("Neue Datei", _form(titles), "Nichts gilt, bevor Sie es annehmen.", "aufgeben"),
            section("Angenommene Dateien", _taken(taken, titles), "Zurückgezogene bleiben bekannt.", "angenommen"),
        ],
        className="seite lieferungen",
    )


def _titles(city: City) -> dict[str, str]:
    """What the series are called."""
    return {one.name: one.title for one in all_series(city)}


def _form(titles: dict[str, str]):
    why = may_write()
    if why:
        return html.Div([html.P(why), log_in(PATH, "Mit Kennwort anmelden")], className="leer", role="status")
    options = "".join(f'<option value="{escape(name)}">{escape(title)}</option>' for name, title in titles.items())
    return Drawing(
        id="aufgabe",
        markup=f"""<form data-aufgabe>
  <div class="ablage"><input id="aufgabe-datei" class="nurvorlesen" type="file" required>
    <label for="aufgabe-datei"><strong data-dateiname>Datei hierher ziehen oder auswählen</strong>
      <span>CSV, Excel, ODS, JSON …, bis 200 MB</span></label></div>
  <div class="felder">
    <div class="feld"><label for="aufgabe-name">Ihr Name</label>
      <input id="aufgabe-name" class="textfeld" type="text" required maxlength="100" autocomplete="name"></div>
    <button class="knopf voran" type="submit">Vorschau</button>
  </div>
  <details><summary>Nur bei Bedarf: Lieferung wählen, alles ersetzen</summary><div class="felder">
    <div class="feld breit"><label for="aufgabe-reihe">Gehört zur Lieferung</label>
      <select id="aufgabe-reihe"><option value="">wird erkannt</option>{options}</select></div>
    <div class="feld breit"><label class="haken"><input id="aufgabe-ersetzt" type="checkbox">
      <span>ersetzt alles, was die Lieferung bisher hatte</span></label></div>
  </div></details>
</form>
<div id="aufgabe-ergebnis" role="status" aria-live="polite"></div>""",
    )


def _taken(taken: list[Acceptance], titles: dict[str, str]):
    if not taken:
        return html.Div(html.P("Es wurde noch keine Datei angenommen."), className="leer")
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in ("Nr.", "Datei", "Angenommen", "")]))
    rows = [html.Tr(_row(one, titles)) for one in reversed(taken)]
    table = markup(html.Table([head, html.Tbody(rows)], className="eingang"))
    return Drawing(id="angenommene", markup=table)


def _row(one: Acceptance, titles: dict[str, str]):
    file = [one.file, html.Span(titles.get(one.series, one.series), className="beizeile")]
    when = [f"{one.by}, {_day(one.at)}", html.Span(f"seit Stand {one.edition}", className="beizeile")]
    back = html.Span(f"zurückgezogen: {one.withdrawn}") if one.withdrawn else _back(one)
    return [html.Th(str(one.id), scope="row"), html.Td(file), html.Td(when), html.Td(back)]


def _day(at: str) -> str:
    return date_text(dt.datetime.fromisoformat(at).date())


def _back(one: Acceptance):
    name = f"{one.file} zurückziehen"
    return html.Button("Zurückziehen", type="button", **{"data-zurueckziehen": str(one.id), "aria-label": name})


def callbacks(app: Dash, city: City) -> None:
    """None: forms and routes do the work."""
