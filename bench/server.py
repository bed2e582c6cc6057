"""What a warm worker costs: time of a data request, bytes of a switch, memory with Berlin."""

import http.client
import time
from collections.abc import Iterator
from statistics import median
from urllib.parse import urlsplit

from atlas.city import City, open_city
from bench import Row
from bench._served import Served, town
from bench._towns import berlin, musterstadt
from bench.map import LEVEL, fills

TITLE = "Server"
ASKED = 50
BROWSER = {"Accept-Encoding": "br, gzip", "Connection": "keep-alive"}


def rows() -> Iterator[Row]:
    """Milliseconds, kilobytes, megabytes."""
    folder = musterstadt(600)
    city = open_city(folder)
    addresses = [address for indicator in fills(city)[:10] for address in _data(city, indicator)]
    with town(folder) as served:
        bytes_of = [len(served.get(address)) for address in addresses]
        yield Row("600 areas: bytes of a switch, all years", median(bytes_of[::2]) / 1000, "kB", at_most=20)
        yield Row("600 areas: n of all years, after the switch", median(bytes_of[1::2]) / 1000, "kB")
        yield Row("warm data request over HTTP", _asked(served, addresses), "ms", at_most=5)
        cold = [a + "?klassen=jenks&anzahl=7" for a in addresses[::2]]
        yield Row("first request of a matrix, natural breaks", _asked(served, cold, 1), "ms")
    yield Row("warm data request in the process", _inside(folder, addresses), "ms", at_most=5)
    yield from _memory()


def _data(city: City, indicator: str) -> tuple[str, str]:
    """The addresses of an indicator's matrix and of the n behind it."""
    stem = f"/daten/{city.edition.number}/{indicator}/{LEVEL}"
    return f"{stem}.matrix", f"{stem}/n.matrix"


def _asked(served: Served, addresses: list[str], times: int = 0) -> float:
    """Median of the requests, each from the first byte sent to the last byte got, over one open connection."""
    parts = urlsplit(served.origin)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port)
    taken = []
    for number in range(times * len(addresses) or max(ASKED, 5 * len(addresses))):
        started = time.perf_counter()
        line.request("GET", addresses[number % len(addresses)], headers=BROWSER)
        answer = line.getresponse()
        answer.read()
        taken.append((time.perf_counter() - started) * 1000)
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{addresses[number % len(addresses)]} answers {answer.status}")
    line.close()
    return median(taken)


def _inside(folder, addresses: list[str]) -> float:
    """The same without a wire: all that Flask and the atlas do."""
    from atlas.application import create_app

    client = create_app(folder).server.test_client()
    taken = []
    for number in range(len(addresses) + max(ASKED, 5 * len(addresses))):
        started = time.perf_counter()
        client.get(addresses[number % len(addresses)], headers={"Accept-Encoding": "br"})
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken[len(addresses) :])


def _memory() -> Iterator[Row]:
    folder = berlin()
    if folder is None:
        yield Row("Berlin is not measured: no raw files of real towns (ATLAS_SHARED)", 0, "MB")
        return
    city = open_city(folder)
    wanted = ["/", "/erkunden", "/datenstand", "/katalog", "/_dash-layout", "/_dash-dependencies"]
    for indicator in city.indicators():
        for level in city.levels_of(indicator.id):
            wanted += [
                f"/erkunden?indikator={indicator.id}&ebene={level}",
                f"/daten/{city.edition.number}/{indicator.id}/{level}.matrix",
            ]
    with town(folder) as served:
        before = served.memory()
        for address in wanted[:ASKED]:
            served.get(address)
        yield Row("memory of a worker before the first visitor, Berlin (PSS)", before, "MB")
        yield Row(f"memory of a worker after {ASKED} requests, Berlin (PSS)", served.memory(), "MB", at_most=250)
