"""Somebody of the house chooses, looks, releases and takes back; the search finds indicators, a refusal is said."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ground
from tests.browser.conftest import DESKTOP, PATIENCE_MS, serve
from tests.towns import Town


@pytest.fixture
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page Veröffentlichen of a Sechsfeld of its own; nothing may be wrong on it at the end."""
    folder = tmp_path_factory.mktemp("publish")
    town = Town(folder / "sechsfeld")
    town.load()
    for origin in serve(town.folder, folder / "log"):
        context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=origin, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_MS)
        faults = ground.watch(context, origin)
        page = context.new_page()
        page.goto("/veroeffentlichen")
        yield page
        context.close()
        assert not [fault for fault in faults if "400" not in fault], "\n".join(faults)


def test_a_publication_is_chosen_looked_at_released_and_taken_back(page: Page, axe: Callable[[Page], None]) -> None:
    said = page.locator("#veroeffentlichen-zahl")
    page.get_by_role("button", name="Keine").click()
    expect(said).to_contain_text("0 von")
    page.get_by_role("button", name="Prüfen").click()
    expect(page.locator(".fehlerliste")).to_have_text("Wählen Sie mindestens einen Indikator.")
    page.get_by_role("button", name="Alle", exact=True).click()
    page.get_by_label("Indikatoren suchen").fill("unter 18")
    expect(page.locator(".themenliste details:visible")).to_have_count(1)
    axe(page)
    page.get_by_role("button", name="Prüfen").click()
    expect(page.get_by_role("heading", name="Ergebnis der Prüfung")).to_be_visible(timeout=3 * PATIENCE_MS)
    expect(page.locator("#veroeffentlichen-befund")).to_contain_text("Keine lässt sich aus dem Veröffentlichten")
    page.locator("details.kosten summary").first.click()
    expect(page.locator("details.kosten").first).to_contain_text("Was helfen würde")
    axe(page)
    page.get_by_label("Ihr Name").fill("Ada")
    page.get_by_role("button", name="Freigeben").click()
    expect(page.locator(".getan")).to_contain_text("Veröffentlichung 1 ist freigegeben", timeout=3 * PATIENCE_MS)
    expect(page.locator(".zustand")).to_contain_text("öffentlich seit")
    page.get_by_text("Zurücknehmen …").click()
    page.get_by_label("Grund").fill("Zahlen berichtigt")
    expect(page.get_by_label("Ihr Name")).to_have_value("Ada")
    page.get_by_role("button", name="Veröffentlichung 1 zurücknehmen").click()
    expect(page.locator(".zustand")).to_contain_text("von Ada: Zahlen berichtigt", timeout=3 * PATIENCE_MS)
