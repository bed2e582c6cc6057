"""Zeitreihe: one indicator over time, up to ten areas against city and parent; gaps stay gaps, breaks are named."""

from collections.abc import Mapping
from dataclasses import replace

from dash import Dash, dcc, html

from atlas.charts import CONFIG, series
from atlas.city import City
from atlas.components.choosers import (
    indicator_select,
    level_options,
    place_callback,
    place_search,
    select,
    toggle,
    vintage_select,
)
from atlas.components.parts import address, downloads, notice_list, panel, paper_ways
from atlas.components.signs import flag_explanations, sign_explanations
from atlas.components.stories import remember_button
from atlas.numbers import period_text, text
from atlas.selection import MOST_AREAS, Selection, read_query
from atlas.view import Series, View, comparable, look
from indicators.model import Flag, Period

PATH = "/zeitreihe"
TITLE = "Zeitreihe"
ORDER = 20


def layout(city: City, query: dict[str, str]):
    selection, notices = read_query(query, city)
    view = look(selection, city)
    periods = sorted({p for line in view.series for p in line.periods})
    return html.Div(
        [
            html.H1(_title(city, view, periods), **{"data-titel": f"Zeitreihe: {view.indicator.title}"}),
            html.P(view.subtitle, className="untertitel"),
            html.P(comparable(view, view.comparison), className="hinweis") if view.comparison else None,
            notice_list((*notices, *view.notices)),
            _controls(city, selection),
            _areas(city, selection),
            panel("Verlauf", _picture(view), "verlauf"),
            html.P([view.source, " · ", view.stamp.line], className="quelle"),
            _ways(city, selection),
            panel("Tabelle", _table(view, periods), "tabelle"),
            _notes(view),
        ],
        className="seite zeitreihe",
    )


def _title(city: City, view: View, periods: list[Period]) -> str:
    if not periods:
        return f"{view.indicator.title} in {city.head.name}"
    first, last = periods[0].year, periods[-1].year
    return f"{view.indicator.title} in {city.head.name}, {first if first == last else f'{first} bis {last}'}"


def _controls(city: City, selection: Selection):
    levels = [(o["value"], o["label"]) for o in level_options(city, selection.indicator)]
    other = replace(selection, intervals=not selection.intervals)
    return html.Div(
        [
            indicator_select(city, selection.indicator),
            select("Raumebene", "ebene", levels, selection.level, forget="gebiete,zeit", width="knapp"),
            vintage_select(city, selection.level, selection.vintage, selection.indicator),
            toggle("Schwankungsbereich (95 %)", selection.intervals, f"{PATH}?{other.query()}"),
        ],
        className="felder",
    )


def _areas(city: City, selection: Selection):
    """Chosen areas as marks that can be taken away; a search for more."""
    if selection.level == city.top:
        return None
    names = {a.key: a.name for a in city.areas[selection.level]}
    marks = []
    for key in selection.areas:
        rest = replace(selection, areas=tuple(k for k in selection.areas if k != key))
        marks.append(
            html.Li(html.A(names[key], href=f"{PATH}?{rest.query()}", **{"aria-label": f"{names[key]} entfernen"}))
        )
    full = len(selection.areas) >= MOST_AREAS
    info = city.level(selection.level)
    said = f"{MOST_AREAS} Gebiete sind gewählt, mehr lassen sich nicht unterscheiden." if full else ""
    return html.Div(
        [
            place_search("zeitreihe", f"{info.name} hinzufügen", f"Name; bis zu {MOST_AREAS}")
            if not full
            else html.P(said),
            html.Ul(marks, className="marken", **{"aria-label": f"Gewählte {info.plural}"}) if marks else None,
        ],
        className="gebietszeile",
    )


def _picture(view: View):
    graph = dcc.Graph(id="zeitreihe-bild", figure=series.figure(view), config=CONFIG, className="reihe")
    return html.Figure([graph, html.Figcaption(series.summary(view), className="nurvorlesen")])


def _ways(city: City, selection: Selection):
    return html.Div(
        [
            remember_button(city),
            html.A("Auf der Karte", href=f"/erkunden?{selection.query()}", className="knopf"),
            html.A("Steckbrief", href=address("/katalog", indikator=selection.indicator), className="knopf"),
            *downloads({**_asked(selection), "bild": "reihe"}, {"svg": "Diagramm als SVG", "png": "Diagramm als PNG"}),
            *downloads(_asked(selection), {"xlsx": "Werte als Excel", "csv_de": "Werte als CSV"}),
            *paper_ways(city, _asked(selection)),
        ],
        className="knopfreihe",
    )


def _asked(selection: Selection) -> dict[str, str]:
    asked = {"inhalt": "zeitreihe", "indikator": selection.indicator, "ebene": selection.level}
    asked |= {"zeit": selection.period, "gebiete": ",".join(selection.areas)}
    return asked | {"spanne": "1" if selection.intervals else "", "gebietsstand": selection.vintage}


# --- the table -------------------------------------------------------------------------------------------------------


def _table(view: View, periods: list[Period]):
    """The twin of the chart: a row a period, a column a line; where a line is broken it is said."""
    lines = [line for line in view.series if line.periods]
    heads = [html.Th("Zeit", scope="col"), *(html.Th(line.name, scope="col") for line in lines)]
    rows = [
        html.Tr([html.Th(period_text(p), scope="row"), *(_said(view, line, p) for line in lines)])
        for p in reversed(periods)
    ]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="zahlen")
    return html.Div(table, className="rollbar", tabIndex=0, role="region", **{"aria-label": "Werte der Zeitreihe"})


def _said(view: View, line: Series, period: Period):
    if period not in line.periods:
        return html.Td("", className="leerzelle")
    cell = line.cells[line.periods.index(period)]
    parts: list[object] = [cell.full]
    if view.selection.intervals and cell.lower is not None and cell.upper is not None:
        low, high = (text(limit, view.indicator.decimals) for limit in (cell.lower, cell.upper))
        parts.append(html.Span(f" ({low} bis {high})", className="hinweis"))
    if cell.guessed:
        parts.append(html.Span(f" ({cell.guessed})", className="hinweis"))
    if period in line.breaks:
        parts.append(html.Span(" | Bruch", className="hinweis", title="Davor nicht vergleichbar"))
    return html.Td(parts, className="" if cell.value is not None else "zeichen")


def _notes(view: View):
    cells = [c for line in view.series for c in line.cells]
    flags = Flag(0)
    for cell in cells:
        flags |= Flag(cell.flags)
    signs = [*sign_explanations({c.status for c in cells}, {c.reason for c in cells}), *flag_explanations(flags)]
    caveats = [*view.indicator.caveats]
    if len({line.periods for line in view.series if line.periods}) > 1:
        caveats.insert(0, "Leere Felder der Tabelle: Das Gebiet oder der Wert ist für diese Zeit nicht vorhanden.")
    if not caveats and not signs:
        return None
    return html.Section(
        [
            html.H2("Zum Lesen"),
            html.Dl(
                [part for sign, said in signs for part in (html.Dt(sign), html.Dd(said))], className="zeichenerklaerung"
            ),
            html.Ul([html.Li(line) for line in caveats]),
        ],
        className="absatz zumlesen",
    )


def callbacks(app: Dash, city: City) -> None:
    """The search for one more line."""

    def more(query: Mapping[str, str], level: str, key: str) -> str:
        selection, _ = read_query(query, city)
        return (
            f"{PATH}?{replace(selection, areas=(*(k for k in selection.areas if k != key), key)[-MOST_AREAS:]).query()}"
        )

    place_callback(app, city, "zeitreihe", more, level_of=lambda query: read_query(query, city)[0].level)
