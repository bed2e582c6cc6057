"""A story: views remembered, arranged, shown: by keys and swipes, asked, black, to a speaker, without a network."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ground
from tests.browser.conftest import DESKTOP, PATIENCE_MS, serve
from tests.towns import Town

MAP = "/erkunden?indikator=ant_u18&ebene=stadtteil&zeit=2023-12-31&gebiete=11"

SWIPE = """([from, to]) => ["touchstart", "touchend"].forEach((name, i) => {
    const touch = new Touch({identifier: 1, target: document.body, clientX: i ? to : from, clientY: 300});
    const on = i ? [] : [touch];
    document.body.dispatchEvent(new TouchEvent(name, {bubbles: true, touches: on, changedTouches: [touch]}));
})"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Sechsfeld on a server of its own, for stories are written into its folder."""
    folder = tmp_path_factory.mktemp("stories")
    town = Town(folder / "sechsfeld")
    town.load()
    yield from serve(town.folder, folder / "log")


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """A page of Sechsfeld; nothing may be wrong on it, nor in the speaker's window, at the end."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=origin, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    faults = ground.watch(context, origin)
    yield context.new_page()
    context.set_offline(False)
    context.close()
    wrong = [fault for fault in faults if "status of 400" not in fault]  # the refusals that the test asks for
    assert not wrong, "\n".join(wrong)


def remember(page: Page, title: str, new: str = "") -> None:
    """Put the view of the page into the story that is offered, or into a new one."""
    page.get_by_role("button", name="Ansicht merken").click()
    dialog = page.get_by_role("dialog", name="Ansicht merken")
    if new:
        expect(dialog.get_by_label("Name der neuen Geschichte")).to_be_focused()
        page.keyboard.type(new)
    dialog.get_by_label("Überschrift").fill(title)
    dialog.get_by_label("Text zum Bild").fill("Am Rand mehr als in der Mitte.")
    dialog.get_by_label("Notizen").fill("Zuerst Altfeld zeigen.")
    dialog.get_by_label("Ihr Name").fill("Ada")
    dialog.get_by_role("button", name="Merken").click()


def test_a_story_is_made_arranged_and_walked_through(
    page: Page, browser: Browser, origin: str, axe: Callable[[Page], None]
) -> None:
    # --- made
    page.goto(MAP)
    page.get_by_role("button", name="Ansicht merken").click()
    page.get_by_role("button", name="Merken", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("Der Name fehlt")
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ansicht merken")).to_be_focused()
    remember(page, "Wo Kinder leben", "Kinder in Sechsfeld")
    expect(page.get_by_role("dialog")).to_contain_text("Gemerkt in „Kinder in Sechsfeld“ (1 Ansicht).")
    page.goto("/zeitreihe?indikator=ant_u18&ebene=stadtteil&gebiete=11")
    remember(page, "Seit 2022")
    # --- arranged by the keyboard
    page.get_by_role("link", name="Zur Geschichte").click()
    rows = page.locator("[data-ansicht]")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="„Seit 2022“ nach oben").press("Enter")
    expect(page.locator("#geschichte-ergebnis")).to_have_text("„Seit 2022“ ist jetzt Ansicht 1 von 2.")
    expect(page.get_by_role("button", name="„Seit 2022“ nach unten")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows.first.get_by_label("Überschrift")).to_have_value("Wo Kinder leben")
    rows.nth(1).get_by_label("Überschrift").fill("")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#geschichte-ergebnis")).to_contain_text("Ansicht 2, Überschrift: Der Name fehlt")
    rows.nth(1).get_by_label("Überschrift").fill("Im Verlauf")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".getan")).to_have_text("„Kinder in Sechsfeld“ ist gespeichert (2 Ansichten).")
    axe(page)
    # --- walked through
    page.locator("#ansichten").get_by_role("link", name="präsentieren").click()
    expect(page.locator(".folie")).to_have_count(3)
    expect(page.get_by_role("heading", name="Kinder in Sechsfeld")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    told = page.locator("#ansage")
    page.keyboard.press("PageDown")
    expect(told).to_have_text("Folie 2 von 3: Wo Kinder leben")
    expect(page.get_by_role("heading")).to_have_text(["Wo Kinder leben"])
    # --- the map is asked
    answer = page.locator("#antwort")
    page.get_by_role("button", name="Altfeld: ").click()
    expect(answer).to_contain_text("198 von 1.100")
    page.get_by_role("button", name="Altfeld: ").click()
    expect(answer).to_be_hidden()
    page.get_by_role("button", name="Brückfeld: ").focus()
    page.keyboard.press("Enter")
    expect(answer.locator(".name")).to_have_text("Brückfeld")
    axe(page)
    page.keyboard.press("Escape")
    expect(answer).to_be_hidden()
    # --- black, and back without moving on
    page.keyboard.press("b")
    expect(page.locator("#schwarz")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator("#schwarz")).to_be_hidden()
    expect(page.get_by_role("heading")).to_have_text(["Wo Kinder leben"])
    # --- the speaker's window, opened without a network, steers and follows
    with page.expect_popup() as opened:
        page.keyboard.press("s")
    desk = opened.value
    expect(desk.get_by_text("Zuerst Altfeld zeigen.")).to_be_visible()
    expect(desk.locator(".naechste h2").last).to_have_text("Im Verlauf")
    desk.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading")).to_have_text(["Im Verlauf"])
    expect(desk.locator(".pult > header")).to_contain_text("Folie 3 von 3")
    page.bring_to_front()
    page.keyboard.press("Home")
    expect(told).to_have_text("Folie 1 von 3: Kinder in Sechsfeld")
    expect(desk.locator(".pult > header")).to_contain_text("Folie 1 von 3")
    desk.close()
    page.keyboard.press("End")
    page.keyboard.press("Space")
    expect(told).to_have_text("Folie 3 von 3: Im Verlauf")
    # --- buttons only while they are needed
    expect(page.locator(".leiste")).to_have_css("opacity", "0", timeout=4000)
    page.mouse.move(40, 40)
    page.mouse.move(60, 60)
    expect(page.locator(".leiste")).to_have_css("opacity", "1")
    page.get_by_role("button", name="Zurück").click()
    expect(told).to_have_text("Folie 2 von 3: Wo Kinder leben")
    page.emulate_media(media="print")
    assert page.locator(".folie:visible").count() == 3, "on paper each is a page"
    # --- on a telephone
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, color_scheme="dark", reduced_motion="reduce"
    )
    phone = context.new_page()
    phone.goto(f"{origin}/praesentation/kinder_in_sechsfeld")
    for there, number in ((300, 2), (300, 3), (60, 2)):
        phone.evaluate(SWIPE, [there, 360 - there])
        expect(phone.locator("#stelle")).to_have_text(f"{number} / 3")
    phone.get_by_role("button", name="Eichfeld: ").tap()
    expect(phone.locator("#antwort .name")).to_have_text("Eichfeld")
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    axe(phone)
    context.close()
