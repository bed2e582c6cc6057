"""The pages of what a public atlas must say of itself, and the links to them at the foot of every page."""

from dash import html
from dash.development.base_component import Component
from flask import has_request_context, request

from atlas.city import City
from atlas.components.markdown import elements
from atlas.components.parts import empty, section
from atlas.publishing.legal import FOLDER, TEXTS, legal_text
from atlas.view.words import stamp

SHORT = {"barrierefreiheit": "Barrierefreiheit", "lizenz": "Lizenz und Zitat"}  # at the foot


def legal_links(city: City):
    """Ways to the texts: all of them in public, in the house those that there are."""
    there = [name for name in TEXTS if city.public or legal_text(city, name)]
    return [html.A(SHORT.get(name, TEXTS[name]), href=f"/{name}") for name in there]


def legal_page(city: City, name: str, more: Component | None = None):
    """A text of the town below its title; a sentence where it is not there."""
    said = legal_text(city, name)
    where = "" if city.public else f" Legen Sie {FOLDER}/{name}.md im Ordner der Kommune an."
    body = elements(said) if said else [empty(f"Diese Angabe fehlt noch.{where}")]
    if said and getattr(body[0], "children", None) == [TEXTS[name]]:
        body = body[1:]  # the file says its title, too
    return html.Div(
        [html.H1(TEXTS[name]), html.Div(body, className="fliesstext"), more],
        className="seite schmal recht",
    )


def citation(city: City):
    """How one names the atlas as a source: town, title, edition, day, address."""
    said = stamp(city)
    kind = "Veröffentlichung" if city.public else "Stand"
    place = request.host_url.rstrip("/") if has_request_context() else ""
    named = f"{said.town}: {said.title}, {kind} {said.edition} vom {said.made_on}{f', {place}' if place else ''}"
    return section("So wird der Atlas zitiert", html.P(named, className="zitat"))
