"""What a reader does in Katalog, Glossar and Datenstand: search, choose, open a Steckbrief, come back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PATIENCE_MS = 15_000  # for what the server answers while other tests keep it busy
SHEET = "/katalog?indikator=sgb2_u15_nef"


def test_a_search_hides_counts_and_stands_in_the_address(open_page: Callable[..., Page]) -> None:
    page = open_page("/katalog")
    entries, count = page.locator("#katalogliste li:visible"), page.locator("#katalog-treffer")
    expect(count).to_have_text("87 Indikatoren", timeout=PATIENCE_MS)
    page.get_by_label("Suchen", exact=True).fill("KINDERARMUT")
    expect(count).to_have_text("1 Indikator", timeout=PATIENCE_MS)
    expect(entries).to_contain_text("SGB-II-Quote der unter 15-Jährigen")
    expect(page.locator("#katalogliste h2:visible")).to_have_text(["Soziale Lage"])
    page.wait_for_url("**/katalog?suche=KINDERARMUT")
    page.get_by_label("Suchen", exact=True).fill("niemand sucht das")
    expect(count).to_contain_text("Kein Indikator gefunden", timeout=PATIENCE_MS)
    expect(entries).to_have_count(0)


def _said(entries: list[str]) -> str:
    return "1 Indikator" if len(entries) == 1 else f"{len(entries)} Indikatoren"


def test_words_and_choices_go_together_and_back(open_page: Callable[..., Page]) -> None:
    page = open_page("/katalog?thema=kita")
    page.locator("#katalogliste li[data-suche]").first.wait_for(state="attached")
    texts = page.locator("#katalogliste li[data-suche]").evaluate_all("items => items.map(i => i.dataset.suche)")
    core = page.locator("#katalogliste li:has(.umfang.core)").evaluate_all("items => items.map(i => i.dataset.suche)")
    in_theme, in_core = [t for t in texts if "kompik" in t], [t for t in core if "quote" in t]
    assert 1 < len(in_theme) < len(texts)
    page.goto("/katalog?suche=kompik")
    count = page.locator("#katalog-treffer")
    page.get_by_label("Thema", exact=True).select_option("kita")
    expect(page.locator("#katalogliste h2")).to_have_count(1, timeout=PATIENCE_MS)  # drawn anew: all of KOMPIK is Kita
    expect(count).to_have_text(_said(in_theme), timeout=PATIENCE_MS)
    page.get_by_label("Suchen", exact=True).fill("quote")
    page.get_by_label("Umfang", exact=True).select_option("core")
    expect(count).to_have_text(_said(in_core), timeout=PATIENCE_MS)
    page.wait_for_url("**/katalog?suche=quote&thema=kita&umfang=core")
    page.locator("#katalogliste li:visible a.name").first.click()
    expect(page.locator("h1")).to_contain_text("quote", timeout=PATIENCE_MS)
    page.go_back()
    expect(count).to_have_text(_said(in_core), timeout=PATIENCE_MS)
    expect(page.get_by_label("Suchen", exact=True)).to_have_value("quote")
    page.go_back()
    expect(page.get_by_label("Umfang", exact=True)).to_have_value("", timeout=PATIENCE_MS)


def test_a_sheet_names_its_window_and_leads_to_the_map(open_page: Callable[..., Page]) -> None:
    page = open_page(SHEET)
    expect(page).to_have_title("SGB-II-Quote der unter 15-Jährigen – Sozialraumatlas Musterstadt")
    page.get_by_role("link", name="Auf der Karte zeigen").click()
    page.wait_for_url("**/erkunden?indikator=sgb2_u15_nef*")


@pytest.mark.parametrize("path", [SHEET, "/katalog?indikator=kompik_sozial", "/datenstand?ebene=stadt&thema=soz"])
def test_sheets_are_for_all_and_for_every_screen(
    path: str, open_page: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = open_page(path)
    page.wait_for_selector("h1")
    axe(page)
    page.emulate_media(color_scheme="dark")
    for width in (320, 3840):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


def test_level_and_theme_of_the_matrix_are_in_the_address(open_page: Callable[..., Page]) -> None:
    page = open_page("/datenstand")
    expect(page.locator("table.dicht caption")).to_have_text(
        "Merkmale auf der Ebene Stadtteil, 2014 bis 2025", timeout=PATIENCE_MS
    )
    page.get_by_label("Raumebene", exact=True).select_option("stadt")
    expect(page.locator("table.dicht caption")).to_have_text(
        "Merkmale auf der Ebene Stadt, 2014 bis 2025", timeout=PATIENCE_MS
    )
    page.get_by_label("Thema", exact=True).select_option("kjh")
    page.wait_for_url("**/datenstand?ebene=stadt&thema=kjh")
    expect(page.locator("table.dicht .gruppe")).to_have_text(["Kinder- und Jugendhilfe"], timeout=PATIENCE_MS)
    page.go_back()
    expect(page.locator("table.dicht .gruppe").first).to_have_text("Bevölkerung", timeout=PATIENCE_MS)


def test_a_delivery_unfolds_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("/datenstand")
    delivery = page.locator("#lieferung-jugendhilfe")
    delivery.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(delivery.get_by_text("„...“ = folgt später")).to_be_visible()
    expect(delivery.get_by_text("wird nach Abschluss der Statistik nachgeliefert")).to_be_visible()


def test_an_entry_of_the_glossary_can_be_linked_to(open_page: Callable[..., Page]) -> None:
    page = open_page("/glossar#begriff-zaehler")
    expect(page.locator("#begriff-zaehler")).to_be_in_viewport()
    page.get_by_role("navigation", name="Abschnitte").get_by_role("link", name="Rechenwege").click()
    expect(page.locator("#rechenwege")).to_be_in_viewport()
    assert page.url.endswith("/glossar#rechenwege")
