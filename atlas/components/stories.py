"""Stories (Geschichten) as the page shows and changes them, and the button that puts a view into one."""

import datetime as dt
from html import escape
from typing import Final

from dash import html

from atlas.city import City
from atlas.components.drawing import Drawing
from atlas.components.parts import address
from atlas.components.still import markup
from atlas.numbers import date_text
from atlas.stories.slides import look_slide
from atlas.stories.story import MOST_CAPTION, MOST_NOTES, MOST_TITLE, PICTURES, SavedView, Story
from atlas.web.writing import MOST_NAME, may_write

PATH: Final = "/geschichten"


def remember_button(city: City):
    """„Ansicht merken“, for those who may write; assets/merken.js opens its dialog."""
    if city.public or may_write():
        return None
    return html.Button("Ansicht merken", type="button", className="merken", **{"data-merken": ""})


def listed(stories: tuple[Story, ...], may_change: bool) -> Drawing:
    """One block a story: who, when, the ways to it."""
    none = html.Div(html.P("Es gibt noch keine Geschichten."), className="leer")
    return Drawing(id="geschichten-vorhanden", markup=markup([_block(s, may_change) for s in stories] or none))


def _block(story: Story, may_change: bool):
    opened = address(PATH, geschichte=story.name) + "#ansichten"
    way = "Bearbeiten" if may_change else "Ansichten"
    ways = [
        *ways_to(story),
        html.A(way, href=opened, className="knopf", **{"aria-label": f"„{story.title}“: {way}"}),
    ]
    if may_change:
        removing = {"data-geschichte-weg": story.name, "data-stand": story.state}
        ways.append(html.Button("Entfernen", type="button", **{**removing, "aria-label": f"„{story.title}“ entfernen"}))
    return html.Div(
        [
            html.H3(story.title),
            html.P(f"{counted(story)}, zuletzt geändert von {story.by} am {day(story.on)}.", className="hinweis"),
            html.Div(ways, className="knopfreihe"),
        ],
        className="geschichte",
    )


def ways_to(story: Story) -> list[object]:
    """Showing it, and its address to pass on."""
    way = f"/praesentation/{story.name}"
    return [
        html.A("Präsentieren", href=way, className="knopf voran", **{"aria-label": f"„{story.title}“ präsentieren"}),
        html.Button(
            "Link kopieren", type="button", **{"data-link": way, "aria-label": f"Link zu „{story.title}“ kopieren"}
        ),
    ]


def counted(story: Story) -> str:
    return f"{len(story.views) or 'keine'} {'Ansicht' if len(story.views) == 1 else 'Ansichten'}"


def day(on: str) -> str:
    return date_text(dt.date.fromisoformat(on))


def read_only(story: Story, city: City) -> Drawing:
    """The views of a story in order, for those who may not change it."""
    rows = [
        html.Li(
            [
                html.A(view.title, href=view.address),
                html.P(view.caption) if view.caption else None,
                html.P(_said(view, city), className="hinweis"),
            ]
        )
        for view in story.views
    ]
    return Drawing(id="geschichten-ansichten", markup=markup(html.Ol(rows, className="ansichten")))


def _said(view: SavedView, city: City) -> str:
    """How it is drawn, who put it in, and what is wrong with it now."""
    slide = look_slide(view, city)
    said = f"{PICTURES[view.drawn]}, gemerkt von {view.by} am {day(view.on)} bei Stand {view.edition}"
    return f"{said}. {slide.missing or ' '.join(slide.notices)}".strip()


# --- changing one ----------------------------------------------------------------------------------------------------


def editor(story: Story, city: City) -> Drawing:
    """All that can be changed of a story; assets/geschichten.js moves, removes and saves."""
    last = len(story.views) - 1
    views = "".join(_view(view, place, place == last, city) for place, view in enumerate(story.views))
    none = '<p class="leer">Noch keine Ansicht. Wählen Sie auf Erkunden oder Zeitreihe „Ansicht merken“.</p>'
    return Drawing(
        id="geschichten-bearbeiten",
        markup=f"""<form data-geschichte="{escape(story.name)}" data-stand="{story.state}" novalidate>
<div class="feld"><label for="geschichte-titel">Name der Geschichte</label>
<input class="textfeld" id="geschichte-titel" maxlength="{MOST_TITLE}" autocomplete="off"
value="{escape(story.title)}" /></div>
<ol class="ansichten">{views}</ol>{"" if views else none}
<div class="feld"><label for="geschichte-name">Ihr Name</label>
<input class="textfeld" id="geschichte-name" maxlength="{MOST_NAME}" autocomplete="name" /></div>
<div class="knopfreihe"><button class="knopf voran" type="submit">Speichern</button>
<button type="button" data-verwerfen-geschichte hidden>Änderungen verwerfen</button></div>
<div id="geschichte-ergebnis" role="status" tabindex="-1"></div></form>""",
    )


def _view(view: SavedView, place: int, last: bool, city: City) -> str:
    name = f"ansicht-{place}"
    pictures = "".join(
        f'<option value="{word}"{" selected" if word == view.drawn else ""}>{label}</option>'
        for word, label in PICTURES.items()
    )
    wrong = look_slide(view, city).missing
    warned = f'<p class="meldung">{escape(wrong)}</p>' if wrong else ""
    title, off = escape(view.title), " disabled"
    return f"""<li data-ansicht="{place}"><div class="felder">
<div class="feld breit"><label for="{name}-titel">Überschrift</label>
<input class="textfeld" id="{name}-titel" data-feld="title" maxlength="{MOST_TITLE}" value="{title}" /></div>
<div class="feld"><label for="{name}-bild">Bild</label>
<select id="{name}-bild" data-feld="picture">{pictures}</select></div></div>
<div class="felder"><div class="feld breit"><label for="{name}-text">Text zum Bild</label>
<textarea class="textfeld" id="{name}-text" data-feld="caption" rows="2"
maxlength="{MOST_CAPTION}">{escape(view.caption)}</textarea></div>
<div class="feld breit"><label for="{name}-notiz">Notizen für die Sprecherin, den Sprecher</label>
<textarea class="textfeld" id="{name}-notiz" data-feld="notes" rows="2"
maxlength="{MOST_NOTES}">{escape(view.notes)}</textarea></div></div>{warned}
<p class="hinweis">{escape(f"Gemerkt von {view.by} am {day(view.on)} bei Stand {view.edition}.")}
<a href="{escape(view.address)}">Im Atlas öffnen</a></p>
<div class="knopfreihe">
<button type="button" data-hoch aria-label="„{title}“ nach oben"{"" if place else off}>Nach oben</button>
<button type="button" data-runter aria-label="„{title}“ nach unten"{off if last else ""}>Nach unten</button>
<button type="button" data-ansicht-weg aria-label="„{title}“ entfernen">Entfernen</button></div></li>"""


def new_form() -> Drawing:
    """A story without views; the first one can also be made where a view is remembered."""
    return Drawing(
        id="geschichten-neu",
        markup=f"""<form data-neue-geschichte novalidate><div class="felder">
<div class="feld breit"><label for="neue-geschichte">Name</label>
<input class="textfeld" id="neue-geschichte" maxlength="{MOST_TITLE}" autocomplete="off"
placeholder="z. B. Jugendhilfeausschuss im März" /></div>
<button class="knopf" type="submit">Anlegen</button></div>
<div role="status"></div></form>""",
    )
