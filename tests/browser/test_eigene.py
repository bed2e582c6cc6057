"""A planner's own areas: two clicked, one drawn, one from the list; saved, seen on the map, changed, removed."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ground
from tests.browser.conftest import DESKTOP, PATIENCE_MS, serve
from tests.towns import Town


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Sechsfeld on a server of its own; whoever saves something there removes it."""
    folder = tmp_path_factory.mktemp("own")
    town = Town(folder / "sechsfeld")
    town.load()
    yield from serve(town.folder, folder / "log")


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """The page Eigene Gebiete; nothing may be wrong on it at the end."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=origin, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    faults = ground.watch(context, origin)
    page = context.new_page()
    page.goto("/eigene")
    yield page
    context.close()
    wrong = [fault for fault in faults if "ERR_CONNECTION_REFUSED" not in fault]  # while the server renews itself
    assert not wrong, "\n".join(wrong)


def place(page: Page, name: str) -> tuple[float, float]:
    """Where the map writes a name."""
    box = page.locator(".atlas-map-labels span", has_text=name).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_areas_are_clicked_drawn_saved_seen_and_removed(page: Page, axe: Callable[[Page], None]) -> None:
    said = page.locator("#eigene-ansage")
    expect(said).to_have_text("Gebiet 1 ist noch leer.")
    page.locator(".atlas-map-stage").scroll_into_view_if_needed()
    for name, count in (("Altfeld", "1 Stadtteil."), ("Brückfeld", "2 Stadtteile.")):
        page.mouse.click(*place(page, name))
        expect(said).to_contain_text(f"{name} gewählt. „Gebiet 1“ hat jetzt {count}")
    page.get_by_label("Name von Gebiet 1").fill("West")
    page.get_by_role("button", name="Weiteres Gebiet").click()
    expect(page.get_by_label("Name von Gebiet 2")).to_be_focused()
    page.keyboard.type("Ost")
    page.get_by_role("button", name="Umranden").click()
    page.locator(".atlas-map-stage").scroll_into_view_if_needed()
    x, y = place(page, "Eichfeld")
    corners = ((-25, -12), (25, -12), (25, 12), (-25, 12), (-25, -12))  # around the name's place; the last closes
    for dx, dy in corners:
        page.mouse.click(x + dx, y + dy)
    expect(said).to_contain_text("1 Stadtteil hinzugefügt. „Ost“ hat jetzt 1 Stadtteil.")
    page.get_by_label("Suchen nach Name").fill("altf")
    expect(page.get_by_role("checkbox", name="Altfeld")).to_be_disabled()
    page.get_by_label("Suchen nach Name").fill("dorn")
    page.get_by_role("checkbox").first.press("Space")
    expect(said).to_contain_text("„Ost“ hat jetzt 2 Stadtteile.")
    axe(page)
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_label("Name der Einteilung")).to_be_focused()
    expect(page.locator("#eigene-titel-fehler")).to_have_text("Geben Sie der Einteilung einen Namen.")
    page.get_by_label("Name der Einteilung").fill("Stadtteil")
    page.get_by_label("Ihr Name").fill("Ada")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#eigene-titel-fehler")).to_contain_text("heißt schon die Raumebene", timeout=3 * PATIENCE_MS)
    page.get_by_label("Name der Einteilung").fill("Beratungsgebiete")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name="Auf der Karte erkunden").click(timeout=3 * PATIENCE_MS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("nach Beratungsgebieten")
    expect(page.locator(".atlas-map-labels span", has_text="West")).to_be_visible()
    page.goto("/eigene")
    page.get_by_role("button", name="Beratungsgebiete entfernen").click()
    expect(page.get_by_role("button", name="Behalten")).to_be_focused()
    page.get_by_role("button", name="Ja, entfernen").click()
    expect(page.locator(".getan")).to_contain_text("eigene/frueher", timeout=3 * PATIENCE_MS)


def test_unsaved_areas_are_asked_about_and_kept(page: Page) -> None:
    expect(page.locator("#eigene-ansage")).to_have_text("Gebiet 1 ist noch leer.")
    page.get_by_role("checkbox", name="Altfeld").check()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("nav").get_by_role("link", name="Katalog").click()
    assert asked == ["Ihre Gebiete sind noch nicht gespeichert. Trotzdem weitergehen?"]
    expect(page.get_by_role("heading", level=1)).to_have_text("Eigene Gebiete")
    expect(page.get_by_role("checkbox", name="Altfeld")).to_be_checked()
    page.get_by_role("button", name="Änderungen verwerfen").click()
    expect(page.get_by_role("checkbox", name="Altfeld")).not_to_be_checked()
    page.goto("/erkunden?ebene=bezirk&gebiete=1")
    page.get_by_role("link", name="Als eigenes Gebiet speichern").click()
    expect(page.locator("#eigene-ansage")).to_have_text("„Gebiet 1“ hat jetzt 3 Stadtteile.")
