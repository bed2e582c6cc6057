"""The map comes first: a still picture with the page itself, the live one in its place, charts and tables after it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

LATE = ("dash_ag_grid", "plotly.min.js", "async-graph")


def test_the_page_arrives_with_its_picture(page: Page, server: str) -> None:
    body = page.request.get(f"{server}/erkunden").text()
    assert re.search(r'<div class="erstbild"><h1>[^<]+ in Musterstadt', body)
    assert body.count("<svg") >= 1


def test_the_live_map_takes_the_place_of_the_still_one(open_page: Callable[..., Page]) -> None:
    page = open_page("/erkunden")
    page.locator(".atlas-map-live").wait_for(state="attached")
    expect(page.locator(".erstbild")).to_have_count(0)
    expect(page.locator("svg.atlas-map-picture")).to_be_hidden()
    expect(page.locator("h1")).to_have_count(1)


def test_charts_and_tables_are_loaded_after_the_map(open_page: Callable[..., Page]) -> None:
    page = open_page("/glossar")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    live: list[int] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: live.append(len(asked)) if line.text == "live" else None)
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () =>
             window.atlasMapTimings.wait("").then(() => console.info("live")));"""
    )
    page.goto("/erkunden")
    page.locator("#erkunden-tabelle .ag-row").first.wait_for()
    assert live, "the map did not come"
    early = [url for url in asked[: live[0]] if any(part in url for part in LATE)]
    assert not early
    assert sum("dash_ag_grid.v" in url for url in asked) == 1
