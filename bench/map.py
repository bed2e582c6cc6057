"""Switching the indicator and stepping through the years on the page Erkunden, beside a naive map of the same areas.

The naive one is a plotly figure with embedded GeoJSON; both are clicked in the same browser on the same machine, which
draws WebGL in software. There the atlas takes its plain canvas; its MapLibre is measured too, as what a GPU would get.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

from atlas.city import City, open_city
from bench import ROUNDS, Row
from bench._browser import ARM, ARRIVED, NAIVE_READY, NAIVE_SWITCH, Calm, blank, browser
from bench._served import naive, town
from bench._towns import musterstadt

TITLE = "Map: click to the last render of the changed map; (read) with its pixels read back"
LEVEL = "stadtteil"
SIZES = {  # areas -> at most ms for a switch, with pixels, for a year step, with pixels; at least so many times naive
    600: (60, 250, 20, 160, 8),
    11_000: (150, 700, None, None, 50),
}
RENDERERS = {"leaflet": "canvas", "maplibre": "MapLibre"}


def rows() -> Iterator[Row]:
    """Milliseconds, and how many times faster than naive."""
    for areas, (switch, switch_read, year, year_read, times) in SIZES.items():
        folder = musterstadt(areas)
        city = open_city(folder)
        fastest: dict[str, float] = {}
        with browser() as found, town(folder) as served:
            for renderer, name in RENDERERS.items():
                page = blank(found)
                clicks, steps = _measure(page, served.origin, city, renderer)
                page.context.close()
                label = f"{areas:,} areas, {name}"
                fastest[name] = median(c["t"] for c in clicks)
                yield Row(f"{label}: switch", fastest[name], "ms", at_most=switch)
                yield Row(f"{label}: switch (read)", median(c["p"] for c in clicks), "ms", at_most=switch_read)
                yield Row(f"{label}: year step", median(s["t"] for s in steps), "ms", at_most=year)
                yield Row(f"{label}: year step (read)", median(s["p"] for s in steps), "ms", at_most=year_read)
        with tempfile.TemporaryDirectory() as work, browser() as found:
            outlines = Path(work) / "outlines.geojson"
            newest = max(v.number for v in city.vintages if v.level == LEVEL)
            outlines.write_bytes(city.file(f"geometry/{LEVEL}/{newest}") or b"")
            slow = _measure_naive(found, outlines)
        yield Row(f"{areas:,} areas, naive: switch", median(c["t"] for c in slow), "ms")
        yield Row(f"{areas:,} areas, naive: switch (read)", median(c["p"] for c in slow), "ms")
        for name, ours in fastest.items():
            yield Row(
                f"{areas:,} areas, {name}: naive / ours", median(c["t"] for c in slow) / ours, "x", at_least=times
            )


def fills(city: City) -> list[str]:
    """Indicators that the map fills areas with, in the order of the list."""
    found = [i.id for i in city.indicators() if i.denominator and LEVEL in city.levels_of(i.id)]
    return [i for i in found if len(city.periods(i, LEVEL)) > ROUNDS]


def _measure(page: Page, origin: str, city: City, renderer: str) -> tuple[list[dict], list[dict]]:
    first, *others = fills(city)[: ROUNDS + 1]
    calm = Calm(page)
    page.goto(f"{origin}/erkunden?indikator={first}&ebene={LEVEL}&renderer={renderer}")
    page.wait_for_selector(".atlas-map-live")
    calm.wait()
    for indicator in others:  # the server has been asked before, by someone else; this browser has not
        page.request.get(f"{origin}/daten/{city.edition.number}/{indicator}/{LEVEL}.matrix")
    clicks, steps = [], []
    for indicator in others:
        page.evaluate(ARM, "click")
        page.locator(f'#erkunden-indikator label:has(input[value="{indicator}"])').click()
        clicks.append(page.evaluate(ARRIVED))
        if f"/{indicator}/" not in clicks[-1]["matrix"]:
            raise RuntimeError(f"clicked {indicator}, but {clicks[-1]['matrix']} was drawn")
        calm.wait()
    page.locator("#erkunden-zeit").focus()
    for _ in range(ROUNDS):
        page.evaluate(ARM, "keydown")
        page.keyboard.press("ArrowLeft")
        steps.append(page.evaluate(ARRIVED))
        calm.wait()
    if any(found["name"] != renderer for found in clicks + steps):
        raise RuntimeError(f"asked for {renderer}, got {clicks[0]['name']}")
    return clicks, steps


def _measure_naive(found: Browser, outlines: Path) -> list[dict]:
    with naive(outlines) as served:
        page = blank(found)
        page.goto(served.origin)
        page.wait_for_function(NAIVE_READY)
        page.wait_for_timeout(1000)
        switches = []
        for indicator in range(1, ROUNDS + 1):
            switches.append(page.evaluate(NAIVE_SWITCH, indicator))
            page.wait_for_timeout(500)
        return switches
