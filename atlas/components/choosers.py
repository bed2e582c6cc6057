"""Choosing indicators and levels: by theme, tier and search, with the years and levels that each one has."""

import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from dash import Dash, Input, Output, State, dcc, html

from atlas.city import AreaInfo, City
from atlas.components.locator import current
from atlas.components.native import Choice
from atlas.selection import AS_DELIVERED
from atlas.view import option_text

TIERS = {"core": "Kern", "overview": "Überblick", "supplementary": "Ergänzung"}


def indicator_search(city: City, page: str):
    """Search field, theme and tier choosers (ids `<page>-suche`, `-thema`, `-stufe`)."""
    used = {i.theme for i in city.indicators()}
    themes = sorted((t for t in city.catalogue.themes.values() if t.id in used), key=lambda t: t.order)
    return [
        html.Label("Suchen", htmlFor=f"{page}-suche"),
        dcc.Input(id=f"{page}-suche", type="search", placeholder="z. B. Kinderarmut", value="", autoComplete="off"),
        Choice(
            id=f"{page}-thema",
            label="Thema",
            options=[{"label": "Alle Themen", "value": ""}, *({"label": t.title, "value": t.id} for t in themes)],
            value="",
        ),
        Choice(
            id=f"{page}-stufe",
            label="Umfang",
            options=[
                {"label": "Alle Indikatoren", "value": ""},
                *({"label": f"Nur {title}indikatoren", "value": tier} for tier, title in TIERS.items()),
            ],
            value="",
        ),
    ]


def level_options(city: City, indicator: str) -> list[dict[str, str]]:
    """The levels at which an indicator has values."""
    return [{"label": info.label, "value": info.id} for info in city.levels if info.id in city.levels_of(indicator)]


# --- native choosers, whose state is the address alone (assets/rahmen.js) --------------------------------------------


def select(label: str, name: str, options: list[tuple[str, str]], value: str, forget: str = "", width: str = ""):
    """A labelled chooser that writes `name` into the address; `forget`: parts that then no longer hold."""
    key = f"frage-{name}"
    return html.Div(
        [
            html.Label(label, htmlFor=key),
            html.Select(
                [html.Option(text, value=v, **({"selected": True} if v == value else {})) for v, text in options],
                id=key,
                **{"data-frage": name, "data-weg": forget, "data-wert": value},
            ),
        ],
        className=f"feld {width}".strip(),
    )


def indicator_select(city: City, value: str, forget: str = "zeit"):
    """A labelled native chooser of all indicators, grouped by theme."""
    groups: dict[str, list[object]] = {}
    for indicator in city.indicators():
        chosen = {"selected": True} if indicator.id == value else {}
        option = html.Option(indicator.title, value=indicator.id, **chosen)
        groups.setdefault(city.catalogue.themes[indicator.theme].title, []).append(option)
    return html.Div(
        [
            html.Label("Indikator", htmlFor="frage-indikator"),
            html.Select(
                [html.Optgroup(options, label=theme) for theme, options in groups.items()],
                id="frage-indikator",
                **{"data-frage": "indikator", "data-weg": forget},
            ),
        ],
        className="feld breit",
    )


def vintage_options(city: City, level: str) -> list[tuple[str, str]]:
    """Whose areas numbers of the level may stand on: of their time, the newest, older ones; [] for only one."""
    found = [(c.word, option_text(c)) for c in city.comparisons if c.level == level]
    return [(AS_DELIVERED, "wie geliefert"), *reversed(found)] if found else []


def vintage_select(city: City, level: str, vintage: str, indicator: str = ""):
    """The choice of the areas that numbers stand on, where there is one; `indicator`: only where it was converted."""
    options = [
        (w, said) for w, said in vintage_options(city, level) if not indicator or _offers(city, indicator, level, w)
    ]
    if len(options) < 2:
        return None
    return select("Gebietsstand", "gebietsstand", options, vintage or AS_DELIVERED)


def _offers(city: City, indicator: str, level: str, word: str) -> bool:
    return word == AS_DELIVERED or bool(city.standing(indicator, level, word))


def toggle(label: str, on: bool, href: str, role: str = "switch"):
    """A link that switches something on or off and says which it is."""
    return html.A(label, href=href, role=role, **{"aria-checked": "true" if on else "false"})


# --- places ----------------------------------------------------------------------------------------------------------

MOST_FOUND = 30


def folded(text: str) -> str:
    """Text for searching: small letters, umlauts and accents as plain letters.

    >>> folded("Über-Straße É")
    'ueber-strasse e'
    """
    plain = text.lower().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def find_places(city: City, text: str, levels: tuple[str, ...]) -> list[tuple[str, AreaInfo]]:
    """(level, area) of the current areas whose name or key holds all words; names that begin with them first."""
    words = folded(text).split()
    if not words:
        return []
    found: list[tuple[bool, int, str, AreaInfo]] = []
    for level in levels:
        for area in current(city, level):
            name = folded(area.name)
            if all(word in name or word == area.key.lower() for word in words):
                begins = name.startswith(words[0]) or area.key.lower() == words[0]
                found.append((not begins, len(found), level, area))
    return [(level, area) for _, _, level, area in sorted(found, key=lambda f: f[:2])]


def place_search(page: str, label: str = "Gebiet suchen", hint: str = "Name oder Schlüssel"):
    """A field whose finds are links; `place_callback` fills them."""
    return html.Div(
        [
            html.Label(label, htmlFor=f"{page}-ort"),
            dcc.Input(
                id=f"{page}-ort",
                type="search",
                placeholder=hint,
                value="",
                autoComplete="off",
                debounce=0.15,
                minLength=1,
            ),
            html.P(id=f"{page}-ort-zahl", className="hinweis", role="status"),
            html.Ul(id=f"{page}-ort-treffer", className="treffer"),
        ],
        className="suche",
    )


Way = Callable[[Mapping[str, str], str, str], str]  # query of the address, level, key -> where a find leads, or ""


def place_callback(
    app: Dash,
    city: City,
    page: str,
    way: Way,
    add: Way = lambda *_: "",
    level_of: Callable[[Mapping[str, str]], str] | None = None,
) -> None:
    """What the field of a page finds: at the level that `level_of` tells from the address, else at all but the city.

    `add` may lead to what is shown with the find added to it.
    """

    @app.callback(
        Output(f"{page}-ort-treffer", "children"),
        Output(f"{page}-ort-zahl", "children"),
        Input(f"{page}-ort", "value"),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def found(text: str | None, search: str | None):
        query = dict(parse_qsl((search or "").lstrip("?")))
        below = tuple(info.id for info in city.levels[1:])
        levels = (level_of(query),) if level_of else below
        finds = find_places(city, text or "", levels)
        items = []
        for level, area in finds[:MOST_FOUND]:
            named = html.A([area.name, html.Span(place_note(city, level, area))], href=way(query, level, area.key))
            also = add(query, level, area.key)
            more = [html.A("+ dazu", href=also, **{"aria-label": f"{area.name} dazunehmen"})] if also else []
            items.append(html.Li([named, *more]))
        said = "" if not (text or "").strip() else f"{len(finds)} gefunden" if finds else "Kein Gebiet gefunden."
        rest = f"; die ersten {MOST_FOUND} sind gezeigt" if len(finds) > MOST_FOUND else ""
        return items, said + rest


def place_note(city: City, level: str, area: AreaInfo) -> str:
    """What kind of area it is, and where: `Stadtteil in Nord`."""
    official = [info.id for info in city.levels[1:] if not info.own and info.id in area.parents]
    rows = [(parent, city.row[parent].get(area.parents[parent], -1)) for parent in official]
    above = [city.areas[parent][row].name for parent, row in rows if row >= 0]
    return f"{city.level(level).name} in {', '.join(above)}" if above else city.level(level).name
