"""What holds for every page: it opens without a fault, says what it is, can be reached by all, fits its screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from indicators.plugins import discover

PAGES = {name: module.PATH for name, module in discover("atlas.pages").items()}
SHOWN = PAGES | {
    "erkunden": "/erkunden?indikator=sgb2_u15_nef&ebene=stadtteil&gebiete=0103,0106",
    "zeitreihe": "/zeitreihe?indikator=sgb2_u15_nef&ebene=stadtteil&gebiete=0103,0106",
    "profil": "/profil?ebene=stadtteil&gebiete=0103",
}  # as pages are met on the way: with something chosen
SCREENS = {"phone": (360, 800), "desktop": (1366, 768), "beamer": (3840, 2160)}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_it_is(name: str, open_page: Callable[..., Page]) -> None:
    page = open_page(PAGES[name])
    page.wait_for_load_state("networkidle")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("h1")).to_have_count(1)
    assert "Musterstadt" in page.title()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_and_used_by_all(
    name: str, open_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = open_page(PAGES[name])
    page.wait_for_load_state("networkidle")
    axe(page)
    page.emulate_media(color_scheme="dark")
    axe(page)
    page.set_viewport_size({"width": 360, "height": 800})
    axe(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_screen(name: str, open_page: Callable[..., Page], screenshot: Callable[..., object]) -> None:
    page = open_page(SHOWN[name])
    for screen, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_load_state("networkidle")
        needed = page.evaluate("document.documentElement.scrollWidth")
        assert needed <= width, f"{screen}: {needed} px wide content on {width} px"
        if screen != "beamer":
            screenshot(page, f"{name}-{screen}")
