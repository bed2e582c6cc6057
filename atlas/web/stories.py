"""Routes of stories: showing one, the list that a view is put into, and all that changes them.

Whoever may see the atlas of the house may be shown a story; who may write one: `atlas.web.writing`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dash import Dash
from flask import Response, abort, request

from atlas.charts import series
from atlas.city import City
from atlas.selection import read_query
from atlas.stories import files
from atlas.stories.presentation import document
from atlas.stories.story import NAMELESS, PAGES, PICTURES, SavedView, Story, page_of, query_of
from atlas.view import look
from atlas.web import scripts
from atlas.web.own_areas import key_of
from atlas.web.writing import MOST_NAME, refused, told
from indicators.errors import AtlasError, FaultyInput, WrongUse

MOST_BYTES: Final = 1_000_000  # of a story that a page sends
INCOMPLETE: Final = "Die Anfrage ist nicht vollständig; laden Sie die Seite neu."


def register(app: Dash, city: City, folder: Path) -> None:
    """Add the routes to the application's server."""
    server = app.server

    @server.get("/praesentation/<name>")
    def show_story(name: str) -> Response:
        try:
            story = files.read_story(folder, name)
        except WrongUse as wrong:
            abort(404, str(wrong))
        except AtlasError as error:
            abort(409, str(error))
        page = document(story, city, scripts.addresses("praesentation")["js"])
        answer = Response(page, mimetype="text/html")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @server.get("/geschichten/liste")
    def stories_listed() -> Response:
        if (no := refused()) is not None:
            return no
        view = normal(request.args.get("adresse", ""), city)
        if view is None:
            return told({"sentences": ["Diese Ansicht lässt sich nicht merken."]}, 400)
        there = [{"name": s.name, "title": s.title, "views": len(s.views)} for s in files.read_stories(folder)[0]]
        pictures = [{"value": word, "label": label} for word, label in PICTURES.items()]
        return told({"stories": there, "title": view[1], "pictures": pictures, "picture": PAGES[page_of(view[0])]})

    @server.post("/geschichten/merken")
    def remember_view() -> Response:
        return _answered(_remember, city, folder)

    @server.post("/geschichten/neu")
    def new_story() -> Response:
        return _answered(_new, city, folder)

    @server.post("/geschichten/speichern/<name>")
    def save_story(name: str) -> Response:
        return _answered(lambda said, city, folder: _save(said, folder, name), city, folder)

    @server.post("/geschichten/entfernen/<name>")
    def remove_story(name: str) -> Response:
        return _answered(lambda said, city, folder: files.remove(folder, name, line(said, "state")), city, folder)


Said = Mapping[str, Any]


def _answered(change: Callable[[Said, City, Path], Story], city: City, folder: Path) -> Response:
    """The story that came of a request, or why nothing was changed."""
    if (no := refused(MOST_BYTES)) is not None:
        return no
    said = request.get_json(silent=True)
    if not isinstance(said, dict):
        return told({"sentences": [INCOMPLETE]}, 400)
    try:
        story = change(said, city, folder)
    except FaultyInput as error:
        return told({"sentences": [str(fault) for fault in error.faults]}, 400)
    except files.Meanwhile as error:
        return told({"sentences": [str(error)]}, 409)
    except WrongUse as error:
        return told({"sentences": [str(error)]}, 404)
    return told({"name": story.name, "title": story.title, "views": len(story.views), "state": story.state})


def _remember(said: Said, city: City, folder: Path) -> Story:
    """A view put at the end of a story, or into a new one by its title."""
    found = normal(line(said, "address"), city)
    if found is None:
        raise WrongUse("Diese Ansicht lässt sich nicht merken; erlaubt sind Erkunden und Zeitreihe.")
    view = _view(said, found[0], city.edition.number)
    view = view if view.title else replace(view, title=found[1])
    if line(said, "story"):
        return files.add(folder, line(said, "story"), view)
    return files.make(folder, _named(said, folder, (view,)))


def _new(said: Said, city: City, folder: Path) -> Story:
    return files.make(folder, _named(said, folder, ()))


def _save(said: Said, folder: Path, name: str) -> Story:
    """The story as the page has it now; what its views were saved at stays."""
    there = files.read_story(folder, name)
    files.same(there, line(said, "state"))
    sent = said.get("views")
    views = []
    for one in sent if isinstance(sent, list) else [None]:
        places = range(len(there.views))
        if not isinstance(one, dict) or type(one.get("place")) is not int or one["place"] not in places:
            raise WrongUse(INCOMPLETE)
        old = there.views[one["place"]]
        new = _view({**one, "by": said.get("by")}, old.address, old.edition)
        untouched = replace(new, by=old.by, on=old.on) == replace(old, picture=old.drawn)
        views.append(old if untouched else new)
    return files.change(
        folder,
        Story(line(said, "title"), _who(said), _today(), tuple(views), name, line(said, "state")),
    )


def normal(address: str, city: City) -> tuple[str, str] | None:
    """An address with all that it leaves to defaults, so that it shows the same later; and the title of its view.

    None for pages that cannot be shown.
    """
    page = page_of(address)
    if page not in PAGES:
        return None
    selection, _ = read_query(query_of(address), city)
    view = look(selection, city)
    return f"{page}?{selection.query()}", series.title(view) if PAGES[page] == "reihe" else view.title


def _view(said: Said, address: str, edition: int) -> SavedView:
    title, picture, caption = (line(said, name) for name in ("title", "picture", "caption"))
    return SavedView(title, address, edition, _who(said), _today(), picture, caption, paragraphs(said, "notes"))


def _named(said: Said, folder: Path, views: tuple[SavedView, ...]) -> Story:
    """A new story with a name of its own for its file."""
    title = line(said, "new")
    place = folder / files.FOLDER
    taken = {path.stem for path in place.glob("*.toml")}
    return Story(title, _who(said), _today(), views, key_of(title, taken, "geschichte"))


def line(said: Said, name: str) -> str:
    """A text of one line, blanks evened, without what cannot be printed."""
    found = said.get(name, "")
    return "".join(c for c in " ".join(found.split()) if c.isprintable()) if isinstance(found, str) else ""


def paragraphs(said: Said, name: str) -> str:
    """A text of several lines."""
    found = said.get(name, "")
    lines = found.splitlines() if isinstance(found, str) else []
    return "\n".join(line({name: one}, name) for one in lines).strip()


def _who(said: Said) -> str:
    return line(said, "by")[:MOST_NAME] or NAMELESS


def _today() -> str:
    return dt.date.today().isoformat()
