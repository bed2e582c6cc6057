"""Routes of the page Veröffentlichen: look at a publication, release what was looked at, take one back; each a job."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from dash import Dash
from flask import Response, request

from atlas.city import City
from atlas.intake.job import STATE
from atlas.publishing.choice import choose
from atlas.publishing.job import ASKED, day
from atlas.publishing.review import REVIEW, Review
from atlas.web.jobs import Jobs
from atlas.web.writing import MOST_NAME, refused, told
from indicators.errors import AtlasError, WrongUse

MOST_BYTES: Final = 200_000  # of what a page sends: the names of all indicators are 5 kB
MOST_REASON: Final = 500  # characters
GONE: Final = "Diese Prüfung gibt es nicht mehr (sie gilt einen Tag); prüfen Sie noch einmal."


def reviewed(folder: Path, token: str) -> Review | None:
    """What a job found that looked at a publication; None where there is no such job, or it found nothing."""
    state = Jobs(folder).read(token, STATE)
    return REVIEW.validate_python(state["review"]) if state and "review" in state else None


def register(app: Dash, city: City, folder: Path) -> None:
    """Add the routes to the application's server."""
    server, jobs = app.server, Jobs(folder)

    def start(kind: str, by: str, asked: Mapping[str, Any]) -> Response:
        place = jobs.new()
        (place / ASKED).write_text(json.dumps(asked, ensure_ascii=False), "utf-8")
        return told(jobs.start(place, {"kind": kind, "by": by}))

    @server.post("/veroeffentlichen/pruefen")
    def look_at_publication() -> Response:
        if (no := refused(MOST_BYTES)) is not None:
            return no
        asked = read_choice(request.get_json(silent=True))
        if asked is None:
            return told({"sentences": ["Die Anfrage ist nicht vollständig; laden Sie die Seite neu."]}, 400)
        if not asked["indicators"]:
            return told({"sentences": ["Wählen Sie mindestens einen Indikator."]}, 400)
        try:
            choose(city, asked["indicators"], asked["levels"], asked["years"])
        except (WrongUse, AtlasError) as error:
            return told({"sentences": str(error).splitlines()}, 400)
        return start("publish", "", asked)

    @server.post("/veroeffentlichen/freigeben/<token>")
    def release_publication(token: str) -> Response:
        if (no := refused(MOST_BYTES)) is not None:
            return no
        said = _words(request.get_json(silent=True), "by", "since")
        seen = reviewed(folder, token)
        if seen is None:
            return told({"sentences": [GONE]}, 409)
        if not said["by"]:
            return told({"sentences": ["Sagen Sie, wer freigibt."]}, 400)
        try:
            since = day(said["since"]) or dt.date.today()
        except WrongUse as error:
            return told({"sentences": [str(error)]}, 400)
        if since < dt.date.today():
            sentence = "Dieser Tag ist vorbei; nennen Sie heute oder einen späteren, oder lassen Sie das Feld leer."
            return told({"sentences": [sentence]}, 400)
        asked = {"review": REVIEW.dump_python(seen, mode="json"), "since": since.isoformat()}
        return start("publish_release", said["by"], asked)

    @server.post("/veroeffentlichen/zuruecknehmen/<int:number>")
    def take_back_publication(number: int) -> Response:
        if (no := refused(MOST_BYTES)) is not None:
            return no
        said = _words(request.get_json(silent=True), "by", "reason")
        if not said["by"] or not said["reason"]:
            return told({"sentences": ["Sagen Sie, wer zurücknimmt und warum."]}, 400)
        return start("publish_back", said["by"], {"number": number, "reason": said["reason"]})


def read_choice(said: Any) -> dict[str, list[Any]] | None:
    """Indicators, levels and years that a page sends; None where it is no such thing.

    >>> read_choice({"indicators": ["ant_u18"], "levels": [], "years": [2023]})
    {'indicators': ['ant_u18'], 'levels': [], 'years': [2023]}
    """
    if not isinstance(said, dict):
        return None
    found: dict[str, list[Any]] = {}
    for name, kind in (("indicators", str), ("levels", str), ("years", int)):
        members = said.get(name)
        if not isinstance(members, list) or any(type(one) is not kind for one in members):
            return None
        found[name] = members
    return found


def _words(said: Any, *names: str) -> dict[str, str]:
    """Texts that a page sends, blanks evened, not too long; "" for what is not there."""
    table = said if isinstance(said, dict) else {}
    most = {"by": MOST_NAME, "since": 10, "reason": MOST_REASON}
    return {name: " ".join(str(table.get(name, "")).split())[: most[name]] for name in names}
