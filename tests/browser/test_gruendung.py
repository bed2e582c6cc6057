"""A town is founded in the browser: name, wrong answers, an office's own table and its questions, the running atlas."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ground
from tests.browser.conftest import DESKTOP, PATIENCE_MS
from tests.checkout import ROOT
from tests.founded import OUTLINES, office_table


def _heeds_the_keyboard() -> None:
    """A shell that runs the tests in the background takes Strg+C away from all that they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The first page of `atlas new --page`; nothing may be wrong on its pages at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "atlas", "new", str(tmp_path / "neu"), "--page", "--port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=_heeds_the_keyboard,  # noqa: PLW1509  # nothing else can give the signal back before Python starts
    )
    assert process.stdout is not None and process.stdout.readline()
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    origin = f"http://127.0.0.1:{port}"
    faults = ground.watch(context, origin)
    page = context.new_page()
    page.goto(origin)
    yield page
    context.close()
    process.send_signal(2)  # as Strg+C: it ends its atlas, too
    process.communicate(timeout=60)
    own = [f for f in faults if "left the host: http://127.0.0.1:" not in f and "422" not in f]  # the atlas; a refusal
    assert not own, "\n".join(own)


def test_from_the_first_question_to_the_running_atlas(
    page: Page, axe: Callable[[Page], None], screenshot: Callable[..., Path], tmp_path: Path
) -> None:
    page.get_by_label("Name der Kommune").fill("Sechsfeld")
    page.get_by_label("Bevölkerung").check()
    axe(page)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Gröbere Ebene darüber").fill("Stadtbezirk")
    page.get_by_label("Mittlere Ebene").fill("Sozialraum")
    page.get_by_label("Feinste Ebene").fill("Stadtteil")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Erstes Jahr").fill("2024")
    page.get_by_label("Letztes Jahr").fill("2023")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("alert")).to_contain_text("2024 liegt nach 2023")
    page.get_by_label("Erstes Jahr").fill("2023")
    page.get_by_label("Letztes Jahr").fill("2023")
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Grenzen der Stadtteile").set_input_files(OUTLINES)
    page.get_by_role("button", name="Lesen").click()
    expect(page.get_by_role("status")).to_contain_text("6 Umrisse")
    expect(page.get_by_label("Sozialraum steht in")).to_have_value("sozialraum")
    axe(page)
    screenshot(page, "gruendung", full_page=True)
    page.get_by_role("button", name="Weiter").click()
    axe(page)
    page.get_by_label("Datei mit den Zahlen").set_input_files(office_table(tmp_path / "amt.xlsx"))
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Spalte „Einwohner insgesamt“").select_option("bev_insg")
    page.get_by_label("Spalte „unter 18“").select_option("bev_insg")
    page.get_by_label("Spalte „Hunde“").select_option("neu:")
    page.get_by_label("Titel").locator("visible=true").fill("Gemeldete Hunde")
    page.get_by_label("Einheit").locator("visible=true").fill("Hunde")
    axe(page)
    page.get_by_role("button", name="Weiter").locator("visible=true").first.click()
    expect(page.get_by_role("alert")).to_contain_text("„bev_insg“ ist für „Einwohner insgesamt“, „unter 18“ gewählt")
    expect(page.get_by_label("Titel").locator("visible=true")).to_have_value("Gemeldete Hunde")
    page.get_by_label("Spalte „unter 18“").select_option("bev_u18")
    screenshot(page, "gruendung-fragen", full_page=True)
    page.get_by_role("button", name="Weiter").locator("visible=true").first.click()
    axe(page)
    page.get_by_role("button", name="Kommune anlegen").click()
    page.get_by_role("link", name="Atlas öffnen").click(timeout=3 * PATIENCE_MS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sechsfeld")
