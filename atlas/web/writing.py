"""Who may write over the web, and how a route answers those who do or may not.

Writing needs ATLAS_EDIT_PASSWORD; without it, it works from the own machine only.
"""

import hmac
import json
import os
import re
from typing import Any, Final

from flask import Response, has_request_context, request

LOCAL: Final = ("127.0.0.1", "::1")
NAMED: Final = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d+)?")
MOST_NAME: Final = 100  # characters


def may_write() -> str:
    """Why the visitor may not write, nor see counts before disclosure; "" for those who may."""
    if not has_request_context():
        return "Ohne Anfrage ist nicht bekannt, wer fragt."
    password = os.environ.get("ATLAS_EDIT_PASSWORD", "")
    if password:
        given = request.authorization.password if request.authorization else ""
        return "" if hmac.compare_digest((given or "").encode(), password.encode()) else "Das Kennwort fehlt."
    forwarded = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-Ip"))
    if request.remote_addr in LOCAL and NAMED.fullmatch(request.host) and not forwarded:
        return ""
    return (
        "Schreiben darf hier nur, wer an diesem Rechner selbst sitzt (127.0.0.1); für andere braucht der Atlas ein "
        "Kennwort (ATLAS_EDIT_PASSWORD)."
    )


def refused(most_bytes: int | None = None) -> Response | None:
    """The answer to those who may not write, to other pages, and to requests longer than `most_bytes`."""
    if why := may_write():
        return refusal(why)
    if request.method != "GET" and request.headers.get("X-Atlas") != "1":  # no other page can send this header
        return told({"sentences": ["Diese Anfrage kommt nicht von einer Seite des Atlas."]}, 403)
    if most_bytes is not None and (request.content_length or 0) > most_bytes:
        return told({"sentences": ["Das ist mehr, als der Atlas auf einmal annimmt."]}, 413)
    return None


def refusal(why: str) -> Response:
    """A sentence, and the question for the password where there is one."""
    asks = bool(os.environ.get("ATLAS_EDIT_PASSWORD"))
    answer = told({"sentences": [why]}, 401 if asks else 403)
    if asks:
        answer.headers["WWW-Authenticate"] = 'Basic realm="Sozialraumatlas", charset="UTF-8"'
    return answer


def told(said: dict[str, Any], code: int = 200) -> Response:
    """JSON that nobody keeps; halves of surrogate pairs, which a page may send, become question marks."""
    whole = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    answer = Response(whole, code, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def who() -> str:
    """The name that the visitor gave."""
    return " ".join(request.args.get("von", "").split())[:MOST_NAME] or "ohne Namen"
