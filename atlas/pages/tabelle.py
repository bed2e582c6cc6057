"""Tabelle: all areas of a level by chosen indicators; sorted, filtered and copied in the browser."""

from dash import Dash, html

from atlas.city import City
from atlas.components.choosers import select, toggle, vintage_select
from atlas.components.grid import copy_button, table_grid
from atlas.components.parts import address, downloads, empty, grow, notice_list, paper_ways, source_line
from atlas.components.signs import flag_explanations, sign_explanations
from atlas.selection import read_query
from atlas.view import Table, look_table
from atlas.view.vintage import converted
from indicators.model import Flag, Indicator

PATH = "/tabelle"
TITLE = "Tabelle"
ORDER = 40

FIRST = 8  # columns of a table that nobody has chosen
MOST = 24  # more columns nobody can read
CELLS = 40_000  # more cells keep a browser waiting


def layout(city: City, query: dict[str, str]):
    selection, notices = read_query({k: v for k, v in query.items() if k != "indikator"}, city)
    level, there = selection.level, _there(city, selection.level)
    most = max(2, min(MOST, CELLS // len(city.areas[level])))
    chosen = selection.indicators or _first(there)[:most]
    if len(chosen) > most:
        notices = (*notices, f"Gezeigt sind die ersten {most} von {len(chosen)} Indikatoren.")
        chosen = chosen[:most]
    year = int(query["jahr"]) if query.get("jahr", "").isdecimal() else None
    table = look_table(city, level, chosen, year, selection.vintage)
    asked = {"ebene": level, "indikatoren": ",".join(chosen), "jahr": str(year) if year else ""}
    asked |= {"gebietsstand": selection.vintage}
    return html.Div(
        [
            html.H1(f"{table.level.plural} in {city.head.name}", **{"data-titel": f"Tabelle: {table.level.plural}"}),
            html.P("Alle Gebiete nebeneinander: sortieren, filtern, kopieren, mitnehmen.", className="untertitel"),
            notice_list((*notices, *table.notices)),
            _controls(city, asked),
            _chooser(city, there, chosen, asked),
            _grid(city, table, asked),
            html.P(" · ".join((_source(city, table), table.stamp.line)), className="quelle"),
            _signs(table),
        ],
        className="tabellenseite",
    )


def _source(city: City, table: Table) -> str:
    """Who delivered the columns, and on whose areas they stand."""
    return converted(source_line(city, [i for i, _ in table.columns]), table.comparison)


def _there(city: City, level: str) -> list[Indicator]:
    return [i for i in city.indicators() if level in city.levels_of(i.id)]


def _first(there: list[Indicator]) -> tuple[str, ...]:
    """The first core indicator of every theme, then what else there is."""
    core = [i for i in there if i.tier == "core"]
    leading = {i.theme: i.id for i in reversed(core)}
    ordered = [i.id for i in core if leading[i.theme] == i.id]
    return tuple(dict.fromkeys([*ordered, *(i.id for i in (*core, *there))]))[:FIRST]


def _controls(city: City, asked: dict[str, str]):
    levels = [(info.id, info.label_of_all) for info in city.levels if _there(city, info.id)]
    years = sorted(
        {p.year for i in _there(city, asked["ebene"]) for p in city.periods(i.id, asked["ebene"])}, reverse=True
    )
    options = [("", "neueste Werte"), *((str(y), f"bis {y}") for y in years)]
    return html.Div(
        [
            select("Raumebene", "ebene", levels, asked["ebene"], forget="gebiete,zeit"),
            select("Zeit", "jahr", options, asked["jahr"], width="knapp"),
            vintage_select(city, asked["ebene"], asked["gebietsstand"]),
        ],
        className="felder",
    )


def _chooser(city: City, there: list[Indicator], chosen: tuple[str, ...], asked: dict[str, str]):
    """Every indicator as a box to tick, by theme; and whole sets at once."""

    def with_(ids: list[str]) -> str:
        return address(PATH, **{**asked, "indikatoren": ",".join(ids)})

    groups: dict[str, list[object]] = {}
    for i in there:
        on = i.id in chosen
        ids = [c for c in chosen if c != i.id] if on else [*chosen, i.id]
        box = toggle(i.title, on, with_(ids), role="checkbox")
        groups.setdefault(i.theme, []).append(html.Li(box))
    themes = city.catalogue.themes
    sets = [("Kernindikatoren", [i.id for i in there if i.tier == "core"])]
    sets += [(themes[theme].title, [i.id for i in there if i.theme == theme]) for theme in groups]
    return html.Details(
        [
            html.Summary(f"Spalten wählen ({len(chosen)} von {len(there)})"),
            html.P(
                ["Auf einmal: ", *(part for said, ids in sets for part in (html.A(said, href=with_(ids)), " "))],
                className="saetze",
            ),
            html.Div(
                [
                    html.Div([html.H3(themes[theme].title), html.Ul(boxes, className="ruhig")], className="kachel")
                    for theme, boxes in groups.items()
                ],
                className="kacheln",
            ),
        ],
        className="spaltenwahl",
    )


def _grid(city: City, table: Table, asked: dict[str, str]):
    if not table.columns:
        return empty("Für diese Auswahl liegen keine Werte vor; wählen Sie eine andere Zeit oder andere Spalten.")
    what = {"inhalt": "tabelle", **asked}
    ways = [*downloads(what, {"xlsx": "Als Excel", "csv_de": "Als CSV"}), *paper_ways(city, what)]
    head = html.Div(
        [
            html.H2(f"{len(table.rows)} {table.level.plural}"),
            html.Div([copy_button("tabelle"), *ways], className="knopfreihe"),
            grow("Tabelle"),
        ],
        className="teilkopf",
    )
    return html.Section([head, table_grid("tabelle", table)], className="teil", **{"aria-label": "Tabelle"})


def _signs(table: Table):
    cells = [c for _, _, row in table.rows for c in row]
    flags = Flag(0)
    for cell in cells:
        flags |= Flag(cell.flags)
    signs = [*sign_explanations({c.status for c in cells}, {c.reason for c in cells}), *flag_explanations(flags)]
    parts = [part for sign, said in signs for part in (html.Dt(sign), html.Dd(said))]
    return html.Dl(parts, className="zeichenerklaerung") if signs else None


def callbacks(app: Dash, city: City) -> None:
    """None: the address says it all."""
