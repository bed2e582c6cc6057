"""Data routes: the map's matrix, the edition's files, downloads. Answers are immutable per edition and packed once."""

import functools
from collections.abc import Callable

import numpy as np
from dash import Dash
from flask import Response, abort, request

from atlas import colours, download
from atlas.city import City
from atlas.components.stage import MATRIX_PARTS
from atlas.publishing.description import ADDRESS, write_description
from atlas.selection import Selection, read_query
from atlas.view import MatrixView, look_bases, look_matrix
from atlas.web.transport import NO_NUMBER, UNCLASSED, coding, compressed, pack
from indicators.errors import AtlasError, WrongUse
from indicators.model import NUMBERED, Status

YEAR = "public, max-age=31536000, immutable"
WITH_NUMBER = [int(s) for s in NUMBERED if s != Status.uncertain]
KEPT = 64  # packed answers kept in memory


def register(app: Dash, city: City) -> None:
    """Add the routes to the application's server."""
    server = app.server
    number = city.edition.number
    packed = functools.lru_cache(KEPT)(functools.partial(_matrix, city))

    @server.get(f"/daten/{number}/<indicator>/<level>.matrix")
    def matrix(indicator: str, level: str) -> Response:
        query = {k: request.args.get(k, "") for k in (*MATRIX_PARTS, "zeit")}
        if city.levels_of(indicator) and level not in city.levels_of(indicator):
            abort(404, "Der Indikator liegt auf dieser Raumebene nicht vor.")
        if not city.levels_of(indicator):
            abort(404, "Diesen Indikator gibt es nicht.")
        if query["bezug"] == "jahr":
            query["zeit"] = ""  # classes per period do not depend on the shown one
        asked = {k: v for k, v in query.items() if v} | {"indikator": indicator, "ebene": level}
        selection, _ = read_query(asked, city)
        return _answer("application/octet-stream", packed, selection)

    bases = functools.lru_cache(KEPT)(functools.partial(_bases, city))

    @server.get(f"/daten/{number}/<indicator>/<level>/n.matrix")
    def base(indicator: str, level: str) -> Response:
        if level not in city.levels_of(indicator):
            abort(404, "Der Indikator liegt auf dieser Raumebene nicht vor.")
        vintage = read_query(request.args | {"indikator": indicator, "ebene": level}, city)[0].vintage
        return _answer("application/octet-stream", bases, indicator, level, vintage)

    @server.get(f"/gebiete/{number}/<path:name>")
    def outlines(name: str) -> Response:
        return _answer("application/json", functools.partial(_file, city), name)

    if city.public:

        @server.get(ADDRESS)
        def description() -> Response:
            return Response(write_description(city), mimetype="application/json")

    @server.get("/export/<kind>")
    def export(kind: str) -> Response:
        query = {k: v for k, v in request.args.items() if isinstance(v, str)}
        try:
            made = download.make_from_query(city, kind, query)
        except WrongUse as wrong:
            abort(404, str(wrong))
        except AtlasError as error:
            abort(409, str(error))
        response = Response(made.content, mimetype=made.mime)
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{made.quoted}"
        response.headers["Cache-Control"] = "no-store"
        return response

    @server.errorhandler(404)
    @server.errorhandler(409)
    def sentence(error) -> tuple[Response, int]:
        return Response(f"{error.description}\n", mimetype="text/plain; charset=utf-8"), error.code


def _answer(mime: str, made: Callable[..., bytes | None], *asked: object) -> Response:
    """An immutable answer in the coding that the browser takes; `made` gets what was asked and the coding."""
    encoding = coding(request.headers.get("Accept-Encoding", ""))
    body = made(*asked, encoding)
    if body is None:
        abort(404, "Das gibt es in diesem Stand nicht.")
    response = Response(body, mimetype=mime)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = YEAR
    return response


def _matrix(city: City, selection: Selection, encoding: str) -> bytes:
    found = look_matrix(selection, city)
    for period in found.header["periods"]:
        period["colours"] = colours.class_colours(period["kind"], tuple(period["bins"]), period["lowest"])
    return compressed(_packed(found), encoding, 6)


def _bases(city: City, indicator: str, level: str, vintage: str, encoding: str) -> bytes | None:
    found = look_bases(indicator, level, city, vintage)
    return None if found is None else compressed(_packed(found), encoding, 6)


def _packed(found: MatrixView) -> bytes:
    unclassed = np.where(np.isin(found.statuses, WITH_NUMBER), UNCLASSED, NO_NUMBER)
    classes = np.where(found.classes < 0, unclassed, found.classes).astype(np.uint8)
    more = {} if found.split is None else {"split": found.split}
    return pack(found.header, found.printed.astype(np.int32), classes, found.statuses, more)


@functools.lru_cache(KEPT)
def _file(city: City, name: str, encoding: str) -> bytes | None:
    """A file of the edition; brotli was made with it, gzip is made when first asked for."""
    if encoding == "br" and (packed := city.file(f"{name}.br")):
        return packed
    plain = city.file(name)
    return None if plain is None else compressed(plain, encoding, 6)
