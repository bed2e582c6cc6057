"""Routes of the page Lieferungen: a file comes in as a stream, jobs are started, and their state is told.

Writing needs ATLAS_EDIT_PASSWORD; without it, it works from the own machine only.
"""

import hmac
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

from dash import Dash
from flask import Response, request

from atlas import own_routes
from atlas.city import City
from atlas.job import JOB, STATE, say

MOST_BYTES: Final = 200_000_000
AT_ONCE: Final = 1 << 18  # bytes
OLD: Final = 86_400  # seconds after which a job's folder goes
LOCAL: Final = ("127.0.0.1", "::1")
NAMED: Final = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")
TOKEN: Final = re.compile(r"[0-9a-f]{16}")


def may_write() -> str:
    """Why the visitor may not write; "" for those who may."""
    password = os.environ.get("ATLAS_EDIT_PASSWORD", "")
    if password:
        given = request.authorization.password if request.authorization else ""
        return "" if hmac.compare_digest((given or "").encode(), password.encode()) else "Das Kennwort fehlt."
    forwarded = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-Ip"))
    if request.remote_addr in LOCAL and NAMED.fullmatch(request.host) and not forwarded:
        return ""
    return (
        "Lieferungen annimmt der Atlas nur an diesem Rechner selbst (127.0.0.1); für andere braucht er ein Kennwort "
        "(ATLAS_EDIT_PASSWORD)."
    )


def register(app: Dash, city: City, folder: Path) -> None:
    """Add the routes to the application's server."""
    server = app.server
    jobs = folder / "eingang" / "auftraege"

    def refused() -> Response | None:
        if why := may_write():
            asks = bool(os.environ.get("ATLAS_EDIT_PASSWORD"))
            answer = _answer({"sentences": [why]}, 401 if asks else 403)
            if asks:
                answer.headers["WWW-Authenticate"] = 'Basic realm="Sozialraumatlas", charset="UTF-8"'
            return answer
        if request.method != "GET" and request.headers.get("X-Atlas") != "1":  # no other page can send this header
            return _answer({"sentences": ["Diese Anfrage kommt nicht von der Seite Lieferungen."]}, 403)
        return None

    @server.put("/lieferungen/datei/<name>")
    def upload(name: str) -> Response:
        if (no := refused()) is not None:
            return no
        if not _plain(name):
            return _answer({"sentences": [f"„{name}“ ist kein Dateiname, den der Atlas annimmt."]}, 400)
        _forget(jobs)
        token = secrets.token_hex(8)
        place = jobs / token
        place.mkdir(parents=True)
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
            return _answer({"sentences": [f"{name}: Die Datei {why}."]}, 413 if size else 400)
        asked = {"series": request.args.get("reihe", ""), "whole": request.args.get("ersetzt") == "1"}
        _start(place, {"city": str(folder), "kind": "preview", "by": _who(), "file": name, **asked})
        return _answer({"job": token})

    @server.get("/lieferungen/auftrag/<token>")
    def state(token: str) -> Response:
        if (no := refused()) is not None:
            return no
        told = _read(jobs, token, STATE)
        return _answer(told) if told else _answer({"sentences": ["Diesen Auftrag gibt es nicht mehr."]}, 404)

    @server.post("/lieferungen/auftrag/<token>/annehmen")
    def take(token: str) -> Response:
        if (no := refused()) is not None:
            return no
        job, seen = _read(jobs, token, JOB), _read(jobs, token, STATE)
        if not job or not seen or "preview" not in seen:
            return _answer(
                {"sentences": ["Zu diesem Auftrag gibt es keine Vorschau; geben Sie die Datei noch einmal auf."]}, 409
            )
        edition = seen["preview"]["edition"]
        _start(jobs / token, {**job, "kind": "accept", "by": _who(), "edition": edition})
        return _answer({"job": token})

    @server.post("/lieferungen/auftrag/<token>/antworten")
    def answers(token: str) -> Response:
        if (no := refused()) is not None:
            return no
        job, said = _read(jobs, token, JOB), request.get_json(silent=True)
        if not job or not isinstance(said, dict) or not all(isinstance(v, str) for v in said.values()):
            return _answer({"sentences": ["Zu diesem Auftrag gibt es keine Fragen; geben Sie die Datei neu auf."]}, 409)
        name = said.pop("", "")  # the series' name is no question of the file
        _start(jobs / token, {**job, "kind": "preview", "by": _who(), "name": name, "answers": said})
        return _answer({"job": token})

    @server.post("/lieferungen/zurueckziehen/<int:number>")
    def back(number: int) -> Response:
        if (no := refused()) is not None:
            return no
        token = secrets.token_hex(8)
        place = jobs / token
        place.mkdir(parents=True)
        reason = request.args.get("grund", "")
        _start(place, {"city": str(folder), "kind": "withdraw", "by": _who(), "number": number, "reason": reason})
        return _answer({"job": token})

    own_routes.register(server, city, folder, jobs, refused, _start)

    @server.get("/lieferungen/stand")
    def served() -> Response:
        return _answer({"edition": city.edition.number})


def _who() -> str:
    return " ".join(request.args.get("von", "").split())[:100] or "ohne Namen"


def _plain(name: str) -> bool:
    return Path(name).name == name and not name.startswith(".") and len(name) <= 150 and name not in (JOB, STATE)


def _start(place: Path, job: dict[str, Any]) -> None:
    (place / JOB).write_text(json.dumps(job, ensure_ascii=False), "utf-8")
    say(place, {"state": "running", "step": "", "done": 0, "of": 0})
    with (place / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "atlas.job", str(place)],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    threading.Thread(target=process.wait, daemon=True).start()  # so that it leaves no process behind that has ended


def _read(jobs: Path, token: str, name: str) -> dict[str, Any] | None:
    try:
        found = json.loads((jobs / token / name).read_text("utf-8")) if TOKEN.fullmatch(token) else None
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _forget(jobs: Path) -> None:
    """Folders of old jobs go: what was accepted lies elsewhere."""
    for place in jobs.glob("*") if jobs.is_dir() else ():
        if time.time() - place.stat().st_mtime > OLD:
            shutil.rmtree(place, ignore_errors=True)


def _answer(told: dict[str, Any], code: int = 200) -> Response:
    answer = Response(json.dumps(told, ensure_ascii=False), code, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
