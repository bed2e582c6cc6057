"""Finds the Chromium that tests and benchmarks drive; `python -m tests.browser.chromium` prints its path."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

# Headless, offline and with WebGL in software, so that a machine without a GPU draws the same map.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find() -> str | None:
    """The path of a Chromium: the one ATLAS_CHROMIUM names, else one on the PATH or of the usual places."""
    named = os.environ.get("ATLAS_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    installed = sorted(Path.home().glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome"))
    found = [path for name in NAMES if (path := shutil.which(name))]
    return next(iter(found + [place for place in (*PLACES, *map(str, installed)) if Path(place).is_file()]), None)


def main() -> int:
    path = find()
    if path is None:
        named = os.environ.get("ATLAS_CHROMIUM")
        sys.stderr.write(
            f"ATLAS_CHROMIUM names {named}, where no browser is.\n"
            if named
            else "No Chromium was found for the browser tests: install one (Debian: apt install chromium) "
            "or name it in ATLAS_CHROMIUM.\n"
        )
        return 1
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
