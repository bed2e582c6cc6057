"""Routes of reports: a paper at its address, as it was in its edition; batches; what was made."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from dash import Dash
from flask import Response, abort, request

from atlas.city import City
from atlas.components.parts import address
from atlas.intake.job import STATE
from atlas.reports.design import Design
from atlas.reports.document import Chapter, Document
from atlas.reports.earlier import edition_of, seen_by
from atlas.reports.job import ASKED, STOP
from atlas.reports.making import Wanted, design_of, format_of, name_of, page_paper, paper, read_area
from atlas.reports.moved import since_then, what_moved
from atlas.reports.record import Made, keep_made
from atlas.selection import read_query
from atlas.view.words import stamp
from atlas.web.jobs import Jobs
from atlas.web.writing import MOST_NAME, may_write, refused, told
from indicators.errors import AtlasError, WrongUse

MOST_BYTES: Final = 100_000  # of what a page sends
PUBLIC: Final = ("html",)  # formats that a public atlas writes itself


def register(app: Dash, city: City, folder: Path) -> None:
    """Add the routes to the application's server; a public atlas has those that read alone."""
    server = app.server

    @server.get("/bericht")
    @server.get("/bericht/<template>")
    def report(template: str = "") -> Response:
        query = {k: v for k, v in request.args.items() if isinstance(v, str)}
        try:
            return _answer(city, template or query.get("vorlage", ""), query)
        except WrongUse as wrong:
            abort(404, str(wrong))
        except AtlasError as error:
            abort(409, str(error))

    if not city.public:
        _writing(app, city, folder)


def _answer(city: City, template: str, query: Mapping[str, str]) -> Response:
    kind = query.get("format", "html")
    if city.public and kind not in PUBLIC:
        raise WrongUse("Der öffentliche Atlas zeigt Berichte als Seite; andere Dateien gibt die Kommune selbst heraus.")
    module, design = format_of(kind), design_of(city, kind)
    city = seen_by(city, query.get("status", ""))
    then = edition_of(city, _number(query.get("stand", ""), city))
    document = _document(then, template, query, design)
    if kind == "html" and query.get("stand"):
        document = _with(since_then(document, _today(document, city, template, query, design), city), document)
    if kind == "html" and query.get("seit"):
        former = _document(edition_of(city, _number(query["seit"], city)), template, query, design)
        document = _with(what_moved(former, document, city), document)
    answer = Response(module.write(document, design), mimetype=module.MIME)
    if kind != "html":
        name = name_of(document, module.SUFFIX)
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _document(city: City, template: str, query: Mapping[str, str], design: Design) -> Document:
    """The paper that an address asks for: of a template, or of what a page shows."""
    year = int(query["jahr"]) if re.fullmatch("[0-9]{4}", query.get("jahr", "")) else None
    if not template:
        selection, _ = read_query(query, city)
        level = query.get("ebene", "")
        if query.get("inhalt") in ("profil", "tabelle") and level in city.row:  # of no one indicator
            keys = tuple(k for k in query.get("gebiete", "").split(",") if k in city.row[level])
            selection = replace(selection, level=level, areas=keys)
        return page_paper(city, query.get("inhalt", "karte"), selection, year)
    area = query.get("gebiet", "")
    level, keys = query.get("ebene", ""), tuple(k for k in query.get("gebiete", "").split(",") if k)
    if area:
        level, keys = read_area(city, area)
    return paper(city, Wanted(template, level, keys, year, query.get("status", "")))


def _number(said: str, city: City) -> int:
    """The number of an edition as an address names it; the newest where it names none."""
    if said and not said.isdecimal():
        raise WrongUse(f"„{said}“ ist kein Stand; nennen Sie seine Nummer.")
    return int(said or city.edition.number)


def _today(then: Document, city: City, template: str, query: Mapping[str, str], design: Design) -> Document:
    """The same paper of the newest edition; an empty one where what it is about is not there any more."""
    if then.stamp.edition == city.edition.number:
        return then
    try:
        return _document(city, template, query, design)
    except AtlasError:
        return replace(then, chapters=(), stamp=stamp(city))


def _with(said: Chapter, document: Document) -> Document:
    """The chapter before all others but the cover."""
    place = 1 if document.chapters and document.chapters[0].kind == "title" else 0
    return replace(document, chapters=(*document.chapters[:place], said, *document.chapters[place:]))


# --- for those who may write -----------------------------------------------------------------------------------------


def _writing(app: Dash, city: City, folder: Path) -> None:
    server, jobs = app.server, Jobs(folder)

    @server.post("/berichte/erstellen")
    def begin() -> Response:
        """Keep that a paper is made; a batch becomes a job, one paper its address."""
        if (no := refused(MOST_BYTES)) is not None:
            return no
        said = _words(request.get_json(silent=True), "template", "area", "format", "status", "year", "by")
        year = said["year"] if re.fullmatch("[0-9]{4}", said["year"]) else ""
        made = Made(
            said["template"],
            said["area"],
            said["format"],
            said["status"],
            year,
            str(city.edition.number),
            said["by"] or "ohne Namen",
        )
        try:
            format_of(made.format)
            design_of(city, made.format)
            if made.whole_level:
                city.level(made.level)
            elif made.area:
                read_area(city, made.area)
            keep_made(folder, made)
        except AtlasError as error:
            return told({"sentences": str(error).splitlines()}, 400)
        if not made.whole_level:
            return told({"address": made_address(made)})
        place = jobs.new()
        asked = {"template": made.template, "level": made.level, "year": year, "status": made.status}
        (place / ASKED).write_text(json.dumps(asked | {"format": made.format}, ensure_ascii=False), "utf-8")
        return told(jobs.start(place, {"kind": "report", "by": made.by}))

    @server.post("/berichte/stapel/<token>/abbrechen")
    def stop(token: str) -> Response:
        if (no := refused(MOST_BYTES)) is not None:
            return no
        if jobs.read(token, STATE) is None:
            return told({"sentences": ["Diesen Auftrag gibt es nicht mehr."]}, 404)
        (jobs.place / token / STOP).touch()
        return told({"job": token})

    @server.get("/berichte/stapel/<token>/datei")
    def package(token: str) -> Response:
        if why := may_write():
            abort(404, why)
        state = jobs.read(token, STATE) or {}
        name = state.get("file", "")
        path = jobs.place / token / str(name)
        if not name or not path.is_file():
            abort(404, "Diese Datei gibt es nicht mehr (sie gilt einen Tag); erstellen Sie die Berichte noch einmal.")
        answer = Response(path.read_bytes(), mimetype="application/zip")
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        answer.headers["Cache-Control"] = "no-store"
        return answer


def made_address(made: Made) -> str:
    """Where one paper is: its file, of the newest edition."""
    parts = {"gebiet": made.area, "format": made.format, "status": made.status, "jahr": made.year}
    return address(f"/bericht/{made.template}", **parts)


def _words(said: Any, *names: str) -> dict[str, str]:
    """Texts that a page sends; "" for what is not there."""
    table = said if isinstance(said, dict) else {}
    return {name: " ".join(str(table.get(name) or "").split())[: MOST_NAME if name == "by" else 5000] for name in names}
