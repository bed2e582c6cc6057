"""Serve a city in the browser: one process by default, on every system that municipal IT runs."""

import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from flask import Flask, Response

from atlas.city import City, open_city
from atlas.publishing.public import open_public, shown
from indicators.errors import AtlasError, WrongUse
from indicators.store import latest

HIGHEST_PORT = 65535
CLOSED: Final = "Zurzeit ist nichts veröffentlicht."
EVERY = 2.0  # seconds between two looks for a new edition


def wsgi():
    """The WSGI object of a worker; the city comes by `ATLAS_CITY`, what is published by `ATLAS_PUBLIC`."""
    from atlas.application import create_app

    public = os.environ.get("ATLAS_PUBLIC", "")
    if public and "ATLAS_CITY" not in os.environ and shown(public) is None:
        return closed()
    return create_app(os.environ.get("ATLAS_CITY")).server


def closed() -> Flask:
    """What stands in the place of a public atlas whose editions were all taken back: a sentence, and no number."""
    app = Flask("closed")

    @app.route("/", defaults={"_path": ""})
    @app.route("/<path:_path>")
    def nothing(_path: str) -> Response:
        answer = Response(f"{CLOSED}\n", 503, mimetype="text/plain")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return app


def serve(folder: Path | None, host: str, port: int, workers: int, public: str = "") -> None:
    """Serve a town, or what is published at `public`, until interrupted.

    AtlasError when the address is taken or nothing is there to be shown.
    """
    if not 0 < port <= HIGHEST_PORT:
        raise WrongUse(f"--port {port}: erlaubt sind 1 bis {HIGHEST_PORT}.")
    if workers < 1:
        raise WrongUse(f"--workers {workers}: erlaubt ist 1 oder mehr.")
    city = open_public(public) if folder is None else open_city(folder)
    must_be_free(host, port)
    if folder is None:
        os.environ["ATLAS_PUBLIC"] = public
        os.environ.pop("ATLAS_CITY", None)
        os.environ.pop("ATLAS_DATABASE_URL", None)  # a public atlas knows no way to the numbers of the house
    else:
        os.environ["ATLAS_CITY"] = str(folder.resolve())
        os.environ.pop("ATLAS_PUBLIC", None)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    sys.stdout.write(f"{city.head.title}: http://{host}:{port}  (Ende mit Strg+C)\n")
    sys.stdout.flush()
    server = Granian(
        "atlas.web.server:wsgi",
        factory=True,
        address=host,
        port=port,
        workers=workers,
        interface=Interfaces.WSGI,
        log_access=False,
        blocking_threads=8,
        backpressure=64,
        log_level=LogLevels.warning,
    )
    watch = threading.Thread(target=_watch, args=(city, server.signal_handler_reload, public), daemon=True)
    watch.start()
    server.serve()


def _watch(city: City, renew: Callable[[], None], public: str = "") -> None:
    """Renew the workers when the town has a new edition; they hold one edition each."""
    known = city.edition.number
    while True:
        time.sleep(EVERY)
        try:
            newest = newest_shown(public) if city.public else latest(city.engine)
        except AtlasError:  # the next look will tell
            continue
        if newest != known:
            known = newest
            renew()


def newest_shown(public: str) -> int:
    """The number of the public edition that may be seen; 0 where none may: what was taken back goes at once."""
    edition = shown(public)
    return edition.number if edition else 0


def must_be_free(host: str, port: int) -> None:
    """AtlasError where another program listens already."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise AtlasError(
            f"{host}:{port} ist nicht frei ({error.strerror or error}); beenden Sie den anderen Dienst "
            "oder wählen Sie mit --port einen anderen Port."
        ) from None
