"""`python app.py` shows the town of ATLAS_CITY; `app:server` is the same as a WSGI object; no logic."""

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

CITY = os.environ.get("ATLAS_CITY") or str(Path(__file__).parent / "data" / "musterstadt")


@cache
def _server() -> Any:
    from atlas.application import create_app

    return create_app(CITY).server


def __getattr__(name: str) -> Any:
    """`server` opens the town when a WSGI server first asks for it, not when this module is imported."""
    if name == "server":
        return _server()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if __name__ == "__main__":
    from atlas.__main__ import main

    sys.exit(main(["serve", CITY]))
