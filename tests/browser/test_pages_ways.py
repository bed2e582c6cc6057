"""What a reader does on Start, Profil, Zeitreihe and Tabelle; the address says it all, back and forward work."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas.city import AreaInfo, open_city
from atlas.components.locator import current


@pytest.fixture(scope="module")
def places(musterstadt: Path) -> list[AreaInfo]:
    """Stadtteile that people live in today."""
    city = open_city(musterstadt)
    grid = city.grid("bev_insg", "stadtteil")
    assert grid is not None
    rows = city.row["stadtteil"]
    return [area for area in current(city, "stadtteil") if grid.value[rows[area.key], -1] > 1000]


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def test_a_place_is_found_by_typing(page: Page, places: list[AreaInfo]) -> None:
    field = page.get_by_label("Gebiet suchen")
    field.fill("Atlantis")
    expect(page.locator("#start-ort-zahl")).to_have_text("Kein Gebiet gefunden.")
    field.fill(places[0].name.upper())
    page.locator("#start-ort-treffer a[href*='ebene=stadtteil&']").first.click()
    expect(heading(page)).to_have_text(places[0].name)
    assert page.url.endswith(f"/profil?ebene=stadtteil&gebiete={places[0].key}")


def test_a_question_opens_a_map(page: Page) -> None:
    page.get_by_role("link", name="Wo leben Kinder in Familien mit Grundsicherung?").click()
    expect(heading(page)).to_contain_text("SGB-II-Quote der unter 15-Jährigen in Musterstadt")


def test_the_map_of_the_town_leads_to_profiles(page: Page) -> None:
    shape = page.locator(".stadtkarte [data-ziel]").first
    name = shape.locator("title").text_content() or ""
    shape.dispatch_event("click")
    expect(heading(page)).to_have_text(name)


def test_theme_and_year_of_a_profile_are_one_step_each(open_page: Callable[..., Page], places: list[AreaInfo]) -> None:
    page = open_page(f"/profil?ebene=stadtteil&gebiete={places[0].key}")
    expect(page.get_by_role("heading", name="Überblick")).to_be_visible()
    themes = page.get_by_role("navigation", name="Themen")
    themes.get_by_role("link", name="Soziale Lage").click()
    expect(page.get_by_role("heading", level=2, name="Soziale Lage")).to_be_visible()
    expect(themes.locator("[aria-current=true]")).to_have_text("Soziale Lage")
    year = page.get_by_label("Zeit", exact=True)
    year.focus()
    year.select_option("2020")
    expect(page.get_by_text("Stand 31.12.2020, wo nicht anders genannt")).to_be_visible()
    expect(year).to_be_focused()
    assert "jahr=2020&thema=soz" in page.url or "thema=soz&jahr=2020" in page.url
    page.go_back()
    expect(page.get_by_text("Stand 31.12.2025, wo nicht anders genannt")).to_be_visible()
    expect(year).to_have_value("")
    page.go_back()
    expect(page.get_by_role("heading", name="Überblick")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", level=2, name="Soziale Lage")).to_be_visible()


def test_areas_are_taken_together_and_apart(open_page: Callable[..., Page], places: list[AreaInfo]) -> None:
    one, other = places[:2]
    page = open_page(f"/profil?ebene=stadtteil&gebiete={one.key}")
    page.get_by_text("Anderes Gebiet oder Gebiete zusammennehmen").click()
    page.get_by_label("Gebiet suchen").fill(other.name)
    page.get_by_role("link", name=f"{other.name} dazunehmen").click()
    expect(heading(page)).to_have_text(f"{one.name} + {other.name}")
    expect(page.get_by_text("2 Stadtteile zusammen")).to_be_visible()
    page.get_by_role("link", name=f"{one.name} herausnehmen").click()
    expect(heading(page)).to_have_text(other.name)


def test_a_copied_address_shows_the_same_lines(open_page: Callable[..., Page], places: list[AreaInfo]) -> None:
    keys = ",".join(area.key for area in places[:2])
    shown = []
    for _ in range(2):
        page = open_page(f"/zeitreihe?indikator=sgb2_u15_nef&ebene=stadtteil&gebiete={keys}&spanne=1")
        page.wait_for_selector("#zeitreihe-bild .main-svg")
        shown.append(page.locator("table.zahlen").inner_text())
    assert shown[0] == shown[1]
    assert "bis" in shown[0]


def test_lines_come_and_go_and_the_keyboard_switches(open_page: Callable[..., Page], places: list[AreaInfo]) -> None:
    name = places[0].name
    page = open_page("/zeitreihe?indikator=ant_u18&ebene=stadtteil")
    page.wait_for_selector("main h1")
    page.evaluate("window.sameDocument = true")
    page.get_by_label("Stadtteil hinzufügen").fill(name)
    page.locator("#zeitreihe-ort-treffer a").first.click()
    column = page.get_by_role("columnheader", name=name, exact=True)
    expect(column).to_be_visible()
    expect(page.get_by_label("Stadtteil hinzufügen")).to_be_focused()
    switch = page.get_by_role("switch", name="Schwankungsbereich (95 %)")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(switch).to_be_focused()
    expect(page.locator("table.zahlen")).to_contain_text(" bis ")
    page.get_by_label("Indikator", exact=True).select_option("sgb2_u15_nef")
    expect(heading(page)).to_contain_text("SGB-II-Quote der unter 15-Jährigen")
    expect(column).to_be_visible()
    page.get_by_role("link", name=f"{name} entfernen").click()
    expect(column).to_have_count(0)
    assert "spanne=1" in page.url
    page.get_by_label("Raumebene").select_option("bezirk")
    expect(page.get_by_label("Stadtbezirk hinzufügen")).to_be_visible()
    for _ in range(3):
        page.go_back()
    expect(heading(page)).to_contain_text("Anteil der Minderjährigen")
    expect(page.get_by_label("Indikator", exact=True)).to_have_value("ant_u18")
    assert page.evaluate("window.sameDocument") is True


def test_a_panel_fills_the_page_and_gives_it_back(open_page: Callable[..., Page]) -> None:
    page = open_page("/zeitreihe?indikator=ant_u18&ebene=stadtteil")
    page.wait_for_selector("#zeitreihe-bild .main-svg")
    button = page.get_by_role("button", name="Verlauf vergrößern")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    size = page.locator(".teil-verlauf").bounding_box()
    assert size is not None
    assert (size["width"], size["height"]) == (1366, 768)
    assert page.locator("header").evaluate("e => e.closest('[inert]') !== null"), "nothing behind it takes the focus"
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    assert page.locator("[inert]").count() == 0


def test_columns_of_the_table_are_boxes_and_its_rows_sort(open_page: Callable[..., Page]) -> None:
    page = open_page("/tabelle?ebene=stadtteil&indikatoren=ant_u18")
    page.get_by_text("Spalten wählen (1 von").click()
    box = page.get_by_role("checkbox", name="Bevölkerung (Hauptwohnung)")
    box.click()
    expect(box).to_have_attribute("aria-checked", "true")
    expect(box).to_be_focused()
    expect(page.get_by_text("Spalten wählen (2 von")).to_be_visible()
    expect(page.locator(".spaltenwahl")).to_have_attribute("open", "")
    page.locator("#tabelle .ag-header-cell[col-id=w1] .ag-header-cell-label").click()
    first = page.locator("#tabelle .ag-center-cols-container [row-index='0'] [col-id=w1]")
    expect(first).to_have_text("0", timeout=5000)  # nobody lives in the harbour


def test_the_table_is_copied_as_it_is_shown(open_page: Callable[..., Page]) -> None:
    page = open_page(
        "/tabelle?ebene=bezirk&indikatoren=ant_u18&jahr=2020", permissions=["clipboard-read", "clipboard-write"]
    )
    page.wait_for_selector("#tabelle .ag-row")
    page.get_by_role("button", name="Kopieren").click()
    expect(page.get_by_role("button", name="Kopiert")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").replace("\r", "").splitlines()
    assert lines[0].split("\t")[0] == "Stadtbezirk"
    shown = page.locator("#tabelle .ag-center-cols-container [row-index='0'] [col-id=w0]").inner_text()
    assert lines[1].split("\t")[1] == shown
    assert lines[-1].split("\t")[0] == "Gesamtstadt"
