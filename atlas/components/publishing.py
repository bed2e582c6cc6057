"""The parts of the page Veröffentlichen: what may be chosen, and what a look at it found."""

import datetime as dt
from itertools import groupby
from typing import Final

from dash import html

from atlas.city import City
from atlas.components.choosers import folded
from atlas.components.drawing import Drawing
from atlas.components.still import Field, markup
from atlas.numbers import text
from atlas.publishing.remedies import ROUNDING
from atlas.publishing.review import TARGET, Review, Row
from atlas.web.writing import MOST_NAME
from indicators.model import Indicator

ID: Final = "veroeffentlichen"


def choice_form(city: City, seen: Review | None) -> Drawing:
    """Indicators by theme, levels and years; what was looked at last, else all that are meant for the public."""
    chosen = set(seen.choice.indicators) if seen else {i.id for i in city.indicators() if i.visibility == "public"}
    groups = [
        _theme(city.catalogue.themes[theme].title, list(members), chosen)
        for theme, members in groupby(city.indicators(), key=lambda i: i.theme)
    ]
    search = html.Div(
        [
            html.Label("Indikatoren suchen", htmlFor=f"{ID}-suche"),
            Field(
                id=f"{ID}-suche",
                className="textfeld",
                type="search",
                autoComplete="off",
                placeholder="z. B. Kinderarmut",
            ),
        ],
        className="feld breit",
    )
    buttons = [
        html.Button("Alle öffentlichen", type="button", **{"data-waehle": "oeffentlich"}),
        html.Button("Alle", type="button", **{"data-waehle": "alle"}),
        html.Button("Keine", type="button", **{"data-waehle": "keine"}),
    ]
    tree = html.Form(
        [
            html.Div([search, html.Div(buttons, className="knopfreihe")], className="felder"),
            html.P("", id=f"{ID}-zahl", className="hinweis", role="status"),
            html.Div(groups, className="themenliste"),
            html.Div([_levels(city, seen), _years(city, seen)], className="felder umfang"),
            html.P(html.Button("Prüfen", type="submit", className="knopf voran"), className="knopfreihe"),
            html.Div(id=f"{ID}-ergebnis", role="status", tabIndex=-1),
        ],
        **{"data-pruefen": ""},
    )
    return Drawing(id=f"{ID}-auswahl", markup=markup(tree))


def _theme(title: str, members: list[Indicator], chosen: set[str]):
    boxes = [
        html.Label(
            [
                Field(
                    type="checkbox",
                    name="indikator",
                    value=one.id,
                    checked=one.id in chosen,
                    className="oeffentlich" if one.visibility == "public" else "",
                ),
                html.Span([one.title, _mark(one)]),
            ],
            className="haken",
            **{"data-suche": folded(f"{one.title} {one.short} {title} {one.id}")},
        )
        for one in members
    ]
    count = html.Span(className="wieviel", **{"data-zahl": ""})
    return html.Details([html.Summary([html.Span(title), " ", count]), html.Div(boxes, className="hakenliste")])


def _mark(indicator: Indicator):
    return None if indicator.visibility == "public" else html.Span(" (im Katalog intern)", className="hinweis")


def _levels(city: City, seen: Review | None):
    chosen = set(seen.choice.levels) if seen else {info.id for info in city.levels}
    boxes = [
        html.Label(
            [
                Field(
                    type="checkbox",
                    name="ebene",
                    value=info.id,
                    checked=info.id in chosen or info.id == city.top,
                    disabled=info.id == city.top,
                ),
                html.Span(info.label + (" (immer)" if info.id == city.top else "")),
            ],
            className="haken",
        )
        for info in city.levels
    ]
    return html.Fieldset([html.Legend("Raumebenen"), html.Div(boxes, className="ebenen")])


def _years(city: City, seen: Review | None):
    years = sorted({period.year for periods in city.index.values() for period in periods})
    first, last = (seen.choice.years[0], seen.choice.years[-1]) if seen and seen.choice.years else (years[0], years[-1])
    fields = []
    for name, label, value in (("von", "Jahre von", first), ("bis", "bis", last)):
        options = [html.Option(str(y), value=str(y), **({"selected": True} if y == value else {})) for y in years]
        key = f"{ID}-{name}"
        field = html.Div([html.Label(label, htmlFor=key), html.Select(options, id=key)], className="feld knapp")
        fields.append(field)
    return html.Div(fields, className="felder jahre")


# --- what a look found -----------------------------------------------------------------------------------------------


def reviewed(city: City, seen: Review, token: str, lacking: tuple[str, ...]) -> Drawing:
    """The result of a look, what it costs and what would help, and the form that releases exactly this."""
    notes = [f"Schon veröffentlicht und nun geheim (lässt sich nicht zurückholen): {words}." for words in seen.opened]
    notes += list(lacking)
    tree = [
        html.P(_counted(city, seen), className="zaehlung"),
        html.P([html.Span("✓", className="sauber", **{"aria-hidden": "true"}), _attack_words(seen)]),
        html.Ul([html.Li(note) for note in notes], className="hinweise") if notes else None,
        _release_form(city, seen, token),
        html.H3("Was verborgen würde") if seen.rows else None,
        html.P(f"Die meisten zuerst. {ROUNDING}", className="hinweis") if seen.rows else None,
        *_costs(city, seen),
    ]
    return Drawing(id=f"{ID}-befund", markup=markup(tree))


def _counted(city: City, seen: Review) -> str:
    hidden = seen.primary + seen.secondary
    levels = ", ".join(city.level(level).plural for level in seen.choice.levels if level != city.top)
    years = seen.choice.years
    span = f", {years[0]} bis {years[-1]}" if len(years) > 1 else f", {years[0]}" if years else ""
    what = f"{_count(len(seen.choice.indicators), 'Indikator', 'Indikatoren')} für {levels or 'die Stadt'}{span}: "
    if not hidden:
        return f"{what}{text(seen.numbers, 0)} Werte, keiner muss verborgen werden."
    share = text(100 * hidden / max(seen.numbers, 1), 1)
    return (
        f"{what}{text(seen.numbers, 0)} Werte, davon {text(hidden, 0)} verborgen ({share} %): "
        f"{text(seen.primary, 0)} nach den Regeln, {text(seen.secondary, 0)} zu deren Schutz."
    )


def _attack_words(seen: Review) -> str:
    former = "der früheren Veröffentlichung" if seen.before == 1 else f"den {seen.before} früheren Veröffentlichungen"
    held = f", auch zusammen mit {former}" if seen.before else ""
    if not seen.attacked:
        return f"Angriff{held}: Es ist nichts verborgen, also nichts zu erraten."
    cells = _count(seen.attacked, "verborgene Zahl", "verborgene Zahlen")
    return f"Angriff auf {cells}{held}: Keine lässt sich aus dem Veröffentlichten berechnen oder zu eng eingrenzen."


def _count(number: int, one: str, many: str) -> str:
    return f"{text(number, 0)} {one if number == 1 else many}"


def _release_form(city: City, seen: Review, token: str):
    if seen.edition != city.edition.number:
        return html.P(f"Geprüft wurde Stand {seen.edition}; prüfen Sie noch einmal.", className="meldung")
    today = dt.date.today().isoformat()
    fields = [
        html.Div(
            [
                html.Label("Ihr Name", htmlFor=f"{ID}-name"),
                Field(
                    id=f"{ID}-name", className="textfeld", required=True, maxLength=str(MOST_NAME), autoComplete="name"
                ),
            ],
            className="feld",
        ),
        html.Div(
            [
                html.Label("Zeigen ab (leer: sofort)", htmlFor=f"{ID}-ab"),
                Field(id=f"{ID}-ab", className="textfeld", type="date", min=today),
            ],
            className="feld",
        ),
        html.Button("Freigeben", type="submit", className="knopf voran"),
    ]
    said = f"Freigegeben wird genau das hier Geprüfte, in die Datei {TARGET} im Ordner der Kommune."
    return html.Form(
        [html.Div(fields, className="felder"), html.P(said, className="hinweis"), html.Div(role="status", tabIndex=-1)],
        **{"data-freigeben": token},
    )


def _costs(city: City, seen: Review):
    by_indicator: dict[str, list[Row]] = {}
    for row in seen.rows:
        by_indicator.setdefault(row.indicator, []).append(row)
    for indicator, rows in sorted(by_indicator.items(), key=lambda item: -_hidden(item[1])):
        title, hidden = city.catalogue.indicators[indicator].title, _hidden(rows)
        why = next((row.why for row in rows if row.why), "Geheim geliefert oder zum Schutz anderer Zahlen.")
        helps = [(row, sentence) for row in rows for sentence in row.remedies]
        yield html.Details(
            [
                html.Summary(
                    [html.Span(title, className="name"), html.Span(f"{text(hidden, 0)} verborgen", className="wieviel")]
                ),
                html.P(f"Regel: {why}", className="hinweis"),
                _table(city, rows),
                html.H4("Was helfen würde") if helps else None,
                html.Ul([html.Li(f"{city.level(row.level).plural}: {said}") for row, said in helps]) if helps else None,
            ],
            className="kosten",
        )


def _hidden(rows: list[Row]) -> int:
    return sum(row.primary + row.secondary for row in rows)


def _table(city: City, rows: list[Row]):
    head = ("Raumebene", "Werte", "nach der Regel", "zum Schutz", "verborgen")
    lines = []
    for row in rows:
        share = text(100 * (row.primary + row.secondary) / max(row.numbers, 1), 1)
        counts = [text(n, 0) for n in (row.numbers, row.primary, row.secondary)]
        cells = [html.Td(said) for said in (*counts, f"{share} %")]
        lines.append(html.Tr([html.Th(city.level(row.level).plural, scope="row"), *cells]))
    header = html.Thead(html.Tr([html.Th(name, scope="col") for name in head]))
    return html.Div(html.Table([header, html.Tbody(lines)]), className="rolltafel")
