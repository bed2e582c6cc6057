"""Erkunden as a visitor has it: opens it, and reads off map, legend, charts and table what they show."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

MAP = "document.querySelector('#karte .atlas-map-stage').atlasMap"
LAST_RENDER = "window.atlasMapTimings.renders.at(-1)"
SHOWN = f"""() => {{
  const map = document.querySelector('#karte .atlas-map-stage')?.atlasMap, last = {LAST_RENDER};
  return map && last && map.props.matrix && last.matrix === map.props.matrix && last.period === (map.props.period || 0)
    && map.scene.geometry && map.scene.labels;
}}"""


class Explorer:
    """One page with Erkunden on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.title = page.locator("#erkunden-titel")
        self.level = page.get_by_label("Raumebene")
        self.time = page.get_by_label("Zeit", exact=True)
        self.areas = page.get_by_label("Gebiete", exact=True)
        self.legend = page.locator("#erkunden-legende")
        self.said = page.locator("#erkunden-satz")
        self.message = page.locator("#erkunden-meldung")
        self.notices = page.locator("#erkunden-hinweise")
        self.chips = page.locator(".gebietswahl .marke-weg:not(.alle)")

    def open(self, query: str = "", charts: bool = True) -> "Explorer":
        """Go there; wait for the map, and for what comes after it."""
        self.page.goto(f"/erkunden?{query}" if query else "/erkunden")
        self.drawn()
        if charts:
            self.charts()
        return self

    def begin(self) -> "Explorer":
        """The beginning of Erkunden, without loading the page anew where it is already there."""
        if urlsplit(self.page.url).path != "/erkunden" or not self.page.locator("#erkunden-tabelle").count():
            return self.open()
        self.page.locator("#hauptnavigation").get_by_role("link", name="Erkunden").click()
        self.expect_asked(indikator="ant_u18", ebene="stadtteil", zeit="2025-12-31")
        expect(self.title).to_have_text(re.compile("Minderjährigen .* nach Stadtteilen, .*2025$"))
        expect(self.chips).to_have_count(0)
        self.drawn()
        return self

    def drawn(self) -> dict[str, Any]:
        """The last render, once the map shows what it is asked to show."""
        self.page.wait_for_function(SHOWN)
        return self.page.evaluate(LAST_RENDER)

    def charts(self) -> None:
        """Wait for strip, series and table."""
        self.page.locator("#erkunden-streifen .main-svg").first.wait_for()
        self.page.locator("#erkunden-reihe .main-svg").first.wait_for()
        self.page.locator("#erkunden-tabelle [row-id]").first.wait_for()

    def asked(self) -> dict[str, str]:
        """The parts of the address."""
        return {key: values[0] for key, values in parse_qs(urlsplit(self.page.url).query).items()}

    def unfold(self) -> None:
        """Show the controls of how the map is drawn."""
        if not self.page.locator("details.darstellung").evaluate("d => d.open"):
            self.page.get_by_text("Karte anpassen").click()

    def choose(self, name: str) -> None:
        """Take an indicator by its whole name."""
        self.page.locator("#erkunden-indikator .eintrag").filter(has=self.page.get_by_text(name, exact=True)).click()

    def expect_asked(self, **parts: str) -> None:
        """The address comes to have these parts."""
        for key, value in parts.items():
            expect(self.page).to_have_url(re.compile(rf"[?&]{key}={re.escape(value)}(&|$)"))

    def classes(self) -> Locator:
        """Entries of the legend that are classes."""
        return self.legend.locator("button:has(span.farbe)")

    def statuses(self) -> Locator:
        """Entries of the legend that are statuses."""
        return self.legend.locator("button:has(img.farbe)")

    def chosen(self) -> list[str]:
        """Names on the chips."""
        return self.chips.all_inner_texts()

    def outlined(self) -> list[str]:
        """Keys of the areas that the map outlines as chosen."""
        return self.page.evaluate(f"{MAP}.scene.selected.map(row => {MAP}.scene.geometry.keys[row])")

    def expect_outlined(self, *keys: str) -> None:
        """The map comes to outline just these areas."""
        self.page.wait_for_function(
            f"keys => JSON.stringify({MAP}.scene.selected.map(r => {MAP}.scene.geometry.keys[r])) === keys",
            arg=_json(keys),
        )

    def expect_hovered(self, key: str | None) -> None:
        """The map comes to highlight this area."""
        self.page.wait_for_function(
            f"key => ({MAP}.scene.hovered < 0 ? null : {MAP}.scene.geometry.keys[{MAP}.scene.hovered]) === key",
            arg=key,
        )

    def spot(self, key: str) -> tuple[float, float]:
        """Where on the page the label of an area lies."""
        x, y = self.page.evaluate(
            f"""key => {{
                const map = {MAP}, p = map.overlay.placed(map.renderer.view()), row = map.scene.geometry.row(key);
                const box = map.stage.getBoundingClientRect(), at = map.scene.labels;
                return [p.scale * at.x[row] + p.dx + box.left, p.scale * at.y[row] + p.dy + box.top];
            }}""",
            key,
        )
        return x, y

    def name(self, key: str) -> str:
        """What the map calls an area."""
        return self.page.evaluate(f"key => {MAP}.scene.labels.name[{MAP}.scene.geometry.row(key)]", key)

    def trace(self, chart: str, meta: str) -> dict[str, Any] | None:
        """x and y of the first trace of a kind in a chart (streifen, reihe)."""
        return self.page.evaluate(
            """([id, meta]) => {
                const found = document.querySelector(`#erkunden-${id} .js-plotly-plot`).data.find(t => t.meta === meta);
                return found ? {x: Array.from(found.x || []), y: Array.from(found.y || []), ids: found.ids} : null;
            }""",
            [chart, meta],
        )

    def lines(self) -> list[str]:
        """Names of the lines of the time series."""
        return self.page.evaluate(
            """() => document.querySelector('#erkunden-reihe .js-plotly-plot').data
                .filter(t => t.meta !== 'hover').map(t => t.name)"""
        )

    def row(self, key: str) -> Locator:
        """Cells of an area's row in the table."""
        return self.page.locator(f'#erkunden-tabelle [row-id="{key}"]')

    @contextmanager
    def requests(self) -> Iterator[list[str]]:
        """The addresses that are asked for meanwhile."""
        asked: list[str] = []

        def note(request: Any) -> None:
            asked.append(request.url)

        self.page.on("request", note)
        yield asked
        self.page.remove_listener("request", note)


def _json(keys: tuple[str, ...]) -> str:
    return "[" + ",".join(f'"{key}"' for key in keys) + "]"
