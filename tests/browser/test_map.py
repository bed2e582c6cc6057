"""The map on the page Erkunden: drawn by either renderer, steered by pointer and keys, and never behind a click."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from atlas.city import open_city
from atlas.selection import Selection
from atlas.view import look

RENDERERS = ("maplibre", "leaflet")
QUESTION = "indikator=ant_u18&ebene=stadtteil&zeit=2024-12-31"
DRAWN = """async () => {
    while (!window.atlasMapTimings) await new Promise(done => setTimeout(done, 20));
    return atlasMapTimings.wait("");
}"""
MAP = "document.querySelector('.atlas-map-stage').atlasMap"


@pytest.fixture
def open_map(open_page: Callable[..., Page]) -> Callable[..., Page]:
    """open_map(renderer, **options): Erkunden of one question, once its map is drawn and can be pointed at."""

    def opened(renderer: str = "", **options: Any) -> Page:
        page = open_page(f"/erkunden?{QUESTION}" + (f"&renderer={renderer}" if renderer else ""), **options)
        page.evaluate(DRAWN)
        page.wait_for_function(f"() => Boolean({MAP}.scene.labels)")
        page.wait_for_load_state("networkidle")
        return page

    return opened


def _place(page: Page, row: int) -> tuple[float, float]:
    """Where the label point of a row lies on the page."""
    page.locator(".atlas-map-stage").scroll_into_view_if_needed()
    x, y = page.evaluate(
        f"""row => {{
            const m = {MAP}, s = m.scene.labels, p = m.overlay.placed(m.renderer.view());
            const box = m.stage.getBoundingClientRect();
            return [box.left + p.scale * s.x[row] + p.dx, box.top + p.scale * s.y[row] + p.dy];
        }}""",
        row,
    )
    return x, y


def _row_inside(page: Page) -> int:
    row: int = page.evaluate(f"{MAP}.scene.geometry.ids[3]")
    return row


@pytest.mark.parametrize("renderer", RENDERERS)
def test_pointing_says_name_and_value_and_a_click_chooses(renderer: str, open_map: Callable[..., Page]) -> None:
    page = open_map(renderer)
    assert page.evaluate(f"{MAP}.renderer.name") == renderer
    row = _row_inside(page)
    name, key = page.evaluate(f"row => [{MAP}.scene.labels.name[row], {MAP}.scene.geometry.keys[row]]", row)
    page.mouse.move(*_place(page, row))
    expect(page.locator(".atlas-map-tooltip .atlas-map-name")).to_have_text(name)
    page.mouse.click(*_place(page, row))
    page.wait_for_function("key => location.search.includes('gebiete=' + key)", arg=key)
    page.wait_for_function(f"row => {MAP}.scene.selected.includes(row)", arg=row)
    page.mouse.click(*_place(page, row))
    page.wait_for_function("() => !location.search.includes('gebiete=')")


@pytest.mark.parametrize("renderer", RENDERERS)
def test_keys_and_buttons_move_the_map(renderer: str, open_map: Callable[..., Page]) -> None:
    page = open_map(renderer)
    view = f"() => {MAP}.renderer.view()"
    whole = page.evaluate(view)
    page.locator(".atlas-map-stage").focus()
    page.keyboard.press("+")
    page.wait_for_function(f"k => {MAP}.renderer.view().k > 1.9 * k", arg=whole["k"])
    zoomed = page.evaluate(view)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"dx => {MAP}.renderer.view().dx < dx - 70", arg=zoomed["dx"])
    page.get_by_role("button", name="Ganze Kommune zeigen").click()
    page.wait_for_function(f"k => Math.abs({MAP}.renderer.view().k / k - 1) < 0.01", arg=whole["k"])


@pytest.mark.parametrize("renderer", RENDERERS)
def test_a_year_step_asks_for_no_values(renderer: str, open_map: Callable[..., Page]) -> None:
    page = open_map(renderer)
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if ".matrix" in request.url else None)
    before = page.evaluate(f"{MAP}.props.period")
    page.locator("#erkunden-zeit-feld").focus()
    since = page.evaluate("performance.now()")
    page.keyboard.press("ArrowLeft")
    drawn = page.evaluate("([period, since]) => atlasMapTimings.wait('', period, since)", [before - 1, since])
    assert drawn["period"] == before - 1
    page.wait_for_load_state("networkidle")
    assert [request.url for request in asked] == []
    assert page.evaluate(f"{MAP}.asked.period") == before - 1, "Dash has followed"


def test_without_webgl_a_canvas_shows_the_same(open_page: Callable[..., Page]) -> None:
    page = open_page("/katalog")
    page.add_init_script(
        """const asked = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind) {
            return /webgl/.test(kind) ? null : asked.apply(this, arguments);
        };"""
    )
    page.goto(f"/erkunden?{QUESTION}&renderer=maplibre")  # which is promised, and not given
    page.evaluate(DRAWN)
    assert page.evaluate(f"{MAP}.renderer.name") == "leaflet"
    assert page.locator(".atlas-map-message").inner_text() == ""


def test_what_is_shown_ahead_gives_way_to_what_is_asked(open_map: Callable[..., Page]) -> None:
    page = open_map()
    asked = page.evaluate(f"{MAP}.asked.period")
    page.evaluate("atlas_map.show('karte', {period: 0})")
    assert page.evaluate(f"[{MAP}.props.period, {MAP}.asked.period]") == [0, asked]
    page.wait_for_function(f"asked => {MAP}.props.period === asked", arg=asked)


def test_the_map_says_what_it_is_to_those_who_do_not_see_it(open_map: Callable[..., Page]) -> None:
    page = open_map()
    stage = page.locator(".atlas-map-stage")
    name = stage.get_attribute("aria-label") or ""
    assert "Musterstadt" in name
    note = stage.get_attribute("aria-describedby")
    assert "Tabelle" in page.locator(f"[id='{note}']").inner_text()


def test_a_file_that_is_gone_is_said_on_the_map(open_page: Callable[..., Page], browser: Any) -> None:
    """In a context of its own: the missing file is an error in the console, which other tests must not have."""
    watched = open_page("/katalog")
    context = browser.new_context(base_url=watched.url.rsplit("/", 1)[0])
    page = context.new_page()
    page.route("**/gebiete/**", lambda route: route.fulfill(status=404, body="fort"))
    page.goto(f"/erkunden?{QUESTION}")
    expect(page.locator(".atlas-map-message")).to_contain_text("Die Karte konnte nicht geladen werden.")
    context.close()


def test_too_few_areas_for_classes_say_their_values(open_page: Callable[..., Page], musterstadt: Path) -> None:
    page = open_page("/erkunden?indikator=sgb2_u15_nef&ebene=bezirk")
    page.locator(".atlas-map-live").wait_for(state="attached")
    values = page.locator(".atlas-map-values b")
    expect(values).to_have_count(6)
    city = open_city(musterstadt)
    view = look(Selection("sgb2_u15_nef", "bezirk", city.periods("sgb2_u15_nef", "bezirk")[-1].iso), city)
    assert {tuple(one.locator("> *").all_inner_texts()) for one in page.locator(".atlas-map-labels span").all()} == {
        (cell.name, label) for cell, label in zip(view.cells, view.labels, strict=True)
    }
    expect(page.locator("#erkunden-legende")).to_contain_text("Werte statt Klassen")
    expect(page.locator("#erkunden-legende .farbe")).to_have_count(0)
