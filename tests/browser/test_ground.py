"""The ground of the browser tests notices what it promises to notice."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.browser import ground

CLEAN = """<!doctype html><html lang="de"><title>Leer</title><link rel="icon" href="data:,">
<main><h1>Leer</h1></main>"""
FAULTY = """<!doctype html><html><title></title><link rel="icon" href="data:,"><body>
<img src="/there.png"><img src="http://elsewhere.example/a.png">
<script>console.error("five is even"); setTimeout(() => { throw new Error("uncaught four") })</script>
<script>try { eval("1") } catch { /* the policy has said no */ }</script>"""


@pytest.fixture
def site() -> Iterator[str]:
    """A server whose /faulty does all that a page must not do, and whose / does nothing."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", "script-src 'self' 'unsafe-inline'; img-src * data:")
            self.end_headers()
            self.wfile.write((FAULTY if self.path == "/faulty" else CLEAN).encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_clean_page_has_no_faults(browser: Browser, site: str) -> None:
    context = browser.new_context()
    faults = ground.watch(context, site)
    page = context.new_page()
    page.goto(site)
    assert ground.violations(page) == []
    context.close()
    assert faults == []


def test_every_fault_of_a_page_is_noticed(browser: Browser, site: str) -> None:
    context = browser.new_context()
    faults = ground.watch(context, site)
    page = context.new_page()
    page.goto(f"{site}/faulty", wait_until="load")
    found = ground.violations(page)
    context.close()
    assert "a request left the host: http://elsewhere.example/a.png" in faults
    assert "console: five is even" in faults
    assert any(fault.startswith("uncaught: ") and "uncaught four" in fault for fault in faults)
    assert any(fault.startswith("console: CSP: script-src") for fault in faults)
    rules = {violation.split()[1] for violation in found}
    assert {"document-title", "html-has-lang", "image-alt"} <= rules


def test_maps_can_be_drawn_without_a_gpu(browser: Browser) -> None:
    page = browser.new_page()
    assert page.evaluate("document.createElement('canvas').getContext('webgl2') !== null")
    page.close()
