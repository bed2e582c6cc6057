"""Routes of the page Eigene Gebiete: what was put together there becomes a file and a job; the inbox knows who may."""

import datetime as dt
import json
import re
import secrets
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, request

from atlas.city import City
from atlas.components.choosers import folded
from atlas.own_files import written
from geo.outline_spec import OwnArea, OwnLevel

MOST_BYTES: Final = 5_000_000  # of what a page sends: all areas of a large town by key are 200 kB


def register(
    server: Flask,
    city: City,
    folder: Path,
    jobs: Path,
    refused: Callable[[], Response | None],
    start: Callable[[Path, dict[str, Any]], None],
) -> None:
    """Add the routes; `refused` says who may not write, `start` starts a job in its folder below `jobs`."""

    def begin(job: dict[str, Any], level: OwnLevel | None = None) -> dict[str, str]:
        token = secrets.token_hex(8)
        place = jobs / token
        place.mkdir(parents=True)
        if level is not None:
            (place / f"{level.id}.toml").write_text(written(level), "utf-8")
            job = {**job, "file": f"{level.id}.toml"}
        start(place, {"city": str(folder), "edition": city.edition.number, **job})
        return {"job": token}

    @server.post("/eigene/speichern")
    def save() -> Response:
        if (no := refused()) is not None:
            return no
        if (request.content_length or 0) > MOST_BYTES:
            return _answer({"sentences": ["Das ist mehr, als der Atlas auf einmal annimmt."]}, 413)
        told = request.get_json(silent=True)
        level = read_level(told, city) if isinstance(told, dict) else None
        if level is None:
            return _answer({"sentences": ["Die Anfrage ist nicht vollständig; laden Sie die Seite neu."]}, 400)
        return _answer(begin({"kind": "own", "by": level.by}, level))

    @server.post("/eigene/entfernen/<name>")
    def remove(name: str) -> Response:
        if (no := refused()) is not None:
            return no
        return _answer(begin({"kind": "own_away", "by": "", "series": name}))


def read_level(told: Mapping[str, Any], city: City) -> OwnLevel | None:
    """The level that a page sends; None where it is no such thing. Its words are checked where its file is read.

    A name that is there already means that level; other names become keys.
    """
    try:
        title, by = (" ".join(str(told[word]).split()) for word in ("title", "by"))
        plural = " ".join(str(told.get("plural", "")).split()) or title
        sent = [(str(a.get("key") or ""), " ".join(str(a["name"]).split()), a["members"]) for a in told["areas"]]
        from_level = str(told["from_level"])
    except (KeyError, TypeError, AttributeError):
        return None
    known = {info.name: info.id for info in city.levels if info.own}
    name = known.get(title) or key_of(title, {info.id for info in city.levels}, "eigene")
    keys = [key for key, _, _ in sent if key]
    areas = []
    for key, said, members in sent:
        own = key or key_of(said, keys, "gebiet")
        keys.append(own)
        areas.append(OwnArea(own, said, tuple(dict.fromkeys(map(str, members)))))
    return OwnLevel(name, title, plural, from_level, by or "ohne Namen", dt.date.today(), tuple(areas))


def key_of(name: str, taken: Collection[str], otherwise: str) -> str:
    """A key out of a name, unlike those taken.

    >>> key_of("Am „Tor“ Süd", {"am_tor_sued"}, "gebiet"), key_of("1", (), "gebiet")
    ('am_tor_sued_2', 'gebiet_1')
    """
    word = re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_")[:30].strip("_")
    word = word if word and word[0].isalpha() else f"{otherwise}_{word}".strip("_")
    return word if word not in taken else next(k for n in range(2, 10**6) if (k := f"{word}_{n}") not in taken)


def _answer(told: dict[str, Any], code: int = 200) -> Response:
    answer = Response(json.dumps(told, ensure_ascii=False), code, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
