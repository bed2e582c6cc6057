"""The page Erkunden on a cold browser: when its still picture and its live map are there, and their bytes."""

from collections.abc import Iterator
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from atlas.city import open_city
from bench import ROUNDS, Row
from bench._browser import MOMENTS, TIMED, WATCH_PICTURE, Calm, blank, browser
from bench._served import Served, town
from bench._towns import musterstadt
from bench.map import LEVEL, fills

TITLE = "First picture on a cold browser cache"
SIZES = {  # areas -> at most s until the still picture, s until the live map, kB until the live map
    600: (1.2, 2.0, 700),
    11_000: (3.0, 3.4, None),
}


def rows() -> Iterator[Row]:
    """Seconds and kilobytes; the server has answered this page before."""
    for areas, (still, live, kilobytes) in SIZES.items():
        folder = musterstadt(areas)
        first = fills(open_city(folder))[0]
        with browser() as found, town(folder) as served:
            address = f"/erkunden?indikator={first}&ebene={LEVEL}"
            _visit(found, served, address)
            visits = [_visit(found, served, address) for _ in range(ROUNDS)]
        label = f"{areas:,} areas"
        yield Row(f"{label}: still picture", median(v["picture"] for v in visits), "s", at_most=still)
        yield Row(f"{label}: bytes until the still picture", median(v["picture kB"] for v in visits), "kB")
        yield Row(f"{label}: live map ({visits[0]['renderer']})", median(v["live"] for v in visits), "s", at_most=live)
        yield Row(f"{label}: bytes until the live map", median(v["live kB"] for v in visits), "kB", at_most=kilobytes)
        yield Row(f"{label}: bytes with charts and table", median(v["all kB"] for v in visits), "kB")


def _visit(found: Browser, served: Served, address: str) -> dict[str, Any]:
    page = blank(found)
    wire = page.context.new_cdp_session(page)
    arrived: list[tuple[float, int]] = []  # seconds after the first request, bytes on the wire
    began: list[float] = []
    wire.on("Network.requestWillBeSent", lambda event: began.append(event["timestamp"]))
    wire.on(
        "Network.loadingFinished",
        lambda event: arrived.append((event["timestamp"] - began[0], event["encodedDataLength"])),
    )
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.add_init_script(WATCH_PICTURE)
    calm = Calm(page)
    page.goto(served.origin + address, wait_until="commit")
    page.wait_for_function(TIMED)
    moments = page.evaluate(MOMENTS)
    page.wait_for_selector(".atlas-map-live")
    renderer = page.evaluate("() => document.querySelector('.atlas-map-stage').atlasMap.renderer.name")
    calm.wait()
    page.context.close()
    seen: dict[str, Any] = {"renderer": renderer, "all kB": sum(size for _, size in arrived) / 1000}
    for name in ("picture", "live"):
        seen[name] = moments[name] / 1000
        seen[f"{name} kB"] = sum(size for at, size in arrived if at <= seen[name]) / 1000
    return seen
