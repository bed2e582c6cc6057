"""Routes by which people say something over the web: answers to findings, and deliveries that they looked over.

Both are kept in the town's folder and hold at once, without a new edition. Who may write: `atlas.web.writing`.
"""

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from dash import Dash
from flask import Response, redirect, request

from atlas.city import City
from atlas.intake.checked import Mark, states, write_mark
from atlas.numbers import date_text
from atlas.web.writing import MOST_NAME, may_write, refusal, refused, told
from indicators import checks
from indicators.errors import FaultyInput

MOST_TEXT: Final = 500  # characters of an answer or a note
MOST_BYTES: Final = 20_000  # of a request
WAYS: Final = (
    "/pruefung",
    "/datenstand",
    "/lieferungen",
    "/eigene",
    "/veroeffentlichen",
    "/geschichten",
)  # where one may be sent on after logging in


@lru_cache(8)
def kept(city: City) -> checks.Kept:
    """The findings of the edition; none for editions made before the atlas kept them."""
    file = city.file(checks.FILE)
    return checks.read_findings(file) if file else checks.Kept()


def answer_text(said: checks.Answer) -> str:
    """`K. Muster, 31.01.2026: stimmt, Sonderunterbringung`."""
    return f"{said.who}, {date_text(dt.date.fromisoformat(said.when))}: {said.answer}"


def marked_text(mark: Mark) -> str:
    """`K. Muster, 31.01.2026: gegen die Statistik des Landes gehalten`."""
    note = f": {mark.note}" if mark.note else ""
    return f"{mark.who}, {date_text(dt.date.fromisoformat(mark.when))}{note}"


def register(app: Dash, city: City, folder: Path) -> None:
    """Add the routes to the application's server."""
    server = app.server

    @server.get("/anmelden")
    def log_in() -> Any:
        if why := may_write():
            return refusal(why)
        way = request.args.get("weiter", "")
        return redirect(way if way in WAYS else WAYS[0])

    @server.post("/pruefung/antwort/<fingerprint>")
    def answer(fingerprint: str) -> Response:
        if (no := refused(MOST_BYTES)) is not None:
            return no
        found = {f.fingerprint: f for f in kept(city).findings}.get(fingerprint)
        if found is None:
            sentence = "Diesen Befund gibt es in diesem Stand nicht mehr; laden Sie die Seite neu."
            return told({"sentences": [sentence]}, 404)
        try:
            said = checks.write_answer(folder, found, _word("text", MOST_TEXT), _word("von", MOST_NAME), _today())
        except FaultyInput as error:
            return told({"sentences": [str(fault) for fault in error.faults]}, 400)
        return told({"said": answer_text(said)})

    @server.post("/datenstand/geprueft/<delivery>")
    def checked(delivery: str) -> Response:
        if (no := refused(MOST_BYTES)) is not None:
            return no
        state = states(city).get(delivery)
        if state is None:
            return told({"sentences": [f"Die Lieferung „{delivery}“ gibt es in diesem Stand nicht."]}, 404)
        try:
            mark = write_mark(folder, delivery, state, _word("von", MOST_NAME), _word("text", MOST_TEXT), _today())
        except FaultyInput as error:
            return told({"sentences": [str(fault) for fault in error.faults]}, 400)
        return told({"said": marked_text(mark)})


def _word(name: str, most: int) -> str:
    """A text of the request's form, blanks evened."""
    return " ".join(request.form.get(name, "").split())[:most]


def _today() -> dt.date:
    return dt.date.today()
