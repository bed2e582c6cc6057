"""The parts of the page Vorlagen: the templates there are, and the workshop of one with its preview."""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Final

from dash import html

from atlas.city import City
from atlas.components.drawing import Drawing
from atlas.components.parts import address
from atlas.components.reports import area_field
from atlas.components.still import markup
from atlas.components.template_form import NUMBER, chapter_form, head_form, indicator_list, more_chapters
from atlas.levels import finest
from atlas.reports.fields import kinds
from atlas.reports.keeping import name_of, state_of
from atlas.reports.making import there_today
from atlas.reports.template import SHIPPED, Template, check_template, template_files
from atlas.reports.template_text import tables
from indicators.errors import Fault
from indicators.forms import read_toml

ID: Final = "vorlagen"
NEW: Final[dict[str, Any]] = {  # what a new template begins with
    "title": "Neue Vorlage",
    "chapters": [{"kind": "title", "compact": True}, {"kind": "sources", "title": "Quellen und Zeichen"}],
}


@dataclass(frozen=True)
class Shown:
    """A template as it lies there, also one with faults."""

    name: str
    template: Template | None  # None: it cannot be shown as a form
    faults: tuple[str, ...]
    own: bool
    replaces: bool  # a shipped one of the same name


def all_shown(city: City) -> list[Shown]:
    """Every template, in the order of the list; those that cannot be read last."""
    found = [look_at(name, path, city) for name, path in template_files(city.folder).items()]
    return sorted(
        found,
        key=lambda one: (
            one.template is None,
            *((one.template.head.order, one.template.head.title) if one.template else (0, one.name)),
        ),
    )


def look_at(name: str, path: Path, city: City) -> Shown:
    """One template with what is wrong with it."""
    place = f"{path.parent.name}/{name}.toml"
    document, faults = read_toml(path, place)
    wrong: list[Fault] = list(faults)
    template = None if faults else check_template(name, document, city, place, wrong)
    own = path.parent != SHIPPED
    return Shown(name, template, tuple(map(str, wrong)), own, own and (SHIPPED / f"{name}.toml").is_file())


# --- what there is ---------------------------------------------------------------------------------------------------


def listed(city: City, shown: list[Shown], may_write: bool) -> Drawing:
    """One block a template: what it is, its chapters, the ways to change it."""
    return Drawing(id=f"{ID}-liste", markup=markup(html.Ul([_block(city, one, may_write) for one in shown])))


def _block(city: City, one: Shown, may_write: bool):
    head = one.template.head if one.template else None
    title = head.title if head else one.name
    mark = "eigene, statt der mitgelieferten" if one.replaces else "eigene Vorlage" if one.own else "mitgeliefert"
    parts: list[Any] = [
        html.H3(title),
        html.P([html.Span(mark, className="marke"), f" {head.summary}" if head else ""], className="hinweis"),
    ]
    if one.faults:
        parts.append(html.Ul([html.Li(fault) for fault in one.faults], className="hinweise fehlerliste"))
    if one.template:
        named = kinds()
        items = [
            html.Li(f"{named[c.head.kind]}: {c.head.title}" if c.head.title else named[c.head.kind])
            for c in one.template.chapters
        ]
        count = f"{len(items)} Kapitel" if len(items) != 1 else "1 Kapitel"
        parts.append(html.Details([html.Summary(count), html.Ol(items)]))
    ways: list[Any] = []
    if one.template and not one.faults:
        ways.append(html.A("Bericht erstellen", href=address("/berichte", vorlage=one.name)))
    if may_write and one.template:
        ways.append(_way("Ändern", title, address("/vorlagen", vorlage=one.name)))
        ways.append(_way("Als neue Vorlage", title, address("/vorlagen", vorlage=one.name, kopie="1")))
    if may_write and one.own and city.folder:
        words = "Zurück zur mitgelieferten" if one.replaces else "Entfernen"
        data = {"data-vorlage-weg": one.name, "data-gesehen": state_of(city.folder, one.name)}
        ways.append(html.Button(words, type="button", **data, **{"aria-label": f"{title}: {words}"}))
    return html.Li([*parts, html.Div(ways, className="wege")])


def _way(words: str, title: str, href: str):
    return html.A(words, href=href, **{"aria-label": f"{title}: {words}"})


# --- the workshop ----------------------------------------------------------------------------------------------------


def workshop(city: City, template: Template | None, old: str, copied: bool) -> Drawing:
    """The form, and beside it the paper that comes of it; `old`: the template that is changed, "" for a new one."""
    said = tables(template) if template else dict(NEW)
    if copied:
        said["title"] = f"{said['title']} (Kopie)"
    names = [name_of(one, number) for number, one in enumerate(template.chapters, 1)] if template else []
    chapters = "".join(
        chapter_form(one["kind"], one, str(number), names[number - 1] if names else "", city)
        for number, one in enumerate(said["chapters"], 1)
    )
    used = {str(one) for chapter in said["chapters"] for value in chapter.values() for one in _each(value)}
    seen = state_of(city.folder, old) if city.folder and old else ""
    first = next(iter(there_today(city, finest(city.levels), None)), None)
    chosen = f"{finest(city.levels)}:{first[0]}" if first else ""
    area = markup(area_field(city, chosen, False, ID))
    return Drawing(
        id=f"{ID}-werkstatt",
        markup=f"""<form class="werkstatt" novalidate data-vorlage="{escape(old)}" data-gesehen="{seen}"
data-nummer="{NUMBER}">
<div class="vorlagenform">{head_form(said, old)}
<fieldset class="kapitelteil"><legend>Kapitel</legend><ol class="kapitelliste">{chapters}</ol>
<div data-ansage role="status"></div>{more_chapters(city)}</fieldset>{indicator_list(city, used)}
<div class="knopfreihe speichern"><button class="knopf voran" type="submit">Speichern</button>
<a class="knopf" href="/vorlagen">Abbrechen</a><a class="knopf" href="#vorschau">Zur Vorschau</a></div>
<div data-ergebnis role="status" tabindex="-1"></div></div>
<section class="vorschau" id="vorschau" aria-label="Vorschau"><div class="vorschaukopf"><h2>Vorschau</h2>{area}</div>
<p class="hinweis" data-vorschau-stand role="status"></p>
<div class="vorschaublatt" tabindex="0" role="region" aria-label="Bericht in der Vorschau"></div></section></form>""",
    )


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
