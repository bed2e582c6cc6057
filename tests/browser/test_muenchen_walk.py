"""The real workbook of 2024, then of 2025: dropped, previewed, accepted, seen on the map, answered for, taken back."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.intake.ingest import load
from tests.browser import ground
from tests.browser.conftest import DESKTOP, PATIENCE_MS, serve
from tests.browser.explorer import Explorer
from tests.cities.labour_market import BEFORE, TOWN, Cells, cells, counted, edition, expected, town_before
from tests.cities.raw_cells import book
from tests.shared import needs_shared

pytestmark = needs_shared
MAP = "indikator=al_anteil&ebene=stadtteil"
LONG_MS = 4 * PATIENCE_MS  # two cores read, build and store an edition of 8,000 values
SHOWN = """() => {
    const matrix = document.querySelector('#karte .atlas-map-stage').atlasMap.props.matrix;
    return window.atlas_map.matrix(matrix).then(m => [Array.from(m.printed), Array.from(m.classes)]);
}"""


@pytest.fixture
def page(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Lieferungen of München as it was before anybody took a file in; nothing may be wrong on its pages at the end."""
    folder, raw = town_before(tmp_path)
    monkeypatch.setenv("ATLAS_RAW", str(raw))
    monkeypatch.delenv("ATLAS_DATABASE_URL", raising=False)
    load(folder)
    server = serve(folder, tmp_path / "log")
    origin = next(server)
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=origin, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    faults = ground.watch(context, origin)
    page = context.new_page()
    yield page
    context.close()
    server.close()
    assert not ground.lasting(faults), "\n".join(faults)


def preview(page: Page, year: int) -> tuple[int, ...]:
    """Give the edition in; new, changed, alike and gone, as the page counts them."""
    page.goto("/lieferungen")
    page.get_by_label("Ihr Name").fill("Ada")
    page.get_by_label("Datei hierher ziehen").set_input_files(edition(year))
    page.get_by_role("button", name="Vorschau").click()
    said = page.locator("#aufgabe-ergebnis .zaehlung")
    said.wait_for(timeout=LONG_MS)
    return counted(said.inner_text())


def accept(page: Page, number: int) -> None:
    page.get_by_role("button", name="Annehmen").click()
    expect(page.locator(".erledigt")).to_contain_text(f"Es gilt Stand {number}.", timeout=LONG_MS)


def shares(found: Cells) -> dict[tuple[str, int], str]:
    """The unemployed of 100 people from 15 to 64 by Stadtbezirk and year, as one prints them."""
    shown = {}
    for (variable, key, year), part in found.items():
        whole = found.get(("mu_bev_15_u65_mittel", key, year))
        if variable == "al_insg" and key != TOWN and isinstance(part, float) and isinstance(whole, float):
            exact = 100 * Decimal(str(part)) / Decimal(str(whole))
            shown[key, year] = f"{exact.quantize(Decimal('0.1'), ROUND_HALF_UP)}".replace(".", ",")
    return shown


def on_map(page: Page, name: str, key: str, year: int) -> tuple[str, Any]:
    """What stands below the map of an area, and numbers and classes of all areas on the map."""
    explorer = Explorer(page).open(f"{MAP}&zeit={year}&gebiete={key}", charts=False)
    expect(explorer.said).to_contain_text(f"{name}, {year}: ")
    return explorer.said.inner_text().replace("\u00a0", " "), page.evaluate(SHOWN)


def test_two_editions_change_the_map_and_one_gives_it_back(page: Page) -> None:
    of_2024, of_2025 = cells(2024), cells(2025)
    before = {cell: worth for cell, worth in of_2024.items() if cell[2] == BEFORE}
    old, new = shares(of_2024), shares(of_2025)
    key, year = max(place for place in old.keys() & new.keys() if old[place] != new[place])
    last_old, last_new = (max(y for _, y in shown) for shown in (old, new))
    (name,) = {str(row[3])[3:] for row in book("atlas2024/export_ar.xlsx") if str(row[3]).startswith(f"{key} ")}

    assert preview(page, 2024) == expected(before, of_2024)
    accept(page, 2)
    said, old_map = on_map(page, name, key, year)
    assert f"sind {old[key, year]} arbeitslos" in said
    said, _ = on_map(page, name, key, last_old)
    assert f"sind {old[key, last_old]} arbeitslos" in said

    total = f"{of_2024['al_insg', TOWN, BEFORE]:,.0f}".replace(",", ".")
    finding = f"/pruefung?ebene=stadt&jahr={BEFORE}"
    page.goto(finding)
    doubt = page.locator(".befund", has_text=f"Geliefert ist {total},").filter(has_text="Arbeitslose, Jahresmittel,")
    doubt.get_by_text("Antworten", exact=True).click()
    doubt.get_by_label("Antwort", exact=True).fill("ohne festen Wohnsitz")
    doubt.get_by_role("button", name="Antwort speichern").click()
    expect(doubt.locator(".antwort")).to_contain_text("ohne festen Wohnsitz")

    assert preview(page, 2025) == expected(of_2024, of_2025)
    assert all(expected(of_2024, of_2025)[:2])
    accept(page, 3)
    said, new_map = on_map(page, name, key, year)
    assert f"sind {new[key, year]} arbeitslos" in said
    assert new_map != old_map
    assert last_new > last_old
    said, _ = on_map(page, name, key, last_new)
    assert f"sind {new[key, last_new]} arbeitslos" in said
    page.goto(finding)
    expect(doubt.locator(".antwort")).to_contain_text("Ada")
    expect(doubt.locator(".antwort")).to_contain_text("ohne festen Wohnsitz")

    page.goto("/lieferungen")
    page.locator("#angenommene tr", has_text="seit Stand 3").get_by_role("button").click()
    page.get_by_label("Grund").fill("vorläufige Ausgabe")
    page.locator("#angenommene").get_by_role("button", name="Zurückziehen", exact=True).click()
    expect(page.locator(".erledigt")).to_contain_text("Stand 4.", timeout=LONG_MS)
    expect(page.locator("#angenommene")).to_contain_text("zurückgezogen: vorläufige Ausgabe (Ada")
    said, again = on_map(page, name, key, year)
    assert f"sind {old[key, year]} arbeitslos" in said
    assert again == old_map
    page.goto(finding)
    expect(doubt.locator(".antwort")).to_contain_text("ohne festen Wohnsitz")
