"""The controls of Erkunden: level, time, areas, how the map is drawn, facilities."""

from urllib.parse import quote

from dash import html

from atlas.city import City
from atlas.components.choosers import level_options, vintage_options
from atlas.components.explore import area_names
from atlas.components.native import AreaPicker, Choice, Entry, Several, Slider
from atlas.components.stage import facility_looks
from atlas.numbers import period_text
from atlas.selection import AS_DELIVERED, SCHEME_TITLES, SCHEMES, Selection
from atlas.view import View

CLASSES = range(3, 8)
SWITCHES = (
    ("jahr", "Klassen nur dieses Zeitpunkts"),
    ("abweichung", "Abweichung vom Wert der Stadt"),
    ("spanne", "Schwankungsbereich in der Zeitreihe"),
)
SHAPES = {
    "circle": "M8,3a5,5 0 1 0 0.01,0z",
    "square": "M3.5,3.5h9v9h-9z",
    "diamond": "M8,1.75L14.25,8L8,14.25L1.75,8z",
    "triangle": "M8,2L13.75,12.5H2.25z",
    "star": "M8,1.2L9.8,5.6L14.4,5.9L10.9,8.9L12,13.5L8,11L4,13.5L5.1,8.9L1.6,5.9L6.2,5.6z",
}  # as assets/map-overlay.js draws them


def controls(city: City, view: View):
    """Level, time and areas; then what is needed less often: how the map is drawn."""
    selection = view.selection
    areas = [{"label": name, "value": key} for key, name in area_names(city, selection.level)]
    return [
        Choice(
            id="erkunden-ebene",
            label="Raumebene",
            options=level_options(city, selection.indicator),
            value=selection.level,
            className="ganz",
        ),
        _time(view),
        AreaPicker(
            id="erkunden-gebiete",
            label="Gebiete",
            options=areas,
            value=list(selection.areas),
            placeholder="Gebiet suchen …",
            className="breit",
        ),
        _vintage(city, selection),
        _drawing(view),
        html.P(id="erkunden-meldung", className="meldung", role="status"),
    ]


def _vintage(city: City, selection: Selection):
    """Whose areas the numbers stand on; hidden where a level has only those delivered."""
    options = [{"label": said, "value": word} for word, said in vintage_options(city, selection.level)]
    offered = selection.vintage in [option["value"] for option in options]
    return Choice(
        id="erkunden-gebietsstand",
        label="Gebietsstand",
        options=options,
        value=selection.vintage if offered else AS_DELIVERED,
        hidden=not options,
        className="ganz",
    )


def _time(view: View):
    periods = [p.iso for p in view.periods]
    play = html.Button("▶", id="erkunden-abspielen", title="Abspielen", **{"aria-label": "Zeitreihe abspielen"})
    return Slider(
        children=play,
        id="erkunden-zeit",
        label="Zeit",
        className="breit",
        max=len(periods) - 1,
        value=periods.index(view.selection.period),
        text=period_text(view.period),
    )


def _drawing(view: View):
    selection = view.selection
    words = {scheme: word for word, scheme in SCHEMES.items()}
    on = {"jahr": not selection.common, "abweichung": selection.deviation, "spanne": selection.intervals}
    return html.Details(
        [
            html.Summary("Karte anpassen"),
            html.Div(
                [
                    Choice(
                        id="erkunden-klassen",
                        label="Klassen",
                        options=[{"label": SCHEME_TITLES[s], "value": w} for w, s in SCHEMES.items()],
                        value=words[selection.scheme],
                    ),
                    Choice(
                        id="erkunden-anzahl",
                        label="Zahl der Klassen",
                        options=[{"label": str(n), "value": str(n)} for n in CLASSES],
                        value=str(selection.classes),
                        className="knapp",
                    ),
                    Entry(
                        id="erkunden-grenzen",
                        label="Eigene Grenzen (obere, mit Semikolon)",
                        placeholder="z. B. 5; 10; 12,5",
                        value="; ".join(f"{b!r}".removesuffix(".0").replace(".", ",") for b in selection.breaks),
                    ),
                ],
                className="felder",
            ),
            Several(
                id="erkunden-schalter",
                label="Karte und Zeitreihe",
                options=[{"label": label, "value": word} for word, label in SWITCHES],
                value=[word for word, _ in SWITCHES if on[word]],
            ),
        ],
        className="darstellung",
    )


def facility_legend(city: City, chosen: tuple[str, ...]):
    """The types of facilities with their signs; all unticked: the layer is off."""
    looks = facility_looks(city)
    return Several(
        id="erkunden-orte",
        label="Einrichtungen zeigen",
        options=[{"label": k, "value": k, "image": _sign(one["shape"], one["colour"])} for k, one in looks.items()],
        value=list(chosen),
        hidden=not looks,
    )


def _sign(shape: str, colour: str) -> str:
    """The sign of a type of facility as the address of a small picture."""
    path = f'<path d="{SHAPES[shape]}" fill="{colour}" stroke="#FFFFFF" stroke-width="1.2"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">{path}</svg>'
    return f"data:image/svg+xml,{quote(svg)}"
