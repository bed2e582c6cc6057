"""What every export promises: who it takes, the same bytes every time, everything that must stand on a paper."""

import hashlib
import subprocess
import sys

import pytest

from atlas.view import Profile, Table, View
from atlas.view.outlines import Outlines
from atlas.view.paper import PaperMap
from indicators.plugins import discover
from tests.atlas.exports.reading import layer, text, workbook
from tests.atlas.views import OUTLINES, PAPER, profile, table, view

EXPORTS = discover("atlas.exports")
STAND = {"geojson": '"Stand","text":"7 vom 23.11.2026"'}  # where it is not one line
CONTENTS = {View: view, Profile: profile, Table: table}
PAIRS = [(name, kind) for name, module in EXPORTS.items() for kind in CONTENTS if kind in module.ACCEPTS]


def ground(name: str) -> Outlines | PaperMap:
    """What a member takes of the outlines."""
    return OUTLINES if getattr(EXPORTS[name], "OUTLINES", False) else PAPER


def test_the_family_is_complete() -> None:
    assert set(EXPORTS) == {"csv", "csv_de", "geojson", "gpkg", "pdf", "png", "svg", "xlsx"}
    for module in EXPORTS.values():
        assert module.SUFFIX.startswith(".")
        assert "/" in module.MIME
        assert module.TITLE


def test_every_content_leaves_in_some_format() -> None:
    assert {kind for _, kind in PAIRS} == {View, Profile, Table}


@pytest.mark.parametrize(("name", "kind"), PAIRS, ids=lambda part: getattr(part, "__name__", part))
def test_the_same_content_gives_the_same_bytes(name: str, kind: type) -> None:
    write, drawn = EXPORTS[name].write, ground(name)
    assert write(CONTENTS[kind](), drawn) == write(CONTENTS[kind](), drawn)


@pytest.mark.parametrize("name", ["pdf", "xlsx", "png", "geojson", "gpkg"])
def test_another_process_gives_the_same_bytes_too(name: str) -> None:
    made = "profile" if name in ("pdf", "xlsx") else "view"
    drawn = "OUTLINES" if ground(name) is OUTLINES else "PAPER"
    code = (
        "import sys, hashlib, importlib; from tests.atlas.views import *;"
        f"m = importlib.import_module('atlas.exports.{name}');"
        f"sys.stdout.write(hashlib.sha256(m.write({made}(), {drawn})).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    here = EXPORTS[name].write(profile() if made == "profile" else view(), ground(name))
    assert other == hashlib.sha256(here).hexdigest()


@pytest.mark.parametrize(("name", "kind"), PAIRS, ids=lambda part: getattr(part, "__name__", part))
def test_stand_and_notice_are_on_every_export(name: str, kind: type) -> None:
    file = EXPORTS[name].write(CONTENTS[kind](), ground(name))
    if name == "png":
        assert file.startswith(b"\x89PNG")
        return  # its picture is the SVG's
    if name == "pdf":
        said = text(file)
    elif name == "xlsx":
        said = " ".join(str(c.value) for sheet in workbook(file) for row in sheet.iter_rows() for c in row)
    elif name == "gpkg":
        said = f"{layer(file).fields['notice'][0]} {layer(file).about}"
    else:
        said = file.decode()
    assert "Intern – nicht zur Veröffentlichung" in said
    assert "Erfundene Stadt." in said
    assert (
        (";7;" in said or ",7," in said)
        if name.startswith("csv")
        else STAND.get(name, "Stand 7 vom 23.11.2026") in said
    )


def test_finding_the_family_imports_no_typesetter() -> None:
    code = (
        "import sys; from indicators.plugins import discover; discover('atlas.exports');"
        "sys.exit(bool({'plotly', 'typst', 'xlsxwriter', 'pandas', 'geopandas'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
