"""The type of the screen: three weights of Source Sans Pro out of an installed wheel, cut to what German pages need.

Cutting costs seconds and memory, so a process of its own does it (`python -m atlas.components.typeface`), started
once when a server starts; until it is done the browser shows the next font of the list.
"""

import functools
import hashlib
import io
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.resources import files
from typing import Final

from flask import Flask, Response

from atlas.colours import FONT

WEIGHTS: Final = {300: "Light", 400: "Regular", 600: "Semibold"}
LETTERS: Final = (
    "20-7E,A0-17F,2009-2015,2018-201E,2020-2022,2026,202F,2030,2039,203A,20AC,2190-2193,2212,2248,2260,2264,2265,"
    "25B2,25B6,25BC,2713"
)  # Latin letters of Europe, typographic signs, arrows, a real minus
FEATURES: Final = ("kern", "liga", "locl", "ccmp", "mark", "case")
YEAR: Final = "public, max-age=31536000, immutable"


def font_file(weight: int) -> bytes:
    """The whole font of a weight as the wheel has it (TrueType)."""
    return files("font_source_sans_pro").joinpath(f"files/SourceSansPro-{WEIGHTS[weight]}.ttf").read_bytes()


@functools.cache
def _digest() -> str:
    """Of all that the served files depend on."""
    said = hashlib.sha256(f"{LETTERS}{FEATURES}".encode())
    for weight in WEIGHTS:
        said.update(font_file(weight))
    return said.hexdigest()[:12]


def addresses() -> dict[int, str]:
    """Weight -> the path that its file is served under, with a hash of its content."""
    return {weight: f"/_schrift/{_digest()}/{weight}.woff2" for weight in WEIGHTS}


def font_faces() -> str:
    """The `@font-face` rules."""
    return "\n".join(
        f"@font-face{{font-family:'{FONT}';font-weight:{weight};font-style:normal;font-display:swap;"
        f"src:url('{path}') format('woff2')}}"
        for weight, path in addresses().items()
    )


def cut(weight: int) -> bytes:
    """The font of a weight as WOFF2 with the letters and features that pages use."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff2", layout_features=list(FEATURES), hinting=False)
    font = TTFont(io.BytesIO(font_file(weight)))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
    cutter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def static_routes(server: Flask) -> None:
    """Serve the fonts under their hash; cutting starts in the background at once."""
    pool = ThreadPoolExecutor(1)
    coming: Future[dict[int, bytes]] = pool.submit(_cut_elsewhere)
    pool.shutdown(wait=False)

    def font(digest: str, weight: int) -> Response:
        if digest != _digest() or weight not in WEIGHTS:
            return Response("Diese Schrift gibt es nicht.", 404, mimetype="text/plain")
        answer = Response(coming.result()[weight], mimetype="font/woff2")
        answer.headers["Cache-Control"] = YEAR
        return answer

    server.add_url_rule("/_schrift/<digest>/<int:weight>.woff2", "typeface", font)


def _cut_elsewhere() -> dict[int, bytes]:
    """All weights, cut by a process of its own; the whole fonts where that fails."""
    command = [sys.executable, "-m", __spec__.name]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    if done.returncode:
        return {weight: font_file(weight) for weight in WEIGHTS}
    found, rest = {}, done.stdout
    for weight in WEIGHTS:
        size, rest = int.from_bytes(rest[:4], "big"), rest[4:]
        found[weight], rest = rest[:size], rest[size:]
    return found


if __name__ == "__main__":
    for each in WEIGHTS:
        made = cut(each)
        sys.stdout.buffer.write(len(made).to_bytes(4, "big") + made)
