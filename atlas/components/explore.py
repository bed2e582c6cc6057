"""What Erkunden puts beside its map: the browser's state and knowledge, and the controls that change it."""

from dash import dcc, html

from atlas.city import City
from atlas.components.choosers import level_options
from atlas.components.native import AreaPicker, Choice
from atlas.components.stage import facility_looks, map_styles
from atlas.numbers import period_text
from atlas.selection import SCHEME_TITLES, SCHEMES, Selection
from atlas.view import View


def state_of(selection: Selection) -> dict[str, object]:
    """A selection as the browser keeps it; assets/erkunden.js writes it back into the address."""
    words = {scheme: word for word, scheme in SCHEMES.items()}
    return {
        "indikator": selection.indicator,
        "ebene": selection.level,
        "zeit": selection.period,
        "gebiete": list(selection.areas),
        "klassen": words[selection.scheme],
        "anzahl": selection.classes,
        "grenzen": ",".join(f"{b:g}" for b in selection.breaks),
        "bezug": "alle" if selection.common else "jahr",
        "abweichung": selection.deviation,
        "spanne": selection.intervals,
    }


def availability(city: City) -> dict[str, object]:
    """Which levels and periods an indicator has; the periods as indices into one list."""
    periods = sorted({p for found in city.index.values() for p in found})
    place = {p: i for i, p in enumerate(periods)}
    levels: dict[str, dict[str, list[int]]] = {}
    for info in city.levels:
        for indicator in city.catalogue.indicators:
            if (indicator, info.id) in city.index:
                found = [place[p] for p in city.index[indicator, info.id]]
                levels.setdefault(indicator, {})[info.id] = found
    return {
        "edition": city.edition.number,
        "perioden": [[p.iso, period_text(p), p.end.isoformat()] for p in periods],
        "ohne_n": [i.id for i in city.indicators() if not i.denominator],
        "ebenen": [{"label": info.name, "value": info.id, "karte": info.has_map} for info in city.levels],
        "vorhanden": levels,
        "gebiete": {lv: [[a.key, a.name] for a in areas] for lv, areas in city.areas.items()},
        "staende": [
            {"ebene": v.level, "nummer": v.number, "von": v.first.isoformat(), "bis": v.last.isoformat()}
            | {"grenzen": [[v.bounds[0], v.bounds[1]], [v.bounds[2], v.bounds[3]]]}
            for v in city.vintages
        ],
        "zeichen": map_styles(),
        "orte": facility_looks(city),
        "titel": city.head.title,
    }


def controls(city: City, view: View):
    """Level, time, areas, facilities and how the map is drawn."""
    selection = view.selection
    areas = [{"label": a.name, "value": a.key} for a in city.areas[selection.level]]
    return [
        Choice(
            id="erkunden-ebene",
            label="Raumebene",
            options=level_options(city, selection.indicator),
            value=selection.level,
        ),
        _time(view),
        AreaPicker(
            id="erkunden-gebiete",
            label="Gebiete",
            options=areas,
            value=list(selection.areas),
            placeholder="Gebiet suchen und wählen …",
            className="breit",
        ),
        _facilities(city),
        _drawing(selection),
    ]


def _time(view: View):
    periods = [p.iso for p in view.periods]
    return html.Div(
        [
            html.Label("Zeit", htmlFor="erkunden-zeit"),
            html.Div(
                [
                    html.Button(
                        "▶", id="erkunden-abspielen", title="Abspielen", **{"aria-label": "Zeitreihe abspielen"}
                    ),
                    dcc.Input(
                        id="erkunden-zeit",
                        type="range",
                        min=0,
                        max=max(len(periods) - 1, 0),
                        step=1,
                        value=periods.index(view.selection.period),
                    ),
                    html.Output(period_text(view.period), id="erkunden-zeittext"),
                ],
                className="zeit",
            ),
        ],
        className="feld breit",
    )


def _facilities(city: City):
    looks = facility_looks(city)
    kinds = dcc.Checklist(
        id="erkunden-orte",
        options=[{"label": look["label"], "value": key} for key, look in looks.items()],
        value=list(looks),
        inline=True,
    )
    legend = html.Legend("Einrichtungen")
    return html.Fieldset([legend, kinds], id="erkunden-orte-feld", className="orte versteckt")


def _drawing(selection: Selection):
    words = {scheme: word for word, scheme in SCHEMES.items()}
    switches = [
        {"label": "Klassen nur dieses Zeitpunkts", "value": "jahr"},
        {"label": "Abweichung vom Wert der Stadt", "value": "abweichung"},
        {"label": "Schwankungsbereich in der Zeitreihe", "value": "spanne"},
        {"label": "Einrichtungen zeigen", "value": "orte"},
    ]
    on = [
        *(["jahr"] if not selection.common else []),
        *(["abweichung"] if selection.deviation else []),
        *(["spanne"] if selection.intervals else []),
    ]
    own = ",".join(f"{b:g}" for b in selection.breaks)
    return html.Details(
        [
            html.Summary("Darstellung"),
            html.Div(
                [
                    Choice(
                        id="erkunden-klassen",
                        label="Klassen",
                        options=[{"label": SCHEME_TITLES[s], "value": w} for w, s in SCHEMES.items()],
                        value=words[selection.scheme],
                    ),
                    _field(
                        "Zahl der Klassen",
                        "erkunden-anzahl",
                        type="number",
                        min=3,
                        max=7,
                        step=1,
                        value=selection.classes,
                    ),
                    _field(
                        "Eigene Grenzen, z. B. 5, 10, 12.5", "erkunden-grenzen", type="text", debounce=True, value=own
                    ),
                ],
                className="felder",
            ),
            dcc.Checklist(id="erkunden-schalter", options=switches, value=on),
        ],
        className="darstellung",
    )


def _field(label: str, name: str, **options):
    return html.Div([html.Label(label, htmlFor=name), dcc.Input(id=name, **options)], className="feld")
