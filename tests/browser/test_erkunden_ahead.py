"""A choice in the list is on the map before Dash hears of it; list and address follow, and the last choice counts."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

LIST = "#erkunden-indikator"


@pytest.fixture
def explore(open_page: Callable[..., Page]) -> Page:
    page = open_page("/erkunden?indikator=ant_u18&ebene=stadtteil")
    page.locator(".atlas-map-live").wait_for(state="attached")
    page.locator("#erkunden-streifen").wait_for()
    return page


def _label(page: Page, indicator: str):
    return page.locator(f'{LIST} label:has(input[value="{indicator}"])')


def _shows(page: Page, indicator: str) -> None:
    expect(page).to_have_url(re.compile(f"indikator={indicator}(&|$)"), timeout=15_000)
    expect(page.locator(f'{LIST} input[value="{indicator}"]')).to_be_checked()
    expect(page.locator(f"{LIST} input:checked")).to_have_count(1)
    drawn = page.evaluate("async name => (await atlasMapTimings.wait(`/${name}/stadtteil.matrix`)).matrix", indicator)
    assert f"/{indicator}/" in drawn
    last = page.evaluate("() => atlasMapTimings.renders.at(-1).matrix")
    assert f"/{indicator}/" in last


def test_a_click_in_the_list_changes_map_list_and_address(explore: Page) -> None:
    _label(explore, "ant_65").click()
    _shows(explore, "ant_65")


def test_a_matrix_that_takes_long_holds_nobody_up(explore: Page) -> None:
    def late(route: Route) -> None:
        time.sleep(0.6)
        route.continue_()

    explore.route("**/ant_65/stadtteil.matrix*", late)
    _label(explore, "ant_65").click()
    _shows(explore, "ant_65")


def test_of_two_quick_clicks_the_later_counts(explore: Page) -> None:
    explore.evaluate(
        """names => names.forEach(name =>
             document.querySelector(`#erkunden-indikator input[value="${name}"]`).click())""",
        ["ant_65", "ant_u3"],
    )
    _shows(explore, "ant_u3")


def test_the_arrow_keys_choose_the_neighbour(explore: Page) -> None:
    radios = explore.locator(f"{LIST} input")
    names = radios.evaluate_all("inputs => inputs.map(input => input.value)")
    after = names[names.index("ant_u18") + 1]
    explore.locator(f"{LIST} input:checked").focus()
    explore.keyboard.press("ArrowDown")
    _shows(explore, after)
    assert explore.evaluate("() => document.activeElement.value") == after
