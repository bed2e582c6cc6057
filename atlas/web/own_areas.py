"""Routes of the page Eigene Gebiete: what was put together there becomes a file and a job."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from dash import Dash
from flask import Response, request

from atlas.city import City
from atlas.components.choosers import folded
from atlas.components.groupings import areas_of
from atlas.intake.own_files import written
from atlas.web.jobs import Jobs
from atlas.web.writing import refused, told
from geo.outline_spec import OwnArea, OwnLevel

MOST_BYTES: Final = 5_000_000  # of what a page sends: all areas of a large town by key are 200 kB
MEANWHILE: Final = (
    "es wurde nichts gespeichert. Öffnen Sie die Einteilung in einem neuen Fenster, vergleichen Sie, und laden Sie "
    "dann diese Seite neu."
)


def register(app: Dash, city: City, folder: Path) -> None:
    """Add the routes to the application's server."""
    server, jobs = app.server, Jobs(folder)

    @server.post("/eigene/speichern")
    def save() -> Response:
        if (no := refused(MOST_BYTES)) is not None:
            return no
        said = request.get_json(silent=True)
        level = read_level(said, city) if isinstance(said, dict) else None
        if level is None or said is None:
            return told({"sentences": ["Die Anfrage ist nicht vollständig; laden Sie die Seite neu."]}, 400)
        there = areas_of(city, level.id)
        if said.get("seen", there) != there:
            return told({"sentences": [f"„{level.title}“ hat inzwischen jemand geändert; {MEANWHILE}"]}, 409)
        place, file = jobs.new(), f"{level.id}.toml"
        (place / file).write_text(written(level), "utf-8")
        return told(jobs.start(place, {"kind": "own", "by": level.by, "file": file, "edition": city.edition.number}))

    @server.post("/eigene/entfernen/<name>")
    def remove(name: str) -> Response:
        if (no := refused()) is not None:
            return no
        return told(jobs.start(jobs.new(), {"kind": "own_away", "series": name, "edition": city.edition.number}))


def read_level(said: Mapping[str, Any], city: City) -> OwnLevel | None:
    """The level that a page sends; None where it is no such thing. Its words are checked where its file is read.

    `level` means one that is there, whatever its name is now; without it, it is a new one, and names become keys.
    """
    try:
        title, by = (" ".join(str(said[word]).split()) for word in ("title", "by"))
        plural = " ".join(str(said.get("plural", "")).split()) or title
        sent = [(str(a.get("key") or ""), " ".join(str(a["name"]).split()), a["members"]) for a in said["areas"]]
        from_level = str(said["from_level"])
    except (KeyError, TypeError, AttributeError):
        return None
    known, changed = {info.id for info in city.levels if info.own}, str(said.get("level", ""))
    name = changed if changed in known else key_of(title, {info.id for info in city.levels}, "eigene")
    keys = [key for key, _, _ in sent if key]
    areas = []
    for key, named, members in sent:
        own = key or key_of(named, keys, "gebiet")
        keys.append(own)
        areas.append(OwnArea(own, named, tuple(dict.fromkeys(map(str, members)))))
    return OwnLevel(name, title, plural, from_level, by or "ohne Namen", dt.date.today(), tuple(areas))


def key_of(name: str, taken: Collection[str], otherwise: str) -> str:
    """A key out of a name, unlike those taken.

    >>> key_of("Am „Tor“ Süd", {"am_tor_sued"}, "gebiet"), key_of("1", (), "gebiet")
    ('am_tor_sued_2', 'gebiet_1')
    """
    word = re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_")[:30].strip("_")
    word = word if word and word[0].isalpha() else f"{otherwise}_{word}".strip("_")
    return word if word not in taken else next(k for n in range(2, 10**6) if (k := f"{word}_{n}") not in taken)
