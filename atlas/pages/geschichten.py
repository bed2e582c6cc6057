"""Geschichten: views of the atlas in order, with captions and notes; made, changed, passed on, presented.

The work is done by assets/geschichten.js and the routes of atlas/web/stories.py; this page is what stands still.
"""

from typing import Any

from dash import Dash, html

from atlas.city import City
from atlas.components import stories
from atlas.components.findings import log_in
from atlas.components.parts import notice_list, section
from atlas.stories.files import read_stories
from atlas.stories.story import Story
from atlas.web.writing import may_write

PATH = stories.PATH
TITLE = "Geschichten"
ORDER = 45
INTERNAL = True


def layout(city: City, query: dict[str, str]):
    why = may_write()
    there, faults = read_stories(city.folder) if city.folder else ((), ())
    asked = query.get("geschichte", "")
    opened = next((story for story in there if story.name == asked), None)
    notices = [str(fault) for fault in faults]
    if asked and opened is None:
        notices.append(f"Die Geschichte „{asked[:60]}“ gibt es nicht, oder ihre Datei lässt sich nicht lesen.")
    parts: list[Any] = [_head(), _done(query, opened), notice_list(tuple(notices))]
    if opened is not None:
        parts.append(_opened(city, opened, may_change=not why))
    rest: list[Any] = [stories.listed(there, may_change=not why)]
    if why:
        rest += [html.P(f"Anlegen und ändern können Sie sie hier nicht. {why}")]
        rest += [log_in(PATH, "Mit Kennwort anmelden")]
    said = "" if why else "Was entfernt wird, bleibt als Datei aufgehoben."
    parts.append(section("Vorhandene Geschichten", rest, said))
    if not why:
        how = "Ansichten kommen auf Erkunden und Zeitreihe dazu: „Ansicht merken“."
        parts.append(section("Neue Geschichte", stories.new_form(), how))
    return html.Div(parts, className="seite geschichten")


def _head():
    lead = (
        "Ansichten des Atlas in einer Reihe, mit Überschrift und Text: zum Weitergeben im Haus und zum Vorführen im "
        "Ausschuss. Gezeigt werden immer die Zahlen des geltenden Standes."
    )
    return html.Div([html.H1(TITLE), html.P(lead, className="vorspann")])


def _done(query: dict[str, str], opened: Story | None):
    """What the visitor has just done, after the page was loaded anew."""
    said = ""
    if query.get("entfernt"):
        said = "Die Geschichte ist entfernt; ihre Datei liegt im Ordner geschichten/frueher."
    elif query.get("gespeichert") and opened is not None:
        said = f"„{opened.title}“ ist gespeichert ({stories.counted(opened)})."
    return html.Div(html.P(said), className="getan", role="status") if said else html.Div()


def _opened(city: City, story: Story, may_change: bool):
    shown = stories.editor(story, city) if may_change else stories.read_only(story, city)
    ways = html.Div(stories.ways_to(story), className="knopfreihe")
    return html.Section([html.H2(story.title), ways, shown], className="absatz", id="ansichten")


def callbacks(app: Dash, city: City) -> None:
    """None: assets/geschichten.js does it."""
