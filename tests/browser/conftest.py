"""A served Musterstadt and a Chromium page that fails its test on anything that must never happen."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser import chromium, ground
from tests.checkout import ROOT

DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PATIENCE_MS = 15_000
SETTLED_MS = 1500  # after which charts have taken the size of a changed window


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def musterstadt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a generated and loaded Musterstadt; whoever changes it copies it first."""
    city = tmp_path_factory.mktemp("town") / "musterstadt"
    for command in (["demo", str(city)], ["load", str(city)]):
        done = subprocess.run([sys.executable, "-m", "atlas", *command], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, f"atlas {command[0]} ended with {done.returncode}:\n{done.stderr}"
    return city


@pytest.fixture(scope="session")
def server(musterstadt: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The origin, http://127.0.0.1:port, of `atlas serve` over Musterstadt in a process of its own."""
    yield from serve(musterstadt, tmp_path_factory.mktemp("serve") / "log")


def serve(city: Path, log: Path) -> Iterator[str]:
    """Serve a loaded town, or a public database, on a free port until the generator is closed.

    Fails with the server's own words.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shown = ["--public", str(city)] if city.is_file() else [str(city)]
    command = [sys.executable, "-m", "atlas", "serve", *shown, "--host", "127.0.0.1", "--port", str(port)]
    with log.open("w") as words:
        process = subprocess.Popen(command, cwd=ROOT, stdout=words, stderr=subprocess.STDOUT)
    origin = f"http://127.0.0.1:{port}"
    try:
        _wait_for(origin, process, log)
        yield origin
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(origin: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(origin, timeout=5):
                return
        except urllib.error.HTTPError as answer:
            pytest.fail(f"{origin} answers {answer.code}:\n{log.read_text()}")
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"atlas serve did not answer (exit code {process.poll()}):\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        pytest.fail("no Chromium: `make browser` says what to do")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """open_page(path, **context options): a page of the served town in a fresh context, watched to the end.

    Options are Playwright's: viewport={"width": 360, "height": 800}, color_scheme="dark",
    forced_colors="active", has_touch=True ... The test fails on a request that leaves the host, an error in
    the console, an uncaught error or a breach of the content security policy.
    """
    contexts = []
    faults: list[list[str]] = []

    def open_at(path: str = "/", **options: object) -> Page:
        defaults = {"viewport": DESKTOP, "locale": "de-DE", "base_url": server, "reduced_motion": "reduce"}
        context = browser.new_context(**(defaults | options))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        faults.append(ground.watch(context, server))
        page = context.new_page()
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    found = [fault for of_context in faults for fault in of_context]
    assert not found, "on the pages of this test:\n" + "\n".join(found)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """The start page at desktop size, watched; walk on with page.goto("/path")."""
    return open_page("/")


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """axe(page): the page as it stands has no violation of WCAG 2.2 A or AA."""

    def check(page: Page) -> None:
        found = ground.violations(page)
        assert not found, "axe-core found:\n" + "\n".join(found)

    return check


@pytest.fixture
def screenshot(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Path]:
    """screenshot(page, name, **options) -> path of a PNG: docs/screenshots with --golden, else temporary."""
    kept = request.config.getoption("--golden")
    folder = ROOT / "docs" / "screenshots" if kept else tmp_path

    def take(page: Page, name: str, **options: object) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        if kept:
            page.wait_for_timeout(SETTLED_MS)
        page.screenshot(path=path, animations="disabled", **options)
        return path

    return take
