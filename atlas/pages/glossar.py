"""Glossar: the words, methods, signs and short forms of the atlas, each with an anchor of its own."""

import re

from dash import Dash, html

from atlas.city import City
from atlas.colours import HATCHES
from atlas.components.choosers import folded
from atlas.components.drawing import Drawing
from atlas.components.locator import current
from atlas.components.parts import section
from atlas.components.still import still
from atlas.glossary import GROUPS, SCHEMES, SHORT_FORMS, Term
from atlas.hatches import svg_pattern
from atlas.numbers import FLAG_SIGNS, SIGNS
from atlas.selection import SCHEME_TITLES
from atlas.view.words import own_mark
from indicators.model import Status

PATH = "/glossar"
TITLE = "Glossar"
ORDER = 60


def layout(city: City, query: dict[str, str]):
    parts = [("Zeichen", "zeichen", _signs())]
    parts += [(title, name, _terms(terms)) for title, name, terms in GROUPS]
    parts += [
        ("Rechenwege", "rechenwege", _methods(city)),
        ("Klassen der Karte", "klassen", _schemes()),
        ("Raumebenen", "ebenen", _levels(city)),
        ("Abkürzungen", "abkuerzungen", _pairs(SHORT_FORMS, "kurz")),
    ]
    ways = html.Ul([html.Li(html.A(title, href=f"#{name}")) for title, name, _ in parts], className="sprungmarken")
    return html.Div(
        [
            html.H1("Zeichen und Begriffe", **{"data-titel": TITLE}),
            html.P("Was die Wörter, Zeichen und Rechenwege in diesem Atlas bedeuten.", className="vorspann"),
            html.Nav(ways, **{"aria-label": "Abschnitte"}),
            *(section(title, still(content), name=name) for title, name, content in parts),
        ],
        className="seite glossar",
    )


def anchor(title: str, kind: str = "begriff") -> str:
    """The anchor of an entry; `kind` keeps a method and a word of one name apart.

    >>> anchor("Eingliederungshilfe (§ 35a)")
    'begriff-eingliederungshilfe-35a'
    """
    return f"{kind}-" + re.sub(r"[^a-z0-9]+", "-", folded(title)).strip("-")


def _terms(terms: tuple[Term, ...]):
    return _pairs(tuple((term.title, term.text) for term in terms), "begriff")


def _pairs(pairs: tuple[tuple[str, str], ...], kind: str):
    entries = [html.Div([html.Dt(title), html.Dd(said)], id=anchor(title, kind)) for title, said in pairs]
    return html.Dl(entries, className="begriffe")


def _signs():
    """What stands instead of a number, and how the map draws it; then the marks beside numbers."""
    rows = [
        html.Tr(
            [html.Th(sign.sign, scope="row"), html.Td(_tile(status)), html.Td(sign.word), html.Td(sign.explanation)]
        )
        for status, sign in SIGNS.items()
        if status != Status.ok
    ]
    heads = html.Thead(html.Tr([html.Th(h, scope="col") for h in ("Zeichen", "Karte", "Wort", "Bedeutung")]))
    marks = tuple((f"{sign.sign} ({sign.word})", sign.explanation) for sign in FLAG_SIGNS.values())
    return [
        html.P(
            "Null, fehlend, geheim, nicht sinnvoll und später sind fünf verschiedene Dinge und sehen nie gleich aus."
        ),
        html.Table([html.Caption("Statt einer Zahl"), heads, html.Tbody(rows)], className="zeichentafel"),
        html.H3("Neben einer Zahl"),
        _pairs(marks, "zeichen"),
    ]


def _tile(status: Status):
    """The hatch of a status as a small field."""
    name, hatch = f"glossar-{status.name}", HATCHES[status]
    return Drawing(
        markup=f'<svg viewBox="0 0 44 22" width="44" height="22" aria-hidden="true"><defs>{svg_pattern(name, hatch)}'
        f'</defs><rect x="0.5" y="0.5" width="43" height="21" fill="url(#{name})" stroke="{hatch.ink}"/></svg>',
        className="feldmuster",
    )


def _methods(city: City):
    return _pairs(
        tuple((m.TITLE, m.EXPLANATION) for m in sorted(city.methods.values(), key=lambda m: m.TITLE)), "rechenweg"
    )


def _schemes():
    return _pairs(tuple((SCHEME_TITLES[key], said) for key, said in SCHEMES.items()), "klassen")


def _levels(city: City):
    """The town's own levels: how many areas, and what they fit into."""
    said = []
    for info in city.levels:
        above = [city.level(a).name for a in city.tree.levels if (info.id, a) in city.tree.parents]
        drawn = "mit Umrissen" if info.has_map else "ohne Umrisse, nur Tabelle und Zeitreihe"
        fits = f"; fügt sich zu: {', '.join(above)}" if above else ""
        number = len(current(city, info.id))
        made = f" Es sind {own_mark(info)}." if info.own else ""
        said.append((info.name, f"{number} {info.plural if number > 1 else 'Gebiet'}, {drawn}{fits}.{made}"))
    return _pairs(tuple(said), "ebene")


def callbacks(app: Dash, city: City) -> None:
    """None: everything is text and anchors."""
