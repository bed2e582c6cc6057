"""Routes of the texts of a paper: what it says and who wrote it; a text of people kept, or given back to the atlas."""

from pathlib import Path
from typing import Any, Final

from dash import Dash
from flask import Response, request

from atlas.city import City
from atlas.reports.formats import html
from atlas.reports.making import Wanted, design_of, read_area
from atlas.reports.rewording import Overtaken, Place, reword, rewordable
from atlas.reports.texts import Edited, area_of
from atlas.web.writing import MOST_NAME, refused, told
from indicators.errors import AtlasError

MOST_BYTES: Final = 200_000  # of what a page sends


def register(app: Dash, city: City, folder: Path) -> None:
    """Add the routes to the application's server."""
    server = app.server

    @server.get("/berichte/texte")
    def report_texts() -> Response:
        """The paper as a part of a page, and its texts by their places."""
        if (no := refused()) is not None:
            return no
        try:
            level, keys = _subject(city, request.args.get("gebiet", ""))
            made, places = rewordable(city, Wanted(request.args.get("vorlage", ""), level, keys))
            drawn = html.body(made, design_of(city))
        except AtlasError as error:
            return told({"sentences": str(error).splitlines()}, 404)
        return told({"title": made.title, "html": drawn, "texts": {name: _place(one) for name, one in places.items()}})

    @server.post("/berichte/text")
    def report_text() -> Response:
        """Keep a text; with `seen` only where still stands what the writer saw."""
        if (no := refused(MOST_BYTES)) is not None:
            return no
        said = request.get_json(silent=True)
        words = {name: _word(said, name) for name in ("template", "place", "text", "by")}
        area = _area(said)
        if not isinstance(said, dict) or area is None or None in words.values():
            return told({"sentences": ["Die Anfrage ist nicht vollständig; laden Sie die Seite neu."]}, 400)
        seen = said.get("seen")
        was = Place(str(seen.get("own", "")), _written(str(seen.get("text", "")))) if isinstance(seen, dict) else None
        by = " ".join(str(words["by"]).split())[:MOST_NAME] or "ohne Namen"
        try:
            subject = area_of(*_subject(city, area))
            template, place, text = (str(words[name]) for name in ("template", "place", "text"))
            reword(city, folder, Edited(template, subject, place, text.strip(), "", "", by, ""), was)
        except Overtaken as late:
            return told({"sentences": [str(late)], "now": _place(late.now)}, 409)
        except AtlasError as error:
            return told({"sentences": str(error).splitlines()}, 400)
        return told({"kept": True})


def _area(said: Any) -> str | None:
    """What a page says the paper is about: `area` as addresses have it, or `level` and `keys`; "" is the town."""
    if isinstance(said, dict) and "area" not in said and _word(said, "level") and _word(said, "keys"):
        return f"{said['level']}:{said['keys'].replace(',', '+')}"
    return _word(said, "area") if isinstance(said, dict) and "area" in said else None


def _subject(city: City, area: str) -> tuple[str, tuple[str, ...]]:
    """Level and keys of what an address names; of the whole town, the town."""
    return read_area(city, area) if area else (city.top, city.tree.keys[city.top][:1])


def _place(one: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"own": one.own, "text": one.text, "changed": one.changed}
    if one.edited:
        found |= {"by": one.edited.by, "edition": one.edited.edition, "basis": one.edited.basis}
    return found


def _written(text: str) -> Edited | None:
    return Edited("", "", "", text, "", "", "", "") if text else None


def _word(said: Any, name: str) -> str | None:
    found = said.get(name, "") if isinstance(said, dict) else None
    return found if isinstance(found, str) else None
