"""Founding a town in the browser, on this machine alone: `atlas new DIR --page`; every step is a form."""

import datetime as dt
import hmac
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from flask import Flask, Response, abort, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from atlas.components import typeface
from atlas.founding import decisions, page_data, page_parts
from atlas.founding.outlines import Choice, tell_outlines
from atlas.founding.page_parts import STEPS, form, frame
from atlas.founding.record import Founding, missing, open_record, write_record
from atlas.founding.town import found, is_founded
from atlas.founding.workbook import write_form
from atlas.web import scripts
from atlas.web.server import HIGHEST_PORT, must_be_free
from atlas.web.writing import LOCAL, NAMED
from indicators.errors import AtlasError, WrongUse
from indicators.model import Catalogue

MOST_BYTES: Final = 400_000_000
HOST: Final = "127.0.0.1"
PATIENCE: Final = 60.0  # seconds until the atlas must answer
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass
class Desk:
    """What one page works on; opened and closed with its server."""

    folder: Path
    catalogue: Catalogue
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    atlas: subprocess.Popen[bytes] | None = None  # the atlas of the town, once it is founded
    address: str = ""

    def close(self) -> None:
        """End the atlas that was started from here."""
        if self.atlas is not None:
            self.atlas.terminate()
            self.atlas.wait()


def create_page(desk: Desk) -> Flask:
    """The application; `desk` is closed by whoever opened it."""
    app = Flask("atlas.founding", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    scripts.static_routes(app)
    typeface.static_routes(app)

    @app.before_request
    def guard() -> None:
        if request.remote_addr not in LOCAL or not NAMED.fullmatch(request.host):
            abort(403)
        if request.method == "POST" and not hmac.compare_digest(
            request.form.get("token", "").encode(), desk.token.encode()
        ):
            abort(403)

    @app.after_request
    def headers(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer

    @app.get("/")
    def first() -> Answer:
        return redirect(f"/{_next(desk)}")

    @app.get("/vorlage.xlsx")
    def blank() -> Response:
        founding = open_record(desk.folder)
        if set(missing(founding)) - {"data"}:
            abort(404)
        founding = write_record(desk.folder, write_form(desk.folder, founding, desk.catalogue))
        content = (desk.folder / founding.template).read_bytes()
        said = {"Content-Disposition": f'attachment; filename="{founding.template}"'}
        return Response(content, mimetype=XLSX, headers=said)

    @app.get("/<step>")
    def show(step: str) -> Answer | str:
        if step not in STEPS:
            abort(404)
        order = list(STEPS)
        if order.index(step) > order.index(_next(desk)):
            return redirect(f"/{_next(desk)}")
        return _shown(desk, step)

    @app.post("/<step>")
    def told(step: str) -> Answer | tuple[str, int]:
        if step not in STEPS:
            abort(404)
        if is_founded(desk.folder):
            if step == "fertig" and not desk.address:
                _start_atlas(desk)
            return redirect("/fertig", 303)
        try:
            return redirect(f"/{TELL[step](desk)}", 303)
        except (AtlasError, FileNotFoundError) as error:
            asked = _next(desk) if step == "fertig" else step  # what the load refuses is a matter of the data
            return _shown(desk, asked, str(error).splitlines()), 422

    return app


def _next(desk: Desk) -> str:
    """The first step that is not answered."""
    left = set(missing(open_record(desk.folder)))
    return next((step for step, (_, asked) in STEPS.items() if left & set(asked)), "fertig")


def _shown(desk: Desk, step: str, faults: Sequence[str] = ()) -> str:
    founding = open_record(desk.folder)
    if step == "fertig":
        content = _last(desk, founding)
    elif step == "daten" and not is_founded(desk.folder):
        content, more = page_data.shown(desk.folder, desk.catalogue, founding, request.form, desk.token)
        faults = [*faults, *(fault for fault in more if fault not in faults)]
    elif is_founded(desk.folder):
        content = "<p>Die Kommune ist angelegt; ändern lässt sie sich nun in ihren Dateien.</p>"
    else:
        inner = {
            "themen": lambda: page_parts.themes(founding, desk.catalogue),
            "ebenen": lambda: page_parts.levels(founding),
            "zeitraum": lambda: page_parts.years(founding, dt.date.today().year),
            "grenzen": lambda: page_parts.outlines(founding, desk.folder / "raw"),
        }[step]()
        content = form(desk.token, inner, "Lesen" if step == "grenzen" and not founding.finest.file else "Weiter")
    return frame(step, founding, content, faults)


def _last(desk: Desk, founding: Founding) -> str:
    said = page_parts.summary(founding, desk.catalogue)
    if not is_founded(desk.folder):
        return said + form(desk.token, "", "Kommune anlegen", "/fertig")
    link = f'<p><a class="knopf voran" href="{desk.address}">Atlas öffnen</a></p>'
    if not desk.address:  # founded before this page was opened
        link = form(desk.token, "", "Atlas starten", "/fertig")
    return (
        f'<p class="vorspann" role="status">Die Kommune ist angelegt und geladen.</p>{said}{link}'
        "<p>Was in dem Ordner liegt und was im nächsten Jahr zu tun ist, steht in seiner LIESMICH.md.</p>"
    )


def _themes(desk: Desk) -> str:
    founding = decisions.tell_place(open_record(desk.folder), request.form.get("name", ""), request.form.get("key", ""))
    founding = write_record(desk.folder, founding)
    write_record(desk.folder, decisions.tell_themes(founding, request.form.getlist("thema"), desk.catalogue))
    return "ebenen"


def _levels(desk: Desk) -> str:
    words = [request.form.get(f"ebene{number}", "") for number in range(len(page_parts.DEPTH))]
    write_record(desk.folder, decisions.tell_levels(open_record(desk.folder), words))
    return "zeitraum"


def _years(desk: Desk) -> str:
    said = f"{request.form.get('von', '').strip()}-{request.form.get('bis', '').strip()}"
    write_record(desk.folder, decisions.tell_years(open_record(desk.folder), said))
    return "grenzen"


def _outlines(desk: Desk) -> str:
    """Read the files that were chosen; without one, take what was put right about the one that is there."""
    asked = request.form
    founding = open_record(desk.folder)
    given = False
    with tempfile.TemporaryDirectory() as place:
        for division in founding.divisions[:-1]:
            if path := _saved(Path(place) / division.level, request.files.getlist(f"datei-{division.level}")):
                founding = write_record(
                    desk.folder, tell_outlines(desk.folder, founding, division.level, path, Choice())
                )
                given = True
        choice = Choice(asked.get("layer", "").strip(), asked.get("crs", "").strip())
        if path := _saved(Path(place) / "datei", request.files.getlist("datei")):
            founding = tell_outlines(desk.folder, founding, "", path, choice)
            given = True
        elif founding.finest.file and not given:
            ways = {d.level: asked.get(f"eltern-{d.level}", "") for d in founding.divisions[:-1]}
            ways = {level: way for level, way in ways.items() if way}
            choice = replace(choice, key=asked.get("schluessel", ""), title=asked.get("titel", ""), parents=ways)
            founding = tell_outlines(desk.folder, founding, "", desk.folder / "raw" / founding.finest.file, choice)
    write_record(desk.folder, founding)
    return "grenzen" if given or not founding.finest.file else "daten"


def _data(desk: Desk) -> str:
    with tempfile.TemporaryDirectory() as place:
        path = _saved(Path(place) / "datei", request.files.getlist("datei"))
        return page_data.told(desk.folder, desk.catalogue, path, request.form)


def _saved(place: Path, files: Sequence[FileStorage]) -> Path | None:
    """The files under their own names; the one to be read, None where nothing was chosen."""
    paths = []
    for file in files:
        name = Path((file.filename or "").replace("\\", "/")).name
        if name and name not in (".", ".."):
            place.mkdir(exist_ok=True)
            file.save(place / name)
            paths.append(place / name)
    return next((path for path in paths if path.suffix.lower() == ".shp"), paths[0] if paths else None)


def _finish(desk: Desk) -> str:
    """Load the town and start its atlas; what the load refuses leads back to the workbook."""
    founding = open_record(desk.folder)
    found(desk.folder, founding, desk.catalogue)
    _start_atlas(desk)
    return "fertig"


def _start_atlas(desk: Desk) -> None:
    """Serve the town in a process of its own, and wait until it answers."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "atlas", "serve", str(desk.folder.resolve()), "--port", str(port)]
    desk.atlas = subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and desk.atlas.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                desk.address = f"http://{HOST}:{port}/"
                return
        time.sleep(0.1)


TELL: Final[dict[str, Callable[[Desk], str]]] = {
    "themen": _themes,
    "ebenen": _levels,
    "zeitraum": _years,
    "grenzen": _outlines,
    "daten": _data,
    "fertig": _finish,
}


def serve_page(folder: Path, catalogue: Catalogue, port: int) -> None:
    """Serve the page until interrupted; AtlasError where the port is taken."""
    from werkzeug.serving import make_server

    if not 0 < port <= HIGHEST_PORT:
        raise WrongUse(f"--port {port}: erlaubt sind 1 bis {HIGHEST_PORT}.")
    desk = Desk(folder, catalogue)
    must_be_free(HOST, port)
    server = make_server(HOST, port, create_page(desk), threaded=True)
    sys.stdout.write(f"Eine Kommune anlegen: http://{HOST}:{port}  (Ende mit Strg+C)\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    finally:
        server.server_close()
        desk.close()
