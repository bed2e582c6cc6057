"""What a browser loads before the first map: our scripts and styles as one file each, and of Dash what it takes.

Everything is packed once, kept, and served under a hash of its content. Tables come with the first table
(`assets/late-tables.js`), charts with the first chart (Dash sees to that itself).
"""

import functools
import hashlib
import re
from pathlib import Path
from typing import Final

from flask import Flask, Request, Response, request

from atlas.web.transport import coding, compressed

ASSETS: Final = Path(__file__).parents[1] / "assets"
MIME: Final = {"js": "text/javascript", "css": "text/css"}
UNUSED: Final = ("/dash_table/bundle",)  # Dash always names it; no page has such a table
LATE: Final = ("/dash_ag_grid/",)
SCRIPT: Final = re.compile(r'<script src="([^"]+)"></script>')
OURS: Final = "/_atlas/"
BUNDLES: Final = {
    "atlas": ASSETS,
    "praesentation": ASSETS / "praesentation",
}  # what is served as one file -> its folder
SUITES: Final = "/_dash-component-suites/"


def addresses(bundle: str = "atlas") -> dict[str, str]:
    """Where our own scripts ("js") and styles ("css") are served: those of every page, or of a presentation."""
    return {kind: f"{OURS}{_read(bundle, kind)[1]}/{bundle}.{kind}" for kind in MIME}


def static_routes(server: Flask) -> None:
    """Serve them: compressed once, kept for a year."""

    def own(digest: str, bundle: str, kind: str) -> Response:
        if bundle not in BUNDLES or kind not in MIME or _read(bundle, kind)[1] != digest:
            return Response("Diese Datei gibt es nicht.", 404, mimetype="text/plain")
        encoding = coding(request.headers.get("Accept-Encoding", ""))
        answer = Response(_packed(bundle, kind, encoding), mimetype=MIME[kind])
        if encoding:
            answer.headers["Content-Encoding"] = encoding
        answer.headers["Vary"] = "Accept-Encoding"
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return answer

    server.add_url_rule(f"{OURS}<digest>/<bundle>.<kind>", "own", own)


def lean(scripts: str) -> str:
    """Dash's script elements, ours in front, without those no page uses; what comes late is named and not loaded."""

    def element(found: re.Match[str]) -> str:
        if any(part in found[1] for part in (*UNUSED, OURS)):
            return ""
        late = any(part in found[1] for part in LATE)
        return f'<script type="text/plain" data-spaeter="{found[1]}"></script>' if late else found[0]

    ours = [found[0] for found in SCRIPT.finditer(scripts) if OURS in found[1]]
    return "\n".join([*ours, SCRIPT.sub(element, scripts)])


class Kept:
    """flask-compress's cache: the files of Dash, whose addresses change with their content, are packed once."""

    def __init__(self) -> None:
        self.packed: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """The packed answer, None where there is none."""
        return self.packed.get(key)

    def set(self, key: str, content: bytes) -> None:
        """Keeps the answer to a request that `kept_as` gave a name."""
        if not key.endswith(";"):
            self.packed[key] = content


def kept_as(asked: Request) -> str:
    """The name that a packed answer is kept by; empty for what may change."""
    fixed = asked.path.startswith(SUITES) and re.search(r"\.v[\w]+m\d+\.", asked.path)
    return asked.path if fixed else ""


@functools.cache
def _read(bundle: str, kind: str) -> tuple[bytes, str]:
    files = sorted(BUNDLES[bundle].glob(f"*.{kind}"))
    body = b"".join(b"/* %s */\n%s\n" % (file.name.encode(), file.read_bytes()) for file in files)
    return body, hashlib.sha256(body).hexdigest()[:12]


@functools.cache
def _packed(bundle: str, kind: str, encoding: str) -> bytes:
    return compressed(_read(bundle, kind)[0], encoding, 9)
