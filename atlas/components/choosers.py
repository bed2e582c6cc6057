"""Choosing indicators and levels: by theme, tier and search, with the years and levels that each one has."""

from dash import dcc, html

from atlas.city import City

TIERS = {"core": "Kern", "overview": "Überblick", "supplementary": "Ergänzung"}


def indicator_options(city: City) -> list[dict[str, object]]:
    """One option an indicator: label with theme, levels and years; `search` holds what the search looks through."""
    options = []
    for indicator in city.indicators():
        levels = city.levels_of(indicator.id)
        years = sorted({p.year for lv in levels for p in city.periods(indicator.id, lv)})
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        names = ", ".join(city.level(lv).name for lv in levels)
        theme = city.catalogue.themes[indicator.theme].title
        options.append(
            {
                "value": indicator.id,
                "label": html.Span(
                    [
                        html.Span(indicator.title, className="name"),
                        html.Span(f"{theme} · {span} · {names}", className="neben"),
                    ]
                ),
                "search": f"{indicator.title} {indicator.short} {theme} {indicator.id} {indicator.age}".lower(),
                "theme": indicator.theme,
                "tier": indicator.tier,
            }
        )
    return options


def indicator_search(city: City, page: str):
    """Search field, theme and tier choosers (ids `<page>-suche`, `-thema`, `-stufe`)."""
    used = {i.theme for i in city.indicators()}
    themes = sorted((t for t in city.catalogue.themes.values() if t.id in used), key=lambda t: t.order)
    return [
        html.Label("Suchen", htmlFor=f"{page}-suche"),
        dcc.Input(id=f"{page}-suche", type="search", placeholder="z. B. Kinderarmut", value="", autoComplete="off"),
        html.Label("Thema", htmlFor=f"{page}-thema"),
        dcc.Dropdown(
            id=f"{page}-thema",
            options=[
                {"label": "Alle Themen", "value": ""},
                *({"label": t.title, "value": t.id} for t in themes),
            ],
            value="",
            clearable=False,
            searchable=False,
        ),
        html.Label("Umfang", htmlFor=f"{page}-stufe"),
        dcc.Dropdown(
            id=f"{page}-stufe",
            options=[
                {"label": "Alle Indikatoren", "value": ""},
                *({"label": f"Nur {title}indikatoren", "value": tier} for tier, title in TIERS.items()),
            ],
            value="",
            clearable=False,
            searchable=False,
        ),
    ]


def level_options(city: City, indicator: str) -> list[dict[str, str]]:
    """The levels at which an indicator has values."""
    return [{"label": info.name, "value": info.id} for info in city.levels if info.id in city.levels_of(indicator)]
