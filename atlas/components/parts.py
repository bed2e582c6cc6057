"""Small parts that several pages share: sections, panels that can fill the page, notices, empty states, downloads."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from dash import html

from atlas.city import City
from indicators.model import Indicator


def address(path: str, **query: str) -> str:
    """The address of a page with its query; empty parts are left out, commas stay readable."""
    kept = [(key, value) for key, value in query.items() if value]
    return f"{path}?{urlencode(kept, quote_via=quote, safe=',')}" if kept else path


def panel(title: str, children, name: str):
    """A titled part of a page with a button that lets it fill the page (assets/rahmen.js)."""
    return html.Section(
        [
            html.Div([html.H2(title), grow(title)], className="teilkopf"),
            *(children if isinstance(children, list) else [children]),
        ],
        className=f"teil teil-{name}",
        **{"aria-label": title},
    )


def grow(title: str):
    """The button that lets its panel fill the page, and back."""
    return html.Button(
        "Vergrößern",
        className="gross",
        **{"data-gross": "", "aria-label": f"{title} vergrößern", "aria-pressed": "false"},
    )


def section(title: str, children, intro: str = "", name: str = ""):
    """A section of a page: its heading beside or above what it holds."""
    head = [html.H2(title), *([html.P(intro)] if intro else [])]
    return html.Section(
        [
            html.Div(head, className="absatzkopf"),
            html.Div(children, className="absatzinhalt"),
        ],
        className="absatz zweispaltig",
        **({"id": name} if name else {}),
    )


def notice_list(notices: tuple[str, ...]):
    """Sentences on what an address asked for and could not have."""
    if not notices:
        return html.Div()
    return html.Div(html.Ul([html.Li(n) for n in notices], className="hinweise"), role="status")


def empty(sentence: str):
    """An empty state: what is not there and what to do."""
    return html.Div(html.P(sentence), className="leer", role="status")


def downloads(query: Mapping[str, str], formats: Mapping[str, str]):
    """Links to files made from what the page shows; `formats`: format -> label."""
    return [
        html.A(label, href=address(f"/export/{kind}", **query), className="knopf", download="")
        for kind, label in formats.items()
    ]


def paper_ways(city: City, query: Mapping[str, str]):
    """Inside the house: what the page shows as a paper or slides. Everywhere: its address with the edition."""
    asked = {key: said for key, said in query.items() if said}
    cite = html.A("Zitieren", href=address("/bericht", **asked, stand=str(city.edition.number)), className="knopf")
    if city.public:
        return [cite]
    return [html.A("Als Bericht", href=address("/berichte", **asked), className="knopf"), cite]


def source_line(city: City, indicators: Iterable[Indicator]) -> str:
    """Everyone who delivered something of it, each once, with licence."""
    named = dict.fromkeys(source for indicator in indicators for source in city.sources_of(indicator))
    return f"{'Quellen' if len(named) > 1 else 'Quelle'}: {'; '.join(named)}" if named else ""
