"""What a reader does on Start, Profil, Zeitreihe and Tabelle; the address says it all, back and forward work."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def heading(page: Page):
    return page.get_by_role("heading", level=1)


def test_a_place_is_found_by_typing(page: Page) -> None:
    page.get_by_label("Gebiet suchen").fill("dohlen")
    found = page.locator("#start-ort-treffer a")
    expect(found).to_have_count(2)  # the Stadtteil, and the Sozialraum that bears its name
    page.get_by_role("link", name="Dohlenleite Stadtteil in").click()
    expect(heading(page)).to_have_text("Dohlenleite")
    assert page.url.endswith("/profil?ebene=stadtteil&gebiete=0104")


def test_nobody_is_left_without_an_answer(page: Page) -> None:
    page.get_by_label("Gebiet suchen").fill("Atlantis")
    expect(page.locator("#start-ort-zahl")).to_have_text("Kein Gebiet gefunden.")


def test_a_question_opens_a_map(page: Page) -> None:
    page.get_by_role("link", name="Wo leben Kinder in Familien mit Grundsicherung?").click()
    expect(heading(page)).to_contain_text("SGB-II-Quote der unter 15-Jährigen in Musterstadt")


def test_the_map_of_the_town_leads_to_profiles(page: Page) -> None:
    shape = page.locator(".stadtkarte [data-ziel]").first
    name = shape.locator("title").text_content()
    shape.click(position=None)
    expect(heading(page)).to_have_text(name or "")


def test_themes_of_a_profile_are_one_click_and_one_step_back(open_page: Callable[..., Page]) -> None:
    page = open_page("/profil?ebene=stadtteil&gebiete=0104")
    expect(page.get_by_role("heading", name="Überblick")).to_be_visible()
    themes = page.get_by_role("navigation", name="Themen")
    themes.get_by_role("link", name="Soziale Lage").click()
    expect(page.get_by_role("heading", level=2, name="Soziale Lage")).to_be_visible()
    expect(themes.locator("[aria-current=true]")).to_have_text("Soziale Lage")
    assert page.url.endswith("&thema=soz")
    page.go_back()
    expect(page.get_by_role("heading", name="Überblick")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", level=2, name="Soziale Lage")).to_be_visible()


def test_the_year_of_a_profile_is_in_its_address(open_page: Callable[..., Page]) -> None:
    page = open_page("/profil?ebene=stadtteil&gebiete=0104")
    page.get_by_label("Zeit", exact=True).select_option("2020")
    expect(page.get_by_text("Stand 31.12.2020, wo nicht anders genannt")).to_be_visible()
    assert "jahr=2020" in page.url
    page.go_back()
    expect(page.get_by_text("Stand 31.12.2025, wo nicht anders genannt")).to_be_visible()
    expect(page.get_by_label("Zeit", exact=True)).to_have_value("")


def test_areas_are_taken_together_and_apart(open_page: Callable[..., Page]) -> None:
    page = open_page("/profil?ebene=stadtteil&gebiete=0104")
    page.get_by_text("Anderes Gebiet oder Gebiete zusammennehmen").click()
    page.get_by_label("Gebiet suchen").fill("Ammerloh")
    page.get_by_role("link", name="Ammerloh dazunehmen").click()
    expect(heading(page)).to_have_text("Dohlenleite + Ammerloh")
    expect(page.get_by_text("2 Stadtteile zusammen")).to_be_visible()
    page.get_by_role("link", name="Dohlenleite herausnehmen").click()
    expect(heading(page)).to_have_text("Ammerloh")


def test_a_copied_address_shows_the_same(open_page: Callable[..., Page]) -> None:
    address = "/zeitreihe?indikator=sgb2_u15_nef&ebene=stadtteil&gebiete=0104,0301&spanne=1"
    shown = []
    for _ in range(2):
        page = open_page(address)
        page.wait_for_selector("#zeitreihe-bild .main-svg")
        shown.append(page.locator("table.zahlen").inner_text())
    assert shown[0] == shown[1]
    assert "bis" in shown[0]


def test_lines_are_added_taken_away_and_switched_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("/zeitreihe?indikator=ant_u18&ebene=stadtteil")
    page.get_by_label("Stadtteil hinzufügen").fill("Ammer")
    page.get_by_role("link", name="Ammerloh").click()
    expect(page.get_by_role("columnheader", name="Ammerloh")).to_be_visible()
    switch = page.get_by_role("switch", name="Schwankungsbereich (95 %)")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(page.locator("table.zahlen")).to_contain_text(" bis ")
    page.get_by_role("link", name="Ammerloh entfernen").click()
    expect(page.get_by_role("columnheader", name="Ammerloh")).to_have_count(0)
    assert "spanne=1" in page.url


def test_another_indicator_and_level_keep_the_page(open_page: Callable[..., Page]) -> None:
    page = open_page("/zeitreihe?indikator=ant_u18&ebene=stadtteil&gebiete=0104")
    page.wait_for_selector("main h1")
    page.evaluate("window.sameDocument = true")
    page.get_by_label("Indikator", exact=True).select_option("sgb2_u15_nef")
    expect(heading(page)).to_contain_text("SGB-II-Quote der unter 15-Jährigen")
    expect(page.get_by_role("columnheader", name="Dohlenleite", exact=True)).to_be_visible()
    page.get_by_label("Raumebene").select_option("bezirk")
    expect(page.get_by_label("Stadtbezirk hinzufügen")).to_be_visible()
    page.go_back()
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
    head = page.get_by_role("columnheader", name="Bevölkerung")
    head.locator(".ag-header-cell-label").click()
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
