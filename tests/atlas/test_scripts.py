"""What a browser loads: ours in one file, nothing that no page uses, tables late, and Dash's files packed once."""

import re

import pytest
from flask import Flask, request

from atlas.web import scripts
from tests.checkout import files

DASH = "\n".join(
    f'<script src="{path}"></script>'
    for path in (
        "/_dash-component-suites/dash/deps/react@18.v4_4_1m1.3.1.min.js",
        scripts.addresses()["js"],
        "/_dash-component-suites/dash_ag_grid/dash_ag_grid.v35_3_0m2.min.js",
        "/_dash-component-suites/dash/dash_table/bundle.v7_4_1m3.js",
        "/_dash-component-suites/dash/dash-renderer/build/dash_renderer.v4_4_1m1.min.js",
    )
)


def test_ours_come_first_and_what_no_page_uses_not_at_all() -> None:
    loaded = re.findall(r'<script src="([^"]+)"', scripts.lean(DASH))
    assert [path.split("/")[1] for path in loaded] == ["_atlas", "_dash-component-suites", "_dash-component-suites"]
    assert not any("dash_table" in path or "dash_ag_grid" in path for path in loaded)


def test_tables_are_named_for_later() -> None:
    named = re.findall(r'<script type="text/plain" data-spaeter="([^"]+)"></script>', scripts.lean(DASH))
    assert named == ["/_dash-component-suites/dash_ag_grid/dash_ag_grid.v35_3_0m2.min.js"]


@pytest.fixture
def server() -> Flask:
    made = Flask("own")
    scripts.static_routes(made)
    return made


@pytest.mark.parametrize("kind", ["js", "css"])
@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
@pytest.mark.parametrize("bundle", scripts.BUNDLES)
def test_all_of_ours_is_one_file_that_a_browser_may_keep(server: Flask, kind: str, encoding: str, bundle: str) -> None:
    answer = server.test_client().get(scripts.addresses(bundle)[kind], headers={"Accept-Encoding": encoding})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding", "") == encoding
    assert "immutable" in answer.headers["Cache-Control"]
    if not encoding:
        ours = [file for file in files(f"atlas/assets/*.{kind}") if file.parent == scripts.BUNDLES[bundle]]
        assert ours
        for file in ours:
            assert file.read_bytes() in answer.data, file.name


def test_another_state_of_ours_is_not_served_under_its_address(server: Flask) -> None:
    assert server.test_client().get("/_atlas/000000000000/atlas.js").status_code == 404


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/_dash-component-suites/dash/dcc/dash_core_components.v4_4_1m1795404058.js", True),
        ("/_dash-component-suites/dash/dcc/async-graph.js", False),  # its address says nothing of its content
        ("/_dash-layout", False),
        ("/erkunden", False),
    ],
)
def test_only_what_never_changes_is_packed_once(path: str, kept: bool) -> None:
    cache = scripts.Kept()
    with Flask("asked").test_request_context(path):
        name = f"br;{scripts.kept_as(request)}"  # as flask-compress writes it
    cache.set(name, b"packed")
    assert cache.get(name) == (b"packed" if kept else None)
