"""Erkunden: controls, map, charts and table show one state, and the address is that state.

The file is longer than 300 lines because one page has many ways to be used, and each gets its walk.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from atlas.city import open_city
from atlas.selection import read_query
from indicators.model import Status
from tests.browser import chromium, ground
from tests.browser.conftest import DESKTOP, PATIENCE_MS, serve
from tests.browser.explorer import MAP, Explorer
from tests.towns import Town

INNENSTADT, DOHLENLEITE = "0101", "0104"
SHARE = "indikator=ant_u18&ebene=stadtteil"


@pytest.fixture(scope="module")
def visit(browser: Browser, server: str) -> Iterator[tuple[Page, list[str]]]:
    """One watched visit for all tests of this module: what is cached once stays cached."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=server, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    faults = ground.watch(context, server)
    yield context.new_page(), faults
    context.close()


@pytest.fixture
def explorer(visit: tuple[Page, list[str]]) -> Iterator[Explorer]:
    """Erkunden in that visit; fails its test on what must never happen."""
    page, faults = visit
    faults.clear()
    page.set_viewport_size(DESKTOP)
    yield Explorer(page)
    assert not faults, "\n".join(faults)


def test_another_indicator_changes_title_map_legend_table_and_address(explorer: Explorer) -> None:
    explorer.begin()
    before = explorer.legend.inner_text(), explorer.drawn()["matrix"]
    explorer.page.get_by_label("Suchen").fill("über 65 ab Jahren")
    expect(explorer.page.locator("#erkunden-treffer")).to_contain_text("Kein Indikator passt")
    explorer.page.get_by_label("Suchen").fill("personen AB 65")
    explorer.choose("Anteil der Personen ab 65 Jahren")
    expect(explorer.title).to_have_text(re.compile("^Anteil der Personen ab 65 Jahren in Musterstadt nach Stadtteilen"))
    expect(explorer.page).to_have_title(
        re.compile("^Anteil der Personen ab 65 Jahren .* – Sozialraumatlas Musterstadt$")
    )
    explorer.expect_asked(indikator="ant_65")
    assert explorer.drawn()["matrix"] != before[1]
    assert explorer.legend.inner_text() != before[0]
    expect(explorer.page.locator("#erkunden-tabelle .ag-header")).to_contain_text("65")
    expect(explorer.page.locator("#karte")).to_have_attribute("aria-label", explorer.title.inner_text())
    explorer.page.get_by_label("Suchen").fill("")


def test_another_level_forgets_the_areas_and_shows_its_own(explorer: Explorer) -> None:
    explorer.begin()
    explorer.areas.fill("Innenstadt")
    explorer.expect_asked(gebiete=INNENSTADT)
    explorer.level.select_option(label="Stadtbezirk")
    expect(explorer.title).to_have_text(re.compile("nach Stadtbezirken"))
    explorer.expect_asked(ebene="bezirk")
    assert "gebiete" not in explorer.asked()
    explorer.drawn()
    expect(explorer.chips).to_have_count(0)
    expect(explorer.page.locator("#erkunden-tabelle .ag-pinned-left-cols-container [row-id]")).to_have_count(7)


def test_time_moves_without_the_server(explorer: Explorer) -> None:
    explorer.open(f"{SHARE}&zeit=2020-12-31")
    entries = explorer.page.evaluate("history.length")
    with explorer.requests() as asked:
        explorer.time.press("ArrowLeft")
        expect(explorer.title).to_have_text(re.compile(r"31\.12\.2019$"))
        assert explorer.drawn()["period"] == 2019 - 2014
    assert [url for url in asked if "/daten/" in url] == []
    explorer.expect_asked(zeit="2019-12-31")
    assert explorer.page.evaluate("history.length") == entries, "a step of the slider is no step of the history"
    expect(explorer.time).to_have_attribute("aria-valuetext", "31.12.2019")


def test_play_goes_to_the_end_and_begins_anew(explorer: Explorer) -> None:
    explorer.open(f"{SHARE}&zeit=2024-12-31", charts=False)
    play = explorer.page.get_by_role("button", name="Zeitreihe abspielen")
    play.click()
    explorer.expect_asked(zeit="2025-12-31")
    expect(play).to_have_text("▶")  # it is the last one
    play.click()
    explorer.expect_asked(zeit="2014-12-31")
    expect(play).to_have_text("❚❚")
    explorer.expect_asked(zeit="2015-12-31")
    play.click()
    expect(play).to_have_text("▶")


def test_a_class_of_the_legend_selects_its_areas_and_once_more_none(explorer: Explorer) -> None:
    explorer.begin()
    entry = explorer.classes().nth(4)
    count = int(re.search(r"\d+", entry.locator(".zahl").inner_text())[0])  # type: ignore[index]
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "true")
    expect(explorer.chips).to_have_count(count)
    keys = explorer.asked()["gebiete"].split(",")
    assert len(keys) == count
    explorer.expect_outlined(*keys)
    assert explorer.chosen() == [explorer.name(key) for key in keys]
    entry.click()
    expect(explorer.chips).to_have_count(0)
    assert "gebiete" not in explorer.asked()


def test_a_click_on_the_map_takes_an_area_in_and_out(explorer: Explorer) -> None:
    explorer.begin()
    entries = explorer.page.evaluate("history.length")
    explorer.page.mouse.click(*explorer.spot(INNENSTADT))
    explorer.expect_asked(gebiete=INNENSTADT)
    explorer.expect_outlined(INNENSTADT)
    assert explorer.chosen() == ["Innenstadt"]
    expect(explorer.said).to_have_text(re.compile("^Innenstadt, "))
    expect(explorer.row(INNENSTADT).first).to_have_class(re.compile("gewaehlt"))
    assert "Innenstadt" in explorer.lines()
    assert explorer.page.evaluate("history.length") == entries + 1
    explorer.page.mouse.click(*explorer.spot(INNENSTADT))
    expect(explorer.chips).to_have_count(0)
    explorer.expect_outlined()
    assert explorer.page.evaluate("history.length") == entries + 2


def test_pointing_at_the_map_shows_in_strip_series_table_and_sentence(explorer: Explorer) -> None:
    explorer.begin()
    explorer.page.mouse.move(*explorer.spot(DOHLENLEITE))
    explorer.expect_hovered(DOHLENLEITE)
    expect(explorer.row(DOHLENLEITE).first).to_have_class(re.compile("gezeigt"))
    expect(explorer.said).to_have_text(re.compile("^Dohlenleite, "))
    ring, dots = explorer.trace("streifen", "hover"), explorer.trace("streifen", "areas")
    assert ring and dots
    assert ring["x"] == [dots["x"][dots["ids"].index(DOHLENLEITE)]]
    explorer.page.wait_for_function(
        "() => document.querySelector('#erkunden-reihe .js-plotly-plot').data.at(-1).x.length === 12"
    )
    explorer.page.mouse.move(5, 5)
    explorer.expect_hovered(None)
    expect(explorer.said).to_have_text(re.compile("^Musterstadt, "))
    assert explorer.trace("streifen", "hover")["x"] == []  # type: ignore[index]


def test_pointing_at_a_dot_or_a_row_shows_on_the_map_and_a_click_takes_it_in(explorer: Explorer) -> None:
    explorer.begin()
    explorer.row(DOHLENLEITE).first.scroll_into_view_if_needed()
    explorer.row(DOHLENLEITE).first.hover()
    explorer.expect_hovered(DOHLENLEITE)
    explorer.row(DOHLENLEITE).first.click()
    explorer.expect_asked(gebiete=DOHLENLEITE)
    dot = explorer.page.locator("#erkunden-streifen .scatterlayer .trace").first.locator(".point").nth(0)
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    assert box
    explorer.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    first = explorer.trace("streifen", "areas")["ids"][0]  # type: ignore[index]
    explorer.expect_hovered(first)
    explorer.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    explorer.expect_asked(gebiete=f"{DOHLENLEITE},{first}")


def test_areas_are_found_by_name_and_taken_away_by_their_chip(explorer: Explorer) -> None:
    explorer.begin()
    explorer.areas.fill("Hafen am Meer")
    explorer.areas.press("Enter")
    expect(explorer.page.get_by_text("Kein Gebiet dieser Raumebene heißt „Hafen am Meer“.")).to_be_visible()
    explorer.areas.fill("dohlen")
    explorer.areas.press("Enter")
    explorer.expect_asked(gebiete=DOHLENLEITE)
    explorer.areas.fill("Innenstadt")  # a whole name needs no Enter
    explorer.expect_asked(gebiete=f"{DOHLENLEITE},{INNENSTADT}")
    explorer.page.get_by_role("button", name="Dohlenleite abwählen").click()
    explorer.expect_asked(gebiete=INNENSTADT)


def test_deviation_is_shown_in_map_legend_and_address(explorer: Explorer) -> None:
    explorer.begin()
    explorer.unfold()
    explorer.page.get_by_label("Abweichung vom Wert der Stadt").check()
    explorer.expect_asked(abweichung="1")
    expect(explorer.legend).to_contain_text("Prozentpunkte")
    expect(explorer.classes().first).to_contain_text("−")
    explorer.page.mouse.move(*explorer.spot(INNENSTADT))
    expect(explorer.page.locator("#karte .atlas-map-tooltip .atlas-map-value")).to_have_text(
        re.compile(r"^[−+]\d+,\d.Prozentpunkte$")
    )


def test_classes_of_this_period_alone_have_bounds_of_their_own(explorer: Explorer) -> None:
    explorer.open(f"{SHARE}&zeit=2014-12-31", charts=False)
    common = explorer.classes().all_inner_texts()
    explorer.unfold()
    explorer.page.get_by_label("Klassen nur dieses Zeitpunkts").check()
    explorer.expect_asked(bezug="jahr")
    expect(explorer.legend).to_contain_text("Klassen nur dieses Zeitpunkts")
    assert explorer.classes().all_inner_texts() != common
    explorer.page.get_by_label("Zahl der Klassen").select_option("7")
    explorer.expect_asked(anzahl="7")
    expect(explorer.classes()).to_have_count(7)


def test_own_bounds_are_read_as_they_are_written_in_german(explorer: Explorer) -> None:
    explorer.begin()
    explorer.unfold()
    bounds = explorer.page.get_by_label("Eigene Grenzen")
    for written, understood in {
        "15; 12,5; 20": "12.5,15,20",
        "12.5,15,20": "12.5,15,20",
        "14 16 18": "14,16,18",
        "−1; 16": "-1,16",
    }.items():
        bounds.fill(written)
        bounds.press("Enter")
        explorer.expect_asked(grenzen=understood, klassen="eigene")
        expect(explorer.message).to_have_text("")
    expect(explorer.page.get_by_label("Klassen", exact=True)).to_have_value("eigene")
    explorer.drawn()
    expect(explorer.classes()).to_have_count(3)  # to -1, to 16, above
    explorer.page.get_by_label("Klassen", exact=True).select_option("gleich")
    explorer.expect_asked(klassen="gleich")
    assert "grenzen" not in explorer.asked()
    expect(bounds).to_have_value("")


def test_bad_own_bounds_are_refused_in_a_sentence_and_change_nothing(explorer: Explorer) -> None:
    explorer.begin()
    explorer.unfold()
    address = explorer.page.url
    explorer.page.get_by_label("Klassen", exact=True).select_option("eigene")
    expect(explorer.message).to_contain_text("Tragen Sie die eigenen Grenzen ein")
    bounds = explorer.page.get_by_label("Eigene Grenzen")
    for written, said in {
        "abc": "„abc“ ist keine Zahl.",
        "5,,3": "In „5,,3“ fehlt zwischen zwei Trennzeichen eine Zahl.",
        "5,10": "„5,10“ kann eine Zahl oder zwei Grenzen sein.",
        "5; 1.000": "„1.000“ ist nicht eindeutig",
        "1;2;3;4;5;6;7;8;9;10;11;12;13": "13 Grenzen sind zu viele; höchstens 12 sind möglich.",
    }.items():
        bounds.fill(written)
        bounds.press("Enter")
        expect(explorer.message).to_contain_text(said)
        expect(explorer.message).to_have_attribute("role", "status")
        assert explorer.page.url == address
        expect(bounds).to_have_value(written)


def test_back_and_forward_restore_the_picture_without_a_new_page(explorer: Explorer) -> None:
    explorer.begin()
    explorer.page.evaluate(f"{MAP}.stage.dataset.first = 'yes'")
    explorer.page.mouse.click(*explorer.spot(INNENSTADT))
    explorer.expect_asked(gebiete=INNENSTADT)
    explorer.level.select_option(label="Sozialraum")
    explorer.expect_asked(ebene="sozialraum")
    explorer.choose("Bevölkerung (Hauptwohnung)")
    explorer.expect_asked(indikator="bev_insg")
    explorer.drawn()

    explorer.page.go_back()
    explorer.expect_asked(indikator="ant_u18", ebene="sozialraum")
    expect(explorer.title).to_have_text(re.compile("^Anteil der Minderjährigen .* nach Sozialräumen"))
    expect(explorer.level).to_have_value("sozialraum")
    explorer.page.go_back()
    expect(explorer.level).to_have_value("stadtteil")
    explorer.drawn()
    explorer.expect_outlined(INNENSTADT)
    assert explorer.chosen() == ["Innenstadt"]
    expect(explorer.said).to_have_text(re.compile("^Innenstadt, "))
    explorer.page.go_back()
    expect(explorer.chips).to_have_count(0)
    explorer.page.go_forward()
    assert explorer.chosen() == ["Innenstadt"] or expect(explorer.chips).to_have_count(1) is None
    explorer.page.go_forward()
    explorer.page.go_forward()
    expect(explorer.title).to_have_text(re.compile("^Bevölkerung"))
    assert explorer.page.evaluate(f"{MAP}.stage.dataset.first") == "yes", "the page was built anew"


def test_other_pages_and_back_and_the_navigation_lead_to_erkunden(explorer: Explorer) -> None:
    explorer.open(f"{SHARE}&zeit=2018-12-31&gebiete={INNENSTADT}")
    explorer.page.locator("#erkunden-ausgabe").get_by_role("link", name="Steckbrief").click()
    expect(explorer.page.locator("#erkunden")).to_have_count(0)
    explorer.page.go_back()
    expect(explorer.title).to_have_text(re.compile(r"31\.12\.2018$"))
    assert explorer.chosen() == ["Innenstadt"]
    explorer.page.locator("#hauptnavigation").get_by_role("link", name="Erkunden").click()
    explorer.expect_asked(zeit="2025-12-31")
    expect(explorer.chips).to_have_count(0)


def test_a_copied_link_shows_the_same_picture_elsewhere(explorer: Explorer, open_page: Callable[..., Page]) -> None:
    explorer.open(f"{SHARE}&zeit=2019-12-31&klassen=gleich&anzahl=4&orte=Kita")
    explorer.page.mouse.click(*explorer.spot(INNENSTADT))
    explorer.expect_asked(gebiete=INNENSTADT)
    expect(explorer.said).to_have_text(re.compile("^Innenstadt, "))
    there = Explorer(open_page(explorer.page.url))
    there.drawn()
    there.charts()
    for part in ("title", "legend", "said"):
        expect(getattr(there, part)).to_have_text(getattr(explorer, part).inner_text(), use_inner_text=True)
    assert there.drawn()["matrix"] == explorer.drawn()["matrix"]
    assert there.drawn()["period"] == explorer.drawn()["period"] == 2019 - 2014
    assert there.outlined() == explorer.outlined() == [INNENSTADT]
    assert there.chosen() == ["Innenstadt"]
    expect(there.page.get_by_label("Kita", exact=True)).to_be_checked()
    assert there.page.url == explorer.page.url


def test_an_address_of_unknown_things_says_what_is_shown_instead(explorer: Explorer) -> None:
    explorer.open("indikator=gluecksindex&ebene=viertel&zeit=1899&gebiete=99&klassen=bunt&orte=Kino", charts=False)
    for said in (
        "Den Indikator „gluecksindex“ gibt es hier nicht; gezeigt wird: Anteil der Minderjährigen.",
        "Auf der Ebene „viertel“ liegt dieser Indikator nicht vor; gezeigt wird: Stadtteil.",
        "Für „1899“ liegen keine Werte vor",
        "Diese Gebiete gibt es auf der Ebene Stadtteil nicht: 99.",
        "Die Klassenbildung „bunt“ gibt es nicht; gezeigt werden Quantile.",
        "Diese Arten von Einrichtungen gibt es hier nicht: Kino.",
    ):
        expect(explorer.notices).to_contain_text(said)
    explorer.expect_asked(indikator="ant_u18", ebene="stadtteil", zeit="2025-12-31")
    explorer.level.select_option(label="Stadtbezirk")
    expect(explorer.notices).not_to_contain_text("gluecksindex")


def test_more_than_ten_areas_are_all_outlined_and_ten_have_a_line(explorer: Explorer, musterstadt) -> None:
    keys = [area.key for area in open_city(musterstadt).areas["stadtteil"] if area.windows[-1][1].year == 9999][:14]
    explorer.open(f"{SHARE}&gebiete={','.join(keys)}")
    explorer.expect_outlined(*keys)
    expect(explorer.notices).to_contain_text("Die Zeitreihe zeigt die ersten 10 der 14 ausgewählten Gebiete.")
    assert len(explorer.lines()) == 1 + 10  # the town and ten areas
    expect(explorer.page.get_by_role("button", name="alle 14 abwählen")).to_be_visible()


def test_facilities_are_a_layer_with_filter_and_a_list(explorer: Explorer, musterstadt) -> None:
    places = open_city(musterstadt).facilities
    kitas = sorted(p["name"] for p in places if p["type"] == "Kita")
    explorer.begin()
    dots = f"() => ({MAP}.scene.facilities || []).map(f => f.properties.name)"
    assert explorer.page.evaluate(dots) == []
    expect(explorer.page.locator("#erkunden-einrichtungen")).to_be_hidden()
    explorer.page.get_by_label("Kita", exact=True).check()
    explorer.expect_asked(orte="Kita")
    listed = explorer.page.locator("#erkunden-einrichtungen")
    listed.locator("summary").click()
    expect(listed.locator("summary")).to_have_text(f"Einrichtungen als Liste ({len(kitas)})")
    assert sorted(explorer.page.evaluate(dots)) == kitas
    assert sorted(listed.locator("tbody th").all_inner_texts()) == kitas
    explorer.page.get_by_label("Spielplatz", exact=True).check()
    both = [p for p in places if p["type"] in ("Kita", "Spielplatz")]
    expect(listed.locator("tbody tr")).to_have_count(len(both))
    first = next(p for p in places if p["name"] == kitas[0])
    row = listed.locator("tbody tr").filter(has=explorer.page.get_by_text(kitas[0], exact=True)).inner_text()
    assert row.split("\t")[0::4] == [first["name"], first["places"]]
    assert row.split("\t")[3] == first["provider"]
    for kind in ("Kita", "Spielplatz"):
        explorer.page.get_by_label(kind, exact=True).uncheck()
    expect(listed).to_be_hidden()
    explorer.page.wait_for_function(f"() => !({MAP}.scene.facilities || []).length")


def test_a_facility_is_listed_with_the_area_in_which_it_lies_on_the_map(explorer: Explorer) -> None:
    explorer.open(f"{SHARE}&orte=alle", charts=False)
    explorer.page.locator("#erkunden-einrichtungen summary").click()
    found = explorer.page.evaluate(
        f"""() => {{
            const g = {MAP}.scene.geometry, label = {MAP}.scene.labels;
            return Object.fromEntries({MAP}.scene.facilities.map(f =>
                [f.properties.name, label.name[g.locate(f.x, f.y)]]));
        }}"""
    )
    rows = explorer.page.locator("#erkunden-einrichtungen tbody tr").all_inner_texts()
    listed = {row.split("\t")[0]: row.split("\t")[2] for row in rows}
    assert len(listed) > 100
    assert listed == found


def test_counts_are_circles_and_their_legend_says_how_large(explorer: Explorer) -> None:
    explorer.open("indikator=bev_insg&ebene=stadtteil")
    expect(explorer.classes()).to_have_count(0)
    circles = explorer.legend.locator(".kreis")
    assert circles.count() == 3
    numbers = [int(text.replace(".", "")) for text in circles.all_inner_texts()]
    widths = [int(float(circles.nth(i).locator("img").evaluate("e => e.naturalWidth"))) for i in range(3)]
    assert numbers[1] == numbers[0] / 2
    assert widths[1] ** 2 == pytest.approx(widths[0] ** 2 / 2, rel=0.1)  # the area counts
    radii = explorer.page.evaluate(f"Array.from({MAP}.scene.circles.r)")
    assert max(radii) == pytest.approx(30, abs=3)


def test_every_status_has_a_pattern_an_entry_and_a_count(explorer: Explorer) -> None:
    explorer.open("indikator=kinderbefr_wohl&ebene=stadtteil&zeit=2019", charts=False)
    entries = explorer.statuses()
    expect(entries).to_have_count(3)
    said = entries.locator(".grenze").all_inner_texts()
    assert [text.split(" ", 1)[1] for text in said] == ["unsicher", "geheim", "nicht sinnvoll"]
    pictures = [entries.nth(i).locator("img").get_attribute("src") for i in range(entries.count())]
    assert len(set(pictures)) == len(pictures)
    row = f"({MAP}.props.period * {MAP}.matrix.columns)"
    codes = explorer.page.evaluate(f"Array.from({MAP}.matrix.statuses.slice({row}, {row} + {MAP}.matrix.columns))")
    numbers = [int(text.split()[0]) for text in entries.locator(".zahl").all_inner_texts()]
    assert numbers == [codes.count(code) for code in (Status.uncertain, Status.secret, Status.not_applicable)]
    assert min(numbers) > 0
    patterns = explorer.page.evaluate(f"{MAP}.scene.patterns.map(p => [p.style.lines, p.rows.length])")
    assert len({lines for lines, _ in patterns}) == len(patterns) >= 2
    entries.nth(1).click()
    expect(explorer.chips).to_have_count(min(codes.count(3), 12))


def test_everything_can_be_reached_and_done_by_keyboard(explorer: Explorer) -> None:
    explorer.begin()
    page = explorer.page
    page.locator("#inhalt").focus()
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => {
                    const e = document.activeElement;
                    return e.id || e.getAttribute('aria-label') || e.textContent.trim();
                }"""
            )
        )
    for name in (
        "erkunden-suche",
        "erkunden-thema-feld",
        "erkunden-ebene-feld",
        "erkunden-abspielen",
        "erkunden-zeit-feld",
    ):
        assert name in reached
    for name in (
        "erkunden-gebiete-feld",
        "Karte anpassen",
        "Karte vergrößern",
        "Werte als Excel",
        "Ansicht vergrößern",
    ):
        assert any(name in one for one in reached), (name, reached)
    page.locator("#erkunden-indikator input:checked").focus()
    page.keyboard.press("ArrowDown")
    explorer.expect_asked(indikator="migra_u18")
    page.get_by_text("Karte anpassen").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Abweichung vom Wert der Stadt").press("Space")
    explorer.expect_asked(abweichung="1")
    explorer.classes().first.press("Enter")
    expect(explorer.classes().first).to_have_attribute("aria-pressed", "true")
    page.get_by_role("application").focus()
    before = explorer.spot(INNENSTADT)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"x => {MAP}.renderer.view().dx !== x", arg=before[0])
    cell = explorer.row(DOHLENLEITE).locator(".ag-cell").first
    cell.focus()
    chosen = explorer.asked()["gebiete"].split(",")
    page.keyboard.press("Enter")
    expected = [k for k in chosen if k != DOHLENLEITE] if DOHLENLEITE in chosen else [*chosen, DOHLENLEITE]
    explorer.expect_outlined(*expected)


def test_the_stage_fills_the_page_with_title_time_and_source(explorer: Explorer) -> None:
    explorer.begin()
    small = explorer.page.locator("#karte").bounding_box()
    explorer.page.get_by_role("button", name="Ansicht vergrößern").click()
    large = explorer.page.locator("#karte").bounding_box()
    assert small and large
    assert large["width"] > small["width"] * 1.2
    for part in (explorer.title, explorer.time, explorer.page.locator("#erkunden-quelle")):
        expect(part).to_be_in_viewport()
    explorer.time.press("ArrowLeft")
    expect(explorer.title).to_have_text(re.compile("2024$"))
    explorer.page.keyboard.press("Escape")
    expect(explorer.page.locator(".voll")).to_have_count(0)


def test_on_a_telephone_the_map_comes_first_and_nothing_is_too_wide(explorer: Explorer) -> None:
    explorer.page.set_viewport_size({"width": 360, "height": 740})
    explorer.open(f"{SHARE}&gebiete={INNENSTADT}")
    page = explorer.page
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    tops = [page.locator(f"#{part}").bounding_box() for part in ("karte", "erkunden-ebene", "erkunden-neben")]
    ys = [box["y"] for box in tops if box]
    assert ys == sorted(ys)
    assert ys[0] < 740 / 2
    explorer.unfold()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_source_and_edition_are_in_view_at_once(explorer: Explorer) -> None:
    explorer.begin()
    for width, height in ((1366, 768), (1920, 1080), (3840, 2160)):
        explorer.page.set_viewport_size({"width": width, "height": height})
        expect(explorer.page.locator(".buehne > .quelle")).to_be_in_viewport(ratio=1)


def test_nothing_is_found_by_axe_with_everything_unfolded(explorer: Explorer, axe: Callable[[Page], None]) -> None:
    explorer.open(f"{SHARE}&gebiete={INNENSTADT},{DOHLENLEITE}&orte=alle&klassen=gleich")
    explorer.unfold()
    explorer.page.locator("#erkunden-einrichtungen summary").click()
    axe(explorer.page)


def test_without_webgl_the_map_is_drawn_on_a_canvas(browser: Browser, server: str) -> None:
    flags = [flag for flag in chromium.FLAGS if "swiftshader" not in flag and "gpu-blocklist" not in flag]
    blind = browser.browser_type.launch(
        executable_path=chromium.find(), args=[*flags, "--disable-webgl", "--disable-webgl2", "--disable-3d-apis"]
    )
    page = blind.new_page(base_url=server, viewport=DESKTOP)
    page.set_default_timeout(PATIENCE_MS)
    assert page.evaluate("document.createElement('canvas').getContext('webgl2')") is None
    explorer = Explorer(page).open(SHARE)
    assert page.evaluate(f"{MAP}.renderer.name") == "leaflet"
    page.mouse.click(*explorer.spot(INNENSTADT))
    explorer.expect_asked(gebiete=INNENSTADT)
    blind.close()


def test_a_level_without_outlines_shows_charts_and_table_and_says_so(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("flat") / "sechsfeld"
    town = Town(folder)
    rest = 'names = { "N" = "Nordraum", "S" = "Südraum" }\n'
    town.change(
        "city.toml",
        f'[[boundaries]]\nlevel = "sozialraum"\nfrom_level = "stadtteil"\n{rest}[boundaries.parents]',
        f'[[areas]]\nlevel = "sozialraum"\nkeys = ["N", "S"]\n{rest}[areas.parents]',
    )
    town.load()
    serving = serve(folder, tmp_path_factory.mktemp("flat-log") / "log")
    origin = next(serving)
    context: BrowserContext = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=origin)
    faults = ground.watch(context, origin)
    explorer = Explorer(context.new_page())
    explorer.page.goto("/erkunden?ebene=sozialraum")
    expect(explorer.page.locator("#erkunden-ohne")).to_have_text(
        "Für die Raumebene Sozialraum liegen keine Umrisse vor: Verteilung, Zeitreihe und Tabelle zeigen die Werte "
        "ohne Karte."
    )
    explorer.charts()
    expect(explorer.page.locator("#karte")).to_be_hidden()
    expect(explorer.row("N").first).to_contain_text("Nordraum")
    files = explorer.page.locator("#erkunden-ausgabe a[download]")
    expect(files).to_have_text(["Werte als Excel", "Werte als CSV"])
    explorer.level.select_option(label="Stadtteil")
    expect(explorer.page.locator("#karte")).to_be_visible()
    explorer.drawn()
    expect(explorer.page.locator("#erkunden-ohne")).to_be_hidden()
    expect(files.filter(has_text="Geo")).to_have_text(["GeoPackage", "GeoJSON"])
    context.close()
    serving.close()  # type: ignore[attr-defined]
    assert not faults, "\n".join(faults)


def test_the_browser_writes_the_address_as_the_server_does(explorer: Explorer, musterstadt) -> None:
    city = open_city(musterstadt)
    schools = quote("Grundschule,Weiterführende Schule", ",")
    for query in (
        f"{SHARE}&zeit=2020-12-31",
        f"{SHARE}&zeit=2020-12-31&gebiete=0101,0104&klassen=eigene&grenzen=12.5,15&bezug=jahr&abweichung=1&spanne=1",
        f"indikator=bev_insg&ebene=bezirk&zeit=2014-12-31&anzahl=4&orte={schools}",
    ):
        explorer.open(query, charts=False)
        written = explorer.page.evaluate("location.search").lstrip("?")
        assert written == query == read_query(explorer.asked(), city)[0].query()
