"""The parts of the page Berichte: what may be made of what, and what was made before."""

import datetime as dt
from typing import Any, Final

from dash import html

from atlas.city import City
from atlas.components.drawing import Drawing
from atlas.components.parts import address
from atlas.components.still import Field, markup
from atlas.numbers import date_text
from atlas.publishing.review import TARGET
from atlas.reports.document import DRAFT, INTERNAL, PUBLIC
from atlas.reports.making import FAMILY, there_today
from atlas.reports.record import Made
from atlas.reports.template import Template
from atlas.reports.texts import MOST
from atlas.web.writing import MOST_NAME
from indicators.plugins import discover

ID: Final = "berichte"
MOST_AREAS: Final = 3000  # in one chooser
FORMATS: Final = ("pdf", "docx", "pptx", "xlsx", "html")  # the order of the buttons


def report_form(city: City, templates: dict[str, Template], chosen: dict[str, str], may_write: bool) -> Drawing:
    """Template, area, format, year and status; the button says what comes of it."""
    first = chosen.get("vorlage", "") or next(iter(templates), "")
    tree = html.Form(
        [
            html.Fieldset(
                [
                    html.Legend("Vorlage"),
                    html.Div([_template(n, t, n == first) for n, t in templates.items()], className="vorlagen"),
                ]
            ),
            html.Div(
                [area_field(city, chosen.get("gebiet", ""), may_write), _years(city), _status(city)], className="felder"
            ),
            html.Fieldset(
                [html.Legend("Datei"), html.Div([*_formats(chosen.get("format", "pdf"))], className="dateien")]
            ),
            _name() if may_write else None,
            html.Div(
                [
                    html.Button("Ansehen", type="submit", className="knopf", value="ansehen"),
                    html.Button("Texte bearbeiten", type="submit", className="knopf", value="texte")
                    if may_write
                    else None,
                    html.Button("Erstellen", type="submit", className="knopf voran", value="erstellen"),
                ],
                className="knopfreihe",
            ),
            html.Div(role="status", tabIndex=-1),
        ],
        action="/bericht",
        **{"data-bericht": "schreiben" if may_write else "lesen"},
    )
    return Drawing(id=f"{ID}-auswahl", markup=markup(tree))


def _template(name: str, template: Template, checked: bool):
    head = template.head
    own = html.Span("eigene Vorlage", className="marke") if template.own else None
    words = html.Span([html.Strong(head.title), own, html.Span(head.summary, className="hinweis")])
    box = Field(type="radio", name="vorlage", value=name, checked=checked)
    return html.Label([box, words], className="vorlage", **{"data-gegenstand": head.subject})


def area_field(city: City, chosen: str, whole_levels: bool, page: str = ID):
    """The town, every area of every level and, with `whole_levels`, all areas of one."""
    groups: list[Any] = [html.Option("Ganze Stadt", value="")]
    for info in reversed(city.levels[1:]):
        areas = there_today(city, info.id, None)[:MOST_AREAS]
        options = [_option(f"{info.id}:{key}", name, chosen) for key, name in sorted(areas, key=lambda one: one[1])]
        if whole_levels:
            options.insert(0, _option(info.id, f"Alle {len(areas)} {info.plural} (ZIP)", chosen))
        groups.append(html.Optgroup(options, label=info.label_of_all))
    key = f"{page}-gebiet"
    return html.Div(
        [html.Label("Gebiet", htmlFor=key), html.Select(groups, id=key, name="gebiet")], className="feld breit"
    )


def _option(value: str, label: str, chosen: str):
    return html.Option(label, value=value, **({"selected": True} if value == chosen else {}))


def _years(city: City):
    years = sorted({period.year for periods in city.index.values() for period in periods}, reverse=True)
    options = [html.Option("neueste Zahlen", value=""), *(html.Option(f"bis {y}", value=str(y)) for y in years)]
    key = f"{ID}-jahr"
    return html.Div([html.Label("Zeitraum", htmlFor=key), html.Select(options, id=key, name="jahr")], className="feld")


def _status(city: City):
    words = [("", "wie in der Vorlage"), (INTERNAL, "intern"), (DRAFT, "Entwurf")]
    if city.folder and (city.folder / TARGET).exists():
        words.append((PUBLIC, "öffentlich (aus der Veröffentlichung)"))
    key = f"{ID}-status"
    options = [html.Option(said, value=value) for value, said in words]
    return html.Div([html.Label("Status", htmlFor=key), html.Select(options, id=key, name="status")], className="feld")


def _formats(chosen: str):
    there = discover(FAMILY)
    for kind in sorted(there, key=lambda one: FORMATS.index(one) if one in FORMATS else len(FORMATS)):
        box = Field(type="radio", name="format", value=kind, checked=kind == chosen)
        yield html.Label([box, html.Span(there[kind].TITLE)], className="haken")


def _name():
    key = f"{ID}-name"
    field = Field(id=key, className="textfeld", name="by", maxLength=str(MOST_NAME), autoComplete="name")
    return html.Div(
        [html.Label("Ihr Name (steht im Verzeichnis der Berichte)", htmlFor=key), field], className="feld breit"
    )


def this_view(city: City, query: dict[str, str]):
    """What another page has shown, as a file of each format, and its address with the edition."""
    asked = {key: said for key, said in query.items() if said}
    there = discover(FAMILY)
    links = [
        html.A(there[kind].TITLE, href=address("/bericht", **asked, format=kind), className="knopf")
        for kind in FORMATS
        if kind in there and kind != "html"
    ]
    cite = address("/bericht", **asked, stand=str(city.edition.number))
    shown = f"{city.head.address.rstrip('/')}{cite}"
    way = html.P(["Zum Zitieren, mit Stand: ", html.A(shown, href=cite)], className="hinweis zitat")
    return html.Div([html.Div(links, className="knopfreihe"), way])


def text_workshop(city: City, template: str, area: str) -> Drawing:
    """The paper whose texts are changed, drawn by assets/berichte-texte.js; the area can be changed above it."""
    tree = html.Div(
        [
            html.Div(
                [
                    area_field(city, area, False, f"{ID}-texte"),
                    html.P(role="status", className="hinweis", **{"data-texte-stand": ""}),
                    html.Div(
                        [
                            html.Button("Zum ersten Text", type="button", hidden=True, **{"data-text-erster": ""}),
                            html.A(
                                "Bericht ansehen", href=address(f"/bericht/{template}", gebiet=area), className="knopf"
                            ),
                        ],
                        className="knopfreihe",
                    ),
                ],
                className="textkopf",
            ),
            html.Div(className="textblatt"),
        ],
        **{"data-texte": template, "data-gebiet": area, "data-hoechstens": str(MOST), "data-name": str(MOST_NAME)},
    )
    return Drawing(id=f"{ID}-texte", markup=markup(tree))


# --- what was made ---------------------------------------------------------------------------------------------------


def made_list(city: City, made: list[Made], templates: dict[str, Template], may_write: bool) -> Drawing:
    """Every paper that was made, with the way to the same on today's numbers and to what moved since."""
    return Drawing(
        id=f"{ID}-erstellt", markup=markup(html.Ul([_made(city, one, templates, may_write) for one in made]))
    )


def _made(city: City, one: Made, templates: dict[str, Template], may_write: bool):
    title = templates[one.template].head.title if one.template in templates else one.template
    newer = int(one.edition) < city.edition.number if one.edition.isdecimal() else False
    until = f", bis {one.year}" if one.year else ""
    said = f"Stand {one.edition}, {_day(one.when)}, {one.by}; {one.format.upper()}{until}"
    links: list[Any] = []
    if not one.whole_level and one.template in templates:
        then = {"gebiet": one.area, "jahr": one.year, "stand": one.edition}
        links.append(html.A("Ansehen", href=address(f"/bericht/{one.template}", **then), target="_blank"))
        if newer:
            moved = {"gebiet": one.area, "seit": one.edition}
            links.append(
                html.A("Was sich bewegt hat", href=address(f"/bericht/{one.template}", **moved), target="_blank")
            )
    if newer and may_write and one.template in templates:
        again = {
            "template": one.template,
            "area": one.area,
            "format": one.format,
            "status": one.status,
            "year": one.year,
        }
        words = f"Neu mit Stand {city.edition.number}"
        links.append(html.Button(words, type="button", **{f"data-neu-{k}": v for k, v in again.items()}))
    return html.Li(
        [
            html.Strong(f"{title}: {_where(city, one)}"),
            html.Span(said, className="hinweis"),
            html.Span(links, className="wege"),
            html.Div(role="status", tabIndex=-1),
        ]
    )


def _where(city: City, one: Made) -> str:
    if not one.area:
        return city.head.name
    info = next((level for level in city.levels if level.id == one.level), None)
    if info is None:
        return one.area
    if one.whole_level:
        return f"alle {info.plural}"
    names = {area.key: area.name for area in city.areas[info.id]}
    return " + ".join(names.get(key, key) for key in one.keys)


def _day(iso: str) -> str:
    try:
        return date_text(dt.datetime.fromisoformat(iso).date())
    except ValueError:
        return iso
