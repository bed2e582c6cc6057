"""Routes of the page Lieferungen: a file comes in as a stream, jobs are started, and their state is told."""

import shutil
from pathlib import Path
from typing import Final

from dash import Dash
from flask import Response, request

from atlas.city import City
from atlas.intake.job import JOB, STATE
from atlas.web.jobs import Jobs
from atlas.web.writing import refused, told, who

MOST_BYTES: Final = 200_000_000
AT_ONCE: Final = 1 << 18  # bytes


def register(app: Dash, city: City, folder: Path) -> None:
    """Add the routes to the application's server."""
    server, jobs = app.server, Jobs(folder)

    @server.put("/lieferungen/datei/<name>")
    def upload(name: str) -> Response:
        if (no := refused()) is not None:
            return no
        if not _plain(name):
            return told({"sentences": [f"„{name}“ ist kein Dateiname, den der Atlas annimmt."]}, 400)
        place = jobs.new()
        size = 0
        with (place / name).open("wb") as file:
            while part := request.stream.read(AT_ONCE):
                size += len(part)
                if size > MOST_BYTES:
                    break
                file.write(part)
        if not 0 < size <= MOST_BYTES:
            shutil.rmtree(place)
            why = "ist leer" if not size else f"ist größer als {MOST_BYTES // 10**6} MB; teilen Sie sie"
            return told({"sentences": [f"{name}: Die Datei {why}."]}, 413 if size else 400)
        asked = {"series": request.args.get("reihe", ""), "whole": request.args.get("ersetzt") == "1"}
        return told(jobs.start(place, {"kind": "preview", "by": who(), "file": name, **asked}))

    @server.get("/lieferungen/auftrag/<token>")
    def state(token: str) -> Response:
        if (no := refused()) is not None:
            return no
        said = jobs.read(token, STATE)
        return told(said) if said else told({"sentences": ["Diesen Auftrag gibt es nicht mehr."]}, 404)

    @server.post("/lieferungen/auftrag/<token>/annehmen")
    def take(token: str) -> Response:
        if (no := refused()) is not None:
            return no
        job, seen = jobs.read(token, JOB), jobs.read(token, STATE)
        if not job or not seen or "preview" not in seen:
            return told(
                {"sentences": ["Zu diesem Auftrag gibt es keine Vorschau; geben Sie die Datei noch einmal auf."]}, 409
            )
        edition = seen["preview"]["edition"]
        return told(jobs.again(token, {**job, "kind": "accept", "by": who(), "edition": edition}))

    @server.post("/lieferungen/auftrag/<token>/antworten")
    def answers(token: str) -> Response:
        if (no := refused()) is not None:
            return no
        job, said = jobs.read(token, JOB), request.get_json(silent=True)
        if not job or not isinstance(said, dict) or not all(isinstance(v, str) for v in said.values()):
            return told({"sentences": ["Zu diesem Auftrag gibt es keine Fragen; geben Sie die Datei neu auf."]}, 409)
        name = said.pop("", "")  # the series' name is no question of the file
        return told(jobs.again(token, {**job, "kind": "preview", "by": who(), "name": name, "answers": said}))

    @server.post("/lieferungen/zurueckziehen/<int:number>")
    def back(number: int) -> Response:
        if (no := refused()) is not None:
            return no
        reason = request.args.get("grund", "")
        return told(jobs.start(jobs.new(), {"kind": "withdraw", "by": who(), "number": number, "reason": reason}))

    @server.get("/lieferungen/stand")
    def served() -> Response:
        return told({"edition": city.edition.number})


def _plain(name: str) -> bool:
    return Path(name).name == name and not name.startswith(".") and len(name) <= 150 and name not in (JOB, STATE)
