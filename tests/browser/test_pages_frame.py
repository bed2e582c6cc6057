"""The frame around every page: navigation without loading anew, focus, theme, menu, titles, reflow, print."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

NAVIGATION = "nav[aria-label=Hauptnavigation]"


def go_on(page: Page, name: str) -> None:
    page.locator(NAVIGATION).get_by_role("link", name=name, exact=True).click()


def test_pages_follow_each_other_without_a_new_document(page: Page) -> None:
    page.wait_for_selector("main h1")
    page.evaluate("window.sameDocument = true")
    go_on(page, "Tabelle")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stadtteile")
    expect(page).to_have_title("Tabelle: Stadtteile – Sozialraumatlas Musterstadt")
    expect(page.locator("nav [aria-current=page]")).to_have_text("Tabelle")
    expect(page.locator("main")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Musterstadt")
    expect(page.locator("nav [aria-current=page]")).to_have_text("Start")
    assert page.evaluate("window.sameDocument") is True


def test_the_first_stop_of_the_keyboard_leads_to_the_content(page: Page) -> None:
    page.wait_for_selector("main h1")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_theme_is_chosen_and_kept(page: Page) -> None:
    button = page.locator("#thema-schalter")
    expect(button).to_have_attribute("aria-label", "Darstellung: automatisch")
    found = []
    for name in ("hell", "dunkel", "hoher Kontrast"):
        button.click()
        expect(button).to_have_attribute("aria-label", f"Darstellung: {name}")
        found.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert found[0] != found[1]
    page.reload()
    expect(page.locator("#thema-schalter")).to_have_attribute("aria-label", "Darstellung: hoher Kontrast")
    assert page.evaluate("document.documentElement.dataset.theme") == "contrast"


def test_the_menu_opens_on_a_phone(open_page: Callable[..., Page]) -> None:
    page = open_page("/", viewport={"width": 360, "height": 740}, has_touch=True)
    menu = page.get_by_role("button", name="Menü")
    expect(page.locator(NAVIGATION)).to_be_hidden()
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    go_on(page, "Katalog")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(NAVIGATION)).to_be_hidden()


def test_an_unknown_address_is_answered_in_german(open_page: Callable[..., Page]) -> None:
    page = open_page("/gibt/es/nicht")
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite gibt es nicht")


@pytest.mark.parametrize("look", ["contrast", "forced", "narrow"])
def test_pages_hold_in_hard_conditions(look: str, open_page: Callable[..., Page], axe: Callable[[Page], None]) -> None:
    options: dict[str, object] = {"viewport": {"width": 320, "height": 640}} if look == "narrow" else {}
    page = open_page("/", **options, **({"forced_colors": "active"} if look == "forced" else {}))
    for path in ("/", "/profil", "/zeitreihe", "/tabelle"):
        page.goto(path)
        page.wait_for_selector("main h1")
        if look == "contrast":
            page.evaluate("document.documentElement.dataset.theme = 'contrast'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"
        axe(page)


def test_paper_shows_the_profile_without_controls(open_page: Callable[..., Page]) -> None:
    page = open_page("/profil")
    page.wait_for_selector("table.werte")
    page.emulate_media(media="print")
    expect(page.locator(NAVIGATION)).to_be_hidden()
    expect(page.get_by_role("button", name="Drucken")).to_be_hidden()
    expect(page.locator("table.werte").first).to_be_visible()
    expect(page.locator(".vermerke")).to_be_visible()


def test_nothing_but_german_letters_of_the_atlas_font_is_loaded(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.wait_for_selector("main h1")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('600 16px \"Source Sans Pro\"'))")
