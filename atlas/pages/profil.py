"""Profil: one area, or several taken together, with all indicators by theme beside the city; to read and to print."""

from collections.abc import Mapping
from dataclasses import replace

from dash import Dash, html

from atlas.city import City
from atlas.components.choosers import place_callback, place_search, select, vintage_select
from atlas.components.locator import current, place_map
from atlas.components.parts import address, downloads, empty, notice_list, paper_ways, source_line
from atlas.components.profile_table import overview, section
from atlas.components.signs import flag_explanations, sign_explanations
from atlas.selection import read_vintage
from atlas.view import Profile, look_profile
from indicators.errors import WrongUse
from indicators.model import Flag

PATH = "/profil"
TITLE = "Profil"
ORDER = 30

MOST_LISTED = 150  # areas of one level as a list; more are found by search
ALL = "alle"  # the word for all themes in the address; without one the profile shows its core indicators


def layout(city: City, query: dict[str, str]):
    notices: list[str] = []
    level = query.get("ebene") or city.top
    if level not in city.row:
        notices.append(f"Die Raumebene „{level}“ gibt es hier nicht; gezeigt wird die ganze Stadt.")
        level = city.top
    keys = tuple(dict.fromkeys(k for k in query.get("gebiete", "").split(",") if k))
    lost = [k for k in keys if k not in city.row[level]]
    if lost:
        notices.append(f"Diese Gebiete gibt es auf der Ebene {city.level(level).name} nicht: {', '.join(lost[:5])}.")
    keys = tuple(k for k in keys if k in city.row[level]) or ((city.tree.keys[level][0],) if level == city.top else ())
    theme = query.get("thema", "") if query.get("thema", "") in (ALL, *city.catalogue.themes) else ""
    year = int(query["jahr"]) if query.get("jahr", "").isdecimal() else None
    vintage, said = read_vintage(query, city, level)
    notices += said
    if not keys:
        return _choose(city, level, notices)
    try:
        whole = look_profile(city, level, keys, year, vintage=vintage)
        profile = _part(city, whole, theme)
    except WrongUse as wrong:
        return html.Div([html.H1("Profil"), empty(str(wrong))], className="seite")
    asked = {"ebene": level, "gebiete": ",".join(keys), "zusammen": "1" if len(keys) > 1 else ""}
    asked |= {"jahr": str(year) if year else "", "thema": theme, "gebietsstand": vintage}
    return html.Div(
        [
            _head(city, profile, asked, (*notices, *profile.notices)),
            _themes(city, whole, asked, theme),
            *([overview(city, profile, asked)] if not theme else []),
            *(section(city, title, rows, asked) for title, rows in profile.sections if theme),
            *(
                []
                if profile.sections
                else [empty("Für dieses Gebiet liegen keine Werte vor; wählen Sie eine andere Zeit.")]
            ),
            _notes(city, profile),
        ],
        className="seite profil",
    )


def _part(city: City, whole: Profile, theme: str) -> Profile:
    """The sections to show: the core indicators (all, where a town has none there), one theme, or everything."""
    if theme == ALL:
        return whole
    title = city.catalogue.themes[theme].title if theme else ""
    kept = tuple(
        (name, found)
        for name, rows in whole.sections
        if (found := tuple(r for r in rows if (name == title if theme else r.indicator.tier == "core")))
    )
    return replace(whole, sections=kept) if kept or theme else whole


def _choose(city: City, level: str, notices: list[str]):
    """No area is chosen yet."""
    info = city.level(level)
    links = [html.Li(html.A(a.name, href=address("/profil", ebene=level, gebiete=a.key))) for a in current(city, level)]
    return html.Div(
        [
            html.H1(f"Profil: {info.name} wählen"),
            notice_list(tuple(notices)),
            place_search("profil"),
            html.Ul(links[:MOST_LISTED], className="ortsliste ruhig"),
        ],
        className="seite",
    )


# --- head ------------------------------------------------------------------------------------------------------------


def _head(city: City, profile: Profile, asked: dict[str, str], notices: tuple[str, ...]):
    level = profile.level.id
    picture = place_map(city, level, profile.keys, profile.vintage) if level != city.top else None
    return html.Div(
        [
            html.Div(
                [
                    html.P(profile.kind, className="dachzeile"),
                    html.H1(profile.name, **{"data-titel": f"Profil {profile.name}"}),
                    html.P(profile.residents, className="vorspann") if profile.residents else None,
                    notice_list(notices),
                    _members(city, profile, asked),
                    _near(city, profile),
                    html.Div(
                        [
                            *downloads(
                                {"inhalt": "profil", **asked},
                                {"pdf": "Als PDF", "xlsx": "Als Excel"},
                            ),
                            *paper_ways(city, {"inhalt": "profil", **asked}),
                            html.A(
                                "Auf der Karte",
                                href=address(
                                    "/erkunden",
                                    ebene=level,
                                    gebiete=",".join(profile.keys),
                                    gebietsstand=asked["gebietsstand"],
                                ),
                                className="knopf",
                            ),
                            html.Button("Drucken", **{"data-drucken": ""}),
                        ],
                        className="knopfreihe",
                    ),
                ],
                className="kopftext",
            ),
            html.Div([] if picture is None else [picture], className="kopfbild"),
        ],
        className="auftakt",
    )


def _members(city: City, profile: Profile, asked: dict[str, str]):
    """The areas taken together, each to be taken out again."""
    if len(profile.keys) < 2:
        return None
    level, names = profile.level.id, {a.key: a.name for a in city.areas[profile.level.id]}
    marks = []
    for key in profile.keys:
        rest = ",".join(k for k in profile.keys if k != key)
        href = address("/profil", **{**asked, "gebiete": rest, "zusammen": "1" if "," in rest else "", "ebene": level})
        marks.append(html.Li(html.A(names[key], href=href, **{"aria-label": f"{names[key]} herausnehmen"})))
    return html.Ul(marks, className="marken", **{"aria-label": "Zusammen betrachtet"})


def _near(city: City, profile: Profile):
    """Ways to what it belongs to and to what belongs to it."""
    level, areas = profile.level.id, {a.key: a for a in city.areas[profile.level.id]}
    ways = []
    if len(profile.keys) == 1:
        for parent in city.levels:
            key = areas[profile.keys[0]].parents.get(parent.id)
            named = {a.key: a.name for a in city.areas[parent.id]}
            if key in named and parent.id != level:
                ways.append((parent.name, named[key], address("/profil", ebene=parent.id, gebiete=key)))
    above = html.P(
        [
            part
            for name, said, href in ways
            for part in (html.Span(f"{name}: ", className="hinweis"), html.A(said, href=href), " ")
        ],
        className="wege",
    )
    parts = []
    for finer in city.levels:
        inside = [a for a in current(city, finer.id) if a.parents.get(level) in profile.keys and finer.id != level]
        if inside and len(profile.keys) == 1:
            said = f"{len(inside)} {finer.plural if len(inside) > 1 else finer.name} darin"
            links = [html.Li(html.A(a.name, href=address("/profil", ebene=finer.id, gebiete=a.key))) for a in inside]
            few = len(inside) <= MOST_LISTED  # more are found by search
            listed = html.Ul(links, className="ortsliste ruhig")
            parts.append(html.Details([html.Summary(said), listed]) if few else html.P(said, className="hinweis"))
    more = html.Details(
        [html.Summary("Anderes Gebiet oder Gebiete zusammennehmen"), place_search("profil"), _adding(profile)]
    )
    return html.Div([above if ways else None, *parts, more], className="nachbarn nichtdrucken")


def _adding(profile: Profile):
    if profile.level.id == "stadt":
        return None
    said = "Ein Fund öffnet sein Profil; „+ dazu“ nimmt ihn mit diesem Gebiet zusammen: Anzahlen werden addiert."
    return html.P(said, className="hinweis")


def _themes(city: City, profile: Profile, asked: dict[str, str], theme: str):
    """All themes or one; and the year."""
    titles = [title for title, _ in profile.sections]
    ids = [t.id for title in titles for t in city.catalogue.themes.values() if t.title == title]
    links = [
        html.Li(
            html.A(
                title,
                href=address("/profil", **{**asked, "thema": key}),
                **({"aria-current": "true"} if key == theme else {}),
            )
        )
        for key, title in zip(["", *ids, ALL], ["Überblick", *titles, "Alle Themen"], strict=True)
    ]
    level = profile.level.id
    years = sorted({p.year for i in city.indicators() for p in city.periods(i.id, level)}, reverse=True)
    options = [("", "neueste Werte"), *((str(y), f"bis {y}") for y in years)]
    return html.Div(
        [
            html.Nav(html.Ul(links), **{"aria-label": "Themen"}),
            select("Zeit", "jahr", options, asked["jahr"], width="knapp"),
            vintage_select(city, level, asked["gebietsstand"]),
        ],
        className="themenwahl",
    )


# --- one theme -------------------------------------------------------------------------------------------------------


def _notes(city: City, profile: Profile):
    rows = [row for _, rows in profile.sections for row in rows]
    cells = [c for row in rows for c in (row.cell, row.city)]
    flags = Flag(0)
    for cell in cells:
        flags |= Flag(cell.flags)
    signs = [*sign_explanations({c.status for c in cells}), *flag_explanations(flags)]
    said = [
        "Unterschied: Wert des Gebiets minus Wert der Stadt; Pp. sind Prozentpunkte.",
        "Lage: Viertel aller Gebiete der gleichen Raumebene nach der Höhe des Wertes, ohne Wertung.",
        "Verlauf: blau das Gebiet, grau die Stadt; Lücken sind fehlende Werte.",
        f"Gezeigt ist {profile.period_note}.",
    ]
    sources = source_line(city, [row.indicator for row in rows])
    return html.Section(
        [
            html.H2("Zum Lesen"),
            html.Ul([html.Li(line) for line in said], className="ruhig"),
            html.Dl(
                [part for sign, text in signs for part in (html.Dt(sign), html.Dd(text))], className="zeichenerklaerung"
            )
            if signs
            else None,
            html.P(sources, className="quelle"),
            html.P(f"{profile.stamp.line} · {profile.stamp.notice}", className="quelle"),
        ],
        className="absatz zumlesen",
    )


def callbacks(app: Dash, city: City) -> None:
    """The search for another area, or one more of the same level."""

    def one(_: Mapping[str, str], level: str, key: str) -> str:
        return address("/profil", ebene=level, gebiete=key)

    def more(query: Mapping[str, str], level: str, key: str) -> str:
        keys = [k for k in query.get("gebiete", "").split(",") if k]
        if level != query.get("ebene") or not keys or key in keys:
            return ""
        return address("/profil", **{**query, "gebiete": ",".join([*keys, key]), "zusammen": "1"})

    place_callback(app, city, "profil", one, more)
